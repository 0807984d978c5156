"""What is answered of who can move whom, on both sides of every turn of the sentences, with tables and figures."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from comity.agreements.persuasion import Carried, Reached
from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file
from comity.finding import Quantity
from comity.problem import Problems
from comity.questions.influence import tables, words
from comity.questions.influence.answer import influence, influence_of, messages_of
from comity.questions.influence.carriers import Readings, Sent
from comity.questions.influence.figures import placed
from comity.questions.influence.result import Actor
from material import WASHINGTON
from talks import TALKS, line, talks
from ties import tie, with_messages


def asked(case: Case, **said: Any) -> str:
    return words.answer(case, influence_of(case, **said))


HOPE = {"id": "hope", "to": "b", "says": "Less is to be had.", "moves": {"no_deal": 0}}
"""B's no deal, 20..30: pq and qp, worth 25 and 50 to B, qq worth 75; at 0 A's best, pp, worth nothing to B, as well."""

RISE = {"id": "rise", "to": "b", "moves": {"no_deal": 90}}


def test_states_and_groups_have_their_articles_in_sentences_and_none_in_tables() -> None:
    parties = {
        "a": {"name": "United States", "signs": "yes"},
        "b": {"name": "Northern group", "signs": "yes"},
        "c": "United Kingdom",
    }
    case = with_messages(talks(parties=parties), [HOPE], [tie("c", "b", "100", "120", "121")])
    assert asked(case).startswith(
        "Carried by the United Kingdom at measured pressure, “Less is to be had” to the Northern group adds 1 agreement"
    )
    carriers = tables.carriers(case, influence_of(case))
    assert carriers is not None
    assert [str(cell) for cell in carriers.rows[0][1:3]] == ["Northern group", "United Kingdom"]


@pytest.mark.parametrize(
    ("messages", "ties", "said"),
    [
        (
            [HOPE],
            [tie("c", "b", "100", "120", "121")],
            "Carried by Gamma at measured pressure, “Less is to be had” to Beta adds 1 agreement at worst; pressed "
            "twice as hard, the same words may cost 1. ",
        ),
        (
            [HOPE],
            [tie("c", "b", "100", "500", "990")],
            "Carried by Gamma at measured pressure, “Less is to be had” to Beta adds 1 agreement at worst; pressed "
            "twice as hard, the same words may cost 1. ",
        ),
        (
            [HOPE],
            [tie("c", "b", "90..100", "100..140", "150..200")],
            "No message surely adds an agreement; at best “Less is to be had” to Beta, carried by Gamma at measured "
            "pressure, adds 1 agreement, and at worst it changes nothing. ",
        ),
        (
            [HOPE],
            [tie("c", "b", "5", "10", "15")],
            "No message adds an agreement, whoever carries it at measured pressure. ",
        ),
        (
            [RISE],
            [tie("c", "b", "80", "90", "120")],
            "Even at measured pressure the message rise may leave fewer agreements. ",
        ),
        ([HOPE], [], "No tie is judged in this case, so who could move whom is not known."),
        (
            [],
            [tie("c", "b", "5", "10", "15")],
            "No message is written in this case, so what a tie could carry is not known.",
        ),
        ([HOPE], [tie("c", "b", "5", "10", "15")], "Nobody is named who could move Alpha."),
    ],
)
def test_whose_voice(messages: list[dict[str, Any]], ties: list[dict[str, Any]], said: str) -> None:
    assert said in f"{asked(with_messages(talks(), messages, ties), step=30)} "


def test_where_no_message_surely_adds_one_that_could_add_most_is_told_of() -> None:
    """Of two messages, one that changes nothing comes first; of the other a second voice could add most."""
    case = with_messages(talks(), [HOPE, RISE], [tie("c", "b", "5", "10", "15")])
    first, second = influence_of(case).messages

    def voice(who: str, worst: int, best: int) -> Carried:
        return Carried(who, 0.5, (0.1, 0.2), Reached(0, worst), Reached(0, best), 1.0, Reached(0, worst))

    still = replace(first, now=3, carried=(voice("c", 3, 3),))
    other = replace(second, now=3, carried=(voice("a", 2, 4), voice("c", 1, 7)))
    result = replace(influence_of(case), messages=(still, other))
    said = " ".join(words.messages(case, result))
    assert "No message surely adds an agreement; at best the message rise to Beta, carried by Gamma at measured" in said
    assert "adds 4 agreements, and at worst it costs 2." in said


@pytest.mark.parametrize(
    ("step", "changed", "said"),
    [
        (
            30,
            {},
            "Of all judgements moved alone, by 30 points where they are numbers, the most is opened by what "
            "Alpha has without a deal, 10 in place of 40: 2 agreements are possible, 1 as judged.",
        ),
        (0.1, {}, "No judgement moved alone by 0.1 points opens a further agreement."),
        (1, {}, "weight that Alpha moves from “The X” to “The Y” (1): 2 agreements are possible, 1 as judged."),
        (
            1,
            {"red_lines": [line("b", x="p"), line("b", x="q")]},
            "Of all judgements moved alone, by 1 point where they are numbers, the most is opened by the red "
            "line b-red-line-1 of Beta, if it allowed x=p: 1 agreement is possible, 0 as judged.",
        ),
        (
            0.1,
            {"conditions": [{"if": {"x": "p"}, "then": {"y": "p"}}], "red_lines": []},
            "No agreement is possible; moved alone, the nearest opening is the weight that Alpha gives “The Y”, at 2 "
            "in place of 1.",
        ),
        (
            1,
            {"conditions": [{"if": {"x": "p"}, "then": {"x": "q"}}, {"if": {"x": "q"}, "then": {"x": "p"}}]},
            "No agreement is possible, and no judgement moved alone opens one, however far: the question "
            "deadlock names the demands that must be given up together.",
        ),
    ],
)
def test_levers_in_words(step: float, changed: dict[str, Any], said: str) -> None:
    assert said in asked(talks(**changed), step=step)


def test_names_that_hold_dots_are_told_apart() -> None:
    """`interests.b.x.weight` is B's on x, not that of a party b.x, and `interests.b.x.y.p` what b.x makes of y=p."""
    parties = {**TALKS["parties"], "b.x": {"name": "Delta", "signs": "yes"}}
    case = talks(parties=parties, interests={**TALKS["interests"], "b.x": TALKS["interests"]["b"]})
    assert words.of_judgement(case, "interests.b.x.weight", "b") == "the weight that Beta gives “The X”"
    assert words.of_judgement(case, "interests.b.x.y.p", "b.x") == "how Delta rates “P”"
    assert words.of_judgement(case, "interests.b.x.no_deal", "b.x") == "what Delta has without a deal"


def test_without_signers_and_without_judgements() -> None:
    nobody = talks(parties={"a": "Alpha", "b": "Beta", "c": "Gamma"})
    assert asked(nobody) == "Nobody signs in this case, so there is nobody whose yes could be won."
    silent = talks(
        parties={"a": {"name": "Alpha", "signs": "yes"}, "b": "Beta", "c": {"name": "Gamma", "signs": "yes"}}
    )
    assert asked(silent) == "Nothing is counted: of Gamma it is not known what an agreement, or none, would be worth."
    assert influence(silent).data["now"] is None


def test_too_many_agreements_are_said_to_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.agreements import curves
    from comity.agreements.allowed import TooMany

    def refuse(*_: Any) -> None:
        raise TooMany

    monkeypatch.setattr(curves, "allowed", refuse)
    said = "The agreements are too many to be listed, so what a judgement would open is not counted."
    assert asked(talks()) == said
    tables = influence(with_messages(talks(), [HOPE], [tie("c", "b", "5", "10..14", "15..20")])).tables
    assert "The pressure that moves most at worst is the low end of the best one." in tables["ties"].note


@pytest.mark.parametrize(
    ("before", "worst", "said"),
    [
        (0.0, 0.0, "As before, an agreement is left in every reading of the ranges that was drawn."),
        (
            0.02,
            0.01,
            "In fewer readings of the ranges than before none is left: 1 of 100 at worst, where it was 2 of 100.",
        ),
        (
            0.02,
            0.03,
            "In more readings of the ranges than before none is left: 3 of 100 at worst, where it was 2 of 100.",
        ),
        (0.02, 0.02, "In as many readings of the ranges as before, 2 of 100, none is left."),
    ],
)
def test_readings_without_an_agreement(before: float, worst: float, said: str) -> None:
    sent = Sent("m", "b", "", 0, Reached(0, 0), 0, readings=Readings(before, worst, 0.0))
    assert words._readings(sent) == said


@pytest.mark.parametrize(("best", "closes"), [(0.03, True), (0.02, False)])
def test_messages_that_close_the_space_in_further_readings(best: float, closes: bool) -> None:
    case = with_messages(talks(), [HOPE, RISE], [tie("c", "b", "50", "50", "60")])
    first, second = influence_of(case).messages
    found = [first, replace(second, readings=Readings(0.02, 0.02, best))]
    said = "In some readings of the ranges that now leave an agreement, the message rise would leave none."
    assert (said in list(words._closing(case, found))) == closes


def test_a_closed_space_is_warned_of() -> None:
    """Pressed twice as hard, B's no deal may rise beyond 25, its worth of the one agreement."""
    case = with_messages(talks(), [HOPE], [tie("c", "b", "50", "50", "60")])
    assert "Pressed twice as hard by Gamma, “Less is to be had” may leave none." in asked(case)
    soft = with_messages(talks(), [HOPE], [tie("c", "b", "1", "50", "100")])
    assert "may leave none" not in asked(soft)


def test_several_voices_in_words() -> None:
    several = [tie("c", "b", "60", "90", "170"), tie("a", "b", "60", "90", "170")]
    finding = influence(with_messages(talks(), [HOPE | {"moves": {"no_deal": 0}}], several), draws=200)
    (row,) = finding.tables["sets"].rows
    assert "Alpha at" in str(row[1])
    assert "Gamma at" in str(row[1])
    assert row[2] == finding.data["sets"][0]["worst"]["agreements"]


def test_the_finding_holds_the_numbers_tables_and_figures() -> None:
    case = with_messages(
        talks(messengers={"desk": {"name": "The desk"}}), [HOPE, RISE], [tie("desk", "b", "100", "120", "121")]
    )
    finding = influence(case, step=50, draws=200)
    shown = {"levers", "by_party", "messages", "carriers", "none_left", "ties", "actors", "judged"}
    assert set(finding.tables) == shown
    assert set(finding.figures) == {"map", "messages", "levers"}
    data = json.loads(finding.json())["data"]
    assert {"judgement", "from", "to", "agreements"} <= set(data["levers"][0])
    assert {"message", "messenger", "pressure", "worst", "best"} <= set(data["messages"][0])
    assert [each["name"] for each in data["actors"]] == ["a", "b", "c", "desk"]
    assert data["ties"] == [
        {
            "from": "desk",
            "to": "b",
            "rapport": {"low": 100, "high": 100},
            "best": {"low": 120, "high": 120},
            "turns": {"low": 121, "high": 121},
            "used": True,
        }
    ]
    assert "The desk has a tie to Beta, rapport 100" in finding.figures["map"].alt
    assert finding.figures["map"].title.endswith("; arrows are ties, the thicker the closer")
    assert not finding.exact
    assert influence(talks(), draws=200).exact


def test_a_map_says_what_its_lines_are() -> None:
    group = {"g": {"name": "Group", "members": {"m": {"name": "Em"}}}}
    alone = influence(talks(parties=TALKS["parties"] | group)).figures["map"]
    assert alone.title.endswith("; no tie is judged; dashed lines lead from members to their group")
    group |= {"a": {**TALKS["parties"]["a"], "ratified_by": "court"}, "court": {"name": "Court", "passes": 60}}
    both = influence(talks(parties=TALKS["parties"] | group)).figures["map"]
    assert both.title.endswith("lead from members to their group and from whose yes is asked for to who asks")
    assert both.title.startswith("Who is in the talks: full marks sign; ")
    dam = influence(read_case(case_file("river-dam")), draws=20).figures["map"]  # its bank signs nothing, but lends
    assert dam.title.startswith("Who is in the talks: full marks sign, diamonds can spoil; ")
    assert "M0,-7L7,0L0,7L-7,0Z" in dam.svg()


def test_where_actors_stand_on_the_map() -> None:
    """Who signs is inside, all others outside, members beside their group."""
    actors = [Actor("a", "signs"), Actor("b", "signs"), Actor("m", "member", "b"), Actor("desk", "messenger")]
    places = placed(actors)
    assert places["a"] == (0, 0.45)
    assert places["b"] == (0, -0.45)
    assert places["m"] == (0, -1)
    assert places["desk"] == (0, 1)
    assert placed(actors[:1]) == {"a": (0, 0)}
    turned = placed(actors, [("desk", "b")])  # else the line would go through a
    assert turned["a"] != places["a"]
    assert {name: turned[name] for name in ("m", "desk")} == {name: places[name] for name in ("m", "desk")}


def test_what_is_supposed_and_left_out_is_told() -> None:
    finding = influence(talks(), draws=200, suppose=["a: no_deal=10"])
    assert finding.result.now == 2
    assert finding.parameters["supposing"] == "a: no_deal=10"
    made = messages_of(supposed(read_case(WASHINGTON), ["ukraine-constitution-land"]))
    assert made is not None
    assert made.now == 433


@pytest.mark.parametrize("step", [0, -5, "much", True, float("nan"), 1e9])
def test_a_step_that_is_none_is_refused(step: Any) -> None:
    with pytest.raises(Problems, match="must be a number above 0"):
        influence(talks(), step=step)


def test_a_published_case_without_ties_has_its_levers() -> None:
    finding = influence(read_case(case_file("abdelnabi-2024")), draws=200)
    first = "Of all judgements moved alone, by 5 points where they are numbers, the most is opened by "
    assert finding.answer.startswith(first)
    assert "No tie is judged in this case" in finding.answer
    assert all(row[-1] == "nobody named" for row in finding.tables["levers"].rows)


def test_a_message_is_told_once_and_each_who_carries_it_in_numbers() -> None:
    ties = [tie(name, "b", "100", "120", "121") for name in ("desk", "c")]
    case = with_messages(
        talks(messengers={"desk": {"name": "The desk"}}), [{**HOPE, "because": "Two left."}, {**RISE, "to": "a"}], ties
    )
    tables = influence(case, draws=20).tables
    assert [row[-1] for row in tables["messages"].rows].count("Two left.") == 1
    assert len(tables["messages"].rows) == 2
    carried = [row[2] for row in tables["carriers"].rows]
    assert sorted(carried) == ["Gamma", "The desk", "nobody named"]
    assert all(cell is None or isinstance(cell, int | Quantity) for row in tables["carriers"].rows for cell in row[3:])


def test_each_judgement_that_is_moved_carries_its_reason() -> None:
    interests = {
        **TALKS["interests"],
        "b": {
            "because": "A speech.",
            "no_deal": {"value": "20..30", "confidence": "low", "because": "A guess."},
            "x": {"weight": "1", "p": "0", "q": "100"},
            "y": {"weight": "1", "because": "A letter.", "p": "0", "q": "50"},
        },
    }
    lines = [{**line("b", x="p"), "id": "no-p", "because": "A law."}]
    shift = {"to": "b", "shifts": {"from": "x", "to": "y", "weight": 1}}
    case = with_messages(talks(interests=interests, red_lines=lines), [HOPE, shift], [])
    finding = influence(case, step=50, draws=20, show=2)
    told = {row[0]: (row[1] and str(row[1]), row[2]) for row in finding.tables["judged"].rows}
    assert told["what Beta has without a deal"] == ("20 to 30", "A guess. Confidence low.")
    assert told["the weight that Beta gives “The X”"] == ("1", "A speech.")
    assert told["the weight that Beta gives “The Y”"] == ("1", "A letter.")
    assert told["the red line no-p of Beta"] == (None, "A law.")
    moved = {name for lever in finding.data["levers"][:2] for name in lever["judgement"].split(" > ")}
    assert moved <= {each["judgement"] for each in finding.data["judged"]}
    assert all(each["because"] for each in finding.data["judged"] if each["party"] == "b")


def test_each_number_of_a_tie_and_of_a_group_carries_its_reason() -> None:
    stated = tie("c", "b", "100", "120", "121") | {"because": "They talk.", "confidence": "low"}
    stated["turns"] = {"value": "121", "because": "Twice it went wrong."}
    finding = influence(with_messages(talks(), [HOPE], [stated]), draws=20)
    (row,) = finding.tables["ties"].rows
    assert row[6] == "They talk. Confidence low. Turning: Twice it went wrong."
    listens = {"because": "They share an office.", "m": {"n": 30}}
    parties = {**TALKS["parties"], "b": {"name": "Beta", "signs": "yes", "members": {"m": "Em", "n": "En"}}}
    parties["b"]["listens"] = listens
    group = influence(talks(parties=parties), draws=20)
    (heard,) = group.tables["listening"].rows
    assert (*heard[:2], str(heard[2]), heard[3]) == ("Em", "En", "30.0", "They share an office.")
    assert group.data["groups"][0]["takes"] == {"m": {"n": 30.0}}
