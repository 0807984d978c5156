"""`comity new`: the interview in a terminal or with answers from a pipe."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comity.case.check import check, read_case
from comity.cli import main
from comity.papers.one_page.answer import one_page

ANSWERS = [
    *("The well", "2025-05-03", "Aldby", "yes", "Brook", "yes", ""),
    *("Shares", "halves", "by heads", "", "Pump", "company", "villages", "", ""),
    *("halves", "company", "2, 1", "40", "It wants a pump.", "The pump fails.", "by heads", "villages", "20..35"),
    *("Shares: by heads", "declared", "It said so.", ""),
    *("by heads", "villages", "1, 2", "80..90", "It has fields.", "", "", "", "30", "", "", "", ""),
]


def new(path: Path, answers: list[str], *options: str) -> Result:
    text = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(main, ["new", str(path), *options], input=text, catch_exceptions=False)


def test_piped_answers_make_a_case_that_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    result = new(path, ANSWERS)
    assert result.exit_code == 0
    assert f"{path} is fit for use: 2 parties, 2 issues and 1 red line.\n\nAsk next:\n" in result.output
    assert f"  comity ask agreement {path} " in result.output
    assert check(path).problems == ()
    assert [line.party for line in read_case(path).red_lines] == ["aldby"]
    asked = CliRunner().invoke(main, ["ask", "agreement", str(path)])
    # Halves and the villages: 40 of 140 to Aldby, above 27.5, and 85 of 185 to Brook, above 30.
    assert asked.output.startswith("1 of 4 possible agreements")


def test_what_was_understood_is_shown_and_what_was_not_is_told(tmp_path: Path) -> None:
    output = new(tmp_path / "w.yaml", ["?", "", "The well", "yesterday", "<", "The spring", ""]).output
    assert "> ?\nA title, as it stands on every paper: “The well between Aldby and Brook”.\n" in output
    assert "Not understood: this one is needed; ? says what is meant.\n" in output
    assert "  Noted: The well.\n" in output
    assert "Not understood: “yesterday” is no date; write it as 2025-08-18.\n" in output
    assert "> <\n\nThe negotiation\n" not in output  # one heading for what belongs together
    assert output.count("What is the negotiation called?") == 4
    assert "title: The spring\n" in (tmp_path / "w.yaml").read_text("utf-8")


def test_a_range_that_is_proposed_can_be_typed_as_it_stands(tmp_path: Path) -> None:
    answers = [*ANSWERS[:19], "about 70", "70..50"]
    output = " ".join(new(tmp_path / "w.yaml", answers).output.split())
    assert "or a range, such as 50..70. " in output
    assert "the range 70..50 runs backwards; type 50..70. " in output


def test_help_says_what_passing_over_means(tmp_path: Path) -> None:
    assert "Enter alone: it has no date.\n" in new(tmp_path / "w.yaml", ["The well", "?"]).output


def test_there_is_nothing_before_the_first_question(tmp_path: Path) -> None:
    output = new(tmp_path / "w.yaml", ["<"]).output
    assert "Not understood: there is no question before this one in this sitting; change it in" in output


def test_answers_that_end_early_are_kept_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    early = new(path, ANSWERS[:9])
    assert early.exit_code == 1
    assert "The answers end here.\n" in early.output
    assert "There is no case yet: it takes a title, two parties, and two options for every issue." in early.output
    later = new(path, ["", *ANSWERS[9:]])  # the parties are asked about once more
    assert later.exit_code == 0
    assert later.output.startswith(f"{path} is there already: this goes on with what is open in it.\n")
    whole = tmp_path / "whole.yaml"
    new(whole, ANSWERS)
    assert path.read_text("utf-8") == whole.read_text("utf-8")


def test_what_is_open_is_named_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    result = new(path, ANSWERS[:25])
    assert result.exit_code == 0
    assert "The answers end here." in result.output
    open_ = "Still open, so that nothing can be counted yet: Brook: what it wants and what it has without a deal.\n"
    assert open_ in result.output
    assert f"  comity new {path} " in result.output
    assert f"  comity ask agreement {path} --with-drafts " in result.output


def test_a_finished_case_is_not_asked_about_but_for_what_is_open(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    new(path, ANSWERS)
    before = path.read_text("utf-8")
    result = new(path, [""] * 9)
    assert result.exit_code == 0
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\n", "this file holds something else than a case; name another file for a new case"),
        ("comity: 1\ntitle: [\n", "error:"),
        ("", "the file is empty"),
    ],
)
def test_what_is_no_case_is_left_alone(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(text, "utf-8")
    result = new(path, ANSWERS)
    assert result.exit_code == 1
    assert said in result.stderr
    assert path.read_text("utf-8") == text


def test_a_name_that_promises_something_else_is_refused(tmp_path: Path) -> None:
    result = new(tmp_path / "well.docx", ANSWERS)
    assert result.exit_code == 1
    assert "a case is written to a name that ends in .yaml or .yml" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_answers_need_a_file_that_can_be_read_again() -> None:
    result = new(Path("/dev/stdout"), ANSWERS)
    assert result.exit_code == 1
    assert "every answer is saved here, so it must be a file; name one" in result.stderr


def test_a_blank_case_asks_nothing_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "blank.yaml"
    assert new(path, [], "--blank").output == (
        f"{path} is a case to be filled in; `comity new` with it asks for what is open.\n"
    )
    assert check(path).errors == ()
    path.write_text("mine", "utf-8")
    assert "this file exists; it is not replaced" in new(path, [], "--blank").stderr
    assert path.read_text("utf-8") == "mine"


def run(path: Path) -> list[str]:
    return [sys.executable, "-m", "comity", "new", str(path)]


def test_what_somebody_else_writes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    with subprocess.Popen(
        run(path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as held:
        assert held.stdin
        assert held.stdout
        held.stdin.write("The well\n")
        held.stdin.flush()
        lines = iter(held.stdout.readline, "")
        assert any("Noted" in line for line in lines)  # which is said when the answer is saved
        path.write_text("comity: 1\ntitle: Mine\n", "utf-8")
        _, told = held.communicate("2025-05-03\n", timeout=60)
    assert held.returncode == 1
    assert "this file was changed by somebody else meanwhile; nothing of it is overwritten; run this again" in told
    assert path.read_text("utf-8") == "comity: 1\ntitle: Mine\n"


def test_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    told = subprocess.run(
        run(tmp_path / "w.yaml"), input=b"\xff\xfe\n", capture_output=True, check=False, env=environment
    )
    assert told.returncode == 1
    assert b"the answers: error: this is no UTF-8 text; save them again as UTF-8" in told.stderr


def test_ctrl_c_in_a_terminal_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb"}
    with subprocess.Popen(
        run(path), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    ) as held:
        os.close(theirs)
        seen = b""

        def until(words: bytes, again: Callable[[], None] = lambda: None) -> None:
            """Read what is printed up to some words; where nothing comes for long, do something again."""
            nonlocal seen
            for _ in range(10):
                while words not in seen and select.select([ours], [], [], 5)[0]:
                    seen += os.read(ours, 4096)
                if words in seen:
                    seen = seen.partition(words)[2]
                    return
                again()
            raise AssertionError(seen)

        until(b"> ")
        os.write(ours, b"The well\n")
        until(b"Noted: The well.")
        until(b"> ")

        def stop() -> None:
            held.send_signal(signal.SIGINT)

        stop()
        until(b"Every answer so far is in ", again=stop)
        assert held.wait(60) == 130
    os.close(ours)
    assert "title: The well\n" in path.read_text("utf-8")


@pytest.mark.parametrize("given", [[], ["a.yaml", "--excel", "a.xlsx"], ["--blank"], ["--blank", "--excel", "a.xlsx"]])
def test_one_file_is_begun_at_a_time(given: list[str]) -> None:
    result = CliRunner().invoke(main, ["new", *given])
    assert result.exit_code == 2
    assert "Name one file to begin: case.yaml to answer questions, or --excel case.xlsx to fill in." in result.stderr


def test_a_case_with_mistakes_is_told_where(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    new(path, ANSWERS)
    path.write_text(path.read_text("utf-8").replace("halves: 100", "halvs: 100"), "utf-8")
    result = new(path, [])
    assert result.exit_code == 1
    assert "error: unknown option 'halvs' of issue shares; did you mean halves?\n" in result.output
    assert f"{path} is not fit for use yet: correct this in an editor.\n" in result.output
    assert "Ask next:" not in result.output


def test_many_remarks_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    new(path, ANSWERS)
    line = "  - {party: brook, never: {pump: villages}, firmness: preferred, because: "
    path.write_text(f"{path.read_text('utf-8')}" + "".join(f"{line}Reason {at}.}}\n" for at in range(7)), "utf-8")
    output = new(path, []).output
    assert "To look at:\n  Brook will not sign pump=villages" in output
    assert f"  and 2 more remarks: `comity check {path}`\n" in output


def test_whoever_does_not_program_gets_from_new_to_the_one_page(tmp_path: Path) -> None:
    """The answers of the tutorial; the page has the words that were typed, and no short name of the file."""
    page = (Path(__file__).parents[2] / "docs" / "tutorial" / "without-yaml.md").read_text("utf-8")
    answers = page.partition(":caption: answers.txt\n")[2].partition("```")[0].splitlines()
    path = tmp_path / "market.yaml"
    assert new(path, answers).exit_code == 0
    case = read_case(path)
    words = " ".join(sentence.text for sentence in one_page(case).sheet.sentences())
    assert "An agreement is possible" in words
    assert "Goods are delivered at any time of the day." in words
    assert "The hall stays closed" in words or "They go on selling in the street" in words
    assert "=" not in words
    names = {*case.issues, *(option for issue in case.issues.values() for option in issue.options)}
    assert [name for name in names if "-" in name and name in words] == []
    written = CliRunner().invoke(main, ["brief", str(path), "-o", str(tmp_path / "market.html")])
    assert written.exit_code == 0
    assert "Deliveries all day" in (tmp_path / "market.html").read_text("utf-8")
