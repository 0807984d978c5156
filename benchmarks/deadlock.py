"""How fast clashes and openings are found: 60 demands of 8 parties over 12 issues with 5 options each.

Random cases of three kinds: moderate ones have up to 16 clashes, hard ones hundreds, wild ones thousands. The limits
are what the project set itself: the 20 smallest clashes and the ten cheapest openings within 1 second each on moderate
cases and within 5 seconds on hard ones. Times are processor seconds; building the clauses is counted with each of the
two. The last columns are the lists of all clashes and ways out within the usual work, and the whole finding.

    python benchmarks/deadlock.py
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from comity.agreements.exclusions import condition_rules
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.clashes import clashes
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.concessions import concessions
from comity.questions.deadlock.demands import Prices, demands
from comity.questions.deadlock.impasse import WORK
from comity.questions.deadlock.solver import Work

UNLIMITED = 10**12
LIMITS = {"moderate": 1.0, "hard": 5.0}


@dataclass(frozen=True)
class Setting:
    """A random case: what no deal is worth to all, the share of red lines over two issues, and the conditions."""

    kind: str
    no_deal: int
    over_two: float
    conditions: int
    seed: int


SETTINGS = (
    Setting("moderate", 40, 0.4, 3, 2),
    Setting("moderate", 40, 0.4, 12, 7),
    Setting("moderate", 40, 0.4, 3, 8),
    Setting("moderate", 30, 0.3, 3, 1),
    Setting("moderate", 45, 0.5, 3, 11),
    Setting("hard", 55, 0.8, 3, 1),
    Setting("hard", 45, 0.5, 3, 6),
    Setting("hard", 50, 0.5, 3, 1),
    Setting("hard", 30, 0.3, 3, 12),
    Setting("wild", 45, 0.5, 3, 3),
    Setting("wild", 40, 0.4, 12, 8),
    Setting("wild", 45, 0.4, 6, 1),
    Setting("wild", 55, 0.5, 3, 2),
    Setting("wild", 50, 0.5, 3, 5),
)


def case(setting: Setting, parties: int = 8, issues: int = 12, options: int = 5, lines: int = 52) -> Case:
    """A random case: weights 1 to 10, ratings in fives, red lines of one or two options, eight linkages."""
    draw = random.Random(setting.seed)
    names = [f"p{at}" for at in range(parties)]
    about = [f"i{at}" for at in range(issues)]
    offered = [f"o{at}" for at in range(options)]
    interests: dict[str, Any] = {
        name: {
            "no_deal": setting.no_deal,
            **{
                issue: {"weight": draw.randint(1, 10), **{option: draw.randrange(0, 101, 5) for option in offered}}
                for issue in about
            },
        }
        for name in names
    }
    red_lines = []
    for number in range(lines):
        several = draw.random() < setting.over_two
        never = {issue: draw.sample(offered, draw.choice([1, 2])) for issue in draw.sample(about, 1 + several)}
        firmness = draw.choice(["constitutional", "declared", "declared", "preferred"])
        red_lines.append({"id": f"r{number}", "party": names[number % parties], "never": never, "firmness": firmness})
    conditions = [
        {"if": {first: draw.sample(offered, 1)}, "then": {second: draw.sample(offered, 3)}}
        for first, second in (draw.sample(about, 2) for _ in range(setting.conditions))
    ]
    linkages = [
        {
            "party": draw.choice(names),
            "when": {issue: [draw.choice(offered)] for issue in draw.sample(about, 2)},
            "adds": draw.choice([-10, -5, 5, 10]),
        }
        for _ in range(8)
    ]
    return Case.model_validate({
        "title": "Random",
        "parties": {name: {"name": name, "signs": True} for name in names},
        "issues": {
            issue: {"name": issue, "ordered": draw.random() < 0.6, "options": {each: each for each in offered}}
            for issue in about
        },
        "interests": interests,
        "conditions": conditions,
        "linkages": linkages,
        "red_lines": red_lines,
    })  # fmt: skip


def clauses_of(case: Case) -> Clauses:
    payoff = Payoff.of(case)
    return Clauses.of(payoff.space, condition_rules(case, payoff.space), demands(case, payoff, Prices()))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def main() -> None:
    print(f"{'':10}{'20 smallest':>12}{'10 cheapest':>12}{'limit':>7}   {'clashes and ways out':34}{'finding':>8}")
    for setting in SETTINGS:
        drawn = case(setting)
        clauses, building = timed(partial(clauses_of, drawn))
        _, smallest = timed(partial(clashes, clauses, Work(UNLIMITED), most=20))
        _, cheapest = timed(partial(concessions, clauses, 10, Work(UNLIMITED)))
        every, listing = timed(partial(clashes, clauses, Work(WORK)))
        _, finding = timed(partial(deadlock, drawn))
        said = f"{len(every.clashes):,} and {len(every.ways_out):,}{'' if every.complete else ', not all'}"
        limit = LIMITS.get(setting.kind)
        kept = limit is None or max(smallest, cheapest) + building <= limit
        print(
            f"{setting.kind:10}{smallest + building:10.2f} s{cheapest + building:10.2f} s"
            f"{f'{limit:.0f} s' if limit else '':>7}   {f'{said} in {listing:.1f} s':34}{finding:6.1f} s"
            f"{'' if kept else '  LIMIT NOT KEPT'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
