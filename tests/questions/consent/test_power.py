"""The power of rules against published indices: the Security Council, a weighted majority, a score game."""

from __future__ import annotations

from itertools import combinations

import pytest

from comity.agreements.consent import Node, node_of
from comity.case.check import read_case
from comity.case.consent import Rule
from comity.catalog import case_file
from comity.questions.consent.power import power_of
from consents import meets, ruled_case
from talks import talks

PERMANENT = ("china", "france", "russia", "uk", "usa")
ELECTED = tuple(f"elected-{number}" for number in range(1, 11))


def node(voters: tuple[str, ...], **rule: object) -> Node:
    case = talks(parties={name: {"name": name, "signs": True} for name in voters}, interests={})
    return node_of(case, Rule.model_validate(rule), voters)


def test_the_security_council() -> None:
    """Shapley and Shubik (1954) for 15 members since 1966: .1963 and .0019; 848 winning sets."""
    voters = (*PERMANENT, *ELECTED)
    power = power_of(node(voters, at_least=9, including=PERMANENT), voters)
    assert power is not None
    assert power.winning == 848
    assert power.shapley_shubik["usa"] == pytest.approx(0.1962704, abs=5e-8)
    assert power.shapley_shubik["elected-1"] == pytest.approx(0.0018648, abs=5e-8)
    assert (power.swings["usa"], power.swings["elected-1"]) == (848, 84)
    assert sum(power.shapley_shubik.values()) == pytest.approx(1)
    assert len(power.minimal) == 210
    assert power.blocking[:5] == tuple((name,) for name in PERMANENT)
    assert [len(names) for names in power.blocking[5:]] == [7] * 120


def test_a_weighted_majority() -> None:
    """[51; 50, 49, 1]: the vote of 1 is worth as much as that of 49."""
    voters = ("a", "b", "c")
    power = power_of(node(voters, quota=51, by={"a": 50, "b": 49, "c": 1}), voters)
    assert power is not None
    assert power.shapley_shubik == pytest.approx({"a": 2 / 3, "b": 1 / 6, "c": 1 / 6})
    assert power.banzhaf == pytest.approx({"a": 0.6, "b": 0.2, "c": 0.2})
    assert power.minimal == (("a", "b"), ("a", "c"))
    assert power.blocking == (("a",), ("b", "c"))


def test_at_least_five_of_six_with_two_vetoes() -> None:
    case = read_case(case_file("abdelnabi-2024"))
    rule = Rule.model_validate({"at_least": 5, "including": ["developer", "tourism"]})
    power = power_of(node_of(case, rule, case.signers()), case.signers())
    assert power is not None
    assert power.winning == 5
    assert list(power.shapley_shubik.values()) == pytest.approx([0.3, 0.3, 0.1, 0.1, 0.1, 0.1])
    assert list(power.swings.values()) == [5, 5, 3, 3, 3, 3]
    assert len(power.minimal) == 4


def test_a_double_majority_with_a_blocking_minority_of_a_least_size() -> None:
    """55 percent of ten states and 65 percent of their people, or fewer than four against, as in European law."""
    people = {f"s{at}": weight for at, weight in enumerate((83, 67, 59, 48, 37, 19, 17, 11, 5, 1))}
    rule = {"all": [{"share": 55}, {"weight": 65, "by": people}], "or_blocked_by_fewer_than": 4}
    voters = tuple(people)
    tree = node(voters, **rule)
    import numpy as np

    def passes(yes: set[str]) -> bool:
        return bool(tree.of(lambda name: np.array(name in yes)))

    for size in range(11):
        for some in combinations(voters, size):
            weight = sum(people[name] for name in some)
            by_hand = (size >= 6 and 100 * weight >= 65 * sum(people.values())) or 10 - size < 4
            assert passes(set(some)) == by_hand


@pytest.mark.parametrize("seed", range(40))
def test_sets_that_suffice_by_brute_force(seed: int) -> None:
    case = ruled_case(seed)
    if case.consent is None:
        case = case.model_copy(update={"consent": Rule.model_validate("all")})
    rule, voters = case.consent, case.signers()
    assert rule is not None
    every = [set(some) for size in range(4) for some in combinations(voters, size)]
    winning = [some for some in every if meets(rule, voters, some.__contains__)]
    power = power_of(node_of(case, rule, voters), voters)
    assert power is not None
    assert power.winning == len(winning)
    assert {frozenset(names) for names in power.minimal} == {
        frozenset(some) for some in winning if not any(some - {name} in winning for name in some)
    }
    stops = [some for some in every if set(voters) - some not in winning]
    assert {frozenset(names) for names in power.blocking} == {
        frozenset(some) for some in stops if not any(some - {name} in stops for name in some)
    }
    assert power.swings == {
        name: sum(name in some and some - {name} not in winning for some in winning) for name in voters
    }


def test_too_many_voters_are_not_looked_at() -> None:
    voters = tuple(f"v{at}" for at in range(17))
    assert power_of(node(voters, at_least=9), voters) is None
    assert power_of(node(("a",), at_least=1), ()) is None
