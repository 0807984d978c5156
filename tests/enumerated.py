"""A case whose agreements have all been looked at: the oracle of the funnel."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from brute import Oracle, coherent, crosses, heard, holds, middle
from comity.case.model import Case
from comity.finding import Band
from comity.questions.agreement.funnel import Onlooker, Refusal


class Enumerated(Oracle):
    """A case whose agreements have all been looked at; they go by their number."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._stated: dict[tuple[str, Fraction], Fraction] = {}
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
        signers = case.signers()
        self.gains = [{name: self.gain(name, at) for name in signers} for at in self.every]
        self.short = [frozenset(name for name, gain in gains.items() if gain < 0) for gains in self.gains]

    def gain(self, party: str, at: int, end: Fraction = Fraction(1, 2)) -> Fraction:
        """What someone gains over no deal, where its value lies a share of the way from low to high in its range."""
        if (party, end) not in self._stated:
            no_deal = self.case.interest_of(party).no_deal
            assert no_deal is not None
            low, high = Fraction(repr(no_deal.low)), Fraction(repr(no_deal.high))
            self._stated[party, end] = low + end * (high - low)
        return self.worth(party, self.deals[at]) - self._stated[party, end]

    def left(self) -> list[int]:
        """The agreements left, by the smallest gain, the sum of gains, the next smallest gains, then in order."""
        left = [at for at in self.every if not (self.broken[at] or self.crossed[at] or self.short[at])]

        def order(at: int) -> tuple[Fraction, Fraction, list[Fraction], int]:
            ascending = sorted(self.gains[at].values())
            return -ascending[0], -sum(ascending, Fraction(0)), [-gain for gain in ascending], at

        return sorted(left, key=order)

    def left_at(self, end: int) -> int:
        """How many are left with every no-deal value at the low end of its range (0) or at the high end (1)."""
        allowed = [at for at in self.every if not (self.broken[at] or self.crossed[at])]
        share, signers = Fraction(end), self.case.signers()
        return sum(all(self.gain(name, at, share) >= 0 for name in signers) for at in allowed)

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

    def refusals(self) -> list[Refusal]:
        reached = [at for at in self.every if not (self.broken[at] or self.crossed[at])]
        return [
            Refusal(
                name,
                self.no_deal_band(name),
                sum(name in self.short[at] for at in reached),
                sum(self.short[at] == {name} for at in reached),
            )
            for name in self.case.signers()
        ]

    def no_deal_band(self, party: str) -> Band:
        """What no deal is worth to someone: at the low end of its range, in the middle, at the high end."""
        no_deal = self.case.interest_of(party).no_deal
        assert no_deal is not None
        return Band(no_deal.low, float(middle(no_deal)), no_deal.high)

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
