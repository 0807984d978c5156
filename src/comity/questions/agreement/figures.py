"""The figure of the agreements that are possible."""

from __future__ import annotations

import math
from collections.abc import Sequence

from comity.case.model import Case
from comity.figure import Bar, Bars, bars
from comity.questions.agreement.funnel import Funnel, Stage

NAMES = {
    "all": "all",
    "coherent": "coherent",
    "red_lines": "cross no red line",
    "zopa": "worth at least no deal",
    "ratified": "ratified at home",
    "spoilers": "survive the spoilers",
    "efficient": "efficient",
    "stable": "nobody moves away",
}
"""Each stage as the bars are labelled."""


def funnel(case: Case, funnel: Funnel, later: Sequence[Stage] = ()) -> Bars:
    """The funnel drawn as bars on a logarithmic scale, so that the last stages can be seen.

    later: stages that other questions find behind it.
    """
    stages = (*funnel.stages, *later)
    drawn = [Bar(NAMES[stage.name], math.log10(stage.count + 1), f"{stage.count:,}") for stage in stages]
    said = ", ".join(f"{bar.label} {bar.said}" for bar in drawn)
    title = "How many agreements each stage leaves (bar lengths on a logarithmic scale)"
    return bars(title, f"Funnel of agreements: {said}.", drawn)
