"""The form in which sources are stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reading.intake.letters import control_signs, stored


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a ceaseﬁre and the oﬀer, the liﬅing, ﬂat", "a ceasefire and the offer, the lifting, flat"),
        ("oﬃce, baﬄed, laﬆ", "office, baffled, last"),
        ("Tu\u0308rkiye, Co\u0302te", "Türkiye, Côte"),
        ("sanc\u00adtions, sanc\u200btions, \ufeffsanctions", "sanctions, sanctions, sanctions"),
        ("ＮＡＴＯ", "NATO"),
        ("one\r\ntwo\rthree\u2028four\x0cfive\x85", "one\ntwo\nthree\nfour\nfive\n"),
        ("a\x1b[31mb", "a [31mb"),
        ("10² of ½ ™ “quoted” – it’s", "10² of ½ ™ “quoted” – it’s"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)  # fmt: skip
def test_letters_in_one_form(text: str, kept: str) -> None:
    assert stored(text) == kept


def test_control_signs_are_counted() -> None:
    assert control_signs("a\x1bb\x00c\r\n\x0cd\te") == 2


@given(st.text(st.characters(codec=None)))
def test_storing_twice_changes_nothing(text: str) -> None:
    once = stored(text)
    assert stored(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
