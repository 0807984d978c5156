"""Reports dropped in: read apart, shown before anything is added, added as a whole, and nothing overwritten."""

from __future__ import annotations

import dataclasses
import errno
import html
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.case.check import check
from comity.problem import Problems
from comity.reading.found import Reading
from comity.reading.statement import Span, Statement
from comity.web.jobs import Stopped
from comity.web.sources import reports
from comity.web.sources.adding import add
from comity.web.sources.reports import Report, WouldAdd, _without_settled, read, safe_name
from comity.web.sources.statements import review, statements
from dam import CASE, ROUND, rows, written

PAGE = "/case/dam/sources"
NEWS = b"""The ministers meet again

Lowlands refuses a high dam in any form. Uplands demands a high dam. Uplands supports sharing the water.
"""


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


def text(folder):
    return (folder / "dam" / "case.yaml").read_text(encoding="utf-8")


def everything(folder):
    """Every file beside the case with its content, but for the history."""
    kept = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.parent.name != ".comity"}
    return kept | {p: b"" for p in folder.rglob("reading-*")}


def fields(page):
    found = re.findall(r'<input type="(?:text|hidden)"[^>]*?name="([^"]+)"[^>]*? value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_a_report_is_read_shown_and_added(visitor, folder, workbench):
    (folder / "dam" / "statements.csv").unlink()  # then the case's own sources are read, too
    before = everything(folder)
    files = [("reports", ("../../sources/round.txt", NEWS)), ("reports", ("figures.xlsx", b"PK"))]
    answer = visitor.post(f"{PAGE}/upload", files=files)
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert "Reading round.txt, figures.xlsx" in html.unescape(visitor.get(where).text)
    job = workbench.jobs.find(int(where.rsplit("/", 1)[1]))
    assert job.wait(60)
    assert everything(folder) == before  # nothing is added before somebody says so
    page = visitor.get(where).text
    assert "1 new report, 6 new statements; 1 judgement drafted." in page
    assert "/" not in "".join(re.findall(r"Could not be read: (\S+)", page))
    assert "figures.xlsx:" in page
    assert "No date and no publisher were found in it" in page
    assert "“Uplands demands a high dam”" in page

    form = fields(page)
    name = next(key.partition("/")[2] for key in form if key.startswith("title/"))
    wrong = visitor.post(where, data={**form, f"date/{name}": "<soon>", "made": "all"})
    assert wrong.status_code == 422
    assert "“&lt;soon&gt;” is no date" in wrong.text
    assert 'value="&lt;soon&gt;"' in wrong.text
    assert everything(folder) == before

    case = workbench.folder.case("dam")
    (folder / "dam" / "case.yaml").write_text(text(folder).replace("weight: 60", "weight: 65"), encoding="utf-8")
    more = {f"date/{name}": "2031-03-19", f"publisher/{name}": "The Valley Paper", "made": "all"}
    added = visitor.post(where, data={**form, **more})
    assert added.status_code == 303
    assert "weight: 65" in text(folder)  # what was changed meanwhile
    assert check(folder / "dam" / "case.yaml").errors == ()
    source = case.live.document.plain()["sources"][name]
    assert (source["date"], source["publisher"]) == ("2031-03-19", "The Valley Paper")
    assert (folder / "dam" / source["file"]).read_text(encoding="utf-8").split() == NEWS.decode().split()
    assert (folder / "dam" / "sources" / "round.md").read_text(encoding="utf-8") == ROUND
    assert {each.row["date"] for each in statements(folder / "dam").of(name)} == {"2031-03-19"}
    assert len(statements(folder / "dam").all) == 6
    assert "This reading is over" in visitor.get(where).text
    assert next(iter(case.history.versions(limit=1))).what.startswith("“The ministers meet again” read")
    assert not list((folder / "dam" / ".comity").glob("reading-*"))


def read_statement(row):
    """A statement as the reader gives it, of a row of the table."""
    span = Span(int(row["start"]), int(row["end"]))
    told = dict.fromkeys((field.name for field in dataclasses.fields(Statement)), None)
    told |= {"id": row["id"], "source": row["source"], "text": row["text"], "kind": row["kind"], "span": span}
    return Statement(**{**told, "content": (span,), "stance": "claim", "direct": False, "nobody": False})


def test_nothing_is_drafted_again_from_what_was_rejected_or_corrected(folder):
    beside = folder / "dam"
    found = statements(beside).all
    review(beside, found[0].key, found[0].seen, "rejected")
    review(beside, found[1].key, found[1].seen, "accepted", {"organisation": "Lowlands"})
    review(beside, found[2].key, found[2].seen, "accepted")
    said = tuple(map(read_statement, rows()))
    reading = Reading((), said, (), (), None, None)
    assert _without_settled(reading, beside).statements == said[2:]


def test_a_reading_that_is_stopped_leaves_nothing(folder, workbench):
    before, case = everything(folder), workbench.folder.case("dam")
    asked = []

    def unwanted(share):
        asked.append(share)
        raise Stopped

    left = folder / "dam" / ".comity" / "reading-left"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))  # by one that was ended by force
    with pytest.raises(Stopped):
        read(case, {"a.txt": NEWS}, unwanted)
    assert asked == [0.0]
    assert everything(folder) == before


def test_a_disk_that_is_full_is_told_of(folder, workbench, monkeypatch):
    before, case = everything(folder), workbench.folder.case("dam")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reports, "_prepare", full)
    with pytest.raises(Problems, match="No space left"):
        read(case, {"a.txt": NEWS}, lambda share: None)
    assert everything(folder) == before


def test_a_process_that_ends_before_its_time_is_told_of(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(reports, "_read_apart", os._exit)  # which wants a number
    with pytest.raises(Problems) as broken:
        reports._followed(tmp_path, lambda share: None)
    assert "broke off" in str(broken.value)
    assert "Traceback" in capfd.readouterr().err  # in the terminal alone


def would_add(case, **other):
    from comity.reading.record import Record

    report = Report("news", "News", "", "", "sources/news.txt", "Words.\n", 1)
    row = {**rows()[0], "source": "news", "content_start": "0", "content_end": "5"}
    told = {"reports": (report,), "rows": (row,), "statements": 1, "drafted": (), "named": (), "points": ("Whose?",)}
    told |= {"remarks": (), "before": case.live.text, "after": case.live.text, "record": Record({}, {}, {})}
    return WouldAdd(**{**told, **other})


def test_what_stands_in_the_place_of_a_report_is_not_overwritten(folder, workbench):
    case = workbench.folder.case("dam")
    (folder / "dam" / "sources" / "news.txt").write_text("Mine.\n", encoding="utf-8")
    before = everything(folder)
    with pytest.raises(Problems) as refused:
        add(case, would_add(case), {}, drafted=False, by="")
    assert "another file stands where" in str(refused.value)
    assert everything(folder) == before


def test_a_report_is_added_without_what_was_drafted(folder, workbench):
    case = workbench.folder.case("dam")
    drafted = case.live.text.replace("linkages:\n", "linkages:\n  # drafted\n")
    points = ("Whose?", "Confirm, correct or delete: interest lowlands dam")
    add(case, would_add(case, after=drafted, points=points), {"news": {"title": "Told"}}, drafted=False, by="")
    assert "# drafted" not in text(folder)
    assert case.live.document.plain()["sources"]["news"] == {"file": "sources/news.txt", "title": "Told"}
    assert len(statements(folder / "dam").of("news")) == 1
    assert (folder / "dam" / "to-decide.md").read_text(encoding="utf-8").endswith("## News\n\n- [ ] Whose?\n")
    assert "as before the talks" in text(folder)


def test_a_list_that_was_ticked_meanwhile_keeps_its_ticks(folder, workbench):
    case = workbench.folder.case("dam")
    add(case, would_add(case, points=("Whose?", "Who must sign?")), {}, drafted=True, by="")
    told = (folder / "dam" / "to-decide.md").read_text(encoding="utf-8")
    assert "- [x] Is it one river?" in told
    assert told.endswith("## News\n\n- [ ] Whose?\n")


def test_what_cannot_be_read_is_refused_with_its_remedy(visitor, workbench):
    answer = visitor.post(f"{PAGE}/upload", files=[("reports", ("old.doc", b"\xd0\xcf"))])
    job = workbench.jobs.find(int(answer.headers["location"].rsplit("/", 1)[1]))
    job.stop()  # what it would say is tested beside the reader
    assert "This reading is over" in visitor.get(answer.headers["location"]).text
    assert visitor.post(f"{PAGE}/upload").status_code == 422
    assert visitor.get(f"{PAGE}/reading/999").status_code == 404
    assert visitor.get("/case/dam/sources/reading/x").status_code == 404


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\My Report (2).PDF", "My-Report-2.PDF"),
        (".hidden.txt", "hidden.txt"),
        ("..", "report"),
        ("", "report"),
        ("a\x00b\n<i>.html", "a-b-i.html"),
        ("übersicht.md", "übersicht.md"),
        ("x" * 300 + ".txt", "x" * 80 + ".txt"),
    ],
)
def test_a_name_is_made_safe(sent, kept):
    assert safe_name(sent) == kept


@given(st.lists(st.text("aB/\\.-\0é", max_size=8), max_size=4))
def test_names_are_apart_and_of_one_step(sent):
    kept = []
    for name in sent:
        kept.append(safe_name(name, kept))
    assert len({name.lower() for name in kept}) == len(kept)
    assert all(name and not re.search(r"[/\\\x00]", name) and name not in (".", "..") for name in kept)


def test_the_case_of_these_tests_is_fit_for_use(folder):
    assert check(folder / "dam" / "case.yaml").errors == ()
    assert "draft: yes" in CASE
