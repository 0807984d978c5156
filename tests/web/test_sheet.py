"""The sheet: whose numbers are shown, what stands open, what a member has from its group, score sheets."""

from pathlib import Path

import comity
from comity.case.check import check
from comity.catalog import case_file
from comity.web.sheet import columns, counts_points, rows, views

WASHINGTON = Path(__file__).parents[2] / "examples" / "washington-2025" / "case.yaml"


def cells(case, group, party):
    heads = columns(case, group)
    at = [head.party for head in heads].index(party)
    found = {}
    for each in rows(case, heads, None):
        for row in (each.head, *each.options):
            found[each.issue, row.label] = row.cells[at]
    return found


def test_parties_stand_first_and_the_members_of_a_group_after_it():
    case = check(WASHINGTON).case
    assert [(view.group, view.says) for view in views(case)] == [
        ("", "Parties"),
        ("europe", "Members of the European group"),
    ]
    assert [column.party for column in columns(case, "")] == ["ukraine", "russia", "usa", "europe", "neighbours"]
    assert [column.party for column in columns(case, "europe")][:3] == ["europe", "france", "germany"]


def test_a_member_has_what_its_group_has_until_it_states_its_own():
    found = cells(check(WASHINGTON).case, "europe", "others")
    own = found["", "What each has without a deal"]
    assert (own.says, own.inherits) == ("48 to 64", "")
    group = found["territory", "Each side holds what it holds when the fighting ends"]
    assert (group.says, group.inherits) == ("", "50 to 70")


def test_what_will_not_be_signed_today_is_marked_and_nothing_else():
    case = check(WASHINGTON).case
    assert [cell.at for cell in cells(case, "", "usa").values() if cell.refused] == ["interests/usa/sanctions/new"]
    europe = [cell.at.split("/")[3] for cell in cells(case, "", "europe").values() if cell.refused]
    assert europe == ["recognised", "open", "none", "consult", "arms", "ended"]


def test_the_issues_that_divide_stand_open_and_that_of_the_number_that_is_changed():
    case = check(WASHINGTON).case
    open_ = [each.issue for each in rows(case, columns(case, ""), None) if each.open and each.issue]
    assert open_ == ["territory", "status", "guarantees", "sanctions"]
    more = [each.issue for each in rows(case, columns(case, ""), ("interests", "usa", "forces", "none")) if each.open]
    assert more == ["", "territory", "status", "guarantees", "forces", "sanctions"]


def test_on_a_score_sheet_the_points_say_what_an_issue_weighs():
    case = comity.read_case(case_file("abdelnabi-2024"))
    assert counts_points(case)
    heads = columns(case, "")
    assert {cell.at for each in rows(case, heads, None) if each.issue for cell in each.head.cells} == {""}
    assert not counts_points(comity.read_case(case_file("river-dam")))
