"""The pages of the questions: the answer of the command line, asked otherwise, refused beside its field, or stopped."""

from __future__ import annotations

import html
import re
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from comity.catalog import case_file
from comity.live import Live
from comity.questions import QUESTIONS, registered
from comity.questions.question import Option, Question
from comity.web.fit import fit

PAGE = "/case/siting/questions"
SWAP = {"hx-request": "true"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small case."""
    shutil.copy(case_file("abdelnabi-2024"), tmp_path / "siting.yaml")
    return tmp_path


def asked(visitor: Any, workbench: Any, path: str) -> str:
    """A page with its answer, when it is there."""
    page = visitor.get(path)
    number = re.search(r'data-news="/jobs/(\d+)/news"', page.text)
    if number:
        assert workbench.jobs.find(int(number[1])).wait(30)
        page = visitor.get(path)
    assert page.status_code in (200, 422)
    text: str = page.text
    return text


def test_every_question_is_in_the_list_and_its_answer_once_it_is_known(visitor: Any, workbench: Any) -> None:
    before = html.unescape(visitor.get(PAGE).text)
    for name in QUESTIONS:
        assert f'<a href="{PAGE}/{name}">{registered(name).asks}</a>' in before
    assert before.count("Not asked yet") == len(QUESTIONS)
    asked(visitor, workbench, f"{PAGE}/agreement")
    after = visitor.get(PAGE).text
    assert after.count("Not asked yet") == len(QUESTIONS) - 1
    assert '<p class="soft">12 of 720 possible agreements' in after


def test_an_answer_belongs_to_the_state_that_it_was_made_of(
    visitor: Any, workbench: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves while a page is made: what the page says of the state before is not kept for the one after."""
    file = folder / "siting.yaml"
    fewer = Live.open(file).changed(("interests", "cities", "no_deal"), "35").text

    def overtaken(live: Live) -> Any:
        known = fit(live)
        file.write_text(fewer, encoding="utf-8")
        return known

    with monkeypatch.context() as changed:
        changed.setattr("comity.web.pages.questions.fit", overtaken)
        asked(visitor, workbench, f"{PAGE}/agreement")
    assert "8 of 720 possible agreements" in asked(visitor, workbench, f"{PAGE}/agreement")


def test_an_answer_is_that_of_the_question_with_its_tables_and_method(visitor: Any, workbench: Any) -> None:
    page = asked(visitor, workbench, f"{PAGE}/agreement")
    case = workbench.folder.case("siting").live.case
    question = registered("agreement")
    finding = question.ask(case, progress=None, **{option.name: option.default for option in question.options})
    text = html.unescape(page)
    assert '<h2 id="headline" tabindex="-1">12 of 720 possible agreements' in text
    assert finding.basis() in text
    for caveat in finding.caveats:
        assert caveat in text
    for name, table in finding.tables.items():
        assert table.rows
        assert f'id="table-{name}"' in text
    assert 'href="/case/siting/table?edit=interests%2F' in text
    assert '<i class="bar w-100">' in text
    assert "style=" not in page.split("<main")[1]


def test_it_is_asked_otherwise_by_its_address(visitor: Any, workbench: Any) -> None:
    page = asked(visitor, workbench, f"{PAGE}/agreement?show=3&why=")
    assert "(3 of 12 shown)" in page
    assert 'name="show" class="short"' in page or 'name="show"' in page
    assert re.search(r'name="show"[^>]* value="3"', page)
    against = html.unescape(asked(visitor, workbench, f"{PAGE}/agreement?why=a"))
    assert re.search(r'name="why" value="a"', against)
    assert "(3 of 12 shown)" not in against
    assert "A: " in against  # by what papers call it, to choose from


@pytest.mark.parametrize(
    ("asked_for", "field", "said"),
    [
        ("show=no", "show", "'no' is not a whole number; write a whole number, as 10"),
        ("show=0", "show", "0 is too small; write 1 or more"),
        ("show=3&why=A", "show", "this says nothing beside “What speaks against”"),
    ],
)
def test_a_refused_option_stays_in_its_field_with_the_words(
    visitor: Any, asked_for: str, field: str, said: str
) -> None:
    page = visitor.get(f"{PAGE}/agreement?{asked_for}")
    assert page.status_code == 422
    text = html.unescape(page.text)
    assert "1 value was not taken" in text
    assert said in text
    assert re.search(
        rf'id="{field}"[^>]*aria-invalid="true"[^>]* value="{asked_for.split("&")[0].split("=")[1]}"', text
    )
    swapped = visitor.get(f"{PAGE}/agreement?{asked_for}", headers=SWAP)
    assert swapped.status_code == 200  # a browser notes any other number as a failure of the page
    assert "<html" not in swapped.text
    assert 'data-focus="not-taken"' in swapped.text


def test_what_the_question_itself_refuses_is_told_as_well(visitor: Any, workbench: Any) -> None:
    page = html.unescape(asked(visitor, workbench, f"{PAGE}/agreement?why=no+such+terms"))
    assert "This cannot be answered." in page
    assert 'name="why" value="no such terms"' in page
    assert "this is no number of an agreement, no proposal and no terms" in page


def test_a_table_is_handed_out_for_spreadsheets(visitor: Any, workbench: Any) -> None:
    csv = visitor.get(f"{PAGE}/agreement/agreements.csv?show=4")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="' in csv.headers["content-disposition"]
    assert len(csv.content.decode("utf-8-sig").splitlines()) == 5
    assert visitor.get(f"{PAGE}/agreement/none.csv").status_code == 404
    assert visitor.get(f"{PAGE}/agreement/agreements.csv?show=x").headers["location"].endswith("agreement?show=x")
    assert visitor.get(f"{PAGE}/none").status_code == 404
    assert visitor.get(f"{PAGE}/none/agreements.csv").status_code == 404


def test_what_takes_long_goes_on_beside_and_is_stopped(visitor: Any, workbench: Any, monkeypatch: Any) -> None:
    goes_on = threading.Event()

    def ask(case: Any, *, show: int, progress: Any) -> Any:
        while not goes_on.wait(0.01):
            progress(0.5)
        progress(1.0)  # all of it has been stopped by then, and ends here without an answer

    slow = Question("agreement", "Would it take long?", ask, (Option("show", "How many.", int, default=1, least=1),))
    monkeypatch.setattr("comity.web.pages.questions.registered", lambda name: slow)
    try:
        page = visitor.get(f"{PAGE}/agreement?show=2").text
        number = re.search(r'data-news="/jobs/(\d+)/news"', page)
        assert number
        assert "<progress" in page
        job = workbench.jobs.find(int(number[1]))
        assert job.where == f"{PAGE}/agreement?show=2"
        beside = visitor.get(f"{PAGE}/agreement?show=3", headers=SWAP).text
        assert 'id="asked"' in beside
        awaited = visitor.get(f"{PAGE}/agreement?show=2", headers={**SWAP, "hx-target": f"job-{job.number}"}).text
        assert 'id="asked"' not in awaited
        assert "It was stopped." in visitor.post(f"/jobs/{job.number}/stop", headers=SWAP).text
        workbench.jobs.stop_others("siting", "nothing")
    finally:
        goes_on.set()


def test_a_case_that_cannot_be_asked_says_why(visitor: Any, folder: Path) -> None:
    path = folder / "siting.yaml"
    path.write_text(path.read_text("utf-8").replace("interests:", "interest:", 1), "utf-8")
    for where in (PAGE, f"{PAGE}/agreement"):
        page = visitor.get(where)
        assert page.status_code == 200
        assert "Nothing can be asked yet" in page.text
        assert "interest" in page.text.split("Confirm drafts")[1]
    assert visitor.get(f"{PAGE}/agreement/agreements.csv").status_code == 303
