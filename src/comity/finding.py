"""What a question answers with: one sentence, the numbers behind it, tables, figures, how it was found, how sure it is.

Numbers come first. A question computes a typed result, and its sentences, tables and figures are made from that. So a
cell that shows a number holds it as a number, and `Finding.data` is the whole result for other programs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from comity.figure import Figure, Shown
from comity.problem import Place, Problem, Problems

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_LINES = 12
"""How many lines the short form of anything takes, at most."""

ENDS = ("low", "mid", "high")
"""The numbers of a band."""


@dataclass(frozen=True)
class Link:
    """Words that lead to the judgement they rest on (its anchor in a brief)."""

    words: str
    to: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Lines:
    """A cell of several lines, each of which may lead to the judgement that it rests on."""

    lines: tuple[str | Link, ...]

    def __str__(self) -> str:
        return "; ".join(map(str, self.lines))


@dataclass(frozen=True)
class Band:
    """A number that rests on estimates: in the middle of them, and the two ends that say how far it may be off.

    low, mid, high: in the unit of the number that they are of, low at most mid and mid at most high; infinite where
    even certainty is not enough. In JSON they have four decimals.
    """

    low: float
    mid: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float]) -> Band:
        """A number that depends on which of several agreements that tie is taken: from its least to its most."""
        each = list(values)
        low, high = min(each), max(each)
        return cls(low, (low + high) / 2, high) if high - low > _ALIKE else cls(low, low, low)

    @property
    def one(self) -> float | None:
        """The number, where it is one; else None."""
        return self.low if self.low == self.high else None

    @property
    def cell(self) -> float | Quantity:
        """How a table shows it: the number, or, where it is none, its range."""
        return self.low if self.low == self.high else Quantity(self, "span")

    def json(self) -> dict[str, float | None]:
        """The three numbers; None where one is infinite."""
        three = {"low": self.low, "mid": self.mid, "high": self.high}
        return {name: round(value, 4) if math.isfinite(value) else None for name, value in three.items()}


_ALIKE = 1e-9  # points that differ by no more are the same

Form = Literal["points", "gain", "share", "of_100", "in_100", "change", "price", "range", "span", "counts", "plain"]
"""How a quantity is written: 12.3, +12.3, 45.1 in 100, 45.1 (of a hundred), 45 in 100, +45 (hundredths of a part),
12.35, 30 to 45, 12.3 to 14.5, 900 to 1,474, or in full."""


@dataclass(frozen=True)
class Quantity:
    """A number of a cell that is more than a count or points: with a band, a range, or as so many in 100.

    value: the number as the result holds it, so a part of one (0 to 1) where it is written in 100.
    """

    value: float | Band
    form: Form = "points"

    def __str__(self) -> str:
        if not isinstance(self.value, Band):
            return _written(self.value, self.form) + (" in 100" if self.form in ("in_100", "share") else "")
        low, mid, high = (_written(each, self.form) for each in (self.value.low, self.value.mid, self.value.high))
        if self.form == "span":
            return low if low == high else f"{low} to {high}"
        if self.form in ("range", "counts"):
            return low if self.value.low == self.value.high else f"{low} to {high}"
        if self.form != "in_100":
            return f"{mid} ({low} to {high})"
        if math.isfinite(self.value.mid):
            return f"{mid} in 100 ({low} to {high})"
        return f"more than 100 in 100 (from {low})" if math.isfinite(self.value.low) else "more than 100 in 100"

    def json(self) -> float | dict[str, float | None] | None:
        """The number, or the three numbers of its band."""
        if isinstance(self.value, Band):
            return self.value.json()
        return self.value if math.isfinite(self.value) else None


Cell = str | int | float | bool | Link | Lines | Quantity | None


@dataclass(frozen=True)
class Table(Shown):
    """Rows under named columns, with a title and, where needed, a note on how to read them.

    anchors: where links to the rows lead, one a row, empty where nothing links to them. alike: further columns that
    hold one cell in every row, by their names; the note says them, and `spread` has them among the columns.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    anchors: tuple[str, ...] = ()
    alike: Mapping[str, Cell] = field(default_factory=dict)

    def __repr__(self) -> str:
        columns = ", ".join(name or "(no name)" for name in self.columns)
        return short([f"Table: {self.title}"], [f"{len(self.rows)} rows", f"columns: {columns}"])

    def json(self) -> dict[str, Any]:
        """Columns and rows as plain values; a number with a band is its low, mid and high."""
        return {"columns": list(self.columns), "rows": [[_plain(cell) for cell in row] for row in self.rows]}

    def frame(self) -> DataFrame:
        """The table as a data frame of pandas, with the columns of `spread`.

        Raises Problems where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            fix = "install it with: python -m pip install pandas"
            raise Problems([Problem(Place("Table.frame"), "pandas is not installed", fix)]) from None
        return pandas.DataFrame(self.spread())

    def spread(self) -> dict[str, list[Any]]:
        """The table as columns of plain values, by their names, for programs that reckon with them.

        Numbers stay numbers, a part of 1 where the table has so many in 100; a band is three columns, `low`, `mid` and
        `high` after its name, and words between bands are in a column of the plain name. A column without a name, which
        numbers the rows, is called `number`.
        """
        columns: dict[str, list[Any]] = {}
        for at, name in enumerate(self.columns):
            column = [row[at] for row in self.rows]
            parts = [(name or "number", [_plain(cell) for cell in column])]
            if any(map(_is_band, column)):
                spelled = [None if _is_number(cell) else _plain(cell) for cell in column]
                parts = [(name, spelled)] if any(word is not None for word in spelled) else []
                parts += [(f"{name} {end}".strip(), [_end(cell, end) for cell in column]) for end in ENDS]
            columns |= {_unlike(columns, part): values for part, values in parts}
        for name, cell in self.alike.items():
            columns[_unlike(columns, name)] = [_plain(cell)] * len(self.rows)
        return columns

    def numeric(self) -> list[bool]:
        """Which columns hold numbers only."""
        return [_is_numeric(row[at] for row in self.rows) for at in range(len(self.columns))]


class Result:
    """The numbers that a question computes: a frozen record, whole as JSON, short in a console.

    A result is a dataclass with `frozen=True, repr=False`; what it holds is not changed.
    """

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        raise NotImplementedError

    def __repr__(self) -> str:
        held = ", ".join(f"{part.name} {_brief(getattr(self, part.name))}" for part in fields(cast(Any, self)))
        return short([f"{type(self).__name__}: {held}" if held else type(self).__name__])


def _brief(value: Any) -> str:
    """A number or name as it is, and of anything larger how much there is of it."""
    if isinstance(value, str) or value is None or isinstance(value, int | float | Band):
        return repr(value)
    return f"({len(value)})" if hasattr(value, "__len__") else type(value).__name__


R = TypeVar("R", bound=Result, covariant=True)

NO_METHOD = "No method was applied."
"""The method of a finding that says what is missing for an answer."""


@dataclass(frozen=True)
class Finding(Shown, Generic[R]):
    """The answer to one question about a case.

    question: the question's name; answer: one sentence; exact: whether every number follows from the judgements
    without estimation; method: how it was found, with its source; result: the numbers, typed; parameters: what was
    asked for; caveats: what a reader must know; supposed: what is not as in the file, and the number of agreements
    before and after, as plain values; empty where all is; sureness: how sure it is by the ranges of the judgements that
    there is an agreement, as plain values; empty where that is not said; what_if: which agreements stay possible, come
    and fall away by what is supposed, as plain values; empty where nothing is, and where they cannot be listed.
    """

    question: str
    answer: str
    exact: bool
    method: str
    result: R
    parameters: Mapping[str, Any] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    supposed: Mapping[str, Any] = field(default_factory=dict)
    sureness: Mapping[str, Any] = field(default_factory=dict)
    what_if: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> Mapping[str, Any]:
        """The result as plain values for other programs, with what is supposed and how sure it is, where it is told."""
        told = {
            "supposed": dict(self.supposed),
            "what_if": dict(self.what_if),
            "sureness": dict(self.sureness),
        }
        return {**self.result.json(), **{name: said for name, said in told.items() if said}}

    def __repr__(self) -> str:
        named = [("tables", self.tables), ("figures", self.figures), ("data", self.data)]
        return short([self.answer], [f"{kind}: {', '.join(names)}" for kind, names in named if names])

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

    def basis(self) -> str:
        """How the finding was reached, in one line."""
        asked = "; ".join(f"{name} {_asked(value)}" for name, value in self.parameters.items())
        if self.method == NO_METHOD:
            return "Nothing was computed."
        how = f"{'Exact' if self.exact else 'Not exact'}. {self.method}"
        return how + (f" Asked with: {asked}." if asked else "")


def _asked(value: Any) -> str:
    """What was asked for, as a reader writes it: numbers by name, "ukraine 2, russia 1.5"."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_asked(each)}" for name, each in value.items())
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def words(cell: Cell) -> str:
    """A cell as a reader sees it: whole numbers with separators, points with one decimal, quantities by their form."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    return f"{cell:,.1f}" if isinstance(cell, float) else str(cell)


def _written(value: float, form: Form) -> str:
    if form in ("share", "of_100"):
        return f"{value * 100:.1f}"
    if form == "in_100" and 0 < value < 1:  # what is neither all nor nothing is never told as if it were
        return "<1" if value < 0.005 else ">99" if value > 0.995 else f"{value * 100:.0f}"
    if form == "in_100":
        return f"{round(value * 100)}" if math.isfinite(value) else "beyond 100"
    if form in ("change", "gain"):
        return f"{value * 100:+.0f}" if form == "change" else f"{value:+,.1f}"
    if form in ("range", "plain"):
        short = f"{value:.12g}"
        return short if float(short) == value else repr(value)
    if form == "counts":
        return f"{value:,.0f}"
    return f"{value:,.2f}" if form == "price" else f"{value:,.1f}"


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Link):
        return cell.words
    if isinstance(cell, Lines):
        return [str(line) for line in cell.lines]
    return cell.json() if isinstance(cell, Quantity) else cell


def _is_band(cell: Cell) -> bool:
    return isinstance(cell, Quantity) and isinstance(cell.value, Band)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float | Quantity) and not isinstance(cell, bool)


def _end(cell: Cell, end: str) -> Any:
    """One of the three numbers of a cell; a number without a band is all three, and words are none."""
    if isinstance(cell, Quantity) and isinstance(cell.value, Band):
        return cell.value.json()[end]
    return _plain(cell) if _is_number(cell) else None


def _unlike(names: Iterable[str], name: str) -> str:
    """A column's name, numbered where another column has it."""
    taken, number, unlike = set(names), 1, name
    while unlike in taken:
        number += 1
        unlike = f"{name} {number}".strip()
    return unlike


def _is_numeric(cells: Iterable[Cell]) -> bool:
    stated = [cell for cell in cells if cell is not None]
    return bool(stated) and all(map(_is_number, stated))


def short(said: Iterable[str], held: Iterable[str] = (), width: int = 100) -> str:
    """A few lines that say what something is, for whoever looks at it in a console: sentences, then what it holds.

    Sentences are cut before what it holds is.
    """
    import textwrap

    def wrapped(lines: Iterable[str], room: int) -> list[str]:
        whole = [part for line in lines for part in textwrap.wrap(line, width, subsequent_indent="  ")]
        return whole if len(whole) <= room else [*whole[: room - 1], "  ..."]

    names = wrapped(held, MOST_LINES - 2)
    return "\n".join([*wrapped(said, MOST_LINES - len(names)), *names])
