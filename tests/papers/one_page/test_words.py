"""The rarer sentences of the top and the boxes, each from a small case that needs it."""

from __future__ import annotations

from typing import Any

import pytest

from comity.case.model import Case
from comity.papers.one_page.answer import OnePage, one_page
from comity.papers.one_page.words import NAMED
from talks import TALKS, line, talks


def said(page: OnePage, heading: str) -> list[str]:
    found = next(each for each in (*page.sheet.left, *page.sheet.right) if each.heading == heading)
    return [sentence.text for sentence in (*found.said, *found.points, *found.caption)]


def crowd(signers: int, **more: Any) -> Case:
    """So many signers who all want the same, on one issue of two options."""
    issues = {"x": {"name": "The X", "options": {"p": "P", "q": "Q"}}}
    rated = {"no_deal": 10, "x": {"weight": 1, "p": 100, "q": 40}}
    parties = {f"s{at}": {"name": f"Signer {at}", "signs": "yes"} for at in range(signers)}
    return talks(issues=issues, parties=parties, interests=dict.fromkeys(parties, rated), **more)


@pytest.mark.parametrize(
    ("signers", "words"),
    [
        (1, "Signer 0 would rather sign some agreements than none."),
        (2, "Both signers, Signer 0 and Signer 1, would rather sign some agreements than none."),
        (3, "All three signers, Signer 0, Signer 1 and Signer 2, would rather sign some agreements than none."),
        (NAMED + 1, "All seven signers would rather sign some agreements than none."),
        (12, "All 12 signers would rather sign some agreements than none."),
    ],
)
def test_signers_are_named_up_to_six(signers: int, words: str) -> None:
    assert one_page(crowd(signers)).sheet.lead.text == words


@pytest.mark.parametrize(("signers", "head"), [(1, "It is signed"), (2, "Both sign"), (5, "All five sign")])
def test_who_signs_has_a_head(signers: int, head: str) -> None:
    assert next(row.head for row in one_page(crowd(signers)).sheet.rows if row.kind == "figure") == head


def test_many_red_lines_that_clash_are_counted_with_whose_they_are() -> None:
    issues = {"x": {"name": "The X", "options": {"p": "P", "q": "Q", "r": "R"}}}
    rated = {"no_deal": 0, "x": {"weight": 1, "p": 50, "q": 50, "r": 50}}
    lines = [line("a", x="p"), line("b", x="q"), line("a", x="r")]
    page = one_page(talks(issues=issues, interests={"a": rated, "b": rated}, red_lines=lines))
    assert page.sheet.headline.text == "No agreement is possible: three demands exclude each other."
    assert page.sheet.lead.text == (
        "Three red lines of Alpha and Beta exclude each other. Nothing else is needed for the clash; one of the three "
        "has to move."
    )


def test_one_signer_for_whom_nothing_is_left_is_told_with_its_reason() -> None:
    both = TALKS["interests"]
    interests = {
        "a": {**both["a"], "no_deal": {"value": "100", "because": "It has much. More than that."}},
        "b": {**both["b"], "no_deal": "0"},
    }
    lines = [line("b", x="p", y="p")]
    page = one_page(talks(interests=interests, red_lines=lines))
    assert said(page, "What stands in the way") == [
        "Beta will not accept “The X: P it is”, together with “The Y: P”. No source is given.",
        "No deal is worth more to Alpha. More than that.",
    ]
    assert page.sheet.columns[0].title.text == "P it is with P, accepted by Beta"


def test_a_red_line_on_a_combination_opens_as_a_whole() -> None:
    both = TALKS["interests"]
    interests = {"a": {**both["a"], "no_deal": "0"}, "b": {**both["b"], "no_deal": "0"}}
    never = {"x": ["p", "q"], "y": ["p", "q"]}
    page = one_page(talks(interests=interests, red_lines=[{"party": "b", "never": never, "firmness": "declared"}]))
    assert [column.title.text for column in page.sheet.columns] == ["P it is or Q it is with P or Q, accepted by Beta"]


def test_a_preferred_refusal_is_called_so_and_a_single_opening_is_enough() -> None:
    content = {"party": "a", "never": {"x": ["p", "q"]}, "firmness": "preferred"}
    both = TALKS["interests"]
    interests = {"a": {**both["a"], "no_deal": "0"}, "b": {**both["b"], "no_deal": "0"}}
    page = one_page(talks(interests=interests, red_lines=[content]))
    assert page.sheet.heading == "One way to open it, and the agreement that it would leave"
    assert page.sheet.questions[1].answer.text == "No. One demand that gives way is enough."
    assert page.sheet.rows[0].cells[0].text == "Alpha would have to give up a refusal that it would rather keep."
    assert said(page, "What would not help") == [
        "More of anything else for either side: no weight, rating or no-deal value touches these demands."
    ]


def test_judgements_that_close_the_way_alone_are_named_up_to_two() -> None:
    def closing(*ranged: int) -> str:
        issues = {"x": {"name": "The X", "options": {"p": "P"}}}
        parties = {f"s{at}": {"name": f"S{at}", "signs": "yes"} for at in range(3)}
        interests = {
            f"s{at}": {"no_deal": "30..60" if at in ranged else "20..21", "x": {"weight": 1, "p": 50}}
            for at in range(3)
        }
        return said(one_page(talks(issues=issues, parties=parties, interests=interests)), "What it hangs on")[0]

    start = "Agreements left if one judgement lies at the worst or the best end of its range."
    assert closing(0) == f"{start} “S0 without a deal” alone closes it."
    assert closing(0, 1) == f"{start} “S0 without a deal” and “S1 without a deal” close it, each alone."
    assert closing(0, 1, 2) == f"{start} “S0 without a deal” and two others close the way by themselves."


def test_a_wide_doubt_is_told_in_the_words_of_its_option() -> None:
    both = TALKS["interests"]
    options = {"p": {"name": "P it is", "short": "a good P"}, "q": "Q it is"}
    interests = {**both, "a": {**both["a"], "x": {"weight": 3, "p": "60..100", "q": 0}}}
    page = one_page(talks(issues={**TALKS["issues"], "x": {"name": "The X", "options": options}}, interests=interests))
    assert said(page, "Not known; check first") == ["The worth of a good P to Alpha: judged, and the doubt is wide."]


def test_two_long_issues_are_not_named_beside_each_other() -> None:
    name = "What is to be done about it in the end"
    both = TALKS["interests"]
    issues = {issue: {**TALKS["issues"][issue], "name": f"{name} {issue}"} for issue in ("x", "y")}
    low = {issue: {**both["a"][issue], "confidence": "low"} for issue in ("x", "y")}
    page = one_page(talks(issues=issues, interests={**both, "a": {**both["a"], **low}}))
    assert said(page, "Not known; check first") == [f"What Alpha would want on “{name} x”: no report says."]


def test_a_demand_read_strictly_is_told_of_names_that_may_be_plural() -> None:
    issues = {"x": {"name": "The X", "options": {"p": "P", "q": "Q", "r": "R"}}}
    rated = {"a": (100, 60, 0), "b": (0, 60, 100)}
    interests = {party: {"no_deal": 10, "x": {"weight": 1, **dict(zip("pqr", ratings, strict=True))}}
                 for party, ratings in rated.items()}  # fmt: skip
    parties = {"a": {"name": "The cities", "signs": "yes"}, "b": {"name": "Beta", "signs": "yes"}}
    page = one_page(
        talks(issues=issues, interests=interests, parties=parties, red_lines=[line("a", x="r"), line("b", x="p")])
    )
    assert said(page, "What stands in the way")[-1] == (
        "Read strictly, two demands exclude each other. If nothing but “The X: P” will do for The cities, no agreement "
        "is left."
    )
