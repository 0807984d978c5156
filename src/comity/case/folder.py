"""A folder that several files are written into as one: for one run at a time, all of them or none."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from comity.case.files import (
    A_LINK,
    claim,
    drafts,
    encoded,
    inside,
    read_bytes,
    save,
    save_bytes,
    settle_folder,
    sweep,
    target_of,
    told,
)
from comity.problem import Place, Problem, Problems

LOCK = ".comity-lock.tmp"
UNDO = ".comity-undo.json"
UNDO_BYTES = 200_000_000

_LOCKING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_held: set[tuple[str, int]] = set()


@contextmanager
def alone(folder: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold a folder for this run until its work there is done; what a run that was killed left half done is taken back.

    waiting: called once where another run is at work in the folder, whose end is then waited for; the system lets go
    of the folder of a run that dies. Within one thread a folder may be held several times.
    Raises Problems where the folder cannot be made or written to.
    """
    key = (os.path.realpath(folder), threading.get_ident())
    if key in _held:
        yield
        return
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    with told(folder):
        descriptor = _opened(folder, waiting)
    _held.add(key)
    try:
        take_back(folder)
        yield
    finally:
        _held.discard(key)
        with suppress(OSError):
            os.unlink(folder / LOCK)
        os.close(descriptor)
        with suppress(OSError):
            for each in missing:  # where nothing was written after all
                os.rmdir(each)


def save_together(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of a folder, by their names in it, as one: after a crash, `take_back` brings back what stood there.

    A file that holds its text already is not touched. Raises Problems where one would lie outside the folder, by a
    link, is protected against writing, or cannot be written; then everything is as it was.
    """
    place = Place(str(folder))
    before: dict[str, bytes | None] = {}
    after: dict[str, bytes] = {}
    targets: dict[Path, bytes] = {}
    for name, text in texts.items():
        path = inside(folder, name, place, name, A_LINK)
        old = read_bytes(path, UNDO_BYTES) if os.path.lexists(path) else None
        if old != encoded(text):
            before[name], after[name] = old, encoded(text)
            targets[target_of(path)] = after[name]
        sweep(path.parent)
    if not targets:
        return
    entries = {name: {"before": _as_text(before[name]), "after": digest(after[name])} for name in before}
    with told(folder), drafts(targets) as made:
        save(folder / UNDO, json.dumps(entries))
        try:
            made.settle()
        except BaseException:
            take_back(folder)
            raise
        os.unlink(folder / UNDO)  # from here on all of it is there
        settle_folder(folder)


def take_back(folder: Path) -> None:
    """Undo what a run that died within `save_together` had put into its place; what was edited since stays.

    Raises Problems where that cannot be read any more by which it is undone.
    """
    path = folder / UNDO
    if not os.path.lexists(path):
        return
    for target, old, new in _entries(path):
        if target.exists() and digest(read_bytes(target, UNDO_BYTES)) == new:
            if old is not None:
                save_bytes(target, old)
            else:
                with told(target):
                    os.unlink(target)
    with told(path):
        os.unlink(path)


def digest(data: bytes) -> str:
    """What tells a content from every other one."""
    return hashlib.sha256(data).hexdigest()


def _entries(path: Path) -> list[tuple[Path, bytes | None, str]]:
    """What a run noted before it wrote: each file, what stood there, and the digest of what it was about to write."""
    place = Place(str(path))
    found = []
    try:
        for name, entry in json.loads(read_bytes(path, UNDO_BYTES)).items():
            old = entry["before"]
            target = inside(path.parent, name, place, name)
            found.append((target, None if old is None else base64.b64decode(old, validate=True), str(entry["after"])))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        what = "what an interrupted reading left to be undone is damaged"
        fix = "look whether the case is as it should be, then delete this file"
        raise Problems([Problem(place, what, fix)]) from None
    return found


def _as_text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _opened(folder: Path, waiting: Callable[[], object]) -> int:
    """The lock of a folder, open and held."""
    said = False
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(folder / LOCK, _LOCKING, 0o666)
        except FileNotFoundError:  # another run has just removed the folder, which it had found empty
            continue
        got = claim(descriptor)
        with suppress(OSError):
            # The run before deletes the lock when it ends: then what we hold is no longer the one that others see.
            if got is None or (got and os.stat(folder / LOCK).st_ino == os.fstat(descriptor).st_ino):
                return descriptor
        os.close(descriptor)
        if got is False:
            if not said:
                waiting()
            said = True
            time.sleep(0.05)
