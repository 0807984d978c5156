"""What is said of one agreement, whole and on both sides of every direction."""

from types import SimpleNamespace

import pytest

from comity import read_case
from comity.catalog import case_file
from comity.web.deals.objected import _answer, improved_words


@pytest.fixture(scope="module")
def case():
    return read_case(case_file("abdelnabi-2024"))


@pytest.mark.parametrize(
    ("against", "broken", "said"),
    [
        (0, 0, "It fits together, and {all} would sign it."),
        (0, 1, "It contradicts itself, though otherwise {all} would sign it."),
        (1, 0, "It fits together, but {first} would refuse it."),
        (2, 1, "It contradicts itself, and {first} and {second} would refuse it."),
    ],
)
def test_whether_it_would_be_signed(case, against, broken, said):
    from comity.papers.one_page.words import all_sign
    from comity.papers.option_words import named

    first, second = (named(case, party) for party in case.signers()[:2])
    told = said.format(all=all_sign(case.signers()), first=first, second=second)
    assert _answer(case, case.signers()[:against], broken, "by its rule") == told


def test_where_a_rule_decides_its_words_count():
    assert _answer(read_case(case_file("river-dam")), (), 0, "by its rule") == "by its rule"


@pytest.mark.parametrize(
    ("by_changes", "searched", "allowed", "said"),
    [
        ({}, None, True, "No agreement is better for one signer and worse for none. It is efficient."),
        ({}, None, False, "No agreement is better for one signer and worse for none."),
        ({}, 1, True, "No agreement with at most 1 change is better for one signer and worse for none."),
        ({}, 2, True, "No agreement with at most 2 changes is better for one signer and worse for none."),
        ({3: 1}, None, True, "1 agreement is better for at least one signer and worse for none; it takes 3 changes."),
        (
            {1: 5},
            None,
            True,
            "5 agreements are better for at least one signer and worse for none; this takes 1 change.",
        ),
        (
            {2: 3, 3: 2},
            None,
            True,
            "5 agreements are better for at least one signer and worse for none; 3 of them take 2 changes.",
        ),
        (
            {2: 1, 3: 4},
            3,
            True,
            "5 agreements are better for at least one signer and worse for none with at most 3 changes; "
            "one of them takes 2 changes.",
        ),
    ],
)
def test_how_many_are_better_and_how_few_changes_they_take(case, by_changes, searched, allowed, said):
    found = SimpleNamespace(searched=searched, count=sum(by_changes.values()), allowed=allowed, by_changes=by_changes)
    assert improved_words(case, found) == said
