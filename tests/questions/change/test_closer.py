"""Where no agreement is possible on either day: which development brought the best one nearer, in both directions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from comity.live import Live
from comity.questions.change.answer import change
from comity.questions.change.result import Change

TEXT = """
comity: 1
title: Two who are far apart
as_of: 2025-02-01
parties: {a: {name: A, signs: yes}, b: {name: B, signs: yes}}
issues: {land: {name: Land, options: {x: X, y: Y}}}
interests:
  a: {no_deal: {value: NOW, before: {tired: THEN}}, land: {weight: 1, x: 45, y: 0}}
  b: {no_deal: 50, land: {weight: 1, x: {value: 47, before: {offer: 43}}, y: 0}}
developments:
  - {id: tired, date: 2025-01-01, what: A tires.}
  - {id: offer, date: 2025-01-02, what: B is offered more.}
"""


def found(then: int, now: int) -> tuple[Change, str]:
    finding = change(Live.of(TEXT.replace("THEN", str(then)).replace("NOW", str(now)), "apart.yaml").case)
    return finding.result, finding.answer


def margin(then: int, now: int, *happened: str) -> int:
    """What x leaves to whoever gains least, the only agreement near to being possible."""
    return min(45 - (now if "tired" in happened else then), (47 if "offer" in happened else 43) - 50)


@pytest.mark.parametrize(("then", "now"), [(55, 46), (53, 60), (58, 51), (60, 60)])
def test_alone_last_and_shares_of_the_margin(then: int, now: int) -> None:
    result, _ = found(then, now)
    none, tired, offer, both = (margin(then, now, *made) for made in ((), ("tired",), ("offer",), ("tired", "offer")))
    assert (result.then.margin, result.now.margin) == (none, both)
    one, other = result.closer
    assert (one.alone, one.last) == (tired - none, both - offer)
    assert (other.alone, other.last) == (offer - none, both - tired)
    assert one.share == Fraction(one.alone + one.last) / 2
    assert other.share == Fraction(other.alone + other.last) / 2


BEST = "The agreement that is best for whoever gains least is 7 points"


def test_both_directions_are_said() -> None:
    near = f"{BEST} nearer to being possible: it lacks 3 points, and lacked 10 points. “A tires” did most of that (+5)."
    assert near in found(55, 46)[1]
    far = f"{BEST} further from being possible: it lacks 15 points, and lacked 8 points. “A tires” did most of that"
    assert f"{far} (-7)." in found(53, 60)[1]


def test_where_one_is_possible_counts_tell_it() -> None:
    text = TEXT.replace("no_deal: 50", "no_deal: 40").replace("THEN", "55").replace("NOW", "40")
    result = change(Live.of(text, "apart.yaml").case).result
    assert (result.then.agreements, result.now.agreements, result.closer) == (0, 1, ())
