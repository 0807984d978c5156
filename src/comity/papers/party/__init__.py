"""The page of one party: what it wants, will not sign, could live with, has without an agreement, and its levers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.papers.kind import Kind
from comity.questions.question import Option

if TYPE_CHECKING:
    from comity.papers.document import Paper


def _write(case: Any, **asked: Any) -> Paper:
    from comity.papers.party.paper import party_page

    return party_page(case, **asked)


PAPER = Kind(
    "party",
    "What one party wants, will not sign, could live with, has without an agreement, and what moves if it does.",
    _write,
    (Option("party", "The party, by its short name or what it is called.", metavar="PARTY", label="Party"),),
)
