"""Proposals, the outcome, and options with words of their own, as a file writes them."""

from __future__ import annotations

from comity.case.check import check_document
from comity.case.model import Case, Option
from comity.case.text import Document

FILE = """\
comity: 1
title: Talks
author: A desk
marking: Internal
outcome: OUTCOME
parties:
  north: {name: North, signs: yes}
issues:
  land:
    name: Land
    options: {all: {name: All of it, short: all land, says: All land goes north., OTHER}, none: Nothing}
  money: {name: Money, options: {much: Much, little: Little}}
interests:
  north: {no_deal: 40, land: {weight: 1, all: 100, none: 0}}
proposals:
  leaked: {by: BY, date: 2025-08-17, terms: {land: LAND, MONEY}}
"""
GOOD = {"OUTCOME": "leaked", "OTHER": "", "BY": "north", "LAND": "all", "MONEY": ""}


def case(**changed: str) -> tuple[Case | None, list[str]]:
    text = FILE
    for word, written in (GOOD | changed).items():
        text = text.replace(word, written)
    checked = check_document(Document(text, "case.yaml"))
    return checked.case, [str(problem) for problem in checked.errors]


def test_a_proposal_may_settle_some_issues_and_be_the_outcome() -> None:
    read, problems = case()
    assert not problems
    assert read is not None
    proposal = read.proposals["leaked"]
    assert (proposal.terms, proposal.by, proposal.name) == ({"land": "all"}, "north", None)
    assert (read.outcome, read.author, read.marking) == ("leaked", "A desk", "Internal")


def test_an_option_is_words_or_words_with_a_short_form_and_a_sentence() -> None:
    read, _ = case()
    assert read is not None
    assert dict(read.issues["land"].options) == {
        "all": Option(name="All of it", short="all land", says="All land goes north."),
        "none": Option(name="Nothing"),
    }
    assert read.label("land", "all") == "All of it"


def test_no_agreement_is_an_outcome_as_well() -> None:
    assert case(OUTCOME="none")[1] == []


def test_every_slip_is_told_with_its_place_and_fix() -> None:
    _, problems = case(OUTCOME="leakd", OTHER="sais: no", BY="nroth", LAND="al", MONEY="monny: much")
    assert problems == [
        "case.yaml:5:1: error: the outcome 'leakd' is no proposal of this case; did you mean leaked?",
        "case.yaml:11:83: error: unknown field 'sais'; did you mean says?",
        "case.yaml:16:12: error: unknown party 'nroth'; did you mean north?",
        "case.yaml:16:49: error: unknown option 'al' of issue land; did you mean all?",
        "case.yaml:16:59: error: unknown issue 'monny'; did you mean money?",
    ]


def test_no_proposal_is_called_none() -> None:
    text = FILE.replace("leaked:", "none:")
    for word, written in (GOOD | {"OUTCOME": "none"}).items():
        text = text.replace(word, written)
    errors = check_document(Document(text, "case.yaml")).errors
    assert [str(problem) for problem in errors] == [
        "case.yaml:16:3: error: no proposal can be named 'none', which says that nothing was agreed; "
        "give it another short name"
    ]
