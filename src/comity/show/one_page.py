"""The one page as an HTML file that fetches and runs nothing: one sheet of A4 on paper, one column on a phone."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from comity.papers.one_page.sheet import Row, Sentence, Sheet, Swings
from comity.show.safe import safe

TAGS = {"strong": "b", "quote": "q", "cite": "cite"}
"""How runs of each style are marked up; plain ones are not."""

ROOM = 0.04
"""Which part of the track of a bar is left free at either end."""


@dataclass(frozen=True)
class Bar:
    """One bar of a figure: where it begins and ends and where the line of now stands, in hundredths of the track."""

    label: Sentence
    low: int
    high: int
    start: float
    middle: float
    end: float


def one_page(sheet: Sheet) -> str:
    """The page as the text of one HTML file; sheet: the `sheet` of a one page."""
    from jinja2 import Environment

    template = files("comity.show").joinpath("one_page.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"said": said, "runs": runs, "bars": bars, "by_column": by_column}
    return safe(environment.from_string(template).render(sheet=sheet))


def within(sheet: Sheet) -> str:
    """The page as a piece of another one: its own style sheet counts for nothing outside of it, and nothing is run.

    On paper it is a sheet of its own, on a page named "sheet".
    """
    _, _, rest = one_page(sheet).partition("<style>")
    style, _, rest = rest.partition("</style>")
    content = rest.partition("<main>")[2].rpartition("</main>")[0]
    pages = "".join(_PAGE.findall(style)).replace("@page", "@page sheet")
    rules = _PAGE.sub("", style)
    for outer, inner in ((":root", "&"), ("html", "&"), ("body", "&"), ("main", ".main")):
        rules = re.sub(rf"(?m)(^\s*|[;{{}}]\s*){outer} \{{", rf"\1{inner} {{", rules)
    # That it is page 1 of 1 holds only where it stands alone; what it was made with, the whole says.
    content = _MADE.sub("", content)
    content = content.replace(" · page 1 of 1", "").replace(">page 1 of 1<", "><")
    styled = f"<style>{pages}.sheet {{ page: sheet; {rules} }}</style>"
    return f'{styled}<div class="sheet"><div class="main">{content}</div></div>'


_PAGE = re.compile(r"@page \{[^}]*\}")
_MADE = re.compile(r'<span class="made">[^<]*</span>')


def said(sentence: Sentence, tag: str = "span") -> str:
    """A sentence marked up, with the findings that it is made from."""
    from markupsafe import Markup

    of = html.escape(" ".join(sentence.of), quote=True)
    return Markup(f'<{tag} data-from="{of}">{runs(sentence)}</{tag}>')


def runs(sentence: Sentence) -> str:
    """The runs of a sentence marked up."""
    from markupsafe import Markup

    parts = []
    for run in sentence.runs:
        words, tag = html.escape(run.words), TAGS.get(run.style)
        parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return Markup(" ".join(parts))


def bars(swings: Swings) -> list[Bar]:
    """The bars of a figure on a logarithmic axis; none is drawn at its left end."""
    logs = [math.log10(1 + value) for _, low, high in swings.bars for value in (low, high)]
    now = math.log10(1 + swings.now)
    least, most = min([*logs, now]), max([*logs, now])
    wide = (most - least) or 1.0

    def at(value: int) -> float:
        return round(100 * (ROOM + (1 - 2 * ROOM) * (math.log10(1 + value) - least) / wide), 2)

    return [Bar(label, low, high, at(low), at(swings.now), at(high)) for label, low, high in swings.bars]


def by_column(rows: Sequence[Row], column: int) -> list[tuple[Row, Sentence, float | None]]:
    """One column of the table, for a phone: what all agreements share is left out."""
    several = max((len(row.cells) for row in rows), default=0)
    own = [row for row in rows if len(row.cells) == several]
    return [(row, row.cells[column], row.meters[column] if row.meters else None) for row in own]
