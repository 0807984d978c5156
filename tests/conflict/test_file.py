"""Conflicts in files of our own: what they hold, and every fault at once, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.conflict.file import read, recognise
from comity.conflict.model import Choice, Conflict, Ranking, Statements
from comity.problem import Problems

RIVER = """\
conflict: A river
status_quo: N1
decision_makers:
  upstream:
    name: Upstream
    options:
      release: It releases water
      flow: {name: How much of it, direction: fwd, levels: [none, half, all]}
    prefers: [[Y0, Y1], N-, Y2]
  downstream:
    options: {}
    priorities: [Y-, [-2, N1]]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "river.conflict.yaml"
    path.write_text(text, "utf-8")
    return path


def river(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = RIVER.replace("    options: {}\n    priorities", "    options: {attack: It attacks}\n    priorities")
    text = text.replace("N1\n", "N1N\n", 1).replace("[[Y0, Y1], N-, Y2]", "[[Y0-, Y1-], N--, Y2-]")
    text = text.replace("[Y-, [-2, N1]]", "[Y--, [-2-, N1N]]")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return written(tmp_path, text)


def test_a_conflict_with_levels_is_read_whole(tmp_path: Path) -> None:
    conflict, notes = read(river(tmp_path))
    assert notes == ()
    assert conflict.decision_makers == ("Upstream", "downstream")
    assert conflict.options == (
        Choice("It releases water", 0),
        Choice("How much of it", 0, "fwd", ("none", "half", "all")),
        Choice("It attacks", 1),
    )
    assert len(conflict.numbers) == 12
    spelled = [conflict.state(number) for number in range(1, 13)]
    assert spelled[:7] == ["N0N", "Y0N", "N1N", "Y1N", "N2N", "Y2N", "N0Y"]
    assert [conflict.number(letters) for letters in spelled] == list(range(1, 13))
    assert conflict.status_quo == 3
    assert isinstance(conflict.preferences[0], Ranking)
    assert [len(tied) for tied in conflict.preferences[0].classes] == [4, 6, 2]
    assert conflict.preferences[1] == Statements((("Y--",), ("-2-", "N1N")))
    assert dict(zip(spelled, conflict.ranks(1).tolist(), strict=True))["Y2N"] == conflict.ranks(1).max()


@pytest.mark.parametrize("letters", ["", "N", "N3N", "X1N", "N1NN", "n1n"])
def test_what_spells_no_state_has_no_number(tmp_path: Path, letters: str) -> None:
    assert read(river(tmp_path))[0].number(letters) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("status_quo: N1N", "status_quo: N7N"), "2:1: error: 'N7N' is no state that can be"),
        (("direction: fwd", "direction: forward"), "direction is 'forward'; did you mean fwd?"),
        (("levels: [none, half, all]", "levels: [none]"), "1 levels; 2 to 10"),
        (("    prefers:", "    preferz:"), "unknown field 'preferz'; did you mean prefers?"),
        ((", Y2-]", "]"), "Y2N, Y2Y are not ranked"),
        ((", Y2-]", ", Y2-, Y2N]"), "Y2N is ranked twice"),
        (("[Y--, [-2-, N1N]]", "[Y-]"), "'Y-' is no pattern of 3 letters; write one letter each for"),
        (("    priorities: [Y--, [-2-, N1N]]\n", ""), "it is not said what it prefers"),
        (("conflict: A river", "conflict:"), "here stands what the conflict is called"),
        (("name: Upstream", "name: downstream"), "two decision makers are called 'downstream'"),
        (("decision_makers:", "infeasible: ['---']\ndecision_makers:"), "no state can be"),
        (("decision_makers:", "groups: [[upstream, up]]\ndecision_makers:"), "unknown decision maker 'up'"),
        (("decision_makers:", "perceived: {up: {}}\ndecision_makers:"), "unknown decision maker 'up'"),
        (
            ("decision_makers:", "perceived: {upstream: {upstream: {}}}\ndecision_makers:"),
            "'upstream' is no other decision maker",
        ),
    ],
)
def test_every_fault_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(Problems) as refused:
        read(river(tmp_path, change))
    assert said in str(refused.value)


def test_several_faults_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(Problems) as refused:
        read(river(tmp_path, ("direction: fwd", "direction: on"), ("name: Upstream", "nam: Upstream")))
    assert len(refused.value.problems) == 2


def test_what_is_no_mapping_is_refused(tmp_path: Path) -> None:
    for text in ("conflict: X\n", "conflict: X\ndecision_makers: [a]\n", "conflict: X\ndecision_makers: {a: b}\n"):
        with pytest.raises(Problems, match="here stand"):
            read(written(tmp_path, text))


def test_groups_and_perceptions_are_read(tmp_path: Path) -> None:
    more = "groups: [[upstream, downstream]]\nperceived: {upstream: {downstream: {prefers: []}}}\ndecision_makers:"
    conflict, _ = read(river(tmp_path, ("decision_makers:", more)))
    assert conflict.groups == ((0, 1),)
    assert conflict.seen_by(0).preferences == (conflict.preferences[0], Statements(()))
    assert conflict.seen_by(1).preferences == conflict.preferences
    assert isinstance(conflict, Conflict)


def test_a_file_is_known_by_the_end_of_its_name() -> None:
    assert recognise(Path("conflict.yaml"))
    assert recognise(Path("a.Conflict.yaml"))
    assert not recognise(Path("case.yaml"))
