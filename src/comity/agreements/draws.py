"""How many agreements each reading of the ranges leaves, and which: exact for every draw, whatever computes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.acceptance import Acceptance, Accepted, acceptance
from comity.agreements.allowed import Choices, allowed
from comity.agreements.certain import Certain, certain
from comity.agreements.judged import Judged
from comity.agreements.progress import Progress
from comity.agreements.readings import SEED, Floats, Readings, Shape
from comity.agreements.ruling import Ruling, packed
from comity.case.model import Case

BLOCK = 1 << 12
"""Agreements whose sets are kept together."""

HELD = 8
"""Blocks whose sets are kept from one stretch of draws to the next."""

STRETCH = 1 << 10
"""Draws looked at together."""

TASK = 1 << 16
"""Draws that are handed to a process at a time."""

LONG = 10**9
"""Draws times agreements from which on two processes share the work, where nothing else is said."""

Bits = NDArray[np.uint64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Draws:
    """The readings of a case, and the agreements that some reading may leave.

    readings: how values are drawn; choices: the agreements that break no rule and that pass for some values in the
    ranges, a row each (where every signer must accept: that each accepts for some); voices: whether each whose numbers
    count accepts them; certain: what is certain of them; ruling: by what rule they pass.
    """

    readings: Readings
    choices: Choices
    voices: tuple[Acceptance, ...]
    certain: Certain
    ruling: Ruling

    @classmethod
    def of(cls, case: Case, shape: Shape = "uniform", seed: int = SEED, judged: Judged | None = None) -> Draws:
        """The readings of a case; raises TooMany where its agreements cannot be listed (`comity.agreements.allowed`).

        judged: the numbers, with other ranges than those of the case (`Judged.with_ranges`), say.
        """
        judged = judged or Judged.of(case)
        return cls.among(Readings.of(case, judged, shape, seed), allowed(case, judged.space))

    @classmethod
    def among(cls, readings: Readings, choices: Choices) -> Draws:
        """The readings over some agreements that nothing rules out (`comity.agreements.allowed.barring`)."""
        balances, ruling = readings.judged.balances(choices), readings.judged.ruling(choices)
        possible = certain(balances, ruling).possible
        # The same ones as long as they are the same rows, for what is known of each signer's acceptance of them.
        of, kept = (choices, possible.tobytes()), readings.judged.kept
        choices = kept.of("possible", of, lambda: choices[possible], keep=1)
        balances = tuple(
            kept.of(("among possible", each.account.party), (each, choices), partial(each.among, possible), keep=1)
            for each in balances
        )
        voices = tuple(
            kept.of(("acceptance", each.account.party), each, partial(acceptance, each), keep=1) for each in balances
        )
        ruling = ruling.among(possible)
        return cls(readings, choices, voices, certain(balances, ruling), ruling)

    @property
    def at_table(self) -> tuple[Acceptance, ...]:
        """Of those whose numbers count, who signs."""
        by_party = zip(self.readings.judged.parties, self.voices, strict=True)
        return tuple(voice for party, voice in by_party if party in self.ruling.consent.signers)

    def refused_by(self, bodies: Sequence[str]) -> Draws:
        """The same where some bodies that nobody can rate say no to everything, instead of yes."""
        return replace(self, ruling=replace(self.ruling, refusing=tuple(bodies)))

    def __getstate__(self) -> dict[str, Any]:
        return {part.name: getattr(self, part.name) for part in fields(self)}

    def left(self, values: Floats) -> Bits:
        """Which agreements are left at some values of the numbers: a row a draw, 64 agreements a word.

        The agreement of row r has bit r % 64 of word r // 64.
        """
        if not len(self.choices) or not self.voices:
            return _all(len(values), len(self.choices))
        blocks = [ruling.passes([each(values) for each in accepted]) for accepted, ruling in self._lookups]
        return np.concatenate(blocks, axis=1) if len(blocks) > 1 else blocks[0]

    def counts_at(self, values: Floats) -> Counts:
        """How many agreements are left at some values of the numbers: a number a row."""
        counts: Counts = np.bitwise_count(self.left(values)).sum(axis=1, dtype=np.int64)
        return counts

    def stretches(self, number: int, first: int = 0) -> Iterator[tuple[int, Floats]]:
        """The values of some draws, a stretch at a time: the number of its first draw, and its values."""
        for start in range(first, first + number, STRETCH):
            yield start, self.readings.values(start, min(STRETCH, first + number - start))

    def counts(self, number: int, executor: Executor | None = None, progress: Progress | None = None) -> Counts:
        """How many agreements are left in each of the first draws.

        executor: who shares the work, any of concurrent.futures or one that is used like these; the counts are the same
        whoever computes them. Where none is given, long work is shared by two processes.
        """
        if executor is None and number * len(self.choices) >= LONG:
            from concurrent.futures import ProcessPoolExecutor

            with ProcessPoolExecutor(2) as two:
                return self._shared(number, two, progress)
        if executor is not None:
            return self._shared(number, executor, progress)
        counts = np.zeros(number, dtype=np.int64)
        for start, values in self.stretches(number):
            counts[start : start + len(values)] = self.counts_at(values)
            if progress is not None:
                progress((start + len(values)) / number)
        return counts

    def _shared(self, number: int, executor: Executor, progress: Progress | None) -> Counts:
        tasks = [(first, min(TASK, number - first)) for first in range(0, number, TASK)]
        waiting: list[Future[Counts]] = [executor.submit(_counted, self, *task) for task in tasks]
        counts = np.zeros(number, dtype=np.int64)
        try:
            for (first, some), future in zip(tasks, waiting, strict=True):
                counts[first : first + some] = future.result()
                if progress is not None:
                    progress((first + some) / number)
        finally:
            for future in waiting:
                future.cancel()
        return counts

    @property
    def _lookups(self) -> Iterator[tuple[Sequence[Accepted], Ruling]]:
        if len(self._blocks) <= HELD:
            yield from self._held
        else:
            yield from (([voice.sets(rows) for voice in self.voices], self._rule_of(rows)) for rows in self._blocks)

    @property
    def _blocks(self) -> list[slice]:
        return [slice(first, first + BLOCK) for first in range(0, len(self.choices), BLOCK)]

    @cached_property
    def _held(self) -> list[tuple[Sequence[Accepted], Ruling]]:
        judged, blocks = self.readings.judged, self._blocks
        sets = []
        for account, voice in zip(judged.accounts, self.voices, strict=True):
            work = partial(_of_blocks, voice, blocks)
            sets.append(judged.kept.of(("sets", account.party), (voice, BLOCK), work, keep=1))
        return list(zip(zip(*sets, strict=True), map(self._rule_of, blocks), strict=True))

    def _rule_of(self, rows: slice) -> Ruling:
        return self.ruling.among(rows).packed()


def _of_blocks(voice: Acceptance, blocks: Sequence[slice]) -> list[Accepted]:
    return [voice.sets(rows) for rows in blocks]


def _counted(draws: Draws, first: int, number: int) -> Counts:
    """The counts of some draws: what is handed to another process."""
    return np.concatenate([draws.counts_at(values) for _, values in draws.stretches(number, first)])


def _all(draws: int, size: int) -> Bits:
    """Every agreement, in every draw."""
    return packed(np.ones((draws, size), dtype=bool)) if size else np.zeros((draws, 1), dtype=np.uint64)


def rows_of(left: Bits, size: int) -> NDArray[np.bool_]:
    """The sets of `Draws.left` with a truth value an agreement.

    size: how many agreements there are.
    """
    return np.unpackbits(left.view(np.uint8), axis=1, count=size, bitorder="little").view(bool)


def none_left(case: Case, judged: Judged, number: int, seed: int) -> float:
    """In which share of the readings of a case no agreement is left, 0 to 1.

    judged: its numbers, maybe with other ranges; number, seed: of the draws, even and independent. Raises TooMany where
    its agreements cannot be listed.
    """
    counts = Draws.of(case, "uniform", seed, judged).counts(number)
    return float((counts == 0).mean())
