"""What a reported clause commits its speaker to: offers, refusals and claims on others, told by who is to act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from comity.reading.english.grammar import can_speak, denied_in_front, lemma
from comity.reading.english.passing import passes
from comity.reading.statement import Span, Stance
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What befalls somebody, or is merely so, is no offer: "we will lose our jobs".
BEFALLS = words(
    """
    be have become remain stay lose suffer die face fail starve see know need want go come seem feel fall end
    happen depend cost take find get struggle miss think believe hope like prefer love say tell expect continue
    study look examine review meet discuss talk report decide wait listen speak
    """
)
# Who does or refuses one of these on a condition asks for what the condition says. Of other deeds ("will retaliate if")
# nothing follows about what is wanted.
CONCESSIONS = words(
    """
    accept add agree allow appoint approve attend back be begin build cancel cease close come consent consider
    contribute cut delay deliver demobilise demobilize disarm disband discuss dismantle drop ease end endorse
    enter evacuate exchange extend finance fire forgive free fund give grant guarantee halt hand hold host
    invest join leave lend license lift limit live lower make meet move negotiate offer open pause pay permit
    postpone provide publish pull put raise ratify recognise recognize reduce reinstate relax release remove
    renew reopen repay reschedule restore restructure resume return save sell send share shelve sign sit start
    stop supply support suspend swap take talk transfer vote withdraw work write
    abolish apologise apologize clean clear compensate forgo honor honour keep observe phase pardon rebuild refund
    repair repeal respect slow spare
    """
)
ENDS = words("abandon cancel close cut drop end exit freeze halt leave pause pull quit reduce stop suspend withdraw")
SHARED = words(
    """
    accord agreement aid airspace alliance assistance border cabinet ceasefire coalition cooperation deal delivery
    dialogue effort exchange export fund funding gas government mission negotiation oil pact payment pipeline port
    process road shipment strait supply support table talk talks talking treaty truce union valve visa work
    """
)
"""Who would end one of these if something happens threatens it, and wants what happens not at all."""
BURDENS = words("barrier charge duty fee fine levy price rent tariff tax toll")
"""Who would raise one of these threatens likewise."""
KEEPS_ON = "will keep until"
"""The cue of what somebody keeps up until something happens that it asks for."""
STAYS = "will keep while"
"""The cue of what somebody keeps up while or until something is so that it may want or not."""
UNWELCOME = words(
    """
    attack block breach break collapse continue delay drag escalate fail hold impose insist keep lapse last object
    persist     raise refuse reject remain resume retaliate stay violate walk withhold
    """
)
"""Of such a thing, or of one that is not done, those who would answer it with a deed do not say that they want it."""
CONTESTS = words("block challenge combat contest fight oppose resist")
WANTS = words("want seek wish desire intend")
WILL = frozenset(["will", "would", "'ll", "'d", "shall", "wo"])
GIVES_UP = words("drop abandon withdraw waive scrap shelve")
STRONGEST: tuple[Stance, ...] = ("withdrawn-demand", "refuse", "demand", "oppose", "support", "claim")
ABLE = frozenset(["can", "could", "ca"])
MIGHT = frozenset(["may", "might"])


def clause_stance(doc: Doc, content: Sequence[Span], own: Callable[[Token], bool]) -> Stance | None:
    """Do the main clauses of a content offer, refuse or ask something, or merely report?

    Parameters: the parse, the content's characters, and whether a subject is the speaker's own side.
    Returns None where the form does not tell. "We will not sign" refuses, "the boats cannot leave the harbour" tells
    a fact, "the harbour will not be given up" refuses; "we will pay half" offers; "give us time" asks.
    """
    told = {_one(doc, content, head, own) for head in mains(doc, content)}
    return next((stance for stance in STRONGEST if stance in told), None)


def _one(doc: Doc, content: Sequence[Span], head: Token, own: Callable[[Token], bool]) -> Stance | None:
    helpers = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
    negated = any(c.dep_ == "neg" for c in head.children) or denied_in_front(head) is not None
    subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return ("oppose" if negated else "demand") if _is_request(doc, content, head, helpers) else None
    if _shall_be(head, helpers):
        return "demand"
    ours = own(subject)
    passive = subject.dep_ == "nsubjpass"
    if helpers & (WILL | ABLE) and (subject.lower_ == "nobody" or any(c.lower_ == "no" for c in subject.children)):
        return "refuse"  # "no country would agree to this"
    if any(c.dep_ == "acomp" and any(d.lower_ == "too" for d in c.children) for c in head.children):
        return "oppose"  # "the deadline is too short"
    if ours and helpers & WILL and head.lemma_.lower() in GIVES_UP and not negated:
        return "withdrawn-demand"
    if negated and helpers & (WILL | ABLE):
        return "refuse" if ours or (passive and helpers & (WILL | {"can", "ca"})) else "claim"
    if ours and negated and lemma(head) in WANTS:
        return "oppose"  # "we do not want a base here"
    if ours and not passive and helpers & WILL and lemma(head) in CONTESTS and not negated:
        return "oppose"  # "and we will fight it"
    if ours and not passive and helpers & WILL and _is_offered(head):
        return "support"
    return None


def _is_offered(head: Token) -> bool:
    """Is what somebody will do done for others, as far as is known: "we will pay half", but not "we will fight it"?"""
    return lemma(head) not in BEFALLS and not is_threat(head) and (lemma(head) in CONCESSIONS or passes(head))


def _shall_be(head: Token, helpers: set[str]) -> bool:
    """A subjunctive: "that the log be published", "that no licence be granted"."""
    be = next((c for c in (head, *head.children) if c.lower_ == "be" and c.pos_ == "AUX"), None)
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in head.children)
    return be is not None and marked and not helpers - {"be"}


def offers(doc: Doc, content: Sequence[Span], own: Callable[[Token], bool]) -> bool:
    """Does a content say what its speaker may or could do for the others: "it might recognise the vote"?"""
    for head in mains(doc, content):
        helpers = {c.lower_ for c in head.children if c.dep_ == "aux"}
        subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
        negated = any(c.dep_ == "neg" for c in head.children)
        if subject is not None and own(subject) and helpers & (WILL | ABLE | MIGHT) and not negated:
            return lemma(head) in CONCESSIONS and not is_threat(head)
    return False


def foretells(doc: Doc, content: Sequence[Span], roles: frozenset[str]) -> bool:
    """Does a content say what somebody will do: "that his government would dredge the ford"?"""
    for head in mains(doc, content):
        helpers = {c.lower_ for c in head.children if c.dep_ == "aux"}
        subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
        acts = subject is not None and (subject.pos_ == "PRON" or can_speak(subject, roles))
        if acts and helpers & WILL and lemma(head) not in BEFALLS and head.sent[-1].text != "?":
            return True
    return False


def mains(doc: Doc, content: Sequence[Span]) -> list[Token]:
    """The verbs on which a content hangs, where it is made of clauses."""
    inside = {t.i for t in doc if any(s.start <= t.idx < s.end for s in content)}
    verbs = [doc[i] for i in sorted(inside) if doc[i].pos_ in ("VERB", "AUX")]
    return [v for v in verbs if v.head.i not in inside or v.head.i == v.i]


def is_threat(verb: Token) -> bool:
    """Would what is done end what the sides share, or burden one: "leave the talks", "raise the toll"?"""
    below = [c for c in verb.children if c.dep_ in ("dobj", "xcomp") and c.i > verb.i]
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("from", "out", "of")]
    below += [t for p in preps for t in p.subtree if t.dep_ == "pobj"]
    hit = {lemma(t) for t in below if t.pos_ in ("NOUN", "PROPN", "VERB")}
    return bool((lemma(verb) in ENDS and hit & SHARED) or (lemma(verb) == "raise" and hit & BURDENS))


def may_threaten(verb: Token) -> bool:
    """Could doing it be a threat as well as a concession: "stop the shipments", "raise it"?"""
    return lemma(verb) in ENDS or lemma(verb) in ("raise", "build", "send", "begin", "start", "fire", "move", "hold")


def _is_request(doc: Doc, content: Sequence[Span], head: Token, helpers: set[str]) -> bool:
    """An imperative at the start of a quotation: "Give us time", "Do not sell the port"."""
    start = content[0].start
    if doc.text[start : start + 1] != '"' or head.tag_ not in ("VB", "VBP") or helpers - {"do", "don't"}:
        return False
    return head.idx - start <= 8
