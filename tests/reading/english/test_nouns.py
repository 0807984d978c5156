"""Names and nouns outside of sentences."""

import pytest

from comity.reading.english.nouns import (
    forms,
    name_key,
    people,
    slug,
    telling,
    without_article,
    without_possessive,
)


def test_names_are_told_apart_by_what_matters() -> None:
    assert without_article("The Hague ") == "Hague"
    assert without_article("Thessaly") == "Thessaly"
    assert without_possessive("Kari Holm's") == "Kari Holm"
    assert without_possessive("Wales") == "Wales"
    assert name_key(" the  United   Nations ") == "united nations"
    assert slug("The Côte d'Ivoire (north)") == "cote_d_ivoire_north"
    assert slug("Київ") == "unnamed"  # no letter of it is in the Latin alphabet


@pytest.mark.parametrize(
    ("adjective", "named"), [("Egyptian", "Egyptians"), ("Iraqi", "Iraqis"), ("French", None), ("Chinese", None)]
)
def test_only_some_peoples_take_an_s(adjective: str, named: str | None) -> None:
    assert people(adjective) == named


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("toll", ["toll", "tolls"]),
        ("ferry", ["ferry", "ferries"]),
        ("ferries", ["ferries", "ferry"]),
        ("day", ["day", "days"]),
        ("tax", ["tax", "taxes"]),
        ("troops", ["troops", "troopses", "troop"]),
        ("pass", ["pass", "passes"]),
        ("tug-boat", ["tug-boat", "tug boat", "tug-boats", "tug boats"]),
    ],
)
def test_a_keyword_has_a_singular_and_a_plural(phrase: str, expected: list[str]) -> None:
    assert forms(phrase) == expected


def test_a_name_tells_by_its_words_with_a_meaning() -> None:
    assert sorted(telling("Who controls the harbours")) == ["harbour", "harbours", "harbourss"]
    assert telling("What to do, and when") == []
