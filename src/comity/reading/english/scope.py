"""Which way a position goes: for or against the thing that it names, or impossible to tell.

A cue says which way the speaker stands to the whole content; a negative, an exception or a verb of removal between the
cue and the thing can turn that about ("insists that no plant be financed"). What is understood is listed in
`operators`: one plain negative or removal over what is demanded or supported turns it over. Anything else between the
cue and the thing leaves it open (after the scope and abstention of Morante and Sporleder 2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.english.grammar import children, has_to, lemma
from comity.reading.english.operators import BRINGING, GONE, OUTSIDE, Operator, operator
from comity.reading.english.passing import FREEDOMS, kind_of, passes
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


UNSURE: tuple[Operator, ...] = ("weaker", "talk", "another")


@dataclass(frozen=True, slots=True)
class Over:
    """An operator over the thing named: the word, what it does, whether the parse puts it over the thing."""

    token: Token
    does: Operator
    governs: bool


def direction(
    doc: Doc, region: Sequence[Span], named: Sequence[Span], toward_content: bool, counted: Sequence[Span] = ()
) -> bool | None:
    """For (True) or against (False) the thing named, or impossible to tell (None)?

    Parameters: the parse; the characters of the content without its conditional part; the places in it where the thing
    stands (none: the head of the content is taken); how the speaker stands to the content as a whole; the negatives
    that were counted in saying so. Places that disagree leave it open.
    """
    heads = list(named) or _head(doc, region)
    told = {_one(doc, region, at, toward_content, counted) for at in heads}
    return told.pop() if len(told) == 1 else None


def _one(doc: Doc, region: Sequence[Span], named: Span, toward: bool, counted: Sequence[Span]) -> bool | None:
    if named_as_no := [t for t in doc if named.start <= t.idx < named.end and operator(t) == "not"]:
        # The thing named is the refusal itself: "savings would not be taxed".
        held = [t for t in named_as_no if any(s.start <= t.idx < s.end for s in counted)]
        toward = toward if len(held) != 1 else not toward
    over = [o for o in _over(doc, region, named) if not any(s.start <= o.token.idx < s.end for s in counted)]
    over = [o for o in over if toward or o.does != "talk"]  # who will not even discuss it says no to it
    # "leave it out", "relief from it" are one word in two.
    one = {o.token.head.i for o in over} | {c.i for o in over for c in o.token.children}
    strange = any(not passes(t) for t in _holding(doc, region, named, counted) if t.i not in one)
    if not over:
        return None if strange else toward
    if (
        strange
        or any(lemma(t) in FREEDOMS for t in _holding(doc, region, named, counted))
        or len(over) > 1
        or not toward
        or not over[0].governs
    ):
        return None
    return False if over[0].does in ("not", "away") else None


def _over(doc: Doc, region: Sequence[Span], named: Span) -> list[Over]:
    """The operators between the start of the content and the thing, by word order, and over it, by the parse."""
    inside = [t for t in doc if any(s.start <= t.idx < s.end for s in region)]
    own = [t for t in inside if named.start <= t.idx < named.end]
    if not own:
        return []
    outside = [t for t in inside if not named.start <= t.idx < named.end]
    governing = _governing(own, {t.i for t in outside})
    joined = {t.head.i for o in own for t in (o, *o.ancestors) if t.dep_ == "conj" and t.pos_ == "VERB"}
    found = {}
    for token in outside:
        if token.i in joined:
            continue  # "to end the siege and open the port": done with before the "and"
        does = operator(token)
        if does is None and token.i in governing and _is_gone(token, own):
            does = "away"
        if does is None or (does in UNSURE and token.i not in governing):
            continue
        if token.idx < named.start or token.i in governing:
            if does == "not" and not _reaches(token, own):
                does = "weaker"
            found[token.i] = Over(token, does, token.i in governing)
    behind = next((t for t in outside if t.idx > own[-1].idx), None)
    if behind is not None and behind.i == own[-1].i + 1 and behind.lower_ in ("out", "away", "off"):
        found[behind.i] = Over(behind, "away", True)  # "wants the troops out of the valley"
    return _merged([found[i] for i in sorted(found)])


def _holding(doc: Doc, region: Sequence[Span], named: Span, counted: Sequence[Span]) -> list[Token]:
    """The words of the content that the thing hangs on by the parse, but for operators and what was counted."""
    inside = {t.i for t in doc if any(s.start <= t.idx < s.end for s in region)}
    own = {t.i for t in doc if named.start <= t.idx < named.end} & inside
    found: dict[int, Token] = {}
    for at in (doc[i] for i in own):
        for _ in range(len(doc)):
            over = at.head
            if at.dep_ in ("nsubj", "nsubjpass"):  # "were the toll to fall"
                found |= {t.i: t for t in _raised(over) if t.i in inside}
            if over.i == at.i or over.i not in inside:
                break
            if at.dep_ != "conj" and over.i not in own and not kind_of(at):
                found[over.i] = over
            at = over
    return [t for t in found.values() if operator(t) is None and not any(s.start <= t.idx < s.end for s in counted)]


def _governing(own: Sequence[Token], allowed: set[int]) -> set[int]:
    """The words of the content over the thing: what it hangs on, with their negatives and particles.

    A conjunct does not hang on the one before it: "to end the siege and open the port".
    """
    found: set[int] = set()
    for token in own:
        at = token
        for _ in range(len(token.doc)):
            for child in at.children:
                if child.i in allowed and (child.dep_ in ("neg", "prt", "acomp", "oprd") or operator(child) == "not"):
                    found.add(child.i)
                if child.i in allowed and child.dep_ == "amod" and operator(child) == "weaker":
                    found.add(child.i)  # "a smaller toll"
                if child.i in allowed and child.dep_ in ("prep", "advmod") and operator(child) == "away":
                    found.add(child.i)
                if child.i in allowed and child.dep_ == "acl" and child.tag_ == "VBN":
                    # "wants the words taken out": what becomes of the thing
                    found |= {c.i for c in (child, *child.children) if operator(c) == "away" and c.i in allowed}
                if child.i in allowed and child.dep_ in ("nsubj", "nsubjpass") and child.i not in {o.i for o in own}:
                    found |= {c.i for c in (child, *child.children) if operator(c) == "not" and c.i in allowed}
            before = at.i - 1
            if at.pos_ == "ADP" and before in allowed and at.doc[before].pos_ == "NOUN":
                found.add(before)  # "supported the ban on trawling": the parser may hang "on" on the verb
            if at.head.i == at.i or (at.i not in allowed and at.i not in {o.i for o in own}):
                break
            if at.dep_ != "conj" and at.head.i in allowed:
                found.add(at.head.i)
            if at.dep_ == "dobj":  # "would like the toll to end"
                beside = (*children(at.head, "xcomp", "advcl"), *children(at, "relcl", "acl", "xcomp"))
                found |= {t.i for t in beside if t.i in allowed and lemma(t) in GONE and has_to(t)}
            if at.dep_ in ("nsubj", "nsubjpass"):
                raised = _raised(at.head)
                found |= {t.i for t in raised if t.i in allowed}
                below = [c for t in raised for c in children(t, "prep", "advmod", "prt")]
                found |= {c.i for c in below if c.i in allowed and operator(c) == "away"}
            at = at.head
    return found


def _raised(verb: Token) -> list[Token]:
    """The verbs that say what becomes of the subject of another: "the toll has to be scrapped"."""
    raised = (
        [c for c in verb.children if c.dep_ == "xcomp"] if lemma(verb) in ("be", "have", "need", "ought", "go") else []
    )
    return raised + [t for c in raised for t in _raised(c)]


def _is_gone(token: Token, own: Sequence[Token]) -> bool:
    """ "the subsidy went": a verb that says of its subject that it is no more."""
    subjects = {c.i for c in (*token.children, *token.head.children) if c.dep_ in ("nsubj", "nsubjpass")}
    if has_to(token):
        subjects |= {c.i for c in (token.head, *children(token.head, "dobj"))}
    return lemma(token) in GONE and bool(subjects & {t.i for t in own})


def _reaches(negative: Token, own: Sequence[Token]) -> bool:
    """Is what a negative denies the thing itself, or a verb that would bring it about?

    "that wages not be touched" is no no to wages.
    """
    held = {t.i for t in own}
    verb = negative.head
    if negative.dep_ == "det" or verb.i in held or verb.pos_ not in ("VERB", "AUX"):
        return True
    if negative.dep_ in ("nsubj", "nsubjpass", "attr", "dobj"):
        return True
    return lemma(verb) in BRINGING


def _merged(over: list[Over]) -> list[Over]:
    """ "left out of", "kept free of", "no longer": words of one operator count once."""
    kept: list[Over] = []
    for one in over:
        if kept and one.does == kept[-1].does == "away" and one.token.i - kept[-1].token.i <= 2:
            pair = (one.token, kept[-1].token)
            if any(t.lower_ in OUTSIDE for t in pair):
                continue
        kept.append(one)
    return kept


def _head(doc: Doc, region: Sequence[Span]) -> list[Span]:
    """Without words to look for, what a content names is its head; under a verb of removal, what is removed.

    Of "that the port be closed" it cannot be told whether the port or its closing is meant: both.
    """
    for span in region:
        words = doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None or not len(words):
            continue
        at, subjects = words.root, children(words.root, "nsubjpass", "nsubj")
        if at.pos_ == "VERB" and operator(at) == "away" and subjects:
            return [Span(t.idx, t.idx + len(t)) for t in (at, subjects[0])]
        for _ in range(4):
            inside = range(words.start, words.end)
            below = [c for c in children(at, "dobj", "pcomp") if c.i in inside]
            below += [o for p in children(at, "prep") if p.i in inside for o in children(p, "pobj", "pcomp")]
            if at.pos_ != "VERB" or operator(at) != "away" or not below:
                break
            at = below[0]
        first = min([at, *children(at, "amod")], key=lambda t: t.i)  # "a lower rate" is what is named
        return [Span(first.idx, at.idx + len(at))]
    return []
