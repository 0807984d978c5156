"""Edits through a workbench that is killed at random moments: the file is the old or the new, and the history agrees.

    python tests/web/kills.py CASE PLACE EDITS KILLS SEED

PLACE is a number of the case as the table's addresses name it: interests/north/no_deal. A copy of the case is edited.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from comity.case import database
from comity.case.files import read_text
from comity.case.history import History
from comity.live import Live
from comity.web import edits
from comity.web.app import application
from comity.web.folder import Folder
from comity.web.guard import Guard, Keys
from comity.web.number import number_at
from comity.web.workbench import Workbench


@dataclass
class Figures:
    """What happened: edits asked for, those told to be saved, kills, those within an edit, and what these left."""

    edits: int = 0
    saved: int = 0
    kills: int = 0
    within: int = 0
    old: int = 0
    new: int = 0
    versions: int = 0


class Server:
    """A workbench in a process of its own, forked from this one: nothing is imported again."""

    def __init__(self, folder: Path) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{listening.getsockname()[1]}"
        keys = Keys()
        token = keys.token()
        self.process = os.fork()
        if not self.process:
            with suppress(BaseException):
                _serve(folder, keys, self.host, listening)
            os._exit(3)
        listening.close()
        self._cookie = ""
        status, headers = self.ask("GET", f"/?token={token}")
        assert status < 400, status
        self._cookie = headers["set-cookie"].split(";")[0]

    def ask(self, method: str, path: str, **form: str) -> tuple[int, http.client.HTTPMessage]:
        """The status and the headers of an answer; raises OSError or HTTPException where the server is gone."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"cookie": self._cookie, "origin": f"http://{self.host}"} if self._cookie else {}
        headers["content-type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        return answer.status, answer.headers

    def kill(self) -> None:
        """Put an end to it, whatever it is at."""
        os.kill(self.process, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(self.process, 0)[1])


def _serve(folder: Path, keys: Keys, host: str, listening: socket.socket) -> None:
    connected = database._connected

    def hasty(path: Path) -> sqlite3.Connection:
        """Only a machine that stops loses what a disk has not taken; programs that are killed lose nothing by it."""
        store = connected(path)
        store.execute("pragma synchronous = off")
        return store

    database._connected = hasty
    os.fsync = lambda descriptor: None
    guarded = Guard(application(Workbench(Folder(folder))), keys, frozenset({host}))
    config = uvicorn.Config(guarded, log_level="critical", lifespan="off", loop="asyncio", http="h11")
    uvicorn.Server(config).run(sockets=[listening])


def course(folder: Path, file: Path, name: str, place: str, number: int, kills: int, seed: int) -> Figures:
    """Edit a case so often, with so many kills, and hold what stands there against what was asked for."""
    draw, figures = random.Random(seed), Figures()
    killed = frozenset(draw.sample(range(number), kills))
    done, undone = [read_text(file)], list[str]()
    path = tuple(place.split("/"))
    application(Workbench(Folder(folder)))  # what it imports is imported once, before any fork
    server, takes = Server(folder), 0.05
    for edit in range(number):
        before, step = done[-1], draw.choices(["value", "undo", "redo"], [4, 1, 1])[0]
        live = Live.of(before, str(file))
        where = number_at(live, path)
        seen = edits.stands(live, where)
        value = draw.choice([str(each) for each in range(1, 99) if str(each) != seen])
        form = {"at": place, "value": value, "seen": seen} if step == "value" else {"back": "table"}
        after = {
            "value": live.changed(where, value).text,
            "undo": done[-2] if len(done) > 1 else before,
            "redo": undone[-1] if undone else before,
        }[step]
        timer = threading.Timer(draw.uniform(0, 1.5 * takes), os.kill, (server.process, signal.SIGKILL))
        if edit in killed:
            timer.start()
        began, told = time.monotonic(), False
        with suppress(OSError, http.client.HTTPException):
            status, _ = server.ask("POST", f"/case/{name}/{'table/value' if step == 'value' else step}", **form)
            assert status == 303, status
            told = True
        takes = 0.9 * takes + 0.1 * (time.monotonic() - began)
        stands = read_text(file)
        figures.edits += 1
        figures.saved += told
        assert stands == after or (stands == before and not told), (edit, step, told)
        if edit in killed:
            timer.join()
            assert os.WIFSIGNALED(os.waitpid(server.process, 0)[1])
            figures.kills += 1
            figures.within += not told
            figures.old += not told and stands == before != after
            figures.new += not told and stands == after != before
        assert told or edit in killed, "the server went by itself"
        if stands != before or told:
            _step(step, before, after, done, undone)
        if edit in killed:
            _agrees(file, stands)
            server = Server(folder)
    server.kill()
    figures.versions = _agrees(file, done[-1])
    history = History.of(file)
    while history.undo(read_text(file)):
        done.pop()
        assert read_text(file) == done[-1]
    assert len(done) == 1
    return figures


def _step(step: str, before: str, after: str, done: list[str], undone: list[str]) -> None:
    """The model: two stacks of texts."""
    if step == "undo" and len(done) > 1:
        undone.append(done.pop())
    elif step == "redo" and undone:
        done.append(undone.pop())
    elif step == "value":
        done.append(after)
        undone.clear()


def _agrees(file: Path, stands: str) -> int:
    """Hold the history against the file; how many versions it has."""
    history = History.of(file)
    versions = history.versions(limit=1_000_000)
    assert history.text(versions[0].number) == stands == read_text(file)
    assert "outside" not in {version.kind for version in versions}
    assert [version.number for version in versions] == list(range(len(versions), 0, -1))
    history.close()
    return len(versions)


def main(case: Path, place: str, number: int, kills: int, seed: int) -> None:
    """One course, and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(case.parent, Path(folder, "case")), case.name)
        name = Folder(Path(folder)).name_of(copied)
        assert name is not None
        found = course(Path(folder), copied, name, place, number, kills, seed)
    print(
        f"{found.edits} edits, {found.saved} told to be saved; {found.kills} kills, {found.within} of them within an "
        f"edit: {found.old} left the old file, {found.new} the new one; {found.versions} versions; all agree"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6]))
