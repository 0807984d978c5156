"""The figure of the agreements that are possible."""

from __future__ import annotations

import math

from comity.case.model import Case
from comity.figure import Figure, bars
from comity.questions.agreement.funnel import Funnel

NAMES = {
    "all": "all",
    "coherent": "coherent",
    "red_lines": "cross no red line",
    "zopa": "worth at least no deal",
}
"""Each stage as the bars are labelled."""


def funnel(case: Case, funnel: Funnel) -> Figure:
    """The funnel drawn as bars on a logarithmic scale, so that the last stages can be seen."""
    rows = [
        {"stage": NAMES[stage.name], "size": math.log10(stage.count + 1), "count": f"{stage.count:,}"}
        for stage in funnel.stages
    ]
    said = ", ".join(f"{row['stage']} {row['count']}" for row in rows)
    title = "How many agreements each stage leaves (bar lengths on a logarithmic scale)"
    return bars(title, f"Funnel of agreements: {said}.", rows, "stage", "size", "count")
