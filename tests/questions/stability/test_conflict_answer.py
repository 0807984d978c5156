"""A conflict in option form, asked whole: a dispute over a river whose states can be followed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.conflict import Choice, Conflict, Ranking
from comity.problem import Problems
from comity.questions.stability import conflict_words
from comity.questions.stability.conflict_answer import stability_of_conflict
from comity.questions.stability.equilibria import Reply, Verdict

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
    assert set(finding.tables) == {"equilibria"}
    assert finding.caveats == ()


def test_only_the_first_rows_are_shown() -> None:
    assert len(stability_of_conflict(RIVER, show=1).tables["equilibria"].rows) == 1


def test_a_witness_tells_every_verdict_on_a_state() -> None:
    finding = stability_of_conflict(RIVER, witness="nnn")
    rows = finding.tables["witness"].rows
    assert finding.tables["witness"].title == "Why NNN is stable or not"
    assert rows[:2] == (
        ("Nash", "Upstream", True, "", "it cannot improve"),
        ("Nash", "Downstream", False, "NNY", "nothing"),
    )
    assert ("GMR", "Downstream", True, "NNY", "Upstream to YNY") in rows
    verdict = finding.data["witness"]["verdicts"][7]
    assert verdict == {
        "concept": "GMR",
        "party": "Downstream",
        "stable": True,
        "improvements": [{"to": "NNY", "answers": [{"party": "Upstream", "to": "YNY"}]}],
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
    reply = Reply("Y", (("A", "YN"), ("B", "NY")))
    assert conflict_words.answered(Verdict("SIM", "C", True, (reply,)), reply) == "at the same time A to YN and B to NY"
    assert conflict_words.answered(Verdict("SEQ", "C", True, (reply,)), reply) == "A to YN, then B to NY"
