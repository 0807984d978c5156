"""Steps that take effect at once: Washington's figures of the methods file, and two issues by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.problem import Problems
from comity.questions.sequence.answer import sequence, sequence_of
from comity.questions.sequence.interim import Account
from courses import two, washington, with_today
from talks import talks


def test_washington_is_as_safe_as_the_methods_file_says() -> None:
    result = sequence_of(washington())
    assert result.target is not None
    assert result.steps is not None
    assert result.steps.safest is not None
    assert (result.target.how, result.target.tied) == ("egalitarian", 1)
    assert result.steps.safest.epsilon == pytest.approx(4.5)
    assert result.steps.safest.places["ceasefire"] == (10, 10)
    points, gaps = result.steps.interim.points, {}
    for account in result.steps.interim.accounts:
        gaps[account.party] = (round(points(account.today), 1), round(points(account.closing), 1))
    # (The file has -5.0 for Ukraine's gap: that is what arrives on closing, 7 of it by a linkage that today lacks.)
    assert gaps == {"ukraine": (-12.0, -5.0), "russia": (5.7, 5.7), "usa": (-5.7, -5.7), "europe": (-8.2, -8.2)}


@pytest.mark.parametrize(
    ("asked", "epsilon"),
    [
        ({"order": (("territory",),)}, 4.5),
        ({"order": (("ceasefire",),)}, 7.4),
        ({"before": tuple((issue, "territory") for issue in ("guarantees", "participation", "status"))}, 4.5),
    ],
)
def test_principles_territory_and_ceasefire_first(
    asked: dict[str, tuple[tuple[str, ...], ...]], epsilon: float
) -> None:
    steps = sequence_of(washington(), **asked).steps  # type: ignore[arg-type]
    assert steps is not None
    assert steps.safest is not None
    found = steps.chosen or steps.safest
    assert found.epsilon == pytest.approx(epsilon)


def test_an_early_ceasefire_tempts_one_and_then_another() -> None:
    steps = sequence_of(washington(), order=(("ceasefire",),)).steps
    assert steps is not None
    assert steps.chosen is not None
    first, worst = steps.chosen.stages[0], steps.chosen.worst
    assert (first.risk, first.whose) == (pytest.approx(5.35), (("usa", "tempted"),))
    assert first.has["usa"] == pytest.approx(11.2)
    assert worst is not None
    assert (worst.risk, worst.whose) == (pytest.approx(7.4), (("europe", "tempted"),))
    assert worst.has["europe"] == pytest.approx(13.3)
    assert "guarantees" in worst.settled


def test_where_every_stage_must_meet_the_conditions_orders_are_less_safe() -> None:
    steps = sequence_of(washington()).steps
    assert steps is not None
    assert steps.coherent is not None
    assert steps.coherent.epsilon == pytest.approx(7.05)
    assert steps.coherent.places["ceasefire"][1] < steps.coherent.places["forces"][1]
    assert steps.course is not None
    assert steps.course.unmet == {}
    assert all(order.index(("ceasefire",)) < order.index(("forces",)) for order in steps.coherent.orders)


def test_two_issues_by_hand() -> None:
    # From qq to pq only x moves: A gets 75 and gains 35 over no deal, so it holds all of it at once; B gives 50.
    steps = sequence_of(two()).steps
    assert steps is not None
    assert steps.safest is not None
    has = {account.party: account.steps for account in steps.interim.accounts}
    unit = steps.interim.unit
    assert {party: {issue: float(units * unit) for issue, units in each.items()} for party, each in has.items()} == {
        "a": {"x": 75.0, "y": 0.0},
        "b": {"x": -50.0, "y": 0.0},
    }
    assert steps.interim.changing == ("x",)
    assert (steps.safest.epsilon, steps.safest.orders) == (0.0, ((("y",), ("x",)),))
    assert steps.firsts == {("x",): 50.0, ("y",): 0.0}


def test_a_step_that_lapses_exposes_nobody() -> None:
    steps = sequence_of(with_today(talks(), {"x": "q", "y": "q"}, lapsing=("x",))).steps
    assert steps is not None
    assert steps.safest is not None
    assert steps.all_lapse
    assert (steps.safest.epsilon, steps.safest.count) == (0.0, 2)
    assert steps.firsts == {("x",): 0.0, ("y",): 0.0}


def test_an_order_that_breaks_a_precondition_is_looked_at_and_said_so() -> None:
    case = two(preconditions=[{"id": "y-first", "party": "a", "first": "y", "then": "x"}])
    steps = sequence_of(case, order=(("x",),)).steps
    assert steps is not None
    assert steps.chosen is not None
    assert (steps.chosen.order, steps.chosen.epsilon, steps.chosen.against) == ((("x",), ("y",)), 50.0, ("y-first",))
    assert steps.firsts == {("y",): 0.0}


def test_issues_that_wait_for_each_other_are_one_step() -> None:
    circle = [{"party": "a", "first": "y", "then": "x"}, {"party": "b", "first": "x", "then": "y"}]
    steps = sequence_of(two(preconditions=circle), order=(("x",),)).steps
    assert steps is not None
    assert steps.safest is not None
    assert steps.safest.orders == ((("x", "y"),),)
    assert steps.chosen is not None
    assert (steps.chosen.order, steps.chosen.against) == ((("x",), ("y",)), ("1",))


def test_several_issues_at_once_are_safer() -> None:
    alone, pairs = (sequence_of(washington(), together=size).steps for size in (1, 2))
    assert alone is not None
    assert pairs is not None
    assert alone.safest is not None
    assert pairs.safest is not None
    assert (alone.safest.epsilon, pairs.safest.epsilon) == (pytest.approx(4.5), pytest.approx(2.0))
    assert pairs.safest.places == {}
    assert max(len(step) for step in pairs.safest.gentlest) == 2


def test_without_today_or_a_target_there_are_no_steps() -> None:
    result = sequence_of(talks())
    assert result.steps is None
    assert result.untold == ("x", "y")
    assert result.phases == ()
    part = talks(issues={**talks().model_dump(mode="json", by_alias=True, exclude_defaults=True)["issues"]})
    assert sequence_of(part).steps is None


def test_an_agreement_that_is_asked_for_is_aimed_at() -> None:
    result = sequence(two(), target="x=q, y=p").result
    assert result.target is not None
    assert (result.target.how, result.target.gains) == ("asked", {"a": -15.0, "b": 25.0})
    assert result.steps is not None
    assert result.steps.safest is not None
    assert result.steps.safest.epsilon == 15.0  # what a gains by never beginning


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"order": "z"}, "unknown issue 'z'"),
        ({"order": "x, x"}, "issue x is settled twice"),
        ({"order": "x + "}, "an issue is missing"),
        ({"order": " , "}, "this is no order"),
        ({"before": ["x"]}, "this says not what comes before what"),
        ({"before": ["x < x"]}, "x is to be settled before itself"),
        ({"before": "x < y"}, "before is one text, 'x < y', no list"),
        ({"before": [3]}, "before holds 3, no text"),
        ({"before": None}, "before is None, no list"),
        ({"order": ["x", "y"]}, "order is a list, no text"),
        ({"settled": {"x": "p"}}, "settled is a dict, no text"),
        ({"settled": "x=z"}, "unknown option 'z' of issue x"),
        ({"target": "x=p"}, "nothing is said on y"),
        ({"together": 0}, "together is 0"),
        ({"show": 0}, "show is 0"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, object], said: str) -> None:
    with pytest.raises(Problems, match=said):
        sequence(two(), **asked)  # type: ignore[arg-type]


def test_numbers_that_are_too_large_for_one_unit_are_rounded_and_said_to_be() -> None:
    interests = {
        party: {"scale": "points", "no_deal": 0, **{issue: {"p": best, "q": 0} for issue in ("x", "y")}}
        for party, best in (("a", "0.000000001"), ("b", "999999999"))
    }
    finding = sequence(two(interests=interests), target="x=p, y=p")
    steps = finding.result.steps
    assert steps is not None
    assert steps.safest is not None
    assert (steps.safest.epsilon, steps.safest.count) == (0, 2)
    assert steps.interim.accounts[1].steps["x"] * steps.interim.unit == pytest.approx(999999999)
    assert not finding.exact
    assert any(said.startswith("What steps bring had to be rounded") for said in finding.caveats)


def test_risks_that_rounding_alone_sets_apart_are_tied() -> None:
    """Two thirds of a unit and a third, twice: rounded, they are a unit and nothing."""
    interim = replace(
        sequence_of(two()).steps.interim,  # type: ignore[union-attr]
        issues=("x", "y", "z"),
        accounts=(
            Account("a", {"x": -33333, "y": -33333, "z": -66667}, 0, 0, 0),
            Account("b", {"x": -66667, "y": 0, "z": -66666}, 0, 0, 0),
        ),
        exact=False,
    )
    risks = interim.risks([frozenset(name) for name in "xyz"])
    assert risks[0b001] == risks[0b011] == risks[0b100] > risks[0b010]
    assert interim.stage("z").whose == (("a", "exposed"), ("b", "exposed"))


def test_an_order_needs_steps() -> None:
    with pytest.raises(Problems, match="the case does not say what holds today"):
        sequence(talks(), order="x")
