"""What `doubt` computes: how sure everything is, by the ranges of the judgements, and which judgements decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.agreements.space import Agreement
from comity.finding import Result
from comity.questions.doubt.named import Named
from comity.questions.doubt.orders import Orders
from comity.questions.doubt.ranking import Ranked, Sum
from comity.questions.doubt.red_lines import LineInDoubt
from comity.questions.doubt.response import Response
from comity.questions.doubt.reversals import Reversal
from comity.questions.sureness import Sureness

LISTED = 100
"""How many agreements are listed, at most; all are counted."""

Shares = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True)
class Radius:
    """The agreement that stays possible while all numbers are furthest from their middles at once.

    value: the part of the way from its middle to either end that every number may be off, 0 to 1; agreement: one that
    has it; ties: how many have.
    """

    value: float
    agreement: Agreement
    ties: int

    def json(self) -> dict[str, Any]:
        """The radius by its names."""
        return {"value": self.value, "agreement": dict(self.agreement.options), "ties": self.ties}


@dataclass(frozen=True)
class Shared:
    """In what share of the draws one agreement is possible, efficient, and picked by each measure; 0 to 1."""

    agreement: Agreement
    feasible: float
    efficient: float
    picked: Mapping[str, float]

    def json(self) -> dict[str, Any]:
        """The shares by their names."""
        told = {"feasible": self.feasible, "efficient": self.efficient, "picked": dict(self.picked)}
        return {"agreement": dict(self.agreement.options), **told}


@dataclass(frozen=True, repr=False)
class Doubt(Result):
    """How sure it is, by the ranges of the judgements, that there is an agreement and which, and what that hangs on.

    numbers: how many judged numbers the signers' worths are made of; sureness: of how many ranges, and in what share of
    the draws there is an agreement; shapes: the share of draws without one, by the shape of the
    draws; shared: whether two signers share a number, so that `possible` is an upper bound; radius: None where no
    agreement is possible in the middle; options: by issue, option and measure, the share of its picks that have it;
    agreements: the first, those possible in most draws first; agreements_count: how many are possible in any draw;
    named: the agreement asked about; judgements: those with a range, what decides most first; widened: those of low
    confidence without one, with the range that `widening` points up and down would give them; by_party, by_source: what
    these decide together; reversals: of each headline; red_lines: of the signers; orders: what follows from these
    alone; curve: the one asked for; listed: whether the agreements could be listed, without which there is no more
    than bounds of the sureness.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> result = comity.doubt(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> result.numbers, result.sureness.ranges, result.sureness.necessary
    (120, 0, 12)
    """

    numbers: int
    sureness: Sureness
    widening: float
    listed: bool = True
    shared: bool = False
    shapes: Mapping[str, float] = field(default_factory=dict)
    radius: Radius | None = None
    options: Shares = field(default_factory=dict)
    agreements: tuple[Shared, ...] = ()
    agreements_count: int = 0
    named: Named | None = None
    judgements: tuple[Ranked, ...] = ()
    widened: tuple[Ranked, ...] = ()
    by_party: tuple[Sum, ...] = ()
    by_source: tuple[Sum, ...] = ()
    reversals: tuple[Reversal, ...] = ()
    red_lines: tuple[LineInDoubt, ...] = ()
    orders: Orders | None = None
    curve: Response | None = None

    @property
    def safest(self) -> float | None:
        """The share of the draws in which the agreement that is possible in most of them is; None without draws."""
        return self.agreements[0].feasible if self.agreements else None

    @property
    def idle(self) -> tuple[Ranked, ...]:
        """The judgements whose range changes nothing."""
        return tuple(each for each in self.judgements if each.idle)

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        sure = self.sureness
        return {
            "numbers": self.numbers,
            "ranges": sure.ranges,
            "listed": self.listed,
            "shared": self.shared,
            "necessary": sure.necessary,
            "possible": sure.possible,
            "radius": self.radius and self.radius.json(),
            "draws": {
                "number": sure.number,
                "seed": sure.seed,
                "shape": sure.shape,
                "empty": 1 - sure.least if sure.least == sure.most else None,
                "empty_at_least": 1 - sure.most,
                "empty_at_most": 1 - sure.least,
                "count": sure.json()["count"],
                "per": sure.json()["per"],
                "within": sure.json()["within"],
                "share": sure.json()["share"],
            },
            "shapes": dict(self.shapes),
            "options": {
                issue: {option: dict(shares) for option, shares in options.items()}
                for issue, options in self.options.items()
            },
            "agreements": [{"number": at, **shared.json()} for at, shared in enumerate(self.agreements, 1)],
            "agreements_count": self.agreements_count,
            "agreement": self.named and self.named.json(),
            "judgements": [each.json() for each in self.judgements],
            "idle": [each.judgement for each in self.idle],
            "idle_count": len(self.idle),
            "widening": self.widening,
            "widened": [each.json() for each in self.widened],
            "widened_count": len(self.widened),
            "by_party": [each.json() for each in self.by_party],
            "by_source": [each.json() for each in self.by_source],
            "reversals": [each.json() for each in self.reversals],
            "red_lines": [each.json() for each in self.red_lines],
            "orders": self.orders and self.orders.json(),
            "curve": self.curve and self.curve.json(),
            "curve_of": self.curve
            and {
                "judgement": self.curve.judgement,
                "low": self.curve.low,
                "middle": self.curve.middle,
                "high": self.curve.high,
                "opens_at": self.curve.opens_at,
                "closes_at": self.curve.closes_at,
                "complete": self.curve.complete,
            },
        }
