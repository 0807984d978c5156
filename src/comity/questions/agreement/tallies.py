"""What each condition and red line removes, tallied block by block.

What rules break is a matter of the combination of options of the issues that they name. So rules over the same issues,
and over few more, are looked at together: each combination is counted once on a block, however many rules there are,
and what each rule breaks of them is added up in the end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.agreements.exclusions import Rule, over
from comity.agreements.space import Choice, Factor, Space
from comity.questions.agreement.funnel import Removal

Places = NDArray[np.intp]
Counts = NDArray[np.int64]
Scope = tuple[int, ...]

TOGETHER = 1 << 14
"""How many combinations of options are told apart in one group of rules, at most (more only where one rule does)."""

TALLIES = ("alone", "only", "opens")
"""What is tallied: agreements that a rule removes, those that it alone removes, and those that it would open."""


class RulesOfStage:
    """The rules of one stage, ready for blocks, with their tallies."""

    def __init__(self, space: Space, rules: Sequence[Rule]) -> None:
        self._size = space.block_size
        self._rules = rules
        by_scope: dict[Scope, list[int]] = {}
        for at, rule in enumerate(rules):
            by_scope.setdefault(rule.breaks.scope, []).append(at)
        self._groups = [
            _Group(space, scope, rules, {own: by_scope[own] for own in scopes})
            for scope, scopes in _grouped(space, by_scope).items()
        ]

    def broken(self, fixed: Choice) -> NDArray[np.uint16]:
        """How many rules each agreement of a block breaks."""
        total = np.zeros(self._size, dtype=np.uint16)
        for group in self._groups:
            total += group.broken(fixed)
        return total

    def tally(self, name: str, fixed: Choice, places: Places) -> None:
        """Count some places of a block in one of the TALLIES of every rule that they break."""
        if places.size:
            for group in self._groups:
                group.tally(name, fixed, places)

    def removals(self) -> tuple[Removal, ...]:
        """The tallies so far."""
        tallies = {name: np.zeros(len(self._rules), dtype=np.int64) for name in TALLIES}
        for name, tally in tallies.items():
            for group in self._groups:
                group.add_up(name, tally)
        rows = zip(self._rules, *(tally.tolist() for tally in tallies.values()), strict=True)
        return tuple(Removal(rule.name, rule.party, *numbers) for rule, *numbers in rows)


def _grouped(space: Space, scopes: Sequence[Scope] | dict[Scope, list[int]]) -> dict[Scope, list[Scope]]:
    """The scopes of rules put together into larger ones, the largest first, each where that adds the least."""
    grouped: dict[Scope, list[Scope]] = {}

    def cells(scope: Scope) -> int:
        return math.prod(space.sizes[issue] for issue in scope)

    for scope in sorted(scopes, key=lambda each: (-cells(each), each)):
        joined = [(tuple(sorted({*group, *scope})), group) for group in grouped]
        fits = [(cells(both) - cells(group), both, group) for both, group in joined]
        fits = [fit for fit in fits if not fit[0] or cells(fit[1]) <= TOGETHER]
        _, both, group = min(fits, default=(0, scope, None))
        kept = [] if group is None else grouped.pop(group)
        grouped[both] = [*grouped.get(both, []), *kept, scope]
    return grouped


class _Group:
    """Some rules on one block at a time.

    scope: the issues that any of them names; own: the numbers of the rules by the issues that they name.
    """

    def __init__(self, space: Space, scope: Scope, rules: Sequence[Rule], own: dict[Scope, list[int]]) -> None:
        self._rules, self._own, self._issues = rules, own, scope
        self._shape = tuple(space.sizes[issue] for issue in scope)
        self._scope = space.block_scope(scope)
        table = np.zeros(self._shape, dtype=np.uint16)
        for issues, which in own.items():
            breaks = np.stack([rules[at].breaks.values for at in which]).sum(axis=0, dtype=np.uint16)
            table += over(space, Factor(issues, np.asarray(breaks)), scope)
        self._broken = self._scope.rows(table)
        self._counts = {name: np.zeros(self._broken.shape, dtype=np.int64) for name in TALLIES}

    def broken(self, fixed: Choice) -> NDArray[np.uint16]:
        """How many of the rules each agreement of a block breaks; one number where all break as many."""
        row: NDArray[np.uint16] = self._broken[self._scope.row(fixed)]
        return row if self._scope.index is None else row[self._scope.index]

    def tally(self, name: str, fixed: Choice, places: Places) -> None:
        """Count the combinations of options at some places of a block."""
        counts = self._counts[name][self._scope.row(fixed)]
        if self._scope.index is None:
            counts += places.size
        else:
            counts += np.bincount(self._scope.index[places], minlength=self._scope.cells)

    def add_up(self, name: str, tally: Counts) -> None:
        """Put how many of the combinations counted each rule breaks where its number says."""
        counts = self._counts[name].reshape(self._shape)
        for issues, which in self._own.items():
            others = tuple(axis for axis, issue in enumerate(self._issues) if issue not in issues)
            of_these = counts.sum(axis=others)
            for at in which:
                tally[at] = of_these[self._rules[at].breaks.values.astype(bool)].sum()
