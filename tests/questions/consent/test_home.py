"""Two-level games: what Putnam (1988) and Schelling (1960) claim of ratification, on random cases."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import Any

from comity.agreements.consent import Consent
from comity.agreements.efficient import efficient
from comity.agreements.passing import passing
from comity.agreements.picks import Gains, Picks
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.consent.groups import surplus
from comity.questions.consent.home import hands, safest


def two_level(seed: int, asks: bool) -> Case:
    """Two parties, three issues, and a body near the interests of the first: .6 of its ratings and .4 of its own."""
    draw = random.Random(seed)
    options = [f"o{at}" for at in range(4)]
    mine, theirs, own = (
        {issue: {option: draw.randint(0, 100) for option in options} for issue in ("i", "j", "k")} for _ in range(3)
    )
    near = {
        issue: {option: 0.6 * mine[issue][option] + 0.4 * own[issue][option] for option in options} for issue in mine
    }
    weights = {name: {issue: draw.randint(1, 5) for issue in mine} for name in ("a", "b", "home")}
    rated = {"a": mine, "b": theirs, "home": near}
    parties: dict[str, Any] = {"a": {"name": "A", "signs": True}, "b": {"name": "B", "signs": True}, "home": "Home"}
    if asks:
        parties["a"]["ratified_by"] = "home"
    return Case.model_validate(
        {
            "title": "Two levels",
            "parties": parties,
            "issues": {issue: {"name": issue, "options": {name: name for name in options}} for issue in mine},
            "interests": {
                name: {
                    "no_deal": {"a": 45, "b": 45, "home": draw.choice((50, 60, 65, 70))}[name],
                    **{issue: {"weight": weights[name][issue], **ratings} for issue, ratings in of.items()},
                }
                for name, of in rated.items()
            },
        }
    )


def nash(case: Case) -> list[dict[str, str]]:
    found = efficient(case, shown=100)
    picked = [found.agreements(row) for row in Picks.of(Gains.of(found)).nash]
    return [dict(agreement.options) for agreements in picked for agreement in agreements]


@cache
def outcomes() -> tuple[Counter[str], int]:
    """What ratification does to the first party in many cases, and in how many the pick was itself ratifiable."""
    effects: Counter[str] = Counter()
    ratifiable = 0
    for seed in range(150):
        free, asked = two_level(seed, asks=False), two_level(seed, asks=True)
        payoff = Payoff.of(asked)
        before, after = nash(free), nash(asked)
        passes = [dict(payoff.space.agreement(choice).options) for choice in passing(asked).tolist()]
        if before and all(deal in passes for deal in before):
            ratifiable += 1
            assert after == before  # independence of irrelevant alternatives (claim 4)
        effects[hands(asked, payoff, "a", efficient(asked)).effect] += 1
    return effects, ratifiable


def test_a_pick_that_is_ratifiable_itself_does_not_change() -> None:
    assert outcomes()[1] > 30


def test_on_several_issues_tied_hands_help_hurt_or_cost_the_deal() -> None:
    """No rule holds, so a finding tells the numbers: all of these happen."""
    effects, _ = outcomes()
    assert min(effects[kind] for kind in ("helps", "hurts", "changes nothing", "costs the deal")) > 2, effects


def test_a_body_that_always_says_yes_gives_back_what_is_agreed_at_the_table() -> None:
    for seed in range(20):
        asked = two_level(seed, asks=True)
        home = asked.interests["home"]
        easy = home.model_copy(update={"no_deal": type(home.no_deal).model_validate(0)})
        relaxed = asked.model_copy(update={"interests": {**asked.interests, "home": easy}})
        assert passing(relaxed).tolist() == passing(two_level(seed, asks=False)).tolist()


def test_safest_at_home_is_what_its_body_likes_best_of_what_passes() -> None:
    case = two_level(3, asks=True)
    payoff = Payoff.of(case)
    choices = passing(case)
    found = safest(payoff, Consent.of(case, payoff.space), choices)
    assert len(choices) > 5
    assert [each.least for each in found] == sorted(surplus(payoff, "home", choices).round(9), reverse=True)[:5]
    assert {each.body for each in found} == {"home"}
