"""What an early settlement leaves: Washington's figures of the methods file, and two issues by hand."""

from __future__ import annotations

import pytest

from comity.questions.sequence.answer import sequence, sequence_of
from courses import two, washington
from talks import line, talks


def test_washington_leaves_what_the_methods_file_says() -> None:
    found = sequence_of(washington()).openings
    assert found is not None
    assert found.agreements == 326
    assert {party: round(gain, 1) for party, gain in found.ideal.items()} == {
        "ukraine": 14.7,
        "russia": 9.7,
        "usa": 29.2,
        "europe": 14.0,
    }
    # (The file has 11.9 and 20.7 where these are 11.83 and 20.65: it rounds up.)
    assert {issue: (round(cut, 2), *whose) for issue, (cut, whose) in found.cuts.items()} == {
        "support": (1.8, "europe"),
        "participation": (4.0, "usa"),
        "monitoring": (4.2, "usa"),
        "territory": (8.3, "europe"),
        "army": (8.6, "usa"),
        "status": (8.6, "usa"),
        "forces": (9.4, "europe"),
        "guarantees": (11.83, "ukraine"),
        "ceasefire": (12.9, "usa"),
        "sanctions": (20.65, "usa"),
    }
    left = {(each.issue, each.option): each.agreements for each in found.all}
    assert left["territory", "frozen"] == 281
    assert left["guarantees", "article5"] == 290
    assert left["status", "deferred"] == 162
    assert [(each.issue, each.option) for each in found.all if each.dead][:2] == [
        ("territory", "restored"),
        ("territory", "donbas"),
    ]


def test_two_issues_by_hand() -> None:
    # A accepts pp (gains 60) and pq (35), B accepts pq (0) and qq; so pq alone is possible.
    found = sequence_of(two()).openings
    assert found is not None
    assert (found.agreements, found.ideal) == (1, {"a": 35.0, "b": 0.0})
    assert [(each.issue, each.option, each.agreements, each.safe, each.dead) for each in found.all] == [
        ("x", "p", 1, True, False),
        ("x", "q", 0, False, True),
        ("y", "p", 0, False, True),
        ("y", "q", 1, True, False),
    ]
    assert found.stakes == {"x": {"a": 0.0, "b": 0.0}, "y": {"a": 0.0, "b": 0.0}}


def test_what_is_settled_filters_what_is_left() -> None:
    finding = sequence(washington(), settled="ceasefire=first")
    found = finding.result.openings
    assert found is not None
    assert found.agreements == 69
    assert "ceasefire" not in found.stakes
    assert finding.data["settled"] == {"ceasefire": "first"}
    assert sum(each.agreements for each in found.all if each.issue == "territory") == 69


def test_without_judgements_of_a_signer_nothing_is_left_to_see() -> None:
    found = sequence_of(talks(interests={"a": {"no_deal": 40, "x": {"weight": 1, "p": 100, "q": 0}}}))
    assert found.openings is None
    assert found.target is None


@pytest.mark.parametrize("settled", ["x=p", ""])
def test_without_an_agreement_every_opening_is_dead(settled: str) -> None:
    finding = sequence(talks(red_lines=[line("a", y="q"), line("b", y="p")]), settled=settled)
    assert finding.result.openings is not None
    assert all(each.dead for each in finding.result.openings.all)
    assert "stakes" not in finding.tables
