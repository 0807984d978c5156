"""A finding as a page shows it: the answer first, figures, tables of which each cell may lead to its judgement."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from typing import Any

from comity.case.model import Case
from comity.finding import Cell, Finding, Lines, Link, Table, words
from comity.web.drawing import Drawn, drawn

LONG = 90
"""A headline of more letters ends at its first pause."""
_EARLY = 24
_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”)]))(?<!\b[A-Z]\.)\s+(?=[\"“‘(]?[^\W_a-z])")
_PAUSE = re.compile(r"[;:] ")


Shown = str | Mapping[str, str]
"""A cell: what it says, or, where it leads to a judgement, `text` and `href`."""


@dataclass(frozen=True)
class Column:
    """A column: its name, and whether it holds numbers."""

    name: str
    number: bool


@dataclass(frozen=True)
class Sheet:
    """A table: its name among those of its finding, its title, a note on how to read it, its columns and rows."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True)
class Answered:
    """A finding in words.

    headline, lead: the answer; basis: how it was found; exact: whether nothing of it was estimated.
    """

    finding: Finding[Any]
    headline: str
    lead: str
    figures: tuple[Drawn, ...]
    tables: tuple[Sheet, ...]
    caveats: tuple[str, ...]
    basis: str
    exact: bool


def answered(case: Case, finding: Finding[Any], judgement: Callable[[str], str | None]) -> Answered:
    """A finding in the words of its case; judgement: the address of one, by its anchor, None where it has none."""
    from comity.papers.in_words import in_words
    from comity.papers.telling import telling

    say = partial(in_words, case)
    headline, lead = headed(say(finding.answer))
    tables = ((name, telling(table)) for name, table in finding.tables.items())
    sheets = tuple(
        sheet(name, in_words(case, called(case, table)), judgement) for name, table in tables if table is not None
    )
    return Answered(
        finding,
        headline,
        lead,
        tuple(drawn(figure, say) for figure in finding.figures.values()),
        sheets,
        tuple(map(say, finding.caveats)),
        say(finding.basis()),
        finding.exact,
    )


def headed(answer: str) -> tuple[str, str]:
    """An answer as a headline and the rest: its first sentence, or, where that is long, that up to its first pause."""
    first, *rest = _SENTENCE.split(answer, maxsplit=1)
    after = "".join(rest)
    pause = _PAUSE.search(first, _EARLY)
    if len(first) <= LONG or pause is None:
        return first, after
    more = first[pause.end() :]
    return f"{first[: pause.start()]}.", f"{more[:1].upper()}{more[1:]} {after}".rstrip()


def called(case: Case, table: Table) -> Table:
    """A table in which parties, issues and their options are called what they are called at length.

    A column or row is of an issue where its head or its first cell is the short name of one.
    """
    from comity.papers.option_words import beside

    everyone = {name: party.name for name, party in case.everyone().items()}

    def head(name: str) -> str:
        return case.issues[name].name if name in case.issues else everyone.get(name, name)

    def cell(value: Cell, *heads: Cell) -> Cell:
        issue = next((name for name in heads if isinstance(name, str) and name in case.issues), None)
        if issue is None or not isinstance(value, str) or value not in case.issues[issue].options:
            return value
        return beside(case, issue, value)

    rows = (
        (head(row[0]) if isinstance(row[0], str) else row[0], *map(cell, row[1:], table.columns[1:], repeat(row[0])))
        for row in table.rows
    )
    return replace(table, columns=tuple(map(head, table.columns)), rows=tuple(rows))


def sheet(name: str, table: Table, judgement: Callable[[str], str | None]) -> Sheet:
    """A table as a page shows it."""
    columns = tuple(map(Column, table.columns, table.numeric()))
    rows = tuple(tuple(_shown(cell, judgement) for cell in row) for row in table.rows)
    return Sheet(name, table.title, table.note, columns, rows)


def _shown(cell: Cell, judgement: Callable[[str], str | None]) -> Shown:
    lines = cell.lines if isinstance(cell, Lines) else (cell,)
    places = (judgement(line.to) for line in lines if isinstance(line, Link))
    href = next(filter(None, places), None)
    return words(cell) if href is None else {"text": words(cell), "href": href}
