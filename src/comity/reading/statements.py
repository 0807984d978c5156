"""From an attribution to a statement: whose it is, what it amounts to, what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.reading.actors import Registry
from comity.reading.english.attribution import Attribution
from comity.reading.english.clause import foretells
from comity.reading.english.cues import cues
from comity.reading.english.dates import date_in
from comity.reading.english.grammar import can_speak, noun_phrase
from comity.reading.english.mentions import NOBODY, Speaker
from comity.reading.english.nouns import slug
from comity.reading.english.position import DECIDED, Position, position, toward
from comity.reading.english.pronouns import OWN, POINTERS, REPORTER, THEIRS
from comity.reading.english.reported import (
    is_hearsay,
    is_reporter,
    quoted_other,
    same_side,
    subject_reported,
    tells_anothers,
)
from comity.reading.english.speakers import Speakers
from comity.reading.english.voices import Voice, voices
from comity.reading.intake import Source
from comity.reading.labelled import Labelled
from comity.reading.library import Library, Topic
from comity.reading.statement import Kind, Open, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ANSWER = re.compile(
    r"\W*(?:(?:absolutely|certainly|definitely|of course|by no means|oh)\W+)?"
    r"(?:no|yes|never|not|nope|absolutely|certainly|definitely|of course|by no means|not at all|not now|not yet|maybe|"
    r"perhaps|under no circumstances?|why not|out of the question|no way|no chance|not a chance|we (?:will|would|can)|"
    r"i (?:will|would|do|am)|(?:we|i) (?:will|would|can|do|am|are) not|(?:we|i) (?:won|wouldn|can|don)['\u2019]t)\W*",
    re.IGNORECASE,
)
"""All that is said, where it is an answer alone: "Never.", "Absolutely not."."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a source with its parse; `number` counts from 0; `told` says who is named beside it."""

    source: Source
    span: Span
    doc: Doc
    number: int
    told: Labelled | None = None

    def sentence(self, token: int) -> str:
        """The sentence of a word."""
        sentence = self.doc[token].sent
        return self.doc.text[sentence.start_char : sentence.end_char]


def statements(
    paragraph: Paragraph, attribution: Attribution, speakers: Speakers, issues: Library, last_issue: str | None
) -> list[Statement]:
    """The statements that an attribution makes, without ids: one for each who speaks, none where it makes none.

    Parameters: who was spoken of so far; the issues known; the issue of the statement before, which a content that
    only points back is about.
    """
    doc, number, registry = paragraph.doc, paragraph.number, speakers.registry
    attribution = _handed_on(attribution, doc, speakers)
    head = doc[attribution.speaker_head] if attribution.speaker_head is not None else None
    quoted = quoted_other(attribution, doc, number, speakers) if head is not None else None
    label = paragraph.told.label if paragraph.told is not None else None
    own = label is not None and (head is None or head.lower_ in REPORTER)
    if label is not None and own:
        holders = [Voice(label.span.shifted(-paragraph.span.start), who) for who in label.holders]
    elif quoted is not None:
        holders = [Voice(attribution.speaker, quoted)]
    else:
        holders = voices(head, attribution.speaker, attribution.head, speakers, number)
    first = holders[0].who
    if is_hearsay(attribution, first, doc, number, speakers) or _is_idle(attribution, doc):
        return []
    reporter = head is not None and is_reporter(head, registry)
    if reporter:
        holders = [Voice(voice.span, NOBODY) for voice in holders]
    thing = (
        head is not None
        and not own
        and not any(v.who.known or v.who.organisation for v in holders)
        and not _may_speak(head, registry)
    )
    if head is not None:
        if thing and (attribution.cue.kind != "say" or head.lower_ in REPORTER):
            return []  # things want and refuse nothing, and "we" is the report's own voice
        for voice in holders:
            speakers.note(number, head.idx, voice.who)
    cue_words = attribution.cue_span.of(doc.text) if attribution.cue_span else ""
    reading = position(attribution, doc, cue_words, lambda subject: _own(subject, first, number, attribution, speakers))
    if reporter or tells_anothers(attribution, first, doc, number, speakers):
        reading = Position("say", "claim", None, None, reading.region, open=reading.open)
    if reading.stance == "claim" and reading.open is None:
        reading = replace(reading, open=_left_open(attribution, doc, registry))
    topic = _topic(attribution, doc, reading, issues, paragraph.sentence(attribution.head))
    issue = _issue(attribution, doc, reading, topic, issues, last_issue)
    reading = toward(reading, doc, _named(topic, issues, doc, reading))
    if _is_split(attribution, reading, topic, issues, doc):
        reading = replace(reading, agreement=None)
    other = speakers.who(doc[attribution.other_head], number) if attribution.other_head is not None else None
    source, by = paragraph.source, paragraph.span.start
    whole = _outer(attribution, holders, doc).shifted(by)
    teller = _teller(attribution, doc, number, speakers)
    if label is not None and not own and not any(same_side(first, who) for who in label.holders):
        teller = teller or label.span.of(source.text)
    return [
        Statement(
            id="",
            source=source.id,
            date=_date(source, reading.kind, paragraph.sentence(attribution.head)),
            text=whole.of(source.text),
            span=whole,
            cue=_shifted(attribution.cue_span, by),
            content=tuple(span.shifted(by) for span in attribution.content),
            speaker=_shifted(span, by),
            mention=span.shifted(by).of(source.text) if span else None,
            person=who.actor.person,
            organisation=_organisation(who, registry),
            member=who.actor.member,
            party=who.actor.party or (slug(who.name) if who.organisation and who.name else None),
            kind=reading.kind,
            issue=issue,
            option=topic.option if topic and topic.issue == issue and _is_told(reading) else None,
            agreement=reading.agreement,
            stance=reading.stance,
            firmness=reading.firmness,
            condition=_shifted(attribution.condition.span if attribution.condition else None, by),
            target=_name(other) if other is not None else None,
            direct=attribution.direct,
            nobody=attribution.nobody or span is None or thing or reporter,
            repeats=None,
            condition_form=attribution.condition.form if attribution.condition else None,
            part=attribution.part,
            reported_by=teller,
            open=reading.open,
        )
        for span, who in ((voice.span, voice.who) for voice in holders)
    ]


def _named(topic: Topic | None, issues: Library, doc: Doc, reading: Position) -> list[Span]:
    """Where the words of the option stand that a position speaks of; empty where it names none."""
    chosen = [o for o in issues.by_id[topic.issue].options if o.id == topic.option] if topic else []
    found = [m for o in chosen for s in reading.region for m in o.pattern.finditer(doc.text, s.start, s.end)]
    return [Span(m.start(), m.end()) for m in found]


def _is_told(reading: Position) -> bool:
    """Can it be told which way a position goes? Where it cannot, it counts for no settlement."""
    return reading.agreement is not None or reading.stance not in DECIDED


def _handed_on(attribution: Attribution, doc: Doc, speakers: Speakers) -> Attribution:
    """What a paper reports somebody will do is that somebody's, where no other attribution says so."""
    head = attribution.speaker_head
    if head is None or attribution.tells or attribution.direct or not is_reporter(doc[head], speakers.registry):
        return attribution
    subject = subject_reported(attribution, doc)
    if subject is None or subject.pos_ == "PRON" or not can_speak(subject, speakers.registry.roles):
        return attribution
    named = noun_phrase(subject, attribution.head)
    return replace(attribution, speaker=named, speaker_head=subject.i, inside=head, within=attribution.head)


def _teller(attribution: Attribution, doc: Doc, number: int, speakers: Speakers) -> str | None:
    """The name of who reports it, in whose words it stands."""
    if attribution.inside is None:
        return None
    teller = doc[attribution.inside]
    span = noun_phrase(teller, attribution.within if attribution.within is not None else teller.i)
    if teller.pos_ != "PRON":
        return span.of(doc.text)
    return _name(speakers.who(teller, number)) or span.of(doc.text)


def _is_idle(attribution: Attribution, doc: Doc) -> bool:
    """Is the content no position: "asked not to be named"?"""
    return cues().idle.search(_content(attribution, doc)) is not None


def _left_open(attribution: Attribution, doc: Doc, registry: Registry) -> Open | None:
    """What a claim leaves open."""
    if ANSWER.fullmatch(_content(attribution, doc)):
        return "answered"
    return "meant" if foretells(doc, attribution.content, registry.roles) else None


def _content(attribution: Attribution, doc: Doc) -> str:
    return " ".join(span.of(doc.text) for span in attribution.content)


def _topic(attribution: Attribution, doc: Doc, reading: Position, issues: Library, sentence: str) -> Topic | None:
    """What the content is about; where only its conditional part shows an issue, that issue without an option."""
    said = issues.topic(" ".join(span.of(doc.text) for span in reading.region), sentence)
    if said is not None or attribution.condition is None:
        return said
    whole = issues.topic(_content(attribution, doc), sentence)
    return replace(whole, option=None) if whole is not None else None


def _is_split(attribution: Attribution, reading: Position, topic: Topic | None, issues: Library, doc: Doc) -> bool:
    """Is the thing named partly in what is said and partly in what it hangs on: "work at night without a break"?"""
    hangs_on = attribution.condition
    if hangs_on is None or topic is None or topic.option is not None:
        return False
    whole = [*reading.region, *attribution.content]
    found = [m.span() for option in issues.by_id[topic.issue].options for m in option.pattern.finditer(doc.text)]
    named = [Span(*at) for at in found]
    return any(
        n.overlap(hangs_on.span) and any(n.overlap(s) and n.start < hangs_on.span.start for s in whole) for n in named
    )


def _outer(attribution: Attribution, holders: Sequence[Voice], doc: Doc) -> Span:
    """From the first character of speakers, cue and content to the last, within the paragraph."""
    hangs_on = attribution.condition.span if attribution.condition else None
    named = (attribution.cue_span, attribution.speaker, hangs_on, *(voice.span for voice in holders))
    parts = [*attribution.content, *(s for s in named if s is not None and s.start >= 0 and s.end <= len(doc.text))]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _shifted(span: Span | None, by: int) -> Span | None:
    return span.shifted(by) if span else None


def _issue(
    attribution: Attribution,
    doc: Doc,
    reading: Position,
    topic: Topic | None,
    issues: Library,
    last_issue: str | None,
) -> str | None:
    """The issue of a statement: that of its words, or of the statement that it points back to."""
    related = reading.kind == "relation" and "relations" in issues.by_id
    if related and (attribution.other_head is not None or topic is None):
        return "relations"
    if topic is not None:
        return topic.issue
    last = issues.by_id.get(last_issue or "")
    goes_on = last is not None and (_points_back(attribution, doc) or (attribution.direct and last.own))
    return last_issue if goes_on else None


def _points_back(attribution: Attribution, doc: Doc) -> bool:
    """Does a content that names no issue point to that of the statement before it by a pronoun?"""
    inside = [t for t in doc if any(s.start <= t.idx < s.end for s in attribution.content)]
    return any(t.lower_ in POINTERS and t.dep_ != "mark" for t in inside)


def _own(subject: Token, who: Speaker, number: int, attribution: Attribution, speakers: Speakers) -> bool:
    """Is the subject of a reported clause the speaker's own side? A pronoun is taken to be."""
    if attribution.direct and subject.lower_ in THEIRS:
        return False  # "They want our mills closed"
    if subject.lower_ in OWN or any(c.dep_ == "poss" and c.lower_ in OWN for c in subject.children):
        return True
    if attribution.speaker_head is not None and subject.lower_ == subject.doc[attribution.speaker_head].lower_:
        return True
    other = speakers.who(subject, number).actor
    return other.party is not None and other.party == who.actor.party


def _may_speak(head: Token, registry: Registry) -> bool:
    """Things and events hold no position; documents do ("the memorandum says")."""
    return can_speak(head, registry.roles) or head.lemma_.lower() in registry.documents


def _date(source: Source, kind: Kind, sentence: str) -> str | None:
    """A change of position has the day the sentence names; every other statement that of its source."""
    return (date_in(sentence, source.date) if kind == "change" else None) or source.date


def _organisation(who: Speaker, registry: Registry) -> str | None:
    """The name of the member or party a speaker belongs to, or of the organisation itself."""
    party = registry.find(who.actor.member or who.actor.party or "")
    return party.name if party is not None else (who.name if who.organisation else None) or who.actor.party


def _name(who: Speaker) -> str | None:
    return who.actor.person or who.name or who.actor.member or who.actor.party
