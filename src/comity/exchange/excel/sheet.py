"""What a sheet of a workbook is: its columns, what tells its rows apart, and where the value of each cell stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.case.judgement import Judgement
from comity.case.tree import Path
from comity.exchange.excel.cells import Kind

Key = tuple[str, ...]
"""What tells a row of a sheet from the others: what stands in its first columns."""


class Main(str):
    """The field of an entry that may be written alone: `40` for `{value: 40}`, `Ukraine` for `{name: Ukraine}`."""


@dataclass(frozen=True)
class Column:
    """One column.

    name: its heading; steps: where its value stands, from the place of the row (`top`: from the top of the file); hint:
    what may stand there; width: in letters; choices: what it may be; listed: the sheet and column that list it; only:
    in which rows it may be filled in, in all where not given; row: these in words.
    """

    name: str
    kind: Kind
    hint: str
    steps: Path = ()
    width: int = 14
    choices: tuple[str, ...] = ()
    listed: str = ""
    top: Callable[[Key], Path] | None = None
    only: Callable[[Key], bool] | None = None
    row: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    name: its name; about: what its rows are; keys: the columns that tell rows apart, columns: the others; place: where
    a row stands in the case file, by its key; section: the section of the file that it shows; numbered: whether its
    rows are the items of a list, by number; fixed: its keys, where rows are neither added nor taken out.
    """

    name: str
    about: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]
    place: Callable[[Key], Path]
    section: str
    numbered: bool = False
    fixed: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of all columns in their order."""
        return tuple(column.name for column in (*self.keys, *self.columns))

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(column for column in (*self.keys, *self.columns) if column.name == name)

    def path(self, key: Key, column: Column) -> Path:
        """Where the value of a cell stands in the case file."""
        return column.top(key) if column.top else (*self.place(key), *column.steps)


_CONFIDENCE = ("low", "medium", "high")
YES_NO = ("yes", "no")
PARTY, ISSUE, OPTION, PROPOSAL, DEVELOPMENT = "Parties!A", "Issues!A", "Options!B", "Proposals!A", "Developments!B"
"""Where parties, issues, options, proposals and developments are listed."""


def judgement(*around: str | int, of: str = "") -> tuple[Column, ...]:
    """What every judgement may carry; around: the way to it from the row's place; of: which one, where the row has
    several, before the names of the columns."""
    assert set(Judgement.model_fields) == {"confidence", "because", "evidence", "draft"}
    return (
        Column(f"{of}confidence", "name", "How sure you are.", (*around, "confidence"), 11, _CONFIDENCE),
        Column(f"{of}because", "text", "The reason, in a sentence.", (*around, "because"), 60),
        Column(
            f"{of}evidence",
            "evidence",
            "Where sources bear it out, one piece a line: source:start-end, or source: words of the source.",
            (*around, "evidence"),
            34,
        ),
        Column(f"{of}draft", "yes_no", "yes while nobody has confirmed it: it does not count then.",
               (*around, "draft"), 7, YES_NO),
    )  # fmt: skip


VALUE = Main("value")
"""The number of an estimate, which may be written alone."""
HELD = (
    Column("since", "name", "The development since which it holds, by its id.", ("since",), 16, (), DEVELOPMENT),
    Column("until", "name", "The development until which it held, by its id.", ("until",), 16, (), DEVELOPMENT),
)
NUMBER = "A number, or a range with two dots: 30..45."
TERMS = (
    "issue=option; several options with | and several issues with ; between them: land=all|half; water=open. "
    "Of an amount also price>300, price<=300, price=100..200."
)
NUMBER_OF_ROW = Column("no.", "name", "Numbers the rows of the case file. Leave it empty in a new row.", width=5)
ID = Column("id", "name", "A short name of its own, if you like.", ("id",), 22)


def items(name: str, about: str, section: str, *columns: Column) -> Sheet:
    """A sheet whose rows are the items of a list."""
    return Sheet(name, about, (NUMBER_OF_ROW,), columns, lambda key: (section, int(key[0]) - 1), section, numbered=True)


def entries(name: str, about: str, section: str, key: Column, *columns: Column) -> Sheet:
    """A sheet whose rows are named entries."""
    return Sheet(name, about, (key,), columns, lambda key: (section, key[0]), section)
