"""Figures as a page draws them: bars as text and boxes, all else as SVG that takes the colours of the page.

A drawing is made anew of what may stand in one, so that nothing of it runs, loads or styles anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from comity.figure import Bars, Figure
from comity.papers.option_words import capital

if TYPE_CHECKING:
    from markupsafe import Markup

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {"svg", "g", "path", "text", "tspan", "line", "rect", "circle", "defs", "clipPath"}
_PLACES = ("viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "d")
_LOOKS = (
    *("transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity"),
    *("text-anchor", "font-size", "font-weight", "font-style", "display"),
)
_ATTRIBUTES = (*_PLACES, *_LOOKS)


SLIM = 420
"""How wide a drawing is, at most, that is shown whole on a phone."""


@dataclass(frozen=True)
class Length:
    """One bar: what it is of, its length in hundredths of the longest, what is printed at its end."""

    label: str
    width: int
    said: str


@dataclass(frozen=True)
class Drawn:
    """A figure of a page: its title, a note on how to read it, what it shows in words, and bars or a drawing.

    slim: whether the drawing is narrow enough to be shown whole on a phone.
    """

    title: str
    note: str
    alt: str
    bars: tuple[Length, ...] = ()
    drawing: Markup | None = None
    slim: bool = False


def drawn(figure: Figure, in_words: Callable[[str], str] = str) -> Drawn:
    """A figure; in_words: says in the words of the case what stands in short names."""
    title, _, note = in_words(figure.title).partition("; ")
    title, note, alt = title.rstrip("."), capital(note), in_words(figure.alt)
    if isinstance(figure, Bars):
        longest = max((bar.length for bar in figure.bars), default=0.0) or 1.0
        lengths = (
            Length(in_words(bar.label), round(100 * bar.length / longest), in_words(bar.said)) for bar in figure.bars
        )
        return Drawn(title, note, alt, bars=tuple(lengths))
    spoken = Figure(figure.title, figure.alt, _spoken(figure.spec, in_words))
    text = spoken.svg()
    return Drawn(title, note, alt, drawing=svg(text, alt), slim=_width(text) <= SLIM)


def _width(text: str) -> float:
    return float(ElementTree.fromstring(text).get("width", "inf"))


def svg(text: str, alt: str) -> Markup:
    """A drawing as a piece of a page; alt: what it shows in words."""
    from markupsafe import Markup

    root = _copied(ElementTree.fromstring(text))
    assert root is not None
    root.set("role", "img")
    root.set("aria-label", alt)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _copied(element: ElementTree.Element) -> ElementTree.Element | None:
    """An element with what may stand in it; None where it may not stand in a page itself."""
    tag = element.tag.removeprefix(_SVG)
    if tag not in _ELEMENTS:
        return None
    copy = ElementTree.Element(tag, {name: element.get(name, "") for name in _ATTRIBUTES if name in element.attrib})
    copy.text, copy.tail = element.text, element.tail
    copy.extend(inner for each in element if (inner := _copied(each)) is not None)
    return copy


def _spoken(spec: Any, in_words: Callable[[str], str]) -> Any:
    if isinstance(spec, str):
        return in_words(spec)
    if isinstance(spec, Mapping):
        return {name: _spoken(each, in_words) for name, each in spec.items()}
    return [_spoken(each, in_words) for each in spec] if isinstance(spec, list | tuple) else spec
