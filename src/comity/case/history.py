"""What a case file was before: every version of it, beside it, so that edits can be taken back after a crash or a year.

The case file is the only truth, and is whole without its history. A version is noted before the file is written and
confirmed afterwards; who is killed in between leaves a note, which the next one compares with the file. So history and
file agree: the file is one of the versions, and what it says is the last of them.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from comity.case.files import claim, read_text, save
from comity.problem import Place, Problem, Problems

FOLDER, FILE, LOCK = ".comity", "history.sqlite", "history.lock"
"""Where the history of the cases of a folder lies, in that folder."""

Kind = Literal["opened", "edit", "outside", "undo", "redo"]
"""How a version came about: as it was when its history began; by an edit; by another program; an edit taken back; an
edit made again."""

SECONDS = 10.0
"""How long is waited for others who write, at most."""

_TABLES = """
create table if not exists cases (id integer primary key, file text unique not null, now integer);
create table if not exists versions (
    id integer primary key, of integer not null, number integer not null, at text not null, who text not null,
    kind text not null, what text not null, place text not null, before text not null, after text not null,
    digest text not null, content blob not null, parent integer, stands_for integer not null, noted integer not null,
    unique (of, number)
);
create table if not exists redo (id integer primary key, of integer not null, number integer not null);
create table if not exists sessions (id integer primary key, of integer not null, at text not null, who text not null);
"""


@dataclass(frozen=True)
class Version:
    """One version of a case file.

    number: from 1; at: when, in UTC; by: who made it, empty where that is not known; kind: how it came about; what: in
    words; where: the path in the file of what was changed, its steps joined by dots; before, after: what stood and
    stands there; digest: SHA-256 of the text.
    """

    number: int
    at: dt.datetime
    by: str
    kind: Kind
    what: str
    where: str
    before: str
    after: str
    digest: str


class ChangedMeanwhile(Problems):
    """The file is not what a change was made on: somebody else has written to it."""


class History:
    """The versions of one case file. Several programs and threads may use it at once."""

    def __init__(self, file: Path, store: sqlite3.Connection, key: int) -> None:
        """Use `of`."""
        self.file = file
        self._store, self._key = store, key
        self._lock = threading.RLock()

    @classmethod
    def of(cls, file: Path, by: str = "") -> History:
        """The history of a case file, begun where there is none yet; what others wrote to the file is noticed.

        by: who looks at it. Raises Problems where its folder cannot hold one: where nothing can be written or locked
        there, or a damaged history stands in the way.
        """
        place = _place(file)
        try:
            place.parent.mkdir(exist_ok=True)
            store = sqlite3.connect(place, timeout=SECONDS, isolation_level=None, check_same_thread=False)
            store.execute("pragma journal_mode = wal")
            store.execute("pragma synchronous = normal")
            store.execute("pragma foreign_keys = on")
            store.executescript(_TABLES)
            store.execute("insert or ignore into cases (file) values (?)", (file.name,))
            key = store.execute("select id from cases where file = ?", (file.name,)).fetchone()[0]
            history = cls(file, store, key)
            with history._alone():
                history._settle()
                history._notice(read_text(file), by)
                store.execute("insert into sessions (of, at, who) values (?, ?, ?)", (key, _now(), by))
        except (sqlite3.Error, OSError) as error:
            raise Problems([_unusable(place, error)]) from None
        _hide_from_git(place.parent)
        return history

    @property
    def where(self) -> Path:
        """The database that it lies in."""
        return _place(self.file)

    @property
    def edits(self) -> int:
        """How many edits were made, those counted that were taken back."""
        return int(self._one("select count(*) from versions where of = ? and noted = 0 and kind = 'edit'")[0])

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return self._now_at()[1] is not None

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be made again."""
        return self._one("select max(id) from redo where of = ?")[0] is not None

    def noticed(self, text: str, by: str = "") -> Version | None:
        """Take note of what the file says, where it is not what the last version says; None where it is.

        text: of the file, as it was just read; by: who wrote it, where that is known.
        """
        with self._alone():
            self._settle()
            return self._notice(text, by)

    def write(
        self, text: str, *, expected: str, what: str, where: str = "", before: str = "", after: str = "", by: str = ""
    ) -> Version:
        """Write the file, and note the version.

        text: what it is to say; expected: what it says now; the others: see Version. Raises ChangedMeanwhile where the
        file does not say what is expected, Problems where it cannot be written; then nothing has changed.
        """
        with self._alone():
            now, _ = self._ready(expected)
            return self._written("edit", text, by, what, (where, before, after), parent=now)

    def undo(self, expected: str, by: str = "") -> Version | None:
        """Take back the last version that is not taken back; None where there is none. Raises as `write`."""
        with self._alone():
            now, parent = self._ready(expected)
            if parent is None:
                return None
            last = self._version(now)
            told = (last.where, last.after, last.before)
            return self._written("undo", self.text(parent), by, f"Taken back: {last.what}", told, stands_for=parent)

    def redo(self, expected: str, by: str = "") -> Version | None:
        """Make the version again that was taken back last; None where there is none. Raises as `write`."""
        with self._alone():
            self._ready(expected)
            row = self._one("select number from redo where of = ? order by id desc limit 1")
            if row is None:
                return None
            again, text = self._version(row[0]), self.text(row[0])
            told = (again.where, again.before, again.after)
            return self._written("redo", text, by, f"Made again: {again.what}", told, stands_for=row[0])

    def versions(self, limit: int = 100, before: int | None = None) -> tuple[Version, ...]:
        """The versions, newest first.

        limit: how many at most; before: only those of a smaller number.
        """
        asked = f"{_VERSION} where of = ? and noted = 0 and number < ? order by number desc limit ?"
        with self._lock:
            return tuple(map(_read, self._store.execute(asked, (self._key, before or 1 << 62, limit))))

    def text(self, number: int) -> str:
        """The text of a version; raises Problems where there is none of that number."""
        row = self._one("select content from versions where of = ? and number = ? and noted = 0", number)
        if row is None:
            raise Problems([Problem(Place(str(self.file)), f"there is no version {number}")])
        return zlib.decompress(row[0]).decode("utf-8", "surrogatepass")

    def wipe(self) -> None:
        """Forget every version; the file stays as it is, and a new history of it begins with the next edit."""
        with self._alone():
            for table in ("versions", "redo", "sessions"):
                self._store.execute(f"delete from {table} where of = ?", (self._key,))
            self._store.execute("update cases set now = null where id = ?", (self._key,))
            self._notice(read_text(self.file), "")
        with self._lock:
            self._store.execute("vacuum")
            self._store.execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        """Give the database back."""
        with self._lock:
            self._store.close()

    # Within: all of these are called while nobody else writes.

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else writes: neither a thread of this program nor another program."""
        with self._lock:
            descriptor = os.open(_place(self.file).with_name(LOCK), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                end = time.monotonic() + SECONDS
                while claim(descriptor) is False:
                    if time.monotonic() > end:
                        fix = "wait for the other program that is writing this case, or close it"
                        raise Problems([Problem(Place(str(self.file)), "the history is in use", fix)])
                    time.sleep(0.005)
                yield
            except sqlite3.Error as error:
                raise Problems([_unusable(_place(self.file), error)]) from None
            finally:
                os.close(descriptor)

    def _settle(self) -> None:
        """Confirm or forget what somebody noted who was stopped before it was done: the file tells."""
        noted = self._store.execute("select number, digest from versions where of = ? and noted = 1", (self._key,))
        for number, digest in noted.fetchall():
            if digest == _digest(read_text(self.file)):
                self._confirm(number)
            else:
                self._store.execute("delete from versions where of = ? and number = ?", (self._key, number))

    def _ready(self, expected: str) -> tuple[int, int | None]:
        """Where the file stands, and what stood before it; raises ChangedMeanwhile where it is not as expected."""
        self._settle()
        text = read_text(self.file)
        self._notice(text)
        if text != expected:
            fix = "look at what it says now, then make the change again"
            raise ChangedMeanwhile([Problem(Place(str(self.file)), "the file has been changed meanwhile", fix)])
        now, parent = self._now_at()
        assert now is not None
        return now, parent

    def _notice(self, text: str, by: str = "") -> Version | None:
        now, _ = self._now_at()
        if now is not None and self._version(now).digest == _digest(text):
            return None
        kind, what = (
            ("opened", "The case as it was found") if now is None else ("outside", "Changed by another program")
        )
        number = self._note(kind, text, by, what, ("", "", ""), parent=now, stands_for=None, noted=0)
        self._store.execute("update cases set now = ? where id = ?", (number, self._key))
        self._store.execute("delete from redo where of = ?", (self._key,))
        return self._version(number)

    def _written(
        self,
        kind: Kind,
        text: str,
        by: str,
        what: str,
        told: tuple[str, str, str],
        parent: int | None = None,
        stands_for: int | None = None,
    ) -> Version:
        number = self._note(kind, text, by, what, told, parent, stands_for, noted=1)
        try:
            save(self.file, text)
        except BaseException:
            self._settle()
            raise
        self._confirm(number)
        return self._version(number)

    def _note(
        self,
        kind: str,
        text: str,
        by: str,
        what: str,
        told: tuple[str, str, str],
        parent: int | None,
        stands_for: int | None,
        noted: int,
    ) -> int:
        number = int(self._one("select coalesce(max(number), 0) + 1 from versions where of = ?")[0])
        content = zlib.compress(text.encode("utf-8", "surrogatepass"))
        row = (
            self._key,
            number,
            _now(),
            by,
            kind,
            what,
            *told,
            _digest(text),
            content,
            parent,
            stands_for or number,
            noted,
        )
        self._store.execute(f"insert into versions values (null{', ?' * len(row)})", row)
        return number

    def _confirm(self, number: int) -> None:
        """A version is in the file: it is where the case stands, and what can be made again is another."""
        kind, stands_for = self._one("select kind, stands_for from versions where of = ? and number = ?", number)
        stood, _ = self._now_at()
        with self._store:
            self._store.execute("begin")
            self._store.execute("update versions set noted = 0 where of = ? and number = ?", (self._key, number))
            self._store.execute("update cases set now = ? where id = ?", (stands_for, self._key))
            if kind == "undo":
                self._store.execute("insert into redo (of, number) values (?, ?)", (self._key, stood))
            elif kind == "redo":
                self._store.execute("delete from redo where id = (select max(id) from redo where of = ?)", (self._key,))
            else:
                self._store.execute("delete from redo where of = ?", (self._key,))

    def _now_at(self) -> tuple[int | None, int | None]:
        """The version that the case stands at, and the one before it; None where there is none."""
        row = self._one(
            "select versions.number, versions.parent from cases join versions "
            "on versions.of = cases.id and versions.number = cases.now where cases.id = ?"
        )
        return (None, None) if row is None else (row[0], row[1])

    def _version(self, number: int) -> Version:
        return _read(self._one(f"{_VERSION} where of = ? and number = ?", number))

    def _one(self, asked: str, *more: Any) -> Any:
        with self._lock:
            return self._store.execute(asked, (self._key, *more)).fetchone()


_VERSION = "select number, at, who, kind, what, place, before, after, digest from versions"


def _read(row: tuple[Any, ...]) -> Version:
    number, at, *told = row
    return Version(number, dt.datetime.fromisoformat(at), *told)


def _place(file: Path) -> Path:
    return file.parent / FOLDER / FILE


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _hide_from_git(folder: Path) -> None:
    """Keep what others may not see out of what is sent to them."""
    ignore = folder / ".gitignore"
    with suppress(OSError):
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")


def _unusable(place: Path, error: Exception) -> Problem:
    told = getattr(error, "strerror", None) or str(error)
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return Problem(
            Place(str(place)), f"the history cannot be read: {told}", "rename this file, and a new one is begun"
        )
    return Problem(Place(str(place)), f"no history can be kept here: {told}", "edits are saved, but cannot be undone")
