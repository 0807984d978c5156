"""Which rankings of one party make a wanted state an equilibrium: exact conditions, and how many rankings meet them.

All else is as given. Of the rankings without ties of m states (m! of them) none is listed: only those states matter
that some condition names, the wanted one among them. Question: Sakakibara, Okada and Nakase (2002); Kinsara, Kilgour
and Hipel (2015).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from comity.questions.stability.concepts import Concept, stability
from comity.questions.stability.game import Game
from comity.questions.stability.rankings import Alternative, Clause, counted
from comity.questions.stability.steps import improved_to, moved_to
from comity.questions.stability.turns import Turn, Turns, all_moves, closure

STATES = 1 << 12
"""In how many states others' answers are followed, at most."""


@dataclass(frozen=True)
class NeededRanking:
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


def needed_ranking(game: Game, party: int, wanted: int, concept: Concept) -> NeededRanking:
    """What the ranking of a party, by number, has to be so that a state is an equilibrium; the others' are as given.

    concept: Nash, GMR, SMR, SEQ or SSEQ. The game has at most `STATES` states.
    """
    others = [each for each in range(len(game.parties)) if each != party]
    credible = concept in ("SEQ", "SSEQ")
    clauses = _own(game, party, others, wanted, concept)
    turns: list[Turns] = []
    if credible:
        turns = [Turns.of(game, party, other, wanted, concept) for other in others]
        never = tuple(each.other for each in turns if each.never)
        turns = [each for each in turns if each.pending and not each.never]
    else:
        stable = stability(game, [concept]).stable[concept]
        never = tuple(other for other in others if not stable[other].ravel()[wanted])
    rankings = 0 if never else counted(game.states, wanted, clauses, turns)
    told = tuple(turn for each in turns for turn in each.told())
    return NeededRanking(party, concept, clauses, told, never, rankings, math.factorial(game.states))


def _own(game: Game, party: int, others: list[int], wanted: int, concept: Concept) -> tuple[Clause, ...]:
    """What makes the state stable for who ranks: for each of its moves, that it ends no better than where it began."""
    reach = improved_to if concept in ("SEQ", "SSEQ") else moved_to
    clauses: list[Clause] = []
    for there in moved_to(game, (party,), wanted).tolist():
        alternatives = [frozenset([there])]
        if concept != "Nash":
            for end in sorted(closure(there, lambda now: all_moves(game, others, now, reach))):
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
