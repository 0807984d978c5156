"""Conflicts from and to .gmcr files, and every reason why one cannot be read."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from comity.conflict.model import Choice, Conflict, Ranking, Statements
from comity.exchange import gmcr
from comity.problem import Place, Problems

HERE = Place("here")

QUARREL: dict[str, Any] = {
    "program": "GMCR+",
    "version": "0.4",
    "decisionMakers": [
        {
            "name": "Upstream",
            "options": [0, 1],
            "preferences": [[[0, "N"]], {"compound": True, "members": [[[1, "Y"], [2, "Y"]], [[1, "N"], [2, "N"]]]}],
        },
        {"name": "Downstream", "options": [2], "preferences": []},
    ],
    "options": [
        {"name": "Release", "permittedDirection": "both"},
        {"name": "Escalate", "permittedDirection": "fwd"},
        {"name": "Attack", "permittedDirection": "back"},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "coalitions": [0, 1],
    "useManualPreferenceRanking": False,
}


def stored(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "quarrel.gmcr"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def ranked() -> dict[str, Any]:
    content = deepcopy(QUARREL)
    content["useManualPreferenceRanking"] = True
    content["decisionMakers"][0]["preferenceRanking"] = [3, 1, [2, 4], 5, 6]
    content["decisionMakers"][1]["preferenceRanking"] = [[1, 2, 3, 4, 5, 6]]
    return content


def test_a_conflict_is_read_whole(tmp_path: Path) -> None:
    conflict, notes = gmcr.read(stored(tmp_path, QUARREL))
    assert conflict == Conflict(
        "quarrel",
        ("Upstream", "Downstream"),
        (Choice("Release", 0), Choice("Escalate", 0, "fwd"), Choice("Attack", 1, "back")),
        ("YY-",),
        (Statements((("N--",), ("-YY", "-NN"))), Statements(())),
    )
    assert notes == ()
    states = [conflict.state(number) for number in range(1, 7)]
    assert states == ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]
    # Not to release weighs 2, and to answer like with like 1.
    assert conflict.ranks(0).tolist() == [3, 1, 2, 2, 0, 3]
    assert conflict.ranks(1).tolist() == [0] * 6


def test_a_ranking_with_ties_is_read_in_its_place(tmp_path: Path) -> None:
    conflict, _ = gmcr.read(stored(tmp_path, ranked()))
    assert conflict.preferences[0] == Ranking(((3,), (1,), (2, 4), (5,), (6,)))
    assert conflict.ranks(0).tolist() == [3, 2, 4, 2, 1, 0]
    older = ranked()
    older["useManualPreferenceVectors"] = older.pop("useManualPreferenceRanking")
    for maker in older["decisionMakers"]:
        maker["preferenceVector"] = maker.pop("preferenceRanking")
    assert gmcr.read(stored(tmp_path, older))[0] == conflict


@pytest.mark.parametrize("content", [QUARREL, ranked(), {**QUARREL, "coalitions": [[0, 1]]}])
def test_what_is_written_is_read_as_the_same(tmp_path: Path, content: dict[str, Any]) -> None:
    conflict, _ = gmcr.read(stored(tmp_path, content))
    assert gmcr.read(stored(tmp_path, gmcr.write(conflict, HERE)))[0] == conflict


def test_statements_beside_a_ranking_are_written_as_the_ranking_that_they_make(tmp_path: Path) -> None:
    conflict, _ = gmcr.read(stored(tmp_path, QUARREL))
    mixed = Conflict(**{**vars(conflict), "preferences": (conflict.preferences[0], Ranking(((1, 2, 3, 4, 5, 6),)))})
    again, _ = gmcr.read(stored(tmp_path, gmcr.write(mixed, HERE)))
    assert again.preferences[0] == Ranking(((1, 6), (3, 4), (2,), (5,)))
    assert again.ranks(0).tolist() == conflict.ranks(0).tolist()


def test_more_statements_than_a_number_has_digits_keep_their_order(tmp_path: Path) -> None:
    content = deepcopy(QUARREL)
    content["decisionMakers"][0]["preferences"] = [[[0, "N"]], *[[[1, "Y"]]] * 80, [[2, "Y"]]]
    conflict, _ = gmcr.read(stored(tmp_path, content))
    assert conflict.ranks(0).tolist() == [2, 0, 4, 3, 1, 5]


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    _, notes = gmcr.read(stored(tmp_path, {**QUARREL, "misperceptions": []}))
    assert [note.what for note in notes] == ["'misperceptions' is not read"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    content = deepcopy(QUARREL)
    content["options"][1]["permittedDirection"] = "forward"
    content["decisionMakers"][1]["options"] = [1, 7]
    content["decisionMakers"][1]["name"] = "Upstream"
    content["infeasibles"] = [[[0, "Y"], [0, "N"]], [], [[1, "maybe"]]]
    content["coalitions"] = [0]
    with pytest.raises(Problems) as caught:
        gmcr.read(stored(tmp_path, content))
    said = {problem.what for problem in caught.value.problems}
    assert said == {
        'option 1 (Escalate) has permittedDirection "forward"',
        "option 1 (Escalate) belongs to 2 decision makers",
        "option 2 (Attack) belongs to 0 decision makers",
        "Upstream names option 7",
        "two decision makers are called 'Upstream'",
        "infeasible 1 has option 0 both taken and not taken",
        "infeasible 2 is no condition",
        'infeasible 3 holds [1, "maybe"]',
        "coalitions do not have every decision maker once",
    }


def test_a_ranking_names_every_state_once(tmp_path: Path) -> None:
    content = ranked()
    content["decisionMakers"][0]["preferenceRanking"] = [1, 1, 9, [2, 3]]
    with pytest.raises(Problems) as caught:
        gmcr.read(stored(tmp_path, content))
    assert {problem.what for problem in caught.value.problems} == {
        "Upstream ranks state 1 more than once",
        "Upstream ranks state 9",
        "Upstream does not rank states 4, 5, 6",
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("[]", "a conflict is an object"),
        ("{}", "the file has no list of options"),
        ({**QUARREL, "infeasibles": [[[0, "Y"]], [[0, "N"]]]}, "no state can be"),
        ({**QUARREL, "options": [QUARREL["options"][0]] * 40}, "40 options"),
        ({**QUARREL, "decisionMakers": []}, "nobody decides anything"),
    ],
)
def test_what_is_no_conflict_is_refused(tmp_path: Path, content: Any, said: str) -> None:
    with pytest.raises(Problems, match=said):
        gmcr.read(stored(tmp_path, content))


def test_files_are_known_by_their_name_and_first_letter(tmp_path: Path) -> None:
    assert gmcr.recognise(stored(tmp_path, QUARREL))
    assert not gmcr.recognise(stored(tmp_path, "not this"))
    other = tmp_path / "case.yaml"
    other.write_text("{}", "utf-8")
    assert not gmcr.recognise(other)


def test_a_damaged_file_is_read_or_refused_but_never_breaks(tmp_path: Path) -> None:
    dice, text, refused = random.Random(7), json.dumps(ranked()), 0
    for _ in range(300):
        content: Any = json.loads(text)
        _damage(dice, content)
        try:
            gmcr.read(stored(tmp_path, content))
        except Problems:
            refused += 1
    assert refused > 150


def _damage(dice: random.Random, content: Any) -> None:
    """Something of another kind in place of one part of a document."""
    while True:
        keys = list(content) if isinstance(content, dict) else list(range(len(content)))
        key = dice.choice(keys)
        if isinstance(content[key], dict | list) and content[key] and dice.random() < 0.8:
            content = content[key]
        else:
            content[key] = dice.choice([None, -1, 99, 0.5, True, "Y", "", [], {}, [[]], [{}], {"members": [1]}])
            return
