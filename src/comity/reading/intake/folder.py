"""Which files are taken in: those named, and the readable ones of the folders named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from comity.case.files import listed
from comity.problem import Place, Problem
from comity.reading.intake.source import counted

OWN = ("case.yaml", "case.before.yaml", "statements.csv", "to-decide.md", "issues.yaml")
"""What a reading writes into its folder, beside its record: no reports."""
RECORD = ".reading.json"


def files(paths: Iterable[Path], suffixes: tuple[str, ...], problems: list[Problem]) -> list[Path]:
    """The files to read, each once, in order; what is passed over is added to the problems."""
    found: list[Path] = []
    for path in paths:
        found += _inside(path, suffixes, problems) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _inside(folder: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> list[Path]:
    """The readable files of a folder and those below it."""
    everything, passed = listed(folder)
    problems += passed
    readable: list[Path] = []
    others: list[str] = []
    for path in everything:
        # Word keeps a file that begins so beside one that is open.
        if path.name.startswith("~$") or (path.name in OWN and (path.parent / RECORD).exists()):
            continue
        if path.suffix.lower() in suffixes:
            readable.append(path)
        else:
            others.append(str(path.relative_to(folder)))
    place = Place(str(folder))
    known = f"readable are {', '.join(suffixes)}"
    if not readable:
        problems.append(Problem(place, "no readable file in this folder", known))
    if others:
        named = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        what = f"{counted(len(others), 'file')} of other kinds passed over: {named}"
        problems.append(Problem(place, what, f"{known}; save what matters as one of these", "warning"))
    return readable
