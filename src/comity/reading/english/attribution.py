"""Who is said to hold what: attributions found in one parsed paragraph.

Rules over the dependency parse, driven by the cue lexicon, after the scheme of source, cue and content
(Pareti 2012; Newell, Margolin and Ruths 2018 for political news). Each rule is one function that yields
`Attribution`s; `attributions` runs them all and settles overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.reading.english.clause import BEFALLS
from comity.reading.english.cues import Cue, Cues, cues
from comity.reading.english.quotes import Quote, quotes
from comity.reading.statement import Span
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = ("nsubj",)
CLAUSES = ("ccomp", "parataxis")
# What may hang on an object or clause without belonging to what was said.
ABOUT = (
    "of",
    "for",
    "on",
    "about",
    "against",
    "to",
    "over",
    "regarding",
    "from",
    "with",
    "in",
    "toward",
    "towards",
    "at",
)
LIGHT_VERBS = words(
    """
    express voice make have raise give issue hold share state repeat reiterate outline present
    articulate announce deliver convey send signal show face offer declare renew lay unveil reveal
    describe sound maintain take keep withdraw assert adopt uphold place put reaffirm cite harbor
    harbour propose convey detail defend press set list include
    """
)
COPULAS = words(
    """
    be seem feel remain appear become sound stay look grow
    """
)
NOT_SPEAKERS = words(
    """
    it this that there what which these those something nothing everything
    """
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution, in characters of its paragraph.

    `head` is the token of the cue's main word; `speaker_head` that of the speaker, None for nobody or where a
    sentence names none.
    """

    cue: Cue
    cue_span: Span | None
    content: tuple[Span, ...]
    speaker: Span | None
    speaker_head: int | None
    head: int
    direct: bool = False
    nobody: bool = False
    negated: bool = False
    listed: bool = False
    inside: int | None = None  # reported within another attribution: the token of that one's speaker
    other_head: int | None = None  # of a relation: the other side

    @property
    def outer(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


SPOKEN = Cue("", "say", "claim", None, frozenset({"clause"}))


def attributions(doc: Doc, text: str, roles: frozenset[str] = frozenset()) -> list[Attribution]:
    """Which attributions does this paragraph hold, in the order of the text?

    Parameters: the parse, the paragraph's stored characters (same length as the parsed text), and the nouns that
    stand for people and bodies ("leader"): what is neither such a noun, a name nor a personal pronoun cannot speak.
    """
    lexicon = cues()
    quoted = quotes(text)
    found = [
        *_by_verb(doc, lexicon),
        *_by_frame(doc, lexicon),
        *_by_noun(doc, lexicon),
        *_by_adjective(doc, lexicon),
        *_by_colon(doc, lexicon),
        *_by_purpose(doc),
        *_by_modal(doc, roles),
        *_by_division(doc),
    ]
    echoes = list(_by_echo(doc, lexicon))
    heads = {echo.head for echo in echoes}
    found = [_without_echo(a, doc, echoes) for a in found if a.head not in heads] + echoes
    found += _by_fallback(doc, lexicon, found, roles)
    found = [_echo(_participle(a, doc, roles), doc, found) for a in found]
    listed = {a.head for a in found if a.listed}
    # "They have two messages: first ...": the items are the statements, not the announcement of them.
    found = [a for a in found if a.listed or not any(s.start <= doc[i].idx < s.end for i in listed for s in a.content)]
    found = [a for a in found if not _inside_quote(doc, a, quoted)]
    found = _with_quotes(doc, text, found, quoted, lexicon)
    found = [trimmed for a in found if (trimmed := _trimmed(a, doc.text)) is not None]
    return _settled(_parted(found, doc, roles), doc)


def can_speak(head: Token, roles: frozenset[str]) -> bool:
    """Is this the head of a phrase for people, bodies or named actors, rather than for things and events?"""
    if head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    if head.pos_ == "PRON":
        return head.lower_ not in NOT_SPEAKERS
    return head.lemma_.lower() in roles or head.lower_ in roles


MISLED = {"hop": "hope", "hat": "hate", "sham": "shame"}


def lemma(token: Token) -> str:
    """The dictionary form; the model's lemmatizer takes "hopes" for "hop" and the like."""
    word = token.lemma_.lower()
    return MISLED.get(word, word)


def meaning(head: Token) -> Cue:
    """What a cue whose main word this is says: its first sense in the lexicon, or plain speech."""
    lexicon = cues()
    senses = [c for c in lexicon.verbs.get(lemma(head), ()) if " " not in c.word]
    return senses[0] if senses else lexicon.nouns.get(lemma(head)) or lexicon.adjectives.get(head.lower_) or SPOKEN


# --- verbs -------------------------------------------------------------------------------------------------


def _by_verb(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or lemma(token) not in lexicon.verbs:
            continue
        for cue in lexicon.verbs[lemma(token)]:
            attribution = _verb(token, cue, lexicon)
            if attribution is not None:
                yield attribution
                break


def _verb(token: Token, cue: Cue, lexicon: Cues) -> Attribution | None:
    words = _phrase(token, cue)
    if words is None:
        return None
    last = words[-1]
    content: list[Token] = []
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    if last.i != token.i and last.dep_ in ("prep", "agent", "dative"):
        inner = _children(last, "pobj", "pcomp")
        if not inner or inner[0].ent_type_ in ("DATE", "TIME"):  # "agreed on Friday"
            return None
    if last.i != token.i and (objects := _children(last, "pobj", "pcomp")):
        content = list(objects[0].subtree)
        extra = _children(token, "xcomp") if cue.kind in ("demand",) else []
        for child in extra:
            content += list(child.subtree)
    else:
        content = _complement(token, cue, passive, words)
    speaker_head = _agent(token) if passive else _subject(token)
    if not content:
        return None
    # "It is believed that ...": somebody's view, but nobody's statement.
    nobody = passive and speaker_head is None
    if nobody and (cue.kind != "say" or "clause" not in cue.takes or not _nobody(token, lexicon)):
        return None
    taken = {t.i for t in content}
    if speaker_head is not None and speaker_head.i in taken:
        return None
    cue_tokens = [t for t in _cue_tokens(token, words) if t.i not in taken]
    negated = any(child.dep_ == "neg" for child in token.children) or (
        speaker_head is not None and any(c.lower_ in ("no", "neither", "none") for c in speaker_head.children)
    )
    return _attribution(cue, token, cue_tokens, content, speaker_head, nobody=nobody, negated=negated)


def _nobody(token: Token, lexicon: Cues) -> bool:
    sentence = token.doc.text[token.sent.start_char : token.sent.end_char]
    at = token.idx - token.sent.start_char
    return any(m.start() <= at < m.end() for m in lexicon.nobody.finditer(sentence))


def _phrase(token: Token, cue: Cue) -> list[Token] | None:
    """The tokens of a cue phrase, from its verb on; None where the rest of the phrase is not there."""
    words = [token]
    for word in cue.word.split()[1:]:
        doc = token.doc
        last = words[-1]
        window = [doc[i] for i in range(last.i + 1, min(last.i + (4 if len(words) > 1 else 5), len(doc)))]
        known = {w.i for w in words}
        match = next((t for t in window if (t.lower_ == word or t.lemma_ == word) and t.head.i in known), None)
        if match is None:
            return None
        words.append(match)
    return words


def _complement(token: Token, cue: Cue, passive: bool, words: list[Token]) -> list[Token]:
    """The tokens of what a verb says, refuses, wants ...; empty where the verb takes none of what stands there."""
    clause = [c for c in token.children if c.dep_ in CLAUSES and c.i not in {w.i for w in words}]
    for word in words[1:]:
        clause += [c for c in word.children if c.dep_ in ("ccomp", "xcomp", "advcl")]
    clause = [
        c for c in clause if not any(s.dep_ == "nsubj" and s.lower_.endswith(("self", "selves")) for s in c.children)
    ]
    infinitive = [c for c in token.children if c.dep_ == "xcomp" and c.i not in {w.i for w in words}]
    objects = [c for c in token.children if c.dep_ in ("dobj", "oprd", "attr") and c.i not in {w.i for w in words}]
    if passive:
        objects = _children(token, "nsubjpass") if _agent(token) is not None else []
    if (
        cue.kind == "demand"
        and "clause" not in cue.takes
        and any(c.dep_ == "mark" and c.lower_ == "that" for h in clause[:1] for c in h.children)
    ):
        return []  # "told reporters that" asks nothing of the reporters
    # Longest reading first: an object with what is asked of it ("urged Israel to leave"), a clause, an object.
    if "object" in cue.takes and objects and (infinitive or clause):
        return _span_of(objects + infinitive + clause)
    if "clause" in cue.takes and clause:
        return _clause(clause[0])
    if "clause" in cue.takes and infinitive and "object" not in cue.takes and cue.kind == "say":
        objects = [c for c in token.children if c.dep_ == "dobj"]
        return _span_of(objects + infinitive)
    if "infinitive" in cue.takes and infinitive:
        return _clause(infinitive[0])
    if "infinitive" in cue.takes and cue.kind in ("intend", "demand") and clause and _has_to(clause[0]):
        return _clause(clause[0])
    if "object" in cue.takes and clause and cue.kind != "intend" and not objects:
        return _clause(clause[0])
    if "object" in cue.takes and objects:
        if objects[0].pos_ == "PRON" and objects[0].lower_ in ("itself", "himself", "herself", "themselves", "myself"):
            return []
        preps = [
            c
            for c in token.children
            if c.dep_ in ("prep", "oprd")
            and c.i > objects[0].i
            and c.lower_ in ("as", "of", "for", "to", "with", "by", "from", "on", "over")
        ]
        if len(objects) > 1:  # "called it a mistake"
            return _span_of(objects)
        return _span_of([objects[0], *preps[:1]]) if preps and _near(objects[0], preps[0]) else list(objects[0].subtree)
    return []


def _near(a: Token, b: Token) -> bool:
    return b.i - a.right_edge.i <= 1


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _clause(head: Token) -> list[Token]:
    return list(head.subtree)


def _span_of(heads: list[Token]) -> list[Token]:
    """All tokens from the first of these subtrees to the last."""
    tokens = sorted({t.i for head in heads for t in head.subtree})
    return [heads[0].doc[i] for i in range(tokens[0], tokens[-1] + 1)] if tokens else []


def _children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def _agent(token: Token) -> Token | None:
    for by in _children(token, "agent"):
        for thing in _children(by, "pobj"):
            return thing
    return None


def _subject(token: Token) -> Token | None:
    """Who does what this verb says? Climbs through conjuncts, infinitives, participles and relative clauses."""
    at = token
    for _ in range(12):  # as deep as sentences go; a parse is a tree, so this only bounds the climb
        own = [c for c in at.children if c.dep_ in SUBJECTS]
        if own:
            subject = own[0]
            if subject.lower_ in ("who", "which", "that") and _relative(at) is not None:
                return _relative(at)
            return subject
        if at.dep_ in ("relcl", "acl"):
            return at.head if at.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if at.dep_ == "ROOT":
            return _passive_subject(at) if at.i != token.i else None
        if at.i != token.i and (found := _passive_subject(at)) is not None:
            return found
        if at.dep_ == "appos":
            return None
        at = at.head
    return None


def _relative(verb: Token) -> Token | None:
    at = verb
    while at.dep_ in ("conj", "xcomp", "ccomp") and at.head.i != at.i:
        at = at.head
    return at.head if at.dep_ == "relcl" else None


def _passive_subject(token: Token) -> Token | None:
    found = _children(token, "nsubjpass")
    return found[0] if found else None


def _cue_tokens(token: Token, words: list[Token]) -> list[Token]:
    """The cue as the reader sees it: auxiliaries, negation and adverbs before the verb, the verb, its phrase."""
    first = token.i
    left = {c.i for c in token.children if c.dep_ in ("aux", "auxpass", "neg", "advmod") and c.i < token.i}
    while first - 1 in left:
        first -= 1
    if first > 1 and token.doc[first].lower_ == "longer" and token.doc[first - 1].lower_ == "no":
        first -= 1
    last = max(w.i for w in words)
    return [token.doc[i] for i in range(first, last + 1)]


# --- purposes: "are rallying in Washington to ensure" ---------------------------------------------------------

PURPOSES = words(
    """
    ensure safeguard prevent preserve secure guarantee advocate
    """
)
PURPOSE = Cue("to ensure", "intend", "support", None, frozenset({"clause", "object"}))


def _by_purpose(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        if (
            token.lemma_.lower() not in PURPOSES
            or not _has_to(token)
            or token.dep_ not in ("advcl", "xcomp", "acl", "ROOT", "relcl", "ccomp")
        ):
            continue
        if token.dep_ == "acl" and token.head.pos_ == "NOUN":
            continue  # "a plan to ensure" is the noun's
        content: list[Token] = []
        for child in token.children:
            if child.i > token.i and child.dep_ in ("ccomp", "dobj", "xcomp"):
                content += list(child.subtree)
            elif child.i > token.i and child.dep_ == "prep" and child.lower_ == "for" and token.lemma_ == "advocate":
                content += [t for c in _children(child, "pobj") for t in c.subtree]
        speaker = _subject(token)
        if not content or speaker is None or speaker.i in {t.i for t in content}:
            continue
        governor = token.head
        first = (
            governor
            if governor.i < token.i and token.i - governor.i <= 5 and governor.pos_ == "VERB"
            else token.left_edge
        )
        last = min(t.i for t in content) - 1
        yield _attribution(
            PURPOSE, token, [doc[i] for i in range(first.i, max(token.i, min(last, token.i + 1)) + 1)], content, speaker
        )


# --- refusals and offers in the reporter's own words: "Norway will not sign", "will sign only if" -----------------

WILL_NOT = Cue("will not", "refuse", "refuse", None, frozenset({"object"}))
WILL_IF = Cue("will only if", "support", "support", "must", frozenset({"object"}))


def _by_modal(doc: Doc, roles: frozenset[str]) -> Iterator[Attribution]:
    for token in doc:
        helpers = [c for c in token.children if c.dep_ in ("aux", "neg") and c.i < token.i]
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if (
            token.pos_ != "VERB"
            or subject is None
            or subject.pos_ == "PRON"
            or not can_speak(subject, roles)
            or not any(c.lower_ in ("will", "would", "wo") for c in helpers)
            or any(c.lemma_ == "have" for c in helpers)
        ):
            continue
        negated = any(c.dep_ == "neg" for c in token.children)
        only = any(
            c.lower_ == "only" for c in token.subtree if c.i + 1 < len(doc) and doc[c.i + 1].lower_ in ("if", "when")
        )
        if lemma(token) in BEFALLS or not (negated or only):
            continue
        content = [t for t in token.subtree if t.i >= token.i]
        yield _attribution(WILL_NOT if negated else WILL_IF, token, helpers, content, subject)


# --- divisions: "differing views within the group regarding" --------------------------------------------------

DIVISIONS = frozenset(["division", "difference", "disagreement", "split", "rift", "dispute"])
VIEWS = frozenset(["view", "opinion", "position", "stance"])
DIFFERING = words(
    """
    differing different divergent diverging conflicting opposing divided contrasting
    """
)
DIVIDED = Cue("divided", "say", "divided", None, frozenset())


def _by_division(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        lemma = token.lemma_.lower()
        differing = any(c.lower_ in DIFFERING for c in token.children)
        if token.pos_ != "NOUN" or not (lemma in DIVISIONS or (lemma in VIEWS and differing)):
            continue
        holder: Token | None = None
        content: list[Token] = []
        for child in (t for t in token.subtree if t.i > token.i):
            if child.lower_ in ("within", "among", "between") and holder is None:
                holder = next(iter(_children(child, "pobj")), None)
            elif child.lower_ in ("regarding", "over", "on", "about", "concerning") and not content:
                content = [t for t in child.subtree if t.i > child.i]
        if holder is None or not content:
            continue
        last = content[0].i - 1
        first = token.left_edge.i
        inside = {t.i for t in holder.subtree}
        cue = [doc[i] for i in range(first, last + 1) if i not in inside]
        yield _attribution(DIVIDED, token, cue, content, holder)


# --- frames: "according to" --------------------------------------------------------------------------------


def _by_frame(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    for frame in lexicon.frames:
        first, *_ = frame.split()
        for token in doc:
            if token.lower_ != first or doc[token.i : token.i + len(frame.split())].text.lower() != frame:
                continue
            last = doc[token.i + len(frame.split()) - 1]
            named = _children(last, "pobj")
            if not named:
                continue
            speaker = named[0]
            inside = set(range(token.i, speaker.right_edge.i + 1))
            sentence = token.sent
            governor = token.head
            while governor.pos_ not in ("VERB", "AUX") and governor.dep_ != "ROOT":
                governor = governor.head
            scope = {t.i for t in (governor.subtree if governor.i != token.i else sentence)} or {t.i for t in sentence}
            content = [t for t in sentence if t.i in scope and t.i not in inside]
            # What follows the frame at the end of a sentence is said of the speaker, not by them.
            after = [t for t in content if t.i > speaker.right_edge.i]
            before = [t for t in content if t.i < token.i and not t.is_punct]
            if before and len(before) >= 3:
                content = [t for t in content if t.i < token.i]
            elif after:
                content = after
            if content:
                frame_tokens = [doc[i] for i in range(token.i, last.i + 1)]
                yield _attribution(SPOKEN, token, frame_tokens, content, speaker)


# --- nouns: "insistence on", "a plan to" -------------------------------------------------------------------


def _by_noun(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    for token in doc:
        cue = lexicon.nouns.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
        if cue is None:
            continue
        content = _noun_content(token)
        if not content:
            continue
        speaker, governor = _holder(token)
        if speaker is None and cue.stance == "concern":
            # "The focus of their discussions is on concerns about ...": theirs, whose discussions they are.
            before = [t for t in token.sent if t.i < token.i and t.dep_ == "poss"]
            owners = [t for t in before if t.lower_ in ("their", "his", "her")]
            speaker = owners[-1] if owners else None
        if speaker is None or speaker.i in {t.i for t in content}:
            continue
        start = governor if governor is not None and governor.i < token.i else token
        if governor is not None and token.i - governor.i > 6:
            start = token
        tokens = [doc[i] for i in range(start.i, token.i + 1)]
        if content[0].i == token.i + 2:
            tokens.append(doc[token.i + 1])
        yield _attribution(cue, token, tokens, content, speaker)


def _noun_content(noun: Token) -> list[Token]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp") and (_has_to(child) or any(c.lower_ == "that" for c in child.children)):
            return list(child.subtree)
        if child.dep_ == "prep" and child.lower_ in ABOUT:
            inner = _children(child, "pobj", "pcomp")
            if inner:
                return list(inner[0].subtree)
    doc = noun.doc
    if noun.i + 3 < len(doc) and doc[noun.i + 1].lower_ == "that" and doc[noun.i + 2].dep_ not in ("aux", "ROOT"):
        # The parser often loses such a clause: it runs to the next comma or the end of the sentence.
        rest = [doc[i] for i in range(noun.i + 1, noun.sent.end)]
        end = next((t.i for t in rest[3:] if t.text in (",", ";", ".")), noun.sent.end)
        return [t for t in rest if t.i < end]
    if noun.dep_ in SUBJECTS and noun.head.lemma_ == "be":
        for child in noun.head.children:
            if child.i > noun.head.i and child.dep_ in ("ccomp", "xcomp"):
                return list(child.subtree)
    return []


def _holder(noun: Token) -> tuple[Token | None, Token | None]:
    """Whose plan, demand, concern is it? The owner, and the verb that gives it to them, if one does."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child, None
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among"):
            inner = _children(child, "pobj")
            if inner:
                return inner[0], None
    governor = noun.head
    if noun.dep_ == "conj":
        return _holder(governor) if governor.pos_ == "NOUN" else (None, None)
    if noun.dep_ == "dobj" and governor.lemma_ in LIGHT_VERBS:
        return _subject(governor), governor
    return None, None


# --- adjectives: "wary of" ---------------------------------------------------------------------------------


def _by_adjective(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    for token in doc:
        cue = lexicon.adjectives.get(token.lower_) if token.pos_ in ("ADJ", "VERB") else None
        if cue is None:
            continue
        governor = token.head
        predicate = (token.dep_ in ("acomp", "ROOT", "oprd") and governor.lemma_ in COPULAS) or (
            token.tag_ == "VBN" and any(c.lemma_ == "be" for c in _children(token, "auxpass", "aux"))
        )
        loose = (
            token.dep_ in ("advcl", "acl", "amod", "conj", "acomp")
            and token.i > 0
            and doc[token.i - 1].text in (",", "—", "-")
        )
        if not predicate and not loose:
            continue
        content: list[Token] = []
        for child in token.children:
            if child.i < token.i:
                continue
            if child.dep_ in ("ccomp", "xcomp", "advcl") and not content:
                content = list(child.subtree)
            elif child.dep_ in ("prep", "agent") and not content and child.lower_ in (*ABOUT, "by"):
                inner = _children(child, "pobj", "pcomp", "ccomp")
                if inner:
                    content = list(inner[0].subtree)
        if not content and predicate and governor.lemma_ in COPULAS:
            later = [c for c in governor.children if c.i > token.i and c.dep_ in ("ccomp", "xcomp")]
            if later:
                content = list(later[0].subtree)
        if not content:
            continue
        speaker = (
            _subject(governor) if token.dep_ in ("acomp", "oprd") else (_passive_subject(token) or _subject(token))
        )
        if speaker is None or speaker.i in {t.i for t in content} or speaker.lower_ in NOT_SPEAKERS:
            continue
        first = governor.i if predicate and governor.i < token.i and token.i - governor.i <= 4 else token.i
        tokens = [doc[i] for i in range(first, token.i + 1)]
        if 0 < content[0].i - token.i == 2:
            tokens.append(doc[token.i + 1])
        negated = any(c.dep_ == "neg" for c in (*token.children, *governor.children)) or any(
            c.lower_ in ("no", "neither", "none") for c in speaker.children
        )
        yield _attribution(cue, token, tokens, content, speaker, negated=negated)


# --- lists after a colon: "two messages: first ..., and second ..." -----------------------------------------

ENUMERATOR = re.compile(
    r"(?:^|[;,]\s*(?:and\s+)?)(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|one|two|\(?[1-9a-e][.)])\s*,?\s+|;\s*(?:and\s+)?",
    re.IGNORECASE,
)


def _by_colon(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    for colon in doc:
        if colon.text != ":" or colon.i + 2 >= len(doc):
            continue
        before = [t for t in doc[colon.sent.start : colon.i]]
        noun = next((t for t in reversed(before) if t.pos_ == "NOUN" and t.lemma_.lower() in lexicon.nouns), None)
        if noun is None or (colon.i - noun.right_edge.i > 4 and colon.i - noun.i > 4):
            continue
        speaker, _ = _holder(noun)
        if speaker is None:
            at = noun.head
            while at.pos_ not in ("VERB", "AUX") and at.dep_ != "ROOT":
                at = at.head
            speaker = _subject(at)
        if speaker is None or speaker.i > colon.i:
            continue
        start = doc[colon.i + 1].idx
        end = colon.sent.end_char if colon.sent.end_char > start else doc[min(colon.i + 1, len(doc) - 1)].sent.end_char
        for piece in _items(doc.text, Span(start, end)):
            yield Attribution(
                cue=lexicon.nouns[noun.lemma_.lower()],
                cue_span=Span(noun.idx, colon.idx + 1),
                content=(piece,),
                speaker=noun_phrase(speaker, noun.i),
                speaker_head=speaker.i,
                head=noun.i,
                listed=True,
            )


def _items(text: str, span: Span) -> list[Span]:
    """The items of a list, split where it counts or where semicolons part it."""
    cuts = [(m.start() + span.start, m.end() + span.start) for m in ENUMERATOR.finditer(span.of(text))]
    if not cuts:
        return [span]
    starts = [span.start if cuts[0][0] > span.start else cuts[0][1]]
    ends: list[int] = []
    for cut_start, cut_end in cuts if cuts[0][0] > span.start else cuts[1:]:
        ends.append(cut_start)
        starts.append(cut_end)
    ends.append(span.end)
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b - a > 8]


# --- putting an attribution together ------------------------------------------------------------------------


def _attribution(
    cue: Cue,
    head: Token,
    cue_tokens: list[Token],
    content: Iterable[Token],
    speaker: Token | None,
    nobody: bool = False,
    negated: bool = False,
) -> Attribution:
    taken = {t.i for t in cue_tokens}
    kept = sorted({t.i: t for t in content if t.i not in taken}.values(), key=lambda t: t.i)
    phrase = noun_phrase(speaker, head.i) if speaker is not None else None
    return Attribution(
        cue=cue,
        cue_span=Span(cue_tokens[0].idx, cue_tokens[-1].idx + len(cue_tokens[-1])) if cue_tokens else None,
        content=_runs(kept),
        speaker=phrase,
        speaker_head=speaker.i if speaker is not None else None,
        head=head.i,
        nobody=nobody,
        negated=negated,
    )


def _runs(tokens: list[Token]) -> tuple[Span, ...]:
    """Adjacent tokens as character spans."""
    runs: list[Span] = []
    last = -2
    for token in tokens:
        if token.is_space:
            continue
        end = token.idx + len(token)
        if token.i == last + 1:
            runs[-1] = Span(runs[-1].start, end)
        else:
            runs.append(Span(token.idx, end))
        last = token.i
    return tuple(runs)


def noun_phrase(head: Token, cue: int) -> Span:
    """The speaker as named: the noun with what belongs to it, without relative clauses and without the cue."""
    cut = {t.i for child in head.children if child.dep_ in ("relcl", "acl", "advcl", "ccomp") for t in child.subtree}
    kept = [t for t in head.subtree if t.i not in cut and not t.is_space]
    run = [head]
    for t in sorted((t for t in kept if t.i < head.i), key=lambda t: -t.i):
        if t.i != run[0].i - 1 or t.i == cue:
            break
        run.insert(0, t)
    for t in (t for t in kept if t.i > head.i):
        if t.i != run[-1].i + 1 or t.i == cue:
            break
        run.append(t)
    while len(run) > 1 and (run[-1].is_punct or run[-1].dep_ in ("cc", "case")) and run[-1].text not in ('"', ")"):
        run.pop()
    while len(run) > 1 and (run[0].is_punct or run[0].dep_ in ("cc", "mark")):
        run.pop(0)
    return Span(run[0].idx, run[-1].idx + len(run[-1]))


# --- quotations ---------------------------------------------------------------------------------------------


def _inside_quote(doc: Doc, attribution: Attribution, quoted: list[Quote]) -> bool:
    at = doc[attribution.head].idx
    return any(q.span.start <= at < q.span.end and len(q.span.of(doc.text).split()) > 2 for q in quoted)


def _with_quotes(
    doc: Doc, text: str, found: list[Attribution], quoted: list[Quote], lexicon: Cues
) -> list[Attribution]:
    """Mend contents by the quotation marks, and attribute the quotations that no rule reached."""
    by_head: dict[int, Attribution] = {a.head: a for a in found if not a.listed}
    rest = [a for a in found if a.listed or by_head[a.head] is not a]
    latest: int | None = None
    for quote in quoted:
        words = len(quote.span.of(text).split())
        covered = [
            a
            for a in by_head.values()
            if sum(s.overlap(quote.span) for s in a.content) >= 0.5 * (quote.span.end - quote.span.start)
        ]
        if covered:
            a = min(covered, key=lambda a: a.outer.end - a.outer.start)
            whole = _united(a.content, quote.span)
            by_head[a.head] = replace(a, content=whole, direct=a.direct or _mostly(quote.span, whole))
            latest = a.head
            continue
        if words < 3 and text[quote.span.end - 2 : quote.span.end - 1] not in ",.!?":
            continue
        verb = _cue_beside(doc, quote.span, lexicon, quoted)
        if verb is None:
            sentence_like = text[quote.span.start + 1 : quote.span.start + 2].isupper() or words >= 6
            if (
                latest is not None
                and sentence_like
                and _only_quotes_between(doc.text, by_head[latest], quote.span, quoted)
            ):
                a = by_head[latest]
                by_head[latest] = replace(a, content=_united(a.content, quote.span), direct=True)
            continue
        if verb.i in by_head:
            a = by_head[verb.i]
            sentence = verb.sent
            if a.direct and a.content and a.outer.overlap(Span(sentence.start_char, sentence.end_char)) == 0:
                continue
            # A quotation whose cue already has a content: the same speech when they meet in one sentence.
            content = _united(a.content, quote.span) if a.direct or words < 5 else (quote.span,)
            by_head[verb.i] = replace(a, content=content, direct=True)
        else:
            speaker = _speaker_beside(verb, quoted)
            senses = [c for c in lexicon.verbs.get(lemma(verb), ()) if " " not in c.word]
            by_head[verb.i] = replace(
                _attribution(senses[0] if senses else SPOKEN, verb, _cue_tokens(verb, [verb]), [], speaker),
                content=(quote.span,),
                direct=True,
            )
        latest = verb.i
    return [*by_head.values(), *rest]


def _mostly(quote: Span, content: tuple[Span, ...]) -> bool:
    return sum(s.overlap(quote) for s in content) >= 0.5 * sum(s.end - s.start for s in content)


def _united(content: tuple[Span, ...], extra: Span) -> tuple[Span, ...]:
    """Contents and one more span, those that touch or overlap made one."""
    spans: list[Span] = []
    for span in sorted([*content, extra]):
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return tuple(spans)


def _outside(token: Token, quoted: list[Quote]) -> bool:
    return not any(q.span.start <= token.idx < q.span.end for q in quoted)


def _cue_beside(doc: Doc, quote: Span, lexicon: Cues, quoted: list[Quote]) -> Token | None:
    """The verb that introduces or follows a quotation, in the same stretch of unquoted words."""
    text = doc.text
    after = _stretch(doc, quote.end, +1, quoted)
    before = _stretch(doc, quote.start, -1, quoted)
    ends_open = text[max(quote.start, quote.end - 2) : quote.end - 1] in (",", "?", "!", "—", "-") or (
        quote.end < len(text) and text[quote.end : quote.end + 1] in (",", "—")
    )

    def speech(tokens: list[Token]) -> list[Token]:
        return [
            t
            for t in tokens
            if t.pos_ in ("VERB", "AUX") and lemma(t) in lexicon.verbs and lemma(t) != "be"
            and any("clause" in c.takes or "object" in c.takes for c in lexicon.verbs[lemma(t)])
            and t.tag_ not in ("VB",)
        ]  # fmt: skip

    first_after = speech(after[:12]) if (after and not after[0].is_sent_start) or ends_open else []
    last_before = speech(before)
    closes = text[: quote.start].rstrip()[-1:] in (",", ":") or (
        (before and before[-1].lower_ in ("that", "as", "is"))
        or (bool(last_before) and before and before[-1].i == last_before[-1].i)
    )
    if ends_open and first_after:
        return first_after[0]
    if closes and last_before:
        return last_before[-1]
    if first_after and not last_before:
        return first_after[0]
    return last_before[-1] if last_before else (first_after[0] if first_after else None)


def _stretch(doc: Doc, at: int, step: int, quoted: list[Quote]) -> list[Token]:
    """The unquoted tokens beside a character, to the end of their sentence or the next quotation."""
    tokens: list[Token] = []
    order = range(len(doc)) if step > 0 else range(len(doc) - 1, -1, -1)
    for i in order:
        t = doc[i]
        if (step > 0 and t.idx < at) or (step < 0 and t.idx >= at):
            continue
        if not _outside(t, quoted):
            break
        if t.text in (".", "!", "?") or (t.text == ";" and step > 0):
            break
        tokens.append(t)
    return tokens if step > 0 else tokens[::-1]


def _speaker_beside(verb: Token, quoted: list[Quote]) -> Token | None:
    subject = _subject(verb)
    if subject is not None and _outside(subject, quoted):
        return subject
    doc = verb.doc
    inverted = [c for c in doc[verb.i + 1 : verb.i + 8] if c.pos_ in ("PROPN", "NOUN", "PRON") and _outside(c, quoted)]
    plain = [c for c in doc[max(0, verb.i - 8) : verb.i] if c.pos_ in ("PROPN", "NOUN", "PRON") and _outside(c, quoted)]
    if plain and verb.i - plain[-1].i <= 3:
        return plain[-1]
    if inverted:
        return inverted[0] if inverted[0].head.i == verb.i or inverted[0].dep_ != "compound" else inverted[0].head
    return plain[-1] if plain else None


def _only_quotes_between(text: str, earlier: Attribution, quote: Span, quoted: list[Quote]) -> bool:
    """Does the speech go on: is there no full sentence of the reporter's between the last quotation and this?"""
    ends = max(earlier.outer.end, earlier.cue_span.end if earlier.cue_span else 0)
    if quote.start < ends:
        return True
    between = text[ends : quote.start]
    return len(between.split()) <= 30 and len(re.findall(r"[.!?]\s", between)) <= 1


# --- echoes: "a principle echoed by" ------------------------------------------------------------------------

ECHOES = words(
    """
    echo share support endorse repeat back reject oppose dispute dismiss welcome
    """
)


def _by_echo(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """ "..., a principle echoed by Zelensky": what was attributed just before is this speaker's position too."""
    for token in doc:
        if (
            token.tag_ not in ("VBN", "VBD")
            or token.lemma_.lower() not in ECHOES
            or token.dep_ not in ("acl", "advcl", "appos", "conj")
        ):
            continue
        speaker = _agent(token)
        noun = token.head if token.head.pos_ == "NOUN" else None
        if speaker is None or noun is None or noun.left_edge.i == 0 or doc[noun.left_edge.i - 1].text not in (",", "—"):
            continue
        cue = next((c for c in lexicon.verbs.get(lemma(token), ()) if " " not in c.word and "object" in c.takes), None)
        if cue is None:
            continue
        before = [doc[i] for i in range(doc[noun.left_edge.i - 1].sent.start, noun.left_edge.i - 1)]
        if before:
            by = next(c for c in token.children if c.dep_ == "agent")
            yield _attribution(cue, token, [doc[i] for i in range(token.i, by.i + 1)], before, speaker)


def _without_echo(a: Attribution, doc: Doc, echoes: list[Attribution]) -> Attribution:
    """What was said ends where the report turns to who shares it: ", a view shared by ..."."""
    content = a.content
    for echo in echoes:
        noun = doc[echo.head].head
        at = doc[noun.left_edge.i - 1].idx
        if a.head < echo.head and any(s.start < at < s.end for s in content):
            content = tuple(Span(s.start, min(s.end, at)) for s in content if s.start < at)
    return replace(a, content=content)


def _echo(a: Attribution, doc: Doc, found: list[Attribution]) -> Attribution:
    """The content of an echo is that of the latest attribution before it, where there is one."""
    head = doc[a.head]
    if head.lemma_.lower() not in ECHOES or a.cue_span is None or not a.content or a.outer.end > head.idx:
        return a
    before = [
        b
        for b in found
        if b.head != a.head
        and b.speaker_head != a.speaker_head
        and b.head < a.head
        and b.content
        and a.outer.start <= b.outer.start
        and b.outer.end <= a.outer.end + 1
    ]
    return replace(a, content=before[-1].content) if before else a


# --- fallbacks: phrases where the parse fails ------------------------------------------------------------------


def _by_fallback(doc: Doc, lexicon: Cues, found: list[Attribution], roles: frozenset[str]) -> Iterator[Attribution]:
    for match in lexicon.fallback.finditer(doc.text):
        words = doc.char_span(match.start(), match.end())
        if words is None or any(a.cue_span and a.cue_span.overlap(Span(match.start(), match.end())) for a in found):
            continue
        before = [
            c.root for c in doc.noun_chunks if words.sent.start <= c.root.i < words.start and can_speak(c.root, roles)
        ]
        speaker = next(
            (t for t in reversed(before) if t.dep_ in (*SUBJECTS, "nsubjpass")), before[-1] if before else None
        )
        rest = doc.text[match.end() : words.sent.end_char]
        stop = re.search(r"[;.]|, (?:and|but|while|which|who|as)\b", rest)
        content = Span(match.end(), match.end() + (stop.start() if stop else len(rest)))
        if speaker is not None and content.end > content.start:
            cue = lexicon.fallbacks[re.sub(r"\s+", " ", match.group().casefold())]
            yield Attribution(
                cue,
                Span(match.start(), match.end()),
                (content,),
                noun_phrase(speaker, words.start),
                speaker.i,
                words.start,
            )


# --- participles -------------------------------------------------------------------------------------------


def _participle(a: Attribution, doc: Doc, roles: frozenset[str]) -> Attribution:
    """Give ", emphasizing ..." to the sentence's own subject where the parse gives it to a thing."""
    head = doc[a.head]
    if not _hangs_on(head, doc) or (a.speaker_head is not None and can_speak(doc[a.speaker_head], roles)):
        return a
    at = head
    for ancestor in head.ancestors:
        subject = next((c for c in ancestor.children if c.dep_ in (*SUBJECTS, "nsubjpass")), None)
        if subject is not None and can_speak(subject, roles):
            at = subject
            break
    if at.i == head.i:
        return a
    return replace(a, speaker=noun_phrase(at, head.i), speaker_head=at.i)


def _hangs_on(head: Token, doc: Doc) -> bool:
    """A participle after a comma: ", emphasizing", ", concerned"."""
    first = head.left_edge.i if head.left_edge.i >= head.i - 2 else head.i
    return head.tag_ in ("VBG", "VBN", "JJ") and first > 0 and doc[first - 1].text in (",", "—", "–")


def _parted(found: list[Attribution], doc: Doc, roles: frozenset[str]) -> list[Attribution]:
    """Cut a content where a further cue of its own begins after a comma: ", linking ...", ", which they hope ..."."""
    parted: list[Attribution] = []
    for a in found:
        content = a.content
        for b in found:
            if a.direct or b.head == a.head or b.speaker_head is None or a.speaker_head is None or b.cue_span is None:
                continue
            head = doc[b.head]
            at = _cut(head, doc)
            if at is None or not any(s.start < at and head.idx < s.end for s in content):
                continue
            same = b.speaker_head == a.speaker_head
            own = head.dep_ == "relcl" and doc[b.speaker_head].lower_ in ("they", "he", "she")
            if same or own:
                content = tuple(Span(s.start, min(s.end, at)) for s in content if s.start < at)
        parted.append(replace(a, content=content))
    return parted


def _cut(head: Token, doc: Doc) -> int | None:
    """Where the clause of a participle or relative pronoun leaves the sentence: the comma before it."""
    if _hangs_on(head, doc):
        first = head.left_edge.i if head.left_edge.i >= head.i - 2 else head.i
        return doc[first - 1].idx
    if head.dep_ == "relcl" and head.left_edge.i > 0 and doc[head.left_edge.i - 1].text == ",":
        return doc[head.left_edge.i - 1].idx
    return None


# --- settling ----------------------------------------------------------------------------------------------


def _trimmed(attribution: Attribution, text: str) -> Attribution | None:
    content: list[Span] = []
    for span in attribution.content:
        start, end = span.start, span.end
        while start < end and (text[start].isspace() or text[start] in ",;:—–-"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):
            end -= 1
        if end > start and text[end - 1] == "." and '"' not in text[start:end]:
            end -= 1
        if text[start:end].lower() in ("which", "what", "that", "who", "whom"):
            continue  # the gap of a relative clause is no content
        if end > start and any(c.isalnum() for c in text[start:end]):
            content.append(Span(start, end))
    return replace(attribution, content=tuple(content)) if content else None


def _settled(found: list[Attribution], doc: Doc) -> list[Attribution]:
    """One reading of each stretch: an attribution reported inside another's content is not the party's own."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: (doc[a.head].idx, a.outer.start)):
        at = doc[a.head].idx
        inside = [
            b
            for b in found
            if b is not a
            and b.content != a.content
            and b.head != a.head
            and any(s.start <= at < s.end for s in b.content)
        ]
        same = [b for b in kept if b.content == a.content and b.speaker_head == a.speaker_head]
        if same:
            continue
        if not inside:
            kept.append(a)
        elif all(b.speaker_head is not None and not b.direct for b in inside):
            kept.append(replace(a, inside=inside[0].speaker_head))
    return sorted(kept, key=lambda a: a.outer.start)
