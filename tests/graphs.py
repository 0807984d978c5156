"""Random factor graphs that are small enough to be looked at whole: the oracle of elimination and approximation."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

from comity.agreements.elimination import Frontier
from comity.agreements.elimination_order import Objective
from comity.agreements.space import Choice, Factor, Space

Graph = tuple[Space, list[Factor], list[Objective]]


def space_of(*sizes: int) -> Space:
    return Space(tuple(f"i{at}" for at in range(len(sizes))), tuple(tuple(map(str, range(size))) for size in sizes))


def random_graph(seed: int, parties: int | None = None) -> Graph:
    """Up to 6 issues, tables and rules over up to 3 of them; values so coarse that many sums are equal."""
    draw = random.Random(seed)
    values = np.random.default_rng(seed)
    space = space_of(*(draw.randint(1, 4) for _ in range(draw.randint(1, 6))))
    high = draw.choice((3, 10, 1000))

    def scope() -> tuple[int, ...]:
        return tuple(sorted(draw.sample(range(len(space.sizes)), draw.randint(0, min(3, len(space.sizes))))))

    def table() -> Factor:
        over = scope()
        return Factor(over, values.integers(-high, high, [space.sizes[at] for at in over]).astype(float))

    def rule() -> Factor:
        over = scope() or (0,)
        return Factor(over, values.random([space.sizes[at] for at in over]) < draw.choice((0.1, 0.3, 0.6)))

    def objective() -> Objective:
        factors = tuple(table() for _ in range(draw.randint(0, 4)))
        needed = draw.choice((None, None, draw.randint(-high, high // 2)))
        return Objective(factors, needed)

    count = draw.randint(0, 4) if parties is None else parties
    return space, [rule() for _ in range(draw.randint(0, 4))], [objective() for _ in range(count)]


def everywhere(space: Space, factor: Factor) -> NDArray[np.generic]:
    """A factor's value at every agreement."""
    at = np.indices(space.sizes).reshape(len(space.sizes), -1)
    return np.broadcast_to(factor.values[tuple(at[issue] for issue in factor.scope)], space.count)


def looked_at(graph: Graph) -> dict[tuple[float, ...], list[Choice]]:
    """The agreements that break no rule and meet all needs, by their worths."""
    space, rules, objectives = graph
    kept = ~np.any([np.zeros(space.count, dtype=bool), *(everywhere(space, rule) for rule in rules)], axis=0)
    worths = np.zeros((space.count, len(objectives)))
    for column, objective in enumerate(objectives):
        for factor in objective.factors:
            worths[:, column] += everywhere(space, factor)
        if objective.needed is not None:
            kept &= worths[:, column] >= objective.needed
    choices = np.indices(space.sizes).reshape(len(space.sizes), -1).T
    points: dict[tuple[float, ...], list[Choice]] = {}
    for at in np.flatnonzero(kept):
        points.setdefault(tuple(worths[at].tolist()), []).append(tuple(choices[at].tolist()))
    return points


def efficient(points: dict[tuple[float, ...], list[Choice]]) -> dict[tuple[float, ...], list[Choice]]:
    def dominated(mine: tuple[float, ...]) -> bool:
        return any(other != mine and all(a >= b for a, b in zip(other, mine, strict=True)) for other in points)

    return {worths: choices for worths, choices in points.items() if not dominated(worths)}


def found(result: Frontier) -> dict[tuple[float, ...], tuple[int, list[Choice]]]:
    rows = [tuple(row) for row in result.worths.tolist()]
    assert len(set(rows)) == len(rows)
    assert rows == sorted(rows, reverse=True)
    return {row: (result.counts[at], list(result.shown(at))) for at, row in enumerate(rows)}


def ring(size: int, options: int, seed: int) -> Graph:
    """Every issue tied to the next by a rule and, for someone, by a linkage: induced width 2."""
    draw = np.random.default_rng(seed)
    space = space_of(*[options] * size)
    pairs = [tuple(sorted((at, (at + 1) % size))) for at in range(size)]
    rules = [Factor(pair, draw.random((options, options)) < 0.2) for pair in pairs]
    linked = [Factor(pair, draw.integers(0, 100, (options, options)).astype(float)) for pair in pairs]
    own = [[Factor((at,), draw.integers(0, 100, options).astype(float)) for at in range(size)] for _ in range(3)]
    return space, rules, [Objective((*own[at], *linked[at::3])) for at in range(3)]


def of_amounts(seed: int) -> Graph:
    """Up to three issues of up to 14 steps rated on straight lines, one of 3 options; rules and linkages compare."""
    draw, values = random.Random(seed), np.random.default_rng(seed)
    sizes = [draw.randint(2, 14) for _ in range(draw.randint(1, 3))]
    space = space_of(*sizes, 3)

    def rated(size: int) -> NDArray[np.float64]:
        bends = sorted({0, size - 1, *draw.sample(range(size), min(size, 2))})
        return np.round(np.interp(np.arange(size), bends, values.integers(0, 1000, len(bends))))

    def compared() -> Factor:
        first, second = sorted(draw.sample(range(len(space.sizes)), 2))
        ends = [draw.randrange(space.sizes[at]) for at in (first, second)]
        rows, columns = (np.arange(space.sizes[at]) >= end for at, end in zip((first, second), ends, strict=True))
        return Factor((first, second), rows[:, None] & columns if draw.random() < 0.7 else rows[:, None] ^ columns)

    def objective() -> Objective:
        factors = [Factor((at,), rated(size)) for at, size in enumerate(space.sizes)]
        if draw.random() < 0.4:
            holds = compared()
            factors.append(Factor(holds.scope, holds.values * float(draw.randint(-300, 300))))
        return Objective(tuple(factors), draw.choice((None, draw.randint(0, 1500))))

    return space, [compared() for _ in range(draw.randint(0, 2))], [objective() for _ in range(draw.randint(1, 4))]
