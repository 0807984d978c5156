"""What `change` computes: a case on two days, what the developments between did, and what waiting does."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from comity.agreements.attribution import Credit
from comity.agreements.space import Agreement
from comity.finding import Band, Result
from comity.questions.change.difference import Difference


@dataclass(frozen=True)
class Pick:
    """What one bargaining solution picks on one day.

    agreement: the one, None where several tie; count: how many do; options: by issue, those that any of the agreements
    told of has; worth: by signer, in points of its own scale, from the least to the most over those that tie; no_deal:
    by signer, what no deal is worth that day.
    """

    agreement: Agreement | None
    count: int
    options: Mapping[str, tuple[str, ...]]
    worth: Mapping[str, Band]
    no_deal: Mapping[str, float]

    def json(self) -> dict[str, Any]:
        """The pick by its names."""
        return {
            "agreement": self.agreement and dict(self.agreement.options),
            "agreements_count": self.count,
            "options": {issue: list(names) for issue, names in self.options.items()},
            "worth": {party: band.json() for party, band in self.worth.items()},
            "no_deal": dict(self.no_deal),
        }


@dataclass(frozen=True)
class Moment:
    """A case on one day.

    day: None where nothing in the case is dated; stages: how many agreements each stage of the funnel leaves, by its
    name; agreements: the last of them; margin: how many points the agreement that is best for whoever gains least
    leaves to that signer over no deal, below 0 where none is possible; None where red lines leave nothing, a rule
    decides, or there are too many agreements; picks: by bargaining solution, those that are defined.
    """

    day: dt.date | None
    stages: Mapping[str, int]
    agreements: int
    margin: float | None
    picks: Mapping[str, Pick]


Span = Literal["day", "week", "month", "quarter", "year"]
"""A stretch of time of which the developments count as one where there are too many."""


def days_of(first: dt.date, last: dt.date) -> str:
    """One day, or the first and the last of several."""
    return str(first) if first == last else f"{first}..{last}"


@dataclass(frozen=True)
class Cause:
    """What one development did, or several of one day, week, month, quarter or year.

    ids: their ids; date: when, of several the first; what: what happened; credit: what it did to the number of
    agreements; last: when the last of them happened, `date` where not given.
    """

    ids: tuple[str, ...]
    date: dt.date
    what: str
    credit: Credit
    last: dt.date | None = None

    @property
    def name(self) -> str:
        """The id; of several, the day or days."""
        return self.ids[0] if len(self.ids) == 1 else self.days

    @property
    def days(self) -> str:
        """When: 2025-08-15, or 2025-08-11..2025-08-15."""
        return days_of(self.date, self.last or self.date)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        credit = self.credit
        share = None if credit.share is None else float(credit.share)
        told = {"alone": credit.alone, "last": credit.last, "share": share, "in_order": credit.ordered}
        when = {"date": str(self.date), "until": str(self.last or self.date)}
        return {"id": self.name, "ids": list(self.ids), **when, **told}


@dataclass(frozen=True)
class Closer:
    """What one cause did to the margin where no agreement is possible with or without all of them.

    name: of the cause; what: what happened; alone, last: by how many points the margin rose by it, without the others
    and after all of them; share: on average over all orders, None where there are too many causes.
    """

    name: str
    what: str
    alone: float
    last: float
    share: float | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"id": self.name, "alone": self.alone, "last": self.last, "share": self.share}


@dataclass(frozen=True)
class Drawn:
    """How many agreements the readings of all ranges leave.

    count: below which count 5, 50 and 95 of 100 readings lie; share: the part of the readings that leave any, 0 to 1.
    """

    count: Band
    share: float

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        count = {"low": int(self.count.low), "median": int(self.count.mid), "high": int(self.count.high)}
        return {**count, "share": self.share}


@dataclass(frozen=True)
class Month:
    """What is possible after some months without an agreement.

    month: how many; agreements: how many are possible, low with every drift at the high end of its range; worth: by
    signer, of the Nash pick of that month, from the least to the most where several tie; None where there is none;
    drawn: what the readings of all ranges leave, None where that is not known.
    """

    month: float
    agreements: Band
    worth: Mapping[str, Band] | None
    drawn: Drawn | None = None


@dataclass(frozen=True)
class Waiting:
    """What waiting does where no deal drifts.

    drifts: by signer, in points a month; months: those asked for; opens_at: after how many months the first agreement
    is possible, None where none ever is; closes_at: after how many months the last one is, infinite where some always
    is, None where none ever is; no_deal: by signer, what no deal is worth today; closed_between: the times between
    these two at which none is: after how many months, and until when.
    """

    drifts: Mapping[str, Band]
    months: tuple[Month, ...]
    opens_at: float | None
    closes_at: Band | None
    no_deal: Mapping[str, float]
    closed_between: tuple[tuple[float, float], ...] = ()

    @property
    def compared(self) -> tuple[Month, Month] | None:
        """The first and the last of the months that have a Nash pick; None where fewer than two have."""
        picked = [month for month in self.months if month.worth is not None]
        return (picked[0], picked[-1]) if len(picked) > 1 else None

    def gains(self, month: Month) -> dict[str, Band] | None:
        """What the Nash pick of a month gains each signer over what no deal is worth today."""
        if month.worth is None:
            return None
        today = self.no_deal
        return {
            name: Band(worth.low - today[name], worth.mid - today[name], worth.high - today[name])
            for name, worth in month.worth.items()
        }

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        closes = self.closes_at
        return {
            "months": [
                {
                    "month": each.month,
                    "agreements": int(each.agreements.mid),
                    "band": {"low": int(each.agreements.low), "high": int(each.agreements.high)},
                    "drawn": each.drawn and each.drawn.json(),
                    "worth": _mids(each.worth),
                    "worth_bands": _bands(each.worth),
                    "gains_over_today": _mids(self.gains(each)),
                }
                for each in self.months
            ],
            "opens_at": self.opens_at,
            "closes_at": closes.mid if closes is not None and math.isfinite(closes.mid) else None,
            "closes_at_band": None if closes is None else closes.json(),
            "never_closes": closes is not None and math.isinf(closes.mid),
            "closed_between": [list(each) for each in self.closed_between],
            "drifts": {name: band.json() for name, band in self.drifts.items()},
            "no_deal_today": dict(self.no_deal),
        }


def _mids(bands: Mapping[str, Band] | None) -> dict[str, float] | None:
    return None if bands is None else {name: band.mid for name, band in bands.items()}


def _bands(bands: Mapping[str, Band] | None) -> dict[str, dict[str, float | None]] | None:
    return None if bands is None else {name: band.json() for name, band in bands.items()}


@dataclass(frozen=True, repr=False)
class Change(Result):
    """A case on two days, and what the developments between them did to the agreements that are possible.

    then, now: the two days; came, went: how many agreements are possible only now, and only then, None where they
    could not be listed; gained, lost: by issue, the options that some possible agreement has only now, and only then;
    causes: the developments between that some judgement names, by date; idle: how many others the case tells of;
    timeline: how many agreements were possible once the developments of each day had happened, the first being `then`;
    grouped: whether causes stand for all developments of a stretch of time, `span`, since there are too many; silent:
    the developments that are left out then, since they touch nothing that is counted; values: how many agreements
    every set of causes leaves, cause k counting 2^k in the place, None where not all were counted; shown: whether they
    were asked for; waiting: None where no signer's no-deal value drifts; closer: where no agreement is possible on
    either day, what each cause did to the margin, empty where it has none; uncounted: what is judged otherwise of who
    can move whom and of the course of talks, on which no count rests. Source: Shapley (1953).

    >>> import comity
    >>> from comity.catalog import case_file
    >>> result = comity.change(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> result.then.agreements, result.now.agreements, result.causes
    (12, 12, ())
    """

    then: Moment
    now: Moment
    came: int | None
    went: int | None
    gained: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]
    causes: tuple[Cause, ...]
    idle: int = 0
    timeline: tuple[tuple[dt.date, int], ...] = ()
    grouped: bool = False
    values: tuple[int, ...] | None = None
    shown: bool = False
    waiting: Waiting | None = None
    closer: tuple[Closer, ...] = ()
    span: Span = "day"
    silent: tuple[str, ...] = ()
    uncounted: tuple[Difference, ...] = ()

    @property
    def difference(self) -> int:
        """By how many the possible agreements have risen; below 0 where they have fallen."""
        return self.now.agreements - self.then.agreements

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        told: dict[str, Any] = {
            "from": self.then.day and str(self.then.day),
            "to": self.now.day and str(self.now.day),
            "then": dict(self.then.stages),
            "now": dict(self.now.stages),
            "agreements": {"then": self.then.agreements, "now": self.now.agreements, "difference": self.difference},
            "margin": {"then": self.then.margin, "now": self.now.margin},
            "came": self.came,
            "went": self.went,
            "options_gained": [f"{issue}={option}" for issue, names in self.gained.items() for option in names],
            "options_lost": [f"{issue}={option}" for issue, names in self.lost.items() for option in names],
            "developments": [cause.json() for cause in self.causes],
            "margins": [each.json() for each in self.closer],
            "developments_count": sum(len(cause.ids) for cause in self.causes),
            "developments_idle": self.idle,
            "uncounted": [each.json() for each in self.uncounted],
            "uncounted_count": len(self.uncounted),
            "developments_without_effect": list(self.silent),
            "grouped": self.grouped,
            "grouped_by": self.span if self.grouped else None,
            "timeline": [{"date": str(day), "agreements": count} for day, count in self.timeline],
            "picks": {
                name: {"then": picks[0] and picks[0].json(), "now": picks[1] and picks[1].json()}
                for name in dict.fromkeys([*self.then.picks, *self.now.picks])
                if (picks := (self.then.picks.get(name), self.now.picks.get(name)))
            },
        }
        if self.shown and self.values is not None:
            names = [cause.name for cause in self.causes]
            told["values"] = [
                {"developments": [name for at, name in enumerate(names) if made >> at & 1], "agreements": value}
                for made, value in enumerate(self.values)
            ]
        return {**told, **(self.waiting.json() if self.waiting is not None else {})}
