"""How far one rating may move before an agreement that holds would be undone: exactly, all else as judged.

A rating bears on the worth of the states of a slice that have its option. What its party likes better changes only
where one of these comes level with a state that has it not, so the verdict is looked at there and just beyond.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.space import Choice
from comity.agreements.worth import MIDDLE, SCALE
from comity.questions.stability.concepts import stability
from comity.questions.stability.game import Marks
from comity.questions.stability.ratings import Rated
from comity.questions.stability.result import Margin
from comity.questions.stability.slices import STATES, Slices

COMPARED = 64
"""How many agreements a slice has, at most, to be looked at: each is compared with all others."""

BEYOND = 0.5
"""By how much more worth is moved just beyond where two states are level: their worths are whole steps."""


@dataclass(frozen=True, eq=False)
class _Trial:
    """A party's worths of the marked agreements of a slice, moved by some steps: level with others, or just beyond."""

    party: int
    marked: Marks
    level: int
    beyond: float
    ratings: tuple[tuple[str, str, Rated], ...]

    @property
    def added(self) -> NDArray[np.float64]:
        """By agreement, what is added to its worth."""
        return np.where(self.marked, self.level + self.beyond, 0.0)


def margins(slices: Slices, choice: Choice) -> tuple[Margin, ...]:
    """The least move of one rating after which an agreement that holds (SEQ) would be undone, and by whom.

    Several where ratings would have to move by the same; none where no rating within its scale would do, where a slice
    is too large, and where worths are not whole steps.
    """
    _, grid, states = next(slices.parts(np.array([choice], dtype=slices.payoff.space.numbers)))
    if len(grid) > COMPARED or any(worth.slack for worth in slices.payoff.worths.values()):
        return ()
    trials = [trial for party in range(len(slices.parties)) for trial in _trials(slices, grid, choice, party)]
    together, needed = max(1, STATES // (2 * len(grid))), list[_Needed]()
    for first in range(0, len(trials), together):
        some = trials[first : first + together]
        undone = _undone(slices, grid, int(states[0]), some)
        needed += [each for trial, by in zip(some, undone, strict=True) if by for each in _needed(slices, trial, by)]
    least = min((abs(each.until - each.rating) for each in needed), default=None)
    nearest = [each for each in needed if abs(each.until - each.rating) == least]
    return tuple(_margin(slices, nearest, key) for key in sorted({each.key for each in nearest}))


@dataclass(frozen=True)
class _Needed:
    """How far one rating has to move for a trial."""

    key: tuple[str, str, str, Fraction]
    rating: Fraction
    at_once: bool
    undone_by: tuple[str, ...]

    @property
    def until(self) -> Fraction:
        return self.key[-1]


def _margin(slices: Slices, nearest: list[_Needed], key: tuple[str, str, str, Fraction]) -> Margin:
    """What is needed of one rating, where it is looked at level with another state and beyond, or both ways."""
    same = [each for each in nearest if each.key == key]
    at_once = any(each.at_once for each in same)
    by = {name for each in same if each.at_once == at_once for name in each.undone_by}
    undone_by = tuple(name for name in slices.parties if name in by)
    return Margin(*key[:3], float(same[0].rating), float(key[-1]), at_once, undone_by)


def _trials(slices: Slices, grid: Choices, choice: Choice, party: int) -> Iterator[_Trial]:
    """What a rating of a party may bring level."""
    name, space = slices.parties[party], slices.payoff.space
    if name not in slices.payoff.worths:
        return
    decided = [at for at, _ in slices.decided]
    shared = [(at, choice[at]) for at in range(len(space.issues)) if at not in decided]
    # (What all of the slice have in common moves all of it alike.)
    for options in [shared, *([(at, way)] for at in decided for way in range(space.sizes[at]))]:
        named = [(space.issues[at], space.options[at][way]) for at, way in options]
        rated = [(*each, Rated.of(slices.case, name, *each)) for each in named]
        ratings = tuple((issue, option, stated) for issue, option, stated in rated if stated is not None)
        marked = np.ones(len(grid), dtype=bool)
        if options is not shared:
            ((at, way),) = options
            marked = grid[:, at] == way
        if not ratings:
            continue
        for level in _levels(slices, grid, marked, party):
            for beyond in (0.0, BEYOND, -BEYOND) if level == 0 else (0.0, BEYOND if level > 0 else -BEYOND):
                yield _Trial(party, marked, level, beyond, ratings)


def _levels(slices: Slices, grid: Choices, marked: Marks, party: int) -> list[int]:
    """By how many steps the marked agreements have to be moved for one of them to come level with another state."""
    name = slices.parties[party]
    worth = slices.payoff.worths[name]
    steps, crossed = worth.steps_of(grid), slices.crossed(name, grid)
    others = steps[~marked & ~crossed].tolist()
    if worth.no_deal is not None:
        others.append(worth.at_no_deal(MIDDLE))
    return sorted({int(other - own) for own in steps[marked & ~crossed].tolist() for other in others})


def _undone(slices: Slices, grid: Choices, state: int, trials: list[_Trial]) -> list[tuple[str, ...]]:
    """Who would move away from a state, by trial."""
    usual = [slices.worths(party, grid) for party in slices.parties]
    worths = [
        np.concatenate([slices.worths(name, grid, each.added) if each.party == at else usual[at] for each in trials])
        for at, name in enumerate(slices.parties)
    ]
    verdicts = stability(slices.game(grid, worths, len(trials)), ("SEQ",)).stable["SEQ"]
    stays = np.stack([marks.reshape(len(trials), -1)[:, state] for marks in verdicts])
    return [
        tuple(name for name, stays_on in zip(slices.parties, column, strict=True) if not stays_on) for column in stays.T
    ]


def _needed(slices: Slices, trial: _Trial, undone_by: tuple[str, ...]) -> Iterator[_Needed]:
    """How far each rating that would do has to move for a trial, where its scale has room for that."""
    name = slices.parties[trial.party]
    unit, capped = slices.payoff.worths[name].unit, slices.case.scale_of(name) == "weights"
    for issue, option, rated in trial.ratings:
        until = rated.rating + trial.level * Fraction(unit) / rated.share
        room = (
            0 <= until <= SCALE and not (trial.beyond < 0 and until == 0) and not (trial.beyond > 0 and until == SCALE)
        )
        if room or not capped:
            yield _Needed((name, issue, option, until), rated.rating, not trial.beyond, undone_by)
