"""What marks agreements that fall away or come, against plain counting."""

import pytest

import comity
from comity.agreements.suppose import supposed
from comity.catalog import case_file
from comity.questions.marks import marks
from comity.questions.possible import possible_choices
from comity.questions.what_if import exchanged


@pytest.fixture(scope="module")
def case():
    return comity.read_case(case_file("panama-canal-1974"))


def test_options_are_counted_on_each_side(case):
    issue = next(iter(case.issues))
    option = next(iter(case.issues[issue].options))
    party = case.signers()[0]
    so = supposed(case, (), [f"{party}: never {issue}={option}"])
    sides = exchanged(case, so)
    before = {tuple(row) for row in possible_choices(case).tolist()}
    after = {tuple(row) for row in possible_choices(so).tolist()}
    assert {tuple(row) for row in sides.went.tolist()} == before - after
    assert {tuple(row) for row in sides.stay.tolist()} == before & after
    assert {tuple(row) for row in sides.came.tolist()} == after - before == set()
    found = marks(case, sides, most=1000)
    names = list(case.issues)
    for mark in found:
        at, number = names.index(mark.issue), list(case.issues[mark.issue].options).index(mark.option)
        counts = [sum(row[at] == number for row in rows) for rows in (before - after, before & after)]
        assert [mark.went, mark.stay, mark.came] == [*counts, 0]
        shares = counts[0] / len(before - after), counts[1] / len(before & after)
        assert mark.apart == pytest.approx(abs(shares[0] - shares[1]))
    assert next(mark for mark in found if (mark.issue, mark.option) == (issue, option)).stay == 0
    assert (found[0].issue, found[0].apart) == (issue, 1.0)
    assert [mark.apart for mark in found] == sorted((mark.apart for mark in found), reverse=True)


def test_nothing_marks_what_does_not_change(case):
    assert marks(case, exchanged(case, case)) == ()
