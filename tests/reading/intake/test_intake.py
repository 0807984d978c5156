"""Taking in files of every kind, and saying what is wrong with those that cannot be read."""

import io
from pathlib import Path

import pytest

from comity.reading.intake import take_in

ENGLISH = (
    "The delegation of Egypt said on Monday that it would not accept the draft. Its minister told reporters that the "
    "talks would go on after the summer, when the parties are to meet again in the city of Geneva."
)
FRENCH = (
    "La délégation a déclaré lundi qu'elle ne pouvait pas accepter le projet. Le ministre a dit que les négociations "
    "se poursuivraient après l'été, quand les parties se retrouveront dans la ville de Genève pour une "
    "nouvelle réunion."
)


def pdf(words: str) -> bytes:
    """A one-page PDF with this line of text, written by hand: objects, then their offsets."""
    stream = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets))
    out.write(b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def test_plain_text_and_markdown(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(("\ufeff" + ENGLISH.replace(". ", ".\r\n")).encode("utf-8"))
    (tmp_path / "two 2024-05-06.md").write_text(f"# Talks go on\n\n{ENGLISH}", encoding="utf-8")
    intake = take_in([tmp_path])
    assert intake.problems == ()
    one, two = intake.sources
    assert one.text == ENGLISH.replace(". ", ".\n")
    assert (two.title, two.date, two.file) == ("Talks go on", "2024-05-06", "sources/two_2024_05_06.md")


def test_html_keeps_the_article_only(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Talks</title><meta property='article:published_time' content='2024-03-02'></head><body>"
        f"<nav>Home Sport Weather</nav><article><h1>Talks</h1><p>{ENGLISH}</p>"
        f"<p>{ENGLISH.replace('Egypt', 'Sudan')}</p></article>"
        "<footer>All rights reserved</footer></body></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (source,) = take_in([tmp_path / "page.html"]).sources
    assert ENGLISH in source.text
    assert "Weather" not in source.text
    assert (source.title, source.date) == ("Talks", "2024-03-02")


def test_word(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(ENGLISH)
    document.add_table(1, 2).rows[0].cells[0].text = "In a table"
    document.save(str(tmp_path / "note.docx"))
    (source,) = take_in([tmp_path / "note.docx"]).sources
    assert ENGLISH in source.text
    assert "In a table" in source.text


def test_pdf(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(pdf(ENGLISH))
    (source,) = take_in([tmp_path / "note.pdf"]).sources
    assert " ".join(source.text.split()) == ENGLISH


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.docx", b"not a zip", "not a Word document"),
        ("a.pdf", b"%PDF-1.4 broken", "PDF cannot be read"),
        ("a.txt", b"MZ\x00\x01\x02binary\x00", "not a text file"),
        ("a.txt", b"  \n ", "holds no text"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.xyz", b"words", "cannot be read"),
        ("a.txt", FRENCH.encode(), "French"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_a_remedy(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(ENGLISH, encoding="utf-8")
    intake = take_in([tmp_path / name, tmp_path / "good.txt", tmp_path / "missing.txt"])
    assert [s.id for s in intake.sources] == ["good"]
    missing, first = sorted(intake.problems, key=lambda p: p.place.file.endswith(name))
    assert what in first.what
    assert first.fix
    assert missing.what == "there is no such file"


def test_the_same_text_is_taken_in_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ENGLISH, encoding="utf-8")
    intake = take_in([tmp_path])
    assert [s.id for s in intake.sources] == ["a"]
