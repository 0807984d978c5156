"""Clauses that nobody asserts: "claims that it asked", "it would be wrong to say so", "it would be mad to ask"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.english.grammar import children, has_to, lemma
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

HEARSAY = words("allegation claim gossip hint idea notion report rumor rumour speculation story suggestion talk theory")
CHARGES = words("accusation assertion assumption charge belief impression insinuation myth perception view")
EXPECTED = words("chance danger expectation fear hope likelihood possibility prospect risk worry")
"""Of these, what follows is not held to be so by anybody: "fears that it will refuse"."""
BORNE_OUT = words("confirm corroborate prove substantiate verify vindicate")
TELLS = words(
    "argue assert assume believe claim conclude deduce imagine imply infer pretend say speak state suggest think"
)
SUPPOSED = TELLS | words("allege consider deem expect fear hold predict presume report rumor rumour tip understand")
"""Who "is expected to reject it" has not done so."""
SOUND = words("accurate correct enough fair honest just reasonable right safe true")
"""Who finds it "fair to say that" says it."""
DECIDED = words(
    """
    able about adamant anxious bound certain compelled content desperate determined due eager entitled first forced free
    glad happy impatient inclined keen minded obliged open pleased poised prepared proud quick ready relieved resolved
    right set sure swift unanimous united welcome willing wise
    """
)
"""Who is one of these "to reject it" does so; who is "mad to" or "last to" may not."""


BARELY = words("allegedly almost nearly ostensibly purportedly supposedly virtually")
BYGONE_TIMES = words("age day era month period time week year")
PLAIN = words(
    """
    apparent beyond certain clear deplorable disappointing encouraging evident fact good important known lamentable
    logical natural notable noteworthy obvious official plain problem pity public regrettable remarkable secret shame
    significant striking surprising telling understandable undisputed undeniable unfortunate welcome
    """
)
"""Who says that "it is clear that it wants", or a pity, holds that it does."""


def unasserted(head: Token) -> bool:
    """Does a cue stand in a clause of which the sentence does not say that it is so?

    Parameter: the main word of the cue. What it hangs on is followed up to the verb of the sentence.
    """
    if any(t.lower_ in BARELY for t in children(head, "advmod")) or _turned(head):
        return True
    at = head
    for _ in range(12):
        over = at.head
        if over.i == at.i:
            return False
        if (
            _hearsay(at, over)
            or _would_be(at)
            or _is_judged(at, over)
            or _is_supposed(at, over)
            or _is_unsaid(at, over)
            or _never_came_to(at, over)
            or (at.dep_ == "relcl" and lemma(over) in BYGONE_TIMES and any(t.lower_ == "when" for t in at.children))
        ):
            return True
        at = over
    return False


def _hearsay(clause: Token, noun: Token) -> bool:
    """Is it what a report or a fear is of: "claims that it was pushing for", unless they were borne out?"""
    if clause.dep_ not in ("acl", "ccomp") or noun.pos_ != "NOUN" or not children(clause, "nsubj", "nsubjpass"):
        return False
    if not any(t.lower_ == "that" and t.dep_ == "mark" for t in clause.children):
        return False
    root = lemma(noun)
    if root in EXPECTED:
        return True
    owned = bool(children(noun, "poss"))
    told_of = noun.dep_ in ("nsubj", "nsubjpass", "ROOT") and not owned
    if root not in HEARSAY | CHARGES or not told_of:
        return False
    return not (lemma(noun.head) in BORNE_OUT and not children(noun.head, "neg"))


def _would_be(clause: Token) -> bool:
    """Is it what it would be an overstatement to say?"""
    verb = clause.head
    if clause.dep_ != "ccomp" or lemma(verb) not in TELLS or not has_to(verb) or children(verb, "nsubj"):
        return False
    judged = verb.head
    over = judged if judged.pos_ in ("AUX", "VERB") else judged.head
    it = verb.dep_ == "csubj" or any(c.lower_ == "it" for c in children(over, "nsubj"))
    if not it or lemma(over) != "be":
        return False
    judgement = [judged, *children(over, "acomp", "attr")]
    sound = any(lemma(t) in SOUND for j in judgement for t in (j, *children(j, "amod")))
    return not sound or bool(children(over, "neg"))


def _is_judged(clause: Token, over: Token) -> bool:
    """ "It is an invention that it asked": all but "it is clear that it asked" leaves open whether it did."""
    be = over.head if over.dep_ == "attr" else over
    that = any(t.lower_ == "that" and t.dep_ == "mark" for t in clause.children)
    if clause.dep_ not in ("ccomp", "acl", "relcl") or lemma(be) != "be" or not that:
        return False
    if not any(t.lower_ == "it" and t.i < be.i for t in children(be, "nsubj", "expl")):
        return False
    judgement = [t for a in children(be, "acomp", "attr") if a.i < clause.left_edge.i for t in (a, *a.children)]
    clefts = any(a.pos_ in ("PROPN", "PRON") for a in children(be, "attr"))  # "it is Norway that wants it"
    return bool(judgement) and not clefts and not any(lemma(t) in PLAIN | SOUND for t in judgement)


def _is_unsaid(clause: Token, over: Token) -> bool:
    """ "Has not said that it would oppose it"."""
    return clause.dep_ == "ccomp" and clause.i > over.i and lemma(over) in TELLS and bool(children(over, "neg"))


def _turned(verb: Token) -> bool:
    """ "Had it asked for it", "should it refuse": supposed by word order."""
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    if subject is None or verb.sent[-1].text == "?":
        return False
    first = subject.left_edge.i
    return any(h.i == first - 1 and h.lower_ in ("had", "should", "were") for h in children(verb, "aux", "auxpass"))


def _is_supposed(clause: Token, over: Token) -> bool:
    """ "It has been suggested that it asks", "it was widely expected to ask": by nobody that is named."""
    passive = bool(children(over, "auxpass")) and not children(over, "agent")
    if not passive or lemma(over) not in SUPPOSED or children(over, "neg"):
        return False
    it = any(c.lower_ == "it" for c in children(over, "nsubjpass"))
    return (clause.dep_ == "xcomp" and has_to(clause)) or (it and clause.dep_ == "ccomp" and clause.i > over.i)


def _never_came_to(deed: Token, over: Token) -> bool:
    """ "Could not bring itself to reject it", "did not come to ask for it", "would be mad to reject it"."""
    if not has_to(deed) or deed.dep_ not in ("advcl", "xcomp"):
        return False
    if over.pos_ == "ADJ" and over.dep_ == "acomp" and lemma(over.head) in ("be", "seem"):
        return over.lower_ not in DECIDED and deed.dep_ == "xcomp"
    return deed.dep_ == "advcl" and bool(children(over, "neg")) and deed.i > over.i
