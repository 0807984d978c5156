"""How reports name people and bodies: offices and honorifics, capitals, particles, short forms in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

FEMALE = words("ms ms. mrs mrs. madame spokeswoman chairwoman queen woman congresswoman baroness")
MALE = words("mr mr. sir spokesman chairman king man congressman lord emir sultan")
HONORIFICS = words(
    """
    mr mr. mrs mrs. ms ms. sir dr dr. dame lord king queen prince president chancellor minister prime
    foreign secretary general gen. sen. rep. ambassador senator premier envoy colonel pm
    """
)
BODIES = words(
    """
    group movement government ministry administration authority army party coalition alliance bloc union
    company organisation organization council side delegation militia commission committee federation
    association agency country state military kingdom office team opposition regime junta rebels
    parliament cabinet management embassy command presidency faction republic front
    industry sector institution force forces guerrillas insurgents separatists
    """
)
ORGANS = words(
    """
    government ministry administration authority army parliament cabinet military regime junta
    presidency embassy
    """
)
"""Bodies that are a state's own."""
GATHERINGS = words("group coalition alliance bloc delegation side team")
"""Bodies that stand for several who were named."""
PARTICLES = words("al el ul bin ibn van von der de da dos du di la le abu ben - ’ '")


def phrase_of(head: Token) -> list[Token]:
    """The noun phrase of a head in order, without relative clauses."""
    cut = {t.i for child in head.children if child.dep_ in ("relcl", "advcl", "ccomp") for t in child.subtree}
    cut |= {t.i for child in head.children if child.dep_ == "conj" for t in child.subtree}
    kept = [t for t in head.subtree if t.i not in cut]
    return kept or [head]


def text_of(tokens: list[Token]) -> str:
    """From the first character of a phrase to its last."""
    first, last = tokens[0], tokens[-1]
    return first.doc.text[first.idx : last.idx + len(last)]


def is_plural(head: Token) -> bool:
    """Several, by the form of the noun?"""
    return head.tag_ in ("NNS", "NNPS")


def gender_of(tokens: list[Token]) -> str | None:
    """Whether a phrase speaks of a woman or a man; None where it does not tell."""
    told = {t.lower_ for t in tokens}
    return "female" if told & FEMALE else "male" if told & MALE else None


def office_of(head: Token, tokens: list[Token], roles: frozenset[str]) -> str | None:
    """The office named with a person: "Prime Minister X", "X, the envoy"."""
    near = [t for t in tokens if head.i - 6 <= t.i < head.i or (t.dep_ == "appos" and t.head.i == head.i)]
    return next((t.lemma_.lower() for t in reversed(near) if t.lower_ in roles), None)


def proper_name(head: Token, roles: frozenset[str]) -> str:
    """The name around the head: its run of capitalised words, without the office before it."""
    doc = head.doc
    first = last = head.i
    while first > 0 and _in_name(doc[first - 1]) and doc[first - 1].sent == head.sent:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].head.i == head.i:
        last += 1
    run = [doc[i] for i in range(first, last + 1)]
    offices = [k for k, t in enumerate(run[:-1]) if t.lower_ in roles or t.lower_ in HONORIFICS]
    run = run[offices[-1] + 1 :] if offices and head.lower_ not in BODIES else run
    while len(run) > 1 and not run[0].text[:1].isupper():
        run.pop(0)
    return "".join(t.text_with_ws for t in run).strip()


def _in_name(token: Token) -> bool:
    return (
        (token.pos_ == "PROPN" and token.text[:1].isupper()) or token.ent_type_ == "PERSON" or token.lower_ in PARTICLES
    )


def is_end_of_longer_name(head: Token, start: int) -> bool:
    """Is what begins at this character only the last part of a person's name ("Jack London")?"""
    left = head.doc[head.i - 1] if head.i > 0 else None
    return (
        head.ent_type_ == "PERSON" and left is not None and left.ent_type_ == "PERSON" and left.pos_ == "PROPN"
        and left.idx >= start - len(left) - 1 and left.idx < start and left.lower_ not in HONORIFICS
    )  # fmt: skip


def is_acronym(name: str) -> bool:
    """Capitals as in "NATO", "U.N."?"""
    return bool(re.fullmatch(r"[A-Z][A-Za-z]?[A-Z.-]+[A-Z.]?", name))


def abbreviation(head: Token) -> str | None:
    """The short form given in brackets after a name: "Front (FLP)"."""
    rest = head.doc.text[head.idx + len(head) : head.idx + len(head) + 14]
    match = re.match(r"\s*\(([A-Z][\w.-]{1,8})\)", rest)
    return match.group(1) if match else None
