"""Positions around or before their speaker: "There can be no deal, the minister said, without a vote"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution, attributed
from comity.reading.english.cues import SPOKEN, Cues, plain_sense
from comity.reading.english.grammar import children, lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc


def by_tag(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """What stands without a verb of its own before who says it: "No deal without a vote, the minister said"."""
    for verb in doc:
        if verb.dep_ != "ROOT" or lemma(verb) not in lexicon.verbs or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        cue = plain_sense(verb, lexicon)
        speaker = next(iter(children(verb, "nsubj")), None)
        if cue is None or cue.stance not in ("claim", "concern") or speaker is None or speaker.i > verb.i:
            continue
        first = speaker.left_edge.i
        if children(verb, "ccomp", "dobj", "xcomp", "parataxis") or doc[first - 1].text != "," or '"' in verb.sent.text:
            continue
        said = doc[verb.sent.start : first - 1]
        if len(said) > 2 and said[0].lower_ in ("no", "not", "never", "nothing"):
            yield attributed(SPOKEN, verb, [verb], list(said), speaker)


def by_parenthesis(doc: Doc, lexicon: Cues) -> Iterator[Attribution]:
    """Verbs of speech with their subject between two commas; the rest of the sentence is what was said."""
    for verb in doc:
        if verb.dep_ != "parataxis" or lemma(verb) not in lexicon.verbs or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        cue = plain_sense(verb, lexicon)
        speaker = next(iter(children(verb, "nsubj")), None)
        if cue is None or cue.stance not in ("claim", "concern") or speaker is None or children(verb, "ccomp", "dobj"):
            continue
        if speaker.i > verb.i:
            continue
        first, last = speaker.left_edge.i, verb.i
        sentence = verb.sent
        commas = doc[first - 1].text == "," if first > sentence.start else False
        if not commas or last + 1 >= sentence.end or doc[last + 1].text != ",":
            continue
        inside = range(first - 1, last + 2)
        content = [t for t in sentence if t.i not in inside and not (t.is_punct and t.i == sentence.end - 1)]
        if '"' not in sentence.text:
            yield attributed(SPOKEN, verb, [verb], content, speaker)
