"""Who tells a position that stands inside another's words, and what becomes of the words that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.actors import Registry
from comity.reading.english.attribution import Attribution
from comity.reading.english.grammar import CHARGING, SUBJECTS, children, lemma
from comity.reading.english.mentions import NOBODY, Speaker
from comity.reading.english.nested import of_whom
from comity.reading.english.ownership import in_nouns
from comity.reading.english.pronouns import PLURAL, SINGULAR
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.english.speakers import Speakers

TELLING = CHARGING | words(
    """
    say tell state report claim allege note complain announce declare add explain recall write argue assert maintain
    contend confirm reveal disclose remark observe acknowledge admit concede know hear learn accord according view
    understand regret lament resent quote cite repeat record list summarise summarize register reflect
    """
)
"""Verbs that pass on what somebody holds; what is hoped, asked or denied of another is not said to be so."""
IDLE = words("need require necessitate tell advise warn direct invite challenge")
"""What a party needs is the judgement of who says so; whom it tells or warns is no position told of it."""
OPPOSING = words("oppose object opposed opposition objection resistance")
NOT_TOLD = words("must should ought could may might can shall")
OPEN = words("if unless whether until before once lest")
OFFICIAL_PAPERS = words("position white green discussion working policy joint draft concept food option options")


def is_reporter(head: Token, registry: Registry) -> bool:
    """Does this only pass on what others hold: an agency, a newspaper, a correspondent?"""
    phrase = head.doc[head.left_edge.i : head.i + 1].text
    if head.pos_ == "PROPN" and any(phrase.removeprefix("the ").endswith(name) for name in registry.reporters):
        return True
    if head.lower_ in ("paper", "papers") and any(c.lower_ in OFFICIAL_PAPERS for c in head.children):
        return False
    if head.lower_ == "agency" and any(c.lower_ == "news" for c in head.children):
        return True  # "the state news agency MNA"
    small = frozenset(name for name in registry.reporters if name.islower())
    if head.pos_ == "PROPN" and any(in_nouns(c, small) for c in children(head, "amod", "compound", "nmod")):
        return True  # "the daily Mirel Post"
    return in_nouns(head, small) and not any(c.dep_ == "poss" and c.lower_ != "its" for c in head.children)


def same_side(one: Speaker, other: Speaker) -> bool:
    """Do two speakers stand for the same party, or are they the same stranger?"""
    if one.actor.party is None and other.actor.party is None:
        return (one.actor.person or one.name) == (other.actor.person or other.name)
    return (one.actor.member or one.actor.party) == (other.actor.member or other.actor.party)


def is_hearsay(a: Attribution, holder: Speaker, doc: Doc, number: int, speakers: Speakers) -> bool:
    """Is this inside another attribution and no position of somebody else that is told there?"""
    if a.inside is None or (a.relayed and a.direct):
        return False
    outer = doc[a.inside]
    if is_reporter(outer, speakers.registry):
        return False
    if a.speaker_head is None or not _is_position(a, doc) or not (_is_held(a, doc) and _is_told(a, doc)):
        return True
    if holder.actor.party is None and a.cue.kind not in ("demand", "refuse"):
        return True  # of strangers only what they want and refuse is asked about
    return same_side(holder, speakers.who(outer, number))


def _is_position(a: Attribution, doc: Doc) -> bool:
    """Would the cue make a position of what is told of another, or only tell that they need, warn or attack?"""
    verb = lemma(doc[a.head])
    return (verb not in IDLE or _is_yours(doc[a.speaker_head or 0])) and (
        a.cue.stance != "oppose" or verb in OPPOSING or a.cue.word.startswith("be ")
    )


def _is_told(a: Attribution, doc: Doc) -> bool:
    """Do the words around a position pass it on, rather than hope for it, ask for it or deny it?"""
    if a.relayed:
        return a.cue.kind != "say" or _is_yours(doc[a.speaker_head or 0]) or a.head == a.within
    if a.cue.kind == "say" or doc[a.speaker_head or 0].pos_ == "PRON":
        return False
    outer = doc[a.within] if a.within is not None else None
    if doc[a.head].pos_ == "NOUN":
        told = outer is not None and lemma(outer) in TELLING and a.cue.kind in ("support", "intend")
        return told or a.cue.kind in ("demand", "refuse")
    asks = outer is not None and outer.lemma_.lower() in ("want", "ask", "wonder") and _is_question(doc[a.head])
    return outer is not None and (asks or outer.lemma_.lower() in TELLING)


def _is_held(a: Attribution, doc: Doc) -> bool:
    """Is a position told as one that is held: "Chile wants", "will reject", but not "Chile must accept", "if Chile"?"""
    head = doc[a.head]
    if head.pos_ == "NOUN":
        return True
    helpers = {c.lower_ for c in children(head, "aux", "auxpass")}
    if helpers & NOT_TOLD or (head.tag_ == "VB" and not helpers & {"will", "would", "wo", "'ll", "does", "do", "did"}):
        return False
    return not any(c.dep_ in ("mark", "advmod") and c.lower_ in OPEN for c in head.children)


def _is_yours(head: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ == "your" for c in head.children)


def _is_question(verb: Token) -> bool:
    return any(c.lower_ in ("why", "how") for c in children(verb, "advmod"))


def tells_anothers(a: Attribution, holder: Speaker, doc: Doc, number: int, speakers: Speakers) -> bool:
    """Do these words tell what another party holds, so that they are no position of who says them?"""
    for told in a.tells:
        if told.speaker_head is not None and told.speaker_head != a.speaker_head:
            who = quoted_other(told, doc, number, speakers) or speakers.who(doc[told.speaker_head], number)
            if not is_hearsay(told, who, doc, number, speakers) and not same_side(holder, who):
                return True
    return False


def quoted_other(a: Attribution, doc: Doc, number: int, speakers: Speakers) -> Speaker | None:
    """Whom "they" or "your minister" within a quotation means: who is spoken of or to, or the only other party near.

    None where the speaker's own words name somebody; nobody where two could be meant.
    """
    assert a.speaker_head is not None
    head = doc[a.speaker_head]
    yours = _is_yours(head)
    if not a.relayed or a.inside is None or not (yours or head.lower_ in PLURAL or head.lower_ in SINGULAR):
        return None
    teller = doc[a.inside]
    named = of_whom(doc[a.within]) if a.within is not None else None
    if named is not None and (who := speakers.who(named, number)).known:
        return who
    return NOBODY if yours else speakers.only_other(head, number, speakers.who(teller, number))


def subject_reported(a: Attribution, doc: Doc) -> Token | None:
    """Who will do what a paper reports: "Norway will raise the duty, Reuters reports"."""
    for token in doc:
        inside = any(s.start <= token.idx < s.end for s in a.content)
        if not inside or token.pos_ not in ("VERB", "AUX"):
            continue
        if any(s.start <= token.head.idx < s.end for s in a.content) and token.dep_ != "ROOT":
            continue
        subject = next(iter(children(token, *SUBJECTS)), None)
        if subject is not None and any(c.lower_ in ("will", "would") for c in children(token, "aux")):
            return subject
    return None
