"""Waiting, worked year by year in plain numbers, and on both sides of who gains by it."""

from pathlib import Path

import pytest

from comity.case.check import check_document
from comity.case.text import Document
from comity.questions.durability.terms import YEARS, Arena
from comity.questions.durability.waiting import Waiting, by_party, fighting_on, waiting

FORD = (Path(__file__).parents[3] / "docs" / "theory" / "ford.yaml").read_text("utf-8")


def arena(*changes: tuple[str, str]) -> Arena:
    text = FORD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    case = check_document(Document(text, "ford.yaml")).case
    assert case is not None
    return Arena(case, 40, 0, YEARS)


def tired(hill: str, valley: str, *changes: tuple[str, str]) -> Waiting:
    fatigue = f"  fatigue: {{challenger: {hill}, defender: {valley}}}\n"
    found = waiting(arena(("  rebuilding: {", f"{fatigue}  rebuilding: {{"), *changes))
    assert found is not None
    return found


def by_hand(hill_tires: float, valley_tires: float, discount: float) -> dict[str, list[tuple[float, float]]]:
    """What fighting on is worth, and what waiting gains, by years; Ford's odds are 7 to 3, and arms count as .585."""
    power = 0.5849625007211562  # an even chance becomes 60 % with twice the arms: log2(.6 / .4)
    rows: dict[str, list[tuple[float, float]]] = {"hill": [], "valley": []}
    for year in range(11):
        arms = max(1 - hill_tires / 100 * year, 0.05) / max(1 - valley_tires / 100 * year, 0.05)
        odds = 7 / 3 * arms**power
        won = odds / (1 + odds)
        war = {"hill": won - (1 - discount), "valley": 1 - won - (1 - discount)}  # a war costs a year of the stake
        spare = (1 - war["hill"] - war["valley"]) / 2
        for side, held in (("hill", 0.35), ("valley", 0.65)):
            later = discount**year
            until = (1 - later) * (held - (1 - discount))
            rows[side].append((war[side], until + later * min(max(war[side] + spare, 0), 1)))
    return {side: [(war, worth - worths[0][1]) for war, worth in worths] for side, worths in rows.items()}


@pytest.mark.parametrize(("hill", "valley"), [(0, 10), (10, 0), (3, 3), (-10, 15)])
def test_waiting_by_hand(hill: int, valley: int) -> None:
    found = tired(str(hill), str(valley))
    expected = by_hand(hill, valley, 0.9)
    assert list(found.sides) == ["hill", "valley"]
    for party, side in found.sides.items():
        worths, gains = zip(*expected[party], strict=True)
        assert [band.mid for band in side.fighting_on] == pytest.approx(worths)
        assert [band.mid for band in side.gain] == pytest.approx(gains)
        assert side.best == max(range(11), key=lambda year: gains[year])
    both = sum(expected[party][10][1] for party in expected)
    assert found.together.mid == pytest.approx(both)
    assert both < 0.0  # nobody pays for the war but the two


def test_who_gains_by_waiting() -> None:
    # Arms that wear down on one side only make the other wait, where the years to come count nearly as much as now.
    patient = ("discount: 90", "discount: 99")
    hill, valley = tired("0", "10", patient).sides.values()
    assert (hill.best, hill.best_now_in) == (10, 0.0)
    assert (valley.best, valley.best_now_in) == (0, 1.0)
    hill, valley = tired("10", "0", patient).sides.values()
    assert (hill.best, hill.best_now_in) == (0, 1.0)
    assert (valley.best, valley.best_now_in) == (10, 0.0)


def test_in_some_draws_waiting_pays_and_in_others_not() -> None:
    hill, _ = tired("0", "-8..12", ("discount: 90", "discount: 99")).sides.values()
    assert 0.0 < hill.best_now_in < 1.0
    assert hill.gain[10].low < 0.0 < hill.gain[10].high


def test_without_fatigue_nothing_is_said_of_waiting() -> None:
    assert waiting(arena()) is None


def test_fighting_on_by_party() -> None:
    ford = arena()
    war = by_party(ford, fighting_on(ford))
    assert list(war) == ["hill", "valley"]
    assert war["hill"].mid == pytest.approx(0.6)
    assert 0.55 <= war["hill"].low < 0.6 < war["hill"].high <= 0.65
    assert war["valley"].mid == pytest.approx(0.2)


def test_waiting_as_plain_values() -> None:
    data = tired("0", "10").json()
    assert data["years"] == list(range(11))
    assert set(data["sides"]) == {"hill", "valley"}
    assert set(data["sides"]["hill"]) == {"fighting_on", "gain", "best", "best_now_in"}
    assert data["sides"]["hill"]["fighting_on"][0]["mid"] == 0.6
    assert data["sides"]["hill"]["gain"][0] == {"low": 0.0, "mid": 0.0, "high": 0.0}
    assert set(data["together"]) == {"low", "mid", "high"}
