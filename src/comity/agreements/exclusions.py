"""What a case rules out: conditions and red lines as the combinations that they forbid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.space import Factor, Space
from comity.case.model import Case, Condition, RedLine


@dataclass(frozen=True)
class Rule:
    """A condition, or a signer's red line: `breaks` is True where an agreement breaks it.

    party is the signer that draws the red line (the one that would have to give it up); empty for a condition.
    """

    name: str
    party: str
    breaks: Factor


def condition_rules(case: Case, space: Space) -> tuple[Rule, ...]:
    """The conditions of a case as rules."""
    return tuple(
        # (Not the whole condition: for what reason it is made changes nothing here.)
        case.kept.of(
            ("condition", name), (space, stated.if_, stated.then), partial(_condition_rule, space, name, stated)
        )
        for name, stated in case.named_conditions().items()
    )


def red_line_rules(case: Case, space: Space, signers: Iterable[str] | None = None) -> tuple[Rule, ...]:
    """The red lines that have a veto: those of the signers (all, if none are named).

    A member that signs is bound by its group's red lines as well.
    """
    rules: dict[str, Rule] = {}
    for party in case.signers() if signers is None else signers:
        for name, line in case.red_lines_of(party).items():
            if name not in rules:
                source = space, line.party, line.never, line.unless
                rules[name] = case.kept.of(("red line", name), source, partial(_red_line_rule, space, name, line))
    return tuple(rules.values())


def _condition_rule(space: Space, name: str, stated: Condition) -> Rule:
    return Rule(name, "", _breaks_condition(space, stated))


def _red_line_rule(space: Space, name: str, line: RedLine) -> Rule:
    return Rule(name, line.party, crosses(space, line))


def crosses(space: Space, line: RedLine) -> Factor:
    """Where a red line is crossed: what it never accepts holds, and what would lift it does not."""
    never = space.holds(line.never)
    return _minus(space, never, space.holds(line.unless)) if line.unless else never


def _breaks_condition(space: Space, rule: Condition) -> Factor:
    return _minus(space, space.holds(rule.if_), space.holds(rule.then))


def _minus(space: Space, first: Factor, second: Factor) -> Factor:
    scope = tuple(sorted({*first.scope, *second.scope}))
    space.tell_apart(scope)
    values = over(space, first, scope) & ~over(space, second, scope)
    return Factor(scope, values)


def over(space: Space, factor: Factor, scope: tuple[int, ...]) -> NDArray[Any]:
    """A factor's values over a larger scope."""
    shape = [space.sizes[issue] if issue in factor.scope else 1 for issue in scope]
    whole = [space.sizes[issue] for issue in scope]
    return np.broadcast_to(factor.values.reshape(shape), whole)
