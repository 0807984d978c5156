"""One file out of two: disagreements as ranges that are drafts, and two edits of one ancestor put together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from changed import FROZEN
from comity.case.check import confirmed
from comity.case.rewrite import comments
from comity.live import Live
from comity.merge import merged
from comity.problem import Problems
from comity.questions.change.differences import differences, elsewhere

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


EXAMPLE = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"
RUSSIA = "  russia: {name: Russia, signs: yes}\n"
BORDERS = "    never: {status: recognised}\n    because: Borders must not be changed by force.\n"
CHINA = "    no_deal: 20\n    territory: {weight: 10, restored: 10, partial: 20, frozen: 40, donbas: 50}\n"
NEW = "  - {id: new, date: 2025-08-17, what: Something happens.}\n"


def edited(*replacements: tuple[str, str]) -> Live:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return Live.of(text, str(EXAMPLE))


@pytest.mark.parametrize(
    "replacements",
    [
        [("developments:\n", f"developments:\n{NEW}"), (BORDERS, f"{BORDERS}    since: new\n")],
        [("what: The United States dismisses new sanctions on Russia.", "what: Otherwise.")],
        [
            (
                "      frozen:\n        name: Each",
                "      frozen:\n        until: sanctions-dismissed\n        name: Each",
            )
        ],
        [("name: Who controls the occupied regions", "name: Land")],
        [("      partial: [russia]\n", "      partial: [russia, ukraine]\n")],
        [(RUSSIA, "  russia: {name: Russia, signs: no}\n")],
        [("      italy: Italy\n", "      italy: Italy\n      spain: Spain\n")],
        [
            (RUSSIA, f"{RUSSIA}  china: {{name: China, signs: yes}}\n"),
            ("interests:\n", f"interests:\n  china:\n{CHINA}"),
            (
                "red_lines:\n",
                "red_lines:\n  - {party: china, never: {army: capped}, firmness: declared, because: A.}\n",
            ),
        ],
        [("value: 17..21", "value: 18..21")],
        [("            value: 75..95", "            value: 60..95")],
        [("      value: 60..76\n", "      value: 60..76\n      per_month: -1..0\n")],
        [("title: Talks", "title: More talks"), ("illustrative: yes\n", "illustrative: no\n")],
        [
            (
                "developments:\n",
                "consent: {at_least: 3}\npayments: {from: usa, to: ukraine, at_most: 9}\ndevelopments:\n",
            )
        ],
        [("sources:\n", "sources:\n  more: {file: sources/alaska.md}\n"), (BORDERS, f"{BORDERS}    confidence: low\n")],
        [("developments:\n", "proposals:\n  one: {by: usa, terms: {territory: frozen}}\ndevelopments:\n")],
    ],
    ids=lambda replacements: replacements[-1][1].strip()[:40],
)
def test_nothing_that_only_the_second_file_has_changed_is_lost(replacements: list[tuple[str, str]]) -> None:
    base, theirs = edited(), edited(*replacements)
    assert not theirs.checked.errors
    found = merged(base, theirs, base, NAMES)
    assert (found.drafted, found.left) == ((), ())
    assert found.taken
    live = Live.of(found.text, str(EXAMPLE))
    assert not live.checked.errors
    assert live.checked.case is not None
    assert theirs.checked.case is not None
    assert differences(live.checked.case, theirs.checked.case) == ()
    assert elsewhere(live.checked.case, theirs.checked.case) == ()
    assert [*comments(found.text)] == [*comments(base.text)]


def test_what_the_first_has_renamed_outlives_what_the_second_changes_in_the_same_issue() -> None:
    mine = edited(("short: a frozen line", "short: a line"))
    theirs = edited(("      partial: [russia]\n", "      partial: [russia, ukraine]\n"))
    found = merged(mine, theirs, edited(), NAMES)
    assert found.taken == ("issues.territory.needs.partial",)
    read = Live.of(found.text, str(EXAMPLE)).case.issues["territory"]
    assert (read.options["frozen"].short, read.needs["partial"]) == ("a line", ("russia", "ukraine"))


@pytest.mark.parametrize(
    ("old", "mine", "theirs", "what", "versions"),
    [
        ("title: Talks", "title: Our talks", "title: Your talks", "title", ("Our talks", "Your talks")),
        (
            "because: Borders must not be changed by force.",
            "because: Mine.",
            "because: Yours.",
            "European group: red line europe-borders",
            ("because Mine.", "because Yours."),
        ),
        (
            RUSSIA,
            "  russia: {name: Moscow, signs: yes}\n",
            "  russia: {name: The Kremlin, signs: yes}\n",
            "parties.russia.name",
            ("Moscow", "The Kremlin"),
        ),
        (
            "      partial: [russia]\n",
            "      partial: [ukraine]\n",
            "",
            "issues.territory.needs.partial",
            ("[ukraine]", "nothing"),
        ),
    ],
)
def test_of_what_both_have_changed_both_versions_are_told(
    old: str, mine: str, theirs: str, what: str, versions: tuple[str, str]
) -> None:
    found = merged(edited((old, mine)), edited((old, theirs)), edited(), NAMES)
    assert found.left == (what,)
    told = found.versions[what]
    assert versions[0] in told[0]
    assert versions[1] in told[1]
    assert found.text == edited((old, mine)).text


def test_two_readings_of_a_condition_both_stand_as_drafts() -> None:
    base = edited()
    name, rule = next(iter(base.case.named_conditions().items()))
    issue = next(issue for issue in base.case.issues if issue not in (*rule.if_, *rule.then))
    option = next(iter(base.case.issues[issue].options))
    theirs = base.changed(("conditions", 0, "then", issue), option)
    read = Live.of(merged(base, theirs, names=NAMES).text, str(EXAMPLE)).checked.case
    assert read is not None
    rules = read.named_conditions()
    assert rules[name].draft
    assert rules[name].then == rule.then
    assert rules[f"{name}-other"].draft
    assert rules[f"{name}-other"].then == {**rule.then, issue: (option,)}


def test_a_range_keeps_what_only_the_second_file_says_beside_the_number() -> None:
    mine = edited(("      value: 60..76\n", "      value: 60..70\n"))
    theirs = edited(("      value: 60..76\n", "      value: 62..76\n      per_month: -1..0\n"))
    found = merged(mine, theirs, edited(), NAMES)
    no_deal = Live.of(found.text, str(EXAMPLE)).checked.case.interests["ukraine"].no_deal  # type: ignore[union-attr]
    assert no_deal is not None
    assert no_deal.per_month is not None
    assert (no_deal.words(), no_deal.per_month.words()) == ("60..76", "-1..0")
    clash = edited(("      value: 60..76\n", "      value: 60..70\n      per_month: -2..0\n"))
    found = merged(clash, theirs, edited(), NAMES)
    assert found.versions == {"Ukraine: no deal, per_month": ("-2..0", "-1..0")}


BY_LIKENESS = """\
comity: 1
title: Talks
parties:
  a: {name: Alpha, signs: yes}
issues:
  x: {name: The X, options: {p: P, q: Q}}
interests:
  a:
    no_deal: NO_DEAL
    x: {weight: 1, p: 100, q: 20}
"""


@pytest.mark.parametrize(("mine", "theirs"), [("40", "{like: {x: q}}"), ("{like: {x: q}}", "{like: {x: p}}")])
def test_a_no_deal_value_that_is_worked_out_is_no_end_of_a_range(mine: str, theirs: str) -> None:
    one, two = (Live.of(BY_LIKENESS.replace("NO_DEAL", words), "case.yaml") for words in (mine, theirs))
    for first, second in ((one, two), (two, one)):
        found = merged(first, second, names=NAMES)
        assert (found.text, found.drafted, found.left) == (first.text, (), ("Alpha: no deal",))
