"""What earlier readings wrote, and what they stored."""

import json
from pathlib import Path
from typing import Any

import pytest

from comity.problem import Problems
from comity.reading.intake.source import Change, Source
from comity.reading.record import RECORD, Record, read_record, stored_sources

SOURCE = Source("talks", "Talks", "2024-03-04", None, "Words.\n", ".md", "from/talks.md")


def test_a_record_grows_and_is_read_back(tmp_path: Path) -> None:
    assert read_record(tmp_path) == Record({}, {}, {})
    first = Record({}, {}, {}).grown({"party egypt": {"name": "Egypt"}}, {"talks:1-5:0": "aa"}, (SOURCE,))
    second = first.grown({"party egypt": {"name": "Cairo"}}, {"talks:7-9:0": "bb"}, ())
    (tmp_path / RECORD).write_text(second.text(), encoding="utf-8")
    assert read_record(tmp_path) == second
    assert second.proposed == {"party egypt": {"name": "Cairo"}}
    assert second.statements == {"talks:1-5:0": "aa", "talks:7-9:0": "bb"}
    assert second.sources == {
        "talks": {
            "title": "Talks",
            "date": "2024-03-04",
            "publisher": None,
            "origin": "from/talks.md",
            "file": "sources/talks.md",
        }
    }


def test_stored_sources_have_the_text_of_today_and_are_left_out_where_deleted(tmp_path: Path) -> None:
    other = Source("gone", "Gone", None, None, "x")
    (tmp_path / RECORD).write_text(Record({}, {}, {}).grown({}, {}, (SOURCE, other)).text(), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / SOURCE.file).write_text("Corrected.\n", encoding="utf-8")
    (stored,) = stored_sources(tmp_path)
    assert stored == Source("talks", "Talks", "2024-03-04", None, "Corrected.\n", ".md", "from/talks.md")


@pytest.mark.parametrize("content", ["{", "[]", '{"proposed": {}, "statements": []}'])
def test_a_damaged_record_says_how_to_mend_it(tmp_path: Path, content: str) -> None:
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    with pytest.raises(Problems, match="the record of what was proposed is damaged; restore it"):
        read_record(tmp_path)


def test_tracked_changes_are_kept_beside_the_text(tmp_path: Path) -> None:
    changes = (Change("deleted", "all", "Ada", "2024-03-04", 3, 3), Change("inserted", "some", None, None, 3, 7))
    source = Source("talks", "Talks", None, None, "of some.\n", ".md", "talks.docx", changes)
    record = Record({}, {}, {}).grown({}, {}, (source,))
    (tmp_path / RECORD).write_text(record.text(), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / source.file).write_text(source.text, encoding="utf-8")
    assert read_record(tmp_path) == record
    assert stored_sources(tmp_path) == (source,)


ENTRY = {"title": "T", "date": None, "publisher": None, "origin": "o", "file": "sources/a.md"}


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("proposed", [], "proposed must hold named entries"),
        ("proposed", {"issue x": 5}, "proposed.issue x must be text, or lists and named entries of text"),
        ("proposed", {"issue x": {"a": ["b", None]}}, "proposed.issue x must be text, or lists and named entries"),
        ("proposed", {"issue x": "\ud800"}, "proposed.issue x must be text"),
        ("statements", {"a:1-2:0": 7}, "statements.a:1-2:0 must be text"),
        ("statements", "x", "statements must hold named entries"),
        ("written", {"case.yaml": None}, "written.case.yaml must be text"),
        ("asked", {"confirm x": ["a"]}, "asked.confirm x must be text"),
        ("sources", {"a": 3}, "sources.a must hold named entries"),
        ("sources", {"a": {}}, "sources.a.file must be text"),
        ("sources", {"a": ENTRY | {"file": 3}}, "sources.a.file must be text"),
        ("sources", {"a": ENTRY | {"title": None}}, "sources.a.title must be text"),
        ("sources", {"a": ENTRY | {"date": 2024}}, "sources.a.date must be text, or null"),
        ("sources", {"a": ENTRY | {"file": "a.yaml"}}, "sources.a.file must end in .md or .txt"),
        ("sources", {"a": ENTRY | {"changes": 1}}, "sources.a.changes must be a list of tracked changes"),
        ("sources", {"a": ENTRY | {"changes": [{"kind": "x"}]}}, "sources.a.changes must be a list of tracked"),
        ("sources", {"../../escaped": ENTRY}, "sources.../../escaped is no name of a source"),
        ("sources", {"/a": ENTRY}, "sources./a is no name of a source"),
        ("sources", {".": ENTRY}, "sources.. is no name of a source"),
        ("sources", {"": ENTRY}, "sources. is no name of a source"),
        ("sources", {"a\\b": ENTRY}, "is no name of a source"),
        ("sources", {"a": ENTRY | {"file": "/etc/x.md"}}, "the file of source 'a' lies outside the case's folder"),
        ("sources", {"a": ENTRY | {"file": "../x.md"}}, "the file of source 'a' lies outside the case's folder"),
        ("sources", {"a": ENTRY | {"file": "out/x.md"}}, "the file of source 'a' lies outside the case's folder"),
        ("sources", {"a": ENTRY | {"file": "a\0.md"}}, "the file of source 'a' has a name that no system takes"),
    ],
)
def test_a_record_is_not_trusted(part: str, value: Any, said: str, tmp_path: Path) -> None:
    content = {"proposed": {}, "statements": {}, "sources": {}} | {part: value}
    home = tmp_path / "home"
    home.mkdir()
    (home / "out").symlink_to("..")
    (home / RECORD).write_text(json.dumps(content, indent=1), encoding="utf-8")
    with pytest.raises(Problems) as raised:
        stored_sources(home)
    assert said in str(raised.value)


def test_every_wrong_place_of_a_record_is_told_with_its_line(tmp_path: Path) -> None:
    content = {"proposed": {"party a": 1}, "statements": {"x": 2, "y": "good"}, "sources": {"a": ENTRY | {"title": 3}}}
    (tmp_path / RECORD).write_text(json.dumps(content, indent=1), encoding="utf-8")
    with pytest.raises(Problems) as raised:
        read_record(tmp_path)
    assert [(problem.place.line, problem.what.split(" must")[0]) for problem in raised.value.problems] == [
        (3, "proposed.party a"),
        (6, "statements.x"),
        (11, "sources.a.title"),
    ]


@pytest.mark.parametrize("content", ["[" * 100_000, '{"proposed": ' + "9" * 5000 + "}", '{"a": "\\x"}', "\x00"])
def test_a_record_that_no_reading_wrote_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    with pytest.raises(Problems, match="the record of what was proposed is damaged"):
        read_record(tmp_path)


def test_a_deep_proposal_is_refused(tmp_path: Path) -> None:
    content = '{"statements": {}, "sources": {}, "proposed": {"a": ' + "[" * 500 + "]" * 500 + "}}"
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    with pytest.raises(Problems, match=r"proposed\.a must be text"):
        read_record(tmp_path)
