"""What each development between two days did to the number of possible agreements.

Exact for up to twelve causes: the agreements that every set of them leaves are counted. Above that, those that touch
nothing that is counted are left out; if too many are left, the developments of one day count as one cause, of one week,
month, quarter or year, whichever is the first to leave twelve. Where none does, what each day did alone, last and in
order is counted, and no shares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from comity.agreements.attribution import shapley
from comity.agreements.combined import Changes, Component
from comity.case.contest import WarValue
from comity.case.dated import named_in
from comity.case.model import Case
from comity.questions.change.crediting import MOST, Crediting
from comity.questions.change.moment import margin_of
from comity.questions.change.result import Cause, Closer, Span, days_of

MARGINS = 5
"""Of how many causes the margin is worked out for every set, at most; of more, alone and last only."""


def within(day: dt.date, start: dt.date | None, end: dt.date | None) -> bool:
    """Whether a day comes after a first one, and not after a last one."""
    return start is not None and end is not None and start < day <= end


_BEGINNINGS: Mapping[Span, Callable[[dt.date], dt.date]] = {
    "day": lambda day: day,
    "week": lambda day: day - dt.timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
"""On which day the stretch of time begins in which a day lies; weeks begin on Monday."""


@dataclass(frozen=True, eq=False)
class Between:
    """The developments between two days that some judgement names.

    case: the case; before: the ids of those that had happened by the first day; causes: those between by their ids,
    the earliest first, several in one where they count as one; span: the stretch of time of which they then do; silent:
    those that are left out, since there are too many and they touch nothing that is counted.
    """

    case: Case
    before: frozenset[str]
    causes: tuple[tuple[str, ...], ...]
    span: Span = "day"
    silent: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: Case, start: dt.date | None, end: dt.date | None) -> Between:
        """Those after one day and up to another one; none where nothing is dated."""
        timeline, named = case.timeline(), case.named_developments()
        before = frozenset(name for name, each in timeline.items() if start is not None and each.date <= start)
        ids = [name for name, each in timeline.items() if name in named and within(each.date, start, end)]
        silent: tuple[str, ...] = ()
        if len(ids) > MOST and not case.by_rule:
            counted = frozenset[str]().union(*touching(case).values())
            silent = tuple(name for name in ids if name not in counted)
            ids = [name for name in ids if name in counted]
        if len(ids) <= MOST:
            return cls(case, before, tuple((name,) for name in ids), silent=silent)
        by_span = {span: _grouped(ids, {name: timeline[name].date for name in ids}, span) for span in _BEGINNINGS}
        few = [span for span, causes in by_span.items() if len(causes) <= MOST]
        span = few[0] if few else "day"
        return cls(case, before, by_span[span], span, silent)

    @property
    def grouped(self) -> bool:
        """Whether some cause stands for several developments."""
        return any(len(ids) > 1 for ids in self.causes)

    @property
    def everything(self) -> Changes:
        """All causes."""
        return frozenset(range(len(self.causes)))

    def made(self, causes: Set[int]) -> Case:
        """The case once just some of the causes have happened, beside those before the first day."""
        return self.case.after(self.before | {name for at in causes for name in self.causes[at]})

    @cached_property
    def crediting(self) -> Crediting:
        """The counting of what sets of causes leave."""
        return Crediting(len(self.causes), self.made, self._touched())

    def values(self) -> tuple[int, ...] | None:
        """How many agreements every set of causes leaves, cause k counting 2^k in the place; None where too many."""
        return self.crediting.values()

    def count(self, causes: Changes) -> int:
        """How many agreements some of the causes leave; raises TooMany where they cannot be counted."""
        return self.crediting.count(causes)

    def credited(self, values: tuple[int, ...] | None) -> tuple[Cause, ...]:
        """What each cause did."""
        known = self.case.timeline()
        credits = zip(self.causes, self.crediting.credits(values), strict=True)
        return tuple(
            Cause(ids, known[ids[0]].date, "; ".join(known[name].what for name in ids), credit, known[ids[-1]].date)
            for ids, credit in credits
        )

    def closer(self) -> tuple[Closer, ...]:
        """What each cause did to the margin; empty where some set of them that is asked for leaves none."""
        number = len(self.causes)
        everything, known = (1 << number) - 1, self.case.timeline()
        one = [1 << at for at in range(number)]
        asked = (
            range(everything + 1) if number <= MARGINS else [0, everything, *one, *(everything ^ bit for bit in one)]
        )
        margins: dict[int, Fraction] = {}
        for made in dict.fromkeys(asked):
            margin = margin_of(self.made({at for at in range(number) if made >> at & 1}))
            if margin is None:
                return ()
            margins[made] = Fraction(str(margin))
        shares = shapley([margins[made] for made in range(everything + 1)]) if number <= MARGINS else None
        return tuple(
            Closer(
                ids[0] if len(ids) == 1 else days_of(known[ids[0]].date, known[ids[-1]].date),
                "; ".join(known[name].what for name in ids),
                float(margins[bit] - margins[0]),
                float(margins[everything] - margins[everything ^ bit]),
                None if shares is None else float(shares[at]),
            )
            for at, (ids, bit) in enumerate(zip(self.causes, one, strict=True))
        )

    def timeline(self, start: dt.date | None, values: tuple[int, ...] | None) -> Iterator[tuple[dt.date, int]]:
        """How many agreements are possible on the first day, and once the developments of each day have happened."""
        known, done = self.case.timeline(), 0
        if start is None:
            return
        if self.span != "day":
            ids = [name for cause in self.causes for name in cause]
            days = _grouped(ids, {name: known[name].date for name in ids}, "day")
            yield from Between(self.case, self.before, days).timeline(start, None)
            return
        yield start, self.count(frozenset()) if values is None else values[0]
        while done < len(self.causes):
            day = known[self.causes[done][0]].date
            while done < len(self.causes) and known[self.causes[done][0]].date == day:
                done += 1
            yield day, self.count(frozenset(range(done))) if values is None else values[(1 << done) - 1]

    def _touched(self) -> Mapping[Component, Changes]:
        """What the causes touch."""
        at = {name: number for number, ids in enumerate(self.causes) for name in ids}
        named = touching(self.case)
        touched = {key: frozenset(at[name] for name in names if name in at) for key, names in named.items()}
        return {key: changes for key, changes in touched.items() if changes}


def touching(case: Case) -> Mapping[Component, frozenset[str]]:
    """The developments that touch what is counted: by rule, and by signer what agreements are worth to it."""
    case = case.whole
    named: dict[Component, frozenset[str]] = {}
    for name, rule in case.named_conditions().items():
        named["condition", name] = named_in(rule)
    for issue, stated in case.issues.items():
        for option, each in stated.options.items():
            named["condition", f"{issue}-{option}-not-considered"] = named_in(each)
    for name, line in case.named_red_lines().items():
        named["red line", name] = named_in(line)
    for party in case.signers():
        heard = [name for name in (*case.groups_of(party), party) if name in case.interests]
        judged = [case.interests[name] for name in heard], case.linkages_of(party)
        of_war = any(isinstance(case.interests[name].no_deal, WarValue) for name in heard)
        named["worth", party] = named_in([*judged[0], *judged[1], *([case.contest] if of_war else [])])
    return named


def _grouped(ids: Iterable[str], days: Mapping[str, dt.date], span: Span) -> tuple[tuple[str, ...], ...]:
    """Developments by the stretch of time in which they lie."""
    causes: dict[dt.date, tuple[str, ...]] = {}
    for name in ids:
        begins = _BEGINNINGS[span](days[name])
        causes[begins] = (*causes.get(begins, ()), name)
    return tuple(causes.values())
