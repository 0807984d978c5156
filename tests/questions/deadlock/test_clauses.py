"""Worth as clauses is exact at every level, and stays small where many agreements add up to the same."""

from __future__ import annotations

from itertools import product

from brute import random_case
from comity.case.model import Case
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.demands import Prices, Threshold
from comity.questions.deadlock.impasse import Impasse
from comity.questions.deadlock.solver import Oracle, Work

ENOUGH = 10**9


def clauses_of(case: Case, prices: Prices | None = None) -> Clauses:
    return Impasse.of(case, prices or Prices()).demanded


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
