"""Joint speakers: "X and Y", "neither X nor Y", "along with X", "the presidents of X and Y", each one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.english.grammar import SUBJECTS
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

TOGETHER = words("along together jointly")
"""What makes "with" join a speaker to another: "Sulmar, with Batuva's help" has one speaker."""
JOINING = words("and or nor & plus")
OF = words("of from by")
BY = words("by")


def conjuncts(head: Token) -> list[Token]:
    """The heads of all who speak with this subject, itself among them, in the order of the text.

    "X, but not Z" does not speak for Z. What stands in an apposition hangs on the name it explains, and is none.
    """
    several = any(t.tag_ == "VBP" or t.lower_ in ("are", "were", "have") for t in (head.head, *head.head.children))
    named = [
        c for c in head.children if c.dep_ == "appos" and (c.pos_ == "PROPN" or several) and any(_joined(c))
    ]  # fmt: skip
    found = [t for name in named for t in _joined(name)]
    if not _is_closed(head):
        found += [t for c in head.children if c.dep_ == "appos" and (joined := _joined(c)) for t in (c, *joined)]
    if named and head.tag_ in ("NNS", "NNPS"):
        found += named  # "two unions, the Miners and the Dockers"
    else:
        found += [head, *_joined(head), *_beside(head), *_before(head)]
    for other in _with(head):
        found += [other, *_joined(other)]
    return sorted({t.i: t for t in found}.values(), key=lambda t: t.i)


def owners(head: Token) -> list[Token]:
    """Whose they are, where one plural noun stands for the speakers of several: "the presidents of X and of Y".

    The heads of the names in the order of the text; fewer than two where the noun is of one.
    """
    joint = head.tag_ in ("NNS", "NNPS") or any(c.lower_ in ("joint", "both") for c in head.children)
    for child in head.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in (OF if joint else BY):
            preps = [child, *(c for c in _joined(child) if c.lower_ == child.lower_)]
            named = [t for prep in preps for t in prep.children if t.dep_ == "pobj"]
        elif joint and child.dep_ in ("poss", "compound", "nmod", "amod"):
            named = [child]
        else:
            continue
        found = [t for name in named for t in (name, *_joined(name))]
        if len(found) > 1:
            return sorted([*found, *_adjectives_before(head, found)], key=lambda t: t.i)
    return []


def _joined(head: Token) -> list[Token]:
    """What "and", "nor" or a comma adds to a word, however long the list."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "conj" and not _excluded(child):
            beside = [c for c in child.children if c.dep_ == "appos" and c.pos_ == "PROPN" and child.pos_ == "NOUN"]
            name = next((c for c in beside if child.doc[c.left_edge.i - 1].text != ","), child)
            found += [name, *_joined(child)]  # "its rival the Reform Party"
    return found


def _is_closed(head: Token) -> bool:
    """Does a comma close the phrase, as it does an apposition: "Norway, a neighbour and a rival, wants"?"""
    last = head.right_edge.i
    return any(t.text in (",", "—", "–", ")") for t in head.doc[last : last + 2])


def instead(head: Token) -> Token | None:
    """Who speaks by "not X but Y": Y; None where nobody is put in another's place."""
    denied = any(c.lower_ == "not" and c.i < head.i for c in head.children) or (
        head.left_edge.i > 0 and head.doc[head.left_edge.i - 1].lower_ == "not"
    )
    before = head.doc[max(head.left_edge.i - 2, 0) : head.i]
    if any(t.lower_ == "only" for t in before):
        return None  # "not only X but also Y": both
    if not denied or not any(c.dep_ == "cc" and c.lower_ == "but" for c in head.children):
        return None
    return next((c for c in head.children if c.dep_ == "conj"), None)


def is_either(head: Token) -> bool:
    """Is it one of several, and not said which: "X or Y"?"""
    return any(c.dep_ == "cc" and c.lower_ == "or" for t in (head, *_joined(head)) for c in t.children)


def _excluded(conjunct: Token) -> bool:
    """Is it named only to be left out: "but not Z", "not the town itself", "rather than Z"?"""
    if any(c.dep_ == "neg" for c in conjunct.children):
        return True
    before = [t for t in conjunct.doc[conjunct.head.i + 1 : conjunct.left_edge.i + 1] if not t.is_punct]
    last = [t.lower_ for t in before if t.i < conjunct.i][-2:]
    return (
        "not" in last
        or ("but" in last and "also" not in last)
        or last == ["rather", "than"]
        or last[-1:] == ["instead"]
    )


def _beside(head: Token) -> list[Token]:
    """A second subject after "as well as", which the parse gives to the verb."""
    later = [t for t in head.head.children if t.dep_ in SUBJECTS and t.i > head.i] if head.head.i != head.i else []
    return [
        t for t in later if head.doc[head.right_edge.i + 1 : t.left_edge.i].text.lower().strip(" ,") in _AS_WELL_AS
        or head.doc[head.i + 1 : t.left_edge.i].text.lower().strip(" ,") in _AS_WELL_AS
    ]  # fmt: skip


_AS_WELL_AS = frozenset(["as well as", "and also", "and", "but also"])


def _before(head: Token) -> list[Token]:
    """The first names of a list whose last two alone the parse makes the subject: "Chile, Uruguay and Kenya want"."""
    doc, first = head.doc, head.left_edge.i
    if not any(c.dep_ == "conj" for c in head.children):
        return []
    found: list[Token] = []
    while first - 2 >= head.sent.start and doc[first - 1].text == ",":
        name = doc[first - 2]
        if name.pos_ != "PROPN" or not name.ent_type_ or name.dep_ in ("pobj", "dobj", "conj"):
            break
        found.append(name)
        first = name.left_edge.i
    return found


def _with(head: Token) -> list[Token]:
    """Who is joined by "along with", "together with" before the verb."""
    verb = head.head
    found: list[Token] = []
    around = [*head.children, *(c for c in verb.children if c.i < verb.i and verb.pos_ in ("VERB", "AUX"))]
    for child in around:
        for with_ in (child, *child.children):
            joins = with_.lower_ == "with" and (
                with_.head.lower_ in TOGETHER
                or any(c.lower_ in TOGETHER for c in with_.children)
                or (with_.i > 0 and with_.doc[with_.i - 1].lower_ in TOGETHER)
            )
            if joins:
                found += [t for t in with_.children if t.dep_ == "pobj" and t.i < max(verb.i, head.i)]
            alike = with_.lower_ == "like" and with_.dep_ == "prep" and _between_commas(with_)
            if alike:
                found += [t for t in with_.children if t.dep_ == "pobj" and t.pos_ == "PROPN" and t.i < verb.i]
    if verb.lemma_ == "join":  # "Arvonia joined Pellia in demanding"
        found += [c for c in verb.children if c.dep_ == "dobj" and any(p.lower_ == "in" for p in verb.children)]
    return found


def _between_commas(prep: Token) -> bool:
    """Is a phrase set off: "Norway, like Finland, wants", "Like Finland, Norway wants"?"""
    doc, first, last = prep.doc, prep.left_edge.i, prep.right_edge.i
    opened = first == prep.sent.start or doc[first - 1].text == ","
    return opened and last + 1 < len(doc) and doc[last + 1].text == ","


def _adjectives_before(head: Token, found: list[Token]) -> list[Token]:
    """The first adjectives of "the American, French and British ambassadors", which hang on the noun."""
    known = {t.i for t in found}
    first = min(known)
    added: list[Token] = []
    while first >= 2 and head.doc[first - 1].text == "," and head.doc[first - 2].head.i == head.i:
        first -= 2
        added.append(head.doc[first])
    return added
