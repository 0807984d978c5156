"""What durability answers with: the numbers, typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.space import Agreement
from comity.case.contest import Contest
from comity.case.estimate import Estimate
from comity.finding import Band, Result
from comity.questions.durability import words
from comity.questions.durability.around import Around
from comity.questions.durability.lasting import LISTED, TOLD, Fare, Kind, Lasting
from comity.questions.durability.literature import BASE_RATES, HONOURED, RISKS
from comity.questions.durability.waiting import Waiting

EVEN_CHANCE = 50
"""In percent: what an even chance becomes where something does not help to win, as the section `contest` has it."""


@dataclass(frozen=True)
class Judged:
    """An estimate of the contest.

    path: where it stands in the section; value: as judged, with its middle; because: its reason or, where it has none,
    that of what it stands in.
    """

    path: tuple[str, ...]
    value: Band
    because: str | None

    def json(self) -> dict[str, Any]:
        """The numbers as they stand in the file, unrounded."""
        ends = {"low": self.value.low, "mid": self.value.mid, "high": self.value.high}
        return {"path": ".".join(self.path), **ends, "because": self.because}


@dataclass(frozen=True, repr=False)
class Durability(Result):
    """Which agreements would last, how long, what breaks them first, and the least guarantee that holds.

    year, target: an agreement lasts if neither side ever gains by attacking, or if peace holds after that year with at
    least that chance. lasting: how many agreements would. fares: how the agreements fare, those that are the same to
    the contest in one, the most lasting first; where there are very many kinds, only the first of them. fighting_on: to
    each belligerent, the challenger first, what fighting on is worth, as the part of the stake that, held for ever in
    peace, is worth as much. waiting: who gains by waiting; None where the case does not say how war wears arms down.
    around: the most lasting agreement from all sides; None where there is no agreement. estimates: the judgements of
    the contest. names: what the belligerents are called. missing: what the section `contest` needs, where a case has
    none; all else is then empty.

    Chances and parts are 0 to 1. Every `Band` is a number at the middle of every estimate, and the ends that hold nine
    in ten of the draws.

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.durability(comity.read_case(case_file("abdelnabi-2024"))).result  # nobody would fight there
    >>> siting.fares, siting.missing[:3]
    ((), ('challenger', 'defender', 'stake'))
    """

    year: int
    target: float
    lasting: Lasting
    fares: tuple[Fare, ...] = ()
    fighting_on: Mapping[str, Band] | None = None
    waiting: Waiting | None = None
    around: Around | None = None
    estimates: tuple[Judged, ...] = ()
    names: Mapping[str, str] | None = None
    missing: tuple[str, ...] = ()

    @classmethod
    def without_contest(cls, year: int, target: float) -> Durability:
        """The result for a case that has no contest."""
        missing = tuple(name for name, each in Contest.model_fields.items() if each.is_required())
        return cls(year, target, nothing_considered("efficient"), missing=missing)

    @property
    def unsettled(self) -> float:
        """In which part of the games of the bands no stationary play was found for the years after the last."""
        return float(np.mean([fare.unsettled for fare in self.fares])) if self.fares else 0.0

    @property
    def plain(self) -> tuple[tuple[str, str], ...]:
        """The questions of plain words and their answers."""
        if self.around is None or self.names is None:
            return ()
        _, defender = self.names.values()
        return words.plain(self.around.plain, defender, self.year, self.target)

    def json(self) -> dict[str, Any]:
        """The result for other programs; the agreements, the most lasting first, as many as `LISTED`."""
        if self.missing:
            return {"agreements": [], "missing": list(self.missing), "even_chance": EVEN_CHANCE}
        listed = [self._agreement(fare, agreement) for fare in self.fares for agreement in fare.agreements][:LISTED]
        counts: dict[str, Any] = {
            "agreements": listed,
            "agreements_count": self.lasting.of_that_kind,
            "agreements_listed": len(listed),
            "lasting": self._lasting(),
        }
        worth = {party: band.json() for party, band in (self.fighting_on or {}).items()}
        around = self.around
        if around is not None:
            plain = [{"question": question, "answer": answer} for question, answer in self.plain]
            counts |= {"reference": dict(around.terms), "no_deal": worth, "plain": plain, "unit": words.UNIT}
        return {
            **counts,
            "no_deal": worth,
            "year": self.year,
            "target": self.target,
            "names": dict(self.names or {}),
            "kinds": [_kind(number, fare) for number, fare in enumerate(self.fares[:LISTED], 1)],
            "unsettled": self.unsettled,
            "waiting": self.waiting and self.waiting.json(),
            "around": around and around.json(),
            "estimates": [judged.json() for judged in self.estimates],
            "base_rates": [rate.json() for rate in BASE_RATES],
            "honoured": [each.json() for each in HONOURED],
            "risks": [each.json() for each in RISKS],
        }

    def _lasting(self) -> dict[str, Any]:
        lasting = self.lasting
        counted: dict[str, Any] = {
            "considered": lasting.considered,
            "lasting": lasting.lasting,
            "self_enforcing": lasting.self_enforcing,
            "above_target": lasting.above_target,
        }
        if self.fares:
            surely = [fare.self_enforcing_in for fare in self.fares]
            draws = lasting.in_draws
            counted["lasting_in_draws"] = draws and {"low": draws[0], "high": draws[1]}
            counted["self_enforcing_in"] = {"low": min(surely), "high": max(surely)}
        counted |= {"kind": lasting.kind, "kinds": lasting.kinds, "kinds_with_bands": len(self.fares)}
        return {**counted, "unsettled": lasting.unsettled}

    def _agreement(self, fare: Fare, agreement: Agreement) -> dict[str, Any]:
        failure = fare.failure
        cause = failure and {"year": failure.year, "party": failure.party, "cause": words.CAUSES[failure.cause]}
        return {
            "agreement": dict(agreement.options),
            "self_enforcing": fare.self_enforcing,
            "self_enforcing_in": round(fare.self_enforcing_in, 4),
            "survival": {year: fare.survival.after(year).json() for year in sorted({*TOLD, self.year})},
            "first_failure": cause,
            "least_guarantee": fare.least_guarantee.json(),
            "promised": fare.promised.json(),
            "value": {party: band.json() for party, band in fare.worth.items()},
        }


def nothing_considered(kind: Kind) -> Lasting:
    """The counts where there is no agreement to look at."""
    return Lasting(kind, 0, 0, 0, 0, 0, 0, None, 0)


def judged(contest: Contest) -> Iterator[Judged]:
    """The estimates of a contest, in the order of the file."""
    reasons: dict[tuple[str | int, ...], str | None] = {}
    for path, judgement in contest.judgements():
        reasons[path] = judgement.because
        if isinstance(judgement, Estimate):
            because = next((said for at in range(len(path), 0, -1) if (said := reasons.get(path[:at]))), None)
            value = Band(judgement.low, float(judgement.point), judgement.high)
            yield Judged(tuple(map(str, path)), value, because)


def _kind(number: int, fare: Fare) -> dict[str, Any]:
    terms = {"number": number, "terms": dict(fare.terms), "agreements": len(fare.agreements)}
    return {**terms, "survival": fare.survival.json(), "unsettled": fare.unsettled}
