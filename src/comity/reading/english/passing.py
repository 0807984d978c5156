"""Words through which a demand or a refusal passes unchanged to what they govern: "to publish the log", "the idea of".

Verbs and nouns that are neither here nor among the `operators` are not understood: what they govern is left open, for
"the dissolution of the command" and "to gut the clause" want neither. The list is of words that bring a thing about,
keep it or merely hold it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.reading.english.grammar import lemma
from comity.reading.english.operators import BRINGING
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = BRINGING | words(
    """
    accelerate accord achieve acquire add adhere administer advance afford agree allocate anchor announce appear
    appoint arrange assemble assign assure attach attend award back base become bolster boost buy carry certify
    codify collect commence commission commit compile complete comply conclude conduct confirm connect consent
    consist construct consult continue contribute convene cooperate coordinate cover cross decide declare dedicate
    deepen defend define deliver demand demarcate designate develop devote dig disburse disclose display distribute
    do double draft draw drive earn elect embed employ enable enact encourage endorse enforce engage enhance enjoy
    enlarge enshrine ensure entrust equip erect exchange execute exercise expand expedite extend fill finalise
    finalize find finish fix follow form formalise formalize formulate foster found fulfil fulfill furnish gain go
    govern grow guarantee hand happen harmonise harmonize help hire honor honour house implement import improve
    incorporate increase index inform initiate insert inspect install institute insure integrate invest invite
    involve issue last launch lay lead lease lend like link list live locate maintain manage mark match measure
    meet merge modernise modernize monitor name negotiate nominate observe obtain operate order organise organize
    oversee own participate pass perform persist phase pick plan plant post prepare present preserve proceed
    process produce promote provide publish purchase pursue quadruple ratify reach read record recruit register
    reinstate release renew reopen repair repay report represent respect restore resume retain revive run safeguard
    save schedule seat secure seek serve settle share show speed spell spend sponsor staff state step strengthen
    submit subsidise subsidize supply support survive sustain tender test train transfer treble triple trust try
    underwrite unify unite update uphold validate verify visit vote want watch welcome widen win work write
    """
)
NOUNS = words(
    """
    acceptance access accord act adoption agreement amount appeal application appointment archive arrangement
    arrival article assurance backing basis beginning bid bill body building call case cent chapter choice clause
    commission commitment committee concept construction continuation contract copy creation date day decade
    delivery deployment design disbursement dollar doubling draft duration east effort election element end
    enforcement enlargement enlistment entry establishment euro exchange existence
    favor favour expansion extension fact form
    formation foundation funding grant granting growth guarantee half hour idea implementation inclusion increase
    insistence installation introduction invitation issuance issue kind launch law layer level list maintenance
    majority matter measure member million mission model month need network north notion number offer office
    opening package pact pair paragraph part participation payment percent period phase place plan plea policy post
    presence preservation principle program programme project promise proposal prospect provision publication
    purchase quarter ratification readiness recognition regime reintroduction release renewal reopening report
    request restoration resumption retention return right rise role round scheme seat section sequence series set
    share signature signing size sort south stage start state stretch string suggestion sum supply system term text
    third time tonne transfer treaty tripling type use validity version week west word wording year
    """
)
ADJECTIVES = words("able available eligible entitled essential necessary open possible ready responsible willing")
BY_PARTICLE = words("off down back away aside over")
"""Behind a verb these may turn it: "put off", "strike down", "roll back", "pass over"."""

ASIDE_OF = words("off from outside beyond past around")
"""Behind these stands what something is kept away from: "let off the penalty", "shelter from the levy"."""

FREEDOMS = words("right freedom liberty option power ability possibility")
"""Who insists on one of these "to refuse it" does not yet refuse it."""


def passes(token: Token) -> bool:
    """Does this word over a thing leave it as it is: wanted where the whole is, refused where the whole is?"""
    root = lemma(token)
    if token.pos_ == "ADP":
        return token.lower_ not in ASIDE_OF
    if token.pos_ == "VERB":
        turned = any(c.dep_ == "prt" and c.lower_ in BY_PARTICLE for c in token.children)
        return root in VERBS and (not turned or root in ("hand", "take", "give"))
    if token.pos_ == "NOUN":
        return root in NOUNS or token.ent_type_ in ("DATE", "CARDINAL", "MONEY", "PERCENT", "QUANTITY")
    return token.pos_ != "ADJ" or root in ADJECTIVES


DEED = re.compile(r"(?:[st]ions?|als?|ments?|ings?|ures?|[ae]nces?)$")


def kind_of(token: Token) -> bool:
    """Does a word tell of which kind the thing over it is: "daily data", "grain deal", not "grain destruction"?"""
    if token.dep_ in ("amod", "nummod", "advmod", "det"):
        return token.head.pos_ != "VERB"
    return token.dep_ in ("compound", "nmod") and DEED.search(token.head.lower_) is None
