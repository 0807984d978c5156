"""Published cases with their papers' answers, ready to be copied and worked on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from comity.case import text
from comity.case.schema import FILE, schema_text
from comity.problem import Place, Problem, Problems, nearest


@dataclass(frozen=True)
class Entry:
    """One published case: its name, its title and the publication it comes from."""

    name: str
    title: str
    citation: str


def entries() -> tuple[Entry, ...]:
    """Every case of the catalog, by name."""
    folders = (folder for folder in files("comity.catalog").iterdir() if folder.joinpath("case.yaml").is_file())
    return tuple(sorted((_entry(Path(str(folder))) for folder in folders), key=lambda entry: entry.name))


def case_file(name: str) -> Path:
    """Where the case file of an entry is; raises Problems for an unknown name."""
    known = [entry.name for entry in entries()]
    if name not in known:
        raise Problems([Problem(Place(name), "there is no such case in the catalog", nearest(name, known))])
    return Path(str(files("comity.catalog"))) / name / "case.yaml"


def copy(name: str, folder: Path) -> Path:
    """Copy an entry into a new folder, with the schema that editors complete from; returns the case file.

    Raises Problems for an unknown name, and where the folder already holds a case.
    """
    source = case_file(name)
    target = folder / source.name
    if target.exists():
        raise Problems([Problem(Place(str(target)), "there is already a case here", "name another folder")])
    shutil.copytree(source.parent, folder, dirs_exist_ok=True)
    text.save(folder / FILE, schema_text())
    return target


def _entry(folder: Path) -> Entry:
    case = text.Document.read(folder / "case.yaml").plain()
    published = text.Document.read(folder / "published.yaml").plain()
    return Entry(folder.name, str(case["title"]), " ".join(str(published["citation"]).split()))
