"""Quotations: the runs of a paragraph that stand between quotation marks."""

from __future__ import annotations

import re

from comity.reading.statement import Span

OPENING = {"“": "”", "„": "“", "«": "»", "‘": "’"}


def quotes(text: str) -> list[Span]:
    """Which runs of this paragraph are quoted, marks included?

    One that is not closed runs to the end of the paragraph where it opens the paragraph, as the parts of a longer
    speech do; elsewhere to the end of its sentence: what follows a forgotten mark is no part of the speech. The mark
    of inches opens nothing.

    Double marks open and close in turn. A single mark opens only at the start of a word and closes only at the
    end of one, so that apostrophes are left alone; it is not looked for inside double marks.
    """
    found: list[Span] = []
    at = 0
    while at < len(text):
        closing = _closing(text, at)
        if closing is None:
            at += 1
            continue
        end = _end(text, at, closing)
        if end is None and closing in ("'", "’"):
            at += 1  # an apostrophe after all
        elif end is None:
            end = len(text) if not text[:at].strip() else _sentence_end(text, at)
            found.append(Span(at, end))
            at = end
        else:
            found.append(Span(at, end))
            at = end
    return [quote for quote in found if any(c.isalnum() for c in quote.of(text))]


def _closing(text: str, at: int) -> str | None:
    mark = text[at]
    starts_word = (at == 0 or not text[at - 1].isalnum()) and at + 1 < len(text) and not text[at + 1].isspace()
    if mark == '"':
        inches = at > 0 and text[at - 1].isdigit() and not text[at + 1 : at + 2].isalnum()
        return None if inches else '"'
    if text.startswith("''", at) and starts_word:
        return "''"
    if mark in ("'", "‘"):
        return OPENING.get(mark, mark) if starts_word and at + 1 < len(text) and text[at + 1].isalnum() else None
    return OPENING.get(mark)


def unclosed(text: str) -> list[Span]:
    """The quotations of a paragraph whose closing mark is missing, apart from one that opens the paragraph."""
    return [q for q in quotes(text) if text[: q.start].strip() and not _closed(q.of(text))]


def _closed(quote: str) -> bool:
    closing = "''" if quote.startswith("''") else OPENING.get(quote[0], quote[0])
    return len(quote) > len(closing) and quote.endswith(closing)


def _sentence_end(text: str, at: int) -> int:
    end = re.search(r"[.!?](?=\s|$)", text[at:])
    return at + end.end() if end else len(text)


def _end(text: str, at: int, closing: str) -> int | None:
    look = at + len(closing)
    while (look := text.find(closing, look)) != -1:
        end = look + len(closing)
        single = closing in ("'", "’")
        ends_word = not text[look - 1].isspace() and (end == len(text) or not text[end].isalnum())
        if not single or (ends_word and not (text[look - 1] == "s" and end < len(text) and text[end] == " ")):
            return end
        look = end
    return None
