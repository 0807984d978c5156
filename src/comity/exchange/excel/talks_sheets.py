"""The sheets of who may move whom, and of the course of talks: what an argument could do, rounds, measures."""

from __future__ import annotations

from typing import get_args

from comity.case.judgement import Firmness
from comity.case.tree import Path
from comity.exchange.excel.sheet import (
    HELD,
    ID,
    ISSUE,
    NUMBER,
    PARTY,
    VALUE,
    YES_NO,
    Column,
    Key,
    Main,
    Sheet,
    entries,
    items,
    judgement,
)

MESSENGERS = entries(
    "Messengers",
    "Offices that may carry a message and are no party, one a row.",
    "messengers",
    Column("messenger", "name", "A short name: letters, digits, _ - and . only.", width=18),
    Column("name", "text", "What it is called in papers.", (Main("name"),), 34),
    Column("about", "text", "What a reader should know of it.", ("about",), 60),
)

MESSAGES = items(
    "Messages",
    "How far an argument could move one judgement of a party, one a row.",
    "messages",
    ID,
    Column("to", "name", "The party whose judgement it is aimed at.", ("to",), 18, (), PARTY),
    Column("says", "text", "What it says, in a few words.", ("says",), 40),
    Column("moves", "moves", "The judgement, and how far it could be moved at most: no_deal=46, land/half=60 for the "
           "rating of an option, land/weight=25.", ("moves",), 26),
    Column("less on", "name", "Instead: the issue that would come to matter less ...", ("shifts", "from"), 18, (),
           ISSUE),
    Column("more on", "name", "... the issue that would come to matter more ...", ("shifts", "to"), 18, (), ISSUE),
    Column("weight", "number", "... and how much weight would be moved at most.", ("shifts", "weight"), 8),
    *judgement(),
    *HELD,
)  # fmt: skip

TIES = items(
    "Ties",
    "How far the word of one moves another, and how much pressure helps, one a row.",
    "ties",
    Column("from", "name", "Who speaks: a party, a member or a messenger.", ("from",), 18),
    Column("to", "name", "Who is spoken to.", ("to",), 18, (), PARTY),
    Column("rapport", "number", "How much of the way to its limit a message put once and plainly moves a judgement, in "
           f"percent. {NUMBER}", ("rapport", VALUE), 9),
    Column("best", "number", "The pressure that moves most; 100: put once and plainly.", ("best", VALUE), 9),
    Column("turns", "number", "The pressure from which on it backfires; at most twice the best.", ("turns", VALUE), 9),
    *judgement(),
    *HELD,
)  # fmt: skip

PRECONDITIONS = items(
    "Preconditions",
    "What a party wants settled before it discusses something else, one a row.",
    "preconditions",
    ID,
    Column("party", "name", "Whose condition it is.", ("party",), 18, (), PARTY),
    Column("first", "name", "The issue that it wants settled before ...", ("first",), 18, (), ISSUE),
    Column("then", "name", "... the issue that it will not discuss until then.", ("then",), 18, (), ISSUE),
    Column("firmness", "name", "The price of giving it up.", ("firmness",), 13, get_args(Firmness)),
    *judgement(),
    *HELD,
)


def _talks(key: Key) -> Path:
    issue, form, after = key
    below = ("formats", form) if form else ("easier_after", after) if after else ()
    return ("talks", *(("issues", issue, *below) if issue else ()))


def _of_all(key: Key) -> bool:
    return not any(key)


def _of_format(key: Key) -> bool:
    return bool(key[1])


_FORMAT, _ALL = "the row of the format", "the row without an issue"

TALKS = Sheet(
    "Talks",
    "What rounds of talks on an issue cost and bring: a row for each format; in the first what holds for all rounds.",
    (
        Column("issue", "name", "On which issue; empty in the row of what holds for all rounds.", width=18,
               listed=ISSUE),
        Column("format", "name", "In which format, by a short name; empty in the other rows.", width=18),
        Column("after", "name", "Another issue, in a row that says how much easier it is once that is settled.",
               width=18, listed=ISSUE),
    ),
    (
        Column("name", "text", "What the format is called in papers.", ("name",), 34, only=_of_format, row=_FORMAT),
        Column("cost", "number", f"What a round costs who convenes it, in points. {NUMBER}", ("cost", VALUE), 9,
               only=_of_format, row=_FORMAT),
        Column("success", "number", "The chance, in percent, that a round settles the issue.", ("success", VALUE), 9,
               only=_of_format, row=_FORMAT),
        Column("ends talks", "number", "The chance, in percent, that a round which fails ends all talks.",
               ("ends_talks", VALUE), 10, only=_of_format, row=_FORMAT),
        Column("easier", "number", "By how many percentage points a round is likelier to succeed then.", (VALUE,), 9,
               only=lambda key: bool(key[2]), row="a row that names an issue and, under 'after', another"),
        Column("patience", "number", "Worth of what comes a round later beside what comes now, in percent.",
               ("patience", VALUE), 9, only=_of_all, row=_ALL),
        Column("waiting", "number", "What every round costs besides, in points, while not all is settled.",
               ("waiting", VALUE), 9, only=_of_all, row=_ALL),
        Column("worth", "number", "What it is worth to who convenes that all is settled, in points.",
               ("worth", VALUE), 9, only=_of_all, row=_ALL),
        *judgement(),
    ),
    _talks,
    "talks",
)  # fmt: skip


def _measure(key: Key) -> Path:
    measure, party = key
    return ("measures", measure, *(("moves", party, "no_deal") if party else ()))


def _itself(key: Key) -> bool:
    return not key[1]


_MEASURE = "the row of the measure without a party"

MEASURES = Sheet(
    "Measures",
    "Steps beside the issues that would build confidence: one a row, then a row for each party that it would move.",
    (
        Column("measure", "name", "A short name: letters, digits, _ - and . only.", width=18),
        Column("party", "name", "Whose no-deal value it moves; empty in the row of the measure.", width=18,
               listed=PARTY),
    ),
    (
        Column("name", "text", "What is done, in words.", ("name",), 40, only=_itself, row=_MEASURE),
        Column("by", "name", "The party that would take it.", ("by",), 18, (), PARTY, only=_itself, row=_MEASURE),
        Column("reversible", "yes_no", "yes where it can be taken back.", ("reversible",), 10, YES_NO, only=_itself,
               row=_MEASURE),
        Column("cost", "number", f"What it costs who takes it, in points. {NUMBER}", ("cost", VALUE), 9, only=_itself,
               row=_MEASURE),
        Column("no deal", "number", "What no deal would be worth to the party once it is taken.", (VALUE,), 9,
               only=lambda key: bool(key[1]), row="a row of the measure that names a party"),
        *judgement(),
        *(Column(each.name, each.kind, each.hint, each.steps, each.width, each.choices, each.listed, only=_itself,
                 row=_MEASURE) for each in HELD),
    ),
    _measure,
    "measures",
)  # fmt: skip

MOVED_TIES = Sheet(
    "Moved ties",
    "What ties would be once a measure is taken, a row for each tie that it moves; what is empty stays as it is.",
    (
        Column("measure", "name", "The measure, by its short name.", width=18, listed="Measures!A"),
        Column("from", "name", "Who speaks: a party, a member or a messenger.", width=18),
        Column("to", "name", "Who is spoken to; that tie stands in the sheet Ties.", width=18, listed=PARTY),
    ),
    (
        Column("rapport", "number", f"What the rapport would be, in percent. {NUMBER}", ("rapport", VALUE), 9),
        Column("best", "number", "What the pressure that moves most would be.", ("best", VALUE), 9),
        Column("turns", "number", "What the pressure from which on it backfires would be.", ("turns", VALUE), 9),
        *judgement(),
    ),
    lambda key: ("measures", key[0], "ties", key[1], key[2]),
    "measures",
)  # fmt: skip
