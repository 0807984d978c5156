"""PDF files: columns in order, sentences across pages, nothing of what stands on every page."""

import itertools
import zlib

import pytest

from comity.reading.intake.pdf import read
from comity.reading.intake.pdf_pages import _damaged_parts
from comity.reading.intake.source import Document, Unreadable
from pdfs import Words, column, pdf

LEFT = [
    f"L{n} Norway said that it rejects the draft of the mediators and will not come to the talks in May."
    for n in range(5)
]
RIGHT = [
    f"R{n} Finland said that it insists on the lifting of sanctions before any of its troops withdraw."
    for n in range(5)
]


def said(document: Document) -> str:
    return " / ".join(remark.what for remark in document.remarks)


@pytest.mark.parametrize(
    ("gutter", "gap", "by_rows", "headed"), list(itertools.product((14, 24), (0, 6, 12), (False, True), (False, True)))
)
def test_columns_are_read_one_after_the_other(gutter: int, gap: int, by_rows: bool, headed: bool) -> None:
    wide = (495 - gutter) / 2
    right = RIGHT[:4] if gap else RIGHT  # paragraphs that stand at other heights than those beside them
    words = column("\n".join(LEFT), 50, 700, wide, gap=gap) + column(
        "\n".join(right), 50 + wide + gutter, 700, wide, gap=gap
    )
    heading = [Words(50, 750, "Talks end without an agreement on the border", 18)] if headed else []
    document = read(pdf(heading + words, by_rows=by_rows))
    kept = [w.text for w in heading] + LEFT + right
    assert " ".join(document.text.split()) == " ".join(kept)
    if gap:
        assert document.text.split("\n") == kept


def test_three_columns() -> None:
    words: list[Words] = []
    for n, tag in enumerate(("Norway", "Finland", "Sweden")):
        words += column(f"{tag} says that it will not come to the talks in Oslo this spring.", 40 + 180 * n, 700, 150)
    text = read(pdf(words, by_rows=True)).text
    assert [line.split()[0] for line in text.split("\n")] == ["Norway", "Finland", "Sweden"]


def test_a_table_is_read_by_rows_and_said() -> None:
    rows = [
        ("Norway", "rejects foreign troops on its soil"),
        ("Finland", "wants all sanctions lifted in May"),
        ("Oslo", "hosts"),
    ]
    words = [w for n, (a, b) in enumerate(rows) for w in (Words(60, 600 - 20 * n, a), Words(200, 600 - 20 * n, b))]
    document = read(pdf([Words(60, 650, "Who wants what in the talks on the northern border this spring"), *words]))
    for a, b in rows:
        assert f"{a} | {b}" in document.text
    assert "page 1 was read as rows" in said(document)


def test_a_sentence_goes_on_over_pages_without_heads_and_feet() -> None:
    def page(number: int, text: str) -> list[Words]:
        head = [Words(50, 800, "A/79/512"), Words(400, 800, f"Page {number} of 3"), Words(290, 30, str(number))]
        return head + column(text, 50, 740, 495)

    first = "Norway rejects the draft. The foreign minister of Finland said that her government will never accept"
    pages = [page(1, first), page(2, "the deployment of foreign troops on its soil."), page(3, "Sweden agreed.")]
    document = read(pdf(*pages))
    assert document.text.split("\n") == [f"{first} the deployment of foreign troops on its soil.", "Sweden agreed."]
    assert "A/79/512" in said(document)


def test_articles_at_the_edges_of_pages_are_no_furniture() -> None:
    pages = [[Words(50, 800, f"Article {n}", 12), *column("The parties stop.", 50, 770, 400)] for n in (3, 7, 12)]
    assert [f"Article {n}" in read(pdf(*pages)).text for n in (3, 7, 12)] == [True] * 3


def test_hyphens_at_the_ends_of_lines() -> None:
    text = "Norway rejects any short-term ceasefire."
    broken = [Words(50, 700, "Norway rejects any short-"), Words(50, 688, "term cease-"), Words(50, 676, "fire.")]
    assert read(pdf(broken)).text == text


def test_notes_at_the_foot_stand_apart_and_their_marks_are_no_letters() -> None:
    first = [*column("Norway said that it rejects the draft and that the talks of the spring", 50, 700, 495),
             Words(50, 688, "were of no use for its people"), Words(182, 692, "1", 6), Words(187, 688, "and would not"),
             Words(50, 60, "1 See the annex.", 7)]  # fmt: skip
    second = column("be taken up again before the summer.", 50, 760, 495)
    text = read(pdf(first, second)).text
    assert "of no use for its people and would not be taken up again" in text
    assert text.endswith("\n1 See the annex.")


def test_the_title_is_the_heading_where_the_properties_have_none() -> None:
    words = [Words(50, 740, "Statement on the border", 18), *column(LEFT[0], 50, 700, 400)]
    assert read(pdf(words, title="untitled")).title == "Statement on the border"
    assert read(pdf(words, title="Note by the Secretary-General")).title == "Note by the Secretary-General"
    assert read(pdf(column(LEFT[0], 50, 700, 400), title="talks_v3.indd")).title is None


def test_a_page_without_text_is_said() -> None:
    document = read(pdf(column(LEFT[0], 50, 700, 400), [], column(LEFT[1], 50, 700, 400)))
    assert "no text on page 2" in said(document)


def test_accents_and_quotation_marks() -> None:
    assert read(pdf([Words(50, 700, "“Türkiye” – Côte d’Ivoire (both)")])).text == "“Türkiye” – Côte d’Ivoire (both)"


def test_what_unpacks_to_gigabytes_is_refused() -> None:
    bomb = zlib.compress(b"q " * 40_000_000)
    data = pdf([Words(50, 700, "x")]).replace(
        b"%PDF-1.4\n", b"%%PDF-1.4\n9 0 obj << /Filter /FlateDecode >>\nstream\n%s\n" % bomb
    )
    with pytest.raises(Unreadable, match="unpacks to more than"):
        read(data)


def test_a_pdf_that_is_not_whole_is_said_so() -> None:
    """Programs that show PDFs pass over what they cannot unpack; half of a page may be gone."""
    whole = pdf(column("\n".join(LEFT), 50, 700, 300), column("\n".join(RIGHT), 50, 700, 300))
    assert read(whole).remarks == ()
    start = whole.index(b"stream\n") + 7
    torn = whole[: start + 90] + bytes(4) + whole[start + 94 :]
    assert said(read(torn)).startswith("1 part of the PDF is damaged: words may be missing or wrong")
    assert read(torn).text != read(whole).text
    cut = whole[: start + 90] + whole[whole.index(b"\nendstream") :]
    assert "1 part of the PDF is damaged" in said(read(cut))
    fewer = whole.replace(b"/Count 2", b"/Count 3")
    assert said(read(fewer)) == "1 page of the PDF cannot be found"
    assert said(read(whole.removesuffix(b"%%EOF\n"))) == "the PDF breaks off: its end is missing"


@pytest.mark.parametrize("mark", [b"/Filter [/ASCII85Decode /FlateDecode]", b"/Encrypt 9 0 R /Filter /FlateDecode"])
def test_what_is_packed_or_locked_otherwise_is_not_taken_for_damaged(mark: bytes) -> None:
    data = b"%PDF-1.4\n1 0 obj\n<< " + mark + b" /Length 9 >>\nstream\nno zlib\nendstream\nendobj\n"
    assert _damaged_parts(data) == 0
    assert _damaged_parts(data.replace(mark, b"/Filter /FlateDecode")) == 1
