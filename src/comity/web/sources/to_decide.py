"""The questions that a reading leaves to people, in the list beside the case (to-decide.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.case.files import RECORD_BYTES, read_text, save
from comity.case.folder import alone
from comity.problem import Problems

LIST = "to-decide.md"
_LINE = re.compile(r"- \[(.?)\] (.*)")
OF_DRAFTS = "Confirm, correct or delete: "
"""How a point begins that only names a draft."""


@dataclass(frozen=True)
class Question:
    """One question: the heading it stands under, its text, and whether it is settled."""

    heading: str
    text: str
    settled: bool


def questions(folder: Path) -> tuple[Question, ...]:
    """The questions of the list beside a case, in its order; those that only name a draft are left out."""
    found, heading = [], ""
    try:
        lines = _lines(folder)
    except Problems:  # the page of drafts is of use without it
        return ()
    for line in lines:
        if line.startswith("## "):
            heading = line[3:].strip()
        elif (match := _LINE.match(line)) and not match[2].startswith(OF_DRAFTS):
            found.append(Question(heading, match[2].rstrip(), bool(match[1].strip())))
    return tuple(found)


def points(folder: Path) -> list[str]:
    """Every point of the list, settled or not, in its order; raises Problems where it cannot be read."""
    return [match[2].rstrip() for match in map(_LINE.match, _lines(folder)) if match]


def settle(folder: Path, question: str, settled: bool) -> None:
    """Tick a question in the list, or take its tick away; one that is not there any more, or is so already, is left."""
    with alone(folder):
        lines = _lines(folder)
        for at, line in enumerate(lines):
            match = _LINE.match(line)
            if match and match[2].rstrip() == question:
                if settled != bool(match[1].strip()):
                    lines[at] = f"- [{'x' if settled else ' '}] {match[2]}"
                    save(folder / LIST, "\n".join(lines))
                return


def longer(folder: Path, heading: str, more: Sequence[str]) -> dict[str, str]:
    """The list with more questions at its end, by its name; those that stand in it are not asked again. Empty where
    there are no more."""
    from comity.reading.drafting.decisions import LIMITS, TITLE

    stood, held = _lines(folder), set(points(folder))
    fresh = [f"- [ ] {point}" for point in more if point not in held]
    if not fresh:
        return {}
    before = "\n".join(stood).rstrip("\n") if stood else f"{TITLE}\n\n{LIMITS}"
    return {LIST: "\n".join([before, "", f"## {heading}", "", *fresh, ""])}


def _lines(folder: Path) -> list[str]:
    """The lines of the list, none where there is none; raises Problems where it cannot be read."""
    path = folder / LIST
    return read_text(path, RECORD_BYTES).split("\n") if path.exists() else []
