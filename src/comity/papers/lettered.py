"""Agreements as people name them: by the letter under which papers put them forward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.case.model import Case
    from comity.questions.question import Option

NAMES_AN_AGREEMENT = ("AGREEMENT", "TERMS")
"""How options are shown that take the terms of an agreement."""


def by_letter(case: Case, options: Mapping[str, Option], asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked, with the terms of an agreement in place of the letter by which papers call it: A, B or C.

    options: what may be asked, by name. Raises Problems for a letter under which none is put forward.
    """

    def spelled(value: Any) -> Any:
        if isinstance(value, tuple | list):
            return tuple(map(spelled, value))
        return spelled_out(case, value) if isinstance(value, str) else value

    named = (name for name, option in options.items() if option.metavar in NAMES_AN_AGREEMENT)
    return asked | {name: spelled(asked[name]) for name in named if name in asked}


def spelled_out(case: Case, words: str) -> str:
    """The terms of the agreement that papers put forward under a letter; whatever else was written, as it is.

    Raises Problems for a letter under which none is put forward.
    """
    from comity.papers.candidates import LETTERS

    letter = words.strip().upper()
    if letter not in tuple(LETTERS) or _is_proposal(case, words):
        return words
    from comity.papers.candidates import candidates
    from comity.papers.one_page.answer import pinned
    from comity.problem import Place, Problem, Problems

    terms = {each.letter: str(each.agreement) for each in candidates(case, pinned(case)).chosen}
    if letter not in terms:
        fix = f"papers put forward {', '.join(terms)}" if terms else 'write terms: "issue=option, ..."'
        raise Problems([Problem(Place(f"'{letter}'"), "no paper puts forward an agreement of this letter", fix)])
    return terms[letter]


def _is_proposal(case: Case, words: str) -> bool:
    from comity.case.called import called

    return called(words, {name: proposal.name or name for name, proposal in case.proposals.items()}) is not None
