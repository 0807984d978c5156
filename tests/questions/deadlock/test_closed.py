"""The result where there is no agreement: every number, on a ladder of five options where all is clear by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from comity.agreements.nearest import Counted
from comity.case.model import Case
from comity.case.wording import combination
from comity.finding import Band
from comity.questions.deadlock import closed
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import LISTED, Deadlock
from comity.questions.deadlock.demands import NamedDemand
from deadlocks import CLASHING, CLOSED
from demanded import LADDER, ladder
from talks import TALKS, talks

# A accepts p and q, B accepts s and t. Worth falls by 20 from p at 100 to t for A, rises by 20 from p at 20 for B; no
# deal is worth 10 to both.
SHUT = ladder(["r", "s", "t"], "declared", ["p", "q", "r"])


def step(demand: str, party: str, to: str, price: int) -> dict[str, Any]:
    return {"demand": demand, "party": party, "to": to, "price": price}


def opening(cost: int, steps: list[dict[str, Any]], land: str, a: float, b: float) -> dict[str, Any]:
    return {
        "cost": cost,
        "steps": steps,
        "opens": 1,
        "opens_exact": True,
        "agreements": [{"land": land}],
        "gains": [{"a": a, "b": b}],
        "best": [tied(land, min(a, b), a, b)],
    }


def tied(land: str, least: float, a: float, b: float) -> dict[str, Any]:
    """The one agreement that is best, with which none ties."""
    return {
        "agreements_count": 1,
        "agreements_exact": True,
        "options": {"land": [land]},
        "least_gain": least,
        "gains": {"a": band(a), "b": band(b)},
    }


def band(number: float) -> dict[str, float]:
    return {"low": number, "mid": number, "high": number}


def without(party: str, land: str, least: float, a: float, b: float) -> dict[str, Any]:
    return {
        "party": party,
        "opens": 2,
        "opens_exact": True,
        "agreement": {"land": land},
        "gains": {"a": a, "b": b},
        "best": tied(land, least, a, b),
    }


def standing(party: str, worth: float, *red_lines: str) -> dict[str, Any]:
    return {
        "party": party,
        "worth": worth,
        "worth_range": band(worth),
        "no_deal": 10,
        "short": 0,
        "short_range": band(0),
        "red_lines": list(red_lines),
        "red_lines_in_some": [],
    }


def demand(name: str, party: str, firmness: str, points: float | None, clashes: int, openings: int) -> dict[str, Any]:
    counts = {"in_clashes": clashes, "in_openings": openings}
    return {"name": name, "party": party, "firmness": firmness, "points": points, **counts}


def test_the_whole_result_as_json() -> None:
    mine, theirs = ("mine", "a"), ("theirs", "b")
    assert deadlock(SHUT).result.json() == {
        "clashes": [["mine", "theirs"]],
        "clashes_count": 1,
        "explained": [{"demands": ["mine", "theirs"], "demands_count": 2, "conditions": [], "conditions_count": 0}],
        "ways_out": [["mine"], ["theirs"]],
        "complete": True,
        "concessions": [
            opening(6, [step(*mine, "r", 3), step(*mine, "s", 3)], "s", 30, 70),
            opening(13, [step(*mine, "r", 3), step(*theirs, "r", 10)], "r", 50, 50),
            opening(20, [step(*theirs, "r", 10), step(*theirs, "q", 10)], "q", 70, 30),
        ],
        "concessions_count": 3,
        "concessions_complete": True,
        "concessions_not_listed_at": None,
        "blockers": ["a", "b"],
        "without_blocker": [
            without("a", "t", 90, 10, 90),
            without("b", "p", 90, 90, 10),
        ],
        "nearest": {
            "agreement": {"land": "s"},
            "agreements_count": 1,
            "agreements_exact": True,
            "parties": [standing("a", 40, "mine"), standing("b", 80)],
            "short": 0,
            "certain": True,
        },
        "demands": [
            demand("mine", "a", "declared", None, 1, 2),
            demand("theirs", "b", "constitutional", None, 1, 2),
            demand("a-no-deal", "a", "no deal", 10, 0, 0),
            demand("b-no-deal", "b", "no deal", 10, 0, 0),
        ],
        "prices": {"preferred": 1, "declared": 3, "constitutional": 10, "no_deal": 1, "points": 5},
    }


def test_points_short_of_no_deal_are_told_signer_by_signer_and_in_all() -> None:
    """A asks for 70 and B for 62. Short in all: p by 42, q by 22, r by 10 and 2, s by 30, t by 50."""
    case = ladder(["t"], "declared", ["p"])
    result = deadlock(case, without=["mine", "theirs"], suppose=["a: no_deal=70", "b: no_deal=62"]).result
    assert isinstance(result, Deadlock)
    short = [(standing.party, standing.short) for standing in result.nearest.signers]
    assert short == [("a", Band.over([10.0])), ("b", Band.over([2.0]))]
    assert result.nearest.json()["short"] == 12
    assert [standing.red_lines for standing in result.nearest.signers] == [(), ()]


def test_conditions_are_looked_for_as_many_clashes_as_are_shown_and_for_the_first_at_least() -> None:
    """Conditions forbid p and t, and each party's line leaves it one of these."""
    shut = Case.model_validate({
        **LADDER,
        "red_lines": [
            {"id": "mine", "party": "a", "never": {"land": ["q", "r", "s", "t"]}, "firmness": "declared"},
            {"id": "theirs", "party": "b", "never": {"land": ["p", "q", "r", "s"]}, "firmness": "declared"},
        ],
        "conditions": [
            {"id": "not-p", "if": {"land": "p"}, "then": {"land": "q"}},
            {"id": "not-t", "if": {"land": "t"}, "then": {"land": "q"}},
        ],
    })  # fmt: skip
    for show, explained in ((0, 1), (1, 1), (2, 2), (9, 2)):
        result = deadlock(shut, show=show).result
        assert isinstance(result, Deadlock)
        given = [clash.conditions for clash in result.clashes]
        assert result.explained == explained
        assert given == [("not-p",), ("not-t",)][:explained] + [None] * (2 - explained)
    assert [clash.names for clash in result.clashes] == [["mine"], ["theirs"]]


def test_json_lists_the_first_thousand_and_counts_all() -> None:
    many = replace(CLOSED, clashes=CLASHING[:1] * (LISTED + 1), ways_out=CLOSED.ways_out * LISTED)
    content = many.json()
    assert (LISTED, len(content["clashes"]), len(content["ways_out"])) == (1_000, 1_000, 1_000)
    assert content["clashes_count"] == 1_001
    assert content["demands"][0]["in_clashes"] == 1_001
    assert [each["demands"] for each in content["explained"]] == [["land", "only"]] * 2


def test_clashes_that_were_not_explained_have_no_count_of_conditions() -> None:
    assert replace(CLOSED, explained=3).json()["explained"][2] == {
        "demands": ["only", "both", "new", "birch-no-deal", "elm-no-deal"],
        "demands_count": 5,
        "conditions": None,
        "conditions_count": None,
    }


def park(prices: str, parks: list[str], parties: str = "abc") -> Case:
    """A and B split a price in the middle; C, to whom no deal is worth 95, wants the park, which is worth 90 to it."""
    prices_of = {"a": {"low": 100, "mid": 60, "high": 0}, "b": {"low": 0, "mid": 60, "high": 100}}
    interests: dict[str, Any] = {
        party: {"no_deal": 10, "price": {"weight": 1, **{name: rated[name] for name in prices.split()}}}
        for party, rated in prices_of.items()
    }
    interests["c"] = {
        "no_deal": 95,
        "price": {"weight": 1, **dict.fromkeys(prices.split(), 50)},
        "park": {"weight": 4, **{name: 100 if name == "full" else 0 for name in parks}},
    }
    return Case.model_validate({
        "title": "Park",
        "parties": {party: {"name": party.upper(), "signs": "yes"} for party in parties},
        "issues": {
            "price": {"name": "Price", "options": {name: name for name in prices.split()}},
            "park": {"name": "Park", "options": {name: name for name in parks}},
        },
        "interests": {party: interests[party] for party in parties},
    })  # fmt: skip


def test_what_a_blocker_gains_ranges_over_all_that_tie_and_knows_no_order() -> None:
    """Without C the park may be built or not: C then gains -5 or -85, and A and B 50 each."""
    for case in (
        park("low mid high", ["none", "full"]),
        park("low mid high", ["full", "none"]),
        park("high mid low", ["full", "none"], "cba"),
    ):
        result = deadlock(case).result
        assert isinstance(result, Deadlock)
        (blocker,) = result.blockers
        assert (blocker.party, blocker.number.number, blocker.least_of_others) == ("c", 2, 50)
        assert (blocker.own_gain.low, blocker.own_gain.high) == (-85, -5)
        assert (blocker.best.number.number, set(blocker.best.options["park"])) == (2, {"none", "full"})
        assert blocker.best.options["price"] == ("mid",)
        assert blocker.json()["gains"] == {"a": 50, "b": 50, "c": None}
        assert blocker.json()["best"]["gains"]["c"] == {"low": -85, "mid": -45, "high": -5}


def test_mirror_images_come_as_near_and_fall_short_by_as_much() -> None:
    """Left or right: by either one of A and B is 20 short of 60, the other content; and each has a red line on one."""
    mirrored = {
        "title": "Mirror",
        "parties": {"a": {"name": "A", "signs": "yes"}, "b": {"name": "B", "signs": "yes"}},
        "issues": {"side": {"name": "Side", "options": {"left": "left", "right": "right"}}},
        "interests": {
            "a": {"no_deal": 60, "side": {"weight": 1, "left": 80, "right": 40}},
            "b": {"no_deal": 60, "side": {"weight": 1, "left": 40, "right": 80}},
        },
        "red_lines": [
            {"id": "not-right", "party": "a", "never": {"side": "right"}, "firmness": "declared"},
            {"id": "not-left", "party": "b", "never": {"side": "left"}, "firmness": "declared"},
        ],
    }
    result = deadlock(Case.model_validate(mirrored)).result
    assert isinstance(result, Deadlock)
    a, b = result.nearest.signers
    assert (a.worth.low, a.worth.high, a.short.low, a.short.high) == (40, 80, 0, 20)
    assert (b.worth.low, b.worth.high, b.short.low, b.short.high) == (40, 80, 0, 20)
    assert (a.red_lines, a.in_some, b.red_lines, b.in_some) == ((), ("not-right",), (), ("not-left",))
    assert (result.nearest.number.number, result.nearest.short) == (2, 20)
    told = result.nearest.json()
    assert (told["short"], told["agreements_count"], told["agreements_exact"]) == (20, 2, True)
    assert told["parties"][0] == {
        "party": "a",
        "worth": None,
        "worth_range": {"low": 40, "mid": 60, "high": 80},
        "no_deal": 60,
        "short": None,
        "short_range": {"low": 0, "mid": 10, "high": 20},
        "red_lines": [],
        "red_lines_in_some": ["not-right"],
    }


def test_of_openings_that_cost_as_much_the_one_that_opens_most_comes_first() -> None:
    result = deadlock(park("low mid high", ["none", "full"])).result
    assert isinstance(result, Deadlock)
    one, many = (replace(result.openings[0], number=Counted(number, True)) for number in (1, 5))
    assert sorted([one, many, replace(one, price=0)], key=closed._cheapest) == [replace(one, price=0), many, one]


@pytest.mark.parametrize("parties", [["a", "b"], ["b", "a"]])
@pytest.mark.parametrize("turned", [False, True])
def test_of_clashes_and_openings_that_tie_the_first_does_not_hang_on_the_order_of_the_file(
    parties: list[str], turned: bool
) -> None:
    lines = [
        {"party": "b", "never": {"x": "p"}, "firmness": "declared"},
        {"party": "b", "never": {"x": "q"}, "firmness": "declared"},
        {"party": "a", "never": {"y": "q"}, "firmness": "declared"},
        {"party": "a", "never": {"y": "p"}, "firmness": "declared"},
    ]
    case = talks(
        parties={name: {"name": name.upper(), "signs": "yes"} for name in parties},
        interests={name: TALKS["interests"][name] | {"no_deal": "0"} for name in parties},
        red_lines=lines[::-1] if turned else lines,
    )
    result, said = deadlock(case).result, case.named_red_lines()
    assert isinstance(result, Deadlock)

    def refused(demands: Iterable[NamedDemand]) -> list[str]:
        return sorted(f"{each.party} {combination(said[each.name].never)}" for each in demands)

    assert [refused(clash.demands) for clash in result.clashes] == [["a y=p", "a y=q"], ["b x=p", "b x=q"]]
    given = [refused(step.demand for step in opening.softenings) for opening in result.openings]
    assert given == [["a y=p", "b x=p"], ["a y=p", "b x=q"], ["a y=q", "b x=p"], ["a y=q", "b x=q"]]
