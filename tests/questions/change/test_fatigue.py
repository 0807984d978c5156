"""Where no deal is war, its drift follows from fatigue: held against what durability makes of the same contest."""

from __future__ import annotations

import numpy as np
import pytest

from changed import FROZEN
from comity.case.contest import WarValue
from comity.case.tree import Scalar
from comity.live import Live
from comity.questions.change.answer import change
from comity.questions.change.drift import drifts_of
from comity.questions.change.fatigue import war_drift
from comity.questions.durability.game import Sides
from comity.questions.durability.terms import Arena
from comity.questions.durability.waiting import fighting_on

WAR = "{from: contest, nothing: 20, everything: 100}"


def at_war(**changed: str) -> Live:
    """The Washington case in which no deal is war to both who would fight on."""
    live = Live.open(FROZEN)
    for party in ("ukraine", "russia"):
        node = live.document.node(("interests", party, "no_deal"))
        assert node is not None
        assert not isinstance(node, Scalar)
        live = live.rewritten(live.text[: node.span.start] + WAR + "\n    " + live.text[node.span.end :].lstrip(" "))
    for side, fatigue in changed.items():
        live = live.changed(("contest", "fatigue", side, "value"), fatigue)
    return live


def test_it_is_what_the_model_of_war_says_for_the_first_year() -> None:
    case = at_war(challenger="2", defender="5").case
    arena = Arena(case, 0, 0, 10)
    arms = Sides(np.array([0.98]), np.array([0.95]))
    now, later = fighting_on(arena), fighting_on(arena, arms)
    expected = {
        "russia": 80 * float(later.challenger[0] - now.challenger[0]) / 12,
        "ukraine": 80 * float(later.defender[0] - now.defender[0]) / 12,
    }
    assert expected["russia"] > 0 > expected["ukraine"]
    found = drifts_of(case)
    assert {party: drift.low for party, drift in found.items()} == pytest.approx(expected, abs=1e-4)
    assert all(not drift.is_range for drift in found.values())


def test_the_range_is_that_of_the_fatigue_of_both() -> None:
    found = drifts_of(at_war(challenger="-1..4", defender="1..6").case)
    worst = drifts_of(at_war(challenger="4", defender="1").case)["russia"]
    best = drifts_of(at_war(challenger="-1", defender="6").case)["russia"]
    assert (found["russia"].low, found["russia"].high) == (worst.low, best.low)
    assert found["ukraine"].low < 0 < found["ukraine"].high


def test_without_fatigue_or_for_who_does_not_fight_there_is_none() -> None:
    case = at_war().case
    no_deal = case.interests["ukraine"].no_deal
    assert isinstance(no_deal, WarValue)
    assert war_drift(None, "ukraine", no_deal) is None
    assert war_drift(case.contest, "usa", no_deal) is None
    assert case.contest is not None
    assert war_drift(case.contest.model_copy(update={"fatigue": None}), "ukraine", no_deal) is None


def test_waiting_is_told_of_such_a_case() -> None:
    found = change(at_war().case, months="0,12").data
    assert {*found["drifts"]} == {"ukraine", "russia"}
    assert [month["month"] for month in found["months"]] == [0, 12]
