"""A conflict in option form, asked whole: a dispute over a river whose states can be followed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from comity.conflict.model import Choice, Conflict, Ranking, Statements
from comity.problem import Problems
from comity.questions.stability import conflict_words
from comity.questions.stability.concepts import Answers
from comity.questions.stability.conflict_answer import stability_of_conflict
from comity.questions.stability.equilibria import Equilibrium, Move, Reply, Verdict, Wanted

RIVER = Conflict(
    "River",
    ("Upstream", "Downstream"),
    (Choice("Release", 0), Choice("Escalate", 0), Choice("Attack", 1)),
    ("YY-",),
    (Ranking(((1,), (3,), (6,), (2,), (4,), (5,))), Ranking(((2,), (4,), (6,), (1,), (5,), (3,)))),
)


def test_equilibria_are_strings_of_letters_by_concept() -> None:
    finding = stability_of_conflict(RIVER)
    data = finding.data
    assert finding.answer == "1 of 6 states is an equilibrium by sequential stability (SEQ), 1 by Nash."
    assert data["states"] == 6
    assert data["equilibria"] == {
        "Nash": ["NYY"],
        "SEQ": ["NYY"],
        "SSEQ": ["NYY"],
        "GMR": ["NNN", "NYY"],
        "SMR": ["NYY"],
        "SIM": ["NYY"],
    }
    assert data["coalition_equilibria"] == {}
    assert data["witness"] is None
    assert finding.tables["equilibria"].rows == (
        ("NYY", True, True, True, True, True, True),
        ("NNN", False, False, False, True, False, False),
    )
    assert finding.tables["equilibria"].columns == ("state", "Nash", "SEQ", "SSEQ", "GMR", "SMR", "SIM")
    assert set(finding.tables) == {"equilibria", "robust"}
    assert finding.caveats == ()


def test_only_the_first_rows_are_shown() -> None:
    assert len(stability_of_conflict(RIVER, show=1).tables["equilibria"].rows) == 1


def test_a_witness_tells_every_verdict_on_a_state() -> None:
    finding = stability_of_conflict(RIVER, witness="nnn")
    rows = finding.tables["witness"].rows
    assert finding.tables["witness"].title == "Why NNN is stable or not"
    assert rows == (
        ("Upstream", "Nash, SEQ, SSEQ, GMR, SMR, SIM", True, "", "it cannot improve"),
        ("Downstream", "Nash, SEQ, SSEQ, SMR, SIM", False, "NNY", "nothing"),
        ("Downstream", "GMR", True, "NNY", "Upstream to YNY without gain"),
    )
    assert "who makes this move does not gain by it" in finding.tables["witness"].note
    (verdict,) = [
        each
        for each in finding.data["witness"]["verdicts"]
        if (each["party"], each["concept"]) == ("Downstream", "GMR")
    ]
    assert verdict == {
        "concept": "GMR",
        "party": "Downstream",
        "stable": True,
        "improvements": [{"to": "NNY", "answers": [{"party": "Upstream", "to": "YNY", "gains": False}]}],
    }


@pytest.mark.parametrize("state", ["YYN", "NN", "NNNN", "maybe", "", "YYY"])
def test_what_is_no_state_has_no_witness(state: str) -> None:
    with pytest.raises(Problems, match="is no state that can be; write Y or N for each of: Release, Escalate, Attack"):
        stability_of_conflict(RIVER, witness=state)


def test_groups_of_the_file_act_as_one() -> None:
    """Together both can go from any state to any other; only where no state is better for both do they stay."""
    data = stability_of_conflict(replace(RIVER, groups=((0, 1),))).data
    ranks = [RIVER.ranks(maker).tolist() for maker in (0, 1)]
    undominated = [
        RIVER.state(state + 1)
        for state in range(6)
        if not any(all(each[other] > each[state] for each in ranks) for other in range(6))
    ]
    assert data["coalition_equilibria"]["Nash"] == undominated
    assert set(data["coalition_equilibria"]) == {"Nash", "GMR", "SMR", "SEQ", "SSEQ"}


def test_what_is_too_much_is_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.questions.stability.simultaneous.STATES", 1)
    monkeypatch.setattr("comity.questions.stability.coalitions.MOST", 1)
    monkeypatch.setattr("comity.questions.stability.solved.LISTED", 1)
    finding = stability_of_conflict(replace(RIVER, groups=((0, 1),)))
    assert finding.caveats == (
        "Simultaneous moves (SIM) were not looked at: there are too many.",
        "The groups of the file were not looked at: there are too many states.",
        "Not every equilibrium is listed; all are counted.",
    )
    assert finding.data["counts"]["GMR"] == 2
    assert finding.data["equilibria"]["GMR"] == ["NNN"]


def test_a_conflict_without_equilibria() -> None:
    """Matching pennies: one wants what the other does not."""
    pennies = Conflict(
        "Pennies",
        ("Even", "Odd"),
        (Choice("Heads", 0), Choice("Heads too", 1)),
        (),
        (Ranking(((1, 4), (2, 3))), Ranking(((2, 3), (1, 4)))),
    )
    finding = stability_of_conflict(pennies)
    assert finding.data["counts"]["Nash"] == 0
    assert finding.answer.endswith("by sequential stability (SEQ), none by Nash.")
    empty = replace(finding.result, counts={**finding.result.counts, "SEQ": 0, "Nash": 2})
    assert conflict_words.answer(empty) == (
        "None of 4 states is an equilibrium by sequential stability (SEQ), 2 by Nash."
    )


def test_simultaneous_answers_are_said_to_be() -> None:
    reply = Reply("Y", (Move("A", "YN", True), Move("B", "NY", True)))
    assert conflict_words.answered(Verdict("SIM", "C", True, (reply,)), reply) == "at the same time A to YN and B to NY"
    assert conflict_words.answered(Verdict("SEQ", "C", True, (reply,)), reply) == "A to YN, then B to NY"


def test_how_robust_an_equilibrium_is_and_how_it_is_reached_is_told() -> None:
    finding = stability_of_conflict(replace(RIVER, status_quo=1), draws=200, show=1)
    first, second = finding.data["ranked"]
    assert (first["state"], first["reached"], first["blocked_by"]) == ("NYY", True, [])
    assert first["path"] == [
        {"party": "Downstream", "to": "NNY", "gains": True},
        {"party": "Upstream", "to": "NYY", "gains": True},
    ]
    assert (second["state"], second["path"]) == ("NNN", [])
    assert 0.5 < first["share"] < 1
    assert finding.answer.endswith(
        "The most robust, NYY (Escalate; Attack), is reached by moves that gain whoever makes them: Downstream to NNY, "
        "then Upstream to NYY."
    )
    assert finding.data["not_shown"] == 1
    assert "1 more is counted." in finding.tables["equilibria"].note
    assert finding.tables["robust"].rows[0][3] == "Downstream to NNY, then Upstream to NYY"
    assert finding.data["status_quo"] == "NNN"
    assert stability_of_conflict(RIVER, draws=0).data["ranked"][0]["share"] is None


def test_who_blocks_the_way_is_told() -> None:
    finding = stability_of_conflict(RIVER, status_quo="YNN", draws=0)
    found = {each["state"]: each for each in finding.data["ranked"]}
    assert found["NYY"]["blocked_by"] == []
    one_way = replace(RIVER, options=(Choice("Release", 0, "back"), *RIVER.options[1:]))
    away = stability_of_conflict(one_way, status_quo="NNY", draws=0)
    assert not any(each["state"].startswith("Y") and each["reached"] for each in away.data["ranked"])
    against = stability_of_conflict(RIVER, status_quo="NYY", draws=0)
    (back,) = [each for each in against.data["ranked"] if each["state"] == "NNN"]
    assert back["blocked_by"] != []
    assert "The status quo NYY (Escalate; Attack) is the most robust." in against.answer


def test_which_rankings_make_a_state_an_equilibrium_is_told() -> None:
    finding = stability_of_conflict(RIVER, wanted="YNN", draws=0)
    rows = {(row[0], row[1]): row[2:] for row in finding.tables["wanted"].rows}
    assert rows["Upstream", "SEQ"][:2] == (384, 720)
    assert rows["Upstream", "SEQ"][3] == "below it: NNN or NNY; below it: NYN or NYY"
    assert rows["Downstream", "Nash"][0] == 0
    assert rows["Downstream", "Nash"][3] == "nothing would do: Upstream moves away"


def test_what_each_sees_may_hold_what_the_truth_does_not() -> None:
    """Upstream takes downstream to like an attack least of all."""
    seen = (RIVER.preferences[0], Ranking(((1, 2, 3), (4, 5, 6))))
    finding = stability_of_conflict(replace(RIVER, perceived=((0, seen),)), draws=0)
    assert set(finding.data["perceived_equilibria"]) == {"Nash", "GMR", "SMR", "SEQ", "SSEQ"}
    assert "As each sees the game, " in finding.answer
    assert finding.answer.endswith("As each sees the game, 1 state is stable for all by SEQ, 1 of them in truth.")
    mistaken = replace(finding.result, perceived={"SEQ": ("NYY", "NNN")})
    assert conflict_words.answer(mistaken).endswith("2 states are stable for all by SEQ, 1 of them in truth.")
    assert stability_of_conflict(RIVER, draws=0).data["perceived_equilibria"] == {}


def test_what_was_not_looked_at_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.questions.stability.solved.STATES", 1)
    monkeypatch.setattr("comity.questions.stability.paths.STATES", 1)
    said = stability_of_conflict(RIVER, wanted="YNN", status_quo="NNN", draws=0).caveats
    assert said == (
        "Which rankings make the wanted state an equilibrium was not looked at: there are too many states.",
        "Perturbed rankings were not looked at.",
        "Paths from the status quo were not looked for: there are too many states.",
    )


def test_what_is_asked_of_conflicts_alone_is_refused_of_a_case() -> None:
    from comity.questions.stability import QUESTION
    from talks import talks

    with pytest.raises(Problems) as refused:
        QUESTION.ask(talks(), show=5, draws=0, witness=None, status_quo="NN", wanted="YY", seed=0)
    assert str(refused.value).count("asked of a conflict in option form, and of no case") == 2


def test_older_conventions_of_answers_are_asked_for_and_said() -> None:
    """First leaves NNN for YNN; to take that away second and third have to move one after the other."""
    ranked = Ranking(((2,), (4, 6), (1,), (8,), (3, 5, 7)))
    preferences = (ranked, Statements(()), Statements(()))
    three = Conflict("Three", ("A", "B", "C"), (Choice("a", 0), Choice("b", 1), Choice("c", 2)), (), preferences)
    found = {answers: stability_of_conflict(three, answers=answers, draws=9) for answers in get_args(Answers)}
    assert {answers: "NNN" in each.data["equilibria"]["GMR"] for answers, each in found.items()} == {
        "legal": True,
        "once": True,
        "single": False,
    }
    assert found["legal"].caveats == ()
    assert found["single"].caveats[0] == (
        "A move is answered by one of the others alone, as older programs had it, and not by any legal sequence of "
        "moves."
    )
    assert "each of the others once at most" in found["once"].caveats[0]
    assert found["once"].data["ranked"][0]["share"] is None
    with pytest.raises(Problems, match="reasons and rankings are told of legal answers alone"):
        stability_of_conflict(three, answers="once", witness="NNN")


@pytest.mark.parametrize(
    ("reached", "path", "said"),
    [
        (False, (), "No moves lead from the status quo NNN to the most robust, NYY (Escalate; Attack)."),
        (True, (), "The status quo NYY (Escalate; Attack) is the most robust."),
        (
            True,
            (Move("Downstream", "NNY", False), Move("Upstream", "NYY", True)),
            "The most robust, NYY (Escalate; Attack), is reached only by moves that do not all gain whoever makes "
            "them: Downstream to NNY without gain, then Upstream to NYY.",
        ),
        (
            True,
            (Move("Upstream", "NYY", True),),
            "The most robust, NYY (Escalate; Attack), is reached by moves that gain whoever makes them: Upstream to "
            "NYY.",
        ),
    ],
)
def test_each_way_in_which_the_most_robust_is_reached_or_not(reached: bool, path: tuple[Move, ...], said: str) -> None:
    result = stability_of_conflict(RIVER).result
    ranked = (Equilibrium("NYY", ("Nash", "SEQ"), reached=reached, path=path),)
    assert conflict_words.answer(replace(result, ranked=ranked, status_quo="NNN")).endswith(f"by Nash. {said}")


def test_what_a_ranking_has_to_be_where_the_stability_of_another_hangs_on_it() -> None:
    one = Wanted("A", "SEQ", ((("YN",), ("NY", "YY")),), (("B", (("NN", "NY"),)),), (), 3, 24)
    assert conflict_words.condition(one) == "below it: YN or NY and YY; NY above NN (or B moves away)"
    assert conflict_words.condition(replace(one, clauses=(), turns=(("B", None),))) == "several moves (or B moves away)"
    assert conflict_words.condition(replace(one, clauses=(), turns=())) == "anything"
    assert conflict_words.condition(replace(one, never=("B",))) == "nothing would do: B moves away"


def test_what_states_stand_for_is_told_by_whose_the_options_are() -> None:
    levelled = replace(RIVER, options=(Choice("Water", 0, levels=("none", "half", "all")), *RIVER.options[1:]))
    told = replace(stability_of_conflict(RIVER, draws=0).result, options=("Water", "Escalate", "Attack"))
    told = replace(told, levels={"Water": levelled.options[0].levels})
    assert conflict_words.letters(told) == (
        "A state has a letter an option, in this order. Upstream: Water (0 none, 1 half, 2 all), Escalate; Downstream: "
        "Attack. Y: taken; N: not taken."
    )
    assert conflict_words.spelled_out(told, "1NY") == "1NY (Water: half; Attack)"
    plain = stability_of_conflict(RIVER, draws=0).result
    assert conflict_words.spelled_out(plain, "NNN") == "NNN (nothing is taken)"


def test_columns_without_anything_to_say_are_left_out() -> None:
    assert stability_of_conflict(RIVER, draws=0).tables["robust"].columns == ("state", "concepts")
    whole = replace(RIVER, status_quo=1, options=(Choice("Release", 0, "fwd"), *RIVER.options[1:]))
    table = stability_of_conflict(whole, draws=8).tables["robust"]
    assert table.columns == (
        "state",
        "concepts",
        "rankings",
        "taken back",
        "from the status quo",
        "blocked by",
    )
    assert "Taken back: the one-way option by itself could be" in table.note
