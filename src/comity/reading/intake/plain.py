"""Plain text and Markdown."""

from __future__ import annotations

from comity.reading.intake.encodings import decoded
from comity.reading.intake.source import Document

NAME = "text"
SUFFIXES = (".txt", ".md", ".markdown", ".text")


def read(data: bytes) -> Document:
    """The text of a file. Raises Unreadable where it is none."""
    text, remarks = decoded(data)
    return Document(text, remarks=remarks)
