"""Reading: from sources to statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity.problem import Problem
from comity.reading.english.attribution import SPOKEN, Attribution, attributions, can_speak, meaning
from comity.reading.english.clause import OWN
from comity.reading.english.cues import cues
from comity.reading.english.dates import date_in
from comity.reading.english.position import position
from comity.reading.english.relations import relations
from comity.reading.english.speakers import NOBODY, Speaker, Speakers
from comity.reading.intake import Source, take_in
from comity.reading.library import Library, library
from comity.reading.llm import Grounded, Model, Rejected, ask
from comity.reading.names import NameNote, name_notes
from comity.reading.parse import cleaned, paragraphs, parse
from comity.reading.registry import Registry, registry, slug
from comity.reading.repeats import fingerprint, with_repeats
from comity.reading.statement import Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.drafting.write import Written


@dataclass(frozen=True)
class Reading:
    """What the sources say: every statement with its exact characters, and what could not be read.

    `statements` hold repeats too, marked; `names` are spellings and titles to be reconciled; `rejected` is what a
    language model claimed to quote and the sources do not say.
    """

    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    names: tuple[NameNote, ...]
    problems: tuple[Problem, ...]
    registry: Registry
    library: Library
    rejected: tuple[Rejected, ...] = ()

    @property
    def distinct(self) -> tuple[Statement, ...]:
        """The statements of somebody, each once: without repeats and without what nobody in particular holds."""
        return tuple(s for s in self.statements if s.repeats is None and not s.nobody)

    def write(self, directory: Path) -> Written:
        """Write the sources, statements.csv, the drafted case.yaml and the list of what the analyst must decide.

        An existing case in the directory is added to: nothing the analyst confirmed, edited or deleted is touched.
        """
        from comity.reading.drafting.write import write

        return write(self, Path(directory))


def read_sources(
    paths: Iterable[Path | str],
    registry_file: Path | None = None,
    issues_file: Path | None = None,
    into: Path | None = None,
    model: Model | None = None,
) -> Reading:
    """Who says what about which issue, in these files and folders?

    Parameters: files or folders of reports; the analyst's own registry and list of issues, each added before the
    built-in one; the directory of an earlier reading, whose stored sources are then read again with the new ones;
    a language model to read beside the rules (None: nothing leaves this machine).
    Raises Problems where a registry or an issue list cannot be understood. Files that cannot be read are reported
    in `problems`.
    """
    from comity.reading.drafting.write import stored_sources

    stored = stored_sources(Path(into)) if into is not None else ()
    intake = take_in([Path(p) for p in paths], stored)
    return read_texts((*stored, *intake.sources), registry(registry_file), library(issues_file), intake.problems, model)


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
    for source in sources:
        spans = list(paragraphs(source.text))
        marks = [fingerprint(span.of(source.text)) for span in spans]
        fresh = {mark: i for i, mark in reversed(list(enumerate(marks))) if mark not in by_paragraph}
        order = sorted(fresh.values())
        docs = dict(zip(order, parse([cleaned(spans[i].of(source.text)) for i in order]), strict=True))
        speakers = Speakers(actors)
        proposed: dict[int, list[Attribution]] = {}
        if model is not None:
            answer = ask(model, source.id, source.text)
            rejected += answer.rejected
            for i in order:
                proposed[i] = [_from_model(g, spans[i], docs[i]) for g in answer.grounded if g.paragraph == i + 1]
        notes += name_notes(source, docs.values(), actors)
        for i, (span, mark) in enumerate(zip(spans, marks, strict=True)):
            if i in docs:
                found = _paragraph(source, span, docs[i], i, speakers, issues, proposed.get(i, []))
                found = [
                    replace(s, id=f"{source.id}-{_count(numbered, source.id) + k:03d}")
                    for k, s in enumerate(found, start=1)
                ]
                by_paragraph[mark] = found
                numbered += found
            else:
                numbered += _repeated(source, span, by_paragraph[mark], _count(numbered, source.id))
    return Reading(
        sources=tuple(sources),
        statements=with_repeats(numbered),
        names=tuple(dict.fromkeys(notes)),
        problems=problems,
        registry=actors,
        library=issues,
        rejected=tuple(rejected),
    )


def _count(statements: Sequence[Statement], source: str) -> int:
    return sum(s.source == source for s in statements)


def _paragraph(
    source: Source,
    span: Span,
    doc: Doc,
    number: int,
    speakers: Speakers,
    issues: Library,
    proposed: Sequence[Attribution],
) -> list[Statement]:
    text = span.of(source.text)
    speakers.enter(doc, number)
    found = [*attributions(doc, text, speakers.registry.roles), *relations(doc)]
    found += [a for a in proposed if not any(_same_content(a, b) for b in found)]
    statements: list[Statement] = []
    last_issue: str | None = None
    for a in sorted(found, key=lambda a: (a.speaker.start if a.speaker else a.outer.start, a.outer.start)):
        statement = _statement(source, span, doc, number, a, speakers, issues, last_issue)
        if statement is not None:
            statements.append(statement)
            last_issue = statement.issue or last_issue
    return sorted(statements, key=lambda s: (s.span.start, s.content_span.start))


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


def _statement(
    source: Source,
    span: Span,
    doc: Doc,
    number: int,
    a: Attribution,
    speakers: Speakers,
    issues: Library,
    last_issue: str | None,
) -> Statement | None:
    who = speakers.who(doc[a.speaker_head], number) if a.speaker_head is not None else NOBODY
    if a.inside is not None:
        # What a party is reported to demand, by people of no party, is that party's position; else it is hearsay.
        reporter = speakers.who(doc[a.inside], number)
        if (
            a.cue.kind == "say"
            or who.actor.party is None
            or reporter.actor.party is not None
            or reporter.actor.person is not None
        ):
            return None
    if cues().idle.search(" ".join(s.of(doc.text) for s in a.content)):
        return None  # "asked not to be named"
    thing = a.speaker_head is not None and not who.known and not _may_speak(doc[a.speaker_head], speakers.registry)
    if thing and (a.cue.kind != "say" or doc[a.speaker_head or 0].lower_ in ("i", "we", "you", "me", "us")):
        return None  # things want and refuse nothing, and "we" is the report's own voice
    if a.speaker_head is not None:
        speakers.note(number, doc[a.speaker_head].idx, who)
    cue_words = a.cue_span.of(doc.text) if a.cue_span else ""
    reading = position(a, doc, cue_words, lambda subject: _own(subject, who, number, a, speakers))
    content_text = " ".join(s.of(doc.text) for s in a.content)
    sentence = doc[a.head].sent
    topic = issues.topic(content_text, doc.text[sentence.start_char : sentence.end_char])
    issue = topic.issue if topic else last_issue if _points_back(a, doc) else None
    if reading.kind == "relation" and "relations" in issues.by_id and (a.other_head is not None or topic is None):
        issue = "relations"
    other = speakers.who(doc[a.other_head], number) if a.other_head is not None else None
    parts = [*a.content, *([a.cue_span] if a.cue_span else []), *([a.speaker] if a.speaker else [])]
    outer = Span(min(p.start for p in parts), max(p.end for p in parts))
    nobody = a.nobody or a.speaker is None or thing
    whole = outer.shifted(span.start)
    return Statement(
        id="",
        source=source.id,
        date=_date(source, reading.kind, doc.text[sentence.start_char : sentence.end_char]),
        text=whole.of(source.text),
        span=whole,
        cue=a.cue_span.shifted(span.start) if a.cue_span else None,
        content=tuple(s.shifted(span.start) for s in a.content),
        speaker=a.speaker.shifted(span.start) if a.speaker else None,
        mention=a.speaker.shifted(span.start).of(source.text) if a.speaker else None,
        person=who.actor.person,
        organisation=_organisation(who, speakers.registry),
        member=who.actor.member,
        party=who.actor.party or (slug(who.name) if who.organisation and who.name else None),
        kind=reading.kind,
        issue=issue,
        option=topic.option if topic and topic.issue == issue else None,
        agreement=reading.agreement,
        stance=reading.stance,
        firmness=reading.firmness,
        condition=reading.condition.shifted(span.start) if reading.condition else None,
        target=_name(other) if other is not None else None,
        direct=a.direct,
        nobody=nobody,
        repeats=None,
    )


POINTERS = frozenset(
    ["it", "this", "that", "these", "those", "them", "one", "so", "such", "which", "he", "she", "they"]
)


def _points_back(a: Attribution, doc: Doc) -> bool:
    """Does a content that names no issue go on about that of the statement before it: by a pronoun, or as speech?"""
    inside = [t for t in doc if any(s.start <= t.idx < s.end for s in a.content)]
    return a.direct or len(inside) <= 4 or any(t.lower_ in POINTERS and t.dep_ != "mark" for t in inside)


def _own(subject: Token, who: Speaker, number: int, a: Attribution, speakers: Speakers) -> bool:
    """Is the subject of a reported clause the speaker's own side? A pronoun is taken to be."""
    if subject.lower_ in OWN or any(c.dep_ == "poss" and c.lower_ in OWN for c in subject.children):
        return True
    if a.speaker_head is not None and subject.lower_ == subject.doc[a.speaker_head].lower_:
        return True
    other = speakers.who(subject, number).actor
    return other.party is not None and other.party == who.actor.party


def _may_speak(head: Token, actors: Registry) -> bool:
    """Things and events hold no position; documents do ("the memorandum says")."""
    return can_speak(head, actors.roles) or head.lemma_.lower() in actors.documents


def _date(source: Source, kind: str, sentence: str) -> str | None:
    """A change of position has the day the sentence names; every other statement that of its source."""
    return (date_in(sentence, source.date) if kind == "change" else None) or source.date


def _organisation(who: Speaker, actors: Registry) -> str | None:
    """The name of the member or party a speaker belongs to, or of the organisation itself."""
    party = actors.find(who.actor.member or who.actor.party or "")
    return party.name if party is not None else (who.name if who.organisation else None) or who.actor.party


def _name(who: Speaker) -> str | None:
    return who.actor.person or who.name or who.actor.member or who.actor.party


def _repeated(source: Source, span: Span, first: Sequence[Statement], count: int) -> list[Statement]:
    """The statements of a paragraph met before, at their new place. Empty where the two differ in length."""
    if not first:
        return []
    found: list[Statement] = []
    for k, statement in enumerate(first, start=1):
        moved = _moved(statement, source, span)
        if moved is not None:
            found.append(replace(moved, id=f"{source.id}-{count + k:03d}", repeats=statement.repeats or statement.id))
    return found


def _moved(statement: Statement, source: Source, span: Span) -> Statement | None:
    at = source.text.find(statement.text, span.start, span.end)
    if at < 0:
        return None
    by = at - statement.span.start

    def shift(part: Span | None) -> Span | None:
        return part.shifted(by) if part else None

    return replace(
        statement,
        source=source.id,
        date=source.date if statement.kind != "change" else statement.date,
        span=statement.span.shifted(by),
        cue=shift(statement.cue),
        content=tuple(part.shifted(by) for part in statement.content),
        speaker=shift(statement.speaker),
        condition=shift(statement.condition),
    )
