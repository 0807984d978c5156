"""A clause of which the sentence does not say that it is so holds no position; one that it does assert, holds it."""

import pytest

from comity.reading import Source, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

SAID = {True: "yes", False: "no", None: "open"}


def directions(text: str) -> set[str]:
    """Which way the statements of Norway go."""
    statements = read_texts([Source("t", "t", None, None, text)], registry(), library()).statements
    return {SAID[s.agreement] for s in statements if s.party == "norway"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Claims that Norway was pushing for a toll turned out to be baseless.",
        "Fears that Norway will reject a toll have grown.",
        "It would be an overstatement to say that Norway backs a toll.",
        "It would not be fair to say that Norway backs a toll.",
        "Norway could not bring itself to turn down a toll.",
        "Norway would be mad to reject a toll.",
        "Norway did not, contrary to the bulletin, endorse a toll.",
        "Norway was once dead set against a toll.",
        "Norway did not come to Rome to demand a toll.",
        "It has been suggested that Norway is seeking a toll.",
        "Norway was widely expected to reject a toll.",
        "Norway's opposition to a toll is a matter of history.",
        "It is an invention that Norway demanded a toll.",
        "The days when Norway rejected a toll are gone.",
        "Norway almost rejected a toll.",
        "Norway has not said that it would oppose a toll.",
        "Chile has not said that Norway would oppose a toll.",
        "Norway's resistance to a toll ran out.",
        "Norway has until Friday to accept a toll.",
        "Norway may yet reject a toll.",
        "Norway could have rejected a toll.",
        "Norway's alleged demand for a toll made headlines.",
        "Norway is having second thoughts about its demand for a toll.",
        "Rather than reject a toll, Norway kept silent.",
        "Rather than accept a toll, Norway would leave.",
        "Had Norway demanded a toll, Chile would have left.",
    ],
)
def test_what_nobody_asserts_is_left_open(sentence: str) -> None:
    assert directions(sentence) <= {"open"}


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Reports that Norway was pushing for a toll were confirmed on Friday.", "yes"),
        ("It is fair to say that Norway backs a toll.", "yes"),
        ("Norway was quick to reject a toll.", "no"),
        ("Norway's opposition to a toll is a matter of principle.", "no"),
        ("Opposition to the toll ran deep in Norway.", "no"),
        ("It is clear that Norway rejects a toll.", "no"),
        ("Norway was able to reject a toll.", "no"),
        ("Norway came to Rome to demand a toll.", "yes"),
        ("Norway rejects any tax save a toll.", "open"),
        ("Norway rejects any toll.", "no"),
    ],
)
def test_what_is_asserted_goes_its_way(sentence: str, way: str) -> None:
    assert directions(sentence) == {way}


def test_a_cue_that_repeats_its_preposition_has_two_contents() -> None:
    text = "Norway objected to the toll and to the closure of the port."
    statements = read_texts([Source("t", "t", None, None, text)], registry(), library()).statements
    said = {" ".join(c.of(text) for c in s.content): SAID[s.agreement] for s in statements if s.party == "norway"}
    assert said == {"the toll": "no", "the closure of the port": "no"}


def test_clauses_that_a_demand_joins_are_two_contents() -> None:
    text = "Norway would like the toll dropped and the fund kept."
    statements = read_texts([Source("t", "t", None, None, text)], registry(), library()).statements
    said = [" ".join(c.of(text) for c in s.content) for s in statements if s.party == "norway"]
    assert said == ["the toll dropped", "the fund kept"]
