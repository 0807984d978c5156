"""The command line on files of conflicts, which are no cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comity.catalog import conflict_file
from comity.cli import main
from comity.conflict.model import Choice, Conflict, Ranking
from comity.exchange import gmcr
from comity.problem import Place


@pytest.fixture
def river(tmp_path: Path) -> Path:
    conflict = Conflict(
        "river",
        ("Upstream", "Downstream"),
        (Choice("Release", 0), Choice("Attack", 1)),
        (),
        (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    )
    path = tmp_path / "river.gmcr"
    path.write_text(gmcr.write(conflict, Place("here")), "utf-8")
    return path


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["ask", *map(str, words)])


def test_stability_is_asked_of_a_conflict(river: Path) -> None:
    data = json.loads(ask("stability", river, "--json", "--witness", "YY").output)["data"]
    assert data["equilibria"]["Nash"] == ["NN"]
    assert data["equilibria"]["SEQ"] == ["NN", "YY"]
    assert data["witness"]["state"] == "YY"
    assert "2 of 4 states are equilibria" in ask("stability", river).output


def test_the_graph_is_written_as_a_drawing(river: Path) -> None:
    told = ask("stability", river, "--figures", river.parent / "drawn")
    assert told.exit_code == 0
    assert (river.parent / "drawn" / "graph.svg").read_text("utf-8").startswith("<svg")
    assert "graph.svg" in told.output + (told.stderr or "")


@pytest.mark.parametrize("words", [["--without", "x"], ["--suppose", "x: no_deal=3"], ["--as-of", "2025-01-01"]])
def test_nothing_is_supposed_beside_a_conflict(river: Path, words: list[str]) -> None:
    refused = ask("stability", river, *words)
    assert refused.exit_code == 2
    said = " ".join(refused.output.split())
    assert "--without, --suppose and --as-of change the judgements of a case" in said
    assert "holds none: change the file instead." in said


def test_other_questions_are_not_asked_of_a_conflict(river: Path) -> None:
    refused = ask("agreement", river)
    assert refused.exit_code == 2
    assert "comity ask stability alone takes it" in " ".join(refused.output.split())


def test_a_file_that_is_no_conflict_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.gmcr"
    path.write_text("not this", "utf-8")
    assert "such a file is JSON" in " ".join(ask("stability", path).output.split())


def test_what_is_not_read_is_told(river: Path) -> None:
    content = json.loads(river.read_text("utf-8"))
    river.write_text(json.dumps({**content, "misperceptions": []}), "utf-8")
    told = ask("stability", river)
    assert told.exit_code == 0
    assert "'misperceptions' is not read" in told.output + (told.stderr or "")


def test_a_conflict_is_written_for_other_programs(tmp_path: Path) -> None:
    out = tmp_path / "out.gmcr"
    written = CliRunner().invoke(
        main, ["export", str(conflict_file("syria-iraq-1975")), "--format", "gmcr", "-o", str(out)]
    )
    assert written.exit_code == 0
    assert "the status quo is not written" in written.output
    ours, theirs = (
        json.loads(ask("stability", path, "--json", "--draws", "0").output)["data"]
        for path in (conflict_file("syria-iraq-1975"), out)
    )
    assert ours["equilibria"] == theirs["equilibria"]
    assert (
        CliRunner().invoke(main, ["export", str(out), "--format", "gmcr", "-o", str(tmp_path / "x.txt")]).exit_code == 1
    )


def test_what_the_format_has_no_words_for_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "conflict.yaml"
    option = "{water: {name: Water, levels: [none, half, all]}}"
    path.write_text(f"conflict: C\ndecision_makers:\n  a:\n    options: {option}\n    prefers: [0, 1, 2]\n", "utf-8")
    refused = CliRunner().invoke(main, ["export", str(path), "--format", "gmcr", "-o", str(tmp_path / "out.gmcr")])
    assert refused.exit_code == 1
    assert "'Water' has several levels, and GMCR has yes or no" in " ".join(refused.output.split())
    assert "1 of 3 states is an equilibrium" in ask("stability", path).output
    case = tmp_path / "case.yaml"
    case.write_text("title: T\n", "utf-8")
    refused = CliRunner().invoke(main, ["export", str(case), "--format", "gmcr", "-o", str(tmp_path / "out.gmcr")])
    assert "no conflict in option form stands here" in " ".join(refused.output.split())


def test_paths_begin_where_it_is_said_and_rankings_are_told_of_the_state_that_is_wanted(river: Path) -> None:
    data = json.loads(ask("stability", river, "--json", "--status-quo", "YN", "--wanted", "yy", "--seed", "3").output)[
        "data"
    ]
    assert (data["status_quo"], data["wanted"]["state"]) == ("YN", "YY")
    refused = ask("stability", river, "--status-quo", "YNY")
    assert refused.exit_code == 1
    assert "'YNY' is no state that can be" in " ".join(refused.output.split())
