"""The strongest case against a reading of the talks: the smallest changes of judgement that reverse each headline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.papers.kind import Kind

if TYPE_CHECKING:
    from comity.papers.document import Paper


def _write(case: Any, **asked: Any) -> Paper:
    from comity.papers.red_team.paper import red_team

    return red_team(case, **asked)


PAPER = Kind(
    "red-team",
    "The strongest case against the reading of the case: the smallest changes of judgement that reverse it.",
    _write,
)
