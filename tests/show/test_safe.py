"""Nothing that a file says commands a terminal, turns its writing around or hides in it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.show.safe import safe, safe_json

HARMFUL = {
    "\x1b]52;c;aGk=\x07": "\\x1b]52;c;aGk=\\x07",  # fills the clipboard
    "\x1b[2J": "\\x1b[2J",  # empties the screen
    "\x9b31m": "\\x9b31m",  # the same kind of command in one byte
    "a\x00b\x08\x7f": "a\\x00b\\x08\\x7f",
    "paid\rnot": "paid\\rnot".replace("\\r", "\\x0d"),  # writes over what stands there
    "\u202eevil\u202c \u2066x\u2069": "\\u202eevil\\u202c \\u2066x\\u2069",
    "a\u200bb\ufeff": "a\\u200bb\\ufeff",
    "a\u2028b": "a\\u2028b",
    "\U000e0041": "\\U000e0041",
    "\ud83d": "\\ud83d",
}


@pytest.mark.parametrize(("harmful", "shown"), HARMFUL.items())
def test_it_is_written_out(harmful: str, shown: str) -> None:
    assert safe(harmful) == shown
    assert json.loads(safe_json(json.dumps(harmful, ensure_ascii=False))) == harmful
    assert not set(safe_json(json.dumps(harmful, ensure_ascii=False))) & set("\x1b\x9b\x7f\u202e\u2066\u200b")


def test_writing_stays_as_it_is() -> None:
    """Line breaks and tabs, accents as letters of their own, joiners that scripts need, right-to-left marks."""
    said = "Zürich – “é” e\u0301\n\tمی\u200cخواهم क्\u200dष \u200fעברית 中文 👩\u200d🌾"
    assert safe(said) == said
    assert safe_json(json.dumps({"a": said}, ensure_ascii=False)) == json.dumps({"a": said}, ensure_ascii=False)


@given(st.text())
def test_no_control_is_left_and_nothing_is_lost(text: str) -> None:
    shown = safe(text)
    assert not [
        letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") and letter not in "\n\t"
    ]
    assert json.loads(safe_json(json.dumps(text, ensure_ascii=False))) == text
