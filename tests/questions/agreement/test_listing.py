"""The possible agreements as a list, against the funnel and what each party makes of each of them."""

import pytest

import comity
from comity.catalog import case_file
from comity.questions.agreement.listing import listing


@pytest.fixture(scope="module")
def case():
    return comity.read_case(case_file("abdelnabi-2024"))


@pytest.fixture(scope="module")
def every(case):
    """All possible agreements with what they gain each signer, by the funnel and the objections to each."""
    found = []
    for left in comity.agreement(case, show=100).result.left:
        result = comity.objections(case, left.agreement).result
        assert not result.against
        gains = {view.party: view.worth - view.no_deal for view in result.views if view.signs}
        found.append((dict(left.agreement.options), gains, {view.party: view.worth for view in result.views}))
    return found


def test_all_are_listed_by_the_least_gain(case, every):
    found = listing(case)
    assert (found.possible, found.number, len(found.listed)) == (len(every), len(every), len(every)) == (12, 12, 12)
    least = [min(each.gains.values()) for each in found.listed]
    assert least == sorted(least, reverse=True)
    assert sorted(min(gains.values()) for _, gains, _ in every) == pytest.approx(sorted(least))
    assert {str(each.agreement.options) for each in found.listed} == {str(terms) for terms, _, _ in every}


@pytest.mark.parametrize("by", ["sum", "cities", "union"])
def test_other_orders(case, every, by):
    told = [dict(each.agreement.options) for each in listing(case, by=by).listed]
    key = {str(terms): sum(gains.values()) if by == "sum" else worths[by] for terms, gains, worths in every}
    values = [key[str(terms)] for terms in told]
    assert values == sorted(values, reverse=True)


def test_terms_filter_and_what_each_option_would_leave_is_counted(case, every):
    issue, option = "jobs", "one-to-one"
    found = listing(case, {issue: option}, first=1, number=2)
    holding = [terms for terms, _, _ in every if terms[issue] == option]
    assert (found.number, found.first, len(found.listed)) == (len(holding), 1, min(2, max(0, len(holding) - 1)))
    for name, counts in found.having.items():
        among = every if name == issue else [each for each in every if each[0][issue] == option]
        assert counts == {each: sum(terms[name] == each for terms, _, _ in among) for each in case.issues[name].options}
