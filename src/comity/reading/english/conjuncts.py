"""Lists of what is demanded or refused: each item a position, with its own negative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.english.grammar import children, has_to
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOMINAL = frozenset(["NOUN", "PROPN", "NUM"])
# "..., but not to shared inspectors"
CONTRAST = re.compile(
    r"(?:,?\s+(?:but|and|though|yet)|,)\s+(?P<no>not)\s+(?!(?:only|least|just|merely|even|because|as|that|when|if|"
    r"once|to mention|for the first)\b)(?:(?:to|for|on|of|in|with)\s+)?(?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `contrary` where a "but not" sets it against the others."""

    span: Span
    contrary: bool = False


def items(doc: Doc, content: Span) -> tuple[Item, ...]:
    """The items of a content that is a list of things or of clauses; one item where it is none.

    "A, B and no C" is three; "A or B" stays whole, for who demands one of two demands neither.
    """
    turn = CONTRAST.search(doc.text, content.start, content.end)
    if turn is not None and turn.end() < content.end:
        before = items(doc, Span(content.start, turn.start()))
        return (*before, Item(Span(turn.end(), content.end), contrary=True))
    heads = _conjuncts(doc, content)
    if _sets_against(heads):
        return _split(doc, content, heads)  # "grants but no guarantees"
    if any(_bare(head) for head in heads[:-1]) or (heads and _bare(heads[-1]) and not _prepositions(heads[-1])):
        return (Item(content),)  # "bread and butter", "air and maritime security"
    return _split(doc, content, heads)


def announced(doc: Doc, behind_colon: Span) -> tuple[Item, ...]:
    """The items of a list that was announced: every conjunct is one, be it a single word."""
    return _split(doc, behind_colon, _conjuncts(doc, behind_colon))


def _split(doc: Doc, content: Span, heads: list[Token]) -> tuple[Item, ...]:
    cuts = [head.left_edge.i for head in heads[1:]]
    starts = [content.start, *(doc[i].idx for i in cuts)]
    ends = [*(_end_before(doc, i) for i in cuts), content.end]
    return tuple(Item(Span(a, b)) for a, b in zip(starts, ends, strict=True) if b > a)


THINGS = re.compile(
    r"\b(?:things|points|matters|priorities|terms|demands|conditions|requirements|requests|guarantees|issues)\b",
    re.IGNORECASE,
)
WANTED = re.compile(
    r"\b(?:matters? to|needs?|wants?|essential|vital|crucial|required|asks? for|demands?)\b", re.IGNORECASE
)


def series(doc: Doc, content: Span, sentence_end: int) -> Span | None:
    """The list behind a colon that a content announces: "three things matter to us, he said: ..."; None without one."""
    said = content.of(doc.text)
    if not THINGS.search(said.partition(":")[0]):
        return None
    colon = doc.text.find(":", content.start, sentence_end)
    end = len(doc.text[:sentence_end].rstrip(" .!"))
    return Span(colon + 2, end) if colon != -1 and colon + 2 < end else None


def beyond(doc: Doc, content: Span) -> tuple[Item, ...]:
    """The items that the parser lost: things behind a comma right after a content that hang on nothing of their own."""
    last = next((t for t in reversed(doc) if t.idx < content.end), None)
    if last is None or last.i + 2 >= len(doc):
        return ()
    if doc[last.i + 1].lower_ in ("and", "but") and doc[last.i + 2].lower_ == "no":
        thing = doc[last.i + 2].head  # "a longer lease and no cap on volumes"
        nominal = thing.pos_ == "NOUN" and thing.dep_ == "conj" and thing.i > last.i
        return (Item(Span(doc[last.i + 2].idx, _ends(thing))),) if nominal else ()
    if doc[last.i + 1].text != ",":
        return ()
    first = doc[last.i + 2]
    near = doc[first.i : first.i + 8]
    root = next((t for t in near if t.pos_ in NOMINAL and t.left_edge.i == first.i), None)
    if root is None or root.dep_ not in ("dep", "appos", "conj", "dobj") or root.sent.start != last.sent.start:
        return ()
    conjuncts = [root, *(c for c in root.conjuncts if c.i > root.i)]
    if len(conjuncts) < 2 or any(c.lower_ == "or" for t in conjuncts for c in t.children):
        return ()
    return items(doc, Span(first.idx, _ends(conjuncts[-1])))


def _ends(head: Token) -> int:
    """The character behind the last word that hangs on a head."""
    return head.right_edge.idx + len(head.right_edge)


# "yes to a joint gauge but no to joint patrols"
ANSWER = re.compile(r",?\s+(?:but|and|while|though)\s+(?P<answer>yes|no)\s+to\s+(?=\w)", re.IGNORECASE)


def answers(doc: Doc, content: Span, sentence_end: int) -> tuple[Item, ...]:
    """What is said yes and no to in one breath, each an item; empty where only one answer is given."""
    found = ANSWER.search(doc.text, content.start, sentence_end)
    if found is None:
        return ()
    stop = re.search(r"[,;.!?](?:\s|$)", doc.text[found.end() : sentence_end])
    end = found.end() + (stop.start() if stop else sentence_end - found.end())
    first = items(doc, Span(content.start, found.start()))
    return (*first, Item(Span(found.end(), end), contrary=True)) if end > found.end() else ()


def contrast(doc: Doc, content: Span) -> tuple[Item, ...]:
    """What is set against a content right behind it, "..., but not to shared inspectors": at most one item."""
    found = CONTRAST.match(doc.text, content.end)
    if found is None:
        return ()
    stop = re.search(r"[,;.!?](?:\s|$)", doc.text[found.end() :])
    end = found.end() + (stop.start() if stop else len(doc.text))
    return (Item(Span(found.end(), end), contrary=True),) if end > found.end() else ()


def _conjuncts(doc: Doc, content: Span) -> list[Token]:
    """The heads of the things or clauses that a content joins with "and"; only the first where it joins none."""
    words = doc.char_span(content.start, content.end, alignment_mode="expand")
    if words is None or not len(words):
        return []
    heads = [words.root]
    noun = heads[0].pos_ in NOMINAL
    while True:
        at = heads[-1]
        further = [c for c in at.children if c.dep_ == "conj" and at.i < c.i < words.end]
        further = further or _listed(at, words.end)
        if not further:
            return heads
        joined = {c.lower_ for c in at.children if c.dep_ == "cc"}
        refused = "but" in joined and any(c.lower_ == "no" for c in further[-1].children)  # "a bonus, but no pension"
        if (joined - {"and", "&"} and not (refused and joined <= {"and", "&", "but"})) or (
            noun and further[0].pos_ not in NOMINAL
        ):
            return heads[:1]
        marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in further[0].children)
        clauses = all(
            children(t, "nsubj", "nsubjpass") for t in (at, further[0])
        )  # "the test dropped and the fund kept"
        if not noun and not marked and not clauses and not (has_to(at) and has_to(further[0])):
            return heads
        heads += further if refused else further[:1]


def _sets_against(heads: Sequence[Token]) -> bool:
    """Does a "but no" set the last of several things against the others?"""
    return len(heads) > 1 and any(c.lower_ == "but" for head in heads[:-1] for c in children(head, "cc"))


def _listed(noun: Token, end: int) -> list[Token]:
    """The next item of a list whose comma the parser takes for an apposition's: "a bypass, a wall and no trucks"."""
    return [
        c
        for c in noun.children
        if c.dep_ == "appos" and noun.i < c.i < end and c.pos_ == "NOUN" and noun.pos_ == "NOUN" and _goes_on(c)
    ]


def _goes_on(noun: Token) -> bool:
    """Does a list go on behind a noun: with a further item, after a comma or an "and"?"""
    return any(c.dep_ == "conj" and c.pos_ in NOMINAL for c in noun.children)


def _bare(head: Token) -> bool:
    """Has a noun nothing before it, not so much as an article?"""
    joined = min((c.i for c in head.children if c.dep_ in ("cc", "conj")), default=head.i)
    return head.pos_ in NOMINAL and not [
        c
        for c in head.children
        if c.dep_ not in ("cc", "conj", "punct", "prep", "relcl", "acl") or (c.dep_ == "prep" and c.i < joined)
    ]


def _prepositions(noun: Token) -> bool:
    return any(c.dep_ == "prep" for c in noun.children)


def _end_before(doc: Doc, first: int) -> int:
    """Where the item before ends: without the comma and the "and"."""
    at = first - 1
    while at > 0 and (doc[at].dep_ == "cc" or doc[at].lower_ in ("and", "&", "but") or doc[at].text in (",", ";")):
        at -= 1
    return doc[at].idx + len(doc[at])
