"""Long work as a visitor sees it: how far it is, what came of it, how it is stopped."""

import json
import threading

import pytest

from comity.problem import Place, Problem, Problems


def test_work_under_way_is_shown_and_stopped(visitor, workbench):
    goes_on, works = threading.Event(), threading.Event()

    def work(progress):
        progress(0.25)
        works.set()
        goes_on.wait(10)

    try:
        job = workbench.jobs.begin("a", "Would it <last>?", "/", work)
        assert works.wait(10)
        page = visitor.get(f"/jobs/{job.number}").text
        assert 'value="25"' in page
        assert "Would it &lt;last&gt;?" in page
        stopped = visitor.post(f"/jobs/{job.number}/stop", headers={"hx-request": "true"})
        assert "It was stopped." in stopped.text
        assert "<html" not in stopped.text
        assert job.state == "stopped"
    finally:
        goes_on.set()


def test_what_came_of_it_is_where_it_says(visitor, workbench):
    job = workbench.jobs.begin("a", "Quick", "/there", lambda progress: 1)
    assert job.wait(10)
    assert visitor.get(f"/jobs/{job.number}").headers["location"] == "/there"
    news = visitor.get(f"/jobs/{job.number}/news")
    assert news.headers["content-type"].startswith("text/event-stream")
    assert json.loads(news.text.removeprefix("data: ")) == {"state": "done", "share": 1.0, "where": "/there"}


def test_a_refusal_is_told(visitor, workbench):
    def work(_):
        raise Problems([Problem(Place("x"), "there are no judgements about keeping it", "add a contest")])

    job = workbench.jobs.begin("a", "Would it last?", "/", work)
    assert job.wait(10)
    assert "there are no judgements about keeping it; add a contest." in visitor.get(f"/jobs/{job.number}").text


@pytest.mark.parametrize("number", ["7", "x", "-1", "9999999999999", "²"])
def test_other_numbers_are_no_work(visitor, number):
    assert visitor.get(f"/jobs/{number}").status_code == 404
    assert visitor.get(f"/jobs/{number}/news").status_code == 404
    assert visitor.post(f"/jobs/{number}/stop").status_code == 404
