"""What a small case demands, by looking at every agreement: the oracle for clashes, openings and what follows.

Nothing here uses the modules that compute; what a step of a concession is, is written out again in plain terms.
"""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from brute import Deal, Oracle, coherent, crosses, heard
from comity.case.model import Case, RedLine

Steps = frozenset[tuple[str, str]]
"""Steps by the name of their demand: the option conceded, "whole", or the number of the step below no deal."""

PRICES = {"preferred": 1, "declared": 3, "constitutional": 10}
POINTS = 5


class Demanded(Oracle):
    """A case's demands: by agreement, which fail, and every minimal way to soften those that do."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        binding = set().union(*(heard(case, party) for party in case.signers()))
        self.lines = {name: line for name, line in named(case).items() if line.party in binding}
        self.names = [*self.lines, *(f"{party}-no-deal" for party in case.signers())]
        self.left = [deal for deal in self.deals if coherent(case, deal)]
        self.failed = [self.failing(deal) for deal in self.left]

    def failing(self, deal: Deal) -> frozenset[str]:
        crossed = [name for name, line in self.lines.items() if crosses(line, deal)]
        short = [f"{party}-no-deal" for party in self.case.signers() if not self.accepted(party, deal)]
        return frozenset([*crossed, *short])

    def short(self, party: str, deal: Deal) -> Fraction:
        return max(Fraction(0), self.no_deal(party) - self.worth(party, deal))

    def ways_out(self) -> set[frozenset[str]]:
        return {way for way in minimal(self.failed) if way}

    def clashes(self) -> set[frozenset[str]]:
        """Every set of demands that no coherent agreement meets and of which nothing can be spared."""
        found: list[frozenset[str]] = []
        for size in range(len(self.names) + 1):
            for names in map(frozenset, combinations(self.names, size)):
                if all(names & failed for failed in self.failed) and not any(each <= names for each in found):
                    found.append(names)
        return set(found)

    def concessions(self) -> set[Steps]:
        """Every minimal set of steps after which some agreement is left."""
        return {each for each in minimal([steps for deal in self.left for steps in self.softenings(deal)]) if each}

    def softenings(self, deal: Deal) -> list[Steps]:
        """The sets of steps, each of which makes the demands let an agreement pass."""
        parts: list[list[Steps]] = []
        for name in sorted(self.failing(deal)):
            if name in self.lines:
                parts.append([frozenset((name, each) for each in way) for way in self.yielding(self.lines[name], deal)])
            else:
                steps = math.ceil(self.short(name.removesuffix("-no-deal"), deal) / self.step(name))
                parts.append([frozenset((name, str(step)) for step in range(steps))])
        return [frozenset().union(*chosen) for chosen in product(*parts)]

    def yielding(self, line: RedLine, deal: Deal) -> list[list[str]]:
        """How a red line may yield to an agreement: option by option from an accepted one, without a gap."""
        issue, *more = line.never
        options = list(self.case.issues[issue].options)
        accepted = [at for at, option in enumerate(options) if option not in line.never[issue]]
        if more or not self.case.issues[issue].ordered or not accepted:
            return [["whole"]]
        here = options.index(deal[issue])
        nearest = min(abs(here - at) for at in accepted)
        starts = [at for at in accepted if abs(here - at) == nearest]
        return [
            [options[at] for at in (range(start + 1, here + 1) if start < here else range(here, start))]
            for start in starts
        ]

    def step(self, name: str) -> Fraction:
        """The points of one step below no deal: of 100, or of the most that a score sheet can add up to."""
        party = name.removesuffix("-no-deal")
        interest = self.case.interest_of(party)
        if interest.scale == "weights":
            return Fraction(POINTS)
        best, worst = self.ends(party)
        return (best if best > 0 else max(Fraction(1), best - worst)) * POINTS / 100

    def ends(self, party: str) -> tuple[Fraction, Fraction]:
        worths = [self.worth(party, deal) for deal in self.deals]
        return max(worths), min(worths)

    def cost(self, steps: Steps) -> int:
        return sum(PRICES[self.lines[name].firmness] if name in self.lines else 1 for name, _ in steps)


def named(case: Case) -> dict[str, RedLine]:
    """Red lines by their names; those without one are numbered by party."""
    names: dict[str, RedLine] = {}
    numbers: dict[str, int] = {}
    for line in case.red_lines:
        numbers[line.party] = numbers.get(line.party, 0) + 1
        names[line.id or f"{line.party}-red-line-{numbers[line.party]}"] = line
    return names


def minimal(sets: list[frozenset[Any]]) -> set[frozenset[Any]]:
    """The sets that contain no other."""
    distinct = set(sets)
    return {each for each in distinct if not any(other < each for other in distinct)}


def contested_case(seed: int) -> Case:
    """A case in which little or nothing can be agreed: firm parties, ladders, red lines on both of their ends."""
    draw = random.Random(seed)
    options = {f"i{at}": [f"o{to}" for to in range(draw.randint(2, 5))] for at in range(draw.randint(2, 3))}
    parties = ["ash", "birch", "cedar"][: draw.randint(1, 3)]
    points = {party: draw.random() < 0.2 for party in parties}

    def some(most: int) -> dict[str, list[str]]:
        issues = draw.sample(list(options), draw.choice((1, 1, 1, most)))
        return {issue: draw.sample(options[issue], draw.randint(1, len(options[issue]) - 1)) for issue in issues}

    def interest(party: str) -> dict[str, Any]:
        if points[party]:
            ratings = {issue: {to: draw.randrange(0, 40, 3) for to in of} for issue, of in options.items()}
            return {"scale": "points", "no_deal": draw.randrange(30, 75), **ratings}
        return {
            "no_deal": draw.choice(
                (f"{draw.randrange(40, 90)}", f"{draw.randrange(30, 60)}..{draw.randrange(60, 95)}")
            ),
            **{
                issue: {"weight": draw.randint(1, 4), **{to: draw.randrange(0, 101, 5) for to in of}}
                for issue, of in options.items()
            },
        }

    return Case.model_validate({
        "title": f"Contested {seed}",
        "parties": {
            party: {"name": party.title(), "signs": True, **({"members": {"elm": {"name": "Elm", "signs": True}}} if
            party == "cedar" and draw.random() < 0.4 else {})}
            for party in parties
        },
        "issues": {
            issue: {"name": issue, "ordered": draw.random() < 0.7, "options": {to: f"{issue} {to}" for to in of}}
            for issue, of in options.items()
        },
        "interests": {party: interest(party) for party in parties},
        "conditions": [{"if": some(1), "then": some(1)} for _ in range(draw.choice((0, 0, 1, 2)))],
        "linkages": [
            {"party": draw.choice(parties), "when": some(2), "adds": draw.choice((-15, -5, 5, 12.5))}
            for _ in range(draw.choice((0, 0, 1, 2)))
        ],
        "red_lines": [
            {
                "party": draw.choice(parties),
                "never": some(2),
                "unless": some(1) if draw.random() < 0.25 else {},
                "firmness": draw.choice(list(PRICES)),
            }
            for _ in range(draw.choice((0, 1, 2, 3, 4)))
        ],
    })  # fmt: skip


LADDER: dict[str, Any] = {
    "title": "A ladder",
    "parties": {"a": {"name": "A", "signs": "yes"}, "b": {"name": "B", "signs": "yes"}},
    "issues": {"land": {"name": "Land", "ordered": "yes", "options": {option: option for option in "pqrst"}}},
    "interests": {
        "a": {"no_deal": 10, "land": {"weight": 1, "p": 100, "q": 80, "r": 60, "s": 40, "t": 20}},
        "b": {"no_deal": 10, "land": {"weight": 1, "p": 20, "q": 40, "r": 60, "s": 80, "t": 100}},
    },
}


def ladder(never: list[str], firmness: str, other: list[str]) -> Case:
    """Two parties on a ladder of five options, each with a red line on some of them."""
    lines = [
        {"id": "mine", "party": "a", "never": {"land": never}, "firmness": firmness},
        {"id": "theirs", "party": "b", "never": {"land": other}, "firmness": "constitutional"},
    ]
    return Case.model_validate({**LADDER, "red_lines": lines})
