"""Pareto improvements are those of plain enumeration, in their order; of large spaces, all with few changes."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from brute import Deal, Oracle, feasible, random_case
from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.questions.agreement.improvements import improvements_of
from talks import talks


def improving(oracle: Oracle, deal: Deal) -> list[tuple[tuple[Any, ...], Deal]]:
    """The improvements of an agreement, least change first, then by the least gain, then by the sum of gains."""
    signers, found = oracle.case.signers(), []
    for at, other in enumerate(oracle.deals):
        gains = [oracle.worth(each, other) - oracle.worth(each, deal) for each in signers]
        if feasible(oracle.case, other) and min(gains) >= 0 and max(gains) > 0:
            changes = sum(other[issue] != deal[issue] for issue in deal)
            found.append(((changes, -min(gains), -sum(gains, Fraction(0)), at), other))
    return sorted(found, key=lambda each: each[0])


def test_they_are_those_of_all_agreements_on_300_random_cases() -> None:
    some = none = 0
    for seed in range(300):
        oracle = Oracle(random_case(seed))
        if not oracle.case.signers():
            continue
        deal = random.Random(seed).choice(oracle.deals)
        expected = improving(oracle, deal)
        found = improvements_of(oracle.case, Agreement(deal), show=3)
        assert [dict(each.agreement.options) for each in found.held] == [other for _, other in expected]
        assert (found.count, found.searched, found.shown) == (len(expected), None, min(3, len(expected)))
        assert list(found.by_changes) == sorted({order[0] for order, _ in expected})
        assert found.allowed == feasible(oracle.case, deal)
        zopa = oracle.zopa()
        for each, (order, other) in zip(found.held, expected, strict=True):
            assert len(each.changes) == order[0]
            assert {issue for issue in deal if deal[issue] != other[issue]} == set(each.changes)
            assert each.possible == (other in zopa)
            for party, gain in each.gains.items():
                assert abs(gain - float(oracle.worth(party, other) - oracle.worth(party, deal))) < 1e-9
        some, none = some + bool(expected), none + (not expected)
    assert some > 80
    assert none > 30


def large(issues: int, options: int, seed: int = 0) -> Case:
    draw = random.Random(seed)
    names = {f"i{at}": [f"o{to}" for to in range(options)] for at in range(issues)}
    interests = {
        party: {
            "no_deal": 40,
            **{
                issue: {"weight": draw.randint(1, 9), **{option: draw.randint(0, 100) for option in of}}
                for issue, of in names.items()
            },
        }
        for party in ("a", "b", "c")
    }
    return Case.model_validate({
        "title": "Large",
        "parties": {party: {"name": party, "signs": "yes"} for party in interests},
        "issues": {issue: {"name": issue, "options": {each: each for each in of}} for issue, of in names.items()},
        "interests": interests,
    })  # fmt: skip


def test_of_a_large_space_all_with_few_changes_are_found_and_that_is_said() -> None:
    case = large(25, 4)
    text = Agreement({issue: next(iter(stated.options)) for issue, stated in case.issues.items()})
    found = improvements_of(case, text, work=1 << 15)
    assert found.searched is not None
    assert found.searched >= 1
    base = dict(text.options)
    oracle = Oracle(talks())  # only its worth, not its list of agreements, of the large case
    oracle.case, oracle._tables = case, {}
    one = [
        {**base, issue: option}
        for issue, stated in case.issues.items()
        for option in stated.options
        if option != base[issue]
    ]
    gains = [[oracle.worth(party, deal) - oracle.worth(party, base) for party in case.signers()] for deal in one]
    better = sum(min(each) >= 0 and max(each) > 0 for each in gains)
    assert better > 0
    assert found.by_changes[1] == better
    assert set(found.by_changes) == set(range(1, found.searched + 1))


def test_where_a_rule_decides_it_says_what_would_be_agreed() -> None:
    case = talks(consent={"at_least": 1})
    found = improvements_of(case, Agreement({"x": "q", "y": "p"}))
    assert not found.held
    parties = {"a": {"name": "A", "signs": "yes"}, "b": "B", "c": "C"}
    found = improvements_of(talks(consent={"at_least": 1}, parties=parties), Agreement({"x": "q", "y": "q"}))
    assert [(str(each.agreement), each.possible) for each in found.held] == [
        ("x=p, y=q", True), ("x=q, y=p", False), ("x=p, y=p", True),
    ]  # fmt: skip
