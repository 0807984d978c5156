"""What settling an issue first leaves, told by stretches: steps of an amount beside each other in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from comity.case.model import Case
from comity.finding import Band
from comity.questions.sequence.openings import Opening

Kind = Literal["dead", "safe", "least", "other"]


@dataclass(frozen=True)
class Stretch:
    """An option that is settled first, or steps of an amount beside each other of which the same holds.

    openings: what each leaves, at least one.
    """

    openings: tuple[Opening, ...]

    @property
    def issue(self) -> str:
        """The issue that they settle."""
        return self.openings[0].issue

    @property
    def options(self) -> tuple[str, ...]:
        """The option, or the steps."""
        return tuple(opening.option for opening in self.openings)

    @property
    def dead(self) -> bool:
        """Whether none of them leaves an agreement."""
        return all(opening.dead for opening in self.openings)

    @property
    def safe(self) -> bool:
        """Whether each of them leaves every signer's best gain whole, or nearly so."""
        return all(opening.safe for opening in self.openings)

    @property
    def agreements(self) -> Band:
        """How many agreements are left, from the fewest to the most."""
        return Band.over(opening.agreements for opening in self.openings)

    def best(self, party: str) -> Band | None:
        """The best gain that is left to a signer, from the least to the most; None where nothing is left."""
        return self._over(lambda opening: opening.best.get(party))

    @property
    def worst_off(self) -> Band | None:
        """The best that is left of the least gain of any signer; None where nothing is left."""
        return self._over(lambda opening: opening.worst_off)

    @property
    def loss(self) -> Band | None:
        """The most of its best gain that any signer loses; None where nothing is left."""
        return self._over(lambda opening: opening.loss)

    def _over(self, number: Callable[[Opening], float | None]) -> Band | None:
        known = [value for opening in self.openings if (value := number(opening)) is not None]
        return Band.over(known) if known else None


def stretches(case: Case, openings: Iterable[Opening]) -> tuple[Stretch, ...]:
    """The openings by stretches: named options one by one, steps of an amount as far as the same holds of them.

    Steps are told apart by whether they leave nothing, are safe, or, where no step is safe, take least.
    """
    found = []
    for issue, several in groupby(openings, key=lambda opening: opening.issue):
        each = tuple(several)
        if case.issues[issue].steps is None:
            found += [Stretch((opening,)) for opening in each]
        else:
            kinds = _kinds(each)
            found += [
                Stretch(tuple(opening for opening, _ in alike))
                for _, alike in groupby(zip(each, kinds, strict=True), key=lambda pair: pair[1])
            ]
    return tuple(found)


def _kinds(openings: tuple[Opening, ...]) -> list[Kind]:
    least = min((opening.loss for opening in openings if opening.loss is not None), default=None)
    safe = any(opening.safe for opening in openings)
    return [
        "dead"
        if opening.dead
        else "safe"
        if opening.safe
        else "least"
        if not safe and opening.loss == least
        else "other"
        for opening in openings
    ]
