"""What one change of the Washington case costs, live and from the start: CPU seconds on one thread.

Each change sets a value back and forth; the least of so many times for both sides. Live, the case is checked and asked
again by what the change touches; from the start, the same text is parsed, checked and asked as if it had never been
seen, in the same process, so that no side pays for imports. Both find the same, which is compared.

    python benchmarks/live.py
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from performance import ONE_THREAD

TIMES = 5
FILE = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"
CHANGES = {
    "a rating": (("interests", "russia", "guarantees", "article5"), ("5..15", "5..20")),
    "a no-deal value": (("interests", "ukraine", "no_deal", "value"), ("60..76", "61..76")),
    "a weight": (("interests", "ukraine", "guarantees", "weight"), ("30", "31")),
    "a linkage": (("linkages", 0, "adds"), ("5..15", "5..16")),
    "a red line": (("red_lines", 0, "firmness"), ("declared", "preferred")),
    "a reason": (("red_lines", 0, "because"), ("It is said so.", "It was said so.")),
}
STEPS = ("check", "agreement", "frontier", "bargaining", "deadlock", "durability")
AT_MOST = {"frontier": 0.070, "bargaining": 0.120, "deadlock": 0.220, "durability": 1.0}
"""What everything up to a step may cost live, in seconds."""


def main() -> None:
    """Print the seconds up to each step, live and from the start; end with 1 where a step takes longer than it may."""
    import comity
    from comity.case.check import check_document, confirmed
    from comity.case.text import Document

    def spent(check: Callable[[], comity.Case]) -> tuple[list[float], list[str]]:
        """The seconds up to each step, and all that is found."""
        start = time.process_time()
        case = check()
        seconds, found = [time.process_time() - start], []
        for name in STEPS[1:]:
            finding = getattr(comity, name)(case)
            seconds.append(time.process_time() - start)
            found.append(finding.json())
        return seconds, found

    def anew(text: str) -> comity.Case:
        return confirmed(check_document(Document(text, str(FILE))))

    complaints = []
    print(f"{'milliseconds up to':32}{''.join(step.rjust(14) for step in STEPS)}")
    for name, (path, values) in CHANGES.items():
        live = comity.Live.open(FILE)
        spent(lambda live=live: live.case)  # type: ignore[misc]
        sides: dict[str, list[list[float]]] = {"live": [], "from the start": []}
        for number in range(TIMES):
            start = time.process_time()
            live = live.changed(path, values[number % 2])
            changing = time.process_time() - start
            seconds, found = spent(lambda live=live: live.case)  # type: ignore[misc]
            sides["live"].append([changing + each for each in seconds])
            seconds, same = spent(lambda text=live.text: anew(text))  # type: ignore[misc]
            sides["from the start"].append(seconds)
            if found != same:
                complaints.append(f"{name}: live, something else is found")
        for side, runs in sides.items():
            least = [min(run[at] for run in runs) for at in range(len(STEPS))]
            print(f"{f'{name}, {side}':32}{''.join(f'{1000 * each:14.1f}' for each in least)}", flush=True)
            if side == "live":
                complaints += [
                    f"{name}: {1000 * took:.0f} ms up to {step}, at most {1000 * AT_MOST[step]:.0f}"
                    for step, took in zip(STEPS, least, strict=True)
                    if took > AT_MOST.get(step, took)
                ]
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    if not ONE_THREAD.items() <= os.environ.items():  # before numpy is there
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})
    main()
