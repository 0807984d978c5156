"""How many rankings of the states meet conditions, without listing them: of m states there are m! without ties."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import numpy as np

from comity.questions.stability.turns import Turns

Alternative = frozenset[int]
"""States, by number, all of which are ranked below the wanted one."""

Clause = tuple[Alternative, ...]
"""Alternatives, one of which holds."""

SETS = 15
"""How many moves of who ranks may have to be answered where each answer is one state below the wanted one."""

SUBSETS = 20
"""How many states may matter where several of them have to be below the wanted one together."""

ORDERED = 13
"""How many states may matter where they are compared with each other as well."""


def counted(all_states: int, wanted: int, clauses: tuple[Clause, ...], turns: list[Turns]) -> int | None:
    """How many rankings of all states meet all conditions; None where too many states matter.

    all_states: how many there are; wanted: the number of the wanted one; clauses: each asks that the states of one of
    its alternatives are below it; turns: what others' stability hangs on.
    """
    if not turns and all(len(alternative) == 1 for clause in clauses for alternative in clause):
        return _by_exclusion(all_states, clauses) if len(clauses) <= SETS else None
    named = {state for clause in clauses for alternative in clause for state in alternative}
    moving = {state for each in turns for now, there in each.open.items() if there for state in (now, *there)}
    states = sorted({wanted} | named | moving)
    if len(states) > (ORDERED if turns else SUBSETS):
        return None
    found = _ordered(states, wanted, clauses, turns) if turns else _subsets(states, wanted, clauses)
    return found * math.factorial(all_states) // math.factorial(len(states))


def _by_exclusion(states: int, clauses: tuple[Clause, ...]) -> int:
    """Rankings in which, of each clause, some state is below the wanted one: all but those in which none of one is.

    In one of u + 1 rankings the wanted state is below all of u others (inclusion and exclusion over the clauses).
    """
    found = Fraction(0)
    unions: list[tuple[int, frozenset[int]]] = [(1, frozenset())]
    for clause in clauses:
        together = frozenset().union(*clause)
        unions += [(-sign, union | together) for sign, union in unions]
    for sign, union in unions:
        found += Fraction(sign, len(union) + 1)
    return int(found * math.factorial(states))


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


def _ordered(states: list[int], wanted: int, clauses: tuple[Clause, ...], turns: list[Turns]) -> int:
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
