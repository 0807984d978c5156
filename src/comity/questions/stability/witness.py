"""Why a state is stable for a party, or not: each improvement, and who would answer it by which moves."""

from __future__ import annotations

from dataclasses import dataclass

from comity.questions.stability.concepts import Concept
from comity.questions.stability.game import Game
from comity.questions.stability.simultaneous import holding
from comity.questions.stability.steps import improved_to, moved_to


@dataclass(frozen=True)
class Step:
    """One move: who, by number, and to which state."""

    mover: int
    to: int


@dataclass(frozen=True)
class Answer:
    """How an improvement is answered.

    improvement: the state that the party would move to; steps: the moves of others that take away what it gained, one
    after the other (for SIM each alone, from the state itself, at the same time); None where nothing holds it.
    """

    improvement: int
    steps: tuple[Step, ...] | None


@dataclass(frozen=True)
class Witness:
    """What a reader can check a verdict by.

    concept, party, state: of which verdict; answers: one an improvement of the party, the best for it first. The state
    is stable where none of them is left without steps.
    """

    concept: Concept
    party: int
    state: int
    answers: tuple[Answer, ...]

    @property
    def stable(self) -> bool:
        """Whether the party would stay."""
        return all(answer.steps is not None for answer in self.answers)


def witness(game: Game, concept: Concept, party: int, state: int) -> Witness:
    """Why a state, by number, is stable for a party, or why it is not."""
    ranks = game.ranks[party].ravel()
    improved = sorted(map(int, improved_to(game, (party,), state)), key=lambda there: (-ranks[there], there))
    answers = [Answer(there, _steps(game, concept, party, state, there)) for there in improved]
    return Witness(concept, party, state, tuple(answers))


def _steps(game: Game, concept: Concept, party: int, state: int, improvement: int) -> tuple[Step, ...] | None:
    if concept == "Nash":
        return None
    if concept == "SIM":
        found = holding(game, party, state, improvement)
        return None if found is None else tuple(Step(mover, to) for mover, to in found)
    return _fewest(game, concept, party, state, improvement)


def _fewest(game: Game, concept: Concept, party: int, state: int, improvement: int) -> tuple[Step, ...] | None:
    """The fewest moves of others after which the party has gained nothing (and could not by one more move, for SMR)."""
    ranks = game.ranks[party].ravel()
    others = [other for other in range(len(game.parties)) if other != party]
    reach = improved_to if concept in ("SEQ", "SSEQ") else moved_to
    by: dict[int, tuple[int, Step] | None] = {improvement: None}
    waiting = [improvement]
    for now in waiting:
        if ranks[now] <= ranks[state] and not (
            concept in ("SMR", "SSEQ") and (ranks[moved_to(game, (party,), now)] > ranks[state]).any()
        ):
            return _back(by, now)
        for other in others:
            for there in map(int, reach(game, (other,), now)):
                if there not in by:
                    by[there] = (now, Step(other, there))
                    waiting.append(there)
    return None


def _back(by: dict[int, tuple[int, Step] | None], end: int) -> tuple[Step, ...]:
    steps = []
    came = by[end]
    while came is not None:
        before, step = came
        steps.append(step)
        came = by[before]
    return tuple(reversed(steps))
