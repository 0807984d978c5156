"""Cases to start from: published ones with their papers' answers, and exercises of our own with sources.

Beside them stand conflicts in option form, for `comity ask stability`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from comity.case import text
from comity.case.files import A_LINK, CASE_BYTES, encoded, head, inside, read_text, save_new
from comity.case.schema import FILE, schema_text
from comity.problem import Place, Problem, Problems, closest, nearest

CASE = "case.yaml"
CONFLICT = "conflict.yaml"
ANSWERS = "answers.yaml"
"""The file beside a case that says where it comes from and what is known of it; the tests hold the program to it."""


@dataclass(frozen=True)
class Entry:
    """One case or conflict of the catalog: its name, its title, and the publication or the hands it comes from."""

    name: str
    title: str
    citation: str


def entries() -> tuple[Entry, ...]:
    """Every case of the catalog, by name."""
    return _with(CASE)


def conflicts() -> tuple[Entry, ...]:
    """Every conflict of the catalog, by name."""
    return _with(CONFLICT)


def _with(file: str) -> tuple[Entry, ...]:
    """The entries that have a file, by name."""
    return tuple(_entry(folder, file) for _, folder in sorted(_folders(file).items()))


def _folders(file: str) -> dict[str, Path]:
    """The folders of the entries that have a file, by the entries' names."""
    home = Path(str(files("comity.catalog")))
    return {folder.name: folder for folder in home.iterdir() if (folder / file).is_file()}


def case_file(name: str) -> Path:
    """Where the case file of an entry is; raises Problems for an unknown name."""
    return _file(name, CASE, "case")


def conflict_file(name: str) -> Path:
    """Where the file of a conflict is; raises Problems for an unknown name."""
    return _file(name, CONFLICT, "conflict")


def _file(name: str, file: str, noun: str) -> Path:
    known = _folders(file)
    if name not in known:
        raise Problems([Problem(Place(name), f"there is no such {noun} in the catalog", nearest(name, sorted(known)))])
    return known[name] / file


def copy(name: str, folder: Path) -> Path:
    """Copy a case into a new folder, with the schema that editors complete from, or a conflict; returns its file.

    Raises Problems for an unknown name, and for every file in the folder that would be replaced; what is there as it
    would be written may stand.
    """
    conflict = closest(name, (*_folders(CASE), *_folders(CONFLICT))) in _folders(CONFLICT)
    source = conflict_file(name) if conflict else case_file(name)
    home, main = source.parent, source.name
    published = sorted(path for path in home.rglob("*") if path.is_file())
    texts = {path.relative_to(home).as_posix(): read_text(path) for path in published}
    texts |= {} if conflict else {FILE: schema_text()}
    place = Place(str(folder))
    for each in texts:
        inside(folder, each, place, each, A_LINK)
    # The case comes last: where it stands, all of it does.
    targets = {folder / each: texts[each] for each in sorted(texts, key=lambda each: each == main)}
    copied = folder / main
    if copied.is_file() and head(copied, CASE_BYTES) != encoded(texts[main]):
        what = f"there is already a {'conflict' if conflict else 'case'} here"
        raise Problems([Problem(Place(str(copied)), what, "name another folder")])
    save_new(targets)
    return copied


def _entry(folder: Path, file: str) -> Entry:
    content = text.Document.read(folder / file).plain()
    answers = text.Document.read(folder / ANSWERS).plain()
    return Entry(
        folder.name,
        str(content["title"] if file == CASE else content["conflict"]),
        " ".join(str(answers["citation"]).split()),
    )
