"""The game behind an agreement: what a war would be like, and what an agreement sets along the path of peace.

Two belligerents, a challenger and a defender, keep or break an agreement year after year: each year the
challenger may attack, then the defender may; otherwise both have the peace of that year and the game goes on,
in a regime (a guarantor firm or wavering, limits kept or broken) that moves by a Markov chain. The game is
solved (see `solve`) by backward induction from a stationary tail, for many agreements, or draws of the estimates, at
once.

Units. Worth is in the unit of ``Game.stake``; with a stake of 1 it is in years of holding the whole stake,
and all of it for ever is worth ``1 / (1 - discount)``.

Shapes. Axes come in the order year, regime, batch, and every figure broadcasts from the right, as in numpy: a
number holds for all, ``(batch,)`` differs by agreement, ``(regimes, batch)`` by regime, ``(years, regimes,
batch)`` by year, and an axis of length 1 is shared.

The model joins the commitment problem of Fearon (1995, 1996) and Powell (2006) with a guarantor who may not
come and with the noisy choices of McKelvey and Palfrey (1998). It orders agreements; it does not forecast
wars.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Figure: TypeAlias = float | Array

_Each = TypeVar("_Each", covariant=True)

TIE = 1e-11
"""A difference below this part of all that is at stake is rounding: the side is indifferent and keeps the peace.

Without it the least guarantee, which makes one margin exactly nil, would fail its own test every other time.
"""
PRECISION = 1e-12
"""Of stationary values, as a part of all that is at stake."""

_LARGEST = np.finfo(np.float64).max
POSITIVE = (np.nextafter(0.0, 1.0), _LARGEST, "above 0")
NOT_NEGATIVE = (0.0, _LARGEST, "at least 0")
PART = (0.0, 1.0, "0 to 1")
INSIDE = (np.nextafter(0.0, 1.0), np.nextafter(1.0, 0.0), "between 0 and 1, both excluded")
_BELOW_ONE = (0.0, np.nextafter(1.0, 0.0), "0 to less than 1")
_FINITE = (-_LARGEST, _LARGEST, "a number")


@dataclass(frozen=True)
class Sides(Generic[_Each]):
    """One thing for each of the two belligerents."""

    challenger: _Each
    defender: _Each


AS_TODAY = Sides(1.0, 1.0)
NOTHING = Sides(0.0, 0.0)


@dataclass(frozen=True)
class Game:
    """How fighting would go, whatever is signed. Figures are numbers or ``(batch,)``.

    stake: worth of a year of holding the whole stake, above 0.
    cost: one-off cost of war, in the unit of the stake, at least 0.
    discount: worth of next year beside this year, between 0 and 1, both excluded.
    log_odds: log odds that the challenger wins a war with today's arms, if it held none of the stake.
    decisiveness: how much a unit of log relative arms moves the log odds, at least 0.
    land: how much holding the whole stake, rather than none, moves the log odds.
    held: part of the stake that the challenger holds today, 0 to 1.
    rescue: chance that the challenger wins although the guarantor fights, 0 to 1.
    punishment: what a fighting guarantor costs the challenger beyond the war itself, at least 0.
    noise: spread of what moves a side beyond this model, in the unit of the stake; 0 is the exact limit, sure
        choice.
    accident: yearly chance that the peace ends without anyone having chosen so, 0 to less than 1. It shortens
        survival; the belligerents do not reckon with it.

    Raises ValueError, naming every figure that is out of range.
    Source: the odds as a logistic of relative strength, Hirshleifer (1989); war as a costly lottery, Fearon
    (1995).
    """

    stake: Sides[Figure]
    cost: Sides[Figure]
    discount: Figure
    log_odds: Figure
    decisiveness: Figure = 1.0
    land: Figure = 0.0
    held: Figure = 0.0
    rescue: Figure = 0.0
    punishment: Figure = 0.0
    noise: Figure = 0.0
    accident: Figure = 0.0

    def __post_init__(self) -> None:
        ranges = {
            "stake": POSITIVE, "cost": NOT_NEGATIVE, "discount": INSIDE, "decisiveness": NOT_NEGATIVE,
            "held": PART, "rescue": PART, "punishment": NOT_NEGATIVE, "noise": NOT_NEGATIVE,
            "accident": _BELOW_ONE,
        }  # fmt: skip
        problems = out_of_range(self, ranges) + misshapen(self, ())
        noise = np.asarray(self.noise)
        if noise.any() and not noise.all():
            problems.append("noise must be above 0 throughout the batch, or 0 throughout")
        refuse(problems)


@dataclass(frozen=True)
class Terms:
    """What an agreement sets along the path of peace. Figures broadcast to ``(years, regimes, batch)``.

    years: length of the paths, at least 1; the last year's figures hold for ever after.
    share: part of the stake that the challenger has, 0 to 1.
    guarantee: chance that the guarantor fights if the challenger attacks, 0 to 1.
    arms: each side's arms as a multiple of today's, above 0.
    flow: each side's other yearly gain from peace (relief, reconstruction), lost on attack, in the stake's
        unit.
    edge: what striking first adds to a side's log odds, at least 0.
    transition: chance that the regime of the row is followed by that of the column, ``(regimes, regimes,
        batch)``.
    start: chance of each regime in the first year, ``(regimes, batch)``.

    Raises ValueError, naming every figure that is out of range or of the wrong shape.
    """

    years: int
    share: Figure
    guarantee: Figure = 0.0
    arms: Sides[Figure] = AS_TODAY
    flow: Sides[Figure] = NOTHING
    edge: Sides[Figure] = NOTHING
    transition: Array = field(default_factory=lambda: np.ones((1, 1, 1)))
    start: Array = field(default_factory=lambda: np.ones((1, 1)))

    def __post_init__(self) -> None:
        ranges = {
            "years": POSITIVE, "share": PART, "guarantee": PART, "arms": POSITIVE, "edge": NOT_NEGATIVE,
            "transition": PART, "start": PART,
        }  # fmt: skip
        problems = out_of_range(self, ranges) + misshapen(self, (self.years, self.regimes))
        if self.transition.ndim != 3 or self.transition.shape[1] != self.regimes:
            problems.append(f"transition has shape {self.transition.shape}, not (regimes, regimes, batch)")
        elif not np.allclose(self.transition.sum(axis=1), 1.0, rtol=0.0, atol=1e-9):
            problems.append("every row of transition must add up to 1")
        if self.start.ndim != 2 or self.start.shape[0] != self.regimes:
            problems.append(f"start has shape {self.start.shape}, not ({self.regimes}, batch)")
        elif not np.allclose(self.start.sum(axis=0), 1.0, rtol=0.0, atol=1e-9):
            problems.append("start must add up to 1")
        refuse(problems)

    @property
    def regimes(self) -> int:
        """How many regimes there are."""
        return len(self.transition)


def sides(both: Array) -> Sides[Array]:
    """Both sides of an array whose first axis they are."""
    return Sides(both[0], both[1])


def figures_of(record: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """The numbers and arrays of a record by their dotted names."""
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Sides):
            yield from figures_of(value, f"{within}{each.name}.")
        else:
            yield f"{within}{each.name}", value


def out_of_range(record: Any, ranges: dict[str, tuple[float, float, str]]) -> list[str]:
    """Which figures are not within what they may be, in words."""
    problems = []
    for name, value in figures_of(record):
        low, high, words = ranges.get(name.partition(".")[0], _FINITE)
        values = np.asarray(value)
        if values.size and not (low <= values.min() and values.max() <= high):  # so NaN is refused, too
            problems.append(f"{name} must be {words}")
    return problems


def misshapen(record: Any, axes: tuple[int, ...]) -> list[str]:
    """Which figures do not broadcast to those axes and a batch? The chain has a shape of its own."""
    problems = []
    for name, value in figures_of(record):
        shape = np.shape(value)
        aligned = zip(reversed(shape[:-1]), reversed(axes), strict=False)
        if name not in ("transition", "start") and (
            len(shape) > len(axes) + 1 or 0 in shape or any(size not in (1, axis) for size, axis in aligned)
        ):
            problems.append(f"{name} has shape {shape}, not {(*axes, 'batch')} or one that broadcasts to it")
    return problems


def refuse(problems: list[str]) -> None:
    """Raise ValueError where there are problems."""
    if problems:
        raise ValueError("; ".join(problems))
