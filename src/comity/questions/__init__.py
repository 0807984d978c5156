"""The questions: a folder each, and this list, which the command line and the workbench are built from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.questions.question import Question

QUESTIONS = (
    "agreement",
    "frontier",
    "bargaining",
    "deadlock",
    "durability",
    "doubt",
    "consent",
    "stability",
    "change",
    "influence",
    "sequence",
)
"""Their names, in the order in which they are shown."""


def registered(name: str) -> Question:
    """The question of that name, without the mathematics that answer it."""
    found: Question = import_module(f"comity.questions.{name}").QUESTION
    return found
