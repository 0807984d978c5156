"""Steps of an amount beside each other in one row: no step left out, none told otherwise than it is by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest

from comity.case.check import read_case
from comity.catalog import case_file
from comity.finding import Band
from comity.questions.sequence import tables
from comity.questions.sequence.answer import sequence_of
from comity.questions.sequence.openings import Opening
from comity.questions.sequence.stretches import Stretch, stretches
from talks import TALKS, talks


@pytest.mark.parametrize("name", ["wage-round", "fishery-quota"])
def test_every_step_stands_in_one_row_that_says_what_holds_of_it(name: str) -> None:
    case = read_case(case_file(name))
    found = sequence_of(case).openings
    assert found is not None
    rows = stretches(case, found.all)
    assert [opening for row in rows for opening in row.openings] == list(found.all)
    for row in rows:
        live = [opening for opening in row.openings if not opening.dead]
        assert len(live) in (0, len(row.openings))
        assert {opening.safe for opening in row.openings} == {row.safe}
        assert (row.agreements.low, row.agreements.high) == (
            min(opening.agreements for opening in row.openings),
            max(opening.agreements for opening in row.openings),
        )
        assert row.dead == (row.loss is None) == (row.worst_off is None) == (not live)
        if live:
            assert row.loss is not None
            assert row.loss.low == min(opening.loss or 0.0 for opening in live)
            assert row.loss.high == max(opening.loss or 0.0 for opening in live)
            for party in found.ideal:
                best = row.best(party)
                assert best is not None
                assert best.low == pytest.approx(min(opening.best[party] for opening in live))
                assert best.high == pytest.approx(max(opening.best[party] for opening in live))
        if case.issues[row.issue].steps is None:
            assert len(row.openings) == 1
    for one, other in pairwise(rows):  # no two rows could be one
        if one.issue == other.issue and case.issues[one.issue].steps is not None and one.dead == other.dead:
            least = [row.loss.low for row in rows if row.issue == one.issue and row.loss is not None]
            assert one.safe != other.safe or min(least) in (one.loss and one.loss.low, other.loss and other.loss.low)


def opening(option: str, agreements: int, loss: float | None) -> Opening:
    gains = {} if loss is None else {"a": 10 - loss, "b": 5.0}
    return Opening("x", option, agreements, gains, None if loss is None else 1.0, loss)


# Gains of A and B: 0q 35, 5; 10q 20, 15; 20p 30, 0; 20q 5, 25; 30p 15, 10; 40p 0, 20; no others are possible.
AMOUNT = {"name": "The X", "amount": {"from": "0", "to": "50", "step": "10", "unit": "m", "short": "a wall of {}"}}
CASE = talks(
    issues=TALKS["issues"] | {"x": AMOUNT},
    interests={
        "a": {"no_deal": "40", "x": {"weight": "3", "0": "100", "50": "0"}, "y": {"weight": "1", "p": "100", "q": "0"}},
        "b": {"no_deal": "20", "x": {"weight": "1", "0": "0", "50": "100"}, "y": {"weight": "1", "p": "0", "q": "50"}},
    },
)


def told(*openings: Opening) -> list[tuple[str, ...]]:
    return [row.options for row in stretches(CASE, openings)]


def test_steps_are_told_apart_where_they_leave_nothing_are_safe_or_take_least() -> None:
    steps = ("0", "10", "20", "30", "40", "50")
    losses = (None, None, 4.0, 2.0, 3.0, 3.0)
    unsafe = [opening(step, 0 if loss is None else 3, loss) for step, loss in zip(steps, losses, strict=True)]
    assert told(*unsafe) == [("0", "10"), ("20",), ("30",), ("40", "50")]
    safe = [*unsafe[:3], opening("30", 3, 1.0), opening("40", 4, 0.0), unsafe[5]]
    assert told(*safe) == [("0", "10"), ("20",), ("30", "40"), ("50",)]
    assert told(*[opening(step, 0, None) for step in steps]) == [steps]
    (row,) = stretches(CASE, [opening("0", 2, 3.0), opening("10", 4, 3.0)])
    assert (row.agreements, row.loss, row.best("a")) == (Band(2, 3, 4), Band(3.0, 3.0, 3.0), Band(7.0, 7.0, 7.0))


def test_the_table_says_amounts_by_stretches() -> None:
    table = tables.openings(CASE, sequence_of(CASE))
    assert table is not None
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["The X", "at most 10 m", "1", "20.0 to 35.0", "5.0 to 15.0", "5.0 to 15.0", "15.0 to 20.0", ""],
        ["The X", "20 m", "2", "30.0", "25.0", "5.0", "5.0", ""],
        ["The X", "30 to 40 m", "1", "0.0 to 15.0", "10.0 to 20.0", "0.0 to 10.0", "20.0 to 35.0", ""],
        ["The X", "50 m", "0", "None", "None", "None", "None", "none left"],
        ["The Y", "P", "3", "30.0", "20.0", "10.0", "5.0", ""],
        ["The Y", "Q", "3", "35.0", "25.0", "15.0", "0.0", "safe"],
    ]
    assert table.note.endswith("the one that takes least alone.")
    named = tables.openings(talks(), sequence_of(talks()))
    assert named is not None
    assert not named.note.endswith("alone.")


def test_the_islands_of_an_amount_are_told_by_stretches() -> None:
    case = read_case(case_file("fishery-quota"))
    table = tables.islands(case, sequence_of(case))
    assert table is not None
    assert [row[1:3] for row in table.rows] == [
        ("34 kt", ""),
        ("36 kt", "Hald"),
        ("38 kt", ""),
        ("40 kt", "Østland"),
        ("42 to 46 kt", ""),
        ("on large boats", "Østland"),
    ]


def test_a_stretch_knows_what_it_settles() -> None:
    row = Stretch((opening("0", 1, 2.0), opening("10", 1, 2.0)))
    assert (row.issue, row.options) == ("x", ("0", "10"))
