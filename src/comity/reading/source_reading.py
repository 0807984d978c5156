"""Reading one source: the statements of each of its paragraphs, whoever else was read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.problem import Place, Problem
from comity.reading.actors import Registry
from comity.reading.changes import change_statements
from comity.reading.english.attribution import Attribution
from comity.reading.english.attributions import attributions
from comity.reading.english.cues import SPOKEN, meaning
from comity.reading.english.mistagged import mended
from comity.reading.english.nested import unattributed
from comity.reading.english.quotes import unclosed
from comity.reading.english.relations import relations
from comity.reading.english.speakers import Speakers
from comity.reading.intake.source import Source
from comity.reading.labelled import LISTED, Labelled, labelled
from comity.reading.library import Library
from comity.reading.llm import Grounded, Model, Rejected, ask
from comity.reading.names import NameNote, name_notes
from comity.reading.parse import cleaned, paragraphs, parse
from comity.reading.repeats import fingerprint
from comity.reading.statement import Span, Statement
from comity.reading.statements import Paragraph, statements

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class SourceReading:
    """What one source gave: statements by the numbers of their paragraphs, still without names of their own.

    `changes` are the positions that tracked changes are.
    """

    statements: dict[int, tuple[Statement, ...]]
    changes: tuple[Statement, ...]
    names: tuple[NameNote, ...]
    problems: tuple[Problem, ...]
    rejected: tuple[Rejected, ...]


def marks_of(source: Source, actors: Registry) -> list[str]:
    """What tells each paragraph of a source from those of others: its words, and its place where its speaker is named.

    The same words under two names are no repetition, and the name may stand in another paragraph.
    """
    spans = list(paragraphs(source.text))
    told = labelled(source.text, spans, Speakers(actors))
    return [
        fingerprint(span.of(source.text)) + (f" {source.id} {i}" if i in told else "") for i, span in enumerate(spans)
    ]


def read_source(
    source: Source, wanted: Collection[int], actors: Registry, issues: Library, model: Model | None = None
) -> SourceReading:
    """The statements of some paragraphs of a source; wanted: their numbers, the others having been read elsewhere."""
    spans = list(paragraphs(source.text))
    speakers = Speakers(actors)
    told = labelled(source.text, spans, speakers)
    order = sorted(wanted)
    texts = [cleaned(_spoken(spans[i], told.get(i), source.text)) for i in order]
    docs = {i: mended(doc, actors) for i, doc in zip(order, parse(texts), strict=True)}
    proposed: dict[int, list[Attribution]] = {}
    rejected: tuple[Rejected, ...] = ()
    if model is not None:
        answer = ask(model, source.id, source.text)
        rejected = answer.rejected
        for i in order:
            proposed[i] = [_from_model(g, spans[i], docs[i]) for g in answer.grounded if g.paragraph == i + 1]
    heard = issues.within(source.text)
    found = {}
    for i in order:
        paragraph = Paragraph(source, spans[i], docs[i], i, told.get(i))
        found[i] = tuple(_statements(paragraph, speakers, heard, proposed.get(i, [])))
    names = tuple(name_notes(source, docs.values(), actors))
    changes = tuple(change_statements(source, actors, heard))
    return SourceReading(found, changes, names, tuple(_open_marks(source, spans)), rejected)


def _statements(
    paragraph: Paragraph, speakers: Speakers, issues: Library, proposed: Sequence[Attribution]
) -> list[Statement]:
    """The statements of one paragraph in the order of the text, from the rules and from what a model proposed."""
    doc, told = paragraph.doc, paragraph.told
    speakers.enter(doc, paragraph.number)
    if told is not None and told.asks:
        return []  # a question is nobody's position
    if told is not None and told.label is not None and told.label.cue == LISTED:
        # What sentences in a list say is read as elsewhere; "Norway: no toll, a register" is none.
        within = _statements(replace(paragraph, told=replace(told, label=None)), speakers, issues, proposed)
        positions = [s for s in within if s.stance != "claim" and not s.nobody]
        return positions or _listed(paragraph, told.speech, speakers, issues)
    text = _spoken(paragraph.span, told, paragraph.source.text)
    # A point under "Norway demands:" is what is demanded, whatever verb it begins with.
    demanded = told is not None and told.label is not None and told.label.cue.kind != "say"
    found = [] if demanded else [*attributions(doc, text, speakers.registry.roles), *relations(doc)]
    found += [a for a in proposed if not any(_same_content(a, b) for b in found)]
    made: list[Statement] = []
    last_issue: str | None = None
    for attribution in sorted(found, key=lambda a: (a.speaker.start if a.speaker else a.outer.start, a.outer.start)):
        new = statements(paragraph, attribution, speakers, issues, last_issue)
        made += new
        last_issue = new[-1].issue or last_issue if new else last_issue
    if told is not None and told.label is not None:
        said = [content.shifted(-paragraph.span.start) for s in made for content in s.content]
        for attribution in unattributed(doc, said, told.label.cue):
            new = statements(paragraph, attribution, speakers, issues, last_issue)
            made += [s for s in new if s.stance != "claim"]
    return sorted(made, key=lambda s: (s.span.start, s.content_span.start))


def _listed(paragraph: Paragraph, speech: Span, speakers: Speakers, issues: Library) -> list[Statement]:
    """What stands under a party's name in a list, whole: whether it is wanted is for somebody to say."""
    content = (speech.shifted(-paragraph.span.start),)
    made = statements(paragraph, Attribution(LISTED, None, content, None, None, 0), speakers, issues, None)
    return [
        replace(s, kind="say", stance="claim", option=None, agreement=None, firmness=None, open="listed") for s in made
    ]


def _open_marks(source: Source, spans: Sequence[Span]) -> list[Problem]:
    """Quotations that never close, and do not go on in the next paragraph either."""
    found: list[Problem] = []
    for i, span in enumerate(spans):
        following = spans[i + 1].of(source.text) if i + 1 < len(spans) else ""
        goes_on = following.startswith(('"', "“", "„", "«"))
        for quote in [] if goes_on else unclosed(span.of(source.text)):
            at = span.start + quote.start
            place = Place(source.title or source.id, source.text.count("\n", 0, at) + 1)
            what = f"a quotation that begins here is never closed: {quote.shifted(span.start).of(source.text)}"
            found.append(Problem(place, what, "it was read to the end of its sentence; look where it ends", "warning"))
    return found


def _spoken(span: Span, told: Labelled | None, text: str) -> str:
    """A paragraph with blanks for what names its speaker, so that offsets stay true."""
    return told.alone(text, span) if told is not None else span.of(text)


def _same_content(a: Attribution, b: Attribution) -> bool:
    """Do two contents share at least half of each?"""
    both = sum(x.overlap(y) for x in a.content for y in b.content)
    return all(2 * both >= sum(s.end - s.start for s in c.content) for c in (a, b))


def _from_model(grounded: Grounded, span: Span, doc: Doc) -> Attribution:
    """A grounded proposal of a model as an attribution, its kind told by the words of its cue."""

    def root(part: Span | None) -> Token | None:
        words = doc.char_span(part.start - span.start, part.end - span.start, alignment_mode="expand") if part else None
        return words.root if words is not None and len(words) else None

    speaker, head = root(grounded.speaker), root(grounded.cue) or root(grounded.content)
    return Attribution(
        cue=meaning(head) if grounded.cue and head is not None else SPOKEN,
        cue_span=grounded.cue.shifted(-span.start) if grounded.cue else None,
        content=(grounded.content.shifted(-span.start),),
        speaker=grounded.speaker.shifted(-span.start) if grounded.speaker else None,
        speaker_head=speaker.i if speaker is not None else None,
        head=head.i if head is not None else 0,
    )
