"""Who must say yes, who suffices, and whether groups and homes hold: the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.agreements.space import Agreement
from comity.finding import Band, Result
from comity.questions.consent.bounds import PassingBounds
from comity.questions.consent.coalitions import Coalitions, Reach, Say
from comity.questions.consent.groups import Held, Refused
from comity.questions.consent.home import Hands, Home, Safe
from comity.questions.consent.payments import Opened
from comity.questions.consent.power import Power

PER = 100
"""Shares are said as so many of a hundred."""


@dataclass(frozen=True)
class Pick:
    """One agreement that measures of fairness pick.

    solutions: which, by their short names; tied: how many agreements are worth the same to every signer; refusals: by
    group, who refuses it; home: how safe it is at home, None where nobody is asked there.
    """

    solutions: tuple[str, ...]
    agreement: Agreement
    tied: int
    refusals: dict[str, tuple[Refused, ...]]
    home: Home | None

    def json(self) -> dict[str, Any]:
        """The pick by its names."""
        return {
            "solutions": list(self.solutions),
            "agreement": dict(self.agreement.options),
            "tied": self.tied,
            "refusals": {group: [each.json() for each in refused] for group, refused in self.refusals.items()},
            "home": None if self.home is None else self.home.json(),
        }


@dataclass(frozen=True, repr=False)
class Consented(Result):
    """Who must say yes, who suffices, what leaving one out costs, and whether groups and homes hold.

    signers: those at the table; coalitions: who can do what, None where there are too many agreements to look at each;
    efficient: how many of those that pass are efficient; core: how many nobody who suffices could replace by what all
    of them like better, None where that was not worked out; power: of the rule alone, None for too many voters; groups:
    on what each holds; picks: what measures of fairness pick among those that pass; hands: what ratification does to a
    signer; safest: the agreements safest at home; chance: in percent, that all bodies pass an agreement that nobody can
    rate; draws: how many readings of the ranges were drawn; payments: what those that the case allows would do, all
    together first; bounds: where each agreement is not looked at, between which numbers those lie that pass, None where
    it is, or there are too many voices; rule: at the table, as the file writes it, None where all
    who sign must agree.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> result = comity.consent(comity.read_case(case_file("abdelnabi-2024"))).result
    >>> result.coalitions.passing, result.core, len(result.coalitions.sufficient)
    (12, 12, 15)
    """

    signers: tuple[str, ...]
    coalitions: Coalitions | None
    efficient: int | None = None
    core: int | None = None
    power: Power | None = None
    groups: dict[str, Held] = field(default_factory=dict)
    picks: tuple[Pick, ...] = ()
    hands: tuple[Hands, ...] = ()
    safest: tuple[Safe, ...] = ()
    chance: Band | None = None
    draws: int = 0
    payments: tuple[Opened, ...] = ()
    rule: Mapping[str, Any] | None = None
    bounds: PassingBounds | None = None

    @property
    def without(self) -> dict[str, Reach]:
        """What all others could make without each signer."""
        return {} if self.coalitions is None else self.coalitions.without

    @property
    def say(self) -> dict[str, Say]:
        """How much the yes of each signer, body and spoiler matters."""
        return {} if self.coalitions is None else self.coalitions.say

    def json(self) -> dict[str, Any]:
        """The numbers for other programs."""
        made = self.coalitions
        sufficient = None if made is None or made.sufficient is None else [each.json() for each in made.sufficient]
        asked = {name: say for name, say in self.say.items() if name not in self.signers}
        return {
            "passing": None if made is None else made.passing,
            "coherent": None if made is None else made.coherent,
            "signers": list(self.signers),
            "sufficient": sufficient,
            "pivotal": {name: say.pivotal for name, say in self.say.items() if name in self.signers},
            "blocks_alone": {name: say.blocks_alone for name, say in self.say.items() if name in self.signers},
            "asked": {name: {"pivotal": say.pivotal, "blocks_alone": say.blocks_alone} for name, say in asked.items()},
            "blocking": None if self.power is None else [list(names) for names in self.power.blocking],
            "core": self.core,
            "efficient": self.efficient,
            "without": {name: _without(name, reach) for name, reach in self.without.items()},
            "groups": {name: group.json() for name, group in self.groups.items()},
            "power": None if self.power is None else self.power.json(),
            "picks": [pick.json() for pick in self.picks],
            "tied_hands": {hands.signer: hands.json() for hands in self.hands},
            "safest_at_home": [
                {"agreement": dict(safe.agreement.options), "least_gain": safe.least, "body": safe.body}
                for safe in self.safest
            ],
            "chance_of_unrated": None if self.chance is None else self.chance.json(),
            "draws": self.draws,
            "payments": [payment.json() for payment in self.payments],
            "rule": self.rule,
            "bounds": None if self.bounds is None else self.bounds.json(),
            "signers_count": len(self.signers),
            "listed": {"sufficient": len(sufficient or ()), "blocking": len(self.power.blocking if self.power else ())},
            "per": PER,
        }


def _without(name: str, reach: Reach) -> dict[str, Any]:
    low, high = reach.others.get(name, (None, None))
    at_best = reach.others_at_best.get(name)
    return {
        "agreements": reach.agreements,
        "gain": None if low is None else {"low": low, "high": high},
        "best": None if reach.best is None else dict(reach.best.options),
        "tied": reach.tied,
        "least_gain_of_others": reach.least,
        "least_gain_of_others_with_all": reach.with_all,
        "gain_at_best": None if at_best is None else Band.over(at_best).json(),
    }
