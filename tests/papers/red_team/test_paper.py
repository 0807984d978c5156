"""A red-team page: whole sentences, on both sides of what they state."""

from __future__ import annotations

from comity.agreements.picks import SOLUTIONS
from comity.papers.document import Paper, Paragraph
from comity.papers.red_team import words
from comity.papers.red_team.paper import red_team
from comity.papers.red_team.result import Attack
from talks import TALKS, line, talks


def said(paper: Paper, title: str) -> list[str]:
    (parts,) = (section.parts for section in paper.sections if section.title == title)
    return [part.text if isinstance(part, Paragraph) else str(part) for part in parts]


def test_the_strongest_change_is_told_first_and_whether_anything_bears_it_out() -> None:
    paper = red_team(talks())
    assert paper.verdict == (
        "The reading that an agreement is possible is reversed by one judgement. If the value of no deal to Beta is 30 "
        "and not 25, no agreement is left.",
    )
    assert said(paper, "“An agreement is possible”") == [
        "If the value of no deal to Beta is 30 and not 25, no agreement is left. Without evidence."
    ]
    assert said(paper, "“The agreement put forward is possible”") == [
        "The X: P it is. The Y: Q.",
        "If the value of no deal to Beta is 30 and not 25, it is not possible. Without evidence.",
    ]


def test_what_would_open_one_is_told_where_none_is_possible() -> None:
    paper = red_team(talks(red_lines=[line("a", y="q")]))
    assert paper.verdict[0].startswith(
        "The reading that no agreement is possible is reversed by one judgement. If Alpha gives"
    )
    assert said(paper, "“No agreement is possible”") == [
        "If Alpha gives up its refusal of “The Y: Q”, 1 agreement is possible. Without evidence."
    ]


def test_a_condition_without_which_there_is_one_is_told_by_what_it_asks() -> None:
    ruled = talks(conditions=[{"if": {"x": "p"}, "then": {"y": "p"}}])
    assert said(red_team(ruled), "“No agreement is possible”") == [
        "If “The X: P it is” does not need “The Y: P”, 1 agreement is possible. Without evidence."
    ]


def test_red_lines_are_told_by_their_other_readings() -> None:
    reads = {**line("a", x="q"), "or_reads": [{"never": {"y": ["q"]}}]}
    assert said(red_team(talks(red_lines=[reads])), "“An agreement is possible”")[0] == (
        "If the words of Alpha mean that it will not accept “The Y: Q”, no agreement is left. Without evidence."
    )


def test_why_nothing_reverses_it_is_said() -> None:
    interests = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "20"}}
    paper = red_team(talks(interests=interests))
    assert paper.verdict == (
        "The reading that an agreement is possible is not reversed by any change that was looked for. No judged number "
        "has a range, so none was moved within one.",
    )
    mild = {**interests, "b": {**interests["b"], "no_deal": "10..20"}}
    assert said(red_team(talks(interests=mild)), "“An agreement is possible”") == [
        "It is certain that no values within the ranges reverse it."
    ]


def test_what_measures_pick_is_one_section_with_a_line_each() -> None:
    lines = said(red_team(talks()), "“The fair agreement is this one”")
    assert (
        lines[0]
        == "What is picked by Nash is another if the value of no deal to Beta is 30 and not 25. Without evidence."
    )
    assert [each.split(" is another")[0].removeprefix("What is picked by ") for each in lines] == list(
        SOLUTIONS.values()
    )


def test_a_pick_that_nothing_reverses_is_told_by_how_far_it_was_looked_for() -> None:
    case, measure = talks(), next(iter(SOLUTIONS))
    alone = words.picks(case, Attack(measure, True, (), searched=1))
    assert alone == "What is picked by Nash was not reversed by any one judgement within its range."
    more = words.picks(case, Attack(measure, True, (), searched=2))
    assert more == "What is picked by Nash was not reversed by any set of up to 2 judgements within their ranges."


def test_that_keeping_it_was_left_out_is_said_only_where_there_is_a_contest() -> None:
    assert len(said(red_team(talks()), "How these were found")) == 1
