"""An options paper: the agreements put forward side by side, what each side has against them, and packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.papers.kind import Kind
from comity.questions.question import Option

if TYPE_CHECKING:
    from comity.papers.document import Paper


def _write(case: Any, **asked: Any) -> Paper:
    from comity.papers.options.paper import options_paper

    return options_paper(case, **asked)


PAPER = Kind(
    "options",
    "The agreements put forward side by side, with what each side has against them.",
    _write,
    (
        Option(
            "packages",
            "Also three to five packages of great difference that together come close to every efficient agreement.",
            bool,
            default=False,
            label="Packages",
        ),
    ),
)
