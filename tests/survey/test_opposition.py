"""Opposition by each definition, against every agreement looked at one by one."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements.efficient import efficient
from comity.case.check import check_document
from comity.case.model import Case
from comity.case.text import Document
from comity.exchange.scenario import Matter, Profile, Scenario
from comity.exchange.to_case import case_text
from comity.survey.opposition import opposition_of

TENTHS = st.integers(0, 10).map(lambda tenths: Fraction(tenths, 10))


@st.composite
def tables(draw: st.DrawFn) -> list[list[tuple[Fraction, ...]]]:
    """For two or three parties, the utility of every value of two issues."""
    sizes = [draw(st.integers(1, 4)) for _ in range(2)]
    row = [st.tuples(*([TENTHS] * size)) for size in sizes]
    return [[draw(each) for each in row] for _ in range(draw(st.integers(2, 3)))]


def case_of(parties: list[list[tuple[Fraction, ...]]]) -> Case:
    matters = tuple(Matter(f"i{at}", tuple("abcd"[: len(table)])) for at, table in enumerate(parties[0]))
    profiles = tuple(
        Profile(f"p{at}", "", tuple(own), utmost=Fraction(1), reservation=Fraction(0)) for at, own in enumerate(parties)
    )
    case = check_document(Document(case_text(Scenario("negmas", "t", matters, profiles)), "case.yaml")).case
    assert case is not None
    return case


@settings(max_examples=60)
@given(parties=tables())
def test_every_definition_by_looking_at_every_agreement(parties: list[list[tuple[Fraction, ...]]]) -> None:
    found = opposition_of(efficient(case_of(parties), over="coherent"))
    every = list(zip(*[[sum(pair) for pair in itertools.product(*own)] for own in parties], strict=True))
    efficient_ones = [
        one
        for one in every
        if not any(all(a >= b for a, b in zip(other, one, strict=True)) and other != one for other in every)
    ]
    best = [max(one[at] for one in every) for at in range(len(parties))]

    def distance(one: tuple[Fraction, ...], to: list[Fraction]) -> float:
        shares = [float(a / b) if b else 1.0 for a, b in zip(one, to, strict=True)]
        return math.dist(shares, [1.0] * len(shares))

    ones = [Fraction(1)] * len(parties)
    assert found.negmas == pytest.approx(min(distance(one, best) for one in every))
    joint = [one for one in efficient_ones if sum(one) == max(map(sum, every))]
    assert found.negolog == pytest.approx(min(distance(one, ones) for one in joint))
    assert found.negolog_most == pytest.approx(max(distance(one, ones) for one in joint))
    assert found.welfare == pytest.approx(float(max(map(sum, every))))
    assert found.product == pytest.approx(float(max(map(math.prod, every))))
    if len(parties) == 2:
        least = min(abs(one[0] - one[1]) for one in efficient_ones)
        alike = [distance(one, ones) for one in efficient_ones if abs(one[0] - one[1]) == least]
        assert found.anl2023 == pytest.approx(min(alike))
        assert found.anl2023_most == pytest.approx(max(alike))
    else:
        assert found.anl2023 is None
