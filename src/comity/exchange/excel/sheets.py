"""The sheets of a workbook, one a noun of the case, and where in the case file the value of each cell stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from comity.case.judgement import Judgement
from comity.case.model import Firmness, Scale
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
    in which rows it may be filled in, in all where not given.
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
_YES_NO = ("yes", "no")
PARTY, ISSUE, OPTION, PROPOSAL, DEVELOPMENT = "Parties!A", "Issues!A", "Options!B", "Proposals!A", "Developments!B"
"""Where parties, issues, options, proposals and developments are listed."""


def _judgement(*around: str | int) -> tuple[Column, ...]:
    """What every judgement may carry; around: the way to it from the row's place."""
    assert set(Judgement.model_fields) == {"confidence", "because", "evidence", "draft"}
    return (
        Column("confidence", "name", "How sure you are.", (*around, "confidence"), 11, _CONFIDENCE),
        Column("because", "text", "The reason, in a sentence.", (*around, "because"), 60),
        Column(
            "evidence",
            "evidence",
            "Where sources bear it out, one piece a line: source:start-end, or source: words of the source.",
            (*around, "evidence"),
            34,
        ),
        Column("draft", "yes_no", "yes while nobody has confirmed it: it does not count then.", (*around, "draft"), 7,
               _YES_NO),
    )  # fmt: skip


_VALUE = Main("value")
_HELD = (
    Column("since", "name", "The development since which it holds, by its id.", ("since",), 16, (), DEVELOPMENT),
    Column("until", "name", "The development until which it held, by its id.", ("until",), 16, (), DEVELOPMENT),
)
_NUMBER = "A number, or a range with two dots: 30..45."
_TERMS = (
    "issue=option; several options with | and several issues with ; between them: land=all|half; water=open. "
    "Of an amount also price>300, price<=300, price=100..200."
)
_NUMBER_OF_ROW = Column("no.", "name", "Numbers the rows of the case file. Leave it empty in a new row.", width=5)
_ID = Column("id", "name", "A short name of its own, if you like.", ("id",), 22)


def _items(name: str, about: str, section: str, *columns: Column) -> Sheet:
    return Sheet(
        name, about, (_NUMBER_OF_ROW,), columns, lambda key: (section, int(key[0]) - 1), section, numbered=True
    )


def _entries(name: str, about: str, section: str, key: Column, *columns: Column) -> Sheet:
    return Sheet(name, about, (key,), columns, lambda key: (section, key[0]), section)


CASE_FIELDS: Mapping[str, tuple[Kind, str, tuple[str, ...], str]] = {
    "title": ("text", "What the negotiation is called.", (), ""),
    "as_of": ("date", "The day that the case describes, as 2025-08-18.", (), ""),
    "about": ("text", "What a reader should know first.", (), ""),
    "author": ("text", "Who answers for the judgements.", (), ""),
    "marking": ("text", "Who may see it; it stands on every paper.", (), ""),
    "illustrative": ("yes_no", "yes: every paper says that the numbers are illustrative.", _YES_NO, ""),
    "widening": ("number", "By how many points doubt widens numbers of low confidence; 10 where empty.", (), ""),
    "consent": ("entry", "Whose yes makes an agreement; all who sign where empty. {at_least: 5}, say.", (), ""),
    "payments": ("entry", "Who could pay whom, and how much: {from: [a], to: [b], at_most: 20}.", (), ""),
    "outcome": ("name", "The proposal that was agreed, or none.", (), PROPOSAL),
}
"""The fields of the sheet Case: what each holds, what it is, what it may be, where that is listed."""

CASE = Sheet(
    "Case",
    "What is true of the whole case.",
    (Column("field", "name", "What is stated.", width=14),),
    (Column("value", "text", "What it is. Leave empty what you do not know.", width=80),),
    lambda key: (key[0],),
    "",
    fixed=tuple(CASE_FIELDS),
)

SOURCES = _entries(
    "Sources",
    "The reports that were read, one a row.",
    "sources",
    Column("source", "name", "A short name: letters, digits, _ - and . only.", width=18),
    Column("file", "text", "Its path, from the folder of the case file: sources/letter.md.", ("file",), 34),
    Column("title", "text", "Its title, as papers cite it.", ("title",), 50),
    Column("date", "date", "When it was published, as 2025-08-18.", ("date",), 12),
    Column("publisher", "text", "Who published it.", ("publisher",), 34),
)

PARTIES = Sheet(
    "Parties",
    "Who takes part, one a row; a group before its members.",
    (Column("party", "name", "A short name: letters, digits, _ - and . only.", width=18),),
    (
        Column("name", "text", "What it is called in papers.", (Main("name"),), 34),
        Column("signs", "yes_no", "yes for a party whose consent an agreement needs.", ("signs",), 7, _YES_NO),
        Column("member of", "name", "The group that it is a member of, if it is.", (), 18, (), PARTY),
        Column("about", "text", "What a reader should know of it.", ("about",), 60),
        Column("decides", "entry", "How a group forms its yes out of its members': {at_least: 2}.", ("decides",), 20),
        Column("ratified by", "entry", "Whose yes at home it needs: a name, [senate, court], {at_least: 2, of: [..]}.",
               ("ratified_by",), 20),
        Column("passes", "number", "Chance, in percent, that a body says yes, where nobody can rate what it wants.",
               ("passes", _VALUE), 9),
        Column("votes", "entry", "What it weighs, by what is counted: {population: 83.2}.", ("votes",), 20),
    ),
    lambda key: ("parties", key[0]),
    "parties",
)  # fmt: skip
MEMBER_OF = PARTIES.column("member of")

ISSUES = _entries(
    "Issues",
    "What is to be settled, one a row.",
    "issues",
    Column("issue", "name", "A short name: letters, digits, _ - and . only.", width=18),
    Column("name", "text", "What is to be settled, in words.", ("name",), 50),
    Column("decided by", "name", "The one party that settles it alone; empty where it is settled jointly.",
           ("decided_by",), 14, (), PARTY),
    Column("binding", "yes_no", "yes where the agreement binds whoever decides it alone.", ("binding",), 9, _YES_NO),
    Column("ordered", "yes_no", "yes where the options are a ladder from one end to the other.", ("ordered",), 9,
           _YES_NO),
    Column("from", "amount", "Where the issue is an amount: the number or day it begins with. It has no options then.",
           ("amount", "from"), 12),
    Column("to", "amount", "The number or day that the amount ends with.", ("amount", "to"), 12),
    Column("step", "amount", "From one step of the amount to the next: a number; for days 10 days, 2 weeks, 3 months.",
           ("amount", "step"), 10),
    Column("unit", "text", "What the number counts: million euro, %, tonnes. Days have none.", ("amount", "unit"), 14),
    Column("about", "text", "What a reader should know of it.", ("about",), 60),
)  # fmt: skip

AMOUNT = "from"
"""The column of the sheet Issues that is filled in where an issue is an amount."""

OPTIONS = Sheet(
    "Options",
    "The settlements of each issue that are considered, one a row, in their order; none where it is an amount.",
    (
        Column("issue", "name", "Of which issue.", width=18, listed=ISSUE),
        Column("option", "name", "A short name: letters, digits, _ - and . only.", width=18),
    ),
    (
        Column("name", "text", "What it contains, in words.", (Main("name"),), 60),
        Column("short", "text", "The same as a noun phrase of at most four words.", ("short",), 26),
        Column("says", "text", "The same as one sentence, as an agreement would say it.", ("says",), 60),
        Column("one way", "yes_no", "yes where it cannot be undone once it is done.", ("one_way",), 9, _YES_NO),
        Column("needs", "names", "Who must take part for it to exist, with commas between them.", (), 26, (), "",
               lambda key: ("issues", key[0], "needs", key[1])),
        *_HELD,
    ),
    lambda key: ("issues", key[0], "options", key[1]),
    "issues",
)  # fmt: skip

NO_DEAL = Sheet(
    "No deal",
    "What having no agreement is worth to each party, on the scale of its ratings, one party a row.",
    (Column("party", "name", "Whose.", width=18, listed=PARTY),),
    (
        Column("no deal", "number", _NUMBER, ("no_deal", _VALUE), 10),
        Column("like", "terms", f"What having no deal is like: {_TERMS}", ("no_deal", "like"), 40),
        Column("from", "name", "contest: worked out from the sheet Contest, with the next two.", ("no_deal", "from"), 9,
               ("contest",)),
        Column("nothing", "number", "What it would be worth to have none of the stake for ever.",
               ("no_deal", "nothing", _VALUE), 9),
        Column("everything", "number", "What it would be worth to have all of the stake for ever.",
               ("no_deal", "everything", _VALUE), 10),
        Column("scale", "name", "weights: 0 to 100 and weights; points: points that add up.", ("scale",), 9,
               get_args(Scale)),
        *_judgement("no_deal"),
        Column("per month", "number", "By how much it rises each month without an agreement; below 0: falls.",
               ("no_deal", "per_month", _VALUE), 10),
    ),
    lambda key: ("interests", key[0]),
    "interests",
)  # fmt: skip


def _interest(key: Key) -> Path:
    return ("interests", *filter(None, key))


INTERESTS = Sheet(
    "Interests",
    "What each party wants: a row with a weight for each issue that matters to it, then a rating for each option; of "
    "an amount for both of its ends and for every step at which the rating bends, on straight lines between.",
    (
        Column("party", "name", "Whose.", width=18, listed=PARTY),
        Column("issue", "name", "In which issue; empty in a row with the reasons for all of them.", width=18,
               listed=ISSUE),
        Column("option", "name", "Of which option, or step of an amount; empty in the row with the weight.", width=18,
               listed=OPTION),
    ),
    (
        Column("weight", "number", f"How much the issue matters to it, relative to its others. {_NUMBER}",
               ("weight", _VALUE), 9, only=lambda key: bool(key[1] and not key[2])),
        Column("rating", "number", f"How good the option is for it, 0 to 100. {_NUMBER}", (_VALUE,), 9,
               only=lambda key: bool(key[2])),
        *_judgement(),
    ),
    _interest,
    "interests",
)  # fmt: skip


def _before(key: Key) -> Path:
    party, issue, option, development = key
    judged = (issue, option or "weight") if issue else ("no_deal",)
    return ("interests", party, *judged, "before", development)


BEFORE = Sheet(
    "Before",
    "What a number of the sheets Interests and No deal was before a development, one a row.",
    (
        Column("party", "name", "Whose.", width=18, listed=PARTY),
        Column("issue", "name", "In which issue; empty for what no deal was worth.", width=18, listed=ISSUE),
        Column(
            "option",
            "name",
            "Of which option, or step of an amount; empty for the weight of the issue.",
            width=18,
            listed=OPTION,
        ),
        Column("development", "name", "Before which development, by its id.", width=18, listed=DEVELOPMENT),
    ),
    (
        Column("value", "number", f"What it was until then. {_NUMBER}", (_VALUE,), 9),
        *_judgement(),
    ),
    _before,
    "interests",
)

RED_LINES = _items(
    "Red lines",
    "What a party will not sign, one a row.",
    "red_lines",
    _ID,
    Column("party", "name", "Whose red line it is.", ("party",), 18, (), PARTY),
    Column("never", "terms", f"It signs nothing in which all of this holds. {_TERMS}", ("never",), 40),
    Column("unless", "terms", f"It is lifted where all of this holds. {_TERMS}", ("unless",), 30),
    Column("firmness", "name", "The price of a concession.", ("firmness",), 13, get_args(Firmness)),
    *_judgement(),
    *_HELD,
)

CONDITIONS = _items(
    "Conditions",
    "What makes an agreement coherent, whoever likes it, one a row.",
    "conditions",
    _ID,
    Column("if", "terms", f"Where all of this holds ... {_TERMS}", ("if",), 40),
    Column("then", "terms", f"... all of this must hold as well. {_TERMS}", ("then",), 40),
    *_judgement(),
    *_HELD,
)

LINKAGES = _items(
    "Linkages",
    "What a combination across issues is worth to a party beyond its ratings, one a row.",
    "linkages",
    Column("party", "name", "Whose worth it changes.", ("party",), 18, (), PARTY),
    Column("when", "terms", f"Where all of this holds ... {_TERMS}", ("when",), 40),
    Column("adds", "number", f"... so many points are added, or, below 0, taken away. {_NUMBER}", ("adds", _VALUE), 9),
    *_judgement(),
    *_HELD,
)

DEVELOPMENTS = _items(
    "Developments",
    "What changed in the negotiation, one a row.",
    "developments",
    Column("id", "name", "A short name, by which judgements say since when, or until when.", ("id",), 22),
    Column("date", "date", "When it happened, as 2025-08-18.", ("date",), 12),
    Column("what", "text", "What happened, in a sentence.", ("what",), 70),
    Column("evidence", "evidence", "Where sources report it, one piece a line.", ("evidence",), 34),
)

PROPOSALS = _entries(
    "Proposals",
    "Terms on the table, whole or in part, one proposal a row.",
    "proposals",
    Column("proposal", "name", "A short name: letters, digits, _ - and . only.", width=18),
    Column("name", "text", "What it is called in papers.", ("name",), 34),
    Column("by", "name", "The party that made it.", ("by",), 18, (), PARTY),
    Column("date", "date", "When it was made, as 2025-08-18.", ("date",), 12),
    Column("terms", "terms", "One option of each issue that it settles: land=all; water=open.", ("terms",), 50),
    Column("about", "text", "What a reader should know of it.", ("about",), 50),
    Column("evidence", "evidence", "Where sources report it, one piece a line.", ("evidence",), 34),
)

BETWEEN = " / "
"""What stands between the steps to a value in the sheets Contest and Other."""


def steps_of(where: str) -> Path:
    """The way to a value, whose steps the sheets Contest and Other write with / between them: items by number."""
    steps = [step.strip() for step in where.split(BETWEEN.strip())]
    if len(steps) > 1 and steps[0] in LISTS and steps[1].isdecimal():
        return (steps[0], int(steps[1]) - 1, *steps[2:])
    return tuple(steps)


LISTS = ("red_lines", "conditions", "linkages", "developments")
"""The sections whose items have numbers in these two sheets."""


def _loose(name: str, about: str, section: str, kind: Kind, place: Callable[[Key], Path]) -> Sheet:
    return Sheet(
        name,
        about,
        (Column("where", "name", "The names of the fields that lead to it, with / between them.", width=50),),
        (Column("value", kind, "A number, a range or a text, as the case file has it.", (_VALUE,), 30), *_judgement()),
        place,
        section,
    )


CONTEST = _loose(
    "Contest",
    "Who would fight on, at what odds and costs: one value a row.",
    "contest",
    "number",
    lambda key: ("contest", *steps_of(key[0])),
)
OTHER = _loose(
    "Other",
    "Everything else that the case file holds, one value a row.",
    "",
    "entry",
    lambda key: steps_of(key[0]),
)

SHEETS = (
    CASE,
    SOURCES,
    PARTIES,
    ISSUES,
    OPTIONS,
    CONDITIONS,
    NO_DEAL,
    INTERESTS,
    BEFORE,
    LINKAGES,
    RED_LINES,
    CONTEST,
    DEVELOPMENTS,
    PROPOSALS,
    OTHER,
)
"""Every sheet that is read, in the order of the case file."""

NAMING = (SOURCES, PARTIES, ISSUES, OPTIONS, DEVELOPMENTS, PROPOSALS)
"""The sheets whose names others speak of."""


def shorthand(path: Path) -> str:
    """The field that an entry stands for that is written as one value, at this path: parties, options, or estimates."""
    called = path[0] in ("parties", "issues") and path[-2] in ("parties", "members", "options")
    return "name" if called else "value"
