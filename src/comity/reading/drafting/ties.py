"""What a change of position changed: the judgements of a case that name a development, and those that may have to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comity.case.dated import NAMING
from comity.case.model import NOT_ISSUES
from comity.reading.drafting.developments import development_id, holder
from comity.reading.drafting.points import CAST, Point
from comity.reading.drafting.proposal import Proposal
from comity.reading.found import Reading
from comity.reading.statement import Statement

SHOWN = 6
"""So many judgements that a change may have touched are named."""


def named_developments(value: Any) -> Iterator[str]:
    """The ids of all developments that some plain content of a case names."""
    for name, each in value.items() if isinstance(value, Mapping) else ():
        if name in NAMING and isinstance(each, str):
            yield each
        elif name == "before" and isinstance(each, Mapping):
            yield from map(str, each)
        yield from named_developments(each)
    for each in value if isinstance(value, (list, tuple)) else ():
        yield from named_developments(each)


def tie_points(reading: Reading, proposed: Sequence[Proposal], case: Mapping[str, Any]) -> Iterator[Point]:
    """For each drafted development that no judgement of the case names: what it changed, with those it may have.

    case: the plain content of the case as it will stand. Of one whose party has red lines on the same issue that name
    it not, this is asked even where its ratings do.
    """
    there = {str(item["id"]) for item in _items(case, "developments") if item.get("id")}
    named = set(named_developments(case))
    changes = {development_id(s): s for s in reading.distinct if s.kind == "change" and s.date and s.party}
    for p in proposed:
        change = changes.get(str(p.value.get("id"))) if p.kind == "development" else None
        if change is None or p.value["id"] not in there:
            continue
        lines = list(_red_lines(case, change))
        if p.value["id"] in named and not lines:
            continue
        known = reading.library.by_id.get(change.issue or "")
        written = [*lines, *([] if p.value["id"] in named else _others(case, change))]
        shown = "; ".join(written[:SHOWN]) + ("; ..." if len(written) > SHOWN else "")
        about = f"It may be: {shown}" if written else "Nothing in the case speaks of its party and issue yet"
        also = " besides what names it" if p.value["id"] in named else ""
        text = (
            f"What did `{p.value['id']}` change{also}? Name it by `until` or `since` at a red line, condition, "
            f"linkage or option, or by `before` at a number. {about}. [{change.id}]"
        )
        yield Point(f"tie {p.key}", known.name if known is not None else CAST, text)


def _red_lines(case: Mapping[str, Any], change: Statement) -> Iterator[str]:
    """The red lines of whoever moved, and of its group, on the issue on which it did, that hold whatever happened."""
    for line in _items(case, "red_lines"):
        never = line.get("never")
        open_ended = not any(line.get(name) for name in NAMING)
        theirs = line.get("party") in (holder(change), change.party)
        if theirs and open_ended and isinstance(never, Mapping) and change.issue in never:
            yield f"red line `{line.get('id') or _said(never)}`"


def _others(case: Mapping[str, Any], change: Statement) -> Iterator[str]:
    """The conditions on the issue, and the ratings of whoever moved."""
    for rule in _items(case, "conditions"):
        terms = [rule.get(part) for part in ("if", "then")]
        if any(isinstance(part, Mapping) and change.issue in part for part in terms):
            yield f"condition `{rule.get('id') or ' needs '.join(map(_said, terms))}`"
    interests = case.get("interests")
    for party in dict.fromkeys((holder(change), change.party or "")):
        stated = interests.get(party) if isinstance(interests, Mapping) else None
        if isinstance(stated, Mapping) and change.issue in stated and change.issue not in NOT_ISSUES:
            yield f"interests of `{party}` in `{change.issue}`"


def _items(case: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    items = case.get(section)
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []


def _said(terms: Any) -> str:
    """Terms of a judgement without a name, on a line."""
    entries = terms.items() if isinstance(terms, Mapping) else ()
    listed = ((issue, [options] if isinstance(options, str) else options or ()) for issue, options in entries)
    return ", ".join(f"{issue}={' or '.join(map(str, options))}" for issue, options in listed)
