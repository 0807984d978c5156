"""An amount as somebody says it who is asked how an issue can be settled: "from 0 to 8 % in steps of 0.1"."""

from __future__ import annotations

import re

from comity.case import meant
from comity.case.amount import Amount, numeral, value_of
from comity.problem import Place, Problem, Problems

_AMOUNT = re.compile(r"from (.+?) to (.+?)(?:,? in)? steps of (.+)", re.IGNORECASE)
_NUMBER = r"[-+]?[\d.,]+[^\d,]{0,20}?"
_STEPLESS = re.compile(rf"(?:from\s+{_NUMBER}\s*to|between\s+{_NUMBER}\s*and)\s+{_NUMBER}", re.IGNORECASE)
"""Two numbers with a way from one to the other, which would make a strange name of an option."""
_COUNTED = re.compile(r"([-+]?[\d.,]+)\s*(\D.*)?")


def amount_in(words: str) -> dict[str, str] | None:
    """The parts of an amount, as a case has them; None where the words speak of none.

    Raises Problems where they speak of one that is none: with what is wrong, and the nearest fix.
    """
    said = _AMOUNT.fullmatch(words.strip().rstrip("."))
    if said is None:
        if _STEPLESS.fullmatch(words.strip()):
            raise _refused(f"“{words.strip()}” says no steps", f"say them too: {_with_steps(words)}")
        return None
    parts = [_of_day(part) or _counted(part) for part in said.groups()]
    first, last, step = (number for number, _ in parts)
    units = list(dict.fromkeys(unit for number, unit in parts if unit))
    dates = any(_of_day(part) for part in said.groups()[:2])
    if dates:
        step, units = said[3].strip(), []
    if len(units) > 1:
        fix = f"say it in one unit: from {first} to {last} {units[0]} in steps of {step}"
        raise _refused(f"this speaks of {units[0]} and of {units[1]}", fix)
    plain = [numeral(value) if (value := value_of(each)) is not None else each for each in (first, last, step)]
    amount = dict(zip(("from", "to", "step"), plain, strict=True)) | ({"unit": units[0]} if units else {})
    try:
        Amount.model_validate(amount)
    except ValueError as wrong:
        what, _, fix = str(getattr(wrong, "errors", list)()[0]["msg"]).partition("; ")
        raise _refused(what, fix) from None
    return amount


def _with_steps(words: str) -> str:
    plain = re.sub(r"^(?:from|between)\s+", "", words.strip().rstrip("."), flags=re.IGNORECASE)
    return f"from {re.sub(' and ', ' to ', plain, count=1)} in steps of 1"


def _of_day(words: str) -> tuple[str, str] | None:
    day = words if value_of(words) is not None and "-" in words.strip("-+") else meant.date(words)
    return (day, "") if day else None


def _counted(words: str) -> tuple[str, str]:
    """A number and what it counts."""
    counted = _COUNTED.fullmatch(words.strip())
    if counted is None:
        return words, ""
    return re.sub(r",(?=\d{3}(?!\d))", "", counted[1]), (counted[2] or "").strip()


def _refused(what: str, fix: str) -> Problems:
    return Problems([Problem(Place("your answer"), what, fix)])
