"""Comparisons of an amount: how they are written, and which one other words mean."""

import pytest

from comity.case.comparison import compared, compares, in_words, meant


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("=>300", ">=300"), ("=<300", "<=300"), ("= 300", "300"), ("＞300", ">300"), ("100..", ">=100"),
        ("..200", "<=200"), ("100 to 200", "100..200"), ("between 100 and 200", "100..200"), ("100-200", "100..200"),
        ("100…200", "100..200"), ("at most 300", "<=300"), ("Not above 300", "<=300"), ("over 3 %", ">3 %"),
        ("not before 1 July 2026", ">=1 July 2026"), ("before 2026-07-01", "<2026-07-01"), ("no less than 5", ">=5"),
        ("300", None), ("much", None), ("", None), ("100..200", None), ("2026-07-01", None),
    ],
)  # fmt: skip
def test_what_other_words_mean(words: str, instead: str | None) -> None:
    assert meant(words) == instead
    assert instead in (None, "300") or compares(instead)


def test_signs_and_words() -> None:
    assert compared(" ≥ 300 ") == (">=", "300")
    assert compared("300") is None
    assert in_words("more than 2.5 %") == (">", "2.5 %")
    assert in_words("morethan 2") is None
