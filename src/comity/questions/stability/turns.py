"""What the stability of others hangs on where one party's ranking is open: which of its moves improve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from comity.questions.stability.concepts import Concept
from comity.questions.stability.game import Game
from comity.questions.stability.steps import States, improved_to, moved_to


@dataclass(frozen=True)
class Turn:
    """What another party's stability asks of the ranking: that one of some moves is an improvement for who ranks.

    party: whose stability, by number; improvement: from where the others answer; moves: from and to which state, any of
    which would do; None where only several together would, which are counted and not spelled out.
    """

    party: int
    improvement: int
    moves: tuple[tuple[int, int], ...] | None


def all_moves(
    game: Game, movers: Iterable[int], now: int, reach: Callable[[Game, tuple[int, ...], int], States]
) -> Iterator[int]:
    """Where one move of any of some parties leads; reach: `moved_to`, or `improved_to`."""
    for mover in movers:
        yield from reach(game, (mover,), now).tolist()


def closure(start: int, after: Callable[[int], Iterable[int]]) -> set[int]:
    """All that moves lead to from a state, itself included."""
    seen, waiting = {start}, [start]
    for now in waiting:
        for then in after(now):
            if then not in seen:
                seen.add(then)
                waiting.append(then)
    return seen


@dataclass(frozen=True)
class Turns:
    """What the stability of one other party hangs on.

    other: its number; never: whether it would move away whatever the ranking; pending: its improvements that are not
    answered whatever the ranking; given: by state, where others' improvements lead that do not hang on the ranking;
    open: by state, where who ranks can move; ends: the states that take away what the other party gained.
    """

    other: int
    never: bool
    pending: tuple[int, ...]
    given: dict[int, frozenset[int]]
    open: dict[int, frozenset[int]]
    ends: frozenset[int]

    @classmethod
    def of(cls, game: Game, party: int, other: int, wanted: int, concept: Concept) -> Turns:
        """What another party's stability in the wanted state hangs on by SEQ or SSEQ; party: whose ranking is open."""
        ranks = game.ranks[other].ravel()
        third = [each for each in range(len(game.parties)) if each not in (party, other)]
        given: dict[int, frozenset[int]] = {}
        opened: dict[int, frozenset[int]] = {}

        def holds(end: int) -> bool:
            if ranks[end] > ranks[wanted]:
                return False
            return concept != "SSEQ" or not (ranks[moved_to(game, (other,), end)] > ranks[wanted]).any()

        def after(now: int) -> frozenset[int]:
            given[now] = frozenset(all_moves(game, third, now, improved_to))
            opened[now] = frozenset(moved_to(game, (party,), now).tolist())
            return given[now] | opened[now]

        pending, never = [], False
        for there in improved_to(game, (other,), wanted).tolist():
            if any(map(holds, closure(there, lambda now: all_moves(game, third, now, improved_to)) - {there})):
                continue
            pending.append(there)
            never |= not any(map(holds, closure(there, after)))
        ends = frozenset(state for state in given if holds(state))
        return cls(other, never, tuple(pending), given, opened, ends)

    def leads(self, state: int) -> frozenset[int]:
        """The state, and where others' improvements lead from it that do not hang on the ranking."""
        return frozenset(closure(state, lambda now: self.given.get(now, frozenset())))

    def told(self) -> Iterator[Turn]:
        """What each pending improvement asks for."""
        for there in self.pending:
            moves = []
            for now in sorted(self.leads(there)):
                for then in sorted(self.open[now]):
                    if self.leads(then) & self.ends:
                        moves.append((now, then))
            yield Turn(self.other, there, tuple(moves) if self._one_is_enough(there, set(moves)) else None)

    def _one_is_enough(self, there: int, moves: set[tuple[int, int]]) -> bool:
        """Whether nothing is reached by several moves of who ranks that is not by one of these alone.

        Two of its moves in a row are one; what others do in between may open others.
        """
        for now in self.leads(there):
            for then in self.open[now]:
                between = self.leads(then) - {then}
                if (now, then) not in moves and any(self._may_end(state) for state in between):
                    return False
        return True

    def _may_end(self, state: int) -> bool:
        """Whether who ranks can move on from a state to where the other party has gained nothing."""
        return any(closure(then, lambda at: self.given[at] | self.open[at]) & self.ends for then in self.open[state])
