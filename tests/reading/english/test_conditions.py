"""Conditions: their words, their form, and what they ask for."""

import pytest

from comity.reading import Source, Statement, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY = registry()
LIBRARY = library()

# form | the condition's words | what is asked by it, or "-" | the sentence
SENTENCES = """
if | if Iceland opened its ports | Iceland opened its ports | Norway would sign if Iceland opened its ports.
if | If Iceland opens its ports | Iceland opens its ports | If Iceland opens its ports, Norway will sign the accord.
if | Should Iceland open its ports | Iceland open its ports | Should Iceland open its ports, Norway will sign it.
if | should Iceland open its ports | Iceland open its ports | Norway will sign it should Iceland open its ports.
if | Were the ports opened | the ports opened | Were the ports opened, Norway would sign the accord.
if | only if the ports are opened | the ports are opened | Norway will sign only if the ports are opened.
if | provided that the ports open | the ports open | Norway can agree to the accord provided that the ports open.
if | as long as ships can call | ships can call | Norway said it could sign as long as ships can call.
when | once the rains are over | - | Norway will sign the accord once the rains are over.
when | before spring | - | Norway will not sign the accord before spring.
unless | unless the ports open | the ports open | Norway will not sign the accord unless the ports open.
unless | until the ports open | the ports open | Norway said it would not sign the accord until the ports open.
unless | Short of a firm date | a firm date | Short of a firm date, Norway said, it would not sign the accord.
unless | without a register | a register | Norway could not accept the accord without a register.
while | as long as the tolls stay | the tolls stay | Norway will not sign the accord as long as the tolls stay.
exchange | in exchange for a new port | a new port | Norway offered a lower toll in exchange for a new port.
exchange | as part of a longer treaty | a longer treaty | Norway will lower the toll as part of a longer treaty.
except | but neutral ones | - | Norway will not accept any observers but neutral ones.
except | other than the spring closure | - | Norway opposes every closure other than the spring closure.
exchange | As part of a package | a package | As part of a package Norway could accept the accord.
if | only on market days | - | Norway insists that ships be admitted only on market days.
except | but the old dairy | - | Norway can support any site for the depot but the old dairy.
which | that excludes the islands | - | Norway rejects any accord that excludes the islands.
"""
LINES = [tuple(part.strip() for part in line.split("|")) for line in SENTENCES.strip().splitlines()]


def read(text: str) -> tuple[Statement, ...]:
    return read_texts([Source("t", "t", None, None, text)], REGISTRY, LIBRARY).statements


@pytest.mark.parametrize(("form", "words", "asked", "sentence"), LINES)
def test_what_a_position_hangs_on(form: str, words: str, asked: str, sentence: str) -> None:
    statements = read(sentence)
    kept = {(s.condition_form, s.condition.of(sentence)) for s in statements if s.condition is not None}
    assert kept == {(form, words)}
    demanded = [s.content_span.of(sentence) for s in statements if s.part == "asked"]
    assert demanded == ([] if asked == "-" else [asked])


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will retaliate if Iceland raises the toll.",
        "Norway would leave the union even if Iceland opened its ports.",
        "Norway asked if Iceland had opened its ports.",
        "Norway supports the accord without reservations.",
        "Norway wants a pause until spring.",
    ],
)
def test_threats_questions_and_spans_of_time_ask_for_nothing(sentence: str) -> None:
    assert [s for s in read(sentence) if s.part == "asked"] == []


@pytest.mark.parametrize(
    ("sentence", "agreement"),
    [
        ("Norway will not sign the accord unless the ports are opened.", True),
        ("Norway will not sign the accord as long as the tolls stay.", False),
        ("Norway would sign the accord if the toll were dropped.", None),  # the toll, or its dropping?
    ],
)
def test_the_direction_of_what_is_asked(sentence: str, agreement: bool | None) -> None:
    (asked,) = [s for s in read(sentence) if s.part == "asked"]
    assert asked.agreement is agreement
    assert (asked.stance == "oppose") is (agreement is False)


def test_a_qualified_refusal_is_for_and_against_nothing_by_name() -> None:
    plain, *_ = read("Norway rejects the accord.")
    qualified, *_ = read("Norway rejects any accord that excludes the islands.")
    assert (plain.stance, plain.agreement) == ("refuse", False)
    assert (qualified.stance, qualified.agreement, qualified.option) == ("refuse", None, None)
