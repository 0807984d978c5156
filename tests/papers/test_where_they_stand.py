"""Where the parties stand: common ground, stances and ladders, against enumeration and by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from brute import middle
from comity.agreements.common_ground import TOLERABLE, Island, islands
from comity.case.model import Case
from comity.papers.ladders import ladders
from comity.papers.positions import common_ground, matrix, members_alike, rungs
from comity.papers.stances import options_left, stance
from comity.questions.deadlock.answer import deadlock
from enumerated import Enumerated
from strategies import cases


def rated(**ratings: str) -> dict[str, str]:
    return {"weight": "1", **ratings}


DAY = rated(may="100", june="0")


def two(pledge_of_b: dict[str, str], **more: Any) -> Case:
    """Two signers and an ordered issue that runs from low to high, and one on which they agree."""
    return Case.model_validate(
        {
            "title": "Two",
            "parties": {"a": {"name": "Aland", "signs": "yes"}, "b": {"name": "Bland", "signs": "yes"}},
            "issues": {
                "pledge": {
                    "name": "The pledge",
                    "ordered": "yes",
                    "options": {"low": "Weak", "mid": "Fair", "high": "Firm"},
                },
                "day": {"name": "The day", "options": {"may": "In May", "june": "In June"}},
            },
            "interests": {
                "a": {"no_deal": "30", "pledge": rated(low="0", mid="60", high="100"), "day": DAY},
                "b": {"no_deal": "30", "pledge": pledge_of_b, "day": DAY},
            },
            **more,
        }
    )


def test_an_option_that_one_prefers_and_the_other_tolerates_is_common_ground() -> None:
    case = two(rated(low="100", mid="50", high="0"))
    assert islands(case) == (
        Island("pledge", "mid", (), ("a", "b"), 50.0),
        Island("day", "may", ("a", "b"), (), 100.0),
    )
    said = common_ground(case)
    assert said == (
        "Every signer prefers or tolerates “The pledge: Fair” and “The day: In May”. So there is an option for every "
        "issue that all could live with, taken by itself."
    )


def test_what_one_rates_a_little_lower_is_not() -> None:
    case = two(rated(low="100", mid="49.9", high="0"))
    assert [island.issue for island in islands(case)] == ["day"]
    assert common_ground(case) == (
        "Every signer prefers or tolerates “The day: In May”. There is no such option on “The pledge”."
    )


def test_what_a_red_line_refuses_is_not_whatever_its_rating() -> None:
    line = {"party": "b", "never": {"pledge": "mid"}, "firmness": "declared"}
    assert [island.issue for island in islands(two(rated(low="100", mid="50", high="0"), red_lines=[line]))] == ["day"]
    lifted = {**line, "unless": {"day": "may"}}
    found = islands(two(rated(low="100", mid="50", high="0"), red_lines=[lifted]))
    assert [island.issue for island in found] == ["pledge", "day"]


def test_without_common_ground_it_is_said() -> None:
    case = two(rated(low="100", mid="40", high="0"))
    case = case.model_copy(update={"issues": {"pledge": case.issues["pledge"]}})
    assert common_ground(case) == "No option is one that every signer prefers or tolerates."


@settings(max_examples=60)
@given(cases())
def test_islands_are_what_each_signer_prefers_or_tolerates(case: Case) -> None:
    found = {(island.issue, island.option) for island in islands(case)}
    for issue, stated in case.issues.items():
        for option in stated.options if len(stated.options) > 1 else ():
            assert ((issue, option) in found) == all(accepts(case, party, issue, option) for party in case.signers())


def accepts(case: Case, party: str, issue: str, option: str) -> bool:
    """Whether a signer prefers or tolerates an option, from the definitions."""
    for line in case.red_lines_of(party).values():
        if list(line.never) == [issue] and option in line.never[issue] and not line.unless:
            return False
    interest = case.interest_of(party)
    if issue not in interest.issues:
        return True
    ratings = {name: middle(rating) for name, rating in interest.issues[issue].ratings.items()}
    best = max(ratings.values())
    if ratings[option] == best:
        return True
    if interest.scale == "points":
        return bool(ratings[option] * 100 / max(map(abs, ratings.values())) >= TOLERABLE)
    return bool(ratings[option] >= TOLERABLE)


@settings(max_examples=60)
@given(cases())
def test_ladders_count_and_tell_who_leaves_as_enumeration_does(case: Case) -> None:
    issues = {name: issue.model_copy(update={"ordered": True}) for name, issue in case.issues.items()}
    case = case.model_copy(update={"issues": issues})
    seen = Enumerated(case)
    allowed = [at for at in seen.every if not (seen.broken[at] or seen.crossed[at])]
    possible = set(seen.left())
    for ladder in ladders(case):
        for rung in ladder.rungs:
            here = [at for at in allowed if seen.deals[at][ladder.issue] == rung.option]
            assert rung.possible == len([at for at in here if at in possible])
            for party in case.signers():
                leaves = bool(here) and all(party in seen.short[at] for at in here)
                assert (party in rung.left_by) == (leaves and party not in rung.refused_by)


def test_ladders_of_all_that_is_ordered_and_of_nothing_else() -> None:
    line = {"party": "b", "never": {"pledge": "high"}, "firmness": "declared"}
    case = two(rated(low="100", mid="50", high="0"), red_lines=[line])
    (ladder,) = ladders(case)
    assert [(rung.option, rung.refused_by, rung.held_by_all) for rung in ladder.rungs] == [
        ("low", (), True), ("mid", (), True), ("high", ("b",), False),
    ]  # fmt: skip
    table = rungs(case)
    assert table is not None
    assert [row[1:3] for row in table.rows] == [("Weak", ""), ("Fair", ""), ("Firm", "⊖ Bland")]
    assert rungs(two(rated(low="100", mid="50", high="0"))) is None  # nobody leaves anywhere


def test_a_red_line_on_a_condition_is_told_as_such() -> None:
    line = {"party": "b", "never": {"pledge": "high"}, "unless": {"day": "may"}, "firmness": "declared"}
    table = rungs(two(rated(low="100", mid="50", high="0"), red_lines=[line]))
    assert table is None  # it does not leave
    (ladder,) = ladders(two(rated(low="100", mid="50", high="0"), red_lines=[line]))
    assert ladder.rungs[2].conditional == ("b",)
    assert ladder.rungs[2].refused_by == ()


@settings(max_examples=40)
@given(cases())
def test_a_stance_is_what_is_rated_highest_and_lowest_of_what_is_left(case: Case) -> None:
    left = options_left(case, deadlock(case).result)
    seen = Enumerated(case)
    possible = [seen.deals[at] for at in seen.left()]
    assert (left is not None) == bool(possible) or left is None
    for party in case.signers():
        for issue, stated in case.interest_of(party).issues.items():
            ratings = {name: middle(rating) for name, rating in stated.ratings.items()}
            where = stance(case, party, issue, left)
            assert set(where.demands) == {name for name in ratings if ratings[name] == max(ratings.values())}
            if left is not None:
                options = {deal[issue] for deal in possible}
                assert set(left[issue]) == options
                least = min(ratings[name] for name in options)
                lowest = {name for name in options if ratings[name] == least}
                assert set(where.falls_back) == (lowest if least < max(ratings.values()) else set())


def test_without_a_possible_agreement_nobody_has_a_fallback() -> None:
    line = [{"party": "b", "never": {"pledge": ["mid", "high"]}, "firmness": "declared"},
            {"party": "a", "never": {"pledge": "low"}, "firmness": "declared"}]  # fmt: skip
    closed = two(rated(low="100", mid="50", high="0"), red_lines=line)
    left = options_left(closed, deadlock(closed).result)
    assert left is None
    table = matrix(closed, ("a", "b"), left)
    assert table is not None
    assert "falls back" not in str(table.rows).lower()
    assert "Falls back" not in table.note
    assert "⊖ will not sign: Weak" in str(table.rows)


@pytest.mark.parametrize(("silent", "said"), [
    (("x",), "Xland stands where the Group of B stands; nothing else is judged."),
    (("x", "y"), "Xland and Yland stand where the Group of B stands; nothing else is judged."),
])  # fmt: skip
def test_members_that_state_nothing_are_named(silent: tuple[str, ...], said: str) -> None:
    case = two(rated(low="100", mid="50", high="0"))
    members = {name: {"name": f"{name.upper()}land"} for name in ("x", "y")}
    content = case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    content["parties"]["b"] = {"name": "the Group of B", "signs": "yes", "members": members}
    for name in {"x", "y"} - set(silent):
        content["interests"][name] = {"no_deal": "10"}
    assert members_alike(Case.model_validate(content)) == said
