"""Measures that would build confidence: how many agreements each would make possible, as judged.

A measure that moves ties is held against the ties as they are: each time with what is best carried over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from comity.case.estimate import Estimate
from comity.case.measure import Measure, MovedTie
from comity.case.model import Case, Interest
from comity.case.no_deal import NoDealValue
from comity.case.ties import Tie
from comity.finding import Band
from comity.questions.possible import possible
from comity.questions.sequence.carrying import BestCarried, Carrying


@dataclass(frozen=True)
class TieMoved:
    """One tie that a measure moves, and what that alone opens.

    speaker, to: whose tie; moves: its numbers by their fields, each as it is and as it would be; before, after: what is
    best carried over it as it is and once it is moved, what no deal is worth being as it is; None where agreements
    cannot be listed.
    """

    speaker: str
    to: str
    moves: Mapping[str, tuple[Band, Band]]
    before: BestCarried | None = None
    after: BestCarried | None = None

    def json(self) -> dict[str, Any]:
        """The tie by its names."""
        return {
            "from": self.speaker,
            "to": self.to,
            "moves": {name: {"from": now.json(), "to": then.json()} for name, (now, then) in self.moves.items()},
            "before": None if self.before is None else self.before.json(),
            "after": None if self.after is None else self.after.json(),
        }


@dataclass(frozen=True)
class NoneLeft:
    """In which share of the readings of the ranges no agreement is left, 0 to 1.

    before: now, with what is best carried over the ties that a measure moves as they are, where that moves least;
    worst, best: once it is taken, with what is best carried then, where that moves least and most; draws: in how many
    readings that was looked at.
    """

    before: float
    worst: float
    best: float
    draws: int

    def json(self) -> dict[str, float]:
        """The shares by their names, and in how many readings they were looked at."""
        return {"before": self.before, "worst": self.worst, "best": self.best, "draws": self.draws}


@dataclass(frozen=True)
class Opened:
    """What one measure would open.

    measure: its short name; agreements: how many are possible once it is taken, whatever is carried: mid in the middle
    of what it moves of no deal, low and high at its ends; before: how many are now; moves: by party, from what no deal
    is worth now to what it would be then, both in the middle; cost: what it costs who takes it, None where that is not
    said; ties: those that it moves; over_ties: what is best carried over these as they are, and once it is taken, what
    no deal is worth then being in the middle; None where it moves none or agreements cannot be listed; none_left: the
    readings that leave no agreement, None where they were not looked at.
    """

    measure: str
    agreements: Band
    before: int
    moves: Mapping[str, tuple[float, float]]
    cost: Band | None = None
    ties: tuple[TieMoved, ...] = ()
    over_ties: tuple[BestCarried, BestCarried] | None = None
    none_left: NoneLeft | None = None

    @property
    def adds(self) -> int:
        """How many agreements it adds, in the middle; below 0 where it takes some away.

        Where it moves ties: how many more there are at worst than at worst over the ties as they are.
        """
        if self.over_ties is not None:
            return self.over_ties[1].worst - self.over_ties[0].worst
        return int(self.agreements.mid) - self.before

    @property
    def adds_at_best(self) -> int:
        """The same at best; as many where it moves no tie."""
        return self.adds if self.over_ties is None else self.over_ties[1].best - self.over_ties[0].best

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        over = None
        if self.over_ties is not None:
            over = {"before": self.over_ties[0].json(), "after": self.over_ties[1].json()}
        return {
            "measure": self.measure,
            "agreements": self.agreements.json(),
            "before": self.before,
            "adds": self.adds,
            "adds_at_best": self.adds_at_best,
            "cost": None if self.cost is None else self.cost.json(),
            "moves": {party: {"from": before, "to": after} for party, (before, after) in self.moves.items()},
            "ties": [tie.json() for tie in self.ties],
            "over_ties": over,
            "none_left": None if self.none_left is None else self.none_left.json(),
        }


def opened_by(case: Case, draws: int = 0, seed: int = 0) -> tuple[Opened, ...] | None:
    """What each measure of a case would open, the one that adds most first; None where agreements cannot be counted.

    draws, seed: in how many readings of the ranges it is looked at whether an agreement is left, 0 for none.
    """
    before = possible(case)
    if before is None or not before.complete:
        return None
    now = Carrying.of(case) if draws or any(measure.ties for measure in case.measures.values()) else None
    found = []
    for name in case.measures:
        opened = _opened(case, name, before.number)
        if opened is None:
            return None
        found.append(opened if now is None else _carried(case, opened, now, draws, seed))
    return tuple(sorted(found, key=lambda each: (-each.adds, -each.adds_at_best, each.measure)))


def _opened(case: Case, name: str, before: int) -> Opened | None:
    """What one measure would open, whatever is carried; None where agreements cannot be counted once it is taken."""
    measure = case.measures[name]
    ends = ("low", "whole", "high") if any(each.no_deal.is_range for each in measure.moves.values()) else ("whole",)
    counts = [_count(_taken(case, measure, end)) for end in ends] if measure.moves else [before]
    known = [number for number in counts if number is not None]
    if len(known) < len(counts):
        return None
    moves = {
        party: (float(no_deal.point), float(each.no_deal.point))
        for party, each in measure.moves.items()
        if (no_deal := case.interest_of(party).no_deal) is not None
    }
    agreements = Band(float(min(known)), float(known[len(known) // 2]), float(max(known)))
    cost = None if measure.cost is None else _band(measure.cost)
    ties = tuple(_tie_moved(tie, moved) for tie, moved in _standing(case, measure))
    return Opened(name, agreements, before, moves, cost, ties)


def _standing(case: Case, measure: Measure) -> list[tuple[Tie, MovedTie]]:
    """The ties that a measure moves, as they are and as they would be: those that hold."""
    ties = {(tie.from_, tie.to): tie for tie in case.ties}
    return [(ties[pair], moved) for pair, moved in measure.moved_ties() if pair in ties]


def _carried(case: Case, opened: Opened, now: Carrying, draws: int, seed: int) -> Opened:
    """What one measure would open with what is best carried over the ties that it moves; now: as they are."""
    measure = case.measures[opened.measure]
    pairs = _standing(case, measure)
    then = Carrying.of(_taken(case, measure, "whole")) if measure.moves else now
    if then is None or not (pairs or measure.moves):
        return opened
    before, after = now.best(tie for tie, _ in pairs), then.best(moved.of(tie) for tie, moved in pairs)
    left = None
    if draws:
        worst, best = (then.none_left(after, end, draws, seed) for end in (0, 1))
        left = NoneLeft(now.none_left(before, 0, draws, seed), worst, best, draws)
    alone = [(now.best([tie]), now.best([moved.of(tie)])) for tie, moved in pairs]
    ties = tuple(replace(each, before=one, after=other) for each, (one, other) in zip(opened.ties, alone, strict=True))
    return replace(opened, ties=ties, over_ties=(before, after) if pairs else None, none_left=left)


def _tie_moved(tie: Tie, moved: MovedTie) -> TieMoved:
    numbers = {name: (_band(getattr(tie, name)), _band(number)) for name, number in moved.numbers.items()}
    return TieMoved(tie.from_, tie.to, numbers)


def _band(estimate: Estimate) -> Band:
    return Band(estimate.low, float(estimate.point), estimate.high)


def _count(case: Case) -> int | None:
    left = possible(case)
    return None if left is None or not left.complete else left.number


def _taken(case: Case, measure: Measure, end: str) -> Case:
    """A case in which no deal is worth what it would be once a measure is taken: its whole range, or an end of it."""
    interests = dict(case.interests)
    for party, each in measure.moves.items():
        own = interests.get(party) or Interest(scale=case.scale_of(party))
        interests[party] = own.model_copy(update={"no_deal": _at(each.no_deal, end)})
    return case.altered((), (), interests=interests)


def _at(estimate: Estimate, end: str) -> NoDealValue:
    low, high = (estimate.low, estimate.high) if end == "whole" else (getattr(estimate, end),) * 2
    return NoDealValue.model_validate(f"{low!r}..{high!r}")
