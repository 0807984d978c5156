"""A case that is being changed: after a change it is checked and asked again by what the change touches.

A live case is one state of a case file. A change makes another state, and what both have in common is worked out once:
parts that the file states alike are one object (`comity.case.earlier`), and what rests on them is known
(`comity.case.kept`). What is found is the same, to the letter, as for a file that is read for the first time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from comity.case.check import Checked, check_document, confirmed
from comity.case.earlier import Earlier
from comity.case.files import read_text
from comity.case.insert import Entry, inserted, replaced
from comity.case.model import Case
from comity.case.text import Document
from comity.case.tree import Path
from comity.problem import Problem, Problems


class Live:
    """One state of a case file that is being changed.

    The states are not changed themselves: to undo is to go on with an earlier one. Sources are read anew for each.

    >>> from comity.catalog import case_file
    >>> from comity.questions.agreement.answer import agreement
    >>> before = Live.open(case_file("abdelnabi-2024"))
    >>> after = before.changed(("interests", "cities", "no_deal"), "35")
    >>> agreement(before.case).result.zopa, agreement(after.case).result.zopa
    (12, 8)
    """

    def __init__(self, document: Document | Problems, text: str, file: str, before: Live | None = None) -> None:
        """Use `open`, `of` and what makes another state."""
        self.text, self.file = text, file
        self._document = document
        self._earlier: Earlier | None = before.checked.earlier or before._earlier if before else None
        self._asked: Case | None = before.__dict__.get("case", before._asked) if before else None

    @classmethod
    def open(cls, path: FilePath | str) -> Live:
        """The case in a file; raises Problems where the file cannot be read at all."""
        return cls.of(read_text(FilePath(path)), str(path))

    @classmethod
    def of(cls, text: str, file: str) -> Live:
        """The case in a text, which need not be a valid one.

        file: the name to call it by, and beside which its sources are looked for.
        """
        return cls(_parsed(text, file), text, file)

    @property
    def document(self) -> Document:
        """Its text with places; raises Problems where nothing of it can be used."""
        if isinstance(self._document, Problems):
            raise self._document
        return self._document

    @cached_property
    def checked(self) -> Checked:
        """Every problem of it, each with its place and the nearest fix, and the case where it is fit for use."""
        if isinstance(self._document, Problems):
            return Checked(self.file, self._document.problems, None)
        return check_document(self._document, self._earlier)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of it."""
        return self.checked.problems

    @cached_property
    def case(self) -> Case:
        """The case to ask questions of, as `comity.read_case` gives it: nothing drafted counts.

        Raises Problems with every error of the file, and for a signer of whom too little is confirmed.
        """
        case = confirmed(self.checked)
        return case if case is self.checked.case or self._asked is None else case.sharing(self._asked)

    def changed(self, path: Path, value: str) -> Live:
        """The state in which one value is another one, and everything else in the file unchanged to the character.

        path: its path in the file, ("interests", "ukraine", "no_deal"), say; its last step may be new. value: as it is
        written. Raises Problems where the path leads nowhere.
        """
        return self._next(self.document.patched(path, value))

    def added(self, entries: Iterable[Entry]) -> Live:
        """The state in which new entries stand at their paths; see `comity.case.insert.inserted`."""
        return self._next(inserted(self.document, entries))

    def replaced(self, path: Path, value: dict[str, Any]) -> Live:
        """The state in which one mapping is written anew; see `comity.case.insert.replaced`."""
        return self._next(replaced(self.document, path, value))

    def rewritten(self, text: str) -> Live:
        """The state in which the file has any other text."""
        return Live(_parsed(text, self.file), text, self.file, self)

    def _next(self, document: Document) -> Live:
        return Live(document, document.text, self.file, self)


def _parsed(text: str, file: str) -> Document | Problems:
    """A text with its places, or why nothing of it can be used."""
    try:
        return Document.recovered(FilePath(file), text)
    except Problems as unusable:
        return unusable
