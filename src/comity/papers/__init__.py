"""The findings of a case as papers: each its module, and this list, which the command line is built from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.papers.kind import Kind

PAPERS = {
    "one-page": "comity.papers.one_page",
    "options": "comity.papers.options",
    "party": "comity.papers.party",
    "non-paper": "comity.papers.non_paper",
    "red-team": "comity.papers.red_team",
}
"""Where each kind of paper is, by its name, in the order in which they are shown."""


def registered(name: str) -> Kind:
    """The kind of paper of that name, without what makes it."""
    found: Kind = import_module(PAPERS[name]).PAPER
    return found
