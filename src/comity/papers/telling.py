"""Tables of papers without what says nothing: empty columns, and columns in which every row says the same."""

from __future__ import annotations

from dataclasses import replace

from comity.finding import Cell, Table, words


def telling(table: Table | None) -> Table | None:
    """A table without its empty columns; what all rows of a column have in common is told once, below it.

    Columns of numbers stay, and so does the first column where only numbers follow it. None where there is no table, or
    no row.
    """
    if table is None or not table.rows:
        return None
    numbers = table.numeric()
    columns = [[row[at] for row in table.rows] for at in range(len(table.columns))]
    empty = {at for at, column in enumerate(columns) if at and all(cell is None or cell == "" for cell in column)}
    alike = {
        at
        for at, column in enumerate(columns)
        if (at or not all(numbers[1:2])) and at not in empty and not numbers[at]
        if len(column) > 1 and len(set(map(words, column))) == 1
    }
    if not empty and not alike:
        return table
    kept = [at for at in range(len(columns)) if at not in empty | alike]
    said = [f"{_capital(table.columns[at])}, in every row: {words(columns[at][0])}." for at in sorted(alike)]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(_picked(row, kept) for row in table.rows),
        note=" ".join(filter(None, (table.note, *said))),
    )


def _picked(row: tuple[Cell, ...], kept: list[int]) -> tuple[Cell, ...]:
    return tuple(row[at] for at in kept)


def _capital(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"
