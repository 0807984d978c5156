"""What has changed between two days, because of which developments, and what waiting would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from comity.agreements.allowed import TooMany
from comity.agreements.arguments import one_of, refuse_nonsense, shown
from comity.agreements.progress import Progress, part
from comity.agreements.space import Space
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.finding import Finding
from comity.problem import Place, Problem, Problems
from comity.questions.change import figures, tables, words
from comity.questions.change.causes import Between, within
from comity.questions.change.drift import drifts_of, waiting_of
from comity.questions.change.exchanged import exchanged, options_exchanged
from comity.questions.change.moment import moment_of, possible_of
from comity.questions.change.result import Change, Waiting
from comity.questions.change.uncounted import uncounted
from comity.questions.supposition import told_first

MONTHS = (0, 6, 12, 24)
"""After how many months of waiting it looks where no deal drifts and nothing else is asked."""

LONGEST = 1200
"""How many months may be looked ahead."""

Day = dt.date | str | None


def change(
    case: Case,
    *,
    start: Day = None,
    end: Day = None,
    months: Sequence[float] | str | None = None,
    values: bool = False,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Change]:
    """What has changed between two days, because of which developments, and what waiting would do.

    start, end: the days, as dates or as 2025-08-18: the one before the first development that a judgement names, and
    the one that the case describes, where not given; months: after how many months of waiting to look, 0 or more, as
    numbers or as "0,6,12" (`MONTHS` where no deal drifts, by its `per_month`); values: whether to tell how many
    agreements every set of developments leaves; without, suppose: as in every question (`comity.agreements.suppose`),
    on both days; progress: told the share done, 0 to 1. Raises Problems for days and months that are none, where there
    are too many agreements to be counted, for what is not in the case and for arguments of a wrong kind. Sources:
    Shapley (1953) for shares; every count is exact.
    """
    problems = [*one_of("values", values, bool)]
    given = {name: _day(name, day, problems) for name, day in (("start", start), ("end", end))}
    asked = _months(months, problems)
    refuse_nonsense(case, problems, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    whole = case.whole
    first, last = _days(case, given["start"], given["end"])
    now = whole.at(last)
    if months is not None and not drifts_of(now):
        fix = "add it to what no deal is worth to a signer, {value: 60, per_month: -0.5}, or leave the months out"
        raise Problems([Problem(Place("months"), "no signer's no deal has a `per_month`", fix)])
    try:
        result = _changed(whole, first, last, asked, progress)
    except TooMany:
        fix = "settle some issues by red lines first (--suppose)"
        raise Problems([Problem(Place("case"), "there are too many agreements to be counted", fix)]) from None
    result = replace(result, shown=values)
    waited = {"months": ", ".join(f"{float(month):g}" for month in asked or MONTHS)} if result.waiting else {}
    finding = Finding(
        question="change",
        answer=words.answer(now, result),
        exact=True,
        method=words.METHOD,
        result=result,
        parameters={**({"from": str(first), "to": str(last)} if first else {}), **waited, **supposing(now)},
        caveats=words.caveats(now, result),
        tables=tables.all_of(now, result),
        figures=figures.all_of(now, result),
    )
    return told_first(now, finding)


def _changed(
    case: Case,
    first: dt.date | None,
    last: dt.date | None,
    months: tuple[Fraction, ...],
    progress: Progress | None,
) -> Change:
    """The numbers."""
    told = part(progress, 0, 2)
    between = Between.of(case, first, last)
    before, after = between.made(frozenset()), between.made(between.everything)
    then, now = moment_of(before, first), moment_of(after, last)
    if told is not None:
        told(1.0)
    values = between.values()
    lists = possible_of(before), possible_of(after)
    came, went = exchanged(Space.of(case), *lists)
    gained, lost = options_exchanged(Space.of(case), *lists)
    waiting: Waiting | None = None
    if drifts_of(after):
        waiting = waiting_of(after, months or tuple(map(Fraction, MONTHS)))
    ids = {name for cause in between.causes for name in cause} | set(between.silent)
    idle = sum(within(each.date, first, last) and each.id not in ids for each in case.developments)
    if progress is not None:
        progress(1.0)
    return Change(
        then=then,
        now=now,
        came=came,
        went=went,
        gained=gained,
        lost=lost,
        causes=between.credited(values),
        idle=idle,
        timeline=tuple(between.timeline(first, values)),
        grouped=between.grouped,
        span=between.span,
        silent=between.silent,
        values=values,
        waiting=waiting,
        uncounted=uncounted(before, after),
        closer=between.closer() if between.causes and not then.agreements and not now.agreements else (),
    )


def _day(name: str, given: object, problems: list[Problem]) -> dt.date | None:
    """A day as it may be given; what is none is a problem."""
    if isinstance(given, dt.datetime):
        return given.date()
    if given is None or isinstance(given, dt.date):
        return given
    with suppress(ValueError):
        if isinstance(given, str):
            return dt.date.fromisoformat(given)
    problems.append(Problem(Place(name), f"{shown(given)} is no day", "write it as 2025-08-18"))
    return None


def _months(given: object, problems: list[Problem]) -> tuple[Fraction, ...]:
    """Months as they may be given; empty where none are."""
    if given is None:
        return ()
    items: Sequence[object] = ()
    if isinstance(given, str):
        items = [part.strip() for part in given.split(",")]
    elif isinstance(given, Sequence):
        items = given
    found: list[Fraction] = []
    with suppress(ValueError, ZeroDivisionError):
        found = [Fraction(str(each)) for each in items if not isinstance(each, bool)]
    if not found or len(found) < len(items) or not all(0 <= month <= LONGEST for month in found):
        what = f"{shown(given) if isinstance(given, str) else 'these'} are no months to wait"
        problems.append(Problem(Place("months"), what, f"write numbers from 0 to {LONGEST}, as 0,6,12"))
        return ()
    return tuple(sorted(set(found)))


def _days(case: Case, start: dt.date | None, end: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The two days, both None where nothing is dated; raises Problems where the first is not the earlier one."""
    timeline, named = case.timeline(), case.named_developments()
    dates = [each.date for name, each in timeline.items() if name in named]
    last = end or case.as_of or max(dates, default=start)
    first = start or (min(dates) - dt.timedelta(days=1) if dates else last)
    if first is None or last is None:
        return None, None
    if start is None:
        first = min(first, last)
    if first > last:
        raise Problems([Problem(Place("start"), f"{first} comes after {last}", "exchange the two days")])
    return first, last
