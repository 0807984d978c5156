"""What is taken in and what is written: limits, links, pipes, devices, protected files, drafts of killed runs."""

from __future__ import annotations

import errno
import importlib.util
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from comity.case import files
from comity.case.files import (
    CASE_BYTES,
    Shelf,
    head,
    inside,
    is_same,
    is_stream,
    listed,
    read_bytes,
    read_text,
    save,
    save_new,
    sweep,
)
from comity.problem import Place, Problems

HERE = Place("case.yaml", 3, 5)


def refusal(raised: pytest.ExceptionInfo[Problems]) -> str:
    return "\n".join(f"{problem.what}; {problem.fix}" for problem in raised.value.problems)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Reading


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            "a: ä\n".encode("latin-1"),
            "case.yaml:1:4: error: the file is not UTF-8 text (byte 4); save it again as UTF-8",
        ),
        ("a: 1\nb: ä\n".encode("latin-1"), "case.yaml:2:4: error: the file is not UTF-8 text (byte 9)"),
        ("a: ä\n".encode("utf-16"), "case.yaml:1:1: error: the file is not UTF-8 text (byte 1)"),
        ("a: ä\n".encode("utf-32"), "case.yaml:1:1: error: the file is not UTF-8 text (byte 1)"),
        (b"x" * (CASE_BYTES + 1), "case.yaml: error: the file is too large; at most 2 MB are read"),
    ],
)
def test_files_that_are_not_such_text_are_refused(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(data)
    with pytest.raises(Problems) as raised:
        read_text(tmp_path / "case.yaml")
    assert str(raised.value).startswith(f"{tmp_path}{os.sep}{said}")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"nothing.yaml: error: there is no such file; check the path$"):
        read_text(tmp_path / "nothing.yaml")
    with pytest.raises(Problems, match=r"error: cannot be read: it is a folder; name the file"):
        read_text(tmp_path)


@pytest.mark.parametrize(("there", "written"), [("letter.md", "Letter.md"), ("caf\u00e9.md", "cafe\u0301.md")])
def test_a_name_that_is_the_same_on_other_systems_is_offered(there: str, written: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("x")
    with pytest.raises(Problems, match=f"there is no such file; did you mean {there}"):
        read_text(tmp_path / written)


def test_a_folder_that_is_named_otherwise_on_other_systems_is_offered(tmp_path: Path) -> None:
    (tmp_path / "Reports" / "old").mkdir(parents=True)
    (tmp_path / "Reports" / "old" / "Letter.md").write_text("x")
    there = re.escape(str(tmp_path / "Reports" / "old" / "Letter.md"))
    for written in ("reports/old/Letter.md", "reports/OLD/letter.md"):
        with pytest.raises(Problems, match=f"there is no such file; did you mean {there}\\?$"):
            read_text(tmp_path / written)
    for nothing in ("reports/new/Letter.md", "Reports/old/Letter.md/x"):
        with pytest.raises(Problems, match=r"there is no such file; check the path$"):
            read_text(tmp_path / nothing)


def test_byte_order_mark_and_line_ends_of_other_systems_are_read(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: \xc3\xa4\n")
    assert read_text(tmp_path / "case.yaml") == "a: 1\nb: 2\nc: ä\n"


@pytest.mark.parametrize("name", ["pipe", "loop", "/dev/zero", "x" * 300, "a\0b"])
def test_what_would_never_end_and_what_no_system_takes_is_refused_at_once(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Problems) as raised:
        read_text(tmp_path / name)
    expected = {
        "pipe": "cannot be read: it is a pipe or a device; save what comes out of it to a file first",
        "loop": "cannot be read: it is a link that leads to itself; ",
        "/dev/zero": "cannot be read: it is a pipe or a device; save what comes out of it to a file first",
        "a\0b": "a name that no system takes; check the path",
    }
    assert refusal(raised) == expected.get(name, "cannot be read: File name too long; ")
    assert head(tmp_path / name, 10) == b""


def test_a_large_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(Problems, match=r"the file is too large; at most 2 MB are read; split it"):
        read_bytes(tmp_path / "large", 2_000_000, "split it")
    assert head(tmp_path / "large", 3) == b"\0\0\0"


def test_a_file_named_often_is_read_once_and_all_together_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a" * 600)
    (tmp_path / "b.md").write_text("b" * 600)
    (tmp_path / "link.md").symlink_to("a.md")
    os.link(tmp_path / "a.md", tmp_path / "hard.md")
    shelf = Shelf(each=1000, together=1000)
    texts = [shelf.text(tmp_path / name) for name in ("a.md", "link.md", "hard.md")]
    assert all(text is texts[0] for text in texts)
    with pytest.raises(Problems, match=r"b\.md: error: the sources are too large together; at most 0\.001 MB"):
        shelf.text(tmp_path / "b.md")
    with pytest.raises(Problems, match="there is no such file"):
        shelf.text(tmp_path / "c.md")


# Staying inside a folder


@pytest.mark.parametrize("name", ["a.md", "sources/a.md", "./sources/../a.md", "sources/link.md", "new/file.md"])
def test_a_file_inside_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "link.md").symlink_to("../a.md")
    (tmp_path / "a.md").write_text("x")
    assert inside(tmp_path, name, HERE, "it").is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../a.md", "it lies outside the case's folder; copy it beside the case"),
        ("/etc/passwd", "it lies outside the case's folder; copy it beside the case"),
        ("sources/../../home-2/a.md", "it lies outside the case's folder; copy it beside the case"),
        ("out/a.md", "it lies outside the case's folder; copy it beside the case"),
        ("dangling", "it lies outside the case's folder; copy it beside the case"),
        ("a\0b", "it has a name that no system takes; "),
        (
            "sources\\a.md",
            "it is named as on Windows only; write sources/a.md, with /: it is read on every system",
        ),
    ],
)
def test_a_file_outside_is_refused_with_the_place_of_its_name(name: str, said: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "home-2").mkdir()
    (home / "out").symlink_to("..")
    (home / "dangling").symlink_to("../nowhere")
    with pytest.raises(Problems) as raised:
        inside(home, name, HERE, "it")
    assert refusal(raised) == said
    assert raised.value.problems[0].place == HERE


def test_a_folder_is_listed_without_what_leads_out_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    (tmp_path / "private.txt").write_text("x")
    for name in ("b.txt", "sub/a.txt", ".hidden.txt"):
        (home / name).write_text("x")
    (home / "same.txt").symlink_to("b.txt")
    (home / "within").symlink_to("sub")
    (home / "out.txt").symlink_to("../private.txt")
    (home / "away").symlink_to("..")
    (home / "dead.txt").symlink_to("nothing")
    (home / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(home / "pipe.txt")
    found, passed = listed(home)
    assert [str(path.relative_to(home)) for path in found] == ["b.txt", "sub/a.txt"]
    said = {Path(problem.place.file).name: f"{problem.severity}: {problem.what}" for problem in passed}
    assert said == {
        "away": "warning: a link that leads out of this folder: passed over",
        "out.txt": "warning: a link that leads out of this folder: passed over",
        "dead.txt": "warning: a link that leads nowhere: passed over",
        "loop.txt": "warning: a link that leads nowhere: passed over",
        "pipe.txt": "warning: a pipe or a device: passed over",
    }


# Writing


def test_saving_replaces_the_text_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "case.yaml"
    save(path, "a: 1\n")
    assert path.read_bytes() == b"a: 1\n"
    path.chmod(0o600)
    save(path, "a: ä\r\n")
    assert path.read_bytes() == "a: ä\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(path.parent) == ["case.yaml"]


def test_a_new_file_is_as_open_as_the_user_has_it(tmp_path: Path) -> None:
    usual = os.umask(0o077)
    try:
        save(tmp_path / "mine", "x")
    finally:
        os.umask(usual)
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("step", ["os.fsync", "os.open", "os.replace", "os.write"])
def test_a_failure_while_saving_leaves_the_old_text(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.yaml"
    save(path, "old\n")

    def fail(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(Problems) as raised:
        save(path, "new\n" * 1000)
    monkeypatch.undo()
    assert str(raised.value).startswith(f"{path}: error: cannot be written: No space left on device; make room and")
    assert names(tmp_path) == ["case.yaml"]
    assert path.read_text("utf-8") == "old\n"


def test_a_folder_is_not_left_where_nothing_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Problems):
        save_new({tmp_path / "new" / "in" / "a": "x", tmp_path / "new" / "b": "x"})
    assert names(tmp_path) == []


def test_half_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    save(tmp_path / "case.yaml", 'new "\ud800"')
    assert (tmp_path / "case.yaml").read_bytes() == b'new "\\ud800"'


@pytest.mark.parametrize("target", ["real/file.html", "real/not-yet.html"])
def test_a_link_stays_and_what_it_leads_to_is_written(target: str, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file.html").write_text("old")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "link-2").symlink_to("link")
    save(tmp_path / "link-2", "new")
    assert (tmp_path / "link-2").is_symlink()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / target).read_text() == "new"
    assert names(tmp_path) == ["link", "link-2", "real"]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()
    assert is_stream(tmp_path / "pipe")
    save(tmp_path / "pipe", "x" * 200_000)
    reader.join()
    assert read == ["x" * 200_000]
    assert names(tmp_path) == ["pipe"]


def test_devices_are_written_to_and_stay(tmp_path: Path) -> None:
    save(Path("/dev/null"), "x")
    assert is_stream(Path("/dev/null"))
    with pytest.raises(Problems, match="/dev/full: error: cannot be written: No space left on device; make room"):
        save(Path("/dev/full"), "x")
    (tmp_path / "link.html").symlink_to("/dev/null")
    save(tmp_path / "link.html", "x")
    assert (tmp_path / "link.html").is_symlink()
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_the_standard_output_goes_on_where_it_stands(name: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    program = f"""if True:
        import os, sys
        from pathlib import Path
        from comity.case.files import save
        os.write(1, b"before ")
        save(Path({name!r}), "page")
        os.write(1, b" after")
    """
    (tmp_path / "out").write_text("earlier ")
    with (tmp_path / "out").open("ab") as out:
        subprocess.run([sys.executable, "-c", program], stdout=out, cwd=tmp_path, check=True)
    assert (tmp_path / "out").read_text() == "earlier before page after"
    piped = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=tmp_path, check=True)
    assert piped.stdout == b"before page after"


def test_folders_protected_files_and_loops_are_not_written(tmp_path: Path) -> None:
    (tmp_path / "protected").write_text("mine")
    (tmp_path / "protected").chmod(0o444)
    (tmp_path / "loop").symlink_to("loop")
    for name, said in [
        (".", "cannot be written: it is a folder; name a file"),
        ("protected", "cannot be written: the file is protected against it; name another file, or allow writing to"),
        ("loop", "cannot be written: Too many levels of symbolic links; name another place"),
        ("protected/inner", "cannot be written: Not a directory; name another place"),
        ("a\0b", "a name that no system takes; name another place"),
    ]:
        with pytest.raises(Problems) as raised:
            save(tmp_path / name, "new")
        assert refusal(raised).startswith(said)
    assert (tmp_path / "protected").read_text() == "mine"


def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    name = "海" * 83 + ".yaml"
    save(tmp_path / name, "x")
    assert names(tmp_path) == [name]


# New files only


def test_new_files_are_written_all_or_none(tmp_path: Path) -> None:
    texts = {tmp_path / "out" / name: name for name in ("a", "b", "c")}
    save_new(texts)
    assert {path: path.read_text() for path in texts} == texts
    before = (tmp_path / "out" / "a").stat().st_mtime_ns
    save_new(texts)  # what is the same may stand
    assert (tmp_path / "out" / "a").stat().st_mtime_ns == before
    (tmp_path / "out" / "b").unlink()
    save_new(texts)
    assert (tmp_path / "out" / "b").read_text() == "b"
    (tmp_path / "out" / "a").write_text("mine")
    (tmp_path / "out" / "c").write_text("")
    (tmp_path / "out" / "b").unlink()
    with pytest.raises(Problems) as raised:
        save_new(texts)
    assert [Path(problem.place.file).name for problem in raised.value.problems] == ["a", "c"]
    assert (
        refusal(raised).splitlines()
        == ["this file exists; it is not replaced; move it away, or name another place"] * 2
    )
    assert names(tmp_path / "out") == ["a", "c"]


def test_new_files_are_never_written_through_links(tmp_path: Path) -> None:
    (tmp_path / "same").write_text("x")
    (tmp_path / "a").symlink_to("same")
    (tmp_path / "b").symlink_to("nothing")
    (tmp_path / "c").mkdir()
    with pytest.raises(Problems) as raised:
        save_new({tmp_path / name: "x" for name in "abcd"})
    assert [problem.what for problem in raised.value.problems] == ["a link stands here"] * 2 + ["this is no file"]
    assert names(tmp_path) == ["a", "b", "c", "same"]


def test_names_of_one_file_are_told() -> None:
    assert is_same(Path(__file__), Path(__file__).parent / ".." / "case" / Path(__file__).name)
    assert not is_same(Path(__file__), Path(__file__).parent)
    assert not is_same(Path(__file__), Path("nothing"))


# Drafts of runs that were killed


def test_a_draft_left_by_a_killed_run_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    ours = [f".comity-{'a1' * 8}.tmp", ".comity-lock.tmp"]
    others = [".comity-undo.json", ".comity-a1.tmp", "a.tmp", f"comity-{'a1' * 8}.tmp", ".case.yaml.abc"]
    for name in [*ours, *others]:
        (tmp_path / name).write_text("x")
    save(tmp_path / "new", "x")
    assert names(tmp_path) == sorted([*others, "new"])


def test_the_draft_of_a_run_at_work_stays(tmp_path: Path) -> None:
    program = """if True:
        import os, sys
        from pathlib import Path
        from comity.case import files
        files.os.fsync = lambda descriptor: (print("written", flush=True), sys.stdin.readline())
        files.save(Path("file"), "from the other run")
    """
    other = subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "written\n"
    (draft,) = names(tmp_path)
    sweep(tmp_path)
    save(tmp_path / "file", "from this run")
    assert names(tmp_path) == sorted([draft, "file"])
    other.communicate("go on\n")
    assert other.returncode == 0
    assert names(tmp_path) == ["file"]
    assert (tmp_path / "file").read_text() == "from the other run"


def test_a_draft_that_is_swept_before_it_is_held_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = iter([False, True])
    real = files.claim
    monkeypatch.setattr(files, "claim", lambda descriptor: next(claims) and real(descriptor))
    save(tmp_path / "file", "x")
    assert (tmp_path / "file").read_text() == "x"
    monkeypatch.undo()
    sweep(tmp_path)
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(("age", "stays"), [(0, True), (100_000, False)])
def test_where_nothing_can_be_held_a_draft_is_deleted_after_a_day(
    age: int, stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / f".comity-{'00' * 8}.tmp"
    draft.write_text("x")
    now = draft.stat().st_mtime
    os.utime(draft, (now - age, now - age))
    monkeypatch.setattr(files, "claim", lambda descriptor: None)
    save(tmp_path / "file", "x")
    assert draft.exists() is stays


# Locks on Windows


class Msvcrt(SimpleNamespace):
    """What Windows offers for locks, by its documentation: bytes from the place where the file stands, held until
    the file is closed; whoever asks for a byte that another handle holds gets an error at once."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__(held={})

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (self.LK_NBLCK, 1)
        byte = os.fstat(descriptor).st_ino, os.lseek(descriptor, 0, os.SEEK_CUR)
        if self.held.get(byte, descriptor) != descriptor:
            raise PermissionError(errno.EACCES, "Permission denied")
        self.held[byte] = descriptor

    def close(self, descriptor: int) -> None:
        self.held = {byte: holder for byte, holder in self.held.items() if holder != descriptor}
        os.close(descriptor)


def test_a_file_is_claimed_once_at_a_time_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    system = Msvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", system)  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "platform", "win32")
    found = importlib.util.spec_from_file_location("files_on_windows", files.__file__)
    assert found
    assert found.loader
    on_windows = importlib.util.module_from_spec(found)
    found.loader.exec_module(on_windows)
    first, second = (os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT) for _ in range(2))
    assert on_windows.claim(first) is True
    assert on_windows.claim(second) is False
    system.close(first)
    assert on_windows.claim(second) is True
    system.close(second)
