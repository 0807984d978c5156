"""Which rows tell of the steps of an amount: what is alike in one row, and of many steps those that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from comity.agreements.common_ground import Island
from comity.case.model import Case
from comity.questions.sequence.openings import Opening

EACH = 5
"""Of how many steps that leave an agreement each has its own row, at most."""


@dataclass(frozen=True)
class Row:
    """Options of one issue that one row tells of, in words, and what the first of them leaves."""

    says: str
    opening: Opening


def rows_of(case: Case, openings: Sequence[Opening]) -> list[Row]:
    """The rows of some openings: every option; of an amount stretches that leave nothing in one, and of many steps that
    leave something the two ends, the one that leaves most agreements, the one best for whoever gains least, and the one
    that takes least from anybody."""
    rows: list[Row] = []
    for issue, of_issue in groupby(openings, lambda each: each.issue):
        found = list(of_issue)
        if case.issues[issue].steps is None:
            rows += [Row(_label(case, each), each) for each in found]
            continue
        shown = _standing_out([each for each in found if not each.dead])
        for dead, stretch in groupby(found, lambda each: each.dead):
            each_of = list(stretch)
            if dead and len(each_of) > 1:
                says = ", ".join(case.issues[issue].listed([each.option for each in each_of]))
                rows.append(Row(says, each_of[0]))
            else:
                rows += [Row(_label(case, each), each) for each in each_of if dead or each.option in shown]
    return rows


def _standing_out(left: Sequence[Opening]) -> set[str]:
    """The options that are shown of those that leave an agreement."""
    if len(left) <= EACH:
        return {each.option for each in left}
    most = max(left, key=lambda each: each.agreements)
    best = max(left, key=lambda each: each.worst_off or 0.0)
    least = min(left, key=lambda each: each.loss or 0.0)
    return {each.option for each in (left[0], left[-1], most, best, least)}


def _label(case: Case, opening: Opening) -> str:
    short = case.issues[opening.issue].options[opening.option].short
    return short or case.label(opening.issue, opening.option)


def shared(case: Case, islands: Sequence[Island]) -> list[tuple[str, Island]]:
    """What the rows of some islands of agreement say, and the first island of each.

    Neighbouring steps of an amount that the same signers prefer or tolerate are one row.
    """
    found: list[tuple[str, Island]] = []
    for (issue, *_), alike in groupby(islands, lambda each: (each.issue, each.prefers, each.tolerates)):
        held = list(alike)
        if case.issues[issue].steps is None:
            found += [(case.label(issue, each.option), each) for each in held]
        else:
            found.append((", ".join(case.issues[issue].listed([each.option for each in held])), held[0]))
    return found
