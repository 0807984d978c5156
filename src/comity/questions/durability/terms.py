"""What the agreements of a case come to in the contest behind it: their terms, year by year, for the solver.

A case judges the contest in percent and years (`comity.case.contest`); the solver takes log odds and parts (`game`).
Here the one is turned into the other: for many agreements, with every estimate at its middle and at draws from its
range. The draws of an estimate depend on the seed and on its place in the case alone, so that all agreements are
compared on the same draws and a new judgement leaves the other draws as they were.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from comity.case.contest import Effect
from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.questions.durability.game import Array, Figure, Game, Sides, Terms
from comity.questions.durability.promise import Guarantor

Settled: TypeAlias = tuple[int, ...]
"""One option number for every issue that matters to the contest; -1 where the agreement leaves the issue out."""

YEARS = 40
"""How many years of peace are looked at one by one; the last year's terms hold for ever after."""

_LEAST_ARMS = 0.05  # of today's: arms never vanish, or the odds would have no logarithm


@dataclass(frozen=True)
class Posed:
    """A game and the terms of some agreements, ready to be solved; the batch runs through agreements, then draws.

    agreements: how many; each: how many values of the estimates, the first of which are the middles.
    """

    game: Game
    terms: Terms
    agreements: int
    each: int

    @cached_property
    def promised(self) -> Array:
        """The chance that a firm guarantor keeps its promise in the first year, ``(agreements, each)``."""
        first = np.broadcast_to(self.terms.guarantee, (self.terms.years, self.terms.regimes, self.batch))[0, 0]
        return np.asarray(first.reshape(self.agreements, self.each))

    @property
    def batch(self) -> int:
        """How many agreements times values there are."""
        return self.agreements * self.each

    def at_full_strength(self) -> Terms:
        """The same terms with a guarantee that starts at certainty and fades and wavers in the same way.

        Where nothing is promised it is a steady one.
        """
        promised = self.promised.reshape(-1)
        some = promised > 0.0
        scaled = np.where(some, self.terms.guarantee / np.where(some, promised, 1.0), 1.0)
        return replace(self.terms, guarantee=scaled.clip(0.0, 1.0))

    def by_agreement(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values ``(..., batch)`` as ``(..., agreements, each)``."""
        return values.reshape(*values.shape[:-1], self.agreements, self.each)


class Arena:
    """The contest of a case, with its estimates at their middles and at draws from their ranges.

    draws: how many, at least 0; each estimate is uniform over its range, independently of the others.
    years: how many years of peace are looked at one by one; the last year's terms hold for ever after.
    """

    def __init__(self, case: Case, draws: int, seed: int, years: int) -> None:
        if case.contest is None:
            raise ValueError("the case has no contest")
        self.case, self.contest, self.years = case, case.contest, years
        self.issues = tuple(issue for issue in case.issues if issue in self.contest.effects)
        self.each = 1 + draws
        self._seed = seed
        self._tables: dict[tuple[str, str], Array] = {}

    @cached_property
    def game(self) -> Game:
        """How fighting would go, ``(each,)``."""
        said = self.contest
        land, held = _log_odds(self._at("land")), self._at("held") / 100.0
        return Game(
            stake=Sides(1.0, 1.0),
            cost=Sides(self._at("cost.challenger"), self._at("cost.defender")),
            discount=self._at("discount") / 100.0,
            log_odds=_log_odds(self._at("victory")) - land * held,
            decisiveness=_log_odds(self._at("arms")) / np.log(2.0),
            land=land,
            held=held,
            rescue=self._at("guarantor.rescue") / 100.0 if said.guarantor else np.zeros(self.each),
            punishment=self._at("guarantor.punishment") if said.guarantor else np.zeros(self.each),
            noise=self._at("noise"),
            accident=self._at("accident") / 100.0,
        )

    @cached_property
    def guarantor(self) -> Guarantor | None:
        """What the guarantor has to lose, ``(each,)``, where the case says so."""
        if self.contest.guarantor is None or self.contest.guarantor.incentive is None:
            return None
        return Guarantor(*(self._at(f"guarantor.incentive.{name}") for name in _INCENTIVE))

    @cached_property
    def fatigue(self) -> Sides[Array]:
        """How much of its arms each side loses in a year of fighting on, in percent of today's, ``(each,)``."""
        return Sides(self._at("fatigue.challenger"), self._at("fatigue.defender"))

    @property
    def sharing(self) -> str | None:
        """The issue that sets the challenger's share of the stake; where none does, today's line stays."""
        stated = self.contest.effects.items()
        return next((issue for issue, effects in stated if any(each.share for each in effects.values())), None)

    def settled(self, options: Mapping[str, str]) -> Settled:
        """What an agreement settles of the issues that matter to the contest."""
        return tuple(list(self.case.issues[issue].options).index(options[issue]) for issue in self.issues)

    def options(self, settled: Settled) -> dict[str, str]:
        """The terms that matter to the contest, by issue; issues that are left out are not named."""
        chosen = zip(self.issues, settled, strict=True)
        return {issue: list(self.case.issues[issue].options)[at] for issue, at in chosen if at >= 0}

    def posed(self, settled: Sequence[Settled]) -> Posed:
        """The game and the terms of some agreements."""
        several, year = len(settled), np.arange(self.years, dtype=np.float64)[:, None, None]
        rated = self._rated(settled)
        known = {each: np.tile(values, several) for each in ("rebuilding.years", *_GROWTH.values())
                 for values in [self._at(each)]}  # fmt: skip
        building = np.minimum(year, known["rebuilding.years"])

        def arms(side: str) -> Array:
            growth = (known[_GROWTH[side]] + sum(rated(f"rebuilding.{side}"))) / 100.0
            grown = (1.0 + growth * building).clip(min=_LEAST_ARMS)
            return np.asarray(reduce(np.minimum, (each / 100.0 for each in rated(f"limit.{side}")), grown))

        def edge(side: str) -> Array:
            full = _log_odds(self._at(f"first_strike.{side}"))
            return np.asarray(np.tile(full, several) * _product(rated("first_strike")))

        game = _tiled(self.game, several)
        transition, start = self._chain()
        terms = Terms(
            years=self.years,
            share=sum(rated("share")) / 100.0 if self.sharing else game.held,
            guarantee=self._guarantee(rated, year),
            arms=Sides(arms("challenger"), arms("defender")),
            flow=Sides(*(sum(rated(f"flow.{side}")) / 100.0 for side in _GROWTH)),
            edge=Sides(edge("challenger"), edge("defender")),
            transition=np.tile(transition, several),
            start=start,
        )
        game = replace(
            game,
            log_odds=game.log_odds + sum(rated("odds")),
            accident=game.accident * _product(rated("accident")),
        )
        return Posed(game, terms, several, self.each)

    def found(self, settled: Sequence[Settled]) -> Array:
        """The yearly chance that cheating on limits is found out, ``(batch,)``: by anyone, each on its own."""
        unseen = 1.0 - np.tile(self._at("cheating.found"), len(settled)) / 100.0
        return 1.0 - unseen * _product([1.0 - each / 100.0 for each in self._rated(settled)("found")])

    def cheating(self, settled: Sequence[Settled]) -> Sides[Array]:
        """By how much cheating multiplies the challenger's arms, and how often a year it begins, ``(batch,)``."""
        return Sides(*(np.tile(self._at(f"cheating.{each}"), len(settled)) / 100.0 for each in ("arms", "begins")))

    def _rated(self, settled: Sequence[Settled]) -> Callable[[str], list[Array]]:
        """What each issue does to one thing, ``(batch,)`` an issue that has a say in it."""
        picks = np.array(settled, dtype=np.intp).reshape(len(settled), len(self.issues))

        def rated(kind: str) -> list[Array]:
            tables = ((at, self._table(kind, issue)) for at, issue in enumerate(self.issues))
            return [table[picks[:, at]].reshape(-1) for at, table in tables if table.size]

        return rated

    def _table(self, kind: str, issue: str) -> Array:
        """What the options of an issue do to one thing, ``(options + 1, each)``; empty where none has a say in it.

        The last row is an agreement that leaves the issue out: it changes nothing.
        """
        if (kind, issue) not in self._tables:
            effects = self.contest.effects[issue]
            stated = {option: _read(effect, kind) for option, effect in effects.items()}
            rows = []
            if any(stated.values()):
                neutral = np.full(self.each, _NEUTRAL[kind]) if kind != "share" else self._at("held")
                for option in self.case.issues[issue].options:
                    estimate = stated.get(option)
                    # How much of the stake land is, is one doubt: its draws keep the order of the options.
                    path = f"effects.{issue}.{kind}" if kind == "share" else f"effects.{issue}.{option}.{kind}"
                    rows.append(neutral if estimate is None else _MEANT.get(kind, _same)(self._drawn(path, estimate)))
                rows.append(neutral)
            self._tables[kind, issue] = np.array(rows, dtype=np.float64)
        return self._tables[kind, issue]

    def _guarantee(self, rated: Callable[[str], list[Array]], year: Array) -> Array:
        """The chance that somebody comes, ``(years, regimes, batch)``: promises are kept or not each on its own."""
        promises = zip(*(rated(f"guarantee.{each}") for each in ("chance", "decay", "wavering")), strict=True)
        nobody = np.ones((1, 1, 1))
        for chance, decay, wavering in promises:
            left = np.stack([np.ones_like(wavering), wavering / 100.0])[: len(self._chain()[1])]
            nobody = nobody * (1.0 - chance / 100.0 * (1.0 - decay / 100.0) ** year * left)
        return np.asarray(1.0 - nobody)

    def _chain(self) -> tuple[Array, Array]:
        """How a firm guarantor wavers and recovers, and that it is firm at first."""
        if self.contest.guarantor is None:
            return np.ones((1, 1, self.each)), np.ones((1, 1))
        wavers, recovers = self._at("guarantor.wavers") / 100.0, self._at("guarantor.recovers") / 100.0
        return np.array([[1.0 - wavers, wavers], [recovers, 1.0 - recovers]]), np.array([[1.0], [0.0]])

    def _at(self, path: str) -> Array:
        """The values of one estimate of the section, ``(each,)``."""
        return self._drawn(path, reduce(getattr, path.split("."), self.contest))

    def _drawn(self, path: str, estimate: Any) -> Array:
        assert isinstance(estimate, Estimate)
        random = np.random.default_rng([self._seed, zlib.crc32(path.encode())])
        values = random.uniform(estimate.low, estimate.high, self.each)
        values[0] = float(estimate.point)
        return values


_INCENTIVE = ("defeat", "reputation", "fighting", "noise")
_GROWTH = {"challenger": "rebuilding.challenger", "defender": "rebuilding.defender"}
_SIDES = tuple(_GROWTH)
_NEUTRAL = {
    "odds": 0.0, "first_strike": 1.0, "accident": 1.0, "found": 0.0,
    "guarantee.chance": 0.0, "guarantee.decay": 0.0, "guarantee.wavering": 100.0,
    **{f"{kind}.{side}": 0.0 for kind in ("rebuilding", "flow") for side in _SIDES},
    **{f"limit.{side}": np.inf for side in _SIDES},
}  # fmt: skip
"""What leaves each thing as it is, in the unit in which it is used."""


def _log_odds(percent: Array) -> Array:
    return np.asarray(np.log(percent) - np.log(100.0 - percent))


def _part(percent: Array) -> Array:
    return percent / 100.0


def _same(values: Array) -> Array:
    return values


_MEANT = {"odds": _log_odds, "first_strike": _part, "accident": _part}


def _read(effect: Effect, kind: str) -> Estimate | None:
    """One thing that an option does, or None where it says nothing of it."""
    found: Any = effect
    for name in kind.split("."):
        found = getattr(found, name) if found is not None else None
    return found if isinstance(found, Estimate) else None


def _product(parts: list[Array]) -> Array | float:
    return reduce(np.multiply, parts) if parts else 1.0


def _tiled(game: Game, times: int) -> Game:
    """The game for each of several agreements in turn."""

    def tiled(figure: Figure) -> Array:
        return np.tile(np.asarray(figure, dtype=np.float64), times)

    return Game(
        stake=game.stake,
        cost=Sides(tiled(game.cost.challenger), tiled(game.cost.defender)),
        discount=tiled(game.discount),
        log_odds=tiled(game.log_odds),
        decisiveness=tiled(game.decisiveness),
        land=tiled(game.land),
        held=tiled(game.held),
        rescue=tiled(game.rescue),
        punishment=tiled(game.punishment),
        noise=tiled(game.noise),
        accident=tiled(game.accident),
    )
