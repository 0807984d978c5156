"""The core: agreements that nobody who suffices could replace by one that all of them like better.

On the space of the agreements themselves, without side payments (a game without transferable utility; Scarf 1967).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices, TooMany
from comity.agreements.consent import Node
from comity.agreements.nondominated import nondominated
from comity.agreements.passing import passing
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case

SETS = 1000
"""For how many minimal sets of parties that suffice it is worked out, at most."""

WORK = 10**9
"""How many agreements are looked at for all of these sets together, at most."""

AMONG = 1 << 16
"""Among how many agreements that pass it is worked out, at most."""

COMPARED = 1 << 22
"""How many numbers are compared at a time."""


VOTERS = 16
"""Up to how many voters every set of them is looked at."""


def sufficing(rule: Node, voters: tuple[str, ...]) -> tuple[tuple[str, ...], ...] | None:
    """The sets of voters that suffice by a rule alone and can spare nobody, the smallest first.

    None for more than `VOTERS` voters, and where there are none.
    """
    if len(voters) > VOTERS or not voters:
        return None
    sets = np.arange(1 << len(voters))
    inside = {name: (sets >> at & 1).astype(bool) for at, name in enumerate(voters)}
    wins = np.broadcast_to(rule.of(inside.__getitem__), sets.shape)
    spared = np.zeros(sets.shape, dtype=bool)
    for at, name in enumerate(voters):
        spared |= inside[name] & wins[sets & ~(1 << at)]
    found = [tuple(name for name in voters if inside[name][number]) for number in sets[wins & ~spared].tolist()]
    return tuple(sorted(found, key=lambda names: (len(names), [voters.index(name) for name in names])))


def in_core(
    case: Case, payoff: Payoff, choices: Choices, minimal: Sequence[tuple[str, ...]]
) -> NDArray[np.bool_] | None:
    """Which of the agreements that pass are in the core; None where that is too much work.

    choices: the agreements that pass; minimal: the sets of signers that suffice by the rule and can spare nobody. Such
    a set replaces an agreement only by one that it could make by itself.
    """
    if len(minimal) > SETS or len(minimal) * payoff.space.count > WORK or len(choices) > AMONG:
        return None
    kept = np.ones(len(choices), dtype=bool)
    for parties in minimal:
        worths = [payoff.worths[name] for name in parties if name in payoff.worths]
        if len(worths) < len(parties):
            return None
        try:
            own = passing(case, payoff, parties=parties)
        except TooMany:
            return None
        if len(own) and kept.any():
            kept[kept] &= ~_outdone(_steps(worths, choices[kept]), _steps(worths, own), worths)
    return kept


def _steps(worths: Sequence[Worth], choices: Choices) -> NDArray[np.float64]:
    return np.stack([worth.steps_of(choices) for worth in worths], axis=1)


def _outdone(sums: NDArray[np.float64], others: NDArray[np.float64], worths: Sequence[Worth]) -> NDArray[np.bool_]:
    """Which sums are less than some other in every column."""
    slack = np.array([worth.slack for worth in worths], dtype=float)
    front = others[nondominated(others, np.zeros(len(others), dtype=np.intp))]
    front = np.unique(front, axis=0)
    outdone = np.zeros(len(sums), dtype=bool)
    together = max(1, COMPARED // max(1, front.size))
    for first in range(0, len(sums), together):
        part = slice(first, first + together)
        outdone[part] = (front[None] > sums[part, None] + slack).all(axis=2).any(axis=1)
    return outdone
