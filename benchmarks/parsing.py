"""How long a case file takes to read, quickly and with care, and how that grows with its lines.

The case is made from a seed: 20 parties who each weigh and rate so many issues of 20 options, a line a number. Reading
it quickly and with care gives the same tree, which is compared; each is the least of three runs, in seconds of the
processor. A check of the whole case is a process of its own, Python's start and the memory that it held included.

    python benchmarks/parsing.py
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from comity.case.builder import Builder
from comity.case.clean import clean
from comity.case.copy import Copy
from comity.case.events import careful
from comity.case.tree import Mapping

ROOT = Path(__file__).parents[1]
WASHINGTON = ROOT / "examples" / "washington-2025" / "case.yaml"
PARTIES, OPTIONS = 20, 20
ISSUES = (2, 12, 50, 103)
MOST_SECONDS = {"washington-2025": 0.22, "48k lines": 1.5}
"""What a check may cost at most."""

T = TypeVar("T")


def case_text(issues: int, seed: int = 0) -> str:
    """A case file of so many issues."""
    draw = random.Random(seed)
    lines = ["comity: 1", "title: Drawn", "parties:"]
    lines += [f"  party-{party}: {{name: Party {party}, signs: yes}}" for party in range(PARTIES)]
    lines.append("issues:")
    for issue in range(issues):
        lines += [f"  issue-{issue}:", f"    name: Issue {issue}", "    options:"]
        lines += [f"      option-{option}: What option {option} holds" for option in range(OPTIONS)]
    lines.append("interests:")
    for party in range(PARTIES):
        lines += [f"  party-{party}:", "    no_deal: 30..45"]
        for issue in range(issues):
            lines += [f"    issue-{issue}:", f"      weight: {draw.randint(1, 30)}"]
            lines += [f"      option-{option}: {draw.randint(0, 100)}" for option in range(OPTIONS)]
    return "\n".join(lines) + "\n"


def with_care(text: str) -> Mapping:
    """The tree of a text by the careful parser alone."""
    builder = Builder("case.yaml", Copy(text, ()))
    builder.take_all(careful(text))
    return builder.root_mapping()


def quickly(text: str) -> Mapping:
    """The tree of a text by the quick parser."""
    parsed = clean(text, "case.yaml")
    if parsed is None:
        sys.exit("the text is not read quickly: is PyYAML made with libyaml?")
    return parsed.root


def seconds(read: Callable[[str], T], text: str) -> tuple[float, T]:
    """The least of three runs, in seconds of the processor, and what was read."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        found = read(text)
        spent.append(time.process_time() - start)
    return min(spent), found


def checked(path: Path) -> tuple[float, float]:
    """What a check costs as a process: the least of three runs in seconds of the processor, and megabytes."""
    program = (
        "import json, resource; from comity.cli import main; main(['check', '{path}'], standalone_mode=False);"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(
            [sys.executable, "-c", program.format(path=path)], capture_output=True, text=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent), json.loads(run.stdout.splitlines()[-1]) / 1024


def line(name: str, path: Path) -> float:
    """Measure one file and print its line; what its check costs."""
    text = path.read_text("utf-8")
    quick, tree = seconds(quickly, text)
    slow, same = seconds(with_care, text)
    if tree != same:
        sys.exit(f"{name}: the two ways give different trees")
    whole, megabytes = checked(path)
    times = f"{quick:8.4f} s {slow:8.4f} s {slow / quick:6.1f} times"
    print(f"{name:18}{text.count(chr(10)):8,} lines {times}   check {whole:5.2f} s {megabytes:5.0f} MB")
    return whole


def main() -> None:
    """Print the measurements; exit with 1 where a check takes more than it may."""
    print(f"{'':18}{'':14}{'quickly':>10} {'with care':>10}")
    cost = {"washington-2025": line("washington-2025", WASHINGTON)}
    with tempfile.TemporaryDirectory() as folder:
        for issues in ISSUES:
            text = case_text(issues)
            name = f"{text.count(chr(10)) / 1000:.0f}k lines"
            path = Path(folder) / f"{issues}.yaml"
            path.write_text(text, "utf-8")
            cost[name] = line(name, path)
    for name, most in MOST_SECONDS.items():
        print(f"check of {name}: {cost[name]:.2f} s (at most {most})")
    sys.exit(0 if all(cost[name] <= most for name, most in MOST_SECONDS.items()) else 1)


if __name__ == "__main__":
    main()
