"""The agreements that pass by a rule and the efficient ones among them, against brute force on random cases."""

from __future__ import annotations

import pytest

from comity.agreements.efficient import efficient
from comity.agreements.passing import passing
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.agreement.counting import funnel_of
from comity.questions.bargaining.answer import bargaining
from comity.questions.frontier.answer import frontier
from consents import Consents, ruled_case
from talks import TALKS, talks


@pytest.mark.parametrize("seed", range(30))
def test_efficient_among_those_that_pass(seed: int) -> None:
    case = ruled_case(seed)
    signers = case.signers()
    found = efficient(case, shown=1000)
    points = {tuple(found.worth(row)[name] for name in signers): found.agreements(row) for row in range(len(found))}
    by_hand = Consents(case)
    expected = by_hand.brute.frontier(by_hand.stages()["spoilers"], signers)
    assert {tuple(map(float, worths)): len(deals) for worths, deals in expected.items()} == pytest.approx(
        {worths: len(agreements) for worths, agreements in points.items()}
    )


@pytest.mark.parametrize("seed", range(20))
def test_what_some_signers_can_make_by_themselves(seed: int) -> None:
    case, space = ruled_case(seed), Payoff.of(ruled_case(seed)).space
    by_hand = Consents(case)
    some = ("ash", "birch")
    outsiders = set(case.everyone()) - set(case.signers())
    expected = [
        deal
        for deal in by_hand.stages()["coherent"]
        if all(by_hand.stands(name, by_hand.says(deal)) for name in {*some, *(by_hand.needed(deal) & outsiders)})
        and "cedar" not in by_hand.needed(deal)
    ]
    found = [dict(space.agreement(choice).options) for choice in passing(case, parties=some).tolist()]
    assert found == expected


def ruled(**parties: object) -> Case:
    return talks(parties=TALKS["parties"] | parties)


def test_relaxing_every_body_gives_the_zopa_back_and_a_higher_bar_never_adds_an_agreement() -> None:
    """Putnam 1988, claim 1: a smaller win-set never has more agreements."""
    for seed in range(20):
        case = ruled_case(seed)
        group = case.parties["cedar"].model_copy(update={"decides": None})
        counts = []
        for number in range(4):
            rule = None if not number else type(case.consent or ONE).model_validate({"at_least": number})
            parties = {**case.parties, "cedar": group.model_copy(update={"ratified_by": rule})}
            counts.append(funnel_of(case.model_copy(update={"parties": parties})).possible)
        assert counts == sorted(counts, reverse=True)


ONE = talks(consent="any").consent


def pie(least: int | None) -> Case:
    """A pie of 100 between A and B, in steps of 5, no deal worth nothing; a body of A wants at least so much for A."""
    options = {str(share): f"{share} to A" for share in range(0, 101, 5)}
    interests = {
        "a": {"scale": "points", "no_deal": 0, "pie": {option: int(option) for option in options}},
        "b": {"scale": "points", "no_deal": 0, "pie": {option: 100 - int(option) for option in options}},
    }
    parties: dict[str, object] = {"a": {"name": "A", "signs": True}, "b": {"name": "B", "signs": True}}
    if least is not None:
        parties |= {"a": {"name": "A", "signs": True, "ratified_by": "home"}, "home": "Home"}
        interests["home"] = {**interests["a"], "no_deal": least}
    return Case.model_validate(
        {"title": "Pie", "parties": parties, "issues": {"pie": {"name": "Pie", "options": options}},
         "interests": interests}
    )  # fmt: skip


@pytest.mark.parametrize(("least", "share"), [(None, 50), (30, 50), (50, 50), (55, 55), (80, 80), (95, 95)])
def test_a_body_that_wants_more_helps_at_the_table_on_one_issue(least: int | None, share: int) -> None:
    """Schelling's conjecture on one pie: the Nash share is what the body wants where that is more than half."""
    picked = bargaining(pie(least)).result.solutions["nash"]
    assert [outcome.worth["a"] for outcome in picked] == [share]


def test_a_body_that_wants_all_leaves_nothing_for_the_other() -> None:
    assert [outcome.gains["b"] for outcome in bargaining(pie(100)).result.solutions["nash"]] == [0]
    assert funnel_of(pie(100)).possible == 1


def test_findings_say_that_they_look_among_those_that_pass() -> None:
    said = (
        "Sought among the agreements that pass: at the table the rule is the yes of all who sign; the yes of A must "
        "be ratified by Home."
    )
    assert said in frontier(pie(60)).caveats
    assert said in bargaining(pie(60)).caveats
    assert said not in frontier(pie(None)).caveats
