"""Whose a position is: joint speakers, groups that are not the state, what one tells of another, papers.

`who_speaks/passages.yaml` holds 70 passages with 93 positions, written before the reader was run on them. The first
run, of the reader as it was: 66 of 92 found, 46 with the right party, 6 left open, 14 given to another party. What
went wrong was looked at afterwards, so today's figures on it are no longer those of unseen text. `later.yaml` holds
thirty more, written after the rules; their first run: 41 of 43 found, 39 right, 1 left open, 1 another's.
"""

from itertools import permutations
from pathlib import Path

import pytest

from comity.reading import Source, Statement, read_texts
from comity.reading.library import library
from comity.reading.registry import registry
from spoken import FOLDER, Told, told

REGISTRY = registry(FOLDER / "registry.yaml")
LIBRARY = library()


@pytest.fixture(scope="module")
def passages() -> Told:
    return told("passages.yaml")


def read(text: str) -> tuple[Statement, ...]:
    return read_texts([Source("t", "t", "2024-05-06", None, text)], REGISTRY, LIBRARY).statements


def parties(text: str) -> list[str | None]:
    """The parties whose positions are stated, apart from plain claims, in the order of the text."""
    return [s.party for s in read(text) if s.stance != "claim"]


def test_no_position_is_given_to_another_party(passages: Told) -> None:
    assert passages.total("wrong") == 0, passages.wrong
    assert passages.total("beside") <= 1, passages.wrong
    assert passages.total("found") == passages.total("positions") == 93, passages.wrong
    assert passages.total("right") >= 92, passages.wrong
    assert passages.total("reporter right") >= 11 < passages.total("reported"), passages.wrong


def test_nor_in_the_passages_written_later() -> None:
    later = told("later.yaml")
    assert later.total("wrong") == later.total("beside") == 0, later.wrong
    assert later.total("found") == later.total("positions") == 43, later.wrong
    assert later.total("right") >= 42, later.wrong


@pytest.mark.parametrize(
    ("sentence", "holders"),
    [
        ("Arvonia and Zelkar oppose a toll.", ["arvonia", "zelkar"]),
        ("Kenya, Pellia and Zelkar want a lower toll.", ["kenya", "pellia", "zelkar"]),
        ("Arvonia, a neighbour and a rival, wants a lower toll.", ["arvonia"]),
        ("Arvonia and Zelkar, but not Pellia, want a lower toll.", ["arvonia", "zelkar"]),
        ("Arvonia, with Pellia's help, rejected the toll.", ["arvonia"]),
        ("Trinidad and Tobago opposes a toll.", ["trinidad_and_tobago"]),
        ("Together with Pellia, Arvonia rejected the toll.", ["pellia", "arvonia"]),
        ("Arvonia joined Pellia in demanding a toll.", ["arvonia", "pellia"]),
        ("The governments of Arvonia and of Pellia rejected the toll.", ["arvonia", "pellia"]),
        ("A joint Arvonian and Pellian delegation rejected the toll.", ["arvonia", "pellia"]),
        ("The statement by Zelkar and Doravia rejected the toll.", ["zelkar", "doravia"]),
        ("Envoys of Arvonia and the Coastal Front rejected the toll.", ["arvonia", "coastal_front"]),
        ("Zelkar wants a toll; Pellia wants a quota.", ["zelkar", "pellia"]),
        ("Not Zelkar but Pellia wants a toll.", ["pellia"]),
        ("Zelkar or Pellia rejected a toll.", [None]),
    ],
)
def test_each_of_several_who_speak_together_holds_the_position(sentence: str, holders: list[str | None]) -> None:
    assert parties(sentence) == holders


@pytest.mark.parametrize("order", list(permutations(["Arvonia", "the Rural Bloc", "Zelkar's minister"])))
def test_in_any_order(order: tuple[str, ...]) -> None:
    first, second, third = order
    names = f"{first[0].upper()}{first[1:]}, {second} and {third}"
    assert set(parties(f"{names} rejected the toll.")) == {"arvonia", "rural_bloc", "zelkar"}


def test_who_is_asked_does_not_ask() -> None:
    assert parties("Asked whether Arvonia would pay a toll, Costin rejected the toll.") == ["pellia"]


def test_joint_statements_share_their_characters() -> None:
    one, other = read("Arvonia and Zelkar rejected the toll.")
    assert one.span == other.span
    assert one.content == other.content
    assert (one.mention, other.mention) == ("Arvonia", "Zelkar")


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("The Arvonian foreign minister rejected the toll.", "arvonia"),
        ("Officials in Arvonia rejected the toll.", "arvonia"),
        ("The Arvonian Foreign Ministry rejected the toll.", "arvonia"),
        ("Zelkar's ambassador to Arvonia rejected the toll.", "zelkar"),
        ("Negotiators from Zelkar rejected the toll.", "zelkar"),
        ("Arvonian farmers rejected the toll.", None),
        ("The opposition in Arvonia rejected the toll.", None),
        ("The Arvonian opposition leader rejected the toll.", None),
        ("The union of Arvonian shopkeepers rejected the toll.", None),
        ("Exiles from Arvonia rejected the toll.", None),
        ("Ethnic Arvonians in Zelkar rejected the toll.", None),
        ("Pro-Arvonian demonstrators rejected the toll.", None),
        ("An Arvonian-backed militia rejected the toll.", None),
        ("Former Arvonian president Ilse Bonn rejected the toll.", None),
        ("The Arvonian Zelkari leader rejected the toll.", None),
        ("The ambassador to Arvonia rejected the toll.", None),
        ("Zelkar's Free Hills Army (FHA) rejected the toll.", "fha"),
        ("The Red Front, which holds the north of Zelkar, rejected the toll.", "red_front"),
        ("The Red Front, an armed group in Zelkar, rejected the toll.", "red_front"),
    ],
)
def test_only_offices_speak_for_the_state_they_are_of(sentence: str, party: str | None) -> None:
    assert parties(sentence) == [party]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Reck met the press. He rejected the toll.", "arvonia"),
        ("The Arvonian minister met his Pellian counterpart. He rejected the toll.", None),
        ("The PM of Pellia spoke. The PM rejected the toll.", "pellia"),
        ("Arvonia met Pellia. The delegation rejected the toll.", None),
        ("Arvonia met Pellia. Both sides rejected the toll.", None),
    ],
)
def test_a_pronoun_or_a_title_is_resolved_or_left_open(text: str, party: str | None) -> None:
    assert parties(text) == [party]


def test_they_after_two_who_met_are_both() -> None:
    assert parties("Arvonia and Pellia met. They rejected the toll.") == ["arvonia", "pellia"]


@pytest.mark.parametrize(
    ("sentence", "party", "teller"),
    [
        ("Arvonia said Pellia was demanding a toll.", "pellia", "Arvonia"),
        ("Arvonia accused Pellia of demanding a toll.", "pellia", "Arvonia"),
        ("Arvonia wants to know why Pellia rejects a toll.", "pellia", "Arvonia"),
        ('"They demand a toll," the Arvonian minister said of Pellia.', "pellia", "the Arvonian minister"),
        ("The Daily Herald wrote that Pellia would accept a toll.", "pellia", "The Daily Herald"),
        ("According to Arvonia, the rebels demand a toll.", None, "Arvonia"),
    ],
)
def test_what_is_told_of_another_is_the_others(sentence: str, party: str | None, teller: str) -> None:
    assert [(s.party, s.reported_by) for s in read(sentence) if s.stance != "claim"] == [(party, teller)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvonia said Pellia must accept a toll.",  # asked of Pellia, not told of it
        "Arvonia said it would reject the deal if Pellia rejects a toll.",
        "Arvonia said that it rejects a toll.",
        'Reck said: "Pellia needs a toll."',
    ],
)
def test_what_is_asked_or_supposed_of_another_is_not(sentence: str) -> None:
    assert {s.party for s in read(sentence)} == {"arvonia"}


def test_what_one_refuses_of_another_is_both_of_theirs() -> None:
    found = {(s.party, s.stance, s.reported_by) for s in read("Arvonia dismissed Pellia's demand for a toll.")}
    assert found == {("arvonia", "refuse", None), ("pellia", "demand", "Arvonia")}


def test_a_quotation_without_what_it_tells_of_another() -> None:
    text = '"They demand a toll. We will never pay it," the Arvonian minister said of Pellia.'
    found = {s.party: " ".join(c.of(text) for c in s.content) for s in read(text)}
    assert found == {"pellia": "a toll", "arvonia": 'We will never pay it,"'}


@pytest.mark.parametrize("paper", ["Reuters", "The Evening Herald", "State television", "AFP"])
def test_papers_and_agencies_hold_nothing(paper: str) -> None:
    found = read(f"Pellia rejected the toll, {paper} reported.")
    assert [s.party for s in found if s.stance != "claim"] == ["pellia"]
    assert all(s.party is None and s.nobody for s in found if s.mention == paper)


def test_whom_a_paper_quotes_speaks() -> None:
    (s,) = read('"The toll must go," the Evening Herald quoted Pellia\'s minister as saying.')
    assert (s.party, s.reported_by, s.stance) == ("pellia", "the Evening Herald", "demand")


def test_who_is_told_is_asked_nothing() -> None:
    (s,) = read('Costin told the Evening Herald: "We reject the toll."')
    assert (s.party, s.stance, s.agreement) == ("pellia", "refuse", False)


def test_the_passages_stay_as_they_were_written() -> None:
    text = (Path(FOLDER) / "passages.yaml").read_text(encoding="utf-8")
    assert text.count("\n- kind: ") == 70
