"""The equilibria of a conflict in option form, by every concept, and why one of its states is stable or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from comity.conflict.letters import spelling
from comity.conflict.model import Conflict
from comity.problem import Place, Problem, Problems
from comity.questions.stability.coalitions import coalition_equilibria
from comity.questions.stability.concepts import PLAIN, Answers, Concept, stability
from comity.questions.stability.equilibria import CONCEPTS, Equilibria, Equilibrium, Move, Reply, Verdict, Wanted
from comity.questions.stability.game import Marks
from comity.questions.stability.hypergame import hypergame
from comity.questions.stability.inverse import STATES, needed_ranking
from comity.questions.stability.option_form import OptionForm
from comity.questions.stability.paths import paths
from comity.questions.stability.perturbed import MOST, perturbed, reversals
from comity.questions.stability.simultaneous import TooMany, simultaneously_stable
from comity.questions.stability.steps import improved_to
from comity.questions.stability.turns import Turn
from comity.questions.stability.witness import Answer
from comity.questions.stability.witness import witness as witness_of

DRAWN = 40
"""How many states a conflict has, at most, to be drawn."""

LISTED = 1000
"""How many equilibria are held by each concept, at most; all are counted."""


@dataclass(frozen=True)
class Asking:
    """What is asked of a conflict beside its equilibria.

    witness: a state to be told whole; status_quo: where it stands, as the conflict says where not given; wanted: a
    state of which to tell which rankings make it an equilibrium; draws: how many perturbed rankings to look at, and
    seed: of these; shown: how many equilibria a reader is shown; answers: how others may answer a move. How robust
    states are, reasons and rankings are told of legal answers alone.
    """

    witness: str | None = None
    status_quo: str | None = None
    wanted: str | None = None
    draws: int = 0
    seed: int = 0
    shown: int = 20
    answers: Answers = "legal"


def solved(conflict: Conflict, asking: Asking) -> Equilibria:
    """The equilibria of a conflict, and what is asked beside; raises Problems for what is no state."""
    named = {"witness": asking.witness, "status_quo": asking.status_quo, "wanted": asking.wanted}
    states = {name: _state(conflict, name, letters) for name, letters in named.items() if letters is not None}
    if asking.answers != "legal" and (told := [name for name in ("witness", "wanted") if name in states]):
        what = "reasons and rankings are told of legal answers alone"
        raise Problems(Problem(Place(name), what, "leave out --answers") for name in told)
    start = states.get("status_quo", conflict.status_quo)
    form = OptionForm.of(conflict)
    verdicts = stability(form.game, PLAIN, asking.answers)
    every: dict[Concept, Marks] = {concept: verdicts.equilibria(concept) for concept in PLAIN}
    with suppress(TooMany):
        every["SIM"] = np.logical_and.reduce([form.game.feasible, *simultaneously_stable(form.game)])
    marks = {concept: every[concept].ravel()[form.places] for concept in CONCEPTS if concept in every}
    survives = np.sum(list(marks.values()), axis=0)
    order = np.lexsort((np.arange(len(survives)), -survives))[:LISTED]
    found = [int(at) + 1 for at in order if survives[at]]
    reasons = rankings = None
    small = len(conflict.numbers) <= DRAWN
    if "witness" in states:
        asked = states["witness"]
        reasons = conflict.state(asked), tuple(_verdicts(conflict, form, asked, tuple(marks)))
    if "wanted" in states:
        rankings = conflict.state(states["wanted"]), tuple(_wanted(conflict, form, states["wanted"]))
    return Equilibria(
        parties=conflict.decision_makers,
        options=tuple(option.name for option in conflict.options),
        owners=tuple(conflict.decision_makers[option.decision_maker] for option in conflict.options),
        levels={option.name: option.levels for option in conflict.options if option.levels},
        states=len(conflict.numbers),
        counts={concept: int(each.sum()) for concept, each in marks.items()},
        equilibria={concept: _spelled(conflict, np.flatnonzero(each)) for concept, each in marks.items()},
        grouped=_grouped(conflict, form),
        perceived=_perceived(conflict, form),
        ranked=_ranked(conflict, form, {state: _by(marks, state) for state in found}, start, asking),
        by_any=int(np.count_nonzero(survives)),
        draws=asking.draws if asking.answers == "legal" and form.game.size * asking.draws <= MOST else 0,
        answers=asking.answers,
        one_way=sum(option.direction != "both" for option in conflict.options),
        status_quo=None if start is None else conflict.state(start),
        shown=asking.shown,
        drawn=tuple(map(conflict.state, range(1, len(conflict.numbers) + 1))) if small else (),
        improvements=tuple(_improvements(conflict, form)) if small else (),
        wanted=rankings,
        witness=reasons,
    )


def _improvements(conflict: Conflict, form: OptionForm) -> Iterator[tuple[str, str, str]]:
    """Who improves from which state to which."""
    for state in range(1, len(conflict.numbers) + 1):
        for party, name in enumerate(conflict.decision_makers):
            for there in improved_to(form.game, (party,), int(form.places[state - 1])).tolist():
                yield name, conflict.state(state), conflict.state(form.numbers[there])


def _by(marks: Mapping[Concept, Marks], state: int) -> tuple[Concept, ...]:
    return tuple(concept for concept, each in marks.items() if each[state - 1])


def _ranked(
    conflict: Conflict,
    form: OptionForm,
    found: Mapping[int, tuple[Concept, ...]],
    start: int | None,
    asking: Asking,
) -> tuple[Equilibrium, ...]:
    """The equilibria with what is known of each, the most robust first; found: by number, the concepts."""
    legal = asking.answers == "legal"
    shares = perturbed(form.game, "SEQ", asking.draws, asking.seed) if legal else None
    reversed_ones = reversals(form.game, "SEQ") if legal else None
    led = None if start is None else paths(form.game, int(form.places[start - 1]))

    def told(state: int, concepts: tuple[Concept, ...]) -> Equilibrium:
        place = int(form.places[state - 1])
        path = None if led is None else led.get(place)
        return Equilibrium(
            conflict.state(state),
            concepts,
            None if shares is None else float(shares[place]),
            None if reversed_ones is None else sum(bool(each.ravel()[place]) for each in reversed_ones),
            None if led is None else path is not None,
            tuple(
                Move(conflict.decision_makers[step.mover], conflict.state(form.numbers[step.to]), step.gains)
                for step in path or ()
            ),
        )

    every = [(state, told(state, concepts)) for state, concepts in found.items()]
    return tuple(each for _, each in sorted(every, key=lambda known: (*_order(known[1]), known[0])))


def _order(known: Equilibrium) -> tuple[float, ...]:
    """The most robust first: by concepts, then by perturbed rankings, then how it is reached."""
    against = sum(not move.gains for move in known.path)
    return -len(known.concepts), -(known.share or 0.0), known.reached is False, against, len(known.path)


def _perceived(conflict: Conflict, form: OptionForm) -> dict[Concept, tuple[str, ...]]:
    """The equilibria where each decision maker sees a game of its own; nothing where all see the same."""
    if not conflict.perceived:
        return {}
    seen = [OptionForm.of(conflict.seen_by(maker)).game for maker in range(len(conflict.decision_makers))]
    found = hypergame(seen)
    return {concept: _spelled(conflict, np.flatnonzero(each.ravel()[form.places])) for concept, each in found.items()}


def _wanted(conflict: Conflict, form: OptionForm, state: int) -> Iterator[Wanted]:
    """By decision maker and concept: which of its rankings make a state an equilibrium."""
    if form.game.states > STATES:
        return
    makers = conflict.decision_makers

    def spelled(places: Iterable[int]) -> tuple[str, ...]:
        return tuple(conflict.state(each) for each in sorted(form.numbers[place] for place in places))

    def moves(turn: Turn) -> tuple[tuple[str, str], ...] | None:
        if turn.moves is None:
            return None
        return tuple(
            (conflict.state(form.numbers[now]), conflict.state(form.numbers[then])) for now, then in turn.moves
        )

    for concept in PLAIN:
        for party, name in enumerate(makers):
            found = needed_ranking(form.game, party, int(form.places[state - 1]), concept)
            yield Wanted(
                name,
                concept,
                tuple(tuple(spelled(alternative) for alternative in clause) for clause in found.clauses),
                tuple((makers[turn.party], moves(turn)) for turn in found.turns),
                tuple(makers[each] for each in found.never),
                found.rankings,
                found.of,
            )


def _state(conflict: Conflict, name: str, letters: str) -> int:
    """The number, from 1, of a state that is written in letters."""
    found = conflict.number(letters.strip().upper())
    if found is None:
        raise Problems([Problem(Place(name), f"'{letters}' is no state that can be", spelling(conflict))])
    return found


def _spelled(conflict: Conflict, found: np.ndarray[tuple[int], np.dtype[np.intp]]) -> tuple[str, ...]:
    return tuple(conflict.state(int(at) + 1) for at in found[:LISTED])


def _grouped(conflict: Conflict, form: OptionForm) -> dict[Concept, tuple[str, ...]]:
    """The equilibria where the groups of the conflict act as one; nothing where it has none, or too many states."""
    grouped: dict[Concept, tuple[str, ...]] = {}
    if conflict.groups:
        with suppress(TooMany):
            for concept in PLAIN:
                found = form.states(coalition_equilibria(form.game, conflict.groups, concept))
                grouped[concept] = tuple(map(conflict.state, found[:LISTED]))
    return grouped


def _verdicts(conflict: Conflict, form: OptionForm, state: int, concepts: tuple[Concept, ...]) -> Iterator[Verdict]:
    """Every verdict on a state, one decision maker after the other."""
    start = int(form.places[state - 1])
    for party, name in enumerate(conflict.decision_makers):
        for concept in concepts:
            given = witness_of(form.game, concept, party, start)
            replies = tuple(
                Reply(
                    conflict.state(form.numbers[each.improvement]),
                    None if each.steps is None else tuple(_moves(conflict, form, concept, start, each)),
                )
                for each in given.answers
            )
            yield Verdict(concept, name, given.stable, replies)


def _moves(conflict: Conflict, form: OptionForm, concept: Concept, start: int, answer: Answer) -> Iterator[Move]:
    """The moves of an answer; at the same time (SIM) each is made from the state asked for."""
    now = start if concept == "SIM" else answer.improvement
    for step in answer.steps or ():
        ranks = form.game.ranks[step.mover].ravel()
        gains = bool(ranks[step.to] > ranks[now])
        yield Move(conflict.decision_makers[step.mover], conflict.state(form.numbers[step.to]), gains)
        now = start if concept == "SIM" else step.to
