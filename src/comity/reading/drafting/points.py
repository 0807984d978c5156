"""What the analyst must decide of single statements: all that is demanded, refused or conditional and not drafted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from comity.reading.drafting.citing import who, words
from comity.reading.drafting.developments import Options
from comity.reading.drafting.judgements import is_rated
from comity.reading.drafting.relations import asked
from comity.reading.english.hedging import is_expert
from comity.reading.found import Reading
from comity.reading.statement import Open, Statement

GENERAL, CAST, HOMELESS, TIES, LASTING = (
    "The sources",
    "Parties and issues",
    "On no known issue",
    "How the parties get on",
    "Would an agreement last?",
)
"""Headings under which points stand; between the second and the third come the issues by their names."""
FIRM = {"red line": 0, "must": 1, None: 2, "may": 3}
LAST = 4
PLAIN = ("claim", "concern")
"""Stances that ask for nothing and refuse nothing."""
_OPEN: dict[Open | None, str] = {
    None: "is there a position in this?",
    "held": "is this its position? The words leave it open",
    "meant": "is this a promise, a threat or a forecast?",
    "answered": "what does this answer, and which way?",
    "listed": "what of this does it want, or refuse, and how firmly?",
}


@dataclass(frozen=True)
class Point:
    """One thing to decide: a stable key, the heading it stands under, its words, and its rank (lower comes first)."""

    key: str
    group: str
    text: str
    rank: int = 0


def is_position(s: Statement) -> bool:
    """Does a statement demand, refuse, accept or give up something, or set a condition?"""
    return s.stance not in PLAIN or s.condition is not None


def statement_points(reading: Reading, drafted: Collection[str], options: Options) -> Iterator[Point]:
    """Every position of somebody that no draft rests on, with its words, and what may be one; relations; worries.

    drafted: the identifiers of the statements behind what is drafted or asked already.
    """
    for s in reading.distinct:
        undated = s.kind == "change" and s.date is None and s.party is not None
        if s.id in drafted and not undated:
            continue
        if s.kind == "relation":
            yield Point(f"statement {s.id}", TIES, asked(reading, s))
        elif s.stance == "concern" and not s.direct and s.party is None and is_expert(s.mention or ""):
            text = f'A worry of {who(s)}: "{words(s)}" [{s.id}]'
            yield Point(f"statement {s.id}", LASTING, text)
        elif is_position(s) or _may_hold(s):
            yield Point(
                f"statement {s.id}",
                _group(reading, s),
                _told(reading, s, options),
                FIRM[s.firmness] if is_position(s) else LAST,
            )


def _may_hold(s: Statement) -> bool:
    """May somebody hold a position by what is read as a claim: left open by its words, or a party's on an issue?"""
    return not s.nobody and (
        s.open is not None or (s.stance == "claim" and s.party is not None and s.issue is not None)
    )


def _group(reading: Reading, s: Statement) -> str:
    known = reading.library.by_id.get(s.issue or "")
    return known.name if known is not None else HOMELESS


def _told(reading: Reading, s: Statement, options: Options) -> str:
    if not is_position(s):
        said = f' ("{_cue(s)}")' if s.open == "held" and s.cue is not None else ""
        told_by = f", as {s.reported_by} tells it" if s.reported_by else ""
        return f'{who(s)}{told_by}{said}: "{words(s)}": {_OPEN[s.open]} [{s.id}]'
    firm = f", {s.firmness}" if s.firmness else ""
    condition = f' ("{_conditional(s)}")' if s.condition else ""
    told_by = f", as {s.reported_by} tells it" if s.reported_by else ""
    return f'{who(s)} ({s.stance}{firm}{told_by}): "{words(s)}"{condition}: {_why(reading, s, options)} [{s.id}]'


def _cue(s: Statement) -> str:
    return " ".join(s.cue.shifted(-s.span.start).of(s.text).split()) if s.cue else ""


def _conditional(s: Statement) -> str:
    return " ".join(s.condition.shifted(-s.span.start).of(s.text).split()) if s.condition else ""


def _why(reading: Reading, s: Statement, options: Options) -> str:
    """Why nothing was drafted from a position, and what can be done."""
    if s.party is None:
        return "whose voice is this?"
    if s.kind == "change" and s.date is None:
        return "when did the position change? No date was found"
    if s.condition is not None:
        return "it hangs on a condition: write a linkage, a red line with `unless`, or a condition"
    if s.issue is None:
        return "what is it about? Add an issue, or keywords to a list of issues"
    known = reading.library.by_id.get(s.issue)
    if known is not None and not known.position:
        return f"it is about {known.name.casefold()}, which is no issue to be settled: is there one behind it?"
    if s.option is None:
        return "which option does it speak of, and which way?"
    if s.option not in options.get(s.issue, ()):
        return f"it speaks of `{s.option}`, which is not among the options: should it be?"
    return "which way does it go?" if not is_rated(s) else "what does it say of the options?"
