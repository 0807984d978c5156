"""Questions that ask for the yes of everybody: the same where that is the rule, said where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from comity.agreements.passing import passing
from comity.case.model import Case
from comity.questions.bargaining.answer import bargaining
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.wanted import what_it_takes
from comity.questions.unanimity import all_must_agree, asking_everybody
from consents import Consents, ruled_case
from fair import Gains, expected
from talks import TALKS, talks


def strict(seed: int) -> Case:
    """A random case with bodies and members of whom every one has a veto."""
    case = ruled_case(seed)
    parties: dict[str, Any] = {
        name: party.model_dump(exclude={"decides", "ratified_by"}) for name, party in case.parties.items()
    }
    parties["cedar"]["ratified_by" if seed % 2 else "decides"] = "all"
    parties["ash"]["ratified_by"] = ["hazel", "iris"][: 1 + seed % 2]
    issues = {name: issue.model_copy(update={"needs": {}}) for name, issue in case.issues.items()}
    content = case.model_copy(update={"consent": None, "issues": issues}).model_dump(by_alias=True) | {
        "parties": parties
    }
    return Case.model_validate(content)


@pytest.mark.parametrize("seed", range(16))
def test_where_everybody_asked_has_a_veto_they_are_asked_like_signers(seed: int) -> None:
    case = strict(seed)
    assert case.by_rule
    assert all_must_agree(case)
    left = Consents(case).stages()["spoilers"]
    assert passing(asking_everybody(case)).tolist() == passing(case).tolist()
    finding = deadlock(case)
    assert isinstance(finding.result, Closeness) == bool(left)
    if isinstance(finding.result, Closeness):
        assert finding.result.number.number == len(left)
        assert set(finding.data["margins"]) == set(case.voices())
    assert not finding.answer.startswith(("By the case's own rule", "Asking for"))


@pytest.mark.parametrize("seed", range(40))
def test_it_is_said_where_they_are_not_asked_by_the_rule(seed: int) -> None:
    case = ruled_case(seed)
    case = case if case.by_rule else strict(seed)
    everybody = asking_everybody(case)
    if all_must_agree(case):
        assert passing(everybody).tolist() == passing(case).tolist()
    else:
        assert everybody.signers() == case.signers()
        assert not everybody.by_rule


def test_what_would_win_a_wanted_agreement_is_asked_of_a_body_with_a_veto_as_well() -> None:
    parties = {**TALKS["parties"], "a": {**TALKS["parties"]["a"], "ratified_by": "c"}}
    interests = {**TALKS["interests"], "c": {**TALKS["interests"]["c"], "no_deal": 50}}
    asked = what_it_takes(talks(parties=parties, interests=interests), "x=p, y=p")
    assert "Gamma" in asked.answer
    assert not asked.answer.startswith("By the case's own rule")
    parties["a"]["ratified_by"] = {"any": ["b", "c"]}
    assert what_it_takes(talks(parties=parties, interests=interests), "x=p, y=p").answer.startswith(
        "By the case's own rule"
    )


@pytest.mark.parametrize("seed", range(30))
def test_fair_among_those_that_pass_is_so_between_those_at_the_table(seed: int) -> None:
    """The four measures by comparing every agreement that passes with every other, for the signers."""
    case = ruled_case(seed)
    by_hand, signers = Consents(case), case.signers()
    found: dict[Gains, list[dict[str, str]]] = {}
    for deal in by_hand.stages()["spoilers"]:
        gains = gains_of(case, by_hand, signers, deal)
        if all(gain >= 0 for gain in gains):
            found.setdefault(gains, []).append(deal)
    solutions = bargaining(case).result.solutions
    # What a signer outvoted by the rule prefers less than no deal may dominate nothing that all prefer to it.
    wanted = expected(found) if found else {}
    for name, outcomes in solutions.items():
        told = {tuple(round(outcome.gains[party], 6) for party in signers) for outcome in outcomes}
        assert told == {tuple(round(float(gain), 6) for gain in gains) for gains in wanted.get(name, set())}, name


def gains_of(case: Case, by_hand: Consents, signers: Sequence[str], deal: dict[str, str]) -> Gains:
    no_deal = [case.interest_of(name).no_deal for name in signers]
    return tuple(
        by_hand.brute.worth(name, deal) - stated.point for name, stated in zip(signers, no_deal, strict=True) if stated
    )
