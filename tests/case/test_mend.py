"""Evidence written anew: only where its words stand for certain, and not a character else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from comity.case.check import check
from comity.case.mend import mend, mended
from comity.case.text import Document
from comity.problem import Problems

MINUTES = (
    "Minutes of the meeting.\n"
    "The miller will not sell the weir. He wants a cast-iron promise of water.\n"
    "The town pays for the mill, the mayor said. The mayor said no more.\n"
)
HEAD = """\
# A case, with its comments.
comity: 1
title: Mill
sources: {m: {file: m.txt}}
parties: {a: {name: A, signs: yes}, b: B}
issues:
  weir: {name: Weir, options: {kept: kept, sold: sold}}   # the weir
interests:
  a: {no_deal: 10, weir: {weight: 1, kept: 100, sold: 0}}
red_lines:
  - party: a
    never: {weir: sold}
    because: he says so
    firmness: declared
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.txt").write_text(MINUTES, "utf-8")
    return tmp_path


def anew(folder: Path, evidence: str) -> str:
    """What is written for evidence, the rest of the file being untouched."""
    content = HEAD + evidence
    text, changes = mended(Document(content, str(folder / "case.yaml")))
    assert text.startswith(HEAD)
    again, none = mended(Document(text, str(folder / "case.yaml")))
    assert (again, none) == (text, ())  # once is enough
    assert bool(changes) == (text != content)
    return text.removeprefix(HEAD)


PROMISE = '"m:70-87 cast-iron promise"'


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ('    evidence: [m: "cast-iron promise"]  # so\n', f"    evidence: [{PROMISE}]  # so\n"),
        ("    evidence: [m: Cast-Iron  promise]\n", '    evidence: ["m:70-87 Cast-Iron promise"]\n'),
        ("    evidence: [{m: cast-iron promise}, m:0-7]\n", f'    evidence: [{PROMISE}, "m:0-7 Minutes"]\n'),
        ("    evidence: {m: cast-iron promise}\n", f"    evidence: {PROMISE}\n"),
        ('    evidence: "m: cast-iron promise"\n', f"    evidence: {PROMISE}\n"),
        ("    evidence:\n      m: cast-iron promise # so\n", f"    evidence:\n      {PROMISE} # so\n"),
        (
            "    evidence:\n      # first\n      - m: cast-iron promise  # so\n      - m:0-7\n",
            f'    evidence:\n      # first\n      - {PROMISE}  # so\n      - "m:0-7 Minutes"\n',
        ),
        (
            "    evidence:\n      - m: >-\n          cast-iron\n          promise\n",
            f"    evidence:\n      - {PROMISE}\n",
        ),
        ("    evidence:\n      - >-\n        m: cast-iron\n        promise\n", f"    evidence:\n      - {PROMISE}\n"),
        ("    evidence: m:0-7\n", '    evidence: "m:0-7 Minutes"\n'),
        # the lines begin at 0, 24 and 98
        ("    evidence: [m:3-37 The miller will]\n", '    evidence: ["m:24-58 The miller will"]\n'),
        (
            '    evidence: ["m:0-35~0000 The miller will"]\n',
            '    evidence: ["m:0-35~0000 The miller will"]\n',  # reads otherwise: for the analyst to look at
        ),
        ("    evidence: [m: the mayor said]\n", "    evidence: [m: the mayor said]\n"),  # several times
        ("    evidence: [m: a treaty]\n", "    evidence: [m: a treaty]\n"),  # nowhere
        ("    evidence: [m:0-5]\n", "    evidence: [m:0-5]\n"),  # ends inside a word
        ("    evidence: [m:0-7 Minutes]\n", "    evidence: [m:0-7 Minutes]\n"),
        ("    evidence: [x: cast-iron]\n", "    evidence: [x: cast-iron]\n"),
    ],
)
def test_what_is_written_anew(folder: Path, written: str, now: str) -> None:
    if "the mayor said" in written:
        (folder / "m.txt").write_text(MINUTES.replace("The mayor said", "the mayor said"), "utf-8")
    assert anew(folder, written) == now


def test_what_an_alias_repeats_is_written_once(folder: Path) -> None:
    again = "  - {party: a, never: {weir: kept}, because: x, firmness: declared, evidence: *e}\n"
    now = anew(folder, f"    evidence: &e [m: cast-iron promise]\n{again}")
    assert now == f"    evidence: &e [{PROMISE}]\n{again}"
    now = anew(folder, f"    evidence: [&e m:0-7]\n{again.replace('*e', '[*e]')}")
    assert now == f'    evidence: [&e "m:0-7 Minutes"]\n{again.replace("*e", "[*e]")}'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n\r\n", "\r\n\n\r"])
def test_byte_order_mark_and_line_ends_stay_whichever_they_are(mark: str, ends: str, folder: Path) -> None:
    evidence = "    evidence: [m: cast-iron promise, m:0-7]\n    # kept\n"
    lines = (HEAD + evidence).splitlines()
    mixed = re.findall(r"\r\n|\r|\n", ends)

    def written(text: list[str]) -> str:
        return mark + "".join(line + mixed[at % len(mixed)] for at, line in enumerate(text))

    path = folder / "case.yaml"
    path.write_bytes(written(lines).encode())
    assert len(mend(path)) == 2
    now = [line.replace("m: cast-iron promise, m:0-7", f'{PROMISE}, "m:0-7 Minutes"') for line in lines]
    assert path.read_bytes().decode() == written(now)
    assert mend(path) == ()


def test_a_file_that_is_changed_meanwhile_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "case.yaml"
    path.write_text(HEAD + "    evidence: [m: cast-iron promise]\n", "utf-8")
    read = Document.read(path)
    path.write_text("# new\n" + path.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(Document, "read", lambda path: read)
    before = path.read_bytes()
    with pytest.raises(Problems, match="the file is being changed by another program; run it again"):
        mend(path)
    assert path.read_bytes() == before


def test_a_file_is_written_only_if_something_changes_and_keeps_its_line_ends(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_bytes((HEAD + "    evidence: [m: cast-iron promise]\n").replace("\n", "\r\n").encode())
    check(path)
    assert b"cast-iron promise]" in path.read_bytes()  # a check writes nothing
    (change,) = mend(path)
    assert str(change) == f"{path}:15:16: `m: cast-iron promise` is now `m:70-87 cast-iron promise`"
    assert path.read_bytes() == (HEAD + f"    evidence: [{PROMISE}]\n").replace("\n", "\r\n").encode()
    before = path.stat().st_mtime_ns
    assert mend(path) == ()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", ["a: [", "", "- x", "title: t\n"])
def test_what_cannot_be_read_is_left_alone(folder: Path, content: str) -> None:
    path = folder / "case.yaml"
    path.write_text(content, "utf-8")
    assert mend(path) == ()
    assert path.read_text("utf-8") == content
    assert mend(folder / "none.yaml") == ()


def test_an_edited_source_is_followed(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(HEAD + "    evidence: [m: He wants a cast-iron promise of water., m:24-58]\n", "utf-8")
    assert len(mend(path)) == 2
    (folder / "m.txt").write_text("A line on top.\n" + MINUTES, "utf-8")
    checked = check(path)
    assert [problem.severity for problem in checked.problems] == ["warning", "warning"]
    assert checked.problems[0].what == (
        "“He wants a cast-iron promise of water.” has moved in m.txt: at m:59-97 now stands "
        "“sell the weir. He wants a cast-iron pr”"
    )
    assert checked.problems[0].fix == ("write `m:74-112 He wants a cast-iron promise of water.`; mending the file does")
    assert checked.case is not None
    (line,) = checked.case.red_lines
    quotes = [checked.case.quote(piece) for piece in line.evidence]
    assert quotes == ["He wants a cast-iron promise of water.", "The miller will not sell the weir."]
    assert len(mend(path)) == 2
    assert check(path).problems == ()
