"""What the page tells of the last version: the counts, what does most, options that came and went."""

from __future__ import annotations

import pytest

from comity.case.check import read_case
from comity.case.model import Case
from comity.live import Live
from comity.papers.one_page.answer import one_page
from comity.papers.one_page.since import HEADING, Since, box, since
from comity.problem import Problems
from material import ROOT
from talks import TALKS, line, talks

EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"


def changed() -> Case:
    """The Washington case with a red line that had gone, and less that no deal is worth to Ukraine."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("    until: ceasefire-demand-dropped\n", "", 1)
    return Live.of(text.replace("value: 60..76", "value: 55..70", 1), str(EXAMPLE)).case


def said(case: Case, earlier: Case) -> list[str]:
    page = one_page(case, earlier=earlier)
    (found,) = (each for each in (*page.sheet.left, *page.sheet.right) if each.heading == HEADING)
    assert found.more + len(found.points) == len(box(case, earlier, since(case, earlier)).points)
    return [point.text for point in found.points]


def test_it_is_told_in_both_directions() -> None:
    now, then = read_case(EXAMPLE), changed()
    assert said(now, then) == [
        "Then 161 agreements were possible, now 326.",
        "What adds most: a red line of the United States is judged otherwise.",
        "What takes most away: what no deal is worth to Ukraine is judged otherwise.",
        "Possible only now: a ceasefire.",
    ]
    assert said(then, now) == [
        "Then 326 agreements were possible, now 161.",
        "What adds most: what no deal is worth to Ukraine is judged otherwise.",
        "What takes most away: a red line of the United States is judged otherwise.",
        "No longer possible: a ceasefire.",
    ]


def test_where_nothing_has_changed_that_is_told() -> None:
    case = read_case(EXAMPLE)
    assert said(case, case) == ["No number, red line, condition or rule has changed."]
    assert HEADING not in [each.heading for each in (lambda sheet: (*sheet.left, *sheet.right))(one_page(case).sheet)]


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (0, 1, "Then no agreement was possible, now one."),
        (1, 0, "Then one agreement was possible, now none is."),
        (0, 0, "Then as now no agreement was possible."),
        (7, 7, "Then as now seven agreements were possible."),
    ],
)
def test_counts_in_words(then: int, now: int, words: str) -> None:
    case = talks()
    assert box(case, case, Since(then, now, 1, None, None, {}, {})).points[0].text == words


def test_another_negotiation_is_refused() -> None:
    with pytest.raises(Problems, match="the last version"):
        one_page(read_case(EXAMPLE), earlier=talks())


COURSE = {
    "ties": [{"from": "b", "to": "a", "rapport": "50", "best": "60", "turns": "90"}],
    "preconditions": [{"party": "a", "first": "x", "then": "y", "firmness": "declared"}],
}
ISSUES = TALKS["issues"] | {"x": TALKS["issues"]["x"] | {"today": "p"}}


def points(case: Case, earlier: Case) -> list[str]:
    return [point.text for point in box(case, earlier, since(case, earlier)).points]


def test_what_no_count_rests_on_is_named_with_before_and_after() -> None:
    tied = talks(ties=COURSE["ties"])
    closer = talks(ties=[COURSE["ties"][0] | {"rapport": "60..70"}])
    none = "No number, red line, condition or rule on which a count rests has changed."
    assert points(closer, tied) == [none, "Judged otherwise: the rapport of Beta with Alpha (50 then, 60 to 70 now)."]
    assert points(tied, closer) == [none, "Judged otherwise: the rapport of Beta with Alpha (60 to 70 then, 50 now)."]
    gone, came = points(talks(), tied), points(tied, talks())
    tie = "Judged otherwise: the tie from Beta to Alpha (rapport 50, best pressure 60, turns at 90"
    assert (gone, came) == ([none, f"{tie} then, no longer)."], [none, f"{tie} now)."])
    assert points(talks(**COURSE, issues=ISSUES), tied) == [
        none,
        "Judged otherwise: what holds today on “The X” (P it is now).",
        "Judged otherwise: that Alpha wants “The X” settled before “The Y” (declared now).",
    ]
    all_new = points(talks(**COURSE, issues=ISSUES, measures={"line": {"name": "A line", "by": "a"}}), talks())
    assert (len(all_new), all_new[-1]) == (4, "Two more of these differ.")
    red = {"red_lines": [line("a", x="q")]}
    assert points(talks(**red, ties=COURSE["ties"]), talks())[-1] == f"{tie} now)."
