"""The product space: agreements as words, factors over a few issues, and blocks that cover it once."""

from __future__ import annotations

from itertools import product
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.agreements import space as spaces
from comity.agreements.space import Agreement, BlockFactor, BlockSum, Factor, Space, common_terms
from comity.case.model import Case
from comity.problem import Problems
from strategies import agreements, cases

TALKS = Space(("land", "guarantee", "date"), (("all", "half", "none"), ("yes", "no"), ("now",)))
SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def of_sizes(sizes: list[int]) -> Space:
    names = tuple(f"i{at}" for at in range(len(sizes)))
    return Space(names, tuple(tuple(f"o{at}" for at in range(size)) for size in sizes))


def test_a_space_is_the_product_of_its_issues() -> None:
    assert TALKS.sizes == (3, 2, 1)
    assert TALKS.count == 6
    deal = Agreement({"land": "half", "guarantee": "no", "date": "now"})
    assert TALKS.choice(deal) == (1, 1, 0)
    assert TALKS.agreement((1, 1, 0)) == deal
    assert str(deal) == "land=half, guarantee=no, date=now"


def test_it_is_counted_without_being_enumerated() -> None:
    assert of_sizes([10] * 300).count == 10**300


@given(st.data(), cases())
def test_an_agreement_is_read_back_from_its_words(data: st.DataObject, case: Case) -> None:
    space = Space.of(case)
    deal = data.draw(agreements(case))
    assert space.parse(str(deal)) == deal
    assert space.agreement(space.choice(deal)) == deal
    terms = data.draw(st.permutations(str(deal).split(", ")))
    assert space.parse(" ,".join(terms)) == deal
    some = terms[: data.draw(st.integers(0, len(terms)))]
    assert space.parse_terms(",".join(some)) == {name: deal.options[name] for name in deal.options if any(
        term.startswith(f"{name}=") for term in some
    )}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("land=all, guarantee=yes", ["nothing is said on date; settle every issue"]),
        ("", ["nothing is said on land, guarantee, date; settle every issue"]),
        ("lnd=all, guarantee=yes, date=now", ["unknown issue 'lnd'; did you mean land?"]),
        ("land=al, guarantee=yes, date=now", ["unknown option 'al' of issue land; did you mean all?"]),
        ("land=all, land=half, guarantee=yes, date=now", ["issue land is settled twice; keep one"]),
        ("land, guarantee=yes, date=now", ["'land' is not a term; write issue=option, ..."]),
        (
            "land:all, gurantee=yes",
            ["'land:all' is not a term; write issue=option, ...", "unknown issue 'gurantee'; did"],
        ),
        ("land==all, guarantee=yes, date=now", ["unknown option '=all' of issue land; did you mean all?"]),
    ],
)
def test_what_is_no_agreement_is_refused_with_all_that_is_wrong(words: str, said: list[str]) -> None:
    with pytest.raises(Problems) as raised:
        TALKS.parse(words)
    found = [str(problem) for problem in raised.value.problems]
    assert len(found) == len(said)
    assert all(each.startswith(f"'{words}': error: {expected}") for each, expected in zip(found, said, strict=True))


def test_some_terms_of_an_agreement_are_enough_where_that_is_meant() -> None:
    assert TALKS.parse_terms(" guarantee = yes ,") == {"guarantee": "yes"}
    with pytest.raises(Problems):
        TALKS.parse_terms("guarantee=maybe")


def test_where_a_combination_holds() -> None:
    holds = TALKS.holds({"guarantee": ("no",), "land": ("all", "none")})
    assert holds.scope == (0, 1)
    assert holds.values.tolist() == [[False, True], [False, False], [False, True]]
    assert TALKS.holds({}).values.tolist() is True


@given(sizes=SIZES, block=st.integers(1, 40), data=st.data())
def test_blocks_cover_the_space_once_and_in_order(sizes: list[int], block: int, data: st.DataObject) -> None:
    space = of_sizes(sizes)
    scope = tuple(sorted(data.draw(st.sets(st.integers(0, len(sizes) - 1)))))
    shape = [sizes[issue] for issue in scope]
    factor = Factor(scope, np.arange(float(np.prod(shape, dtype=int))).reshape(shape))
    with mock.patch.object(spaces, "BLOCK", block):
        ready = BlockFactor(space, factor)
        covered = [
            (space.in_block(fixed, at), float(np.broadcast_to(ready.at(fixed, slice(None)), space.block_size)[at]))
            for fixed in space.blocks()
            for at in range(space.block_size)
        ]
        assert space.block_size <= block or space.block_size == 1
    assert [choice for choice, _ in covered] == list(product(*map(range, sizes)))
    assert all(value == factor.values[tuple(choice[issue] for issue in scope)] for choice, value in covered)


@given(sizes=SIZES, block=st.integers(1, 40), data=st.data())
def test_sums_are_those_of_every_agreement(sizes: list[int], block: int, data: st.DataObject) -> None:
    space = of_sizes(sizes)
    factors = []
    for _ in range(data.draw(st.integers(0, 4))):
        scope = tuple(sorted(data.draw(st.sets(st.integers(0, len(sizes) - 1)))))
        shape = [sizes[issue] for issue in scope]
        size = int(np.prod(shape, dtype=int))
        values = data.draw(st.lists(st.integers(-9, 9), min_size=size, max_size=size))
        factors.append(Factor(scope, np.array(values, dtype=float).reshape(shape)))
    with mock.patch.object(spaces, "BLOCK", block):
        summed = BlockSum(space, factors)
        for fixed in space.blocks():
            choices = [space.in_block(fixed, at) for at in range(space.block_size)]
            every = [sum(float(factor.at(choice)) for factor in factors) for choice in choices]
            assert np.broadcast_to(summed.at(fixed, slice(None)), space.block_size).tolist() == every
            some = np.arange(0, space.block_size, 2)
            assert np.broadcast_to(summed.at(fixed, some), some.shape).tolist() == every[::2]


def test_many_settled_issues_do_no_harm() -> None:
    space = of_sizes([2, *[1] * 80, 2])
    ready = BlockFactor(space, Factor((0,), np.array([3.0, 5.0])))
    (fixed,) = space.blocks()
    assert ready.at(fixed, slice(None)).tolist() == [3, 3, 5, 5]
    assert ready.at(fixed, np.array([3, 0])).tolist() == [5, 3]
    alone, every = [1.0] * 80, [Factor((issue,), np.array([1.0])) for issue in range(1, 81)]
    summed = BlockSum(space, [*every, Factor((0, 3), np.array([[3.0], [5.0]]))])
    assert summed.at(fixed, slice(None)).tolist() == [sum(alone) + more for more in (3, 3, 5, 5)]
    assert space.in_block(fixed, 3) == (1, *[0] * 80, 1)


def test_the_terms_that_agreements_share() -> None:
    agreements = [Agreement({"x": "p", "y": "q"}), Agreement({"x": "p", "y": "p"}), Agreement({"x": "q", "y": "p"})]
    assert common_terms(agreements[:1]) == {"x": "p", "y": "q"}
    assert common_terms(agreements[:2]) == {"x": "p"}
    assert common_terms(agreements[1:]) == {"y": "p"}
    assert common_terms(agreements) == {}
