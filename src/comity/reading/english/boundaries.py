"""Where one attribution ends and the next begins, and which of several readings of a stretch is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.grammar import SUBJECTS, can_speak, noun_phrase
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def participle(a: Attribution, doc: Doc, roles: frozenset[str]) -> Attribution:
    """Give ", emphasizing ..." to the sentence's own subject where the parse gives it to a thing."""
    head = doc[a.head]
    if not _hangs_on(head, doc) or (a.speaker_head is not None and can_speak(doc[a.speaker_head], roles)):
        return a
    at = head
    for ancestor in head.ancestors:
        subject = next((c for c in ancestor.children if c.dep_ in (*SUBJECTS, "nsubjpass")), None)
        if subject is not None and can_speak(subject, roles):
            at = subject
            break
    if at.i == head.i:
        return a
    return replace(a, speaker=noun_phrase(at, head.i), speaker_head=at.i)


def _hangs_on(head: Token, doc: Doc) -> bool:
    """A participle after a comma: ", emphasizing", ", concerned"."""
    first = head.left_edge.i if head.left_edge.i >= head.i - 2 else head.i
    return head.tag_ in ("VBG", "VBN", "JJ") and first > 0 and doc[first - 1].text in (",", "—", "–")


def parted(found: list[Attribution], doc: Doc) -> list[Attribution]:
    """Cut a content where a further cue of its own begins after a comma: ", linking ...", ", which they hope ..."."""
    parted: list[Attribution] = []
    for a in found:
        content = a.content
        for b in found:
            if a.direct or b.head == a.head or b.speaker_head is None or a.speaker_head is None or b.cue_span is None:
                continue
            head = doc[b.head]
            at = _cut(head, doc)
            if at is None or not any(s.start < at and head.idx < s.end for s in content):
                continue
            same = b.speaker_head == a.speaker_head
            own = head.dep_ == "relcl" and doc[b.speaker_head].lower_ in ("they", "he", "she")
            if same or own:
                content = tuple(Span(s.start, min(s.end, at)) for s in content if s.start < at)
        parted.append(replace(a, content=content))
    return parted


def _cut(head: Token, doc: Doc) -> int | None:
    """Where the clause of a participle or relative pronoun leaves the sentence: the comma before it."""
    if _hangs_on(head, doc):
        first = head.left_edge.i if head.left_edge.i >= head.i - 2 else head.i
        return doc[first - 1].idx
    if head.dep_ == "relcl" and head.left_edge.i > 0 and doc[head.left_edge.i - 1].text == ",":
        return doc[head.left_edge.i - 1].idx
    return None


def trimmed(attribution: Attribution, text: str) -> Attribution | None:
    """The attribution without white space and punctuation around its content; None where no word is left."""
    content: list[Span] = []
    for span in attribution.content:
        start, end = span.start, span.end
        while start < end and (text[start].isspace() or text[start] in ",;:—–-"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):
            end -= 1
        if end > start and text[end - 1] == "." and '"' not in text[start:end]:
            end -= 1
        if text[start:end].lower() in ("which", "what", "that", "who", "whom"):
            continue  # the gap of a relative clause is no content
        if end > start and any(c.isalnum() for c in text[start:end]):
            content.append(Span(start, end))
    return replace(attribution, content=tuple(content)) if content else None


def settled(found: list[Attribution], doc: Doc) -> list[Attribution]:
    """One reading of each stretch: an attribution reported inside another's content is not the party's own."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: (doc[a.head].idx, a.outer.start)):
        at = doc[a.head].idx
        inside = [
            b
            for b in found
            if b is not a
            and b.content != a.content
            and b.head != a.head
            and any(s.start <= at < s.end for s in b.content)
        ]
        same = [b for b in kept if b.content == a.content and b.speaker_head == a.speaker_head]
        if same:
            continue
        if not inside:
            kept.append(a)
        elif all(b.speaker_head is not None and not b.direct for b in inside):
            nearest = min(inside, key=lambda b: b.outer.end - b.outer.start)
            kept.append(replace(a, inside=nearest.speaker_head, within=nearest.head))
    return sorted(kept, key=lambda a: a.outer.start)
