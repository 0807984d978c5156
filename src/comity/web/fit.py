"""Whether a case can be asked as it stands: without mistakes, and with enough of it confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from comity.case.model import Case
from comity.live import Live
from comity.problem import Problem, Problems


@dataclass(frozen=True)
class Fit:
    """The case to ask; None where it cannot be asked, and then why."""

    case: Case | None
    wanting: tuple[Problem, ...] = ()


def fit(live: Live) -> Fit:
    """The case of a state, where questions can be asked of it."""
    try:
        return Fit(live.case)
    except Problems as wanting:
        return Fit(None, wanting.problems)
