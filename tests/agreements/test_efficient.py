"""The efficient agreements of a case: equal to enumeration, for any signers, set of agreements and end of no deal."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from brute import Deal, Oracle, feasible, random_case
from comity.agreements.efficient import Limits, Over, efficient
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file


def no_deal(case: Case, party: str, end: int) -> Fraction:
    """What no deal is worth to a party at one end of its range, or in the middle."""
    stated = case.interest_of(party).no_deal
    assert stated is not None
    low, high = Fraction(repr(stated.low)), Fraction(repr(stated.high))
    return (low, (low + high) / 2, high)[end]


@pytest.mark.parametrize("end", [LOW, MIDDLE, HIGH], ids=["low", "middle", "high"])
@pytest.mark.parametrize("over", ["zopa", "coherent"])
def test_they_are_those_of_all_agreements_with_all_ties(over: Over, end: int) -> None:
    several = tied = 0
    for seed in range(60):
        case = random_case(seed)
        oracle = Oracle(case)
        for signers in {tuple(case.signers()), tuple(case.signers()[:-1])}:
            among = oracle.coherent()
            if over == "zopa":
                among = [
                    deal
                    for deal in oracle.deals
                    if feasible(case, deal, signers)
                    and all(oracle.worth(party, deal) >= no_deal(case, party, end) for party in signers)
                ]
            expected = oracle.frontier(among, signers)
            result = efficient(case, signers, over=over, no_deal=end, shown=3)
            assert result.exact
            assert [worth.party for worth in result.signers] == list(signers)
            assert len(result) == len(expected)
            assert result.count == sum(map(len, expected.values()))
            points = {tuple(round(float(worth), 6) for worth in worths): deals for worths, deals in expected.items()}
            for row in range(len(result)):
                worths = result.worth(row)
                assert list(worths) == list(signers)
                deals = points[tuple(round(worth, 6) for worth in worths.values())]
                shown = [dict(deal.options) for deal in result.agreements(row)]
                assert len(shown) == min(3, len(deals))
                assert all(deal in deals for deal in shown)
                tied += len(deals) > 1
            several += len(expected) > 1
    assert min(several, tied) > 10


def test_all_who_sign_and_the_middle_of_no_deal_where_nothing_else_is_said() -> None:
    case = random_case(7)
    said = efficient(case, case.signers(), over="zopa", no_deal=MIDDLE, shown=5)
    unsaid = efficient(case)
    assert [unsaid.worth(row) for row in range(len(unsaid))] == [said.worth(row) for row in range(len(said))]
    assert unsaid.points.counts == said.points.counts


def test_where_it_is_too_much_work_it_comes_close_and_says_so() -> None:
    case = read_case(case_file("abdelnabi-2024"))
    whole = efficient(case, over="coherent")
    close = efficient(case, over="coherent", limits=Limits(held=40, looked_at=1))
    assert (whole.exact, close.exact) == (True, False)
    assert 0 < len(close) < len(whole)
    assert close.points.within is not None
    # Each point stands for one agreement that was found, and every efficient agreement is as near as it says.
    assert close.count == len(close)
    within = np.array(close.points.within)
    for point in whole.points.worths:
        assert (point - close.points.worths <= within).all(axis=1).any()


def test_the_callback_is_told_the_share_done() -> None:
    told: list[float] = []
    efficient(read_case(case_file("abdelnabi-2024")), progress=told.append)
    assert told[0] == 0
    assert told == sorted(told)


def test_what_they_are_worth_to_others_ranges_over_all_that_tie() -> None:
    differing = 0
    for seed in range(100):
        oracle = Oracle(random_case(seed))
        case, signers = oracle.case, oracle.case.signers()[:-1]
        others = [name for name in case.everyone() if case.interest_of(name).issues and name not in signers]
        found = efficient(case, signers, others=others, over="coherent", shown=1)
        assert found.others_exact
        ties: dict[tuple[Fraction, ...], list[Deal]] = {}
        for deal in oracle.coherent():
            ties.setdefault(tuple(oracle.worth(party, deal) for party in signers), []).append(deal)
        for row in range(len(found)):
            worths = [found.worth(row)[party] for party in signers]
            (tied,) = (deals for key, deals in ties.items() if list(map(float, key)) == pytest.approx(worths))
            for party, ends in found.spans(row).items():
                each = [float(oracle.worth(party, deal)) for deal in tied]
                assert ends == pytest.approx((min(each), max(each)))
                differing += ends[0] < ends[1]
    assert differing > 20


def test_where_others_make_it_too_much_work_those_listed_are_told_of() -> None:
    """Two signers want issues of their own; the third's linkages tie these together, so that states multiply."""
    size = 14
    issues = {f"i{at}": {"name": f"i{at}", "options": {"n": "n", "y": "y"}} for at in range(size)}
    linkages = [
        {"party": "c", "when": {f"i{at}": "y", f"i{(at + step) % size}": "y"}, "adds": at + step}
        for at in range(size)
        for step in (1, 3, 5)
    ]
    weights = {f"i{at}": {"weight": 1, "n": 0, "y": 100} for at in range(size)}
    against = {f"i{at}": {"weight": 1, "n": 100, "y": 0} for at in range(size)}
    case = Case.model_validate({
        "title": "Web",
        "parties": {"a": {"name": "A", "signs": "yes"}, "b": {"name": "B", "signs": "yes"}, "c": "C"},
        "issues": issues,
        "interests": {"a": {"no_deal": 0, **weights}, "b": {"no_deal": 0, **against}, "c": {"no_deal": 0, **weights}},
        "linkages": linkages,
    })  # fmt: skip
    limits = next(
        limits
        for limits in (Limits(looked_at=1 << power) for power in range(6, 30))
        if efficient(case, limits=limits).exact
    )
    whole = efficient(case, others=["c"])
    cut = efficient(case, others=["c"], shown=4, limits=limits)
    assert (whole.exact, whole.others_exact, cut.exact, cut.others_exact) == (True, True, True, False)
    assert efficient(case, limits=limits).others_exact  # nobody is told of, so nothing is left out
    assert cut.points.counts == whole.points.counts
    for row in range(len(cut)):
        (low, high), (least, most) = cut.spans(row)["c"], whole.spans(row)["c"]
        assert least <= low <= high <= most
        worth = cut.payoff.worths["c"]
        each = [worth.points(worth.steps(choice)) for choice in cut.points.shown(row)]
        assert (low, high) == (min(each), max(each))
