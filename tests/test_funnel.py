"""The funnel equals what looking at every agreement by itself gives, in fractions and without arrays."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brute import Oracle, coherent, crosses, heard, holds
from comity import space as spaces
from comity.case import Case
from comity.funnel import Left, Onlooker, Removal, funnel
from comity.payoff import Payoff
from comity.space import Space
from strategies import cases


class Enumerated(Oracle):
    """A case whose agreements have all been looked at; they go by their number."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.every = range(len(self.deals))
        self.choices = list(product(*(range(len(issue.options)) for issue in case.issues.values())))
        veto = set().union(*(heard(case, signer) for signer in case.signers()))
        self.veto = [at for at, line in enumerate(case.red_lines) if line.party in veto]
        self.broken = [
            frozenset(at for at, rule in enumerate(case.conditions) if holds(rule.if_, deal) > holds(rule.then, deal))
            for deal in self.deals
        ]
        assert [not each for each in self.broken] == [coherent(case, deal) for deal in self.deals]
        self.crossed = [frozenset(at for at in self.veto if crosses(case.red_lines[at], deal)) for deal in self.deals]
        self.gains = [{name: self.gain(name, at) for name in case.signers()} for at in self.every]
        self.short = [frozenset(name for name, gain in gains.items() if gain < 0) for gains in self.gains]

    def gain(self, party: str, at: int, end: Fraction = Fraction(1, 2)) -> Fraction:
        """What someone gains over no deal, where its value lies a share of the way from low to high in its range."""
        no_deal = self.case.interest_of(party).no_deal
        assert no_deal is not None
        low, high = Fraction(repr(no_deal.low)), Fraction(repr(no_deal.high))
        return self.worth(party, self.deals[at]) - (low + end * (high - low))

    def left(self) -> list[int]:
        """The agreements left, best for the worst-off signer first, then by the sum of gains, then in order."""
        left = [at for at in self.every if not (self.broken[at] or self.crossed[at] or self.short[at])]
        return sorted(left, key=lambda at: (-min(self.gains[at].values()), -sum(self.gains[at].values()), at))

    def left_at(self, end: int) -> int:
        """How many are left with every no-deal value at the low end of its range (0) or at the high end (1)."""
        allowed = [at for at in self.every if not (self.broken[at] or self.crossed[at])]
        return sum(all(self.gain(name, at, Fraction(end)) >= 0 for name in self.case.signers()) for at in allowed)

    def conditions(self) -> list[tuple[int, int, int]]:
        return [
            (
                sum(rule in self.broken[at] for at in self.every),
                sum(self.broken[at] == {rule} for at in self.every),
                sum(self.broken[at] == {rule} and not (self.crossed[at] or self.short[at]) for at in self.every),
            )
            for rule, _ in enumerate(self.case.conditions)
        ]

    def lines(self) -> dict[int, tuple[int, int, int]]:
        reached = [at for at in self.every if not self.broken[at]]
        return {
            line: (
                sum(line in self.crossed[at] for at in reached),
                sum(self.crossed[at] == {line} for at in reached),
                sum(self.crossed[at] == {line} and not self.short[at] for at in reached),
            )
            for line in self.veto
        }

    def refusals(self) -> list[Removal]:
        reached = [at for at in self.every if not (self.broken[at] or self.crossed[at])]
        counted = [
            (name, sum(name in self.short[at] for at in reached), sum(self.short[at] == {name} for at in reached))
            for name in self.case.signers()
        ]
        return [Removal(name, name, alone, only, only) for name, alone, only in counted]

    def onlookers(self) -> list[Onlooker]:
        """What the agreements left mean to those with interests who do not sign."""
        left = self.left()
        seen = []
        for name, party in self.case.everyone().items():
            wants = self.case.interest_of(name)
            if party.signs or not wants.issues or not left:
                continue
            lines = [line for line in self.case.red_lines if line.party in heard(self.case, name)]
            accepted = [
                at
                for at in left
                if wants.no_deal
                and self.gain(name, at) >= 0
                and not any(crosses(line, self.deals[at]) for line in lines)
            ]
            worths = [float(self.worth(name, self.deals[at])) for at in left]
            seen.append(Onlooker(name, len(accepted) if wants.no_deal else None, min(worths), max(worths)))
        return seen


@settings(max_examples=500)
@given(case=cases(), block=st.sampled_from((1, 6, 1 << 16)))
def test_the_funnel_is_what_looking_at_every_agreement_gives(case: Case, block: int) -> None:
    with mock.patch.object(spaces, "BLOCK", block):  # so that some cases are counted in several blocks
        found = funnel(case, Payoff.of(case), keep=1000)
    plain = Enumerated(case)
    left = plain.left()
    assert found.all == len(plain.deals)
    assert found.coherent == sum(not each for each in plain.broken)
    assert found.red_lines == sum(not (a or b) for a, b in zip(plain.broken, plain.crossed, strict=True))
    assert found.zopa == len(left)
    assert (found.zopa_low, found.zopa_high) == (plain.left_at(0), plain.left_at(1))
    assert [(each.alone, each.only, each.opens) for each in found.conditions] == plain.conditions()
    names = list(case.named_red_lines())
    lines = {names.index(each.name): (each.alone, each.only, each.opens) for each in found.lines}
    assert lines == plain.lines()
    assert list(found.signers) == plain.refusals()
    assert [each.choice for each in found.left] == [plain.choices[at] for at in left]
    for each, at in zip(found.left, left, strict=True):
        assert each.gains == pytest.approx({name: float(gain) for name, gain in plain.gains[at].items()}, abs=1e-9)
    assert list(found.onlookers) == plain.onlookers()


@given(case=cases(), keep=st.integers(0, 3), block=st.sampled_from((6, 64)))
@settings(max_examples=100)
def test_the_best_that_are_kept_do_not_depend_on_how_many_are_asked_for(case: Case, keep: int, block: int) -> None:
    whole = funnel(case, Payoff.of(case), keep=1000)
    with mock.patch.object(spaces, "BLOCK", block):
        few = funnel(case, Payoff.of(case), keep)
    assert few.left == whole.left[:keep]
    assert few.zopa == whole.zopa


TWO_BY_TWO = {
    "title": "Two issues, two parties",
    "parties": {"a": {"name": "A", "signs": "yes"}, "b": {"name": "B", "signs": "yes"}, "c": "C"},
    "issues": {
        "x": {"name": "X", "options": {"p": "P", "q": "Q"}},
        "y": {"name": "Y", "options": {"p": "P", "q": "Q"}},
    },
    "interests": {
        "a": {"no_deal": "40", "x": {"weight": "3", "p": "100", "q": "0"}, "y": {"weight": "1", "p": "100", "q": "0"}},
        "b": {
            "no_deal": "20..30",
            "x": {"weight": "1", "p": "0", "q": "100"},
            "y": {"weight": "1", "p": "0", "q": "50"},
        },
        "c": {"x": {"weight": "1", "p": "10", "q": "90"}},
    },
}


def test_by_hand() -> None:
    """Worths of pp, pq, qp, qq: 100, 75, 25, 0 to A (no deal 40); 0, 25, 50, 75 to B (no deal 20..30)."""
    found = funnel(Case.model_validate(TWO_BY_TWO), Payoff.of(Case.model_validate(TWO_BY_TWO)), keep=5)
    assert (found.all, found.coherent, found.red_lines, found.zopa) == (4, 4, 4, 1)
    assert (found.zopa_low, found.zopa_high) == (1, 0)
    assert found.left == (Left((0, 1), {"a": 35.0, "b": 0.0}),)
    assert found.signers == (Removal("a", "a", 2, 2, 2), Removal("b", "b", 1, 1, 1))
    assert found.onlookers == (Onlooker("c", None, 10.0, 10.0),)


def test_a_worth_that_equals_no_deal_is_accepted_however_the_decimals_round() -> None:
    """A tenth and two tenths make three tenths exactly, unlike in binary floating point."""
    case = Case.model_validate(
        TWO_BY_TWO
        | {
            "interests": {
                "a": {
                    "scale": "points",
                    "no_deal": "0.3",
                    "x": {"p": "0.1", "q": "0"},
                    "y": {"p": "0.2", "q": "0"},
                },
                "b": {"no_deal": "0", "x": {"weight": "1", "p": "0", "q": "100"}},
            }
        }
    )
    found = funnel(case, Payoff.of(case), keep=5)
    assert found.zopa == 1
    assert found.left[0].gains["a"] == 0


def test_progress_is_told_after_each_block_and_can_end_the_count() -> None:
    case = Case.model_validate(TWO_BY_TWO)
    told: list[float] = []
    with mock.patch.object(spaces, "BLOCK", 1):
        funnel(case, Payoff.of(case), 5, told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        funnel(case, Payoff.of(case), 5, stop)


def test_without_signers_every_coherent_agreement_is_left() -> None:
    silent = {name: {"name": name} for name in ("a", "b")}
    case = Case.model_validate(TWO_BY_TWO | {"parties": silent, "interests": {}})
    found = funnel(case, Payoff.of(case), keep=10)
    assert (found.zopa, found.zopa_low, found.zopa_high) == (4, 4, 4)
    assert [each.choice for each in found.left] == list(product((0, 1), (0, 1)))
    assert Space.of(case).count == 4
