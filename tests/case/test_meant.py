"""What was probably meant by a value that cannot be read as it stands."""

from __future__ import annotations

import pytest

from comity.case import meant


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("25,5", "25.5"),
        ("25%", "25"),
        ("25 percent", "25"),
        ("52-66", "52..66"),
        ("52–66", "52..66"),
        ("52 - 66", "52..66"),
        ("66-52", "52..66"),
        ("52--66", "52..66"),
        ("-5-10", "-5..10"),
        ("-10--5", "-10..-5"),
        ("30...45", "30..45"),
        ("30…45", "30..45"),
        ("30 to 45", "30..45"),
        ("between 30 and 45", "30..45"),
        ("25,5..30,5", "25.5..30.5"),
        ("“40”", "40"),
        ("４０", "40"),
        ("٤٠", "40"),
        ("−5", "-5"),
        ("about 30", "30"),
        ("~30", "30"),
        ("40,", "40"),
        ("1 000", "1000"),
        ("1,000", None),  # a thousand, or one with three decimals
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("30\u200b", "30"),
        ("much", None),
        ("½", None),
        ("", None),
        ("30..", None),
        ("1,2,3", None),
        ("9" * 400, None),
    ],
)
def test_a_number(given: str, number: str | None) -> None:
    assert meant.number(given) == number


@pytest.mark.parametrize(
    ("given", "said"), [("y", "yes"), ("TRUE", "yes"), ("“yes”", "yes"), ("ja", "yes"), ("off", "no"), ("maybe", None)]
)
def test_yes_or_no(given: str, said: str | None) -> None:
    assert meant.yes_or_no(given) == said


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("18.08.2025", "2025-08-18"),
        ("18 August 2025", "2025-08-18"),
        ("August 18, 2025", "2025-08-18"),
        ("18th August 2025", "2025-08-18"),
        ("2025/8/18", "2025-08-18"),
        ("2025–08–18", "2025-08-18"),
        ("08/09/2025", None),  # the eighth of September or the ninth of August
        ("2025-02-30", None),
        ("yesterday", None),
    ],
)
def test_a_date(given: str, date: str | None) -> None:
    assert meant.date(given) == date


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("African Union", "african-union"),
        ("the guest", "the-guest"),
        ("EU (Brussels)", "eu-brussels"),
        ("“8”", "8"),
        ("to\u200bwns", "towns"),
        ("Côte d’Ivoire", "côte-divoire"),
        ("—", None),
        ("", None),
    ],
)
def test_a_name(given: str, name: str | None) -> None:
    assert meant.name(given) == name


@pytest.mark.parametrize(("given", "items"), [("-b -c", "[b, c]"), ("— b", "[b]"), ("b", None), ("a -b", None)])
def test_a_list(given: str, items: str | None) -> None:
    assert meant.items(given) == items


@pytest.mark.parametrize(
    ("given", "meant_by_it"),
    [
        ("price=high", "{price: high}"),
        ("price = high", "{price: high}"),
        ("price high", "{price: high}"),
        ("high", None),
    ],
)
def test_an_entry(given: str, meant_by_it: str | None) -> None:
    assert meant.entry(given) == meant_by_it
