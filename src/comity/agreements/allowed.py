"""The agreements that break no condition and no red line of who has a veto, listed: what every judged number acts upon.

Who signs has one, but where a rule of consent decides: then those without whose yes nothing passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.consent import Consent
from comity.agreements.exclusions import Rule, condition_rules, red_line_rules
from comity.agreements.space import Factor, Space
from comity.case.model import Case

MOST = 1 << 17
"""How many agreements are listed, at most."""

Choices = NDArray[np.integer[Any]]
"""One option number for every issue, in the order of the space's issues: a row an agreement."""


class TooMany(Exception):
    """Raised where there are more agreements than can be listed."""


def allowed(case: Case, space: Space, most: int = MOST) -> Choices:
    """The agreements that meet every condition and cross no red line of who has a veto, in the order of the space.

    most: how many are listed; raises TooMany where there are more, or where more partial agreements would have to be
    kept on the way.
    """
    rules = [rule.breaks for rule in barring(case, space)]
    return case.kept.of("allowed", (space, *rules, most), lambda: unbroken(space, rules, most), keep=1)


def barring(case: Case, space: Space) -> tuple[Rule, ...]:
    """What rules agreements out whatever they are worth to anybody: conditions, and red lines of who has a veto."""
    vetoes = Consent.of(case, space).vetoes if case.by_rule else case.signers()
    return *condition_rules(case, space), *red_line_rules(case, space, vetoes)


def unbroken(space: Space, rules: Sequence[Factor], most: int = MOST) -> Choices:
    """The agreements that break none of some rules, in the order of the space; raises TooMany as `allowed` does."""
    together: dict[tuple[int, ...], NDArray[np.bool_]] = {}
    for rule in rules:
        together[rule.scope] = together[rule.scope] | rule.values if rule.scope in together else rule.values
    choices = np.zeros((1, 0), dtype=space.numbers)
    for issue, size in enumerate(space.sizes):
        if len(choices) * size > 8 * most:
            raise TooMany
        options = np.tile(np.arange(size, dtype=space.numbers), len(choices))
        choices = np.column_stack([np.repeat(choices, size, axis=0), options])
        for scope, values in together.items():
            settled = [at for at in scope if at <= issue]
            if issue in scope or (not issue and not scope):
                # Broken for certain where it is whatever the issues that are still open come to.
                broken = np.asarray(values.all(axis=tuple(range(len(settled), len(scope)))))
                choices = choices[~broken[tuple(choices[:, at] for at in settled)]]
    if len(choices) > most:
        raise TooMany
    return choices
