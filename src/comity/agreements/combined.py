"""How many agreements are left with every combination of some changes made to a case.

A change touches few components of the count: one rule, or what agreements are worth to one party. Each component is
worked out once for every combination of the changes that touch it, as a packed mask over the agreements that no
untouched component removes; a combination of all changes is then a few conjunctions. All counts are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices, unbroken
from comity.agreements.exclusions import Rule, condition_rules, red_line_rules
from comity.agreements.ruling import at_choices
from comity.agreements.space import Space
from comity.agreements.worth import Payoff
from comity.case.model import Case

MOST = 1 << 21
"""How many agreements are held, at most."""

Kind = Literal["condition", "red line", "worth"]
Component = tuple[Kind, str]
"""A condition or red line by its name, or what agreements are worth to a party."""

Changes = frozenset[int]
"""Some of the changes, by their numbers from 0."""

Mask = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Combined:
    """The agreements of a case with every combination of some changes made.

    number: how many changes there are; made: the case with some of them made; touched: the components that are not the
    same whatever is made, each with the changes that touch it. Every case has the same issues and options, and in each
    the yes of every signer decides (no rule, nobody at home, no spoiler).
    """

    number: int
    made: Callable[[Changes], Case]
    touched: Mapping[Component, Changes]

    @cached_property
    def space(self) -> Space:
        """The agreements there are."""
        return Space.of(self.made(frozenset()))

    @cached_property
    def choices(self) -> Choices:
        """The agreements that no untouched component removes; raises TooMany where there are too many to be held."""
        case = self.made(frozenset())
        same = [rule.breaks for key, rule in _rules(case, self.space) if key not in self.touched]
        choices = unbroken(self.space, same, MOST)
        payoff = Payoff.of(case)
        for party in case.signers():
            if ("worth", party) not in self.touched:
                worth = payoff.worths[party]
                choices = choices[worth.steps_of(choices) >= worth.needed]
        return choices

    def counts(self) -> tuple[int, ...]:
        """How many agreements are left with every combination: 2^number, change k counting 2^k in the place."""
        found = [0] * (1 << self.number)
        for made, mask in self._walk(0, 0, self._all):
            found[made] = int(np.bitwise_count(mask).sum())
        return tuple(found)

    def count(self, made: Set[int]) -> int:
        """How many agreements are left with some of the changes made."""
        return int(np.bitwise_count(self._mask(made)).sum())

    def left(self, made: Set[int]) -> NDArray[np.bool_]:
        """Which of the `choices` are left with some of the changes made."""
        return np.unpackbits(self._mask(made), count=len(self.choices)).astype(bool)

    def _mask(self, made: Set[int]) -> Mask:
        mask = self._all
        for component, changes in self.touched.items():
            mask = mask & self._variants[component](changes & made)
        return mask

    def _walk(self, change: int, made: int, mask: Mask) -> Iterator[tuple[int, Mask]]:
        """Every combination, depth first, so that combinations which begin alike share what that beginning leaves."""
        if change == self.number:
            yield made, mask
            return
        for more in (made, made | 1 << change):
            left = mask
            for component, changes in self._settled_by[change]:
                acting = frozenset(each for each in changes if more >> each & 1)
                left = left & self._variants[component](acting)
            yield from self._walk(change + 1, more, left)

    @cached_property
    def _all(self) -> Mask:
        return np.packbits(np.ones(len(self.choices), dtype=bool))

    @cached_property
    def _settled_by(self) -> list[list[tuple[Component, Changes]]]:
        """By change: the components of which everything is known once it and all before it are settled."""
        settled: list[list[tuple[Component, Changes]]] = [[] for _ in range(self.number)]
        for component, changes in self.touched.items():
            settled[max(changes)].append((component, changes))
        return settled

    @cached_property
    def _variants(self) -> Mapping[Component, Callable[[Changes], Mask]]:
        return {component: self._variant_of(component) for component in self.touched}

    def _variant_of(self, component: Component) -> Callable[[Changes], Mask]:
        return cache(lambda acting: np.packbits(self._kept(component, acting)))

    def _kept(self, component: Component, acting: Changes) -> NDArray[np.bool_]:
        """Which agreements a component leaves where just some of the changes that touch it are made."""
        (case, rules), (kind, name) = self._made(acting), component
        kept = np.ones(len(self.choices), dtype=bool)
        if kind == "worth":
            worth = Payoff.of(case).worths.get(name) if name in case.signers() else None
            if worth is not None and worth.no_deal is not None:  # who states nothing refuses nothing
                kept = worth.steps_of(self.choices) >= worth.needed
            return kept
        rule = rules.get(component)
        if rule is not None:
            kept = ~at_choices(rule.breaks, self.choices)
        return kept

    @cached_property
    def _made(self) -> Callable[[Changes], tuple[Case, dict[Component, Rule]]]:
        """The case with some changes made, and its rules; each worked out once."""

        @cache
        def made(acting: Changes) -> tuple[Case, dict[Component, Rule]]:
            case = self.made(acting)
            return case, dict(_rules(case, self.space))

        return made


def _rules(case: Case, space: Space) -> Iterator[tuple[Component, Rule]]:
    yield from ((("condition", rule.name), rule) for rule in condition_rules(case, space))
    yield from ((("red line", rule.name), rule) for rule in red_line_rules(case, space))
