"""No page of a question names a command: neither its form nor what it answers, its method and its caveats included."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from comity.questions import QUESTIONS

CASE = """\
comity: 1
title: A dam
as_of: 2026-05-01
sources: {letter: {file: letter.md}}
outcome: none
parties:
  upper: {name: The upper state, signs: yes}
  lower: {name: The lower states, signs: yes, members: {north: North, south: South}, listens: {north: {south: 30}}}
  coast: {name: The coast, signs: yes}
  fund: {name: The fund}
RULE
issues:
  water: {name: How much water, amount: {from: 0, to: 50, step: 10, unit: m³/s}, today: "0", reversible: yes}
  dam: {name: The dam, options: {high: A high one, low: A low one}, today: high}
  fees: {name: Fees, options: {some: Some, none: None}, today: none}
interests:
  upper:
    no_deal: {value: 20..40, evidence: "letter:0-27~0000 They walked along the"}
    water: {weight: 50, 0: 100, 50: 0, evidence: "letter:90-104 They met again"}
    dam: {weight: 30, high: 100, low: 0..20}
  lower: {no_deal: 30, water: {weight: 50, 0: 0, 50: 100}, dam: {weight: 50, high: 0, low: 100}}
  coast: {no_deal: 30, water: {weight: 50, 0: 0, 50: 100}, fees: {weight: 50, some: 0..90, none: 100}}
red_lines:
  - {party: lower, never: {water: "<10"}, because: The fields dry up., firmness: constitutional}
  - {party: upper, never: {water: ">40"}, because: It has no more., firmness: declared}
messages: [{to: upper, says: rain is due, moves: {no_deal: 20}}]
ties: [{from: fund, to: upper, rapport: 40..60, best: 90, turns: 150}]
preconditions: [{party: upper, first: dam, then: water}, {party: lower, first: water, then: dam}]
talks: {issues: {water: {formats: {desk: {cost: 1, success: 30}}}}, worth: 20}
"""
RULES = {
    "open": "consent: {at_least: 2, including: upper}",
    "shut": "conditions: [{if: {dam: high}, then: {dam: low}}, {if: {dam: low}, then: {dam: high}}]",
}
TOLD = {
    ("open", "agreement"): ("the check of the file shows where.", "mending the file notes the new places."),
    ("open", "stability"): ("yes suffices would replace all but 4",),
    ("shut", "influence"): ("the question deadlock names the demands",),
}
"""What takes the place of a command, by the case and the question."""
COMMAND = re.compile(r"\bcomity (?:ask|brief|check|compare|find|new|open|read)\b|\bcomity-|--[a-z]{2,}", re.IGNORECASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rule in RULES.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.yaml").write_text(CASE.replace("RULE", rule), "utf-8")
        (tmp_path / name / "letter.md").write_text("They walked along the river.\n\nThey met again in May.\n", "utf-8")
    return tmp_path


def test_what_is_looked_for_is_found() -> None:
    assert COMMAND.search("`comity check` shows where.")
    assert COMMAND.search("see --suppose")
    assert not COMMAND.search("Comity asks nobody; a high-water mark")


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_page_of_a_question_names_a_command(visitor: Any, workbench: Any, name: str) -> None:
    for which in RULES:
        path = f"/case/{which}/questions/{name}"
        page = visitor.get(path)
        number = re.search(r'data-news="/jobs/(\d+)/news"', page.text)
        if number:
            assert workbench.jobs.find(int(number[1])).wait(30)
            page = visitor.get(path)
        said = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.text.split("<main", 1)[1])).split())
        assert page.status_code == 200
        assert [said[max(0, found.start() - 80) : found.end() + 40] for found in COMMAND.finditer(said)] == []
        for words in TOLD.get((which, name), ()):
            assert words in said
