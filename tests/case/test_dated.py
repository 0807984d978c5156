"""The case as of a date: judgements with `since` and `until`, numbers with `before`, options that come and go."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations
from pathlib import Path

import pytest

from changed import DEVELOPMENTS, VALUES, worked
from comity.agreements.suppose import supposed, supposing
from comity.case.check import check
from comity.case.drafts import read_drafted
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.live import Live
from comity.questions.agreement.answer import agreement
from comity.questions.possible import possible

FILE = """\
comity: 1
title: Talks
as_of: 2025-03-01
parties:
  a: {name: Alpha, signs: yes}
  b: {name: Beta, signs: yes}
issues:
  x: {name: The X, options: {p: P it is, q: Q it is, r: {name: R it is, since: new-map}}}
  y: {name: The Y, options: {p: P, q: Q}}
interests:
  a:
    no_deal: {value: 40, before: {tired: {value: 50..60, because: They were fresh.}}}
    x: {weight: 3, p: {value: 100, before: {tired: 60, new-map: 80}}, q: 0, r: 50}
    y: {weight: 1, p: 100, q: 0}
  b:
    no_deal: 20
    x: {weight: {value: 1, before: {new-map: 3}}, p: 0, q: 100, r: 60}
    y: {weight: 1, p: 0, q: 50}
conditions:
  - {id: both, if: {x: p}, then: {y: p}, until: tired}
linkages:
  - {party: a, when: {x: p, y: p}, adds: {value: 5, before: {tired: 9}}, since: tired}
red_lines:
  - {id: keep, party: a, never: {x: q}, firmness: declared, because: It says so., until: new-map}
developments:
  - {id: new-map, date: 2025-02-01, what: A third map is drawn.}
  - {id: tired, date: 2025-01-01, what: Alpha tires.}
"""
NOW, BETWEEN, FIRST = dt.date(2025, 3, 1), dt.date(2025, 1, 15), dt.date(2024, 12, 1)


def case(text: str = FILE) -> Case:
    return Live.of(text, "case.yaml").case


def numbers(read: Case) -> tuple[object, ...]:
    a = read.interests["a"]
    assert a.no_deal is not None
    weight = read.interests["b"].issues["x"].weight
    assert weight is not None
    return a.no_deal.words(), a.issues["x"].ratings["p"].words(), weight.words()


def held(read: Case) -> tuple[list[str], list[str], int]:
    return [*read.named_conditions()], [*read.named_red_lines()], len(read.linkages)


def test_the_case_holds_as_of_its_own_day() -> None:
    read = case()
    assert numbers(read) == ("40", "100", "1")
    assert held(read) == ([], [], 1)
    assert read.as_of == NOW


def test_as_of_an_earlier_day_what_held_then_holds() -> None:
    between = case().at(BETWEEN)
    assert numbers(between) == ("40", "80", "3")
    assert held(between) == (["x-r-not-considered"], ["keep"], 1)
    first = case().at(FIRST)
    assert numbers(first) == ("50..60", "60", "3")
    assert held(first) == (["both", "x-r-not-considered"], ["keep"], 0)
    assert (first.as_of, first.developments, between.as_of) == (FIRST, (), BETWEEN)
    assert first.at(NOW).at() == case()


def test_the_grounds_of_a_number_are_those_it_had() -> None:
    no_deal = case().at(FIRST).interests["a"].no_deal
    assert no_deal is not None
    assert (no_deal.because, no_deal.before) == ("They were fresh.", {})


def test_an_option_that_is_not_on_the_table_is_in_no_coherent_agreement() -> None:
    stages = [{stage.name: stage.count for stage in agreement(case().at(day)).result.stages} for day in (BETWEEN, NOW)]
    assert [stage["all"] for stage in stages] == [6, 6]
    assert [stage["coherent"] for stage in stages] == [4, 6]


def test_a_case_that_dates_nothing_is_itself() -> None:
    bare = case(
        re.sub(
            r"(?m), (since|until): [a-z-]+|, before: \{[^{}]*(\{[^{}]*\})?[^{}]*\}|^ +- \{id: (new-map|tired).*$",
            "",
            FILE,
        )
    )
    assert bare.whole is bare
    assert bare.at() is bare
    other = bare.at(FIRST)
    assert other.as_of == FIRST
    assert standing_caveats(other)[0] == (
        "As of 2024-12-01, not of 2025-03-01, the day that the case describes; no judgement says what held at another "
        "time, so all are as in the file."
    )


def test_answers_say_as_of_when_they_hold() -> None:
    then = case().at(FIRST)
    said = "As of 2024-12-01, not of 2025-03-01, the day that the case describes: each judgement as it stood then."
    assert standing_caveats(then)[0] == said
    assert supposing(then) == {"as_of": "2024-12-01"}
    assert supposing(case()) == {}
    assert not any("As of" in caveat for caveat in standing_caveats(case()))


def test_what_is_supposed_holds_at_any_date() -> None:
    then = supposed(case().at(FIRST), without=["keep"], suppose=["b: no_deal=30"])
    assert held(then)[1] == []
    no_deal = then.interests["b"].no_deal
    assert no_deal is not None
    assert no_deal.words() == "30"
    assert then.as_of == FIRST
    assert [*then.as_filed.named_red_lines()] == ["keep"]
    assert no_deal == then.at(NOW).interests["b"].no_deal


def test_what_is_worked_out_follows_the_numbers_of_the_day() -> None:
    text = FILE.replace("no_deal: 20\n", "no_deal: {like: {x: q, y: q}}\n")
    values = [case(text).at(day).interests["b"].no_deal for day in (NOW, FIRST)]
    assert [each and each.words() for each in values] == ["75", "87.5"]


def test_drafts_of_what_held_before_do_not_count() -> None:
    drafted = FILE.replace("because: They were fresh.", "because: They were fresh., draft: yes")
    read = case(drafted)
    assert numbers(read.at(FIRST))[0] == "40"
    assert read.drafts_left_out == 1


def test_a_first_look_at_drafts_is_as_of_a_day_as_well(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(FILE, "utf-8")
    assert [[*read_drafted(path, day).case.named_red_lines()] for day in (None, FIRST)] == [[], ["keep"]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "until: new-map",
            "until: new-mop",
            "24: error: unknown development 'new-mop'; did you mean new-map?",
        ),
        (
            "before: {tired: 60",
            "before: {tried: 60",
            "13: error: unknown development 'tried'; did you mean tired?",
        ),
        (
            "until: tired",
            "since: new-map, until: tired",
            "20: warning: this never holds: it is to hold since new-map and only until tired, which is not later; "
            "exchange the two, or leave one out",
        ),
        (
            "id: tired, date",
            "id: new-map, date",
            "27: error: the id 'new-map' is used twice; give each its own",
        ),
        (
            "developments:\n",
            "developments:\n  - {id: idle, date: 2025-01-02, what: Nothing.}\n",
            "26: warning: no judgement names the development idle, so it changes nothing; say what held before it: "
            "`until` or `since` at a red line, condition, linkage or option, or `before` at a number",
        ),
        (
            "before: {tired: 60",
            "before: {tired: {value: 60, before: {new-map: 40}}",
            "13: error: what was before that is not read here; write both beside each other at the number as it is "
            "now: before: {one: 60, other: 40}",
        ),
        (
            "before: {tired: 60",
            "before: {tired: 160",
            "13: error: the rating 160 of x=p lies outside 0..100; rate the best option 100 and the worst 0 or above",
        ),
    ],
)
def test_every_slip_is_told_at_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(FILE.replace(old, new, 1), "utf-8")
    problems = check(path).problems
    assert said in [f"{each.place.line}: {each.severity}: {each.what}; {each.fix}" for each in problems]


def test_red_lines_of_different_days_do_not_close_an_issue_together(tmp_path: Path) -> None:
    line = "  - {id: later, party: a, never: {x: [p, r]}, firmness: declared, because: So., since: new-map}\n"
    path = tmp_path / "case.yaml"
    path.write_text(FILE.replace("developments:\n", f"{line}developments:\n"), "utf-8")
    assert check(path).errors == ()


def test_every_set_of_developments_of_the_worked_example() -> None:
    read, ids = worked().case, [*DEVELOPMENTS]
    sets = [chosen for size in range(5) for chosen in combinations(ids, size)]
    counts = {sum(1 << ids.index(name) for name in each): possible(read.after(each)) for each in sets}
    assert [found and found.number for _, found in sorted(counts.items())] == [*VALUES]


def test_a_case_that_is_being_changed_holds_as_of_its_day_as_well() -> None:
    live = Live.of(FILE, "case.yaml")
    agreement(live.case)
    changed = live.changed(("interests", "b", "no_deal"), "30").changed(("developments", 0, "date"), "2025-03-02")
    cold = Live.of(changed.text, "case.yaml").case
    assert (changed.case, changed.case.whole) == (cold, cold.whole)
    assert held(changed.case) == (["x-r-not-considered"], ["keep"], 1)
    for day in (None, FIRST):
        assert agreement(changed.case.at(day)).json() == agreement(cold.at(day)).json()


@pytest.mark.parametrize("as_of", ["2025-03-01", "2025-02-01", "2025-01-31", "2024-12-01"])
@pytest.mark.parametrize("developments", [True, False])
def test_the_red_lines_of_today_are_those_of_the_case_as_of_its_day(as_of: str, developments: bool) -> None:
    read = Live.of(FILE.replace("as_of: 2025-03-01", f"as_of: {as_of}"), "case.yaml").case.whole
    if not developments:
        read = read.model_copy(update={"developments": ()})
    assert set(read.red_lines_today()) == set(read.at().named_red_lines())
    assert bool(read.red_lines_today()) == (not developments or as_of < "2025-02-01")


def test_only_parts_that_name_a_development_are_looked_through() -> None:
    assert {path: sorted(names) for path, names in case().dated_parts().items()} == {
        ("issues", "x"): ["new-map"],
        ("conditions",): ["tired"],
        ("interests", "a"): ["new-map", "tired"],
        ("interests", "b"): ["new-map"],
        ("linkages",): ["tired"],
        ("red_lines",): ["new-map"],
    }
