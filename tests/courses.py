"""Cases of the course of talks: that of two issues which can be reckoned by hand, random ones, and Washington's."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from comity.agreements.space import Agreement
from comity.agreements.worth import Payoff
from comity.case.check import read_case
from comity.case.issue import Today
from comity.case.model import Case
from comity.questions.sequence.interim import Interim
from material import WASHINGTON
from talks import talks

TODAY = {
    "territory": "frozen",
    "status": "deferred",
    "ceasefire": "open",
    "guarantees": "arms",
    "forces": "none",
    "support": "full",
    "army": "uncapped",
    "sanctions": "kept",
    "participation": "full",
    "monitoring": "none",
}
"""What the methods file takes for today in Washington."""


def with_today(case: Case, today: dict[str, str], lapsing: tuple[str, ...] = ()) -> Case:
    issues = {
        name: issue.model_copy(update={"today": Today(option=today[name]), "reversible": name in lapsing})
        for name, issue in case.issues.items()
    }
    return case.with_sections(issues=issues)


def washington(file: Path = WASHINGTON) -> Case:
    """Washington with just that for today, and nothing else of the course of talks."""
    plain = read_case(file).with_sections(preconditions=(), talks=None, measures={})
    return with_today(plain, TODAY)


def two(**changed: Any) -> Case:
    """The case of two issues, both as q today."""
    return with_today(talks(**changed), {"x": "q", "y": "q"})


def random_interim(seed: int) -> Interim:
    """Steps of two to three parties on two to six issues, each of whole points, some of which lapse."""
    draw = random.Random(seed)
    issues = [f"i{at}" for at in range(draw.randint(2, 6))]
    parties = {name: {"name": name, "signs": "yes"} for name in "abc"[: draw.randint(2, 3)]}
    content = {
        "title": "Random",
        "parties": parties,
        "issues": {name: {"name": name, "options": {"p": "P", "q": "Q"}} for name in issues},
        "interests": {
            party: {
                "scale": "points",
                "no_deal": draw.randint(-9, 9),
                **{name: {"p": draw.randint(-9, 12), "q": 0} for name in issues},
            }
            for party in parties
        },
    }
    lapsing = tuple(name for name in issues if not draw.randrange(6))
    case = with_today(Case.model_validate(content), dict.fromkeys(issues, "q"), lapsing)
    interim = Interim.of(case, Payoff.of(case), list(parties), Agreement(dict.fromkeys(issues, "p")))
    assert interim is not None
    return interim
