"""Dates as reports write them."""

import pytest

from comity.reading.english.dates import date_in


@pytest.mark.parametrize(
    ("text", "reference", "date"),
    [
        ("on 17 August 2025", None, "2025-08-17"),
        ("August 17, 2025", None, "2025-08-17"),
        ("2025-08-17", None, "2025-08-17"),
        ("17 August", None, None),
        ("17 August", "2025-08-20", "2025-08-17"),
        ("on Monday", "2025-08-20", "2025-08-18"),
        ("yesterday", "2025-03-01", "2025-02-28"),
        ("31 June 2025", None, None),
        ("no date", "2025-08-20", None),
    ],
)
def test_dates(text: str, reference: str | None, date: str | None) -> None:
    assert date_in(text, reference) == date
