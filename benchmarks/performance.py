"""What the benchmarks share: how something is measured, beside what, and the page docs/performance.md.

Every side of a comparison is measured in a process of its own, on one thread: the least CPU seconds of as many runs for
all sides, and the most memory that its process held, Python and its libraries included. What makes ready (drawing a
case, reading it) is not counted. A program that is not installed is left out, and the page says so.

    python benchmarks/performance.py [FILE]

runs all benchmarks and writes the page (docs/performance.md, or FILE) and its figure beside it. It ends with 1 where a
measurement costs more than it may, or a comparison is won by less than is wanted.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
QUESTIONS = ("agreement", "frontier", "bargaining", "deadlock")
"""The benchmarks whose comparisons the page shows in its table, a script a question."""

RUNS = 3
COMITY = "Comity"
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}


class Close(float):
    """A result that is not exact: efficient agreements that were only approached, a count that is an interval."""


Run = Callable[[], float]
"""Does what is measured and returns its result, one number."""


@dataclass(frozen=True)
class Comparison:
    """One setting, and what it costs Comity and others.

    sides: by program, what makes ready and returns what is measured; Comity's among them. times: by program, how many
    times as long as Comity it is to take at least. seconds, megabytes: what it may cost Comity at most. same: whether
    all must find the same number. curve, size: where the figure shows it, if at all, and for how many agreements.
    """

    setting: str
    sides: dict[str, Callable[[], Run]]
    times: dict[str, float] = field(default_factory=dict)
    seconds: float | None = None
    megabytes: float = 500.0
    same: bool = True
    runs: int = RUNS
    curve: str = ""
    size: float = 0.0


@dataclass(frozen=True)
class Cost:
    """What one side found, and what that cost; close: whether what it found is not exact."""

    found: float
    seconds: float
    megabytes: float
    close: bool = False


@dataclass(frozen=True)
class Measured:
    """A comparison with its costs by program: None for one that is not installed."""

    question: str
    comparison: Comparison
    costs: dict[str, Cost | None]

    @property
    def complaints(self) -> list[str]:
        """What is not as it should be."""
        asked, mine = self.comparison, self.costs[COMITY]
        if mine is None:
            return [f"{asked.setting}: Comity is not installed"]
        told = []
        if asked.seconds is not None and (mine.seconds > asked.seconds or mine.megabytes > asked.megabytes):
            told.append(f"{asked.setting}: more than {asked.seconds:g} s or {asked.megabytes:g} MB")
        for program, cost in self.costs.items():
            if cost is None or program == COMITY:
                continue
            if asked.same and cost.found != mine.found:
                told.append(f"{asked.setting}: {program} finds {cost.found:,g}, not {mine.found:,g}")
            if cost.seconds < asked.times.get(program, 0) * mine.seconds:
                told.append(f"{asked.setting}: {program} takes less than {asked.times[program]:g} times as long")
        return told


def measure(comparison: Comparison, side: str) -> Cost:
    """The cost of one side, here and now."""
    run = comparison.sides[side]()
    spent = []
    for _ in range(comparison.runs):
        start = time.process_time()
        found = run()
        spent.append(time.process_time() - start)
    scale = 2**20 if sys.platform == "darwin" else 2**10
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    return Cost(float(found), min(spent), megabytes, isinstance(found, Close))


def measured(script: str, comparisons: Sequence[Comparison]) -> list[Measured]:
    """All comparisons of a script, each side in a process of its own."""
    return [
        Measured(Path(script).stem, comparison, {side: _apart(script, number, side) for side in comparison.sides})
        for number, comparison in enumerate(comparisons)
    ]


def _apart(script: str, number: int, side: str) -> Cost | None:
    command = [sys.executable, script, str(number), side]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        if "No module named" in done.stderr and side != COMITY:
            return None
        raise SystemExit(done.stderr)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def main(script: str, comparisons: Sequence[Comparison]) -> None:
    """The command line of one benchmark: prints its table; ends with 1 where something is not as it should be."""
    if len(sys.argv) == 3:
        cost = measure(comparisons[int(sys.argv[1])], sys.argv[2])
        print(json.dumps(vars(cost)))
        return
    costs = measured(script, comparisons)
    print("\n".join(table(costs)))
    finish(costs)


def finish(costs: Iterable[Measured]) -> None:
    """End with 1 where something is not as it should be, and say what."""
    if complaints := [complaint for each in costs for complaint in each.complaints]:
        sys.exit("\n".join(complaints))


def table(costs: Sequence[Measured]) -> list[str]:
    """The costs as a table in Markdown."""
    head = ("question", "setting", "result", "Comity", "memory", "beside", "times as long", "wanted")
    rows = [row for each in costs for row in _rows(each)]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    rule = tuple("-" * width for width in widths)
    return [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in (head, rule, *rows)
    ]


def _rows(each: Measured) -> list[tuple[str, ...]]:
    asked, mine = each.comparison, each.costs[COMITY]
    assert mine is not None
    first = (
        each.question,
        asked.setting,
        f"{mine.found:,.0f}{', close' if mine.close else ''}",
        _seconds(mine),
        f"{mine.megabytes:.0f} MB",
    )
    limit = "" if asked.seconds is None else f"at most {asked.seconds:g} s, {asked.megabytes:g} MB"
    others = [(program, cost) for program, cost in each.costs.items() if program != COMITY]
    if not others:
        return [(*first, "", "", limit)]
    rows = []
    for at, (program, cost) in enumerate(others):
        wanted = f"at least {asked.times[program]:g}" if program in asked.times else limit if not at else ""
        if cost is None:
            told = f"{program}: not installed", ""
        else:
            told = f"{program}: {_seconds(cost)}, {cost.megabytes:.0f} MB", f"{cost.seconds / mine.seconds:,.1f}"
        rows.append((*(first if not at else ("",) * 5), *told, wanted))
    return rows


def _seconds(cost: Cost) -> str:
    return f"{cost.seconds:.{4 if cost.seconds < 0.1 else 2}f} s"


def figure(costs: Sequence[Measured]) -> str:
    """How CPU time grows with the number of agreements, as a picture."""
    from comity.figure import Figure

    values: list[dict[str, Any]] = [
        {"curve": f"{each.comparison.curve}, {program}", "agreements": each.comparison.size, "seconds": cost.seconds}
        for each in costs
        if each.comparison.curve
        for program, cost in each.costs.items()
        if cost is not None
    ]
    axes = {
        axis: {"field": name, "type": "quantitative", "title": title, "scale": {"type": "log"}}
        for axis, name, title in (("x", "agreements", "agreements of the case"), ("y", "seconds", "CPU seconds"))
    }
    by = {"field": "curve", "type": "nominal", "title": None, "sort": None}
    spec = {
        "data": {"values": values},
        "width": 480,
        "height": 320,
        "mark": {"type": "line", "point": True},
        "encoding": {**axes, "color": by, "strokeDash": by},
    }
    return Figure("How CPU time grows with the number of agreements", "Times by number of agreements.", spec).svg()


def page(costs: Sequence[Measured], others: Sequence[tuple[str, str]]) -> str:
    """The page with the table, the figure, and what other benchmarks print."""
    made = f"{dt.date.today():%d %B %Y}, {_machine()}, Python {platform.python_version()}"
    printed = "".join(f"\n## {name}\n\n```text\n{said}\n```\n" for name, said in others)
    return f"""# Performance

Made by `make bench` on {made}.

All times are CPU seconds of one process on one thread, the least of {RUNS} runs for each side (of one, where a run
takes seconds and stands alone); memory is the most that the process held. The result is what is counted: the
agreements possible or listed, the efficient outcomes, the clashes; "close" where it is not exact. What is drawn at
random has fixed seeds.

Efficient agreements are set beside moocore, the library that is inside, on sums that numpy made of all agreements:
what one would write without Comity. Clashes are set beside OptUx on the same clauses.

{chr(10).join(table(costs))}

```{{image}} {PAGE.stem}.svg
:alt: How CPU time grows with the number of agreements
```
{printed}"""


def _machine() -> str:
    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return f"{os.cpu_count()} x {names[0] if names else platform.processor() or platform.machine()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def _printed(script: Path) -> str:
    """What another benchmark prints; where it fails, why it was left out."""
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    said = done.stdout.strip()
    if done.returncode:
        why = (done.stderr.strip() or f"it ended with {done.returncode}").splitlines()[-1]
        said = f"{said}\n\n{why}".strip() if said else f"Left out: {why}"
    return said


def write(path: Path) -> None:
    """Measure everything, and write the page and its figure."""
    sys.path.insert(0, str(HERE))
    costs = []
    for name in QUESTIONS:
        print(f"== {name}", flush=True)
        of_question = measured(str(HERE / f"{name}.py"), importlib.import_module(name).COMPARISONS)
        print("\n".join(table(of_question)), flush=True)
        costs += of_question
    others = []
    for script in sorted(HERE.glob("*.py")):
        if script.stem not in (*QUESTIONS, Path(__file__).stem, "drawn"):
            print(f"== {script.stem}", flush=True)
            others.append((script.stem, _printed(script)))
            print(others[-1][1], flush=True)
    path.write_text(page(costs, others), "utf-8")
    path.with_suffix(".svg").write_text(figure(costs), "utf-8")
    print(f"{path} is written")
    finish(costs)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE)
