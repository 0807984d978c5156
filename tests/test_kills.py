"""Every command that writes, killed at every step of its writing: what stands is old or new, and a rerun mends all.

A command runs in a copy of this process, which dies of itself at a chosen file operation, and in the midst of a write
after half of it. COMITY_KILLS=500 sets how many kills are tried, beyond the few of every day.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from comity.case.check import read_case
from comity.case.folder import UNDO
from comity.catalog import case_file
from comity.cli import main
from comity.exchange import export_case, import_case
from comity.reading import read_sources
from comity.reading.drafting.write import write
from comity.reading.resume import KEPT as READ_SO_FAR

KILLS = int(os.environ.get("COMITY_KILLS", "0"))
KILLED = 9
STEPS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "chmod", "link")

CASE = """\
comity: 1
title: Talks
sources: {minutes: {file: minutes.md}}
parties: {north: {name: North, signs: yes}, south: {name: South, signs: yes}}
issues: {land: {name: Land, options: {all: All, half: Half}}}
interests:
  north: {no_deal: {value: 40, evidence: [minutes: half of it]}, land: {weight: 1, all: 100, half: 50}}
  south: {no_deal: 10, land: {weight: 1, all: 0, half: 50}}
"""
MINUTES = "They spoke of half of it.\n"
FIRST = (
    "Talks on the island, 4 March 2024\n\nEgypt ruled out any concession of territory on Monday. Ethiopia demanded "
    "the recognition of its sovereignty over the islands. Ethiopia insisted that a permanent ceasefire must come first."
)
SECOND = (
    "More talks, 9 May 2024\n\nEgypt said a concession of territory was out of the question. "
    "Sudan rejected the return of all refugees. Ethiopia called for a comprehensive ceasefire."
)


@dataclass(frozen=True)
class Writer:
    """A command that writes: its words, and what stands in its folder before."""

    words: tuple[str, ...]
    before: Callable[[Path], object]


def talks(folder: Path) -> None:
    (folder / "case.yaml").write_text(CASE)
    (folder / "minutes.md").write_text(MINUTES)


def old_page(folder: Path) -> None:
    talks(folder)
    (folder / "pages").mkdir()
    (folder / "pages" / "old.html").write_text("<!doctype html>old")
    (folder / "brief.html").symlink_to("pages/old.html")


def other_program(folder: Path) -> None:
    talks(folder)
    command(folder, ["export", "case.yaml", "--format", "negmas", "-o", "theirs"])


def reports(folder: Path) -> None:
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)


def a_reading(folder: Path) -> None:
    reports(folder)
    command(folder, ["read", "first.txt", "-o", "talks"])
    case = folder / "talks" / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("firmness: declared", "firmness: preferred"), "utf-8")
    table = folder / "talks" / "statements.csv"
    table.write_text(table.read_text("utf-8").replace('"ceasefire"', '"my own"'), "utf-8")


WRITERS = {
    "brief": Writer(("brief", "case.yaml", "-o", "new/brief.html"), talks),
    "brief over a link": Writer(("brief", "case.yaml", "-o", "brief.html"), old_page),
    "mend": Writer(("check", "case.yaml", "--mend"), talks),
    "import": Writer(("import", "theirs", "-o", "new/imported.yaml"), other_program),
    "export to GENIUS": Writer(("export", "case.yaml", "--format", "genius", "-o", "out"), talks),
    "export to NegMAS": Writer(("export", "case.yaml", "--format", "negmas", "-o", "out"), talks),
    "catalog": Writer(("catalog", "copy", case_file("abdelnabi-2024").parent.name, "mine"), lambda folder: None),
    "read": Writer(("read", "first.txt", "-o", "talks"), reports),
    "read again": Writer(("read", "second.txt", "first.txt", "-o", "talks"), a_reading),
}


def command(folder: Path, words: tuple[str, ...] | list[str], dies_at: int = 0) -> tuple[int, int]:
    """Run a command in a copy of this process, dying at a step; how it ended, and how many steps it took."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.chdir(folder)
            sys.stdout = sys.stderr = io.StringIO()
            steps = _counted(dies_at)
            try:
                main(list(words), standalone_mode=False)
                status = 0
            except SystemExit as ended:
                status = int(ended.code or 0)
            steps.active = False
            os.write(writer, f"{steps.taken} {sys.stdout.getvalue()}".encode())
        except BaseException:
            os.write(writer, f"0 {traceback.format_exc()}".encode())
        finally:
            os._exit(status)
    os.close(writer)
    with open(reader, encoding="utf-8") as stream:
        taken, _, said = stream.read().partition(" ")
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in ((0, KILLED) if dies_at else (0,)), said
    return ended, int(taken or 0)


class _counted:
    """From now on, count the steps of writing in this process, and die at one of them."""

    def __init__(self, dies_at: int) -> None:
        self.taken, self.dies_at, self.active = 0, dies_at, True
        for name in STEPS:
            setattr(os, name, self._step(name, getattr(os, name)))

    def _step(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if self.active and not (name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR)):
                self.taken += 1
                if self.taken == self.dies_at:
                    if name == "write":
                        real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                    os._exit(KILLED)
            return real(*arguments, **named)

        return step


Tree = dict[str, bytes | str]


def tree(folder: Path) -> Tree:
    """Every file of a folder with its content, every link with where it leads, every empty folder."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Tree, Tree, int]]:
    """For a writer: a folder as it is before, what stands in it, what does after it, and the steps that it takes."""
    known: dict[str, tuple[Path, Tree, Tree, int]] = {}
    home = tmp_path_factory.mktemp("kills")

    def prepare(name: str) -> tuple[Path, Tree, Tree, int]:
        if name not in known:
            folder = home / name.replace(" ", "-")
            (folder / "before").mkdir(parents=True)
            WRITERS[name].before(folder / "before")
            shutil.copytree(folder / "before", folder / "after", symlinks=True)
            steps = command(folder / "after", WRITERS[name].words)[1]
            known[name] = folder / "before", tree(folder / "before"), tree(folder / "after"), steps
        return known[name]

    return prepare


@pytest.fixture(scope="module", autouse=True)
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the copies of this process need, so that each has it at once; pages and lists are made only here."""
    folder = tmp_path_factory.mktemp("ready")
    reports(folder)
    reading = read_sources([folder / "first.txt"])
    write(reading, folder / "talks")
    talks(folder)
    for form in ("genius", "negmas"):
        export_case(read_case(folder / "case.yaml"), form, folder / form)
    import_case(folder / "negmas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.papers.brief.brief", lambda case, **asked: None)
        patch.setattr("comity.figure.start_engine", lambda: None)  # its threads are not in a copy of this process
        patch.setattr("comity.reading.reader.registry", lambda *given: reading.registry)
        patch.setattr("comity.reading.reader.library", lambda *given: reading.library)
        patch.setattr("comity.show.html.page", lambda content: "<!doctype html>" + "page " * 20_000)
        yield


def chosen(name: str, steps: int) -> Iterator[tuple[int, ...]]:
    """At which step the command dies, and at which its next run: the few of every day, or all and then at random."""
    if not KILLS:
        every = max(1, steps // (6 if name.startswith("read") else 4))
        yield from ((at,) for at in range(1, steps + 1, every))
        return
    yield from ((at,) for at in range(1, steps + 1))
    draw = random.Random(name)
    for _ in range(max(0, KILLS // len(WRITERS) + 1 - steps) // 2 + 1):
        yield draw.randint(1, steps), draw.randint(1, steps + 3)


@pytest.mark.parametrize("name", WRITERS)
def test_a_kill_leaves_the_old_or_the_new_and_a_rerun_mends_all(
    name: str, prepared: Callable[[str], tuple[Path, Tree, Tree, int]], tmp_path: Path
) -> None:
    start, before, after, steps = prepared(name)
    assert steps >= 5
    assert before != after
    for number, deaths in enumerate(chosen(name, steps)):
        folder = tmp_path / str(number)
        shutil.copytree(start, folder, symlinks=True)
        for at in deaths:
            command(folder, WRITERS[name].words, dies_at=at)
            for path, content in tree(folder).items():
                if Path(path).name == READ_SO_FAR:
                    continue  # what a reading that is run again need not read again; gone after it, as is checked below
                if not Path(path).name.startswith(".comity-"):
                    assert content in (before.get(path), after.get(path)), (path, deaths)
                else:
                    assert Path(path).suffix == ".tmp" or Path(path).name == UNDO
            assert set(before) <= set(tree(folder)), deaths
        command(folder, WRITERS[name].words)
        found = tree(folder)
        assert set(found) == set(after), deaths
        assert found == after, (deaths, [path for path in found if found[path] != after[path]])
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", WRITERS)
def test_a_second_run_after_a_complete_one_changes_nothing(
    name: str, prepared: Callable[[str], tuple[Path, Tree, Tree, int]], tmp_path: Path
) -> None:
    """As after a kill between the last step and the end of the program."""
    start, _, after, _ = prepared(name)
    shutil.copytree(start, tmp_path / "folder", symlinks=True)
    for _ in range(2):
        command(tmp_path / "folder", WRITERS[name].words)
        assert tree(tmp_path / "folder") == after


def test_two_readings_at_once_lose_nothing(tmp_path: Path) -> None:
    results = []
    for order in ((0, 1), (1, 0)):
        folder = tmp_path / str(order[0])
        folder.mkdir()
        reports(folder)
        for at in order:
            command(folder, ["read", ("first.txt", "second.txt")[at], "-o", "talks"])
        results.append(tree(folder))
    folder = tmp_path / "both"
    folder.mkdir()
    reports(folder)
    with ThreadPoolExecutor() as pool:  # a process each
        list(pool.map(lambda name: command(folder, ["read", f"{name}.txt", "-o", "talks"]), ("first", "second")))
    assert tree(folder) in results
