"""The questions that a reading leaves to people, in the list beside the case (to-decide.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from comity.case.files import RECORD_BYTES, read_text, save
from comity.case.folder import alone
from comity.problem import Problems

LIST = "to-decide.md"
_LINE = re.compile(r"- \[(.?)\] (.*)")
_OF_DRAFTS = "Confirm, correct or delete: "


@dataclass(frozen=True)
class Question:
    """One question: the heading it stands under, its text, and whether it is settled."""

    heading: str
    text: str
    settled: bool


def questions(folder: Path) -> tuple[Question, ...]:
    """The questions of the list beside a case, in its order; those that only name a draft are left out."""
    found, heading = [], ""
    for line in _lines(folder):
        if line.startswith("## "):
            heading = line[3:].strip()
        elif (match := _LINE.match(line)) and not match[2].startswith(_OF_DRAFTS):
            found.append(Question(heading, match[2].rstrip(), bool(match[1].strip())))
    return tuple(found)


def settle(folder: Path, question: Question) -> None:
    """Tick a question in the list, or take its tick away; one that is not there any more is left."""
    with alone(folder):
        lines = _lines(folder)
        for at, line in enumerate(lines):
            match = _LINE.match(line)
            if match and match[2].rstrip() == question.text:
                lines[at] = f"- [{' ' if match[1].strip() else 'x'}] {match[2]}"
                save(folder / LIST, "\n".join(lines))
                return


def _lines(folder: Path) -> list[str]:
    try:
        return read_text(folder / LIST, RECORD_BYTES).split("\n") if (folder / LIST).exists() else []
    except Problems:
        return []
