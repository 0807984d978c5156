"""Word documents: the final view of tracked changes, and everything that stands in the text, in its order."""

from pathlib import Path

import pytest

from comity.reading.intake import take_in
from comity.reading.intake.source import Document, Unreadable
from comity.reading.intake.word import read
from documents import W, cell, p, r, table, word, zipped

BY = 'w:author="Ana Ilić" w:date="2025-03-04T09:30:00Z"'


def ins(*runs: str) -> str:
    return f'<w:ins w:id="1" {BY}>{"".join(runs)}</w:ins>'


def gone(words: str) -> str:
    return f'<w:del w:id="2" {BY}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def said(document: Document) -> str:
    return " / ".join(remark.what for remark in document.remarks)


def test_tracked_changes_are_read_as_accepted_and_kept_beside_the_text() -> None:
    document = read(
        word(p("Norway ", gone("accepts"), ins(r("rejects")), " the draft.") + p(ins(r("Finland agrees."))))
    )
    assert document.text == "Norway rejects the draft.\nFinland agrees."
    deleted, inserted, added = document.changes
    assert (deleted.kind, deleted.text, deleted.start, deleted.end) == ("deleted", "accepts", 7, 7)
    assert (deleted.author, deleted.date) == ("Ana Ilić", "2025-03-04T09:30:00Z")
    for change in (inserted, added):
        assert document.text[change.start : change.end] == change.text
    assert (inserted.text, added.text) == ("rejects", "Finland agrees.")
    assert (
        'the document has 3 tracked changes by Ana Ilić, 2025-03-04; it was read with all accepted: inserted "rejects"'
        in (said(document))
    )


def test_moved_words_and_a_deleted_paragraph_mark() -> None:
    moved = f'<w:moveFrom w:id="3" {BY}>{r("moved away")}</w:moveFrom>'
    here = f'<w:moveTo w:id="4" {BY}>{r("moved here")}</w:moveTo>'
    body = p("One ", moved, properties=f"<w:rPr><w:del {BY}/></w:rPr>") + p("sentence ", here)
    assert read(word(body)).text == "One sentence moved here"


def test_rows_that_were_inserted_or_deleted() -> None:
    def row(mark: str, words: str) -> str:
        return f"<w:tr><w:trPr><w:{mark} w:id='5' {BY}/></w:trPr>{cell(words)}</w:tr>"

    document = read(word(p("A") + f"<w:tbl>{row('del', 'old row')}{row('ins', 'new row')}</w:tbl>"))
    assert document.text == "A\nnew row"
    assert [(c.kind, c.text) for c in document.changes] == [("deleted", "old row"), ("inserted", "new row")]


def test_a_cell_that_was_deleted_is_left_out_and_noted() -> None:
    one = f'<w:tc><w:tcPr><w:cellDel w:id="3" {BY}/></w:tcPr>{p("accepts")}</w:tc>'
    document = read(word(table([one, cell("Norway"), cell("rejects")])))
    assert document.text == "Norway | rejects"
    assert [(change.kind, change.text, change.author) for change in document.changes] == [
        ("deleted", "accepts", "Ana Ilić")
    ]
    assert 'deleted "accepts"' in said(document)


def test_the_kept_changes_are_those_of_the_stored_text(tmp_path: Path) -> None:
    body = p("Tu\u0308rkiye oﬀers ", ins(r("cease\u00adﬁre")), gone("war"), " talks.")
    (tmp_path / "a.docx").write_bytes(word(body))
    (source,) = take_in([tmp_path / "a.docx"]).sources
    assert source.text == "Türkiye offers ceasefire talks."
    for change in source.changes:
        assert source.text[change.start : change.end] == (change.text if change.kind == "inserted" else "")


def test_tables_stand_where_they_stand_and_every_cell_once() -> None:
    rows = table(["Norway", "no troops"], [cell("wants sanctions lifted", span='<w:gridSpan w:val="2"/>')])
    document = read(word(p("Before.") + rows + p("After.")))
    assert document.text == "Before.\nNorway | no troops\nwants sanctions lifted\nAfter."


def test_tables_within_tables_and_cells_of_several_paragraphs() -> None:
    nested = table([cell(p("First."), p("Second.")), cell(p(), table(["Inner", "table"]), p())])
    assert read(word(nested)).text == "First.\nSecond.\nInner | table"


def test_a_slip_in_a_table_is_no_reason_to_lose_the_document() -> None:
    rows = table([cell("A", span='<w:gridSpan w:val="x"/>'), "B"])
    assert read(word(rows)).text == "A | B"


def test_content_controls_fields_and_links() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Oslo')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>' + r("Article 5")
    link = f"<w:hyperlink>{r(' and a link')}</w:hyperlink>"
    assert read(word(control + p("Talks in ", inline, empty, "; ", field, link))).text == (
        "In a control.\nTalks in Oslo; Article 5 and a link"
    )


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    shape = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(word(p("Beside ", f"<w:r>{shape}</w:r>", "it.") + p("Next."))).text == "Beside it.\nIn the box.\nNext."


def test_notes_stand_apart_from_the_words() -> None:
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    line = f'<w:footnote w:id="-1" w:type="separator">{p("-")}</w:footnote>'
    notes = f'{line}<w:footnote w:id="7">{p("See annex.")}</w:footnote>'
    document = read(word(p("No troops", mark, " on its soil.") + p("More."), footnotes=notes))
    assert document.text == "No troops on its soil.\nMore.\n[1] See annex."


def test_what_is_left_out_is_said() -> None:
    body = p(
        "Norway ",
        r("accepts", "<w:strike/>"),
        r("rejects", '<w:strike w:val="0"/>'),
        r("secret", "<w:vanish/>"),
        " it.",
    )
    comments = f'<w:comment w:id="1" w:author="Bo">{p("Really?")}</w:comment>'
    document = read(word(body, comments=comments, header1=p("MINISTRY")))
    assert document.text == "Norway rejects it."
    for words in (
        'struck out are left out: "accepts"',
        'hidden text is left out: "secret"',
        "1 comment by Bo",
        '"MINISTRY"',
    ):
        assert words in said(document)


def test_breaks_tabs_and_hyphens() -> None:
    signs = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    assert read(word(p(signs))).text == "a\tb\nc-d"


def test_the_title_of_the_first_page() -> None:
    assert read(word(p("Joint note", properties='<w:pStyle w:val="Title"/>') + p("Text."))).title == "Joint note"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 broken", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old format, or protected"),
        (zipped({"word/document.xml": "<w:document"}), "damaged"),
        (zipped({"a.txt": "a"}), "holds no text of that kind"),
        (zipped({"word/document.xml": b"<a>" + b"x" * 70_000_000 + b"</a>"}), "unpacks to more than"),
        (word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "damaged"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what) as refused:
        read(data)
    assert refused.value.fix


def test_entities_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
    document = f"{entity}<w:document {W}><w:body>{p('Text &s; here.')}</w:body></w:document>"
    with pytest.raises(Unreadable, match="declares entities"):
        read(zipped({"word/document.xml": document}))
