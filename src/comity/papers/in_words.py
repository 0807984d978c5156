"""What findings say in short names, in the words of the case: "territory=frozen" becomes what that settles."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TypeVar

from comity.case.model import Case
from comity.case.steps import NoStep
from comity.finding import Cell, Lines, Link, Table
from comity.papers.document import Part
from comity.papers.option_words import shorts

_Shown = TypeVar("_Shown", bound=Part)


def in_words(case: Case, shown: _Shown) -> _Shown:
    """A sentence or a table with every "issue=option" in it, and "issue=one or other", in words.

    All else stays as it is: other parts, and whatever is not the name of an issue with that of one of its options.
    """
    pattern = _pattern(case)
    if isinstance(shown, str):
        return _sentence(case, pattern, shown)  # type: ignore[return-value]  # a sentence is a sentence
    if not isinstance(shown, Table):
        return shown
    cell = partial(_cell, case, pattern)
    return replace(
        shown,
        title=_sentence(case, pattern, shown.title),
        columns=tuple(_sentence(case, pattern, name) for name in shown.columns),
        rows=tuple(tuple(map(cell, row)) for row in shown.rows),
        note=_sentence(case, pattern, shown.note),
    )


_STEP = r"(?:[<>]=? ?)?-?\d[\d-]*(?:\.\d+)?(?:\.\.-?\d[\d-]*(?:\.\d+)?)?"
"""A step of an amount, or a comparison, as findings write it."""


def _pattern(case: Case) -> re.Pattern[str]:
    """Terms as findings write them, the longest names first, since one may begin with another."""
    terms = []
    for issue in sorted(case.issues, key=len, reverse=True):
        named, equals = case.issues[issue].options, "="
        options = "|".join(re.escape(option) for option in sorted(named, key=len, reverse=True))
        if case.issues[issue].steps is not None:
            options, equals = _STEP, "(?:=|(?=[<>]))"
        terms.append(rf"{re.escape(issue)}{equals}(?:{options})(?:(?:, | or |\|)(?:{options})(?![\w=-]))*")
    return re.compile(rf"(?<![\w.-])(?P<never>never )?(?P<terms>{'|'.join(terms)})(?![\w-])")


def _sentence(case: Case, pattern: re.Pattern[str], said: str) -> str:
    return pattern.sub(lambda found: _terms(case, found), said) if any(sign in said for sign in "=<>") else said


def _terms(case: Case, found: re.Match[str]) -> str:
    issue = next(name for name in sorted(case.issues, key=len, reverse=True) if _about(name, found["terms"]))
    options = re.split(r", | or |\|", found["terms"][len(issue) :].removeprefix("="))
    steps = case.issues[issue].steps
    try:
        words = shorts(case, {issue: options if steps is None else steps.among(options)})
    except NoStep:
        return found[0]
    return f"will not accept {words}" if found["never"] else words


def _about(issue: str, terms: str) -> bool:
    return terms.startswith(issue) and terms[len(issue) : len(issue) + 1] in ("=", "<", ">")


def _cell(case: Case, pattern: re.Pattern[str], cell: Cell) -> Cell:
    if isinstance(cell, str):
        return _sentence(case, pattern, cell)
    if isinstance(cell, Link):
        return Link(_sentence(case, pattern, cell.words), cell.to)
    if isinstance(cell, Lines):
        lines = tuple(_cell(case, pattern, line) for line in cell.lines)
        return Lines(lines)  # type: ignore[arg-type]  # a line stays what it is
    return cell
