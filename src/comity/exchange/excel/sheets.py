"""The sheets of a workbook, one a noun of the case, and where in the case file the value of each cell stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from comity.case.judgement import Firmness
from comity.case.model import Scale
from comity.case.tree import Path
from comity.exchange.excel.cells import Kind
from comity.exchange.excel.sheet import (
    DEVELOPMENT,
    HELD,
    ID,
    ISSUE,
    NUMBER,
    OPTION,
    PARTY,
    PROPOSAL,
    TERMS,
    VALUE,
    YES_NO,
    entries,
    items,
    judgement,
)
from comity.exchange.excel.sheet import Column as Column
from comity.exchange.excel.sheet import Key as Key
from comity.exchange.excel.sheet import Main as Main
from comity.exchange.excel.sheet import Sheet as Sheet
from comity.exchange.excel.talks_sheets import (
    MEASURES,
    MESSAGES,
    MESSENGERS,
    MOVED_TIES,
    PRECONDITIONS,
    TALKS,
    TIES,
)

CASE_FIELDS: Mapping[str, tuple[Kind, str, tuple[str, ...], str]] = {
    "title": ("text", "What the negotiation is called.", (), ""),
    "as_of": ("date", "The day that the case describes, as 2025-08-18.", (), ""),
    "about": ("text", "What a reader should know first.", (), ""),
    "author": ("text", "Who answers for the judgements.", (), ""),
    "marking": ("text", "Who may see it; it stands on every paper.", (), ""),
    "illustrative": ("yes_no", "yes: every paper says that the numbers are illustrative.", YES_NO, ""),
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

SOURCES = entries(
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
        Column("signs", "yes_no", "yes for a party whose consent an agreement needs.", ("signs",), 7, YES_NO),
        Column("member of", "name", "The group that it is a member of, if it is.", (), 18, (), PARTY),
        Column("about", "text", "What a reader should know of it.", ("about",), 60),
        Column("decides", "entry", "How a group forms its yes out of its members': {at_least: 2}.", ("decides",), 20),
        Column("ratified by", "entry", "Whose yes at home it needs: a name, [senate, court], {at_least: 2, of: [..]}.",
               ("ratified_by",), 20),
        Column("passes", "number", "Chance, in percent, that a body says yes, where nobody can rate what it wants.",
               ("passes", VALUE), 9),
        Column("votes", "entry", "What it weighs, by what is counted: {population: 83.2}.", ("votes",), 20),
    ),
    lambda key: ("parties", key[0]),
    "parties",
)  # fmt: skip
MEMBER_OF = PARTIES.column("member of")

ISSUES = entries(
    "Issues",
    "What is to be settled, one a row.",
    "issues",
    Column("issue", "name", "A short name: letters, digits, _ - and . only.", width=18),
    Column("name", "text", "What is to be settled, in words.", ("name",), 50),
    Column("decided by", "name", "The one party that settles it alone; empty where it is settled jointly.",
           ("decided_by",), 14, (), PARTY),
    Column("binding", "yes_no", "yes where the agreement binds whoever decides it alone.", ("binding",), 9, YES_NO),
    Column("ordered", "yes_no", "yes where the options are a ladder from one end to the other.", ("ordered",), 9,
           YES_NO),
    Column("from", "amount", "Where the issue is an amount: the number or day it begins with. It has no options then.",
           ("amount", "from"), 12),
    Column("to", "amount", "The number or day that the amount ends with.", ("amount", "to"), 12),
    Column("step", "amount", "From one step of the amount to the next: a number; for days 10 days, 2 weeks, 3 months.",
           ("amount", "step"), 10),
    Column("unit", "text", "What the number counts: million euro, %, tonnes. Days have none.", ("amount", "unit"), 14),
    Column("about", "text", "What a reader should know of it.", ("about",), 60),
    Column("today", "name", "The option that comes closest to what holds while nothing is agreed.",
           ("today", Main("option")), 16, (), OPTION),
    Column("reversible", "yes_no", "yes where a step on it lapses when talks stop.", ("reversible",), 10, YES_NO),
    *judgement("today", of="today: "),
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
        Column("one way", "yes_no", "yes where it cannot be undone once it is done.", ("one_way",), 9, YES_NO),
        Column("needs", "names", "Who must take part for it to exist, with commas between them.", (), 26, (), "",
               lambda key: ("issues", key[0], "needs", key[1])),
        *HELD,
        Column("verified by", "names", "Who verifies that it is kept, with commas between them.", ("verified_by",), 26),
        Column("breach", "text", "What follows where it is not kept, in a sentence.", ("breach",), 50),
    ),
    lambda key: ("issues", key[0], "options", key[1]),
    "issues",
)  # fmt: skip

NO_DEAL = Sheet(
    "No deal",
    "What having no agreement is worth to each party, on the scale of its ratings, one party a row.",
    (Column("party", "name", "Whose.", width=18, listed=PARTY),),
    (
        Column("no deal", "number", NUMBER, ("no_deal", VALUE), 10),
        Column("like", "terms", f"What having no deal is like: {TERMS}", ("no_deal", "like"), 40),
        Column("from", "name", "contest: worked out from the sheet Contest, with the next two.", ("no_deal", "from"), 9,
               ("contest",)),
        Column("nothing", "number", "What it would be worth to have none of the stake for ever.",
               ("no_deal", "nothing", VALUE), 9),
        Column("everything", "number", "What it would be worth to have all of the stake for ever.",
               ("no_deal", "everything", VALUE), 10),
        Column("scale", "name", "weights: 0 to 100 and weights; points: points that add up.", ("scale",), 9,
               get_args(Scale)),
        *judgement("no_deal"),
        Column("per month", "number", "By how much it rises each month without an agreement; below 0: falls.",
               ("no_deal", "per_month", VALUE), 10),
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
        Column("weight", "number", f"How much the issue matters to it, relative to its others. {NUMBER}",
               ("weight", VALUE), 9, only=lambda key: bool(key[1] and not key[2]),
               row="the row with the issue and no option"),
        Column("rating", "number", f"How good the option is for it, 0 to 100. {NUMBER}", (VALUE,), 9,
               only=lambda key: bool(key[2]), row="the rows of its options"),
        *judgement(),
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
        Column("value", "number", f"What it was until then. {NUMBER}", (VALUE,), 9),
        *judgement(),
    ),
    _before,
    "interests",
)

RED_LINES = items(
    "Red lines",
    "What a party will not sign, one a row.",
    "red_lines",
    ID,
    Column("party", "name", "Whose red line it is.", ("party",), 18, (), PARTY),
    Column("never", "terms", f"It signs nothing in which all of this holds. {TERMS}", ("never",), 40),
    Column("unless", "terms", f"It is lifted where all of this holds. {TERMS}", ("unless",), 30),
    Column("firmness", "name", "The price of a concession.", ("firmness",), 13, get_args(Firmness)),
    *judgement(),
    *HELD,
)

CONDITIONS = items(
    "Conditions",
    "What makes an agreement coherent, whoever likes it, one a row.",
    "conditions",
    ID,
    Column("if", "terms", f"Where all of this holds ... {TERMS}", ("if",), 40),
    Column("then", "terms", f"... all of this must hold as well. {TERMS}", ("then",), 40),
    *judgement(),
    *HELD,
)

LINKAGES = items(
    "Linkages",
    "What a combination across issues is worth to a party beyond its ratings, one a row.",
    "linkages",
    Column("party", "name", "Whose worth it changes.", ("party",), 18, (), PARTY),
    Column("when", "terms", f"Where all of this holds ... {TERMS}", ("when",), 40),
    Column("adds", "number", f"... so many points are added, or, below 0, taken away. {NUMBER}", ("adds", VALUE), 9),
    *judgement(),
    *HELD,
)

DEVELOPMENTS = items(
    "Developments",
    "What changed in the negotiation, one a row.",
    "developments",
    Column("id", "name", "A short name, by which judgements say since when, or until when.", ("id",), 22),
    Column("date", "date", "When it happened, as 2025-08-18.", ("date",), 12),
    Column("what", "text", "What happened, in a sentence.", ("what",), 70),
    Column("evidence", "evidence", "Where sources report it, one piece a line.", ("evidence",), 34),
)

PROPOSALS = entries(
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


LISTS = ("red_lines", "conditions", "linkages", "messages", "ties", "developments", "preconditions")
"""The sections whose items have numbers in these two sheets."""


def _loose(name: str, about: str, section: str, kind: Kind, place: Callable[[Key], Path]) -> Sheet:
    return Sheet(
        name,
        about,
        (Column("where", "name", "The names of the fields that lead to it, with / between them.", width=50),),
        (Column("value", kind, "A number, a range or a text, as the case file has it.", (VALUE,), 30), *judgement()),
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
    MESSENGERS,
    MESSAGES,
    TIES,
    DEVELOPMENTS,
    PROPOSALS,
    PRECONDITIONS,
    TALKS,
    MEASURES,
    MOVED_TIES,
    OTHER,
)
"""Every sheet that is read, in the order of the case file."""

NAMING = (SOURCES, PARTIES, ISSUES, OPTIONS, MESSENGERS, DEVELOPMENTS, PROPOSALS)
"""The sheets whose names others speak of."""


def shorthand(path: Path) -> str:
    """The field that an entry stands for that is written as one value, at this path: a name, an option, or a number."""
    if path[0] == "issues" and len(path) == 3 and path[-1] == "today":
        return "option"
    called = path[0] in ("parties", "issues", "messengers") and path[-2] in (
        "parties",
        "members",
        "options",
        "messengers",
    )
    return "name" if called else "value"
