"""Which states of a conflict in option form are stable: the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.finding import Result
from comity.questions.stability.concepts import Answers, Concept

CONCEPTS: tuple[Concept, ...] = ("Nash", "SEQ", "SSEQ", "GMR", "SMR", "SIM")
"""The concepts by which states are looked at, as they are shown."""


@dataclass(frozen=True)
class Move:
    """One move of a path or an answer: who makes it, to which state, and whether it gains by it."""

    party: str
    to: str
    gains: bool

    def json(self) -> dict[str, Any]:
        """The move by its parts."""
        return {"party": self.party, "to": self.to, "gains": self.gains}


@dataclass(frozen=True)
class Reply:
    """An improvement of a party, and what takes it away: by whom, and to which state, one move after the other.

    Of SIM the moves are at the same time, each told as if it were made alone. moves is None where nothing holds it.
    """

    to: str
    moves: tuple[Move, ...] | None

    def json(self) -> dict[str, Any]:
        """The improvement with its answer."""
        moves = None if self.moves is None else [move.json() for move in self.moves]
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


@dataclass(frozen=True)
class Equilibrium:
    """A state that is an equilibrium by some concept, and how robust it is.

    concepts: by which; share: of the perturbed rankings, 0 to 1, in which it is one by SEQ, None where these were not
    looked at; taken_back: of how many one-way options it still is one by SEQ where their moves could be taken back,
    None where that was not looked at; reached: whether any moves lead to it from the status quo, None where that is not
    known; path: those with the fewest that do not gain whoever makes them, empty for the status quo itself.
    """

    state: str
    concepts: tuple[Concept, ...]
    share: float | None = None
    taken_back: int | None = None
    reached: bool | None = None
    path: tuple[Move, ...] = ()

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """Who would have to move against its own interest on the way to it."""
        return tuple(dict.fromkeys(move.party for move in self.path if not move.gains))

    def json(self) -> dict[str, Any]:
        """The equilibrium with what is known of it."""
        path = [move.json() for move in self.path] if self.reached else None
        return {
            "state": self.state,
            "concepts": list(self.concepts),
            "share": self.share,
            "taken_back": self.taken_back,
            "reached": self.reached,
            "path": path,
            "blocked_by": list(self.blocked_by),
        }


@dataclass(frozen=True)
class Wanted:
    """Which rankings of one party make a wanted state an equilibrium by one concept, all else as given.

    clauses: in each of them one alternative holds, whose states are all ranked below the wanted one; turns: by another
    party, the moves of which one has to be an improvement (None where several together are needed); never: others who
    would move away whatever the ranking; rankings: how many of all rankings without ties do, None where too many states
    matter; of: how many there are.
    """

    party: str
    concept: Concept
    clauses: tuple[tuple[tuple[str, ...], ...], ...]
    turns: tuple[tuple[str, tuple[tuple[str, str], ...] | None], ...]
    never: tuple[str, ...]
    rankings: int | None
    of: int

    @property
    def share(self) -> float | None:
        """Of all rankings."""
        return None if self.rankings is None else self.rankings / self.of

    def json(self) -> dict[str, Any]:
        """The conditions and their count."""
        turns = [
            {"party": party, "moves": None if moves is None else [{"from": now, "to": then} for now, then in moves]}
            for party, moves in self.turns
        ]
        return {
            "party": self.party,
            "concept": self.concept,
            "below": [[list(alternative) for alternative in clause] for clause in self.clauses],
            "improvements": turns,
            "never": list(self.never),
            "rankings": self.rankings,
            "of": self.of,
            "share": self.share,
        }


@dataclass(frozen=True, repr=False)
class Equilibria(Result):
    """Which states of a conflict are stable for everybody (Fang, Hipel and Kilgour 1993).

    parties: the decision makers; options: the options in the order of the letters; owners: whose each of these is;
    levels: by option with several levels, these in words, the least first; states: how many can be; counts:
    by concept, how many are equilibria (a concept that was not worked out is left out); equilibria: by concept the
    first of these, by their letters; grouped: the same where the groups of the conflict act as one; perceived: the
    same where each decision maker sees a game of its own, empty where none does; ranked: the equilibria by any
    concept, the most robust first: by most concepts, then in most perturbed rankings, then those nearest to the
    status quo; by_any: how many there are, those that are not held included; draws: how many perturbed rankings;
    answers: how others may answer a move; one_way: how many one-way options there are; status_quo: where the
    conflict stands; shown: how many equilibria a reader is shown at most; drawn: every state of a conflict small
    enough to be drawn, and improvements: who improves from which of them to which; wanted: the state of which it is
    asked which rankings make it an equilibrium, with these; witness: the state asked for, with every verdict on it.
    """

    parties: tuple[str, ...]
    options: tuple[str, ...]
    owners: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    states: int
    counts: Mapping[Concept, int]
    equilibria: Mapping[Concept, tuple[str, ...]]
    grouped: Mapping[Concept, tuple[str, ...]]
    perceived: Mapping[Concept, tuple[str, ...]]
    ranked: tuple[Equilibrium, ...]
    by_any: int = 0
    draws: int = 0
    answers: Answers = "legal"
    one_way: int = 0
    status_quo: str | None = None
    shown: int = 0
    drawn: tuple[str, ...] = ()
    improvements: tuple[tuple[str, str, str], ...] = ()
    wanted: tuple[str, tuple[Wanted, ...]] | None = None
    witness: tuple[str, tuple[Verdict, ...]] | None = None

    @property
    def not_shown(self) -> int:
        """How many equilibria by any concept a reader is not shown."""
        return max(0, self.by_any - self.shown)

    def json(self) -> dict[str, Any]:
        """The numbers for other programs."""
        told = None
        if self.witness is not None:
            told = {"state": self.witness[0], "verdicts": [verdict.json() for verdict in self.witness[1]]}
        return {
            "parties": list(self.parties),
            "options": list(self.options),
            "owners": list(self.owners),
            "levels": {option: list(levels) for option, levels in self.levels.items()},
            "states": self.states,
            "counts": dict(self.counts),
            "equilibria": {concept: list(states) for concept, states in self.equilibria.items()},
            "coalition_equilibria": {concept: list(states) for concept, states in self.grouped.items()},
            "perceived_equilibria": {concept: list(states) for concept, states in self.perceived.items()},
            "ranked": [each.json() for each in self.ranked],
            "by_any": self.by_any,
            "not_shown": self.not_shown,
            "draws": self.draws,
            "answers": self.answers,
            "one_way": self.one_way,
            "status_quo": self.status_quo,
            "improvements": [{"party": who, "from": now, "to": then} for who, now, then in self.improvements],
            "wanted": None
            if self.wanted is None
            else {"state": self.wanted[0], "rankings": [each.json() for each in self.wanted[1]]},
            "witness": told,
        }
