"""Cues that are undone: a demand no longer made, an objection dropped, what was never asked or is denied."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from comity.reading.english.attribution import Attribution
from comity.reading.english.clause import WANTS, mains
from comity.reading.english.cues import Cue, Cues
from comity.reading.english.grammar import CHARGING, HINGES, RENEWS, children, denied_in_front, lemma
from comity.reading.english.operators import HARDLY
from comity.reading.english.unasserted import HEARSAY, unasserted
from comity.reading.statement import Stance
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Undoing = Literal["withdrawn", "granted", "not refused", "open"]
"""A demand given up; an objection given up or never made; no refusal so far; nothing said either way."""

FORMERLY = words("earlier formerly initially once originally previously")
# What one does to a position by these holds it: "decided to reject", "renewed its demand".
CARRIES = words(
    """
    agree allow arrange be begin choose come continue decide expect go hasten have help intend join keep mean move need
    plan pledge prepare proceed promise resolve seem start undertake unite vote vow want wish
    """
)
KEEPS = RENEWS | words(
    """
    abide adhere cling come hold live persist return stand stick talk
    back confirm defend explain express have insist justify keep maintain make name outline present press publish push
    place put raise reaffirm record register reiterate renew repeat restate stand state submit underline uphold
    voice
    """
)
OVERDRAWN = words("exaggerate imagine invent misjudge misreport misrepresent misunderstand overestimate overstate")
PROMISES = words("commit guarantee pledge promise undertake vow")
"""Who "did not promise it" has not refused it."""
HOPES = words("aim aspire expect favor favour hope intend plan prefer seek want wish")
AT_FIRST = re.compile(
    r"\b(?:at first|at the outset|in the beginning|to begin with|at one (?:time|point|stage)|for a (?:time|while))\b",
    re.IGNORECASE,
)
SUPPOSED = words("if unless until before lest till")
BYGONE = words(
    """
    alleged imagined purported rumored rumoured supposed
    once former earlier initial original previous past old erstwhile onetime quondam
    """
)
LASTS = words(
    """
    abide abound be become come continue count deepen echo emerge endure extend go grow harden hold intensify last lie
    linger live loom matter meet mount persist predominate prevail remain resound rest rise rule run sit stand stay stem
    stiffen strengthen survive widen work
    """
)
"""What a demand that stands may do."""
QUALMS = words("change doubt heart misgiving qualm reconsideration regret remorse rethink thought turn u-turn")
OVER = words("dead defunct finished forgotten gone history moot obsolete off over past weaker")
WEIGHTY = words(
    """
    condition constant core cornerstone fact heart line must obstacle point policy position principle priority problem
    reason record secret
    """
)
"""Of a demand that is "a matter of principle" it is said that it stands, of one that is "a matter of history" not."""
FADES = words("collapse crumble dwindle end erode evaporate fade shrink vanish wane waver weaken")
STOPS = words("stop cease quit desist")
GIVES_UP = words("drop withdraw lift abandon renounce retract waive remove relinquish rescind shelve")
DENIES = words("deny refute dispute rebut disclaim")
WAVES_AWAY = words("brush contradict debunk dismiss knock laugh quash reject rubbish scotch shrug wave")
FUTURE = words("will would wo 'll 'd shall can could ca may might must should")
UNTRUE = re.compile(
    r"\b(?:not true|untrue|false|fiction|a lie|lies|no truth|a myth|fabricated|invented|incorrect|inaccurate|unfounded|"
    r"not the case|(?:hardly|scarcely|far from) (?:the case|true|certain|clear)|not as (?:if|though)|rumou?rs? that|"
    r"no (?:question|evidence|sign|suggestion|indication|hint|word|talk) (?:of|that)|anything but|"
    r"(?:wrong|mistaken|misleading|premature|unfair|absurd|(?:too )?(?:early|soon)|rash|hard|impossible) to "
    r"(?:say|think|claim|suggest|"
    r"believe|conclude|assume|infer|suppose|speak of))\b",
    re.IGNORECASE,
)
NO_MORE = re.compile(
    r"\b(?:no longer|not (?:\w+ )?any ?(?:more|longer)|n't (?:\w+ )?any ?(?:more|longer))\b", re.IGNORECASE
)
# "asked what it costs", "wants to know why"; "declined to comment on it"
QUESTION = re.compile(r"(?:to know )?(?:what|how|why|when|where|who|which|whether|if)\b", re.IGNORECASE)
WHETHER = re.compile(r"\b(?:whether|why|how)\b", re.IGNORECASE)
MUM = re.compile(
    r"to (?:comment|say|answer|elaborate|confirm|specify|speculate|respond|reply|disclose|reveal|explain)\b",
    re.IGNORECASE,
)
PART = re.compile(r";|,? (?:but|while|whereas) ", re.IGNORECASE)
FOR: tuple[Stance, ...] = ("demand", "support")
AGAINST: tuple[Stance, ...] = ("refuse", "oppose")


def undone(attribution: Attribution, doc: Doc, lexicon: Cues) -> Undoing | None:
    """What has become of the position that the cue names? None where the cue stands as it is.

    Parameters: the attribution and its paragraph's parse; the cue lexicon.
    """
    cue = attribution.cue
    head = doc[attribution.head]
    if _asked(head) or _whether(attribution, doc) or _untrue(attribution, head) or unasserted(head):
        return "open"
    if cue.word == YIELDS:
        return None
    said = attribution.content[0].of(doc.text)
    if said.rstrip(' "').endswith("?") or (cue.word == "ask" and WHETHER.search(said)):
        return "open"  # "Why should we accept it?", "asked Chile whether it would accept it"
    if (cue.stance == "demand" and QUESTION.match(said)) or (cue.stance == "refuse" and MUM.match(said)):
        return "open"
    if cue.word in ("insist", "stipulate", "adamant") and (told := _told(attribution, doc, lexicon)) is not None:
        return told
    if cue.word in DENIES or _denied(head) or any(_is_hearsay(c) for c in children(head, "dobj", "nsubjpass")):
        return "open"
    if cue.stance == "claim" and attribution.negated and cue.word in SAYS:
        return "open"  # "has not said that it would oppose it"
    if cue.stance == "claim" and cue.word not in ACCEPTING:
        return _told(attribution, doc, lexicon)
    accepts = cue.stance == "claim" and cue.word in ACCEPTING
    stance: Stance = "support" if accepts else cue.stance
    if stance == "withdrawn-demand":
        return _given_up(attribution, doc, lexicon)
    if stance not in (*FOR, *AGAINST):
        return None
    chain = _chain(head)
    if any(_stopped(token, head) for token in chain) or NO_MORE.search(_cue_words(attribution, doc)):
        return "withdrawn" if stance in FOR else "granted"
    if _uncertain(head) or doc[max(head.i - 2, 0) : head.i].text.lower() == "rather than":
        return "open"
    if _holds_noun(head, GIVES_UP):
        return "withdrawn" if stance in FOR else "granted"
    if _nobody(attribution, doc) and stance == "demand" and cue.word not in WANTS:
        return "open"
    return _so_far(chain, stance, cue.word)


def _told(attribution: Attribution, doc: Doc, lexicon: Cues) -> Undoing | None:
    """The same of the verb of what is said: "said that it had never opposed"."""
    for verb in mains(doc, attribution.content):
        senses = [c for c in lexicon.verbs.get(lemma(verb), ()) if c.stance in (*FOR, *AGAINST) and _stands(c, verb)]
        if not senses or ("clause" in senses[0].takes and senses[0].kind == "say"):
            continue
        below = [c for c in verb.children if c.dep_ == "xcomp" and lemma(verb) in STOPS]
        if below:
            continue
        if any(c.dep_ == "neg" for c in verb.children) or any(c.lower_ == "longer" for c in verb.children):
            words = doc.text[verb.left_edge.idx : verb.idx + len(verb)]
            if NO_MORE.search(words):
                return "withdrawn" if senses[0].stance in FOR else "granted"
            return _so_far([verb], senses[0].stance, senses[0].word)
    return None


def _stands(cue: Cue, verb: Token) -> bool:
    """Is the rest of a cue phrase there, behind its verb?"""
    behind = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4]}
    return all(word in behind for word in cue.word.split()[1:])


SAYS = words("announce argue assert claim confirm declare hint imply indicate maintain say signal state suggest")
YIELDS = "yield on"
"""The cue of what is let pass: undone already."""
ACCEPTING = words("accept agree recognize recognise acknowledge allow")


def _chain(head: Token) -> list[Token]:
    """The cue and the verbs that it hangs on as one predicate: "has stopped insisting", "had been asked to"."""
    chain = [head]
    at = head
    while at.dep_ in ("xcomp", "pcomp", "acomp", "attr", "dobj", "prep") and at.head.i != at.i and len(chain) < 6:
        at = at.head
        chain.append(at)
    return chain


def _stopped(token: Token, head: Token) -> bool:
    if token.i == head.i:
        return False
    given_up = lemma(token) == "give" and any(c.lower_ == "up" for c in token.children) and head.pos_ != "NOUN"
    return (lemma(token) in STOPS or given_up) and not any(c.dep_ == "neg" for c in token.children)


def _uncertain(head: Token) -> bool:
    """Does the cue hang on a word that leaves open whether it holds: "failed to", "far from", "has yet to", "once"?"""
    adverbs = {c.lower_ for c in children(head, "advmod", "npadvmod") if c.i < head.i}
    if lemma(head) == "be":
        adverbs |= {t.lower_ for t in head.doc[head.i + 1 : head.i + 2]}  # "was once dead set against"
    if adverbs & (HARDLY | FORMERLY):
        return True
    before = [t.lower_ for t in head.sent if t.i < head.i]
    if any(pair in (("until", "recently"), ("until", "now")) for pair in pairwise(before)):
        return True
    helpers = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if "had" in helpers and (lemma(head) in HOPES or any(t.lower_ == "now" for t in head.sent)):
        return True
    if AT_FIRST.search(head.sent.text) or any(is_supposed(t) for t in _chain(head)):
        return True
    if head.pos_ == "NOUN":
        return _put_off(head) or _is_past(head) or _fades(head)
    over = head.head
    if head.dep_ == "acl" and over.pos_ == "NOUN":
        return any(c.lower_ == "no" for c in over.children) or _fades(over) or _is_past(over)
    if head.dep_ == "pcomp":
        if lemma(over.head) in CHARGING or lemma(over.head) == "join":
            return False  # "accused Norway of demanding", "joined Norway in demanding": held, as it is told
        return not _stopped(over, head) and lemma(over.head) not in STOPS
    if head.dep_ != "xcomp" or over.i == head.i or over.pos_ not in ("VERB", "AUX", "ADJ"):
        return False
    if any(t.lower_ == "no" for t in head.doc[over.i : head.i]):
        return True  # "is in no mood to accept"
    to = next((c for c in head.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if over.lower_ in ("likely", "unlikely") or (lemma(over) == "have" and to is not None and to.i > over.i + 1):
        return True  # "has until Friday to accept"
    yet = any(t.lower_ == "yet" for t in head.doc[max(over.i - 1, 0) : head.i])
    return yet or not (lemma(over) in CARRIES or over.pos_ == "ADJ")


def _is_past(noun: Token) -> bool:
    """Is it told as one that was: "its former demand", "its once fierce resistance"?"""
    before = [t for c in children(noun, "amod", "advmod") for t in c.subtree if t.i < noun.i]
    return any(t.lower_ in BYGONE for t in before)


def _fades(noun: Token) -> bool:
    """Does a demand or an objection do something by itself that does not say that it stands: "it melted"?"""
    verb = noun.head
    said_of = (verb, *children(verb, "acomp"))
    if any(t.lower_.removesuffix("d") in OVERDRAWN for t in said_of):
        return not children(verb, "neg")
    told_of = any(c.i > noun.i for c in children(noun, "prep", "acl", "ccomp"))
    if lemma(noun) in HINGES:
        told_of = False  # "its condition for talks is a ceasefire"
    if noun.dep_ == "nsubj" and lemma(verb) == "be" and told_of and not children(verb, "neg"):
        what = [t for a in children(verb, "attr") for t in a.subtree]
        past = any(t.lower_ in OVER for t in children(verb, "acomp", "advmod"))
        return past or (bool(what) and not any(lemma(t) in WEIGHTY for t in what))
    if noun.dep_ != "nsubj" or verb.pos_ != "VERB" or children(verb, "neg"):
        return False
    if any(t.lower_ in ("out", "off", "away", "down") for t in children(verb, "prt", "advmod")):
        return True  # "its resistance ran out"
    return lemma(verb) in FADES or (not children(verb, "dobj", "ccomp", "xcomp") and lemma(verb) not in LASTS)


def is_supposed(verb: Token) -> bool:
    """Does it stand in a clause that only supposes it: "before it accepts", "if Norway rejects"?"""
    return verb.dep_ == "advcl" and any(c.lower_ in SUPPOSED for c in children(verb, "mark", "advmod"))


def _put_off(noun: Token) -> bool:
    """Does its own holder do something else with a demand than make it: "suspended its demand"?"""
    owned = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for c in noun.children)
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    if owned and noun.dep_ == "pobj" and lemma(verb) in QUALMS:
        return True  # "has second thoughts about its demand"
    if not owned or noun.dep_ not in ("dobj", "pobj") or verb.pos_ != "VERB":
        return False
    return lemma(verb) not in (*KEEPS, "give") and (noun.dep_ == "pobj" or lemma(verb) not in GIVES_UP)


def _holds_noun(head: Token, verbs: frozenset[str]) -> bool:
    """Is the cue a noun that somebody gives up: "lifted its veto on"?"""
    verb = head.head
    if head.pos_ != "NOUN" or head.dep_ not in ("dobj", "nsubjpass", "pobj") or verb.i == head.i:
        return False
    if verb.pos_ == "ADP":
        verb = verb.head
    up = lemma(verb) == "give" and any(c.lower_ == "up" for c in verb.children)
    return (up or lemma(verb) in verbs) and not any(c.dep_ == "neg" for c in verb.children)


def _given_up(attribution: Attribution, doc: Doc, lexicon: Cues) -> Undoing | None:
    """What was given up: a demand, or an objection?"""
    if attribution.negated:
        return "open"
    for span in attribution.content[:1]:
        found = doc.char_span(span.start, span.end, alignment_mode="expand")
        cue = lexicon.nouns.get(found.root.lemma_.lower()) if found is not None and len(found) else None
        if cue is not None and cue.stance in AGAINST:
            return "granted"
    return "withdrawn"


def _so_far(chain: list[Token], stance: Stance, word: str) -> Undoing | None:
    """Negated in the past or up to now, not for the future: "never demanded", "has not accepted", "did not refuse"."""
    helpers = {c.lower_ for t in chain for c in t.children if c.dep_ in ("aux", "auxpass")}
    negatives = {c.lower_ for t in chain for c in t.children if c.dep_ == "neg" or c.lower_ == "never"}
    negatives |= {"not" for t in chain for h in children(t, "aux") if children(h, "neg")}
    negatives |= {"never" for t in chain if denied_in_front(t) is not None}
    future = bool(helpers & FUTURE)
    if future and helpers & {"have", "'ve"} and (stance in FOR or not negatives):
        return "open"  # "would have accepted"
    if stance in AGAINST and helpers & {"may", "might", "could"} and not negatives:
        return "open"  # "may yet reject it"
    if not negatives or future:
        return None
    past = "never" in negatives or bool(helpers & {"has", "have", "had", "'ve", "did"}) or chain[0].tag_ == "VBD"
    plainly = helpers == {"did"} and stance != "demand" and word.split()[0] not in PROMISES
    if not past or (stance in FOR and plainly):
        return None
    if stance in FOR:
        return "open"
    return "granted" if word.split()[0] in ("oppose", "object", "block", "protest", "be") else "not refused"


def _nobody(attribution: Attribution, doc: Doc) -> bool:
    if attribution.speaker_head is None:
        return False
    speaker = doc[attribution.speaker_head]
    return speaker.lower_ in ("nobody", "none") or any(c.lower_ in ("no", "neither", "none") for c in speaker.children)


def _asked(head: Token) -> bool:
    """A question says nothing either way; one that is quoted is somebody's words, and no question of the report."""
    return head.sent[-1].text == "?" and '"' not in head.sent.text


def _whether(attribution: Attribution, doc: Doc) -> bool:
    """Does it stand in an indirect question: "did not say whether it would accept"?"""
    if any(span.of(doc.text).lower().startswith("whether ") for span in attribution.content[:1]):
        return True
    at = doc[attribution.head]
    while True:
        if any(c.lower_ == "whether" and c.i < at.i for c in at.children):
            return True
        if at.head.i == at.i or at.dep_ not in ("xcomp", "ccomp", "acomp", "conj", "dobj", "prep", "pobj"):
            return False
        at = at.head


def _untrue(attribution: Attribution, head: Token) -> bool:
    """ "It is not true that ...", "... was a lie": in the part of the sentence where the cue stands."""
    sentence = head.sent
    at = head.idx - sentence.start_char
    start, end = 0, len(sentence.text)
    for cut in PART.finditer(sentence.text):
        start, end = (cut.end(), end) if cut.end() <= at else (start, min(end, cut.start()))
    return UNTRUE.search(sentence.text[start:end]) is not None


def _denied(head: Token) -> bool:
    """Is the cue inside what somebody denies: "denied that it had accepted", "denied reports that ..."?"""
    at = head
    while at.dep_ in ("ccomp", "xcomp", "conj") and at.head.i != at.i:
        at = at.head
    if at.dep_ in ("acl", "relcl") and lemma(at.head) in HEARSAY and _waved_away(at.head):
        return True
    at = head
    while at.dep_ in ("ccomp", "acl", "dobj", "pobj", "pcomp", "prep", "conj", "relcl") and at.head.i != at.i:
        at = at.head
        if lemma(at) in DENIES and at.pos_ == "VERB" and not any(c.dep_ == "neg" for c in children(at, "neg")):
            return True
    return False


def _is_hearsay(noun: Token) -> bool:
    """Is this what somebody is said to do: "talk that it had agreed"? Who dismisses it says nothing of the thing."""
    clauses = [c for c in children(noun, "acl", "relcl", "ccomp") if any(t.lower_ == "that" for t in c.children)]
    done = [
        c
        for c in clauses
        if children(c, "nsubj", "nsubjpass") and not any(t.lower_ == "that" for t in children(c, "nsubj"))
    ]
    return lemma(noun) in HEARSAY and _waved_away(noun) and bool(done)


def _waved_away(noun: Token) -> bool:
    """Is a report denied or dismissed: "reports that it had agreed were dismissed", "dismissed talk that it had"?"""
    verb = noun.head
    if noun.dep_ == "nsubjpass" or noun.dep_ == "dobj":
        return lemma(verb) in (*DENIES, *WAVES_AWAY) and not children(verb, "neg")
    return False


def _cue_words(attribution: Attribution, doc: Doc) -> str:
    head = doc[attribution.head]
    first = min(head.i, *(c.i for c in head.children if c.dep_ in ("neg", "advmod", "aux")), head.i)
    span = attribution.cue_span
    start = min(span.start if span else head.idx, doc[max(first - 1, head.sent.start)].idx)
    end = max(span.end if span else 0, head.idx + len(head))
    after = attribution.content[-1].end if attribution.content else end
    # "does not insist on it any longer"
    return doc.text[start:end] + (doc.text[after : after + 14] if "not" in doc.text[start:end] else "")
