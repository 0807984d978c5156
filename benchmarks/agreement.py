"""How fast the agreements that are possible are counted, with and without rules, and how that grows.

numpy's side is a bare count by what a numerate user would write: an array a party over all agreements. Without rules
every agreement is to be compared, which suits Comity least. python-constraint, pandas and a plain loop count what they
can in the time. Comity's side is a whole finding: what each rule removes, the count at both ends of the ranges, the
best agreements. Beyond 1e8 agreements it gives bounds of the count, and the result is the number of the best agreements
that it lists.

    python benchmarks/agreement.py
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from comity.case.model import Case
from drawn import drawn
from performance import COMITY, Close, Comparison, Run, main

WASHINGTON = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"
RULES = {"linkages": 12, "red_lines": 12, "conditions": 6}


def read(issues: int, parties: int, rules: bool) -> Case:
    """A drawn case of ten options an issue; the Washington case for no issue."""
    if not issues:
        from comity.case.check import read_case

        return read_case(WASHINGTON)
    return drawn(issues, 10, parties, **(RULES if rules else {}))  # type: ignore[arg-type]


def comity(*asked: int) -> Run:
    """The funnel, whole: not how sure that is, which is a question of its own."""
    from comity.questions.agreement.counting import funnel_of

    case = read(*asked)  # type: ignore[arg-type]
    return lambda: funnel_of(case.model_copy(deep=True)).zopa


def many_lines(lines: int) -> Run:
    """The whole finding of 8 parties on 10 issues of 5 options, with so many red lines over two or three issues."""
    from comity.questions.agreement.answer import agreement

    case = drawn(10, 5, 8, red_lines=lines)
    return lambda: agreement(case.model_copy(deep=True)).result.zopa


def bounded(issues: int, parties: int, rules: bool) -> Run:
    """The whole finding of a space too large to be counted."""
    from comity.questions.agreement.answer import agreement

    case = read(issues, parties, rules)

    def run() -> float:
        result = agreement(case.model_copy(deep=True)).result
        return len(result.left) if result.left_exact else Close(len(result.left))

    return run


def numpy(*asked: int) -> Run:
    """A bare count: an array a party over all agreements, and one of those that break a rule."""
    sizes, rules, worths = factors(read(*asked))  # type: ignore[arg-type]

    def over(scope: tuple[int, ...], values: np.ndarray) -> np.ndarray:
        return values.reshape([size if issue in scope else 1 for issue, size in enumerate(sizes)])

    def run() -> float:
        possible = np.ones(sizes, dtype=bool)
        for scope, breaks in rules:
            possible &= ~over(scope, breaks)
        for terms, needed in worths:
            worth = np.zeros(sizes)
            for scope, values in terms:
                worth += over(scope, values)
            possible &= worth >= needed
        return int(possible.sum())

    return run


def pandas(*asked: int) -> Run:
    """The same as a table with a row an agreement."""
    import pandas as pd

    sizes, rules, worths = factors(read(*asked))  # type: ignore[arg-type]

    def run() -> float:
        rows = pd.MultiIndex.from_product([range(size) for size in sizes]).to_frame(index=False)
        for scope, breaks in rules:
            rows = rows[~breaks[tuple(rows[issue] for issue in scope)]]
        for terms, needed in worths:
            worth = sum(pd.Series(values[tuple(rows[issue] for issue in scope)], rows.index) for scope, values in terms)
            rows = rows[worth >= needed]
        return len(rows)

    return run


def loop(*asked: int) -> Run:
    """The same as a plain loop."""
    sizes, rules, worths = factors(read(*asked))  # type: ignore[arg-type]
    forbidden = [(scope, breaks.tolist()) for scope, breaks in rules]
    wanted = [([(scope, values.tolist()) for scope, values in terms], needed) for terms, needed in worths]

    def at(values: object, deal: tuple[int, ...], scope: tuple[int, ...]) -> float:
        for issue in scope:
            values = values[deal[issue]]  # type: ignore[index]
        return values  # type: ignore[return-value]

    def possible(deal: tuple[int, ...]) -> bool:
        if any(at(breaks, deal, scope) for scope, breaks in forbidden):
            return False
        return all(sum(at(values, deal, scope) for scope, values in terms) >= needed for terms, needed in wanted)

    return lambda: sum(map(possible, product(*map(range, sizes))))


def python_constraint(*asked: int) -> Run:
    """The same as a problem of constraints."""
    import constraint

    sizes, rules, worths = factors(read(*asked))  # type: ignore[arg-type]

    def run() -> float:
        problem = constraint.Problem()
        for issue, size in enumerate(sizes):
            problem.addVariable(issue, list(range(size)))
        for scope, breaks in rules:
            table = ~breaks
            problem.addConstraint(lambda *deal, table=table: bool(table[deal]), scope)
        for terms, needed in worths:
            lists = [(scope, values.tolist()) for scope, values in terms]

            def enough(*deal: int, lists: list = lists, needed: float = needed) -> bool:  # type: ignore[type-arg]
                worth = 0.0
                for scope, values in lists:
                    for issue in scope:
                        values = values[deal[issue]]
                    worth += values
                return worth >= needed

            problem.addConstraint(enough, range(len(sizes)))
        return sum(1 for _ in problem.getSolutionIter())

    return run


Table = tuple[tuple[int, ...], np.ndarray]


def factors(case: Case) -> tuple[tuple[int, ...], list[Table], list[tuple[list[Table], float]]]:
    """What all sides start from: how many options each issue has, what breaks a rule, and what deals are worth."""
    from comity.agreements.exclusions import condition_rules, red_line_rules
    from comity.agreements.worth import Payoff

    payoff = Payoff.of(case)
    space = payoff.space
    rules = [rule.breaks for rule in (*condition_rules(case, space), *red_line_rules(case, space))]
    signers = [payoff.worths[party] for party in case.signers()]
    return (
        space.sizes,
        [(rule.scope, rule.values.astype(bool)) for rule in rules],
        [([(factor.scope, factor.values) for factor in worth.factors], worth.needed) for worth in signers],
    )


SIDES = {"numpy": numpy, "python-constraint": python_constraint, "pandas": pandas, "loop": loop}


def beside(setting: str, asked: tuple[int, int, bool], *others: str, **more: object) -> Comparison:
    """A count, beside others."""
    sides = {COMITY: comity, **{name: SIDES[name] for name in others}}
    return Comparison(setting, {name: partial(side, *asked) for name, side in sides.items()}, **more)  # type: ignore[arg-type]


def grown() -> Iterator[Comparison]:
    """Without rules, and with rules, as cases grow."""
    for rules, said in ((False, "without rules"), (True, "with rules")):
        for issues in (5, 6, 7, 8):
            others = {5: ("numpy", "pandas", "loop"), 6: ("numpy", "pandas"), 7: ("numpy",), 8: ()}[issues]
            yield beside(
                f"1e{issues} agreements, 5 parties, {said}",
                (issues, 5, rules),
                *others,
                seconds=5 if issues < 8 else None,
                runs=3 if issues < 8 else 1,
                curve=f"count {said}",
                size=10.0**issues,
            )


COMPARISONS = (
    beside("Washington", (0, 0, False), "numpy", "python-constraint", "loop"),
    *grown(),
    Comparison("5,000 red lines, a whole finding", {COMITY: partial(many_lines, 5000)}, seconds=5, runs=1),
    *(
        Comparison(
            f"1e{issues}, {parties} parties, {'with' if rules else 'without'} rules: bounds and the ten best",
            {COMITY: partial(bounded, issues, parties, rules)},
            seconds=3,
        )
        for issues, parties, rules in ((10, 5, False), (10, 5, True), (12, 8, False), (12, 8, True))
    ),
)

if __name__ == "__main__":
    main(__file__, COMPARISONS)
