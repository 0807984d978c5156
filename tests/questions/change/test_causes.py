"""What each development did, held against recounting the case by itself for every set of developments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from brute import Oracle, random_case
from changed import ALONE, IN_ORDER, LAST, SHAPLEY, VALUES, dated_case, worked
from comity.case.consent import Rule
from comity.case.model import Case, Condition, Development, Linkage, Party, RedLine
from comity.questions.change.causes import Between
from comity.questions.change.result import Cause

TRIED = 40
FIRST, LAST_DAY = dt.date(2024, 12, 31), dt.date(2025, 12, 31)


def counted(case: Case, happened: Sequence[str]) -> int:
    """How many agreements a case leaves by its rule of dates, read off the whole case part by part."""
    order = [name for name in case.timeline()]

    def held(part: Any) -> bool:
        return (part.since is None or part.since in happened) and part.until not in happened

    def number(estimate: Any) -> Any:
        ahead = [name for name in order if name in (estimate.before if estimate else ()) and name not in happened]
        return estimate.before[ahead[0]] if ahead else estimate

    interests = {
        party: interest.model_copy(
            update={
                "no_deal": number(interest.no_deal),
                "issues": {
                    issue: each.model_copy(
                        update={
                            "weight": number(each.weight),
                            "ratings": {option: number(rating) for option, rating in each.ratings.items()},
                        }
                    )
                    for issue, each in interest.issues.items()
                },
            }
        )
        for party, interest in case.interests.items()
    }
    now = case.model_copy(
        update={
            "interests": interests,
            "conditions": tuple(filter(held, case.conditions)),
            "red_lines": tuple(filter(held, case.red_lines)),
            "linkages": tuple(
                each.model_copy(update={"adds": number(each.adds)}) for each in case.linkages if held(each)
            ),
        }
    )
    options = {(issue, name) for issue, stated in case.issues.items() for name, o in stated.options.items() if held(o)}
    return sum(all(pair in options for pair in deal.items()) for deal in Oracle(now).zopa())


@pytest.mark.parametrize("seed", range(TRIED))
def test_every_set_is_counted_as_if_by_itself(seed: int) -> None:
    case = dated_case(seed, developments=1 + seed % 5)
    between = Between.of(case, FIRST, LAST_DAY)
    values = between.values()
    assert values is not None
    names = [name for (name,) in between.causes]
    for made, value in enumerate(values):
        happened = [name for at, name in enumerate(names) if made >> at & 1]
        assert value == counted(case, happened)
        assert value == between.count(frozenset(at for at in range(len(names)) if made >> at & 1))


def credits(causes: Sequence[Cause], field: str) -> dict[str, Any]:
    return {cause.name: getattr(cause.credit, field) for cause in causes}


def test_the_worked_example() -> None:
    between = Between.of(worked().case, dt.date(2025, 8, 14), dt.date(2025, 8, 18))
    values = between.values()
    assert values == VALUES
    causes = between.credited(values)
    assert credits(causes, "share") == {name: Fraction(share) for name, share in SHAPLEY.items()}
    assert (credits(causes, "alone"), credits(causes, "last")) == (ALONE, LAST)
    assert credits(causes, "ordered") == IN_ORDER
    days = [dt.date(2025, 8, day) for day in range(14, 19)]
    assert [*between.timeline(days[0], values)] == [*zip(days, (65, 321, 309, 326, 326), strict=True)]


def many(days: int, a_day: int) -> Case:
    """A case with a development a red line, so many days with so many developments each."""
    case = random_case(1)
    developments, lines = [], []
    issue, stated = next(iter(case.issues.items()))
    for at in range(days * a_day):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=at // a_day)
        developments.append(Development(id=f"d{at}", date=day, what=f"d{at}."))
        never = {issue: (next(iter(stated.options)),)}
        lines.append(RedLine(party=case.signers()[0], never=never, firmness="declared", until=f"d{at}"))
    return case.model_copy(update={"developments": tuple(developments), "red_lines": tuple(lines)})


def test_more_than_twelve_count_by_the_day() -> None:
    assert not Between.of(many(12, 1), FIRST, LAST_DAY).grouped
    between = Between.of(many(5, 3), FIRST, LAST_DAY)
    assert between.grouped
    assert [len(ids) for ids in between.causes] == [3] * 5
    values = between.values()
    assert values is not None
    causes = between.credited(values)
    assert sum(cause.credit.share or 0 for cause in causes) == values[-1] - values[0]
    assert (causes[0].name, causes[0].what) == ("2025-01-01", "d0.; d1.; d2.")


def apart(number: int, days: int) -> Case:
    """A case with so many developments, so many days apart from the first Monday of 2024, each ending a red line."""
    case = many(number, 1)
    first = dt.date(2024, 1, 1)
    moved = [
        each.model_copy(update={"date": first + dt.timedelta(days=at * days)})
        for at, each in enumerate(case.developments)
    ]
    return case.model_copy(update={"developments": tuple(moved)})


BEFORE_ALL, AFTER_ALL = dt.date(2023, 12, 31), dt.date(2099, 1, 1)


@pytest.mark.parametrize(
    ("number", "days", "span", "sizes"),
    [
        (13, 1, "week", [7, 6]),
        (14, 3, "week", [3, 2, 2, 3, 2, 2]),
        (14, 7, "month", [5, 4, 4, 1]),
        (26, 14, "month", [3, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2]),
        (13, 31, "quarter", [3, 3, 3, 3, 1]),
        (14, 92, "year", [4, 4, 4, 2]),
    ],
)
def test_more_days_than_twelve_count_by_the_shortest_stretch_that_leaves_twelve(
    number: int, days: int, span: str, sizes: list[int]
) -> None:
    between = Between.of(apart(number, days), BEFORE_ALL, AFTER_ALL)
    assert (between.span, [len(ids) for ids in between.causes]) == (span, sizes)
    values = between.values()
    assert values is not None
    causes = between.credited(values)
    assert sum(cause.credit.share or 0 for cause in causes) == values[-1] - values[0]
    first, last = causes[0].date, causes[0].last
    assert causes[0].name == (f"{first}..{last}" if sizes[0] > 1 else "d0")
    # What was possible on each day is told for each day still.
    timeline = [*between.timeline(BEFORE_ALL, values)]
    assert len(timeline) == number + 1
    assert [timeline[0][1], timeline[-1][1]] == [values[0], values[-1]]
    alone = [Between.of(between.case, BEFORE_ALL, day) for day, _ in timeline[1:5]]
    assert [count for _, count in timeline[1:5]] == [each.count(each.everything) for each in alone]


def test_of_too_many_years_no_shares_are_told() -> None:
    between = Between.of(apart(13, 400), BEFORE_ALL, AFTER_ALL)
    assert (between.span, len(between.causes), between.grouped) == ("day", 13, False)
    assert between.values() is None
    causes = between.credited(None)
    assert {cause.credit.share for cause in causes} == {None}
    assert sum(cause.credit.ordered for cause in causes) == between.count(between.everything) - between.count(
        frozenset()
    )


def test_what_touches_nothing_that_is_counted_is_left_out_where_there_are_too_many() -> None:
    def touching(number: int) -> Case:
        case = many(number, 1)
        lines = [Development(id=f"e{at}", date=dt.date(2025, 1, 5), what=f"e{at}.") for at in range(3)]
        guest = Party(name="A guest")
        wishes = Linkage.model_validate(
            {"party": "guest", "when": {next(iter(case.issues)): "a"}, "adds": {"value": 3, "before": {"e1": 2}}}
        )
        wishes = wishes.model_copy(update={"since": "e0", "until": "e2"})
        return case.model_copy(
            update={
                "developments": (*case.developments, *lines),
                "parties": {**case.parties, "guest": guest},
                "linkages": (*case.linkages, wishes),
            }
        )

    few = Between.of(touching(9), FIRST, LAST_DAY)
    assert (len(few.causes), few.silent) == (12, ())
    many_more = Between.of(touching(12), FIRST, LAST_DAY)
    assert (len(many_more.causes), many_more.grouped) == (12, False)
    assert many_more.silent == ("e0", "e1", "e2")
    whole = Between.of(many(12, 1), FIRST, LAST_DAY)
    assert many_more.values() == whole.values()


def test_where_a_rule_decides_every_set_is_counted_by_itself() -> None:
    case = worked().case.whole
    by_all = case.model_copy(update={"consent": Rule.model_validate("all")})
    assert by_all.by_rule
    assert Between.of(by_all, dt.date(2025, 8, 14), dt.date(2025, 8, 18)).values() == VALUES


def test_a_condition_that_comes_counts_as_well() -> None:
    case = worked().case.whole
    rule = Condition.model_validate(
        {"id": "late", "if": {"forces": "air-sea"}, "then": {"army": "capped"}, "since": "messages"}
    )
    changed = case.model_copy(update={"conditions": (*case.conditions, rule)})
    values = Between.of(changed, dt.date(2025, 8, 14), dt.date(2025, 8, 18)).values()
    assert values is not None
    assert values[:8] == VALUES[:8]
    assert values[15] < values[7]
