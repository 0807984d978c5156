"""A copy of a text with small mends, in which every place is known in the text itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """Characters start..end of a text replaced by new ones."""

    start: int
    end: int
    new: str


class Copy:
    """A text after edits; of edits that overlap the first is made."""

    def __init__(self, original: str, edits: Iterable[Edit]) -> None:
        self.original = original
        pieces: list[str] = []
        self._at = [0]  # where in the copy the unchanged pieces begin ...
        self._from = [0]  # ... and where in the original
        self._until = [0]  # where in the copy they end
        done = length = 0
        for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
            if edit.start < done:
                continue
            pieces += (original[done : edit.start], edit.new)
            self._until[-1] = length + edit.start - done
            length = self._until[-1] + len(edit.new)
            done = edit.end
            self._at.append(length)
            self._from.append(done)
            self._until.append(length)
        pieces.append(original[done:])
        self._until[-1] = length + len(original) - done
        self.text = "".join(pieces)
        self._changed = len(self._at) > 1
        self._lines = [0]
        at = original.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = original.find("\n", at + 1)

    def origin(self, index: int) -> int:
        """Where a character of the copy stands in the original; for one that was put in, what comes next there."""
        piece = bisect_right(self._at, index) - 1
        if index <= self._until[piece] or piece + 1 == len(self._from):
            return min(self._from[piece] + index - self._at[piece], len(self.original))
        return self._from[piece + 1]

    def end(self, index: int) -> int:
        """Where something that ends at this place of the copy ends in the original."""
        piece = max(bisect_left(self._at, index) - 1, 0)
        return min(self._from[piece] + min(index, self._until[piece]) - self._at[piece], len(self.original))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """From where to where something stands in the original that stands there in the copy."""
        if not self._changed:
            return start, end
        origin = self.origin(start)
        return origin, max(self.end(end), origin)

    def line_and_column(self, at: int) -> tuple[int, int]:
        """The line and the column, from 1, of a place in the original."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1
