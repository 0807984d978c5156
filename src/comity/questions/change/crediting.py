"""What each of several changes of a case does to the number of possible agreements: alone, last, its share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from comity.agreements.allowed import TooMany
from comity.agreements.attribution import Credit, shapley
from comity.agreements.combined import Changes, Combined, Component
from comity.agreements.space import Space
from comity.case.model import Case
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE
from comity.questions.possible import possible

MOST = 12
"""Of how many changes every set is counted, at most."""

LOOKED_AT = 10**8
"""How many agreements are looked at for all sets together, at most, where every set must be counted by itself."""


@dataclass(frozen=True, eq=False)
class Crediting:
    """The counting of the agreements that sets of changes leave.

    number: how many changes there are; made: the case with some of them made; touched: what they touch, as
    `comity.agreements.combined.Combined` has it.
    """

    number: int
    made: Callable[[Changes], Case]
    touched: Mapping[Component, Changes]
    _counted: dict[Changes, int] = field(default_factory=dict)

    @property
    def everything(self) -> Changes:
        """All changes."""
        return frozenset(range(self.number))

    @cached_property
    def combined(self) -> Combined | None:
        """All sets at once; None where a rule decides before or after, or there are too many agreements."""
        if self.made(frozenset()).by_rule or self.made(self.everything).by_rule:
            return None
        combined = Combined(self.number, self.made, self.touched)
        with suppress(TooMany):
            combined.count(frozenset())
            return combined
        return None

    def values(self) -> tuple[int, ...] | None:
        """How many agreements every set leaves, change k counting 2^k in the place; None where that is too much."""
        if self.number > MOST:
            return None
        if self.combined is not None:
            return self.combined.counts()
        if Space.of(self.made(frozenset())).count << self.number > LOOKED_AT:
            return None
        sets = range(1 << self.number)
        return tuple(self.count(frozenset(at for at in self.everything if made >> at & 1)) for made in sets)

    def count(self, changes: Changes) -> int:
        """How many agreements some of the changes leave; raises TooMany where they cannot be counted."""
        if changes not in self._counted:
            if self.combined is not None:
                self._counted[changes] = self.combined.count(changes)
            else:
                self._counted[changes] = _number(self.made(changes))
        return self._counted[changes]

    def credits(self, values: tuple[int, ...] | None) -> tuple[Credit, ...]:
        """What each change does; without values no shares."""
        shares = None if values is None else shapley(values)

        def left(changes: Changes) -> int:
            return self.count(changes) if values is None else values[sum(1 << at for at in changes)]

        found = []
        for at in range(self.number):
            alone = left(frozenset({at})) - left(frozenset())
            last = left(self.everything) - left(self.everything - {at})
            ordered = left(frozenset(range(at + 1))) - left(frozenset(range(at)))
            found.append(Credit(alone, last, ordered, None if shares is None else shares[at]))
        return tuple(found)


def _number(case: Case) -> int:
    """How many agreements are possible; raises TooMany where they cannot be counted."""
    counted = possible(case)
    if counted is not None and counted.complete:
        return counted.number
    if Space.of(case).count > COUNTABLE:
        raise TooMany
    return funnel_of(case, show=0, keep=0).possible
