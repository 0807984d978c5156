"""What is said of a change, on both sides of every turn of the sentence."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from fractions import Fraction

import pytest

from comity.agreements.attribution import Credit
from comity.finding import Band
from comity.questions.change import figures, tables, words
from comity.questions.change.result import Cause, Change, Moment, Month, Pick, Waiting
from talks import talks

CASE = talks()
THEN, NOW = dt.date(2025, 8, 14), dt.date(2025, 8, 18)


def pick(a: float, b: float | tuple[float, float] = 60.0) -> Pick:
    low, high = b if isinstance(b, tuple) else (b, b)
    worth = {"a": Band(a, a, a), "b": Band(low, (low + high) / 2, high)}
    return Pick(None, 2, {"x": ("p",), "y": ("p", "q")}, worth, {"a": 40.0, "b": 25.0})


def moment(day: dt.date | None, count: int, *, margin: float | None = 3.0, nash: Pick | None = None) -> Moment:
    return Moment(day, {"all": 4, "zopa": count}, count, margin, {"nash": nash} if nash else {})


def cause(name: str, alone: int, last: int, share: float | None, ordered: int | None = None) -> Cause:
    credit = Credit(alone, last, last if ordered is None else ordered, None if share is None else Fraction(share))
    return Cause((name,), NOW, f"The {name} comes.", credit)


def change(before: int, after: int, /, *causes: Cause, **more: object) -> Change:
    came, went = max(after - before, 0), max(before - after, 0)
    values = (0,) * (1 << len(causes))
    plain = Change(moment(THEN, before), moment(NOW, after), came, went, {}, {}, causes, values=values)
    return replace(plain, **more)  # type: ignore[arg-type]


ONE, OTHER, IDLE = cause("flood", 2, 2, 2), cause("truce", -1, -1, -1), cause("vote", 0, 0, 0)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (
            change(1, 3, ONE),
            "From 2025-08-14 to 2025-08-18 the possible agreements rose from 1 to 3. “The flood comes” did it.",
        ),
        (
            change(3, 2, OTHER),
            "From 2025-08-14 to 2025-08-18 the possible agreements fell from 3 to 2. “The truce comes” did it.",
        ),
        (
            change(0, 2, ONE),
            "From 2025-08-14 to 2025-08-18 the possible agreements rose from 0 to 2: an agreement has become possible. "
            "“The flood comes” did it.",
        ),
        (
            change(1, 0, OTHER),
            "From 2025-08-14 to 2025-08-18 the possible agreements fell from 1 to 0: none is possible any more. "
            "“The truce comes” did it.",
        ),
        (
            change(1, 2, ONE, OTHER),
            "From 2025-08-14 to 2025-08-18 the possible agreements rose from 1 to 2. “The flood comes” did most of it "
            "(+2 of +1). “The truce comes” worked against that (-1).",
        ),
        (
            change(4, 2, cause("flood", 1, 1, 1), cause("truce", -3, -3, -3)),
            "From 2025-08-14 to 2025-08-18 the possible agreements fell from 4 to 2. “The truce comes” did most of it "
            "(-3 of -2). “The flood comes” worked against that (+1).",
        ),
        (
            change(3, 3, IDLE),
            "From 2025-08-14 to 2025-08-18 as many agreements stayed possible, 3. “The vote comes” changed nothing in "
            "that.",
        ),
        (
            change(0, 0, IDLE, IDLE),
            "From 2025-08-14 to 2025-08-18 no agreement was possible, and none is. The 2 developments between changed "
            "nothing in that.",
        ),
        (
            change(3, 3, cause("flood", 2, 2, 2), cause("truce", -2, -2, -2), came=2, went=2),
            "From 2025-08-14 to 2025-08-18 as many agreements stayed possible, 3 (2 came and 2 went). “The flood "
            "comes” counts for +2 of them. “The truce comes” worked against that (-2).",
        ),
        (
            change(1, 3, cause("flood", 2, 2, None, 2), IDLE),
            "From 2025-08-14 to 2025-08-18 the possible agreements rose from 1 to 3. “The flood comes” did most of it "
            "(+2 of +2).",
        ),
        (
            change(3, 3),
            "By what the case says, no judgement changed from 2025-08-14 to 2025-08-18: 3 agreements are possible.",
        ),
        (
            change(1, 1),
            "By what the case says, no judgement changed from 2025-08-14 to 2025-08-18: 1 agreement is possible.",
        ),
        (
            change(0, 0, then=moment(None, 0), now=moment(None, 0)),
            "Nothing in the case is dated, so nothing has changed: no agreement is possible.",
        ),
    ],
)
def test_what_became_of_the_agreements(result: Change, said: str) -> None:
    assert words.answer(CASE, result) == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (pick(50), pick(55), "The pick of Nash is now worth more to Alpha."),
        (pick(55), pick(50), "The pick of Nash is now worth less to Alpha."),
        (pick(50, 70.0), pick(55, 65.0), "The pick of Nash is now worth more to Alpha and less to Beta."),
        (pick(50, 60.0), pick(55, 65.0), "The pick of Nash is now worth more to Alpha and Beta."),
        (pick(50), pick(50), "The pick of Nash is for no signer clearly worth more or less than it was."),
        (
            pick(50, (50.0, 60.0)),
            pick(50, (55.0, 65.0)),
            "The pick of Nash is for no signer clearly worth more or less than it was.",
        ),
    ],
)
def test_for_whom(then: Pick, now: Pick, said: str) -> None:
    result = change(1, 3, ONE, then=moment(THEN, 1, nash=then), now=moment(NOW, 3, nash=now))
    assert words.answer(CASE, result).endswith(f"“The flood comes” did it. {said}")


def month(number: float, count: int, a: float | None = None, b: float = 60.0) -> Month:
    worth = None if a is None else {"a": Band(a, a, a), "b": Band(b, b, b)}
    return Month(number, Band(count, count, count), worth)


def waiting(*months: Month, opens: float | None = 0.0, closes: float | None = 99.7863) -> Waiting:
    ends = None if closes is None else Band(closes, closes, closes)
    return Waiting({"a": Band(-0.8, -0.5, -0.2)}, months, opens, ends, {"a": 40.0, "b": 25.0})


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            waiting(month(0, 2, 50), month(6, 3, 55)),
            "With no deal drifting as judged, possible agreements rise from 2 in month 0 to 3 in month 6. None is "
            "possible after 99.8 months. Waiting favours Alpha, by what the pick of Nash is worth from month 0 to "
            "month 6.",
        ),
        (
            waiting(month(0, 3, 50), month(6, 2, 45), closes=math.inf),
            "With no deal drifting as judged, possible agreements fall from 3 in month 0 to 2 in month 6. Some "
            "agreement stays possible however long all wait. Waiting costs Alpha, by what the pick of Nash is worth "
            "from month 0 to month 6.",
        ),
        (
            waiting(month(0, 2, 50, 60), month(6, 5, 52, 58), month(12, 1, 55, 50), closes=13.0),
            "With no deal drifting as judged, possible agreements rise from 2 in month 0 to 5 in month 6, then go to 1 "
            "in month 12. None is possible after 13 months. Waiting favours Alpha and costs Beta, by what the pick of "
            "Nash is worth from month 0 to month 12.",
        ),
        (
            waiting(month(0, 2, 50), month(6, 2, 50)),
            "As long as was looked, to month 6, as many agreements are possible, 2. None is possible after 99.8 "
            "months. By what the pick of Nash is worth from month 0 to month 6, waiting clearly favours nobody and "
            "costs nobody.",
        ),
        (
            waiting(month(0, 0), opens=1.0, closes=2.0),
            "With the drifts of no deal as judged, the first agreement becomes possible after 1 month. None is "
            "possible after 2 months.",
        ),
        (
            waiting(month(0, 0), opens=None, closes=None),
            "With the drifts of no deal as judged, no agreement becomes possible however long all wait.",
        ),
    ],
)
def test_what_waiting_does(found: Waiting, said: str) -> None:
    assert " ".join(words.waited(CASE, found)) == said


def test_what_a_reader_must_know() -> None:
    assert words.caveats(CASE, change(3, 2, OTHER)) == ()
    acting = change(1, 3, cause("flood", 0, 2, 1), cause("truce", 0, 2, 1), idle=1)
    assert words.caveats(CASE, acting) == (
        "1 development between is named by no judgement, and so changed nothing here.",
        "Some developments act on each other: alone and last differ, and the share is their average.",
        words.NOT_PROGRESS,
    )
    left = change(3, 2, cause("flood", -1, -1, -1), grouped=True, span="week", silent=("met", "left"))
    assert words.caveats(CASE, left) == (
        "More than 12 developments lie between: those of one week count as one.",
        "More than 12 developments lie between: met and left, which touch nothing that is counted, are left out.",
    )
    many = change(3, 2, cause("flood", -1, -1, None), grouped=True, values=None, idle=2)
    assert words.caveats(CASE, many) == (
        "More than 12 developments lie between: those of one day count as one.",
        "There is too much to count for shares: what each did alone, last and in order is told instead.",
        "2 developments between are named by no judgement, and so changed nothing here.",
    )


def test_numbers_with_their_sign() -> None:
    assert [words.signed(each) for each in (256.5, -6.0, 0.0, 1234.567, -0.0)] == [
        "+256.5",
        "-6",
        "0",
        "+1,234.57",
        "0",
    ]


def test_the_tables() -> None:
    result = change(
        1,
        2,
        ONE,
        OTHER,
        then=moment(THEN, 1, nash=pick(50)),
        now=moment(NOW, 2, margin=None, nash=replace(pick(55), options={"x": ("q",), "y": ("p", "q")})),
        gained={"x": ("q",)},
        lost={"y": ("p",)},
        timeline=((THEN, 1), (NOW, 2)),
        values=(1, 3, 0, 2),
        shown=True,
        waiting=waiting(month(0, 2, 50), month(6, 0)),
    )
    made = tables.all_of(CASE, result)
    rows = {name: table.rows for name, table in made.items()}
    assert rows["stages"] == (("all", 4, 4), ("worth at least no deal (ZOPA)", 1, 2), (MARGIN, 3.0, None))
    assert [row[:4] for row in rows["developments"]] == [
        ("2025-08-18", "The flood comes.", 2, 2),
        ("2025-08-18", "The truce comes.", -1, -1),
    ]
    assert [str(row[4]) for row in rows["developments"]] == ["2.00", "-1.00"]
    assert rows["timeline"] == (("2025-08-14", 1), ("2025-08-18", 2))
    assert rows["options"] == (("The X", "Q it is", "became possible"), ("The Y", "P", "became impossible"))
    assert rows["picks"] == (("Nash", "The X", "p", "q"),)
    assert rows["parties"] == (("Alpha", 50.0, 55.0, 40.0, 40.0), ("Beta", 60.0, 60.0, 25.0, 25.0))
    assert rows["values"] == (("none", 1), ("flood", 3), ("truce", 0), ("flood, truce", 2))
    assert [row[1:] for row in rows["months"]] == [(2, 2, 2, 50.0, 60.0), (0, 0, 0, None, None)]
    assert made["months"].note.endswith("ceases to be possible after 99.79 months.")
    assert [str(cell) for cell in rows["waiting"][0]] == ["Alpha", "-0.8 to -0.2", "40.0"]


MARGIN = "margin of the best agreement"


def test_picks_that_are_defined_on_one_day_only() -> None:
    for then, now, said in ((None, pick(50), "defined only by now"), (pick(50), None, "defined only by then")):
        result = change(1, 2, ONE, then=moment(THEN, 1, nash=then), now=moment(NOW, 2, nash=now))
        table = tables.picks(CASE, result.then, result.now, ("then", "now"), "by")
        assert table is not None
        assert table.rows == (("Nash", said, None, None),)
        assert tables.parties(CASE, result.then, result.now, ("then", "now")) is None
    same = change(1, 2, ONE, then=moment(THEN, 1, nash=pick(50)), now=moment(NOW, 2, nash=pick(50)))
    table = tables.picks(CASE, same.then, same.now, ("then", "now"))
    assert table is not None
    assert table.rows == (("Nash", "the same options", None, None),)


def test_the_figures_lead_from_then_to_now() -> None:
    made = figures.all_of(CASE, change(1, 2, ONE, OTHER, timeline=((THEN, 1), (NOW, 2))))
    assert made["waterfall"].alt == (
        "possible on 2025-08-14: 1; The flood comes.: +2; The truce comes.: -1; possible on 2025-08-18: 2."
    )
    steps = made["waterfall"].spec["data"]["values"]
    assert [(step["begin"], step["end"]) for step in steps] == [(0.0, 1.0), (1.0, 3.0), (3.0, 2.0), (0.0, 2.0)]
    assert made["timeline"].alt == "2025-08-14: 1; 2025-08-18: 2."
    assert figures.all_of(CASE, change(1, 1)) == {}
