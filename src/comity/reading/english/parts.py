"""The parts of an attribution that are positions of their own: the items of a list, and what a condition asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.clause import CONCESSIONS, KEEPS_ON, STAYS, UNWELCOME, is_threat, may_threaten
from comity.reading.english.conditions import END, Condition, condition, without
from comity.reading.english.conjuncts import WANTED, announced, answers, beyond, contrast, items, series
from comity.reading.english.cues import Cue, Cues
from comity.reading.english.grammar import lemma
from comity.reading.english.operators import operator
from comity.reading.english.undone import undone
from comity.reading.statement import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

POSITIONS = ("demand", "refuse", "support", "oppose")
ASKED = Cue("condition", "demand", "demand", None, frozenset())
ASKED_FIRMLY = replace(ASKED, firmness="must")
UNWANTED = Cue("condition", "refuse", "oppose", "must", frozenset())
TURNED = {
    "demand": Cue("but not", "refuse", "refuse", "must", frozenset()),
    "support": Cue("but not", "refuse", "refuse", "must", frozenset()),
}
ANSWERS = {
    "say yes to": Cue("no to", "refuse", "refuse", "must", frozenset()),
    "say no to": Cue("yes to", "support", "support", None, frozenset()),
}
"""What the other answer of "yes to A but no to B" says."""

HOPELESS = re.compile(
    r"\b(?:impossible|unthinkable|inconceivable|unimaginable|unattainable|out of reach|in vain|pointless|meaningless)\b"
)
"""What is said to be so hangs on what must end or happen first, as a no does."""


def parts(found: list[Attribution], doc: Doc, lexicon: Cues) -> list[Attribution]:
    """The same attributions with their conditions; a list as its items, and with each condition what it asks for."""
    return [part for a in found for part in _parts(a, doc, lexicon)]


def _parts(a: Attribution, doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    if a.cue.kind == "relation" or a.nobody:
        yield a
        return
    refuses = _refuses(a, doc, lexicon)
    found = condition(doc, a.content, doc[a.head], a.cue_span, refuses, lexicon)
    whole = replace(a, condition=found)
    if found is None:
        yield from _items(whole, doc) or [whole]
        return
    main = without(a.content, found.span)
    off = found.form == "unless" and any(END.search(span.of(doc.text)) for span in main)
    asked = None if off else _asked(whole, found, refuses, doc, lexicon)
    yield replace(whole, content=main) if asked is not None and main else whole
    if asked is not None:
        yield asked


def _refuses(a: Attribution, doc: Doc, lexicon: Cues) -> bool:
    """Is it a no: by its cue, or by what is said before anything that it may hang on?"""
    if a.cue_span is not None and lexicon.granted.search(a.cue_span.of(doc.text)):
        return False
    if a.cue.stance in ("refuse", "oppose"):
        return not a.negated
    if a.cue.word == KEEPS_ON:
        return True  # to keep a ban until the ports open is to refuse to lift it until then
    if a.negated and a.cue.stance in ("support", "claim", "demand"):
        return a.cue.stance != "claim" or a.cue.word in ("accept", "agree", "allow", "recognise", "recognize")
    said = a.content[0].of(doc.text)
    if HOPELESS.search(said):
        return True
    if any(lexicon.stance[no].search(said) for no in ("refuse", "oppose")):
        return True
    first = [t for t in doc if any(s.start <= t.idx < s.end for s in a.content)]
    sentence = doc[a.head].sent
    fronted = [t for t in sentence if t.i < a.head and t.text[:1].isupper()][:1]
    return any(operator(t) == "not" for t in (*first[:12], *fronted))


def _items(a: Attribution, doc: Doc) -> list[Attribution]:
    """The items of a list of demands, refusals or offers; empty where the content is none."""
    if a.cue.stance == "claim" and a.content and WANTED.search(a.content[0].of(doc.text)):
        listed = series(doc, a.content[0], doc[a.head].sent.end_char)
        if listed is not None:
            needed = replace(a, cue=ASKED)
            return [replace(needed, content=(one.span,), part="item") for one in announced(doc, listed)]
    if a.cue.stance not in POSITIONS or len(a.content) != 1 or a.direct:
        return []
    if a.listed:
        contrasted = items(doc, a.content[0])
        if len(contrasted) < 2 or not contrasted[-1].contrary:
            one_piece = announced(doc, a.content[0])
            return [replace(a, content=(one.span,), part="item") for one in one_piece] if len(one_piece) > 1 else []
    listed = series(doc, a.content[0], doc[a.head].sent.end_char)
    if listed is not None:
        return [replace(a, content=(one.span,), part="item") for one in announced(doc, listed)]
    answered = answers(doc, a.content[0], doc[a.head].sent.end_char) if a.cue.word in ANSWERS else ()
    found = answered or items(doc, a.content[0])
    found += beyond(doc, a.content[0]) if len(found) == 1 else ()
    found += contrast(doc, a.content[0]) if len(found) == 1 or not found[-1].contrary else ()
    if len(found) < 2:
        return []
    made = []
    for item in found:
        one = replace(a, content=(item.span,), part="item")
        if item.contrary:
            other = ANSWERS[a.cue.word] if answered else TURNED.get(a.cue.stance)
            one = replace(one, cue=other or replace(a.cue, stance="claim", kind="say"), negated=False)
        made.append(one)
    return made


def _asked(a: Attribution, found: Condition, refuses: bool, doc: Doc, lexicon: Cues) -> Attribution | None:
    """What a speaker asks for by a condition; None where the form does not tell."""
    if a.cue.word.startswith(("have no", "see no")) and found.span.of(doc.text).lower().startswith("only"):
        return None  # "has nothing against the park, only against the fence"
    cue = _cue_of(found, refuses, doc.text)
    if (
        cue is None
        or undone(a, doc, lexicon) is not None
        or a.inside is not None
        or not _concedes(a, found, refuses, doc)
    ):
        return None
    if found.form != "exchange" and not _is_told(doc, found.asked):
        return None
    return replace(a, cue=cue, content=(found.asked,), condition=None, part="asked", direct=False, negated=False)


def _cue_of(found: Condition, refuses: bool, text: str) -> Cue | None:
    if found.form == "while":
        return UNWANTED
    if found.form == "unless":
        # Who "will come unless Norway is invited" wants the opposite of who "will not come unless" it is.
        return ASKED_FIRMLY if refuses else UNWANTED
    if found.form in ("if", "exchange"):
        firm = found.span.of(text).lower().startswith("only")
        return None if refuses else ASKED_FIRMLY if firm else ASKED
    return None


def _concedes(a: Attribution, found: Condition, refuses: bool, doc: Doc) -> bool:
    """Is what hangs on the condition something that the others want?"""
    if a.cue.word in ("threaten", STAYS):
        return False
    if a.cue.word == KEEPS_ON:
        return True
    main = without(a.content, found.span)
    if (
        a.cue.kind in ("support", "refuse", "intend")
        and doc[a.head].pos_ == "VERB"
        and lemma(doc[a.head]) in CONCESSIONS
    ):
        return refuses or _is_given(doc[a.head], found, doc)
    verbs = [t for t in doc if any(s.start <= t.idx < s.end for s in main) and (t.pos_ == "VERB" or lemma(t) == "be")]
    heads = [v for v in verbs if v.head.i not in {t.i for t in verbs}] or verbs[:1]
    if not heads:
        return a.cue.stance in POSITIONS
    return any(lemma(v) in CONCESSIONS and (refuses or _is_given(v, found, doc)) for v in heads)


def _is_given(verb: Token, found: Condition, doc: Doc) -> bool:
    """Is what is done given to the others rather than done to them?"""
    if is_threat(verb):
        return False
    asked = [t for t in doc if found.asked.start <= t.idx < found.asked.end]
    bad = found.form != "if" or any(lemma(t) in UNWELCOME and t.pos_ == "VERB" for t in asked)
    return not (may_threaten(verb) and (bad or any(t.dep_ == "neg" for t in asked)) and found.form != "exchange")


def _is_told(doc: Doc, asked: Span) -> bool:
    """A clause with a subject and a verb, or a thing; no bare date, and no "asked to"."""
    inside = [t for t in doc if asked.start <= t.idx < asked.end]
    if not inside or inside[0].tag_ in ("VBG", "VBN", "VBD"):
        return False
    if any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in inside) and any(t.pos_ in ("VERB", "AUX") for t in inside):
        return True
    return any(t.pos_ == "NOUN" for t in inside) and not any(t.ent_type_ in ("DATE", "TIME") for t in inside)
