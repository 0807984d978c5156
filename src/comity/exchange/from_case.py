"""A case as a negotiation of other programs: what they can carry of it, and a note on everything else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from comity.case.estimate import Estimate
from comity.case.issue import Issue
from comity.case.model import Case, Interest, Linkage
from comity.case.origin import Origin, PartyOrigin
from comity.case.points import Points
from comity.exchange.left_behind import left_behind
from comity.exchange.naming import doubles, shown
from comity.exchange.numeral import LARGEST
from comity.exchange.scenario import Box, Kind, Matter, Profile, Scenario, Table
from comity.problem import Place, Problem, Problems


def scenario_of(case: Case, form: str, place: Place, carried: Collection[str] = ()) -> Scenario:
    """A case as other programs see it: its signers, every estimate at its midpoint; what the format cannot carry is
    noted at the place given, each rule and party by name. Raises Problems where nothing is left to write.

    carried: what the format carries beside utilities: "ladders", "votes".
    """
    origin = case.origin or Origin(format="")
    matters = tuple(
        Matter(
            issue.name,
            tuple(issue.options if issue.steps else (option.name for option in issue.options.values())),
            _kind(issue, origin.issues.get(name)),
            ordered=issue.ordered,
        )
        for name, issue in case.issues.items()
    )
    problems = [Problem(place, what, fix, "warning") for what, fix in left_behind(case, carried)]
    for matter in matters:
        for at, _ in doubles(matter.values):
            what = f"two options of issue '{shown(matter.name)}' read '{shown(matter.values[at])}'"
            problems.append(Problem(place, what, "give each option a text of its own"))
    for at, _ in doubles([matter.name for matter in matters]):
        what = f"two issues are named '{shown(matters[at].name)}'"
        problems.append(Problem(place, what, "give each a name of its own"))
    if not case.signers():
        fix = "mark those who negotiate with `signs: yes`"
        problems.append(Problem(place, "no party signs, so there is nobody to write", fix))
    if any(problem.severity == "error" for problem in problems):
        raise Problems(problem for problem in problems if problem.severity == "error")
    profiles = tuple(_profile_of(case, party, origin, form) for party in case.signers())
    problems += _out_of_scale(case, profiles, place)
    if any(problem.severity == "error" for problem in problems):
        raise Problems(problem for problem in problems if problem.severity == "error")
    return Scenario(form, case.title, matters, profiles, origin.definitions, notes=tuple(problems))


def _profile_of(case: Case, party: str, origin: Origin, form: str) -> Profile:
    came = origin.parties.get(party, PartyOrigin(scale=100))
    interest = case.interest_of(party)
    unit = Fraction(repr(came.scale))
    total = sum((stated.weight.point for stated in interest.issues.values() if stated.weight), Fraction(0))
    tables = []
    for name, issue in case.issues.items():
        stated = interest.issues.get(name)
        if stated is None:
            tables.append((Fraction(0),) * len(issue.options))
            continue
        share = Fraction(1)
        if interest.scale == "weights":
            share = stated.weight.point / total if stated.weight else Fraction(0)
        tables.append(tuple(rating * share / unit for rating in _ratings(issue, stated.ratings)))
    order = {name: at for at, name in enumerate(case.issues)}
    boxes = tuple(_box(case, order, linkage, unit) for linkage in case.linkages_of(party))
    profile = Profile(
        case.everyone()[party].name,
        came.file or "",
        tuple(tables),
        boxes,
        discount=came.discount,
        weighed=_weighed(case, interest) if interest.scale == "weights" else None,
        votes={kind: Fraction(repr(votes)) for kind, votes in case.everyone()[party].votes.items()},
    )
    no_deal = interest.no_deal
    if no_deal is None:
        return profile
    if came.stand_in is not None and no_deal.low == no_deal.high == came.stand_in and form == origin.format:
        return replace(profile, stand_in=no_deal.point / unit)
    return replace(profile, reservation=no_deal.point / unit)


def _kind(issue: Issue, came: Kind | None) -> Kind | None:
    """Of what sort the values of an issue are: as they came; else as the steps of its amount are, if it has one."""
    if issue.steps is None or (came is not None and not issue.steps.grid.dates):
        return came
    grid = issue.steps.grid
    if grid.dates:
        return "dates"
    whole = grid.step == 1 and isinstance(grid.first, Fraction) and grid.first.denominator == 1
    return "integer" if whole else "stepped"


def _ratings(issue: Issue, ratings: Mapping[str, Estimate]) -> list[Fraction]:
    """The ratings of all options at their midpoints; those between the points of an amount on straight lines."""
    if issue.steps is None or not isinstance(ratings, Points):
        return [ratings[option].point for option in issue.options]
    by_place = sorted((issue.steps.place(name), rating.point) for name, rating in ratings.items())
    found = [by_place[0][1]]
    for (low, first), (high, second) in pairwise(by_place):
        found += [first + (second - first) * (at - low) / (high - low) for at in range(low + 1, high + 1)]
    return found


def _weighed(case: Case, interest: Interest) -> tuple[tuple[Fraction, Table] | None, ...]:
    """The weight of every issue and its ratings from 0 to 1, at their midpoints."""
    found: list[tuple[Fraction, Table] | None] = []
    for name, issue in case.issues.items():
        stated = interest.issues.get(name)
        if stated is None or stated.weight is None:
            found.append(None)
        else:
            found.append((stated.weight.point, tuple(each / 100 for each in _ratings(issue, stated.ratings))))
    return tuple(found)


def _out_of_scale(case: Case, profiles: Sequence[Profile], place: Place) -> Iterator[Problem]:
    """Parties whose utilities no file could hold, for the scale at which they are said to have been imported."""
    for party, profile in zip(case.signers(), profiles, strict=True):
        numbers = [*profile.bounds(), profile.effective_reservation()]
        top = max(map(abs, numbers))
        if top > LARGEST or 0 < top < Fraction(1, LARGEST):
            scale = case.origin.parties[party].scale if case.origin and party in case.origin.parties else 100.0
            size = "large" if top > LARGEST else "small"
            what = f"the utilities of {shown(profile.name)} come out too {size} to be written"
            fix = f"its scale in `origin` is {scale:g} points for one unit: correct it, or delete `origin`"
            yield Problem(place, what, fix)


def _box(case: Case, order: Mapping[str, int], linkage: Linkage, unit: Fraction) -> Box:
    held = {}
    for issue, options in linkage.when.items():
        named = set(options)
        held[order[issue]] = tuple(at for at, option in enumerate(case.issues[issue].options) if option in named)
    return Box(held, linkage.adds.point / unit)
