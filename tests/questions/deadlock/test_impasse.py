"""What demands leave, who blocks, what comes nearest and how little closes the space: as by looking at everything."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from brute import Deal, crosses, heard, holds, random_case
from comity.agreements.space import Choice
from comity.case.model import Case
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.blocking import blocking
from comity.questions.deadlock.clashes import clashes
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.concessions import concessions
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.impasse import Impasse
from comity.questions.deadlock.solver import Work
from demanded import PRICES, Demanded, contested_case
from talks import TALKS, talks

Pairs = list[tuple[Impasse, Demanded]]


@cache
def pairs() -> Pairs:
    """Cases and their oracles, made when a test first asks for them."""
    cases = [*map(contested_case, range(90)), *map(random_case, range(60))]
    return [(Impasse.of(case, Prices()), Demanded(case)) for case in cases]


@cache
def without_agreement() -> Pairs:
    return [(impasse, oracle) for impasse, oracle in pairs() if oracle.left and not oracle.zopa()]


@cache
def with_agreement() -> Pairs:
    return [(impasse, oracle) for impasse, oracle in pairs() if oracle.zopa()]


def test_the_sample_holds_enough_of_either_kind() -> None:
    assert len(without_agreement()) > 50
    assert len(with_agreement()) > 40


def terms(impasse: Impasse, choice: Choice) -> Deal:
    return dict(impasse.space.agreement(choice).options)


def worst(oracle: Demanded, deal: Deal, parties: list[str]) -> Fraction:
    return min((oracle.worth(party, deal) - oracle.no_deal(party) for party in parties), default=Fraction(0))


def test_what_an_opening_leaves_is_what_yields_to_its_steps() -> None:
    tried = 0
    for impasse, oracle in without_agreement():
        for concession in concessions(impasse.demanded, 6, Work(10**9)).concessions:
            made = {
                (impasse.demands[at].id, str(impasse.demands[at].steps[step].to or "whole"))
                if impasse.demands[at].id in oracle.lines
                else (impasse.demands[at].id, str(step))
                for at, steps in concession.steps.items()
                for step in steps
            }
            left = [deal for deal in oracle.left if any(each <= made for each in oracle.softenings(deal))]
            found = impasse.left(concession.steps, keep=3)
            assert found.number.complete
            assert found.number.number == len(left) > 0
            signers = list(oracle.case.signers())
            told = 0
            for best, least in zip(
                found.best, sorted({worst(oracle, deal, signers) for deal in left})[::-1], strict=False
            ):
                ties = [deal for deal in left if worst(oracle, deal, signers) == least]
                assert told < 3
                told += len(ties)
                assert dict(best.agreement.options) in ties
                assert (best.number.number, best.number.complete) == (len(ties), True)
                assert best.least == pytest.approx(float(least))
                for party, gain in best.gains.items():
                    gains = [float(oracle.worth(party, deal) - oracle.no_deal(party)) for deal in ties]
                    assert (gain.low, gain.high) == pytest.approx((min(gains), max(gains)))
                assert {issue: set(options) for issue, options in best.options.items()} == {
                    issue: {deal[issue] for deal in ties} for issue in best.options
                }
            assert told >= min(3, len(left))
            tried += 1
    assert tried > 100


def test_who_blocks_alone() -> None:
    blockers = 0
    for impasse, oracle in without_agreement():
        expected = {}
        for party in oracle.case.signers():
            others = [other for other in oracle.case.signers() if other != party]
            bound = set().union(*(heard(oracle.case, other) for other in others))
            left = [
                deal
                for deal in oracle.left
                if not any(line.party in bound and crosses(line, deal) for line in oracle.case.red_lines)
                and all(oracle.accepted(other, deal) for other in others)
            ]
            if left:
                expected[party] = len(left), max(worst(oracle, deal, others) for deal in left)
        found = blocking(impasse)
        assert {party: left.number.number for party, left in found.items()} == {
            party: number for party, (number, _) in expected.items()
        }
        for party, left in found.items():
            others = [other for other in oracle.case.signers() if other != party]
            assert worst(oracle, dict(left.best[0].agreement.options), others) == expected[party][1]
            if others:
                assert left.best[0].least == pytest.approx(float(expected[party][1]))
        blockers += len(found)
    assert blockers > 20


def price(oracle: Demanded, deal: Deal) -> int:
    """What the red lines that an agreement crosses cost, each by its cheapest way of yielding."""
    crossed = [line for line in oracle.lines.values() if crosses(line, deal)]
    return sum(min(len(way) for way in oracle.yielding(line, deal)) * PRICES[line.firmness] for line in crossed)


def distance(oracle: Demanded, deal: Deal) -> tuple[int, Fraction, Fraction]:
    signers = list(oracle.case.signers())
    short = sum((oracle.short(party, deal) for party in signers), Fraction(0))
    return price(oracle, deal), short, -worst(oracle, deal, signers)


def test_the_nearest_miss_crosses_the_cheapest_lines_and_then_falls_short_by_least() -> None:
    for impasse, oracle in pairs():
        if not oracle.left:
            assert impasse.closest() is None
            continue
        found = impasse.closest()
        assert found is not None
        assert found.complete
        least = min(distance(oracle, deal) for deal in oracle.left)
        assert distance(oracle, terms(impasse, found.choice)) == least
        assert found.short == pytest.approx(float(least[1]))
        ties = [deal for deal in oracle.left if distance(oracle, deal) == least]
        assert found.ties is not None
        assert (found.ties.number.number, found.ties.number.complete) == (len(ties), True)
        for at, party in enumerate(oracle.case.signers()):
            worths = [float(oracle.worth(party, deal)) for deal in ties]
            ends = impasse.signers[at].points(found.ties.low[at]), impasse.signers[at].points(found.ties.high[at])
            assert ends == pytest.approx((min(worths), max(worths)))
        lines = impasse.crossed_by(found.ties)
        crossed = [{name for name, line in oracle.lines.items() if crosses(line, deal)} for deal in ties]
        always, ever = set.intersection(*crossed), set.union(*crossed)
        assert [set().union(*by_signer.values()) for by_signer in lines] == [always, ever - always]


def test_the_nearest_with_some_terms_has_them() -> None:
    seen = set()
    for impasse, oracle in pairs():
        issue = next(iter(oracle.case.issues))
        option = list(oracle.case.issues[issue].options)[-1]
        among = [deal for deal in oracle.left if deal[issue] == option]
        found = impasse.closest({issue: option})
        assert (found is None) == (not among)
        if found is not None:
            assert distance(oracle, terms(impasse, found.choice)) == min(distance(oracle, deal) for deal in among)
        seen.add(found is None)
    assert seen == {True, False}


def test_conditions_that_a_clash_needs() -> None:
    """With the conditions named, its demands cannot be met; without any one of them, they can."""
    needing = 0
    for impasse, oracle in without_agreement():
        rules = oracle.case.named_conditions()
        for clash in clashes(impasse.demanded, Work(10**9)).clashes[:3]:
            names = impasse.conditions_of(clash)
            demanded = {impasse.demands[at].id for at in clash}
            free = [deal for deal in oracle.deals if not demanded & oracle.failing(deal)]

            def met(without: str, free: list[Deal] = free, names: tuple[str, ...] = names) -> bool:
                kept = [rules[name] for name in names if name != without]  # noqa: B023
                return any(all(not holds(rule.if_, deal) or holds(rule.then, deal) for rule in kept) for deal in free)

            assert not met("")
            assert all(met(name) for name in names)
            needing += bool(names)
    assert needing > 5


def test_conditions_that_exclude_terms() -> None:
    excluded = 0
    for impasse, oracle in pairs():
        for issue, stated in oracle.case.issues.items():
            for option in stated.options:
                names = impasse.excluding({issue: option})
                assert bool(names) == (not any(deal[issue] == option for deal in oracle.left))
                excluded += bool(names)
    assert excluded > 10


def test_how_much_more_a_signer_could_ask() -> None:
    for impasse, oracle in with_agreement():
        expected = {
            party: max(oracle.worth(party, deal) - oracle.no_deal(party) for deal in oracle.zopa())
            for party in oracle.case.signers()
        }
        found = impasse.margins()
        assert {margin.party: margin.points for margin in found} == pytest.approx(
            {party: float(points) for party, points in expected.items()}
        )
        assert [margin.points for margin in found] == sorted(margin.points for margin in found)
        assert all(margin.complete for margin in found)


def test_the_options_that_some_agreement_left_has() -> None:
    for impasse, oracle in with_agreement():
        assert {issue: set(options) for issue, options in impasse.options_left().items()} == {
            issue: {deal[issue] for deal in oracle.zopa()} for issue in oracle.case.issues
        }


def test_slack_demands_are_those_that_fail_no_agreement_alone() -> None:
    seen = set()
    for impasse, oracle in pairs():
        alone = {next(iter(failed)) for failed in oracle.failed if len(failed) == 1}
        slack = {impasse.demands[at].id for at in impasse.slack()}
        assert slack == set(oracle.names) - alone
        seen |= {bool(slack), not slack}
    assert seen == {True, False}


def test_a_member_that_signs_is_bound_by_its_groups_red_lines() -> None:
    case = Case.model_validate({
        "title": "x",
        "parties": {
            "g": {"name": "G", "members": {"m": {"name": "M", "signs": "yes"}}},
            "b": {"name": "B", "signs": "yes"},
        },
        "issues": {"land": {"name": "Land", "options": {"p": "p", "q": "q"}}},
        "interests": {
            "g": {"no_deal": 10, "land": {"weight": 1, "p": 50, "q": 60}},
            "b": {"no_deal": 10, "land": {"weight": 1, "p": 50, "q": 0}},
        },
        "red_lines": [{"id": "ours", "party": "g", "never": {"land": "p"}, "firmness": "declared"}],
    })  # fmt: skip
    impasse = Impasse.of(case, Prices())
    assert impasse.crossed((0,)) == {"m": ["ours"], "b": []}
    assert set(blocking(impasse)) == {"m", "b"}


def test_a_nearest_miss_whose_ties_were_not_found_is_one_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the work allowed runs out before those that tie are met again."""
    both = TALKS["interests"]
    case = talks(interests={"a": {**both["a"], "no_deal": "90"}, "b": {**both["b"], "no_deal": "70"}})
    usual = deadlock(case).result
    monkeypatch.setattr("comity.questions.deadlock.impasse.TIED", 0)
    result = deadlock(case).result
    assert isinstance(usual, Deadlock)
    assert isinstance(result, Deadlock)
    assert result.nearest.agreement == usual.nearest.agreement
    assert not result.nearest.number.complete
    assert [signer.worth for signer in result.nearest.signers] == [signer.worth for signer in usual.nearest.signers]
