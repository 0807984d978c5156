"""The worked example of a change: the Washington case, with states before some developments invented for tests.

Four developments on the frozen copy of the case. The number of agreements with every set of them was counted beside
this program (the project's notes on time): 65 with none of them, 326 with all.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
