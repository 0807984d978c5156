"""What amounts somebody will not sign, by the words of a statement: "will not accept less than 4 percent" is <4."""

from __future__ import annotations

import re
from collections.abc import Mapping

from comity.case.comparison import SAID
from comity.case.steps import NoStep, Steps

_SAID = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, SAID), key=len, reverse=True))})\s+(?:an?\s+)?"
    r"(\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2}|\d[\d,.]*\d|\d)\s*([^\d\s,.;:]+(?:\s+[^\d\s,.;:]+)?)?",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:nothing|no|none|not|never|any\w*)\s*$", re.IGNORECASE)
_PERCENT = ("%", "percent", "per cent")


def refused(row: Mapping[str, str], words: str, steps: Steps) -> str | None:
    """The comparison that a red line would refuse by a statement; None where the words do not say it plainly.

    row: what the statement is taken for, in the columns of the table of statements.
    """
    found = {each for each in map(lambda said: _limit(said, words, steps), _SAID.finditer(words)) if each}
    if len(found) != 1:
        return None
    ((sign, bound),) = found
    if row.get("kind") == "refuse" and row.get("agreement") != "yes":
        return f"{sign}{bound}" if "=" not in sign else None
    if row.get("kind") in ("demand", "intend") and row.get("agreement") != "no":
        return f"{'<' if sign == '>=' else '>'}{bound}" if "=" in sign else None
    return None


def _limit(said: re.Match[str], words: str, steps: Steps) -> tuple[str, str] | None:
    """A limit that is said of this amount, as a sign and a step; None where it counts something else."""
    sign, number, unit = SAID[" ".join(said[1].lower().split())], said[2], (said[3] or "").lower()
    if _DENIED.search(words[: said.start()]):  # "nothing above": no more than that
        sign = {">": "<=", "<": ">="}.get(sign, "")
    if not sign or not (steps.grid.dates or _counts(unit, steps.grid.unit.lower())):
        return None
    try:
        steps.among((f"{sign}{number}",))
        return sign, steps.step(number)
    except NoStep:
        return None


def _counts(said: str, unit: str) -> bool:
    """Whether the words behind a number are the unit of an amount."""
    if unit == "%":
        return said.startswith(_PERCENT)
    singular = unit.removesuffix("s")
    return not unit or said.startswith((unit, singular))
