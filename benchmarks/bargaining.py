"""How fast the fair agreements are found, beside numpy on all agreements, and how that holds up as cases grow.

Both sides of the comparison end with how many efficient outcomes the four solutions pick; numpy's is given the
efficient agreements by moocore.

    python benchmarks/bargaining.py
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from drawn import drawn
from frontier import ratings
from performance import COMITY, Close, Comparison, Run, main

WASHINGTON = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"


def washington() -> Run:
    """The whole finding of the Washington case."""
    from comity.case.check import read_case
    from comity.questions.bargaining.answer import bargaining

    case = read_case(WASHINGTON)
    return lambda: bargaining(case.model_copy(deep=True)).result.points_count


def as_a_case(issues: int, parties: int) -> Run:
    """The whole finding of a drawn case of ten options an issue."""
    from comity.questions.bargaining.answer import bargaining

    case = drawn(issues, 10, parties)

    def run() -> float:
        finding = bargaining(case.model_copy(deep=True))
        return finding.result.points_count if finding.exact else Close(finding.result.points_count)

    return run


def picks(issues: int, parties: int) -> Run:
    """How many outcomes the four solutions pick, where no deal is worth nothing."""
    from comity.agreements.efficient import efficient
    from comity.agreements.picks import Gains, Picks

    case = drawn(issues, 10, parties, no_deal="0")

    def run() -> float:
        picks = Picks.of(Gains.of(efficient(case.model_copy(deep=True))))
        return len({row for rows in picks.by_name().values() for row in rows})

    return run


def numpy(issues: int, parties: int) -> Run:
    """The same on sums of all agreements, for gains over nothing."""
    from moocore import is_nondominated

    rated = ratings(issues, 10, parties, 1)

    def run() -> float:
        sums = np.zeros((1, parties))
        for issue in range(issues):
            sums = (sums[:, None, :] + rated[:, issue, :].T[None]).reshape(-1, parties)
        gains = sums[is_nondominated(sums, maximise=True, keep_weakly=True)]
        shares = gains / gains.max(axis=0)
        measures = np.log(gains).sum(axis=1), shares.min(axis=1), gains.min(axis=1), gains.sum(axis=1)
        return len({int(measure.argmax()) for measure in measures})

    return run


COMPARISONS = (
    Comparison("Washington, a whole finding", {COMITY: washington}, seconds=0.2),
    *(
        Comparison(
            f"1e{issues} agreements, {parties} parties: the four picks",
            {COMITY: partial(picks, issues, parties), "moocore and numpy": partial(numpy, issues, parties)},
            {"moocore and numpy": 4},
        )
        for issues, parties in ((6, 3), (6, 5))
    ),
    *(
        Comparison(
            f"as a case, 1e{issues}, {parties} parties, a whole finding",
            {COMITY: partial(as_a_case, issues, parties)},
            seconds=10,
            runs=1,
        )
        for issues, parties in ((6, 5), (12, 3), (12, 6), (12, 8), (60, 10))
    ),
)

if __name__ == "__main__":
    main(__file__, COMPARISONS)
