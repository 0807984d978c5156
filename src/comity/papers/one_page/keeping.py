"""How long each agreement of the page would last, and what breaks it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.finding import Band
from comity.questions.durability.answer import durability
from comity.questions.durability.lasting import Failure
from comity.questions.durability.result import Durability
from comity.questions.durability.terms import YEARS


@dataclass(frozen=True)
class Lasts:
    """How one agreement would last.

    peace: the chance, 0 to 1, that peace holds after the year asked for; failure: what fails first, None where nothing
    does in all the years that are looked at.
    """

    agreement: Agreement
    peace: Band
    failure: Failure | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        failure = self.failure
        told = failure and {"year": failure.year, "party": failure.party, "cause": failure.cause}
        return {"agreement": dict(self.agreement.options), "peace": self.peace.json(), "failure": told}


@dataclass(frozen=True)
class Keeping:
    """How the agreements of the page would last; year: after how many years peace is looked at; years: in all."""

    year: int
    years: int
    lasts: tuple[Lasts, ...]

    def of(self, agreement: Agreement) -> Lasts | None:
        """How one of them would last."""
        return next((each for each in self.lasts if each.agreement == agreement), None)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"year": self.year, "years": self.years, "agreements": [each.json() for each in self.lasts]}


def keeping(case: Case, agreements: Sequence[Agreement], known: Durability | None = None) -> Keeping | None:
    """How some agreements would last, in the same draws as `durability`; None where nothing is judged about it.

    known: what `durability` found, which is asked again only where it did not look at all of them.
    """
    if case.contest is None or not agreements:
        return None
    looked_at = [agreement for fare in known.fares for agreement in fare.agreements] if known else []
    if known is None or any(agreement not in looked_at for agreement in agreements):
        known = durability(case.as_filed, agreements=list(agreements)).result
    result = known
    lasts = tuple(
        Lasts(agreement, fare.survival.after(result.year), fare.failure)
        for agreement in agreements
        for fare in result.fares
        if agreement in fare.agreements
    )
    return Keeping(result.year, YEARS, lasts)
