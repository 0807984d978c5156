"""Small cases full of ranges, and what their signers gain by plain fractions: the oracle of everything about doubt.

Nothing here uses the modules that compute. Numbers go by their path in the case.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from brute import Deal, Oracle, heard, holds, middle, random_case
from comity.case.estimate import Estimate
from comity.case.model import Case
from consents import Consents, ruled_case

TRIED = int(os.environ.get("COMITY_CASES", "40"))
"""How many random cases are looked at; COMITY_CASES=300 tries more."""

Path = tuple[Any, ...]
Values = dict[Path, Fraction]


def doubtful(seed: int) -> Case:
    """A random case in which many numbers are ranges, weights among them in every third."""
    return with_ranges(random_case(seed), seed)


def ruled_doubtful(seed: int) -> Case:
    """The same of a random case with rules of consent, groups, bodies at home, needs and spoilers."""
    return with_ranges(ruled_case(seed), seed)


def with_ranges(case: Case, seed: int) -> Case:
    """A case of which many numbers are made ranges."""
    draw = random.Random(seed + 10_000)
    content = json.loads(case.model_dump_json(by_alias=True, exclude_none=True))

    def doubted(number: Any, low: float, high: float) -> Any:
        stated = Estimate.model_validate(number)
        if draw.random() < 0.5 or stated.is_range:
            return number
        wide = draw.choice((5, 10, 20))
        least, most = max(low, stated.low - draw.choice((0, wide))), max(stated.high, min(high, stated.high + wide))
        return f"{least:.2f}..{most:.2f}"

    for interest in content["interests"].values():
        points = interest.get("scale") == "points"
        if interest.get("no_deal") is not None:
            interest["no_deal"] = doubted(interest["no_deal"], 0, 100)
        for stated in interest["issues"].values():
            if stated.get("weight") is not None and seed % 3 == 0:
                stated["weight"] = doubted(stated["weight"], 0, 60)
            for option in stated["ratings"]:
                stated["ratings"][option] = doubted(stated["ratings"][option], 0, 60 if points else 100)
    for linkage in content["linkages"]:
        linkage["adds"] = doubted(linkage["adds"], -60, 60)
    return Case.model_validate(content)


def stated_by(case: Case, party: str, issue: str) -> str:
    """In whose interests a party's interest in an issue stands: its own, or its group's."""
    mine = case.interest_of(party).issues[issue]
    chain = (party, *reversed(case.groups_of(party)))
    return next(name for name in chain if name in case.interests and case.interests[name].issues.get(issue) is mine)


def no_deal_by(case: Case, party: str) -> str:
    mine = case.interest_of(party).no_deal
    chain = (party, *reversed(case.groups_of(party)))
    return next(name for name in chain if name in case.interests and case.interests[name].no_deal is mine)


def estimates(case: Case, names: Collection[str] = ()) -> dict[Path, Estimate]:
    """The numbers that the worths are made of to who signs, or is asked beside these, or to some others, by path."""
    found: dict[Path, Estimate] = {}
    for party in dict.fromkeys((*case.signers(), *case.voices(), *names)):
        interest = case.interest_of(party)
        assert interest.no_deal is not None
        found["interests", no_deal_by(case, party), "no_deal"] = interest.no_deal
        for issue, stated in interest.issues.items():
            holder = stated_by(case, party, issue)
            if stated.weight is not None and interest.scale == "weights":
                found["interests", holder, issue, "weight"] = stated.weight
            found |= {("interests", holder, issue, option): rating for option, rating in stated.ratings.items()}
        for at, linkage in enumerate(case.linkages):
            if linkage.party in heard(case, party):
                found["linkages", at, "adds"] = linkage.adds
    return found


def ends(estimate: Estimate) -> tuple[Fraction, Fraction]:
    return Fraction(repr(estimate.low)), Fraction(repr(estimate.high))


def middles(case: Case, names: Collection[str] = ()) -> Values:
    return {path: middle(estimate) for path, estimate in estimates(case, names).items()}


def gain(case: Case, party: str, deal: Deal, values: Values) -> Fraction:
    """What a party gains over no deal, in points, at some values of the numbers."""
    interest = case.interest_of(party)
    rated = [
        (values.get(("interests", stated_by(case, party, issue), issue, "weight"), Fraction(1)),
         values["interests", stated_by(case, party, issue), issue, deal[issue]])
        for issue in interest.issues
    ]  # fmt: skip
    if interest.scale == "points":
        worth = sum((rating for _, rating in rated), Fraction(0))
    else:
        worth = sum((weight * rating for weight, rating in rated), Fraction(0)) / sum(weight for weight, _ in rated)
    for at, linkage in enumerate(case.linkages):
        if linkage.party in heard(case, party) and holds(linkage.when, deal):
            worth += values["linkages", at, "adds"]
    return worth - values["interests", no_deal_by(case, party), "no_deal"]


def box(case: Case, part: Fraction = Fraction(1)) -> dict[Path, tuple[Fraction, Fraction]]:
    """The range of every number, or the part of it around its middle."""
    found = {}
    for path, estimate in estimates(case).items():
        low, high = ends(estimate)
        centre = (low + high) / 2
        found[path] = (centre + part * (low - centre), centre + part * (high - centre))
    return found


def extremes(
    case: Case, party: str, deal: Deal, ranges: Mapping[Path, tuple[Fraction, Fraction]]
) -> tuple[Fraction, Fraction]:
    """The least and the most that a party gains: every corner of its weights, all else at its worse or better end."""
    found = []
    no_deal = ("interests", no_deal_by(case, party), "no_deal")
    for end in (0, 1):
        values = {path: both[end] for path, both in ranges.items()} | {no_deal: ranges[no_deal][1 - end]}
        found.append([gain(case, party, deal, values | weights) for weights in _corners(case, party, ranges)])
    return min(found[0]), max(found[1])


def _corners(case: Case, party: str, ranges: Mapping[Path, tuple[Fraction, Fraction]]) -> Iterator[Values]:
    interest = case.interest_of(party)
    paths = [("interests", stated_by(case, party, issue), issue, "weight") for issue in interest.issues]
    known = [path for path in paths if path in ranges]
    for corner in product(*(set(ranges[path]) for path in known)):
        if len(known) < len(paths) or any(corner):
            yield dict(zip(known, corner, strict=True))


def feasible(case: Case) -> list[Deal]:
    """The agreements that are coherent and cross no red line, in the order of the space."""
    return Oracle(case).feasible()


def possible(case: Case, deals: list[Deal], values: Values) -> list[Deal]:
    """Those that every signer accepts at some values of the numbers."""
    return [deal for deal in deals if all(gain(case, party, deal, values) >= 0 for party in case.signers())]


def passing(case: Case, values: Values) -> list[Deal]:
    """The coherent agreements that pass by the rule of a case at some values of the numbers."""
    consents = Consents(case)

    def passes(deal: Deal) -> bool:
        # One who sits at several tables is asked at each of them.
        yes = cache(lambda name: consents.free(name, deal) and gain(case, name, deal, values) >= 0)
        return consents.passes(deal, yes)

    return [deal for deal in consents.brute.coherent() if passes(deal)]
