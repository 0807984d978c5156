"""Who suffices, who is needed and who blocks alone, from what everyone says to every coherent agreement.

Agreements are told apart by who says yes and who is needed only, and counted by that; what sets of parties can do
follows from these counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.best_first import DIGITS, gained
from comity.agreements.consent import Answers
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement, BlockSum, Choice, Space
from comity.agreements.voices import Block, Voices
from comity.agreements.worth import Payoff
from comity.case.model import Case

MOST = 14
"""Up to how many signers every set of them is looked at."""

FOLLOWED = 60
"""How many of the sets that suffice are looked at for their best agreement, at most."""

YES, NO = np.ones((), dtype=bool), np.zeros((), dtype=bool)


@dataclass(frozen=True)
class Reach:
    """What some parties could make by themselves: agreements to which all say yes and that need no other signer.

    parties: they; agreements: how many; best: one by which the worst-off of them gains most, then the next worst-off,
    and so on, None where there is none or it was not looked for; tied: how many are as good; least: what the worst-off
    gains by it, in points; others: by signer left out, the least and the most that it gains over no deal by these
    agreements (loses, below 0); others_at_best: the same by those as good as the best; with_all: what the worst-off
    of these parties gains at best by what all who sign could make, None where they could make nothing.
    """

    parties: tuple[str, ...]
    agreements: int
    best: Agreement | None = None
    least: float | None = None
    tied: int = 0
    others: dict[str, tuple[float, float]] = field(default_factory=dict)
    others_at_best: dict[str, tuple[float, float]] = field(default_factory=dict)
    with_all: float | None = None

    def json(self) -> dict[str, Any]:
        """The reach by its names."""
        return {
            "parties": list(self.parties),
            "agreements": self.agreements,
            "best": None if self.best is None else dict(self.best.options),
            "tied": self.tied,
            "least_gain": self.least,
            "others": _ends(self.others),
            "others_at_best": _ends(self.others_at_best),
            "least_gain_with_all": self.with_all,
        }


def _ends(spans: dict[str, tuple[float, float]]) -> dict[str, dict[str, float]]:
    return {name: {"low": low, "high": high} for name, (low, high) in spans.items()}


@dataclass(frozen=True)
class Say:
    """How much the yes of one party matters.

    pivotal: how many agreements pass with it and not without; blocks_alone: how many fail and would pass with it.
    """

    pivotal: int
    blocks_alone: int


@dataclass(frozen=True)
class Coalitions:
    """Who can do what.

    coherent, passing: how many agreements are coherent, and pass by the rule; say: of signers, bodies and spoilers;
    sufficient: the minimal sets of two or more signers that could make some agreement by themselves, None where there
    are too many signers to look at every set; without: by signer, what all others could make.
    """

    coherent: int
    passing: int
    say: dict[str, Say]
    sufficient: tuple[Reach, ...] | None
    without: dict[str, Reach]


def coalitions_of(case: Case, voices: Voices, payoff: Payoff, progress: Progress | None = None) -> Coalitions:
    """Who can do what in a case whose agreements can be looked at one by one."""
    consent, signers = voices.consent, voices.consent.signers
    names = tuple(dict.fromkeys((*signers, *consent.bodies, *consent.spoilers)))
    tallies = {name: np.zeros(2, dtype=np.int64) for name in names}
    counted: dict[int, int] = {}
    coherent = passing = 0
    blocks = voices.space.count // voices.space.block_size
    for done, block in enumerate(voices.blocks(), 1):
        passes = np.broadcast_to(block.answers.passes(), block.places.shape)
        coherent, passing = coherent + block.places.size, passing + int(passes.sum())
        for name, tally in tallies.items():
            refused = replace(block.answers, home={name: NO}).passes()
            given = replace(block.answers, home={name: YES}).passes()
            tally += [np.count_nonzero(passes & ~refused), np.count_nonzero(~passes & given)]
        if len(signers) <= MOST:
            keys, numbers = np.unique(_keys(block, signers), return_counts=True)
            for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
                counted[key] = counted.get(key, 0) + number
        if progress is not None:
            progress(done / blocks / 2)
    sufficient = _sufficient(counted, signers) if len(signers) <= MOST else None
    without = {out: tuple(name for name in signers if name != out) for out in signers}
    followed = [*(sufficient or ())[:FOLLOWED], *without.values()]
    reached = _reaches(case, voices, payoff, list(dict.fromkeys(followed)))
    if progress is not None:
        progress(1.0)
    made = counts_of(counted, signers, sufficient or ())
    return Coalitions(
        coherent,
        passing,
        {name: Say(*tally.tolist()) for name, tally in tallies.items()},
        None
        if sufficient is None
        else tuple(reached.get(parties) or Reach(parties, made[parties]) for parties in sufficient),
        {out: reached[parties] for out, parties in without.items()},
    )


def _keys(block: Block, signers: Sequence[str]) -> NDArray[np.int64]:
    """Who says yes, who of them is needed, and whether an outsider undoes it: as bits, an agreement a number."""
    answers: Answers = block.answers
    keys = np.zeros(block.places.shape, dtype=np.int64)
    for at, name in enumerate(signers):
        keys |= np.broadcast_to(answers.stands(name), keys.shape).astype(np.int64) << at
        if name in answers.needed:
            keys |= answers.needed[name].astype(np.int64) << (at + len(signers))
    for name in answers.consent.spoilers:
        undone = answers.needed[name] & ~answers.stands(name)
        keys |= undone.astype(np.int64) << (2 * len(signers))
    return keys


def counts_of(
    counted: dict[int, int], signers: Sequence[str], sets: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """How many agreements some sets of parties could make by themselves; counted: agreements by their keys."""
    keys, numbers = np.array(list(counted) or [0]), np.array(list(counted.values()) or [0])
    yes, needed = keys & ((1 << len(signers)) - 1), keys >> len(signers)
    found = {}
    for parties in sets:
        own = sum(1 << signers.index(name) for name in parties)
        found[parties] = int(numbers[(own & ~yes == 0) & (needed & ~own == 0)].sum())
    return found


def _sufficient(counted: dict[int, int], signers: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The minimal sets of two or more signers that could make some agreement, the smallest first."""
    keys = np.array(list(counted) or [0], dtype=np.int64)
    yes, needed = keys & ((1 << len(signers)) - 1), keys >> len(signers)
    found: list[int] = []
    every = sorted(range(1 << len(signers)), key=lambda number: (number.bit_count(), _order(number)))
    for number in every:
        if number.bit_count() < 2 or any(less & ~number == 0 for less in found):
            continue
        if bool(((number & ~yes == 0) & (needed & ~number == 0)).any()) and counted:
            found.append(number)
    return tuple(tuple(name for at, name in enumerate(signers) if number >> at & 1) for number in found)


def _order(number: int) -> tuple[int, ...]:
    return tuple(at for at in range(number.bit_length()) if number >> at & 1)


class _Best:
    """The best of some agreements handed to it: by the smallest gain, then the next smallest, and so on (leximin)."""

    def __init__(self) -> None:
        self.gains: tuple[float, ...] = ()
        self.choice: Choice | None = None
        self.tied = 0
        self.others: dict[str, tuple[float, float]] = {}

    def take(
        self, gains: NDArray[np.float64], choice: Callable[[int], Choice], others: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """Take some agreements into account.

        gains: in points, a row a party, a column an agreement; others: of those left out, by name.
        """
        ascending = np.sort(gains, axis=0).round(DIGITS)
        kept = np.arange(gains.shape[1])
        for row in ascending:
            kept = kept[row[kept] == row[kept].max()]
        mine = tuple(ascending[:, kept[0]].tolist())
        if self.choice is None or mine > self.gains:
            self.gains, self.choice, self.tied, self.others = mine, choice(int(kept[0])), 0, {}
        if mine == self.gains:
            self.tied += len(kept)
            for name, points in others.items():
                self.others[name] = _wider(self.others.get(name), points[kept])


def _wider(span: tuple[float, float] | None, points: NDArray[np.float64]) -> tuple[float, float]:
    low, high = span or (np.inf, -np.inf)
    return min(low, float(points.min())), max(high, float(points.max()))


def _choice(space: Space, fixed: Choice, places: NDArray[np.intp], number: int) -> Choice:
    return space.in_block(fixed, int(places[number]))


def _reaches(
    case: Case, voices: Voices, payoff: Payoff, sets: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], Reach]:
    """What some sets of parties could make by themselves, their best agreement, and what it means to those left out."""
    signers = voices.consent.signers
    rated = {name: payoff.worths[name] for name in signers if name in payoff.worths}
    rated = {name: worth for name, worth in rated.items() if worth.no_deal is not None}
    sums = {name: BlockSum(voices.space, worth.factors) for name, worth in rated.items()}

    def points_at(fixed: Choice, places: NDArray[np.intp]) -> dict[str, NDArray[np.float64]]:
        return {
            name: gained([np.broadcast_to(each.at(fixed, places), places.shape)], [rated[name]], places.size)[0]
            for name, each in sums.items()
        }

    def of(parties: tuple[str, ...], points: dict[str, NDArray[np.float64]], size: int) -> NDArray[np.float64]:
        own = [points[name] for name in parties if name in points]
        return np.stack(own) if own else np.zeros((0, size))

    best, with_all = {parties: _Best() for parties in sets}, {parties: _Best() for parties in sets}
    counts = dict.fromkeys(sets, 0)
    spans: dict[tuple[str, ...], dict[str, tuple[float, float]]] = {parties: {} for parties in sets}
    for block in voices.blocks():
        together = block.places[np.broadcast_to(block.answers.done_by(signers), block.places.shape)]
        points = points_at(block.fixed, together)
        for parties in sets if together.size else ():
            choice = partial(_choice, voices.space, block.fixed, together)
            with_all[parties].take(of(parties, points, together.size), choice, {})
        for parties in sets:
            made = np.broadcast_to(block.answers.done_by(parties), block.places.shape)
            places = block.places[made]
            if not places.size:
                continue
            counts[parties] += places.size
            points = points_at(block.fixed, places)
            others = {name: each for name, each in points.items() if name not in parties}
            choice = partial(_choice, voices.space, block.fixed, places)
            best[parties].take(of(parties, points, places.size), choice, others)
            for name, each in others.items():
                spans[parties][name] = _wider(spans[parties].get(name), each)
    found = {}
    for parties in sets:
        top = best[parties]
        agreement = None if top.choice is None else voices.space.agreement(top.choice)
        least = top.gains[0] if top.gains else None
        all_of = with_all[parties].gains
        found[parties] = Reach(
            parties,
            counts[parties],
            agreement,
            least,
            top.tied,
            spans[parties],
            top.others,
            all_of[0] if all_of else None,
        )
    return found
