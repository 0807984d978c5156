"""The findings of a case on one page: numbers first, box by box, then the sentences made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.papers.kind import Kind
from comity.questions.question import Option

if TYPE_CHECKING:
    from comity.papers.document import Paper


def _write(case: Any, **asked: Any) -> Paper:
    from comity.papers.one_page.paper import one_sheet

    return one_sheet(case, **asked)


PAPER = Kind(
    "one-page",
    "One page: the answer, how sure it is, two or three agreements in words, what stands in the way.",
    _write,
    (
        Option(
            "since",
            "Also what has changed since the last version of the case: its file.",
            metavar="FILE",
            label="Changes since",
        ),
    ),
)
