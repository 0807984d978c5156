"""Findings and papers as HTML that fetches nothing when opened and prints well on paper."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from importlib.resources import files
from typing import Any

from comity.figure import INK, Bar, Bars, Figure, Shown
from comity.finding import Cell, Finding, Lines, Link, Table, words
from comity.papers.document import NOTES, Brief, Clause, Clauses, Heading, Note, Paper, Paragraph, Part, Section
from comity.papers.one_page.parts import OneSheet
from comity.papers.one_page.sheet import Sheet
from comity.show.one_page import one_page, within
from comity.show.safe import safe

NOWHERE: frozenset[str] = frozenset()

WIDE = 7
"""A table of more columns is set smaller."""

FEW, SHORT = 8, 1500
"""A table of no more rows, and of no more letters, stays on one printed page."""


def page(brief: Paper) -> str:
    """A paper as the text of one self-contained HTML file; one that is to fit one sheet has a look of its own."""
    if isinstance(brief, OneSheet):
        return one_page(brief.sheet)
    from jinja2 import Environment

    template = files("comity.show").joinpath("brief.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["css"] = _css_string
    anchors = brief.anchors()
    numbers: dict[Note, int] = {}
    sections = [_rendered(_cited(section, numbers), anchors) for section in brief.sections]
    sections += [_notes(numbers)] if numbers else []
    first = brief.first if isinstance(brief, Brief) else None
    told = {"brief": brief, "sections": sections, "running": _running(brief), "first": _first(first)}
    return safe(environment.from_string(template).render(told))


_UNNAMED = re.compile("<th[^>]*></th>")


@dataclass(frozen=True)
class _Cited(Paragraph):
    """A paragraph of a page: its notes stand at the end of the page, by their numbers."""

    numbers: tuple[int, ...] = ()


def _cited(section: Section, numbers: dict[Note, int]) -> Section:
    """A section whose paragraphs tell the numbers of their notes; the same note has one number on a page."""

    def cited(said: Paragraph) -> Paragraph:
        told = tuple(numbers.setdefault(note, len(numbers) + 1) for note in said.notes)
        return _Cited(said.text, (), said.remarks, said.style, told)

    def part(each: Part) -> Part:
        if isinstance(each, Clauses):
            several = (Clause(cited(one.said), tuple(map(cited, one.below))) for one in each.clauses)
            return Clauses(tuple(several))
        return cited(each) if isinstance(each, Paragraph) else each

    return replace(section, parts=tuple(map(part, section.parts)))


def _notes(numbers: Mapping[Note, int]) -> dict[str, Any]:
    """The notes as the last section of a page."""
    from markupsafe import Markup

    said = (f'<li id="note-{number}">{html.escape(note.words)}</li>' for note, number in numbers.items())
    content = Markup(f'<ol class="evidence">{"".join(said)}</ol>')
    return {"anchor": "notes", "title": NOTES, "annex": False, "content": content}


def _first(shown: Shown | None) -> Any:
    """What stands on a page of its own before all else."""
    from markupsafe import Markup

    return None if shown is None else Markup(fragment(shown))


def _rendered(section: Section, anchors: Container[str]) -> dict[str, Any]:
    from markupsafe import Markup

    content = Markup("\n".join(fragment(part, anchors) for part in section.parts))
    return {"anchor": _anchor(section), "title": section.title, "annex": section.annex, "content": content}


def _running(paper: Paper) -> dict[str, str]:
    """What stands at the head and foot of every printed page, and below the title."""
    running = paper.running
    day = f"{running.as_of.day} {running.as_of:%B %Y}" if running.as_of else ""
    made = f" {running.author}." if running.author else ""
    by = " · ".join(filter(None, (day, running.author)))
    return {"title": paper.title, "marking": running.marking, "by": by, "foot": running.foot, "made": made}


def _css_string(said: str) -> Any:
    """Text as a string of a style sheet, in which nothing can end the string, the rule or the sheet."""
    from markupsafe import Markup

    written = (each if each.isalnum() or each in " .,:·-" else f"\\{ord(each):x} " for each in safe(said))
    return Markup(f'"{"".join(written)}"')


@singledispatch
def fragment(shown: Any, anchors: Container[str] = NOWHERE) -> str:
    """A finding, table, figure, sentence or brief as a piece of HTML.

    anchors: the places that links may lead to; elsewhere a link is its words.
    """
    raise TypeError(f"nothing is known of how to show a {type(shown).__name__} as HTML")


@fragment.register
def _sentence(shown: str, anchors: Container[str] = NOWHERE) -> str:
    return f"<p>{html.escape(shown)}</p>"


@fragment.register
def _heading(shown: Heading, anchors: Container[str] = NOWHERE) -> str:
    level = min(shown.level + 1, 6)  # a section's own title is a second level on a page
    return f"<h{level}>{html.escape(shown.text)}</h{level}>"


@fragment.register
def _paragraph(shown: Paragraph, anchors: Container[str] = NOWHERE) -> str:
    """The paragraph, its reasons, then its evidence."""
    notes = "".join(f'<p class="evidence">{html.escape(note.words)}</p>' for note in shown.notes)
    return f"{_with_reasons(shown)}{notes}"


@fragment.register
def _with_numbers(shown: _Cited, anchors: Container[str] = NOWHERE) -> str:
    """The paragraph with links to its notes, then its reasons."""
    links = "".join(f'<sup><a href="#note-{number}">[{number}]</a></sup>' for number in shown.numbers)
    return _with_reasons(shown, links)


def _with_reasons(shown: Paragraph, links: str = "") -> str:
    style = "" if shown.style == "text" else f' class="{shown.style}"'
    remarks = "".join(f'<p class="remark">{html.escape(remark)}</p>' for remark in shown.remarks)
    return f"<p{style}>{html.escape(shown.text)}{links}</p>{remarks}"


@fragment.register
def _clauses(shown: Clauses, anchors: Container[str] = NOWHERE) -> str:
    return f'<ol class="clauses">{"".join(f"<li>{_clause(clause)}</li>" for clause in shown.clauses)}</ol>'


def _clause(clause: Clause) -> str:
    return "".join(fragment(said) for said in (clause.said, *clause.below))


@fragment.register
def _figure(shown: Figure, anchors: Container[str] = NOWHERE) -> str:
    return _drawn(shown, shown.svg())


def _drawn(shown: Figure, drawing: str) -> str:
    """A drawing with its title below it, and in words for readers who cannot see it."""
    alt = html.escape(shown.alt, quote=True)
    caption = f"<figcaption>{html.escape(shown.title)}</figcaption>"
    return f'<figure role="img" aria-label="{alt}">{drawing}{caption}</figure>'


@fragment.register
def _bars(shown: Bars, anchors: Container[str] = NOWHERE) -> str:
    """Bars as text and boxes, with their style in place because a notebook has no style sheet of ours."""
    longest = max((bar.length for bar in shown.bars), default=0.0) or 1.0
    drawn = "".join(_bar(bar, bar.length / longest) for bar in shown.bars)
    grid = "display:grid;grid-template-columns:max-content minmax(8rem,30rem);gap:.4rem .8rem;align-items:center"
    return _drawn(shown, f'<div style="{grid}">{drawn}</div>')


def _bar(bar: Bar, part: float) -> str:
    """The label, and the bar with what is printed at its end; a bar of no length keeps a hair's breadth."""
    room = "5em"  # for the number
    box = f"height:1.1em;width:calc((100% - {room}) * {part:.3f} + 1px);background:{INK};print-color-adjust:exact"
    label, said = html.escape(bar.label), html.escape(bar.said)
    line = f'<span style="display:flex;gap:.4em;align-items:center"><i style="{box}"></i>{said}</span>'
    return f'<span style="text-align:right;max-width:34vw">{label}</span>{line}'


@fragment.register
def _table(shown: Table, anchors: Container[str] = NOWHERE) -> str:
    align = [' class="n"' if number else "" for number in shown.numeric()]
    places = [f' id="{html.escape(name, quote=True)}"' for name in shown.anchors] or [""] * len(shown.rows)
    head = _UNNAMED.sub("<td></td>", _row("th", map(html.escape, shown.columns), align))
    above: Cell = None
    body = ""
    for row, place in zip(shown.rows, places, strict=True):
        cells = (_cell(cell, anchors) for cell in row)
        body += f"<tr{place}>{_row('td', cells, [_again(row[0], above, align[0]), *align[1:]])}</tr>"
        above = row[0]
    note = f'<p class="note">{html.escape(shown.note)}</p>' if shown.note else ""
    table = f"<table{_labels(shown)}><caption>{html.escape(shown.title)}</caption><thead><tr>{head}</tr></thead>"
    wide = " many" if len(shown.columns) > WIDE else ""
    letters = sum(len(words(cell)) for row in shown.rows for cell in row)
    wide += " few" if len(shown.rows) <= FEW and letters <= SHORT else ""
    stances = any(isinstance(cell, Lines) for row in shown.rows for cell in row[2:])
    side_by_side = len(shown.columns) > 2 and not shown.columns[0] and not any(shown.numeric())
    wide += " grid" if stances else " abreast" if side_by_side else ""
    return f'<div class="table{wide}">{table}<tbody>{body}</tbody></table></div>{note}'


@fragment.register
def _sheet(shown: Sheet, anchors: Container[str] = NOWHERE) -> str:
    return within(shown)


@fragment.register
def _finding(shown: Finding, anchors: Container[str] = NOWHERE) -> str:  # type: ignore[type-arg]  # as above
    parts = "".join(fragment(part, anchors) for part in (*shown.figures.values(), *shown.tables.values()))
    caveats = "".join(f"<li>{html.escape(caveat)}</li>" for caveat in shown.caveats)
    caveats = f'<ul class="caveats">{caveats}</ul>' if caveats else ""
    return (
        f'<section class="finding"><p class="answer">{html.escape(shown.answer)}</p>{parts}{caveats}'
        f'<p class="basis">{html.escape(shown.basis())}</p></section>'
    )


@fragment.register
def _paper(shown: Paper, anchors: Container[str] = NOWHERE) -> str:
    places = shown.anchors()
    said = [f"<h2>{html.escape(shown.title)}</h2>", f"<p>{html.escape(shown.subtitle)}</p>"]
    said += [fragment(sentence) for sentence in (*shown.warnings, *shown.verdict)]
    for section in shown.sections:
        said += [f"<h3>{html.escape(section.title)}</h3>", *(fragment(part, places) for part in section.parts)]
    return "\n".join(said)


def _anchor(section: Section) -> str:
    return "section-" + "-".join(re.findall(r"\w+", section.title.lower()))


def _row(tag: str, cells: Iterable[str], align: list[str]) -> str:
    return "".join(f"<{tag}{at}>{cell}</{tag}>" for cell, at in zip(cells, align, strict=True))


def _labels(table: Table) -> str:
    """What stands before the cells of each column on a narrow screen, where a row is a card."""
    names = {at: name for at, name in enumerate(table.columns, 1) if at > 1 and name}
    labels = "".join(f"--c{at}:{_css_string(f'{name}: ')};" for at, name in names.items())
    return f' style="{html.escape(labels, quote=True)}"' if labels else ""


def _again(cell: Cell, above: Cell, attributes: str) -> str:
    """The attributes of a row's first cell, marked where it says what stands above it: only cards say it again."""
    return ' class="again"' if isinstance(cell, str) and cell and cell == above else attributes


def _cell(cell: Cell, anchors: Container[str]) -> str:
    if isinstance(cell, Lines):
        return "".join(f"<span>{_cell(line, anchors)}</span>" for line in cell.lines)
    if isinstance(cell, Link) and cell.to in anchors:
        return f'<a href="#{html.escape(cell.to, quote=True)}">{html.escape(cell.words)}</a>'
    return html.escape(words(cell))
