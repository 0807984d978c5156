"""Cases to start from: published ones with their papers' answers, and exercises of our own with sources."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from comity.case import text
from comity.case.files import A_LINK, CASE_BYTES, encoded, head, inside, read_text, save_new
from comity.case.schema import FILE, schema_text
from comity.problem import Place, Problem, Problems, nearest

CASE = "case.yaml"
ANSWERS = "answers.yaml"
"""The file beside a case that says where it comes from and what is known of it; the tests hold the program to it."""


@dataclass(frozen=True)
class Entry:
    """One case of the catalog: its name, its title, and the publication or the hands it comes from."""

    name: str
    title: str
    citation: str


def entries() -> tuple[Entry, ...]:
    """Every case of the catalog, by name."""
    folders = (folder for folder in files("comity.catalog").iterdir() if folder.joinpath(CASE).is_file())
    return tuple(sorted((_entry(Path(str(folder))) for folder in folders), key=lambda entry: entry.name))


def case_file(name: str) -> Path:
    """Where the case file of an entry is; raises Problems for an unknown name."""
    known = [entry.name for entry in entries()]
    if name not in known:
        raise Problems([Problem(Place(name), "there is no such case in the catalog", nearest(name, known))])
    return Path(str(files("comity.catalog"))) / name / CASE


def copy(name: str, folder: Path) -> Path:
    """Copy an entry into a new folder, with the schema that editors complete from; returns the case file.

    Raises Problems for an unknown name, and for every file in the folder that would be replaced; what is there as it
    would be written may stand.
    """
    home = case_file(name).parent
    published = sorted(path for path in home.rglob("*") if path.is_file())
    texts = {path.relative_to(home).as_posix(): read_text(path) for path in published} | {FILE: schema_text()}
    place = Place(str(folder))
    for each in texts:
        inside(folder, each, place, each, A_LINK)
    # The case comes last: where it stands, all of it does.
    targets = {folder / each: texts[each] for each in sorted(texts, key=lambda each: each == CASE)}
    case = folder / CASE
    if case.is_file() and head(case, CASE_BYTES) != encoded(texts[CASE]):
        raise Problems([Problem(Place(str(case)), "there is already a case here", "name another folder")])
    save_new(targets)
    return case


def _entry(folder: Path) -> Entry:
    case = text.Document.read(folder / CASE).plain()
    answers = text.Document.read(folder / ANSWERS).plain()
    return Entry(folder.name, str(case["title"]), " ".join(str(answers["citation"]).split()))
