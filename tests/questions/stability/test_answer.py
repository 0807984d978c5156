"""Who would move away, of cases that can be reckoned by hand and of the Washington case as a whole."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.case.model import Case
from comity.problem import Problems
from comity.questions.stability import answer
from comity.questions.stability.answer import stability
from comity.questions.stability.result import Change, Departure, Move
from comity.questions.stability.slices import Slices
from material import WASHINGTON
from talks import TALKS, line, talks


def deciding(party: str | None = "a", **changed: Any) -> Case:
    """The talks, in which one party decides the X alone."""
    issues = {**TALKS["issues"], "x": {**TALKS["issues"]["x"], **({"decided_by": party} if party else {})}}
    return talks(**{"issues": issues, **changed})


def test_washington_is_told_whole() -> None:
    finding = stability(read_case(WASHINGTON))
    data = finding.data
    assert finding.answer.startswith(
        "53 of the 87 efficient agreements would not be undone. In the other 34, United States would change sanctions "
        "from lifted to phased, and nothing that others would do answers it. 37 of the 53 hold even if nobody answered "
        "(Nash). "
    )
    assert finding.exact
    assert data["stages"] == [
        {"name": "efficient", "count": 87},
        {"name": "stable", "count": 53, "removed": 34, "share": 53 / 87},
    ]
    assert data["efficient"] == {"agreements": 87, "Nash": 37, "SEQ": 53, "GMR": 87, "SMR": 87}
    assert data["zopa"] == {"agreements": 326, "Nash": 143, "SEQ": 242, "GMR": 326, "SMR": 326}
    assert {concept: len(each) for concept, each in data["equilibria"].items()} == {
        "Nash": 37,
        "SEQ": 53,
        "GMR": 87,
        "SMR": 87,
    }
    assert data["changes"] == [
        {
            "party": "usa",
            "issue": "sanctions",
            "now": "lifted",
            "then": "phased",
            "agreements": 34,
            "rating": 70.0,
            "stays_from": [100.0, 100.0],
        }
    ]
    picks = {tuple(pick["solutions"]): pick for pick in data["picks"]}
    for solution in ("nash", "egalitarian"):
        pick = picks[(solution,)]
        assert pick["unstable"] == {"Nash": ["usa"], "SEQ": ["usa"], "GMR": [], "SMR": []}
        assert pick["stable_instead"] == {**pick["agreement"], "sanctions": "phased"}
        (departure,) = pick["departures"]
        assert departure["gain"] == pytest.approx(5.4)
        assert departure["answers"] is None
    for solution in ("kalai_smorodinsky", "utilitarian"):
        assert picks[(solution,)]["unstable"] == {"Nash": [], "SEQ": [], "GMR": [], "SMR": []}
    rows = {row[0]: row[1:] for row in finding.tables["by_option"].rows}
    assert rows == {
        "sanctions=new": (0, 0, 0, 0, 0, 0),
        "sanctions=kept": (0, 0, 0, 25, 0, 6),
        "sanctions=phased": (37, 37, 37, 143, 143, 143),
        "sanctions=lifted": (50, 0, 16, 158, 0, 93),
    }
    assert finding.tables["changes"].rows == (
        ("United States", "sanctions", "lifted", "phased", 34, 70.0, 100.0, 100.0),
    )
    assert data["draws"] == 1024
    assert len(data["holding"]) == 53
    shares = [each["share"] for each in data["holding"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(each["unanswered"] for each in data["holding"]) == 37
    assert len(finding.tables["holding"].rows) == 20
    holding = finding.tables["holding"]
    assert holding.alike == {
        "territory": "frozen",
        "ceasefire": "with-deal",
        "guarantees": "article5",
        "sanctions": "phased",
    }
    assert holding.columns[3:] == ("status", "forces", "support", "army", "participation", "monitoring")
    assert "33 more hold and are counted." in holding.note
    assert finding.tables["margins"].rows[0][1:4] == ("Russia", "territory=frozen", 60.0)
    (first,) = data["holding"][0]["margins"]
    assert (first["party"], first["undone_by"], first["at_once"]) == ("russia", ["russia"], False)
    assert first["moved"] == pytest.approx(60 - first["until"])
    assert not any(each["margins"] for each in data["holding"][20:])


DETERRED = (
    "territory=partial, status=deferred, ceasefire=with-deal, guarantees=article5, forces=none, support=intelligence, "
    "army=uncapped, sanctions=lifted, participation=trilateral, monitoring=remote"
)


def test_a_change_that_would_make_another_leave_is_told_with_its_answer() -> None:
    finding = stability(read_case(WASHINGTON), witness=DETERRED)
    asked = finding.result.witness
    assert asked is not None
    assert asked.unstable == {"Nash": ("usa",), "SEQ": (), "GMR": (), "SMR": ()}
    (departure,) = asked.departures
    assert departure.move == Move("usa", {"sanctions": "phased"})
    assert departure.gain == pytest.approx(13.85 - 8.45)
    assert departure.answers == (Move("russia", {}, leaves=True),)
    assert finding.tables["departures"].rows[0][0::4] == ("the one asked for", "Russia leaves")


def test_of_an_agreement_that_is_asked_for_it_is_said_that_nobody_would_gain() -> None:
    rows = stability(read_case(WASHINGTON), witness=DETERRED.replace("lifted", "phased").replace("partial", "frozen"))
    assert rows.tables["departures"].rows[0] == ("the one asked for", "nobody", "", None, "")


def test_who_decides_alone_takes_what_it_likes_and_the_other_leaves() -> None:
    """Possible is pq alone (75 to A, 25 to B, whose no deal is worth 25) and A likes P best, so nobody moves."""
    finding = stability(deciding())
    assert finding.result.efficient is not None
    assert (finding.result.efficient.agreements, finding.result.efficient.stable["Nash"]) == (1, 1)
    assert finding.result.states == 3
    assert finding.result.picks[0].departures == ()


def test_a_change_is_held_by_who_would_leave_over_it() -> None:
    """B decides the X: at Q it has 75 instead of 25, and A, which has 40 without a deal, is left with 0 and leaves."""
    finding = stability(deciding("b"))
    (pick,) = finding.result.picks
    assert pick.unstable == {"Nash": ("b",), "SEQ": (), "GMR": (), "SMR": ()}
    assert pick.departures == (Departure(Move("b", {"x": "q"}), 50.0, (Move("a", {}, leaves=True),)),)
    assert finding.answer.startswith(
        "The only efficient agreement would hold: nobody gains by changing what it decides alone, or others would "
        "leave over it. It does not hold if nobody answered (Nash)."
    )


def test_who_does_not_care_for_no_deal_moves_whoever_leaves() -> None:
    """Gamma, who does not sign, likes Q better, and what no deal is worth to it nobody has judged."""
    finding = stability(deciding("c"))
    (pick,) = finding.result.picks
    assert pick.unstable["SEQ"] == ("c",)
    assert finding.result.changes == (Change("c", "x", "p", "q", 1, 10.0, (90.0, 90.0)),)
    assert pick.stable_instead is None  # for Alpha then leaves
    assert finding.tables["picks"].rows[0][1:4] == ("Gamma", "Gamma", "")


def test_nobody_improves_across_an_own_red_line() -> None:
    case = deciding("b", red_lines=[line("b", x="q")])
    assert stability(case).result.picks[0].departures == ()


def test_a_condition_keeps_a_party_from_moving() -> None:
    case = deciding("b", conditions=[{"if": {"x": "q"}, "then": {"y": "p"}}])
    assert stability(case).result.picks[0].departures == ()


def one_way(option: str, **issue: Any) -> Case:
    """The talks in which B decides the X alone, with an option that cannot be undone."""
    options = {**TALKS["issues"]["x"]["options"], option: {"name": "One way", "one_way": True}}
    return talks(
        issues={**TALKS["issues"], "x": {**TALKS["issues"]["x"], "decided_by": "b", "options": options, **issue}}
    )


def test_what_cannot_be_undone_is_not_changed() -> None:
    assert stability(one_way("p")).result.picks[0].departures == ()
    (departure,) = stability(one_way("q")).result.picks[0].departures
    assert departure.move == Move("b", {"x": "q"})


def test_what_binds_is_not_changed_and_what_a_breach_would_be_is_told() -> None:
    """C likes Q better and nothing answers it, so that it would be a breach; Alpha would leave over what B would do."""
    bound = {"x": {**TALKS["issues"]["x"], "decided_by": "c", "binding": True}}
    finding = stability(talks(issues={**TALKS["issues"], **bound}))
    assert finding.answer.startswith(
        "The only efficient agreement is stable: what one party decides alone is bound by it (x), and no signer "
        "prefers no deal. It would be a breach that pays if Gamma changed x from p to q: nothing that others would do "
        "answers it."
    )
    assert finding.data["breaches"] == {
        "undone": 1,
        "looked_at": 1,
        "changes": [
            {"party": "c", "issue": "x", "now": "p", "then": "q", "agreements": 1, "rating": 10, "stays_from": [90, 90]}
        ],
    }
    assert finding.data["decided"] == {}
    bound["x"]["decided_by"] = "b"
    finding = stability(talks(issues={**TALKS["issues"], **bound}))
    assert "Nobody would gain by a breach, a change of x, that others do not answer." in finding.answer


def test_washington_would_be_breached_in_34_of_87_where_sanctions_bound() -> None:
    case = read_case(WASHINGTON)
    bound = case.issues["sanctions"].model_copy(update={"binding": True})
    finding = stability(case.with_sections(issues={**case.issues, "sanctions": bound}))
    assert finding.result.efficient is not None
    assert finding.result.efficient.stable["Nash"] == 87
    assert (
        "In 34 of the 87 it would be a breach that pays if United States changed sanctions from lifted to phased"
        in finding.answer
    )


def test_without_issues_decided_alone_every_efficient_agreement_is_stable() -> None:
    finding = stability(talks())
    assert finding.answer.startswith("The only efficient agreement is stable: no issue is decided by one party alone")
    assert "by_option" not in finding.tables


def test_what_cannot_be_said_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = talks(parties={"a": "Alpha", "b": "Beta", "c": "Gamma"})
    assert stability(nobody).answer.startswith("Nobody signs")
    closed = deciding(red_lines=[line("a", y="p"), line("b", y="q")])
    assert stability(closed).answer.startswith("No agreement is possible")
    unjudged = talks(parties={**TALKS["parties"], "c": {"name": "Gamma", "signs": "yes"}})
    open_still = stability(unjudged)
    assert open_still.answer.startswith("It is left open")
    assert not open_still.exact
    monkeypatch.setattr("comity.questions.stability.slices.LARGEST", 3)
    assert stability(deciding()).answer.startswith("It is left open")


def test_only_those_end_an_agreement_without_whom_nothing_passes() -> None:
    case = deciding("b", consent={"at_least": 1})
    assert Slices.of(case, answer.Payoff.of(case)).leavers == ()
    vetoed = deciding("b", consent={"at_least": 1, "including": ["a"]})
    assert Slices.of(vetoed, answer.Payoff.of(vetoed)).leavers == (0,)


@pytest.mark.parametrize("seed", range(6))
def test_under_a_rule_those_who_suffice_replace_what_each_of_them_likes_less(seed: int) -> None:
    """Of three signers any two suffice; against every pair and every agreement, one by one."""
    dice = random.Random(seed)
    parties = {name: {"name": name.upper(), "signs": "yes"} for name in "abc"}
    judged = {
        name: {
            "no_deal": str(dice.choice((0, 20, 40))),
            **{issue: {"weight": "1", "p": str(dice.randrange(101)), "q": str(dice.randrange(101))} for issue in "xy"},
        }
        for name in "abc"
    }
    case = talks(parties=parties, interests=judged, consent={"at_least": 2})
    found = stability(case, draws=0).result
    payoff = answer.Payoff.of(case)
    worths = {name: payoff.worths[name] for name in "abc"}
    every = list(itertools.product(range(2), repeat=2))

    def replaced(choice: tuple[int, ...]) -> bool:
        return any(
            all(
                worths[name].steps(other) > worths[name].steps(choice)
                and worths[name].steps(other) >= worths[name].at_no_deal(1)
                for name in pair
            )
            for pair in itertools.combinations("abc", 2)
            for other in every
        )

    efficient = [payoff.space.choice(each) for each in found.equilibria["GMR"]] if found.equilibria else []
    assert found.efficient is not None
    if not efficient:
        assert found.core is None or found.core.agreements == 0
        return
    assert len(efficient) == found.efficient.agreements  # (nobody decides an issue alone)
    assert found.core is not None
    assert found.core.agreements == sum(not replaced(each) for each in efficient)
    assert found.json()["core"] == {"agreements": found.core.agreements, "holding": found.core.holding}


def test_more_agreements_than_are_looked_at_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "LISTED", 10)
    finding = stability(read_case(WASHINGTON))
    assert (finding.result.undone, finding.result.looked_at) == (34, 10)
    assert "In 10 of the first 10 of the others" in finding.answer
    assert len(finding.data["equilibria"]["SEQ"]) == 10


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"show": 0}, "show is 0"),
        ({"draws": -1}, "draws is -1"),
        ({"witness": 1.5}, "witness is 1.5, no terms"),
        ({"witness": "x=p"}, "nothing is said on y"),
        ({"witness": "x=q, y=q"}, "no agreement can be so: it breaks condition-1"),
    ],
)
def test_nonsense_is_refused(asked: dict[str, Any], said: str) -> None:
    case = deciding(conditions=[{"if": {"x": "q"}, "then": {"y": "p"}}])
    with pytest.raises(Problems, match=said):
        stability(case, **asked)


def test_an_agreement_may_be_given_as_one() -> None:
    finding = stability(deciding("b"), witness=Agreement({"x": "q", "y": "q"}))
    assert finding.result.witness is not None
    assert finding.result.witness.unstable["SEQ"] == ("a",)
    leaves = finding.result.witness.departures[0]
    assert (leaves.move, leaves.gain, leaves.answers) == (Move("a", {}, leaves=True), 40.0, None)
    assert finding.tables["departures"].rows[0] == (
        "the one asked for",
        "Alpha",
        "leaves",
        finding.tables["departures"].rows[0][3],
        "nothing answers it",
    )


def test_of_which_agreements_it_is_told_how_robust_they_are_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.questions.stability.drawn.MOST", 2 * 16 * 4 * 5)
    finding = stability(read_case(WASHINGTON), draws=16)
    assert sum(each["share"] is not None for each in finding.data["holding"]) == 5
    assert "In how many readings agreements hold is told of the first 5 of them." in finding.caveats
    assert not any("is told of the first" in said for said in stability(read_case(WASHINGTON), draws=0).caveats)


def test_the_last_of_very_many_steps_is_an_agreement_as_others_are() -> None:
    amount = {"from": 0, "to": 40_000, "step": 1}
    rated = {"price": {"weight": 1, "0": 0, "40000": 100}}
    case = Case.model_validate({
        "title": "Both want much",
        "parties": {party: {"name": party, "signs": True} for party in ("a", "b")},
        "issues": {"price": {"name": "Price", "amount": amount}},
        "interests": {party: {"no_deal": 20, **rated} for party in ("a", "b")},
    })  # fmt: skip
    (held,) = stability(case).result.holding
    assert held.agreement.options == {"price": "40000"}
