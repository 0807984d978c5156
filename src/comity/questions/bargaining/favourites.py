"""Which measure of fairness each signer would argue for, since it gains most by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.agreements.picks import Gains, Picks


@dataclass(frozen=True)
class Favourite:
    """The solutions that one signer likes best and least; all of them in both where they are all the same to it.

    signer: its name in the case; best, least: short names of solutions; between: how many points it gains more by the
    best than by the least. A solution counts by the outcome that is best for the signer, where several tie.
    """

    signer: str
    best: tuple[str, ...]
    least: tuple[str, ...]
    between: float

    def json(self) -> dict[str, Any]:
        """The favourite for other programs."""
        return {"signer": self.signer, "best": list(self.best), "least": list(self.least), "between": self.between}


def favourites(gains: Gains, picks: Picks) -> tuple[Favourite, ...]:
    """What each signer likes best and least among the solutions that are defined."""
    liked = []
    for at, worth in enumerate(gains.efficient.signers):
        gain = {name: max(gains.exact(row, at) for row in rows) for name, rows in picks.by_name().items() if rows}
        most, fewest = max(gain.values()), min(gain.values())
        best = tuple(name for name, points in gain.items() if points == most)
        least = tuple(name for name, points in gain.items() if points == fewest)
        liked.append(Favourite(worth.party, best, least, float(most - fewest)))
    return tuple(liked)
