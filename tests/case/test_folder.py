"""A folder is for one run at a time, and what is written into it together is there together or not at all."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from comity.case import folder as module
from comity.case.folder import LOCK, UNDO, alone, save_together, take_back
from comity.problem import Problems

COUNT = """if True:
    import sys, time
    from pathlib import Path
    from comity.case.folder import alone
    for _ in range(40):
        with alone(Path("shared")):
            counter = Path("shared/counter")
            seen = int(counter.read_text()) if counter.exists() else 0
            time.sleep(0.001)
            counter.write_text(str(seen + 1))
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_runs_take_turns(tmp_path: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", COUNT], cwd=tmp_path) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert (tmp_path / "shared" / "counter").read_text() == "80"
    assert names(tmp_path / "shared") == ["counter"]


def test_whoever_waits_is_told_once_and_a_run_that_dies_lets_go(tmp_path: Path) -> None:
    program = "import sys\nfrom pathlib import Path\nfrom comity.case.folder import alone\n"
    program += "with alone(Path('shared')):\n    print('held', flush=True)\n    sys.stdin.readline()\n"
    other = subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    other.stdout.readline()
    told: list[str] = []

    def waiting() -> None:
        told.append("waiting")
        threading.Timer(0.3, other.kill).start()

    with alone(tmp_path / "shared", waiting):
        assert told == ["waiting"]
        assert names(tmp_path / "shared") == [LOCK]
    assert other.wait() == -9
    assert names(tmp_path / "shared") == []


def test_a_folder_may_be_held_twice_by_one_thread_and_not_by_two(tmp_path: Path) -> None:
    waited = threading.Event()
    with alone(tmp_path), alone(tmp_path):
        other = threading.Thread(target=lambda: alone(tmp_path, waited.set).__enter__())
        other.daemon = True
        other.start()
        assert waited.wait(5)
    other.join(5)
    assert not other.is_alive()


def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old a")
    (tmp_path / "b").write_text("old b")
    (tmp_path / "b").chmod(0o444)
    with pytest.raises(Problems, match=r"b: error: cannot be written: the file is protected against it; name another"):
        save_together(tmp_path, {"a": "new", "b": "new"})
    assert [(tmp_path / name).read_text() for name in "ab"] == ["old a", "old b"]
    save_together(tmp_path, {"a": "new", "b": "old b"})  # what does not change need not be written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_an_empty_folder_that_was_there_stays(tmp_path: Path) -> None:
    with alone(tmp_path):
        pass
    assert names(tmp_path) == []
    with alone(tmp_path / "a" / "b"):
        pass
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problems, match="cannot be written"), alone(tmp_path / "file" / "in"):
        pass


def test_only_what_changes_is_written_and_nothing_is_left_over(tmp_path: Path) -> None:
    save_together(tmp_path, {"a": "1", "sub/b": "2"})
    before = (tmp_path / "a").stat().st_mtime_ns
    save_together(tmp_path, {"a": "1", "sub/b": "3"})
    assert (tmp_path / "a").stat().st_mtime_ns == before
    assert (tmp_path / "sub" / "b").read_text() == "3"
    assert names(tmp_path) == ["a", "sub"]
    assert names(tmp_path / "sub") == ["b"]


def test_a_link_that_leads_out_of_the_folder_is_not_written_through(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "other").write_text("mine")
    (home / "b").symlink_to("../other")
    with pytest.raises(Problems, match="b lies outside the case's folder"):
        save_together(home, {"a": "1", "b": "2"})
    assert names(home) == ["b"]
    assert (tmp_path / "other").read_text() == "mine"
    (home / "c").write_text("old")
    (home / "within").symlink_to("c")
    save_together(home, {"within": "new"})
    assert (home / "within").is_symlink()
    assert (home / "c").read_text() == "new"


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_failure_in_the_midst_takes_everything_back(at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_together(tmp_path, {"a": "old\r\n", "b": "old"})
    real, calls = os.replace, [0]

    def fail(source: object, target: object) -> None:
        calls[0] += Path(str(target)).name != UNDO
        if calls[0] == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Problems, match="No space left on device"):
        save_together(tmp_path, {"a": "new", "b": "new", "c": "new"})
    monkeypatch.undo()
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"old\r\n"
    assert (tmp_path / "b").read_text() == "old"


def test_what_was_edited_since_a_kill_is_not_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_together(tmp_path, {"a": "old", "b": "old"})

    class Killed(BaseException):
        pass

    def die(folder: Path) -> None:
        raise Killed

    monkeypatch.setattr(module, "settle_folder", die)
    real = os.unlink
    monkeypatch.setattr(os, "unlink", lambda path: None if Path(path).name == UNDO else real(path))
    with pytest.raises(Killed):
        save_together(tmp_path, {"a": "new", "b": "new", "c": "new"})
    monkeypatch.undo()
    assert (tmp_path / UNDO).exists()
    (tmp_path / "a").write_text("edited since")
    with alone(tmp_path):
        assert {name: (tmp_path / name).read_text() for name in names(tmp_path) if name != LOCK} == {
            "a": "edited since",
            "b": "old",
        }


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"a": 1}',
        '{"a": {"before": 3, "after": ""}}',
        '{"a": {"before": "%%", "after": ""}}',
        "[" * 100_000,
        '{"../out": {"before": null, "after": "x"}}',
        '{"/out": {"before": null, "after": "x"}}',
    ],
)
def test_what_is_to_be_undone_is_not_trusted(content: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / UNDO).write_text(content)
    with pytest.raises(Problems, match=r"is damaged; look whether|lies outside the case's folder"):
        take_back(home)
    assert names(home) == [UNDO]


def test_a_note_of_nothing_done_is_just_deleted(tmp_path: Path) -> None:
    (tmp_path / UNDO).write_text(json.dumps({"a": {"before": None, "after": "0" * 64}}))
    take_back(tmp_path)
    assert names(tmp_path) == []
