"""How robust agreements are that hold: against cases with every number as it was drawn, and with ratings changed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from comity.agreements.judged import Judged
from comity.agreements.readings import Readings
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.stability.drawn import share_stable
from comity.questions.stability.margins import margins
from comity.questions.stability.ratings import stays_from
from comity.questions.stability.slices import Slices
from talks import line, talks

DRAWS = 24


def deciding(interests: dict[str, Any], **changed: Any) -> Case:
    """Talks on three issues, two of which A and B decide alone."""
    issues = {
        "x": {"name": "The X", "options": {"p": "P", "q": "Q", "r": "R"}, "decided_by": "a"},
        "y": {"name": "The Y", "options": {"p": "P", "q": "Q"}, "decided_by": "b"},
        "z": {"name": "The Z", "options": {"p": "P", "q": "Q"}},
    }
    return talks(issues=issues, interests=interests, **changed)


def interests(dice: np.random.Generator, width: int) -> dict[str, Any]:
    """Judgements at random, of few different values; width: of their ranges."""

    def estimate(value: int) -> str:
        spread = int(dice.integers(0, 2)) * width
        return f"{max(0, value - spread)}..{min(100, value + spread)}" if spread else str(value)

    def of(no_deal: bool) -> dict[str, Any]:
        rated = {
            issue: {
                "weight": str(int(dice.integers(1, 3))),
                **{each: estimate(20 * int(dice.integers(0, 6))) for each in of},
            }
            for issue, of in (("x", "pqr"), ("y", "pq"), ("z", "pq"))
        }
        return {**({"no_deal": estimate(10 * int(dice.integers(2, 7)))} if no_deal else {}), **rated}

    return {"a": of(True), "b": of(True), "c": of(False)}


def all_of(case: Case) -> np.ndarray[Any, Any]:
    sizes = Payoff.of(case).space.sizes
    return np.stack([each.ravel() for each in np.indices(sizes)], axis=1).astype(np.int16)


def as_drawn(case: Case, values: np.ndarray[Any, Any]) -> Case:
    """The case with every judged number at the value that it has in one reading."""
    content = case.model_dump(by_alias=True)
    for number, value in zip(Judged.of(case).numbers, values.tolist(), strict=True):
        at: Any = content
        for key in number.path[:-1]:
            at = at[key] if key in at else at["issues" if key in at["issues"] else "ratings"][key]
        holder = at if number.path[-1] in at else at["ratings"]
        holder[number.path[-1]] = {"low": value, "high": value}
    return Case.model_validate(content)


@pytest.mark.parametrize("seed", range(12))
def test_the_share_of_the_readings_is_that_of_cases_with_every_number_as_drawn(seed: int) -> None:
    dice = np.random.default_rng(seed)
    changed: dict[str, Any] = {"red_lines": [line("a", x="r", y="q")]} if seed % 3 == 0 else {}
    changed |= {"conditions": [{"if": {"x": "q"}, "then": {"y": "p"}}]} if seed % 4 == 1 else {}
    changed |= {"consent": {"at_least": 1, "including": ["a"]}} if seed % 4 == 2 else {}
    case = deciding(interests(dice, 15), **changed)
    slices, choices = Slices.of(case, Payoff.of(case)), all_of(case)
    shares = share_stable(slices, choices, DRAWS)
    judged = Judged.of(case)
    assert (shares is None) == (not judged.ranged)
    if shares is None:
        return
    counted = np.zeros(len(choices))
    for values in Readings.of(case, judged).values(0, DRAWS):
        drawn = as_drawn(case, np.round(values, 6))
        counted += Slices.of(drawn, Payoff.of(drawn)).stable(choices)["SEQ"].all(axis=1)
    assert shares * DRAWS == pytest.approx(counted)


@pytest.mark.parametrize("seed", range(20))
def test_a_party_stays_exactly_from_the_rating_that_is_told(seed: int) -> None:
    dice = np.random.default_rng(100 + seed)
    case = deciding(interests(dice, 0), red_lines=[line("a", x="r", y="q")] if seed % 3 == 0 else [])
    payoff = Payoff.of(case)
    slices, choices = Slices.of(case, payoff), all_of(case)
    stable = slices.stable(choices)["SEQ"]
    for party, issue in ((0, 0), (1, 1)):
        for row in np.flatnonzero(~stable[:, party])[:4]:
            choice = tuple(choices[row].tolist())
            game, state = slices.game_of(choice)
            least = stays_from(slices, game, state, choice, party, issue)
            tried = [100.0] if least is None else [least - 1e-3, least]
            for rating, holds in zip(tried, [False] if least is None else [False, True], strict=True):
                assert stays_at(case, choice, party, issue, rating) == holds, (choice, least)


def stays_at(case: Case, choice: tuple[int, ...], party: int, issue: int, rating: float) -> bool:
    """Whether a party stays with an agreement where it rates its option on an issue as given."""
    content = case.model_dump(by_alias=True)
    name, option = "xyz"[issue], "pqr"[choice[issue]]
    content["interests"]["ab"[party]]["issues"][name]["ratings"][option] = {"low": rating, "high": rating}
    other = Case.model_validate(content)
    stable = Slices.of(other, Payoff.of(other)).stable(np.array([choice], dtype=np.int16))
    return bool(stable["SEQ"][0, party])


def stands(case: Case, choice: tuple[int, ...], party: str, issue: str, option: str, rating: float) -> bool:
    """Whether nobody moves away from an agreement where a party rates an option as given."""
    content = case.model_dump(by_alias=True)
    content["interests"][party]["issues"][issue]["ratings"][option] = {"low": rating, "high": rating}
    other = Case.model_validate(content)
    return bool(Slices.of(other, Payoff.of(other)).stable(np.array([choice], dtype=np.int16))["SEQ"][0].all())


@pytest.mark.parametrize("seed", range(10))
def test_an_agreement_holds_exactly_until_a_rating_has_moved_by_its_margin(seed: int) -> None:
    dice = np.random.default_rng(300 + seed)
    case = deciding(interests(dice, 0), red_lines=[line("a", x="r", y="q")] if seed % 3 == 0 else [])
    slices, choices = Slices.of(case, Payoff.of(case)), all_of(case)
    holding = np.flatnonzero(slices.stable(choices)["SEQ"].all(axis=1))
    for row in holding[:2]:
        choice = tuple(choices[row].tolist())
        found = margins(slices, choice)
        room = found[0].moved if found else 100.0
        for least in found:
            asked = least.party, least.issue, least.option
            beyond = [least.until + step for step in (1e-3, -1e-3) if 0 <= least.until + step <= 100]
            assert not all(stands(case, choice, *asked, rating) for rating in [*beyond, least.until])
            assert least.at_once != stands(case, choice, *asked, least.until)
        for party, interest in case.interests.items():
            for issue, stated in interest.issues.items():
                for option, rated in stated.ratings.items():
                    now = float(rated.point)
                    for rating in (now - room + 1e-3, now - room / 2, now + room / 2, now + room - 1e-3):
                        if room > 1e-3 and 0 <= rating <= 100:
                            assert stands(case, choice, party, issue, option, rating), (party, issue, option, rating)


def test_what_others_hold_is_lost_where_who_would_leave_likes_it_better() -> None:
    """Alpha would leave over Q, which is worth 0 to it, and that holds Beta; not if it liked Q as no deal."""
    issues = {"x": {"name": "The X", "options": {"p": "P", "q": "Q"}, "decided_by": "b"}}
    judged = {
        "a": {"no_deal": "40", "x": {"weight": "1", "p": "100", "q": "0"}},
        "b": {"no_deal": "20", "x": {"weight": "1", "p": "50", "q": "100"}},
    }
    case = talks(issues=issues, interests=judged)
    (found,) = margins(Slices.of(case, Payoff.of(case)), (0,))
    assert (found.party, found.issue, found.option, found.rating, found.until) == ("b", "x", "p", 50.0, 20.0)
    judged["a"]["x"]["p"] = "100"
    judged["a"]["no_deal"] = "25"
    case = talks(issues=issues, interests=judged)
    (found,) = margins(Slices.of(case, Payoff.of(case)), (0,))
    assert (found.party, found.option, found.until, found.at_once, found.undone_by) == ("a", "q", 25.0, True, ("b",))
    assert found.moved == 25.0
