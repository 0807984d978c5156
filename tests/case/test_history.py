"""The versions of a case beside it: undo and redo, changes from outside, crashes, several writers, bad folders.

COMITY_KILLS=1000 sets how many times a program that edits is killed, beyond the few of every day.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case import database
from comity.case.files import CASE_BYTES, encoded, read_text
from comity.case.folder import digest
from comity.case.history import ChangedMeanwhile, History, NoHistory, remembered
from comity.problem import Problems

KILLS = int(os.environ.get("COMITY_KILLS", "15"))


@pytest.fixture(autouse=True)
def never_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a machine that stops loses what a disk has not taken; programs that are killed lose nothing by it."""
    connected = database._connected

    def hasty(path: Path) -> sqlite3.Connection:
        store = connected(path)
        store.execute("pragma synchronous = off")
        return store

    monkeypatch.setattr(database, "_connected", hasty)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text("a: 1\n")
    return path


def edit(history: History, text: str, **more: str) -> None:
    history.write(text, expected=read_text(history.file), what=f"to {text.strip()}", **more)


def kinds(history: History) -> list[str]:
    return [version.kind for version in reversed(history.versions())]


def agrees(history: History) -> bool:
    """Whether the last version is what stands in the file."""
    return history.versions(limit=1)[0].digest == digest(encoded(read_text(history.file)))


def test_a_version_says_who_changed_what_where_and_when(case: Path) -> None:
    history = History.of(case, "ada")
    edit(history, "a: 2\n", where="a", before="1", after="2", by="ada")
    last, first = history.versions()
    assert (last.number, last.by, last.kind, last.what) == (2, "ada", "edit", "to a: 2")
    assert (last.where, last.before, last.after) == ("a", "1", "2")
    assert last.digest == digest(b"a: 2\n")
    assert (first.number, first.kind, first.where) == (1, "opened", "")
    assert first.at <= last.at
    assert last.at.utcoffset() is not None
    assert not last.at.utcoffset()
    assert [history.text(number) for number in (1, 2)] == ["a: 1\n", "a: 2\n"]
    assert [session.by for session in history.sessions()] == ["ada"]
    assert history.edits == 1
    assert history.versions(limit=1) == (last,)
    assert history.versions(before=2) == (first,)
    with pytest.raises(Problems, match="there is no version 3; they are numbered from 1 to 2"):
        history.text(3)


def test_undo_and_redo_tell_what_they_change_back(case: Path) -> None:
    history = History.of(case)
    assert not history.can_undo
    assert history.undo("a: 1\n") is None
    edit(history, "a: 2\n", where="a", before="1", after="2")
    undone = history.undo("a: 2\n", "bea")
    assert undone is not None
    assert (undone.kind, undone.what, undone.by) == ("undo", "Taken back: to a: 2", "bea")
    assert (undone.where, undone.before, undone.after) == ("a", "2", "1")
    assert case.read_text() == "a: 1\n"
    assert (history.can_undo, history.can_redo) == (False, True)
    again = history.redo("a: 1\n")
    assert again is not None
    assert (again.kind, again.what, again.before, again.after) == ("redo", "Made again: to a: 2", "1", "2")
    assert case.read_text() == "a: 2\n"
    assert (history.can_undo, history.can_redo) == (True, False)
    assert history.redo("a: 2\n") is None


def test_undo_goes_on_after_a_restart_and_over_what_others_wrote(case: Path) -> None:
    history = History.of(case)
    edit(history, "a: 2\n")
    history.close()
    case.write_text("a: 3\n")
    history = History.of(case)
    assert kinds(history) == ["opened", "edit", "outside"]
    edit(history, "a: 4\n")
    history.close()
    history = History.of(case)
    stood = []
    while history.undo(read_text(case)):
        stood.append(case.read_text())
    assert stood == ["a: 3\n", "a: 2\n", "a: 1\n"]


def test_an_edit_after_an_undo_leaves_what_was_taken_back_readable(case: Path) -> None:
    history = History.of(case)
    edit(history, "a: 2\n")
    history.undo("a: 2\n")
    edit(history, "a: 3\n")
    assert not history.can_redo
    assert history.redo("a: 3\n") is None
    assert history.text(2) == "a: 2\n"
    history.undo("a: 3\n")
    assert case.read_text() == "a: 1\n"


def test_what_another_program_writes_is_a_version_once(case: Path) -> None:
    history = History.of(case)
    assert history.noticed("a: 1\n") is None
    case.write_text("a: 2\n")
    found = history.noticed("a: 2\n")
    assert found is not None
    assert (found.kind, found.what, history.text(found.number)) == ("outside", "Changed by another program", "a: 2\n")
    assert history.noticed("a: 2\n") is None
    assert history.noticed("what was read before somebody else wrote again\n") is None
    assert len(history.versions()) == 2


def test_a_change_on_what_is_no_longer_there_is_refused(case: Path) -> None:
    history = History.of(case)
    case.write_text("a: 2\n")
    with pytest.raises(ChangedMeanwhile, match="the file has been changed meanwhile; look at what it says now"):
        history.write("a: 3\n", expected="a: 1\n", what="three")
    for step in (history.undo, history.redo):
        with pytest.raises(ChangedMeanwhile):
            step("a: 1\n")
    assert case.read_text() == "a: 2\n"
    assert kinds(history) == ["opened", "outside"]


def test_line_ends_mark_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    case = tmp_path / "real" / "case.yaml"
    case.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 1\r\n")
    link = tmp_path / "case.yaml"
    link.symlink_to(case)
    history = History.of(link)
    edit(history, "a: 2\nb: 1\n")
    assert case.read_bytes() == b"\xef\xbb\xbfa: 2\r\nb: 1\r\n"
    history.undo("a: 2\nb: 1\n")
    assert case.read_bytes() == b"\xef\xbb\xbfa: 1\r\nb: 1\r\n"
    assert link.is_symlink()
    assert history.where == tmp_path / "real" / ".comity" / "history.sqlite"
    assert agrees(History.of(case))


def test_cases_of_a_folder_have_histories_of_their_own(case: Path) -> None:
    other = case.with_name("other.yaml")
    other.write_text("b: 1\n")
    one, two = History.of(case), History.of(other)
    edit(one, "a: 2\n")
    assert (len(one.versions()), len(two.versions())) == (2, 1)
    one.wipe()
    assert (len(one.versions()), len(two.versions())) == (0, 1)
    assert one.where == two.where


def test_what_is_wiped_is_in_no_file_any_more(case: Path) -> None:
    secret = "".join(random.Random(0).choices("abcdefghijklmnop", k=3_000))
    history = History.of(case, "nobody-knows")
    edit(history, "a: 2\n", before="the-secret")
    edit(history, f"a: {secret}\n")
    edit(history, "a: 3\n")
    assert any(b"the-secret" in path.read_bytes() for path in history.where.parent.iterdir())
    assert history.wipe() == ()
    assert not any(
        word in path.read_bytes()
        for path in history.where.parent.iterdir()
        for word in (b"the-secret", b"nobody-knows")
    )
    assert sum(path.stat().st_size for path in history.where.parent.iterdir() if path.suffix != ".sqlite-shm") < 70_000
    assert case.read_text() == "a: 3\n"
    history.close()
    assert History.beside(case) is None
    assert kinds(History.of(case)) == ["opened"]


def test_a_history_is_kept_out_of_git_and_found_beside_a_case_that_is_gone(case: Path) -> None:
    assert History.beside(case) is None
    assert not (case.parent / ".comity").exists()
    history = History.of(case)
    assert (case.parent / ".comity" / ".gitignore").read_text() == "*\n"
    history.close()
    case.unlink()
    found = History.beside(case)
    assert found is not None
    assert found.text(1) == "a: 1\n"


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(st.sampled_from(["write", "outside", "undo", "redo", "restart"]), max_size=12))
def test_any_course_of_events_is_that_of_two_stacks(steps: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    case = tmp_path_factory.mktemp("course") / "case.yaml"
    case.write_text("a: 0\n")
    history = History.of(case)
    done, undone = ["a: 0\n"], []
    for number, step in enumerate(steps, start=1):
        if step == "write":
            edit(history, f"a: {number}\n")
        elif step == "outside":
            case.write_text(f"a: {number}\n")
            history.noticed(f"a: {number}\n")
        elif step == "restart":
            history.close()
            history = History.of(case)
        elif step == "undo" and history.undo(done[-1]):
            undone.append(done.pop())
        elif step == "redo" and history.redo(done[-1]):
            done.append(undone.pop())
        if step in ("write", "outside"):
            done.append(f"a: {number}\n")
            undone = []
        assert case.read_text() == done[-1]
        assert (history.can_undo, history.can_redo) == (len(done) > 1, bool(undone))
        assert agrees(history)
    history.close()


# Crashes: the file is the old or the new text, and the history says which


def edit_without_end(case: Path, log: Path, seed: int) -> None:
    """Edit a case until somebody puts an end to it, and say before and after each edit what the file says then."""
    draw = random.Random(seed)
    history = History.of(case)
    with log.open("ab", buffering=0) as said:
        while True:
            text = read_text(case)
            step = draw.choice(["write", "write", "undo", "redo"])
            said.write(b"begin\n")
            if step == "write":
                new = f"a: {draw.random()}\n{'# a comment' * 200}\n"
                said.write(f"new {digest(encoded(new))}\n".encode())
                made = history.write(new, expected=text, what="an edit")
            else:
                made = getattr(history, step)(text)
            said.write(f"stands {made.digest if made else digest(encoded(text))}\n".encode())


@pytest.mark.skipif(sys.platform == "win32", reason="kills as other systems do")
def test_a_program_that_is_killed_leaves_the_old_or_the_new_and_a_history_that_agrees(
    case: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    draw = random.Random(17)
    edits = hits = 0
    for kill in range(KILLS):
        log.write_text(f"stands {digest(encoded(read_text(case)))}\n")
        child = os.fork()
        if not child:
            with suppress(BaseException):
                edit_without_end(case, log, kill)
            os._exit(3)
        while "begin" not in log.read_text():
            assert os.waitpid(child, os.WNOHANG) == (0, 0)
            time.sleep(0.001)
        time.sleep(draw.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        said = log.read_text().splitlines()
        edits += said.count("begin")
        hits += said[-1].startswith(("begin", "new"))
        stands = digest(encoded(read_text(case)))
        before = next(line for line in reversed(said) if line.startswith("stands")).split()[1]
        history = History.of(case)
        known = {version.digest for version in history.versions(limit=1_000_000)}
        if said[-1].startswith("new"):
            assert stands in (before, said[-1].split()[1])
        elif not said[-1].startswith("begin"):
            assert stands == before
        assert stands in known
        assert before in known
        assert agrees(history) or history.versions(limit=1)[0].kind != "outside"
        standing = history._database.rows("select stands from cases")[0][0]
        assert digest(encoded(history.text(standing))) == stands
        assert "outside" not in kinds(history)
        assert history._database.rows("select count(*) from versions where intended") == [(0,)]
        history.close()
    history = History.of(case)
    for version in history.versions(limit=200):
        assert digest(encoded(history.text(version.number))) == version.digest
    while history.undo(read_text(case)):
        pass
    assert case.read_text() == "a: 1\n"
    assert edits > KILLS
    assert hits > KILLS / 4
    print(f"{edits} edits, {KILLS} kills, {hits} of them in the midst of an edit")


@pytest.mark.parametrize("stands", ["old", "new", "another"])
def test_what_was_intended_is_compared_with_the_file(case: Path, monkeypatch: pytest.MonkeyPatch, stands: str) -> None:
    class Killed(BaseException):
        pass

    def killed(path: Path, data: bytes) -> None:
        if stands == "new":
            path.write_bytes(data)
        raise Killed

    history = History.of(case)
    with monkeypatch.context() as patched:
        patched.setattr("comity.case.history.save_bytes", killed)
        patched.setattr(History, "_agree", lambda *_: (1, None))  # nobody tidies up
        with pytest.raises(Killed):
            history.write("a: 2\n", expected="a: 1\n", what="two")
    history.close()
    if stands == "another":
        case.write_text("a: 3\n")
    history = History.of(case)
    told = [version.what for version in reversed(history.versions())][1:]
    interrupted = "two (interrupted: whether it was saved is not known)"
    assert told == {"old": [], "new": ["two"], "another": [interrupted, "Changed by another program"]}[stands]
    assert agrees(history)
    if stands == "another":
        history.undo("a: 3\n")
        assert case.read_text() == "a: 2\n"


def test_a_file_that_cannot_be_written_leaves_no_version(case: Path) -> None:
    history = History.of(case)
    case.chmod(0o444)
    with pytest.raises(Problems, match="the file is protected against it"):
        history.write("a: 2\n", expected="a: 1\n", what="two")
    assert kinds(history) == ["opened"]
    case.chmod(0o644)
    with pytest.raises(Problems, match="the case would be too large; a case file holds at most 2 MB"):
        history.write("a" * CASE_BYTES + "\n", expected="a: 1\n", what="much")
    edit(history, "a: 2\n")
    assert kinds(history) == ["opened", "edit"]


# Several at once

WRITER = """
import sys
from pathlib import Path
from comity.case.files import read_text
from comity.case.history import ChangedMeanwhile, History
case, name = Path(sys.argv[1]), sys.argv[2]
history = History.of(case, name)
for number in range(15):
    while True:
        text = read_text(case)
        try:
            history.write(f"{text}# {name} {number}\\n", expected=text, what="a line", by=name)
        except ChangedMeanwhile:
            continue
        break
"""


def test_two_programs_that_write_at_once_lose_nothing(case: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(case), name]) for name in ("ada", "bea")]
    assert [program.wait(60) for program in running] == [0, 0]
    lines = case.read_text().splitlines()[1:]
    assert sorted(lines) == sorted(f"# {name} {number}" for name in ("ada", "bea") for number in range(15))
    history = History.of(case)
    assert kinds(history) == ["opened", *["edit"] * 30]
    assert agrees(history)


@pytest.mark.parametrize("shared", [True, False], ids=["one history", "a history each"])
def test_threads_that_write_at_once_lose_nothing(case: Path, shared: bool) -> None:
    common = History.of(case)

    def write(name: int) -> None:
        history = common if shared else History.of(case)
        for number in range(5):
            while True:
                text = read_text(case)
                with suppress(ChangedMeanwhile):
                    history.write(f"{text}# {name} {number}\n", expected=text, what="a line")
                    break

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert len(set(case.read_text().splitlines())) == 21
    assert kinds(common) == ["opened", *["edit"] * 20]
    assert agrees(common)


# What a command writes to a case with a history beside it


def test_what_a_command_writes_is_a_version_in_its_own_words(case: Path) -> None:
    with remembered(case, "read", "2 reports read"):
        case.write_text("a: 0\n")
    assert not (case.parent / ".comity").exists()
    history = History.of(case)
    case.write_text("a: 2\n")
    with remembered(case, "read", "3 reports read", "bea"):
        case.write_text("a: 3\n")
    told = [(version.kind, version.what, version.by) for version in history.versions()[:2]]
    assert told == [("read", "3 reports read", "bea"), ("outside", "Changed by another program", "")]
    assert history.edits == 1
    with remembered(case, "edit", "nothing"):
        pass
    assert history.undo("a: 3\n") is not None
    assert case.read_text() == "a: 2\n"


def test_no_history_is_in_the_way_of_what_a_command_writes(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History.of(case)
    monkeypatch.setattr(database, "SECONDS", 0.01)
    other = sqlite3.connect(history.where, isolation_level=None)
    other.execute("begin immediate")
    with remembered(case, "edit", "an edit"):
        case.write_text("a: 2\n")
    other.execute("rollback")
    other.close()
    assert case.read_text() == "a: 2\n"
    with pytest.raises(OSError, match="full"), remembered(case, "edit", "an edit"):
        raise OSError("full")
    assert kinds(history) == ["opened", "outside"]


# Folders and files that hold no history


def refused(case: Path) -> str:
    with pytest.raises(NoHistory) as raised:
        History.of(case)
    (problem,) = raised.value.problems
    assert case.read_text() == "a: 1\n"
    return f"{problem.what}; {problem.fix}"


def test_a_folder_without_locks_is_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "claim", lambda descriptor: None)
    assert refused(case) == (
        "no history can be kept: this folder knows no locks, as some network folders do; "
        "work without one, or copy the case to a folder of this machine"
    )


def test_a_folder_that_cannot_be_written_to_is_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "mkdir", read_only)
    assert "no history can be kept: cannot be written: Read-only file system; work without one" in refused(case)
    assert [path.name for path in case.parent.iterdir()] == ["case.yaml"]


def test_a_file_or_a_link_in_the_way_is_told(case: Path, tmp_path: Path) -> None:
    (case.parent / ".comity").write_text("a file")
    assert "no history can be kept: cannot be written" in refused(case)
    (case.parent / ".comity").unlink()
    (tmp_path / "elsewhere").mkdir()
    (case.parent / ".comity").symlink_to(tmp_path / "elsewhere")
    assert refused(case) == "no history can be kept: a link stands here; move it away"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_history_of_a_newer_version_is_told_and_left_alone(case: Path) -> None:
    history = History.of(case)
    history._database.rows("pragma user_version = 99")
    history.close()
    assert "a newer version of Comity wrote the history; use that version" in refused(case)


@pytest.mark.parametrize("damage", ["no database", "a torn page", "cut off", "another program's"])
def test_a_damaged_history_is_set_aside_and_never_deleted(case: Path, damage: str) -> None:
    history = History.of(case)
    for number in range(6):
        edit(history, f"a: {number + 2}\n")
    history.close()
    where = history.where
    data = where.read_bytes()
    if damage == "another program's":
        where.unlink()
        with sqlite3.connect(where) as other:
            other.execute("create table versions (x)")
        other.close()
    else:
        where.write_bytes(
            {
                "no database": b"x" * 5_000,
                "a torn page": data[:4096] + os.urandom(4096) + data[8192:],
                "cut off": data[: len(data) // 2],
            }[damage]
        )
    spoilt = where.read_bytes()
    history = History.of(case)
    (remark,) = history.remarks
    (aside,) = where.parent.glob("history-damaged-*.sqlite")
    assert aside.read_bytes() == spoilt
    assert str(remark).endswith(
        "warning: the history was damaged; "
        f"it is kept as {aside.name}, and a new one is begun; the case file is as it was"
    )
    assert kinds(history) == ["opened"]
    edit(history, "a: 99\n")
    assert history.wipe() == (aside,)


def test_a_history_that_is_damaged_meanwhile_is_told(case: Path) -> None:
    history = History.of(case)
    with history._database.writing() as store:
        names = [(f"{number}" * 90,) for number in range(300)]
        store.executemany("insert into sessions (of, at, who) values (1, '', ?)", names)
    history._database.shrink()
    with history.where.open("r+b") as spoilt:
        size = history.where.stat().st_size
        spoilt.seek(4096)
        spoilt.write(b"\xff" * (size - 4096))
    history._database._store.execute("pragma shrink_memory")
    with pytest.raises(NoHistory, match="the history is damaged; open the case anew"):
        history.write("a: 2\n", expected="a: 1\n", what="two")
    assert case.read_text() == "a: 1\n"


def test_a_full_disk_changes_nothing_and_is_told(case: Path) -> None:
    history = History.of(case)
    pages = history._database.rows("pragma page_count")[0][0]
    history._database.rows(f"pragma max_page_count = {pages + 1}")
    noise = "".join(random.Random(1).choices("0123456789abcdef", k=100_000))
    with pytest.raises(NoHistory, match="no history can be kept: there is no room left; make room, then try again"):
        history.write(f"a: {noise}\n", expected="a: 1\n", what="much")
    assert case.read_text() == "a: 1\n"
    assert kinds(history) == ["opened"]
    history._database.rows("pragma max_page_count = 1000000")
    edit(history, f"a: {noise}\n")
    assert agrees(history)


def test_a_program_that_holds_the_history_is_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SECONDS", 0.05)
    history = History.of(case)
    other = sqlite3.connect(history.where, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(NoHistory, match="another program is writing to the history; try again"):
        history.write("a: 2\n", expected="a: 1\n", what="two")
    other.execute("rollback")
    other.close()
    edit(history, "a: 2\n")
    assert agrees(history)


def test_what_is_no_case_file_gets_nothing_beside_it(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="there is no such file"):
        History.of(tmp_path / "none.yaml")
    assert list(tmp_path.iterdir()) == []
