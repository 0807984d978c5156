"""The database beside the cases of a folder, with their history: opened, locked, set aside when damaged."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comity.case.files import claim, save
from comity.case.folder import LOCK, alone
from comity.problem import Place, Problem, Problems

FOLDER, FILE = ".comity", "history.sqlite"
"""Where the history of the cases of a folder lies, in that folder."""
SECONDS = 10.0
"""How long is waited for others who write, at most."""

_OURS, _FORMAT = 0x436F6D69, 1  # "Comi", and how the tables are made
_PARTS = ("", "-wal", "-shm")
_TABLES = """
create table cases (
    id integer primary key, file text not null unique, stands integer, latest integer
);
create table versions (
    id integer primary key autoincrement, of integer not null, number integer not null, at text not null,
    who text not null, kind text not null, what text not null, place text not null, before text not null,
    after text not null, digest text not null, content blob not null,
    parent integer, shows integer not null, intended integer not null, unique (of, number)
);
create table sessions (id integer primary key, of integer not null, at text not null, who text not null);
"""


class NoHistory(Problems):
    """No history can be kept, or read, here; the case itself is untouched and can be worked on without one."""


class Database:
    """One database, for all threads of a program: reads and writes take turns, other programs are waited for."""

    def __init__(self, folder: Path) -> None:
        """Open the database of the cases in a folder, made where there is none.

        A damaged one is renamed, never deleted, and told in `remarks`. Raises NoHistory where none can be kept: where
        nothing can be written or locked, or a link or a newer version of Comity's database stands there.
        """
        self.path = folder / FOLDER / FILE
        self.remarks: tuple[Problem, ...] = ()
        self._turn = threading.RLock()
        for path in (self.path.parent, self.path):
            if path.is_symlink():
                raise _none(path, "a link stands here", "move it away")
        try:
            with alone(self.path.parent):  # one at a time makes it or sets it aside
                if not _locks(self.path.parent):
                    raise _none(self.path, "this folder knows no locks, as some network folders do")
                ignored = self.path.with_name(".gitignore")
                if not ignored.exists():  # what was weighed and rejected is nobody else's to read
                    save(ignored, "*\n")
                self._store = self._opened()
        except NoHistory:
            raise
        except Problems as refused:
            raise _none(self.path, "; ".join(problem.what for problem in refused.problems)) from None
        except (sqlite3.Error, OSError) as error:
            raise _told(self.path, error) from None

    def rows(self, asked: str, *values: Any) -> list[Any]:
        """What a query finds."""
        with self._turn:
            try:
                return self._store.execute(asked, values).fetchall()
            except sqlite3.Error as error:
                raise _told(self.path, error) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """While nobody else writes, in this program or another; all that is written within stays, or nothing."""
        with self._turn:
            try:
                self._store.execute("begin immediate")
                try:
                    yield self._store
                    self._store.execute("commit")
                except BaseException:
                    if self._store.in_transaction:
                        self._store.execute("rollback")
                    raise
            except sqlite3.Error as error:
                raise _told(self.path, error) from None

    def shrink(self) -> None:
        """Overwrite and give back what was deleted, so that none of it can be found in the files."""
        for command in ("vacuum", "pragma wal_checkpoint(truncate)"):
            self.rows(command)

    def close(self) -> None:
        """Give the database back."""
        with self._turn:
            self._store.close()

    def aside(self) -> tuple[Path, ...]:
        """The damaged databases that were set aside here."""
        return tuple(sorted(self.path.parent.glob("history-damaged-*.sqlite")))

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connected(self.path)
        except sqlite3.DatabaseError as error:
            if not _damaged(error):
                raise
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
        kept = self.path.with_name(f"history-damaged-{stamp}.sqlite")
        for part in _PARTS:
            if os.path.lexists(f"{self.path}{part}"):
                os.rename(f"{self.path}{part}", f"{kept}{part}")
        fix = f"it is kept as {kept.name}, and a new one is begun; the case file is as it was"
        self.remarks = (Problem(Place(str(self.path)), "the history was damaged", fix, "warning"),)
        return _connected(self.path)


def _connected(path: Path) -> sqlite3.Connection:
    """A connection to a database that is whole and has our tables; raises sqlite3.Error, or NoHistory, otherwise."""
    store = sqlite3.connect(path, timeout=SECONDS, isolation_level=None, check_same_thread=False)
    try:
        kind, form = (store.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version"))
        empty = not store.execute("select count(*) from sqlite_master").fetchone()[0]
        if not empty and kind != _OURS:
            raise sqlite3.DatabaseError("of another program")
        if form > _FORMAT:
            raise _none(path, "a newer version of Comity wrote the history", "use that version")
        if store.execute("pragma quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
        if store.execute("pragma journal_mode = wal").fetchone()[0] != "wal":
            raise _none(path, "this folder cannot be shared by several programs, as some network folders cannot")
        store.execute("pragma synchronous = full")
        store.execute("pragma secure_delete = on")
        if empty:
            marks = f"pragma application_id = {_OURS}; pragma user_version = {_FORMAT};"
            store.executescript(f"begin immediate; {_TABLES} {marks} commit")
    except BaseException:
        store.close()
        raise
    return store


def _damaged(error: sqlite3.Error) -> bool:
    name = getattr(error, "sqlite_errorname", None)
    return name is None or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _locks(folder: Path) -> bool:
    """Whether locks hold in a folder whose lock we hold: then nobody can take it, we ourselves included."""
    descriptor = os.open(folder / LOCK, os.O_RDWR)
    try:
        return claim(descriptor) is False
    finally:
        os.close(descriptor)


def _told(path: Path, error: Exception) -> NoHistory:
    """What keeps a database from being used, in words."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith("SQLITE_FULL"):
        return _none(path, "there is no room left", "make room, then try again")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _none(path, "another program is writing to the history", "try again, or close that program")
    if isinstance(error, sqlite3.DatabaseError) and name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _none(path, "the history is damaged", "open the case anew: it is set aside, and a new one begun")
    return _none(path, getattr(error, "strerror", None) or str(error))


def _none(
    path: Path, why: str, fix: str = "work without one, or copy the case to a folder of this machine"
) -> NoHistory:
    return NoHistory([Problem(Place(str(path)), f"no history can be kept: {why}", fix)])
