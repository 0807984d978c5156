"""Positions that a noun attributes: "insistence on", "a plan to", "two messages: first ..., and second ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import Cues
from comity.reading.english.grammar import (
    ABOUT,
    HINGES,
    OWNERS,
    RENEWS,
    SUBJECTS,
    children,
    has_to,
    lemma,
    noun_phrase,
    subject_of,
)
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LIGHT_VERBS = words(
    """
    express voice make have raise give issue hold share state repeat reiterate outline present
    articulate announce deliver convey send signal show face offer declare renew lay unveil reveal
    describe sound maintain take keep withdraw assert adopt uphold place put reaffirm cite harbor
    harbour propose convey detail defend press set list include
    table submit lodge circulate file register advance float tender enter formulate
    """
)

AIMS = words("aim goal objective priority condition precondition preference requirement ambition")
"""Of these what is said behind "is" is the content: "its aim is the abolition of the tax"."""

RUNS = words("run exist grow mount build persist remain")
WITHIN = words("at among in within inside")
ENUMERATOR = re.compile(
    r"(?:^|[;,]\s*(?:and\s+)?)(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|one|two|\(?[1-9a-e][.)])\s*,?\s+|;\s*(?:and\s+)?",
    re.IGNORECASE,
)


def by_noun(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Nouns of the lexicon that belong to somebody: "Iran's demand for", "a plan by the council to"."""
    for token in doc:
        cue = lexicon.nouns.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
        if cue is None:
            continue
        content = _noun_content(token)
        if not content:
            continue
        speaker, governor = _holder(token)
        if speaker is None and cue.stance == "concern":
            # "The focus of their discussions is on concerns about ...": theirs, whose discussions they are.
            before = [t for t in token.sent if t.i < token.i and t.dep_ == "poss"]
            owners = [t for t in before if t.lower_ in ("their", "his", "her")]
            speaker = owners[-1] if owners else None
        if speaker is None and _is_there(token) and cue.kind in ("demand", "refuse"):
            yield attributed(cue, token, [token], content, None, nobody=True)
        if speaker is None or speaker.i in {t.i for t in content}:
            continue
        start = governor if governor is not None and governor.i < token.i else token
        if governor is not None and token.i - governor.i > 6:
            start = token
        tokens = [doc[i] for i in range(start.i, token.i + 1)]
        if content[0].i == token.i + 2:
            tokens.append(doc[token.i + 1])
        none = any(c.lower_ in ("no", "little", "few", "scant") for c in token.children)
        yield attributed(cue, token, tokens, content, speaker, negated=none)


def _noun_content(noun: Token) -> list[Token]:
    whose = {prep.i for prep in (_of(noun), _among(noun)) if prep is not None}
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp") and (has_to(child) or _begins_with_that(child)):
            return list(child.subtree)
        if child.dep_ == "prep" and child.lower_ in ABOUT and child.i not in whose:
            inner = children(child, "pobj", "pcomp")
            hangs = child.lower_ in ("for", "of", "to") and lemma(noun) in HINGES
            if inner and not hangs and not _is_place(child, inner[0]):
                return _before_hinge(list(inner[0].subtree))
    doc = noun.doc
    if noun.i + 3 < len(doc) and doc[noun.i + 1].lower_ == "that" and doc[noun.i + 2].dep_ not in ("aux", "ROOT"):
        # The parser often loses such a clause: it runs to the next comma or the end of the sentence.
        rest = [doc[i] for i in range(noun.i + 1, noun.sent.end)]
        end = next((t.i for t in rest[3:] if t.text in (",", ";", ".")), noun.sent.end)
        return [t for t in rest if t.i < end]
    for prep in children(noun.head, "prep") if noun.dep_ == "dobj" and children(noun, "poss") else ():
        inner = children(prep, "pobj", "pcomp")
        if prep.i == noun.i + 1 and prep.lower_ in ("for", "against") and inner:
            return list(inner[0].subtree)  # "spurned Turkey's plea | for a longer list"
    if behind := _put_behind(noun):
        return list(behind[0].subtree)
    if noun.dep_ in SUBJECTS and noun.head.lemma_ == "be":
        for child in noun.head.children:
            aim = child.dep_ == "attr" and lemma(noun) in AIMS and not children(noun.head, "neg")
            if child.i > noun.head.i and (aim or child.dep_ in ("ccomp", "xcomp")):
                return list(child.subtree)
    return []


def _is_there(noun: Token) -> bool:
    """Is it only said that there is one, and of nobody: "there are calls for a ballot"?"""
    there = any(c.lower_ == "there" for c in children(noun.head, "expl"))
    return noun.dep_ == "attr" and there and not any(c.lower_ in ("no", "few", "little") for c in noun.children)


def _is_place(prep: Token, inner: Token) -> bool:
    """Does a phrase say where something is, not what it is about: "its mission in Geneva"?"""
    return prep.lower_ in ("in", "at", "from") and inner.ent_type_ in ("GPE", "LOC", "FAC")


def _among(noun: Token) -> Token | None:
    """The "in" that tells who has it: "there is little support in the islands for a levy"."""
    if noun.dep_ != "attr" or not any(c.lower_ == "there" for c in noun.head.children):
        return None
    preps = (*children(noun, "prep"), *children(noun.head, "prep"))
    return next((p for p in preps if p.lower_ in ("in", "within", "inside", "among") and children(p, "pobj")), None)


def _put_behind(noun: Token) -> list[Token]:
    """ "It is the wish of Norway that ...": the clause, which hangs on the "is"."""
    be = noun.head
    if noun.dep_ != "attr" or not any(c.lower_ == "it" for c in children(be, "nsubj", "expl")):
        return []
    return [c for c in children(be, "ccomp", "advcl") if c.i > noun.i and _begins_with_that(c)]


def _begins_with_that(clause: Token) -> bool:
    return any(c.lower_ == "that" for c in clause.children)


def _of(noun: Token) -> Token | None:
    """The "of" that tells whose a demand is, where its content follows: "the wish of the Greens for a cap"."""
    first = next((c for c in noun.children if c.dep_ == "prep" and c.i > noun.i), None)
    if first is None or first.lower_ != "of":
        return None
    named = next(iter(children(first, "pobj")), None)
    later = [c for c in noun.children if c.i > first.i and c.dep_ in ("acl", "ccomp", "prep")] + _put_behind(noun)
    if named is None or named.pos_ != "PROPN":
        return None
    return first if any(c.lower_ in ABOUT or has_to(c) or _begins_with_that(c) for c in later) else None


def _before_hinge(content: list[Token]) -> list[Token]:
    """A content without the "conditional" that the parser draws into it: "its backing for it conditional on"."""
    if content and content[-1].lower_ in ("conditional", "contingent", "dependent"):
        return content[:-1]
    return content


def _holder(noun: Token) -> tuple[Token | None, Token | None]:
    """Whose plan, demand, concern is it? The owner, and the verb that gives it to them, if one does."""
    for child in noun.children:
        if child.dep_ == "poss":
            renewed = noun.dep_ == "dobj" and lemma(noun.head) in RENEWS and child.lower_ in OWNERS
            subject = subject_of(noun.head) if renewed else None
            return (subject, noun.head) if subject is not None else (child, None)
    if (of := _of(noun)) is not None:
        return children(of, "pobj")[0], None
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among"):
            inner = children(child, "pobj")
            if inner:
                return inner[0], None
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE", "ORG"):
            return child, None  # "the American insistence on"
    governor = noun.head
    if (among := _among(noun)) is not None:
        whose = children(among, "pobj")[0]
        placed = among.lower_ in ("in", "inside") and whose.pos_ != "PROPN" and not whose.ent_type_
        return (None if placed else whose), None  # "there were calls in the hall": nobody's
    if noun.dep_ == "nsubj" and lemma(governor) == "come":
        for prep in children(governor, "prep"):
            if prep.lower_ == "from" and (inner := children(prep, "pobj")):
                return inner[0], None  # "support for a levy came from the islands"
    if noun.dep_ == "nsubj" and lemma(governor) in RUNS:
        for prep in children(governor, "prep"):
            if prep.lower_ in WITHIN and (inner := children(prep, "pobj")) and inner[0].pos_ == "PROPN":
                return inner[0], None  # "opposition to the sale runs deep at the college"
    if noun.dep_ == "conj":
        return _holder(governor) if governor.pos_ == "NOUN" else (None, None)
    if noun.dep_ == "dobj" and governor.lemma_ in LIGHT_VERBS:
        return subject_of(governor), governor
    return None, None


def by_colon(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Lists after a noun of the lexicon and a colon, each item a content of its own."""
    for colon in doc:
        if colon.text != ":" or colon.i + 2 >= len(doc):
            continue
        before = [t for t in doc[colon.sent.start : colon.i]]
        noun = next((t for t in reversed(before) if t.pos_ == "NOUN" and t.lemma_.lower() in lexicon.nouns), None)
        if noun is None or (colon.i - noun.right_edge.i > 4 and colon.i - noun.i > 4):
            continue
        speaker, _ = _holder(noun)
        if speaker is None:
            at = noun.head
            while at.pos_ not in ("VERB", "AUX") and at.dep_ != "ROOT":
                at = at.head
            speaker = subject_of(at)
        if speaker is None or speaker.i > colon.i:
            continue
        start = doc[colon.i + 1].idx
        end = colon.sent.end_char if colon.sent.end_char > start else doc[min(colon.i + 1, len(doc) - 1)].sent.end_char
        for piece in _items(doc.text, Span(start, end)):
            yield Attribution(
                cue=lexicon.nouns[noun.lemma_.lower()],
                cue_span=Span(noun.idx, colon.idx + 1),
                content=(piece,),
                speaker=noun_phrase(speaker, noun.i),
                speaker_head=speaker.i,
                head=noun.i,
                listed=True,
            )


def _items(text: str, span: Span) -> list[Span]:
    """The items of a list, split where it counts or where semicolons part it."""
    cuts = [(m.start() + span.start, m.end() + span.start) for m in ENUMERATOR.finditer(span.of(text))]
    if not cuts:
        return [span]
    starts = [span.start if cuts[0][0] > span.start else cuts[0][1]]
    ends: list[int] = []
    for cut_start, cut_end in cuts if cuts[0][0] > span.start else cuts[1:]:
        ends.append(cut_start)
        starts.append(cut_end)
    ends.append(span.end)
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b - a > 8]
