"""Small files of other programs, and cases measured in the units of the files that they came from."""

from __future__ import annotations

import functools
import itertools
from pathlib import Path

import pytest

from comity.case.issue import Issue
from comity.case.model import Case
from comity.exchange import Imported, import_case
from comity.problem import Problems

DOMAIN = """<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template number_of_sessions="1">
<utility_space number_of_issues="3">
<objective index="0" etype="objective" type="objective" description="" name="root">
<issue index="1" etype="discrete" type="discrete" vtype="discrete" name="Who pays?">
<item index="1" value="they"/><item index="2" value="we"/>
</issue>
<issue index="2" etype="integer" type="integer" vtype="integer" name="Days" lowerbound="1" upperbound="3"/>
<issue index="3" etype="real" type="real" vtype="real" name="Price"><range lowerbound="10.0" upperbound="40.0"/></issue>
</objective>
</utility_space>
</negotiation_template>
"""

PROFILE = """<utility_space>
<objective index="0" etype="objective" type="objective" description="" name="root">
<issue index="1" etype="discrete" type="discrete" vtype="discrete" name="Who pays?">
<item index="1" value="they" evaluation="4"/><item index="2" value="we" evaluation="1"/>
</issue>
<issue index="2" etype="integer" type="integer" vtype="integer" name="Days" lowerbound="1" upperbound="3">
<evaluator ftype="linear" slope="0.4" offset="0.5"/>
</issue>
<issue index="3" etype="real" type="real" vtype="real" name="Price">
<range lowerbound="10.0" upperbound="40.0"/><evaluator ftype="linear" parameter1="-0.05" parameter0="1.5"/>
</issue>
<weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.75"/>
</utility_space>
"""


@functools.cache
def imported(folder: Path) -> Imported | Problems:
    try:
        return import_case(folder)
    except Problems as problems:
        return problems


def worth(case: Case, party: str, choice: dict[str, str]) -> float:
    interest = case.interest_of(party)
    total = sum(interest.issues[issue].ratings[option].low for issue, option in choice.items())
    for linkage in case.linkages_of(party):
        if all(choice[issue] in options for issue, options in linkage.when.items()):
            total += linkage.adds.low
    return total


def scale(case: Case, party: str) -> float:
    assert case.origin is not None
    return case.origin.parties[party].scale


def same(first: Case, second: Case) -> None:
    """Both cases give every agreement the same utility in the units of the files, and have the same reservations."""
    assert [issue.name for issue in first.issues.values()] == [issue.name for issue in second.issues.values()]
    assert [party.name for party in first.parties.values()] == [party.name for party in second.parties.values()]
    for mine, other in zip(first.issues.values(), second.issues.values(), strict=True):
        assert texts(mine) == texts(other)
    for mine, other in zip(first.signers(), second.signers(), strict=True):
        assert pytest.approx(units(first, mine), rel=1e-9, abs=1e-9) == units(second, other)
        joint = [linked(first, mine), linked(second, other)]
        assert joint[0].keys() == joint[1].keys()
        assert pytest.approx(joint[0], rel=1e-9, abs=1e-9) == joint[1]


def texts(issue: Issue) -> list[str]:
    """The values of an issue as files have them: what its options contain, of an amount the numbers."""
    return list(issue.options) if issue.steps else [option.name for option in issue.options.values()]


def units(case: Case, party: str) -> list[float]:
    """A party's no-deal value, its utility of the first options, and by how much each option differs from the first."""
    interest = case.interest_of(party)
    assert interest.no_deal is not None
    tables = [
        [interest.issues[name].ratings[option].low for option in issue.options]
        if name in interest.issues
        else [0.0] * len(issue.options)
        for name, issue in case.issues.items()
    ]
    points = [interest.no_deal.low, sum(table[0] for table in tables)]
    points += [rating - table[0] for table in tables for rating in table]
    return [number / scale(case, party) for number in points]


def linked(case: Case, party: str) -> dict[tuple[tuple[int, tuple[int, ...]], ...], float]:
    """A party's linkages by issue and option numbers, taken apart into runs of options as GENIUS needs them."""
    places = {issue: at for at, issue in enumerate(case.issues)}
    found: dict[tuple[tuple[int, tuple[int, ...]], ...], float] = {}
    for linkage in case.linkages_of(party):
        spans = []
        for issue, options in linkage.when.items():
            numbers = [list(case.issues[issue].options).index(option) for option in options]
            runs = [
                tuple(at for _, at in group)
                for _, group in itertools.groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
            ]
            spans.append([(places[issue], run) for run in runs])
        for combination in itertools.product(*spans):
            key = tuple(sorted(combination))
            found[key] = found.get(key, 0) + linkage.adds.low / scale(case, party)
    return found
