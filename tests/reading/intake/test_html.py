"""Web pages: the article is kept whole, with its lists and tables; what is deleted or hidden is not."""

import pytest

from comity.reading.intake.html import read
from comity.reading.intake.source import Document, Unreadable

ONE = (
    "The foreign minister of Norway said on Tuesday that her government rejects the offer of a ceasefire as it stands."
)
TWO = "Finland insists on the lifting of sanctions before any withdrawal begins, a statement issued in Helsinki said."
THREE = "“We will never accept foreign troops on our soil,” the president told reporters after the meeting in Geneva."
NAV = "<nav><ul><li>Home page</li><li>Sport desk</li></ul></nav>"
FOOT = "<footer><p>All rights reserved. Terms of use apply to every page of this site.</p></footer>"


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())


def said(document: Document) -> str:
    return " / ".join(remark.what for remark in document.remarks)


def paragraphs(*words: str) -> str:
    return "".join(f"<p>{w}</p>" for w in words)


def test_lists_tables_and_captions_stand_in_their_order() -> None:
    body = (
        f"{NAV}<article><h1>Talks</h1>{paragraphs(ONE)}<ul><li>No troops</li></ul><ol><li>Stop</li><li>Talk</li></ol>"
        f"<table><tr><th>Party</th><th>Wants</th></tr><tr><td>Norway</td><td>peace</td></tr></table>"
        f"<figure><img alt=x><figcaption>At the table.</figcaption></figure>{paragraphs(TWO)}</article>{FOOT}"
    )
    lines = [line for line in page(body).text.split("\n") if line]
    assert lines == [
        "Talks",
        ONE,
        "- No troops",
        "1. Stop",
        "2. Talk",
        "Party | Wants",
        "Norway | peace",
        "At the table.",
        TWO,
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<del>accepts</del> <ins>rejects</ins>", "rejects"),
        ("<s>accepts</s> rejects", "rejects"),
        ("<strike>accepts</strike> rejects", "rejects"),
        ('<span style="text-decoration: line-through">accepts</span> rejects', "rejects"),
    ],
)
def test_deleted_words_are_left_out_and_said(old: str, new: str) -> None:
    document = page(f"<article><p>Norway {old} the draft.</p>{paragraphs(TWO)}</article>")
    assert " ".join(document.text.split()).startswith(f"Norway {new} the draft.")
    assert 'marked as deleted are left out: "accepts"' in said(document)


@pytest.mark.parametrize(
    ("mark", "head"),
    [
        ("hidden", ""),
        ('style="display:none"', ""),
        ('style="color: red; display: none"', ""),
        ('style="visibility:hidden"', ""),
        ("class=old", "<style>.new{color:red} p.old, .gone { display : none }</style>"),
    ],
)
def test_hidden_text_is_left_out_and_said(mark: str, head: str) -> None:
    document = page(f"<article>{paragraphs(ONE, TWO)}<p {mark}>Norway accepts the old draft.</p></article>", head)
    assert "old draft" not in document.text
    assert 'does not show is left out: "Norway accepts the old draft."' in said(document)


def test_a_style_for_print_hides_nothing() -> None:
    head = "<style>@media print { article { display: none } }</style>"
    assert ONE in page(f"<article>{paragraphs(ONE, TWO)}</article>", head).text


STORY = f"{paragraphs(ONE, TWO)}<ul><li>No</li></ul>{paragraphs(THREE)}"


@pytest.mark.parametrize(
    "body",
    [
        f"<div id=top>{NAV}</div><div id=content><div class=text>{STORY}</div></div>",
        f"<form id=all>{NAV}<div role=main>{paragraphs(ONE, TWO, THREE)}<p>No</p></div></form>",
        f"{NAV}<main>" + "".join(f"<article><p>{w}</p></article>" for w in (ONE, TWO, THREE)) + "<p>No</p></main>",
        f"{NAV}<article><h2>Lead</h2></article><div class=story>{STORY}</div>",
    ],
    ids=["no-article", "one-form", "live", "lead-apart"],
)
def test_articles_in_pages_of_many_kinds(body: str) -> None:
    text = " ".join(page(body + FOOT).text.split())
    for words in (ONE, TWO, THREE, "No"):
        assert words in text
    for words in ("Sport desk", "All rights reserved"):
        assert words not in text


def test_whom_a_quotation_is_from_stays_and_related_stories_go() -> None:
    quotation = f"<blockquote><p>{THREE}</p><footer>Anna Berg, Norway</footer></blockquote>"
    related = "<aside><ul><li><a href=x>Oil prices climb</a></li></ul></aside>"
    text = page(f"<article>{paragraphs(ONE)}{quotation}{related}{paragraphs(TWO)}</article>").text
    assert "Anna Berg" in text
    assert "Oil prices" not in text


def test_marks_of_notes_are_no_part_of_words() -> None:
    text = page(
        f"<article><p>Norway said no.<sup><a href='#1'>[1]</a></sup> It stays 10<sup>2</sup>.</p><p>{ONE}</p></article>"
    ).text
    assert text.startswith("Norway said no. It stays 102.")


def test_what_was_not_taken_for_the_article_is_said() -> None:
    aside = f"<div class=sidebar><p>{THREE}</p></div>"
    body = f"<div>{paragraphs(*[ONE, TWO] * 4)}</div>{aside}"
    document = page(body)
    assert THREE in document.text or "left out was" in said(document)


@pytest.mark.parametrize(
    ("head", "date", "publisher", "title"),
    [
        ("<meta property=og:title content='Talks'><meta property=og:site_name content='Desk'>"
         "<meta property='article:published_time' content='2025-05-03T23:30:00-05:00'>", "2025-05-03", "Desk", "Talks"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Talks","datePublished":'
         '"2025-05-03","publisher":{"name":"Desk"}}]}</script>', "2025-05-03", "Desk", "Talks"),
        ("<meta name=citation_title content=Talks><meta name=citation_publication_date content='2025/05/03'>"
         "<meta name=citation_publisher content=Desk>", "2025-05-03", "Desk", "Talks"),
        ("<title>Talks | Desk</title><meta name=DC.date content='3 May 2025'><meta name=dc.publisher content=Desk>",
         "2025-05-03", "Desk", "Talks"),
        ("<title>Talks</title><link rel=canonical href='https://x.org/2025/05/03/talks'>", "2025-05-03", None, "Talks"),
        ("<script type='application/ld+json'>{broken</script>", None, None, None),
    ],
)  # fmt: skip
def test_title_date_and_publisher(head: str, date: str | None, publisher: str | None, title: str | None) -> None:
    document = page(f"<article>{paragraphs(ONE, TWO)}</article>", head)
    assert (document.date, document.publisher, document.title) == (date, publisher, title)


def test_the_time_of_the_article() -> None:
    assert page(f"<article><time datetime='2025-05-03'>May</time>{paragraphs(ONE)}</article>").date == "2025-05-03"


def test_a_page_that_states_no_encoding() -> None:
    document = read(f"<article><p>Міністр (Сибіга) said no.</p>{paragraphs(TWO)}</article>".encode("cp1251"))
    assert "Сибіга" in document.text
    assert "Windows-1251" in said(document)


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<nav>Home</nav>", b"<script>x()</script>"])
def test_a_page_without_an_article(data: bytes) -> None:
    with pytest.raises(Unreadable, match="no article text"):
        read(data)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Norway<sup>1</sup> rejects it.<sup>2</sup>", "Norway rejects it."),
        ("Norway<sup>[12]</sup> rejects “it”<sup>*</sup>.", "Norway rejects “it”."),
        ("Norway <sup>1</sup> rejects it.<a href=#n><sup>b</sup></a>", "Norway 1 rejects it."),
        ("An area of 12 km<sup>2</sup> and 10<sup>6</sup> people.", "An area of 12 km2 and 106 people."),
        ("The 11<sup>th</sup> round, n<sup>o</sup> more.", "The 11th round, no more."),
    ],
)
def test_raised_marks_without_a_link_are_told_from_powers(written: str, kept: str) -> None:
    page = f"<html><body><article><p>{written}</p></article></body></html>"
    assert read(page.encode()).text == kept
