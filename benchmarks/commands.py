"""How soon a command answers: processor seconds, the least of three runs, Python's start included.

python benchmarks/commands.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from performance import ONE_THREAD, RUNS

WASHINGTON = str(Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml")


def seconds(*command: str) -> float:
    """The least of some runs of a command, in seconds of the processor."""
    spent = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, **ONE_THREAD}
        subprocess.run([sys.executable, "-m", "comity", *command], capture_output=True, check=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def main() -> None:
    """Print what each command takes, and what it may take at most; end with 1 where one takes more."""
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for most, command in (
            (0.2, ("--help",)),
            (0.3, ("check", WASHINGTON)),
            (0.6, ("ask", "agreement", WASHINGTON)),
            (0.6, ("ask", "frontier", WASHINGTON)),
            (0.6, ("ask", "bargaining", WASHINGTON)),
            (2.5, ("brief", WASHINGTON)),
            (3.0, ("brief", WASHINGTON, "-o", f"{folder}/brief.html")),
        ):
            took = seconds(*command)
            print(f"comity {' '.join(Path(word).name for word in command)}: {took:.2f} s (at most {most})", flush=True)
            kept &= took <= most
    sys.exit(0 if kept else "a command takes longer than it may")


if __name__ == "__main__":
    main()
