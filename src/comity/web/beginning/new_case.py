"""A new case in the opened folder: from its title, the catalog, a spreadsheet, or the files of another program.

Each lies in a folder of its own, so that its sources find room beside it. Nothing that is there is written over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.case.files import IMPORT_BYTES, WORKBOOK_BYTES, save_new, told
from comity.problem import Place, Problem, Problems
from comity.web.folder import Folder

if TYPE_CHECKING:
    from comity.exchange import Imported
    from comity.exchange.excel.returned import Returned

CASE = "case.yaml"
MOST_FILES = 50
"""How many files of another program are taken at once."""
LONGEST = 200
"""How many letters a title may have."""
_KEPT_FOR_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:-\d+)?")
_SPARE = re.compile(r"[^\w. -]+")


@dataclass(frozen=True)
class Begun:
    """A case that was begun: its file, and what its reader should know."""

    path: Path
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Example:
    """A case of the catalog: its name, its title, where it comes from, and its kind, in a word or two."""

    name: str
    title: str
    source: str
    kind: str


OWN = {"Our own exercise": "exercise", "Our own game": "after a publication"}
"""What is our own, by how its citation begins; the others were published as they stand."""
PUBLISHED = "published"


@cache
def examples() -> tuple[Example, ...]:
    """The cases of the catalog, published ones first."""
    from comity.catalog import entries

    def kind(citation: str) -> str:
        return next((kind for begins, kind in OWN.items() if citation.startswith(begins)), PUBLISHED)

    found = (Example(each.name, each.title, each.citation, kind(each.citation)) for each in entries())
    return tuple(sorted(found, key=lambda each: (each.kind != PUBLISHED, each.title)))


def from_title(folder: Folder, title: str) -> Begun:
    """A case of which only its title is known; raises Problems for a title that is none."""
    from comity.case.interview.interview import Interview

    if len(title) > LONGEST:
        fix = f"say it in {LONGEST} or fewer; more fits into the case later"
        raise Problems([Problem(Place("the title"), f"this has {len(title):,} letters", fix)])
    if not title.strip():
        raise Problems([Problem(Place("the title"), "a case needs a title", "say in a few words what it is about")])
    path = room(folder, title)
    save_new({path: Interview.begun(str(path)).answered(title).document.text})
    return Begun(path)


def from_catalog(folder: Folder, name: str) -> Begun:
    """A copy of a case of the catalog; raises Problems for an unknown name."""
    from comity.catalog import case_file, copy

    case_file(name)
    return Begun(copy(name, room(folder, name).parent))


def from_workbook(folder: Folder, name: str, data: bytes) -> Begun:
    """The case in a workbook; raises Problems with everything that is wrong, by sheet and cell."""
    from comity.exchange.excel import is_workbook, returned

    _not_too_large(name, data, WORKBOOK_BYTES)
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / safe_name(name)
        file.write_bytes(data)
        if not is_workbook(file):
            raise Problems([Problem(Place(name), "this is no Excel workbook", "save it as .xlsx")])
        return _taken(folder, scratch, lambda: returned(file, Path(scratch) / CASE, into=False))


def from_program(folder: Folder, files: Sequence[tuple[str, bytes]]) -> Begun:
    """The case in the files of another negotiation program, a domain with its profiles: their names and contents.

    Raises Problems with every reason why they cannot be read.
    """
    from comity.exchange import import_case

    if len(files) > MOST_FILES:
        raise Problems([Problem(Place("the files"), f"these are {len(files)}", f"send at most {MOST_FILES} at once")])
    for name, data in files:
        _not_too_large(name, data, IMPORT_BYTES)
    if len({safe_name(name).casefold() for name, _ in files}) < len(files):
        raise Problems([Problem(Place("the files"), "two of them have the same name", "send each once")])
    with TemporaryDirectory() as scratch:
        within = Path(scratch) / "files"
        within.mkdir()
        for name, data in files:
            with open(within / safe_name(name), "xb") as stream:
                stream.write(data)
        only = within / safe_name(files[0][0])
        return _taken(folder, scratch, lambda: import_case(only if len(files) == 1 else within))


def room(folder: Folder, title: str) -> Path:
    """Where a new case of that title goes: a file in a folder that is not there yet."""
    from comity.case.interview.writing import short_name

    with told(folder.path):  # it may be gone, or closed to us, since it was opened
        taken = {path.name.casefold() for path in folder.path.iterdir()} | {case.name for case in folder.cases()}
    name = short_name(title, taken)
    if _KEPT_FOR_DEVICES.fullmatch(name):
        name = short_name(f"case {name}", taken)
    return folder.place(f"{name}/{CASE}")


def safe_name(name: str) -> str:
    """The name that a file is read under, made of the one that was sent: no path, nothing odd."""
    last = _SPARE.sub("-", re.split(r"[/\\]", name)[-1]).strip(" .-")
    return last[-100:] or "file"


def _taken(folder: Folder, scratch: str, read: Callable[[], Imported | Returned]) -> Begun:
    """The case that is read from files in a scratch folder, as a case of its own."""
    try:
        found = read()
    except Problems as refused:
        raise Problems(_plainly(each, scratch) for each in refused.problems) from None
    path = room(folder, found.case.title)
    save_new({path: found.text})
    return Begun(path, tuple(_plainly(each, scratch) for each in found.notes))


def _not_too_large(name: str, data: bytes, most: int) -> None:
    if len(data) > most:
        raise Problems([Problem(Place(name), "the file is too large", f"at most {most / 1e6:g} MB are read")])


def _plainly(problem: Problem, scratch: str) -> Problem:
    """What is said of a file by the name that it was sent under, not by where it was read."""
    what, fix, file = (
        text.replace(f"{scratch}/files/", "").replace(f"{scratch}/", "").replace(scratch, "the files")
        for text in (problem.what, problem.fix, problem.place.file)
    )
    return Problem(Place(file, problem.place.line, problem.place.column), what, fix, problem.severity)
