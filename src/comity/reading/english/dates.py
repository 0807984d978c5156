"""Dates written in English prose, as ISO dates."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(\d{{4}}))?")
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?")
_WEEKDAY = re.compile(rf"\b(?:on|this|last)\s+({'|'.join(DAYS)})\b", re.IGNORECASE)


def date_in(text: str, reference: str | None = None) -> str | None:
    """Which date does this text name first?

    `reference` (ISO) is the day of writing: it supplies a missing year and makes "on Monday" and "yesterday"
    the latest such day up to it. Without it only full dates count. None where no date is named.
    """
    known = date.fromisoformat(reference[:10]) if reference and _ISO.match(reference) else None
    found: list[tuple[int, date]] = []
    for match in _ISO.finditer(text):
        _add(found, match.start(), int(match[1]), int(match[2]), int(match[3]))
    for match in _DAY_FIRST.finditer(text):
        _add(found, match.start(), _year(match[3], known), _month(match[2]), int(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        _add(found, match.start(), _year(match[3], known), _month(match[1]), int(match[2]))
    if known is not None:
        for match in _WEEKDAY.finditer(text):
            back = (known.weekday() - DAYS.index(match[1].lower())) % 7
            found.append((match.start(), known - timedelta(days=back)))
        if (yesterday := re.search(r"\byesterday\b", text, re.IGNORECASE)) is not None:
            found.append((yesterday.start(), known - timedelta(days=1)))
    return min(found)[1].isoformat() if found else None


def _add(found: list[tuple[int, date]], at: int, year: int | None, month: int, day: int) -> None:
    if year is None:
        return
    try:
        found.append((at, date(year, month, day)))
    except ValueError:  # 31 June and the like: not a date
        return


def _month(name: str) -> int:
    return next(i + 1 for i, month in enumerate(MONTHS) if month.startswith(name.lower().rstrip(".")[:3]))


def _year(written: str | None, known: date | None) -> int | None:
    return int(written) if written else (known.year if known else None)
