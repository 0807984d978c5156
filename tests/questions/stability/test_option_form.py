"""A conflict with levels as a game: its moves are those that can be told letter by letter."""

from __future__ import annotations

import random

import pytest

from comity.conflict.model import DIRECTIONS, Choice, Conflict, Statements
from comity.questions.stability.option_form import OptionForm
from comity.questions.stability.steps import moved_to


def drawn(dice: random.Random) -> Conflict:
    makers = dice.randint(1, 3)
    options = tuple(
        Choice(f"o{at}", dice.randrange(makers), dice.choice(DIRECTIONS), dice.choice(((), (), ("a", "b", "c"))))
        for at in range(dice.randint(1, 4))
    )
    patterns = tuple(
        "".join(dice.choice(("-", "-", *option.letters)) for option in options) for _ in range(dice.randint(0, 2))
    )
    infeasible = tuple(pattern for pattern in patterns if set(pattern) != {"-"})
    names = tuple(f"m{at}" for at in range(makers))
    return Conflict("Drawn", names, options, infeasible, tuple(Statements(()) for _ in names))


def may_move(conflict: Conflict, maker: int, now: str, then: str) -> bool:
    for option, before, after in zip(conflict.options, now, then, strict=True):
        level, new = option.letters.index(before), option.letters.index(after)
        if level != new and option.decision_maker != maker:
            return False
        if (option.direction == "fwd" and new < level) or (option.direction == "back" and new > level):
            return False
    return now != then


@pytest.mark.parametrize("seed", range(40))
def test_moves_are_those_of_the_letters(seed: int) -> None:
    conflict = drawn(random.Random(seed))
    if not len(conflict.numbers):
        return
    form = OptionForm.of(conflict)
    letters = [conflict.state(number) for number in range(1, len(conflict.numbers) + 1)]
    assert not any(conflict.fits_any([pattern], conflict.numbers).any() for pattern in conflict.infeasible)
    state_of = {int(place): state for place, state in zip(form.places, letters, strict=True)}
    for place, now in state_of.items():
        for maker in range(len(conflict.decision_makers)):
            there = {state_of[each] for each in moved_to(form.game, (maker,), place).tolist()}
            assert there == {then for then in letters if may_move(conflict, maker, now, then)}
