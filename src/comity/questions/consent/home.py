"""How safe agreements are at home: over the readings of the ranges, and against what bodies make of them.

A signature that is not ratified is an involuntary defection (Putnam 1988). Whether tied hands help is found by asking
the same case without the ratification, never supposed (Schelling 1960).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from comity.agreements.acceptance import NEAR, acceptance
from comity.agreements.allowed import Choices
from comity.agreements.consent import Answers, Consent
from comity.agreements.efficient import Efficient, efficient
from comity.agreements.exclusions import crosses
from comity.agreements.judged import Balance, Judged
from comity.agreements.picks import Gains, Picks
from comity.agreements.readings import DRAWS, SEED, Readings
from comity.agreements.space import Agreement, Choice
from comity.agreements.worth import LOW, Payoff
from comity.case.model import Case, Party
from comity.finding import Band
from comity.questions.consent.groups import surplus

STRETCH = 1 << 12
SAFEST = 5
"""How many of the agreements safest at home are listed."""

Effect = Literal["helps", "hurts", "changes nothing", "costs the deal", "depends on ties"]


@dataclass(frozen=True)
class Home:
    """How safe an agreement is at home over the readings of the ranges.

    signed: the share of the readings in which it is agreed at the table, 0 to 1; ratified: of these, the share in which
    it is ratified as well, None where it is signed in none; refuses: by body, of the same, the share in which it
    refuses.
    """

    signed: float
    ratified: float | None
    refuses: dict[str, float]

    def json(self) -> dict[str, Any]:
        """The shares by their names."""
        return {"signed": self.signed, "ratified": self.ratified, "refuses": dict(self.refuses)}


@dataclass(frozen=True)
class Hands:
    """What it does to a signer at the table that its signature must be ratified, by the Nash solution.

    effect: whether that helps or hurts it, changes nothing, costs the deal, or depends on which of several agreements
    that tie is taken; without, `with_`: what it gains over no deal without and with, in points, None where there is no
    solution.
    """

    signer: str
    effect: Effect
    without: Band | None
    with_: Band | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        ends = {"without": self.without, "with": self.with_}
        return {"effect": self.effect, **{name: band and band.json() for name, band in ends.items()}}


@dataclass(frozen=True)
class Safe:
    """An agreement with the least that any body at home gains by it over no deal, in points."""

    agreement: Agreement
    least: float
    body: str


def unrated_chance(case: Case, consent: Consent) -> Band | None:
    """The chance, in percent, that all bodies pass an agreement of which only the chance is judged; None without any.

    From the least to the most that is possible whatever they have to do with each other (Fréchet 1935).
    """
    chances = [consent.chances[name] for name in consent.bodies if name in consent.chances]
    if not chances:
        return None
    low = max(0.0, sum(chance.low for chance in chances) - 100 * (len(chances) - 1))
    high = min(chance.high for chance in chances)
    return Band(low, (low + high) / 2, high)


def at_home(case: Case, consent: Consent, choice: Choice, draws: int = DRAWS, seed: int = SEED) -> Home:
    """How safe an agreement is at home.

    draws, seed: of the readings. A judgement that a member takes over from its group is one number, drawn once.
    """
    judged = Judged.of(case)
    row = np.array([choice], dtype=np.int32)
    accounts = [account for account in judged.accounts if account.party in consent.voices]
    voices = {account.party: acceptance(Balance.of(judged, account, row)) for account in accounts}
    readings = Readings.of(case, judged, "uniform", seed)
    free = {
        name: not any(crosses(judged.space, line).at(choice) for line in case.red_lines_of(name).values())
        for name in consent.voices
    }
    needed = {name: np.array(bool(factor.at(choice))) for name, factor in consent.needs.items()}
    signed = np.zeros(draws, dtype=bool)
    ratified = np.zeros(draws, dtype=bool)
    yes = {name: np.zeros(draws, dtype=bool) for name in consent.bodies}
    for first in range(0, draws, STRETCH):
        values = readings.values(first, min(STRETCH, draws - first))
        part = slice(first, first + len(values))
        said = {
            name: (each.gains(values).every(slice(None))[:, 0] >= -NEAR) & free[name] for name, each in voices.items()
        }
        answers = Answers(consent, said, needed)
        signed[part], ratified[part] = answers.agreed(), answers.ratified()
        for name in yes:
            yes[name][part] = answers.stands(name)
    share = float(signed.mean())
    if not signed.any():
        return Home(share, None, {})
    return Home(
        share,
        float(ratified[signed].mean()),
        {name: float((~each[signed]).mean()) for name, each in yes.items()},
    )


def hands(case: Case, payoff: Payoff, signer: str, with_: Efficient) -> Hands:
    """What its ratification does to a signer at the table; with_: the efficient agreements as the case has it."""
    bare = case.model_copy(update={"parties": _unratified(case.parties, signer)})
    before, after = _gain(efficient(bare, no_deal=LOW, payoff=payoff), signer), _gain(with_, signer)
    return Hands(signer, _effect(before, after), before, after)


def _unratified(parties: dict[str, Party], signer: str) -> dict[str, Party]:
    return {
        name: party.model_copy(
            update={"members": _unratified(party.members, signer), **({"ratified_by": None} if name == signer else {})}
        )
        for name, party in parties.items()
    }


def _gain(found: Efficient, signer: str) -> Band | None:
    gains = Gains.of(found)
    at = next((at for at, worth in enumerate(found.signers) if worth.party == signer), None)
    rows = Picks.of(gains).nash
    return Band.over(float(gains.exact(row, at)) for row in rows) if rows and at is not None else None


def _effect(before: Band | None, after: Band | None) -> Effect:
    if after is None:
        return "changes nothing" if before is None else "costs the deal"
    if before is None or after == before:
        return "changes nothing"
    if after.low > before.high:
        return "helps"
    return "hurts" if after.high < before.low else "depends on ties"


def safest(payoff: Payoff, consent: Consent, choices: Choices) -> tuple[Safe, ...]:
    """The agreements of some that are safest at home: by which the body that gains least gains most.

    Of those that are as safe come first those by which the signer that gains least gains most.
    """
    bodies = [name for name in consent.bodies if name in consent.voices]
    if not bodies or not len(choices):
        return ()
    gains: NDArray[np.float64] = np.stack([surplus(payoff, name, choices) for name in bodies])
    least = gains.min(axis=0).round(9)
    rated = [name for name in consent.signers if name in payoff.worths and payoff.worths[name].no_deal is not None]
    worst_off = np.min([surplus(payoff, name, choices) for name in rated], axis=0, initial=np.inf).round(9)
    order = np.lexsort((-worst_off, -least))[:SAFEST]
    return tuple(
        Safe(payoff.space.agreement(choices[at].tolist()), float(least[at]), bodies[int(gains[:, at].argmin())])
        for at in order.tolist()
    )
