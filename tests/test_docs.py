"""The pages show what the program does: their commands are run, and what is made from the program is complete."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from comity.case.check import check, read_case
from comity.cli import main

ROOT = Path(__file__).parents[1]
REFRESH = runpy.run_path(str(ROOT / "docs" / "refresh.py"))
REFERENCE = runpy.run_path(str(ROOT / "docs" / "_ext" / "reference.py"))
REMEDY = "`python docs/refresh.py` writes the pages again"


@pytest.mark.parametrize("page", REFRESH["PAGES"], ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    shown = page.read_text("utf-8")
    assert REFRESH["followed"](shown, tmp_path) == shown, REMEDY


def test_the_picture_shows_the_funnel_of_today() -> None:
    def words(svg: str) -> list[str]:  # not the places of words, which depend on the fonts of the machine
        return re.findall(r">([^<>]+)<", svg)

    drawn = words(REFRESH["picture"]())
    assert drawn == words(REFRESH["PICTURE"].read_text("utf-8")), REMEDY
    told = re.search(r"!\[(.*?)\]\(docs/funnel\.svg\)", (ROOT / "README.md").read_text("utf-8"))
    assert told
    assert re.findall(r"\d[\d,]*\d", told[1]) == [word for word in drawn if word[0].isdigit()]


def test_the_first_case_rests_on_whole_sentences_of_its_source(tmp_path: Path) -> None:
    REFRESH["followed"]((ROOT / "docs" / "tutorial" / "first-case.md").read_text("utf-8"), tmp_path)
    case = read_case(tmp_path / "case.yaml")
    evidence = [each for judged in (*case.red_lines, *case.linkages) for each in judged.evidence]
    assert len(evidence) == 3
    for each in evidence:
        assert re.fullmatch(r"[A-Z][^.]*\.", case.quote(each) or ""), each


def test_nothing_is_wrong_with_the_file_in_the_reference(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "case-file.md").read_text("utf-8")
    REFRESH["followed"](page, tmp_path)
    (tmp_path / "letter.md").write_text("More buses first, the council writes.\n", "utf-8")
    checked = check(tmp_path / "case.yaml")
    assert [str(problem) for problem in checked.errors] == []


COMMANDS = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")


@pytest.mark.parametrize("command", re.findall(r"^```\{command\} (.*)$", COMMANDS, re.MULTILINE))
def test_a_command_is_told_of_with_an_example(command: str) -> None:
    assert tuple(command.split()) in set(REFERENCE["commands"](main))
    assert f"\n$ comity {command}" in COMMANDS


def test_the_reference_tells_of_all_other_commands_as_well() -> None:
    assert re.findall(r"^```\{commands\} ?(.*)$", COMMANDS, re.MULTILINE) == ["ask", ""]


def test_the_reference_says_what_every_kind_of_field_holds() -> None:
    schema: dict[str, Any] = REFERENCE["case_schema"]()
    for name in schema["$defs"]:
        for field, node in REFERENCE["definition"](schema, name).get("properties", {}).items():
            assert REFERENCE["kind"](node), f"{name}.{field}"


@pytest.mark.parametrize(
    ("change", "made"),
    [("-b\n+x\n", "a\nx\nc\n"), ("-a\n-b\n+x\n", "x\nc\n"), ("-c\n+c\n+d\n", "a\nb\nc\nd\n")],
)
def test_a_change_takes_the_place_of_the_lines_it_names(change: str, made: str) -> None:
    assert REFRESH["_changed"]("a\nb\nc\n", change) == made


@pytest.mark.parametrize("change", ["-z\n+x\n", "-c\n-b\n+x\n"])
def test_a_change_of_lines_that_are_not_there_is_refused(change: str) -> None:
    with pytest.raises(ValueError, match="exactly once"):
        REFRESH["_changed"]("a\nb\nc\n", change)


def test_what_is_left_out_stays_left_out(tmp_path: Path) -> None:
    page = "```console\n$ comity schema\n1\n...\n2\n```\n"
    lines = REFRESH["followed"](page, tmp_path).splitlines()
    assert lines == ["```console", "$ comity schema", "{", "...", "}", "```"]
