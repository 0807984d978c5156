"""From bytes to text: every encoding that is not certain is told, with words to judge it by."""

import pytest

from comity.reading.intake.encodings import decoded
from comity.reading.intake.source import Unreadable

ACCENTS = "Ankara. Türkiye and Côte d’Ivoire reject the draft; the minister said: “We can’t accept it.”"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", ACCENTS),
        ("mac_roman", ACCENTS),
        ("cp1252", "Genève, 3 mai: the Swiss délégation said no."),
        ("cp1251", "Minister Sybiha (Андрій Сибіга) rejects the offer – for now."),
        ("koi8_u", "The statement (Заявление МИД) rejects the draft."),
        ("cp1254", "Minister Hakan Fidan met Erdoğan in İzmir; Dışişleri confirmed it."),
        ("cp1250", "Premier Babiš met Łukasz Dębski in Wrocław."),
        ("cp1253", "The Greek text (Δήλωση του Υπουργού) rejects the draft."),
        ("cp850", "Türkiye stays away; the café in Genève is open."),
        ("cp866", "The Russian text (Заявление) rejects the draft."),
    ],
)
def test_what_is_not_utf8_is_guessed_right_and_told(encoding: str, text: str) -> None:
    found, (remark,) = decoded(text.encode(encoding))
    assert found == text
    odd = next(word.strip(".,;:!?()") for word in text.split() if not word.isascii() and word.strip("“”–"))
    assert "is not UTF-8" in remark.what
    assert odd in remark.what
    assert "UTF-8" in remark.fix


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_read_without_a_word(encoding: str) -> None:
    assert decoded(ACCENTS.encode(encoding)) == (ACCENTS, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(encoding: str) -> None:
    text, (remark,) = decoded(ACCENTS.encode(encoding))
    assert text == ACCENTS
    assert encoding.upper() in remark.what


def test_a_declared_encoding_counts_where_the_bytes_are_in_it() -> None:
    assert decoded("Сибіга said no".encode("cp1251"), "windows-1251") == ("Сибіга said no", ())
    assert decoded("can’t".encode("cp1252"), "ISO-8859-1") == ("can’t", ())
    text, (remark,) = decoded("can’t".encode("cp1252"), "utf-8")
    assert text == "can’t"
    assert "Windows-1252" in remark.what
    assert decoded("can’t".encode(), "no-such-encoding") == ("can’t", ())


def test_what_was_converted_twice_is_made_whole_and_told() -> None:
    twice = ACCENTS.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    text, (remark,) = decoded(twice.encode())
    assert text == ACCENTS
    assert "converted twice" in remark.what
    assert "Türkiye" in remark.what


def test_a_few_bytes_of_another_encoding_are_told() -> None:
    text, (remark,) = decoded("Türkiye – “no”; ".encode() + "Côte".encode("cp1252"))
    assert text == "Türkiye – “no”; Côte"
    assert "1 byte" in remark.what
    assert "Côte" in remark.what


def test_a_damaged_utf16_file_names_the_line() -> None:
    text, (remark,) = decoded("one\ntwo".encode("utf-16") + b"\x00\xd8")
    assert text.startswith("one\ntwo")
    assert remark.line == 2


@pytest.mark.parametrize("data", [b"\x00" * 100, b"PK\x03\x04\x00\x01\x02\x00words", bytes(range(256)) * 20])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="not a text file"):
        decoded(data)
