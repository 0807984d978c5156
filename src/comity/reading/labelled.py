"""Paragraphs whose speaker is named beside them: transcripts, press releases, questions and answers, bullets.

"PRESIDENT X: ...", ""..." - Foreign Minister of X", "From the office of X:", "A: ..." after "Interview with X", and the
points of a list under "X said that it:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.actors import Registry
from comity.reading.english.by_phrase import WILL_NOT
from comity.reading.english.cues import SPOKEN, Cue, cues, plain_sense
from comity.reading.english.grammar import lemma
from comity.reading.english.mentions import Speaker
from comity.reading.english.mistagged import mended
from comity.reading.english.ownership import in_nouns
from comity.reading.english.speakers import Speakers
from comity.reading.english.voices import voices
from comity.reading.parse import cleaned, parse
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words before a colon or behind a dash; a full stop only after a short form ("Mr.", "Gen.").
_NAME = r"(?:[^\n:.!?\"“”]|(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\b\w\w\w)\.){2,90}?"
LABEL = re.compile(rf"(?P<label>{_NAME})\s*:\s+(?P<speech>\S.*)", re.DOTALL)
CLOSED_BY_DASH = re.compile(r"(?P<speech>[\"“].+[\"”])\s*[–—-]+\s*(?P<label>[^\"“”:]{2,90})", re.DOTALL)
DASH = re.compile(r"[–—-]+\s*(?P<label>[^\"“”:]{2,90})")
QUESTION = re.compile(r"(?:Q|Question)\s*[:.]\s+")
ANSWER = re.compile(r"(?:A|Answer)\s*[:.]\s+(?P<speech>\S.*)", re.DOTALL)
OCCASION = re.compile(
    r"(?:interview|conference|briefing|remarks|conversation|speech|address|answers?)\b.{0,40}?\b(?:with|of|by|from)\s+"
    r"(?P<label>[^\n:.!?]{2,90})",
    re.IGNORECASE,
)
SPEECH = re.compile(
    rf"(?:\w+ ){{0,2}}(?:remarks|statement|speech|address|intervention)\s+(?:by|of|from)\s+(?P<label>{_NAME})",
    re.IGNORECASE,
)
NEVER = frozenset(["not", "n't", "never", "neither", "nor", "no"])
POINT = re.compile(r"(?:[-–—•·*]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?P<speech>\S.*)", re.DOTALL)
QUOTED = re.compile(r"[\"“]")
FIRST_PERSON = re.compile(r"\b(?:we|our|us|i|my)\b", re.IGNORECASE)
SMALL = frozenset(
    ["of", "the", "and", "for", "to", "in", "foreign", "prime", "interior", "defence", "defense", "finance"]
)
UNTOLD = Cue("not", "relation", "claim", None, frozenset())
LISTED = Cue("list", "say", "claim", None, frozenset())
"""The cue of points that each begin with a party's name: what it wants of what follows is not said."""
CLOSING = {'"': '"', "“": "”"}


@dataclass(frozen=True)
class Label:
    """Who speaks beside a paragraph, in characters of the source; `cue` is what the words that name them say."""

    span: Span
    holders: tuple[Speaker, ...]
    cue: Cue = SPOKEN


@dataclass(frozen=True)
class Labelled:
    """The part of a paragraph that one speaker says, in characters of the source; `asks`: an interviewer's question.

    Without a label nobody is named.
    """

    speech: Span
    label: Label | None
    asks: bool = False

    def alone(self, text: str, paragraph: Span) -> str:
        """The paragraph with blanks for all but the speech, of the same length."""
        before, after = self.speech.start - paragraph.start, paragraph.end - self.speech.end
        return " " * before + self.speech.of(text) + " " * after


def labelled(text: str, spans: Sequence[Span], speakers: Speakers) -> dict[int, Labelled]:
    """Which paragraphs have a speaker named beside them? By the number of the paragraph.

    In a transcript, which names speakers at two lines or more, a name holds until the next one.
    """
    words = [span.of(text) for span in spans]
    named = {i: found for i in range(len(spans)) if (found := _at_line(words[i], spans[i], speakers, i)) is not None}
    several = len({found.label.span.of(text) for found in named.values() if found.label}) > 1
    transcript = several and any(_is_of_a_party(found) for found in named.values())
    if not transcript:
        named = {i: found for i, found in named.items() if _stands_alone(found, text, speakers.registry)}
    answers = _answers(words, spans, speakers) or _speech(words, spans, speakers)
    told = {**_dashed(words, spans, speakers), **_introduced(text, words, spans, speakers)}
    told |= {i: found for i, found in _party_by_party(words, spans, speakers).items() if i not in told}
    if transcript or answers:
        told = _held(named | answers, spans) | told
    return named | answers | told


def _held(named: dict[int, Labelled], spans: Sequence[Span]) -> dict[int, Labelled]:
    """The paragraphs of a transcript that go on with the speaker before them."""
    held: dict[int, Labelled] = {}
    last: Labelled | None = None
    for i, span in enumerate(spans):
        last = named.get(i, last)
        if last is not None and i not in named:
            held[i] = Labelled(span, last.label, last.asks)
    return held


def _at_line(words: str, span: Span, speakers: Speakers, number: int) -> Labelled | None:
    match = LABEL.fullmatch(words)
    if match is None or POINT.match(words):
        return None
    label = _label(match["label"], span.start, speakers, number)
    return Labelled(_unquoted(match["speech"], span.start + match.start("speech")), label) if label else None


def _dashed(words: Sequence[str], spans: Sequence[Span], speakers: Speakers) -> dict[int, Labelled]:
    """Quotations with their speaker behind a dash, in the same paragraph or the next."""
    found: dict[int, Labelled] = {}
    for i, paragraph in enumerate(words):
        match = CLOSED_BY_DASH.fullmatch(paragraph)
        if match is not None:
            label = _label(match["label"], spans[i].start + match.start("label"), speakers, i)
            if label is not None:
                found[i] = Labelled(_unquoted(match["speech"], spans[i].start), label)
        after = DASH.fullmatch(paragraph)
        if after is not None and i > 0 and QUOTED.match(words[i - 1]):
            label = _label(after["label"], spans[i].start + after.start("label"), speakers, i)
            if label is not None:
                found[i - 1] = Labelled(_unquoted(words[i - 1], spans[i - 1].start), label)
    return found


def _answers(words: Sequence[str], spans: Sequence[Span], speakers: Speakers) -> dict[int, Labelled]:
    """Questions and answers: who answers is named by the occasion, "Interview with the minister of X"."""
    if not any(QUESTION.match(paragraph) for paragraph in words):
        return {}
    label: Label | None = None
    found: dict[int, Labelled] = {}
    for i, paragraph in enumerate(words):
        occasion, answer = OCCASION.search(paragraph), ANSWER.fullmatch(paragraph)
        if label is None and occasion is not None:
            label = _label(occasion["label"], spans[i].start + occasion.start("label"), speakers, i)
        if QUESTION.match(paragraph):
            found[i] = Labelled(spans[i], None, asks=True)
        elif answer is not None:
            found[i] = Labelled(_unquoted(answer["speech"], spans[i].start + answer.start("speech")), label)
    return found


def _speech(words: Sequence[str], spans: Sequence[Span], speakers: Speakers) -> dict[int, Labelled]:
    """A speech under its heading: "Remarks by the minister of X" on the first line."""
    heading = SPEECH.fullmatch(words[0]) if words else None
    label = _label(heading["label"], spans[0].start + heading.start("label"), speakers, 0) if heading else None
    if label is None:
        return {}
    return {i: Labelled(_unquoted(words[i], spans[i].start), label) for i in range(1, len(words))}


def _introduced(text: str, words: Sequence[str], spans: Sequence[Span], speakers: Speakers) -> dict[int, Labelled]:
    """Quotations and points under a line that ends with a colon: "From the office of X:", "X said that it:"."""
    found: dict[int, Labelled] = {}
    for i, paragraph in enumerate(words):
        if not paragraph.endswith(":") or i + 1 == len(words):
            continue
        label: Label | None = None
        for k in range(i + 1, len(words)):
            point = POINT.fullmatch(words[k]) or _stripped_point(text, words[k], spans[k])
            if point is None and not QUOTED.match(words[k]):
                break
            label = label or _introduction(paragraph, spans[i].start, speakers, i)
            if label is None:
                break
            speech = point["speech"] if point else words[k]
            at = spans[k].start + (point.start("speech") if point else 0)
            found[k] = Labelled(_unquoted(speech, at), label)
    return found


def _party_by_party(words: Sequence[str], spans: Sequence[Span], speakers: Speakers) -> dict[int, Labelled]:
    """Two points or more, one after another, that each begin with a party's name: "- Norway: no toll, a register"."""
    found: dict[int, Labelled] = {}
    for i, paragraph in enumerate(words):
        point = POINT.fullmatch(paragraph)
        named = LABEL.fullmatch(point["speech"]) if point is not None else None
        if point is None or named is None or QUOTED.match(named["speech"]):
            continue
        start = spans[i].start + point.start("speech")
        label = _label(named["label"], start, speakers, i) or _new_name(named["label"], start, speakers, i)
        if label is not None and any(who.actor.party or who.organisation for who in label.holders):
            speech = Span(start + named.start("speech"), spans[i].end)
            found[i] = Labelled(speech, Label(label.span, label.holders, LISTED))
    return {i: each for i, each in found.items() if i - 1 in found or i + 1 in found}


def _new_name(words: str, start: int, speakers: Speakers, number: int) -> Label | None:
    """A body that the registry does not know, by its name: "The Liberals"."""
    root = _root(mended(parse([cleaned(words)])[0], speakers.registry))
    who = speakers.who(root, number) if root is not None and root.pos_ == "PROPN" else None
    named = who is not None and who.organisation and who.name is not None
    return Label(Span(start, start + len(words)), (who,)) if who is not None and named else None


def _stripped_point(text: str, words: str, span: Span) -> re.Match[str] | None:
    """A point whose star was taken for markup."""
    return re.fullmatch(r"(?P<speech>.+)", words, re.DOTALL) if text[: span.start].rstrip(" ").endswith("*") else None


def _introduction(words: str, start: int, speakers: Speakers, number: int) -> Label | None:
    """Who the line above a quotation or a list names, and what it says they do."""
    doc = mended(parse([cleaned(words)])[0], speakers.registry)
    for chunk in doc.noun_chunks:
        if chunk.root.dep_ in ("nsubj", "nsubjpass", "poss", "pobj", "ROOT") and chunk.root.pos_ != "PRON":
            holders = _holders(chunk.root, speakers, number)
            if holders:
                first, last = _phrase(chunk.root)
                span = Span(start + first.idx, start + last.idx + len(last))
                return Label(span, holders, _introducing(doc, chunk.root))
    return None


def _introducing(doc: Doc, root: Token) -> Cue:
    """What a line above a list makes of its points: "Norway rejected:", "the demands of Norway are as follows:"."""
    lexicon = cues()
    verbs = [plain_sense(t, lexicon) for t in doc if t.pos_ in ("VERB", "AUX")]
    owned = root.head if root.dep_ == "poss" else root
    cue = next((c for c in verbs if c is not None and c.kind != "say"), None) or lexicon.nouns.get(lemma(owned), SPOKEN)
    if any(t.lower_ in NEVER for t in doc):  # "it would not:" refuses each point; "it did not demand:" says nothing
        return WILL_NOT if cue.kind == "say" else UNTOLD
    return cue


def _label(words: str, start: int, speakers: Speakers, number: int) -> Label | None:
    """Who these words name; None where they name nobody."""
    whole = speakers.registry.lookup(words.title() if words.isupper() else words)
    if whole is not None:
        return Label(Span(start, start + len(words)), (Speaker(whole, organisation=whole.person is None),))
    doc = mended(parse([cleaned(_written(words, speakers.registry))])[0], speakers.registry)
    root = _root(doc)
    if root is None:
        return None
    holders = () if in_nouns(root, speakers.registry.documents) else _holders(root, speakers, number)
    return Label(Span(start, start + len(words)), holders) if holders else None


def _root(doc: Doc) -> Token | None:
    """The noun on which a label hangs; None where it is no noun phrase."""
    roots = [t for t in doc if t.dep_ == "ROOT"]
    return roots[0] if len(roots) == 1 and roots[0].pos_ in ("PROPN", "NOUN", "ADJ") else None


def _holders(root: Token, speakers: Speakers, number: int) -> tuple[Speaker, ...]:
    found = voices(root, None, root.i, speakers, number)
    known = (v.who for v in found if v.who.actor.party is not None or v.who.actor.person is not None)
    return tuple(who for who in known if not who.each)


def _phrase(root: Token) -> tuple[Token, Token]:
    doc: Doc = root.doc
    inside = [t for t in root.subtree if not t.is_punct and not t.is_space]
    return doc[inside[0].i], doc[inside[-1].i]


def _written(words: str, registry: Registry) -> str:
    """A label as a sentence would have it: "the foreign minister of Norway" for "THE FOREIGN MINISTER OF NORWAY"."""
    known = SMALL | registry.offices

    def plain(match: re.Match[str]) -> str:
        word = match.group()
        if word.casefold() in known:
            return word.casefold()
        return word.capitalize() if words.isupper() and len(word) > 3 and not registry.lookup(word) else word

    spoken = re.sub(r"[^\W\d_]+", plain, words)
    for match in registry.pattern.finditer(words.title()) if words.isupper() else ():
        spoken = spoken[: match.start()] + match.group() + spoken[match.end() :]
    return spoken


def _is_of_a_party(found: Labelled) -> bool:
    return found.label is not None and any(who.actor.party for who in found.label.holders)


def _stands_alone(found: Labelled, text: str, registry: Registry) -> bool:
    """May the one label of a report be a speaker: of a known party, and no dateline ("MOSCOW: Ukraine said ...")?"""
    words = found.label.span.of(text) if found.label is not None else ""
    actor = registry.lookup(words.title() if words.isupper() else words)
    party = registry.find(actor.member or actor.party or "") if actor is not None and actor.person is None else None
    place = party is not None and registry.key(words) != registry.key(party.name)
    return _is_of_a_party(found) and (not place or bool(FIRST_PERSON.search(found.speech.of(text))))


def _unquoted(speech: str, start: int) -> Span:
    """The characters of a speech without the quotation marks around it."""
    first = 1 if QUOTED.match(speech) and _closes(speech) else 0
    last = len(speech) - (1 if first and speech[-1] in '"”' else 0)
    return Span(start + first, start + last)


def _closes(speech: str) -> bool:
    """Is a mark at the beginning closed only at the very end, or not at all?"""
    return CLOSING[speech[0]] not in speech[1:-1]
