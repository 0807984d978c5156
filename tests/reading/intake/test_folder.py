"""Folders, links and what is no plain file; and that one bad file never stops the others."""

import os
import time
from pathlib import Path

import pytest

from comity.problem import Problem
from comity.reading.intake import ALL_TEXT, LARGEST_TEXT, take_in
from documents import p, word, zipped

ENGLISH = "The delegation of Egypt said on Monday that it would not accept the draft of the mediators in Geneva."


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}: {ENGLISH}", encoding="utf-8")


def said(problems: tuple[Problem, ...]) -> str:
    return "\n".join(map(str, problems))


def test_links_that_lead_out_are_passed_over_and_said(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "in/one.txt", "in/below/two.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (tmp_path / "in" / "all").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "again.txt").symlink_to("one.txt")
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    intake = take_in([tmp_path / "in"])
    assert [s.id for s in intake.sources] == ["two", "one"]
    for name in ("link.txt", "all", "self.txt"):
        assert f"{name}: warning: " in said(intake.problems)


def test_a_link_that_is_named_is_followed_unless_it_leads_to_itself(tmp_path: Path) -> None:
    write(tmp_path, "one.txt")
    (tmp_path / "named.txt").symlink_to("one.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    intake = take_in([tmp_path / "named.txt", tmp_path / "self.txt"])
    assert [s.id for s in intake.sources] == ["named"]
    (problem,) = intake.problems
    assert "self.txt" in problem.place.file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_are_never_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "one.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    start = time.monotonic()
    intake = take_in([tmp_path, tmp_path / "pipe.txt"])
    assert time.monotonic() - start < 5
    assert [s.id for s in intake.sources] == ["one"]
    assert {problem.severity for problem in intake.problems if "pipe" in problem.place.file} == {"warning", "error"}


def test_files_of_other_kinds_in_a_folder_are_named(tmp_path: Path) -> None:
    write(tmp_path, "one.txt", "table.xlsx", "old.doc", ".hidden.txt", "~$one.docx")
    intake = take_in([tmp_path])
    assert [s.id for s in intake.sources] == ["one"]
    (problem,) = intake.problems
    assert problem.what == "2 files of other kinds passed over: old.doc, table.xlsx"
    assert problem.severity == "warning"


def test_what_a_reading_wrote_is_no_report(tmp_path: Path) -> None:
    write(tmp_path, "one.txt", "to-decide.md", "case.yaml", "statements.csv")
    assert [s.id for s in take_in([tmp_path]).sources] == ["one", "to_decide"]
    write(tmp_path, ".reading.json")
    intake = take_in([tmp_path])
    assert [s.id for s in intake.sources] == ["one"]
    assert intake.problems == ()


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.doc", ".docx"),
        ("a.rtf", ".docx"),
        ("a.msg", ".eml"),
        ("a.zip", "unpack"),
        ("a.png", "recognise"),
        ("a", "save it as"),
    ],
)
def test_other_kinds_have_their_remedy(tmp_path: Path, name: str, remedy: str) -> None:
    write(tmp_path, name)
    (problem,) = take_in([tmp_path / name]).problems
    assert remedy in problem.fix


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    write(tmp_path, "z.txt")
    good = word(p(ENGLISH))
    (tmp_path / "good.docx").write_bytes(good)
    (tmp_path / "cut.docx").write_bytes(good[: len(good) // 2])
    (tmp_path / "odd.docx").write_bytes(
        zipped({"word/document.xml": "<a xmlns='x'><body><p><r><t>1</t></r></p></body></a>"})
    )
    (tmp_path / "cut.pdf").write_bytes(
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>"
    )
    (tmp_path / "cut.eml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "cut.odt").write_bytes(b"PK")
    (tmp_path / "cut.html").write_bytes(b"\x00\x01<html>")
    intake = take_in([tmp_path])
    assert {"good", "z"} <= {s.id for s in intake.sources}
    assert {Path(problem.place.file).name for problem in intake.problems} >= {
        "cut.docx",
        "cut.pdf",
        "cut.eml",
        "cut.odt",
        "cut.html",
    }
    assert all(problem.fix for problem in intake.problems)


def test_too_much_is_refused_with_the_reason(tmp_path: Path) -> None:
    words = ENGLISH + " "
    (tmp_path / "long.txt").write_text(words * (LARGEST_TEXT // len(words) + 1), encoding="utf-8")
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(3_000_000_000)
    start = time.monotonic()
    intake = take_in([tmp_path])
    assert time.monotonic() - start < 1
    assert intake.sources == ()
    assert "the text is too long" in said(intake.problems)
    assert "the file is too large" in said(intake.problems)


def test_all_files_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.reading.intake.ALL_TEXT", 250)
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    intake = take_in([tmp_path])
    assert [s.id for s in intake.sources] == ["a", "b"]
    assert "several goes" in said(intake.problems)
    assert ALL_TEXT > LARGEST_TEXT


def test_the_same_words_in_other_letters_are_taken_in_once(tmp_path: Path) -> None:
    (tmp_path / "nfc.txt").write_text(f"Türkiye oﬀers. {ENGLISH}", encoding="utf-8")
    (tmp_path / "nfd.txt").write_text(f"Tu\u0308rkiye offers. {ENGLISH}", encoding="utf-8")
    (source,) = take_in([tmp_path]).sources
    assert source.text.startswith("Türkiye offers.")
    assert take_in([tmp_path], [source]).sources == ()


def test_remarks_are_warnings_with_the_file_as_place(tmp_path: Path) -> None:
    (tmp_path / "mac.txt").write_bytes(f"Türkiye. {ENGLISH}".encode("mac_roman"))
    intake = take_in([tmp_path])
    (problem,) = intake.problems
    assert (problem.severity, problem.place.file) == ("warning", str(tmp_path / "mac.txt"))
    assert len(intake.sources) == 1
