"""Which measure of fairness each signer would argue for, since it gains most by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.picks import Gains, Picks
from comity.finding import Band
from comity.questions.bargaining.outcomes import one_or_range


@dataclass(frozen=True)
class Favourite:
    """The solutions that one signer likes best and least; all of them in both where they are all the same to it.

    signer: its name in the case; gains: what it gains by each solution that is defined, in points, from the least to
    the most where several outcomes tie for it; best, least: short names of solutions, judged by the least that it is
    sure to gain by them, then by the most; between: how many points it gains more by the best than by the least.
    """

    signer: str
    gains: Mapping[str, Band]
    best: tuple[str, ...]
    least: tuple[str, ...]
    between: Band

    def json(self) -> dict[str, Any]:
        """The favourite for other programs: a number that ties leave open is None, and its range stands beside it."""
        return {
            "signer": self.signer,
            "best": list(self.best),
            "least": list(self.least),
            **one_or_range("between", self.between),
            "gains": {name: gain.json() for name, gain in self.gains.items()},
        }


def favourites(gains: Gains, picks: Picks) -> tuple[Favourite, ...]:
    """What each signer likes best and least among the solutions that are defined."""
    liked = []
    for at, worth in enumerate(gains.efficient.signers):
        defined = {name: rows for name, rows in picks.by_name().items() if rows}
        gain = {name: Band.over(float(gains.exact(row, at)) for row in rows) for name, rows in defined.items()}
        judged = {name: (round(band.low, 9), round(band.high, 9)) for name, band in gain.items()}
        best = tuple(name for name, sure in judged.items() if sure == max(judged.values()))
        least = tuple(name for name, sure in judged.items() if sure == min(judged.values()))
        liked.append(Favourite(worth.party, gain, best, least, _between(gain[best[0]], gain[least[0]])))
    return tuple(liked)


def _between(best: Band, least: Band) -> Band:
    """How many points more the one is than the other; nothing where they are the same."""
    if (best.low, best.high) == (least.low, least.high):
        return Band.over([0.0])
    return Band.over([best.low - least.high, best.high - least.low])
