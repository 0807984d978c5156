"""Weights from an order alone: the rank order centroid (Edwards and Barron 1994; Barron and Barrett 1996)."""

from __future__ import annotations

from fractions import Fraction


def centroid(issues: int) -> tuple[Fraction, ...]:
    """The weights of issues of which only the order of importance is known, the most important first, adding up to 1.

    They are the mean of all weights that have this order: the k-th of n gets (1/k + 1/(k+1) + ... + 1/n) / n.

    >>> [str(weight) for weight in centroid(3)]
    ['11/18', '5/18', '1/9']
    """
    shares = [sum((Fraction(1, at) for at in range(rank, issues + 1)), Fraction(0)) for rank in range(1, issues + 1)]
    return tuple(share / issues for share in shares)
