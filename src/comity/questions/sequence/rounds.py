"""Rounds of talks: which issue to discuss next, and how, where a round costs something and may fail or end all talks.

    V(S) = max over i not in S, f of  -c - w + d (P V(S + i) + (1 - P)(1 - x) V(S))        V(all) = what all is worth

c: cost of the round; w: of waiting; d: patience; P: chance of success, after what S has settled; x: chance that a
failed round ends all talks. Solved for V(S), backwards over the sets of settled issues.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.low_discrepancy import points
from comity.case.estimate import Estimate
from comity.case.talks import Talks
from comity.finding import Band
from comity.questions.sequence.orders import closed_under

Floats = NDArray[np.float64]

MOST_ISSUES = 16
"""How many issues may need rounds, at most."""

DRAWS = 1024
"""In how many readings of the ranges the first round is looked at, at most."""

WORK = 1 << 24
"""How many values of a set, an issue and a format are looked at for that, at most."""

NEAR = 1e-9
"""Within which two values count as equal."""


@dataclass(frozen=True)
class Round:
    """One round of the best plan, once all before it have succeeded.

    issue, format: what is discussed, and how; value: what the rest of the talks is worth before it, in points; success:
    the chance that a round settles the issue, 0 to 1; settled: that it is settled in the end, before talks are over.
    """

    issue: str
    format: str
    value: float
    success: float
    settled: float

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {name: getattr(self, name) for name in ("issue", "format", "value", "success", "settled")}


@dataclass(frozen=True)
class Rounds:
    """The best plan of rounds, and how surely each first round is best.

    worth: what it is worth to who convenes that all is settled, in points; stated: whether the case says so; plan: the
    rounds, every number in the middle of its range; value: what the talks are worth with it; band: between which values
    90 of 100 readings of the ranges lie, None where nothing is a range; draws: how many were looked at; firsts: by
    issue and format, in what share of them that round is best to begin with (ties share equally); left_aside: the
    preconditions that stand in a circle, which no plan can meet.
    """

    worth: float
    stated: bool
    plan: tuple[Round, ...]
    value: float
    band: Band | None
    draws: int
    firsts: Mapping[tuple[str, str], float]
    left_aside: tuple[str, ...]

    @property
    def chance(self) -> float:
        """The chance that all is settled in the end, 0 to 1."""
        return float(np.prod([each.settled for each in self.plan]))

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "worth": self.worth,
            "worth_stated": self.stated,
            "value": self.value,
            "band": None if self.band is None else self.band.json(),
            "chance": self.chance,
            "plan": [each.json() for each in self.plan],
            "draws": self.draws,
            "first": [{"issue": issue, "format": name, "share": share} for (issue, name), share in self.firsts.items()],
            "preconditions_left_aside": list(self.left_aside),
        }


@dataclass(frozen=True)
class _Numbers:
    """The judged numbers of rounds for several readings at once: an array each, a value a reading."""

    cost: Mapping[tuple[str, str], Floats]
    success: Mapping[tuple[str, str], Floats]
    ends: Mapping[tuple[str, str], Floats]
    easier: Mapping[tuple[str, str], Floats]
    patience: Floats
    waiting: Floats
    worth: Floats


class Game:
    """The decision over all sets of settled issues, for several readings of the ranges at once.

    issues: that need rounds; moves: every issue and format; allowed: which sets may come about.
    """

    def __init__(self, talks: Talks, edges: Sequence[tuple[str, str]], numbers: _Numbers) -> None:
        self.issues = tuple(talks.issues)
        self.moves = tuple((issue, name) for issue, stated in talks.issues.items() for name in stated.formats)
        self.numbers = numbers
        place = {issue: at for at, issue in enumerate(self.issues)}
        self.allowed = closed_under(len(self.issues), [(place[first], place[then]) for first, then in edges])

    @cached_property
    def values(self) -> Floats:
        """What the rest of the talks is worth from every set on: a row a set, a column a reading."""
        values: Floats = np.full((1 << len(self.issues), len(self.numbers.worth)), -np.inf)
        values[-1] = self.numbers.worth
        for layer in reversed(self._layers[:-1]):
            for move in self.moves:
                rows = self._rows(layer, move)
                values[rows] = np.maximum(values[rows], self.value(rows, move, values))
        return values

    def value(self, sets: NDArray[np.intp], move: tuple[str, str], values: Floats) -> Floats:
        """What the talks are worth from some sets on if a round is held so until it succeeds or all is over."""
        numbers, bit = self.numbers, 1 << self.issues.index(move[0])
        success = self.success(sets, move)
        again = numbers.patience * (1 - success) * (1 - numbers.ends[move])
        gained = numbers.patience * success * values[sets | bit] - numbers.cost[move] - numbers.waiting
        worth: Floats = gained / (1 - again)
        return worth

    def success(self, sets: NDArray[np.intp], move: tuple[str, str]) -> Floats:
        """The chance that a round settles its issue, after what some sets have settled."""
        chance = np.broadcast_to(self.numbers.success[move], (len(sets), len(self.numbers.worth)))
        for at, other in enumerate(self.issues):
            if (points_added := self.numbers.easier.get((move[0], other))) is not None:
                chance = chance + (sets >> at & 1)[:, None] * points_added
        clipped: Floats = np.minimum(chance, 1.0)
        return clipped

    def best(self, begun: int) -> NDArray[np.bool_]:
        """Which moves are best from a set on: a row a move, a column a reading."""
        sets = np.array([begun])
        found = np.full((len(self.moves), len(self.numbers.worth)), -np.inf)
        for at, move in enumerate(self.moves):
            if len(self._rows(sets, move)):
                found[at] = self.value(sets, move, self.values)[0]
        best: NDArray[np.bool_] = (found >= found.max(axis=0) - NEAR) & np.isfinite(found)
        return best

    def _rows(self, sets: NDArray[np.intp], move: tuple[str, str]) -> NDArray[np.intp]:
        bit = 1 << self.issues.index(move[0])
        rows: NDArray[np.intp] = sets[((sets & bit) == 0) & self.allowed[sets | bit] & self.allowed[sets]]
        return rows

    @cached_property
    def _layers(self) -> list[NDArray[np.intp]]:
        numbers = np.arange(1 << len(self.issues))
        sizes = np.bitwise_count(numbers)
        return [numbers[sizes == size] for size in range(len(self.issues) + 1)]


def rounds_of(
    talks: Talks, gain: float | None, edges: Sequence[tuple[str, str]], left_aside: Sequence[str]
) -> Rounds | None:
    """The best plan of rounds; None where there are too many issues, or nothing says what all is worth.

    gain: what stands for the worth where the case states none; edges: pairs of issues, the first of which is settled
    first, without circles.
    """
    if len(talks.issues) > MOST_ISSUES or (talks.worth is None and gain is None):
        return None
    edges = _among(tuple(talks.issues), edges)
    middle = Game(talks, edges, _numbers(talks, gain or 0.0, np.full((1, len(_ranged(talks))), 0.5)))
    work = len(middle.moves) << (len(middle.issues) - 1)
    number = min(DRAWS, WORK // work) if _ranged(talks) else 0
    plan, begun = [], 0
    while begun != (1 << len(middle.issues)) - 1:
        issue, name = min(move for move, best in zip(middle.moves, middle.best(begun)[:, 0], strict=True) if best)
        success = float(middle.success(np.array([begun]), (issue, name))[0, 0])
        fails = (1 - success) * float(middle.numbers.ends[issue, name][0])
        plan.append(Round(issue, name, float(middle.values[begun, 0]), success, success / (success + fails)))
        begun |= 1 << middle.issues.index(issue)
    game = middle
    if number:
        game = Game(talks, edges, _numbers(talks, gain or 0.0, points(0, number, len(_ranged(talks)), 0)))
    best = game.best(0)
    shares = (best / best.sum(axis=0)).mean(axis=1).tolist()
    firsts = {move: share for move, share in zip(game.moves, shares, strict=True) if share > 0}
    ends = np.quantile(game.values[0], [0.05, 0.5, 0.95]).tolist()
    return Rounds(
        worth=float(middle.numbers.worth[0]),
        stated=talks.worth is not None,
        plan=tuple(plan),
        value=float(middle.values[0, 0]),
        band=Band(*ends) if number else None,
        draws=number,
        firsts=dict(sorted(firsts.items(), key=lambda item: (-item[1], item[0]))),
        left_aside=tuple(left_aside),
    )


def _among(issues: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The order of some issues that follows from edges, those by way of other issues included."""
    reached = set(edges)
    for through in {issue for edge in edges for issue in edge}:
        reached |= {(one, other) for one, by in reached if by == through for at, other in reached if at == through}
    return sorted((first, then) for first, then in reached if first in issues and then in issues and first != then)


def _ranged(talks: Talks) -> list[Estimate]:
    """The numbers that are ranges, in a fixed order: by their places in the case."""
    found = [(path, judgement) for path, judgement in talks.judgements() if isinstance(judgement, Estimate)]
    return [number for _, number in sorted(found, key=lambda item: item[0]) if number.is_range]


def _numbers(talks: Talks, gain: float, drawn: Floats) -> _Numbers:
    """The numbers for some readings. drawn: how far each range lies above its low end, 0 to 1, a row a reading."""
    column = {id(number): at for at, number in enumerate(_ranged(talks))}

    def of(number: Estimate | None, otherwise: float, scale: float = 1.0) -> Floats:
        if number is None:
            return np.full(len(drawn), otherwise)
        spread = drawn[:, column[id(number)]] if id(number) in column else 0.5
        values: Floats = (number.low + (number.high - number.low) * spread) / scale + np.zeros(len(drawn))
        return values

    formats = {(issue, name): each for issue, stated in talks.issues.items() for name, each in stated.formats.items()}
    return _Numbers(
        cost={move: of(each.cost, 0.0) for move, each in formats.items()},
        success={move: of(each.success, 0.0, 100.0) for move, each in formats.items()},
        ends={move: of(each.ends_talks, 0.0, 100.0) for move, each in formats.items()},
        easier={
            (issue, other): of(added, 0.0, 100.0)
            for issue, stated in talks.issues.items()
            for other, added in stated.easier_after.items()
        },
        patience=of(talks.patience, 1.0, 100.0),
        waiting=of(talks.waiting, 0.0),
        worth=of(talks.worth, gain),
    )
