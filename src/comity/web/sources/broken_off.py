"""Readings that broke off: the workbench was closed, or ended by force, before they were done; their reports are kept.

Each reading holds a file of its folder as long as the program runs that reads; the system lets go of it however that
program ends. A reading that nobody holds broke off.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from comity.case.database import FOLDER
from comity.case.files import REPORT_BYTES, claim, read_bytes, told

NEW = "new"
"""Where the reports of a reading lie in its folder."""
_HELD = "held"
_ABANDONED = 86_400.0


@dataclass(frozen=True)
class BrokenOff:
    """A reading that broke off: the name of its folder, and the names of the reports that it was to read."""

    name: str
    reports: tuple[str, ...]


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """A folder for one reading, beside the case in that folder; deleted in the end, whatever comes of it."""
    with told(folder):
        (folder / FOLDER).mkdir(exist_ok=True)
        _sweep(folder)
        scratch = Path(mkdtemp(prefix="reading-", dir=folder / FOLDER))
    descriptor = -1
    try:
        with told(folder):
            descriptor = os.open(scratch / _HELD, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0))
            claim(descriptor)
            (scratch / NEW).mkdir()
        yield scratch
    finally:
        if descriptor >= 0:
            os.close(descriptor)
        shutil.rmtree(scratch, ignore_errors=True)


def broken_off(folder: Path) -> tuple[BrokenOff, ...]:
    """The readings beside the case in a folder that broke off, where reports wait in them."""
    found = (BrokenOff(path.name, _reports(path)) for path in _readings(folder) if _held(path) is False)
    return tuple(each for each in found if each.reports)


def kept_reports(folder: Path, name: str) -> dict[str, bytes]:
    """The reports of a reading that broke off, by their names; empty where there is no such reading (any more)."""
    known = next((each for each in broken_off(folder) if each.name == name), None)
    if known is None:
        return {}
    return {report: read_bytes(folder / FOLDER / name / NEW / report, REPORT_BYTES) for report in known.reports}


def forget(folder: Path, name: str) -> None:
    """Delete what a reading that broke off has left."""
    if any(each.name == name for each in broken_off(folder)):
        shutil.rmtree(folder / FOLDER / name, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete what readings have left, a day ago at least, in which no report waits."""
    for path in _readings(folder):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED and not _reports(path):
                shutil.rmtree(path, ignore_errors=True)


def _readings(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / FOLDER).glob("reading-*") if path.is_dir() and not path.is_symlink())


def _reports(path: Path) -> tuple[str, ...]:
    return tuple(sorted(each.name for each in (path / NEW).glob("*") if each.is_file() and not each.is_symlink()))


def _held(path: Path) -> bool | None:
    """Whether a reading is under way; None where that cannot be told."""
    try:
        descriptor = os.open(path / _HELD, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return None  # it has hardly begun, or is about to be deleted
    try:
        claimed = claim(descriptor)
        return None if claimed is None else not claimed
    finally:
        os.close(descriptor)
