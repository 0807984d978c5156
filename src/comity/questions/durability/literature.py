"""What has been published: how this is computed, what such models can do, and what has been seen elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.finding import Band

METHOD = (
    "Each agreement is a game over the years in which the challenger, then the defender, may attack while a "
    "guarantor is firm or wavers; it is solved by backward induction from a stationary tail (Fearon 1995; Powell "
    "2006; noisy choices: McKelvey & Palfrey 1998). Bands hold nine in ten of the draws from the ranges of all "
    "estimates."
)

HONESTY = (
    "A model of this kind orders agreements and shows what matters to them; it does not forecast wars. Published "
    "models of renewed fighting tell a pair of cases apart correctly 55 to 70 times in a hundred (concordance .55 to "
    ".70); tossing a coin does so 50 times.",
    "What moves the parties beyond the odds, costs and promises judged here counts as noise. Both sides are taken to "
    "know the odds, the challenger to want no more than the stake, and a war to be for all of it.",
    "Security guarantees go to hard cases. That agreements with them are seen to last no longer does not show that "
    "they do not help, and a model in which they help does not show that they do.",
)

YEARS_SEEN = (1, 5, 10, 20)
"""After how many years base rates are told."""


@dataclass(frozen=True)
class BaseRate:
    """How often a peace has held elsewhere.

    seen: what was looked at, in words; after: the year from which on; cases: how many, where it is told; held: the
    part that still held, 0 to 1, by years.
    """

    seen: str
    after: int
    cases: int | None
    held: Mapping[int, float]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        held = [{"years": years, "part": part} for years, part in self.held.items()]
        return {"seen": self.seen, "after": self.after, "cases": self.cases, "held": held}


BASE_RATES = (
    BaseRate(
        "Neighbouring states after 1945: no fatal clash since the last (57 pairs)",
        1945,
        57,
        {1: 0.77, 5: 0.47, 10: 0.38, 20: 0.29},
    ),
    BaseRate("The same: no renewed interstate war", 1945, 57, {1: 1.0, 5: 0.93, 10: 0.8, 20: 0.7}),
    BaseRate(
        "Peace agreements after 1975: the same parties not at war again (369; UCDP)",
        1975,
        369,
        {1: 0.79, 5: 0.68, 10: 0.65},
    ),
)
"""The peace agreements are those of UCDP, Pettersson, Högbladh & Öberg (2019)."""


@dataclass(frozen=True)
class Published:
    """A published number.

    what: of what; value: a part, 0 to 1, or how many times a risk is, with its band where one was published, else three
    times the same; source: whose.
    """

    what: str
    value: Band
    source: str = ""

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"what": self.what, **self.value.json(), "source": self.source}


def _of(what: str, value: float, source: str) -> Published:
    return Published(what, Band(value, value, value), source)


_LEEDS, _BERKEMEIER = "Leeds, Long & Mitchell 2000", "Berkemeier & Fuhrmann 2018"

HONOURED = (
    _of("alliances, when called upon", 0.745, _LEEDS),
    _of("alliances over all years", 0.5, _BERKEMEIER),
    _of("alliances after 1945", 0.22, _BERKEMEIER),
    _of("defence pacts", 0.41, _BERKEMEIER),
)
"""Which part of the promises to help was kept."""

RISKS = (
    Published("full agreements", Band(0.24, 0.41, 0.72), "UCDP"),
    Published("those with a ceasefire clause alone", Band(1.2, 2.1, 3.66), "UCDP"),
    Published("those with a security guarantee", Band(0.81, 1.4, 2.41), "UCDP"),
)
"""How many times the risk of renewed war of other agreements."""


def _promises() -> str:
    called, always, lately, pacts = (f"{each.value.mid * 100:g}" for each in HONOURED)
    full, ceasefire, guaranteed = (f"{each.what} {_times(each.value)}" for each in RISKS)
    return (
        f"Alliances honoured when called upon: {called} of 100 ({_LEEDS}); {always} over all years and {lately} after "
        f"1945, defence pacts {pacts} ({_BERKEMEIER}). Risk of renewed war beside other agreements: {full}, "
        f"{ceasefire}, {guaranteed}. These are no estimates for this case: they say what has been seen elsewhere."
    )


def _times(risk: Band) -> str:
    mid, low, high = (f"{number:.2f}".removeprefix("0") for number in (risk.mid, risk.low, risk.high))
    return f"{mid} times ({low} to {high})"


PROMISES = _promises()
"""What has been seen of promises, in words."""
