"""Clashes, ways out and concessions are those that looking at every agreement gives."""

from __future__ import annotations

from itertools import pairwise

import pytest

from brute import random_case
from comity.case.model import Case
from comity.questions.deadlock import concessions as concessions_module
from comity.questions.deadlock.clashes import clashes, dual
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.concessions import Concession, concessions
from comity.questions.deadlock.demands import Prices, Threshold
from comity.questions.deadlock.impasse import Impasse
from comity.questions.deadlock.solver import Work
from demanded import LADDER, Demanded, Steps, contested_case

ENOUGH = 10**9


def clauses_of(case: Case, prices: Prices | None = None) -> Clauses:
    return Impasse.of(case, prices or Prices()).demanded


def names(clauses: Clauses, numbers: frozenset[int]) -> frozenset[str]:
    return frozenset(clauses.demands[at].id for at in numbers)


def steps(clauses: Clauses, concession: Concession) -> Steps:
    made = set()
    for at, numbers in concession.steps.items():
        demand = clauses.demands[at]
        for number in numbers:
            to = demand.steps[number].to
            made.add((demand.id, str(number) if isinstance(demand, Threshold) else str(to or "whole")))
    return frozenset(made)


def compare(case: Case) -> tuple[int, int]:
    """Hold everything found against the oracle; returns how many clashes and concessions there were."""
    oracle, clauses = Demanded(case), clauses_of(case)
    assert sorted(demand.id for demand in clauses.demands) == sorted(oracle.names)
    found = clashes(clauses, Work(ENOUGH))
    assert found.complete
    assert [len(clash) for clash in found.clashes] == sorted(len(clash) for clash in found.clashes)
    assert len(found.clashes) == len(set(found.clashes))
    assert {names(clauses, clash) for clash in found.clashes} == oracle.clashes()
    assert {names(clauses, way) for way in found.ways_out} == oracle.ways_out()
    if found.ways_out:
        assert dual(found.clashes, found.ways_out)
    opened = concessions(clauses, 10_000, Work(ENOUGH))
    assert opened.complete
    assert {steps(clauses, each) for each in opened.concessions} == oracle.concessions()
    assert len(opened.concessions) == len(oracle.concessions())
    costs = [each.cost for each in opened.concessions]
    assert costs == sorted(costs)
    assert all(each.cost == oracle.cost(steps(clauses, each)) for each in opened.concessions)
    return len(found.clashes), len(opened.concessions)


def test_clashes_and_concessions_of_500_random_cases_are_those_of_plain_enumeration() -> None:
    several = [compare(contested_case(seed)) for seed in range(400)]
    several += [compare(random_case(seed)) for seed in range(100)]
    # The cases must be such that the comparison says something.
    assert sum(number > 0 for number, _ in several) > 200
    assert sum(number > 1 for number, _ in several) > 50
    assert sum(number > 3 for _, number in several) > 100


def incoherent() -> Case:
    conditions = [
        {"if": {"land": ["p", "q"]}, "then": {"land": "t"}},
        {"if": {"land": ["r", "s", "t"]}, "then": {"land": "p"}},
    ]
    return Case.model_validate({**LADDER, "conditions": conditions})


def test_conditions_that_exclude_each_other_are_the_one_empty_clash() -> None:
    clauses = clauses_of(incoherent())
    found = clashes(clauses, Work(ENOUGH))
    assert found.clashes == (frozenset(),)
    assert found.complete
    assert concessions(clauses, 9, Work(ENOUGH)).concessions == ()


def test_where_nothing_clashes_both_lists_are_empty_and_complete() -> None:
    found = clashes(clauses_of(Case.model_validate(LADDER)), Work(ENOUGH))
    assert (found.clashes, found.ways_out, found.complete) == ((), (), True)
    opened = concessions(clauses_of(Case.model_validate(LADDER)), 9, Work(ENOUGH))
    assert (opened.concessions, opened.complete) == ((), True)


def test_duality_is_recognised_and_its_absence_too() -> None:
    some = [frozenset({0, 1}), frozenset({1, 2})]
    others = [frozenset({1}), frozenset({0, 2})]
    assert dual(some, others)
    assert dual(others, some)
    assert not dual(some, [frozenset({1})])  # a way out is missing
    assert not dual(some, [frozenset({0}), frozenset({1})])  # one does not meet every clash
    assert not dual(some, [frozenset({1}), frozenset({0, 1, 2})])  # one has something to spare


CONTESTED = contested_case(349)


def test_the_sample_for_limits_has_several_clashes_and_concessions() -> None:
    assert compare(CONTESTED)[0] > 2
    assert compare(CONTESTED)[1] > 2


@pytest.mark.parametrize("propagations", [0, 100, 500])
def test_work_that_runs_out_leaves_a_true_but_incomplete_list(propagations: int) -> None:
    clauses, oracle = clauses_of(CONTESTED), Demanded(CONTESTED)
    found, opened = clashes(clauses, Work(propagations)), concessions(clauses, 10_000, Work(propagations))
    assert not found.complete
    assert not opened.complete
    assert {names(clauses, clash) for clash in found.clashes} <= oracle.clashes()
    assert {names(clauses, way) for way in found.ways_out} <= oracle.ways_out()
    assert {steps(clauses, each) for each in opened.concessions} <= oracle.concessions()


def test_the_first_few_concessions_are_incomplete_unless_they_are_all() -> None:
    clauses = clauses_of(CONTESTED)
    number = len(concessions(clauses, 10_000, Work(ENOUGH)).concessions)
    few, more = concessions(clauses, 1, Work(ENOUGH)), concessions(clauses, number + 1, Work(ENOUGH))
    assert (len(few.concessions), few.complete) == (1, False)
    assert (len(more.concessions), more.complete) == (number, True)


def test_time_that_is_up_ends_the_search() -> None:
    assert not clashes(clauses_of(CONTESTED), Work(ENOUGH, seconds=0)).complete


def test_progress_is_told_and_may_end_the_search() -> None:
    shares: list[float] = []
    clashes(clauses_of(CONTESTED), Work(10_000, progress=shares.append))
    assert shares
    assert all(earlier < later for earlier, later in pairwise(shares))

    class Stop(Exception):
        pass

    def stop(_: float) -> None:
        raise Stop

    with pytest.raises(Stop):
        clashes(clauses_of(CONTESTED), Work(10_000, progress=stop))
    with pytest.raises(Stop):
        concessions(clauses_of(CONTESTED), 9, Work(10_000, progress=stop))


def test_answers_are_the_same_every_time() -> None:
    first, second = (clashes(clauses_of(CONTESTED), Work(ENOUGH)) for _ in range(2))
    assert first == second


def test_the_first_clashes_are_the_smallest_of_all() -> None:
    clauses = clauses_of(contested_case(349))
    every = clashes(clauses, Work(ENOUGH)).clashes
    assert len(every) > 2
    some = clashes(clauses, Work(ENOUGH), most=2)
    assert [len(clash) for clash in some.clashes] == [len(clash) for clash in every[:2]]
    assert set(some.clashes) <= set(every)
    assert not some.complete


def test_all_concessions_of_the_last_price_are_listed_or_none() -> None:
    """Which of those that cost as much come first hangs on the order of the file: so all of them count, or none."""
    cut = 0
    for seed in range(60):
        clauses = clauses_of(contested_case(seed))
        every = [each.cost for each in concessions(clauses, 10_000, Work(ENOUGH)).concessions]
        for most in (1, 2, 5):
            found = concessions(clauses, most, Work(ENOUGH))
            costs = [each.cost for each in found.concessions]
            if not every:
                assert (costs, found.complete) == ([], True)
                continue
            level = every[:most][-1]
            assert costs == [cost for cost in every if cost <= level]
            assert found.complete == (len(costs) == len(every))
            assert found.not_listed is None
            cut += len(costs) > most
    assert cut > 10


def test_where_too_many_cost_as_much_those_of_that_price_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    clauses = clauses_of(TWO_LEVELS)
    every = [each.cost for each in concessions(clauses, 10_000, Work(ENOUGH)).concessions]
    assert every == [1, 3, 3, 3]
    monkeypatch.setattr(concessions_module, "TIES", 2)
    found = concessions(clauses, 2, Work(ENOUGH))
    assert ([each.cost for each in found.concessions], found.complete, found.not_listed) == ([1, 3, 3, 3], True, None)
    monkeypatch.setattr(concessions_module, "TIES", 1)
    found = concessions(clauses, 2, Work(ENOUGH))
    assert ([each.cost for each in found.concessions], found.complete, found.not_listed) == ([1], False, 3)
    flat = concessions(
        clauses_of(TWO_LEVELS, Prices(preferred=3)), 2, Work(ENOUGH)
    )  # nothing is cheaper: some are listed
    assert ([each.cost for each in flat.concessions], flat.complete, flat.not_listed) == ([3, 3], False, 3)


def two_levels() -> Case:
    """Four options, of which each is refused by one red line: one costs 1 to give up, the others 3."""
    options = ("w", "x", "y", "z")
    return Case.model_validate({
        "title": "Levels",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {"deal": {"name": "Deal", "options": {option: option for option in options}}},
        "interests": {"a": {"no_deal": 0, "deal": {"weight": 1, **dict.fromkeys(options, 50)}}},
        "red_lines": [
            {
                "id": "cheap" if option == "w" else option,
                "party": "a",
                "never": {"deal": option},
                "firmness": "preferred" if option == "w" else "declared",
            }
            for option in options
        ],
    })  # fmt: skip


TWO_LEVELS = two_levels()


def test_as_few_as_possible_are_chosen_of_what_clashes() -> None:
    """Three conditions exclude every option one by one, and one excludes all at once: that one is told."""
    rules = [
        {"id": "one", "if": {"land": ["p", "q"]}, "then": {"land": "t"}},
        {"id": "two", "if": {"land": "r"}, "then": {"land": "p"}},
        {"id": "three", "if": {"land": ["s", "t"]}, "then": {"land": "p"}},
        {"id": "all", "if": {"land": ["p", "q", "r", "s", "t"]}, "then": {"land": "p"}},
    ]
    for order in (rules, rules[::-1], rules[2:] + rules[:2]):
        impasse = Impasse.of(Case.model_validate({**LADDER, "conditions": order}), Prices())
        assert set(impasse.excluding({})) == {"one", "all"}
        assert impasse.excluding({"land": "s"}) in (("three",), ("all",))
        assert impasse.excluding({"land": "p"}) == ("one",)
        assert len(impasse.conditions_of([0, 1]) or ()) == 2
    assert Impasse.of(Case.model_validate(LADDER), Prices()).excluding({}) == ()
