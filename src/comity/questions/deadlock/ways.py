"""The ways to an agreement: each set of parties whose yes suffices, with the demands that it makes.

Where every signer must agree there is one way. Where a rule decides there may be several, and an agreement need only
meet the demands of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.consent import Consent
from comity.agreements.nearest import Floats
from comity.agreements.space import Factor, Space
from comity.agreements.winning import Winning, winning
from comity.case.model import Case
from comity.questions.deadlock.demands import Demand, Refusal, demanding

Places = NDArray[np.intp]
"""The places of some parties among those who make demands, or of some sums."""


@dataclass(frozen=True)
class Way:
    """A set of parties whose yes suffices.

    parties: in the order of the case; demands: the numbers of those that bind them; out_of_reach: by whose yes is then
    missing, where an agreement cannot be had without it.
    """

    parties: tuple[str, ...]
    demands: frozenset[int]
    out_of_reach: Mapping[str, Factor]


def ways(case: Case, space: Space, demands: Sequence[Demand]) -> tuple[Way, ...]:
    """The ways to an agreement, those of the fewest parties first; the rule is one that can be followed."""
    consent = Consent.of(case, space)
    sets = winning(consent) if case.by_rule else (Winning(demanding(case)),)
    assert sets is not None, "the rule can be followed"
    return tuple(
        Way(
            each.parties,
            asked_by(case, demands, each.parties),
            {name: consent.needs[name] for name in each.lacking},
        )
        for each in sets
    )


def asked_by(case: Case, demands: Sequence[Demand], parties: Iterable[str]) -> frozenset[int]:
    """The numbers of the demands that bind some parties: their red lines, those of their groups, and no deal."""
    names = {name for party in parties for name in (*case.red_lines_of(party), f"{party}-no-deal")}
    return frozenset(at for at, demand in enumerate(demands) if demand.id in names)


@dataclass(frozen=True)
class Followed:
    """The ways made ready to be searched by branch and bound.

    rules: what an agreement must not break, whichever the way; sums: the worth of everybody who makes demands, in
    steps, then, below 0 where it is broken, what must not be broken on some ways only; rows: by way, which of these
    sums are its own; who: by way, the places of its parties among those who make demands.
    """

    rules: tuple[Factor, ...]
    sums: tuple[tuple[Factor, ...], ...]
    rows: tuple[Places, ...]
    who: tuple[Places, ...]

    @classmethod
    def of(
        cls,
        ways: Sequence[Way],
        conditions: Iterable[Factor],
        worths: Mapping[str, tuple[Factor, ...]],
        lines: Mapping[int, Factor],
    ) -> Followed:
        """The ways under some conditions; worths: by party; lines: by the number of their demand, what they forbid."""
        rules, sums = list(conditions), list(worths.values())
        rows: list[list[int]] = [[] for _ in ways]
        forbidden = [
            ({at for at, way in enumerate(ways) if line in way.demands}, factor) for line, factor in lines.items()
        ]
        lacking = {name: factor for way in ways for name, factor in way.out_of_reach.items()}
        forbidden += [
            ({at for at, way in enumerate(ways) if name in way.out_of_reach}, factor)
            for name, factor in lacking.items()
        ]
        for on, factor in forbidden:
            if len(on) == len(ways):
                rules.append(factor)
            elif on:
                for at in on:
                    rows[at].append(len(sums))
                sums.append((Factor(factor.scope, -factor.values.astype(float)),))
        places = {party: at for at, party in enumerate(worths)}
        return cls(
            tuple(rules),
            tuple(sums),
            _places(rows),
            _places([places[party] for party in way.parties] for way in ways),
        )

    def least(self, sums: Floats, cost: Callable[[Places], Floats]) -> Floats:
        """What agreements cost on the way that is cheapest for each; infinite where none is open.

        cost: by the places of the parties of a way.
        """
        least: Floats | None = None
        for own, who in zip(self.rows, self.who, strict=True):
            costs = cost(who)
            if own.size:
                costs = np.where((sums[own] < 0).any(axis=0), np.inf, costs)
            least = costs if least is None else np.minimum(least, costs)
        return np.full(sums.shape[1], np.inf) if least is None else least


@dataclass(frozen=True)
class Crossed:
    """What it costs to cross red lines, made ready to be searched by branch and bound.

    sums: the price of what is crossed, below 0, of the red lines that bind on the same ways together, and below 0 where
    a way is not open; rows: by way, which of these it pays; closing: by way, which of them close it.
    """

    sums: tuple[tuple[Factor, ...], ...]
    rows: tuple[Places, ...]
    closing: tuple[Places, ...]

    @classmethod
    def of(cls, ways: Sequence[Way], refusals: Mapping[int, Refusal]) -> Crossed:
        """The prices of some red lines, by the number of their demand."""
        together: dict[frozenset[int], list[Factor]] = {frozenset(range(len(ways))): []}
        for number, refusal in refusals.items():
            on = frozenset(at for at, way in enumerate(ways) if number in way.demands)
            priced = refusal.priced()
            if on:
                together.setdefault(on, []).append(Factor(priced.scope, -priced.values))
        closed: dict[str, Factor] = {name: factor for way in ways for name, factor in way.out_of_reach.items()}
        sums = [tuple(factors) for factors in together.values()]
        rows = [[at for at, on in enumerate(together) if way in on] for way in range(len(ways))]
        closing = [[len(together) + at for at, name in enumerate(closed) if name in way.out_of_reach] for way in ways]
        sums += [(Factor(factor.scope, -factor.values.astype(float)),) for factor in closed.values()]
        return cls(tuple(sums), _places(rows), _places(closing))

    def prices(self, sums: Floats) -> list[Floats]:
        """What agreements cost on every way; infinite where it is not open."""
        return [
            np.where((sums[closing] < 0).any(axis=0), np.inf, -sums[rows].sum(axis=0))
            for rows, closing in zip(self.rows, self.closing, strict=True)
        ]

    def least(self, sums: Floats) -> Floats:
        """What agreements cost on the way that is cheapest for each."""
        least: Floats = np.min(self.prices(sums), axis=0)
        return least


def _places(lists: Iterable[Sequence[int]]) -> tuple[Places, ...]:
    return tuple(np.array(each, dtype=np.intp) for each in lists)
