"""Amounts of many steps are looked at by stretches, with the same answers as step by step; openings are told in units.

`COMITY_FUZZ` says how many random cases are tried.
"""

from __future__ import annotations

import json
import os
import random
from itertools import product
from typing import Any

import numpy as np
import pytest

from amounts import Content, drawn
from comity.agreements.space import Space
from comity.case.model import Case
from comity.questions.deadlock import boxes, impasse, ladders
from comity.questions.deadlock.answer import _followed, _result, deadlock
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.impasse import WORK, Impasse
from comity.questions.deadlock.needed import what_is_needed
from comity.questions.deadlock.work import Work

TRIED = int(os.environ.get("COMITY_FUZZ", "25"))


def sale(last: int, step: int, above: int, below: int) -> Case:
    """A buyer who pays no more than one price, and a seller who takes no less than another."""
    amount = {"from": 0, "to": last, "step": step, "unit": "million euro"}
    ends = {"buyer": ("100", "0"), "seller": ("0", "100")}
    content: dict[str, Any] = {
        "title": "A sale",
        "parties": {name: {"name": name.capitalize(), "signs": True} for name in ends},
        "issues": {"price": {"name": "The price", "amount": amount}},
        "interests": {
            name: {"no_deal": 10, "price": {"weight": 1, "0": low, str(last): high}}
            for name, (low, high) in ends.items()
        },
        "red_lines": [
            {"party": "buyer", "never": {"price": f">{above}"}, "firmness": "declared"},
            {"party": "seller", "never": {"price": f"<{below}"}, "firmness": "declared"},
        ],
    }
    return Case.model_validate(content)


def test_what_opens_it_is_told_in_units() -> None:
    """From 300 to 310: one step, which either side could go."""
    answer = deadlock(sale(500, 10, 300, 310)).answer
    assert "Buyer will not sign “more than 300 million euro” (declared)" in answer
    assert "Buyer also accepts “310 million euro” (10 million euro more)" in answer
    assert "Seller also accepts “300 million euro” (10 million euro less)" in answer


def test_of_fifty_thousand_steps_too() -> None:
    """From 300,000 to 300,040: four steps of ten, which either side could go, or each a part: five openings."""
    finding = deadlock(sale(499_990, 10, 300_000, 300_040))
    assert finding.exact
    assert finding.method.startswith("Amounts of many steps are looked at by stretches")
    assert deadlock(sale(500, 10, 300, 310)).method.startswith("Demands and conditions are written as clauses")
    assert isinstance(finding.result, Deadlock)
    assert finding.result.complete
    assert [opening.price for opening in finding.result.openings] == [12] * 5
    assert finding.result.openings_complete
    taken = {
        tuple(each.to for side in opening.softenings for each in side.steps) for opening in finding.result.openings
    }
    assert taken == {
        ("300010", "300020", "300030", "300040"),
        ("300010", "300020", "300030", "300030"),
        ("300010", "300020", "300030", "300020"),
        ("300010", "300030", "300020", "300010"),
        ("300030", "300020", "300010", "300000"),
    }
    assert "Seller also accepts “300,030 million euro” (10 million euro less)" in finding.answer


def contested(seed: int) -> Content:
    """A drawn case with amounts; in every other one, everybody asks for much."""
    content = drawn(seed, every_step=seed % 4 == 3)
    for interest in content["interests"].values():
        if seed % 2 and interest.get("scale") != "points" and not isinstance(interest["no_deal"], dict):
            interest["no_deal"] = 55 + seed % 17
    return content


def told(data: Any) -> Any:
    """What is told, numbers to nine places, without which of several that tie is named."""
    if isinstance(data, dict):
        several = [data, *(data["best"] if isinstance(data.get("best"), list) else [data.get("best")])]
        if any(each.get("agreements_count", 1) > 1 for each in several if each):
            named = ("agreement", "agreements", "parties" if "asked_for" in data else "agreement")
            data = {name: item for name, item in data.items() if name not in named}
        return {name: told(item) for name, item in data.items()}
    if isinstance(data, list):
        return [told(each) for each in data]
    return round(data, 9) + 0.0 if isinstance(data, float) else data


def found(case: Case) -> tuple[Any, bool, bool]:
    """All that deadlock finds, and what it takes for a term; whether nothing is left, and several ways to open it."""
    (issue, option), *_ = case.proposals["offer"].terms.items()
    followed = _followed(case)
    result = _result(Impasse.of(followed, Prices()), 3, Work(WORK))
    taken = what_is_needed(Impasse.of(case, Prices()), {issue: option})
    closed = isinstance(result, Deadlock)
    told_of = told(json.loads(json.dumps([result.json(), taken.json()])))
    return told_of, closed, closed and len(result.openings) > 1


def test_by_stretches_it_is_what_it_is_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clashes, ways out, openings, counts, the best, margins, who blocks, the nearest miss, and what it takes."""
    several = []
    for seed in range(TRIED):
        both = []
        for most in (10**9, 1):
            monkeypatch.setattr(boxes, "MOST_STEPS", most)
            both.append(found(Case.model_validate(contested(seed))))
        assert both[0] == both[1], f"seed {seed}"
        several.append(both[0][1:])
    assert sum(closed for closed, _ in several) > TRIED // 5
    assert sum(more for _, more in several) > TRIED // 8


class Grid:
    """Two amounts of many steps and an issue of named options: every agreement looked at, in whole numbers."""

    STEPS = {"price": 700, "year": 420}
    POINTS = {"price": (0, 300, 700), "year": (0, 120, 420)}
    COMMON = 300 * 400 * 120

    def __init__(self, seed: int) -> None:
        draw = random.Random(seed)
        self.parties = ["ash", "birch", "cedar"][: draw.choice((2, 3))]
        options = ["o0", "o1", "o2"]
        self.weights = {party: [draw.randint(1, 4) for _ in range(3)] for party in self.parties}
        self.rated = {
            party: [
                sorted(draw.choices(range(0, 101, 10), k=3), reverse=bool((place + issue) % 2)) for issue in range(3)
            ]
            for place, party in enumerate(self.parties)
        }
        self.no_deal = {party: draw.randrange(40, 66) for party in self.parties}
        self.never = {party: (draw.choice(("price", "year")), draw.randint(150, 260)) for party in self.parties[:2]}
        content: dict[str, Any] = {
            "title": "A grid",
            "parties": {party: {"name": party.title(), "signs": True} for party in self.parties},
            "issues": {
                **{
                    name: {"name": name.title(), "amount": {"from": 0, "to": last, "step": 1, "unit": "euro"}}
                    for name, last in self.STEPS.items()
                },
                "way": {"name": "Way", "options": {option: option for option in options}},
            },
            "interests": {
                party: {
                    "no_deal": self.no_deal[party],
                    **{
                        issue: {
                            "weight": self.weights[party][at],
                            **dict(zip(map(str, self.POINTS.get(issue, options)), self.rated[party][at], strict=True)),
                        }
                        for at, issue in enumerate((*self.STEPS, "way"))
                    },
                }
                for party in self.parties
            },
            "red_lines": [
                {
                    "id": f"{party}-line",
                    "party": party,
                    "never": {issue: f"<{at}" if place else f">{at}"},
                    "firmness": "declared",
                }
                for place, (party, (issue, at)) in enumerate(self.never.items())
            ],
        }
        self.case = Case.model_validate(content)
        self.names = [f"{party}-line" for party in self.never] + [f"{party}-no-deal" for party in self.parties]
        # By agreement: what everybody gains, in parts of a point, and the steps that red lines would have to take.
        self.gains = np.stack([self._gain(party) for party in self.parties])
        self.beyond = np.stack([self._beyond(*each) for each in enumerate(self.never.values())])
        self.fails = np.concatenate([self.beyond > 0, self.gains < 0])

    def _gain(self, party: str) -> Any:
        lines = [
            np.interp(np.arange(last + 1), self.POINTS[issue], np.array(self.rated[party][at]) * self.COMMON)
            for at, (issue, last) in enumerate(self.STEPS.items())
        ]
        price, year, way = (
            np.rint(line).astype(np.int64) * weight
            for line, weight in zip(
                [*lines, np.array(self.rated[party][2]) * self.COMMON], self.weights[party], strict=True
            )
        )
        worth = price[:, None, None] + year[None, :, None] + way[None, None, :]
        return (worth - self.no_deal[party] * self.COMMON * sum(self.weights[party])).ravel()

    def _beyond(self, place: int, line: tuple[str, int]) -> Any:
        issue, at = line
        steps = np.arange(self.STEPS[issue] + 1)
        beyond = np.maximum(0, at - steps if place else steps - at)
        return np.broadcast_to(
            beyond[:, None, None] if issue == "price" else beyond[None, :, None], (701, 421, 3)
        ).ravel()

    def points(self, gains: Any) -> Any:
        parts = np.array([self.COMMON * sum(self.weights[party]) for party in self.parties])
        return gains / parts[:, None]

    def ways_out(self) -> set[frozenset[str]]:
        """Every smallest set of demands that some agreement alone fails."""
        masks = np.unique(np.packbits(self.fails, axis=0)[0])
        failed = [
            frozenset(name for at, name in enumerate(self.names) if mask >> (7 - at) & 1) for mask in masks.tolist()
        ]
        return {each for each in failed if not any(other < each for other in failed)}

    def clashes(self) -> set[frozenset[str]]:
        """The smallest sets that share a demand with every way out."""
        ways = self.ways_out()
        sets = [
            frozenset(name for name, taken in zip(self.names, chosen, strict=True) if taken)
            for chosen in product((False, True), repeat=len(self.names))
        ]
        hitting = [each for each in sets if all(each & way for way in ways)]
        return {each for each in hitting if not any(other < each for other in hitting)}

    def cheapest(self) -> int:
        """What the cheapest opening costs: 3 a step of a red line, 1 for each 5 points begun."""
        parts = np.array([5 * self.COMMON * sum(self.weights[party]) for party in self.parties])
        short = -(np.minimum(0, self.gains) // parts[:, None])
        return int((3 * self.beyond.sum(axis=0) + short.sum(axis=0)).min())


def test_amounts_of_hundreds_of_steps_are_what_looking_at_every_agreement_gives() -> None:
    """Some 900,000 agreements a case."""
    closed = 0
    for seed in range(1, max(3, TRIED // 10)):
        grid = Grid(seed)
        result = deadlock(grid.case).result
        left = ~grid.fails.any(axis=0)
        if isinstance(result, Closeness):
            gains = grid.points(grid.gains[:, left])
            assert result.number.number == left.sum()
            assert result.number.complete
            assert result.together == pytest.approx(gains.min(axis=0).max())
            margins = {margin.party: margin.points for margin in result.margins}
            assert margins == pytest.approx(dict(zip(grid.parties, gains.max(axis=1), strict=True)))
            assert result.options_left is not None
            places = np.flatnonzero(left.reshape(701, -1).any(axis=1))
            assert list(result.options_left["price"]) == [str(at) for at in places]
            continue
        closed += 1
        assert isinstance(result, Deadlock)
        assert not left.any()
        assert result.complete
        assert {frozenset(clash.names) for clash in result.clashes} == grid.clashes()
        assert {frozenset(way) for way in result.ways_out} == grid.ways_out()
        assert result.openings[0].price == grid.cheapest()
        assert result.nearest.certain
        crossed = 3 * grid.beyond.sum(axis=0)
        short = -np.minimum(0, grid.points(grid.gains)).sum(axis=0)
        assert result.nearest.short == pytest.approx(short[crossed == crossed.min()].min())
    assert closed


def test_the_best_is_proven_where_halving_boxes_does_not_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """No box may be looked at, so that all rests on what linear programmes find and prove."""
    monkeypatch.setattr(impasse, "SEARCHED", 0)
    grid = Grid(2)
    gains = grid.points(grid.gains[:, ~grid.fails.any(axis=0)])
    result = deadlock(grid.case).result
    assert isinstance(result, Closeness)
    assert result.exact
    assert result.together == pytest.approx(gains.min(axis=0).max())
    margins = {margin.party: margin.points for margin in result.margins}
    assert margins == pytest.approx(dict(zip(grid.parties, gains.max(axis=1), strict=True)))


def opposed(no_deal: float, last: int = 400) -> Case:
    """Two parties who want the opposite of two amounts from 0 to the same: whatever one gains, the other loses."""
    ends = {"buyer": (100, 0), "seller": (0, 100)}
    amounts = {
        name: {"name": name, "amount": {"from": 0, "to": last, "step": 1, "unit": "euro"}} for name in ("a", "b")
    }
    return Case.model_validate({
        "title": "Opposed",
        "parties": {party: {"name": party.title(), "signs": True} for party in ends},
        "issues": amounts,
        "interests": {
            party: {"no_deal": no_deal, **{name: {"weight": 1, "0": low, str(last): high} for name in amounts}}
            for party, (low, high) in ends.items()
        },
    })  # fmt: skip


def test_exactly_opposed_interests_are_told_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What both gain adds up to 100 less what no deal is worth to both: 49.5 each leaves half a point to each.

    Thousands of agreements are as good; so few boxes may be looked at that they do not prove it.
    """
    monkeypatch.setattr(impasse, "SEARCHED", 1 << 12)
    close = deadlock(opposed(49.5)).result
    assert isinstance(close, Closeness)
    assert (close.exact, close.together) == (True, pytest.approx(0.5))
    assert [margin.points for margin in close.margins] == [pytest.approx(1.0)] * 2
    closed = deadlock(opposed(50.5)).result
    assert isinstance(closed, Deadlock)
    assert [sorted(clash.names) for clash in closed.clashes] == [["buyer-no-deal", "seller-no-deal"]]
    assert [opening.price for opening in closed.openings] == [1, 1]
    assert closed.openings_complete
    monkeypatch.setattr(ladders, "SEARCHED", 1 << 12)
    proven = deadlock(opposed(50.5)).result
    assert isinstance(proven, Deadlock)
    assert [opening.price for opening in proven.openings] == [1, 1]
    assert not proven.openings_complete


def test_amounts_that_together_have_many_combinations_are_looked_at_by_stretches() -> None:
    """41 steps twice are 1,681 combinations, 51 steps 2,601; and one amount of more than 200 steps is enough."""
    assert boxes.long_amounts(Space.of(opposed(50, 40))) == ()
    assert boxes.long_amounts(Space.of(opposed(50, 50))) == (0, 1)
    assert boxes.long_amounts(Space.of(sale(2000, 10, 10, 10))) == (0,)
    assert boxes.long_amounts(Space.of(sale(1990, 10, 10, 10))) == ()
