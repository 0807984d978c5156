"""The games of our own: their counts and picks by looking at each agreement, and what closes them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import pytest

from brute import Deal
from comity.agreements.suppose import supposed
from comity.case.check import check, read_case
from comity.case.model import Case
from comity.case.text import Document
from comity.catalog import case_file, entries
from comity.questions.agreement.answer import agreement
from comity.questions.bargaining.answer import bargaining
from consents import Consents

OWN = [entry.name for entry in entries() if not entry.name.startswith(("abdelnabi", "accession"))]
DIVIDED = [
    name for name in OWN if "adjusted_winner" in Document.read(case_file(name).with_name("answers.yaml")).plain()
]


def said(name: str) -> dict[str, Any]:
    """What the file beside a case says of it."""
    return Document.read(case_file(name).with_name("answers.yaml")).plain()


@cache
def looked_at(name: str) -> tuple[Case, Consents, dict[str, list[Deal]]]:
    case = read_case(case_file(name))
    plain = Consents(case)
    return case, plain, plain.stages()


def gains(name: str, deal: Deal) -> dict[str, Fraction]:
    case, plain, _ = looked_at(name)
    return {party: plain.brute.worth(party, deal) - plain.brute.no_deal(party) for party in case.signers()}


def test_the_catalog_has_seven_games_of_our_own() -> None:
    own = ["camp-david-1978", "coalition-government", "fishery-quota", "fishery-round", "panama-canal-1974"]
    own += ["river-dam", "wage-round"]
    assert own == OWN
    for name in own:
        (entry,) = [entry for entry in entries() if entry.name == name]
        assert entry.citation.startswith("Our own "), name


@pytest.mark.parametrize("name", OWN)
def test_the_counts_are_those_of_looking_at_each_agreement(name: str) -> None:
    answers = said(name)
    _, plain, stages = looked_at(name)
    counted = {
        "agreements": len(plain.brute.deals),
        "coherent": len(stages["coherent"]),
        "cross_no_red_line": len(stages["red_lines"]),
        "accepted_by_all": len(stages["zopa"]),
        "agreements_left": len(stages["spoilers"]),
    }
    assert {key: int(answers[key]) for key in counted} == counted


@pytest.mark.parametrize("name", OWN)
def test_the_funnel_counts_the_same(name: str) -> None:
    answers = said(name)
    found = agreement(read_case(case_file(name))).data
    counts = {stage["name"]: stage["count"] for stage in found["stages"]}
    assert counts["all"] == int(answers["agreements"])
    assert counts["coherent"] == int(answers["coherent"])
    assert counts["zopa"] == int(answers["accepted_by_all"])
    assert found["agreements_count"] == int(answers["agreements_left"])


@pytest.mark.parametrize("name", OWN)
def test_the_picks_are_those_of_looking_at_each_agreement(name: str) -> None:
    answers = said(name)
    left = [gains(name, deal) for deal in looked_at(name)[2]["spoilers"]]
    best = {
        "nash": max(left, key=lambda gain: prod(gain.values())),
        "egalitarian": max(left, key=lambda gain: sorted(gain.values())),
    }
    for pick, gain in best.items():
        assert {party: Fraction(value) for party, value in answers[pick].items()} == gain, pick
    solutions = bargaining(read_case(case_file(name))).result.solutions
    for pick, gain in best.items():
        assert {party: Fraction(repr(value)) for party, value in solutions[pick][0].gains.items()} == gain


@pytest.mark.parametrize("name", OWN)
def test_what_is_supposed_to_close_it_leaves_nothing(name: str) -> None:
    case = supposed(read_case(case_file(name)), (), said(name)["deadlock"])
    assert Consents(case).stages()["spoilers"] == []
    assert agreement(case).data["agreements_count"] == 0
    for fewer in said(name)["deadlock"]:
        kept = [each for each in said(name)["deadlock"] if each != fewer]
        assert agreement(supposed(read_case(case_file(name)), (), kept)).data["agreements_count"] > 0, kept


@pytest.mark.parametrize("name", DIVIDED)
def test_points_give_what_adjusted_winner_is_remembered_to_give(name: str) -> None:
    """Brams and Taylor (1996): each issue to whom it is worth more, then from the richer to the poorer by the ratio of
    the points until both have the same; at most one issue is divided."""
    case, answers = looked_at(name)[0], said(name)["adjusted_winner"]
    first, second = case.signers()
    points = {
        issue: tuple(Fraction(repr(case.interest_of(party).issues[issue].weight.low)) for party in (first, second))
        for issue in case.issues
    }
    assert [sum(column) for column in zip(*points.values(), strict=True)] == [100, 100]
    parts = {issue: Fraction(mine >= theirs) for issue, (mine, theirs) in points.items()}

    def totals() -> tuple[Fraction, Fraction]:
        return (
            sum((part * points[issue][0] for issue, part in parts.items()), Fraction(0)),
            sum(((1 - part) * points[issue][1] for issue, part in parts.items()), Fraction(0)),
        )

    richer = 0 if totals()[0] > totals()[1] else 1
    own = [issue for issue, part in parts.items() if part == (1 - richer)]
    for issue in sorted(own, key=lambda issue: points[issue][richer] / points[issue][1 - richer]):
        mine, theirs = totals()
        if (mine > theirs) != (richer == 0):
            break
        part = min(Fraction(1), abs(mine - theirs) / sum(points[issue]))
        parts[issue] += part if richer else -part
    assert totals() == (Fraction(answers["each"]),) * 2
    divided = {issue: part for issue, part in parts.items() if part not in (0, 1)}
    holder = {first: 0, second: 1}[answers["to"]]
    assert {issue: 1 - part if holder else part for issue, part in divided.items()} == {
        answers["divided"]: Fraction(answers["part"])
    }


@pytest.mark.parametrize("name", [entry.name for entry in entries()])
def test_every_option_has_a_short_form_and_a_sentence(name: str) -> None:
    case = read_case(case_file(name))
    for issue in case.issues.values():
        for option in issue.options.values():
            assert option.short, option
            assert option.says, option
            told = option.short.replace(option.name, "then") if issue.steps is not None else option.short
            assert len(told.split()) <= 4, option.short  # (a day is one thing, in three words)
            assert not option.short.endswith("."), option.short
            assert len(option.says.split()) <= 14, option.says
            assert option.says.endswith("."), option.says
            assert option.says[0].isupper(), option.says
        assert len({option.short for option in issue.options.values()}) == len(issue.options)
        assert len({option.says for option in issue.options.values()}) == len(issue.options)
    assert case.about


@pytest.mark.parametrize("name", OWN)
def test_every_judgement_of_our_own_games_has_its_reason(name: str) -> None:
    checked = check(case_file(name))
    assert checked.problems == ()  # no evidence that stands elsewhere, no remark
    case = checked.case
    assert case is not None
    assert case.illustrative
    for interest in case.interests.values():
        for stated in interest.issues.values():
            assert stated.because or interest.because
            assert "Judged" in (stated.because or "") or stated.evidence or interest.evidence or not stated.weight.high
        assert interest.no_deal is None or interest.no_deal.because
    assert all(rule.because for rule in case.conditions)
    for judged in (*case.linkages, *case.red_lines):
        assert judged.because
        assert judged.evidence or "Judged" in judged.because


PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "catalog.md").read_text("utf-8")


def test_the_page_on_the_catalog_has_every_case_with_its_counts() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| ([\d,]+) \| ([\d,]+) \|[^|]*\|$", PAGE, re.MULTILINE)
    told = {name: (int(every.replace(",", "")), int(left.replace(",", ""))) for name, every, left in rows}
    assert set(told) == {entry.name for entry in entries()}
    for name, (every, left) in told.items():
        answers = said(name)
        passing = next(
            answers[key]
            for key in (
                "agreements_left",
                "by_the_double_majority",
                "accepted_by_at_least_five_with_government_and_bank",
                "accepted_by_all",
            )
            if key in answers
        )
        assert (every, left) == (int(answers["agreements"]), int(passing)), name
