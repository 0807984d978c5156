"""Positions that a verb attributes: "insisted on", "urged both sides to", "said that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed, cue_phrase
from comity.reading.english.cues import Cue, Cues
from comity.reading.english.grammar import (
    OWNERS,
    RENEWS,
    agent_of,
    children,
    denied_in_front,
    has_to,
    lemma,
    span_of,
    subject_of,
)
from comity.reading.wordlist import words as wordlist

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLAUSES = ("ccomp", "parataxis")
REFLEXIVE = frozenset(["itself", "himself", "herself", "themselves", "myself"])
CALLS = wordlist("appeal attempt bid call demand effort invitation move offer plan plea pressure proposal push request")
VOICES = wordlist("voice express register")
IMPENDING = wordlist("about go position minded inclined set")
ADDRESSES = wordlist("tell warn advise instruct direct")
OF_OBJECTS = frozenset(["as", "of", "for", "to", "with", "by", "from", "on", "over", "out", "off", "into", "between"])


def by_verb(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Verbs of the lexicon, each in the first of its senses whose phrase and content are there."""
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or lemma(token) not in lexicon.verbs:
            continue
        for cue in lexicon.verbs[lemma(token)]:
            attribution = _verb(token, cue, lexicon)
            if attribution is not None:
                yield attribution
                yield from _further(token, cue, attribution)
                break


def _further(token: Token, cue: Cue, attribution: Attribution) -> Iterator[Attribution]:
    """What is said besides, where the parser hangs it beside the verb: "said that A, and that B"."""
    if attribution.cue_span is None:
        return
    yield from _beside(token, cue, attribution)
    if "clause" not in cue.takes:
        return
    words = token.doc.char_span(attribution.cue_span.start, attribution.cue_span.end)
    if words is None:
        return
    for clause in children(token, "conj"):
        if _begins_with_that(clause) and not attribution.negated and subject_of(clause) is not None:
            speaker = token.doc[attribution.speaker_head] if attribution.speaker_head is not None else None
            nobody = attribution.nobody
            yield attributed(cue, token, list(words), list(clause.subtree), speaker, nobody=nobody, negated=False)


def _beside(token: Token, cue: Cue, attribution: Attribution) -> Iterator[Attribution]:
    """The second object of a cue that repeats its preposition: "objected to the name and to the fee"."""
    words = _phrase(token, cue)
    if words is None or len(words) < 2 or words[-1].dep_ != "prep":
        return
    joined = {c.lower_ for c in children(words[-1], "cc", "neg")}
    if not joined <= {"and", "but"}:
        return  # "consented to the loan but not to the sale"
    for again in children(words[-1], "conj"):
        objects = children(again, "pobj", "pcomp")
        if "but" in joined and not any(c.lower_ == "no" for thing in objects for c in thing.children):
            continue  # only what is not wanted: "asked for time but for no money"
        if again.lower_ == words[-1].lower_ and objects and attribution.cue_span is not None:
            first = attributed(cue, token, [], objects[0].subtree, None)
            yield replace(attribution, content=first.content, part="item")


def _verb(token: Token, cue: Cue, lexicon: Cues) -> Attribution | None:
    words = _phrase(token, cue)
    if words is None or (cue.stance == "claim" and _renews(token, lexicon)):
        return None
    last = words[-1]
    content: list[Token] = []
    if token.tag_ == "VBN" and token.dep_ in ("advcl", "acl") and not _helped(token):
        return None  # "Asked whether it would sign, the minister said": the minister does not ask
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    if last.i != token.i and last.dep_ in ("prep", "agent", "dative"):
        inner = children(last, "pobj", "pcomp")
        if not inner or inner[0].ent_type_ in ("DATE", "TIME"):  # "agreed on Friday"
            return None
    if last.i != token.i and (objects := children(last, "pobj", "pcomp")):
        content = list(objects[0].subtree) + _of_plan(token, objects[0], lexicon)
        extra = children(token, "xcomp") if cue.kind == "demand" else []
        for child in extra:
            content += list(child.subtree)
    elif last.dep_ == "mark":
        content = [t for t in last.head.subtree if t.i > last.i]
    else:
        content = _complement(token, cue, passive, words)
    speaker_head = agent_of(token) if passive else subject_of(token)
    if not content:
        return None
    # "It is believed that ...": somebody's view, but nobody's statement.
    nobody = passive and speaker_head is None
    if nobody and (cue.kind != "say" or "clause" not in cue.takes or not _nobody(token, lexicon)):
        return None
    taken = {t.i for t in content}
    if speaker_head is not None and speaker_head.i in taken:
        return None
    cue_tokens = [t for t in cue_phrase(token, words) if t.i not in taken]
    negated = _denied(token, words) or (
        speaker_head is not None and any(c.lower_ in ("no", "neither", "none") for c in speaker_head.children)
    )
    return attributed(cue, token, cue_tokens, content, speaker_head, nobody=nobody, negated=negated)


def _renews(verb: Token, lexicon: Cues) -> bool:
    """Does it say again what its noun tells, with what it is about: "repeated its call for a fund"?"""
    if lemma(verb) not in RENEWS | VOICES:
        return False
    for noun in children(verb, "dobj"):
        told = lexicon.nouns.get(lemma(noun))
        owned = any(c.dep_ == "poss" and c.lower_ in OWNERS for c in noun.children)
        about = any(c.dep_ in ("prep", "acl") and c.i > noun.i and c.lower_ != "of" for c in noun.children)
        if told is None or not about:
            continue
        if lemma(verb) in VOICES and told.stance in ("refuse", "oppose"):
            return True  # "voiced strong objections to the tax"
        if lemma(verb) in RENEWS and told.stance in ("demand", "refuse", "oppose", "support") and owned:
            return True
    return False


def _of_plan(verb: Token, noun: Token, lexicon: Cues) -> list[Token]:
    """What a plan is for, where the parser hangs it on the verb: "balked at the plan for a runway"."""
    after = next((c for c in children(verb, "prep") if c.i == noun.right_edge.i + 1), None)
    planned = lexicon.nouns.get(lemma(noun)) is not None or noun.lower_ in ("idea", "scheme", "project")
    return list(after.subtree) if planned and after is not None and after.lower_ in OF_OBJECTS else []


def _nobody(token: Token, lexicon: Cues) -> bool:
    sentence = token.doc.text[token.sent.start_char : token.sent.end_char]
    at = token.idx - token.sent.start_char
    return any(m.start() <= at < m.end() for m in lexicon.nobody.finditer(sentence))


def _phrase(token: Token, cue: Cue) -> list[Token] | None:
    """The tokens of a cue phrase, from its verb on; None where the rest of the phrase is not there."""
    words = [token]
    for word in cue.word.split()[1:]:
        doc = token.doc
        last = words[-1]
        window = [doc[i] for i in range(last.i + 1, min(last.i + (4 if len(words) > 1 else 5), len(doc)))]
        known = {w.i for w in words}
        if cue.word == "call for":
            window = [t for t in window if not any(w.pos_ in ("NOUN", "PROPN") for w in doc[last.i + 1 : t.i])]
        match = next(
            (t for t in window if (t.lower_ == word or t.lemma_ == word) and (_hangs_on(t, known) or _opens(t, token))),
            None,
        )
        if match is None:
            return None
        words.append(match)
    return words


def _denied(verb: Token, words: list[Token]) -> bool:
    """Is a cue denied: by "not", in front ("at no point"), or within its phrase ("see no merit in")?"""
    helpers = children(verb, "aux", "auxpass")
    if any(c.dep_ == "neg" for t in (verb, *helpers) for c in t.children) or denied_in_front(verb) is not None:
        return True  # "did not ask", "did not, as is claimed, ask"
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is not None and to.i > verb.sent.start and lemma(to.nbor(-1)) in IMPENDING:
        before = verb.doc[max(to.i - 4, verb.sent.start) : to.i]  # "is not about to", "is in no position to"
        if any(t.lower_ in ("not", "n't", "no", "never") for t in before):
            return True
    said = {w.i for w in words}
    return any(c.lower_ in ("no", "little") and c.i not in said for w in words[1:] for c in w.children)


def _hangs_on(word: Token, known: set[int]) -> bool:
    """Does a word belong to a phrase, be it before a word to come: "threw cold water on", "said no to"?"""
    return word.head.i in known or (word.dep_ in ("amod", "intj", "det") and word.head.head.i in known)


def _opens(word: Token, verb: Token) -> bool:
    """Does a "for" open a clause that hangs on the verb: "asked for the clause to be struck"?"""
    return word.lower_ == "for" and word.dep_ == "mark" and word.head.head.i == verb.i and has_to(word.head)


def _complement(token: Token, cue: Cue, passive: bool, words: list[Token]) -> list[Token]:
    """The tokens of what a verb says, refuses, wants ...; empty where the verb takes none of what stands there.

    The longest reading goes first: an object with what is asked of it ("urged Israel to leave"), a clause, an object.
    """
    takes, clauses, objects = cue.takes, _clauses(token, words), _objects(token, words, passive)
    infinitives = [c for c in children(token, "xcomp") if c not in words]
    if cue.kind == "demand" and "clause" not in takes and clauses and _begins_with_that(clauses[0]):
        return []  # "told reporters that" asks nothing of the reporters
    if cue.kind == "intend" and clauses and objects and _begins_with_that(clauses[0]):
        return list(clauses[0].subtree)  # "promised the voters that it would stay"
    if "object" in takes and objects and (infinitives or clauses):
        return span_of(objects + infinitives + clauses)
    if "clause" in takes and clauses:
        return list(clauses[0].subtree)
    if "clause" in takes and "object" not in takes and infinitives and cue.kind == "say":
        return span_of(children(token, "dobj") + infinitives)
    if "infinitive" in takes and infinitives:
        return list(infinitives[0].subtree)
    if "infinitive" in takes and cue.kind in ("intend", "demand") and clauses and has_to(clauses[0]):
        return list(clauses[0].subtree)
    if "object" in takes and clauses and cue.kind != "intend" and not objects:
        return list(clauses[0].subtree)
    gerunds = [c for c in children(token, "xcomp", "pcomp") if c.tag_ == "VBG" and c.i > token.i]
    if "object" in takes and not objects and gerunds:  # "opposed closing the port"
        return list(gerunds[0].subtree)
    if cue.kind == "demand" and cue.word in ADDRESSES:
        return []  # "told the panel" asks nothing
    return _object(token, objects) if "object" in takes and objects else []


def _clauses(token: Token, words: list[Token]) -> list[Token]:
    """The heads of the clauses that a verb or the rest of its phrase takes; "... himself ..." is none."""
    found = [c for c in children(token, *CLAUSES) if c not in words and not _parted(c, token)]
    for word in words[1:]:
        found += children(word, "ccomp", "xcomp", "advcl")
    return [c for c in found if not any(s.lower_.endswith(("self", "selves")) for s in children(c, "nsubj"))]


def _helped(participle: Token) -> bool:
    """Has a participle its own subject, auxiliary or agent?"""
    return any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "agent") for c in participle.children)


def _parted(clause: Token, verb: Token) -> bool:
    """Does a semicolon part a clause from the verb after it: "Norway wants a quota; Chile wants none"?"""
    return clause.i < verb.i and any(t.text == ";" for t in verb.doc[clause.right_edge.i + 1 : verb.i])


def _objects(token: Token, words: list[Token], passive: bool) -> list[Token]:
    """The heads of a verb's objects; of a passive with an agent, its subject."""
    if passive:
        return children(token, "nsubjpass") if agent_of(token) is not None else []
    return [c for c in children(token, "dobj", "oprd", "attr") if c not in words]


def _object(token: Token, objects: list[Token]) -> list[Token]:
    """What is said of an object: the object with the preposition that follows it, or with its second object."""
    first = objects[0]
    if first.pos_ == "PRON" and first.lower_ in REFLEXIVE:
        return []
    if len(objects) > 1:  # "called it a mistake"
        return span_of(objects)
    asked = [c for c in children(token, "advcl") if has_to(c) and c.left_edge.i == first.right_edge.i + 1]
    if asked and lemma(first) in CALLS:  # "resisted calls to free them"
        return span_of([first, asked[0]])
    after = [c for c in children(token, "prep", "oprd", "dative") if c.i > first.i and c.lower_ in OF_OBJECTS]
    if after and after[0].left_edge.i - first.right_edge.i <= 1:
        return span_of([first, after[0]])
    return list(first.subtree)


def _begins_with_that(clause: Token) -> bool:
    return any(c.lower_ == "that" for c in children(clause, "mark"))
