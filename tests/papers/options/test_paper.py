"""An options paper: whole sentences, on both sides of what they state."""

from __future__ import annotations

from math import inf

from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.papers.document import Heading, Paper, Paragraph
from comity.papers.options import words
from comity.papers.options.paper import options_paper
from comity.papers.options.result import Package, Packages
from talks import TALKS, line, talks


def said(paper: Paper, title: str) -> list[str]:
    (parts,) = (section.parts for section in paper.sections if section.title == title)
    return [part.text if isinstance(part, Paragraph | Heading) else str(part) for part in parts]


def test_what_is_put_forward_and_what_each_side_has_against_it() -> None:
    paper = options_paper(talks())
    assert paper.verdict == (
        "One agreement is put forward. Agreement A holds in 50 of 100 readings of the ranges; nearest to refusing it "
        "is Beta.",
    )
    assert said(paper, "What each side has against them") == [
        "Agreement A",
        "The X: P it is. The Y: Q.",
        "Alpha: gains 35.0 points over no agreement, and refuses it in no readings; against “The Y: Q”, which costs it "
        "25.0 points of what it wants.",
        "Beta: gains 0.0 points over no agreement, and refuses it in 50 of 100 readings; against “The X: P it is”, "
        "which costs it 50.0 points of what it wants.",
    ]
    assert [section.title for section in paper.sections] == ["The agreements", "What each side has against them"]


def test_where_nothing_is_possible_it_says_what_would_open_one() -> None:
    paper = options_paper(talks(red_lines=[line("a", y="q")]))
    assert paper.verdict == ("No agreement can be put forward: none is possible as judged.",)
    first, *_ = said(paper, "What would open one")
    assert first == "If Alpha accepts “The Y: Q” (now a refusal that it has declared), 1 agreement becomes possible."


def test_a_proposal_of_the_case_is_called_by_its_name_and_its_losers_lose() -> None:
    case = Case.model_validate({**TALKS, "proposals": {"text": {"name": "The text", "terms": {"x": "q", "y": "q"}}}})
    objections = said(options_paper(case), "What each side has against them")
    assert objections[0] == "Agreement A: The text"
    assert objections[2].startswith("Alpha: loses 40.0 points against no agreement")
    assert objections[3].endswith("; it gets all that it wants.")


def test_packages_are_told_where_they_were_asked_for() -> None:
    (first, *_) = said(options_paper(talks(), packages=True), "Packages")
    assert first == "This package is the only efficient outcome (1 efficient agreement)."
    none = said(options_paper(talks(red_lines=[line("a", y="q")]), packages=True), "Packages")
    assert none == ["No agreement is efficient and possible, so there are no packages."]
    nobody = talks(parties={"a": "Alpha", "b": "Beta", "c": "Gamma"})
    assert said(options_paper(nobody, packages=True), "Packages") == [
        "Nobody signs, so no agreement is better or worse for anybody, and there are no packages."
    ]


def of(number: int, outcomes: int, within: float, least: float, all_found: bool = True, furthest: bool = True) -> str:
    package = Package(Agreement({"x": "p", "y": "q"}), {"a": 1.0}, 1)
    chosen = Packages((package,) * number, outcomes, 9, within, least, all_found, furthest)
    return words.packages(talks(), chosen)


def test_how_close_packages_come_is_told_with_its_proof() -> None:
    close = (
        "These three packages come within 4 points of every one of the 9 efficient agreements: whichever of these is "
        "meant, some package is worth at most so much less to any signer, on its own scale."
    )
    assert of(3, 8, 4.0, 4.0) == (
        f"{close} This is exact: no other three come closer and, of those that come as close, none differ more."
    )
    assert of(3, 8, 4.0, 4.0, furthest=False) == f"{close} This is exact: no other three come closer."
    assert of(3, 8, 4.0, 2.5) == (
        f"{close} The bound is proved; whether other three come closer was not decided: none come closer than 2.5 "
        "points."
    )
    assert of(3, 3, 0.0, 0.0) == "These three packages are all the efficient outcomes (9 efficient agreements)."
    assert of(3, 8, inf, 0.0, all_found=False) == (
        "These three packages differ most; how close they come to every efficient agreement is not known."
    )
    assert "agreements that were found, and of those that were not: whichever" in of(3, 8, 4.0, 2.0, all_found=False)
