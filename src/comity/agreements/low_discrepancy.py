"""Points that fill a cube more evenly than chance does: scrambled Sobol' points, any stretch of the sequence by itself.

A point is a row, each of its numbers lies strictly between 0 and 1, and every number by itself is uniform. The first
2^m points have, in every column, one number in each of 2^m equal parts of 0..1.

Sources: Sobol' (1967), with the direction numbers of Joe and Kuo (2008); each column is scrambled by a random linear
map of its digits and a random shift (Matoušek 1998), so that the seed matters and means are unbiased. Beyond 64 columns
the same 64 come again in another order of their points (Latin supercube sampling, Owen 1998).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

BITS = 32
"""Digits of a number: 2^32 points before the sequence ends."""

# The primitive polynomial of each column from the second on, as a number, then its first direction numbers.
_DIRECTIONS = (
    (3, 1),
    (7, 1, 3),
    (11, 1, 3, 1),
    (13, 1, 1, 1),
    (19, 1, 1, 3, 3),
    (25, 1, 3, 5, 13),
    (37, 1, 1, 5, 5, 17),
    (41, 1, 1, 5, 5, 5),
    (47, 1, 1, 7, 11, 19),
    (55, 1, 1, 5, 1, 1),
    (59, 1, 1, 1, 3, 11),
    (61, 1, 3, 5, 5, 31),
    (67, 1, 3, 3, 9, 7, 49),
    (91, 1, 1, 1, 15, 21, 21),
    (97, 1, 3, 1, 13, 27, 49),
    (103, 1, 1, 1, 15, 7, 5),
    (109, 1, 3, 1, 15, 13, 25),
    (115, 1, 1, 5, 5, 19, 61),
    (131, 1, 3, 7, 11, 23, 15, 103),
    (137, 1, 3, 7, 13, 13, 15, 69),
    (143, 1, 1, 3, 13, 7, 35, 63),
    (145, 1, 3, 5, 9, 1, 25, 53),
    (157, 1, 3, 1, 13, 9, 35, 107),
    (167, 1, 3, 1, 5, 27, 61, 31),
    (171, 1, 1, 5, 11, 19, 41, 61),
    (185, 1, 3, 5, 3, 3, 13, 69),
    (191, 1, 1, 7, 13, 1, 19, 1),
    (193, 1, 3, 7, 5, 13, 19, 59),
    (203, 1, 1, 3, 9, 25, 29, 41),
    (211, 1, 3, 5, 13, 23, 1, 55),
    (213, 1, 3, 7, 3, 13, 59, 17),
    (229, 1, 3, 1, 3, 5, 53, 69),
    (239, 1, 1, 5, 5, 23, 33, 13),
    (241, 1, 1, 7, 7, 1, 61, 123),
    (247, 1, 1, 7, 9, 13, 61, 49),
    (253, 1, 3, 3, 5, 3, 55, 33),
    (285, 1, 3, 1, 15, 31, 13, 49, 245),
    (299, 1, 3, 5, 15, 31, 59, 63, 97),
    (301, 1, 3, 1, 11, 11, 11, 77, 249),
    (333, 1, 3, 1, 11, 27, 43, 71, 9),
    (351, 1, 1, 7, 15, 21, 11, 81, 45),
    (355, 1, 3, 7, 3, 25, 31, 65, 79),
    (357, 1, 3, 1, 1, 19, 11, 3, 205),
    (361, 1, 1, 5, 9, 19, 21, 29, 157),
    (369, 1, 3, 7, 11, 1, 33, 89, 185),
    (391, 1, 3, 3, 3, 15, 9, 79, 71),
    (397, 1, 3, 7, 11, 15, 39, 119, 27),
    (425, 1, 1, 3, 1, 11, 31, 97, 225),
    (451, 1, 1, 1, 3, 23, 43, 57, 177),
    (463, 1, 3, 7, 7, 17, 17, 37, 71),
    (487, 1, 3, 1, 5, 27, 63, 123, 213),
    (501, 1, 1, 3, 5, 11, 43, 53, 133),
    (529, 1, 3, 5, 5, 29, 17, 47, 173, 479),
    (539, 1, 3, 3, 11, 3, 1, 109, 9, 69),
    (545, 1, 1, 1, 5, 17, 39, 23, 5, 343),
    (557, 1, 3, 1, 5, 25, 15, 31, 103, 499),
    (563, 1, 1, 1, 11, 11, 17, 63, 105, 183),
    (601, 1, 1, 5, 11, 9, 29, 97, 231, 363),
    (607, 1, 1, 5, 15, 19, 45, 41, 7, 383),
    (617, 1, 3, 7, 7, 31, 19, 83, 137, 221),
    (623, 1, 1, 1, 3, 23, 15, 111, 223, 83),
    (631, 1, 1, 5, 13, 31, 15, 55, 25, 161),
    (637, 1, 1, 3, 13, 25, 47, 39, 87, 257),
)
COLUMNS = len(_DIRECTIONS) + 1
"""How many columns have directions of their own."""

_Bits = NDArray[np.uint64]


def points(first: int, number: int, columns: int, seed: int) -> NDArray[np.float64]:
    """Some points of a sequence that the seed determines: one a row.

    first: the number of the first of them, from 0; number: how many; columns: numbers of a point. Which columns there
    are beside it changes nothing in a column.

    >>> points(0, 4, 2, seed=0).round(3).tolist()
    [[0.884, 0.034], [0.311, 0.552], [0.653, 0.936], [0.041, 0.415]]
    """
    found = np.empty((number, columns))
    at = np.arange(first, first + number, dtype=np.uint64)
    for column in range(columns):
        found[:, column] = _column(at, column, seed)
    return found


def _column(at: _Bits, column: int, seed: int) -> NDArray[np.float64]:
    directions, shift = _scrambled(column % COLUMNS, column // COLUMNS, seed)
    if column >= COLUMNS:
        at = _reordered(at, column // COLUMNS, seed)
    digits = np.full(len(at), shift, dtype=np.uint64)
    for place, direction in enumerate(directions):
        bit = (at >> np.uint64(place)) & np.uint64(1)
        if bit.any():
            digits ^= bit * direction
    numbers: NDArray[np.float64] = (digits.astype(np.float64) + 0.5) / 2.0**BITS
    return numbers


def _reordered(at: _Bits, turn: int, seed: int) -> _Bits:
    """The same numbers in another order, in which the first 2^m of them stay neighbours: sums and products of the
    numbers read backwards, where every digit depends on those after it only."""
    random = np.random.default_rng([seed, turn, COLUMNS])
    whole, one = np.uint64(2**BITS - 1), np.uint64(1)
    at = _backwards(at)
    for _ in range(3):
        add, odd, even = (np.uint64(each) for each in random.integers(0, 2**31, 3))
        at = (at + add) & whole
        at = (at * (odd << one | one)) & whole
        at = at ^ ((at * (even << one)) & whole)
    return _backwards(at)


def _backwards(at: _Bits) -> _Bits:
    """The digits of numbers in the opposite order."""
    turned = np.zeros_like(at)
    for place in range(BITS):
        turned |= ((at >> np.uint64(place)) & np.uint64(1)) << np.uint64(BITS - 1 - place)
    return turned


@lru_cache(maxsize=1024)
def _scrambled(column: int, turn: int, seed: int) -> tuple[tuple[np.uint64, ...], np.uint64]:
    """The directions of a column after scrambling, by the digits of a point's number, and its shift."""
    random = np.random.default_rng([seed, column, turn])
    below = np.tril(random.integers(0, 2, (BITS, BITS)), -1) + np.eye(BITS, dtype=np.int64)
    shift = np.uint64(random.integers(0, 2**BITS, dtype=np.uint64))
    places = np.arange(BITS - 1, -1, -1)
    digits = (np.array(_directions(column))[:, None] >> places) & 1  # a row a direction, its highest digit first
    scrambled = (digits @ below.T) % 2
    return tuple(np.uint64(number) for number in (scrambled << places).sum(axis=1)), shift


def _directions(column: int) -> list[int]:
    """The direction numbers of a column, as whole numbers of BITS digits."""
    if not column:
        return [1 << (BITS - 1 - place) for place in range(BITS)]
    polynomial, *given = _DIRECTIONS[column - 1]
    degree = polynomial.bit_length() - 1
    found = [number << (BITS - 1 - place) for place, number in enumerate(given)]
    for place in range(degree, BITS):
        new = found[place - degree] ^ (found[place - degree] >> degree)
        for back in range(1, degree):
            if polynomial >> (degree - back) & 1:
                new ^= found[place - back]
        found.append(new)
    return found
