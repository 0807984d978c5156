"""How fast the efficient agreements are found, beside moocore on sums of all agreements, and beside NegMAS.

All sides start from the same ratings and end with how many outcomes are efficient. moocore's side is what a numerate
user would write: numpy makes the sums of all agreements, moocore tells the dominated. Where a case is too large to be
listed, Comity stands alone, with its whole finding.

    python benchmarks/frontier.py
"""

from __future__ import annotations

from functools import partial

import numpy as np

from drawn import drawn
from performance import COMITY, Close, Comparison, Run, main


def ratings(issues: int, options: int, parties: int, seed: int) -> np.ndarray:
    """Ratings in millionths: by party, issue and option."""
    return np.random.default_rng(seed).integers(0, 10**6, (parties, issues, options)).astype(float)


def comity(issues: int, options: int, parties: int, seed: int) -> Run:
    """The frontier of ratings that add up."""
    from comity.agreements.elimination import frontier
    from comity.agreements.elimination_order import Objective
    from comity.agreements.space import Factor, Space

    rated = ratings(issues, options, parties, seed)

    def run() -> float:
        space = Space(tuple(f"i{at}" for at in range(issues)), (tuple(map(str, range(options))),) * issues)
        objectives = [Objective(tuple(Factor((at,), row) for at, row in enumerate(party))) for party in rated]
        return len(frontier(space, [], objectives))

    return run


def moocore(issues: int, options: int, parties: int, seed: int) -> Run:
    """The same by moocore, on sums made by numpy."""
    from moocore import is_nondominated

    rated = ratings(issues, options, parties, seed)

    def run() -> float:
        sums = np.zeros((1, parties))
        for issue in range(issues):
            sums = (sums[:, None, :] + rated[:, issue, :].T[None]).reshape(-1, parties)
        efficient = sums[is_nondominated(sums, maximise=True, keep_weakly=True)]
        return len(np.unique(efficient, axis=0))

    return run


def negmas(issues: int, options: int, parties: int, seed: int) -> Run:
    """The same by NegMAS."""
    from negmas import LinearAdditiveUtilityFunction, make_issue
    from negmas.outcomes import make_os
    from negmas.preferences.ops import pareto_frontier

    names = [f"o{to}" for to in range(options)]
    outcomes = make_os([make_issue(names, name=f"i{at}") for at in range(issues)])
    utilities = [
        LinearAdditiveUtilityFunction(
            values=[dict(zip(names, row.tolist(), strict=True)) for row in party],
            outcome_space=outcomes,
            reserved_value=0.0,
        )
        for party in ratings(issues, options, parties, seed)
    ]
    return lambda: len(pareto_frontier(utilities)[0])


def as_a_case(issues: int, options: int, parties: int, **more: object) -> Run:
    """The whole finding of a case that is drawn."""
    from comity.questions.frontier.answer import frontier

    def run() -> float:  # on a copy without what was worked out before
        finding = frontier(case.model_copy(deep=True))
        return finding.result.count if finding.exact else Close(finding.result.count)

    case = drawn(issues, options, parties, **more)  # type: ignore[arg-type]
    return run


def beside(issues: int, options: int, parties: int, seed: int, *others: str, **wanted: float) -> Comparison:
    """Additive ratings, beside others."""
    known = {"moocore": moocore, "NegMAS": negmas}
    sides = {COMITY: comity, **{name: known[name] for name in others}}
    return Comparison(
        f"{options**issues:.0e} agreements, {parties} parties",
        {name: partial(side, issues, options, parties, seed) for name, side in sides.items()},
        wanted,
        same=False,  # NegMAS drops ties and adds points by rounding; moocore is held to be the same by the tests
    )


def grown(issues: int, parties: int) -> Comparison:
    """A drawn case of ten options an issue, as a whole finding: the curve of the figure."""
    return Comparison(
        f"as a case, 1e{issues}, {parties} parties, a whole finding",
        {COMITY: partial(as_a_case, issues, 10, parties)},
        seconds=10,
        curve=f"efficient, {parties} parties",
        size=10.0**issues,
    )


COMPARISONS = (
    beside(6, 10, 3, 28, "moocore", "NegMAS", moocore=40),
    beside(6, 10, 5, 59, "moocore", moocore=8),
    beside(7, 10, 5, 1, "moocore", moocore=60),
    beside(17, 5, 3, 1),
    beside(20, 10, 2, 1),
    *(grown(issues, parties) for parties in (3, 5) for issues in (6, 8, 10, 12)),
    grown(12, 6),
    grown(12, 8),
    Comparison(
        "as a case, 1e09, 3 parties, 10 linkages and 20 red lines near by",
        {COMITY: partial(as_a_case, 9, 10, 3, linkages=10, red_lines=20, reach=3)},
    ),
    Comparison(
        "as a case, 1e09, 3 parties, 10 linkages and 20 red lines anywhere",
        {COMITY: partial(as_a_case, 9, 10, 3, linkages=10, red_lines=20)},
    ),
)

if __name__ == "__main__":
    main(__file__, COMPARISONS)
