"""What each development between two days did to the number of possible agreements.

Exact for up to twelve causes: the agreements that every set of them leaves are counted. Above that the developments of
one day count as one cause; where there are still too many, what each did alone, last and in the order of the days is
counted, and no shares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set
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
from comity.questions.change.result import Cause, Closer

MARGINS = 5
"""Of how many causes the margin is worked out for every set, at most; of more, alone and last only."""


def within(day: dt.date, start: dt.date | None, end: dt.date | None) -> bool:
    """Whether a day comes after a first one, and not after a last one."""
    return start is not None and end is not None and start < day <= end


@dataclass(frozen=True, eq=False)
class Between:
    """The developments between two days that some judgement names.

    case: the case; before: the ids of those that had happened by the first day; causes: those between by their ids,
    the earliest first, several in one where they count as one.
    """

    case: Case
    before: frozenset[str]
    causes: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, case: Case, start: dt.date | None, end: dt.date | None) -> Between:
        """Those after one day and up to another one; none where nothing is dated."""
        timeline, named = case.timeline(), case.named_developments()
        before = frozenset(name for name, each in timeline.items() if start is not None and each.date <= start)
        ids = [name for name, each in timeline.items() if name in named and within(each.date, start, end)]
        if len(ids) <= MOST:
            return cls(case, before, tuple((name,) for name in ids))
        by_day: dict[dt.date, tuple[str, ...]] = {}
        for name in ids:
            by_day[timeline[name].date] = (*by_day.get(timeline[name].date, ()), name)
        return cls(case, before, tuple(by_day.values()))

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
            Cause(ids, known[ids[0]].date, "; ".join(known[name].what for name in ids), credit)
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
                ids[0] if len(ids) == 1 else str(known[ids[0]].date),
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
        yield start, self.count(frozenset()) if values is None else values[0]
        while done < len(self.causes):
            day = known[self.causes[done][0]].date
            while done < len(self.causes) and known[self.causes[done][0]].date == day:
                done += 1
            yield day, self.count(frozenset(range(done))) if values is None else values[(1 << done) - 1]

    def _touched(self) -> Mapping[Component, Changes]:
        """What the causes touch: by rule, and by signer what agreements are worth to it."""
        case = self.case.whole
        at = {name: number for number, ids in enumerate(self.causes) for name in ids}
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
        touched = {key: frozenset(at[name] for name in names if name in at) for key, names in named.items()}
        return {key: changes for key, changes in touched.items() if changes}
