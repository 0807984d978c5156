"""How sure one agreement is: for which readings it stays possible, who refuses it first, and what it stands or falls
with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.acceptance import NEAR, acceptance
from comity.agreements.allowed import barring
from comity.agreements.certain import certain, radius_of
from comity.agreements.curves import rise
from comity.agreements.judged import Balance, Judged
from comity.agreements.readings import Readings
from comity.agreements.space import Agreement
from comity.agreements.worth import HIGH, LOW
from comity.case.model import Case
from comity.questions.doubt.orders import Compared, compared

STRETCH = 1 << 14


@dataclass(frozen=True)
class View:
    """How sure one signer's consent to the agreement is.

    party: the signer; gain: over no deal in the middle of all ranges, in points; refuses: the share of the readings in
    which it refuses, 0 to 1; radius: the part of the way to either end that all numbers may be off at once while it
    accepts, 0 where it refuses in the middle; hangs_on: its ranged numbers with the part of its doubt that each is
    behind, the largest first: half its range times what a point of it counts, over the sum of these.
    """

    party: str
    gain: float
    refuses: float
    radius: float
    hangs_on: tuple[tuple[str, float], ...]

    def json(self) -> dict[str, Any]:
        """The view by its names."""
        parts = [{"judgement": name, "part": part} for name, part in self.hangs_on]
        told = {"gain": self.gain, "refuses": self.refuses, "radius": self.radius, "hangs_on": parts}
        return {"party": self.party, **told}


@dataclass(frozen=True)
class Named:
    """How sure one agreement is that was asked about.

    agreement: the one; broken: the conditions and red lines that it breaks, whatever the numbers; necessary, possible:
    whether every signer accepts it at all values in the ranges, and at some; radius: the least of the signers', None
    where a rule is broken or a signer refuses in the middle; share: of the readings in which it is possible; views: of
    the signers; compared: what follows from orders alone.
    """

    agreement: Agreement
    broken: tuple[str, ...]
    necessary: bool
    possible: bool
    radius: float | None
    share: float
    views: tuple[View, ...]
    compared: tuple[Compared, ...]

    @property
    def first(self) -> View | None:
        """The signer who refuses in most readings; where none refuses in any, the one with the smallest radius."""
        return max(self.views, key=lambda view: (view.refuses, -view.radius), default=None)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "agreement": dict(self.agreement.options),
            "broken": list(self.broken),
            "necessary": self.necessary,
            "possible": self.possible,
            "radius": self.radius,
            "share": self.share,
            "signers": [view.json() for view in self.views],
            "compared": [each.json() for each in self.compared],
        }


def named(
    case: Case, readings: Readings, number: int, agreement: Agreement, against: tuple[Agreement, ...] = ()
) -> Named:
    """How sure one agreement is.

    number: how many draws; against: others with which it is compared by orders alone.
    """
    judged = readings.judged
    choice = judged.space.choice(agreement)
    broken = tuple(rule.name for rule in barring(case, judged.space) if rule.breaks.at(choice))
    row = np.array([choice], dtype=np.int32)
    balances = [Balance.of(judged, account, row) for account in judged.accounts]
    ruling = judged.ruling(row)
    sure = certain(balances, ruling)
    voices = [acceptance(balance) for balance in balances]
    refused = np.zeros((len(balances), number), dtype=bool)
    for first in range(0, number, STRETCH):
        values = readings.values(first, min(STRETCH, number - first))
        for at, voice in enumerate(voices):
            refused[at, first : first + len(values)] = voice.gains(values).every(slice(None))[:, 0] < -NEAR
    for at, party in enumerate(judged.parties):
        refused[at] |= party in ruling.free and not ruling.free[party][0]
    views = [_view(judged, balance, refused[at]) for at, balance in enumerate(balances)]
    radius = float(sure.radius[0])
    return Named(
        agreement,
        broken,
        bool(sure.necessary[0]) and not broken,
        bool(sure.possible[0]) and not broken,
        None if broken or np.isnan(radius) else radius,
        0.0 if broken else float(ruling.passes(list(~refused[:, :, None])).mean()),
        tuple(views),
        compared(case, judged, agreement, against),
    )


def _view(judged: Judged, balance: Balance, refused: np.ndarray[Any, np.dtype[np.bool_]]) -> View:
    """One signer's view of the only agreement of a balance."""
    widths: dict[str, float] = {}
    for place in sorted(balance.account.numbers):
        number = judged.numbers[place]
        if number.estimate.is_range:
            slope, unit = rise(balance, number, place, np.zeros(1, dtype=np.intp))
            width = abs(int(slope[0])) * float((number.ends[HIGH] - number.ends[LOW]) / 2 / unit)
            widths |= {number.name: width} if width else {}
    total = sum(widths.values())
    hangs_on = sorted(((name, width / total) for name, width in widths.items()), key=lambda each: (-each[1], each[0]))
    return View(
        balance.account.party,
        float(balance.points[0]),
        float(refused.mean()),
        min(1.0, float(radius_of(balance)[0])),
        tuple(hangs_on),
    )
