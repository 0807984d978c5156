"""A whole number that somebody sends: of a version, a job, a statement, the first row of a page."""

from __future__ import annotations

DIGITS = 9
"""How many digits it has at most."""


def ordinal(told: str) -> int | None:
    """The number, 0 or more; None where something else is sent, or more than there could be of anything.

    >>> ordinal("12"), ordinal("-1"), ordinal("²"), ordinal("9" * 30)
    (12, None, None, None)
    """
    return int(told) if told.isascii() and told.isdigit() and len(told) <= DIGITS else None
