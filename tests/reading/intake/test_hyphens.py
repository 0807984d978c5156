"""Hyphens at line ends: some part a word, some belong to it."""

import pytest

from comity.reading.intake.hyphens import joined


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("a short-", "term", "a short-term"),
        ("the state-", "owned bank", "the state-owned bank"),
        ("power-", "sharing", "power-sharing"),
        ("self-", "government", "self-government"),
        ("Anglo-", "Irish", "Anglo-Irish"),
        ("2024-", "2025", "2024-2025"),
        ("the armis-", "tice", "the armistice"),
        ("nego-", "tiators", "negotiators"),
        ("a cease-", "fire", "a ceasefire"),
        ("Zelen-", "sky", "Zelensky"),
        ("soft\u00ad", "ened", "softened"),
        ("no, it is -", "said he", "no, it is - said he"),
    ],
)
def test_by_the_words_of_the_language(first: str, second: str, word: str) -> None:
    assert joined(first, second, "") == word


def test_how_the_text_writes_it_elsewhere_counts_first() -> None:
    assert joined("cease-", "fire", "the cease-fire holds") == "cease-fire"
    assert joined("Kyr-", "enia", "Kyr-enia") == "Kyr-enia"
    assert joined("land-", "mines", "landmines are banned") == "landmines"
