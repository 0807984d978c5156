"""What a changed file has in common with the one before is taken over as it is, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.case.check import Checked, check_document
from comity.case.text import Document
from material import WASHINGTON

BASE = """\
title: Talks
parties:
  north: {name: North, signs: yes}
  south: {name: South, signs: yes}
issues:
  land: {name: Land, options: {all: All, half: Half, none: None}}
  water: {name: Water, options: {open: Open, shut: Shut}}
conditions:
  - {if: {land: all}, then: {water: open}}
interests:
  north:
    no_deal: {like: {land: half, water: shut}}
    land: {weight: 3, all: 100, half: 60, none: 0}
    water: {weight: 1, open: 100, shut: 0}
  south:
    no_deal: {from: contest, nothing: 10, everything: 90}
    land: {weight: 3, all: 0, half: 60, none: 100}
    water: {weight: 1, open: 0, shut: 100}
red_lines:
  - {id: first, party: north, never: {land: none}, firmness: declared}
  - {id: second, party: south, never: {land: all}, firmness: declared}
contest:
  {challenger: north, defender: south, stake: The land, held: 20, victory: 40, land: 60, arms: 60, discount: 90,
   first_strike: {challenger: 50, defender: 50}, cost: {challenger: 1, defender: 1}, noise: 2, accident: 1,
   rebuilding: {years: 3, challenger: 1, defender: 1},
   effects: {land: {all: {share: 50}, half: {share: 30}, none: {share: 0}}}}
"""


def after(before: Checked, content: str) -> Checked:
    return check_document(Document(content, before.file), before.earlier)


@pytest.fixture(scope="module")
def before() -> Checked:
    checked = check_document(Document(BASE, "case.yaml"))
    assert checked.case is not None, checked.problems
    return checked


def test_parts_that_are_written_alike_are_the_same(before: Checked) -> None:
    changed = after(before, BASE.replace("half: 60, none: 0", "half: 55, none: 0"))
    one, other = before.case, changed.case
    assert one is not None
    assert other is not None
    assert other.interests["north"] is not one.interests["north"]
    assert other.interests["south"] is one.interests["south"]
    same = ("parties", "issues", "conditions", "red_lines", "contest")
    assert [name for name in same if getattr(other, name) is not getattr(one, name)] == []


def test_items_of_a_list_are_known_wherever_they_stand(before: Checked) -> None:
    lines = [line for line in BASE.splitlines(keepends=True) if "id: " in line]
    changed = after(before, BASE.replace("".join(lines), "".join(reversed(lines))))
    assert before.case is not None
    assert changed.case is not None
    assert list(map(id, changed.case.red_lines)) == list(map(id, reversed(before.case.red_lines)))


def test_the_order_of_a_section_is_that_of_the_file(before: Checked) -> None:
    turned = "{none: None, half: Half, all: All}"
    changed = after(before, BASE.replace("{all: All, half: Half, none: None}", turned))
    assert changed.case is not None
    assert list(changed.case.issues["land"].options) == ["none", "half", "all"]


def test_no_deal_values_that_follow_from_something_follow_what_it_has_become(before: Checked) -> None:
    for old, new, moved in (
        ("victory: 40", "victory: 70", "south"),
        ("land: {weight: 3, all: 100, half: 60", "land: {weight: 3, all: 100, half: 20", "north"),
    ):
        content = BASE.replace(old, new)
        changed, alone = after(before, content).case, check_document(Document(content, "case.yaml")).case
        assert changed is not None
        assert alone is not None
        assert changed == alone
        assert before.case is not None
        assert {party for party in alone.interests if changed.interests[party] is not before.case.interests[party]} == {
            moved
        }


def test_slips_beside_what_is_known_are_told_as_ever(before: Checked) -> None:
    for old, new in (
        ("party: south, never: {land: all}", "party: south, nevr: {land: all}"),
        ("none: None}}", "nothing: None}}"),
        ("half: 60, none: 0", "half: sixty, none: 0"),
        ("  south: {name: South, signs: yes}\n", ""),
        ("title: Talks", "titel: Talks"),
        ("red_lines:\n", "red_lines: first\nmore:\n"),
    ):
        content = BASE.replace(old, new, 1)
        alone = check_document(Document(content, "case.yaml"))
        assert alone.errors, new
        assert after(before, content).problems == alone.problems


def test_a_case_with_errors_is_nothing_to_go_by() -> None:
    assert check_document(Document(BASE.replace("half: 60", "half: sixty"), "case.yaml")).earlier is None


def test_sources_are_read_anew_and_what_was_found_in_them_is_known(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("North keeps the land. South keeps the water.", "utf-8")
    content = f"sources: {{report: {{file: report.md}}}}\n{BASE}"
    content = content.replace("firmness: declared}", "firmness: declared, evidence: [report:0-21 North keeps]}", 1)
    first = check_document(Document(content, str(tmp_path / "case.yaml")))
    assert first.case is not None, first.problems
    same = after(first, content)
    assert same.problems == first.problems
    (tmp_path / "report.md").write_text("So: North keeps the land. South keeps the water.", "utf-8")
    moved = after(first, content)
    assert moved.problems == check_document(Document(content, str(tmp_path / "case.yaml"))).problems
    assert [each.what for each in moved.warnings if "has moved" in each.what] != []


def test_nothing_is_left_of_a_change_that_is_taken_back() -> None:
    text = WASHINGTON.read_text("utf-8")
    first = check_document(Document(text, str(WASHINGTON)))
    changed = after(first, text.replace("60..76", "50..76"))
    back = after(changed, text)
    assert first.case is not None
    assert back.case == first.case != changed.case
    assert back.problems == first.problems
