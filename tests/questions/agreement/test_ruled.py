"""The funnel by rules of consent, against brute force on random cases, and on Washington."""

from __future__ import annotations

from functools import cache

import pytest

from brute import coherent, crosses
from comity.agreements.passing import passing
from comity.agreements.worth import Payoff
from comity.case.check import read_case
from comity.case.consent import Rule
from comity.case.model import Case
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.objections import objections
from comity.questions.agreement.ruled import RuledCount
from consents import Consents, ruled_case
from material import WASHINGTON

CASES = range(50)


@pytest.mark.parametrize("seed", CASES)
def test_the_stages_are_those_of_brute_force(seed: int) -> None:
    case = ruled_case(seed)
    funnel, by_hand = funnel_of(case), Consents(case).stages()
    assert (funnel.coherent, funnel.red_lines, funnel.zopa) == tuple(
        len(by_hand[name]) for name in ("coherent", "red_lines", "zopa")
    )
    assert funnel.ratified in (None, len(by_hand["ratified"]))
    assert funnel.possible == len(by_hand["spoilers"])
    assert [dict(left.agreement.options) for left in sorted(funnel.left, key=lambda left: str(left.agreement))] == (
        sorted(by_hand["spoilers"], key=lambda deal: ", ".join(f"{i}={o}" for i, o in deal.items()))
    )
    space = Payoff.of(case).space
    listed = [dict(space.agreement(choice).options) for choice in passing(case).tolist()]
    assert listed == by_hand["spoilers"]


@pytest.mark.parametrize("seed", CASES)
def test_what_each_refusal_removes_is_that_of_brute_force(seed: int) -> None:
    case = ruled_case(seed)
    funnel, by_hand = funnel_of(case), Consents(case)
    stages = by_hand.stages()
    shut = [deal for deal in stages["coherent"] if deal not in stages["red_lines"]]
    failing = [deal for deal in stages["coherent"] if deal not in stages["spoilers"]]
    stopped = [deal for deal in stages["zopa"] if deal not in stages["ratified"]]
    for line in funnel.lines:
        crossed = case.named_red_lines()[line.name]
        lifted = (line.name,)
        alone = [d for d in shut if by_hand.table(d, by_hand.freely(d, lifted))]
        opens = [d for d in failing if by_hand.passes(d, by_hand.says(d, lifted))]
        assert line.removes == sum(crosses(crossed, deal) for deal in shut)
        assert (line.removes_alone, line.would_open) == (len(alone), len(opens))
    for body in funnel.bodies:
        refused = [d for d in stopped if not by_hand.stands(body.name, by_hand.says(d))]
        alone = [d for d in stopped if by_hand.ratified(d, by_hand.says(d), (body.name,))]
        among = [d for d in stages["zopa"] if d not in stages["spoilers"]]
        opens = [d for d in among if by_hand.passes(d, by_hand.says(d), (body.name,))]
        assert (body.removes, body.removes_alone, body.would_open) == (len(refused), len(alone), len(opens))
    spoiled = [deal for deal in stages["ratified"] if deal not in stages["spoilers"]]
    for outsider in funnel.outsiders:
        name = outsider.name
        mine = [d for d in spoiled if name in by_hand.needed(d)]
        refused = [d for d in mine if not by_hand.stands(name, by_hand.says(d))]
        alone = [d for d in refused if by_hand.passes(d, by_hand.says(d), (name,))]
        assert (outsider.removes, outsider.would_open) == (len(refused), len(alone))
    for condition in funnel.conditions:
        broken = [deal for deal in by_hand.brute.deals if not coherent(case, deal)]
        opens = [d for d in broken if by_hand.passes(d, by_hand.says(d))]
        assert condition.would_open == len(opens)


@cache
def washington(**europe: Rule) -> Case:
    case = read_case(WASHINGTON)
    group = case.parties["europe"].model_copy(update=europe)
    return case.model_copy(update={"parties": {**case.parties, "europe": group}})


def of_members(number: int) -> Rule:
    return Rule.model_validate({"at_least": number, "of": "members"})


def test_the_ruled_count_of_a_case_without_a_rule_is_the_plain_count() -> None:
    case = read_case(WASHINGTON)
    count = RuledCount(case, Payoff.of(case), 1000)
    for fixed in count.space.blocks():
        count.look_at(fixed)
    assert count.funnel(10).json() == funnel_of(case).json()


@pytest.mark.parametrize(("number", "left"), [(1, 428), (2, 353), (3, 328), (4, 321), (5, 204)])
def test_washington_where_members_decide_for_europe(number: int, left: int) -> None:
    assert funnel_of(washington(decides=of_members(number))).zopa == left


@pytest.mark.parametrize(("number", "left", "france"), [(3, 326, 0), (4, 321, 5), (5, 204, 116)])
def test_washington_where_members_ratify(number: int, left: int, france: int) -> None:
    """Figures of the note on ratification: all five would stop 122, 116 of them France alone."""
    funnel = funnel_of(washington(ratified_by=of_members(number)))
    assert (funnel.zopa, funnel.ratified, funnel.possible) == (326, left, left)
    assert next(body.removes_alone for body in funnel.bodies if body.name == "france") == france
    assert [stage.name for stage in funnel.stages] == ["all", "coherent", "red_lines", "zopa", "ratified"]


def test_the_answer_says_what_is_stopped_at_home() -> None:
    finding = agreement(washington(ratified_by=of_members(4)))
    assert finding.answer == (
        "326 of 233,280 possible agreements are coherent, cross no red line and are worth at least no deal to every "
        "signer; 321 of them are ratified at home. As judged, an agreement is almost certain: 98 of 100 readings of "
        "the ranges leave at least one. The median is 253; 90 of 100 leave 8 to 1,185."
    )
    assert finding.tables["at_home"].rows[0] == (
        "ratification of European group", "at least 4 of its 5 members", 5, 5, 5,
    )  # fmt: skip
    assert finding.data["removed"]["bodies"][0] == {
        "party": "france", "name": "france", "removes": 5, "removes_alone": 5, "would_open": 5,
    }  # fmt: skip


def test_what_speaks_against_an_agreement_is_asked_of_all_who_sign_and_says_so() -> None:
    """But where all members must agree: then it is asked of everybody whose yes counts."""
    case = washington(ratified_by=of_members(4))
    terms = ", ".join(f"{issue}={option}" for issue, option in agreement(case).data["agreements"][0].items())
    said = objections(case, terms).answer
    assert said.startswith("By the case's own rule 321 agreements pass; asking for the yes of all who sign instead: ")
    assert not objections(read_case(WASHINGTON), terms).answer.startswith("By the case's own rule")
    everybody = objections(washington(ratified_by=of_members(5)), terms)
    assert not everybody.answer.startswith("By the case's own rule")
    assert {"france", "uk", "europe"} <= {view.party for view in everybody.result.views if view.signs}


def test_a_space_too_large_for_the_rule_is_bounded_for_all_who_sign_and_says_so() -> None:
    first = "By the case's own rule 321 agreements pass; asking for the yes of all who sign instead: Between"
    assert agreement(washington(ratified_by=of_members(4)), count=1000).answer.startswith(first)
    bounds = agreement(washington(ratified_by=of_members(5)), count=1000)
    assert bounds.answer.startswith("Between")
    assert bounds.result.zopa.low <= 204 <= bounds.result.zopa.high
