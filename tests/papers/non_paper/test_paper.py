"""A non-paper: whole clauses and sentences, on both sides of what they state."""

from __future__ import annotations

import pytest

from comity.case.model import Case
from comity.papers.document import Clauses, Paper, Paragraph
from comity.papers.non_paper.paper import non_paper
from comity.problem import Problems
from talks import TALKS, line, talks


def clauses(paper: Paper) -> list[list[str]]:
    (part,) = paper.sections[0].parts
    assert isinstance(part, Clauses)
    return [[clause.said.text, *(below.text for below in clause.below)] for clause in part.clauses]


def against(paper: Paper) -> list[str]:
    parts = [part for section in paper.sections[1:] for part in section.parts]
    return [part.text for part in parts if isinstance(part, Paragraph)]


def test_what_is_settled_is_a_clause_and_what_is_open_stands_in_brackets() -> None:
    paper = non_paper(talks(), agreement="x=p")
    assert paper.title == "Non-paper: Two issues, two parties"
    assert paper.subtitle == "A draft for discussion: it commits nobody. Two issues, two parties."
    assert paper.verdict == ("As judged, 1 of 1 possible agreement has these terms.",)
    assert clauses(paper) == [
        ["The X: P it is."],
        [
            "The Y: [Q]",
            "Alpha: wants “P”. Without evidence.",
            "Beta: wants “Q”. Without evidence.",
            "Not in brackets is “P”: no possible agreement with the settled clauses has that.",
        ],
    ]
    assert against(paper) == []


def test_terms_that_nothing_possible_has_keep_every_option_in_brackets() -> None:
    paper = non_paper(talks(), agreement="x=q")
    assert paper.verdict == ("As judged, no possible agreement has these terms.",)
    assert clauses(paper)[1][0] == "The Y: [P] [Q]"


def test_a_whole_text_says_whether_it_is_possible_and_who_is_short() -> None:
    good = non_paper(talks(), agreement="x=p, y=q")
    assert good.verdict == ("As judged, this text is a possible agreement. Every signer would accept it.",)
    assert against(good) == []
    bad = non_paper(talks(), agreement="x=q, y=q")
    assert bad.verdict == ("As judged, this text is not a possible agreement.",)
    assert against(bad) == ["Alpha: as judged, this text is worth 40 points less than no agreement."]
    assert bad.data["short"] == {"a": 40.0}


def test_red_lines_that_are_crossed_and_may_be_are_told_apart() -> None:
    lines = [line("a", x="q"), {**line("b", x="p"), "unless": {"y": "q"}}]
    assert against(non_paper(talks(red_lines=lines), agreement="x=q")) == [
        "Alpha will not accept “The X: Q it is”: these terms cross that."
    ]
    assert against(non_paper(talks(red_lines=lines), agreement="x=p")) == [
        "Beta will not accept “The X: P it is”, unless with “The Y: Q”: some ways to settle what is open cross that."
    ]
    assert clauses(non_paper(talks(red_lines=lines), agreement="x=q"))[0] == [
        "The X: Q it is.", "Alpha: wants “P it is”; refuses “Q it is”. Without evidence."
    ]  # fmt: skip


def test_conditions_that_the_terms_break_are_told_with_their_reason() -> None:
    rule = {"if": {"x": "p"}, "then": {"y": "p"}}
    with_reason = talks(conditions=[{**rule, "because": "X at P takes Y at P."}])
    assert (
        against(non_paper(with_reason, agreement="x=p, y=q"))[0]
        == "These terms do not fit together: X at P takes Y at P."
    )
    without = non_paper(talks(conditions=[rule]), agreement="x=p, y=q")
    assert against(without)[0] == "These terms do not fit together: “The X: P it is” needs “The Y: P”."


def test_where_nothing_is_possible_that_is_said() -> None:
    paper = non_paper(talks(red_lines=[line("a", y="q")]), agreement="x=p")
    assert paper.verdict == ("As judged, no agreement is possible, with these terms or others.",)


def proposing(**more: object) -> Case:
    return Case.model_validate({**TALKS, "proposals": {"leaked": {"terms": {"x": "p"}, **more}}})


def test_a_proposal_is_called_by_its_name() -> None:
    assert non_paper(proposing(name="The leaked text"), agreement="leaked").title == "Non-paper: The leaked text"
    assert non_paper(proposing(), agreement="leaked").title == "Non-paper: leaked"


def test_terms_that_are_none_are_refused() -> None:
    with pytest.raises(Problems, match="a non-paper needs the terms that it sets out; give --agreement"):
        non_paper(talks(), agreement=None)
    with pytest.raises(Problems, match=r"or the name of a proposal \(leaked\)"):
        non_paper(proposing(), agreement=None)
    with pytest.raises(Problems):
        non_paper(talks(), agreement="x=nothing")


def test_an_agreement_is_named_by_its_number_too() -> None:
    assert non_paper(talks(), agreement="1").data["terms"]["terms"] == {"x": "p", "y": "q"}
