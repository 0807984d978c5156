"""Rounds of talks, against brute force, and against least-cost testing where every failure ends the talks."""

from __future__ import annotations

import random
from itertools import combinations, permutations
from typing import Any

import pytest

from comity.case.talks import Talks
from comity.questions.sequence.answer import sequence_of
from comity.questions.sequence.rounds import rounds_of
from courses import two


def talks_of(issues: dict[str, Any], **rest: Any) -> Talks:
    return Talks.model_validate({"issues": issues, **rest})


def one_way(cost: float, success: float, ends: float = 0) -> dict[str, Any]:
    return {"formats": {"all": {"cost": cost, "success": success, "ends_talks": ends}}}


def least_cost(game: dict[str, tuple[int, int]], worth: float) -> float:
    """The best value over all orders of rounds of which every failure ends the talks."""

    def value(order: tuple[str, ...]) -> float:
        total, reached = 0.0, 1.0
        for issue in order:
            cost, success = game[issue]
            total -= reached * cost
            reached *= success / 100
        return total + reached * worth

    return max(map(value, permutations(game)))


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_least_cost_testing_is_what_is_found_where_every_failure_ends_the_talks(first: int) -> None:
    for seed in range(first, first + 50):
        draw = random.Random(seed)
        game = {f"i{at}": (draw.randint(1, 9), draw.randint(5, 95)) for at in range(draw.randint(2, 5))}
        talks = talks_of({name: one_way(cost, success, 100) for name, (cost, success) in game.items()}, worth=50)
        found = rounds_of(talks, None, [], [])
        assert found is not None
        assert found.value == pytest.approx(least_cost(game, 50))
        ratios = [game[each.issue][0] / (1 - game[each.issue][1] / 100) for each in found.plan]
        assert ratios == sorted(ratios)


def test_rounds_that_may_be_held_again_cost_until_they_succeed() -> None:
    # Two rounds on average, at 3 each; then all is worth 10.
    found = rounds_of(talks_of({"x": one_way(3, 50)}, worth=10), None, [], [])
    assert found is not None
    assert (found.value, found.chance) == (pytest.approx(4.0), pytest.approx(1.0))
    # With a patience of 90: V = -3 + .9 (.5 10 + .5 V), so V = 1.5 / .55.
    patient = rounds_of(talks_of({"x": one_way(3, 50)}, worth=10, patience=90), None, [], [])
    assert patient is not None
    assert patient.value == pytest.approx(1.5 / 0.55)
    # A failed round in five ends the talks, and each round costs one more.
    ends = rounds_of(talks_of({"x": one_way(3, 50, 20)}, worth=10, waiting=1), None, [], [])
    assert ends is not None
    assert ends.value == pytest.approx((-4 + 5) / (1 - 0.5 * 0.8))
    assert ends.chance == pytest.approx(0.5 / 0.6)


def by_rounds(talks: Talks, edges: list[tuple[str, str]], rounds: int) -> float:
    """What the best plan is worth where so many rounds are held at most, by the definition, round by round."""
    issues, patience = tuple(talks.issues), (talks.patience.low if talks.patience else 100) / 100
    waiting, worth = (number.low if number else 0.0 for number in (talks.waiting, talks.worth))
    sets = [frozenset(each) for size in range(len(issues) + 1) for each in combinations(issues, size)]
    values = {begun: worth if len(begun) == len(issues) else 0.0 for begun in sets}
    for _ in range(rounds):
        before = dict(values)
        for begun in sets[:-1]:
            found = []
            for issue in issues:
                if issue in begun or any(then == issue and first not in begun for first, then in edges):
                    continue
                easier = sum(added.low for other, added in talks.issues[issue].easier_after.items() if other in begun)
                for form in talks.issues[issue].formats.values():
                    chance = min(1.0, (form.success.low + easier) / 100)
                    goes_on = 1 - (form.ends_talks.low if form.ends_talks else 0) / 100
                    later = chance * before[begun | {issue}] + (1 - chance) * goes_on * before[begun]
                    found.append(patience * later - form.cost.low - waiting)
            values[begun] = max(found)
    return values[frozenset()]


def test_random_games_are_worth_what_many_rounds_of_them_are() -> None:
    for seed in range(25):
        draw = random.Random(seed)
        names = [f"i{at}" for at in range(draw.randint(1, 3))]
        issues = {
            name: {
                "formats": {
                    form: {
                        "cost": draw.randint(0, 6),
                        "success": draw.randint(30, 100),
                        "ends_talks": draw.randint(0, 50),
                    }
                    for form in "fg"[: draw.randint(1, 2)]
                }
            }
            for name in names
        }
        if len(names) > 1:
            issues[names[0]]["easier_after"] = {names[1]: draw.randint(0, 40)}
        edges = [(names[-1], names[0])] if len(names) > 1 and draw.randrange(2) else []
        talks = talks_of(
            issues, worth=draw.randint(20, 60), patience=draw.choice([90, 100]), waiting=draw.randint(0, 2)
        )
        found = rounds_of(talks, None, edges, [])
        assert found is not None
        assert found.value == pytest.approx(by_rounds(talks, edges, 150), abs=1e-6), seed


def test_what_makes_an_issue_easier_comes_first() -> None:
    issues = {"x": {**one_way(2, 20), "easier_after": {"y": 60}}, "y": one_way(2, 50)}
    found = rounds_of(talks_of(issues, worth=30), None, [], [])
    assert found is not None
    assert [(each.issue, each.success) for each in found.plan] == [("y", 0.5), ("x", pytest.approx(0.8))]
    assert found.value == pytest.approx(30 - 2 / 0.5 - 2 / 0.8)


def test_the_better_format_is_chosen_and_preconditions_are_met() -> None:
    formats = {"both": {"cost": 2, "success": 40}, "letters": {"cost": 1, "success": 30}}
    talks = talks_of({"x": {"formats": formats}, "y": one_way(1, 90)}, worth=30, patience=90)
    free, bound = (rounds_of(talks, None, edges, []) for edges in ([], [("x", "z"), ("z", "y")]))
    assert free is not None
    assert bound is not None
    assert {each.issue: each.format for each in free.plan} == {"x": "letters", "y": "all"}
    assert [each.issue for each in bound.plan] == ["x", "y"]
    assert bound.value <= free.value


def test_ranges_say_in_what_share_each_round_is_best() -> None:
    issues = {"x": one_way(1, 50, 100), "y": one_way(1, 50, 100)}
    issues["x"]["formats"]["all"]["cost"] = "0..2"
    found = rounds_of(talks_of(issues, worth=30), None, [], [])
    assert found is not None
    assert found.draws
    assert found.firsts == {("x", "all"): pytest.approx(0.5, abs=0.01), ("y", "all"): pytest.approx(0.5, abs=0.01)}
    assert found.band is not None
    assert found.band.low < found.value < found.band.high
    again = rounds_of(talks_of(dict(reversed(issues.items())), worth=30), None, [], [])
    assert again is not None
    assert dict(again.firsts) == dict(found.firsts)


def test_ties_share_equally_and_the_plan_does_not_hang_on_the_order_of_the_file() -> None:
    issues = {"y": one_way(1, 50, 100), "x": one_way(1, 50, 100)}
    found = rounds_of(talks_of(issues, worth=30), None, [], [])
    assert found is not None
    assert found.firsts == {("x", "all"): 0.5, ("y", "all"): 0.5}
    assert [each.issue for each in found.plan] == ["x", "y"]


def test_the_worth_is_what_the_worst_off_signer_gains_where_the_case_does_not_say() -> None:
    case = two(talks={"issues": {"x": one_way(1, 50)}})
    result = sequence_of(case)
    assert result.rounds is not None
    assert (result.rounds.worth, result.rounds.stated) == (0.0, False)
    stated = sequence_of(two(talks={"issues": {"x": one_way(1, 50)}, "worth": "10..20"})).rounds
    assert stated is not None
    assert (stated.worth, stated.stated) == (15.0, True)


def test_too_many_issues_are_not_planned() -> None:
    assert rounds_of(talks_of({f"i{at}": one_way(1, 50) for at in range(17)}), 1.0, [], []) is None
    assert rounds_of(talks_of({"x": one_way(1, 50)}), None, [], []) is None
