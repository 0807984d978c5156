"""What an attributed position amounts to: kind, stance, firmness, condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.clause import WANTS, clause_stance, mains, offers
from comity.reading.english.conditions import END, without
from comity.reading.english.cues import Cue, Cues, cues, plain_sense
from comity.reading.english.grammar import lemma
from comity.reading.english.operators import operator
from comity.reading.english.scope import direction
from comity.reading.english.undone import ACCEPTING, Undoing, undone
from comity.reading.statement import Firmness, Kind, Open, Span, Stance
from comity.reading.wordlist import words as wordlist

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WITHOUT = re.compile(r"\b(?:without|unless|until)\b", re.IGNORECASE)
# The month, and what could not be done, are no hedges.
UNHEDGED = re.compile(r"\bMay\b|\b(?:can|could|might|may) ?n[o']t\b")
HINGES = ("if", "unless", "provided", "once", "until", "before")
AGREEMENT: dict[Stance, bool] = {"support": True, "demand": True, "refuse": False, "oppose": False}
DECIDED = tuple(AGREEMENT)
"""Stances that say yes or no."""
HOLDS = (*DECIDED, "withdrawn-demand")
"""Stances of cues that name a position; where it is open whether it is held, that is asked."""
UNDONE: dict[Undoing, tuple[Kind, Stance, Firmness | None, bool | None]] = {
    "withdrawn": ("change", "withdrawn-demand", None, None),
    "granted": ("support", "support", "may", True),
    "not refused": ("support", "support", "may", None),
    "open": ("say", "claim", None, None),
}
OUGHT = frozenset(["must", "should", "shall", "ought", "need"])
UNMOVED = wordlist("budge waver yield bend compromise relent flinch retreat back move")
CANNOT_BUT = re.compile(r"\b(?:can|could) ?(?:not|n't) (?:but|help)\b", re.IGNORECASE)
FIXED = re.compile(
    r"\b(?:non-? ?negotiable|not (?:be )?negotiable|not up for|"
    r"(?:is|are|was|were|remains?) (?:\w+ )?(?:a |\w+ )red lines?)\b",
    re.IGNORECASE,
)
# Of these a party says that they are non-negotiable when it will not make them.
YIELDING = re.compile(
    r"\b(?:concessions?|compromises?|surrender|cession|ceding|loss|partition|division|retreat|recognition|sale)\b",
    re.IGNORECASE,
)
HINGING = re.compile(r"^(?:hinges? on|depends? on|conditional on|contingent on)", re.IGNORECASE)
NOTHING_BUT = re.compile(
    r"^\W*nothing (?:but|(?:short|less) (?:of|than)|except) (?P<thing>.+?) (?:will|would|can|could|is|was|shall)\b",
    re.IGNORECASE,
)
ONLY_THIS = re.compile(
    r"^\W*only (?P<thing>an? .+?) (?:will|would|can|could) "
    r"(?:do|suffice|help|end|settle|resolve|satisfy|avert|break|save)\b",
    re.IGNORECASE,
)
NOTHING_LESS = re.compile(
    r"^\W*nothing (?:but|(?:short|less) (?:of|than)|except|other than) (?P<thing>.+)$", re.IGNORECASE
)
KIND_OF: dict[Stance, Kind] = {
    "demand": "demand", "refuse": "refuse", "oppose": "refuse", "support": "support", "withdrawn-demand": "change",
    "shift": "change", "wary": "relation", "rapport": "relation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """The reading of one attribution.

    `agreement` is toward the content as a whole until `toward` says what it is toward the thing named; `region` are the
    characters of the content in which that thing is looked for, `counted` the negatives that the stance rests on;
    `open` is what a claim leaves open.
    """

    kind: Kind
    stance: Stance
    firmness: Firmness | None
    agreement: bool | None
    region: tuple[Span, ...]
    counted: tuple[Span, ...] = ()
    open: Open | None = None


def position(attribution: Attribution, doc: Doc, cue_words: str, own: Callable[[Token], bool]) -> Position:
    """What does this attribution amount to?

    The cue decides; where it only says that something was said, the content does. Parameters: the attribution, the
    paragraph's parse, the words of the cue as they stand, and whether a subject is the speaker's own side.
    """
    lexicon = cues()
    hangs_on = attribution.condition
    region = without(attribution.content, hangs_on.span) if hangs_on else attribution.content
    if attribution.part == "asked":
        asked = attribution.cue
        return Position(asked.kind, asked.stance, asked.firmness, AGREEMENT.get(asked.stance), region)
    what = undone(attribution, doc, lexicon)
    if what is not None:
        kind, stance, firmness, agreement = UNDONE[what]
        held: Open | None = "held" if what == "open" and attribution.cue.stance in HOLDS else None
        return Position(kind, stance, firmness, agreement, region, _predicates(attribution, doc), held)
    reading = _as_it_stands(attribution, doc, cue_words, own, lexicon)
    only = _only(doc, attribution)
    if only is not None:
        return replace(reading, kind="demand", stance="demand", firmness="must", agreement=True, region=(only,))
    if attribution.cue.word in ("insist", "adamant") and reading.agreement and _tells(attribution, doc):
        return replace(reading, agreement=None, region=region)  # "insists that the toll is illegal": no demand
    if attribution.cue.word == "will not" and lemma(doc[attribution.head]) in UNMOVED:
        return replace(reading, agreement=None, region=region)  # "will not budge on its demand": a yes or a no
    idle = hangs_on is None and not _does_away(attribution, doc)
    if attribution.cue.word == "threaten" and (idle or (hangs_on is not None and hangs_on.form != "unless")):
        return replace(reading, agreement=None, region=region)  # what is threatened is wanted by nobody
    if hangs_on is not None and _ends_or_demands(attribution, reading, doc):
        # "no agreement without a register", "unless it is lifted, we walk out": what is demanded is the condition.
        return replace(reading, region=(hangs_on.asked,), counted=())
    if hangs_on is not None and hangs_on.form == "except":
        return replace(reading, agreement=None, region=region)  # "any site but the dairy": of which is it said?
    if reading.stance in ("refuse", "oppose") and (hangs_on is not None or _is_fixed(attribution, doc)):
        return replace(reading, agreement=None, region=region)  # a qualified no is no no to the thing
    return replace(reading, region=region)


def toward(reading: Position, doc: Doc, named: Sequence[Span]) -> Position:
    """The position toward the thing named, which stands at these places of the paragraph.

    Where the direction is turned about the stance turns with it; where it cannot be told, `agreement` is None.
    """
    if reading.agreement is None:
        return reading
    told = direction(doc, reading.region, named, reading.agreement, reading.counted)
    if told is None or told == reading.agreement:
        return replace(reading, agreement=told)
    if told:
        return replace(reading, agreement=told, stance="support", kind="support")
    return replace(reading, agreement=told, stance="oppose", kind="refuse")


def _as_it_stands(
    attribution: Attribution, doc: Doc, cue_words: str, own: Callable[[Token], bool], lexicon: Cues
) -> Position:
    """The position without regard to what it hangs on."""
    cue = attribution.cue
    words = " ".join(span.of(doc.text) for span in _said(attribution))
    before = doc[max(attribution.head - 4, 0) : attribution.head + 1].text
    negated = attribution.negated and not CANNOT_BUT.search(f"{before} {cue_words}")
    granted = lexicon.granted.search(f"{cue_words} {words}") is not None or (
        negated and cue.stance in ("refuse", "oppose")
    )
    content = lexicon.granted.sub("", lexicon.reversed.sub("", words))
    stance = _stance(cue, content, negated, cue_words, lexicon)
    from_content = cue.stance == "claim" and not (negated and stance == "refuse")
    if from_content:
        stance = _told(stance, clause_stance(doc, attribution.content, own), content, lexicon)
    if _lesser_evil(doc[attribution.head]):
        return Position("refuse", "refuse", "red line", False, ())
    if (
        from_content
        and stance == "claim"
        and attribution.condition is not None
        and offers(doc, attribution.content, own)
    ):
        stance = "support"
    if from_content and _anothers(attribution, doc, own, lexicon):
        stance, granted = "claim", False
    if granted and stance in ("claim", "oppose", "refuse", "concern"):
        stance = "support"
    kind = KIND_OF.get(stance, "say") if cue.kind == "say" else cue.kind
    if stance in ("refuse", "oppose") and kind in ("intend", "support", "demand"):
        kind = "refuse"
    if stance == "withdrawn-demand":
        return Position("change", stance, None, None, ())
    conditional = attribution.condition is not None or _hinges(doc[attribution.head])
    firmness = _firmness(cue, content, stance, cue_words, lexicon, granted, conditional)
    turned = stance in ("refuse", "oppose") and cue.stance in ("demand", "support") and not negated
    counted = _counted(attribution, doc, stance, lexicon) if from_content or turned else ()
    counted += _granted(attribution, doc, lexicon) if granted else ()
    return Position(kind, stance, firmness, AGREEMENT.get(stance), (), counted)


def _said(attribution: Attribution) -> Sequence[Span]:
    """What is said, without the "if" in front of it: "if they think we want it, they are wrong" wants nothing."""
    hangs_on = attribution.condition
    if hangs_on is None or hangs_on.form not in ("if", "exchange") or hangs_on.span.start > attribution.outer.start + 1:
        return attribution.content
    return without(attribution.content, hangs_on.span) or attribution.content


def _anothers(attribution: Attribution, doc: Doc, own: Callable[[Token], bool], lexicon: Cues) -> bool:
    """Does a content report what somebody else demands or refuses: "said that Norway was demanding"?"""
    for head in mains(doc, attribution.content):
        sense = plain_sense(head, lexicon)
        subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and not own(subject) and _theirs(head, subject, lexicon):
            return True
        if sense is None or subject is None or lemma(head) in ("need", "require"):
            continue
        anybody = any(c.lower_ in ("no", "nobody", "there") for c in (subject, *subject.children))
        if anybody or (sense.stance not in AGREEMENT and sense.word not in ACCEPTING):
            continue
        asked_of = any(c.lower_ in OUGHT for c in head.children if c.dep_ == "aux")
        things = subject.dep_ == "nsubjpass" and not any(c.dep_ == "agent" for c in head.children)
        if not asked_of and not own(subject) and (not things or sense.stance in ("refuse", "oppose")):
            return True
    return False


def _theirs(verb: Token, subject: Token, lexicon: Cues) -> bool:
    """Does a clause tell what its subject does with a demand of its own: "that Norway had let go of its demand"?"""
    if subject.pos_ != "PROPN":
        return False
    return any(
        t.i > verb.i
        and t.pos_ == "NOUN"
        and (cue := lexicon.nouns.get(lemma(t))) is not None
        and cue.stance in AGREEMENT
        and any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for c in t.children)
        for t in verb.subtree
    )


def _predicates(attribution: Attribution, doc: Doc) -> tuple[Span, ...]:
    """The verbs of what is said with their negatives, where the cue says only that it was said; what was given up."""
    if attribution.cue.stance == "withdrawn-demand":
        given_up = doc.char_span(attribution.content[0].start, attribution.content[0].end, alignment_mode="expand")
        return (Span(given_up.root.idx, given_up.root.idx + len(given_up.root)),) if given_up is not None else ()
    verbs = mains(doc, attribution.content) if attribution.cue.stance == "claim" else []
    return tuple(Span(t.idx, t.idx + len(t)) for v in verbs for t in (v, *v.children) if t.i == v.i or t.dep_ == "neg")


def _counted(attribution: Attribution, doc: Doc, stance: Stance, lexicon: Cues) -> tuple[Span, ...]:
    """What the stance of a content rests on: its own verb, and the negatives by which it refuses or opposes.

    The negatives stand in a turn of phrase of the lexicon, or at the content's own verb.
    """
    verbs = mains(doc, attribution.content)
    own = [Span(v.idx, v.idx + len(v)) for v in verbs if operator(v) == "another"]
    if stance not in ("refuse", "oppose"):
        return tuple(own)
    found = own + [Span(c.idx, c.idx + len(c)) for v in verbs for c in v.children if c.dep_ == "neg"]
    for verb in verbs:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "attr", "dobj", "prep"):
                near = (child, *child.children) if child.dep_ != "prep" else (child,)
                if child.dep_ in ("nsubj", "nsubjpass"):
                    found += [Span(c.idx, c.idx + len(c)) for c in near if c.lower_ in ("no", "nobody", "none", "not")]
    for span in attribution.content:
        for kind in ("refuse", "oppose"):
            match = lexicon.stance[kind].search(doc.text, span.start, span.end)
            if match is not None:
                found.append(Span(match.start(), match.end()))
                break
    return tuple(found)


def _tells(attribution: Attribution, doc: Doc) -> bool:
    """Does a clause say what a thing is, rather than what shall be: "that the toll was illegal"?"""
    verbs = mains(doc, attribution.content)
    return any(
        v.lower_ in ("is", "was", "are", "were") and any(c.dep_ in ("acomp", "attr") for c in v.children) for v in verbs
    )


def _does_away(attribution: Attribution, doc: Doc) -> bool:
    """Does a content do away with something: "threatened to block the treaty"?"""
    return any(operator(t) == "away" for t in doc if any(s.start <= t.idx < s.end for s in attribution.content))


def _granted(attribution: Attribution, doc: Doc, lexicon: Cues) -> tuple[Span, ...]:
    """The double negatives of a content that grant something: "is not averse to"."""
    return tuple(
        Span(found.start(), found.end())
        for span in attribution.content
        for found in lexicon.granted.finditer(doc.text, span.start, span.end)
    )


def _ends_or_demands(attribution: Attribution, reading: Position, doc: Doc) -> bool:
    """Is a condition what is demanded: before it a threat or an end of the talks, or only that all hinges on it?"""
    hangs_on = attribution.condition
    if hangs_on is None or reading.stance != "demand":
        return False
    if HINGING.match(hangs_on.span.of(doc.text)):
        return True
    if hangs_on.form != "unless":
        return False
    main = without(attribution.content, hangs_on.span)
    inside = [t for t in doc if any(s.start <= t.idx < s.end for s in main)]
    return attribution.cue.stance != "demand" or any(operator(t) == "not" for t in inside)


def _is_fixed(attribution: Attribution, doc: Doc) -> bool:
    """Is a thing put beyond negotiation without a word on whether it shall be: "the border is non-negotiable"?"""
    said = [span.of(doc.text) for span in attribution.content]
    return any(FIXED.search(text) for text in said) and not any(
        YIELDING.search(text) or is_constitutional(text) for text in said
    )


def _only(doc: Doc, attribution: Attribution) -> Span | None:
    """ "Nothing but a treaty will do": what alone is enough."""
    for span in attribution.content:
        match = NOTHING_BUT.search(span.of(doc.text)) or ONLY_THIS.search(span.of(doc.text))
        if match is None and attribution.cue.stance in ("demand", "support") and not attribution.negated:
            match = NOTHING_LESS.search(span.of(doc.text))  # "will settle for nothing less than a treaty"
        if match is not None:
            return Span(span.start + match.start("thing"), span.start + match.end("thing"))
    return None


def is_constitutional(text: str) -> bool:
    """Does a text give a constitution as the reason?"""
    return "constitution" in text.lower()


def _stance(cue: Cue, content: str, negated: bool, cue_words: str, lexicon: Cues) -> Stance:
    if cue.stance == "claim":
        if negated and cue.word in ("accept", "agree", "recognize", "recognise", "allow", "consider", "contemplate"):
            return "refuse"
        return _content_stance(content, lexicon)
    if negated:
        if cue.kind in ("support", "intend") or cue.stance == "support":
            return "refuse"
        if cue.stance in ("refuse", "oppose"):
            return (
                "support"
                if "rule out" in cue.word or cue.word in ("oppose", "exclude", "object to", "reject")
                else "claim"
            )
        return "oppose" if cue.word in WANTS else "claim"
    if cue.stance in ("demand", "support") and cue.kind in ("demand", "intend", "support", "say"):
        if "rather than" in cue_words:
            return "oppose"
        found = _content_stance(content, lexicon)
        if cue.stance == "support" and found in ("refuse", "oppose") and _is_clause(content):
            return found
        if (
            cue.kind == "intend"
            and found in ("demand", "refuse", "oppose")
            and ("ensure" in f"{cue_words} {content}".lower() or found != "demand")
        ):
            return found
    return cue.stance


def _is_clause(content: str) -> bool:
    return content.lower().startswith(("that ", "there ", "it ")) or " is " in content or " are " in content


def _content_stance(content: str, lexicon: Cues) -> Stance:
    """The stance a reported content shows by its own words; the earliest stage of the ladder wins."""
    if END.search(content) and WITHOUT.search(content):
        return "demand"  # "no agreement without inspections"
    for stance in ("withdrawn-demand", "refuse", "oppose", "demand", "support", "concern"):
        if lexicon.stance[stance].search(content):
            return stance
    return "claim"


def _told(words: Stance, clause: Stance | None, content: str, lexicon: Cues) -> Stance:
    """The stance of a reported content, from its words and from the form of its clause."""
    if clause is None or clause == "withdrawn-demand":
        return clause or words
    if words in ("withdrawn-demand", "oppose") or (words == "refuse" and clause != "claim"):
        return words
    if clause == "claim":
        return words if lexicon.stance["refuse"].search(content) or words == "demand" else "claim"
    if clause == "support":
        return words if words in ("refuse", "demand") else "support"
    return clause


def _firmness(
    cue: Cue, content: str, stance: Stance, cue_words: str, lexicon: Cues, granted: bool, conditional: bool
) -> Firmness | None:
    """How firm is it? What ends the talks is a red line; a plain refusal, a promise and a condition count as must.

    A hedge outweighs a condition; a word that says must outweighs a hedge.
    """
    if granted:
        return "may"
    content = UNHEDGED.sub("", content)
    whole = f"{cue_words} {content}"
    if cue.firmness == "red line":
        return "red line"
    if stance in ("refuse", "oppose", "demand") and lexicon.firmness["red line"].search(whole):
        return "red line"
    if cue.firmness == "must" or stance == "refuse":
        return "must"
    if stance != "concern" and lexicon.firmness["must"].search(content):
        return "must"
    if cue.firmness == "may" or lexicon.firmness["may"].search(whole):
        return "may"
    return "must" if conditional and stance in ("support", "demand") else None


def _hinges(cue: Token) -> bool:
    """Does a condition hang on the cue itself: "supports it, provided that ..."?"""
    return any(
        mark.dep_ in ("mark", "advmod", "prep") and mark.lower_ in HINGES
        for clause in cue.children
        if clause.dep_ in ("advcl", "prep")
        for mark in (clause, *clause.children)
    )


def _lesser_evil(cue: Token) -> bool:
    """ "... would rather leave than accept": what comes after "than" is refused at any price."""
    before = [t.lower_ for t in cue.doc[cue.sent.start : cue.i]]
    return bool({"rather", "sooner"} & set(before)) and before[-1:] == ["than"] and "would" in before
