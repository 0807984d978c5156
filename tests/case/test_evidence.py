"""Where evidence stands in its source once the source has been edited."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from comity.case.evidence import MOST_FOLDED, MOST_READ, SourceText, _digests, digest, noted
from comity.case.judgement import Evidence, Judgement

TEXT = (
    "The lake has fallen by three metres since the dam was filled.\n"
    "Upriver insists on “first filling” in every wet year. Downriver refuses a dam without a gauge.\n"
    "A gauge costs little. A gauge at the border would be read by both.\n"
)
FALLEN = (0, TEXT.index("\n"))
REFUSAL = (TEXT.index("Downriver"), TEXT.index("\nA gauge costs"))


def evidence(written: object) -> Evidence:
    return Evidence.model_validate(written)


def stands(written: object, text: str = TEXT) -> tuple[str, str | None]:
    """How a piece of evidence stands, and the words there."""
    standing = SourceText(text).standing(written if isinstance(written, Evidence) else evidence(written))
    return standing.kind, standing.quote


# How it is written ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("minutes:3-14", ("minutes", 3, 14, "", "")),
        (" minutes:3-14 ", ("minutes", 3, 14, "", "")),
        ("minutes:3-14 The  lake\nhas", ("minutes", 3, 14, "The lake has", "")),
        ("minutes:3-14~0a9f The lake has", ("minutes", 3, 14, "The lake has", "0a9f")),
        ("minutes:3-14 3-14: so it was", ("minutes", 3, 14, "3-14: so it was", "")),
        ({"minutes": "first filling"}, ("minutes", None, None, "first filling", "")),
        ("minutes: first filling", ("minutes", None, None, "first filling", "")),
        ({"minutes": "1914-1918 was hard"}, ("minutes", None, None, "1914-1918 was hard", "")),
        ({"minutes": "3-14"}, ("minutes", 3, 14, "", "")),
    ],
)
def test_evidence_is_a_place_or_words_or_both(written: object, read: tuple[object, ...]) -> None:
    piece = evidence(written)
    assert (piece.source, piece.start, piece.end, piece.words, piece.digest) == read
    assert evidence(str(piece)) == piece


@pytest.mark.parametrize(
    "wrong",
    [
        "minutes",
        "minutes:",
        "minutes:word",
        "two words:1-2",
        "m:9-4",
        {"m": "9-4"},
        {"m": None},
        {"m": ["a"]},
        {},
        5,
        ["m"],
    ],
)
def test_what_is_no_evidence_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        evidence(wrong)


def test_two_sources_are_two_items() -> None:
    with pytest.raises(ValidationError, match="one source an item"):
        evidence({"minutes": "lake", "letter": "dam"})


def test_one_piece_needs_no_list() -> None:
    assert Judgement.model_validate({"evidence": {"minutes": "lake"}}).evidence == (evidence("minutes: lake"),)


def test_a_place_is_noted_with_its_first_words_and_a_digest_of_all() -> None:
    assert str(noted("minutes", TEXT, FALLEN)) == f"minutes:0-61~{digest(TEXT[:61])} The lake has fallen"
    assert str(noted("minutes", TEXT, (4, 12))) == "minutes:4-12 lake has"
    long = "a" * 100
    assert noted("m", long, (0, 100)).words == "a" * 40


@given(st.text(max_size=60), st.data())
def test_what_is_noted_stands_where_it_was_noted(text: str, data: st.DataObject) -> None:
    spans = [(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1) if text[a:b].strip()]
    if spans:
        place = data.draw(st.sampled_from(spans))
        piece = noted("s", text, place)
        assert SourceText(text).standing(piece).kind == "there"
        assert evidence(str(piece)).start == place[0]


# Where it stands ------------------------------------------------------------------------------------------------------


def test_a_plain_place_is_taken_at_its_word() -> None:
    assert stands("minutes:4-8") == ("there", "lake")
    assert stands("minutes:0-999") == ("beyond", TEXT)


@pytest.mark.parametrize("above", ["A line on top.\n", "x", "\n\n\n", "Fish. "])
def test_what_was_pushed_down_is_found_again(above: str) -> None:
    for place in (FALLEN, REFUSAL, (4, 8)):
        piece = noted("minutes", TEXT, place)
        kind, quote = stands(piece, above + TEXT)
        assert (kind, quote) == ("moved", TEXT[slice(*place)])


def test_what_was_pulled_up_is_found_again_though_its_place_ends_after_the_text() -> None:
    end = TEXT.index(" by both.")
    assert stands(noted("minutes", TEXT, (end - 10, end + 9)), TEXT[62:])[0] == "moved"


def test_typography_capitals_and_line_breaks_change_nothing() -> None:
    piece = noted("minutes", TEXT, (TEXT.index("Upriver"), TEXT.index(" Downriver")))
    edited = TEXT.replace("“first filling”", '"first  filling"').replace("every wet", "every\nwet")
    assert stands(piece, edited)[0] == "moved"  # its end has moved by the additional blank
    assert stands(piece, edited)[1] == 'Upriver insists on "first  filling" in every\nwet year.'
    assert stands(piece, TEXT.replace("“first filling”", '"First filling"'))[0] == "there"


def test_words_that_read_otherwise_are_never_taken_for_those_meant() -> None:
    piece = noted("minutes", TEXT, FALLEN)
    for old, new in (("three metres", "eight metres"), ("three", "not three"), ("was filled", "was never filled")):
        assert TEXT[slice(*FALLEN)].count(old) == 1
        assert stands(piece, TEXT.replace(old, new))[0] == "changed"
        assert stands(piece, "On top. " + TEXT.replace(old, new))[0] == "changed"
    assert stands(piece, TEXT.replace("The lake has fallen", "The river sank"))[0] == "nowhere"


def test_the_same_first_words_are_told_apart_by_all() -> None:
    at = TEXT.index("A gauge at")
    piece = noted("minutes", TEXT, (at, len(TEXT) - 1)).model_copy(update={"words": "A gauge"})
    assert stands(piece, "Above. " + TEXT) == ("moved", "A gauge at the border would be read by both.")
    without = piece.model_copy(update={"digest": ""})
    standing = SourceText("Above. " + TEXT).standing(without)
    assert (standing.kind, len(standing.places), standing.quote) == ("several", 2, None)


def test_words_by_hand_need_no_digest() -> None:
    assert stands("minutes:0-61 The lake", "Above. " + TEXT) == ("moved", TEXT[slice(*FALLEN)])
    assert stands("minutes:0-61 The lake", "Above. " + TEXT.replace("three", "thirteen"))[0] == "changed"


def test_words_without_a_place_stand_once_several_times_or_nowhere() -> None:
    assert stands('minutes: "First filling"') == ("found", "“first filling”")
    assert stands("minutes: DAM was\n filled") == ("found", "dam was filled")
    standing = SourceText(TEXT).standing(evidence("minutes: A gauge"))
    assert standing.kind == "several"
    assert [TEXT[a:b] for a, b in standing.places] == ["A gauge", "A gauge"]
    assert stands("minutes: a treaty") == ("nowhere", None)


def test_whole_words_come_before_parts_of_words() -> None:
    assert stands("minutes: lake", "Lakeside folk.  The lake is low.") == ("found", "lake")
    assert stands("minutes: lak", "The lake is low.") == ("found", "lak")


def test_the_nearest_words_are_offered_where_there_are_only_some() -> None:
    piece = noted("minutes", TEXT, REFUSAL)
    standing = SourceText(TEXT.replace("Downriver refuses a dam", "Downriver declines a dam")).standing(piece)
    assert standing.kind == "nowhere"
    assert standing.quote is None
    assert standing.place is not None
    assert standing.place[0] == REFUSAL[0]
    assert SourceText(TEXT * 2).standing(evidence("minutes: the lake had fallen by")).place is None


def test_a_span_that_ends_inside_a_word_is_known() -> None:
    text = SourceText(TEXT)
    assert text.half_words((4, 8)) == (False, False)
    assert text.half_words((5, 8)) == (True, False)
    assert text.half_words((4, 7)) == (False, True)
    assert text.half_words((0, len(TEXT))) == (False, False)
    assert SourceText("条約は署名された").half_words((2, 4)) == (False, False)  # no blanks between words


def test_a_long_text_costs_little_and_is_not_gone_through_for_ever() -> None:
    text = "word " * 900_000 + "The end of it."
    assert len(text) > MOST_FOLDED
    read = SourceText(text)
    assert read.standing(evidence("m:0-14 The end of it.")).kind == "moved"
    kinds = [read.standing(evidence(f"m:0-9 No such {number}")).kind for number in range(300)]
    assert kinds[0] == "nowhere"
    assert kinds[-1] == "unsearched"


@given(st.text("ab É“”—\u00ad\u200bﬁ\n\t\u3000¨´İß", max_size=60), st.integers(1, 150))
@settings(max_examples=60)
def test_the_digests_of_beginnings_are_those_of_each_by_itself(text: str, times: int) -> None:
    whole = text * (times if times % 10 == 0 else 1)
    ends = [word.end() for word in re.finditer(r"\S+", whole)][-5:]
    found = dict(_digests(whole, ends[0] if ends else 0))
    assert found == {end: digest(whole[:end]) for end in ends}


def test_one_text_under_many_names_is_searched_once() -> None:
    text = "the word and more words " * 50
    read = SourceText.of({"a": text, "b": text, "c": "another"})
    assert read["a"] is read["b"]
    assert read["c"] is not read["a"]
    assert read["c"].effort is read["a"].effort
    found = read["a"].standing(evidence("a: word and"))
    left = read["a"].effort.left
    assert read["b"].standing(evidence("b: word and")) is found
    assert read["b"].effort.left == left < MOST_READ


def test_the_search_for_words_that_are_gone_ends() -> None:
    """A hundred long spans whose first words stand at many places cost no more than a few; others are unsearched."""
    sentence = "The leaders said that " + " ".join(f"w{number}" for number in range(1500))
    read = SourceText("\n".join([sentence] * 40))
    kinds = [
        read.standing(Evidence(source="a", start=at, end=at + 5000, words="The leaders said that", digest="ffff")).kind
        for at in range(7, 107)
    ]
    assert set(kinds) == {"several", "unsearched"}
    assert kinds.count("several") < 20
    assert read.standing(Evidence(source="a", start=0, end=22, words="The leaders said that")).kind == "there"
