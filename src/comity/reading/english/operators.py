"""Words that turn a position about, take something out of it, or make it hard to tell: all that the reader knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from comity.reading.english.grammar import lemma
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Operator = Literal["not", "away", "except", "weaker", "talk", "another"]
"""A plain negative; something done away with; what is left out of a whole; what is neither a yes nor a no; talk about
it; something that somebody demands, refuses or says."""

NEGATIVES = words("no not n't never nobody none neither nor nothing nowhere cannot")
# Whoever demands these wants the thing gone, kept out or not begun.
AWAY = words(
    """
    abandon abandonment abolish abolition absence abstain annul avoid ban bar block boycott cancel cancellation
    cease cessation close closure counter delete deletion derail desist deter disband disbandment dismantle
    dismantling drop eliminate elimination embargo end eradicate exclude exclusion exempt exemption expel expulsion
    failure forbid forget forgo frustrate halt hamper hinder ignore impede lack lift lifting moratorium obstruct
    omission omit overturn prevent prevention prohibit prohibition quash refrain rejection removal remove renounce
    repeal rescind resist revocation revoke rid scrap scrapping spare stop stoppage suspend suspension terminate
    termination thwart undo veto waive waiver withdraw withdrawal withhold
    demolish demolition discard discontinue dissolution dissolve erase jettison outlaw purge relinquish
    """
)
# Who demands that somebody does this to a thing wants it gone or not begun.
AGAINST = words(
    """
    challenge combat contest counter curb fight oppose refuse reject resist stem
    """
)
RESISTANCE = words("hostility objection opposition refusal rejection resistance")
# With a thing as their subject these say that it is no more: "the fuel subsidy went".
GONE = words("cease disappear end expire go lapse stop vanish")
# "left out of", "kept out of", "kept free of", "stay outside"
PLACED = words("be become get go hold keep leave lie rule stay remain take")
OUTSIDE = words("out outside away off free clear devoid")
EXCEPTIVES = words("without except excepting excluding barring besides unless until till instead against")
ANYTHING = words(
    "any anyone anything anybody anywhere anytime nowhere everywhere no nobody nothing none all every everyone "
    "everything each"
)
OTHER = words("other rather less more")
# Neither yes nor no to the thing itself: a smaller one, another one, a later one, or something about it.
WEAKER = words(
    """
    amend amendment cap ceiling change compensation curb cut decrease defer delay dilute duty freeze
    inquiry investigate investigation levy limit limitation lower moderate modify narrow penalty postpone
    postponement probe protect protection punish punishment question quota reconsider reduce reduction reform
    renegotiate replace replacement restrict restriction review revise revision shorten shrink soften tariff tax
    weaken damages apology sanction refund reimbursement rebate loss
    clarity clarification vote decision explanation information ruling verdict referendum hearing consultation
    """
)
TALK = words("address consider consideration debate discuss discussion explore negotiate negotiation study talk")
ATTITUDES = words(
    """
    accuse allege argue ask blame call claim condemn criticise criticize demand deny dispute fear favour favor insist
    know object prefer promise propose request require rule say seek support think threaten urge
    vote want warn welcome wish wonder
    """
)
LESSER = words("fewer less smaller lower shorter lighter")
# "relief from", "freedom from"
FROM = words("relief respite freedom shelter immunity")
# "phase out", "do away with", "struck from the text": away by the word behind.
PARTED_BY = {
    "strike": words("from out off"),
    "do": words("away"),
    "pull": words("down out"),
    "tear": words("down up"),
    **dict.fromkeys(("shut", "wind", "knock"), words("down")),
    **dict.fromkeys(("phase", "carve", "weed", "root", "wipe", "cross", "edit", "cast", "kick", "throw"), words("out")),
    **dict.fromkeys(("write", "call", "fend", "stave", "ward", "head"), words("off")),
}
HARDLY = words("hardly barely scarcely rarely seldom few little")
# Verbs whose negation is a no to what they bring: "that no plant be financed", "that the text not mention it".
BRINGING = words(
    """
    accept admit adopt allow apply approve be begin bring build come contain contemplate create deploy enter establish
    exist finance fund get give grant have hold host impose include introduce join keep let license mention offer open
    pay permit place put raise receive recognise recognize remain return see send set sign start station stay take use
    """
)


def operator(token: Token) -> Operator | None:
    """What does this word do to what it stands over? None for all other words."""
    word, root = token.lower_, lemma(token)
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    if word in ("but", "save") and token.dep_ != "ROOT":
        near = {t.lower_ for t in token.doc[max(token.sent.start, token.i - 5) : token.i]}
        helped = word == "save" and any(c.i < token.i for c in token.children)  # "will save every job"
        return "except" if near & ANYTHING and not helped else None
    if word in EXCEPTIVES or (word == "than" and before in OTHER) or (word == "short" and _next(token) == "of"):
        return "except"
    if word == "apart" and _next(token) == "from":
        return "except"
    if word in NEGATIVES or token.dep_ == "neg":
        return "not"
    if word in HARDLY:
        return "weaker"
    if word in OUTSIDE and (lemma(token.head) in PLACED or _describes(token) or before in KEPT):
        return "away"
    if root in AWAY and token.pos_ in ("VERB", "NOUN", "ADJ", "AUX", "PROPN") and not _modifies(token):
        return "away"
    if word in ("to", "over") and lemma(token.head) == "prefer" and token.dep_ == "prep":
        return "except"  # "prefers a fund to a loan"
    if root == "give" and any(c.lower_ == "up" for c in token.children):
        return "away"
    if root in FROM and _next(token) == "from":
        return "away"
    particles = {c.lower_ for c in token.children if c.dep_ in ("prt", "prep", "advmod") and c.i == token.i + 1}
    if particles & PARTED_BY.get(root, frozenset()):
        return "away"
    if (root in AGAINST and token.pos_ == "VERB") or (root in RESISTANCE and token.pos_ == "NOUN"):
        return "away"
    if root in TALK and not _modifies(token):
        return "talk"
    if root in ATTITUDES and token.pos_ == "VERB":
        return "another"
    if word in LESSER and token.dep_ == "amod":
        return "weaker"
    return "weaker" if root in WEAKER and token.pos_ in ("VERB", "NOUN") and not _modifies(token) else None


KEPT = words("kept keep keeps left leave leaves stay stays remain remains be is are")


def _describes(token: Token) -> bool:
    """ "a text free of it", "keep it free of it"; but "free meals" are had."""
    return token.dep_ in ("oprd", "acomp") or (token.dep_ == "amod" and token.i > token.head.i)


def _next(token: Token) -> str:
    return token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""


def _modifies(token: Token) -> bool:
    """Does the word only tell of which kind another is: "the closure plan", "a stop sign"?"""
    return token.dep_ in ("compound", "nmod")
