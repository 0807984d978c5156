"""What reverses a headline: every change, made in the case, does reverse it."""

from __future__ import annotations

from hypothesis import assume, given, settings

from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.papers.one_page.answer import one_page
from comity.papers.red_team.result import Change, RedTeam, red_team_of
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.funnel import Funnel
from comity.questions.agreement.views import objections_to
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.grounds import path_of
from moved import with_line, with_number
from strategies import cases
from talks import TALKS, line, talks


def team(case: Case) -> RedTeam:
    return red_team_of(case, agreement(case, show=0).result, doubt(case, draws=64).result)


def count(case: Case) -> int:
    result = agreement(case).result
    assert isinstance(result, Funnel)
    return result.possible


def changed(case: Case, change: Change) -> Case:
    for move in change.moves:
        case = with_number(case, path_of(case, move.judgement), move.value)
    if change.kind == "condition":
        rules = {name: rule for name, rule in case.named_conditions().items() if name != change.rule}
        return case.model_copy(update={"conditions": tuple(rules.values())})
    if change.rule:
        never = dict(change.never)
        stated = case.named_red_lines()[change.rule]
        readings = {tuple(sorted(each.never.items())): each.unless for each in stated.or_reads}
        unless = (
            readings.get(tuple(sorted(never.items())), stated.unless) if change.kind == "reading" else stated.unless
        )
        return with_line(case, change.rule, None if change.kind == "dropped" else (never, unless))
    return case


def test_one_no_deal_value_closes_the_space() -> None:
    attack, *_ = team(talks()).attacks
    assert (attack.headline, attack.holds, attack.sets) == ("agreement", True, 1)
    (change,) = attack.changes
    assert (change.kind, change.size) == ("numbers", 1)
    assert [(move.judgement, move.end, move.value, move.by) for move in change.moves] == [
        ("interests.b.no_deal", "high", 30.0, 5.0)
    ]


def test_what_the_case_itself_holds_possible_comes_before_numbers_of_the_same_size() -> None:
    reads = {**line("a", x="q"), "or_reads": [{"never": {"y": ["q"]}}]}
    attack, *_ = team(talks(red_lines=[reads])).attacks
    assert [change.kind for change in attack.changes] == ["reading", "numbers"]
    assert team(talks(red_lines=[reads])).strongest == attack.changes[0]


def test_a_red_line_or_condition_that_closes_the_space_is_among_what_opens_it() -> None:
    closed = team(talks(red_lines=[line("a", y="q")])).attacks[0]
    assert not closed.holds
    assert [(change.kind, change.rule, change.leaves) for change in closed.changes] == [("dropped", "a-red-line-1", 1)]
    ruled = talks(conditions=[{"if": {"x": "p"}, "then": {"y": "p"}}])
    assert [(change.kind, change.leaves) for change in team(ruled).attacks[0].changes] == [("condition", 1)]


def test_a_number_of_low_confidence_reverses_it_beyond_what_is_judged() -> None:
    interests = {
        **TALKS["interests"],
        "b": {**TALKS["interests"]["b"], "no_deal": {"value": "20", "confidence": "low"}},
    }
    attack = team(talks(interests=interests)).attacks[0]
    assert [(change.kind, change.moves[0].value) for change in attack.changes] == [("widened", 30.0)]
    sure = {**interests, "b": {**interests["b"], "no_deal": "20"}}
    assert team(talks(interests=sure)).attacks[0].changes == ()


@given(cases())
@settings(max_examples=15, deadline=None)
def test_every_change_made_in_the_case_reverses_the_headline(case: Case) -> None:
    assume(case.signers() and not case.by_rule)
    assume(all(case.interest_of(party).no_deal and case.interest_of(party).issues for party in case.signers()))
    found = team(case)
    assert found.attacks[0].holds == bool(count(case))
    for attack in found.attacks[:2]:
        for change in attack.changes[:5]:
            made = changed(case, change)
            if attack.headline == "agreement":
                assert bool(count(made)) != attack.holds
            elif attack.headline == "put_forward":
                assert found.put_forward is not None
                assert bool(objections_to(made, Agreement(found.put_forward.options)).against) == attack.holds


def test_what_is_held_against_the_case_is_what_its_one_page_puts_first() -> None:
    free = {party: {**stated, "no_deal": "0..1"} for party, stated in TALKS["interests"].items()}
    *_, last = one_page(talks(interests=free)).numbers.json()["candidates"]
    assert last["letter"] != "A"
    case = talks(interests=free, proposals={"leak": {"terms": last["agreement"]}})
    assert one_page(case).numbers.json()["candidates"][0]["agreement"] == last["agreement"]
    assert team(case).put_forward == Agreement(last["agreement"])


def test_a_text_that_nobody_would_sign_is_not_what_is_held_against_the_case() -> None:
    case = talks(proposals={"leak": {"terms": {"x": "q", "y": "q"}}})
    assert one_page(case).numbers.json()["candidates"][0]["agreement"] == {"x": "q", "y": "q"}
    assert team(case).put_forward == Agreement({"x": "p", "y": "q"})
