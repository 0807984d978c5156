"""What follows an edit: the numbers are those of the questions; each sentence is the one that its numbers ask for."""

import pytest

import comity
from comity.catalog import case_file
from comity.live import Live
from comity.problem import Place, Problem
from comity.web.following import later
from comity.web.following.at_once import Followed, Standing, followed, standing
from comity.web.following.later import Closeness, Pair, closeness_words, follow, lasting_words, stop_past, sure_words
from comity.web.following.words import check_words, class_words, number_words, pick_words, strip
from comity.web.jobs import Jobs
from comity.web.open_case import OpenCase
from wells import CASE

CASES = ("abdelnabi-2024", "river-dam", "fishery-round", "coalition-government", "accession-vote")


@pytest.mark.parametrize("name", CASES)
def test_where_a_case_stands_is_what_the_questions_find(name):
    live = Live.open(case_file(name))
    found = standing(live)
    funnel = comity.agreement(live.case).result
    nash = comity.bargaining(live.case).result.solutions.get("nash", ())
    assert (found.possible, found.at_high) == (funnel.zopa, funnel.zopa_high)
    assert found.efficient == comity.frontier(live.case).result.agreements_count
    assert set(map(str, found.picks)) == {str(agreement) for outcome in nash for agreement in outcome.agreements}


def test_what_is_gained_and_lost_is_what_the_change_of_the_questions_is():
    before = Live.open(case_file("abdelnabi-2024"))
    more = before.changed(("interests", "cities", "no_deal"), "20")
    fewer = before.changed(("interests", "cities", "no_deal"), "35")
    assert (standing(before).possible, standing(fewer).possible) == (12, 8)
    assert (followed(before, fewer).gained, followed(before, fewer).lost) == (0, 4)
    assert (followed(fewer, before).gained, followed(fewer, before).lost) == (4, 0)
    gained = followed(before, more)
    assert gained.lost == 0
    assert gained.gained == standing(more).possible - 12 > 0


def test_nothing_follows_where_nothing_changed_or_the_state_before_is_forgotten():
    live = Live.open(case_file("abdelnabi-2024"))
    assert strip(live, live.rewritten(live.text)) is None
    assert strip(None, live) is None
    found = strip(live, live.changed(("interests", "cities", "no_deal"), "35"))
    assert (found.before, found.after) == (12, 8)


def test_where_nobody_signs_it_is_said_so_and_nothing_is_called_too_many():
    signs = Live.of(CASE, "well.yaml")
    nobody = Live.of(CASE.replace("signs: yes", "signs: no"), "well.yaml")
    other = Live.of(nobody.text.replace("value: 20,", "value: 21,"), "well.yaml")
    assert strip(signs, nobody).words.startswith("Now: nobody signs yet. Check: no party signs")
    assert strip(nobody, other).words == "Still: nobody signs yet."
    assert strip(nobody, signs).words.startswith("Now: an agreement is possible, with room.")


def told(before=Standing(), after=Standing(), gained=None, lost=None, **more):  # noqa: B008  # frozen
    return Followed(
        before, after, gained, lost, **{"repicked": False, "options": {}, "remarks": (), "mended": 0, **more}
    )


WRONG = Problem(Place("x"), "a signs but has no interests")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (told(Standing(3), Standing(5), 2, 0), "2 more, none lost."),
        (told(Standing(5), Standing(3), 0, 2), "2 lost, none gained."),
        (told(Standing(5), Standing(5), 1, 1), "1 gained, 1 lost."),
        (told(Standing(5), Standing(5), 0, 0), "The same agreements are possible."),
        (told(Standing(5), Standing(9)), "4 more."),
        (told(Standing(9), Standing(5)), "4 fewer."),
        (told(Standing(9), Standing(9)), "As many as before."),
        (told(Standing(9), Standing()), "The agreements are too many to be counted at once."),
        (told(Standing(9), Standing(wanting=(WRONG,))), "The case cannot be asked yet: a signs but has no interests."),
        (told(Standing(wanting=(WRONG,)), Standing(9)), "The case can be asked now."),
    ],
)
def test_the_number_of_agreements_in_words(what, said):
    assert number_words(what) == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (Standing(5, at_high=0), Standing(5, at_high=1), "Now: an agreement is possible, with room."),
        (Standing(5, at_high=1), Standing(5, at_high=0), "Now: an agreement is possible, but only just."),
        (Standing(5, at_high=0), Standing(6, at_high=0), "Still: an agreement is possible, but only just."),
        (Standing(5, at_high=0), Standing(0, at_high=0), "Now: no agreement is possible."),
        (Standing(5, at_high=0), Standing(), ""),
    ],
)
def test_the_headline_in_words(then, now, said):
    assert class_words(told(then, now)) == said


def test_the_fair_pick_in_words():
    live = Live.open(case_file("abdelnabi-2024"))
    pick = standing(live).picks
    one, none = Standing(1, 1, picks=pick), Standing(0, 0)
    assert pick_words(live.case, told(one, one)) == ""
    assert pick_words(live.case, told(one, none, repicked=True)) == "There is no fair pick (Nash) any more."
    assert pick_words(live.case, told(none, one, repicked=True)) == "There is a fair pick (Nash) now."
    assert pick_words(live.case, told(one, one, repicked=True)) == "The fair pick (Nash) changes."
    changed = told(one, one, repicked=True, options={"mix": ("water", "land")})
    assert pick_words(live.case, changed) == "The fair pick (Nash) changes: a park on land instead of a park on water."


def test_what_the_check_says_in_words():
    assert check_words(told()) == ""
    assert check_words(told(remarks=(WRONG,), mended=2)) == (
        "Check: a signs but has no interests. 2 remarks of the check settled."
    )


@pytest.mark.parametrize(
    ("words", "before", "after", "said"),
    [
        (closeness_words, Closeness(3.0), Closeness(1.0), "All could ask for 1 point of 100 more at once (was 3)."),
        (closeness_words, Closeness(1.0), Closeness(3.0), "All could ask for 3 points of 100 more at once (was 1)."),
        (closeness_words, Closeness(3.0), Closeness(3.0), "All could ask for 3 points of 100 more at once."),
        (closeness_words, None, Closeness(2.5), "All could ask for 2.5 points of 100 more at once."),
        (closeness_words, Closeness(3.0), Closeness(clashes=1), "1 set of demands excludes every agreement."),
        (
            closeness_words,
            Closeness(clashes=1),
            Closeness(clashes=2, complete=False),
            "At least 2 sets of demands exclude every agreement (was 1).",
        ),
        (closeness_words, Closeness(3.0), None, ""),
        (sure_words, 0.42, 0.43, "The fair pick is possible in 43 of 100 readings (was 42)."),
        (sure_words, 0.43, 0.42, "The fair pick is possible in 42 of 100 readings (was 43)."),
        (sure_words, 0.421, 0.424, "The fair pick is possible in 42 of 100 readings."),
        (sure_words, 0.42, None, ""),
        (lasting_words, 0.42, 0.43, "Peace after ten years by the fair pick: 43 in 100 (was 42)."),
        (lasting_words, None, 0.43, "Peace after ten years by the fair pick: 43 in 100."),
    ],
)
def test_what_follows_later_in_words(words, before, after, said):
    assert words(Pair(before, after)) == said


def test_what_follows_later_is_what_the_questions_find():
    live = Live.open(case_file("abdelnabi-2024"))
    assert later.closeness(live, None) == Closeness(together=3.0)
    assert later.sure_of_pick(live, None) == 1.0
    assert later.lasting(live, None) is None  # nobody would fight there
    closed = live.changed(("interests", "cities", "no_deal"), "100")
    assert standing(closed).possible == 0
    found = later.closeness(closed, None)
    assert found.clashes == len(comity.deadlock(closed.case).result.clashes) > 0
    assert later.sure_of_pick(closed, None) is None


def test_work_on_a_state_that_is_past_is_stopped(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(case_file("abdelnabi-2024").read_text("utf-8"), encoding="utf-8")
    case, jobs = OpenCase("case", file), Jobs()
    before = case.live
    after = before.changed(("interests", "cities", "no_deal"), "35")
    works = follow(jobs, case, before, after, "/case/case/follows?of=")
    assert [job.where for _, job in works] == [f"/case/case/follows?of={work.name}" for work, _ in works]
    assert [job for _, job in follow(jobs, case, before, after, "x")] == [job for _, job in works]
    for work, job in works:
        assert job.wait(20)
        assert (work.name, job.state) == (work.name, "done")
    waiting = jobs.begin(f"case {'0' * 16} closeness", "x", "x", lambda progress: [progress(0.1) for _ in iter(int, 1)])
    stop_past(jobs, case, after)
    assert waiting.state == "stopped"
    assert works[0][1].state == "done"


def test_the_strip_says_it_all():
    before = Live.open(case_file("abdelnabi-2024"))
    after = before.changed(("interests", "cities", "no_deal"), "35")
    found = strip(before, after)
    assert (found.before, found.after) == (12, 8)
    assert found.words.startswith("4 lost, none gained. ")
