"""What each party makes of one agreement: its red lines, and what it is worth to them beside no deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.agreements.breakdown import Breakdown, breakdown
from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case
from comity.finding import Result


@dataclass(frozen=True)
class View:
    """What one party or member makes of an agreement.

    signs: whether an agreement needs its consent; accepts: whether it would sign, by its own red lines and its no-deal
    value at the middle of its range, None where it has neither a say on signing nor crossed red lines; worth, no_deal:
    in points of 0 to 100, None where it states none; short_by: how many points the agreement is worth less to it than
    no deal, 0 where it is not; red_lines: the names of those it crosses, its own and those of its groups.
    """

    party: str
    signs: bool
    accepts: bool | None
    worth: float | None
    no_deal: float | None
    short_by: float
    red_lines: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The view by the names of its fields."""
        return {
            "party": self.party,
            "signs": self.signs,
            "accepts": self.accepts,
            "worth": self.worth,
            "no_deal": self.no_deal,
            "short_by": self.short_by,
            "red_lines": list(self.red_lines),
        }


@dataclass(frozen=True, repr=False)
class Objections(Result):
    """What speaks against one agreement of a case.

    agreement: the one asked about; conditions_broken: the names of the conditions that it does not meet; views: what
    everyone makes of it who has interests or whose red line it crosses, in the order of the case; parts: what it is
    worth to each who has interests, part by part; number, proposal: in the list of agreements, and by its name in the
    case, where it was named so.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.read_case(case_file("abdelnabi-2024"))
    >>> terms = "mix=mixed, ecology=improve, jobs=one-to-one, loan=two, compensation=none"
    >>> objections = comity.objections(siting, terms).result
    >>> objections.against
    ('cities',)
    >>> [(view.party, view.worth, view.no_deal, view.short_by) for view in objections.views if not view.accepts]
    [('cities', 18.0, 31.0, 13.0)]
    """

    agreement: Agreement
    conditions_broken: tuple[str, ...]
    views: tuple[View, ...]
    parts: tuple[Breakdown, ...] = ()
    number: int | None = None
    proposal: str | None = None

    @property
    def against(self) -> tuple[str, ...]:
        """The signers that would not sign it."""
        return tuple(view.party for view in self.views if view.signs and not view.accepts)

    def json(self) -> dict[str, Any]:
        """The objections for other programs."""
        return {
            "agreement": dict(self.agreement.options),
            "conditions_broken": list(self.conditions_broken),
            "conditions_broken_count": len(self.conditions_broken),
            "parties": [view.json() for view in self.views],
            "against": list(self.against),
            "parts": [found.json() for found in self.parts],
            "number": self.number,
            "proposal": self.proposal,
        }


def objections_to(
    case: Case, agreement: Agreement, number: int | None = None, proposal: str | None = None
) -> Objections:
    """What speaks against an agreement; number, proposal: how it was named, where it was not by its terms."""
    payoff = Payoff.of(case)
    choice = payoff.space.choice(agreement)
    broken = [rule.name for rule in condition_rules(case, payoff.space) if rule.breaks.at(choice)]
    views = (_view(case, payoff, party, agreement) for party in case.everyone())
    return Objections(
        agreement,
        tuple(broken),
        tuple(view for view in views if view.worth is not None or view.red_lines),
        tuple(breakdown(case, party, agreement.options) for party in payoff.worths),
        number,
        proposal,
    )


def _view(case: Case, payoff: Payoff, party: str, agreement: Agreement) -> View:
    choice = payoff.space.choice(agreement)
    lines = case.red_lines_of(party).items()
    crossed = tuple(name for name, line in lines if crosses(payoff.space, line).at(choice))
    worth = payoff.worths.get(party)
    points = None if worth is None else worth.points(worth.steps(choice))
    no_deal = None if worth is None or worth.no_deal is None else worth.points(worth.at_no_deal(MIDDLE))
    enough = None if worth is None or no_deal is None else worth.steps(choice) >= worth.needed
    short_by = no_deal - points if points is not None and no_deal is not None and not enough else 0.0
    return View(party, case.everyone()[party].signs, False if crossed else enough, points, no_deal, short_by, crossed)
