"""What holds for every value in the ranges, for some, and how far all judgements may be off: against every corner."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from comity.agreements.allowed import allowed
from comity.agreements.certain import certain
from comity.agreements.judged import Balance, Judged
from comity.case.check import read_case
from comity.case.model import Case
from doubted import TRIED, box, doubtful, estimates, extremes, feasible
from material import WASHINGTON
from talks import talks


def found(case: Case) -> tuple[Judged, np.ndarray, object]:
    judged = Judged.of(case)
    choices = allowed(case, judged.space)
    return (
        judged,
        choices,
        certain([Balance.of(judged, account, choices) for account in judged.accounts], judged.ruling(choices)),
    )


def test_washington() -> None:
    """The figures of the methods notes, and the agreement with the largest radius."""
    judged, choices, sure = found(read_case(WASHINGTON))
    assert (len(judged.numbers), len(judged.ranged), len(choices)) == (190, 25, 5616)
    assert (sure.possible.sum(), sure.necessary.sum(), sure.middle.sum()) == (3479, 0, 326)
    best = int(np.nanargmax(sure.radius))
    assert round(float(sure.radius[best]), 4) == 0.5565
    assert str(judged.space.agreement(choices[best])) == (
        "territory=frozen, status=deferred, ceasefire=with-deal, guarantees=article5, forces=none, "
        "support=intelligence, army=uncapped, sanctions=phased, participation=trilateral, monitoring=observers"
    )


def test_two_by_two() -> None:
    """pq gains A 35 and B -5..5, pp gains A 60 and B -30..-20, qq gains A -40: only pq may be accepted, at the middle
    by nothing to spare."""
    _, choices, sure = found(talks())
    assert choices.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert sure.possible.tolist() == [False, True, False, False]
    assert sure.necessary.tolist() == [False] * 4
    assert sure.radius[1] == 0
    assert np.isnan(sure.radius[[0, 2, 3]]).all()


def test_against_every_corner() -> None:
    seen = {"necessary": 0, "only possible": 0, "never": 0, "within": 0, "beyond": 0}
    for seed in range(TRIED):
        case = doubtful(seed)
        _, choices, sure = found(case)
        deals = feasible(case)
        assert len(deals) == len(choices)
        whole = box(case)
        for at, deal in enumerate(deals):
            corners = [extremes(case, party, deal, whole) for party in case.signers()]
            assert sure.necessary[at] == all(least >= 0 for least, _ in corners)
            assert sure.possible[at] == all(most >= 0 for _, most in corners)
            seen["necessary"] += bool(sure.necessary[at])
            seen["only possible"] += bool(sure.possible[at] and not sure.necessary[at])
            seen["never"] += not sure.possible[at]
            radius = float(sure.radius[at])
            if np.isnan(radius):
                middle = box(case, Fraction(0))
                assert any(extremes(case, party, deal, middle)[0] < 0 for party in case.signers())
            elif at % 3 == seed % 3:
                for part, kept in ((radius - 1e-7, True), (radius + 1e-7, False)):
                    if 0 < part < 1:
                        inner = box(case, Fraction(part))
                        least = min((extremes(case, party, deal, inner)[0] for party in case.signers()), default=0)
                        assert (least >= 0) == kept
                        seen["within" if kept else "beyond"] += 1
                assert (radius == 1) == bool(sure.necessary[at])
    assert min(seen.values()) > 20, seen


def test_the_numbers_are_those_of_the_signers() -> None:
    for seed in range(TRIED):
        case = doubtful(seed)
        assert {number.path: number.estimate for number in Judged.of(case).numbers} == estimates(case)
