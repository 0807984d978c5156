"""`comity history` and `comity pack`: what they print, and what they ask before they forget."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from comity.case.history import History
from comity.cli import main


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("case.yaml")
    path.write_text("comity: 1\ntitle: One\n")
    return path


@pytest.fixture
def edited(case: Path) -> Path:
    history = History.of(case, "ada")
    for old, new in (("One", "Two"), ("Two", "Th\x1bree")):
        text = case.read_text()
        history.write(
            text.replace(old, new),
            expected=text,
            what=f"The title: {new}",
            where="title",
            before=old,
            after=new,
            by="ada",
        )
    history.close()
    return case


def run(*words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=answers)


def test_the_versions_are_told_newest_first(edited: Path) -> None:
    result = run("history", "case.yaml")
    lines = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "DAY", result.output).splitlines()
    assert lines == [
        r"   3  DAY UTC, ada: The title: Th\x1bree",
        r"      title: Two -> Th\x1bree",
        "   2  DAY UTC, ada: The title: Two",
        "      title: One -> Two",
        "   1  DAY UTC: The case as it was when its history began",
    ]
    assert run("history", "case.yaml", "--show", "1").output.endswith("2 earlier versions: --show 3 lists all.\n")


def test_versions_for_other_programs_and_the_text_of_one(edited: Path) -> None:
    told = json.loads(run("history", "case.yaml", "--json").output)
    assert [(version["number"], version["kind"]) for version in told["versions"]] == [
        (3, "edit"), (2, "edit"), (1, "opened"),
    ]  # fmt: skip
    assert (told["versions"][1]["before"], told["versions"][1]["after"]) == ("One", "Two")
    assert run("history", "case.yaml", "--text", "2").output == "comity: 1\ntitle: Two\n"
    edited.unlink()
    assert run("history", "case.yaml", "--text", "1").output == "comity: 1\ntitle: One\n"
    refused = run("history", "case.yaml", "--text", "4")
    assert (refused.exit_code, refused.output) == (
        1, "case.yaml: error: there is no version 4; they are numbered from 1 to 3\n",
    )  # fmt: skip


def test_nothing_is_forgotten_unless_it_is_meant(edited: Path) -> None:
    for answers in ("n\n", "\n", ""):
        refused = run("history", "case.yaml", "--wipe", answers=answers)
        assert refused.exit_code == 1
        assert "Forget 3 versions of case.yaml? They cannot be brought back [y/N]" in refused.output
    assert run("history", "case.yaml", "--text", "3").exit_code == 0
    assert run("history", "case.yaml", "--wipe", answers="y\n").output.endswith(
        "3 versions forgotten; case.yaml is as it was.\n"
    )
    assert run("history", "case.yaml").output.startswith("No history lies beside case.yaml; one begins where")


def test_it_is_forgotten_without_a_question_where_yes_is_said(edited: Path) -> None:
    before = edited.read_bytes()
    assert run("history", "case.yaml", "--wipe", "--yes").output == "3 versions forgotten; case.yaml is as it was.\n"
    assert edited.read_bytes() == before


def test_without_a_history_none_is_begun(case: Path) -> None:
    assert run("history", "case.yaml").exit_code == 0
    assert json.loads(run("history", "case.yaml", "--json").output)["versions"] == []
    assert run("history", "case.yaml", "--text", "1").exit_code == 1
    assert [path.name for path in Path().iterdir()] == ["case.yaml"]
    assert run("history", "none.yaml").output == "none.yaml: error: there is no such file; check the path\n"


def test_a_damaged_history_is_told(edited: Path) -> None:
    Path(".comity/history.sqlite").write_bytes(b"x" * 4_000)
    result = run("history", "case.yaml")
    assert "warning: the history was damaged; it is kept as history-damaged-" in result.output
    assert "No history lies beside case.yaml" in result.output


@pytest.mark.parametrize("words", [("--yes",), ("--json", "--wipe"), ("--text", "1", "--json")])
def test_what_does_not_go_together_is_refused(edited: Path, words: tuple[str, ...]) -> None:
    assert run("history", "case.yaml", *words).exit_code == 2
    assert run("history", "case.yaml", "--text", "3").exit_code == 0


def test_a_packed_case_says_what_went_in_and_what_was_left_out(edited: Path) -> None:
    Path("other.md").write_text("x")
    result = run("pack", "case.yaml", "-o", "out.zip")
    assert result.output == "1 file in out.zip:\n  case.yaml\nLeft out: .comity/, other.md\n"
    Path("out.zip").write_text("mine")
    refused = run("pack", "case.yaml", "-o", "out.zip")
    assert (refused.exit_code, Path("out.zip").read_text()) == (1, "mine")


def test_reading_and_importing_are_versions_in_their_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "bea")
    Path("one.txt").write_text("Talks, 4 March 2024\n\nEgypt ruled out any concession of territory on Monday.")
    Path("two.txt").write_text("Talks, 9 May 2024\n\nEthiopia demanded the recognition of its sovereignty.")
    assert run("read", "one.txt", "-o", "case", "--about", "peace").exit_code == 0
    History.of(Path("case/case.yaml")).close()
    assert run("read", "two.txt", "-o", "case", "--about", "peace").exit_code == 0
    assert run("export", "case/case.yaml", "--format", "excel", "-o", "work.xlsx").exit_code == 0
    book = openpyxl.load_workbook("work.xlsx")
    cell = next(cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "Egypt")
    cell.value = "Egypt and others"
    book.save("work.xlsx")
    assert run("import", "work.xlsx", "--into", "case/case.yaml").exit_code == 0
    told = [(each.kind, each.what, each.by) for each in History.of(Path("case/case.yaml")).versions()]
    assert told == [
        ("edit", "1 change taken from work.xlsx", "bea"),
        ("read", "Reports read into the case", "bea"),
        ("opened", "The case as it was when its history began", ""),
    ]
