"""The worked example of a change: the Washington case, with states before some developments invented for tests.

Four developments on the frozen copy of the case. The number of agreements with every set of them was counted beside
this program (the project's notes on time): 65 with none of them, 326 with all.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

from brute import random_case
from comity.case.estimate import Estimate
from comity.case.model import Case, Development
from comity.case.tree import Scalar
from comity.live import Live

FROZEN = Path(__file__).parent / "washington" / "case.yaml"

DEVELOPMENTS = {
    "ceasefire": ("2025-08-15", "The demand for a ceasefire first is dropped."),
    "sanctions": ("2025-08-16", "New sanctions are dismissed."),
    "air-sea": ("2025-08-17", "The coalition turns to the air and the sea."),
    "messages": ("2025-08-18", "Two messages are agreed."),
}

VALUES = (65, 321, 65, 309, 69, 338, 69, 326) * 2
"""How many agreements are left once the developments of every set have happened: development k counts 2^k."""

SHAPLEY = {"ceasefire": 256.5, "sanctions": -6.0, "air-sea": 10.5, "messages": 0.0}
ALONE = {"ceasefire": 256, "sanctions": 0, "air-sea": 4, "messages": 0}
LAST = {"ceasefire": 257, "sanctions": -12, "air-sea": 17, "messages": 0}
IN_ORDER = {"ceasefire": 256, "sanctions": -12, "air-sea": 17, "messages": 0}


@cache
def worked() -> Live:
    """The file of the worked example."""
    dated = [{"id": name, "date": date, "what": what} for name, (date, what) in DEVELOPMENTS.items()]
    live = Live.open(FROZEN).added((("developments", "+"), each) for each in dated)
    names = list(live.case.named_red_lines())
    for line, since in (
        ("usa-no-new-sanctions", "sanctions"),
        ("europe-cast-iron", "messages"),
        ("ukraine-at-the-table", "messages"),
    ):
        live = live.changed(("red_lines", names.index(line), "since"), since)
    for party, issue, option, before in (
        ("usa", "sanctions", "new", "{value: 0, before: {sanctions: 60}}"),
        ("europe", "forces", "air-sea", "{value: VALUE, before: {air-sea: 60}}"),
        ("europe", "forces", "ground", "{value: VALUE, before: {air-sea: 90}}"),
    ):
        node = live.document.node(("interests", party, issue, option))
        assert isinstance(node, Scalar)
        written = before.replace("VALUE", node.text)
        live = live.rewritten(live.text[: node.span.start] + written + live.text[node.span.end :])
    first = {"id": "usa-ceasefire-first", "party": "usa", "never": {"ceasefire": ["with-deal", "open"]}}
    first |= {"until": "ceasefire", "firmness": "declared", "because": "A ceasefire was to come first."}
    return live.added([(("red_lines", "+"), first)])


def dated_case(seed: int, developments: int = 4) -> Case:
    """A random case in which red lines, conditions, linkages, options and numbers hold since, until or before some."""
    draw, case = random.Random(seed), random_case(seed)
    ids = [f"d{at}" for at in range(developments)]

    def dated(part: Any) -> Any:
        span = draw.choice(({}, {}, {"since": draw.choice(ids)}, {"until": draw.choice(ids)}))
        both = {"since": ids[0], "until": ids[-1]} if developments > 1 and draw.random() < 0.1 else span
        return part.model_copy(update=both)

    def earlier(estimate: Any, low: int, high: int) -> Any:
        if estimate is None or draw.random() < 0.7:
            return estimate
        named = draw.sample(ids, min(len(ids), draw.choice((1, 1, 2))))
        before = {name: Estimate(low=(value := float(draw.randint(low, high))), high=value) for name in named}
        return estimate.model_copy(update={"before": before})

    interests = {}
    for party, interest in case.interests.items():
        stated = {
            issue: each.model_copy(
                update={
                    "weight": earlier(each.weight, 1, 9),
                    "ratings": {option: earlier(rating, 0, 100) for option, rating in each.ratings.items()},
                }
            )
            for issue, each in interest.issues.items()
        }
        interests[party] = interest.model_copy(update={"issues": stated, "no_deal": earlier(interest.no_deal, 0, 60)})
    issues = {
        name: issue.model_copy(update={"options": {option: dated(each) for option, each in issue.options.items()}})
        for name, issue in case.issues.items()
    }
    told = [{"id": name, "date": f"2025-01-{1 + at // 2:02}", "what": f"{name} comes."} for at, name in enumerate(ids)]
    return case.model_copy(
        update={
            "issues": issues,
            "interests": interests,
            "conditions": tuple(map(dated, case.conditions)),
            "linkages": tuple(
                dated(each.model_copy(update={"adds": earlier(each.adds, -20, 20)})) for each in case.linkages
            ),
            "red_lines": tuple(map(dated, case.red_lines)),
            "developments": tuple(map(Development.model_validate, told)),
        }
    )
