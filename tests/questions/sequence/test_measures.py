"""What measures open: counted by hand, and on random cases by looking at every agreement at every value."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from brute import Oracle
from comity.agreements.pressure import Movement
from comity.agreements.suppose import supposed
from comity.case.measure import Measure
from comity.case.messages import Message, message_names
from comity.case.model import Case
from comity.case.ties import Tie
from comity.finding import Link, Quantity, Table
from comity.questions.sequence import measure_words
from comity.questions.sequence.answer import sequence
from comity.questions.sequence.measures import NoneLeft, Opened, opened_by
from moved import with_number
from talks import talks
from ties import tie, with_messages

TRIED = 25


def measured(case: Case, **measures: Any) -> Case:
    return case.model_copy(update={"measures": {name: Measure.model_validate(each) for name, each in measures.items()}})


def small(**measures: Any) -> Case:
    """Of A, who rates x=q and y=q with nothing: qp, worth 50 to B, is possible from a rating of 20 on, beside pq."""
    messages = [{"id": "m", "to": "a", "says": "Q pays", "moves": {"x": {"q": 80}}}]
    ties = [tie("c", "a", "20..30", "100", "200"), tie("b", "a", "10", "100", "200")]
    return measured(with_messages(talks(), messages, ties), **measures)


def shown(table: Table) -> list[tuple[object, ...]]:
    return [tuple(str(cell) if isinstance(cell, Quantity) else cell for cell in row) for row in table.rows]


def only(case: Case, draws: int = 0) -> Opened:
    (opened,) = opened_by(case, draws) or ()
    return opened


def test_a_tie_that_is_moved_opens_what_the_message_then_reaches() -> None:
    """Where pressure turns at twice the best, half of the rapport is moved: 8 to 12 of 80 now, 32 to 40 then."""
    opened = only(small(talk={"name": "They talk", "ties": {"c": {"a": {"rapport": "80..100"}}}}))
    assert opened.before == opened.agreements.mid == 1
    assert opened.over_ties is not None
    before, after = opened.over_ties
    assert (before.message, before.messenger, before.worst, before.best) == (None, None, 1, 1)
    assert (after.message, after.messenger, after.to, after.pressure) == ("m", "c", "a", 1.0)
    assert after.parts == pytest.approx((0.4, 0.5))
    assert (after.worst, after.best) == (2, 2)
    assert (opened.adds, opened.adds_at_best) == (1, 1)
    (moved,) = opened.ties
    assert (moved.speaker, moved.to, moved.before, moved.after) == ("c", "a", before, after)
    assert {name: (now.low, now.high, then.low, then.high) for name, (now, then) in moved.moves.items()} == {
        "rapport": (20, 30, 80, 100)
    }


@pytest.mark.parametrize(
    ("ties", "adds", "at_best"),
    [
        ({"c": {"a": {"rapport": "49..100"}}}, 0, 1),  # 19.6 to 40
        ({"c": {"a": {"rapport": "50..100"}}}, 1, 1),  # just 20 at worst
        ({"c": {"a": {"rapport": 10}}}, 0, 0),
        ({"c": {"a": {"rapport": 100, "best": 40, "turns": 80}}}, 0, 0),  # .4 / 2 of 80
        ({"b": {"a": {"rapport": 100}}}, 1, 1),
        ({"b": {"a": {"rapport": 50}}, "c": {"a": {"rapport": 90}}}, 1, 1),
    ],
)
def test_worst_and_best_are_told_apart(ties: dict[str, Any], adds: int, at_best: int) -> None:
    opened = only(small(talk={"name": "They talk", "ties": ties}))
    assert (opened.adds, opened.adds_at_best) == (adds, at_best)


def test_a_measure_may_move_no_deal_and_a_tie() -> None:
    """No deal at 30 in place of 40 lets the rating of 20 be 4 / 3 * 10 lower: 8 is enough."""
    both = {"name": "Both", "moves": {"a": {"no_deal": 30}}, "ties": {"c": {"a": {"rapport": 20}}}}
    opened = only(small(both=both))
    assert opened.over_ties is not None
    assert (opened.agreements.mid, opened.over_ties[0].worst, opened.over_ties[1].worst) == (1, 1, 2)
    (moved,) = opened.ties  # alone, what no deal is worth being as it is
    assert moved.after is not None
    assert (moved.after.message, moved.after.worst) == (None, 1)


def test_those_that_open_most_come_first_whatever_they_move() -> None:
    measures = {
        "none": {"name": "Nothing"},
        "shuts": {"name": "It shuts", "moves": {"b": {"no_deal": 30}}},
        "maybe": {"name": "It may", "ties": {"c": {"a": {"rapport": "40..100"}}}},
        "opens": {"name": "It opens", "ties": {"c": {"a": {"rapport": 90}}}},
        "more": {"name": "It opens more", "moves": {"a": {"no_deal": 20}, "b": {"no_deal": 0}}},
    }
    found = opened_by(small(**measures)) or ()
    assert [(each.measure, each.adds, each.adds_at_best) for each in found] == [
        ("more", 2, 2),
        ("opens", 1, 1),
        ("maybe", 0, 1),
        ("none", 0, 0),
        ("shuts", -1, -1),
    ]


def test_a_tie_that_does_not_hold_is_not_moved() -> None:
    case = small(talk={"name": "They talk", "ties": {"c": {"a": {"rapport": 90}}}})
    opened = only(case.model_copy(update={"ties": ()}))
    assert (opened.ties, opened.over_ties, opened.adds) == ((), None, 0)


def test_what_is_supposed_holds_for_measures_too() -> None:
    case = small(talk={"name": "They talk", "ties": {"c": {"a": {"rapport": 45}}}})
    assert only(case).adds == 0
    assert only(supposed(case, suppose=["a: no_deal=38"])).adds == 1
    assert [row["adds"] for row in sequence(case, suppose=["a: no_deal=38"]).data["measures"]] == [1]


def test_the_share_of_readings_without_an_agreement() -> None:
    """B's no deal lies in 20..30, pq is worth 25 to it: half of the readings leave none, until qp is there as well."""
    talk = {"name": "They talk", "ties": {"c": {"a": {"rapport": "80..100"}}}}
    left = only(small(talk=talk), 256).none_left
    assert left is not None
    assert (left.before, left.worst, left.best) == (pytest.approx(0.5, abs=0.01), 0, 0)
    left = only(small(line={"name": "A hotline", "moves": {"b": {"no_deal": "20..25"}}}), 256).none_left
    assert left is not None
    assert (left.before, left.worst, left.best) == (pytest.approx(0.5, abs=0.01), 0, 0)
    left = only(small(talk={"name": "They talk", "ties": {"c": {"a": {"rapport": "40..100"}}}}), 256).none_left
    assert left is not None
    assert left.worst == pytest.approx(0.5, abs=0.01)
    assert left.best == 0
    assert only(small(none={"name": "Nothing"}), 256).none_left is None


def test_where_agreements_cannot_be_listed_ties_are_shown_without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.questions.sequence import carrying

    monkeypatch.setattr(carrying, "curves_of", lambda case: None)
    case = small(talk={"name": "They talk", "ties": {"c": {"a": {"rapport": 90}}}})
    opened = only(case, 20)
    (moved,) = opened.ties
    assert (moved.before, moved.after, opened.over_ties, opened.none_left, opened.adds) == (None,) * 4 + (0,)
    assert sequence(case).caveats[-1] == (
        "What moved ties would open is not counted, since agreements are too many to be listed."
    )


def test_every_number_stands_in_the_data() -> None:
    case = small(talk={"name": "They talk", "ties": {"c": {"a": {"rapport": "40..50", "turns": 160}}}})
    finding = sequence(case)
    assert not finding.exact
    (row,) = json.loads(finding.json())["data"]["measures"]
    opened = finding.result.measures[0]
    assert opened.over_ties is not None
    after = opened.over_ties[1]
    told = {"message": "m", "messenger": "c", "to": "a", "pressure": 1.0, "worst": 2, "best": 2}
    assert row["over_ties"]["after"] == {**told, "closes": {"worst": after.parts[0], "best": after.parts[1]}}
    assert row["ties"][0]["after"] == row["over_ties"]["after"]
    assert (row["ties"][0]["from"], row["ties"][0]["to"]) == ("c", "a")
    assert row["ties"][0]["moves"]["turns"] == {
        "from": {"low": 200.0, "mid": 200.0, "high": 200.0},
        "to": {"low": 160.0, "mid": 160.0, "high": 160.0},
    }
    assert row["over_ties"]["before"]["message"] is None
    assert (row["adds"], row["adds_at_best"]) == (1, 1)
    assert set(row["none_left"]) == {"before", "worst", "best", "draws"}


def said(**measures: Any) -> str:
    """What the answer says of measures, at its end."""
    return sequence(small(**measures)).answer.partition("today. ")[2]


ONE = {"name": "They talk", "ties": {"c": {"a": {"rapport": "80..100"}}}}
MAYBE = {"name": "They may talk", "ties": {"c": {"a": {"rapport": "40..100"}}}}
SHUTS = {"name": "It shuts", "moves": {"b": {"no_deal": 30}}}
FEWER = "“It shuts” would leave fewer agreements than there are without it."
NONE_LEFT = "In fewer readings of the ranges than before none is left: 0 of 100 at worst, where it was 50 of 100."


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        (
            {"talk": ONE},
            f"“They talk” adds 1 agreement at worst, with “Q pays”, carried to Alpha by Gamma. {NONE_LEFT}",
        ),
        ({"may": MAYBE}, "No measure surely adds an agreement; at best “They may talk” adds 1 agreement."),
        (
            {"talk": ONE, "none": {"name": "Nothing"}},
            "Of the measures “They talk” adds most: 1 agreement at worst, with “Q pays”, carried to Alpha by Gamma. "
            + NONE_LEFT,
        ),
        ({"none": {"name": "Nothing"}}, "No measure adds an agreement."),
        ({"shuts": SHUTS}, f"No measure adds an agreement. {FEWER}"),
        (
            {"shuts": SHUTS, "again": {**SHUTS, "name": "Again"}, "may": MAYBE},
            "No measure surely adds an agreement; at best “They may talk” adds 1 agreement. “Again” and “It shuts” "
            "would leave fewer agreements than there are without them.",
        ),
        (
            {"line": {"name": "A hotline", "moves": {"b": {"no_deal": 0}}}, "talk": ONE},
            "Of the measures “A hotline” adds most: 1 agreement. " + NONE_LEFT,
        ),
        (
            {"line": {"name": "A hotline", "moves": {"b": {"no_deal": 0}}, "ties": {"b": {"a": {"rapport": 5}}}}},
            "“A hotline” adds 1 agreement, whatever is carried over ties. " + NONE_LEFT,
        ),
        ({}, ""),
    ],
)
def test_what_is_said_of_measures(measures: dict[str, Any], told: str) -> None:
    assert said(**measures) == told


def test_the_readings_are_told_on_both_sides() -> None:
    found = ((0.5, 0.25, 0), (0.5, 0.75, 0), (0.5, 0.5, 0), (0, 0, 0))
    assert [measure_words._readings(NoneLeft(*shares, 20)) for shares in found] == [
        "In fewer readings of the ranges than before none is left: 25 of 100 at worst, where it was 50 of 100.",
        "In more readings of the ranges than before none is left: 75 of 100 at worst, where it was 50 of 100.",
        "In as many readings of the ranges as before, 50 of 100, none is left.",
        "As before, an agreement is left in every reading of the ranges that was drawn.",
    ]


def test_what_cannot_be_counted_is_said() -> None:
    case = small(talk=ONE)
    assert list(measure_words.told(case, None)) == [
        "What measures would open cannot be said, since the possible agreements cannot be counted."
    ]


def test_ties_are_shown_as_ties() -> None:
    both = {**ONE, "moves": {"b": {"no_deal": "25..35"}}, "by": "c", "because": "They will meet."}
    two = {"name": "Two", "ties": {"b": {"a": {"rapport": 5, "best": "60..70", "turns": 120}}}}
    tables = sequence(small(both=both, two=two)).tables
    assert shown(tables["measures"]) == [
        (
            *(Link("They talk", "measure-both"), "Gamma", "not said in the case", "no"),
            *("Beta: no deal from 25 to 30; Gamma to Alpha: their tie", "1", 1, 0, "They will meet."),
        ),
        (
            *(Link("Two", "measure-two"), "not said in the case", "not said in the case", "no"),
            *("Beta to Alpha: their tie", "1", 1, 0, ""),
        ),
    ]
    assert tables["measures"].columns[5:8] == ("agreements", "without it", "adds")
    assert shown(tables["moved_ties"]) == [
        (
            *(Link("They talk", "measure-both"), "Gamma", "Alpha"),
            *("rapport 20 to 30, then 80 to 100", "nothing, then “Q pays”", "1", "2"),
        ),
        (
            *(Link("Two", "measure-two"), "Beta", "Alpha"),
            *("rapport 10, then 5; best pressure 100, then 60 to 70; turns at 200, then 120", "nothing", "1", "1"),
        ),
    ]
    assert tables["measures_none_left"].note.endswith("Over 4,096 readings, drawn evenly and independently.")
    assert [row[0] for row in shown(tables["measures_none_left"])] == [row[0] for row in tables["measures"].rows]
    judged = [row[0] for row in tables["judged"].rows]
    assert judged[:2] == [
        "what no deal is worth to Beta after the measure “They talk”",
        "the rapport of Gamma with Alpha after the measure “They talk”",
    ]
    assert "moved_ties" not in sequence(small(shuts=SHUTS)).tables
    assert "without it" not in sequence(small(shuts=SHUTS)).tables["measures"].columns


# The oracle: every agreement at every value at which one may come or go.


def with_all(seed: int) -> Case:
    """A random case of 27 agreements, few of which are possible, with messages, ties and measures."""
    draw = random.Random(seed)
    own = ["ash", "birch", "cedar"][: draw.randint(2, 3)]
    issues = {issue: {"name": issue, "options": {each: each for each in "pqr"}} for issue in "xyz"}

    def interest() -> dict[str, Any]:
        rated = {
            issue: {"weight": draw.randint(1, 3), **{each: draw.randint(0, 100) for each in "pqr"}} for issue in "xyz"
        }
        return {"no_deal": draw.randint(45, 60), **rated}

    case = Case.model_validate(
        {
            "title": f"Drawn {seed}",
            "parties": {name: {"name": name, "signs": "yes"} for name in own},
            "issues": issues,
            "interests": {name: interest() for name in own},
            "linkages": [{"party": own[0], "when": {"x": "p", "y": "q"}, "adds": draw.randint(-20, 20)}],
            "red_lines": [{"party": own[1], "never": {"z": "r"}, "unless": {"x": "q"}, "firmness": "declared"}],
        }
    )

    def message() -> dict[str, Any]:
        to = draw.choice(own)
        issue, stated = draw.choice(list(case.interests[to].issues.items()))
        rated = {issue: {draw.choice(list(stated.ratings)): draw.randint(70, 100)}}
        return {"to": to, "moves": draw.choice(({"no_deal": draw.randint(25, 50)}, rated))}

    def rapport(least: int, most: int) -> str:
        low, high = sorted(draw.randint(least, most) for _ in range(2))
        return f"{low}..{high}"

    near = draw.random() < 0.5
    now, then = ((60, 100), (0, 30)) if near else ((0, 30), (60, 100))
    ties = [tie(speaker, to, rapport(*now), "80..100", "120..150") for speaker in ("bank", "desk") for to in own]
    pairs = [(each["from"], each["to"]) for each in ties]

    def moved() -> dict[str, Any]:
        of: dict[str, Any] = {}
        for speaker, to in draw.sample(pairs, min(len(pairs), draw.randint(1, 2))):
            numbers = {"rapport": rapport(*then), "turns": "140..160", "best": "75..90"}
            fields = ["rapport", *draw.sample(["turns", "best"], draw.randint(0, 2))]
            if "best" in fields and "turns" not in fields:
                fields.append("turns")
            of.setdefault(speaker, {})[to] = {name: numbers[name] for name in fields}
        return of

    def no_deal() -> dict[str, Any]:
        low = draw.randint(35, 60)
        return {draw.choice(own): {"no_deal": f"{low}..{low + draw.choice((0, 10))}"}}

    case = with_messages(case, [message() for _ in range(3)], ties)
    return measured(
        case,
        tie={"name": "A tie", "ties": moved()},
        both={"name": "Both", "ties": moved(), "moves": no_deal()},
        line={"name": "No deal", "moves": no_deal()},
    )


def reached(case: Case, message: Message, bank: Tie) -> tuple[int, int]:
    """The fewest and the most agreements between the values to which a message over a tie moves its judgement."""
    aim = message.aim
    assert aim is not None
    path = ("interests", message.to, *((aim.issue,) if aim.issue else ()), aim.entry)
    interest = case.interests[message.to]
    stated = interest.no_deal if aim.issue is None else interest.issues[aim.issue].ratings[aim.entry]
    assert stated is not None
    start = (Fraction(repr(stated.low)) + Fraction(repr(stated.high))) / 2
    movement = Movement.of(bank)
    low, high = sorted(
        start + Fraction(repr(round(min(part, 1.0), 9))) * (Fraction(repr(float(aim.limit))) - start)
        for part in movement.parts(movement.robust)
    )
    at = [Oracle(with_number(case, path, value)) for value in (0, 1)]
    lines = []  # of each agreement: what each signer gains at 0, and how that rises
    for deal in at[0].feasible():
        gains = [[of.worth(name, deal) - of.no_deal(name) for of in at] for name in case.signers()]
        lines.append([(first, second - first) for first, second in gains])
    turns = sorted({low, high, *(-g / by for line in lines for g, by in line if by and low < -g / by < high)})
    values = [*turns, *((one + other) / 2 for one, other in pairwise(turns))]
    counts = [sum(all(g + by * value >= 0 for g, by in line) for line in lines) for value in values]
    return min(counts), max(counts)


def best(case: Case, ties: Sequence[Tie]) -> tuple[int, int]:
    """What is left at worst and at best with what is best carried over some ties, or nothing."""
    now = len(Oracle(case).zopa())
    found = [
        (*reached(case, message, each), -Movement.of(each).parts(Movement.of(each).robust)[0])
        for each in ties
        for message in case.messages
        if message.to == each.to
    ]
    useful = [(-worst, part, -most) for worst, most, part in found if worst >= now and most > now]
    worst, _, most = min(useful, default=(-now, 0.0, -now))
    return -worst, -most


def drawn(tried: int = TRIED) -> Iterator[tuple[Case, dict[str, Opened]]]:
    for seed in range(tried):
        case = with_all(seed)
        found = opened_by(case)
        assert found is not None, seed
        yield case, {each.measure: each for each in found}


def test_every_measure_counted_again_agreement_by_agreement() -> None:
    opens = shuts = 0
    for case, found in drawn():
        assert len(message_names(case.messages)) == 3
        now = len(Oracle(case).zopa())
        for name, opened in found.items():
            measure, taken = case.measures[name], case
            for party, each in measure.moves.items():
                taken = with_number(taken, ("interests", party, "no_deal"), float(each.no_deal.point))
            pairs = [(each, measure.ties[each.from_][each.to]) for each in case.ties if each.to in
                     measure.ties.get(each.from_, {})]  # fmt: skip
            before, after = (
                best(case, [each for each, _ in pairs]),
                best(taken, [moved.of(each) for each, moved in pairs]),
            )
            assert (opened.before, opened.agreements.mid) == (now, len(Oracle(taken).zopa()))
            assert (opened.adds, opened.adds_at_best) == (after[0] - before[0], after[1] - before[1])
            if pairs:
                assert opened.over_ties is not None
                assert [(sent.worst, sent.best) for sent in opened.over_ties] == [before, after]
            for alone in opened.ties:
                ((bank, moved),) = [each for each in pairs if (each[0].from_, each[0].to) == (alone.speaker, alone.to)]
                assert alone.before is not None
                assert alone.after is not None
                assert (alone.before.worst, alone.before.best) == best(case, [bank])
                assert (alone.after.worst, alone.after.best) == best(case, [moved.of(bank)])
            opens, shuts = opens + (name == "tie" and opened.adds > 0), shuts + (name == "tie" and opened.adds < 0)
    assert opens >= 3
    assert shuts >= 3


def test_no_order_counts() -> None:
    for case, found in drawn(TRIED // 3):
        turned = case.model_copy(
            update={
                "ties": case.ties[::-1],
                "measures": dict(reversed(case.measures.items())),
                "messages": tuple(
                    message.model_copy(update={"id": name})
                    for name, message in reversed(list(zip(message_names(case.messages), case.messages, strict=True)))
                ),
            }
        )
        again = opened_by(turned)
        assert again is not None
        assert [(each.measure, each.adds, each.over_ties) for each in again] == [
            (each.measure, each.adds, each.over_ties) for each in found.values()
        ]
