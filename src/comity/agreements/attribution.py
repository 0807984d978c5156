"""How much of a change each of several causes is to be credited with, when they act on each other.

Source: Shapley (1953): each cause is credited with what it adds when it comes next, on average over all orders in which
the causes may come. The shares add up to the whole change.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Credit:
    """What one of several causes changes.

    alone: what it changes where no other acts; last: where all others act before it; ordered: where those act before it
    that stand before it; share: the average over all orders (Shapley 1953), None where the values that it needs were
    not worked out.
    """

    alone: int
    last: int
    ordered: int
    share: Fraction | None


def shapley(values: Sequence[int | Fraction]) -> tuple[Fraction, ...]:
    """The share of each of n causes in what they change together, exactly; the shares add up to it.

    values: the value where just some of the causes act, for every set of them: 2^n, cause k counting 2^k in the place.

    >>> shapley([0, 10, 0, 30])
    (Fraction(20, 1), Fraction(10, 1))
    """
    number = len(values).bit_length() - 1
    if len(values) != 1 << number:
        raise ValueError(f"{len(values)} values are not those of all sets of some causes")
    shares = []
    for cause in range(number):
        by_size: list[int | Fraction] = [0] * number
        bit = 1 << cause
        for acting, value in enumerate(values):
            if not acting & bit:
                by_size[acting.bit_count()] += values[acting | bit] - value
        # Of all orders, the part in which just so many act before it, those being one set of that size.
        parts = (Fraction(added, math.comb(number - 1, size) * number) for size, added in enumerate(by_size))
        shares.append(sum(parts, Fraction(0)))
    return tuple(shares)
