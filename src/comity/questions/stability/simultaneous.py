"""Simultaneous stability (SIM; Fraser and Hipel 1979): an improvement is held by what others do at the same time.

Each of the others stays or takes one of its own improvements; all that change do so at once, from the same state.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from comity.questions.stability.game import Game, Marks
from comity.questions.stability.steps import States, improved_to

MOST = 30_000_000
"""How many outcomes of simultaneous moves are looked at before it is left open."""

STATES = 1 << 14
"""In how many states others' moves are put together, one state after the other."""


class TooMany(Exception):
    """Raised where more would have to be looked at than can be."""


def simultaneously_stable(game: Game, most: int = MOST) -> tuple[Marks, ...]:
    """Which states are stable for each party when others may improve at the same time.

    most: how many outcomes are looked at; raises TooMany where there are more, and ValueError where two parties move
    one axis, so that what they do at once may contradict.
    """
    if any(len(axis.movers) > 1 for axis in game.axes):
        raise ValueError("what several parties may change cannot be changed by each at once")
    if game.states > STATES:
        raise TooMany
    stable = [game.feasible.copy() for _ in game.parties]
    looked_at = 0
    for state in np.flatnonzero(game.feasible):
        improved = _improved(game, int(state))
        for party, better in enumerate(improved):
            if not len(better):
                continue
            others = _combined(int(state), improved, party)
            looked_at += len(better) * len(others)
            if looked_at > most:
                raise TooMany
            # Parties change axes of their own, so their changes of a state's number add up.
            outcomes = (better[:, None] - state) + others
            held = _holds(game, party, int(state), outcomes).any(axis=1)
            stable[party].ravel()[state] = bool(held.all())
    return tuple(stable)


def holding(game: Game, party: int, state: int, improvement: int) -> tuple[tuple[int, int], ...] | None:
    """Who moves where at the same time to hold a party that improves; None where nobody can.

    Each of them by its number, with the state that it alone would have made.
    """
    improved = _improved(game, state)
    others = _combined(state, improved, party)
    found = np.flatnonzero(_holds(game, party, state, others + (improvement - state)))
    if not len(found):
        return None
    steps, place = [], int(found[0])
    for other in reversed(range(len(improved))):
        if other != party:
            place, at = divmod(place, len(improved[other]) + 1)
            if at:
                steps.append((other, int(improved[other][at - 1])))
    return tuple(reversed(steps))


def _improved(game: Game, state: int) -> list[States]:
    return [improved_to(game, (party,), state) for party in range(len(game.parties))]


def _combined(state: int, improved: list[States], party: int) -> States:
    """The outcomes of what all others may do at once, each staying first; the last of them changes fastest."""
    choices = [np.concatenate([[0], each - state]) for other, each in enumerate(improved) if other != party]
    changes = reduce(lambda done, more: (done[:, None] + more).ravel(), choices, np.zeros(1, dtype=np.intp))
    return (changes + state).astype(np.intp)


def _holds(game: Game, party: int, state: int, outcomes: States) -> Marks:
    ranks = game.ranks[party].ravel()
    held: Marks = game.feasible.ravel()[outcomes] & (ranks[outcomes] <= ranks[state])
    return held
