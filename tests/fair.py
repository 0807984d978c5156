"""Small cases for the four measures of fairness, and what these pick by comparing every agreement with every other."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.finding import Band
from comity.questions.bargaining.favourites import Favourite
from comity.questions.bargaining.left_out import LeftOut
from comity.questions.bargaining.no_deal import Moved
from comity.questions.bargaining.outcomes import Outcome
from comity.questions.bargaining.result import Bargaining

Deal = dict[str, str]
Gains = tuple[Fraction, ...]


def drawn(seed: int) -> Case:
    """A small random case: coarse ratings make ties, an indifferent signer and empty ZOPAs happen."""
    draw = random.Random(seed)
    issues = {f"i{at}": [f"o{to}" for to in range(draw.randint(2, 3))] for at in range(draw.randint(2, 4))}
    signers = [f"p{at}" for at in range(draw.randint(1, 4))]

    def combination() -> dict[str, list[str]]:
        chosen = draw.sample(list(issues), draw.randint(1, 2))
        return {issue: draw.sample(issues[issue], draw.randint(1, len(issues[issue]) - 1)) for issue in chosen}

    def interest(party: str) -> dict[str, object]:
        flat = party == "p0" and seed % 3 == 0
        rated = {
            issue: {
                "weight": str(draw.randint(1, 3)),
                **{option: "50" if flat else str(draw.choice([0, 25, 50, 75, 100])) for option in options},
            }
            for issue, options in issues.items()
        }
        return {"no_deal": "50" if flat else str(draw.choice([10, 25, 40, 50, 60])), **rated}

    rules = [{"party": draw.choice(signers), "never": combination(), "firmness": "declared"} for _ in range(seed % 3)]
    links = [
        {"party": draw.choice(signers[1:] or signers), "when": combination(), "adds": str(draw.choice([-20, 10, 25]))}
        for _ in range(seed % 4)
        if len(signers) > 1
    ]
    return Case.model_validate(
        {
            "title": "drawn",
            "parties": {party: {"name": party, "signs": "yes"} for party in signers},
            "issues": {issue: {"name": issue, "options": {o: o for o in options}} for issue, options in issues.items()},
            "interests": {party: interest(party) for party in signers},
            "conditions": [{"if": combination(), "then": combination()}] if seed % 2 else [],
            "red_lines": rules,
            "linkages": links,
        }
    )


def holds(combination: Mapping[str, tuple[str, ...]], deal: Deal) -> bool:
    return all(deal[issue] in options for issue, options in combination.items())


def gains_of(case: Case) -> dict[Gains, list[Deal]]:
    """Every agreement of the ZOPA by its exact gains, straight from the definitions."""
    found: dict[Gains, list[Deal]] = {}
    for options in itertools.product(*(issue.options for issue in case.issues.values())):
        deal = dict(zip(case.issues, options, strict=True))
        if any(holds(rule.if_, deal) and not holds(rule.then, deal) for rule in case.conditions):
            continue
        if any(holds(line.never, deal) and not (line.unless and holds(line.unless, deal)) for line in case.red_lines):
            continue
        gains = []
        for party in case.signers():
            interest = case.interests[party]
            weights = {issue: stated.weight.point for issue, stated in interest.issues.items() if stated.weight}
            worth = sum(
                (weights[issue] * stated.ratings[deal[issue]].point for issue, stated in interest.issues.items()),
                Fraction(0),
            ) / sum(weights.values())
            worth += sum(each.adds.point for each in case.linkages if each.party == party and holds(each.when, deal))
            assert interest.no_deal is not None
            gains.append(worth - interest.no_deal.point)
        if all(gain >= 0 for gain in gains):
            found.setdefault(tuple(gains), []).append(deal)
    return found


def expected(found: Mapping[Gains, list[Deal]]) -> dict[str, set[Gains]]:
    """The four solutions by comparing every agreement with every other."""
    dominated = {
        one for one in found for other in found if other != one and all(b >= a for a, b in zip(one, other, strict=True))
    }
    efficient = [gains for gains in found if gains not in dominated]
    columns = range(len(efficient[0]))
    vary = [at for at in columns if len({gains[at] for gains in efficient}) > 1]
    ideal = {at: max(gains[at] for gains in efficient) for at in columns}

    def largest(value: Callable[[Gains], Any], among: list[Gains]) -> set[Gains]:
        most = max((value(gains) for gains in among), default=None)
        return {gains for gains in among if value(gains) == most}

    def product(gains: Gains) -> Fraction:
        result = Fraction(1)
        for at in vary:
            result *= gains[at]
        return result

    positive = [gains for gains in efficient if all(gains[at] > 0 for at in vary)]
    return {
        "nash": largest(product, positive),
        "kalai_smorodinsky": largest(lambda g: sorted(g[at] / ideal[at] for at in vary if ideal[at]), efficient),
        "egalitarian": largest(sorted, efficient),
        "utilitarian": largest(sum, efficient),
    }


def sheet(rows: Mapping[str, Sequence[float]], no_deal: Sequence[str], **more: Any) -> Case:
    """One issue, what each of its options is worth to ash, birch, cedar, ..., and what no deal is worth to them."""
    parties = ("ash", "birch", "cedar")[: len(no_deal)]
    return Case.model_validate(
        {
            "title": "By hand",
            "parties": {party: {"name": party.title(), "signs": "yes"} for party in parties},
            "issues": {"deal": {"name": "The deal", "options": {option: option for option in rows}}},
            "interests": {
                party: {
                    "scale": "points",
                    "no_deal": no_deal[at],
                    "deal": {option: str(row[at]) for option, row in rows.items()},
                }
                for at, party in enumerate(parties)
            },
            **more,
        }
    )


WORKED = {"p": (80, 10), "q": (50, 40), "r": (45, 44), "s": (35, 60), "worse": (34, 60)}
"""The worked example of the theory page, with an agreement that is not efficient."""


def three(no_deal: str = "5", **more: Any) -> Case:
    """Three signers; the third refuses what the other two like.

    With everyone x gains 45, 30 and 20 (product 27,000), y 15, 60 and 40 (36,000), where no deal is worth 5 to ash.
    Without cedar, z (85 and 50, 4,250) is better than x for both and beats y (900). Without birch, x (900) beats y
    (600). Without ash, y is better than x for both.
    """
    line = {"id": "no-z", "party": "cedar", "never": {"deal": "z"}, "firmness": "declared"}
    rows = {"x": (50, 30, 20), "y": (20, 60, 40), "z": (90, 50, 0)}
    return sheet(rows, (no_deal, "0", "0"), red_lines=[line], **more)


def outcome(deal: str, *gains: float, count: int = 1) -> Outcome:
    """An outcome for ash, birch and cedar, to whom no deal is worth 1, 2 and 3."""
    parties = ("ash", "birch", "cedar")[: len(gains)]
    worth = {party: gain + at for at, (party, gain) in enumerate(zip(parties, gains, strict=True), 1)}
    deals = tuple(Agreement({"deal": option}) for option in deal.split())
    return Outcome(worth, dict(zip(parties, gains, strict=True)), sum(gains), deals, count)


def one(number: float) -> Band:
    """A number that no tie leaves open."""
    return Band(number, number, number)


def made() -> Bargaining:
    """A result made up for `three`: two outcomes tie for Kalai-Smorodinsky, and Nash is not defined."""
    x, y = outcome("x", 45.25, 30.0, 20.0), outcome("y z", 15.0, 60.0, 40.0, count=12)
    return Bargaining(
        signers=("ash", "birch", "cedar"),
        exact=True,
        points_count=3,
        points=(x.worth, y.worth),
        solutions={"nash": (), "kalai_smorodinsky": (y, x), "egalitarian": (x,), "utilitarian": (y,)},
        picked=2,
        agreeing=(("kalai_smorodinsky",), ("egalitarian",), ("utilitarian",)),
        alike=("birch",),
        favourites=(
            Favourite(
                "ash",
                {"kalai_smorodinsky": Band(15.0, 30.125, 45.25), "egalitarian": one(45.25), "utilitarian": one(15.0)},
                ("egalitarian",),
                ("kalai_smorodinsky", "utilitarian"),
                Band(0.0, 15.125, 30.25),
            ),
            Favourite(
                "birch",
                {"egalitarian": one(30.0), "utilitarian": one(30.0)},
                ("egalitarian", "utilitarian"),
                ("egalitarian", "utilitarian"),
                one(0.0),
            ),
        ),
        moved=(
            Moved("ash", Band(0.0, 2.75, 5.5), "nash", None, one(46.25), Band(16.0, 20.0, 24.0), 3),
            Moved("ash", Band(0.0, 2.75, 5.5), "utilitarian", one(16.0), one(16.0), one(16.0), 1),
        ),
        left_out=(
            LeftOut(
                "ash", 7, one(20.0), 1.0, {"ash": one(-25.25), "birch": one(0.0), "cedar": Band(-1.5, 1.5, 4.5)}, True
            ),
            LeftOut("birch", 1, None, 2.0, {}, True),
        ),
    )
