"""Directions toward a thing named, for every operator over a yes and over a no."""

import pytest

from comity.reading.english.pipeline import pipeline
from comity.reading.english.scope import direction
from comity.reading.statement import Span

THING = "the levy"

# What stands in the content of "Norway wants ..." (a yes) or "Norway rejects ..." (a no), and the direction toward the
# levy under each. None: it cannot be told.
CONTENTS = """
yes | no   | the levy
yes | no   | the idea of the levy
yes | no   | to introduce the levy
no  | open | an end to the levy
no  | open | the removal of the levy
no  | open | to scrap the levy
no  | open | a ban on the levy
no  | open | that the levy be dropped
no  | open | that the levy not be introduced
open | open | that the levy not be dropped
open | open | that the levy not be touched
no  | open | the text kept free of the levy
no  | open | to leave the levy out
no  | open | the levy taken out of the treaty
no  | open | to phase out the levy
no  | open | to do away with the levy
no  | open | the fund to be spared the levy
no  | open | the levy to end
no  | open | relief from the levy
open | open | a refund of the levy
open | open | a vote on the levy
open | open | to do nothing to hinder the levy
yes | no   | free trips and the levy
open | open | an end to the ban on the levy
open | open | a port instead of the levy
open | open | any tax other than the levy
open | open | every tax except the levy
open | open | a port without the levy
open | open | to cut the levy
open | open | a smaller port and protection against the levy
open | no   | to discuss the levy
open | open | to gut the levy
open | open | the right to refuse the levy
open | open | to be let off the levy
open | open | a pause to recover from the levy
open | open | the sunset of the levy
open | open | to see the back of the levy
yes | no   | the publication of the levy
open | open | that Chile demand the levy
yes | no   | to end the siege and introduce the levy
"""
WORD = {"yes": True, "no": False, "open": None}
LINES = [tuple(part.strip() for part in line.split("|")) for line in CONTENTS.strip().splitlines()]


def toward(sentence: str, content: str, yes: bool) -> bool | None:
    start = sentence.index(content)
    at = sentence.index(THING)
    region = [Span(start, start + len(content))]
    return direction(pipeline()(sentence), region, [Span(at, at + len(THING))], yes)


@pytest.mark.parametrize(("yes", "no", "content"), LINES)
def test_an_operator_between_the_cue_and_the_thing(yes: str, no: str, content: str) -> None:
    assert toward(f"Norway wants {content}.", content, yes=True) is WORD[yes]
    assert toward(f"Norway rejects {content}.", content, yes=False) is WORD[no]


def test_an_operator_in_the_words_named_changes_nothing() -> None:
    sentence = "Norway wants an end to the levy."
    named = Span(sentence.index("an end"), len(sentence) - 1)
    assert direction(pipeline()(sentence), [named], [named], True) is True


def test_places_that_disagree_leave_it_open() -> None:
    sentence = "Norway wants the levy now and an end to the levy later."
    places = [Span(13, 21), Span(sentence.rindex("the levy"), sentence.rindex("the levy") + 8)]
    assert direction(pipeline()(sentence), [Span(13, len(sentence) - 1)], places[:1], True) is True
    assert direction(pipeline()(sentence), [Span(13, len(sentence) - 1)], places, True) is None
