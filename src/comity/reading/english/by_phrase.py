"""Positions that a set phrase attributes: "according to", "will not", "to ensure", "differing views within"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.clause import BEFALLS, CONCESSIONS, KEEPS_ON, STAYS, is_threat, may_threaten
from comity.reading.english.conditions import condition
from comity.reading.english.cues import SPOKEN, Cue, Cues
from comity.reading.english.grammar import SUBJECTS, can_speak, children, has_to, lemma, noun_phrase, subject_of
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def by_frame(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Frames around a sentence: "according to the ministry"."""
    for frame in lexicon.frames:
        first, *_ = frame.split()
        for token in doc:
            if token.lower_ != first or doc[token.i : token.i + len(frame.split())].text.lower() != frame:
                continue
            last = doc[token.i + len(frame.split()) - 1]
            named = children(last, "pobj")
            if not named:
                continue
            speaker = named[0]
            inside = set(range(token.i, speaker.right_edge.i + 1))
            sentence = token.sent
            governor = token.head
            while governor.pos_ not in ("VERB", "AUX") and governor.dep_ != "ROOT":
                governor = governor.head
            scope = {t.i for t in (governor.subtree if governor.i != token.i else sentence)} or {t.i for t in sentence}
            content = [t for t in sentence if t.i in scope and t.i not in inside]
            # What follows the frame at the end of a sentence is said of the speaker, not by them.
            after = [t for t in content if t.i > speaker.right_edge.i]
            before = [t for t in content if t.i < token.i and not t.is_punct]
            if before and len(before) >= 3:
                content = [t for t in content if t.i < token.i]
            elif after:
                content = after
            if content:
                frame_tokens = [doc[i] for i in range(token.i, last.i + 1)]
                yield attributed(SPOKEN, token, frame_tokens, content, speaker)


PURPOSES = words(
    """
    ensure safeguard prevent preserve secure guarantee advocate
    """
)

PURPOSE = Cue("to ensure", "intend", "support", None, frozenset({"clause", "object"}))


def by_purpose(doc: Doc) -> Iterator[Attribution]:
    """Purposes: "are rallying in Washington to ensure"."""
    for token in doc:
        if (
            token.lemma_.lower() not in PURPOSES
            or not has_to(token)
            or token.dep_ not in ("advcl", "xcomp", "acl", "ROOT", "relcl", "ccomp")
        ):
            continue
        if token.dep_ == "acl" and token.head.pos_ == "NOUN":
            continue  # "a plan to ensure" is the noun's
        content: list[Token] = []
        for child in token.children:
            if child.i > token.i and child.dep_ in ("ccomp", "dobj", "xcomp"):
                content += list(child.subtree)
            elif child.i > token.i and child.dep_ == "prep" and child.lower_ == "for" and token.lemma_ == "advocate":
                content += [t for c in children(child, "pobj") for t in c.subtree]
        speaker = subject_of(token)
        if not content or speaker is None or speaker.i in {t.i for t in content}:
            continue
        governor = token.head
        first = (
            governor
            if governor.i < token.i and token.i - governor.i <= 5 and governor.pos_ == "VERB"
            else token.left_edge
        )
        last = min(t.i for t in content) - 1
        yield attributed(
            PURPOSE, token, [doc[i] for i in range(first.i, max(token.i, min(last, token.i + 1)) + 1)], content, speaker
        )


KEEPS_UP = words("continue extend keep maintain persist prolong retain uphold")
BURDENING = words(
    """
    ban barrier blockade block boycott closure curb curfew detention duty embargo fine freeze moratorium occupation
    picket pressure prohibition quota restriction sanction siege stoppage strike suspension tariff tax toll veto walkout
    """
)
"""Who keeps up one of these until something happens asks for it; of a truce kept until a day nothing follows."""
NOBODY = words("nobody nothing none")

WILL_NOT = Cue("will not", "refuse", "refuse", None, frozenset({"object"}))

WILL_IF = Cue("will if", "support", "support", "must", frozenset({"object"}))
MIGHT_IF = Cue("would if", "support", "support", None, frozenset({"object"}))

HANGS = Cue("will if", "say", "claim", None, frozenset({"object"}))
"""A deed that hangs on something: an offer or a threat, which is for whoever reads it to say."""


WILL = Cue("will", "intend", "support", "must", frozenset({"object"}))
STILL_KEEPS = Cue(STAYS, "say", "claim", None, frozenset({"object"}))
WILL_KEEP = Cue(KEEPS_ON, "intend", "support", "must", frozenset({"object"}))

MODALS = frozenset(["will", "would", "wo", "could", "can", "may", "might", "shall"])


def by_modal(doc: Doc, lexicon: Cues, roles: frozenset[str]) -> Iterator[Attribution]:
    """Refusals and offers in the reporter's own words: "Norway will not sign", "would sign if"."""
    for token in doc:
        helpers = [c for c in token.children if c.dep_ in ("aux", "neg") and c.i < token.i]
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        modals = {c.lower_ for c in helpers} & MODALS
        if (
            token.pos_ != "VERB"
            or subject is None
            or subject.pos_ == "PRON"
            or not can_speak(subject, roles)
            or not modals
            or any(c.lemma_ == "have" for c in helpers)
        ):
            continue
        content = [t for t in token.subtree if t.i >= token.i and not _is_frame(t, token) and not _goes_on(t, token)]
        none = _nothing_of(token) if modals & {"will", "would"} else None
        if none is not None:
            cue_words = [doc[i] for i in range(helpers[0].i, none.i + 1)]
            yield attributed(WILL_NOT, token, cue_words, [t for t in none.head.subtree if t.i > none.i], subject)
        elif modals & {"will", "would", "shall"} and lemma(token) in CONCESSIONS and _to_nobody(token):
            yield attributed(WILL_NOT, token, helpers, content, subject)
        elif any(c.dep_ == "neg" for c in token.children) or _is_neither(subject):
            if lemma(token) not in BEFALLS and (
                modals & {"will", "would", "wo"} or any(c.lower_ == "never" for c in children(token, "neg"))
            ):
                yield attributed(WILL_NOT, token, helpers, content, subject)
        elif _does(token) not in BEFALLS or _does(token) in CONCESSIONS:
            offer = attributed(WILL_IF if "will" in modals else MIGHT_IF, token, helpers, content, subject)
            if lemma(token) in KEEPS_UP:
                kept = condition(doc, offer.content, token, offer.cue_span, True, lexicon)
                if kept is not None and kept.form in ("unless", "while"):
                    burden = kept.form == "unless" and any(lemma(t) in BURDENING for t in _things(token))
                    yield replace(offer, cue=WILL_KEEP if burden else STILL_KEEPS)
                    continue
            hangs_on = condition(doc, offer.content, token, offer.cue_span, False, lexicon)
            if hangs_on is None and modals == {"will"} and _is_plainly_given(token, subject):
                yield replace(offer, cue=WILL)
                continue
            if hangs_on is None or hangs_on.form not in ("if", "unless", "exchange", "when", "except"):
                continue
            threat = is_threat(token) or (may_threaten(token) and hangs_on.form == "unless")
            conceded = hangs_on.form == "exchange" or (lemma(token) in CONCESSIONS and not threat)
            yield offer if conceded else replace(offer, cue=HANGS)


def _is_plainly_given(verb: Token, subject: Token) -> bool:
    """Does a state or a body, in the main clause, do what the others want: "Fiji will license the boats"?"""
    if verb.dep_ != "ROOT" or subject.pos_ != "PROPN" or subject.ent_type_ == "PERSON" or not children(verb, "dobj"):
        return False
    given = lemma(verb) in CONCESSIONS and lemma(verb) not in BEFALLS
    return given and not is_threat(verb) and not may_threaten(verb) and verb.sent[-1].text != "?"


def _does(verb: Token) -> str:
    """The deed of a verb with its particle, as far as the particle makes another of it: "take on" is to hire."""
    hires = lemma(verb) == "take" and any(c.lower_ in ("on", "back", "in") for c in children(verb, "prt"))
    return "hire" if hires else lemma(verb)


def _is_neither(subject: Token) -> bool:
    """ "Neither Norway nor Finland would serve", "neither side will sign"."""
    return any(c.lower_ == "neither" and c.i < subject.i for c in children(subject, "preconj", "det", "cc"))


def _nothing_of(verb: Token) -> Token | None:
    """The "no" of what somebody will not do any of: "will take no part in it", "would hire no apprentices"."""
    for thing in children(verb, "dobj"):
        no = next((c for c in thing.children if c.lower_ == "no" and c.dep_ == "det"), None)
        taken = lemma(verb) == "take" and thing.lower_ == "part"
        if no is not None and (taken or lemma(verb) not in BEFALLS) and lemma(verb) in CONCESSIONS | {"hire", "enter"}:
            return no
    return None


def _things(verb: Token) -> list[Token]:
    """What a verb is done to or with: "keep the ban", "continue with the strike"."""
    return [*children(verb, "dobj"), *(t for p in children(verb, "prep", "dative") for t in children(p, "pobj"))]


def _to_nobody(verb: Token) -> bool:
    """Is it done to nobody: "will talk to nobody", "will sign nothing"? "Nothing but" is read elsewhere."""
    for thing in _things(verb):
        after = thing.doc[thing.i + 1].lower_ if thing.i + 1 < len(thing.doc) else ""
        if thing.lower_ in NOBODY and after not in ("but", "short", "less", "except", "other"):
            return True
    return False


def _goes_on(token: Token, verb: Token) -> bool:
    """Does a word belong to a further clause with a subject of its own: "..., but it will send money"?"""
    further = [c for c in verb.children if c.dep_ == "conj" and any(s.dep_ == "nsubj" for s in c.children)]
    return bool(further) and (
        any(token.i >= c.left_edge.i for c in further)
        or token.dep_ == "cc"
        or (token.is_punct and token.head.i == verb.i)
    )


def _is_frame(token: Token, verb: Token) -> bool:
    """Does a word belong to an "according to ..." or to the comma before it?"""
    frames = [c for c in verb.children if c.lower_ == "according" and c.i > verb.i]
    return any(token.i >= frame.i - (verb.doc[frame.i - 1].text == ",") for frame in frames)


DIVISIONS = frozenset(["division", "difference", "disagreement", "split", "rift", "dispute"])

VIEWS = frozenset(["view", "opinion", "position", "stance"])

DIFFERING = words(
    """
    differing different divergent diverging conflicting opposing divided contrasting
    """
)

DIVIDED = Cue("divided", "say", "divided", None, frozenset())


def by_division(doc: Doc) -> Iterator[Attribution]:
    """Divisions: "differing views within the group regarding"."""
    for token in doc:
        noun = token.lemma_.lower()
        differing = any(c.lower_ in DIFFERING for c in token.children)
        if token.pos_ != "NOUN" or not (noun in DIVISIONS or (noun in VIEWS and differing)):
            continue
        holder: Token | None = None
        content: list[Token] = []
        for child in (t for t in token.subtree if t.i > token.i):
            if child.lower_ in ("within", "among", "between") and holder is None:
                holder = next(iter(children(child, "pobj")), None)
            elif child.lower_ in ("regarding", "over", "on", "about", "concerning") and not content:
                content = [t for t in child.subtree if t.i > child.i]
        if holder is None or not content:
            continue
        last = content[0].i - 1
        first = token.left_edge.i
        inside = {t.i for t in holder.subtree}
        cue = [doc[i] for i in range(first, last + 1) if i not in inside]
        yield attributed(DIVIDED, token, cue, content, holder)


def by_fallback(doc: Doc, lexicon: Cues, found: list[Attribution], roles: frozenset[str]) -> Iterator[Attribution]:
    """Phrases of the lexicon that name a position even where the parse fails, unless one of `found` has them."""
    for match in lexicon.fallback.finditer(doc.text):
        words = doc.char_span(match.start(), match.end())
        if words is None or any(a.cue_span and a.cue_span.overlap(Span(match.start(), match.end())) for a in found):
            continue
        before = [
            c.root for c in doc.noun_chunks if words.sent.start <= c.root.i < words.start and can_speak(c.root, roles)
        ]
        speaker = next(
            (t for t in reversed(before) if t.dep_ in (*SUBJECTS, "nsubjpass")), before[-1] if before else None
        )
        rest = doc.text[match.end() : words.sent.end_char]
        stop = re.search(r"[;.]|, (?:and|but|while|which|who|as)\b", rest)
        content = Span(match.end(), match.end() + (stop.start() if stop else len(rest)))
        if speaker is not None and content.end > content.start:
            cue = lexicon.fallbacks[re.sub(r"\s+", " ", match.group().casefold())]
            yield Attribution(
                cue,
                Span(match.start(), match.end()),
                (content,),
                noun_phrase(speaker, words.start),
                speaker.i,
                words.start,
            )
