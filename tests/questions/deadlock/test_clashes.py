"""Clashes, ways out and concessions are those that looking at every agreement gives."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import pytest

from brute import random_case
from comity.agreements.exclusions import condition_rules
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.problem import Problems
from comity.questions.deadlock.clashes import (
    Clauses,
    Concession,
    Oracle,
    Prices,
    Refusal,
    Threshold,
    Work,
    clashes,
    concessions,
    demands,
    dual,
)
from demanded import Demanded, Steps, contested_case

ENOUGH = 10**9


def clauses_of(case: Case, prices: Prices | None = None) -> Clauses:
    payoff = Payoff.of(case)
    return Clauses.of(payoff.space, condition_rules(case, payoff.space), demands(case, payoff, prices or Prices()))


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


def test_worth_as_clauses_is_exact_at_every_level() -> None:
    tried = 0
    for seed in range(60):
        case = random_case(seed)
        clauses = clauses_of(case)
        with Oracle(clauses, Work(10**9)) as oracle:
            for choice in map(clauses.space.choice, map(clauses.space.agreement, every(clauses)[:40])):
                chosen = [literals[option] for literals, option in zip(clauses.options, choice, strict=True)]
                if not oracle.meets((), chosen):
                    continue  # not coherent
                for demand, keeps in zip(clauses.demands, clauses.keeps, strict=True):
                    failed = demand.softening(choice)
                    for step, keep in enumerate(keeps):
                        allowed = oracle.meets((), [*chosen, keep])
                        if isinstance(demand, Threshold):
                            assert (
                                allowed == (demand.worth.steps(choice) >= demand.levels[step]) == (step not in failed)
                            )
                        else:
                            assert allowed == (step != (failed[-1] if failed else None))
                        tried += 1
    assert tried > 3_000


def every(clauses: Clauses) -> list[tuple[int, ...]]:
    return list(product(*map(range, clauses.space.sizes)))


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
    lines = [
        {"id": "mine", "party": "a", "never": {"land": never}, "firmness": firmness},
        {"id": "theirs", "party": "b", "never": {"land": other}, "firmness": "constitutional"},
    ]
    return Case.model_validate({**LADDER, "red_lines": lines})


def test_a_red_line_softens_option_by_option_from_what_is_accepted() -> None:
    clauses = clauses_of(ladder(["r", "s", "t"], "declared", ["p", "q", "r"]))
    mine = clauses.demands[0]
    assert isinstance(mine, Refusal)
    assert [(step.to, step.price, step.after) for step in mine.steps] == [("r", 3, ()), ("s", 3, (0,)), ("t", 3, (1,))]
    found = concessions(clauses, 9, Work(ENOUGH)).concessions
    assert [(each.cost, dict(each.steps)) for each in found] == [
        (6, {0: (0, 1)}),
        (13, {0: (0,), 1: (0,)}),
        (20, {1: (0, 1)}),
    ]


def test_a_red_line_around_what_is_accepted_softens_to_either_side() -> None:
    clauses = clauses_of(ladder(["p", "q", "s", "t"], "preferred", ["r"]))
    mine = clauses.demands[0]
    assert {step.to: tuple(mine.steps[at].to for at in step.after) for step in mine.steps} == {
        "q": (), "s": (), "p": ("q",), "t": ("s",),
    }  # fmt: skip


def test_a_refused_middle_is_reached_from_either_end() -> None:
    clauses = clauses_of(ladder(["q", "r", "s"], "preferred", ["p", "q", "s", "t"]))
    mine = clauses.demands[0]
    assert {mine.steps[at].to for step in mine.steps if step.to == "r" for at in step.after} == {"q", "s"}
    found = concessions(clauses, 2, Work(ENOUGH)).concessions
    assert [each.cost for each in found] == [2, 2]
    opened = [{mine.steps[step].to for step in each.steps[0]} for each in found]
    assert {"q", "r"} in opened
    assert {"r", "s"} in opened


def test_a_no_deal_value_softens_in_points() -> None:
    case = Case.model_validate(LADDER)
    threshold = clauses_of(case, Prices(points=4, no_deal=2)).demands[0]
    assert isinstance(threshold, Threshold)
    # A's worst option is worth 20, above its no-deal value of 10: one step, and that gives the demand up.
    assert [(step.to, step.price) for step in threshold.steps] == [(None, 2)]
    land = LADDER["interests"]["a"]["land"]
    interests = {**LADDER["interests"], "a": {"no_deal": 30, "land": land}}
    firm = Case.model_validate({**LADDER, "interests": interests})
    threshold = clauses_of(firm, Prices(points=4, no_deal=2)).demands[0]
    assert [step.to for step in threshold.steps] == [26.0, 22.0, None]
    assert [step.after for step in threshold.steps] == [(), (0,), (1,)]


def test_prices_that_cannot_be_meant_are_all_named() -> None:
    with pytest.raises(Problems) as raised:
        Prices(preferred=0, declared=-1, points=0)
    assert len(raised.value.problems) == 3


def test_the_diagram_merges_states_that_need_the_same() -> None:
    """Twelve issues with five options: 244 million agreements, but few different sums."""
    ratings = {f"o{at}": 25 * at for at in range(5)}
    issues = {f"i{at}": {"name": "x", "options": {option: option for option in ratings}} for at in range(12)}
    interest = {"no_deal": 50, **{issue: {"weight": 1, **ratings} for issue in issues}}
    case = Case.model_validate({
        "title": "x", "parties": {"a": {"name": "A", "signs": "yes"}}, "issues": issues, "interests": {"a": interest},
    })  # fmt: skip
    clauses = clauses_of(case)
    # 49 sums at most after any issue; 12 layers; options, demand and steps beside them.
    assert clauses.top <= 12 * 49 + 60 + 1 + 10
    with Oracle(clauses, Work(ENOUGH)) as oracle:
        assert oracle.meets([0])


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


def test_the_first_few_are_incomplete_unless_they_are_all() -> None:
    clauses = clauses_of(CONTESTED)
    every_clash = clashes(clauses, Work(ENOUGH)).clashes
    assert not clashes(clauses, Work(ENOUGH), most=len(every_clash) - 1).complete
    assert clashes(clauses, Work(ENOUGH), most=len(every_clash)).complete
    assert len(clashes(clauses, Work(ENOUGH), most=1).clashes) == 1
    assert len(concessions(clauses, 1, Work(ENOUGH)).concessions) == 1


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
