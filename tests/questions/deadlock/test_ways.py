"""Deadlock where a rule decides, against every agreement and every set of parties of small random cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

import comity
from brute import Deal, coherent, crosses, deals, middle
from comity.case.model import Case
from comity.questions.deadlock.closed import Deadlock, Incoherent
from comity.questions.deadlock.closeness import Closeness
from comity.questions.unanimity import all_must_agree
from consents import Consents, ruled_case

Steps = frozenset[tuple[str, int]]
"""Steps that are made, each by its demand and how far that has then given way."""

PRICES = {"preferred": 1, "declared": 3, "constitutional": 10}
STEP = 5


@dataclass(frozen=True)
class Yes:
    """A set of parties whose yes makes an agreement pass, and what each demand of theirs would have to give for it."""

    deal: int
    parties: frozenset[str]
    needed: Steps


class Ruled:
    """A case in which a rule decides: every way in which any of its agreements could pass."""

    def __init__(self, case: Case) -> None:
        self.case, self.consents = case, Consents(case)
        self.voices = case.voices()
        self.deals = [deal for deal in deals(case) if coherent(case, deal)]
        self.passing = list(self._passing())

    def _passing(self) -> Iterator[Yes]:
        for at, deal in enumerate(self.deals):
            for size in range(len(self.voices) + 1):
                for parties in combinations(self.voices, size):
                    if self.consents.passes(deal, lambda name, parties=parties: name in parties):
                        yield Yes(at, frozenset(parties), self.needed(deal, parties))

    def no_deal(self, name: str) -> Fraction:
        judged = self.case.interest_of(name).no_deal
        assert judged is not None
        return middle(judged)

    def gain(self, name: str, deal: Deal) -> Fraction:
        return self.consents.brute.worth(name, deal) - self.no_deal(name)

    def lines(self, parties: Any) -> set[str]:
        return {line for name in parties for line in self.case.red_lines_of(name)}

    def crossed(self, deal: Deal, parties: Any) -> set[str]:
        named = self.case.named_red_lines()
        return {line for line in self.lines(parties) if crosses(named[line], deal)}

    def needed(self, deal: Deal, parties: Any) -> Steps:
        """All steps that the demands of some parties have to make for an agreement."""
        short = {name: -self.gain(name, deal) for name in parties if self.gain(name, deal) < 0}
        made = {(f"{name}-no-deal", at + 1) for name, points in short.items() for at in range(-(-points // STEP))}
        return frozenset({(line, 1) for line in self.crossed(deal, parties)} | made)

    def price(self, steps: Steps) -> int:
        named = self.case.named_red_lines()
        return sum(PRICES[named[name].firmness] if name in named else 1 for name, _ in steps)

    def openings(self) -> dict[Steps, int]:
        """All sets of steps that open an agreement, with nothing in them to spare, and their prices."""
        return {steps: self.price(steps) for steps in minimal({each.needed for each in self.passing})}

    def opened(self, steps: Steps) -> tuple[int, set[frozenset[str]], Fraction]:
        """How many agreements some steps leave, the smallest sets of parties for them, and the best least gain."""
        left = [each for each in self.passing if each.needed <= steps]
        best = max(min(self.gain(name, self.deals[each.deal]) for name in each.parties) for each in left)
        return len({each.deal for each in left}), minimal({each.parties for each in left}), best

    def failing(self, each: Yes) -> frozenset[str]:
        """The demands that fail an agreement."""
        return frozenset(name for name, _ in each.needed)

    def ways_out(self) -> set[frozenset[str]]:
        return minimal({self.failing(each) for each in self.passing})

    def left(self) -> list[Yes]:
        return [each for each in self.passing if not each.needed]

    def without(self, party: str) -> tuple[int, Fraction | None]:
        """How many agreements there are without the demands of one party and what needs it; the others' best."""
        own = {f"{party}-no-deal", *self.lines([party])} - self.lines(name for name in self.voices if name != party)
        left = [
            each
            for each in self.passing
            if self.failing(each) <= own and party not in self.consents.needed(self.deals[each.deal])
        ]
        gains = [
            min((self.gain(name, self.deals[each.deal]) for name in each.parties - {party}), default=None)
            for each in left
        ]
        best = None if None in gains or not gains else max(each for each in gains if each is not None)
        return len({each.deal for each in left}), best

    def nearest(self) -> tuple[Fraction, int]:
        """By how many points the nearest miss is short, and how many come as near."""

        def far(each: Yes) -> tuple[int, Fraction, Fraction]:
            deal, named = self.deals[each.deal], self.case.named_red_lines()
            price = sum(PRICES[named[line].firmness] for line in self.crossed(deal, each.parties))
            gains = [self.gain(name, deal) for name in each.parties]
            return price, sum((-gain for gain in gains if gain < 0), Fraction(0)), -min(gains, default=Fraction(0))

        first = min(map(far, self.passing))
        return first[1], len({each.deal for each in self.passing if far(each) == first})


def minimal(sets: set[frozenset[Any]]) -> set[frozenset[Any]]:
    return {each for each in sets if not any(other < each for other in sets)}


def hitting(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    """The minimal sets that share a name with each of some sets."""
    names = sorted(set().union(*sets))
    found = {
        frozenset(some)
        for size in range(len(names) + 1)
        for some in combinations(names, size)
        if all(each & set(some) for each in sets)
    }
    return minimal(found)


def compare(seed: int) -> str:
    """Hold what deadlock says of one case against all its agreements; says which kind of answer it was."""
    case = ruled_case(seed)
    if not case.by_rule or all_must_agree(case):
        return "all must agree"
    brute, result = Ruled(case), comity.deadlock(case).result
    if isinstance(result, Incoherent):
        assert not brute.deals
        return "incoherent"
    left = brute.left()
    if isinstance(result, Closeness):
        assert result.number.number == len({each.deal for each in left})
        margins = {}
        for name in brute.voices:
            if all(name in each.parties for each in left):
                margins[name] = max(brute.gain(name, brute.deals[each.deal]) for each in left)
        assert {each.party: each.points for each in result.margins} == pytest.approx(
            {name: float(margin) for name, margin in margins.items()}
        )
        assert set(result.spared) == set(brute.voices) - set(margins)
        together = max(min(brute.gain(name, brute.deals[each.deal]) for name in each.parties) for each in left)
        assert result.together == pytest.approx(float(together))
        demands = [*dict.fromkeys(brute.lines(brute.voices)), *(f"{name}-no-deal" for name in brute.voices)]
        number = result.number.number
        slack = {
            demand
            for demand in demands
            if len({each.deal for each in brute.passing if brute.failing(each) <= {demand}}) == number
        }
        assert result.slack is not None
        assert set(result.slack) == slack
        had = {issue: {brute.deals[each.deal][issue] for each in left} for issue in case.issues}
        assert {issue: set(options) for issue, options in (result.options_left or {}).items()} == had
        return "open"
    assert isinstance(result, Deadlock)
    assert not left
    assert result.complete
    ways_out = brute.ways_out()
    assert set(map(frozenset, result.ways_out)) == ways_out
    assert {frozenset(clash.names) for clash in result.clashes} == hitting(ways_out)
    openings = brute.openings()
    listed = {}
    for opening in result.openings:
        steps = frozenset((each.demand.name, at + 1) for each in opening.softenings for at in range(len(each.steps)))
        number, consent, best = brute.opened(steps)
        assert opening.price == openings[steps]
        assert opening.number.number == number
        assert set(map(frozenset, opening.consent)) == consent
        assert opening.best[0].least is None or opening.best[0].least == pytest.approx(float(best))
        listed[steps] = opening.price
    dearest = max(listed.values())
    cheaper = dearest if result.not_listed is not None else dearest + 1
    assert {steps for steps, price in openings.items() if price < cheaper} == {
        steps for steps, price in listed.items() if price < cheaper
    }
    for name in brute.voices:
        number, best = brute.without(name)
        blocker = result.blocker(name)
        assert (blocker.number.number if blocker else 0) == number
        if blocker and best is not None:
            assert blocker.least_of_others == pytest.approx(float(best))
    short, ties = brute.nearest()
    assert result.nearest.short == pytest.approx(float(short))
    assert result.nearest.number.number == ties
    for each in result.sets:
        alone = [other for other in brute.passing if other.parties == frozenset(each.parties)]
        assert each.clash is not None
        if not alone:  # every agreement needs somebody else
            assert each.price is None
            assert not each.clash.names
            continue
        assert each.price == min(brute.price(other.needed) for other in alone)
        failing = minimal({brute.failing(other) for other in alone})
        assert frozenset(each.clash.names) in hitting(failing)
        assert len(each.clash.names) == min(map(len, hitting(failing)))
    return "closed"


CLOSED = (3, 4, 8, 12, 15, 22, 25, 32, 39, 46, 51, 218)
OPEN = (0, 1, 2, 10, 23)
KINDS = {seed: "closed" for seed in CLOSED} | {seed: "open" for seed in OPEN}
"""Which random cases are held here, and what they come to; all of the first 500 were once."""


@pytest.mark.parametrize("seed", KINDS)
def test_a_rule_is_followed_as_every_set_of_parties_would(seed: int) -> None:
    assert compare(seed) == KINDS[seed]
