"""One file out of two: disagreements as ranges that are drafts, and two edits of one ancestor put together."""

from __future__ import annotations

from functools import cache

import pytest

from changed import FROZEN
from comity.case.check import confirmed
from comity.live import Live
from comity.merge import merged
from comity.problem import Problems

GROUND = {"id": "no-ground", "party": "russia", "never": {"forces": "ground"}, "firmness": "declared", "because": "So."}
NAMES = ("ada", "ben")


@cache
def case() -> Live:
    return Live.open(FROZEN)


def line(name: str) -> int:
    return list(case().case.named_red_lines()).index(name)


def rating(live: Live, option: str) -> str:
    read = live.checked.case
    assert read is not None
    return read.interests["ukraine"].issues["territory"].ratings[option].words()


FROZEN_LAND = ("interests", "ukraine", "territory", "frozen")


def test_a_file_with_itself_is_itself() -> None:
    found = merged(case(), case())
    assert (found.text, found.drafted, found.taken, found.left) == (case().text, (), (), ())


def test_numbers_that_differ_become_a_range_that_is_a_draft() -> None:
    other = case().changed(FROZEN_LAND, "30..50").changed(("interests", "russia", "guarantees", "weight"), "22")
    found = merged(case(), other, names=NAMES)
    live = Live.of(found.text, str(FROZEN))
    read = live.checked.case
    assert read is not None
    frozen = read.interests["ukraine"].issues["territory"].ratings["frozen"]
    assert (frozen.words(), frozen.draft) == ("30..65", True)
    assert frozen.because == "ada judges 45..65 and ben judges 30..50."
    weight = read.interests["russia"].issues["guarantees"].weight
    assert weight is not None
    assert (weight.words(), weight.draft) == ("18..22", True)
    assert found.drafted == (
        "Ukraine: Who controls the occupied regions, frozen",
        "Russia: What is promised if Ukraine is attacked again, weight",
    )
    rest = [text for text in found.text.splitlines() if text not in case().text.splitlines()]
    assert len(rest) == 2


def test_reasons_of_both_are_kept() -> None:
    path = ("interests", "ukraine", "no_deal")
    other = case().changed((*path, "value"), "58..70").changed((*path, "because"), "They tire.")
    read = Live.of(merged(case(), other, names=NAMES).text, str(FROZEN)).checked.case
    assert read is not None
    no_deal = read.interests["ukraine"].no_deal
    assert no_deal is not None
    assert no_deal.words() == "58..76"
    assert str(no_deal.because).startswith("ada judges 60..76: What fighting on is worth to Ukraine.")
    assert str(no_deal.because).endswith("ben judges 58..70: They tire.")
    with pytest.raises(Problems, match="its `no_deal` is still a draft"):
        confirmed(Live.of(merged(case(), other, names=NAMES).text, str(FROZEN)).checked)


def test_red_lines_and_linkages_that_differ_become_drafts() -> None:
    other = case().added([(("red_lines", "+"), GROUND)]).changed(("linkages", 0, "adds"), "3..9")
    other = other.changed(("red_lines", line("usa-no-new-sanctions"), "never", "sanctions"), "lifted")
    found = merged(case(), other, names=NAMES)
    read = Live.of(found.text, str(FROZEN)).checked.case
    assert read is not None
    lines = read.named_red_lines()
    assert (lines["no-ground"].draft, lines["no-ground"].because) == (True, "Only ben has it. So.")
    disputed = lines["usa-no-new-sanctions"]
    assert (disputed.draft, disputed.never) == (True, {"sanctions": ("new",)})
    assert [(reading.never, reading.because) for reading in disputed.or_reads] == [
        ({"sanctions": ("lifted",)}, "As ben reads it.")
    ]
    assert (read.linkages[0].adds.words(), read.linkages[0].adds.draft) == ("3..10", True)
    back = merged(other, case(), names=NAMES)
    again = Live.of(back.text, str(FROZEN)).checked.case
    assert again is not None
    assert again.named_red_lines()["no-ground"].draft


def test_what_cannot_be_a_range_is_left_and_told() -> None:
    other = (
        case()
        .changed(("parties", "neighbours", "signs"), "yes")
        .added([(("interests", "neighbours", "no_deal"), "10")])
    )
    found = merged(case(), other)
    assert "Neighbouring states and the wider continent: who it is" in found.left


def test_two_edits_of_one_ancestor_are_put_together_where_they_do_not_touch() -> None:
    path = ("interests", "europe", "no_deal", "value")
    mine = case().changed(FROZEN_LAND, "50").changed(("interests", "usa", "no_deal", "value"), "60")
    theirs = case().changed(FROZEN_LAND, "55").changed(path, "66").added([(("red_lines", "+"), GROUND)])
    found = merged(mine, theirs, case(), NAMES)
    assert found.taken == ("European group: no deal", "Russia: red line no-ground")
    assert found.drafted == ("Ukraine: Who controls the occupied regions, frozen",)
    assert found.left == ()
    live = Live.of(found.text, str(FROZEN))
    read = live.checked.case
    assert read is not None
    values = [read.interests[party].no_deal for party in ("usa", "europe")]
    assert [value and (value.words(), value.draft) for value in values] == [("60", False), ("66", False)]
    assert not read.named_red_lines()["no-ground"].draft
    assert rating(live, "frozen") == "50..55"


def test_the_same_edit_twice_is_no_conflict() -> None:
    both = case().changed(FROZEN_LAND, "50")
    found = merged(both, both, case())
    assert (found.text, found.drafted, found.taken) == (both.text, (), ())


def test_what_only_the_first_has_changed_stays() -> None:
    mine = case().changed(FROZEN_LAND, "50")
    found = merged(mine, case(), case())
    assert (found.text, found.drafted, found.taken) == (mine.text, (), ())


def test_files_with_errors_are_refused() -> None:
    broken = case().changed(FROZEN_LAND, "much")
    with pytest.raises(Problems):
        merged(case(), broken)
