"""Which states of a conflict in option form are stable: the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.finding import Result
from comity.questions.stability.concepts import Concept

CONCEPTS: tuple[Concept, ...] = ("Nash", "SEQ", "SSEQ", "GMR", "SMR", "SIM")
"""The concepts by which states are looked at, as they are shown."""


@dataclass(frozen=True)
class Reply:
    """An improvement of a party, and what takes it away: by whom, and to which state, one move after the other.

    Of SIM the moves are at the same time, each told as if it were made alone. moves is None where nothing holds it.
    """

    to: str
    moves: tuple[tuple[str, str], ...] | None

    def json(self) -> dict[str, Any]:
        """The improvement with its answer."""
        moves = None if self.moves is None else [{"party": party, "to": to} for party, to in self.moves]
        return {"to": self.to, "answers": moves}


@dataclass(frozen=True)
class Verdict:
    """Whether one state is stable for one party by one concept, and why: every improvement with its answer."""

    concept: Concept
    party: str
    stable: bool
    replies: tuple[Reply, ...]

    def json(self) -> dict[str, Any]:
        """The verdict with its reasons."""
        replies = [reply.json() for reply in self.replies]
        return {"concept": self.concept, "party": self.party, "stable": self.stable, "improvements": replies}


@dataclass(frozen=True, repr=False)
class Equilibria(Result):
    """Which states of a conflict are stable for everybody (Fang, Hipel and Kilgour 1993).

    parties: the decision makers; options: the options in the order of the letters; states: how many can be; counts: by
    concept, how many are equilibria (a concept that was not worked out is left out); equilibria: by concept the first
    of these, as Y and N; grouped: the same where the groups of the conflict act as one; ranked: the equilibria by any
    concept, those first that are equilibria by most; witness: the state asked for, with every verdict on it.
    """

    parties: tuple[str, ...]
    options: tuple[str, ...]
    states: int
    counts: Mapping[Concept, int]
    equilibria: Mapping[Concept, tuple[str, ...]]
    grouped: Mapping[Concept, tuple[str, ...]]
    ranked: tuple[tuple[str, tuple[Concept, ...]], ...]
    witness: tuple[str, tuple[Verdict, ...]] | None = None

    def json(self) -> dict[str, Any]:
        """The numbers for other programs."""
        told = None
        if self.witness is not None:
            told = {"state": self.witness[0], "verdicts": [verdict.json() for verdict in self.witness[1]]}
        return {
            "parties": list(self.parties),
            "options": list(self.options),
            "states": self.states,
            "counts": dict(self.counts),
            "equilibria": {concept: list(states) for concept, states in self.equilibria.items()},
            "coalition_equilibria": {concept: list(states) for concept, states in self.grouped.items()},
            "ranked": [{"state": state, "concepts": list(concepts)} for state, concepts in self.ranked],
            "witness": told,
        }
