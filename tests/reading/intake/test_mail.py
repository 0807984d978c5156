"""Mails as files."""

from email.message import EmailMessage

import pytest

from comity.reading.intake.mail import read
from comity.reading.intake.source import Document, Unreadable


def mail(text: str = "Norway rejects the draft.\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Desk Officer <desk@example.org>"
    message["Subject"] = "Talks in Oslo"
    message["Date"] = "Sat, 03 May 2025 23:30:00 -0500"
    message.set_content(text, **headers)  # type: ignore[arg-type]
    return message


def said(document: Document) -> str:
    return " / ".join(remark.what for remark in document.remarks)


def test_the_words_the_sender_and_the_day() -> None:
    document = read(mail("Türkiye rejects it.\n", charset="iso-8859-9", cte="quoted-printable").as_bytes())
    assert document.text.strip() == "Türkiye rejects it."
    assert (document.title, document.date, document.publisher) == ("Talks in Oslo", "2025-05-03", "Desk Officer")
    assert document.remarks == ()


def test_the_plain_form_is_taken_unless_it_is_a_stub() -> None:
    full = mail()
    full.add_alternative("<html><body><p>Norway rejects the draft.</p></body></html>", subtype="html")
    assert read(full.as_bytes()).text.strip() == "Norway rejects the draft."
    stub = mail("See the page.\n")
    words = "Norway said on Monday that it rejects the draft, and that the talks must go on in Oslo next week."
    stub.add_alternative(
        f"<html><body><p>{words}</p><p style='display:none'>preview words of no use</p></body></html>", "html"
    )
    assert read(stub.as_bytes()).text.strip() == words


def test_attachments_are_named_and_forwarded_mails_read() -> None:
    message = mail()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="draft.pdf")
    message.add_attachment(mail("Finland agrees.\n"))
    document = read(message.as_bytes())
    assert document.text.split() == ["Norway", "rejects", "the", "draft.", "Finland", "agrees."]
    assert "1 attachment is not read: draft.pdf" in said(document)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"just words, no header", "not a mail"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nMIIB", "encrypted"),
    ],
)
def test_what_is_no_readable_mail_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(data)


def test_damaged_headers_do_not_matter() -> None:
    document = read(b"From: \xff\xfe <a@b\nDate: yesterday\nSubject: =?utf-8?q?T=C3=BCrkiye?=\n\nNorway says no.")
    assert (document.text, document.title, document.date) == ("Norway says no.", "Türkiye", None)
