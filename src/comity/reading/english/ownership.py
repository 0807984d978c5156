"""Whose a speaker is: "Ukrainian officials" speak for Ukraine; "Ukrainian farmers", "the opposition in Kyiv" do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.actors import Actor, Registry
from comity.reading.english.naming import BODIES, proper_name
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

STATE_ORGANS = words(
    """
    ministry government administration authority parliament cabinet presidency embassy department senate treasury navy
    police court agency office secretariat congress regime junta military
    """
)
"""Bodies that are their state's own, whatever stands before them: "the Arvonian Foreign Ministry"."""
OF_STATES = words("armed defence defense security air royal supreme state federal ground land national")
"""What may stand in the name of an army or council of a state: more makes it a body of its own."""
GENERIC = words("party union company group alliance movement bloc faction list front coalition federation association")
"""What a party that is no state may be called beside its name: "the Reform party's leader"."""
ASIDE = words(
    """
    former ex exiled exile breakaway separatist secessionist opposition opposing rebel insurgent dissident rogue
    self-declared self-styled self-proclaimed ousted deposed paramilitary jihadist islamist ethnic tribal religious
    rural urban backbench grassroots rank-and-file hardline younger rebellious
    retired splinter minority anti pro non would-be disgraced jailed
    """
)
"""Words before a noun or a name that set a speaker apart from the state."""
PARTS = words(
    """
    northern southern eastern western north south east west north-eastern north-western south-eastern south-western
    northeastern northwestern southeastern southwestern central upper lower occupied divided
    """
)
SEATED = words(
    """
    official authority government leader leadership administration army military regime junta ministry parliament
    capital police president court politician
    """
)
"""Who is of the place that they are in; delegations, diplomats and envoys are guests there."""
SPEAKING_FOR = words("spokesman spokeswoman spokesperson spokespeople negotiator lawyer attorney delegate")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a party within a phrase: its tokens from `first` to `last` and whom it stands for."""

    first: Token
    last: Token
    root: Token
    actor: Actor


def belongs(named: Named, head: Token, registry: Registry, others: Sequence[Named] = ()) -> bool:
    """Does the head of a phrase speak for the party that is named in the phrase?

    It does where every noun between the name and the head is an office ("the office of Egypt's president"), each joined
    as an office is to whose it is ("ambassador of", not "ambassador to"), and nothing sets it apart ("<X>-backed",
    "northern <X>", "Turkish Cypriot", "former"). `others` are the names of the phrase beside this one.
    """
    if _hyphened(named) or _apart(named.first) or _doubled(named, others):
        return False
    at = named.root
    for _ in range(12):  # a parse is a tree; this only bounds the climb
        if at.i == head.i:
            return True
        below, at = at, at.head
        if at.i == below.i or not _carries(at, below, head, named, registry):
            return False
    return False


def _carries(node: Token, below: Token, head: Token, named: Named, registry: Registry) -> bool:
    """Does what belongs to the word below belong to this word as well?"""
    if node.pos_ == "ADP":
        return joins(node, node.head)
    if any(_sets_apart(c, registry) for c in node.children if c.i not in range(named.first.i, named.last.i + 1)):
        return False
    if node.pos_ == "PROPN" and node.i == head.i and not in_nouns(node, registry.roles):
        return True
    if in_nouns(node, registry.offices) or in_nouns(node, registry.documents):
        return True
    if not registry.is_state(named.actor) and in_nouns(node, GENERIC) and below.pos_ != "ADP":
        return True
    return node.pos_ in ("PRON", "DET", "NUM") and below.pos_ == "ADP" and below.lower_ == "of"


def _sets_apart(modifier: Token, registry: Registry) -> bool:
    """Does a word before a noun make it another's: "opposition leader", "former minister", "singer Lena Hoy"?"""
    if modifier.dep_ not in ("compound", "amod", "nmod", "nn"):
        return False
    if modifier.lower_ in ASIDE or (in_nouns(modifier, registry.roles) and not in_nouns(modifier, registry.offices)):
        return True
    person = modifier.head.pos_ == "PROPN"
    return person and modifier.tag_ in ("NN", "NNS") and not in_nouns(modifier, registry.offices)


def is_apart(noun: Token, registry: Registry) -> bool:
    """Does a word beside a noun say that it speaks for another: "the opposition leader", "former ministers"?"""
    return any(_sets_apart(c, registry) for c in noun.children)


def joins(prep: Token, noun: Token) -> bool:
    """Does this preposition tell whose a noun is: "officials in", "a spokesman for", but not "an envoy to"?"""
    word = prep.lower_
    if word in ("of", "from", "by"):
        return True
    if word in ("in", "at", "inside", "within"):
        return in_nouns(noun, SEATED)
    return word == "for" and in_nouns(noun, SPEAKING_FOR)


def _hyphened(named: Named) -> bool:
    """ "<X>-backed", "pro-<X>", "<X>-<Y>"?"""
    text = named.first.doc.text
    start, end = named.first.idx, named.last.idx + len(named.last)
    return bool(re.match(r"-\w", text[end : end + 2]) or re.match(r"\w-", text[max(0, start - 2) : start]))


def is_part(head: Token, name: str, registry: Registry) -> bool:
    """Does a name stand for some of a country's people or land only: "ethnic <X>s", "<X>s in <Y>", "northern <X>"?"""
    first = head.doc[head.i - len(name.split()) + 1] if head.i >= len(name.split()) else head
    people = registry.key(name) not in registry.names
    abroad = any(c.dep_ == "prep" and c.lower_ in ("in", "from", "abroad") for c in head.children)
    return _apart(first) or (people and abroad)


def _apart(first: Token) -> bool:
    before = first.nbor(-1) if first.i > first.sent.start else None
    return before is not None and before.lower_ in (PARTS | ASIDE)


def _doubled(named: Named, others: Sequence[Named]) -> bool:
    """Do two names stand side by side: "Turkish Cypriot", "the UN Yemen envoy"?"""
    return any(
        other.actor.party != named.actor.party
        and (other.last.i + 1 == named.first.i or named.last.i + 1 == other.first.i)
        for other in others
        if "PRON" not in (other.root.pos_, named.root.pos_)
    )


def in_nouns(token: Token, nouns: frozenset[str]) -> bool:
    """Is this one of these nouns, in singular or plural, capitalised or not?"""
    lower = token.lower_
    return lower in nouns or token.lemma_.lower() in nouns or lower.removesuffix("s") in nouns


def is_own_body(head: Token, registry: Registry) -> bool:
    """Is this a body with a name of its own, rather than an organ of a state: "Colombia's National Liberation Army"?"""
    if head.pos_ != "PROPN" or in_nouns(head, STATE_ORGANS):
        return False
    if in_nouns(head, registry.offices) and not in_nouns(head, BODIES):
        return False  # "the Foreign Minister of Norway"
    name = proper_name(head, registry.roles)
    for match in registry.pattern.finditer(name):
        name = name.replace(match.group(), " ")
    own = [w for w in re.findall(r"[^\W\d_][\w-]*", name) if w[0].isupper() and w != head.text]
    return any(w.casefold() not in OF_STATES for w in own)


def nearest(head: Token, found: Iterator[tuple[int, Actor]]) -> Actor | None:
    """Of several parties in a phrase the one whose name stands closest, before the head rather than behind it."""
    ordered = sorted(found, key=lambda f: head.idx - f[0] if f[0] < head.idx else _BEHIND + f[0] - head.idx)
    return Actor(ordered[0][1].party, ordered[0][1].member) if ordered else None


_BEHIND = 1000  # what follows a noun belongs to it less closely than anything before it
