"""An amount in a form: one step of it as a number with its unit, or several by comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.case.model import Case
from comity.case.terms import Compared

HOWS = (("", "exactly"), (">", "more than"), (">=", "at least"), ("<", "less than"), ("<=", "at most"))
HOWS_OF_DATES = (("", "exactly"), (">", "after"), (">=", "not before"), ("<", "before"), ("<=", "not after"))

_SIGN = re.compile(r"(>=|<=|≥|≤|>|<)\s*(.+)")
_APART = re.compile(r"\s*(?:;|,(?!\d{3}(?!\d))|\bor\b)\s*")
_BETWEEN = re.compile(r"(.+?)\s+to\s+(.+)")


def hint(case: Case, issue: str) -> str:
    """What may be written for an amount: "0 to 8%, in steps of 0.1"; empty for an issue of named options."""
    amount = case.issues[issue].amount
    if amount is None:
        return ""
    grid = amount.grid
    return f"{grid.said_from(grid.first, grid.last)}, in steps of {amount.step}"


def hows(case: Case, issue: str) -> tuple[tuple[str, str], ...]:
    """How an amount may be compared, as signs and in words."""
    amount = case.issues[issue].amount
    return HOWS_OF_DATES if amount is not None and amount.grid.dates else HOWS


def step(case: Case, issue: str, words: str) -> str:
    """The option that a field means: of an amount the step of that number, whatever way it is written.

    Raises NoStep where it is none.
    """
    steps = case.issues[issue].steps
    return words if steps is None else steps.step(words)


def stated(how: str, words: str) -> list[str]:
    """What a file would say for what is chosen and typed: ["<2"], ["3..4", "6"]; nothing where nothing is typed."""
    parts = [part for part in _APART.split(words.strip()) if part]
    return [_stated(how, part) for part in parts]


def _stated(how: str, words: str) -> str:
    if _SIGN.fullmatch(words):
        return words
    if between := _BETWEEN.fullmatch(words):
        return f"{between[1]}..{between[2]}"
    return words if ".." in words else f"{how}{words}"


def typed(held: Sequence[str]) -> tuple[str, str]:
    """What is chosen and typed for what a file says: the other way round."""
    written = held.written if isinstance(held, Compared) else tuple(held)
    if len(written) == 1 and (compared := _SIGN.fullmatch(written[0])):
        sign = {"≥": ">=", "≤": "<="}.get(compared[1], compared[1])
        return sign, compared[2]
    return "", ", ".join(words.replace("..", " to ") for words in written)
