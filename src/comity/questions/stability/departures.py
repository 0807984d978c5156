"""What parties would do with one agreement: their improvements, what answers each, and where it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from comity.agreements.allowed import Choices
from comity.agreements.space import Agreement, Choice
from comity.agreements.worth import MIDDLE
from comity.questions.stability.concepts import stability
from comity.questions.stability.game import Game
from comity.questions.stability.ratings import Rated, stays_from
from comity.questions.stability.result import Change, Departure, Move, Stays
from comity.questions.stability.slices import CONCEPTS, NO_DEAL, Slices
from comity.questions.stability.witness import witness

LEAVES = ""
"""What stands for the issue and the option of who leaves."""


def stays(slices: Slices, choice: Choice, picks: Sequence[str] = (), tied: int = 1) -> Stays:
    """Whether an agreement would be undone, and by whom; picks: the solutions that pick it; tied: how many agreements
    are worth the same."""
    game, state = slices.game_of(choice)
    stable = stability(game, CONCEPTS).stable
    unstable = {
        concept: tuple(
            party for party, marks in zip(slices.parties, stable[concept], strict=True) if not marks.ravel()[state]
        )
        for concept in CONCEPTS
    }
    found = _departures(slices, game, state, choice)
    instead = _ends(slices, game, state, choice)
    return Stays(slices.payoff.space.agreement(choice), tuple(picks), unstable, found, instead, tied)


def first_changes(slices: Slices, choices: Choices) -> tuple[Change, ...]:
    """What would be changed first in some agreements that are not stable, the most frequent first."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    needed: dict[tuple[str, str, str, str], list[float | None]] = {}
    for rows, game, states in slices.games(choices):
        for row, state in zip(rows.tolist(), states.tolist(), strict=True):
            choice = tuple(choices[row].tolist())
            now = slices.payoff.space.agreement(choice).options
            first = set()
            for party, there in _first(game, state):
                move = _move(slices, game, party, state, there)
                first |= {(move.party, issue, now[issue], option) for issue, option in move.changes.items()}
                first |= {(move.party, LEAVES, LEAVES, LEAVES)} if move.leaves else set()
            counted.update(first)
            for what in first:
                needed.setdefault(what, []).append(_needed(slices, game, state, choice, what))
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return tuple(_change(slices, what, number, needed[what]) for what, number in ordered)


def _needed(slices: Slices, game: Game, state: int, choice: Choice, what: tuple[str, str, str, str]) -> float | None:
    """From which rating of what it would change on a party would stay with an agreement."""
    party, issue, _, _ = what
    if issue == LEAVES:
        return None
    return stays_from(slices, game, state, choice, slices.parties.index(party), slices.payoff.space.issues.index(issue))


def _change(slices: Slices, what: tuple[str, str, str, str], number: int, needed: list[float | None]) -> Change:
    party, issue, now, _ = what
    rated = None if issue == LEAVES else Rated.of(slices.case, party, issue, now)
    known = [each for each in needed if each is not None]
    stays = (min(known), max(known)) if rated is not None and len(known) == len(needed) else None
    return Change(*what, number, None if rated is None else float(rated.rating), stays)


def _departures(slices: Slices, game: Game, state: int, choice: Choice) -> tuple[Departure, ...]:
    found = []
    for party in range(len(game.parties)):
        for answer in witness(game, "SEQ", party, state).answers:
            move = _move(slices, game, party, state, answer.improvement)
            now, answers = answer.improvement, []
            for step in answer.steps or ():
                answers.append(_move(slices, game, step.mover, now, step.to))
                now = step.to
            gain = _gain(slices, game, party, choice, answer.improvement)
            found.append(Departure(move, gain, None if answer.steps is None else tuple(answers)))
    # (Leaving is one thing to do, whatever would have been changed beside it.)
    return tuple({(each.move.party, str(each.move.changes), each.move.leaves): each for each in found}.values())


def _move(slices: Slices, game: Game, party: int, before: int, after: int) -> Move:
    name, space = slices.parties[party], slices.payoff.space
    now, then = (np.unravel_index(state, game.shape) for state in (before, after))
    if then[-1] == NO_DEAL:
        return Move(name, {}, leaves=True)
    own = zip(slices.decided, now[1:], then[1:], strict=False)
    return Move(name, {space.issues[at]: space.options[at][there] for (at, _), here, there in own if here != there})


def _gain(slices: Slices, game: Game, party: int, choice: Choice, after: int) -> float | None:
    """What a party gains by a move, in points; None where either side of it crosses an own red line."""
    worth, then = slices.payoff.worths[slices.parties[party]], slices.changed(game, choice, after)
    if slices.crosses(party, choice):
        return None
    if then is None:
        return worth.points(worth.at_no_deal(MIDDLE) - worth.steps(choice))
    return worth.points(worth.steps(then) - worth.steps(choice))


def _first(game: Game, state: int) -> list[tuple[int, int]]:
    """The best moves that nothing answers, of every party: by its number, where to."""
    found = []
    for party in range(len(game.parties)):
        ranks = game.ranks[party].ravel()
        open_to = [each.improvement for each in witness(game, "SEQ", party, state).answers if each.steps is None]
        best = max((int(ranks[there]) for there in open_to), default=0)
        found += [(party, there) for there in open_to if ranks[there] == best]
    return found


def _ends(slices: Slices, game: Game, state: int, choice: Choice) -> Agreement | None:
    """The one stable agreement at which the best moves that nothing answers end, whoever moves first."""
    seen, waiting, ends = {state}, [state], set[int]()
    for now in waiting:
        first = {there for _, there in _first(game, now)}
        if not first and now != state:
            ends.add(now)
        waiting += sorted(first - seen)
        seen |= first
    if len(ends) != 1:
        return None
    (end,) = ends
    changed = slices.changed(game, choice, end)
    return None if changed is None else slices.payoff.space.agreement(changed)
