"""How much processor time it takes to say which development did what.

    python benchmarks/change.py

Targets: twelve developments on Washington within 1 s.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

from comity.case.check import read_case
from comity.case.estimate import Estimate
from comity.case.model import Case, Development
from comity.questions.change.answer import change
from comity.questions.change.causes import Between
from comity.questions.change.compare import compare

WASHINGTON = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"
START, END = dt.date(2025, 8, 1), dt.date(2025, 8, 18)


def dated(case: Case, number: int) -> Case:
    """A case with so many more developments, each named by a red line, a condition, a linkage or a rating."""
    draw, whole = random.Random(1), case.whole
    ids = [f"d{at}" for at in range(number)]
    lines, rules, linkages = list(whole.red_lines), list(whole.conditions), list(whole.linkages)
    interests = dict(whole.interests)
    for at, name in enumerate(ids):
        if at % 4 == 3:
            party = draw.choice(whole.signers())
            issue = draw.choice(list(interests[party].issues))
            stated = interests[party].issues[issue]
            option = draw.choice(list(stated.ratings))
            rating = stated.ratings[option].model_copy(update={"before": {name: Estimate(low=10, high=10)}})
            changed = stated.model_copy(update={"ratings": {**stated.ratings, option: rating}})
            issues = {**interests[party].issues, issue: changed}
            interests[party] = interests[party].model_copy(update={"issues": issues})
        else:
            section = (lines, rules, linkages)[at % 4]
            part = draw.randrange(len(section))
            section[part] = section[part].model_copy(update={"since": name, "until": None})
    known = tuple(Development(id=name, date=END, what=name) for name in ids)
    sections = {"red_lines": tuple(lines), "conditions": tuple(rules), "linkages": tuple(linkages)}
    return whole.with_sections(**sections, interests=interests, developments=(*whole.developments, *known))


def timed(told: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{told}: {time.process_time() - start:.2f} s, {memory} MB")


def main() -> None:
    """Print the seconds of each, and the memory at the end of it."""
    case = read_case(WASHINGTON)
    many = dated(case, 10)  # beside the three of its own
    between = Between.of(many, START, END)
    timed(f"{len(between.causes)} developments on Washington, every set", lambda: between.credited(between.values()))
    timed("the same, a whole finding", lambda: change(many))
    timed("Washington compared with a copy that differs in some", lambda: compare(case, many.at(END)))


if __name__ == "__main__":
    main()
