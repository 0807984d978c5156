"""One attribution: who is said to hold what, in characters of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.english.conditions import Condition
from comity.reading.english.cues import Cue
from comity.reading.english.grammar import noun_phrase
from comity.reading.statement import Part, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution, in characters of its paragraph.

    `head` is the token of the cue's main word; `speaker_head` that of the speaker, None for nobody or where a
    sentence names none.
    """

    cue: Cue
    cue_span: Span | None
    content: tuple[Span, ...]
    speaker: Span | None
    speaker_head: int | None
    head: int
    direct: bool = False
    nobody: bool = False
    negated: bool = False
    listed: bool = False
    inside: int | None = None  # reported within another attribution: the token of that one's speaker
    within: int | None = None  # ... and the main word of its cue
    relayed: bool = False  # quoted or repeated by another speaker
    tells: tuple[Attribution, ...] = ()  # what is told within this one
    other_head: int | None = None  # of a relation: the other side
    condition: Condition | None = None
    part: Part | None = None

    @property
    def outer(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


def attributed(
    cue: Cue,
    head: Token,
    cue_tokens: list[Token],
    content: Iterable[Token],
    speaker: Token | None,
    nobody: bool = False,
    negated: bool = False,
) -> Attribution:
    """An attribution of these tokens; what belongs to the cue is no content."""
    taken = {t.i for t in cue_tokens}
    kept = sorted({t.i: t for t in content if t.i not in taken}.values(), key=lambda t: t.i)
    phrase = noun_phrase(speaker, head.i) if speaker is not None else None
    return Attribution(
        cue=cue,
        cue_span=Span(cue_tokens[0].idx, cue_tokens[-1].idx + len(cue_tokens[-1])) if cue_tokens else None,
        content=_runs(kept),
        speaker=phrase,
        speaker_head=speaker.i if speaker is not None else None,
        head=head.i,
        nobody=nobody,
        negated=negated,
    )


def _runs(tokens: list[Token]) -> tuple[Span, ...]:
    """Adjacent tokens as character spans."""
    runs: list[Span] = []
    last = -2
    for token in tokens:
        if token.is_space:
            continue
        end = token.idx + len(token)
        if token.i == last + 1:
            runs[-1] = Span(runs[-1].start, end)
        else:
            runs.append(Span(token.idx, end))
        last = token.i
    return tuple(runs)


def cue_phrase(token: Token, words: list[Token]) -> list[Token]:
    """The cue as the reader sees it: auxiliaries, negation and adverbs before the verb, the verb, its phrase."""
    first = token.i
    left = {c.i for c in token.children if c.dep_ in ("aux", "auxpass", "neg", "advmod") and c.i < token.i}
    while first - 1 in left:
        first -= 1
    if first > 1 and token.doc[first].lower_ == "longer" and token.doc[first - 1].lower_ == "no":
        first -= 1
    last = max(w.i for w in words)
    return [token.doc[i] for i in range(first, last + 1)]
