"""Which rankings of one party make a wanted state an equilibrium: exact conditions, and how many rankings meet them.

All else is as given. Of the rankings without ties of m states (m! of them) none is listed: only those states matter
that some condition names, the wanted one among them, and the rankings of these are counted from the worst state on, set
by set. Question: Sakakibara, Okada and Nakase (2002); Kinsara, Kilgour and Hipel (2015).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from comity.questions.stability.concepts import Concept, stability
from comity.questions.stability.game import Game
from comity.questions.stability.steps import States, improved_to, moved_to

Alternative = frozenset[int]
"""States, by number, all of which are ranked below the wanted one."""

Clause = tuple[Alternative, ...]
"""Alternatives, one of which holds."""

SUBSETS = 20
"""How many states may matter where the wanted one is compared with each of them alone."""

ORDERED = 13
"""How many states may matter where they are compared with each other as well."""

STATES = 1 << 12
"""In how many states others' answers are followed, at most."""


@dataclass(frozen=True)
class Turn:
    """What another party's stability asks of the ranking: that one of some moves is an improvement for who ranks.

    party: whose stability, by number; improvement: from where the others answer; moves: from and to which state, any of
    which would do; None where only several together would, which are counted and not spelled out.
    """

    party: int
    improvement: int
    moves: tuple[tuple[int, int], ...] | None


@dataclass(frozen=True)
class Asked:
    """What makes a wanted state an equilibrium by one concept, whichever way one party ranks the states.

    party: whose ranking is open, by number; clauses: what its own stability asks for; turns: what that of others does;
    never: others who would move away whatever the ranking; rankings: how many of all rankings without ties do, None
    where too many states matter; of: how many there are.
    """

    party: int
    concept: Concept
    clauses: tuple[Clause, ...]
    turns: tuple[Turn, ...]
    never: tuple[int, ...]
    rankings: int | None
    of: int


def asked(game: Game, party: int, wanted: int, concept: Concept) -> Asked:
    """What the ranking of a party, by number, has to be so that a state is an equilibrium; the others' are as given.

    concept: Nash, GMR, SMR, SEQ or SSEQ. The game has at most `STATES` states.
    """
    others = [each for each in range(len(game.parties)) if each != party]
    credible = concept in ("SEQ", "SSEQ")
    clauses = _own(game, party, others, wanted, concept)
    turns: list[_Turns] = []
    if credible:
        turns = [_Turns.of(game, party, other, wanted, concept) for other in others]
        never = tuple(each.other for each in turns if each.never)
        turns = [each for each in turns if each.pending and not each.never]
    else:
        stable = stability(game, [concept]).stable[concept]
        never = tuple(other for other in others if not stable[other].ravel()[wanted])
    rankings = 0 if never else _counted(game, wanted, clauses, turns)
    told = tuple(turn for each in turns for turn in each.told())
    return Asked(party, concept, clauses, told, never, rankings, math.factorial(game.states))


def _own(game: Game, party: int, others: list[int], wanted: int, concept: Concept) -> tuple[Clause, ...]:
    """What makes the state stable for who ranks: for each of its moves, that it ends no better than where it began."""
    reach = improved_to if concept in ("SEQ", "SSEQ") else moved_to
    clauses: list[Clause] = []
    for there in moved_to(game, (party,), wanted).tolist():
        alternatives = [frozenset([there])]
        if concept != "Nash":
            for end in sorted(_closure(there, lambda now: _all_moves(game, others, now, reach))):
                escapes = moved_to(game, (party,), end).tolist() if concept in ("SMR", "SSEQ") else []
                alternatives.append(frozenset([end, *escapes]) - {wanted})
        least = _minimal(alternatives)
        if frozenset() not in least:
            clauses.append(least)
    return tuple(dict.fromkeys(clauses))


def _minimal(alternatives: Iterable[Alternative]) -> Clause:
    """The alternatives that ask for no more than another does."""
    each = sorted(set(alternatives), key=lambda states: (len(states), sorted(states)))
    return tuple(one for at, one in enumerate(each) if not any(other <= one for other in each[:at]))


def _all_moves(
    game: Game, movers: Iterable[int], now: int, reach: Callable[[Game, tuple[int, ...], int], States]
) -> Iterator[int]:
    for mover in movers:
        yield from reach(game, (mover,), now).tolist()


def _closure(start: int, after: Callable[[int], Iterable[int]]) -> set[int]:
    """All that moves lead to from a state, itself included."""
    seen, waiting = {start}, [start]
    for now in waiting:
        for then in after(now):
            if then not in seen:
                seen.add(then)
                waiting.append(then)
    return seen


@dataclass(frozen=True)
class _Turns:
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
    def of(cls, game: Game, party: int, other: int, wanted: int, concept: Concept) -> _Turns:
        ranks = game.ranks[other].ravel()
        third = [each for each in range(len(game.parties)) if each not in (party, other)]
        given: dict[int, frozenset[int]] = {}
        opened: dict[int, frozenset[int]] = {}

        def holds(end: int) -> bool:
            if ranks[end] > ranks[wanted]:
                return False
            return concept != "SSEQ" or not (ranks[moved_to(game, (other,), end)] > ranks[wanted]).any()

        def after(now: int) -> frozenset[int]:
            given[now] = frozenset(_all_moves(game, third, now, improved_to))
            opened[now] = frozenset(moved_to(game, (party,), now).tolist())
            return given[now] | opened[now]

        pending, never = [], False
        for there in improved_to(game, (other,), wanted).tolist():
            if any(map(holds, _closure(there, lambda now: _all_moves(game, third, now, improved_to)) - {there})):
                continue
            pending.append(there)
            never |= not any(map(holds, _closure(there, after)))
        ends = frozenset(state for state in given if holds(state))
        return cls(other, never, tuple(pending), given, opened, ends)

    def leads(self, state: int) -> frozenset[int]:
        """The state, and where others' improvements lead from it that do not hang on the ranking."""
        return frozenset(_closure(state, lambda now: self.given.get(now, frozenset())))

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
        return any(_closure(then, lambda at: self.given[at] | self.open[at]) & self.ends for then in self.open[state])


def _counted(game: Game, wanted: int, clauses: tuple[Clause, ...], turns: list[_Turns]) -> int | None:
    """How many rankings without ties meet all conditions; None where too many states matter."""
    named = {state for clause in clauses for alternative in clause for state in alternative}
    moving = {state for each in turns for now, there in each.open.items() if there for state in (now, *there)}
    states = sorted({wanted} | named | moving)
    if len(states) > (ORDERED if turns else SUBSETS):
        return None
    found = _ordered(states, wanted, clauses, turns) if turns else _subsets(states, wanted, clauses)
    return found * math.factorial(game.states) // math.factorial(len(states))


def _subsets(states: list[int], wanted: int, clauses: tuple[Clause, ...]) -> int:
    """Rankings of the states that matter: by the set of those below the wanted one."""
    others = [state for state in states if state != wanted]
    place = {state: at for at, state in enumerate(others)}
    below = np.arange(1 << len(others), dtype=np.int64)
    good = np.ones(len(below), dtype=bool)
    for clause in clauses:
        met = np.zeros(len(below), dtype=bool)
        for alternative in clause:
            mask = sum(1 << place[state] for state in alternative)
            met |= (below & mask) == mask
        good &= met
    sizes = np.bincount(np.bitwise_count(below[good]), minlength=len(others) + 1).tolist()
    return sum(number * math.factorial(size) * math.factorial(len(others) - size) for size, number in enumerate(sizes))


def _ordered(states: list[int], wanted: int, clauses: tuple[Clause, ...], turns: list[_Turns]) -> int:
    """Rankings of the states that matter, from the worst on.

    Once a state is placed it is known which moves from it improve: those to states not yet placed. So it can be taken
    out of the graph of answers, whatever leads to it leading on to where it leads. What is left to be known is the
    states placed, where the others lead, and what each improvement that is not answered yet has come to.
    """
    place = {state: at for at, state in enumerate(states)}
    done, end = (1 << len(states)) - 1, 1 << len(states)
    target = place[wanted]

    def mask(named: Iterable[int]) -> int:
        return sum(1 << place[state] for state in named if state in place)

    own = [[mask(alternative) for alternative in clause] for clause in clauses]
    graphs, goals = [], []
    for each in turns:
        leads = [each.leads(state) for state in states]
        graphs.append(tuple(mask(to) | (end if to & each.ends else 0) for to in leads))
        goals.append(tuple(mask(each.leads(there)) for there in each.pending))
    moves = [[mask(each.open.get(state, frozenset())) for state in states] for each in turns]

    @cache
    def count(placed: int, graphs: tuple[tuple[int, ...], ...], goals: tuple[tuple[int, ...], ...]) -> int:
        if placed == done:
            return 1
        total = 0
        for at in range(len(states)):
            if placed >> at & 1:
                continue
            if at == target and not all(any(below & ~placed == 0 for below in clause) for clause in own):
                continue
            now = placed | 1 << at
            after = [_taken_out(at, now, *each) for each in zip(graphs, goals, moves, strict=True)]
            if all(each is not None for each in after):
                total += count(now, *map(tuple, zip(*after, strict=True)))
        return total

    def _taken_out(
        at: int, placed: int, leads: tuple[int, ...], goals: tuple[int, ...], moves: list[int]
    ) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """The graph and the goals without a state that is placed; None where a goal is lost."""
        bit = 1 << at
        on = (leads[at] | moves[at]) & ~placed
        new_leads = tuple(
            0 if placed >> other & 1 else (to & ~bit | on if to & bit else to) & ~(1 << other)
            for other, to in enumerate(leads)
        )
        left = []
        for goal in goals:
            goal = goal & ~bit | on if goal & bit else goal
            if goal & end:
                continue
            if not goal:
                return None
            left.append(goal)
        return new_leads, tuple(left)

    return count(0, tuple(graphs), tuple(goals))
