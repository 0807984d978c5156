"""The page of one party: whole sentences, on both sides of what they state."""

from __future__ import annotations

import pytest

from comity.papers.document import Paper, Paragraph
from comity.papers.party.paper import party_page
from comity.problem import Problems
from talks import TALKS, line, talks


def said(paper: Paper, title: str) -> list[str]:
    (parts,) = (section.parts for section in paper.sections if section.title == title)
    return [part.text if isinstance(part, Paragraph) else str(part) for part in parts]


def test_what_a_party_wants_is_told_by_weight_with_what_possible_agreements_have() -> None:
    page = party_page(talks(), party="b")
    assert page.verdict == (
        "Wanted above all: “The X: Q it is” and “The Y: Q”; together 100 in 100 of what matters here.",
    )
    assert said(page, "What it wants") == [
        "The X (50 in 100 of its weight). Wanted: “Q it is”. Every possible agreement has “P it is”.",
        "The Y (50 in 100 of its weight). Wanted: “Q”. Every possible agreement has this.",
    ]
    mild = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "no_deal": "0"}}
    assert said(party_page(talks(interests=mild), party="a"), "What it wants")[0] == (
        "The X (75 in 100 of its weight). Wanted: “P it is”. Liked least of what possible agreements have: “Q it is”."
    )


def test_red_lines_are_told_with_their_firmness_and_whether_anything_bears_them_out() -> None:
    page = party_page(talks(red_lines=[line("a", x="q")]), party="a")
    assert said(page, "What it will not sign") == [
        "Alpha will not accept “The X: Q it is”. It has declared so. Without evidence."
    ]
    assert said(party_page(talks(), party="a"), "What it will not sign") == ["No red line of it is stated."]


def test_what_it_could_live_with_and_has_without() -> None:
    page = party_page(talks(), party="b")
    assert said(page, "What it could live with") == [
        "The one agreement that is possible (every signer accepts) is worth 25 points to it on its own scale, beside "
        "25 without an agreement."
    ]
    assert said(page, "What it has without an agreement") == [
        "Without an agreement: 20 to 30 points on its own scale, as judged.",
        "Of 4 agreements that cross no red line it would refuse 1 for that, 1 of them alone.",
        "It could ask for 0 points more before no agreement is left, which its judged range allows.",
    ]
    other = said(party_page(talks(), party="a"), "What it has without an agreement")
    assert (
        other[2]
        == "It could ask for 35 points more before no agreement is left; its judged range does not reach so far."
    )
    closed = party_page(talks(red_lines=[line("a", y="q")]), party="a")
    assert said(closed, "What it could live with") == [
        "No agreement is possible as judged, so none shows what it could live with."
    ]


def test_what_its_moves_would_open() -> None:
    closed = said(party_page(talks(red_lines=[line("a", y="q")]), party="a"), "What its moves would open")
    assert (
        closed[0] == "If Alpha accepts “The Y: Q” (now a refusal that it has declared), 1 agreement becomes possible."
    )
    assert said(party_page(talks(), party="b"), "What its moves would open") == [
        "None of its judgements within its range, and none of its red lines, would by itself leave more."
    ]
    assert said(party_page(talks(), party="c"), "What its moves would open") == [
        "No agreement needs its consent, so no move of its own opens or closes one."
    ]


def test_a_party_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(Problems, match="unknown party 'alpa'"):
        party_page(talks(), party="alpa")
    with pytest.raises(Problems, match="a party page needs a party; name one: --party a"):
        party_page(talks(), party=None)
