"""A case as it is handed on: what goes in, what stays behind, where it may be written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from comity.case.check import check
from comity.case.history import History
from comity.case.pack import pack
from comity.problem import Problems

CASE = """\
comity: 1
title: Talks
sources:
  minutes: {file: sources/minutes.md}
  again: {file: ./sources/../sources/minutes.md}
  note: {file: note.txt}
parties: {north: {name: North, signs: yes}, south: {name: South, signs: yes}}
issues: {land: {name: Land, options: {all: All, half: Half}}}
interests:
  north: {no_deal: 40, land: {weight: 1, all: 100, half: 50}}
  south: {no_deal: 10, land: {weight: 1, all: 0, half: 50}}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    (folder / "sources").mkdir(parents=True)
    (folder / "drafts").mkdir()
    for name in ("sources/minutes.md", "sources/unused.md", "note.txt", "drafts/x.md", ".reading.json"):
        (folder / name).write_bytes(b"They spoke.\r\n")
    (folder / "case.yaml").write_text(CASE)
    History.of(folder / "case.yaml", "ada").close()
    return folder / "case.yaml"


FILES = ("case.yaml", "sources/minutes.md", "note.txt")
LEFT_OUT = (".comity/", ".reading.json", "drafts/", "sources/unused.md")


def test_a_folder_holds_the_case_and_its_sources_and_nothing_else(case: Path, tmp_path: Path) -> None:
    found = pack(case, tmp_path / "out")
    assert (found.files, found.left_out) == (FILES, LEFT_OUT)
    packed = [path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert sorted(packed) == sorted(FILES)
    assert all((tmp_path / "out" / name).read_bytes() == (case.parent / name).read_bytes() for name in FILES)
    assert check(tmp_path / "out" / "case.yaml").errors == ()
    assert pack(case, tmp_path / "out") == found  # as after a run that was killed


def test_a_zip_file_holds_the_same_and_is_the_same_each_time(case: Path, tmp_path: Path) -> None:
    found = pack(case, tmp_path / "out.ZIP")
    assert (found.files, found.left_out) == (FILES, LEFT_OUT)
    with zipfile.ZipFile(tmp_path / "out.ZIP") as packed:
        assert packed.namelist() == list(FILES)
        assert packed.read("note.txt") == b"They spoke.\r\n"
    pack(case, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "out.ZIP").read_bytes()
    assert pack(case, case.with_name("out.zip")).left_out == LEFT_OUT  # it does not tell of itself


def test_a_name_that_is_no_text_goes_into_a_folder_and_not_into_a_zip_file(case: Path, tmp_path: Path) -> None:
    odd = case.with_name("\udcff.yaml")
    odd.write_bytes(case.read_bytes())
    with pytest.raises(Problems, match="no text"):
        pack(odd, tmp_path / "out.zip")
    assert odd.name in pack(odd, tmp_path / "out").files


def test_nothing_is_written_over_and_nothing_goes_along(case: Path, tmp_path: Path) -> None:
    def refusal(output: Path) -> str:
        with pytest.raises(Problems) as raised:
            pack(case, output)
        return "\n".join(f"{problem.what}; {problem.fix}" for problem in raised.value.problems)

    (tmp_path / "out.zip").write_bytes(b"mine")
    assert refusal(tmp_path / "out.zip") == "this file exists; it is not replaced; move it away, or name another place"
    assert (tmp_path / "out.zip").read_bytes() == b"mine"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.md").write_text("mine")
    assert refusal(tmp_path / "out").startswith("other files lie in this folder; name a new one")
    assert refusal(case.parent) == "this is the folder of the case itself; name a new one"
    assert refusal(tmp_path / "out.tar").startswith("nothing is packed as .tar; ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out.zip", "talks"]


def test_sources_that_cannot_go_along_are_all_told(case: Path, tmp_path: Path) -> None:
    note = case.parent / "note.txt"
    case.write_text(
        CASE.replace("file: sources/minutes.md", "file: sources/none.md")
        .replace("./sources/../sources/minutes.md", "../elsewhere.md")
        .replace("note.txt", str(note))
    )
    with pytest.raises(Problems) as raised:
        pack(case, tmp_path / "out")
    told = [(problem.place.line, problem.what) for problem in raised.value.problems]
    assert [line for line, _ in told] == [4, 5, 6]
    assert told[0][1].startswith("source 'minutes': there is no such file")
    assert told[1][1] == "the file of source 'again' lies outside the case's folder"
    assert told[2][1] == "source 'note' is named by a path of this machine"
    assert not (tmp_path / "out").exists()


def test_a_case_that_is_not_right_yet_is_packed_as_it_is(case: Path, tmp_path: Path) -> None:
    case.write_text("comity: 1\nsources: {note: {file: note.txt}}\nparties: {north: [\n")
    assert pack(case, tmp_path / "out").files == ("case.yaml", "note.txt")
    assert (tmp_path / "out" / "case.yaml").read_bytes() == case.read_bytes()
