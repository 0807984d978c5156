"""What differs between two versions of a file, line by line, with a few lines around each change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2
"""How many lines that are the same are shown before and after a change."""
MOST = 4_000_000
"""How many pairs of lines are compared at most: what is left where the same beginnings and ends are taken off."""


@dataclass(frozen=True)
class Line:
    """One line: the same in both, only in the old text (out), only in the new one (in)."""

    kind: Literal["same", "out", "in"]
    text: str


@dataclass(frozen=True)
class Passage:
    """Lines that differ, with those around them. first, last: where they stand in the new text, from 1."""

    first: int
    last: int
    lines: tuple[Line, ...]

    @property
    def changed(self) -> int:
        """How many lines differ."""
        return sum(line.kind != "same" for line in self.lines)


def passages(old: str, new: str) -> tuple[Passage, ...] | None:
    """What differs, from top to bottom; None where too much does to be compared line by line."""
    before, after = old.splitlines(), new.splitlines()
    ahead = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    ahead = min(len(before), len(after)) if ahead is None else ahead
    behind = 0
    while behind < min(len(before), len(after)) - ahead and before[-1 - behind] == after[-1 - behind]:
        behind += 1
    if (len(before) - ahead - behind) * (len(after) - ahead - behind) > MOST:
        return None
    start = max(0, ahead - AROUND)  # what is far from any change need not be looked at
    ends = [len(text) - max(0, behind - AROUND) for text in (before, after)]
    before, after = before[start : ends[0]], after[start : ends[1]]
    return tuple(_passages(before, after, start))


def _passages(before: list[str], after: list[str], start: int) -> Iterator[Passage]:
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        lines: list[Line] = []
        for kind, old, old_end, new, new_end in group:
            if kind == "equal":
                lines += [Line("same", text) for text in after[new:new_end]]
            else:
                lines += [Line("out", text) for text in before[old:old_end]]
                lines += [Line("in", text) for text in after[new:new_end]]
        if any(line.kind != "same" for line in lines):
            yield Passage(start + group[0][3] + 1, start + max(group[-1][4], group[0][3] + 1), tuple(lines))
