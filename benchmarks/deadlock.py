"""How fast clashes and openings are found: 60 demands of 8 parties over 12 issues with 5 options each.

Random cases of three kinds: moderate ones have up to 16 clashes, hard ones hundreds, wild ones thousands. The limits
are what the project set itself: the 20 smallest clashes and the ten cheapest openings within 1 second each on moderate
cases and within 5 seconds on hard ones. OptUx is given the same clauses, and must find clashes of the same sizes.

    python benchmarks/deadlock.py
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from comity.agreements.exclusions import condition_rules
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.clashes import clashes
from comity.questions.deadlock.clauses import Clauses
from comity.questions.deadlock.concessions import concessions
from comity.questions.deadlock.demands import Prices, demands
from comity.questions.deadlock.solver import Work
from drawn import drawn
from performance import COMITY, Close, Comparison, Run, main

UNLIMITED = 10**12
MOST = 20
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
    """The clauses of a case."""
    payoff = Payoff.of(case)
    return Clauses.of(payoff.space, condition_rules(case, payoff.space), demands(case, payoff, Prices()))


def smallest(setting: Setting, by: str) -> Run:
    """The sizes of the 20 smallest clashes, added up: by Comity, or by OptUx on the same clauses."""
    clauses = clauses_of(case(setting))

    def comity() -> float:
        return sum(len(clash) for clash in clashes(clauses, Work(UNLIMITED), most=MOST).clashes)

    def optux() -> float:
        from pysat.examples.optux import OptUx
        from pysat.formula import WCNF

        formula = WCNF()
        formula.extend([list(clause) for clause in clauses.hard])
        formula.extend([[want] for want in clauses.wants], weights=[1] * len(clauses.wants))
        with OptUx(formula, solver="g4", unsorted=False, adapt=True, exhaust=True, minz=True) as solver:
            return sum(len(clash) for clash in islice(solver.enumerate(), MOST))

    return comity if by == COMITY else optux


def openings(setting: Setting) -> Run:
    """How many of the ten cheapest openings there are; the clauses are made anew."""
    drawn = case(setting)
    return lambda: len(concessions(clauses_of(drawn.model_copy(deep=True)), 10, Work(UNLIMITED)).concessions)


def together(settings: Sequence[Setting], by: str) -> Run:
    """The same for several cases, one after the other."""
    runs = [smallest(setting, by) for setting in settings]
    return lambda: sum(run() for run in runs)


def finding(lines: int) -> Run:
    """How many clashes a whole finding tells of, where there are so many red lines over two or three issues."""
    drawn_case = drawn(10, 5, 8, red_lines=lines)

    def run() -> float:
        found = deadlock(drawn_case.model_copy(deep=True))
        count = len(getattr(found.result, "clashes", ()))
        return count if found.exact else Close(count)

    return run


def compared(setting: Setting) -> Iterator[Comparison]:
    """A random case: its clashes beside OptUx, and its openings."""
    said = f"{setting.kind}, seed {setting.seed}, no deal {setting.no_deal}"
    limit = LIMITS.get(setting.kind)
    sides = {COMITY: partial(smallest, setting, COMITY)}
    if setting.kind != "wild":
        sides["OptUx"] = partial(smallest, setting, "OptUx")
    yield Comparison(f"{said}: sizes of the {MOST} smallest clashes", sides, seconds=limit)
    yield Comparison(f"{said}: ten cheapest openings", {COMITY: partial(openings, setting)}, seconds=limit)


def all_of(kind: str) -> Comparison:
    """All cases of a kind together: alone they differ by how much OptUx is slower, from a few times to hundreds."""
    settings = [setting for setting in SETTINGS if setting.kind == kind]
    sides = {by: partial(together, settings, by) for by in (COMITY, "OptUx")}
    return Comparison(f"all {kind} ones together: sizes of the {MOST} smallest clashes", sides, {"OptUx": 15})


COMPARISONS = (
    *(comparison for setting in SETTINGS for comparison in compared(setting)),
    all_of("moderate"),
    all_of("hard"),
    Comparison("5,000 red lines, a whole finding", {COMITY: partial(finding, 5000)}, seconds=5, runs=1),
)

if __name__ == "__main__":
    main(__file__, COMPARISONS)
