"""What a question answers with: one sentence, tables, figures, how it was found, how sure it is."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.figure import Figure
from comity.show import terminal


@dataclass(frozen=True)
class Link:
    """Words that lead to the judgement they rest on (its anchor in a brief)."""

    words: str
    to: str

    def __str__(self) -> str:
        return self.words


Cell = str | int | float | bool | Link | None


@dataclass(frozen=True)
class Table:
    """Rows under named columns, with a title and, where needed, a note on how to read them.

    anchors: where links to the rows lead, one a row, empty where nothing links to them.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    anchors: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """Columns and rows as plain values."""
        plain = [[cell.words if isinstance(cell, Link) else cell for cell in row] for row in self.rows]
        return {"columns": list(self.columns), "rows": plain}

    def html(self) -> str:
        """The table as HTML."""
        align = [' class="n"' if number else "" for number in self._numeric()]
        anchors = [f' id="{html.escape(name, quote=True)}"' for name in self.anchors] or [""] * len(self.rows)
        head = _row_html("th", map(html.escape, self.columns), align)
        body = "".join(
            f"<tr{anchor}>{_row_html('td', map(_cell_html, row), align)}</tr>"
            for row, anchor in zip(self.rows, anchors, strict=True)
        )
        note = f'<p class="note">{html.escape(self.note)}</p>' if self.note else ""
        table = f"<table><caption>{html.escape(self.title)}</caption><thead><tr>{head}</tr></thead>"
        return f'<div class="table">{table}<tbody>{body}</tbody></table></div>{note}'

    def renderable(self) -> Any:
        """The table as rich renders it."""
        rows = [[words(cell) for cell in row] for row in self.rows]
        return terminal.table(self.title, self.columns, rows, self._numeric(), self.note)

    def _numeric(self) -> list[bool]:
        return [_is_numeric(row[at] for row in self.rows) for at in range(len(self.columns))]


@dataclass(frozen=True)
class Finding:
    """The answer to one question about a case.

    question: the question's name; answer: one sentence; exact: whether every number follows from the judgements
    without estimation; method: how it was found, with its source; parameters: what was asked for; caveats: what a
    reader must know; data: the question's own values for other programs.
    """

    question: str
    answer: str
    exact: bool
    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    def json(self) -> str:
        """The finding for other programs."""
        content = {
            "question": self.question,
            "answer": self.answer,
            "exact": self.exact,
            "method": self.method,
            "parameters": dict(self.parameters),
            "caveats": list(self.caveats),
            "tables": {name: table.json() for name, table in self.tables.items()},
            "data": dict(self.data),
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=str)

    def text(self, width: int = 100) -> str:
        """The finding for a terminal."""
        return terminal.rendered(self.renderables(), width)

    def renderables(self) -> list[Any]:
        """The parts of the finding as rich renders them."""
        parts = [
            terminal.paragraph(self.answer, "bold"),
            *(table.renderable() for table in self.tables.values()),
        ]
        parts += [terminal.paragraph(f"Note: {caveat}") for caveat in self.caveats]
        return [*parts, terminal.paragraph(self.basis(), "dim")]

    def basis(self) -> str:
        """How the finding was reached, in one line."""
        asked = "; ".join(f"{name} {value}" for name, value in self.parameters.items())
        return f"{'Exact' if self.exact else 'Not exact'}. {self.method}" + (f" Asked with: {asked}." if asked else "")

    def html(self) -> str:
        """The finding as a fragment of HTML."""
        figures = "".join(each.html() for each in self.figures.values())
        tables = "".join(each.html() for each in self.tables.values())
        caveats = "".join(f"<li>{html.escape(caveat)}</li>" for caveat in self.caveats)
        caveats = f'<ul class="caveats">{caveats}</ul>' if caveats else ""
        return (
            f'<section class="finding"><p class="answer">{html.escape(self.answer)}</p>{figures}{tables}{caveats}'
            f'<p class="basis">{html.escape(self.basis())}</p></section>'
        )

    def _repr_html_(self) -> str:
        return self.html()


def words(cell: Cell) -> str:
    """A cell as a reader sees it: whole numbers with separators, points with one decimal."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    return f"{cell:,.1f}" if isinstance(cell, float) else str(cell)


def _is_numeric(cells: Iterable[Cell]) -> bool:
    stated = [cell for cell in cells if cell is not None]
    return bool(stated) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in stated)


def _row_html(tag: str, cells: Iterable[str], align: list[str]) -> str:
    return "".join(f"<{tag}{at}>{cell}</{tag}>" for cell, at in zip(cells, align, strict=True))


def _cell_html(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="#{html.escape(cell.to, quote=True)}">{html.escape(cell.words)}</a>'
    return html.escape(words(cell))
