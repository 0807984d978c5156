"""One judged number of a party, and the others of its kind beside it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.questions.explain.result import JudgementExplained


def no_deal_explained(case: Case, party: str) -> JudgementExplained:
    """What no deal is worth to a party that states or inherits it."""
    number = case.interest_of(party).no_deal
    assert number is not None, "asked for only where it is stated"
    holders = (party, *reversed(case.groups_of(party)))
    holder = next(name for name in holders if name in case.interests and case.interests[name].no_deal is not None)
    return JudgementExplained("no_deal", party, holder, None, None, number, None, None)


def interest_explained(case: Case, party: str, issue: str, option: str | None) -> JudgementExplained:
    """A party's weight on an issue; with an option, its rating of that."""
    interest = case.interest_of(party)
    holders = (party, *reversed(case.groups_of(party)))
    holder = next(name for name in holders if name in case.interests and issue in case.interests[name].issues)
    one = Estimate(low=1.0, high=1.0)
    weights = {name: interest.issues[name].weight or one for name in case.issues if name in interest.issues}
    total = sum((weight.point for weight in weights.values()), Fraction(0))
    share = Fraction(1) if interest.scale == "points" else weights[issue].point / total
    if option is None:
        beside = tuple((name, weight, weight.point / total) for name, weight in weights.items())
        return JudgementExplained("weight", party, holder, issue, None, weights[issue], share, None, beside)
    ratings = interest.issues[issue].ratings
    beside = tuple((name, ratings[name], share * ratings[name].point) for name in _shown(case, issue, ratings))
    points = share * ratings[option].point
    return JudgementExplained("rating", party, holder, issue, option, ratings[option], share, points, beside)


def _shown(case: Case, issue: str, ratings: Mapping[str, Estimate]) -> list[str]:
    """The options with their ratings; of an amount the points, in their order."""
    steps = case.issues[issue].steps
    return list(case.issues[issue].options) if steps is None else sorted(ratings, key=steps.place)
