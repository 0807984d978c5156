"""Reading: from sources to statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity.problem import Place, Problem
from comity.reading.actors import Registry
from comity.reading.english.attribution import Attribution
from comity.reading.english.attributions import attributions
from comity.reading.english.cues import SPOKEN, meaning
from comity.reading.english.nested import unattributed
from comity.reading.english.quotes import unclosed
from comity.reading.english.relations import relations
from comity.reading.english.speakers import Speakers
from comity.reading.found import Reading
from comity.reading.intake import Source, take_in
from comity.reading.kinds import stated, told
from comity.reading.labelled import Labelled, labelled
from comity.reading.library import Library, library
from comity.reading.llm import Grounded, Model, Rejected, ask
from comity.reading.names import NameNote, name_notes
from comity.reading.parse import cleaned, paragraphs, parse
from comity.reading.record import stored_sources
from comity.reading.registry import registry, with_standing
from comity.reading.repeats import fingerprint, repeated, with_repeats
from comity.reading.standing import standing
from comity.reading.statement import Span, Statement
from comity.reading.statements import Paragraph, statements

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def read_sources(
    paths: Iterable[Path | str],
    registry_file: Path | None = None,
    issues_file: Path | None = None,
    into: Path | None = None,
    model: Model | None = None,
    about: Sequence[str] = (),
) -> Reading:
    """Who says what about which issue, in these files and folders?

    Parameters: files or folders of reports; the analyst's own registry and list of issues, each added before the
    built-in ones; the directory of an earlier reading or of a case, whose stored sources are then read again with the
    new ones, and whose parties and issues come before all others; a language model to read beside the rules (None:
    nothing leaves this machine); the kinds of negotiation whose starter issues are used (none: the one that the words
    of the reports show clearly, if any; see `comity.reading.kinds`).
    Raises Problems where a registry, an issue list or the case cannot be understood, and for unknown kinds. Files that
    cannot be read are reported in `problems`.
    """
    subject = stated(about) if about else None
    directory = Path(into) if into is not None else None
    stored = stored_sources(directory) if directory is not None else ()
    stands = standing(directory)
    actors = registry(registry_file)
    actors = with_standing(actors, stands.parties) if stands.parties else actors
    intake = take_in([Path(p) for p in paths], stored)
    sources = (*stored, *intake.sources)
    subject = subject or told(source.text for source in sources)
    issues = library(issues_file, subject.kinds, stands.issues)
    return replace(read_texts(sources, actors, issues, intake.problems, model), subject=subject, standing=stands)


def read_texts(
    sources: Sequence[Source],
    actors: Registry,
    issues: Library,
    problems: tuple[Problem, ...] = (),
    model: Model | None = None,
) -> Reading:
    """The statements of sources already taken in. Without a model the same texts always give the same statements."""
    rejected: list[Rejected] = []
    numbered: list[Statement] = []
    by_paragraph: dict[str, list[Statement]] = {}
    notes: list[NameNote] = []
    open_marks: list[Problem] = []
    for source in sources:
        spans = list(paragraphs(source.text))
        speakers = Speakers(actors)
        told = labelled(source.text, spans, speakers)
        # The same words under two names are no repetition, and the name may stand in another paragraph.
        open_marks += _open_marks(source, spans)
        marks = [
            fingerprint(span.of(source.text)) + (f" {source.id} {i}" if i in told else "")
            for i, span in enumerate(spans)
        ]
        fresh = {mark: i for i, mark in reversed(list(enumerate(marks))) if mark not in by_paragraph}
        order = sorted(fresh.values())
        docs = dict(
            zip(order, parse([cleaned(_spoken(spans[i], told.get(i), source.text)) for i in order]), strict=True)
        )
        proposed: dict[int, list[Attribution]] = {}
        if model is not None:
            answer = ask(model, source.id, source.text)
            rejected += answer.rejected
            for i in order:
                proposed[i] = [_from_model(g, spans[i], docs[i]) for g in answer.grounded if g.paragraph == i + 1]
        notes += name_notes(source, docs.values(), actors)
        heard = issues.within(source.text)
        count = 0
        for i, (span, mark) in enumerate(zip(spans, marks, strict=True)):
            if i in docs:
                paragraph = Paragraph(source, span, docs[i], i, told.get(i))
                found = _statements(paragraph, speakers, heard, proposed.get(i, []))
                found = [replace(s, id=f"{source.id}-{count + k:03d}") for k, s in enumerate(found, start=1)]
                by_paragraph[mark] = found
            else:
                found = repeated(source, span, by_paragraph[mark], count)
            count += len(found)
            numbered += found
    return Reading(
        sources=tuple(sources),
        statements=with_repeats(numbered),
        names=tuple(dict.fromkeys(notes)),
        problems=(*problems, *open_marks),
        registry=actors,
        library=issues,
        rejected=tuple(rejected),
    )


def _statements(
    paragraph: Paragraph, speakers: Speakers, issues: Library, proposed: Sequence[Attribution]
) -> list[Statement]:
    """The statements of one paragraph in the order of the text, from the rules and from what a model proposed."""
    doc, told = paragraph.doc, paragraph.told
    speakers.enter(doc, paragraph.number)
    if told is not None and told.asks:
        return []  # a question is nobody's position
    text = _spoken(paragraph.span, told, paragraph.source.text)
    found = [*attributions(doc, text, speakers.registry.roles), *relations(doc)]
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
