"""The smallest sets that turn a headline: against trying every set at every end, in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest

from brute import Oracle
from comity.agreements.draws import Draws
from comity.case.check import read_case
from comity.case.model import Case
from comity.questions.doubt.reversals import Move, Reversal, reversals
from doubted import TRIED, Values, doubtful, ends, estimates, feasible, middles, possible, stated_by
from material import WASHINGTON
from talks import TALKS, talks


def found(case: Case) -> dict[str, Reversal]:
    return {each.headline: each for each in reversals(Draws.of(case))}


def test_washington() -> None:
    """No judgement closes the space by itself; Russia's and Europe's no deal do together (methods/sensitivity.md)."""
    turned = found(read_case(WASHINGTON))["agreement"]
    assert (turned.holds, turned.size, turned.count, turned.never) == (True, 2, 1, False)
    assert turned.sets == (
        (Move("interests.europe.no_deal", "high", 72, 7), Move("interests.russia.no_deal", "high", 56, 6)),
    )


def weightless(case: Case, values: Values) -> bool:
    """Whether somebody who signs is left without weight on anything."""
    weights: dict[str, list[Fraction]] = {}
    for party in case.signers():
        if case.interest_of(party).scale == "weights":
            for issue in case.interest_of(party).issues:
                path = ("interests", stated_by(case, party, issue), issue, "weight")
                weights.setdefault(party, []).append(values.get(path, Fraction(1)))
    return not all(map(any, weights.values()))


def test_against_every_set() -> None:
    seen = {"opened": 0, "closed": 0, "never": 0, "none": 0}
    for seed in range(2 * TRIED):
        case = doubtful(seed)
        if not case.signers():
            continue
        turned = found(case)["agreement"]
        deals, centre = feasible(case), middles(case)
        ranged = {path: ends(estimate) for path, estimate in estimates(case).items() if estimate.is_range}
        if len(ranged) > 6:
            continue
        holds = bool(possible(case, deals, centre))
        assert turned.holds == holds
        expected: list[frozenset[tuple[str, Fraction]]] = []
        for size in (1, 2):
            for paths in combinations(ranged, size):
                for at in product(*(ranged[path] for path in paths)):
                    moved = dict(zip(paths, at, strict=True))
                    if weightless(case, centre | moved):
                        continue
                    if bool(possible(case, deals, centre | moved)) != holds:
                        expected.append(frozenset((".".join(map(str, path)), value) for path, value in moved.items()))
            if expected:
                break
        if expected:
            told = {frozenset((move.judgement, Fraction(repr(move.value))) for move in moves) for moves in turned.sets}
            assert turned.size == len(next(iter(expected)))
            assert turned.count == len(expected)
            assert told <= set(expected)
            assert len(told) == len(turned.sets) >= min(5, len(expected))
            seen["closed" if holds else "opened"] += 1
        else:
            assert turned.size is None or turned.size > 2
            seen["never"] += turned.never
            seen["none"] += turned.size is None
    assert min(seen.values()) > 0, seen


def test_picks_by_hand() -> None:
    """Alpha gains 60 by pp, 35 by pq, Beta, whose no deal is 0..20, at 10 gains -10 and 15; qq -40 and 65: only pq is
    possible. At 0 pp gives both 60 and 0: the sum is 60 against 60."""
    interests = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "0..20"}}
    turned = found(talks(interests=interests))
    assert turned["egalitarian"].size is None
    assert turned["egalitarian"].searched == 1
    assert turned["utilitarian"].sets == ((Move("interests.b.no_deal", "low", 0, 10),),)
    assert turned["agreement"].never


def test_nothing_is_picked_where_nothing_is_possible() -> None:
    interests = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "26..40"}}
    turned = found(talks(interests=interests))
    assert (turned["agreement"].holds, turned["agreement"].never) == (False, True)
    assert (turned["nash"].holds, turned["nash"].searched) == (False, 0)


def test_too_many_ranges_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.questions.doubt.reversals.LOOKED_AT", 30)
    monkeypatch.setattr("comity.questions.doubt.reversals.PICKED", 10)
    turned = found(read_case(WASHINGTON))
    assert (turned["agreement"].size, turned["agreement"].searched) == (None, 1)
    assert (turned["nash"].size, turned["nash"].searched) == (None, 0)


def test_the_oracle_is_the_case() -> None:
    case = doubtful(1)
    assert len(possible(case, feasible(case), middles(case))) == len(Oracle(case).zopa())
