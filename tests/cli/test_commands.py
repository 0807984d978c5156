"""What the command line refuses, in words that say how to go on, and how it is stopped from its first moment."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comity.cli import commands, main
from comity.questions import QUESTIONS, registered
from material import WASHINGTON


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


# Options and commands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("check", WASHINGTON, "--without", "x"),
            "No such option '--without'. It is an option of `comity ask ...`, `comity brief`",
        ),
        (("ask", "frontier", WASHINGTON, "--why", "x=y"), "'--why'. It is an option of `comity ask agreement`."),
        (("find", WASHINGTON, "--mend", "x"), "No such option '--mend'. It is an option of `comity check`."),
        (("--mend",), "No such option '--mend'. It is an option of `comity check`."),
        (("agreement", WASHINGTON), f"agreement is a question: write `comity ask agreement {WASHINGTON}`."),
        (("deadlock",), "deadlock is a question: write `comity ask deadlock`."),
        (("one-page", WASHINGTON), f"one-page is a paper: write `comity paper one-page {WASHINGTON}`."),
    ],
)
def test_an_option_or_a_question_of_elsewhere_is_said_to_be_there(arguments: tuple[object, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_option_that_nothing_has_is_just_none() -> None:
    result = run("check", WASHINGTON, "--bogus\x1b[2J")
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: No such option '--bogus\\x1b[2J'.\n")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("agreement", ("--why", "x=y", "--show", "3")),
        ("agreement", ("--show", "10", "--why", "x=y")),  # as large as where nothing is said
        ("deadlock", ("--for", "x=y", "--show", "3")),
        ("deadlock", ("--for", "x=y", "--seconds", "3")),
    ],
)
def test_options_of_which_one_says_nothing_are_refused(name: str, arguments: tuple[str, ...]) -> None:
    result = run("ask", name, WASHINGTON, *arguments)
    assert result.exit_code == 2
    first, second = sorted(each for each in arguments if each.startswith("--"))
    alone, other = (second, first) if second == "--why" else (first, second)
    assert f"Error: {alone} asks something of its own, on which {other} says nothing: leave one of them out." in (
        result.stderr
    )


def test_what_an_option_excludes_are_options_of_its_question() -> None:
    for name in QUESTIONS:
        options = {option.name: option for option in registered(name).options}
        assert all(other in options for option in options.values() for other in option.alone)


# Names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        (("bargaining", "--weight", "Ukraine=2"), ("bargaining", "--weight", "ukraine=2")),
        (("bargaining", "--weight", "european group=2"), ("bargaining", "--weight", "europe=2")),
        (("frontier", "--axes", "United States", "RUSSIA"), ("frontier", "--axes", "usa", "russia")),
        (("agreement", "--without", "Usa-No-New-Sanctions"), ("agreement", "--without", "usa-no-new-sanctions")),
        (("deadlock", "--for", "Territory=Donbas"), ("deadlock", "--for", "territory=donbas")),
    ],
)
def test_names_are_taken_as_findings_print_them(typed: tuple[str, ...], short: tuple[str, ...]) -> None:
    answers = [run("ask", question, WASHINGTON, *more) for question, *more in (typed, short)]
    assert [answer.exit_code for answer in answers] == [0, 0]
    assert answers[0].output == answers[1].output


def test_a_supposition_is_known_by_the_long_name_and_told_as_it_was_typed() -> None:
    answers = [run("ask", "agreement", WASHINGTON, "--suppose", f"{who}: no_deal=40") for who in ("Russia", "russia")]
    assert answers[0].output == answers[1].output.replace("russia: no_deal", "Russia: no_deal")


@pytest.mark.parametrize("weights", [("ukraine=1", "ukraine=2"), ("ukraine=1", "Ukraine=2")])
def test_a_weight_that_is_given_twice_is_refused(weights: tuple[str, ...]) -> None:
    result = run("ask", "bargaining", WASHINGTON, *(part for weight in weights for part in ("--weight", weight)))
    assert result.exit_code == 1
    assert re.search(r"weight of ukraine is given twice|ukraine is named twice", result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", ""),
        ("read", "", "-o", "q"),
        ("read", "x.txt", "-o", ""),
        ("import", "", "-o", "x.yaml"),
        ("find", "", "x"),
        ("brief", WASHINGTON, "-o", ""),
        ("catalog", "copy", "abdelnabi-2024", ""),
    ],
)
def test_an_empty_name_is_not_the_folder_one_is_in(
    arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Norway rejects the offer of a ceasefire.")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "the name is empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


# Ctrl-C --------------------------------------------------------------------------------------------------------------


def test_a_program_that_is_stopped_while_it_starts_ends_as_one_that_works() -> None:
    """Stopped at the first line of the command line's own import, before anything of it is there."""
    stops = (
        "import signal, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'comity.cli': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from comity.__main__ import run\n"
        "run()\n"
    )
    ended = subprocess.run([sys.executable, "-c", stops], capture_output=True, text=True, check=False, env=os.environ)
    assert (ended.returncode, ended.stdout, ended.stderr) == (commands.INTERRUPTED, "", "")
    assert commands.INTERRUPTED == 128 + signal.SIGINT


def test_a_command_line_that_is_stopped_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.Commands, "resolve_command", stopped)
    assert run("check", WASHINGTON).exit_code == commands.INTERRUPTED


# Terminals -----------------------------------------------------------------------------------------------------------


def test_what_is_said_here_is_made_safe() -> None:
    printed = re.findall(r"click\.echo\((.{0,5})", Path(commands.__file__).read_text("utf-8"))
    assert printed == ["safe("]
    assert "print(" not in Path(commands.__file__).read_text("utf-8").replace("_print(", "")
