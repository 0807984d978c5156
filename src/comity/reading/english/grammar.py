"""Who does what in a parsed sentence: subjects, agents, objects, and the phrases that name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj",)

# What may hang on an object or clause without belonging to what was said.
ABOUT = words("of for on about against to over regarding from with in toward towards at")

NOT_SPEAKERS = words(
    """
    it this that there what which these those something nothing everything
    """
)

CHARGING = words(
    """
    accuse charge suspect blame fault criticize criticise condemn denounce rebuke chide praise thank credit scold berate
    upbraid reproach castigate lambast lambaste chastise admonish slam attack mock ridicule applaud commend
    """
)
"""Verbs that say what their object does: "accused Norway of demanding"."""

RENEWS = words("repeat reiterate restate renew reaffirm echo stress emphasize emphasise underline underscore highlight")
"""What one does by these with one's own demand makes it again."""

HINGES = words("condition precondition prerequisite")
"""What one of these is "for" is what hangs on it, and not what is asked."""

OWNERS = words("its their his her our")

MISLED = {"hop": "hope", "spar": "spare", "hat": "hate", "sham": "shame"}


def lemma(token: Token) -> str:
    """The dictionary form; the model's lemmatizer takes "hopes" for "hop" and the like."""
    word = token.lemma_.lower()
    return MISLED.get(word, word)


def can_speak(head: Token, roles: frozenset[str]) -> bool:
    """Is this the head of a phrase for people, bodies or named actors, rather than for things and events?"""
    if head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    if head.pos_ == "PRON":
        return head.lower_ not in NOT_SPEAKERS
    if any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in head.children):
        return True  # "a baker in Elmstead, Rosa Till"
    return head.lemma_.lower() in roles or head.lower_ in roles or is_trade(head)


TRADES = (
    "keeper", "maker", "grower", "worker", "owner", "breeder", "monger", "folk", "ologist", "smen", "activist",
    "miller", "shrimper", "erman", "picker", "dealer", "seller", "broker", "rancher", "hunter", "diver", "skipper",
    "weaver",
)  # fmt: skip


def is_trade(noun: Token) -> bool:
    """Is this a word for people by what they do, known by its end: "beekeepers", "winemakers"?"""
    if noun.pos_ != "NOUN":
        return False
    return noun.lemma_.lower().endswith(TRADES) or _of_a_people(noun)


def _of_a_people(noun: Token) -> bool:
    """Several who do something, with their country before them: "Namibian canners", "Peru's blenders"."""
    several = noun.tag_ == "NNS" and noun.lemma_.lower().endswith(("er", "or", "ist", "eer", "ian"))
    return several and any(
        c.ent_type_ in ("NORP", "GPE") and c.dep_ in ("amod", "poss", "compound", "nmod") and lemma(noun) not in THINGS
        for c in noun.children
    )


THINGS = words(
    "barrier bomber border carrier centre charter computer container cruiser destroyer drawer factor figure "
    "freighter frontier harbor helicopter letter liner matter meter motor number offer order paper "
    "power quarter reactor register river sector semiconductor sensor tanker tender theater trailer trawler tower "
    "transformer tractor water winter"
)


def noun_phrase(head: Token, cue: int) -> Span:
    """The speaker as named: the noun with what belongs to it, without relative clauses and without the cue."""
    cut = {t.i for child in head.children if child.dep_ in ("relcl", "acl", "advcl", "ccomp") for t in child.subtree}
    kept = [t for t in head.subtree if t.i not in cut and not t.is_space]
    run = [head]
    for t in sorted((t for t in kept if t.i < head.i), key=lambda t: -t.i):
        if t.i != run[0].i - 1 or t.i == cue:
            break
        run.insert(0, t)
    for t in (t for t in kept if t.i > head.i):
        if t.i != run[-1].i + 1 or t.i == cue:
            break
        run.append(t)
    while len(run) > 1 and (run[-1].is_punct or run[-1].dep_ in ("cc", "case")) and run[-1].text not in ('"', ")"):
        run.pop()
    while len(run) > 1 and (run[0].is_punct or run[0].dep_ in ("cc", "mark")):
        run.pop(0)
    return Span(run[0].idx, run[-1].idx + len(run[-1]))


def children(token: Token, *deps: str) -> list[Token]:
    """What hangs directly on a word in one of these relations, in order."""
    return [child for child in token.children if child.dep_ in deps]


def span_of(heads: list[Token]) -> list[Token]:
    """All tokens from the first of these subtrees to the last."""
    tokens = sorted({t.i for head in heads for t in head.subtree})
    return [heads[0].doc[i] for i in range(tokens[0], tokens[-1] + 1)] if tokens else []


def has_to(token: Token) -> bool:
    """Is this an infinitive with "to"?"""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


FRONTED = words("point time stage moment occasion circumstance condition account case event way means instance")
"""With "no" before a verb these deny it: "at no point did they ask", "under no circumstances"."""


def denied_in_front(verb: Token) -> Token | None:
    """The "no" of a phrase in front of a verb that denies it: "at no point did they ask"; None without one."""
    helpers = children(verb, "aux", "auxpass")
    for prep in (p for at in (verb, *helpers) for p in children(at, "prep")):
        for noun in children(prep, "pobj"):
            no = next((c for c in noun.children if c.lower_ == "no"), None)
            if no is not None and lemma(noun) in FRONTED and prep.i < verb.i:
                return no
    return _inverted(verb, helpers) or _parenthesis(verb)


def _parenthesis(verb: Token) -> Token | None:
    """The "not" before an aside: "did not, contrary to the bulletin, endorse it"; the parser parts the two."""
    before = verb.doc[verb.sent.start : verb.i]
    if verb.tag_ != "VB" or not len(before) or before[-1].text != "," or any(c.lower_ == "to" for c in verb.children):
        return None
    opening = next((t for t in reversed(before[:-1]) if t.text == ","), None)
    negative = opening.nbor(-1) if opening is not None and opening.i > verb.sent.start else None
    return negative if negative is not None and negative.lower_ in ("not", "n't", "never") else None


def _inverted(verb: Token, helpers: list[Token]) -> Token | None:
    """The negative that opens a sentence and turns its word order: "At no point, they insist, did they ask"."""
    first = next((t for t in verb.sent if not t.is_punct), None)
    subject = next(iter(children(verb, *SUBJECTS)), None)
    if first is None or subject is None or verb.sent[-1].text == "?":
        return None
    opening = verb.doc[first.i : min(first.i + 3, verb.sent.end)]
    turned = any(first.i < h.i < subject.i for h in helpers)
    if not turned or OPENING.match(opening.text) is None:
        return None
    return next((t for t in opening if t.lower_ in ("no", "not", "never", "nowhere", "neither", "nor")), None)


OPENING = re.compile(
    r"(?:(?:at|in|on|under|by|for) no \w+|not (?:once|ever|even|a)\b|never|nowhere|neither|nor)\b", re.IGNORECASE
)


def agent_of(token: Token) -> Token | None:
    """By whom is it done, where a passive says so?"""
    for by in children(token, "agent"):
        for thing in children(by, "pobj"):
            return thing
    return None


def subject_of(token: Token) -> Token | None:
    """Who does what this verb says? Climbs through conjuncts, infinitives, participles and relative clauses."""
    at = token
    for _ in range(12):  # as deep as sentences go; a parse is a tree, so this only bounds the climb
        own = [c for c in at.children if c.dep_ in SUBJECTS]
        if own:
            subject = own[0]
            if subject.lower_ in ("who", "which", "that") and _relative(at) is not None:
                return _relative(at)
            return subject
        if at.i == token.i and (misread := _subject_misread(at)) is not None:
            return misread
        if at.dep_ == "pcomp" and at.head.head.lemma_.lower() in CHARGING:
            return next((c for c in at.head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if at.dep_ in ("relcl", "acl"):
            return at.head if at.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if at.dep_ == "ROOT":
            return passive_subject_of(at) if at.i != token.i else None
        if at.i != token.i and (found := passive_subject_of(at)) is not None:
            return found
        if at.dep_ == "appos":
            return None
        at = at.head
    return None


def _subject_misread(verb: Token) -> Token | None:
    """A subject that the parser takes for an adjective ("Oskany objects") or, behind its verb, for an object."""
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBZ", "VBD"):
        return None
    first = verb.left_edge
    if first.dep_ == "amod" and first.head.i == verb.i and first.i + 1 == verb.i and first.text[:1].isupper():
        return first
    said = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i]
    behind = [c for c in verb.children if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1]
    return behind[0] if said and behind and verb.doc[verb.i - 1].text in (",", '"') else None


def _relative(verb: Token) -> Token | None:
    at = verb
    while at.dep_ in ("conj", "xcomp", "ccomp") and at.head.i != at.i:
        at = at.head
    return at.head if at.dep_ == "relcl" else None


def passive_subject_of(token: Token) -> Token | None:
    """The subject to whom a passive verb happens."""
    found = children(token, "nsubjpass")
    return found[0] if found else None
