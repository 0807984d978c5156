"""The four bargaining solutions: by brute force in exact fractions, and by hand."""

from __future__ import annotations

from fractions import Fraction

from comity.agreements.efficient import efficient
from comity.agreements.picks import Gains, Picks
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.model import Case
from fair import WORKED, drawn, expected, gains_of, sheet, three


def picked(case: Case, ends: dict[str, int] | None = None, **weights: float) -> dict[str, list[str]]:
    """The options that each solution picks, of a case of one issue."""
    found = efficient(case, no_deal=LOW)
    rows = Picks.of(Gains.of(found, ends), weights).by_name()
    return {name: [found.agreements(row)[0].options["deal"] for row in rows] for name, rows in rows.items()}


def test_equal_to_brute_force_on_a_thousand_small_cases() -> None:
    empty = tied = 0
    for seed in range(1000):
        case = drawn(seed)
        found = gains_of(case)
        gains = Gains.of(efficient(case))
        picks = Picks.of(gains)
        if not found:
            assert gains.rows == gains.varying == ()
            assert picks == Picks((), (), (), ())
            empty += 1
            continue
        signers = range(len(case.signers()))
        for name, points in expected(found).items():
            rows = picks.by_name()[name]
            exact = [tuple(gains.exact(row, at) for at in signers) for row in rows]
            assert set(exact) == points, (seed, name)
            assert len(exact) == len(points)
            assert list(rows) == sorted(rows)
            tied += len(points) > 1
    assert min(empty, tied) >= 5


def test_the_worked_example() -> None:
    """Products 800, 2,000, 1,980, 2,100; smallest shares .17, .625, .56, .44; smallest gains 10, 40, 44, 35."""
    assert picked(sheet(WORKED, ("0", "0"))) == {
        "nash": ["s"],
        "kalai_smorodinsky": ["q"],
        "egalitarian": ["r"],
        "utilitarian": ["s"],
    }


def test_the_next_smallest_decides_between_equal_smallest_gains() -> None:
    rows = {"x": (10, 30, 20), "y": (10, 21, 35), "z": (9, 90, 90)}
    # Of the best gains, 10, 90 and 90, x gives 1, 1/3 and 2/9; y 1, 7/30 and 7/18; z .9, 1 and 1.
    assert picked(sheet(rows, ("0", "0", "0"))) == {
        "nash": ["z"],
        "kalai_smorodinsky": ["z"],
        "egalitarian": ["y"],  # 10 and 21, against 10 and 20
        "utilitarian": ["z"],
    }


def test_no_deal_is_taken_at_the_end_that_is_named() -> None:
    case = sheet(WORKED, ("0..40", "0"))
    assert picked(case, {"ash": LOW})["nash"] == ["s"]
    assert picked(case, {"ash": MIDDLE})["nash"] == picked(case)["nash"] == ["q"]
    assert picked(case, {"ash": HIGH})["nash"] == ["p", "q"]  # 40 times 10, and 10 times 40
    assert picked(case, {"birch": HIGH})["nash"] == ["q"]  # its no deal is no range
    assert [len(Gains.of(efficient(case, no_deal=LOW), {"ash": end}).rows) for end in (LOW, MIDDLE, HIGH)] == [4, 4, 3]


def test_weights_are_exponents() -> None:
    """s: 35 by 60, p: 80 by 10; with ash counted three times p has 5,120,000, q 5,000,000, s 2,572,500."""
    assert picked(sheet(WORKED, ("0", "0")), ash=3.0)["nash"] == ["p"]
    assert picked(sheet(WORKED, ("0", "0")), ash=1.0, birch=1.0)["nash"] == ["s"]


def test_ties_are_kept_where_floating_point_would_lose_them() -> None:
    """Exactly, .2 by .9 is .3 by .6; in floating point it is not, neither as products nor as sums of logarithms."""
    case = sheet({"x": (0.2, 0.9), "y": (0.3, 0.6), "z": (0.9, 0.2)}, ("0", "0"))
    assert picked(case) == {
        "nash": ["z", "y", "x"],
        "kalai_smorodinsky": ["y"],
        "egalitarian": ["y"],
        "utilitarian": ["z", "x"],
    }


def test_a_difference_too_small_for_floating_point_decides_only_above_a_billionth_of_the_scale() -> None:
    """Of 100 points that is 1e-7: less than that nobody judges, and importing decimals makes and loses as much."""
    apart = sheet({"x": (30, 10.000001), "y": (10.0000012, 30)}, ("0", "0"))
    assert picked(apart)["egalitarian"] == picked(apart)["utilitarian"] == ["y"]
    tied = sheet({"x": (30, 10.000000001), "y": (10.0000000011, 30)}, ("0", "0"))
    assert picked(tied)["egalitarian"] == picked(tied)["utilitarian"] == ["x", "y"]


def test_imported_decimals_tie_as_the_fractions_that_they_stand_for() -> None:
    """In 37ths and 34ths, 26 by 23 is 23 by 26, and so are the shares of what each could gain at best."""
    case = sheet({"x": (2600 / 37, 2300 / 34), "y": (2300 / 37, 2600 / 34)}, ("0", "0"))
    assert picked(case) == {
        "nash": ["x", "y"],
        "kalai_smorodinsky": ["x", "y"],
        "egalitarian": ["x"],
        "utilitarian": ["y"],
    }
    thirds = sheet({"x": (100 / 3, 200 / 3), "y": (200 / 3, 100 / 3), "z": (50, 50)}, ("0", "0"))
    assert picked(thirds)["utilitarian"] == ["y", "z", "x"]
    small = sheet({"x": (2.6e-9 / 37, 2.3e-9 / 34), "y": (2.3e-9 / 37, 2.6e-9 / 34)}, ("0", "0"))
    assert picked(small) == picked(case)  # a score sheet is as large as its own points


def test_a_signer_that_always_gains_the_same_is_left_out_of_products_and_shares() -> None:
    case = sheet({"x": (50, 10, 30), "y": (50, 30, 10), "z": (50, 25, 25)}, ("50", "0", "0"))
    gains = Gains.of(efficient(case))
    assert gains.varying == (1, 2)
    assert picked(case) == {
        "nash": ["z"],
        "kalai_smorodinsky": ["z"],
        "egalitarian": ["z"],
        "utilitarian": ["z"],
    }


def test_nash_is_not_defined_where_no_point_gives_something_to_all_who_can_gain() -> None:
    case = sheet({"x": (100, 0), "y": (0, 100)}, ("0", "0"))
    assert picked(case) == {
        "nash": [],
        "kalai_smorodinsky": ["x", "y"],
        "egalitarian": ["x", "y"],
        "utilitarian": ["x", "y"],
    }


def test_gains_are_exact_fractions_and_points() -> None:
    gains = Gains.of(efficient(three("5..6")))
    assert gains.rows == (0, 1)
    assert [[gains.exact(row, at) for at in range(3)] for row in gains.rows] == [
        [Fraction(89, 2), 30, 20],
        [Fraction(29, 2), 60, 40],
    ]
    assert gains.points.tolist() == [[44.5, 30, 20], [14.5, 60, 40]]
    assert gains.varying == (0, 1, 2)
