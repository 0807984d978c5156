"""In whose name a judgement stands that counts for a party: its own, or that of a group whose views it inherits."""

from __future__ import annotations

from collections.abc import Callable

from comity.case.judgement import Judgement
from comity.case.model import Case, Interest


def no_deal_holder(case: Case, party: str) -> str:
    """Whose no-deal value counts for a party: its own, else its nearest group's; itself where none is stated."""
    return _holder(case, party, lambda interest: interest.no_deal)


def issue_holder(case: Case, party: str, issue: str) -> str:
    """Whose judgements on an issue count for a party: its own, else its nearest group's; itself where none are."""
    return _holder(case, party, lambda interest: interest.issues.get(issue))


def _holder(case: Case, party: str, judged: Callable[[Interest], Judgement | None]) -> str:
    nearest = (party, *reversed(case.groups_of(party)))
    return next((name for name in nearest if name in case.interests and judged(case.interests[name])), party)
