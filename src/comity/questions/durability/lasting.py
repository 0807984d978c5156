"""Which agreements last: how each fares over the years, what fails first in it, and how many would last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from comity.agreements.efficient import efficient
from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.finding import Band
from comity.questions.durability.band import band_of, bands_of
from comity.questions.durability.causes import causes
from comity.questions.durability.game import Array, Flags, Integers
from comity.questions.durability.guarantee import least_guarantee
from comity.questions.durability.solve import outlook
from comity.questions.durability.stationary import SETTLED
from comity.questions.durability.terms import YEARS, Arena, Settled

LISTED = 1000
"""How many agreements are listed in the data, at most."""

SOLVED = 100_000
"""How many games are solved for bands, at most: the most lasting agreements get theirs, and the others are counted."""

TOLD = (1, 2, 3, 5, 10, 15, 20)
"""The years after signing that data tell of, beside the one asked for."""

Kind: TypeAlias = Literal["efficient", "close to efficient", "named"]
"""Which agreements are looked at."""

Cause: TypeAlias = Literal["rebuilding", "land", "decay", "wavering", "first_strike", "today"]
"""Why a margin fails: see `comity.questions.durability.causes.Causes`; today: whatever changes later."""

_CAUSES: tuple[Cause, ...] = ("rebuilding", "land", "decay", "wavering", "first_strike")
_TELLING = 1e-9  # a cause that takes off less than this explains nothing


@dataclass(frozen=True)
class Considered:
    """The agreements that are looked at: what they are, and how many of that kind there are in all."""

    agreements: tuple[Agreement, ...]
    count: int
    kind: Kind


@dataclass(frozen=True)
class Survival:
    """How likely peace is to have held, by years after signing: the survival curve.

    bands: of the chance, 0 to 1; entry t is after t years, from 0 (where it is 1) to 40. They never rise.

    >>> curve = Survival((Band(1, 1, 1), Band(0.8, 0.9, 0.95), Band(0.5, 0.7, 0.9)))
    >>> curve.after(2)
    Band(low=0.5, mid=0.7, high=0.9)
    >>> curve.json()["mid"]
    [1, 0.9, 0.7]
    """

    bands: tuple[Band, ...]

    def after(self, years: int) -> Band:
        """The chance that peace has held for that many years."""
        return self.bands[years]

    def json(self) -> dict[str, list[float | None]]:
        """The three numbers, each a list by years from 0."""
        each = [band.json() for band in self.bands]
        return {end: [band[end] for band in each] for end in ("low", "mid", "high")}


@dataclass(frozen=True)
class Failure:
    """The margin that fails first: peace would be worth less than attacking, were all sure.

    year: in which year after signing, from 1; 40 stands for the long run. party: who would gain by attacking.
    cause: what takes most off its margin.
    """

    year: int
    party: str
    cause: Cause

    @property
    def in_the_long_run(self) -> bool:
        """Whether it fails only after all the years that are looked at one by one."""
        return self.year == YEARS


@dataclass(frozen=True)
class Fare:
    """How agreements fare that are the same to the contest.

    terms: their options on the issues that matter to it; agreements: which these are. survival: the chance that the
    peace holds, by years. self_enforcing: whether at the middle of every estimate neither side would ever gain by
    attacking; self_enforcing_in: in which part of the draws. worth: to each belligerent, the part of the stake that,
    held for ever in peace, is worth as much. least_guarantee: the chance with which the promise must at first be kept
    for neither side ever to gain by attacking; infinite where even certainty is not enough. promised: that chance as
    judged. failure: what fails first at the middles; None where nothing does. unsettled: the part of the games
    without a stationary play, in which the values after the last year are approximate. Chances and parts are 0 to 1.
    """

    terms: Mapping[str, str]
    agreements: tuple[Agreement, ...]
    survival: Survival
    self_enforcing: bool
    self_enforcing_in: float
    worth: Mapping[str, Band]
    least_guarantee: Band
    promised: Band
    failure: Failure | None
    unsettled: float


@dataclass(frozen=True)
class Lasting:
    """How many agreements would last, at the middle of every estimate.

    kind: which were looked at; of_that_kind: how many there are; considered: how many were looked at; kinds: how many
    of them differ to the contest. self_enforcing: under how many neither side would ever gain by attacking;
    above_target: how many have peace after the year asked for with at least the chance asked for; lasting: how many
    the one or the other. in_draws: how many would last over the draws, the least and the most of nine in ten; None
    where some have no bands. unsettled: in how many kinds no stationary play was found for the years after the last, or
    not once a cause of failure was undone, so that values there are approximate.
    """

    kind: Kind
    of_that_kind: int
    considered: int
    kinds: int
    self_enforcing: int
    above_target: int
    lasting: int
    in_draws: tuple[int, int] | None
    unsettled: int

    @property
    def complete(self) -> bool:
        """Whether all of that kind were looked at."""
        return self.considered == self.of_that_kind


def considered(case: Case) -> Considered:
    """The efficient agreements among those worth at least no deal to every signer, the first `LISTED` of a tie."""
    found = efficient(case, shown=LISTED)
    agreements = tuple(agreement for row in range(len(found)) for agreement in found.agreements(row))
    return Considered(agreements, found.count, "efficient" if found.exact else "close to efficient")


def lasting(
    arena: Arena, looked_at: Considered, year: int, target: float, told: Callable[[int], None]
) -> tuple[Lasting, tuple[Fare, ...]]:
    """How many of some agreements would last, and how the most lasting fare, the most lasting first.

    year, target: an agreement lasts if it is self-enforcing, or if peace holds after that year with at least that
    chance. told: told the number of games whenever some more are solved.
    """
    kinds: dict[Settled, list[Agreement]] = {}
    for agreement in looked_at.agreements:
        kinds.setdefault(arena.settled(agreement.options), []).append(agreement)
    distinct = list(kinds)
    middles = _middles(arena.case, distinct)
    above = middles.survival[year] >= target
    lasts = middles.self_enforcing | above
    # Of those with as good a chance in that year come first those with the better ones in the others: whichever is the
    # first is looked at more closely, and that should not hang on the order of options.
    chances = middles.survival.round(9)
    order = sorted(
        range(len(distinct)),
        key=lambda at: (-chances[year, at], -chances[:, at].sum().round(6), tuple(-chances[:, at]), distinct[at]),
    )
    banded = order[: banded_kinds(arena, len(order))]
    failures, unsettled = _failures(arena, distinct, middles, banded)
    solved: list[tuple[Fare, Flags]] = []
    for part in _parts(banded, max(1, 16_384 // arena.each)):
        solved += _fares(arena, [distinct[at] for at in part], kinds, failures, year, target)
        told(len(part) * arena.each)
    counts = np.array([len(agreements) for agreements in kinds.values()])
    in_draws = None
    if len(solved) == len(distinct):
        alike = np.array([len(fare.agreements) for fare, _ in solved], dtype=np.float64)
        many = band_of(alike @ np.stack([lasting for _, lasting in solved]))
        in_draws = (int(many.low), int(many.high))
    counted = Lasting(
        kind=looked_at.kind,
        of_that_kind=looked_at.count,
        considered=int(counts.sum()),
        kinds=len(distinct),
        self_enforcing=int(counts[middles.self_enforcing].sum()),
        above_target=int(counts[above].sum()),
        lasting=int(counts[lasts].sum()),
        in_draws=in_draws,
        unsettled=len(unsettled | {distinct[at] for at in np.flatnonzero(middles.residual > SETTLED)}),
    )
    return counted, tuple(fare for fare, _ in solved)


def banded_kinds(arena: Arena, kinds: int) -> int:
    """How many of so many kinds of agreements get bands."""
    return min(kinds, max(1, SOLVED // arena.each))


@dataclass(frozen=True)
class _Middles:
    """How all agreements that differ to the contest fare at the middles of the estimates, in their order."""

    survival: Array  # (years + 1, agreements)
    self_enforcing: Flags
    year: Integers
    side: Integers
    residual: Array


def _middles(case: Case, distinct: list[Settled]) -> _Middles:
    """All agreements, many at a time, without bands."""
    arena = Arena(case, 0, 0, YEARS)
    found = [outlook(posed.game, posed.terms) for posed in map(arena.posed, _parts(distinct, 4096))]
    return _Middles(
        np.concatenate([each.survival for each in found], axis=-1),
        np.concatenate([each.self_enforcing for each in found]),
        np.concatenate([each.failing_year for each in found]),
        np.concatenate([each.failing_side for each in found]),
        np.concatenate([each.residual for each in found]),
    )


def _parts(whole: Sequence[Any], size: int) -> list[Any]:
    return [whole[first : first + size] for first in range(0, len(whole), size)]


def _fares(
    arena: Arena,
    settled: list[Settled],
    kinds: Mapping[Settled, list[Agreement]],
    failures: Mapping[Settled, Failure],
    year: int,
    target: float,
) -> list[tuple[Fare, Flags]]:
    """How some agreements fare over the draws, and in which draws, ``(1 + draws,)``, they would last."""
    posed = arena.posed(settled)
    found = outlook(posed.game, posed.terms)
    needed = posed.by_agreement(least_guarantee(posed.game, posed.at_full_strength()))
    lasted, holds = posed.by_agreement(found.survival), posed.by_agreement(found.self_enforcing)
    once = 1.0 - posed.game.discount
    worths = [posed.by_agreement(value * once) for value in (found.value.challenger, found.value.defender)]
    residual = posed.by_agreement(found.residual)
    return [
        (
            Fare(
                terms=arena.options(kind),
                agreements=tuple(kinds[kind]),
                survival=Survival(bands_of(lasted[:, at])),
                self_enforcing=bool(holds[at, 0]),
                self_enforcing_in=float(holds[at, 1:].mean()),
                worth={
                    party: band_of(worth[at]) for party, worth in zip(arena.contest.sides, worths, strict=True)
                },
                least_guarantee=band_of(needed[at]),
                promised=band_of(posed.promised[at]),
                failure=failures.get(kind),
                unsettled=float((residual[at] > SETTLED).mean()),
            ),
            holds[at] | (lasted[year, at] >= target),
        )
        for at, kind in enumerate(settled)
    ]  # fmt: skip


def _failures(
    arena: Arena, distinct: list[Settled], middles: _Middles, wanted: list[int]
) -> tuple[dict[Settled, Failure], set[Settled]]:
    """What fails first in some agreements, at the middles of the estimates, and the cause that takes off most.

    Beside it, for which of them no stationary play was found for the years after the last.
    """
    failing = [at for at in wanted if not middles.self_enforcing[at]]
    if not failing:
        return {}, set()
    posed = Arena(arena.case, 0, 0, YEARS).posed([distinct[at] for at in failing])
    found = causes(posed.game, posed.terms)
    gains = np.stack([getattr(found, cause) for cause in _CAUSES])
    failures = {}
    for at, gain in zip(failing, gains.T, strict=True):
        cause = _CAUSES[int(gain.argmax())] if gain.max() > _TELLING else "today"
        party = arena.contest.sides[int(middles.side[at])]
        failures[distinct[at]] = Failure(int(middles.year[at]) + 1, party, cause)
    return failures, {distinct[at] for at, miss in zip(failing, found.residual, strict=True) if miss > SETTLED}
