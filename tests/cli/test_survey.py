"""`comity import --all` and `comity survey`: from a folder of other programs' files to the table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner

from comity.cli import main
from foreign_files import FILES, lay


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_from_a_folder_of_files_to_the_table(tmp_path: Path) -> None:
    lay(tmp_path / "in")
    (tmp_path / "in" / "half").mkdir()
    (tmp_path / "in" / "half" / "profile.xml").write_text(FILES["genius"]["buyer.xml"], "utf-8")
    out = str(tmp_path / "out")
    said = run("import", str(tmp_path / "in"), "--all", "-o", out, "--processes", "1")
    assert f"{len(FILES)} cases in {out}" in said
    assert "1 folder or file not read" in said
    notes = list(csv.DictReader((tmp_path / "out" / "notes.csv").read_text("utf-8").splitlines()))
    assert [note["case"] for note in notes if note["severity"] == "error"] == ["in/half"]
    assert any("the file does not state who must agree" in note["what"] for note in notes)
    assert run("import", str(tmp_path / "in"), "--all", "-o", out, "--processes", "1") == said  # the same may stand

    table = tmp_path / "survey.csv"
    said = run("survey", out, "-o", str(table), "--processes", "1")
    assert f"{len(FILES)} cases: in {len(FILES)} of {len(FILES)} where that was counted" in said
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert {row["format"] for row in rows} == set(FILES)
    told = json.loads(run("survey", out, "--json", "--processes", "1"))
    assert [row["case"] for row in told["data"]["rows"]] == [row["case"] for row in rows]
    assert "Size, what is possible, and opposition" in run("survey", out, "--processes", "1")


def test_all_and_one_are_not_mixed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for arguments in (["--all"], ["--all", "-o", "x", "--profile", "a"], ["--all", "--into", "c.yaml"]):
        assert CliRunner().invoke(main, ["import", str(tmp_path / "in"), *arguments]).exit_code == 2
    assert "add --all" in CliRunner().invoke(main, ["import", str(tmp_path / "in"), "-o", str(tmp_path)]).output
