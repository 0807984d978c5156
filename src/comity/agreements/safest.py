"""In how many readings the safest of many agreements pass, without asking every reading about each of them.

The agreements that look safest are asked first, in every reading. Of the others one is left aside as soon as the
readings that it has failed show that it cannot be among the safest any more (early discarding, exact: no reading that
it could still pass is taken from it). Whoever has a veto is asked before the others, and the one that refuses most
first, since nothing passes that one of them refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.acceptance import NEAR, Acceptance, acceptance
from comity.agreements.allowed import Choices
from comity.agreements.certain import certain
from comity.agreements.judged import Balance
from comity.agreements.readings import DRAWS, Floats, Readings
from comity.agreements.ruling import Ruling

ASIDE = -1
"""The count of an agreement that was left aside."""

LEADERS = 256
"""How many agreements, those that look safest, are asked about first."""

TOGETHER = 1 << 13
"""Agreements looked at together."""

PAUSES = (1 << 6, 1 << 9)
"""After how many readings agreements are left aside, before the rest is asked."""

STRETCH, NEIGHBOURS = 1 << 8, 1 << 10
"""Readings and agreements whose gains are added up together: few enough to stay in a processor's cache."""

Counts = NDArray[np.int64]
Rows = NDArray[np.intp]


def safest(readings: Readings, choices: Choices, kinds: Rows, keep: int, enough: int) -> Counts:
    """In how many of the readings each agreement passes, `ASIDE` for those that are not among the safest.

    readings: of the ranges, of which the first `DRAWS` count; choices: agreements that break no rule, a row each;
    kinds: the kind of each, a number from 0 on. Told are all agreements that pass in as many readings as any of their
    kind, for as many kinds as are asked for, those first whose safest passes in most readings (ties included); keep: of
    how many kinds; enough: those kinds whose safest passes in fewer readings may be left aside, but never the safest of
    all.
    """
    judged = readings.judged
    balances, ruling = judged.balances(choices), judged.ruling(choices)
    counts: Counts = np.full(len(choices), ASIDE, dtype=np.int64)
    sure = certain(balances, ruling)
    counts[~sure.possible] = 0
    counts[sure.necessary] = DRAWS
    outlooks = np.array([_outlook(balance) for balance in balances]).reshape(len(balances), len(choices))
    best = _Best(np.zeros(kinds.max(initial=-1) + 1, dtype=np.int64), keep, enough)
    drawn = readings.values(0, DRAWS)
    vetoes = [at for at, party in enumerate(judged.parties) if party in ruling.consent.vetoes]
    vetoes.sort(key=lambda at: float(outlooks[at].mean()))  # whoever refuses most comes first
    best.take(kinds[sure.necessary], counts[sure.necessary])
    for rows in _parts(np.flatnonzero(sure.possible & ~sure.necessary), outlooks.min(axis=0, initial=1.0), kinds):
        some, held, left = rows, np.zeros(len(rows), dtype=np.int64), DRAWS
        for values in np.split(drawn, PAUSES):
            left -= len(values)
            needed = best.needed(kinds[some]) - held - left
            asked = [balance.among(some) for balance in balances]
            passed = _passed(asked, ruling.among(some), vetoes, values, needed)
            still = passed != ASIDE
            some, held = some[still], held[still] + passed[still]
        counts[some] = held
        best.take(kinds[some], held)
    return counts


@dataclass(frozen=True)
class _Best:
    """The most readings in which any agreement of a kind passes, as far as is known: what others must reach."""

    of_kind: Counts
    keep: int
    enough: int

    def needed(self, kinds: Rows) -> Counts:
        """In how many readings agreements of some kinds must pass to be told."""
        ranked = np.sort(self.of_kind)[::-1]
        least = max(int(ranked[self.keep - 1]) if self.keep <= len(ranked) else 0, min(self.enough, int(ranked[0])))
        needed: Counts = np.maximum(self.of_kind[kinds], least)
        return needed

    def take(self, kinds: Rows, held: Counts) -> None:
        """Take some agreements into account."""
        np.maximum.at(self.of_kind, kinds, held)


def _outlook(balance: Balance) -> Floats:
    """How far one party's gain by each agreement is from being lost: 1 where it accepts it whatever the values.

    A guess that decides only about what is looked at first.
    """
    least, _ = balance.extremes
    middle, worst = balance.middle.astype(float), np.minimum(least.astype(float), 0)
    span = middle - worst
    return np.where(span > 0, middle / np.where(span > 0, span, 1), np.sign(middle))


def _parts(rows: Rows, outlook: Floats, kinds: Rows) -> Iterator[Rows]:
    """The agreements in the order in which they are looked at: the best in sight, and the best of each kind, first."""
    order = rows[np.argsort(-outlook[rows], kind="stable")]
    leading = np.zeros(len(order), dtype=bool)
    leading[:LEADERS] = True
    leading[np.unique(kinds[order], return_index=True)[1]] = True
    for some in (order[leading], order[~leading]):
        yield from (np.sort(some[first : first + TOGETHER]) for first in range(0, len(some), TOGETHER))


def _passed(
    balances: Sequence[Balance], ruling: Ruling, vetoes: Sequence[int], values: Floats, needed: Counts
) -> Counts:
    """In how many readings each of some agreements passes; `ASIDE` where in fewer than are needed.

    vetoes: who has one, by place, in the order of the asking; values: of the readings, a row each.
    """
    voices = [acceptance(balance) for balance in balances]
    rows = np.arange(len(needed))
    accepted = np.ones((len(values), len(rows)), dtype=bool)
    for at in vetoes:
        still = accepted.sum(axis=0, dtype=np.uint16) >= needed[rows]
        if not still.all():
            rows, accepted = rows[still], np.compress(still, accepted, axis=1)
        accepted &= _accepted(voices[at], values, rows)
    others = set(range(len(voices))) - set(vetoes)
    answers = [_accepted(voice, values, rows) if at in others else accepted for at, voice in enumerate(voices)]
    passes = ruling.among(rows).passes(answers)
    passed: Counts = np.full(len(needed), ASIDE, dtype=np.int64)
    passed[rows] = np.broadcast_to(passes, accepted.shape).sum(axis=0, dtype=np.uint16)
    passed[passed < needed] = ASIDE
    return passed


def _accepted(voice: Acceptance, values: Floats, rows: Rows) -> NDArray[np.bool_]:
    """Whether one party accepts some of the agreements: a row a reading."""
    accepted = np.empty((len(values), len(rows)), dtype=bool)
    for first in range(0, len(values), STRETCH):
        gains = voice.gains(values[first : first + STRETCH])
        for start in range(0, len(rows), NEIGHBOURS):
            some = slice(start, start + NEIGHBOURS)
            accepted[first : first + STRETCH, some] = gains.every(rows[some]) >= -NEAR
    return accepted
