"""Long work: done once, told as it goes, stopped when it is not wanted."""

import threading

import pytest

from comity.problem import Place, Problem, Problems
from comity.web.jobs import Jobs


def ended(job):
    assert job.wait(10)
    return job


def test_what_is_done_is_told_and_done_once():
    jobs, runs = Jobs(), []

    def work(progress):
        runs.append(1)
        progress(0.5)
        return 42

    job = ended(jobs.begin("case/durability", "Would it last?", "/x", work))
    assert (job.state, job.share, job.result) == ("done", 1.0, 42)
    assert jobs.begin("case/durability", "Would it last?", "/x", work) is job
    assert runs == [1]
    assert jobs.find(job.number) is job


def test_work_is_stopped_where_it_next_says_how_far_it_is():
    jobs, begun, goes_on, after = Jobs(), threading.Event(), threading.Event(), []

    def work(progress):
        progress(0.25)
        begun.set()
        goes_on.wait(10)
        progress(0.5)
        after.append("went on")

    job = jobs.begin("a", "", "", work)
    assert begun.wait(10)
    assert (job.state, job.share) == ("works", 0.25)
    job.stop()
    assert job.wait(10)
    goes_on.set()
    ended(job)
    assert (job.state, after) == ("stopped", [])
    assert jobs.begin("a", "", "", lambda _: 1) is not job  # may be begun anew


def test_work_on_a_past_state_is_stopped():
    jobs, goes_on = Jobs(), threading.Event()
    try:
        old = jobs.begin("case old/deadlock", "", "", lambda _: goes_on.wait(10))
        new = jobs.begin("case new/deadlock", "", "", lambda _: goes_on.wait(10))
        other = jobs.begin("other/deadlock", "", "", lambda _: 1)
        jobs.stop_others("case ", "case new")
        assert old.state == "stopped"
        assert "stopped" not in (new.state, other.state)
    finally:
        goes_on.set()


@pytest.mark.parametrize(
    ("error", "state"), [(Problems([Problem(Place("x"), "no")]), "refused"), (ValueError("a mistake"), "failed")]
)
def test_what_goes_wrong_is_told(error, state, capsys):
    def work(_):
        raise error

    job = ended(Jobs().begin("a", "", "", work))
    assert job.state == state
    assert [problem.what for problem in job.problems] == (["no"] if state == "refused" else [])


def test_what_a_page_is_made_from_stays_as_it_was():
    goes_on = threading.Event()
    job = Jobs().begin("a", "", "", lambda _: goes_on.wait(10))
    seen = job.seen(0.01)
    goes_on.set()
    ended(job)
    assert (job.state, job.result) == ("done", True)
    assert (seen.state, seen.result) == ("works", None)
    assert job.seen().state == "done"
