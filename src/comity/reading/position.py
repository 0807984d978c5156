"""What an attributed position amounts to: kind, stance, firmness, condition."""

from __future__ import annotations

from dataclasses import dataclass

from comity.reading.attribution import Attribution
from comity.reading.cues import Cue, Cues, cues
from comity.reading.statement import Firmness, Kind, Span, Stance
from comity.reading.wordlist import words

# What a verb at the head of an intention makes of it: "committed to challenging", "seek to prevent".
AGAINST = words(
    """
    prevent stop block avoid challenge counter resist oppose reject end halt contest thwart deter curb
    limit stem prohibit ban bar undo overturn derail
    """
)
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


def position(attribution: Attribution, text: str, cue_words: str) -> Position:
    """What does this attribution amount to?

    The cue decides; where it only says that something was said, the content does. Parameters: the attribution, the
    paragraph's text, the words of the cue as they stand.
    """
    lexicon = cues()
    cue = attribution.cue
    content = lexicon.reversed.sub("", " ".join(span.of(text) for span in attribution.content))
    stance = _stance(cue, content, attribution.negated, cue_words, lexicon)
    kind = KIND_OF.get(stance, "say") if cue.kind == "say" else cue.kind
    if stance in ("refuse", "oppose") and kind in ("intend", "support", "demand"):
        kind = "refuse"
    if stance == "withdrawn-demand":
        return Position("change", stance, None, _condition(attribution, text, lexicon), False)
    firmness = _firmness(cue, content, stance, cue_words, lexicon)
    return Position(kind, stance, firmness, _condition(attribution, text, lexicon), AGREEMENT.get(stance))


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
    for stance in ("withdrawn-demand", "refuse", "oppose", "demand", "support", "concern"):
        if lexicon.stance[stance].search(content):
            return stance
    return "claim"


def _firmness(cue: Cue, content: str, stance: Stance, cue_words: str, lexicon: Cues) -> Firmness | None:
    if cue.firmness == "red line":
        return "red line"
    for level in ("red line", "must"):
        if lexicon.firmness[level].search(content) and (level == "must" or stance in ("refuse", "oppose", "demand")):
            return level
    if cue.firmness is not None:
        return cue.firmness
    if stance == "refuse" and cue.kind == "say":
        return "must"  # "there could be no talks": the "could" does not soften it
    if lexicon.firmness["may"].search(cue_words) or lexicon.firmness["may"].search(content):
        return "may"
    return "must" if stance == "demand" else None


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
