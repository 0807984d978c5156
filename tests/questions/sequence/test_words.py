"""What is said of a sequence, on both sides of every turn of the sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from comity.case.model import Case
from comity.finding import Band
from comity.questions.sequence import words
from comity.questions.sequence.answer import sequence, sequence_of
from comity.questions.sequence.openings import Opening, Openings
from comity.questions.sequence.result import Sequence
from comity.questions.sequence.rounds import Round, Rounds
from comity.questions.sequence.steps import Safest
from comity.questions.sequence.target import Target
from courses import TODAY, two, washington, with_today
from talks import talks

ROUNDS: dict[str, Any] = {"issues": {"x": {"formats": {"f": {"cost": 1, "success": 50}}}}}


def opened(*best: tuple[str, str, dict[str, float]], settled: dict[str, str] | None = None, left: int = 3) -> Openings:
    ideal = {"a": 30.0, "b": 9.0}
    every = tuple(
        Opening(issue, option, 1 if gains else 0, gains, 0.0 if gains else None, 0.0 if gains else None)
        for issue, option, gains in best
    )
    return Openings(settled or {}, left, ideal, every)


FULL = {"a": 30.0, "b": 9.0}


def test_where_nobody_signs_that_is_said() -> None:
    nobody = two(parties={"a": "Alpha", "b": "Beta", "c": "Gamma"})
    said = "Nobody signs in this case, so there is nobody for whom an early settlement could leave more or less."
    assert said in sequence(nobody).answer


@pytest.mark.parametrize(
    ("openings", "said"),
    [
        (
            None,
            "What an early settlement would leave cannot be said, since the possible agreements cannot be listed.",
        ),
        (opened(left=0), "No agreement is possible, so no issue can be settled first without a loss."),
        (opened(left=0, settled={"x": "p"}), "With The X: P it is settled, no agreement is left."),
        (
            opened(("y", "p", FULL), settled={"x": "p"}, left=1),
            "With The X: P it is settled, 1 agreement is left. "
            "Whatever is settled first, every signer’s best gain stays whole.",
        ),
        (
            opened(("y", "p", FULL), ("y", "q", {"a": 10.0, "b": 9.0}), settled={"x": "p"}),
            "With The X: P it is settled, 3 agreements are left. "
            "Of what is open, settling “The Y” may take 20.0 points of its best gain from Alpha.",
        ),
        (
            opened(("x", "p", FULL), ("y", "p", FULL), ("y", "q", {"a": 10.0, "b": 9.0})),
            "Settling “The X” first takes nothing from any signer’s best gain; settling “The Y” may take 20.0 "
            "points of "
            "its best gain from Alpha.",
        ),
        (
            opened(
                ("x", "p", FULL), ("x", "q", {"a": 30.0, "b": 7.0}), ("y", "p", FULL), ("y", "q", {"a": 21.0, "b": 0.0})
            ),
            "Settling “The X” first takes at most 2.0 points from any signer’s best gain; settling “The Y” may "
            "take 9.0 "
            "points of its best gain from Alpha and Beta.",
        ),
        (opened(), ""),
    ],
)
def test_what_an_early_settlement_leaves(openings: Openings | None, said: str) -> None:
    assert " ".join(words.openings(talks(), replace(sequence_of(talks()), openings=openings))) == said


def result(epsilon: float, coherent: float | None, **places: tuple[int, int]) -> Sequence:
    found = sequence_of(two())
    assert found.steps is not None
    safest = Safest(epsilon, 1, ((("x",), ("y",)),), places, (("x",), ("y",)))
    along = None if coherent is None else replace(safest, epsilon=coherent)
    return replace(found, steps=replace(found.steps, safest=safest, coherent=along))


SAFE = "In the safest order of steps nobody is ever"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (result(0.0, 0.0, x=(2, 2)), f"{SAFE} worse off than with no talks, or better off stopping than finishing."),
        (
            result(4.5, 4.5, x=(1, 2), y=(1, 2)),
            f"{SAFE} more than 4.5 points worse off than with no talks, or better off stopping than finishing by more "
            "than that.",
        ),
        (
            result(4.5, 7.0, x=(1, 1), y=(2, 2)),
            f"{SAFE} more than 4.5 points worse off than with no talks, or better off stopping than finishing by more "
            "than that; “The X” comes first in every such order and “The Y” comes last in every such order. "
            "Where every "
            "stage has to meet the conditions of the case, it is 7.0 points.",
        ),
        (
            result(0.0, None),
            f"{SAFE} worse off than with no talks, or better off stopping than finishing. No order meets the "
            f"conditions "
            "of the case at every stage.",
        ),
    ],
)
def test_how_safe_the_orders_are(found: Sequence, said: str) -> None:
    assert " ".join(words.steps(two(), found)) == said


def test_why_no_order_is_weighed() -> None:
    nothing = "What steps in force at once would risk is not known: the case does not say what holds today"
    assert words.no_steps(talks(), sequence_of(talks())) == f"{nothing}."
    some = replace(sequence_of(talks()), untold=("x",))
    assert words.no_steps(talks(), some) == f"{nothing} on “The X”."
    none = with_today(
        talks(red_lines=[{"party": "a", "never": {"x": ["p", "q"]}, "firmness": "declared"}]), {"x": "q", "y": "q"}
    )
    assert words.no_steps(none, sequence_of(none)) == (
        "No order of steps is weighed, since there is no agreement to aim at; one can be asked for."
    )
    lapsing = with_today(talks(), {"x": "q", "y": "q"}, lapsing=("x", "y"))
    assert list(words.steps(lapsing, sequence_of(lapsing))) == [
        "Every step lapses when talks stop, so no order of steps exposes anybody."
    ]


@pytest.mark.parametrize(
    ("order", "target", "said"),
    [
        (
            (("x",),),
            None,
            "Begun with “The X” and going on as safely as can be, Beta would have lost 50.0 points if talks "
            "stopped with "
            "“The X” in force.",
        ),
        (
            (("y",), ("x",)),
            None,
            "Begun with “The Y” and then “The X”, nobody is ever worse off than with no talks, or better off stopping.",
        ),
        (
            (("x", "y"),),
            None,
            "Begun with “The X” and “The Y”, nobody is ever worse off than with no talks, or better off stopping.",
        ),
        (
            (("x",),),
            {"x": "q", "y": "p"},
            "Begun with “The X” and going on as safely as can be, Alpha would gain 15.0 points by stopping if "
            "talks stopped "
            "with “The X” in force.",
        ),
        (
            (("x", "y"),),
            {"x": "q", "y": "p"},
            "Begun with “The X” and “The Y”, some party is better off without the agreement by 15.0 points.",
        ),
    ],
)
def test_what_an_order_that_was_asked_for_risks(order: Any, target: dict[str, str] | None, said: str) -> None:
    from comity.agreements.space import Agreement

    steps = sequence_of(two(), order=order, aim=Agreement(target) if target else None).steps
    assert steps is not None
    assert steps.chosen is not None
    assert words.chosen(two(), steps.chosen) == said


def test_many_issues_in_force_are_counted() -> None:
    steps = sequence_of(washington(), order=(("ceasefire",),)).steps
    assert steps is not None
    assert steps.chosen is not None
    assert words.chosen(washington(), steps.chosen) == (
        "Begun with “Ceasefire and its timing” and going on as safely as can be, the European group would gain 7.4 "
        "points by "
        "stopping if talks stopped with 3 issues in force."
    )


def circle(*firmness: str) -> Case:
    stated = [("a", "x", "y"), ("b", "y", "x"), ("b", "x", "y")]
    return two(
        preconditions=[
            {"party": party, "first": first, "then": then, "firmness": firm}
            for (party, first, then), firm in zip(stated, firmness, strict=False)
        ]
    )


@pytest.mark.parametrize(
    ("case", "before", "said"),
    [
        (circle(), (), []),
        (
            circle("declared", "preferred"),
            (),
            [
                "“The X” and “The Y” wait for each other by the preconditions of Alpha and Beta: a procedural "
                "deadlock. "
                "Cheapest to give up is “The Y” before “The X” (Beta, preferred); otherwise they can only be settled "
                "together."
            ],
        ),
        (
            circle("declared", "declared"),
            (),
            [
                "“The X” and “The Y” wait for each other by the preconditions of Alpha and Beta: a procedural "
                "deadlock. "
                "Cheapest to give up is “The X” before “The Y” (Alpha, declared) or 1 other way as cheap; "
                "otherwise they "
                "can only be settled together."
            ],
        ),
        (
            circle(),
            (("x", "y"), ("y", "x")),
            [
                "“The X” and “The Y” wait for each other by what is supposed: a procedural deadlock. Cheapest "
                "to give up is "
                "“The X” before “The Y” (supposed) or 1 other way as cheap; otherwise they can only be settled "
                "together."
            ],
        ),
    ],
)
def test_where_talks_wait_for_each_other(case: Case, before: Any, said: list[str]) -> None:
    assert list(words.deadlocks(case, sequence_of(case, before=before).preconditions.cycles)) == said


def test_a_circle_of_which_too_much_would_have_to_be_looked_at_names_no_way_out() -> None:
    (cycle,) = sequence_of(circle("declared", "declared")).preconditions.cycles
    assert list(words.deadlocks(two(), [replace(cycle, cheapest=())])) == [
        "“The X” and “The Y” wait for each other by the preconditions of Alpha and Beta: a procedural deadlock."
    ]


def plan(value: float, draws: int = 0, share: float = 0.62) -> Rounds:
    held = (Round("x", "f", value, 0.5, 0.8),)
    firsts = {("x", "f"): share, ("y", "g"): 0.38}
    return Rounds(10.0, False, held, value, Band(0, 0, 0), draws, firsts, ())


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        (
            plan(4.0),
            "The first round is best held on “The X” (f). By these judgements the talks are worth 4.0 points; "
            "every issue on which rounds are judged is settled "
            "with a chance of 80 in 100.",
        ),
        (
            plan(-3.0, draws=9),
            "The first round is best held on “The X” (f), best in 62 in 100 readings of the ranges. By these "
            "judgements the "
            "talks cost more than they bring, by 3.0 points; every issue on which rounds are judged is settled with a "
            "chance of 80 in 100.",
        ),
        (
            plan(4.0, draws=9, share=0.3),
            "With every range at its middle the first round is best held on “The X” (f); over the readings of the "
            "ranges “The Y” (g) is more often best: 38 in 100, against 30 in 100. By these judgements the talks are "
            "worth 4.0 points; every issue on which rounds are judged is settled with a chance of 80 in 100.",
        ),
        (
            replace(plan(4.0), plan=(Round("x", "f", 4.0, 0.5, 0.8), Round("y", "g", 6.0, 0.5, 1.0))),
            "The first round is best held on “The X” (f). By these judgements the talks are worth 4.0 points; all is "
            "settled with a chance of 80 in 100.",
        ),
        (None, "No round of talks is planned, since nothing says what it is worth that all is settled."),
    ],
)
def test_which_round_is_best(rounds: Rounds | None, said: str) -> None:
    both = {"issues": ROUNDS["issues"] | {"y": {"formats": {"g": {"cost": 1, "success": 50}}}}}
    case = two(talks=both)
    assert " ".join(words.rounds(case, replace(sequence_of(case), rounds=rounds))) == said


def test_of_rounds_that_nobody_judged_nothing_is_said() -> None:
    assert list(words.rounds(two(), sequence_of(two()))) == []
    many = {f"i{at}": {"name": f"I{at}", "options": {"p": "P", "q": "Q"}} for at in range(17)}
    stated = {"issues": {name: {"formats": {"f": {"cost": 1, "success": 50}}} for name in many}, "worth": 9}
    case = talks(issues=many, interests={}, parties={"c": "Gamma"}, talks=stated)
    assert list(words.rounds(case, sequence_of(case))) == ["More than 16 issues need rounds, too many to plan them."]


def test_a_format_is_called_by_its_name_where_it_has_one() -> None:
    named = {"issues": {"x": {"formats": {"f": {"name": "behind closed doors", "cost": 1, "success": 50}}}}}
    assert words.format_(two(talks=named), "x", "f") == "behind closed doors"
    assert words.format_(two(talks=ROUNDS), "x", "f") == "f"


def test_what_a_reader_must_know_of_steps() -> None:
    case = washington()
    assert words.caveats(case, sequence_of(case))[1:] == (
        "Today is not no deal: it is worth 12.0 points less to Ukraine, 5.7 points more to Russia, 5.7 points "
        "less to the United "
        "States and 8.2 points less to the European group than no deal is. That is as large as what the agreement "
        "gains, so read "
        "the orders as an example of the method, not as an answer.",
        "Interim worth adds up issues; what linkages carry arrives on closing: +7.0 points for Ukraine.",
        "Where nothing is agreed until everything is, no order of steps exposes anybody.",
        "What an early settlement leaves is a count, no prediction of the path that talks will take.",
    )
    assert TODAY["territory"] == "frozen"


def test_a_small_gap_between_today_and_no_deal_is_told_as_one() -> None:
    case = two()
    found = sequence_of(case)
    large = replace(found, target=Target(found.target.agreement, "egalitarian", 3, {"a": 70.0, "b": 80.0}))  # type: ignore[union-attr]
    said = list(words._of_steps(case, large))
    assert said[0] == (
        "Today is not no deal: it is worth 40.0 points less to Alpha and 50.0 points more to Beta than no deal "
        "is. That is "
        "less than what any signer gains by the agreement."
    )
    assert said[-1] == "The egalitarian pick leaves 3 agreements; that which changes least of today is aimed at."


def test_what_a_reader_must_know_of_rounds_and_measures() -> None:
    case = two(
        talks=ROUNDS,
        measures={"line": {"name": "A hotline"}},
        preconditions=circle("declared", "declared").preconditions,
    )
    result = sequence_of(case)
    said = list(words._of_rounds(case, result, replace(plan(1.0), left_aside=("1", "2"))))
    assert said == [
        "The case does not say what it is worth that all is settled; what the signer gains that gains least "
        "stands for it, "
        "10.0 points.",
        "No plan of rounds can meet preconditions that go in a circle: “The X” before “The Y” (Alpha, declared) and "
        "“The Y” before “The X” (Beta, declared).",
    ]
    assert list(words._of_rounds(case, result, replace(plan(1.0), stated=True))) == []


def test_the_answer_is_all_of_it_in_order() -> None:
    finding = sequence(two(talks=ROUNDS, preconditions=circle("declared", "preferred").preconditions))
    parts = ["Whatever is settled first", "In the safest order", "wait for each other", "The first round is best held"]
    assert [finding.answer.index(part) for part in parts] == sorted(finding.answer.index(part) for part in parts)
    assert finding.exact
    assert not sequence(two(talks={**ROUNDS, "patience": "80..90"})).exact
