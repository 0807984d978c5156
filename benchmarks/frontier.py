"""How fast the exact frontier is found, and how much memory that takes, beside NegMAS where it is installed.

Every line is measured in a process of its own: processor seconds, the best of three runs for Comity and one run for
NegMAS, and the peak of the process's memory. Both start from the same ratings and end with the frontier; for NegMAS,
whose function is `pareto_frontier`, the seconds in brackets are those after the worths of all agreements are known.
Its time grows with the number of efficient points, so the settings compared have frontiers as large as random
settings of their size come to have. On the lines "as a case" the time is for a whole finding, from the case on.

    python benchmarks/frontier.py
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Setting:
    """Issues of so many options each; parties with random ratings; linkages and red lines over random issues.

    reach: linkages and red lines name issues at most this far apart (induced width at most reach), any if None.
    """

    name: str
    issues: int
    options: int
    parties: int
    linkages: int = 0
    red_lines: int = 0
    reach: int | None = None
    seed: int = 1
    beside_negmas: bool = False

    def ratings(self) -> np.ndarray:
        """Ratings in millionths: by party, issue and option."""
        return (
            np.random.default_rng(self.seed).integers(0, 10**6, (self.parties, self.issues, self.options)).astype(float)
        )


SETTINGS = (
    Setting("additive", 6, 10, 3, seed=28, beside_negmas=True),
    Setting("additive", 6, 10, 5, seed=59, beside_negmas=True),
    Setting("additive", 7, 10, 5),
    Setting("additive", 17, 5, 3),
    Setting("additive", 12, 10, 3),
    Setting("additive", 20, 10, 2),
    Setting("additive", 12, 5, 5),
    Setting("as a case, linked near by", 9, 10, 3, linkages=10, red_lines=20, reach=3),
    Setting("as a case, linked anywhere", 9, 10, 3, linkages=10, red_lines=20),
)


def search(setting: Setting) -> Callable[[], int]:
    """The frontier of a setting, as a call that returns how many points it has."""
    if setting.linkages or setting.red_lines:
        from comity.case.model import Case
        from comity.questions.frontier.answer import frontier as finding

        case = Case.model_validate(content(setting))
        return lambda: finding(case, over="zopa").data["count"]

    from comity.agreements.elimination import frontier
    from comity.agreements.elimination_order import Objective
    from comity.agreements.space import Factor, Space

    names = [f"i{at}" for at in range(setting.issues)]
    space = Space(tuple(names), (tuple(str(at) for at in range(setting.options)),) * setting.issues)
    rated = [tuple(Factor((at,), row) for at, row in enumerate(party)) for party in setting.ratings()]
    objectives = [Objective(factors) for factors in rated]
    return lambda: len(frontier(space, [], objectives))


def content(setting: Setting) -> dict[str, Any]:
    """A setting as the content of a case file."""
    draw = np.random.default_rng(2)

    def combination() -> dict[str, list[str]]:
        reach = setting.issues if setting.reach is None else setting.reach + 1
        first = int(draw.integers(setting.issues - reach + 1))
        issues = first + draw.choice(reach, int(draw.integers(2, 4)), replace=False)
        return {
            f"i{at}": [f"o{to}" for to in draw.choice(setting.options, int(draw.integers(1, 4)), replace=False)]
            for at in sorted(issues)
        }

    options = {f"o{to}": f"Option {to}" for to in range(setting.options)}
    parties = [f"p{at}" for at in range(setting.parties)]
    return {
        "title": setting.name,
        "parties": {party: {"name": party, "signs": True} for party in parties},
        "issues": {f"i{at}": {"name": f"Issue {at}", "options": options} for at in range(setting.issues)},
        "interests": {
            party: {
                "no_deal": "0",
                **{
                    f"i{at}": {"weight": "1", **{f"o{to}": f"{value / 1e4:.4f}" for to, value in enumerate(row)}}
                    for at, row in enumerate(rated)
                },
            }
            for party, rated in zip(parties, setting.ratings(), strict=True)
        },
        "linkages": [
            {"party": str(draw.choice(parties)), "when": combination(), "adds": str(draw.integers(1, 15))}
            for _ in range(setting.linkages)
        ],
        "red_lines": [
            {"party": str(draw.choice(parties)), "never": combination(), "firmness": "declared"}
            for _ in range(setting.red_lines)
        ],
    }


def theirs(setting: Setting) -> dict[str, float]:
    """The frontier of an additive setting by NegMAS."""
    from negmas import LinearAdditiveUtilityFunction, make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import ops

    options = [f"o{to}" for to in range(setting.options)]
    outcomes = make_os([make_issue(options, name=f"i{at}") for at in range(setting.issues)])
    utilities = [
        LinearAdditiveUtilityFunction(
            values=[dict(zip(options, row.tolist(), strict=True)) for row in party],
            outcome_space=outcomes,
            reserved_value=0.0,
        )
        for party in setting.ratings()
    ]
    alone = []
    original = ops.pareto_frontier_active

    def timed(*points: Any, **how: Any) -> Any:
        start = time.process_time()
        found = original(*points, **how)
        alone.append(time.process_time() - start)
        return found

    ops.pareto_frontier_active = timed
    start = time.process_time()
    points, _ = ops.pareto_frontier(utilities)
    seconds = time.process_time() - start
    return {"points": len(points), "seconds": seconds, "alone": sum(alone), "megabytes": peak()}


def ours(setting: Setting) -> dict[str, float]:
    """The frontier of a setting by Comity."""
    run = search(setting)
    times = []
    for _ in range(3):
        start = time.process_time()
        points = run()
        times.append(time.process_time() - start)
    return {"points": points, "seconds": min(times), "megabytes": peak()}


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def measured(number: int, side: str) -> dict[str, float] | None:
    """The same in a process of its own; None where NegMAS is not installed."""
    command = [sys.executable, __file__, str(number), side]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        if side == "theirs" and "No module named 'negmas'" in done.stderr:
            return None
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    head = f"{'setting':27}{'agreements':>11}{'parties':>8}{'points':>8}{'Comity s':>10}{'MB':>5}"
    print(f"{head}{'NegMAS s':>16}{'MB':>6}{'ratio':>15}")
    for number, setting in enumerate(SETTINGS):
        mine = measured(number, "ours")
        assert mine is not None
        size = f"{float(setting.options**setting.issues):.1e}"
        line = f"{setting.name:27}{size:>11}{setting.parties:>8}{mine['points']:>8,}"
        line += f"{mine['seconds']:>10.4f}{mine['megabytes']:>5.0f}"
        if setting.beside_negmas:
            other = measured(number, "theirs")
            if other is None:
                line += f"{'not installed':>16}"
            else:
                whole, alone = (f"{other[part] / mine['seconds']:,.0f}" for part in ("seconds", "alone"))
                seconds, ratio = f"{other['seconds']:.1f} ({other['alone']:.1f})", f"{whole} ({alone})"
                line += f"{seconds:>16}{other['megabytes']:>6.0f}{ratio:>15}"
                if other["points"] != mine["points"]:
                    line += f"  NegMAS finds {other['points']:,} points"
        print(line, flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        side = ours if sys.argv[2] == "ours" else theirs
        print(json.dumps(side(SETTINGS[int(sys.argv[1])])))
    else:
        main()
