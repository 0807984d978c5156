"""One place folds typography, Unicode forms and look-alikes, and calls by its name what deceives the eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.case import letters
from comity.case.letters import alike, called, folded, odd_letters, same

SOURCE = "The council said: “We can’t accept\n  eight buses – never.” A cafe\u0301, "
SOURCE += "an of\u200bﬁce, a co\u00adop. Straße"


def spans(words: str) -> list[str]:
    """The pieces of the source that words fold onto."""
    plain, wanted = folded(SOURCE), folded(words).text.strip()
    at = plain.text.find(wanted)
    return [] if at < 0 else [SOURCE[slice(*plain.span(at, at + len(wanted)))]]


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ('"we can\'t accept eight buses - never."', "“We can’t accept\n  eight buses – never.”"),
        ("«WE CAN‘T»", None),
        ("café", "cafe\u0301"),
        ("cafe\u0301", "cafe\u0301"),
        ("cafe", "cafe\u0301"),
        ("office", "of\u200bﬁce"),
        ("coop", "co\u00adop"),
        ("strasse", "Straße"),
        ("accept   EIGHT", "accept\n  eight"),
        ("nothing such", None),
    ],
)
def test_words_are_found_whatever_their_typography(words: str, stands: str | None) -> None:
    assert spans(words) == ([] if words == "cafe" or stands is None else [stands])


@given(st.text(max_size=60))
def test_every_folded_character_has_its_place(text: str) -> None:
    plain = folded(text)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(plain.starts, plain.ends, strict=True))
    assert list(plain.starts) == sorted(plain.starts)


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_part_of_a_text_is_folded_in_its_place(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    part = folded(text, start, end)
    assert part.text == folded(text[start:end]).text
    assert [at - start for at in part.starts] == list(folded(text[start:end]).starts)


def test_names_are_the_same_however_their_accents_are_composed() -> None:
    assert same("cite\u0301s") == same("cités") == "cités"
    assert same("towns") == "towns"
    assert same("tоwns") != same("towns")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("tоwns", "towns"),
        ("African Union", "african-union"),
        ("No_deal", "no-deal"),
        ("“8”", "8"),
        ("to\u200bwns", "towns"),
        ("ｔｏｗｎｓ", "towns"),
        ("Ηaven", "haven"),
        ("no–deal", "no_deal"),
    ],
)
def test_names_that_an_eye_takes_for_each_other_are_alike(name: str, other: str) -> None:
    assert alike(name) == alike(other)


@pytest.mark.parametrize(
    ("name", "meant", "odd"),
    [
        ("tоwns", "towns", ("Cyrillic о U+043E",)),
        ("tоwns", "", ("Cyrillic о U+043E",)),
        ("towns\u200b", "", ("zero-width space U+200B",)),
        ("a\u00a0b", "", ("no-break space U+00A0",)),
        ("“a”", "a", ("“ U+201C", "” U+201D")),
        ("Αthens", "Athens", ("Greek Α U+0391",)),
        ("город", "", ()),
        ("cités", "", ()),
        ("ﬁsh", "fish", ("ﬁ U+FB01",)),
        ("сор", "cop", ("Cyrillic с U+0441", "Cyrillic о U+043E", "Cyrillic р U+0440")),
    ],
)
def test_what_deceives_the_eye_is_called_by_its_name(name: str, meant: str, odd: tuple[str, ...]) -> None:
    assert odd_letters(name, meant) == odd


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("\t", "tab U+0009"),
        ("\x1b", "control character U+001B"),
        ("\u202e", "change of writing direction U+202E"),
        ("\ufeff", "byte order mark U+FEFF"),
        ("\u2009", "thin space U+2009"),
        ("：", "： U+FF1A"),
    ],
)
def test_every_character_has_a_name(letter: str, name: str) -> None:
    assert called(letter) == name


def test_the_list_of_what_cannot_be_seen_is_whole() -> None:
    from comity.case.slip import ODD

    unseen = {code for code in map(chr, range(0x110000)) if letters.unseen(code)}
    assert set(ODD) == {*unseen, *letters.BLANKS}
