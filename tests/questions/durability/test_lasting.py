"""Which agreements last, by hand on a case where nothing changes over the years (see ford.yaml)."""

from pathlib import Path

import pytest

from comity.agreements.space import Agreement
from comity.case.check import check_document
from comity.case.text import Document
from comity.finding import Band
from comity.questions.durability import lasting as module
from comity.questions.durability.lasting import (
    Considered,
    Failure,
    Fare,
    Lasting,
    Survival,
    banded_kinds,
    considered,
    lasting,
)
from comity.questions.durability.terms import YEARS, Arena

FORD = (Path(__file__).parents[3] / "docs" / "theory" / "ford.yaml").read_text("utf-8")
ALL = tuple(Agreement({"line": line, "pledge": pledge}) for line in ("near", "far") for pledge in ("none", "given"))


def arena(*changes: tuple[str, str]) -> Arena:
    text = FORD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    case = check_document(Document(text, "ford.yaml")).case
    assert case is not None
    return Arena(case, 40, 0, YEARS)


def all_of(posed: Arena, year: int = 10, target: float = 0.5) -> tuple[Lasting, tuple[Fare, ...], list[int]]:
    games: list[int] = []
    counted, fares = lasting(posed, Considered(ALL, 4, "named"), year, target, games.append)
    return counted, fares, games


def test_how_many_last_by_hand() -> None:
    # Needed are .545 near and .364 far; a pledge of .65 is enough, none is not, and only accidents end such a peace.
    counted, fares, games = all_of(arena())
    assert counted == Lasting("named", 4, 4, 4, 2, 2, 2, (2, 2), 0)
    assert counted.complete
    assert [fare.terms["pledge"] for fare in fares] == ["given", "given", "none", "none"]
    assert [fare.self_enforcing for fare in fares] == [True, True, False, False]
    assert [fare.self_enforcing_in for fare in fares] == [1.0, 1.0, 0.0, 0.0]
    assert sum(games) == 4 * 41
    best = fares[0]
    assert best.survival.after(0) == Band(1.0, 1.0, 1.0)
    assert best.survival.after(7).mid == pytest.approx(0.95**7, abs=1e-4)
    assert len(best.survival.bands) == YEARS + 1
    assert best.promised.mid == pytest.approx(0.65)
    assert best.failure is None
    assert best.unsettled == 0.0
    assert list(best.worth) == ["hill", "valley"]
    shares = {"near": 0.3, "far": 0.4}
    for fare in fares[:2]:
        assert fare.worth["hill"].mid == pytest.approx(shares[fare.terms["line"]], abs=1e-3)
        assert fare.agreements == (Agreement(fare.terms),)


def test_what_counts_as_lasting() -> None:
    # Where accidents end every second peace within a year, only self-enforcement is left; where the target is low
    # enough, so is what is not self-enforcing: with much noise Hill does not attack at once.
    rough, _, _ = all_of(arena(("accident: 5", "accident: 50")))
    assert (rough.self_enforcing, rough.above_target, rough.lasting) == (2, 0, 2)
    noisy, fares, _ = all_of(arena(("noise: 0.01", "noise: 20")), year=1, target=0.2)
    assert (noisy.self_enforcing, noisy.above_target, noisy.lasting) == (2, 4, 4)
    assert noisy.in_draws == (4, 4)
    assert all(fare.survival.after(1).mid >= 0.2 for fare in fares)


def test_a_pledge_that_is_enough_in_some_draws_only() -> None:
    # At costs of .5 to 1.5 the far line needs .455 to .273 and the near one .636 to .455: a pledge of .4 holds the far
    # one at most costs, and the near one at none.
    counted, fares, _ = all_of(arena(("chance: 65", "chance: 40")))
    assert counted.self_enforcing == 1
    assert counted.in_draws == (0, 1)
    assert fares[0].terms == {"line": "far", "pledge": "given"}
    assert 0.5 < fares[0].self_enforcing_in < 1.0
    assert fares[1].self_enforcing_in == 0.0


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ((("decay: 0", "decay: 3"),), "decay"),
        ((("wavering: 100", "wavering: 10"),), "wavering"),
        ((("chance: 65", "chance: 10"),), "today"),
        ((("challenger: 50, defender: 50", "challenger: 90, defender: 50"),), "first_strike"),
        ((("land: 50", "land: 99"), ("held: 35", "held: 0")), "land"),
        (
            (
                ("rebuilding: {years: 0, challenger: 0", "rebuilding: {years: 9, challenger: 40"),
                ("arms: 60", "arms: 80"),
            ),
            "rebuilding",
        ),
    ],
)
def test_why_a_pledged_line_fails(changes: tuple[tuple[str, str], ...], failure: str) -> None:
    _, fares, _ = all_of(arena(*changes))
    [near] = [fare for fare in fares if fare.terms == {"line": "near", "pledge": "given"}]
    assert near.failure is not None
    assert (near.failure.party, near.failure.cause) == ("hill", failure)


def test_a_failure_of_the_defender_and_when() -> None:
    # Valley holds next to nothing and wins with 30 %: it attacks at once.
    _, fares, _ = all_of(arena(("share: 30", "share: 95"), ("share: 40", "share: 95")))
    assert {fare.failure for fare in fares} == {Failure(1, "valley", "today")}
    assert not Failure(39, "hill", "land").in_the_long_run
    assert Failure(40, "hill", "land").in_the_long_run


def test_agreements_that_are_the_same_to_the_contest_are_one_kind() -> None:
    posed = arena(("    pledge:\n      none: {because: Nothing changes.}\n", "    pledge:\n      none: {}\n"))
    twice = Considered((*ALL, ALL[1]), 7, "close to efficient")
    counted, fares = lasting(posed, twice, 10, 0.5, lambda _: None)
    assert (counted.considered, counted.of_that_kind, counted.kinds, counted.lasting) == (5, 7, 4, 3)
    assert not counted.complete
    [double] = [fare for fare in fares if len(fare.agreements) == 2]
    assert double.agreements == (ALL[1], ALL[1])
    assert counted.in_draws == (3, 3)


def test_where_bands_would_take_too_much_the_most_lasting_get_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    posed = arena()
    assert banded_kinds(posed, 4) == 4
    assert banded_kinds(posed, 10_000) == 100_000 // 41
    monkeypatch.setattr(module, "SOLVED", 2 * 41)
    whole, fares, games = all_of(posed)
    assert [fare.terms["pledge"] for fare in fares] == ["given", "given"]
    assert whole.kinds == 4
    assert whole.in_draws is None
    assert whole.lasting == 2
    assert sum(games) == 2 * 41
    monkeypatch.setattr(module, "SOLVED", 0)
    assert len(all_of(posed)[1]) == 1


def test_the_efficient_agreements_are_looked_at() -> None:
    # Hill would rather have the far line and Valley the near one; both take the pledge.
    found = considered(arena().case)
    assert {(each.options["line"], each.options["pledge"]) for each in found.agreements} == {
        ("near", "given"),
        ("far", "given"),
    }
    assert (found.count, found.kind) == (2, "efficient")
    assert considered(arena(("near: 62, far: 75", "near: 0, far: 0")).case).agreements == ()


def test_a_survival_curve_as_plain_values() -> None:
    curve = Survival((Band(1.0, 1.0, 1.0), Band(0.5, 0.7, 0.9)))
    assert curve.json() == {"low": [1.0, 0.5], "mid": [1.0, 0.7], "high": [1.0, 0.9]}
    assert curve.after(1) == Band(0.5, 0.7, 0.9)
