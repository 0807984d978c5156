"""Tables in a Word file: columns as wide as they need, the head repeated on every page, links to rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn

from comity.finding import Cell, Lines, Link, Table, words
from comity.show.word.elements import bookmark, element, link, run
from comity.show.word.letters import in_one_line
from comity.show.word.styles import CELL, GRID, HEAD, NUMBER

LETTER = 96
"""About how wide a letter of a table is, in twentieths of a point."""
IN_A_WORD = 116
"""How wide a letter of a short word may be, which is not to be broken in any usual type."""
WIDE = {**dict.fromkeys("mwMW%@—…", 1.5), **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 1.2)}
"""How much wider some letters are."""
EDGES = 150
"""What stands free at both sides of a cell."""
LONGEST_WORD = 18
"""So many letters of a word without a blank are kept in a line; a longer one is broken."""

LONGEST_WHOLE = 1000
"""A row with a cell of more letters may break across pages."""


def needed(table: Table) -> list[int]:
    """How wide each column has to be so that its words stay whole, in twentieths of a point."""
    return [
        _wide(max((_letters(word) for said in column for word in said.split()), default=0)) for column in _said(table)
    ]


def blocks(table: Table, room: int) -> list[list[int]]:
    """The columns in blocks that fit beside each other: each begins with the first column, which says what a row is."""
    least, made = needed(table), [[0]]
    for at in range(1, len(least)):
        if len(made[-1]) > 1 and sum(least[each] for each in made[-1]) + least[at] > room:
            made.append([0])
        made[-1].append(at)
    return made


def widths(table: Table, columns: Sequence[int], room: int) -> list[int]:
    """How wide some columns are: what each needs at least, and the rest to those with the most to say."""
    least, said = needed(table), _said(table)
    most = [max(least[at], EDGES + LETTER * max(map(len, said[at]), default=0)) for at in columns]
    held = [least[at] for at in columns]
    spare = room - sum(held)
    if spare < 0:
        return [max(1, width * room // sum(held)) for width in held]
    wanted = [top - low for top, low in zip(most, held, strict=True)]
    if sum(wanted) <= spare:
        return most
    # Columns with little to say get all of it; those with much share what is left.
    for at in sorted(range(len(columns)), key=lambda at: wanted[at]):
        waiting = sum(1 for each in wanted if each > 0)
        given = min(wanted[at], spare // max(1, waiting))
        held[at], spare, wanted[at] = held[at] + given, spare - given, 0
    return held


def grid(
    table: Table,
    columns: Sequence[int],
    room: int,
    styled: Mapping[str, str],
    places: Mapping[str, str],
    numbered: Callable[[], int],
    first: bool,
) -> Any:
    """Some columns of a table as an element of the document.

    room: how wide it may be, in twentieths of a point; styled: identifiers of styles by their names; places: the
    bookmarks that links lead to, by anchor; numbered: the next number of a bookmark; first: whether its rows are the
    ones that links lead to.
    """
    wide = widths(table, columns, room)
    right = table.numeric()
    made = element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblStyle", val=styled[GRID]),
            element("w:tblW", w=sum(wide), type="dxa"),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
            element("w:tblCaption", val=in_one_line(table.title)[:250]),
        ),
        element("w:tblGrid", *(element("w:gridCol", w=width) for width in wide)),
    )

    def cell(at: int, style: str, inner: Sequence[Any]) -> Any:
        side = [element("w:jc", val="right")] if style == HEAD and right[columns[at]] else []
        paragraph = element("w:p", element("w:pPr", element("w:pStyle", val=styled[style]), *side), *inner)
        return element("w:tc", element("w:tcPr", element("w:tcW", w=wide[at], type="dxa")), paragraph)

    heads = [cell(at, HEAD, [run(table.columns[column])]) for at, column in enumerate(columns)]
    made.append(element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *heads))
    for number, row in enumerate(table.rows):
        cells = []
        for at, column in enumerate(columns):
            inner = _shown(row[column], places)
            if first and at == 0 and table.anchors:
                begin, end = bookmark(numbered(), places[table.anchors[number]])
                inner = [begin, *inner, end]
            cells.append(cell(at, NUMBER if right[column] else CELL, inner))
        short = max(len(words(cell)) for cell in row) <= LONGEST_WHOLE
        whole = [element("w:trPr", element("w:cantSplit"))] if short else []
        made.append(element("w:tr", *whole, *cells))
    return made


def identifiers(document: Any) -> dict[str, str]:
    """The identifiers of the styles of a document, by their names."""
    return {style.name: style.element.get(qn("w:styleId")) for style in document.styles}


def _shown(cell: Cell, places: Mapping[str, str]) -> list[Any]:
    if isinstance(cell, Lines):
        shown = []
        for number, line in enumerate(cell.lines):
            shown += [element("w:r", element("w:br"))] if number else []
            shown += _shown(line, places)
        return shown
    if isinstance(cell, Link) and cell.to in places:
        return [link(places[cell.to], run(cell.words))]
    return [run(words(cell))]


def _said(table: Table) -> list[list[str]]:
    """What each column holds, its name first."""
    return [[name, *(words(row[at]) for row in table.rows)] for at, name in enumerate(table.columns)]


def _letters(said: str) -> float:
    """How wide some words are, in letters."""
    return sum(WIDE.get(letter, 1.0) for letter in said)


def _wide(letters: float) -> int:
    return EDGES + int(IN_A_WORD * min(max(letters, 2), LONGEST_WORD))
