"""How fast cases are whose issues are amounts of very many steps: the bounds of the funnel, the frontier, fair picks,
deadlock.

Three amounts of ten thousand steps each, five issues of four options, four parties: 10^15 agreements. The points of the
ratings lie where they fall, so that few worths are equal; the frontier is then close to all efficient agreements, and
says how close.

    python benchmarks/amounts.py
"""

from __future__ import annotations

import random
from functools import partial
from typing import Any

from performance import COMITY, Close, Comparison, Run, main

STEPS = 10_000


def amounts(steps: int = STEPS) -> Any:
    """A drawn case: three amounts, five issues of four options, four parties who want opposite things of them."""
    from comity.case.model import Case

    draw = random.Random(1)
    numbered, named = [f"a{at}" for at in range(3)], [f"n{at}" for at in range(5)]
    amount = {"from": 0, "to": steps - 1, "step": 1, "unit": "tonnes"}

    def interest(party: int) -> dict[str, Any]:
        rated: dict[str, Any] = {"no_deal": 40}
        for at, issue in enumerate(numbered):
            low, high = (0, 100) if (party + at) % 2 else (100, 0)
            bend, there = draw.randrange(1, steps - 1), draw.randrange(20, 80)
            ends = {"0": low, str(bend): there, str(steps - 1): high}
            rated[issue] = {"weight": draw.randint(5, 30), **ends}
        for issue in named:
            options = {f"o{at}": draw.randint(0, 100) for at in range(4)}
            rated[issue] = {"weight": draw.randint(5, 30), **options}
        return rated

    parties = [f"p{at}" for at in range(4)]
    options = {f"o{at}": f"Option {at}" for at in range(4)}
    return Case.model_validate({
        "title": "Amounts",
        "parties": {party: {"name": party, "signs": True} for party in parties},
        "issues": {
            **{issue: {"name": issue, "amount": amount} for issue in numbered},
            **{issue: {"name": issue, "options": options} for issue in named},
        },
        "interests": {party: interest(at) for at, party in enumerate(parties)},
        "red_lines": [
            {"party": "p0", "never": {"a0": f">{steps // 2}"}, "firmness": "declared"},
            {"party": "p1", "never": {"a1": f"<{steps // 5}"}, "firmness": "declared"},
        ],
        "linkages": [{"party": "p2", "when": {"a2": f">{steps // 3}", "n0": "o1"}, "adds": 5}],
    })  # fmt: skip


def bounds() -> Run:
    """Between which numbers the stages of the funnel lie; told: the least number of possible agreements."""
    from comity.questions.agreement.bounds import bounds_of

    case = amounts()
    return lambda: Close(bounds_of(case.model_copy(deep=True)).zopa.low)


def frontier() -> Run:
    """The whole finding on the frontier."""
    from comity.questions.frontier.answer import frontier

    case = amounts()
    return lambda: Close(len(frontier(case.model_copy(deep=True)).result.points))


def bargaining() -> Run:
    """The whole finding on fair agreements."""
    from comity.questions.bargaining.answer import bargaining

    case = amounts()
    return lambda: Close(bargaining(case.model_copy(deep=True)).result.points_count)


def deadlock(no_deal: int) -> Run:
    """The whole finding on why there is no agreement, or how close that is; told: its clashes.

    no_deal: what it is worth to everybody: 40 leaves agreements, 68 none.
    """
    from comity.questions.deadlock.answer import deadlock

    case = amounts()
    suppose = [f"{party}: no_deal={no_deal}" for party in case.parties]
    return lambda: Close(deadlock(case.model_copy(deep=True), suppose=suppose).data["clashes_count"])


COMPARISONS = (
    Comparison("1e15 agreements, bounds of the funnel", {COMITY: partial(bounds)}, seconds=1),
    Comparison("1e15 agreements, the frontier", {COMITY: partial(frontier)}, seconds=5, runs=1),
    Comparison("1e15 agreements, the fair agreements", {COMITY: partial(bargaining)}, seconds=10, runs=1),
    Comparison("1e15 agreements, how close to none", {COMITY: partial(deadlock, 40)}, seconds=5, runs=1),
    Comparison("1e15 agreements, why none is left", {COMITY: partial(deadlock, 68)}, seconds=5, runs=1),
)

if __name__ == "__main__":
    main(__file__, COMPARISONS)
