"""Quotations: the runs of a paragraph that stand between quotation marks."""

from __future__ import annotations

from comity.reading.statement import Span

OPENING = {"“": "”", "„": "“", "«": "»", "‘": "’"}


def quotes(text: str) -> list[Span]:
    """Which runs of this paragraph are quoted, marks included? One that is not closed runs to its end.

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
            found.append(Span(at, len(text)))
            break
        else:
            found.append(Span(at, end))
            at = end
    return [quote for quote in found if any(c.isalnum() for c in quote.of(text))]


def _closing(text: str, at: int) -> str | None:
    mark = text[at]
    starts_word = (at == 0 or not text[at - 1].isalnum()) and at + 1 < len(text) and not text[at + 1].isspace()
    if mark == '"':
        return '"'
    if text.startswith("''", at) and starts_word:
        return "''"
    if mark in ("'", "‘"):
        return OPENING.get(mark, mark) if starts_word and at + 1 < len(text) and text[at + 1].isalnum() else None
    return OPENING.get(mark)


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
