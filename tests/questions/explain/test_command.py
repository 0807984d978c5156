"""The command `comity explain`, and `ask agreement` with a number or a text to improve."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from comity.cli import main
from material import WASHINGTON


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def test_it_prints_the_parts_and_what_they_rest_on() -> None:
    result = run("explain", WASHINGTON, "ukraine worth of 3")
    assert result.exit_code == 0
    assert result.output.startswith("Agreement 3 is worth ")
    for said in (
        "What it is worth to Ukraine, part by part",
        "What each part rests on",
        "characters ",
        "Exact. Worth is",
    ):
        assert said in result.output
    assert max(map(len, result.output.splitlines())) <= 120


def test_its_json_has_the_keys_of_every_finding() -> None:
    content = json.loads(run("explain", WASHINGTON, "ukraine worth of 3", "--json").output)
    assert content["question"] == "explain"
    assert content["data"]["explains"] == "worth"
    total = sum(part["points"]["mid"] for part in content["data"]["parts"])
    assert abs(total - content["data"]["worth"]["mid"]) < 1e-9


def test_what_is_supposed_counts() -> None:
    said = run("explain", WASHINGTON, "ukraine no deal", "--suppose", "ukraine: no_deal=61").output
    assert "No deal is worth 61 to Ukraine." in " ".join(said.split())


def test_bad_wording_gets_the_list_of_what_can_be_asked() -> None:
    result = run("explain", WASHINGTON, "the worth")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "'the worth': error: this is no number that can be explained; write PARTY worth of "
    )
    assert len(result.stderr.splitlines()) == 1


def test_a_text_is_improved() -> None:
    content = json.loads(run("ask", "agreement", WASHINGTON, "--improve", "300", "--show", "2", "--json").output)
    assert content["data"]["improvements_shown"] == 2
    assert content["parameters"]["show"] == 2


def test_why_and_improve_are_two_questions() -> None:
    result = run("ask", "agreement", WASHINGTON, "--why", "1", "--improve", "1")
    assert result.exit_code == 2
    assert "--why asks something of its own, on which --improve says nothing" in " ".join(result.stderr.split())
    result = run("ask", "agreement", WASHINGTON, "--improve", "1", "--with-drafts")
    assert result.exit_code == 1
    assert result.stderr.startswith("--improve: error: --improve needs what is confirmed")
