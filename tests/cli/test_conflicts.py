"""The command line on files of conflicts, which are no cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comity.cli import main
from comity.conflict.model import Choice, Conflict, Ranking
from comity.exchange import gmcr


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
    path.write_text(gmcr.write(conflict), "utf-8")
    return path


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["ask", *map(str, words)])


def test_stability_is_asked_of_a_conflict(river: Path) -> None:
    data = json.loads(ask("stability", river, "--json", "--witness", "YY").output)["data"]
    assert data["equilibria"]["Nash"] == ["NN"]
    assert data["equilibria"]["SEQ"] == ["NN", "YY"]
    assert data["witness"]["state"] == "YY"
    assert "2 of 4 states are equilibria" in ask("stability", river).output


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
