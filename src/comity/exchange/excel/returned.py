"""A workbook back as a case file: the edits put in place, checked, and every problem told by sheet and cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from comity.case.check import check_document
from comity.case.fields import fields_at
from comity.case.files import CASE_BYTES, encoded, read_bytes
from comity.case.insert import inserted
from comity.case.mend import MARK
from comity.case.model import Case
from comity.case.rewrite import comments, rewritten
from comity.case.text import Document
from comity.case.tree import Mapping as Entries
from comity.case.tree import Node, Sequence
from comity.case.tree import Path as Steps
from comity.exchange.excel.book import Book, read_book
from comity.exchange.excel.edits import Change, Edited, edited
from comity.exchange.excel.sheets import SHEETS
from comity.problem import Place, Problem, Problems

_EMPTY = "comity: 1\n"
_MISSING = re.compile(r"'(\w+)'(?: of .+)? is missing")
_SECTION = re.compile(r"(?m)^(?=[\w-]+:\n)")


@dataclass(frozen=True)
class Returned:
    """What came back from a workbook.

    case: the case; text: its case file; changes: what is otherwise than in the case file that it was made from or put
    into, none where there is no such file; notes: what its reader should know, each a warning.
    """

    case: Case
    text: str
    changes: tuple[Change, ...]
    notes: tuple[Problem, ...]


def returned(workbook: Path, target: Path, into: bool) -> Returned:
    """The case in a workbook.

    target: the case file that is to be written, beside which sources are looked for; into: whether it is there and
    takes the edits. Else it is made of the case file that the workbook holds, with the edits, or of its cells alone.
    Raises Problems with everything that is wrong, by sheet and cell.
    """
    book = read_book(workbook)
    held = Document(book.case_text, str(target)) if book.case_text is not None else None
    document = Document.read(target) if into else held or Document(_EMPTY, str(target))
    base = held or document
    found = edited(book, base.plain(), document.plain())
    notes = [*book.notes]
    if into and held is None:
        what = "the workbook does not say which case file it was made from: every cell counts as it stands"
        notes.append(Problem(Place(book.file), what, severity="warning"))
    wrong = [*book.problems, *found.problems]
    if wrong and book.unnamed:
        raise Problems(wrong)  # which names are known cannot be told
    try:
        changed = _written(document, found)
    except Problems as unwritten:
        there = _Located(book, found, document)
        raise Problems(wrong or map(there.problem, unwritten.problems)) from None
    checked = check_document(changed)
    located = _Located(book, found, changed)
    problems = [located.problem(problem) for problem in checked.problems if not located.follows(problem)]
    if wrong or checked.case is None:
        raise Problems([*wrong, *(problem for problem in problems if problem.severity == "error")])
    changes = tuple(found.changes) if into or held else ()
    return Returned(checked.case, changed.text, changes, (*notes, *_lost(document, changed), *problems))


def with_its_ends(path: Path, text: str) -> bytes:
    """A text as the bytes of a file that stands: with the line ends and the byte order mark that this has."""
    before = read_bytes(path, CASE_BYTES)
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    mark = MARK if before.startswith(encoded(MARK)) else ""
    return encoded(mark + text)


def _written(document: Document, found: Edited) -> Document:
    """The text of the case file with the edits in it."""
    place = Place(document.file)
    if document.text == _EMPTY:
        order = {name: at for at, name in enumerate(fields_at(()))}
        entries = sorted(found.plain.items(), key=lambda entry: order.get(entry[0], len(order)))
        text = inserted(document, [((name,), value) for name, value in entries if name != "comity"]).text
        written = Document(_SECTION.sub("\n", text), document.file)
        if written.plain() != found.plain:
            raise Problems([Problem(place, "the workbook holds what no case file can say")])
    else:
        written = rewritten(document, found.plain, found.kept)
    if len(written.text.encode()) > CASE_BYTES:
        fix = f"a case file holds at most {CASE_BYTES / 1e6:g} MB"
        raise Problems([Problem(place, "the workbook is too large for a case file", fix)])
    return written


def _lost(before: Document, after: Document) -> Iterator[Problem]:
    """A remark for each comment of the case file that went with what it stood in."""
    gone = Counter(comments(before.text)) - Counter(comments(after.text))
    for comment in gone:
        yield Problem(Place(after.file), f"with what was taken out went the comment: {comment}", severity="warning")


class _Located:
    """Says of the places of a case file in which cells what stands there was written."""

    def __init__(self, book: Book, found: Edited, document: Document) -> None:
        self.book, self.file = book, document.file
        self.places: Mapping[Steps, Place] = found.places
        self.unread = found.unread
        self.wrong = {problem.place for problem in (*book.problems, *found.problems)}
        self.paths = {(line, column): path for path, line, column in _stands((), document.root)}

    def problem(self, problem: Problem) -> Problem:
        """A problem of the case file, with its cell."""
        if problem.place.file != self.file:
            return problem
        path, fields = self._path(problem)
        exact = next((self.places[field] for field in fields if field in self.places), None)
        return replace(problem, place=exact or self.cell(fields[-1] if fields and len(path) < 2 else path))

    def follows(self, problem: Problem) -> bool:
        """Whether a problem may come of a cell or a row that could not be taken over: mended, that may be gone too."""
        if problem.place.file != self.file or not self.wrong:
            return False
        if self.problem(problem).place in self.wrong:
            return True
        path, fields = self._path(problem)
        cells = [path[:length] for length in range(1, len(path) + 1)] + [(*path, "value"), (*path, "name")]
        if not fields and any(cell in self.places for cell in cells):
            return False  # what one cell says is wrong by itself
        return any(path[: len(lacking)] == lacking[: len(path)] for lacking in self.unread)

    def _path(self, problem: Problem) -> tuple[Steps, tuple[Steps, ...]]:
        """The path of a problem, and those at which it may miss a field, none where it misses none."""
        place = problem.place
        path = self.paths.get((place.line, place.column), ()) if place.line else ()
        missing = _MISSING.match(problem.what)
        fields = ((*path, missing[1]), (*path[:-1], missing[1])) if missing else ()
        return path, tuple(each for field in fields for each in ((*field, "value"), field))

    def cell(self, path: Steps) -> Place:
        """The cell of a path: its own, else one of a value below it, else that of what encloses it."""
        for length in range(len(path), 0, -1):
            around = path[:length]
            if around in self.places:
                return self.places[around]
            below = [place for steps, place in self.places.items() if steps[:length] == around]
            if below:
                return below[0]
        sheet = next((sheet.name for sheet in SHEETS if path and sheet.section == path[0]), None)
        return self.book.place(sheet, 1, "A") if sheet else Place(self.book.file)


def _stands(path: Steps, node: Node) -> Iterator[tuple[Steps, int, int]]:
    """Every path of a document with its line and column; of several at one place the outermost comes last."""
    if isinstance(node, Entries):
        for name, value in node.values.items():
            yield from _stands((*path, name), value)
            key = node.keys[name].span
            yield (*path, name), key.line, key.column
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _stands((*path, number), item)
            yield (*path, number), item.span.line, item.span.column
    if path and not isinstance(node, Entries | Sequence):
        yield path, node.span.line, node.span.column
