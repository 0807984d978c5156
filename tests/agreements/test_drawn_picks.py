"""What is possible, efficient and picked in draws: against the exact solutions of the same case with points for ranges,
and against published acceptability indices."""

from __future__ import annotations

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from comity.agreements.drawn_picks import DrawnPicks, picked_in
from comity.agreements.draws import Draws
from comity.agreements.efficient import efficient
from comity.agreements.picks import SOLUTIONS, Gains, Picks
from comity.case.check import read_case
from comity.case.model import Case
from doubted import TRIED, doubtful, ruled_doubtful
from material import WASHINGTON


@pytest.fixture(scope="module")
def washington() -> tuple[Draws, DrawnPicks]:
    draws = Draws.of(read_case(WASHINGTON))
    return draws, DrawnPicks.of(draws, 2000)


# methods/uncertainty.md, section 3: the share of the Nash picks that have the option.
NASH = {
    ("territory", "frozen"): 0.99, ("status", "deferred"): 0.99, ("ceasefire", "with-deal"): 1.00,
    ("guarantees", "article5"): 0.97, ("forces", "air-sea"): 0.96, ("support", "intelligence"): 0.91,
    ("army", "uncapped"): 0.84, ("participation", "trilateral"): 0.98, ("monitoring", "observers"): 0.60,
    ("sanctions", "phased"): 0.50, ("sanctions", "lifted"): 0.50,
}  # fmt: skip


def test_washington(washington: tuple[Draws, DrawnPicks]) -> None:
    draws, picks = washington
    options = picks.options(draws)
    for (issue, option), share in NASH.items():
        assert abs(options[issue][option]["nash"] - share) <= 0.015, (issue, option)
    assert abs(picks.possible.max() - 0.855) < 0.01
    assert abs(picks.picked["nash"].max() - 0.25) < 0.02
    assert 55 <= (picks.picked["nash"] > 0).sum() <= 80  # 72 in 20,000 draws
    for by_option in options.values():
        for name in SOLUTIONS:
            assert sum(shares[name] for shares in by_option.values()) == pytest.approx(1)


def test_the_shares_are_the_same_whoever_computes(washington: tuple[Draws, DrawnPicks]) -> None:
    draws, picks = washington
    with ThreadPoolExecutor(2) as two:
        again = DrawnPicks.of(draws, 2000, two)
    assert (again.possible == picks.possible).all()
    assert all((again.picked[name] == picks.picked[name]).all() for name in SOLUTIONS)


def test_how_many_are_looked_at_together_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = Draws.of(ruled_doubtful(5))
    values = draws.readings.values(0, 100)

    def lists() -> list[Any]:
        found = picked_in(draws, values)
        return [(rows.tolist(), of.tolist(), {name: at.tolist() for name, at in by.items()}) for rows, of, by in found]

    together = lists()
    assert len({str(each) for each in together}) > 5  # or nothing would be seen
    monkeypatch.setattr("comity.agreements.drawn_picks.AT_ONCE", 3 * len(draws.choices))
    assert lists() == together


def at_points(case: Case, values: dict[tuple[object, ...], Fraction]) -> Case:
    """The case with a point for every range."""
    content = case.model_dump(mode="json", by_alias=True)
    for path, value in values.items():
        if path[0] == "linkages":
            content["linkages"][path[1]]["adds"] = str(float(value))
        elif path[2] == "no_deal":
            content["interests"][path[1]]["no_deal"] = str(float(value))
        elif path[3] == "weight":
            content["interests"][path[1]]["issues"][path[2]]["weight"] = str(float(value))
        else:
            content["interests"][path[1]]["issues"][path[2]]["ratings"][path[3]] = str(float(value))
    return Case.model_validate(content)


def test_against_the_exact_solutions() -> None:
    seen = dict.fromkeys(SOLUTIONS, 0) | {"efficient": 0}
    for seed in range(0, TRIED, 2):
        case = doubtful(seed)
        if not case.signers():
            continue
        draws = Draws.of(case)
        judged = draws.readings.judged
        # Rounded, so that both have the same values to the last digit.
        values = np.round(draws.readings.values(seed, 2), 3)
        for draw, (rows, kept, picks) in enumerate(picked_in(draws, values)):
            numbers = zip(judged.numbers, values[draw].tolist(), strict=True)
            exact = efficient(
                at_points(case, {number.path: Fraction(repr(value)) for number, value in numbers}), shown=999
            )

            def terms(rows: np.ndarray, draws: Draws = draws) -> set[str]:
                return {str(draws.readings.judged.space.agreement(choice)) for choice in draws.choices[rows]}

            assert terms(rows[kept]) == {str(each) for row in range(len(exact)) for each in exact.agreements(row)}
            seen["efficient"] += len(kept) > 1
            for name, solved in Picks.of(Gains.of(exact)).by_name().items():
                assert terms(rows[picks[name]]) == {str(each) for row in solved for each in exact.agreements(row)}, seed
                seen[name] += bool(solved) and len(kept) > 1
    assert min(seen.values()) > 1, seen


def dput(path: Path) -> np.ndarray:
    """An array of R as `dput` writes it, by columns."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    values, sizes = re.findall(r"c\(([^()]*)\)", text)[:2]
    numbers = [float(each) for each in values.replace("L", "").split(",")]
    return np.array(numbers).reshape([int(each.strip().rstrip("L")) for each in sizes.split(",")], order="F")


def criteria(alternatives: int, number: int) -> Case:
    """Several alternatives as the options of one issue, each criterion a signer who counts in points: the alternative
    that is worth most in sum is what the utilitarian measure picks."""
    options = [f"a{at}" for at in range(alternatives)]
    return Case.model_validate(
        {
            "title": "Alternatives by criteria",
            "parties": {f"c{at}": {"name": f"C{at}", "signs": "yes"} for at in range(number)},
            "issues": {"what": {"name": "What", "options": {option: option for option in options}}},
            "interests": {
                f"c{at}": {"scale": "points", "no_deal": "-9", "what": dict.fromkeys(options, "-5..5")}
                for at in range(number)
            },
        }
    )


def first_ranks(measurements: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The shares of the draws in which each alternative is worth most."""
    number, alternatives, width = measurements.shape
    draws = Draws.of(criteria(alternatives, width))
    values = np.full((number, len(draws.readings.judged.numbers)), -9.0)
    for place, judged in enumerate(draws.readings.judged.numbers):
        if judged.kind == "rating":
            criterion, alternative = int(str(judged.path[1])[1:]), int(str(judged.path[3])[1:])
            values[:, place] = measurements[:, alternative, criterion] * weights[:, criterion]
    shares = np.zeros(alternatives)
    for rows, _, picks in picked_in(draws, values):
        shares[draws.choices[rows[picks["utilitarian"]], 0]] += 1 / len(picks["utilitarian"])
    return shares / number


@pytest.mark.parametrize(
    ("measured", "weighed", "published"),
    [
        ("hansen-meas.txt.gz", "hansen-weights-ord.txt.gz", [0.0244, 0.1450, 0.6002, 0.0768, 0.1536]),
        ("thrombo-meas.txt.gz", "thrombo-weights-nopref.txt.gz", [0.3504, 0.6496]),
    ],
)
def test_published_acceptability_indices(measured: str, weighed: str, published: list[float], shared: Path) -> None:
    """First ranks of the R package smaa (methods/uncertainty.md), over the same draws: to every printed digit."""
    folder = shared / "data" / "rsmaa"
    shares = first_ranks(dput(folder / measured), dput(folder / weighed))
    assert np.round(shares, 4).tolist() == published


def test_acceptability_by_hand() -> None:
    """A (1, 0), B (0, 1), C (.6, .6), the weight of the first uniform: .4, .4 and .2."""
    weight = (np.arange(1000) + 0.5) / 1000
    measurements = np.tile(np.array([[1, 0], [0, 1], [0.6, 0.6]]), (1000, 1, 1))
    assert first_ranks(measurements, np.stack([weight, 1 - weight], axis=1)).tolist() == [0.4, 0.4, 0.2]
