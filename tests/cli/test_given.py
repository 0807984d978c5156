"""An agreement is named by the letter under which papers put it forward, wherever its terms are asked for."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from comity.case.check import read_case
from comity.catalog import case_file
from comity.cli import main
from comity.papers.lettered import spelled_out

SITING = case_file("abdelnabi-2024")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def test_every_command_that_takes_terms_takes_the_letter() -> None:
    terms = spelled_out(read_case(SITING), "B")
    for arguments in (("ask", "agreement", SITING, "--why"), ("paper", "non-paper", SITING, "--agreement")):
        by_letter, by_terms = (json.loads(run(*arguments, words, "--json").output) for words in ("B", terms))
        assert by_letter == by_terms
    told, spelled = (run("explain", SITING, f"cities worth of {words}").output for words in ("B", terms))
    assert told == spelled
    assert "points to " in told
