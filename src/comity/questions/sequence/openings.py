"""What an early settlement of one issue leaves: how many agreements, and each signer's best gain among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.space import Space
from comity.agreements.worth import MIDDLE, Worth
from comity.case.model import Case

NEARLY = 1.0
"""Up to how many points of its best gain every signer may lose by a settlement that counts as safe."""


@dataclass(frozen=True)
class Opening:
    """One option of an issue, settled at once.

    agreements: how many possible ones are left; best: by signer, the best gain that is left to it over no deal, in
    points, empty where nothing is left; worst_off: the best that is left of the least gain of any signer, None there;
    loss: the most of its best gain that any signer loses, None there; losing: who loses that, empty where nobody does.
    """

    issue: str
    option: str
    agreements: int
    best: Mapping[str, float]
    worst_off: float | None
    loss: float | None
    losing: tuple[str, ...] = ()

    @property
    def dead(self) -> bool:
        """Whether no agreement is left."""
        return not self.agreements

    @property
    def safe(self) -> bool:
        """Whether it leaves every signer's best gain whole, or nearly so (`NEARLY`)."""
        return self.loss is not None and self.loss <= NEARLY

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {"issue": self.issue, "option": self.option, "agreements": self.agreements, "best": dict(self.best)}
        loss = {"worst_off": self.worst_off, "loss": self.loss, "losing": list(self.losing)}
        return {**told, **loss, "safe": self.safe, "dead": self.dead}


@dataclass(frozen=True)
class Openings:
    """The possible agreements of a case, some issues of which may be settled already, seen issue by issue.

    settled: these issues; agreements: how many are possible; ideal: by signer, its best gain among them; all: every
    option of the issues still open.
    """

    settled: Mapping[str, str]
    agreements: int
    ideal: Mapping[str, float]
    all: tuple[Opening, ...]

    @classmethod
    def of(cls, space: Space, choices: Choices, signers: tuple[Worth, ...], settled: Mapping[str, str]) -> Openings:
        """What each opening leaves of some agreements; settled: the options that are settled already."""
        for issue, option in settled.items():
            at = space.issues.index(issue)
            choices = choices[choices[:, at] == space.options[at].index(option)]
        gains = (
            np.stack([_gains(worth, choices) for worth in signers], axis=1) if signers else np.zeros((len(choices), 0))
        )
        parties = tuple(worth.party for worth in signers)
        ideal = dict(zip(parties, gains.max(axis=0).tolist(), strict=True)) if len(choices) else {}
        found = [
            _opening(issue, option, gains[choices[:, at] == number], ideal)
            for at, issue in enumerate(space.issues)
            if issue not in settled
            for number, option in enumerate(space.options[at])
        ]
        return cls(dict(settled), len(choices), ideal, tuple(found))

    @cached_property
    def stakes(self) -> dict[str, dict[str, float]]:
        """By issue and signer: between which best gains the options that leave an agreement decide, in points.

        That is how far the best gain that is left may lie apart, which is also the most that settling the issue could
        take from it.
        """
        found: dict[str, dict[str, float]] = {}
        for issue in dict.fromkeys(opening.issue for opening in self.all):
            left = [opening.best for opening in self.all if opening.issue == issue and not opening.dead]
            found[issue] = {
                party: round(max(best[party] for best in left) - min(best[party] for best in left), 9) if left else 0.0
                for party in self.ideal
            }
        return found

    @cached_property
    def cuts(self) -> dict[str, tuple[float, tuple[str, ...]]]:
        """By issue: the largest stake of any signer, and whose that is (nobody's if 0), the smallest first."""
        largest = {
            issue: (most, tuple(party for party, points in stake.items() if points == most > 0))
            for issue, stake in self.stakes.items()
            for most in [max(stake.values(), default=0.0)]
        }
        return dict(sorted(largest.items(), key=lambda item: (item[1][0], item[0])))

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "settled": dict(self.settled),
            "agreements": self.agreements,
            "ideal": dict(self.ideal),
            "stakes": {
                issue: {party: {"stake": points, "cut": points} for party, points in stake.items()}
                for issue, stake in self.stakes.items()
            },
            "cuts": {issue: {"cut": points, "parties": list(whose)} for issue, (points, whose) in self.cuts.items()},
            "openings": [opening.json() for opening in self.all],
        }


def signers_of(case: Case, worths: Mapping[str, Worth]) -> tuple[Worth, ...]:
    """What agreements are worth to each signer that has judgements of its own and a no-deal value."""
    known = (worths.get(party) for party in case.signers())
    return tuple(worth for worth in known if worth is not None and worth.no_deal is not None)


def _gains(worth: Worth, choices: Choices) -> NDArray[np.float64]:
    gains: NDArray[np.float64] = (worth.steps_of(choices) - worth.at_no_deal(MIDDLE)) * float(worth.unit)
    return np.round(gains, 9)


def _opening(issue: str, option: str, gains: NDArray[np.float64], ideal: Mapping[str, float]) -> Opening:
    if not len(gains):
        return Opening(issue, option, 0, {}, None, None)
    best = dict(zip(ideal, gains.max(axis=0).tolist(), strict=True))
    losses = {party: round(ideal[party] - points, 9) for party, points in best.items()}
    worst_off = float(gains.min(axis=1).max()) if gains.shape[1] else None
    loss = max(losses.values(), default=0.0)
    losing = tuple(party for party, points in losses.items() if points == loss > 0)
    return Opening(issue, option, len(gains), best, worst_off, loss, losing)
