"""Small cases, and answers to them by plain enumeration in exact fractions: the oracle of the faster methods.

Nothing here uses the modules that compute. What a case means is written out again from the description of the file.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np

from comity.case.estimate import Estimate
from comity.case.model import Case, IssueInterest, RedLine

Deal = dict[str, str]
Worths = tuple[Fraction, ...]


def middle(estimate: Estimate) -> Fraction:
    """The midpoint of a judged number as it is written in decimals."""
    return (_written(estimate.low) + _written(estimate.high)) / 2


@cache
def _written(number: float) -> Fraction:
    return Fraction(repr(number))


def deals(case: Case) -> list[Deal]:
    """All agreements."""
    options = [list(issue.options) for issue in case.issues.values()]
    return [dict(zip(case.issues, choice, strict=True)) for choice in product(*options)]


def holds(combination: Mapping[str, Sequence[str]], deal: Deal) -> bool:
    return all(deal[issue] in options for issue, options in combination.items())


def coherent(case: Case, deal: Deal) -> bool:
    """Whether an agreement meets all conditions."""
    return all(not holds(rule.if_, deal) or holds(rule.then, deal) for rule in case.conditions)


def crosses(line: RedLine, deal: Deal) -> bool:
    return holds(line.never, deal) and not (line.unless and holds(line.unless, deal))


def heard(case: Case, party: str) -> set[str]:
    """Whose linkages and red lines count for someone: its own and those of its groups."""
    return {party, *case.groups_of(party)}


def feasible(case: Case, deal: Deal, signers: Iterable[str] | None = None) -> bool:
    """Whether an agreement is coherent and crosses no red line of a signer."""
    return coherent(case, deal) and not any(crosses(line, deal) for line in binding(case, signers))


def binding(case: Case, signers: Iterable[str] | None = None) -> list[RedLine]:
    """The red lines of the signers, and of their groups."""
    bound = set().union(*(heard(case, party) for party in (case.signers() if signers is None else signers)))
    return [line for line in case.red_lines if line.party in bound]


class Oracle:
    """What a case's agreements are worth, and which are left, by looking at each of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.deals = deals(case)
        self._tables: dict[str, tuple[list[tuple[str, dict[str, Fraction]]], list[Any]]] = {}
        self._no_deals: dict[str, Fraction] = {}

    def worth(self, party: str, deal: Deal) -> Fraction:
        """The worth of an agreement: rated, weighted, with linkages."""
        if party not in self._tables:
            self._tables[party] = self._table(party)
        rated, linkages = self._tables[party]
        total = sum((ratings[deal[issue]] for issue, ratings in rated), Fraction(0))
        return total + sum((adds for when, adds in linkages if holds(when, deal)), Fraction(0))

    def _table(self, party: str) -> tuple[list[tuple[str, dict[str, Fraction]]], list[Any]]:
        interest = self.case.interest_of(party)
        weights = {
            issue: middle(stated.weight) if stated.weight else Fraction(1) for issue, stated in interest.issues.items()
        }
        total = sum(weights.values()) if interest.scale == "weights" else Fraction(1)
        if interest.scale == "points":
            weights = dict.fromkeys(weights, Fraction(1))
        rated = [
            (issue, {option: weights[issue] / total * rating for option, rating in self._rated(issue, stated).items()})
            for issue, stated in interest.issues.items()
        ]
        mine = heard(self.case, party)
        return rated, [(each.when, middle(each.adds)) for each in self.case.linkages if each.party in mine]

    def _rated(self, issue: str, stated: IssueInterest) -> dict[str, Fraction]:
        """The rating of every option; of an amount on straight lines between those of some steps."""
        if self.case.issues[issue].steps is None:
            return {option: middle(rating) for option, rating in stated.ratings.items()}
        options = list(self.case.issues[issue].options)
        points = sorted((options.index(option), middle(rating)) for option, rating in stated.ratings.items())
        rated = {options[at]: value for at, value in points}
        for (low, first), (high, second) in pairwise(points):
            rated |= {
                options[at]: first + (second - first) * Fraction(at - low, high - low) for at in range(low + 1, high)
            }
        return rated

    def no_deal(self, party: str) -> Fraction:
        if party not in self._no_deals:
            stated = self.case.interest_of(party).no_deal
            assert stated is not None
            self._no_deals[party] = middle(stated)
        return self._no_deals[party]

    def accepted(self, party: str, deal: Deal) -> bool:
        return self.worth(party, deal) >= self.no_deal(party)

    def coherent(self) -> list[Deal]:
        return [deal for deal in self.deals if coherent(self.case, deal)]

    def feasible(self) -> list[Deal]:
        lines = binding(self.case)
        return [deal for deal in self.coherent() if not any(crosses(line, deal) for line in lines)]

    def zopa(self) -> list[Deal]:
        """The agreements that are coherent, cross no red line and are worth at least no deal to every signer."""
        signers = self.case.signers()
        return [deal for deal in self.feasible() if all(self.accepted(each, deal) for each in signers)]

    def frontier(self, among: Sequence[Deal], parties: Sequence[str]) -> dict[Worths, list[Deal]]:
        """The efficient ones among some agreements, by what they are worth to some parties."""
        points: dict[Worths, list[Deal]] = {}
        for deal in among:
            points.setdefault(tuple(self.worth(party, deal) for party in parties), []).append(deal)
        return {worths: points[worths] for worths in efficient(list(points))}


def efficient(points: Sequence[Worths]) -> list[Worths]:
    """The points that no other point dominates; all are different."""
    if not points or not points[0]:
        return list(points)
    # Ranks keep every comparison and are exact in an array.
    ranks = np.array([_ranks(column) for column in zip(*points, strict=True)]).T
    dominated = [bool(((ranks >= mine).all(axis=1) & (ranks > mine).any(axis=1)).any()) for mine in ranks]
    return [point for point, out in zip(points, dominated, strict=True) if not out]


def _ranks(column: Sequence[Fraction]) -> list[int]:
    rank = {value: at for at, value in enumerate(sorted(set(column)))}
    return [rank[value] for value in column]


def random_case(seed: int) -> Case:
    """A case small enough to be looked at whole: with ties, indifferent signers, groups, and rules across issues."""
    draw = random.Random(seed)
    sizes = [draw.randint(1, 4) for _ in range(draw.choice((1, 2, 3, 3, 4, 4, 5)))]
    options = {f"i{at}": [f"o{to}" for to in range(size)] for at, size in enumerate(sizes)}
    names = ["ash", "birch", "cedar", "dogwood"][: draw.randint(1, 4)]
    parties: dict[str, Any] = {name: {"name": name.title(), "signs": draw.random() < 0.8} for name in names}
    everyone = list(names)
    if draw.random() < 0.3:
        parties[names[-1]]["members"] = {"elm": {"name": "Elm", "signs": draw.random() < 0.5}}
        everyone.append("elm")
    coarse = draw.random() < 0.5

    def combination(most: int) -> dict[str, list[str]]:
        issues = draw.sample(list(options), min(len(options), draw.randint(1, most)))
        return {issue: draw.sample(options[issue], draw.randint(1, len(options[issue]))) for issue in issues}

    def number(low: int, high: int) -> str:
        if coarse:
            return str(draw.randrange(low, high + 1, 10))
        exact = f"{draw.uniform(low, high):.2f}"
        return exact if draw.random() < 0.8 else f"{low}..{exact}"

    def interest(name: str) -> dict[str, Any]:
        kind = draw.random()
        issues = list(options) if kind < 0.6 else draw.sample(list(options), draw.randint(1, len(options)))
        points = draw.random() < 0.2
        stated: dict[str, Any] = {"no_deal": number(0, 50)} | {"scale": "points" if points else "weights"}
        for issue in issues:
            ratings = (
                dict.fromkeys(options[issue], "40")
                if kind > 0.85
                else {option: number(0, 100 // len(options) if points else 100) for option in options[issue]}
            )
            stated[issue] = ratings if points else {"weight": str(draw.randint(1, 5)), **ratings}
        return stated

    return Case.model_validate({
        "title": f"Drawn {seed}",
        "parties": parties,
        "issues": {issue: {"name": issue, "options": {each: each for each in of}} for issue, of in options.items()},
        "interests": {name: interest(name) for name in everyone if name != "elm" or draw.random() < 0.5},
        "conditions": [
            {"if": combination(2), "then": combination(2)} for _ in range(draw.choice((0, 0, 1, 2)))
        ],
        "linkages": [
            {"party": draw.choice(everyone), "when": combination(3), "adds": str(draw.choice((-20, -5, 10, 12.5)))}
            for _ in range(draw.choice((0, 0, 1, 3)))
        ],
        "red_lines": [
            {
                "party": draw.choice(everyone),
                "never": combination(2),
                "unless": combination(1) if draw.random() < 0.3 else {},
                "firmness": "declared",
            }
            for _ in range(draw.choice((0, 0, 1, 2, 4)))
        ],
    })  # fmt: skip
