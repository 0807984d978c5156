"""Who would move away from an agreement: the worked tables of the Washington case, and explicit graphs with no deal."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from comity.agreements.efficient import efficient
from comity.agreements.passing import passing
from comity.agreements.worth import Payoff
from comity.case.check import read_case
from comity.case.model import Case
from comity.questions.stability.concepts import stability
from comity.questions.stability.slices import CONCEPTS, Slices
from material import WASHINGTON
from talks import line, talks

EGALITARIAN = (
    "territory=frozen, status=de-facto, ceasefire=with-deal, guarantees=article5, forces=air-sea, support=full, "
    "army=uncapped, sanctions={}, participation=trilateral, monitoring=observers"
)
SLICE = {
    # sanctions: stable for Ukraine, Russia, the USA and Europe by Nash; by GMR and SMR; by SEQ
    "new": ("Y--Y", "Y--Y", "Y--Y"),
    "kept": ("Y--Y", "Y-YY", "Y--Y"),
    "phased": ("YYYY", "YYYY", "YYYY"),
    "lifted": ("YY-Y", "YYYY", "YY-Y"),
}


def letters(stable: Any) -> str:
    return "".join("Y" if each else "-" for each in stable)


@pytest.fixture(scope="module")
def washington() -> Slices:
    case = read_case(WASHINGTON)
    return Slices.of(case, Payoff.of(case))


@pytest.mark.parametrize("sanctions", SLICE)
def test_the_slice_of_the_egalitarian_agreement_is_as_worked_by_hand(washington: Slices, sanctions: str) -> None:
    space = washington.payoff.space
    choice = space.choice(space.parse(EGALITARIAN.format(sanctions)))
    stable = washington.stable(np.array([choice], dtype=np.int16))
    found = {concept: letters(stable[concept][0]) for concept in CONCEPTS}
    nash, metarational, sequential = SLICE[sanctions]
    assert washington.parties == ("ukraine", "russia", "usa", "europe")
    assert found == {"Nash": nash, "GMR": metarational, "SMR": metarational, "SEQ": sequential}


def test_no_deal_is_stable_for_everybody(washington: Slices) -> None:
    space = washington.payoff.space
    game, state = washington.game_of(space.choice(space.parse(EGALITARIAN.format("lifted"))))
    found = stability(game)
    for concept in CONCEPTS:
        assert all(marks.ravel()[state + 1] for marks in found.stable[concept])  # what follows it is its no deal


def test_the_agreements_of_washington_are_as_counted_on_explicit_graphs(washington: Slices) -> None:
    choices = efficient(washington.case, shown=1000).points.choices
    possible = passing(washington.case)
    at = washington.payoff.space.issues.index("sanctions")
    options = washington.payoff.space.options[at]

    def counts(among: Any) -> dict[str, tuple[int, int, int]]:
        stable = washington.stable(among)
        where = {option: among[:, at] == number for number, option in enumerate(options)}
        return {
            option: (int(rows.sum()), *(int(stable[each][rows].all(axis=1).sum()) for each in ("Nash", "SEQ")))
            for option, rows in where.items()
            if rows.any()
        }

    assert counts(choices) == {"phased": (37, 37, 37), "lifted": (50, 0, 16)}
    assert counts(possible) == {"kept": (25, 0, 6), "phased": (143, 143, 143), "lifted": (158, 0, 93)}
    assert washington.stable(choices)["GMR"].all()


def deciding(**changed: Any) -> Case:
    """The talks in which each of two parties decides one of the issues alone."""
    issues = {
        "x": {"name": "The X", "options": {"p": "P", "q": "Q", "r": "R"}, "decided_by": "a"},
        "y": {"name": "The Y", "options": {"p": "P", "q": "Q"}, "decided_by": "b"},
        "z": {"name": "The Z", "options": {"p": "P", "q": "Q"}},
    }
    return talks(issues=issues, **changed)


def judged(dice: np.random.Generator) -> Case:
    """Such a case at random, of few different values, so that there are ties."""

    def interest(no_deal: bool) -> dict[str, Any]:
        rated = {
            issue: {"weight": "1", **{option: str(20 * int(dice.integers(0, 6))) for option in options}}
            for issue, options in (("x", "pqr"), ("y", "pq"), ("z", "pq"))
        }
        return {**({"no_deal": str(10 * int(dice.integers(2, 7)))} if no_deal else {}), **rated}

    lines = [line("a", x="r", y="q")] if dice.random() < 0.3 else []
    conditions = [{"if": {"x": "q"}, "then": {"y": "p"}}] if dice.random() < 0.3 else []
    interests = {"a": interest(True), "b": interest(True), "c": interest(False)}
    return deciding(interests=interests, red_lines=lines, conditions=conditions)


class Explicit:
    """The graph of one slice, state by state, with one state of no deal; worths by plain sums."""

    def __init__(self, case: Case, z: str) -> None:
        self.case = case
        self.states: list[Any] = [
            deal for x, y in product("pqr", "pq") if self.coherent(deal := {"x": x, "y": y, "z": z})
        ]
        self.states.append(None)

    def coherent(self, deal: dict[str, str]) -> bool:
        return not (self.case.conditions and deal["x"] == "q" and deal["y"] != "p")

    def worth(self, party: str, deal: Any) -> float:
        interest = self.case.interests[party]
        assert interest.no_deal is not None
        if deal is None:
            return interest.no_deal.low * 3
        if party == "a" and self.case.red_lines and deal["x"] == "r" and deal["y"] == "q":
            return -1
        return sum(interest.issues[issue].ratings[option].low for issue, option in deal.items())

    def moves(self, party: str, now: Any) -> list[Any]:
        if now is None:
            return []
        own = {"a": "x", "b": "y"}[party]
        return [
            then
            for then in self.states
            if then is None or (then != now and all(then[issue] == now[issue] for issue in "xyz" if issue != own))
        ]

    def improved(self, party: str, now: Any) -> list[Any]:
        return [then for then in self.moves(party, now) if self.worth(party, then) > self.worth(party, now)]

    def stable(self, concept: str, party: str, now: Any) -> bool:
        """With one opponent a legal sequence is one move."""
        other = {"a": "b", "b": "a"}[party]
        reach = self.improved if concept == "SEQ" else self.moves
        for then in self.improved(party, now):
            held = [end for end in reach(other, then) if self.worth(party, end) <= self.worth(party, now)]
            if concept == "SMR":
                held = [
                    end
                    for end in held
                    if all(self.worth(party, out) <= self.worth(party, now) for out in self.moves(party, end))
                ]
            if concept == "Nash" or not held:
                return False
        return True


def test_verdicts_are_those_of_explicit_graphs() -> None:
    dice, seen = np.random.default_rng(18), set()
    for _ in range(60):
        case = judged(dice)
        slices = Slices.of(case, Payoff.of(case))
        space = slices.payoff.space
        assert slices.parties == ("a", "b")
        assert slices.leavers == (0, 1)
        for z in "pq":
            graph = Explicit(case, z)
            deals = [deal for deal in graph.states if deal is not None]
            choices = [
                [space.options[at].index(deal[issue]) for at, issue in enumerate(space.issues)] for deal in deals
            ]
            found = slices.stable(np.array(choices, dtype=np.int16))
            for row, deal in enumerate(deals):
                for at, party in enumerate("ab"):
                    for concept in CONCEPTS:
                        expected = graph.stable(concept, party, deal)
                        assert found[concept][row, at] == expected, (concept, party, deal)
                        seen.add((concept, party, expected))
    assert len(seen) == 16


def test_many_slices_are_looked_at_some_at_a_time(monkeypatch: pytest.MonkeyPatch, washington: Slices) -> None:
    possible = passing(washington.case)
    whole = washington.stable(possible)
    monkeypatch.setattr("comity.questions.stability.slices.STATES", 80)
    parts = washington.stable(possible)
    assert all(np.array_equal(whole[concept], parts[concept]) for concept in CONCEPTS)
