"""The agreements of a case as a product of its issues, never enumerated unless asked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.case.called import called
from comity.case.model import Case
from comity.case.steps import NoStep, Steps
from comity.case.tied_check import too_many
from comity.problem import Place, Problem, Problems, nearest

Choice = tuple[int, ...]
"""One option number for every issue, in the order of the space's issues."""

_COMPARED = re.compile(r"([^=<>≥≤|]*[^=<>≥≤|\s])\s*((?:>=|<=|[<>≥≤]).*)", re.DOTALL)

BLOCK = 1 << 16
"""Agreements looked at together: small enough for a processor's cache, large enough for numpy."""


@dataclass(frozen=True)
class Agreement:
    """One option for every issue."""

    options: Mapping[str, str]

    def __str__(self) -> str:
        return ", ".join(f"{issue}={option}" for issue, option in self.options.items())


def common_terms(agreements: Sequence[Agreement]) -> dict[str, str]:
    """The terms that several agreements share, at least one being given."""
    first, *others = agreements
    return {
        issue: option
        for issue, option in first.options.items()
        if all(other.options[issue] == option for other in others)
    }


@dataclass(frozen=True, eq=False)
class Factor:
    """A function of a few issues: its values by the options of those issues.

    scope: the issues' numbers, ascending; values: one axis an issue of the scope.
    """

    scope: tuple[int, ...]
    values: NDArray[Any]

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What was worked out from the values, by its name, for the next that asks."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        return {"scope": self.scope, "values": self.values}

    def at(self, choice: Sequence[int]) -> Any:
        """The value for one agreement."""
        return self.values[tuple(choice[issue] for issue in self.scope)]


@dataclass(frozen=True)
class Space:
    """All agreements of a case: the product of its issues' options.

    issues, options: their short names; titles, labels: what they are called at length, where that is known; steps: of
    each issue, the steps of its amount, None where it has named options.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...] = field(default=(), compare=False, repr=False)
    labels: tuple[tuple[str, ...], ...] = field(default=(), compare=False, repr=False)
    steps: tuple[Steps | None, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, case: Case) -> Space:
        """The space of a case; the same for all cases that share what was worked out and have the same options."""
        issues = case.issues.values()
        space = cls(
            tuple(case.issues),
            tuple(issue.steps.names if issue.steps is not None else tuple(issue.options) for issue in issues),
            tuple(issue.name for issue in issues),
            tuple(
                tuple(option.name for option in issue.options.values()) if issue.steps is None else ()
                for issue in issues
            ),
            tuple(issue.steps for issue in issues),
        )
        # (What things are called makes no difference between spaces, but it is what is understood.)
        return case.kept.of("space", (space, space.titles, space.labels, space.steps, BLOCK), lambda: space)

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(options) for options in self.options)

    @property
    def count(self) -> int:
        """How many agreements there are."""
        return math.prod(self.sizes)

    def agreement(self, choice: Sequence[int]) -> Agreement:
        """The agreement of a choice of option numbers."""
        named = zip(self.issues, self.options, choice, strict=True)
        return Agreement({issue: options[at] for issue, options, at in named})

    def choice(self, agreement: Agreement) -> Choice:
        """The option numbers of an agreement."""
        return tuple(self.place(at, agreement.options[issue]) for at, issue in enumerate(self.issues))

    def place(self, issue: int, option: str) -> int:
        """The number of an option among those of an issue; raises ValueError where it is none."""
        steps = self.steps[issue] if self.steps else None
        return self.options[issue].index(option) if steps is None else steps.place(option)

    @cached_property
    def numbers(self) -> type[np.integer[Any]]:
        """What holds the number of any option."""
        return np.int16 if max(self.sizes, default=0) < 2**15 else np.int32

    def parse(self, words: str) -> Agreement:
        """The agreement written as "territory=frozen, ...", by short names or what they are called at length.

        Raises Problems where it is not one.
        """
        return self._stated(words, partial=False)

    def parse_terms(self, words: str) -> dict[str, str]:
        """Some terms of an agreement written in the same way; raises Problems where they are none."""
        return dict(self._stated(words, partial=True).options)

    def _stated(self, words: str, partial: bool) -> Agreement:
        place = Place(f"'{words}'")
        problems: list[Problem] = []
        chosen: dict[str, str] = {}
        for term in filter(None, (part.strip() for part in words.split(","))):
            issue, equals, option = (part.strip() for part in term.partition("="))
            meant = called(issue, self._titled)
            if not equals:
                problems.append(Problem(place, f"'{term}' is not a term", "write issue=option, ..."))
            elif meant is None:
                problems.append(Problem(place, f"unknown issue '{issue}'", nearest(issue, self.issues)))
            elif isinstance(settled := self._option(meant, option, place), Problem):
                problems.append(settled)
            elif meant in chosen:
                problems.append(Problem(place, f"issue {meant} is settled twice", "keep one"))
            else:
                chosen[meant] = settled
        missing = [issue for issue in self.issues if issue not in chosen]
        if missing and not partial and not problems:
            problems.append(Problem(place, f"nothing is said on {', '.join(missing)}", "settle every issue"))
        if problems:
            raise Problems(problems)
        return Agreement({issue: chosen[issue] for issue in self.issues if issue in chosen})

    def parse_options(self, words: str) -> dict[str, tuple[str, ...]]:
        """Some options of an issue written as "price=>300|100..200|250", or "price>300": of an amount comparisons, too.

        Raises Problems where they are none.
        """
        compared = _COMPARED.fullmatch(words.strip())
        issue, _, options = words.partition("=") if compared is None else (compared[1], "", compared[2])
        meant = called(issue.strip(), self._titled)
        steps = self.steps[self.issues.index(meant)] if meant is not None and self.steps else None
        if meant is None or steps is None:
            several: dict[str, tuple[str, ...]] = {}
            for option in options.split("|"):
                for name, parsed in self.parse_terms(f"{issue}={option}").items():
                    several[name] = (*several.get(name, ()), parsed)
            return several
        try:
            return {meant: steps.among([steps.stated(option) for option in options.split("|")])}
        except NoStep as found:
            problem = Problem(Place(f"'{words}'"), f"issue {meant}: {found.what}", found.fix)
            raise Problems([problem]) from None

    def _option(self, issue: str, words: str, place: Place) -> str | Problem:
        """The option of an issue that is meant, or what is wrong."""
        steps = self.steps[self.issues.index(issue)] if self.steps else None
        if steps is not None:
            try:
                return steps.step(words)
            except NoStep as found:
                return Problem(place, f"issue {issue}: {found.what}", found.fix)
        labelled = self._labelled(issue)
        settled = called(words, labelled)
        if settled is None:
            return Problem(place, f"unknown option '{words}' of issue {issue}", nearest(words, labelled))
        return settled

    @cached_property
    def _titled(self) -> dict[str, str]:
        return dict(zip(self.issues, self.titles or self.issues, strict=True))

    def _labelled(self, issue: str) -> dict[str, str]:
        at = self.issues.index(issue)
        return dict(zip(self.options[at], self.labels[at] if self.labels else self.options[at], strict=True))

    def holds(self, combination: Mapping[str, tuple[str, ...]]) -> Factor:
        """Where a combination holds: every issue it names has one of the options it lists."""
        scope = tuple(sorted(self.issues.index(issue) for issue in combination))
        self.tell_apart(scope)
        values: NDArray[np.bool_] = np.ones((), dtype=bool)
        for issue in scope:
            listed = frozenset(combination[self.issues[issue]])
            holds = np.array([option in listed for option in self.options[issue]])
            values = values[..., None] & holds
        return Factor(scope, values)

    def tell_apart(self, scope: Sequence[int]) -> None:
        """Raises Problems where some issues have more combinations of options than a rule or linkage may tell apart."""
        sizes = {self.issues[issue]: self.sizes[issue] for issue in scope}
        amounts = {self.issues[issue] for issue in scope if self.steps and self.steps[issue] is not None}
        if told := too_many(sizes, amounts):
            raise Problems([Problem(Place("issues"), *told)])

    @cached_property
    def split(self) -> int:
        """The first issue of a block: blocks fix the issues before it and run through all the others."""
        first, size = len(self.sizes), 1
        while first and size * self.sizes[first - 1] <= BLOCK:
            first -= 1
            size *= self.sizes[first]
        return first

    def blocks(self) -> Iterator[Choice]:
        """The blocks of the space, each by the options of the issues that it fixes, in order."""
        return product(*map(range, self.sizes[: self.split]))

    @cached_property
    def block_size(self) -> int:
        """How many agreements a block has."""
        return math.prod(self.sizes[self.split :])

    def block_scope(self, scope: tuple[int, ...]) -> BlockScope:
        """Some issues, ready to be read block by block; the same for all that ask for the same issues."""
        if scope not in self._scopes:
            self._scopes[scope] = BlockScope(self, scope)
        return self._scopes[scope]

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What was worked out for the issues and options, by its name, for the next that asks."""
        return {}

    @cached_property
    def _scopes(self) -> dict[tuple[int, ...], BlockScope]:
        return {}

    def in_block(self, fixed: Choice, at: int) -> Choice:
        """The choice at a position of a block."""
        free: list[int] = []
        for size in reversed(self.sizes[self.split :]):
            at, option = divmod(at, size)
            free.append(option)
        return (*fixed, *reversed(free))


class BlockScope:
    """Some issues made ready to be read block by block: their options on a block are a row and, place by place, a cell.

    The issues that a block fixes say which row; cells: how many combinations the others have; index: which of these
    stands at each place of a block, None where all its places have the same.
    """

    def __init__(self, space: Space, scope: tuple[int, ...]) -> None:
        self._fixed = [issue for issue in scope if issue < space.split]
        self._sizes = [space.sizes[issue] for issue in self._fixed]
        inside = [issue for issue in scope if issue >= space.split]
        self.cells = math.prod(space.sizes[issue] for issue in inside)
        # (Arrays have too few axes for many issues.)
        index = np.zeros(space.block_size, dtype=np.min_scalar_type(self.cells))
        for issue in inside:
            run = math.prod(space.sizes[issue + 1 :])
            options = np.arange(space.block_size) // run % space.sizes[issue]
            index = (index * space.sizes[issue] + options).astype(index.dtype)
        self.index: NDArray[Any] | None = index if inside else None

    def rows(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values by the options of the issues, by row and cell."""
        by_row: NDArray[Any] = values.reshape(-1, self.cells)
        return by_row

    def row(self, fixed: Choice) -> int:
        """The row of a block."""
        number = 0
        for issue, size in zip(self._fixed, self._sizes, strict=True):
            number = number * size + fixed[issue]
        return number


class BlockFactor:
    """A factor made ready to be read block by block: what varies from block to block is looked up."""

    def __init__(self, space: Space, factor: Factor) -> None:
        self._scope = space.block_scope(factor.scope)
        self._rows = self._scope.rows(factor.values)

    def at(self, fixed: Choice, places: NDArray[np.intp] | slice) -> NDArray[Any]:
        """The values at some places of a block: an array of size 1 where the block does not vary."""
        row: NDArray[Any] = self._rows[self._scope.row(fixed)]
        spread: NDArray[Any] = row if self._scope.index is None else row[self._scope.index[places]]
        return spread


class BlockSum:
    """A sum of factors of whole numbers made ready to be read block by block.

    What is the same on every block is added up once, issue by issue: the options of one more issue are added to the
    sums over those behind it.
    """

    def __init__(self, space: Space, factors: Sequence[Factor]) -> None:
        self._varying = [
            BlockFactor(space, factor) for factor in factors if any(at < space.split for at in factor.scope)
        ]
        same = [factor for factor in factors if all(at >= space.split for at in factor.scope)]
        # Issues with one option tell nothing apart; without them there are axes enough.
        axes = [at for at in range(space.split, len(space.sizes)) if space.sizes[at] > 1]
        own = {at: np.zeros(space.sizes[at]) for at in axes}
        base, several = 0.0, list[Factor]()
        for factor in same:
            scope = tuple(at for at in factor.scope if space.sizes[at] > 1)
            if len(scope) > 1:
                several.append(Factor(scope, factor.values.reshape([space.sizes[at] for at in scope])))
            elif scope:
                own[scope[0]] += factor.values.ravel()
            else:
                base += float(factor.values.sum())
        total = np.full(1, base)
        for at in reversed(axes):
            total = (own[at][:, None] + total).ravel()
        whole = total.reshape([space.sizes[at] for at in axes])
        for factor in several:
            whole += factor.values.reshape([space.sizes[at] if at in factor.scope else 1 for at in axes])
        self._same: NDArray[np.float64] = whole.ravel()

    def at(self, fixed: Choice, places: NDArray[np.intp] | slice) -> NDArray[np.float64]:
        """The sum at some places of a block: an array of size 1 where nothing varies."""
        total = self._same[places] if self._same.size > 1 else self._same
        for factor in self._varying:
            total = total + factor.at(fixed, places)
        return total
