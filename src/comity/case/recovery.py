"""A YAML text that is not as it should be, read as far as it goes, with everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from comity.case.builder import Builder
from comity.case.clean import clean
from comity.case.copy import Copy, Edit
from comity.case.events import Broken, Unclear, careful, quick
from comity.case.slip import DECEIVING, Slip
from comity.case.slips import slips
from comity.case.tree import Parsed
from comity.problem import Place, Problem, Problems

MAX_IMPOSSIBLE = 100  # characters that YAML does not allow
MAX_TRIES = 12  # times that something is passed over
MAX_READ = 2_000_000  # characters given to the parser again before it is taken as it stands

T = TypeVar("T")

_HALVES = re.compile("[\ud800-\udfff]")
_IMPOSSIBLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_SECTION = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)", re.MULTILINE)
_INDENT = re.compile(r" *")


def recovered(text: str, file: str) -> Parsed:
    """The entries of a text that `clean` does not read, as `parse` gives them."""
    return _Recovery(text, file).parsed()


class _Recovery:
    """Reads a text, mends a copy where the parser gives up, and reads that."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.edits: list[Edit] = []
        self.problems: list[Problem] = []
        self.unsure: set[str] = set()
        self.cut_off = False
        self.passed: list[tuple[int, int]] = []
        self.tries = 0  # how often something was passed over
        self.read = 0  # how many characters the parser was given, in all

    def parsed(self) -> Parsed:
        self._impossible_characters()
        known: list[Slip] = []
        if DECEIVING.search(self.text):
            known = slips(self.text)
            self._mend(slip for slip in known if slip.letters)
            if not (self.problems or self.edits) and (parsed := clean(self.text, self.file)):
                return parsed
        builder, broken = self._built()
        if broken:
            mended = len(self.edits)
            self._mend(slip for slip in slips(self.text) if not (known and slip.letters))
            if len(self.edits) > mended:
                builder, broken = self._built()
        while broken:
            self._pass_over(broken)
            builder, broken = self._built()
        problems = [*self.problems, *builder.problems]
        if builder.empty and self.problems:
            raise Problems(problems)
        root = self._checked(builder.root_mapping)
        return Parsed(root, problems, builder.remarks, frozenset(self.unsure), self.cut_off, bool(self.problems))

    def _impossible_characters(self) -> None:
        """Characters that YAML does not allow are left out of the copy; a long run of them is one problem."""
        places = Copy(self.text, ())
        runs = list(_IMPOSSIBLE.finditer(self.text))
        for run in runs[:MAX_IMPOSSIBLE]:
            letter = run[0][0]
            called = "half of a character, which cannot be saved or printed" if _HALVES.match(letter) else ""
            what = called or f"a character that YAML does not allow (code {ord(letter):#x})"
            self.problems.append(Problem(Place(self.file, *places.line_and_column(run.start())), what, "delete it"))
            self.edits.append(Edit(*run.span(), ""))
        if len(runs) > MAX_IMPOSSIBLE:
            what = f"more than {MAX_IMPOSSIBLE} characters that YAML does not allow"
            self.problems.append(Problem(Place(self.file), what, "is this a text file, saved as UTF-8?"))
            raise Problems(self.problems)

    def _mend(self, known: Iterable[Slip]) -> None:
        places = Copy(self.text, ())
        for slip in known:
            self.edits += slip.edits
            if slip.what:
                place = Place(self.file, *places.line_and_column(slip.at))
                self.problems.append(Problem(place, slip.what, slip.fix))

    def _built(self) -> tuple[Builder, Broken | None]:
        copy = Copy(self.text, self.edits)
        self.read += len(copy.text)
        if self.edits and (builder := self._quickly_built(copy)):
            return builder, None
        builder = Builder(self.file, copy)
        try:
            self._checked(lambda: builder.take_all(careful(copy.text)))
        except Broken as broken:
            broken.at = copy.origin(broken.at)
            return builder, broken
        return builder, None

    def _quickly_built(self, copy: Copy) -> Builder | None:
        """The tree of a copy with nothing left to mend or tell; None where the careful parser has to be asked."""
        builder = Builder(self.file, copy)
        try:
            builder.take_all(quick(copy.text))
        except (Unclear, Broken, Problems):
            return None
        return None if builder.problems else builder

    def _checked(self, step: Callable[[], T]) -> T:
        """What a step gives; its refusal comes with the problems found before."""
        try:
            return step()
        except Problems as refusal:
            raise Problems([*self.problems, *refusal.problems]) from None

    def _pass_over(self, broken: Broken) -> None:
        """Say what the parser could not read, and leave the lines of it out of the copy.

        First the line and those indented below it, then the whole section; where that does not help, or has been
        tried too often, all that follows.
        """
        if self.cut_off:
            raise Problems(self.problems)
        line, column = Copy(self.text, ()).line_and_column(min(broken.at, max(len(self.text.rstrip()) - 1, 0)))
        start = self.text.rfind("\n", 0, min(broken.at, len(self.text.rstrip()))) + 1
        told = any(problem.place.line == line for problem in self.problems)
        if not told and not any(first <= start <= last for first, last in self.passed):
            self.problems.append(Problem(Place(self.file, line, column), broken.what, broken.fix))
        name, section, end = self._section(start)
        self.unsure.add(name)
        self.tries += 1
        tired = self.tries > MAX_TRIES or self.read > max(MAX_READ, 3 * len(self.text))
        if tired or any(first <= section and end <= last for first, last in self.passed):
            self.cut_off = True
            self.edits = [edit for edit in self.edits if edit.end <= section and edit.start < section]
            self.edits.append(Edit(section, len(self.text), ""))
        elif any(first <= start < last for first, last in self.passed):
            self._leave_out(section, end)
        else:
            self._leave_out(start, min(self._below(start), end))

    def _leave_out(self, start: int, end: int) -> None:
        self.edits = [edit for edit in self.edits if edit.end < start or edit.start >= end]
        self.edits.append(Edit(start, end, ""))
        self.passed.append((start, end))

    def _section(self, at: int) -> tuple[str, int, int]:
        """The name of the section that a line belongs to, and where it begins and ends."""
        name, start = "", 0
        for found in _SECTION.finditer(self.text):
            if found.start() > at:
                return name, start, found.start()
            name, start = found[1], found.start()
        return name, start, len(self.text)

    def _below(self, start: int) -> int:
        """Where the lines end that are indented below one."""
        lead = _INDENT.match(self.text, start)
        deep = len(lead[0]) if lead else 0
        at = self.text.find("\n", start) + 1
        while at:
            lead = _INDENT.match(self.text, at)
            if lead and len(lead[0]) <= deep and self.text[lead.end() : lead.end() + 1].strip():
                return at
            at = self.text.find("\n", at) + 1
        return len(self.text)
