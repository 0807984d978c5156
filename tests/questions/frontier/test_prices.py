"""What one more point for one signer costs another: equal to its definition, over all moves, in fractions."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest

from brute import Deal, Oracle, random_case
from comity.questions.frontier.answer import frontier


def price(oracle: Oracle, deals: list[Deal], gainer: str, loser: str) -> list[Fraction]:
    """From each efficient point, the smallest loss a point gained, at the cost of one signer alone."""
    signers = oracle.case.signers()
    points = list(oracle.frontier(deals, signers))
    at, of = signers.index(gainer), signers.index(loser)
    prices = []
    for start in points:
        costs = [
            (start[of] - end[of]) / (end[at] - start[at])
            for end in points
            if end[at] > start[at] and [i for i in range(len(signers)) if end[i] < start[i]] == [of]
        ]
        prices += [min(costs)] if costs else []
    return prices


def test_what_one_more_point_costs_agrees_with_its_definition() -> None:
    stated = 0
    for seed in range(300):
        oracle = Oracle(random_case(seed))
        data = frontier(oracle.case).data
        told = {(each["gains"], each["loses"]): each for each in data["trade_offs"]}
        zopa = oracle.zopa()
        for gainer in oracle.case.signers():
            for loser in oracle.case.signers():
                prices = price(oracle, zopa, gainer, loser) if gainer != loser else []
                assert ((gainer, loser) in told) == bool(prices)
                if prices:
                    each = told[gainer, loser]
                    assert each["points"] == len(prices)
                    expected = (min(prices), statistics.median(prices), max(prices))
                    got = (each["cheapest"], each["typical"], each["dearest"])
                    assert got == pytest.approx(tuple(map(float, expected)), abs=1e-8)
                    stated += 1
    assert stated > 100
