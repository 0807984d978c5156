"""What a case file was before: its versions, kept beside it, so that an edit can be taken back after a crash or a year.

The case file is the only truth, and whole without its history. What is about to be written is noted as intended; the
file is written; the note is confirmed. Who is stopped in between leaves the note, and whoever comes next compares it
with the file. So they agree: the file is always one of the versions, the one that its history says it is.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from comity.case.database import FILE, FOLDER, Database, NoHistory
from comity.case.files import CASE_BYTES, encoded, read_bytes, read_text, save_bytes
from comity.case.folder import digest
from comity.problem import Place, Problem, Problems

__all__ = ["ChangedMeanwhile", "History", "Kind", "NoHistory", "Session", "Version", "remembered"]

Kind = Literal["opened", "edit", "read", "outside", "undo", "redo"]
"""How a version came about: found when its history began; by an edit; by reading reports; by another program; by an
edit that was taken back, or made again."""

_OUTSIDE = "Changed by another program"
_MARK = "\ufeff"
_FIELDS = "number, at, who, kind, what, place, before, after, digest"


@dataclass(frozen=True)
class Version:
    """One version of a case file.

    number: from 1; at: when, in UTC; by: who made it, empty where that is not known; kind: how it came about; what: in
    words; where: the path in the file of what was changed; before, after: what stood and stands there, as written;
    digest: SHA-256 of the text.
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


@dataclass(frozen=True)
class Session:
    """When a case was opened, in UTC, and by whom."""

    at: dt.datetime
    by: str


class ChangedMeanwhile(Problems):
    """The file is not what a change was made on: somebody else has written to it. That is a version of its own now."""


@dataclass(frozen=True)
class _Intended:
    """A version that is about to be written; shows: the version whose text it has, itself where None."""

    kind: Kind
    text: str
    what: str
    told: tuple[str, str, str]
    parent: int | None = None
    shows: int | None = None


class History:
    """The versions of one case file. Several threads and programs may use them at once.

    Edits follow each other in a line; `undo` goes back in it and `redo` forth. An edit after an undo begins another
    line: what was taken back can no longer be made again, but stays readable as a version.
    """

    def __init__(self, file: Path, by: str | None) -> None:
        """Use `of` or `beside`."""
        self.file = Path(os.path.realpath(file))  # a case may be named by a link
        self._shown = file
        self._database = Database(self.file.parent)
        with self._database.writing() as store:
            name = _plain(self.file.name)
            store.execute("insert or ignore into cases (file) values (?)", (name,))
            self._case = int(store.execute("select id from cases where file = ?", (name,)).fetchone()[0])
            if by is not None:
                self._agree(store)
                row = (self._case, _now(), _plain(by))
                store.execute("insert into sessions (of, at, who) values (?, ?, ?)", row)

    @classmethod
    def of(cls, file: Path, by: str = "") -> History:
        """The history of a case file, begun where there is none; what was written to the file meanwhile is noticed.

        by: who opens it. Raises NoHistory where none can be kept beside it: no writing, no locks, no room; Problems
        where the file cannot be read.
        """
        read_text(file)  # nothing is made beside what is no case
        return cls(file, by)

    @classmethod
    def beside(cls, file: Path) -> History | None:
        """The history of a case file as it lies beside it, or of one that is gone; None where there is none.

        Of one that was damaged `remarks` tells, and it has no versions.

        Raises NoHistory where it cannot be opened.
        """
        if not os.path.lexists(Path(os.path.realpath(file)).parent / FOLDER / FILE):
            return None
        history = cls(file, None)
        if history.versions(limit=1) or history.remarks:
            return history
        history.close()
        return None

    @property
    def where(self) -> Path:
        """The database that it lies in."""
        return self._database.path

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What had to be done to open it: where it was damaged, and what became of it."""
        return self._database.remarks

    @property
    def aside(self) -> tuple[Path, ...]:
        """Damaged databases that were set aside earlier: they may hold versions too."""
        return self._database.aside()

    @property
    def edits(self) -> int:
        """How many edits were made, those counted that were taken back."""
        asked = "select count(*) from versions where of = ? and not intended and kind in ('edit', 'read')"
        return int(self._database.rows(asked, self._case)[0][0])

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        asked = f"select 1 {_STANDING} and v.parent is not null"
        return bool(self._database.rows(asked, self._case))

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be made again."""
        return bool(self._database.rows("select 1 from cases where id = ? and stands <> latest", self._case))

    def noticed(self, text: str, by: str = "", kind: Kind = "outside", what: str = "") -> Version | None:
        """Take note of what was written to the file otherwise; None where the history says what the file says.

        text: of the file, as it was just read; where it has changed once more since, what stands there now counts.
        by: who wrote it, where that is known; kind, what: as in Version; another program where nothing is told.
        """
        last = self._database.rows(f"select v.digest {_STANDING}", self._case)
        pending = self._database.rows("select 1 from versions where of = ? and intended", self._case)
        if last and last[0][0] == _digest(text) and not pending:
            return None
        with self._database.writing() as store:
            _, found = self._agree(store, by, kind, what or _OUTSIDE)
        return found

    def write(
        self,
        text: str,
        *,
        expected: str,
        what: str,
        where: str = "",
        before: str = "",
        after: str = "",
        by: str = "",
        kind: Kind = "edit",
    ) -> Version:
        """Write the file, with the line ends that it has, and keep the version.

        text: what it is to say; expected: what it says now; the others as in Version. Raises ChangedMeanwhile where
        the file says something else, NoHistory where the version cannot be kept, Problems where the file cannot be
        written; each time nothing has been written.
        """
        made = self._written(
            expected, by, lambda store, stands: _Intended(kind, text, what, (where, before, after), parent=stands)
        )
        assert made is not None
        return made

    def undo(self, expected: str, by: str = "") -> Version | None:
        """Take back the last change that is not taken back yet; None where there is none. Raises as `write`."""

        def back(store: sqlite3.Connection, stands: int) -> _Intended | None:
            last, parent, _ = self._at(store, stands)
            if parent is None:
                return None
            told = (last.where, last.after, last.before)
            return _Intended("undo", self._at(store, parent)[2], f"Taken back: {last.what}", told, shows=parent)

        return self._written(expected, by, back)

    def redo(self, expected: str, by: str = "") -> Version | None:
        """Make again what was taken back last; None where there is nothing. Raises as `write`."""

        def forth(store: sqlite3.Connection, stands: int) -> _Intended | None:
            at = store.execute("select latest from cases where id = ?", (self._case,)).fetchone()[0]
            if at == stands:
                return None
            asked = "select parent from versions where of = ? and number = ?"
            while (parent := store.execute(asked, (self._case, at)).fetchone()[0]) != stands:
                at = parent
            again, _, text = self._at(store, at)
            told = (again.where, again.before, again.after)
            return _Intended("redo", text, f"Made again: {again.what}", told, shows=at)

        return self._written(expected, by, forth)

    def versions(self, limit: int = 100, before: int | None = None) -> tuple[Version, ...]:
        """The versions, newest first.

        limit: how many at most; before: only those of a smaller number.
        """
        asked = (
            f"select {_FIELDS} from versions where of = ? and not intended and number < ? order by number desc limit ?"
        )
        return tuple(map(_read, self._database.rows(asked, self._case, 1 << 62 if before is None else before, limit)))

    def text(self, number: int) -> str:
        """The case as it was; raises Problems where there is no version of that number."""
        asked = "select content from versions where of = ? and number = ? and not intended"
        found = self._database.rows(asked, self._case, number)
        if not found:
            last = self.versions(limit=1)
            fix = f"they are numbered from 1 to {last[0].number}" if last else ""
            raise Problems([Problem(Place(str(self._shown)), f"there is no version {number}", fix)])
        return zlib.decompress(found[0][0]).decode()

    def sessions(self, limit: int = 100) -> tuple[Session, ...]:
        """When the case was opened and by whom, newest first."""
        asked = "select at, who from sessions where of = ? order by id desc limit ?"
        return tuple(
            Session(dt.datetime.fromisoformat(at), who) for at, who in self._database.rows(asked, self._case, limit)
        )

    def wipe(self) -> tuple[Path, ...]:
        """Forget every version; the case file stays as it is, and its next edit begins a new history.

        Returns what was set aside, which stays.
        """
        with self._database.writing() as store:
            for table in ("versions", "sessions"):
                store.execute(f"delete from {table} where of = ?", (self._case,))
            store.execute("update cases set stands = null, latest = null where id = ?", (self._case,))
        self._database.shrink()
        return self.aside

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    # What follows runs within one turn of writing: nobody else writes meanwhile.

    def _written(
        self, expected: str, by: str, plan: Callable[[sqlite3.Connection, int], _Intended | None]
    ) -> Version | None:
        """Note what is planned, write the file, confirm the note."""
        while True:
            with self._database.writing() as store:
                stands, _ = self._agree(store)
                same = read_text(self.file) == expected
                intended = plan(store, stands) if same else None
                noted, data = self._intend(store, intended, by) if intended else (0, b"")
            if not same:
                raise self._changed()
            if intended is None:
                return None
            made = self._confirmed_after_writing(noted, data, expected)
            if made is not None:
                return made

    def _confirmed_after_writing(self, noted: int, data: bytes, expected: str) -> Version | None:
        """Write the file, and confirm what was noted; None where another program took the note for that of a dead one,
        before a thing was written."""
        made, same = None, True
        try:
            with self._database.writing() as store:
                row = store.execute(f"select {_FIELDS} from versions where id = ? and intended", (noted,)).fetchone()
                if row is None:
                    return None
                same = read_text(self.file) == expected
                if same:
                    save_bytes(self.file, data)
                    made = _read(row)
                    self._confirm(store, noted)
                else:
                    store.execute("delete from versions where id = ?", (noted,))
                    self._agree(store)
        except NoHistory:
            if made is None:
                raise
            # The file is written and the note stands: whoever comes next confirms it.
        except BaseException:
            with suppress(Problems), self._database.writing() as store:
                self._agree(store)
            raise
        if not same:
            raise self._changed()
        return made

    def _agree(
        self, store: sqlite3.Connection, by: str = "", kind: Kind = "outside", what: str = _OUTSIDE
    ) -> tuple[int, Version | None]:
        """Have the history say what the file says: the version that stands there, and the one made for it if any."""
        text = read_text(self.file)
        for noted, intended in store.execute(
            "select id, digest from versions where of = ? and intended", (self._case,)
        ).fetchall():
            if intended == _digest(text):
                self._confirm(store, noted)
            elif self._standing(store)[1] == _digest(text):
                store.execute("delete from versions where id = ?", (noted,))
            else:  # the file was changed since, so that nobody knows whether this was in it: it is kept
                self._confirm(store, noted)
                words = "what || ' (interrupted: whether it was saved is not known)'"
                store.execute(f"update versions set what = {words} where id = ?", (noted,))
        stands, known = self._standing(store)
        if stands is not None and known == _digest(text):
            return stands, None
        if stands is None:
            found = _Intended("opened", text, "The case as it was when its history began", ("", "", ""))
        else:
            found = _Intended(kind, text, what, ("", "", ""), parent=stands)
        noted, _ = self._intend(store, found, by)
        self._confirm(store, noted)
        row = store.execute(f"select {_FIELDS} from versions where id = ?", (noted,)).fetchone()
        return int(row[0]), _read(row)

    def _intend(self, store: sqlite3.Connection, intended: _Intended, by: str) -> tuple[int, bytes]:
        """Note what is about to stand in the file: the note, and the bytes of the file."""
        data = self._as_bytes(intended.text)
        text = _as_text(data)
        asked = "select coalesce(max(number), 0) + 1 from versions where of = ?"
        number = store.execute(asked, (self._case,)).fetchone()[0]
        told = map(_plain, (by, intended.kind, intended.what, *intended.told))
        row = (self._case, number, _now(), *told, _digest(text), zlib.compress(text.encode()), intended.parent)
        noted = store.execute(
            f"insert into versions (of, {_FIELDS}, content, parent, shows, intended) values ({'?, ' * 13}1)",
            (*row, number if intended.shows is None else intended.shows),
        ).lastrowid
        assert noted is not None
        return noted, data

    def _confirm(self, store: sqlite3.Connection, noted: int) -> None:
        """What was noted stands in the file; after anything but an undo or a redo nothing can be made again."""
        store.execute("update versions set intended = 0 where id = ?", (noted,))
        kind, shows = store.execute("select kind, shows from versions where id = ?", (noted,)).fetchone()
        fields = "stands = ?" if kind in ("undo", "redo") else "stands = ?1, latest = ?1"
        store.execute(f"update cases set {fields} where id = {self._case}", (shows,))

    def _standing(self, store: sqlite3.Connection) -> tuple[int | None, str]:
        """The version that stands in the file, and its digest."""
        row = store.execute(f"select v.number, v.digest {_STANDING}", (self._case,)).fetchone()
        return (None, "") if row is None else (int(row[0]), str(row[1]))

    def _at(self, store: sqlite3.Connection, number: int) -> tuple[Version, int | None, str]:
        """A version, the one before it in its line, and its text."""
        asked = f"select {_FIELDS}, parent, content from versions where of = ? and number = ?"
        *told, parent, content = store.execute(asked, (self._case, number)).fetchone()
        return _read(tuple(told)), parent, zlib.decompress(content).decode()

    def _as_bytes(self, text: str) -> bytes:
        """A text as the bytes of the file, with the line ends and the byte order mark that it has."""
        stood = read_bytes(self.file, CASE_BYTES)
        text = _with_plain_ends(text)
        data = encoded(text.replace("\n", "\r\n") if b"\r\n" in stood else text)
        mark = encoded(_MARK)
        if stood.startswith(mark) and not data.startswith(mark):
            data = mark + data
        if len(data) > CASE_BYTES:
            fix = f"a case file holds at most {CASE_BYTES / 1e6:g} MB"
            raise Problems([Problem(Place(str(self._shown)), "the case would be too large", fix)])
        return data

    def _changed(self) -> ChangedMeanwhile:
        fix = "look at what it says now, then make the change again"
        return ChangedMeanwhile([Problem(Place(str(self._shown)), "the file has been changed meanwhile", fix)])


@contextmanager
def remembered(case: Path, kind: Kind, what: str, by: str = "") -> Iterator[None]:
    """Whatever is written to a case file within is a version in the history beside it, where one lies there.

    kind, what, by: as in Version. It is never in the way of the writing: where nothing can be noted, the history finds
    the change later, as one of another program.
    """
    history = None
    with suppress(Problems):
        if case.exists() and (history := History.beside(case)) is not None:
            history.noticed(read_text(case))
    try:
        yield
        with suppress(Problems):
            if history is not None:
                history.noticed(read_text(case), by, kind, what)
    finally:
        if history is not None:
            history.close()


_STANDING = "from cases as c join versions as v on v.of = c.id and v.number = c.stands where c.id = ?"


def _read(row: tuple[Any, ...]) -> Version:
    number, at, *told = row
    return Version(number, dt.datetime.fromisoformat(at), *told)


def _as_text(data: bytes) -> str:
    return _with_plain_ends(data.decode("utf-8-sig"))


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _digest(text: str) -> str:
    return digest(encoded(text))


def _plain(words: str) -> str:
    """Words as a database takes them: half a surrogate pair, of a file name that is no text, becomes its escape."""
    return encoded(words).decode()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
