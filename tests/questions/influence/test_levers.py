"""Levers: every one counted again by hand, and the published figures of the Washington case."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import get_args

import pytest

from comity.agreements.curves import curves_of
from comity.agreements.persuasion import TO
from comity.case.check import read_case
from comity.case.model import Case
from comity.questions.influence import words
from comity.questions.influence.levers import Kind, Lever, levers
from doubted import TRIED, doubtful, middles, passing, ruled_doubtful
from material import WASHINGTON
from moved import with_line
from talks import TALKS, line, talks

KINDS = get_args(Kind)


def found(case: Case, step: int = 5) -> tuple[Lever, ...]:
    curves = curves_of(case)
    assert curves is not None
    return levers(case, curves, Fraction(step))


@pytest.fixture(scope="module")
def washington() -> dict[tuple[str, tuple[str, ...]], Lever]:
    return {(lever.judgement, lever.allows): lever for lever in found(read_case(WASHINGTON))}


@pytest.mark.parametrize(
    ("judgement", "to", "agreements"),
    [
        ("interests.russia.guarantees.weight", 13, 412),
        ("interests.russia.sanctions.weight", 19, 433),
        ("interests.ukraine.territory.weight > interests.ukraine.guarantees.weight", 5, 342),
    ],
)
def test_washington(
    washington: dict[tuple[str, tuple[str, ...]], Lever], judgement: str, to: float, agreements: int
) -> None:
    """methods/influence.md, section 1."""
    lever = washington[judgement, ()]
    assert (lever.to, lever.agreements) == (to, agreements)


def test_only_one_red_line_of_washington_opens_anything(
    washington: dict[tuple[str, tuple[str, ...]], Lever],
) -> None:
    """The same: ukraine-constitution-land opens 433, the other nine leave 326."""
    case = read_case(WASHINGTON)
    refused = {
        f"red_lines.{name}": tuple(f"{issue}={each}" for issue, of in red.never.items() for each in of)
        for name, red in case.named_red_lines().items()
    }
    counts = {name: washington[name, options].agreements for name, options in refused.items()}
    assert counts.pop("red_lines.ukraine-constitution-land") == 433
    assert list(counts.values()) == [326] * 9


def test_every_lever_counted_again() -> None:
    """Numbers, shifts and red lines, with rules of consent, groups, bodies at home and spoilers."""
    seen = {"rating": 0, "weight": 0, "no_deal": 0, "linkage": 0, "shift": 0, "red_line": 0, "opens": 0}
    for seed in range(min(TRIED, 3)):
        for case in (ruled_doubtful(seed), doubtful(seed)):
            draw, centre, told = random.Random(seed), middles(case), found(case)
            paths, now = {".".join(map(str, path)): path for path in centre}, len(passing(case, centre))
            by_kind = [[lever for lever in told if lever.kind == kind] for kind in KINDS]
            for lever in [each for of in by_kind for each in draw.sample(of, min(2, len(of)))]:
                changed, values = case, dict(centre)
                if lever.kind == "red_line":
                    changed = _softened(case, lever)
                elif lever.kind == "shift":
                    one, other = (paths[name] for name in lever.judgement.split(TO))
                    values |= {one: centre[one] - _exact(lever.to), other: centre[other] + _exact(lever.to)}
                else:
                    values[paths[lever.judgement]] = _exact(lever.to)
                assert lever.agreements == len(passing(changed, values)), (seed, lever)
                seen[lever.kind] += 1
                seen["opens"] += lever.agreements > now
    assert all(seen.values()), seen


def _exact(number: float | None) -> Fraction:
    return Fraction(repr(number))


def _softened(case: Case, lever: Lever) -> Case:
    """The case with a red line that no longer refuses what a lever allows."""
    name = lever.judgement.removeprefix("red_lines.")
    stated = case.named_red_lines()[name]
    kept = {
        issue: tuple(each for each in refused if f"{issue}={each}" not in lever.allows)
        for issue, refused in stated.never.items()
    }
    return with_line(case, name, (kept, dict(stated.unless)) if all(kept.values()) else None)


def test_where_the_space_opens_and_where_it_stays_open() -> None:
    """Of A, whose no deal is 40: pq, worth 75, and B's 25, is the agreement; it goes where A has more than 75."""
    told = {(lever.judgement, lever.allows): lever for lever in found(talks())}
    hope = told["interests.a.no_deal", ()]
    assert (hope.start, hope.to, hope.agreements, hope.stays_from, hope.stays_to) == (40, 35, 1, None, 75)
    shut = {(lever.judgement, lever.allows): lever for lever in found(talks(red_lines=[line("b", x="p")]), 10)}
    hope = shut["interests.a.no_deal", ()]
    assert (hope.to, hope.agreements, hope.opens_at, hope.stays_to) == (30, 0, 25, None)
    assert shut["red_lines.b-red-line-1", ("x=p",)].agreements == 1
    first = found(talks(red_lines=[line("b", x="p")]), 10)[0]
    assert (first.judgement, first.allows) == ("red_lines.b-red-line-1", ("x=p",))


def test_a_red_line_on_many_steps_of_an_amount_is_softened_by_those_next_to_what_it_allows() -> None:
    issues = {"x": {"name": "The X", "amount": {"from": 0, "to": 40, "step": 1, "unit": "euro"}}}
    interests = {name: {"no_deal": 0, "x": {"weight": 1, "0": 50, "40": 50}} for name in ("a", "b")}
    lines = [line("a", x="<4"), {**line("b", x="x"), "never": {"x": ["10..20", ">=38"]}}]
    case = talks(issues=issues, interests=interests, red_lines=lines)
    told = [lever for lever in found(case) if lever.kind == "red_line"]
    # 23 of the 41 steps are possible: 4 to 9 and 21 to 37.
    assert [(words.allowed(case, lever), lever.agreements) for lever in told] == [
        ("x=10..20 and x=38..40", 37),
        ("x=0..3", 27),
        ("x=3", 24),
        *((f"x={at}", 24) for at in (10, 20, 38)),
    ]
    assert told[0].allows[:2] == ("x=10", "x=11")
    assert words.moved(case, told[1]) == "the red line a-red-line-1 of Alpha, if it allowed x=0..3"


def test_a_weight_beside_which_nothing_matters_opens_nothing_at_nothing() -> None:
    interests = {"a": {"no_deal": 50, "x": {"weight": 1, "p": 40, "q": 30}}, "b": TALKS["interests"]["b"]}
    (only,) = (lever for lever in found(talks(interests=interests)) if lever.judgement == "interests.a.x.weight")
    assert (only.to, only.agreements, only.opens_at) == (6, 0, None)
    interests["a"]["y"] = {"weight": 1, "p": 100, "q": 0}
    (one,) = (lever for lever in found(talks(interests=interests)) if lever.judgement == "interests.a.y.weight")
    assert one.stays_from is not None


def test_red_lines_that_bind_nobody_are_no_levers() -> None:
    assert [each for each in found(talks(red_lines=[line("c", x="p")])) if each.kind == "red_line"] == []
