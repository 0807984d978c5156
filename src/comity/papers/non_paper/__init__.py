"""A non-paper: the terms of an agreement as numbered clauses, with brackets where they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.papers.kind import Kind
from comity.questions.question import Option

if TYPE_CHECKING:
    from comity.papers.document import Paper


def _write(case: Any, **asked: Any) -> Paper:
    from comity.papers.non_paper.paper import non_paper

    return non_paper(case, **asked)


PAPER = Kind(
    "non-paper",
    "The terms of an agreement as numbered clauses, in brackets where they are open, with who stands where.",
    _write,
    (
        Option(
            "agreement",
            "The name of a proposal of the case, the letter under which papers put an agreement forward, its number in "
            'the list of `ask agreement`, or "issue=option, ..."; what the terms leave out is open.',
            metavar="TERMS",
            label="Agreement",
        ),
    ),
)
