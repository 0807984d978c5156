"""The result where there is no agreement: every number, on a ladder of five options where all is clear by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from comity.case.model import Case
from comity.finding import Band
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import LISTED, Deadlock
from deadlocks import CLASHING, CLOSED
from demanded import LADDER, ladder

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
