"""The equilibria of a conflict in option form, by every concept, and why one of its states is stable or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from comity.conflict import Conflict
from comity.problem import Place, Problem, Problems
from comity.questions.stability.coalitions import coalition_equilibria
from comity.questions.stability.concepts import PLAIN, Concept, stability
from comity.questions.stability.equilibria import CONCEPTS, Equilibria, Reply, Verdict
from comity.questions.stability.game import Marks
from comity.questions.stability.option_form import OptionForm
from comity.questions.stability.simultaneous import TooMany, simultaneously_stable
from comity.questions.stability.witness import witness as witness_of

LISTED = 1000
"""How many equilibria are held by each concept, at most; all are counted."""


def solved(conflict: Conflict, witness: str | None) -> Equilibria:
    """The equilibria of a conflict; witness: a state to be told whole. Raises Problems where that is none."""
    form = OptionForm.of(conflict)
    asked = None if witness is None else _state(conflict, witness)
    verdicts = stability(form.game, PLAIN)
    every: dict[Concept, Marks] = {concept: verdicts.equilibria(concept) for concept in PLAIN}
    with suppress(TooMany):
        every["SIM"] = np.logical_and.reduce([form.game.feasible, *simultaneously_stable(form.game)])
    marks = {concept: every[concept].ravel()[form.places] for concept in CONCEPTS if concept in every}
    survives = np.sum(list(marks.values()), axis=0)
    order = np.lexsort((np.arange(len(survives)), -survives))[:LISTED]
    reasons = None
    if asked is not None:
        reasons = conflict.state(asked), tuple(_verdicts(conflict, form, asked, tuple(marks)))
    return Equilibria(
        parties=conflict.decision_makers,
        options=tuple(option.name for option in conflict.options),
        states=len(conflict.numbers),
        counts={concept: int(each.sum()) for concept, each in marks.items()},
        equilibria={concept: _spelled(conflict, np.flatnonzero(each)) for concept, each in marks.items()},
        grouped=_grouped(conflict, form),
        ranked=tuple(
            (conflict.state(int(at) + 1), tuple(concept for concept, each in marks.items() if each[at]))
            for at in order
            if survives[at]
        ),
        witness=reasons,
    )


def _state(conflict: Conflict, witness: str) -> int:
    """The number, from 1, of a state that is written as Y and N."""
    letters = witness.strip().upper()
    number = sum(1 << at for at, letter in enumerate(letters) if letter == "Y")
    found = int(np.searchsorted(conflict.numbers, min(number, int(conflict.numbers[-1])))) + 1
    if letters != conflict.state(found):
        fix = f"write Y or N for each of: {', '.join(option.name for option in conflict.options)}"
        raise Problems([Problem(Place("witness"), f"'{witness}' is no state that can be", fix)])
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
    number = {int(at): each for each, at in enumerate(form.places, 1)}
    for concept in concepts:
        for party, name in enumerate(conflict.decision_makers):
            given = witness_of(form.game, concept, party, int(form.places[state - 1]))
            replies = []
            for each in given.answers:
                moves = None
                if each.steps is not None:
                    makers = conflict.decision_makers
                    moves = tuple((makers[step.mover], conflict.state(number[step.to])) for step in each.steps)
                replies.append(Reply(conflict.state(number[each.improvement]), moves))
            yield Verdict(concept, name, given.stable, tuple(replies))
