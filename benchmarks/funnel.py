"""How long the funnel of ten million agreements takes, and how soon a command answers.

The case is made from a seed: 7 issues of 10 options, 6 signers who each rate every issue and have linkages across two
of them, conditions and red lines across issues. Each measurement is a process of its own on one core; its seconds are
those of the processor, its memory is the most that it held at a time, Python and its libraries included.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WASHINGTON = str(ROOT / "examples" / "washington-2025" / "case.yaml")
ISSUES, OPTIONS, PARTIES = 7, 10, 6
BUDGET_SECONDS, BUDGET_MEGABYTES = 5, 500
ONE_CORE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


def content(seed: int) -> dict[str, Any]:
    """A case as its file would hold it."""
    draw = random.Random(seed)
    issues = [f"issue-{at}" for at in range(ISSUES)]
    options = [f"option-{at}" for at in range(OPTIONS)]
    parties = [f"party-{at}" for at in range(PARTIES)]

    def combination(across: int, listed: int) -> dict[str, list[str]]:
        return {issue: draw.sample(options, listed) for issue in draw.sample(issues, across)}

    def interest() -> dict[str, Any]:
        low = draw.randint(30, 40)
        rated = {
            issue: {"weight": str(draw.randint(1, 30)), **{option: str(draw.randint(0, 100)) for option in options}}
            for issue in issues
        }
        return {"no_deal": f"{low}..{low + 10}", **rated}

    return {
        "title": f"Drawn with seed {seed}",
        "parties": {party: {"name": party, "signs": "yes"} for party in parties},
        "issues": {issue: {"name": issue, "options": {option: option for option in options}} for issue in issues},
        "interests": {party: interest() for party in parties},
        "conditions": [{"if": combination(1, 3), "then": combination(1, 7)} for _ in range(6)],
        "linkages": [
            {"party": party, "when": combination(2, 3), "adds": str(draw.randint(-15, 15))}
            for party in parties
            for _ in range(2)
        ],
        "red_lines": [
            {"party": party, "never": combination(2, 4), "unless": combination(1, 2), "firmness": "declared"}
            for party in parties
            for _ in range(2)
        ],
    }


def count(seed: int) -> None:
    """Count the funnel and print what it cost."""
    import resource

    from comity.case.model import Case
    from comity.questions.agreement.answer import agreement

    case = Case.model_validate(content(seed))
    start = time.process_time()
    found = agreement(case)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = {"seconds": seconds, "megabytes": peak}
    print(json.dumps({"stages": found.data["stages"], "exact": found.exact, **cost}))


def on_one_core(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this Python on one core where the system can hold it there."""
    pin = (
        (lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})) if hasattr(os, "sched_setaffinity") else None
    )
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **ONE_CORE},
        preexec_fn=pin,
    )


def processor_seconds(*command: str) -> float:
    """The least of three runs of a command of this Python, in seconds of the processor."""
    import resource

    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        on_one_core(*command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def main() -> None:
    """Print the measurements, each with what it may take at most; exit with 1 where one takes more."""
    kept = True
    for seed in range(3):
        measured = json.loads(on_one_core(__file__, "count", str(seed)).stdout)
        stages = " > ".join(f"{stage['count']:,}" for stage in measured["stages"])
        seconds, megabytes = measured["seconds"], measured["megabytes"]
        print(f"funnel, seed {seed}: {stages}; {'exact' if measured['exact'] else 'not exact'}")
        print(f"    {seconds:.2f} s (at most {BUDGET_SECONDS}), {megabytes:.0f} MB (at most {BUDGET_MEGABYTES})")
        kept &= measured["exact"] and seconds <= BUDGET_SECONDS and megabytes <= BUDGET_MEGABYTES
    with tempfile.TemporaryDirectory() as folder:
        for most, command in (
            (0.2, ("--help",)),
            (1.0, ("check", WASHINGTON)),
            (3.0, ("brief", WASHINGTON)),
            (5.0, ("brief", WASHINGTON, "-o", f"{folder}/brief.html")),
        ):
            seconds = processor_seconds("-m", "comity.cli", *command)
            said = " ".join(Path(each).name for each in command)
            print(f"comity {said}: {seconds:.2f} s (at most {most})")
            kept &= seconds <= most
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        count(int(sys.argv[2]))
    else:
        main()
