"""Mails as files: the words of the sender, from the plain part or, where that is a stub, from the page."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from comity.reading.intake.encodings import decoded
from comity.reading.intake.html import read_page
from comity.reading.intake.source import Document, Remark, Unreadable, counted

NAME = "mail"
SUFFIXES = (".eml",)
DEEPEST = 20
MOST_PARTS = 2000


def read(data: bytes) -> Document:
    """The text of a mail. Raises Unreadable where it holds none that can be read."""
    if data.count(b"\n--") > MOST_PARTS:
        raise Unreadable("the mail has more parts than any program writes", "save its text from the mail program")
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    if not any(message[name] for name in ("From", "Date", "Subject", "Content-Type", "Received")):
        raise Unreadable(
            "this is not a mail: it has no sender, date or subject", "save it from the mail program as .eml"
        )
    texts: list[str] = []
    remarks: list[Remark] = []
    attached: list[str] = []
    _parts(message, texts, remarks, attached, 0)
    if attached:
        files = counted(len(attached), "attachment is", "attachments are")
        what = f"{files} not read: {', '.join(attached[:5])}{' and more' if len(attached) > 5 else ''}"
        remarks.append(Remark(what, "save what matters and name it as a source of its own"))
    if not any(text.strip() for text in texts) and any("crypt" in name or "pkcs7" in name for name in _kinds(message)):
        raise Unreadable("the mail is encrypted", "open it in the mail program and save its text")
    sender = _header(message, "From")
    return Document(
        "\n\n".join(texts),
        title=_header(message, "Subject"),
        date=_day(message),
        publisher=sender.split("<")[0].strip(' "') or sender if sender else None,
        remarks=tuple(remarks),
    )


def _kinds(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def _parts(part: EmailMessage, texts: list[str], remarks: list[Remark], attached: list[str], depth: int) -> None:
    kind = part.get_content_type()
    children = [child for child in part.iter_parts() if isinstance(child, EmailMessage)] if part.is_multipart() else []
    if depth > DEEPEST:
        attached.append("mails within mails")
    elif kind == "message/rfc822":
        for child in part.get_payload() if part.is_multipart() else []:
            if isinstance(child, EmailMessage):
                _parts(child, texts, remarks, attached, depth + 1)
    elif kind == "multipart/alternative":
        _alternative(children, texts, remarks, attached, depth)
    elif children:
        for child in children:
            _parts(child, texts, remarks, attached, depth + 1)
    elif part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
        if not kind.startswith(("multipart/", "application/pgp-signature", "application/pkcs7-signature")):
            attached.append(part.get_filename() or kind)
    else:
        text, said = _text(part, kind)
        texts.append(text)
        remarks += said


def _alternative(
    children: list[EmailMessage], texts: list[str], remarks: list[Remark], attached: list[str], depth: int
) -> None:
    """One of several forms of the same words: the plain one, unless it only says where the words stand."""
    made = []
    for child in children:
        found: tuple[list[str], list[Remark], list[str]] = ([], [], [])
        _parts(child, *found, depth + 1)
        made.append((child.get_content_type() == "text/plain", *found))
    filled = [form for form in made if "".join(form[1]).strip()]
    if not filled:
        return
    longest = max(len("".join(form[1])) for form in filled)
    enough = [form for form in filled if len("".join(form[1])) >= 0.5 * longest]
    chosen = next((form for form in enough if form[0]), enough[0])
    texts += chosen[1]
    remarks += chosen[2]
    for form in made:
        attached += form[3]


def _text(part: EmailMessage, kind: str) -> tuple[str, tuple[Remark, ...]]:
    data = part.get_payload(decode=True)
    text, remarks = decoded(data if isinstance(data, bytes) else b"", part.get_content_charset())
    if kind != "text/html":
        return text, remarks
    try:
        page = read_page(text)
    except Unreadable:
        return "", remarks
    return page.text, (*remarks, *page.remarks)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # the standard library's parser of headers fails in many ways on damaged ones
        return None
    return " ".join(str(value).split()) or None if value else None


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except Exception:  # likewise
        return None
