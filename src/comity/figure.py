"""A figure as a Vega-Lite specification, drawn as SVG or PNG without a browser or a network."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

CONFIG: dict[str, Any] = {
    "font": "Georgia, serif",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "grid": False,
        "domainColor": "#999",
        "tickColor": "#999",
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12},
    "text": {"font": "Georgia, serif", "fontSize": 12},
    "range": {"category": ["#1b5e7b", "#b5651d", "#5b7f3b", "#7a4a78", "#a33b3b", "#5d6770", "#c29b2d", "#3f8f8a"]},
}
INK, PALE = "#1b5e7b", "#d7e3e8"


MEDIA_TYPE = "application/vnd.vegalite.v5+json"


class Shown:
    """What a notebook may show as HTML. It knows no medium: whoever renders it says how (see `comity.show`)."""

    html_by: ClassVar[Callable[[Any], str] | None] = None

    def _repr_html_(self) -> str | None:
        return None if Shown.html_by is None else Shown.html_by(self)


@dataclass(frozen=True)
class Figure(Shown):
    """One figure: its title, what it shows in words (for readers who cannot see it), and its Vega-Lite spec."""

    title: str
    alt: str
    spec: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Figure: {self.title}"

    def vega_lite(self) -> dict[str, Any]:
        """The complete specification, with the house's fonts and colours."""
        schema = "https://vega.github.io/schema/vega-lite/v5.json"
        return {"$schema": schema, "background": "white", "config": CONFIG, **self.spec}

    def svg(self) -> str:
        """The figure as SVG text."""
        import vl_convert

        svg: str = vl_convert.vegalite_to_svg(self.vega_lite())
        return svg

    def png(self, scale: float = 2) -> bytes:
        """The figure as a picture; scale: how many of its dots stand where a screen has one."""
        import vl_convert

        picture: bytes = vl_convert.vegalite_to_png(self.vega_lite(), scale=scale)
        return picture

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """The figure for notebooks, which draw the specification themselves where they can."""
        return {MEDIA_TYPE: self.vega_lite(), "text/plain": repr(self)}


def start_engine() -> None:
    """Start the chart engine beside what is computed meanwhile: its first figure takes it a third of a second."""
    first = Figure("", "", {"data": {"values": []}, "mark": "point"})
    threading.Thread(target=first.svg, name="chart engine", daemon=True).start()


@dataclass(frozen=True, repr=False)
class Sketch(Figure):
    """A figure of few marks, drawn here already: the chart engine would take a tenth of a second for it.

    drawing: its SVG. Its specification, for notebooks and pictures, shows the same.
    """

    drawing: str

    def svg(self) -> str:
        """The figure as SVG text."""
        return self.drawing


LETTER = 0.52
"""How wide a letter is, on average, as a part of its size."""


def sketched(box: tuple[float, float, float, float], elements: Iterable[str]) -> str:
    """SVG of some elements; box: left, top, width and height of what is seen."""
    seen = " ".join(map(_attribute, box))
    size = f'width="{_attribute(box[2])}" height="{_attribute(box[3])}" viewBox="{seen}"'
    font = f'font-family="{html.escape(CONFIG["font"])}" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>{"".join(elements)}</svg>'


def element(name: str, text: str = "", /, **attributes: str | float) -> str:
    """One element of SVG; an attribute such as stroke-width is named stroke_width."""
    told = " ".join(f'{key.replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items())
    return f"<{name} {told}>{html.escape(text)}</{name}>"


def _attribute(value: str | float) -> str:
    return html.escape(value) if isinstance(value, str) else f"{round(value, 2):g}"


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: what it is of, how long it is (0 or more), and what is printed at its end."""

    label: str
    length: float
    said: str


@dataclass(frozen=True, repr=False)
class Bars(Figure):
    """A figure of horizontal bars, which a page can draw without a chart engine."""

    bars: tuple[Bar, ...]


def bars(title: str, alt: str, drawn: Iterable[Bar]) -> Bars:
    """Horizontal bars, one below the other, in the order given."""
    rows = tuple(drawn)
    axis = {"ticks": False, "labelLimit": 300}
    y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis}
    x = {"field": "length", "type": "quantitative", "axis": None}
    layers = [
        {"mark": {"type": "bar", "color": INK, "height": 18}, "encoding": {"y": y, "x": x}},
        {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {"y": y, "x": x, "text": {"field": "said", "type": "nominal"}},
        },
    ]
    values = [{"label": bar.label, "length": bar.length, "said": bar.said} for bar in rows]
    spec = {"data": {"values": values}, "width": 420, "height": {"step": 28}, "layer": layers}
    return Bars(title, alt, spec, rows)
