"""Readings that broke off: told of, taken up again or forgotten; one that is under way is neither."""

from __future__ import annotations

import html
from multiprocessing import Pipe

import pytest

from comity.web.pages import reports as page
from comity.web.sources import reports
from comity.web.sources.broken_off import BrokenOff, broken_off, kept_reports, scratch_folder
from dam import written

SOURCES = "/case/dam/sources"


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


@pytest.fixture
def beside(folder):
    """The folder of a case, in which the reading of two reports was killed, and one of its own sources."""
    for name, kept in (("reading-killed", ("a.txt", "b.txt")), ("reading-own", ())):
        scratch = folder / "dam" / ".comity" / name
        (scratch / "new").mkdir(parents=True)
        (scratch / "held").touch()
        for report in kept:
            (scratch / "new" / report).write_text(f"Words of {report}.\n", encoding="utf-8")
    return folder / "dam"


def test_what_is_under_way_did_not_break_off(beside):
    with scratch_folder(beside) as scratch:
        (scratch / "new" / "now.txt").write_text("Now.\n", encoding="utf-8")
        assert broken_off(beside) == (BrokenOff("reading-killed", ("a.txt", "b.txt")),)
        assert kept_reports(beside, scratch.name) == {}
    assert not scratch.exists()
    assert kept_reports(beside, "../..") == {}


@pytest.mark.parametrize("made", ["again", "leave"])
def test_it_is_told_and_read_again_or_forgotten(visitor, workbench, beside, monkeypatch, made):
    taken = []
    monkeypatch.setattr(page, "read", lambda case, several, progress: taken.append(several))
    told = html.unescape(visitor.get(SOURCES).text)
    assert "The reading of a.txt, b.txt broke off when the workbench was closed." in told
    assert "Nothing of it was added, and the reports are kept." in told
    answer = visitor.post(f"{SOURCES}/again", data={"name": "reading-killed", "made": made})
    assert answer.headers["location"].startswith(f"{SOURCES}/reading/" if made == "again" else SOURCES)
    assert "broke off" not in visitor.get(SOURCES).text
    assert not (beside / ".comity" / "reading-killed").exists()
    if made == "again":
        assert workbench.jobs.find(int(answer.headers["location"].rsplit("/", 1)[1])).wait(10)
        assert taken == [{"a.txt": b"Words of a.txt.\n", "b.txt": b"Words of b.txt.\n"}]
    later = visitor.post(f"{SOURCES}/again", data={"name": "reading-killed", "made": made})  # from another tab
    assert later.headers["location"] == SOURCES


def test_a_reading_whose_workbench_has_ended_ends_in_silence(tmp_path, monkeypatch):
    receiving, sending = Pipe(duplex=False)
    receiving.close()
    monkeypatch.setattr(reports.signal, "signal", lambda *_: None)
    monkeypatch.setattr(reports, "_found", lambda scratch, progress: progress(0.5))
    reports._read_apart(tmp_path, sending)
