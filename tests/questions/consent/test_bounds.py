"""Bounds of what passes where agreements are not looked at one by one: they hold the true number."""

from __future__ import annotations

import pytest

from comity.agreements.consent import Consent
from comity.agreements.worth import Payoff
from comity.case.check import read_case
from comity.case.consent import Rule
from comity.case.model import Case
from comity.catalog import case_file
from comity.questions.agreement.bounds import Interval
from comity.questions.consent import answer, words
from comity.questions.consent.answer import consent
from comity.questions.consent.bounds import PassingBounds, bounds_by_rule
from comity.questions.consent.result import Consented
from consents import Consents, ruled_case
from talks import talks


def bounds_of(case: Case) -> PassingBounds:
    payoff = Payoff.of(case)
    found = bounds_by_rule(case, payoff, Consent.of(case, payoff.space))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(60))
def test_they_hold_what_brute_force_counts(seed: int) -> None:
    case = ruled_case(seed)
    by_hand = Consents(case)
    stages, found = by_hand.stages(), bounds_of(case)
    assert found.passing.low <= len(stages["spoilers"]) <= found.passing.high
    for name, accepts in found.accepts.items():
        mine = sum(by_hand.accepts(name, deal) for deal in stages["coherent"])
        assert (accepts.low, accepts.high) == (mine, mine)


def test_they_say_more_than_nothing() -> None:
    """Of 60 random cases the upper bound is below all coherent ones in most, the lower one above 0 in some."""
    found = [bounds_of(ruled_case(seed)) for seed in range(60)]
    assert sum(each.passing.high < each.coherent.high for each in found) > 30
    assert sum(each.passing.low > 0 for each in found) > 3


def test_at_least_five_of_six() -> None:
    """A score game: with r < 5, 133 is at most the sum of the 6 - r smallest counts over 5 - r (Rüger 1978)."""
    case = read_case(case_file("abdelnabi-2024")).model_copy(update={"consent": Rule.model_validate({"at_least": 5})})
    found = bounds_of(case)
    counts = sorted(each.high for each in found.accepts.values())
    assert found.passing.high == min(sum(counts[: 6 - r]) // (5 - r) for r in range(5))
    assert found.passing.low <= 133 <= found.passing.high < 720


def test_by_hand() -> None:
    """Alpha accepts pp and pq, Beta pq, qp and qq (25 and more): one is certain for both, three at most for any."""
    assert bounds_of(talks()).passing == Interval(1, 2)
    assert bounds_of(talks(consent={"any": ["a", "b"]})).passing == Interval(3, 4)


def test_a_space_too_large_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "LOOKED_AT", 3)
    finding = consent(talks(consent={"any": ["a", "b"]}), draws=20)
    assert finding.data["bounds"]["passing"] == {"low": 3, "high": 4}
    assert finding.answer.startswith("Between 3 and 4 agreements pass by the rule, the yes of Alpha or Beta, however")
    assert not finding.exact


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 0, "No agreement passes by the rule, the yes of all who sign: too few accept any."),
        (7, 7, "7 agreements pass by the rule, the yes of all who sign, however those that each accepts fall "
         "together."),
        (0, 9, "Between 0 and 9 agreements pass by the rule, the yes of all who sign, however those that each accepts "
         "fall together."),
    ],
)  # fmt: skip
def test_what_is_said_of_them(low: int, high: int, said: str) -> None:
    bounds = PassingBounds(Interval(9, 9), {}, Interval(low, high))
    told = words.answer(talks(), Consented(("a", "b"), None, bounds=bounds))
    assert told == f"{said} There are too many to ask who says yes to each."
