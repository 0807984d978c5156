"""A combination of options in a form: every issue with its options, to be ticked; of an amount, how it is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from comity.case.model import Case
from comity.case.tree import Path
from comity.papers.option_words import beside, capital
from comity.web import amount_field
from comity.web.forms import Choice, Field, Options


def terms_field(
    case: Case, name: str, label: str, held: Mapping[str, Sequence[str]], path: Path, hint: str = ""
) -> Field:
    """A field for a combination; held: the options that are in it, by issue."""
    terms = tuple(_options(case, issue, held.get(issue, ())) for issue in case.issues)
    return Field(name, label, kind="terms", hint=hint, terms=terms, path=path)


def _options(case: Case, issue: str, held: Sequence[str]) -> Options:
    stated = case.issues[issue]
    if stated.amount is None:
        choices = (Choice(option, capital(beside(case, issue, option)), option in held) for option in stated.options)
        return Options(issue, stated.name, tuple(choices))
    how, words = amount_field.typed(held)
    compared = tuple(Choice(sign, says, sign == how) for sign, says in amount_field.hows(case, issue))
    hint = f"{amount_field.hint(case, issue)}; or two with “to” between them"
    return Options(issue, stated.name, compared, words, hint)


def combination(ticked: Mapping[str, Sequence[str]], before: Any) -> dict[str, Any]:
    """A combination as a file writes it; what it says as before is written as before."""
    before = before if isinstance(before, dict) else {}
    kept = [issue for issue in before if issue in ticked]
    found: dict[str, Any] = {}
    for issue in [*kept, *(issue for issue in ticked if issue not in kept)]:
        options, old = list(ticked[issue]), before.get(issue)
        same = set([old] if isinstance(old, str) else old or ()) == set(options)
        found[issue] = old if same else options[0] if len(options) == 1 else options
    return found
