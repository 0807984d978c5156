"""Every file that Comity takes in or writes: what is read and how much of it, and that no write loses anything."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from comity.problem import Place, Problem, Problems

NO_FILE = "there is no such file"
"""What is wrong with a path that leads to nothing."""
CASE_BYTES = 2_000_000
"""A case file; also a registry, an issue list, or a file of another program in YAML."""
SOURCE_BYTES = 10_000_000
"""One source of a case."""
SOURCES_BYTES = 40_000_000
"""All sources of a case together."""
REPORT_BYTES = 50_000_000
"""A report as it comes, with its pictures: Word, PDF, a web page."""
IMPORT_BYTES = 10_000_000
"""A file of another program in XML."""
WORKBOOK_BYTES = 10_000_000
"""A case as a workbook of Excel."""
UNPACKED_BYTES = 60_000_000
"""What the cells of a workbook may unpack to."""
RECORD_BYTES = 50_000_000
"""What readings keep beside a case: the table of statements, and the record."""

_DRAFT = re.compile(r"\.comity-(?:lock|[0-9a-f]{16})\.tmp")
_ABANDONED = 86_400.0
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_MAKING = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    def claim(descriptor: int) -> bool | None:
        """Hold an open file until it is closed: False where another run holds it, None where nothing can be held."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def claim(descriptor: int) -> bool | None:
        """Hold an open file until it is closed: False where another run holds it, None where nothing can be held."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network file systems know no locks
            return None
        return True


# Reading


def read_bytes(path: Path, limit: int, advice: str = "") -> bytes:
    """The content of a file of at most `limit` bytes.

    advice: what to do with a larger one. Raises Problems where there is none, where it is no plain file (a pipe would
    be waited for without end), is too large or cannot be read.
    """
    place = Place(str(path))
    try:
        if wrong := _not_plain(os.stat(path).st_mode, path):
            raise Problems([Problem(place, f"cannot be read: {wrong[0]}", wrong[1])])
        with open(os.open(path, _READING), "rb") as stream:
            found = os.fstat(stream.fileno())
            if wrong := _not_plain(found.st_mode, path):
                raise Problems([Problem(place, f"cannot be read: {wrong[0]}", wrong[1])])
            data = stream.read(limit + 1) if found.st_size <= limit else b""
    except (FileNotFoundError, NotADirectoryError):
        raise Problems([Problem(place, NO_FILE, _meant(path))]) from None
    except OSError as error:
        what = "it is a link that leads to itself" if error.errno == errno.ELOOP else error.strerror or str(error)
        raise Problems([Problem(place, f"cannot be read: {what}")]) from None
    except ValueError:
        raise Problems([Problem(place, "a name that no system takes", "check the path")]) from None
    if found.st_size > limit or len(data) > limit:
        fix = f"at most {limit / 1e6:g} MB are read" + (f"; {advice}" if advice else "")
        raise Problems([Problem(place, "the file is too large", fix)])
    return data


def read_text(path: Path, limit: int = CASE_BYTES, advice: str = "keep long texts in source files") -> str:
    """The text of a file in UTF-8 of at most `limit` bytes; raises Problems with the remedy otherwise."""
    data = read_bytes(path, limit, advice)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _with_plain_ends(data[: error.start].decode("utf-8-sig", "replace"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"the file is not UTF-8 text (byte {error.start + 1})"
        raise Problems([Problem(Place(str(path), line, column), what, "save it again as UTF-8")]) from None
    return _with_plain_ends(text)


def head(path: Path, size: int) -> bytes:
    """The first bytes of a plain file, to see what it is; none where it cannot be read."""
    try:
        if _not_plain(os.stat(path).st_mode, path):
            return b""
        with open(os.open(path, _READING), "rb") as stream:
            return stream.read(size)
    except (OSError, ValueError):
        return b""


class Shelf:
    """Files that are read once however often they are named, and no more of them together than memory bears."""

    def __init__(self, each: int, together: int) -> None:
        self.each, self.together = each, together
        self._texts: dict[tuple[int, int], str] = {}
        self._size = 0

    def text(self, path: Path) -> str:
        """The text of one file; raises Problems as `read_text`, and where the files are too many together."""
        try:
            known = os.stat(path)
        except (OSError, ValueError):
            return read_text(path, self.each, "")  # which says what is wrong with it
        key = (known.st_dev, known.st_ino)
        if key not in self._texts:
            if self._size + known.st_size > self.together:
                fix = f"at most {self.together / 1e6:g} MB are read; shorten the longest"
                raise Problems([Problem(Place(str(path)), "the sources are too large together", fix)])
            self._texts[key] = read_text(path, self.each, "keep the part that is cited")
            self._size += known.st_size
        return self._texts[key]


def inside(folder: Path, name: str, place: Place, what: str, fix: str = "copy it beside the case") -> Path:
    """The file that a name in a file means: one in that file's folder, or below it, links followed.

    place, what: where the name stands, and what it is the file of, for what is said; fix: what to do with one that lies
    elsewhere. Raises Problems otherwise.
    """
    if "\\" in name:
        fix = f"write {name.replace(chr(92), '/')}, with /: it is read on every system"
        raise Problems([Problem(place, f"{what} is named as on Windows only", fix)])
    home = Path(os.path.realpath(folder))
    try:
        path = Path(os.path.realpath(home / name))
    except (ValueError, OSError):
        raise Problems([Problem(place, f"{what} has a name that no system takes")]) from None
    if not path.is_relative_to(home):
        raise Problems([Problem(place, f"{what} lies outside the case's folder", fix)])
    return path


A_LINK = "a link leads there; put the file itself into the folder, or name another folder"
"""What to do where a file that is to be written in a folder would lie elsewhere."""


def listed(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The plain files in a folder and below it, by name, and a remark for everything that is passed over.

    Hidden files are not looked at. Links are not followed: what they lead to within the folder is met there, and what
    lies elsewhere was not named.
    """
    home = os.path.realpath(folder)
    files: list[Path] = []
    passed: list[Problem] = []

    def pass_over(path: Path, what: str, fix: str = "") -> None:
        passed.append(Problem(Place(str(path)), f"{what}: passed over", fix, "warning"))

    def unread(error: OSError) -> None:
        pass_over(Path(error.filename), f"the folder cannot be read ({error.strerror})")

    for where, folders, names in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(names)]:
            path = Path(where, name)
            if path.is_symlink():
                if not os.path.exists(path):
                    pass_over(path, "a link that leads nowhere")
                elif not Path(os.path.realpath(path)).is_relative_to(home):
                    pass_over(path, "a link that leads out of this folder", "name what it leads to, to have it read")
            elif name in names and not name.startswith("."):
                if _not_plain(path.stat().st_mode, path):
                    pass_over(path, "a pipe or a device")
                else:
                    files.append(path)
    return sorted(files), passed


def _not_plain(mode: int, path: Path) -> tuple[str, str] | None:
    """Why something is not read as a file, and what to do; None where it is one."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        within = sorted(path.glob("*.yaml"))
        return "it is a folder", f"did you mean {within[0]}?" if len(within) == 1 else "name the file"
    return "it is a pipe or a device", "save what comes out of it to a file first"


def _meant(path: Path) -> str:
    """What to do where there is no such file: the one that was probably meant, whose name differs in its capitals or
    its form of letters; the whole path where a folder's name does."""
    found = resembling(path)
    if found is None:
        return "check the path"
    return f"did you mean {found.name if found.parent == path.parent else found}?"


def resembling(path: Path) -> Path | None:
    """The path that there is whose names differ in capitals and forms of letters only; None where there is none."""
    try:
        parent = path.parent if path.parent.exists() or path.parent == path else resembling(path.parent)
        if parent is None or parent == path:
            return None
        beside = sorted(entry.name for entry in os.scandir(parent) if not entry.name.startswith("."))
    except (OSError, ValueError):
        return None
    if path.name in beside:
        return parent / path.name
    return next((parent / name for name in beside if _folded(name) == _folded(path.name)), None)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# Writing


def encoded(text: str) -> bytes:
    """A text as the bytes of its file; half a surrogate pair (of a file name that is no text) becomes its escape."""
    return text.encode("utf-8", "backslashreplace")


def save(path: Path, text: str) -> None:
    """Write a file so that a crash leaves either the old text or the new one, never a mixture.

    A link stays, and what it leads to is replaced; pipes, devices and /dev/stdout are written to as they are; the mode
    of the file is kept. Raises Problems where it cannot be written.
    """
    save_bytes(path, encoded(text))


def save_bytes(path: Path, data: bytes) -> None:
    """As `save`, for what is no text, or is to come back as it was."""
    with told(path):
        if is_stream(path):
            _pour_out(path, data)
            return
        with drafts({target_of(path): data}) as made:
            made.settle()


def save_new(texts: Mapping[Path, str | bytes]) -> None:
    """Write files where none stand yet, all of them or none: texts, or what is none as bytes.

    A file that stands with this very content may stay, so that a run that was killed can be repeated.
    Raises Problems for each that stands with another one, or that is a link.
    """
    fresh: dict[Path, bytes] = {}
    problems = []
    for path, text in texts.items():
        data = text if isinstance(text, bytes) else encoded(text)
        if is_stream(path):
            save_bytes(path, data)
        elif not os.path.lexists(path):
            fresh[path] = data
        elif os.path.islink(path) or not os.path.isfile(path):
            what = "a link stands here" if os.path.islink(path) else "this is no file"
            problems.append(Problem(Place(str(path)), what, "move it away, or name another place"))
        elif head(path, len(data) + 1) != data:
            fix = "it is not replaced; move it away, or name another place"
            problems.append(Problem(Place(str(path)), "this file exists", fix))
    if problems:
        raise Problems(problems)
    for folder in {path.parent for path in texts}:
        sweep(folder)
    if fresh:
        with told(next(iter(fresh))), drafts({target_of(path): data for path, data in fresh.items()}) as made:
            made.settle()


def is_stream(path: Path) -> bool:
    """Is this something that is written to as it goes, and not replaced: a pipe, a device, the standard output?"""
    if _descriptor(path) is not None:
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def is_same(path: Path, other: Path) -> bool:
    """Do two names mean one file, by links of either kind?"""
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False


class Drafts:
    """Files written out beside their places, to be put there at once."""

    def __init__(self) -> None:
        self._made: list[tuple[int, Path, Path]] = []

    def add(self, target: Path, data: bytes) -> None:
        """Write one out, to the disk."""
        descriptor, draft = _made_in(target.parent)
        self._made.append((descriptor, draft, target))
        with suppress(OSError):  # not every file system has modes and owners
            known = os.stat(target)
            os.chmod(draft, stat.S_IMODE(known.st_mode))
            if hasattr(os, "chown") and (known.st_uid, known.st_gid) != (os.geteuid(), os.getegid()):
                os.chown(draft, known.st_uid, known.st_gid)
        _pour(descriptor, data)
        os.fsync(descriptor)

    def settle(self) -> None:
        """Put every file into its place."""
        while self._made:
            descriptor, draft, target = self._made[0]
            if sys.platform == "win32":  # where an open file cannot be renamed
                os.close(descriptor)
                os.replace(draft, target)
            else:
                os.replace(draft, target)
                os.close(descriptor)
            del self._made[0]
            settle_folder(target.parent)

    def drop(self) -> None:
        """Delete what has not been put into its place."""
        for descriptor, draft, _ in self._made:
            with suppress(OSError):
                os.close(descriptor)
            with suppress(OSError):
                os.unlink(draft)


@contextmanager
def drafts(contents: Mapping[Path, bytes]) -> Iterator[Drafts]:
    """Write files out beside their places; what is not settled in the end is deleted again."""
    made = Drafts()
    folders = {target.parent for target in contents}
    missing = [each for folder in folders for each in (folder, *folder.parents) if not each.exists()]
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            sweep(folder)
        for target, data in contents.items():
            made.add(target, data)
        yield made
    finally:
        made.drop()
        with suppress(OSError):
            for each in sorted(missing, reverse=True):  # in which nothing was written after all
                os.rmdir(each)


def settle_folder(folder: Path) -> None:
    """Have the names in a folder on the disk as well, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, _READING)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> None:
    """Delete the drafts that runs left in a folder when they were killed; those of runs at work stay."""
    try:
        left = [entry.path for entry in os.scandir(folder) if _DRAFT.fullmatch(entry.name)]
    except OSError:
        return
    for path in left:
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            try:
                free = claim(descriptor)
                if free or (free is None and time.time() - os.fstat(descriptor).st_mtime > _ABANDONED):
                    os.unlink(path)
            finally:
                os.close(descriptor)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into a problem with its place."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        fix = "make room and run it again: nothing was replaced" if full else "name another place"
        raise Problems([Problem(Place(str(path)), f"cannot be written: {error.strerror or error}", fix)]) from None
    except ValueError:
        raise Problems([Problem(Place(str(path)), "a name that no system takes", "name another place")]) from None


def _made_in(folder: Path) -> tuple[int, Path]:
    """A new draft in a folder, open and held: a sweep may get hold of it before we do, then another one is made."""
    while True:
        path = folder / f".comity-{os.urandom(8).hex()}.tmp"
        descriptor = os.open(path, _MAKING, 0o666)
        if claim(descriptor) is not False and os.path.exists(path):
            return descriptor, path
        os.close(descriptor)


def target_of(path: Path) -> Path:
    """The file that is replaced when a path is written; raises Problems where it must not be."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return Path(os.path.realpath(path))
    if not stat.S_ISREG(mode):
        what = "it is a folder" if stat.S_ISDIR(mode) else "it is neither a file nor a pipe"
        raise Problems([Problem(Place(str(path)), f"cannot be written: {what}", "name a file")])
    if not mode & 0o222:
        fix = "name another file, or allow writing to this one"
        raise Problems([Problem(Place(str(path)), "cannot be written: the file is protected against it", fix)])
    return Path(os.path.realpath(path))


def _descriptor(path: Path) -> int | None:
    """The open file that a path means, for the names that systems give to standard output and its like."""
    named = os.path.abspath(path)
    for _ in range(40):
        if found := re.fullmatch(r"/dev/(?:(stdout)|(stderr)|fd/(\d+))|/proc/(?:self|thread-self)/fd/(\d+)", named):
            return 1 if found[1] else 2 if found[2] else int(found[3] or found[4])
        try:
            named = os.path.normpath(os.path.join(os.path.dirname(named), os.readlink(named)))
        except (OSError, ValueError):
            return None
    return None


def _pour_out(path: Path, data: bytes) -> None:
    """Write to a pipe, a device or an open file, from where it stands."""
    known = _descriptor(path)
    descriptor = os.dup(known) if known is not None else os.open(path, os.O_WRONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        _pour(descriptor, data)
    finally:
        os.close(descriptor)


def _pour(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
