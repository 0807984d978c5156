"""The running text of a document while it is put together: paragraphs, and tracked changes with their places."""

from __future__ import annotations

from comity.reading.intake.letters import stored
from comity.reading.intake.source import Change


class Running:
    """A text that grows piece by piece in its stored form, so that the places of changes stay true."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.changes: list[Change] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    def add(self, words: str) -> None:
        """Write words at the end."""
        words = stored(words)
        self._pieces.append(words)
        self._length += len(words)

    def inserted(self, start: int, author: str | None, date: str | None) -> None:
        """Remember that what was written from here on was inserted."""
        words = self.since(start)
        lead = len(words) - len(words.lstrip("\n"))
        words = words.strip("\n")
        self._change(Change("inserted", words, author, date, start + lead, start + lead + len(words)))

    def deleted(self, words: str, author: str | None, date: str | None) -> None:
        """Remember words that were deleted here."""
        self._change(Change("deleted", stored(words), author, date, self._length, self._length))

    def since(self, start: int) -> str:
        """What was written from a place on."""
        pieces, at = [], self._length
        for piece in reversed(self._pieces):
            if at <= start:
                break
            pieces.append(piece)
            at -= len(piece)
        return "".join(reversed(pieces))[start - at :] if pieces else ""

    def _change(self, change: Change) -> None:
        if not change.text.strip():
            return
        last = self.changes[-1] if self.changes else None
        whose = (change.kind, change.author, change.date)
        if last and whose == (last.kind, last.author, last.date) and last.end == change.start:
            # Programs cut one change into many where the type changes.
            self.changes[-1] = Change(
                change.kind, last.text + change.text, change.author, change.date, last.start, change.end
            )
        else:
            self.changes.append(change)
