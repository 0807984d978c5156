"""What a survey tells of one case: size, what is possible, efficient and fair in it, how opposed its parties are."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from comity.agreements.allowed import TooMany
from comity.agreements.efficient import Efficient, efficient
from comity.agreements.elimination import Limits
from comity.agreements.picks import Gains, Picks
from comity.agreements.space import Space
from comity.agreements.worth import LOW
from comity.case.model import Case
from comity.finding import Result
from comity.problem import Problems
from comity.questions.agreement.bounds import bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.possible import possible
from comity.questions.sureness import sureness
from comity.survey.opposition import NOTHING, Opposition, opposition_of

LIMITS = Limits(looked_at=9_000_000, close=0)
"""How much work is taken on for the efficient agreements of one case: a fiftieth of what a question takes on, and none
to come close to them."""

SEARCHED = 5_000
"""How many partial agreements are looked at for one that is possible, in spaces too large to be looked at."""

LOOKED_AT = 4_000_000
"""The largest space whose agreements are looked at one by one."""


_MORE_WORK = "not all efficient agreements were found: more work than is taken on (--work)"


@dataclass(frozen=True, repr=False)
class Row(Result):
    """The numbers of one case; None where a number is not defined, or was not found, which `remarks` then says.

    case: its file; title, format: as the case has them; signers, issues: how many; agreements: how many the case has;
    coherent: how many meet every condition; allowed: of these, how many cross no red line; possible: how many are left
    in the end, no deal in the middle of its range; necessary, at_some_values: how many are left whatever the values in
    the judged ranges, and at some of them (bounds); efficient_outcomes, efficient: how many outcomes of the possible
    agreements are efficient, and how many agreements have them; nash: the largest product of gains over no deal;
    kalai_smorodinsky: the largest least share of what a signer could gain; egalitarian: the largest least gain;
    utilitarian: the largest sum of worths; efficient_of_all: how many outcomes of all coherent agreements are
    efficient; opposition: by definition, over these. Worths and gains are parts of 1: points over 100.
    """

    case: str
    title: str = ""
    format: str = ""
    signers: int | None = None
    issues: int | None = None
    agreements: int | None = None
    coherent: int | None = None
    allowed: int | None = None
    possible: int | None = None
    necessary: int | None = None
    at_some_values: int | None = None
    efficient_outcomes: int | None = None
    efficient: int | None = None
    nash: float | None = None
    kalai_smorodinsky: float | None = None
    egalitarian: float | None = None
    utilitarian: float | None = None
    efficient_of_all: int | None = None
    opposition: Opposition = NOTHING
    remarks: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {part.name: getattr(self, part.name) for part in fields(self)}
        opposed = {part.name: getattr(self.opposition, part.name) for part in fields(self.opposition)}
        return {**told, "opposition": opposed, "remarks": list(self.remarks)}


def row_of(case: Case, file: str, limits: Limits = LIMITS) -> Row:
    """The numbers of a case; file: what it is called in the survey; limits: how much work is taken on for it."""
    remarks: list[str] = []
    counts = _counts(case, remarks)
    necessary, at_some_values = _bounds(case, counts["possible"], remarks)
    among_all = efficient(case, over="coherent", shown=1, limits=limits)
    if not among_all.exact:
        remarks.append(_MORE_WORK)
    return Row(
        case=file,
        title=case.title,
        format=case.origin.format if case.origin else "comity",
        signers=len(case.signers()),
        issues=len(case.issues),
        agreements=Space.of(case).count,
        **counts,
        necessary=necessary,
        at_some_values=at_some_values,
        **_fair(case, among_all, limits, remarks),
        efficient_of_all=len(among_all) if among_all.exact else None,
        opposition=opposition_of(among_all),
        remarks=tuple(remarks),
    )


def _counts(case: Case, remarks: list[str]) -> dict[str, int | None]:
    """How many agreements each stage leaves."""
    if Space.of(case).count <= LOOKED_AT:
        funnel = funnel_of(case, show=0, keep=0)
        return {"coherent": funnel.coherent, "allowed": funnel.red_lines, "possible": funnel.stages[-1].count}
    bounds = bounds_of(case, show=1, work=SEARCHED)
    found = {"coherent": bounds.coherent, "allowed": bounds.red_lines, "possible": bounds.zopa}
    counts: dict[str, int | None] = {}
    for name, interval in found.items():
        counts[name] = interval.low if interval.low == interval.high else None
        if counts[name] is None and name != "possible":
            remarks.append(f"{name}: {interval.low:,} to {interval.high:,}")
    if counts["possible"] is None:
        counted = possible(case)
        if counted is not None and counted.complete:
            counts["possible"] = counted.number
        else:
            least = max(bounds.zopa.low, counted.number if counted else 0)
            remarks.append(f"possible: {least:,} to {bounds.zopa.high:,}")
    return counts


def _bounds(case: Case, possible_now: int | None, remarks: list[str]) -> tuple[int | None, int | None]:
    """How many agreements are possible whatever the values in the judged ranges, and at some of them."""
    try:
        sure = sureness(case)
        if sure is None:
            return possible_now, possible_now  # without ranges these are one
        bounds = sure.necessary, sure.possible
    except (Problems, TooMany):
        bounds = None, None
    if None in bounds:
        remarks.append("what the judged ranges leave open was not found: too many agreements")
    return bounds


def _fair(case: Case, among_all: Efficient, limits: Limits, remarks: list[str]) -> dict[str, Any]:
    """What is efficient among the possible agreements, and what the four solutions come to."""
    if not case.signers() or any(case.interest_of(party).no_deal is None for party in case.signers()):
        remarks.append("no solution: nobody signs, or a no-deal value is not stated")
        return {}
    among = among_all  # raising no deal only takes points away
    if case.by_rule or case.red_lines:
        try:
            among = efficient(case, no_deal=LOW, shown=1, limits=limits)
        except Problems as refused:
            remarks.append(refused.problems[0].what)
            return {}
    if not among.exact:
        if among_all.exact:
            remarks.append(_MORE_WORK)
        return {}
    gains = Gains.of(among)
    picks = Picks.of(gains)
    found: dict[str, Any] = {
        "efficient_outcomes": len(gains.rows),
        "efficient": sum(int(among.points.counts[row]) for row in gains.rows),
    }
    if gains.rows:
        points = np.maximum(gains.points / 100, 0.0)
        at = {row: number for number, row in enumerate(gains.rows)}
        ideal = points.max(axis=0)
        shares = np.divide(points, ideal, out=np.ones_like(points), where=ideal > 0)
        if picks.nash:
            found["nash"] = math.prod(points[at[picks.nash[0]]].tolist())
        found["kalai_smorodinsky"] = float(shares[at[picks.kalai_smorodinsky[0]]].min())
        found["egalitarian"] = float(points[at[picks.egalitarian[0]]].min())
        worth = among.worth(picks.utilitarian[0])
        found["utilitarian"] = sum(worth.values()) / 100
    return found
