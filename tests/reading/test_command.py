"""comity read on the command line: what it prints, and what it never does unasked."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comity.case.check import read_case
from comity.cli import main
from comity.reading import llm

REPORTS = Path(__file__).parents[2] / "examples" / "washington-2025" / "sources"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, words)])


def test_it_says_what_was_found_and_where_it_is(tmp_path: Path) -> None:
    result = run(REPORTS, "-o", tmp_path / "talks")
    assert result.exit_code == 0
    assert "3 sources:" in result.output
    assert "On five reports that it was not tuned on" in result.output
    for name in ("case.yaml", "statements.csv", "to-decide.md"):
        assert str(tmp_path / "talks" / name) in result.output
        assert (tmp_path / "talks" / name).exists()
    assert read_case(tmp_path / "talks" / "case.yaml").issues


def test_the_timeline_needs_no_folder_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(REPORTS, "--timeline")
    assert "→ **gives up a demand**: Donald Trump" in result.output
    assert list(tmp_path.iterdir()) == []


def test_something_must_be_asked_for() -> None:
    result = run(REPORTS)
    assert result.exit_code == 2
    assert "--timeline" in result.output


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.txt", REPORTS / "alaska.md", "-o", tmp_path / "talks")
    assert result.exit_code == 0
    assert "there is no such file" in result.output
    assert run(tmp_path / "missing.txt", "-o", tmp_path / "none").exit_code == 1
    assert not (tmp_path / "none").exists()


def test_a_second_reading_asks_no_question_twice(tmp_path: Path) -> None:
    run(REPORTS / "alaska.md", REPORTS / "washington.md", "-o", tmp_path)
    assert "considered? ceasefire, territory" in (tmp_path / "to-decide.md").read_text("utf-8")
    run(REPORTS / "leaders.md", "-o", tmp_path)
    # An erratum: "participation" was asked about here, for "would take the harshest proposals off the table".
    after = (tmp_path / "to-decide.md").read_text("utf-8")
    assert after.count("considered?") == 1
    assert after.index("## Asked before") < after.index("considered? ceasefire, territory")
    assert "Confirm, correct or delete: interest france sanctions" in after.split("## Asked before")[0]


def test_no_model_is_asked_unless_wanted_and_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(model: llm.Model, source: str, text: str) -> llm.Answer:
        asked.append(source)
        return llm.Answer((), (llm.Rejected(source, 1, "content", "never said", "not there"),))

    monkeypatch.setattr("comity.reading.source_reading.ask", ask)
    for name in ("COMITY_LLM_URL", "COMITY_LLM_MODEL", "COMITY_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    refused = run(REPORTS / "alaska.md", "--llm", "-o", tmp_path / "a")
    assert refused.exit_code == 1
    assert "no language model is configured" in refused.output
    monkeypatch.setenv("COMITY_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("COMITY_LLM_MODEL", "small")
    run(REPORTS / "alaska.md", "-o", tmp_path / "b")
    assert asked == []
    told = run(REPORTS / "alaska.md", "--llm", "-o", tmp_path / "c")
    assert asked == ["alaska"]
    assert told.output.startswith("The sources' text will leave this machine for http://127.0.0.1:9/v1 (model small).")
    assert "Rejected, because not in the sources: 1 quotation." in told.output


def test_questions_on_a_draft_say_so_on_top(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "comity: 1\ntitle: T\nparties: {a: {name: A, signs: yes}}\nissues: {x: {name: X, options: {p: P, q: Q}}}\n"
        "interests: {a: {no_deal: 10, x: {weight: 1, p: 100, q: 0}}}\n"
        "red_lines: [{party: a, never: {x: p}, firmness: declared, draft: yes}]\n",
        encoding="utf-8",
    )
    asked = CliRunner().invoke(main, ["ask", "agreement", str(case)]).output
    assert asked.startswith("Draft: 1 judgement is left out, a draft that nobody has confirmed.\n\n1 of 2 possible")
    as_json = CliRunner().invoke(main, ["ask", "agreement", str(case), "--json"]).output
    assert as_json.startswith("{")
    case.write_text(case.read_text("utf-8").replace(", draft: yes", ""), "utf-8")
    confirmed = CliRunner().invoke(main, ["ask", "agreement", str(case)]).output
    assert "draft" not in confirmed.lower()
    assert confirmed.startswith("There is no agreement")
