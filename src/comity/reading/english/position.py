"""What an attributed position amounts to: kind, stance, firmness, condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.clause import clause_stance
from comity.reading.english.cues import Cue, Cues, cues
from comity.reading.statement import Firmness, Kind, Span, Stance
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What a verb at the head of an intention makes of it: "committed to challenging", "seek to prevent".
AGAINST = words(
    """
    prevent stop block avoid challenge counter resist oppose reject end halt contest thwart deter curb
    limit stem prohibit ban bar undo overturn derail
    """
)
END = re.compile(r"\bno (?:agreement|deal|treaty|peace|contract|coalition|talks)\b", re.IGNORECASE)
WITHOUT = re.compile(r"\b(?:without|unless|until)\b", re.IGNORECASE)
# The month, and what could not be done, are no hedges.
UNHEDGED = re.compile(r"\bMay\b|\b(?:can|could|might|may) ?n[o']t\b")
HINGES = ("if", "unless", "provided", "once", "until", "before")
AGREEMENT: dict[Stance, bool] = {
    "support": True, "demand": True, "refuse": False, "oppose": False, "withdrawn-demand": False,
}  # fmt: skip
KIND_OF: dict[Stance, Kind] = {
    "demand": "demand", "refuse": "refuse", "oppose": "refuse", "support": "support", "withdrawn-demand": "change",
    "shift": "change", "wary": "relation", "rapport": "relation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """The reading of one attribution; `condition` in characters of the paragraph."""

    kind: Kind
    stance: Stance
    firmness: Firmness | None
    condition: Span | None
    agreement: bool | None


def position(attribution: Attribution, doc: Doc, cue_words: str, own: Callable[[Token], bool]) -> Position:
    """What does this attribution amount to?

    The cue decides; where it only says that something was said, the content does. Parameters: the attribution, the
    paragraph's parse, the words of the cue as they stand, and whether a subject is the speaker's own side.
    """
    lexicon = cues()
    cue = attribution.cue
    text = doc.text
    words = " ".join(span.of(text) for span in attribution.content)
    granted = lexicon.granted.search(f"{cue_words} {words}") is not None or (
        attribution.negated and cue.stance in ("refuse", "oppose")
    )
    content = lexicon.granted.sub("", lexicon.reversed.sub("", words))
    stance = _stance(cue, content, attribution.negated, cue_words, lexicon)
    if cue.stance == "claim" and not (attribution.negated and stance == "refuse"):
        stance = _told(stance, clause_stance(doc, attribution.content, own), content, lexicon)
    if _lesser_evil(doc[attribution.head]):
        return Position("refuse", "refuse", "red line", None, False)
    if granted and stance in ("claim", "oppose", "refuse", "concern"):
        stance = "support"
    kind = KIND_OF.get(stance, "say") if cue.kind == "say" else cue.kind
    if stance in ("refuse", "oppose") and kind in ("intend", "support", "demand"):
        kind = "refuse"
    if stance == "withdrawn-demand":
        return Position("change", stance, None, _condition(attribution, text, lexicon), False)
    condition = _condition(attribution, text, lexicon)
    firmness = _firmness(
        cue, content, stance, cue_words, lexicon, granted, condition is not None or _hinges(doc[attribution.head])
    )
    return Position(kind, stance, firmness, condition, AGREEMENT.get(stance))


def is_constitutional(text: str) -> bool:
    """Does a text give a constitution as the reason?"""
    return "constitution" in text.lower()


def _stance(cue: Cue, content: str, negated: bool, cue_words: str, lexicon: Cues) -> Stance:
    if "no longer" in cue_words.lower() and cue.stance in ("demand", "support", "claim"):
        return "withdrawn-demand"
    if cue.stance == "claim":
        if negated and cue.word in ("accept", "agree", "recognize", "recognise", "allow"):
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
        return "claim"
    if cue.stance in ("demand", "support") and cue.kind in ("demand", "intend", "support", "say"):
        inner = _first_verb(content)
        if inner in AGAINST or _says_not(content):
            return "oppose"
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


def _says_not(content: str) -> bool:
    head = content.lower().split()[:9]
    return any(word in ("not", "n't", "never") for word in head) and (
        "ensure" in head[:3] or "to" in head[:1] or "that" in head[:1]
    )


def _first_verb(content: str) -> str:
    words = [w.strip(",.;:'\"").lower() for w in content.split()[:2]]
    if not words:
        return ""
    word = words[1] if words[0] == "to" and len(words) > 1 else words[0]
    for form in (word, word.removesuffix("ing"), word.removesuffix("ing") + "e", word.removesuffix("ping")):
        if form in AGAINST:
            return form
    return word


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
    return "rather" in before and before[-1:] == ["than"] and "would" in before


def _condition(attribution: Attribution, text: str, lexicon: Cues) -> Span | None:
    """The conditional part of the content: from "if", "unless", "in return for" to the end of its clause."""
    for span in attribution.content:
        match = lexicon.condition.search(span.of(text))
        if match is None:
            continue
        start = span.start + match.start()
        end = span.end
        if match.start() < 2 and "," in text[start:end]:
            end = text.index(",", start)
        if end - start > len(match.group()) + 2:
            return Span(start, end)
    return None
