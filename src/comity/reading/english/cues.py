"""Cue words: the verbs, nouns and adjectives by which a report attributes a position, as editable data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from comity.reading.editable import supplied
from comity.reading.english.grammar import lemma
from comity.reading.statement import ConditionForm, Firmness, Kind, Stance
from comity.reading.wordlist import Pattern, phrases

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """What one cue word means and what it takes: `clause`, `object` or `infinitive`."""

    word: str
    kind: Kind
    stance: Stance
    firmness: Firmness | None
    takes: frozenset[str]


SPOKEN = Cue("", "say", "claim", None, frozenset({"clause"}))
"""That something was said, and no more."""


@dataclass(frozen=True)
class Cues:
    """The cue lexicon.

    `verbs` maps a lemma to its cues; a phrase ("call for") is filed under its first word.
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    frames: tuple[str, ...]
    fallbacks: Mapping[str, Cue]
    fallback: Pattern
    nobody: Pattern
    firmness: Mapping[Firmness, Pattern]
    stance: Mapping[Stance, Pattern]
    condition: Mapping[ConditionForm, Pattern]
    reversed: Pattern
    granted: Pattern
    idle: Pattern


def _cue(word: str, group: Mapping[str, Any]) -> Cue:
    return Cue(
        word=word,
        kind=cast(Kind, group["kind"]),
        stance=cast(Stance, group["stance"]),
        firmness=cast("Firmness | None", group.get("firmness")),
        takes=frozenset(group.get("takes", ("clause", "object", "infinitive"))),
    )


def _one_each(groups: list[Mapping[str, Any]]) -> dict[str, Cue]:
    return {word: _cue(word, group) for group in groups for word in group["words"]}


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Which words introduce a position, and what do they say about it? Read from cues.yaml."""
    data = supplied("cues.yaml")
    verbs: dict[str, list[Cue]] = {}
    for group in data["verbs"]:
        for word in group["words"]:
            verbs.setdefault(word.split()[0], []).append(_cue(word, group))
    return Cues(
        # A phrase is tried before a single word, so that "call for" is not read as "call"; a telling sense before
        # the plain one, so that "urged both sides to" is not read as "said".
        verbs={
            head: tuple(sorted(found, key=lambda c: (-len(c.word.split()), c.stance == "claim")))
            for head, found in verbs.items()
        },
        nouns=_one_each(data["nouns"]),
        adjectives=_one_each(data["adjectives"]),
        fallbacks=_one_each(data["fallbacks"]),
        fallback=phrases([word for group in data["fallbacks"] for word in group["words"]]),
        frames=tuple(data["frames"]),
        nobody=phrases(data["nobody"]),
        firmness={level: phrases(words) for level, words in data["firmness"].items()},
        stance={stance: phrases(words) for stance, words in data["stance"].items()},
        condition={form: phrases(words) for form, words in data["condition"].items()},
        reversed=phrases(data["reversed"]),
        granted=phrases(data["granted"]),
        idle=phrases(data["idle"]),
    )


def meaning(head: Token) -> Cue:
    """What a cue whose main word this is says: its first sense in the lexicon, or plain speech."""
    lexicon = cues()
    return plain_sense(head, lexicon) or lexicon.nouns.get(lemma(head)) or lexicon.adjectives.get(head.lower_) or SPOKEN


def plain_sense(verb: Token, lexicon: Cues) -> Cue | None:
    """The first sense of a verb that stands by itself, without the rest of a phrase."""
    return next((cue for cue in lexicon.verbs.get(lemma(verb), ()) if " " not in cue.word), None)
