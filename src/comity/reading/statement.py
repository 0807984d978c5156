"""A statement: one attributed position in a source, with its exact characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["say", "demand", "refuse", "support", "intend", "change", "relation"]
Stance = Literal[
    "claim",
    "demand",
    "refuse",
    "support",
    "oppose",
    "concern",
    "shift",
    "withdrawn-demand",
    "wary",
    "rapport",
    "divided",
]
Firmness = Literal["red line", "must", "may"]
ConditionForm = Literal["if", "when", "unless", "while", "exchange", "except", "which"]
"""How a condition is put: yes if, yes once; no unless, no while; one thing for another; all but; no to such as.

"if" and "exchange" say what a yes takes, "unless" what ends a no, "while" what keeps a no standing. "when" only times
it; "except" and "which" narrow what is spoken of, so that the statement is for or against nothing by name.
"""
Part = Literal["item", "asked"]
"""An item of a list, or what the condition of another statement asks for."""
Open = Literal["held", "meant", "answered", "listed"]
"""What a claim leaves open: whether a position that it names is held ("had once insisted on it"); what is meant by a
deed that it foretells ("will dredge the ford"), which may be a promise, a threat or a forecast; what it is the answer
to ("Never."); or what is wanted of all that a list has under a party's name.
"""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end`: code points of the stored source text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """What do these characters say?"""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """How many characters do two spans share?"""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, by: int) -> Span:
        """The same span, `by` characters further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed position.

    A quotation that the cue interrupts has several `content` spans. `party` and `person` are identifiers
    and names of the registry, None where it knows none. `repeats` is the id of the statement whose
    wording this one repeats; `option` and `agreement` say which settlement of the issue the content
    speaks of, and whether for (True) or against it (False); both are None where the direction toward the thing named
    cannot be told, whatever the `stance` to the content as a whole. `condition` are the words on which the position
    hangs, in the form `condition_form`; `part` tells a statement that shares its cue with others. `reported_by` names
    who told it, where a position stands inside what another speaker says ("Kestria accused Ombara of demanding ..."):
    the words are the teller's. `open` says what a claim leaves open that somebody should decide. `changed` says which
    words a change of a draft text inserted or deleted.
    """

    id: str
    source: str
    date: str | None
    text: str
    span: Span
    cue: Span | None
    content: tuple[Span, ...]
    speaker: Span | None
    mention: str | None
    person: str | None
    organisation: str | None
    member: str | None
    party: str | None
    kind: Kind
    issue: str | None
    option: str | None
    agreement: bool | None
    stance: Stance
    firmness: Firmness | None
    condition: Span | None
    target: str | None
    direct: bool
    nobody: bool
    repeats: str | None
    reported_by: str | None = None
    condition_form: ConditionForm | None = None
    part: Part | None = None
    open: Open | None = None
    changed: str | None = None

    @property
    def content_span(self) -> Span:
        """From the first character of the content to its last."""
        return Span(min(s.start for s in self.content), max(s.end for s in self.content))
