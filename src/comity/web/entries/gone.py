"""What was sent about something that is in a case no more: why nothing is saved, and all that was typed, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.case.model import Case
from comity.web.forms import Form, Sent, filled, typed

SENT_ALONG = ("kind", "at", "version", "seen", "shown-view", "shown-party", "repair")
"""What a form sends that nobody has typed."""
NUMBER = {"value": "Number", "because": "Why", "confidence": "Confidence"}
"""What the fields of a number are called."""


@dataclass(frozen=True)
class Gone:
    """Why nothing is saved, in a sentence; what was typed: each field by its name in words, and what it says."""

    why: str
    typed: tuple[tuple[str, str], ...] = ()


def gone_number(case: Case | None, sent: Sequence[tuple[str, str]]) -> Gone:
    """A number of a party, issue or option that is there no more; case: as it is now, None where it is none."""
    return Gone(_why(case), tuple((NUMBER[name], said) for name, said in sent if name in NUMBER and said.strip()))


def gone_entry(case: Case | None, sent: Sequence[tuple[str, str]], was: Form | None) -> Gone:
    """An entry that is there no more; was: its form when it was opened, None where that state is forgotten."""
    if was is not None:
        return Gone(_why(case), typed(filled(was, Sent(sent))))
    return Gone(_why(case), tuple((name, said) for name, said in sent if name not in SENT_ALONG and said.strip()))


def _why(case: Case | None) -> str:
    if case is None:
        return "The file cannot be read as a case any more since you opened this: mend it first."
    return "This is not in the case any more: it was taken out since you opened it."
