"""OpenDocument texts: read as Word documents are."""

import pytest

from comity.reading.intake.opendocument import read
from comity.reading.intake.source import Document, Unreadable
from documents import opendocument, zipped


def said(document: Document) -> str:
    return " / ".join(remark.what for remark in document.remarks)


def test_paragraphs_lists_and_tables_in_their_order() -> None:
    cells = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in ("Norway", "no troops"))
    body = (
        "<text:h>Talks</text:h><text:p>Norway<text:s text:c='2'/>said<text:tab/>no<text:line-break/>twice.</text:p>"
        "<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table><text:section><text:p>End.</text:p></text:section>"
    )
    assert read(opendocument(body)).text == "Talks\nNorway  said\tno\ntwice.\nOne\nNorway | no troops\nEnd."


def test_tracked_changes() -> None:
    about = "<office:change-info><dc:creator>Bo</dc:creator><dc:date>2025-03-04T00:00:00</dc:date></office:change-info>"
    deletion = f"<text:deletion>{about}<text:p>accepts</text:p></text:deletion>"
    body = (
        "<text:tracked-changes>"
        f"<text:changed-region text:id='d'>{deletion}</text:changed-region>"
        f"<text:changed-region text:id='i'><text:insertion>{about}</text:insertion></text:changed-region>"
        "</text:tracked-changes><text:p>Norway <text:change text:change-id='d'/><text:change-start text:change-id='i'/>"
        "rejects<text:change-end text:change-id='i'/> it.</text:p>"
    )
    document = read(opendocument(body))
    assert document.text == "Norway rejects it."
    assert [(c.kind, c.text, c.author, c.start, c.end) for c in document.changes] == [
        ("deleted", "accepts", "Bo", 7, 7),
        ("inserted", "rejects", "Bo", 7, 14),
    ]
    assert "2 tracked changes by Bo, 2025-03-04" in said(document)


def test_notes_boxes_comments_and_hidden_text() -> None:
    styles = (
        "<style:style style:name='H'><style:text-properties text:display='none'/></style:style>"
        "<style:style style:name='S'><style:text-properties style:text-line-through-style='solid'/></style:style>"
    )
    body = (
        "<text:p>No troops<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See annex.</text:p></text:note-body></text:note> here"
        "<office:annotation><dc:creator>Bo</dc:creator><text:p>Sure?</text:p></office:annotation>, "
        "<text:span text:style-name='S'>never</text:span><text:span text:style-name='H'>x</text:span>"
        "ever.<draw:frame><draw:text-box><text:p>Box.</text:p></draw:text-box></draw:frame></text:p>"
    )
    document = read(opendocument(body, styles))
    assert document.text == "No troops here, ever.\nBox.\n[1] See annex."
    for words in ('struck out is left out: "never"', 'hidden is left out: "x"', '1 comment is left out: "Sure?"'):
        assert words in said(document)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"no zip", "not an OpenDocument text"),
        (zipped({"a": "b"}), "not an OpenDocument text"),
        (opendocument("", manifest="<manifest><encryption-data/></manifest>"), "password"),
        (zipped({"content.xml": "<a"}), "damaged"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(data)


@pytest.mark.parametrize(
    ("body", "text", "hidden"),
    [
        (
            "<text:section text:display='none'><text:p>Draft.</text:p></text:section><text:p>Norway.</text:p>",
            "Norway.",
            1,
        ),
        (
            "<text:section text:display='condition' text:is-hidden='true'><text:p>x</text:p></text:section>"
            "<text:p>Norway.</text:p>",
            "Norway.",
            1,
        ),
        ("<text:section text:display='condition'><text:p>Norway.</text:p></text:section>", "Norway.", 0),
        ("<text:p>Draft.<text:hidden-paragraph text:is-hidden='true'/></text:p><text:p>Norway.</text:p>", "Norway.", 1),
        ("<text:p>Norway.<text:hidden-paragraph text:is-hidden='false'/></text:p>", "Norway.", 0),
        ("<text:p>Norway<text:hidden-text text:is-hidden='true'>x</text:hidden-text>.</text:p>", "Norway.", 1),
        ("<text:p>Nor<text:hidden-text text:is-hidden='false'>way</text:hidden-text>.</text:p>", "Norway.", 0),
    ],
)
def test_what_the_document_does_not_show_is_left_out_and_said(body: str, text: str, hidden: int) -> None:
    document = read(opendocument(body))
    assert document.text == text
    assert ("text that is hidden is left out" in said(document)) == bool(hidden)
