"""What a position hangs on: "if", "unless", "in exchange for", "Should they ...", "any deal that excludes ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.english.cues import Cues
from comity.reading.english.grammar import SUBJECTS, children, lemma
from comity.reading.english.operators import ANYTHING, operator
from comity.reading.statement import ConditionForm, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Where this is all that a party says no to, it demands what it adds behind its "without" or "until".
END = re.compile(
    r"\bno (?:agreement|deal|treaty|peace|contract|coalition|talks|settlement|accord|truce|solution|relief)\b",
    re.IGNORECASE,
)
# "if" that asks, concedes or hedges is no condition.
NO_CONDITION = re.compile(r"\b(?:even|as|ask\w*|wonder\w*|know\w*|see|sure|doubt\w*|what)\s+$", re.IGNORECASE)
HEDGE = re.compile(r"\s*(?:necessary|possible|needed|required|any|so|ever|not|at all)\b", re.IGNORECASE)
# "Give us the port and you can have the hills."
BARGAIN = re.compile(
    r"^\W*(?P<asked>[A-Z][^.;!?]*?),?\s+and\s+(?=(?:we|you|they|I)\s*(?:'ll|will|can|could|shall|would|may)\b)"
)
NOT_UNTIL = re.compile(r"\b(?:Not|Only) (?:until|before|unless|if|when|after|once)\b")
TURN = re.compile(r" (?:will|would|can|could|shall|may|might|do|does|did) ")
# With a clause these say what ends a no, with a date or an event only when.
TIMES = ("before", "until", "till")
BEHIND = re.compile(r" ?,? ?(?:but )?")
CLOSING = ' \t\n".,;:—–-”’'


@dataclass(frozen=True, slots=True)
class Condition:
    """The words of a condition, in characters of the paragraph; `asked` are those behind its "if" or "unless"."""

    span: Span
    form: ConditionForm
    asked: Span


def condition(
    doc: Doc, content: Sequence[Span], cue: Token, cue_span: Span | None, refuses: bool, lexicon: Cues
) -> Condition | None:
    """On what does a position hang? None where on nothing that is said.

    Parameters: the parse, the content, the main word and the span of the cue, whether the position is a refusal.
    """
    for span in content:
        for found in _inside(doc, span, refuses, lexicon):
            return found
    return _beside(doc, content, cue, cue_span, refuses, lexicon)


def without(content: Sequence[Span], part: Span) -> tuple[Span, ...]:
    """A content without a part of it."""
    pieces: list[Span] = []
    for span in content:
        if not span.overlap(part):
            pieces.append(span)
            continue
        pieces += [Span(a, b) for a, b in ((span.start, part.start), (part.end, span.end)) if b > a]
    return tuple(pieces)


def _inside(doc: Doc, span: Span, refuses: bool, lexicon: Cues) -> Iterator[Condition]:
    bargain = BARGAIN.search(span.of(doc.text))
    if bargain is not None and _is_imperative(doc, span.start + bargain.start("asked")):
        asked = Span(span.start + bargain.start("asked"), span.start + bargain.end("asked"))
        yield Condition(asked, "exchange", asked)
    found = sorted(_marked(doc, span, refuses, lexicon), key=lambda c: c.span.start)
    yield from found


def _marked(doc: Doc, within: Span, refuses: bool, lexicon: Cues) -> Iterator[Condition]:
    text = doc.text
    for match in NOT_UNTIL.finditer(text, within.start, within.end):
        turn = TURN.search(text, match.end(), within.end)
        if turn is not None:  # "Not until it ends will we sign"
            yield from _ended(text, match.start(), match.end(), "if", Span(within.start, turn.start()))
    for form, pattern in lexicon.condition.items():
        for match in pattern.finditer(text, within.start, within.end):
            told = _form(form, match, text, refuses)
            if told is None:
                continue
            if told == "unless" and match.group().lower() == "without" and not _is_thing(doc, match.end()):
                continue
            if told == "unless" and match.group().lower() in TIMES and not _is_clause(doc, match.end(), within.end):
                told = "when"
            yield from _ended(text, match.start(), match.end(), told, within)
    words = [t for t in doc if within.start <= t.idx < within.end]
    for token in words:
        before = list(doc[max(token.i - 2, 0) : token.i])
        if refuses and token.lower_ in ("which", "whom") and _is_opened(before):
            yield from _ended(text, before[1].idx, token.idx + len(token), "which", within)
        if token.lower_ == "only" and (at := _only_after(token)) is not None and at.idx < within.end:
            yield from _ended(text, at.idx, at.idx + len(at), "if", within)
        if _inverted(token):
            yield from _ended(text, token.idx, token.idx + len(token), "if", within)
        if (token.lower_ == "but" and _excepts(token)) or (token.lower_ == "save" and operator(token) == "except"):
            yield from _ended(text, token.idx, token.idx + len(token), "except", within)
        if (
            refuses
            and token.dep_ == "relcl"
            and _restricts(token)
            and token.head.idx >= within.start
            and not (lemma(token.head) in lexicon.nouns and _is_said(token))
        ):
            left = token.left_edge
            end = min(token.right_edge.idx + len(token.right_edge), within.end)
            yield Condition(Span(left.idx, end), "which", Span(left.idx, end))


def _form(form: ConditionForm, match: re.Match[str], text: str, refuses: bool) -> ConditionForm | None:
    before, after = text[: match.start()], text[match.end() :]
    if NO_CONDITION.search(before) or (match.group().lower() == "if" and HEDGE.match(after)):
        return None
    if form == "while":
        if match.group().lower() == "while":
            concedes = before.rstrip()[-1:] in ("", ",", ".", ";", '"')
            return "when" if refuses and not concedes else None
        return "while" if refuses else "if"
    if form == "unless":
        plain = match.group().lower() == "unless"
        return "unless" if refuses or plain else None
    return form


def _ended(text: str, start: int, after: int, form: ConditionForm, within: Span) -> Iterator[Condition]:
    """The condition up to the end of its clause: the comma before what hangs on it, or the end of the content."""
    end = within.end
    if not text[within.start : start].strip(CLOSING) and (comma := text.find(",", after, end)) != -1:
        end = comma
    stop = re.search(r"[;.!?](?=\s|\"|$)|,\s+(?:but|while|and|which|who)\s", text[after:end])
    if stop is not None:
        end = after + stop.start()
    while end > after and text[end - 1] in CLOSING:
        end -= 1
    begin = after
    while begin < end and text[begin] in CLOSING:
        begin += 1
    if end - begin > 2:
        yield Condition(Span(start, end), form, Span(begin, end))


def _beside(
    doc: Doc, content: Sequence[Span], cue: Token, cue_span: Span | None, refuses: bool, lexicon: Cues
) -> Condition | None:
    """A condition outside of the content: right behind it, at the head of the sentence, or hanging on the cue."""
    text = doc.text
    sentence = Span(cue.sent.start_char, cue.sent.end_char)
    taken = [*content, *([cue_span] if cue_span else [])]
    last = max(s.end for s in content)
    for found in sorted(_marked(doc, sentence, refuses, lexicon), key=lambda c: c.span.start):
        first = not text[sentence.start : found.span.start].strip(CLOSING)
        if first:
            found = _up_to(found, cue, text)
        elif text[: found.span.start].rstrip().endswith(",") and found.span.start < cue.idx < found.span.end:
            found = _up_to_comma(found, text)
        if any(found.span.overlap(s) for s in taken):
            continue
        between = text[last : max(found.span.start, last)]
        follows = found.span.start >= last and BEHIND.fullmatch(between) is not None
        if found.form == "which" and not (follows and not between.strip()):
            continue
        if first or follows or _hangs_on(doc, found, cue) or _is_aside(doc, found, cue):
            return found
    return None


def _is_opened(before: Sequence[Token]) -> bool:
    """Do two words open a clause that says which is meant: "a text | from | which they are missing"?"""
    return len(before) == 2 and before[1].pos_ == "ADP" and before[0].text != ","


def _up_to_comma(found: Condition, text: str) -> Condition:
    """The condition of an aside, which its comma ends: ", barring an attack, will hold the truce"."""
    end = text.find(",", found.asked.start, found.span.end)
    if end == -1:
        return found
    return Condition(Span(found.span.start, end), found.form, Span(found.asked.start, end))


def _is_aside(doc: Doc, found: Condition, cue: Token) -> bool:
    """Is it set off by commas between the speaker and the cue: "Norway, save for one clause, accepts it"?"""
    before, after = doc.text[: found.span.start].rstrip(), doc.text[found.span.end : cue.idx]
    helpers = [c.text for c in cue.children if c.dep_ in ("aux", "neg") and c.idx >= found.span.end]
    return before.endswith(",") and after.startswith(",") and after[1:].split() == helpers


def _up_to(found: Condition, cue: Token, text: str) -> Condition:
    """The condition at the head of a sentence without whom it is told of: "As part of a package the League could"."""
    subjects = [c for t in (cue, *cue.ancestors) for c in children(t, *SUBJECTS) if c.i < cue.i]
    end = subjects[0].left_edge.idx if subjects else found.span.end
    if not found.asked.start < end < found.span.end:
        return found
    end = len(text[:end].rstrip(CLOSING))
    return Condition(Span(found.span.start, end), found.form, Span(found.asked.start, end))


def _hangs_on(doc: Doc, found: Condition, cue: Token) -> bool:
    """Is it a clause or phrase of the cue's own verb, or of a verb over it?"""
    words = doc.char_span(found.span.start, found.span.end, alignment_mode="expand")
    if words is None or words.root.dep_ not in ("advcl", "prep", "mark", "pcomp"):
        return False
    over = {cue.i, *(t.i for t in cue.ancestors if t.dep_ in ("ROOT", "xcomp"))}
    return words.root.head.i in over


def _only_after(only: Token) -> Token | None:
    """The "after" of "would only sign after a vote"."""
    verb = only.head
    if only.dep_ != "advmod" or verb.pos_ != "VERB" or only.i > verb.i:
        return None
    near = [t for c in verb.subtree if c.i > verb.i for t in (c,) if t.lower_ in ("after", "once", "when", "following")]
    return next((t for t in near if t.dep_ in ("prep", "mark", "advmod")), None)


def _inverted(token: Token) -> bool:
    """ "Should Borland open its books", "were the data shared", "had it been asked": a condition by word order."""
    if token.lower_ not in ("should", "were", "had") or token.i + 2 >= len(token.doc):
        return False
    sentence, following = token.sent, token.nbor(1)
    first = token.i == sentence.start or token.nbor(-1).text in ('"', ",")
    subject = following.pos_ in ("PROPN", "DET") or following.lower_ in ("its", "their", "our", "his", "her")
    if following.lower_ in ("it", "they", "he", "she", "we", "you"):
        subject = True
    if not subject or sentence[-1].text == "?":
        return False
    if token.lower_ == "were" and following.tag_ == "PRP" and token.nbor(-1).pos_ in ("NOUN", "PROPN"):
        helpers = {t.lower_ for t in sentence if t.i < token.i and t.tag_ == "MD"}
        return bool(helpers & {"would", "could", "might"})  # "would swallow the cap were it given the ministry"
    verb = next((t for t in token.doc[token.i + 2 : token.i + 9] if t.pos_ in ("VERB", "AUX")), None)
    if token.lower_ == "should":
        # "the market should Norvania" cannot be a subject and its verb
        if token.i == sentence.start and any(t.text == "," for t in token.doc[token.i + 3 : sentence.end]):
            return True
        return verb is not None and (first or following.pos_ == "PROPN" or following.lower_ in ("the", "its", "their"))
    return first and token.text[0].isupper() and verb is not None


def _excepts(but: Token) -> bool:
    """ "anyone but", "any monitors but": an exception, not a contrast."""
    near = {t.lower_ for t in but.doc[max(but.sent.start, but.i - 5) : but.i]}
    behind = but.nbor(1).lower_ if but.i + 1 < len(but.doc) else ""
    return (
        bool(near & ANYTHING)
        and but.nbor(-1).text != ","
        and behind not in ("not", "also", "will", "would", "yes", "no")
    )


def _is_said(verb: Token) -> bool:
    """Is it what a demand or a charge says, rather than which one is meant: "the charge that it wanted to fell it"?"""
    that = next((t for t in verb.doc[verb.left_edge.i : verb.i] if t.lower_ == "that"), None)
    return that is not None and that.dep_ == "mark" and bool(children(verb, *SUBJECTS))


def _restricts(verb: Token) -> bool:
    """A relative clause without a comma before it says which one is meant."""
    left = verb.left_edge
    before = verb.doc[left.i - 1].text if left.i else ","
    return before not in (",", "—", "–", "-") and any(
        t.lower_ in ("that", "which", "who", "whose", "where") for t in verb.doc[left.i : verb.i + 1]
    )


def _is_thing(doc: Doc, at: int) -> bool:
    """Is what follows a thing, not a deed: "without a survey", not "without asking"?"""
    after = next((t for t in doc if t.idx >= at and not t.is_space), None)
    return after is not None and after.tag_ != "VBG"


def _is_clause(doc: Doc, at: int, end: int) -> bool:
    """Does a clause follow: "until it is paid", not "until spring"?"""
    behind = [t for t in doc if at <= t.idx < end][:12]
    return any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in behind) and any(
        t.pos_ in ("VERB", "AUX") for t in behind
    )


def _is_imperative(doc: Doc, at: int) -> bool:
    first = next((t for t in doc if t.idx >= at), None)
    if first is None or first.pos_ not in ("VERB", "PROPN", "NOUN", "AUX", "ADJ"):
        return False
    return first.tag_ in ("VB", "VBP") or first.lemma_.lower() == first.lower_
