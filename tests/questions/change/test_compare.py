"""Two files compared: every difference with what it does, held against counting each case by itself."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from brute import Oracle, random_case
from changed import FROZEN
from comity.agreements.attribution import Credit
from comity.case.model import Case
from comity.live import Live
from comity.problem import Problems
from comity.questions.change import compared_words
from comity.questions.change.compare import compare
from comity.questions.change.compared import Compared
from comity.questions.change.differences import Difference, differences, red_lines_of, with_differences
from comity.questions.change.result import Moment
from comity.questions.possible import possible
from talks import TALKS, line, talks

TRIED = 25
EXAMPLE = Path(__file__).parents[3] / "examples" / "washington-2025" / "case.yaml"


@cache
def edited() -> tuple[Live, Live]:
    """The Washington case, and a copy with ten edits."""
    old = new = Live.open(FROZEN)
    names = list(old.case.named_red_lines())
    for path, value in (
        (("interests", "ukraine", "territory", "frozen"), "40..60"),
        (("interests", "ukraine", "no_deal", "value"), "58..70"),
        (("interests", "russia", "guarantees", "weight"), "22"),
        (("interests", "usa", "sanctions", "lifted"), "80"),
        (("interests", "europe", "forces", "ground"), "50"),
        (("interests", "europe", "no_deal", "value"), "55..70"),
        (("red_lines", names.index("europe-ceasefire"), "firmness"), "preferred"),
        (("red_lines", names.index("usa-no-new-sanctions"), "never", "sanctions"), "lifted"),
        (("linkages", 0, "adds"), "3..9"),
    ):
        new = new.changed(path, value)
    ground = {"id": "no-ground", "party": "russia", "never": {"forces": "ground"}, "firmness": "declared"}
    return old, new.added([(("red_lines", "+"), {**ground, "because": "So."})])


def test_ten_edits_are_each_named_with_what_they_do() -> None:
    old, new = edited()
    result = compare(old.case, new.case, names=("ada", "ben")).result
    assert {each.path for each in result.differences} == {
        ("interests", "ukraine", "territory", "frozen"),
        ("interests", "ukraine", "no_deal"),
        ("interests", "russia", "guarantees", "weight"),
        ("interests", "usa", "sanctions", "lifted"),
        ("interests", "europe", "forces", "ground"),
        ("interests", "europe", "no_deal"),
        ("red_lines", "usa-no-new-sanctions"),
        ("red_lines", "no-ground"),
        ("linkages", "ukraine guarantees=article5 with territory=partial or frozen"),
    }
    assert [each.what for each in result.grounds] == ["European group: red line europe-ceasefire"]
    assert result.old.agreements == 326
    shares = [credit.share for credit in result.credits]
    assert sum(share or 0 for share in shares) == result.difference
    for each, credit in zip(result.differences, result.credits, strict=True):
        counted = possible(with_differences(old.case, new.case, [each]))
        assert counted is not None
        assert counted.number - 326 == credit.alone


def test_against_itself_nothing_differs() -> None:
    finding = compare(Live.open(FROZEN).case, Live.open(FROZEN).case)
    assert finding.answer == "Nothing differs; 326 agreements are possible by both."
    assert (finding.data["differences"], finding.data["grounds"], finding.data["elsewhere"]) == ([], [], [])
    assert finding.data["same"] == {
        "verdict": True,
        "count": True,
        "options": True,
        "picks": ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"],
    }


def other_of(case: Case, seed: int) -> Case:
    """A case of the same issues and parties, in which some judgements differ."""
    draw = random.Random(seed)
    lines = [each for each in case.red_lines if draw.random() < 0.7]
    rules = [each for each in case.conditions if draw.random() < 0.7]
    interests = {}
    for party, interest in case.interests.items():
        issues = {}
        for issue, stated in interest.issues.items():
            ratings = {
                option: rating.model_copy(update={"low": (value := float(draw.randint(0, 100))), "high": value})
                if draw.random() < 0.2
                else rating
                for option, rating in stated.ratings.items()
            }
            issues[issue] = stated.model_copy(update={"ratings": ratings})
        interests[party] = interest.model_copy(update={"issues": issues})
    named = {name: each for name, each in case.named_red_lines().items()}
    kept = tuple(each.model_copy(update={"id": name}) for name, each in named.items() if each in lines)
    kept_rules = tuple(
        each.model_copy(update={"id": name}) for name, each in case.named_conditions().items() if each in rules
    )
    linkages = tuple(each for each in case.linkages if draw.random() < 0.6)
    return case.model_copy(
        update={"red_lines": kept, "conditions": kept_rules, "interests": interests, "linkages": linkages}
    )


@pytest.mark.parametrize("seed", range(TRIED))
def test_with_all_differences_made_the_old_case_is_the_new_one(seed: int) -> None:
    old = random_case(seed)
    new = other_of(old, seed)
    found = differences(old, new)
    made = with_differences(old, new, found)
    assert [each for each in differences(made, new) if each.counts] == []
    assert with_differences(old, new, []).named_red_lines().keys() == red_lines_of(old).keys()
    result = compare(old, new).result
    assert result.old.agreements == len(Oracle(old).zopa())
    assert result.new.agreements == len(Oracle(new).zopa())
    for each, credit in zip(result.differences, result.credits, strict=True):
        alone = len(Oracle(with_differences(old, new, [each])).zopa())
        assert credit.alone == alone - result.old.agreements
        others = [other for other in result.differences if other is not each]
        assert credit.last == result.new.agreements - len(Oracle(with_differences(old, new, others)).zopa())
    credited = (result.groups and [group.credit for group in result.groups]) or list(result.credits)
    if all(credit.share is not None for credit in credited):
        assert sum((credit.share or Fraction(0) for credit in credited), Fraction(0)) == result.difference


def test_more_than_twelve_are_shared_by_whose_they_are() -> None:
    old = Live.open(FROZEN).case
    interests = dict(old.interests)
    for party in ("ukraine", "russia"):
        issues = {
            issue: stated.model_copy(
                update={"weight": stated.weight and stated.weight.model_copy(update={"low": 5.0, "high": 5.0})}
            )
            for issue, stated in interests[party].issues.items()
        }
        interests[party] = interests[party].model_copy(update={"issues": issues})
    result = compare(old, old.with_sections(interests=interests)).result
    assert len(result.differences) > 12
    assert {credit.share for credit in result.credits} == {None}
    assert [group.what for group in result.groups] == ["Ukraine", "Russia"]
    assert sum(group.credit.share or 0 for group in result.groups) == result.difference


def test_a_party_that_only_one_file_has_comes_with_all_that_is_its_own() -> None:
    content: dict[str, Any] = {**TALKS, "red_lines": [line("d", x="q")]}
    content["parties"] = {**TALKS["parties"], "d": {"name": "Delta", "signs": "yes"}}
    content["interests"] = {**TALKS["interests"], "d": {"no_deal": "10", "y": {"weight": "1", "p": "0", "q": "100"}}}
    new = Case.model_validate(content)
    result = compare(talks(), new).result
    assert [each.path for each in result.differences] == [("parties", "d")]
    assert result.credits[0].alone == result.difference
    back = compare(new, talks()).result
    assert [each.path for each in back.differences] == [("parties", "d")]
    assert back.difference == -result.difference


def test_other_issues_are_refused_with_everything_that_differs() -> None:
    content: dict[str, Any] = dict(TALKS)
    content["issues"] = {"x": {"name": "The X", "options": {"p": "P it is", "r": "R"}}}
    content["interests"] = {"a": {"no_deal": "1"}, "b": {"no_deal": "1"}}
    with pytest.raises(Problems) as refused:
        compare(talks(), Case.model_validate(content))
    assert sorted(str(each) for each in refused.value.problems) == [
        "issues.x.options.q: error: stands in the old file and not in the new file; give both the same options; an "
        "option may be `until` or `since` a development",
        "issues.x.options.r: error: stands in the new file and not in the old file; give both the same options; an "
        "option may be `until` or `since` a development",
        "issues.y: error: stands in the old file and not in the new file; give both files the same issues, or compare "
        "others",
    ]


def moment(count: int) -> Moment:
    return Moment(None, {"all": 4, "zopa": count}, count, 1.0, {})


def compared(old: int, new: int, *does: int, grounds: int = 0, **more: Any) -> Compared:
    found = tuple(Difference(("x", str(at)), f"Alpha: no deal {at}", "a", "4", "5", True) for at in range(len(does)))
    said = tuple(Difference(("y", str(at)), f"Beta: grounds {at}", "b", "", "", False) for at in range(grounds))
    credits = tuple(Credit(each, each, each, Fraction(each)) for each in does)
    told = {"elsewhere": (), "came": 0, "went": 0, "gained": {}, "lost": {}} | more
    return Compared(("ada", "ben"), moment(old), moment(new), found, credits, (), said, **told)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (compared(2, 2), "Nothing differs; 2 agreements are possible by both."),
        (
            compared(1, 1, grounds=1),
            "No number, red line, condition or rule differs, so 1 agreement is possible by both. 1 judgement differs "
            "in the reason, evidence, confidence or firmness, or on other days.",
        ),
        (
            compared(0, 0, elsewhere=("title",)),
            "No number, red line, condition or rule differs, so no agreement is possible by both.",
        ),
        (
            compared(3, 1, -2, gained={"x": ("p",)}),
            "1 judgement differs. By ada 3 agreements are possible, by ben 1. The difference matters for which options "
            "are possible. The difference does not matter for whether an agreement is possible.",
        ),
        (
            compared(3, 0, -2, -1),
            "2 judgements differ. By ada 3 agreements are possible, by ben 0. Most is done by Alpha: no deal 0 (4 or "
            "5): -2. The differences matter for whether an agreement is possible. The differences do not matter for "
            "which options are possible.",
        ),
        (
            compared(3, 3, 0, 0),
            "2 judgements differ. By both 3 agreements are possible. None of them changes a count. The differences do "
            "not matter for whether an agreement is possible or which options are possible.",
        ),
        (
            compared(3, 3, 0),
            "1 judgement differs. By both 3 agreements are possible. It changes no count. The difference does not "
            "matter for whether an agreement is possible or which options are possible.",
        ),
        (
            compared(3, 4, 1, 0),
            "2 judgements differ. By ada 3 agreements are possible, by ben 4. Most is done by Alpha: no deal 0 (4 or "
            "5): +1. 1 of them changes no count. The differences do not matter for whether an agreement is possible or "
            "which options are possible.",
        ),
    ],
)
def test_what_is_said(result: Compared, said: str) -> None:
    assert compared_words.answer(talks(), result) == said


def test_what_a_reader_must_know() -> None:
    case = talks()
    assert compared_words.caveats(case, case, compared(2, 2)) == ()
    assert compared_words.caveats(case, case, compared(2, 2, *[0] * 13, elsewhere=("title", "sources"))) == (
        "More than 12 judgements differ: each is told alone and last, and shares by whose judgements they are.",
        "Beside the judgements the files differ in title and sources.",
    )


UNNAMED = (
    "  - {party: russia, never: {army: rebuilt}, firmness: declared, because: A.}\n",
    "  - {party: russia, never: {forces: ground}, firmness: declared, because: B.}\n",
)


def frozen(*replaced: tuple[str, str]) -> Case:
    """The frozen copy of the case with some of its text replaced, once each."""
    text = FROZEN.read_text(encoding="utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    return Live.of(text, str(FROZEN)).case


def moved(case: Case) -> Case:
    """The same case with its issues and all options the other way round."""
    issues = {
        name: issue.model_copy(update={"options": dict(reversed(issue.options.items()))})
        for name, issue in reversed(case.issues.items())
    }
    return case.with_sections(issues=issues)


def test_the_order_of_a_file_changes_nothing() -> None:
    old = frozen()
    result = compare(old, moved(old)).result
    assert (result.differences, result.grounds, result.came, result.went) == ((), (), 0, 0)
    assert (result.gained, result.lost, len(result.same_picks)) == ({}, {}, 4)


def test_red_lines_without_an_id_are_matched_by_what_they_say() -> None:
    head = "red_lines:\n"
    both, swapped = frozen((head, head + UNNAMED[0] + UNNAMED[1])), frozen((head, head + UNNAMED[1] + UNNAMED[0]))
    assert compare(both, swapped).result.differences == ()
    result = compare(frozen((head, head + UNNAMED[1])), both).result
    assert [(each.what, each.old, each.new) for each in result.differences] == [
        ("Russia: red line against army=rebuilt", "", "army=rebuilt")
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("short: a frozen line", "short: a line", "the words of issues and options"),
        ("name: Who controls the occupied regions", "name: Land", "the words of issues and options"),
        (
            "  usa:\n    name: United States",
            "  usa:\n    name: USA",
            "the names of parties, or what is said about them",
        ),
        ("    ordered: yes\n", "", "which options are a ladder"),
        ("illustrative: yes\n", "", "illustrative"),
        (
            "developments:\n",
            "payments: {from: [usa], to: [ukraine], at_most: 9, because: A.}\ndevelopments:\n",
            "payments",
        ),
        ("      option: frozen\n", "      option: partial\n", "what holds today, lapses or is verified"),
        ("    # reversible: yes\n", "    reversible: yes\n", "what holds today, lapses or is verified"),
        ("    first: status\n", "    first: guarantees\n", "preconditions"),
        ("    cost: 2..5\n", "    cost: 2\n", "measures"),
    ],
)
def test_no_difference_is_called_none(old: str, new: str, what: str) -> None:
    case = Live.open(EXAMPLE)
    assert old in case.text
    finding = compare(case.case, Live.of(case.text.replace(old, new, 1), str(EXAMPLE)).case)
    assert what in finding.result.elsewhere
    assert not finding.answer.startswith("Nothing differs")


def test_who_must_take_part_is_told_in_full() -> None:
    case = Live.open(EXAMPLE)
    other = Live.of(case.text.replace("      partial: [russia]\n", "", 1), str(EXAMPLE)).case
    (difference,) = compare(case.case, other).result.differences
    assert difference.old == "restored: russia; partial: russia; donbas: ukraine"
    assert difference.new == "restored: russia; donbas: ukraine"
    none = case.text.replace("    needs:  # illustrative: whose forces would have to leave\n", "", 1)
    for entry in ("      restored: [russia]\n", "      partial: [russia]\n", "      donbas: [ukraine]\n"):
        none = none.replace(entry, "", 1)
    (difference,) = compare(case.case, Live.of(none, str(EXAMPLE)).case).result.differences
    assert difference.new == "nobody in particular"


def test_who_decides_alone_and_what_binds_may_differ() -> None:
    old = talks()
    options = {"p": {"name": "P", "one_way": True}, "q": "Q"}
    issue = {**TALKS["issues"]["x"], "decided_by": "a", "binding": True, "options": options}
    new = talks(issues={**TALKS["issues"], "x": issue})
    (found,) = [each for each in differences(old, new) if each.path == ("issues", "x")]
    assert (found.old, found.new) == ("nobody in particular", "decided by a; binding; p is one-way")
    made = with_differences(old, new, [found]).issues["x"]
    assert (made.decided_by, made.binding, made.options["p"].one_way) == ("a", True, True)
