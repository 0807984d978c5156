"""The history: who changed what, taken back, made again, compared, put back, wiped; and a case that can have none."""

import re
import sqlite3
from pathlib import Path

import pytest

from comity.case import database
from comity.problem import Place, Problem, Problems
from comity.web import edits
from comity.web.pages import history as history_page

HISTORY = "/case/talks/history"
CASE = """\
comity: 1
title: Talks
parties: {north: {name: North, signs: yes}, south: {name: South, signs: yes}}
issues: {land: {name: Land, options: {all: All, half: Half}}}
interests:
  north: {no_deal: 40, land: {weight: 1, all: 100, half: 50}}  # as they said
  south: {no_deal: 10, land: {weight: 1, all: 0, half: 50}}
developments:
  - {date: 2024-03-04, what: The talks begin}
  - {date: 2024-05-09, what: North asks for <half>}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small case."""
    (tmp_path / "talks.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def case(workbench):
    return workbench.folder.case("talks")


def text(folder):
    return (folder / "talks.yaml").read_text(encoding="utf-8")


def change(case, value, by="ada", party="north"):
    path = ("interests", party, "no_deal")
    old = edits.stands(case.live, path)
    return case.change(edits.value(f"{party.title()}: no deal: {old} becomes {value}", path, value), None, by)


def version(page):
    return re.search(r'name="version" value="(\w+)"', page)[1]


def rows(page):
    """The versions of a page, newest first: number, when and who, what."""
    found = re.findall(r'<tr id="version-(\d+)">.*?<td>(.*?)</td>\s*<td>(.*?)</td>', page, re.DOTALL)
    plain = [[" ".join(re.sub("<[^>]+>", " ", each).split()) for each in row] for row in found]
    return [(number, re.sub(r"^\d\d:\d\d(, )?", "", who), what) for number, who, what in plain]


def test_who_changed_what_is_told_newest_first(visitor, case, folder):
    change(case, "30")
    change(case, "20", "bea")
    case.undo("cleo")
    (folder / "talks.yaml").write_text(text(folder).replace("as they said", "as <they> said"), encoding="utf-8")
    page = visitor.get(HISTORY).text
    assert rows(page) == [
        ("5", "", "Changed by another program"),
        ("4", "cleo", "Taken back: North: no deal before: 20 → after: 30"),
        ("3", "bea", "North: no deal before: 30 → after: 20"),
        ("2", "ada", "North: no deal before: 40 → after: 30"),
        ("1", "", "The case as it was when its history began"),
    ]
    assert page.count("now</span>") == 1
    assert f'{HISTORY}/compare?from=1&amp;to=2"' in page
    assert re.findall(rf'"{HISTORY}/compare\?from=(\d)"', page) == ["4", "3", "2", "1"]  # with now, but for the last


def test_what_changed_in_the_talks_stands_apart_from_what_changed_in_the_file(visitor, case):
    page = visitor.get(HISTORY).text
    talks = page[page.index('id="talks"') :]
    assert talks.index("North asks for &lt;half&gt;") < talks.index("The talks begin")
    assert "9 May 2024" in talks
    assert 'href="/case/talks/questions/change"' in talks
    assert "The talks begin" not in page[: page.index('id="talks"')]


def test_a_long_history_has_pages(visitor, case, monkeypatch):
    monkeypatch.setattr(history_page, "PER_PAGE", 2)
    for value in ("30", "31", "32", "33"):
        change(case, value)
    first = visitor.get(HISTORY).text
    assert [row[0] for row in rows(first)] == ["5", "4"]
    assert "1 to 2 of 5" in first
    assert 'href="?before=4" rel="next"' in first
    second = visitor.get(HISTORY, params={"before": "4"}).text
    assert [row[0] for row in rows(second)] == ["3", "2"]
    assert 'href="?before=6" rel="prev"' in second
    last = visitor.get(HISTORY, params={"before": "2"}).text
    assert [row[0] for row in rows(last)] == ["1"]
    assert 'rel="next"' not in last
    assert rows(visitor.get(HISTORY, params={"before": "1"}).text) == rows(first)


def test_an_edit_is_taken_back_and_made_again_from_any_page(visitor, case, folder):
    change(case, "30")
    page = visitor.get(HISTORY).text
    undone = visitor.post("/case/talks/undo", data={"version": version(page), "back": "history"})
    assert undone.status_code == 303
    assert undone.headers["location"].startswith(f"{HISTORY}?from=")
    assert text(folder) == CASE
    page = visitor.get(undone.headers["location"]).text
    assert 'id="strip"' in page
    assert 'id="redo"' in page
    again = visitor.post("/case/talks/redo", data={"version": version(page), "back": "table"})
    assert again.headers["location"].startswith("/case/talks/table?from=")
    assert "no_deal: 30" in text(folder)
    elsewhere = visitor.post("/case/talks/undo", data={"back": "//elsewhere.example"})
    assert elsewhere.headers["location"].startswith(HISTORY)
    came = {"referer": f"{visitor.base_url}/case/talks/drafts?of=3"}
    back = visitor.post("/case/talks/redo", data={}, headers=came)
    assert back.headers["location"].startswith("/case/talks/drafts?from=")


def test_what_a_page_did_not_show_is_not_taken_back(visitor, case, folder):
    change(case, "30")
    seen = version(visitor.get(HISTORY).text)
    change(case, "20")
    answer = visitor.post("/case/talks/undo", data={"version": seen, "back": "table"})
    assert answer.status_code == 409
    assert "Nothing was done." in answer.text
    assert "no_deal: 20" in text(folder)
    assert visitor.post("/case/talks/undo", data={"version": version(answer.text)}).status_code == 303
    assert "no_deal: 30" in text(folder)


def test_two_versions_are_compared_by_their_answers_and_their_lines(visitor, case, monkeypatch):
    change(case, "60")
    change(case, "5", party="south")
    monkeypatch.setattr(history_page, "MOMENT", 20)
    page = visitor.get(f"{HISTORY}/compare", params={"from": "1"}).text
    assert "Version 1 and version 3" in page
    assert "2 judgements differ." in page
    assert "By version 1 1 agreement is possible, by version 3 0." in page
    assert re.search(r"<del[^>]*>−   north: {no_deal: 40", page)
    assert re.search(r"<ins[^>]*>\+   north: {no_deal: 60", page)
    assert "Lines 4 to 9" in page
    one = visitor.get(f"{HISTORY}/compare", params={"from": "2", "to": "3"}).text
    assert "1 judgement differs." in one
    assert "north: {no_deal: 40" not in one
    part = visitor.get(f"{HISTORY}/compare", params={"from": "1", "to": "3"}, headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "2 judgements differ." in part


def test_versions_with_mistakes_are_compared_by_their_lines(visitor, case, folder, monkeypatch):
    (folder / "talks.yaml").write_text(text(folder).replace("weight: 1", "weight: much"), encoding="utf-8")
    monkeypatch.setattr(history_page, "MOMENT", 20)
    page = visitor.get(f"{HISTORY}/compare", params={"from": "1"}).text
    assert "Their answers cannot be compared." in page
    assert re.search(r"<ins[^>]*>\+ .*weight: much", page)


@pytest.mark.parametrize("asked", [{}, {"from": "9"}, {"from": "0"}, {"from": "-1"}, {"from": "1", "to": "x" * 9}])
def test_a_version_that_there_is_not_is_told(visitor, case, asked):
    answer = visitor.get(f"{HISTORY}/compare", params=asked)
    assert answer.status_code == 404
    assert "There is no version of that number." in answer.text
    assert visitor.get(f"{HISTORY}/9/file").status_code == 404


def test_a_version_is_put_back_as_a_new_edit(visitor, case, folder):
    change(case, "30")
    change(case, "20")
    page = visitor.get(f"{HISTORY}/compare", params={"from": "1"}).text
    assert "Put version 1 back?" in page
    answer = visitor.post(f"{HISTORY}/back", data={"version": version(page), "number": "1"})
    assert answer.status_code == 303
    assert text(folder) == CASE
    assert rows(visitor.get(HISTORY).text)[0] == ("4", "an analyst", "Version 1 put back")
    same = visitor.post(f"{HISTORY}/back", data={"number": "1"})
    assert "Nothing to put back." in visitor.get(same.headers["location"]).text
    visitor.post("/case/talks/undo", data={})
    assert "no_deal: 20" in text(folder)
    assert visitor.post(f"{HISTORY}/back", data={"number": "77"}).status_code == 404


def test_a_version_is_not_put_back_over_what_was_not_seen(visitor, case, folder):
    change(case, "30")
    seen = version(visitor.get(f"{HISTORY}/compare", params={"from": "1"}).text)
    change(case, "20")
    answer = visitor.post(f"{HISTORY}/back", data={"version": seen, "number": "1"})
    assert answer.status_code == 409
    assert "Nothing was overwritten." in answer.text
    assert "no_deal: 20" in text(folder)
    assert visitor.post(f"{HISTORY}/back", data={"version": version(answer.text), "number": "1"}).status_code == 303
    assert text(folder) == CASE


def test_a_version_with_which_the_case_would_be_of_no_use_is_refused(visitor, case, folder):
    (folder / "talks.yaml").write_text(CASE.replace("weight: 1", "weight: much"), encoding="utf-8")
    visitor.get(HISTORY)
    (folder / "talks.yaml").write_text(CASE, encoding="utf-8")
    answer = visitor.post(f"{HISTORY}/back", data={"number": "2"})
    assert answer.status_code == 422
    assert "Version 2 was not put back." in answer.text
    assert text(folder) == CASE


def test_the_file_as_it_was_can_be_had(visitor, case):
    change(case, "30")
    answer = visitor.get(f"{HISTORY}/1/file")
    assert answer.text == CASE
    assert answer.headers["content-disposition"] == 'attachment; filename="talks-version-1.yaml"'
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_history_is_wiped_and_begins_anew(visitor, case, folder):
    change(case, "30")
    page = visitor.get(HISTORY).text
    assert "All 2 versions are forgotten" in page
    change(case, "31")  # in another tab
    stale = visitor.post(f"{HISTORY}/wipe", data={"version": version(page)})
    assert stale.status_code == 409
    change(case, "30")
    assert len(rows(visitor.get(HISTORY).text)) == 4
    page = visitor.get(HISTORY).text
    answer = visitor.post(f"{HISTORY}/wipe", data={"version": version(page)})
    page = visitor.get(answer.headers["location"]).text
    assert "The history is wiped." in page
    assert "Nothing has been changed yet" in page
    assert 'id="undo"' not in page
    assert "no_deal: 30" in text(folder)
    change(case, "20")
    assert [row[0] for row in rows(visitor.get(HISTORY).text)] == ["2", "1"]


def test_a_case_goes_on_without_a_history_that_fails_and_with_one_again(visitor, case, folder, monkeypatch):
    change(case, "30")
    monkeypatch.setattr(database, "SECONDS", 0.01)
    case.history._database._store.execute("pragma busy_timeout = 10")
    other = sqlite3.connect(case.history.where, isolation_level=None)
    other.execute("begin immediate")
    assert change(case, "20").version is None
    assert "no_deal: 20" in text(folder)
    page = visitor.get(HISTORY).text
    assert "No history is kept of this case" in page
    assert "another program is writing to the history" in page
    assert visitor.post(f"{HISTORY}/again").status_code == 303
    assert "another program is writing to the history" in visitor.get(HISTORY).text
    other.execute("rollback")
    other.close()
    visitor.post(f"{HISTORY}/again")
    assert [row[0] for row in rows(visitor.get(HISTORY).text)] == ["3", "2", "1"]
    change(case, "10")
    assert case.history.versions(1)[0].before == "20"


@pytest.mark.parametrize("kind", [database.NoHistory, Problems])
def test_what_cannot_be_taken_back_is_said(visitor, case, folder, monkeypatch, kind):
    change(case, "30")

    def full(*_):
        raise kind([Problem(Place("talks"), "there is no room left", "make room, then try again")])

    monkeypatch.setattr(case.history, "undo", full)
    answer = visitor.post("/case/talks/undo", data={"version": version(visitor.get(HISTORY).text), "back": "table"})
    assert answer.status_code == 422
    assert "There is no room left; make room, then try again. The case is as it was." in answer.text
    assert "no_deal: 30" in text(folder)


@pytest.mark.parametrize("page", ["history", "table"])
def test_a_history_that_is_damaged_meanwhile_keeps_nobody_from_the_case(visitor, case, folder, page):
    change(case, "30")
    case.history._database.shrink()
    with case.history.where.open("r+b") as spoilt:
        size = case.history.where.stat().st_size
        spoilt.seek(4096)
        spoilt.write(b"\xff" * (size - 4096))
    case.history._database._store.execute("pragma shrink_memory")
    answer = visitor.get(f"/case/talks/{page}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/case/talks/{page}"
    assert visitor.get(f"/case/talks/{page}").status_code == 200
    visitor.post(f"{HISTORY}/again")
    told = visitor.get(HISTORY).text
    assert "The history was damaged; it is kept as history-damaged-" in told
    assert "Damaged histories were set aside" in told
    assert change(case, "20").version is not None
