"""The four questions on cases where the answer is clear by hand, on both sides of each."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from comity.case.check import check_document
from comity.case.text import Document
from comity.questions.durability.plain import Plain, as_json, plain
from comity.questions.durability.reference import Reference
from comity.questions.durability.terms import YEARS, Arena

FORD = (Path(__file__).parents[3] / "docs" / "theory" / "ford.yaml").read_text("utf-8")


def asked(terms: dict[str, str], *changes: tuple[str, str], year: int = 10, target: float = 0.5) -> Plain:
    """The four questions, asked of an agreement in a changed case."""
    text = FORD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    case = check_document(Document(text, "ford.yaml")).case
    assert case is not None
    arena = Arena(case, 40, 0, YEARS)
    return plain(Reference(arena, arena.settled(terms), year), target, lambda: None)


NEAR = {"line": "near", "pledge": "given"}
FAR = {"line": "far", "pledge": "given"}


# Land does not help the next attack: then q* = (.7 - x - .1 c) / .55 falls with the share x in every draw. Where it
# helps a lot (an even chance becomes 99.9 % with all the land) the odds rise by more than what is left to fight for.
HELPFUL = (("victory: 70", "victory: 50"), ("land: 50", "land: 99.9"))


def test_ceding_land_that_does_not_help_to_win_lowers_the_guarantee() -> None:
    land = asked(NEAR).land_or_guarantee
    assert land is not None
    assert (land.issue, land.less, land.more) == ("line", "near", "far")
    assert (land.tendency.way, land.tendency.sure, land.tendency.falls) == ("falls", "clear", 1.0)
    assert land.guarantee_before.mid == pytest.approx(0.3 / 0.55)
    assert land.guarantee_after.mid == pytest.approx(0.2 / 0.55)


def test_ceding_land_that_helps_a_lot_to_win_raises_the_guarantee() -> None:
    land = asked(NEAR, *HELPFUL).land_or_guarantee
    assert land is not None
    assert (land.tendency.way, land.tendency.sure, land.tendency.rises) == ("rises", "clear", 1.0)
    odds = np.log(0.999 / 0.001)
    for share, band in ((0.3, land.guarantee_before), (0.4, land.guarantee_after)):
        won = 1.0 / (1.0 + np.exp(-odds * (share - 0.35)))
        assert band.mid == pytest.approx(max(0.0, (won - share - 0.1) / (won - 0.15)))


def test_where_no_guarantee_is_needed_ceding_land_changes_nothing() -> None:
    land = asked(NEAR, ("victory: 70", "victory: 35")).land_or_guarantee
    assert land is not None
    assert land.tendency.json() == {"rises": 0.0, "falls": 0.0, "way": "neither", "sure": "not clear"}
    assert land.guarantee_before.high == land.guarantee_after.high == 0.0


def test_where_no_guarantee_is_enough_ceding_land_changes_nothing() -> None:
    land = asked(NEAR, ("rescue: 15", "rescue: 69")).land_or_guarantee  # a guarantor that hardly helps
    assert land is not None
    assert land.tendency.way == "neither"
    assert land.guarantee_before.low == land.guarantee_after.low == float("inf")


def test_from_the_largest_share_the_step_is_the_one_up_to_it() -> None:
    land = asked(FAR).land_or_guarantee
    assert land is not None
    assert (land.less, land.more) == ("near", "far")


def test_a_chance_of_peace_goes_with_its_own_option() -> None:
    land = asked(NEAR, ("far: {share: 40}", "far: {share: 40, accident: 0}")).land_or_guarantee
    assert land is not None
    assert land.peace_before.mid == pytest.approx(0.95**10)
    assert land.peace_after.mid == pytest.approx(1.0)


def test_without_an_issue_or_a_second_option_for_it_land_is_not_asked_about() -> None:
    no_share = (("near: {share: 30}", "near: {odds: 50}"), ("far: {share: 40}", "far: {odds: 60}"))
    assert asked(NEAR, *no_share).land_or_guarantee is None


# The least guarantee.


def test_the_least_guarantee_by_hand() -> None:
    least = asked(NEAR).least_guarantee
    assert least is not None
    assert least.self_enforcing.mid == pytest.approx(0.3 / 0.55)
    assert least.promised.low == least.promised.mid == least.promised.high == pytest.approx(0.65)
    assert least.never == 0.0
    # Hardly any noise: peace lasts ten years with at least 50 % if Hill never gains by attacking, and not otherwise;
    # the level is found to a thousandth.
    assert least.enough.mid == pytest.approx(0.3 / 0.55, abs=0.01)
    # The promise does not waver: it may be anything from year to year.
    assert least.stays.high == 0.0
    assert least.stays_judged.mid == pytest.approx(0.9)


def test_where_accidents_alone_end_peace_no_guarantee_is_enough() -> None:
    least = asked(NEAR, target=0.6).least_guarantee  # .95 ** 10 = .599
    assert least is not None
    assert least.never == 1.0
    assert least.enough.low == float("inf")
    assert asked(NEAR, target=0.59).least_guarantee.never == 0.0  # type: ignore[union-attr]


def test_a_promise_that_is_gone_while_the_guarantor_wavers_must_stay_firm() -> None:
    # Attacked once the guarantor wavers: firm in the first year, it must be firm in four more for peace to last five,
    # so .95 ** 5 * s ** 4 = .4. The pledge is a strong one, or Hill would rather attack at once.
    changes = (("wavering: 100", "wavering: 0"), ("chance: 65", "chance: 99"))
    least = asked(NEAR, *changes, target=0.4, year=5).least_guarantee
    assert least is not None
    assert least.stays.mid == pytest.approx((0.4 / 0.95**5) ** 0.25, abs=2e-3)


def test_without_a_guarantor_no_guarantee_is_asked_about() -> None:
    bare = asked(
        NEAR,
        ("  guarantor: {rescue: 15, punishment: 0, wavers: 10, recovers: 10}\n", ""),
        ("given: {guarantee: {chance: 65, decay: 0, wavering: 100}}", "given: {}"),
    )
    assert bare.least_guarantee is None
    assert bare.strong_or_steady is None
    assert bare.land_or_guarantee is not None


# Rebuilding by the defender.

ARMED = ("given: {guarantee: {chance: 65, decay: 0, wavering: 100}}", "given: {rebuilding: {defender: 20}}")
TEN_YEARS = ("rebuilding: {years: 0,", "rebuilding: {years: 10,")


def test_a_defender_that_keeps_up_is_attacked_less() -> None:
    # Hill's arms grow threefold in ten years. Where Valley's do, too, the odds stay as they are and the pledge of .65
    # is enough (.545); where they do not, Hill wins with .9545, and (.9545 - .3 - .1) / (.9545 - .15) = .689 is needed.
    result = asked(
        NEAR,
        ("near: {share: 30}", "near: {share: 30, rebuilding: {defender: 20}}"),
        ("far: {share: 40}", "far: {share: 30}"),
        ("rebuilding: {years: 0, challenger: 0", "rebuilding: {years: 10, challenger: 20"),
        ("arms: 60", "arms: 80"),
        ("0.5..1.5", "1"),
        year=20,
        target=0.3,
    )
    rebuilding = result.rebuilding
    assert rebuilding is not None
    assert (rebuilding.issue, rebuilding.weakest, rebuilding.strongest) == ("line", "far", "near")
    assert (rebuilding.tendency.way, rebuilding.tendency.sure) == ("rises", "clear")
    assert rebuilding.peace_strongest.mid == pytest.approx(0.95**20, abs=1e-3)
    assert rebuilding.peace_weakest.mid < 0.01
    assert rebuilding.guarantee_strongest.mid == pytest.approx(0.3 / 0.55)
    assert rebuilding.guarantee_weakest.mid > 0.65


def test_a_defender_that_rebuilds_and_has_little_attacks() -> None:
    # Hill has 80 % and little chance in a war, so it keeps the peace; Valley, once strong, does not.
    result = asked(
        NEAR,
        ARMED,
        TEN_YEARS,
        ("near: {share: 30}", "near: {share: 80}"),
        ("far: {share: 40}", "far: {share: 80}"),
        ("victory: 70", "victory: 60"),
        ("defender: 1}", "defender: 2}"),
    )
    rebuilding = result.rebuilding
    assert rebuilding is not None
    assert (rebuilding.tendency.way, rebuilding.tendency.sure) == ("falls", "clear")
    assert rebuilding.peace_weakest.mid > rebuilding.peace_strongest.mid


def test_where_no_term_moves_the_defenders_arms_rebuilding_is_not_asked_about() -> None:
    assert asked(NEAR).rebuilding is None


# Strong or steady.


def two_promises(strong: int, left: int, steady: int) -> tuple[tuple[str, str], ...]:
    """A promise of that chance of which a part is left while the guarantor wavers, and a steady one."""
    return (
        ("given: A pledge to fight}", "given: A pledge to fight, calm: A calm one}"),
        ("given: 100", "given: 100, calm: 90"),
        (
            "given: {guarantee: {chance: 65, decay: 0, wavering: 100}}",
            f"given: {{guarantee: {{chance: {strong}, decay: 0, wavering: {left}}}}}\n"
            f"      calm: {{guarantee: {{chance: {steady}, decay: 0, wavering: 100}}}}",
        ),
        ("wavers: 10, recovers: 10", "wavers: 50, recovers: 10"),
    )


def test_a_steady_promise_that_is_enough_beats_a_strong_one_that_is_lost() -> None:
    # .545 is needed, .636 at most over the costs: 70 % for good is enough, 95 % that is lost at 50 % a year is not.
    both = asked(NEAR, *two_promises(95, 0, 70)).strong_or_steady
    assert both is not None
    assert (both.issue, both.strong, both.steady) == ("pledge", "given", "calm")
    assert (both.tendency.way, both.tendency.sure) == ("falls", "clear")
    assert both.peace_steady.mid == pytest.approx(0.95**10, abs=1e-3)
    assert both.peace_strong.mid < 0.1
    assert both.promised.mid == pytest.approx(0.95)


def test_a_strong_promise_of_which_enough_is_left_beats_a_steady_one_that_is_too_weak() -> None:
    both = asked(NEAR, *two_promises(95, 90, 40)).strong_or_steady
    assert both is not None
    assert (both.tendency.way, both.tendency.sure) == ("rises", "clear")
    assert both.peace_strong.mid == pytest.approx(0.95**10, abs=1e-3)
    assert both.peace_steady.mid < 0.1
    assert 0.3 / 0.55 < both.as_good.mid < 0.65  # a little more than the least, for what noise there is


def test_where_either_is_enough_it_makes_no_difference() -> None:
    # With hardly any noise both last as long as accidents let them.
    quiet = (("noise: 0.01", "noise: 0.01"), ("rescue: 15", "rescue: 1"))
    both = asked(NEAR, *two_promises(99, 98, 97), *quiet, ("victory: 70", "victory: 40")).strong_or_steady
    assert both is not None
    assert both.peace_strong.mid == pytest.approx(both.peace_steady.mid)


def test_without_a_steadier_promise_it_is_not_asked() -> None:
    assert asked(NEAR).strong_or_steady is None
    assert asked(NEAR, *two_promises(95, 100, 40)).strong_or_steady is None


def test_the_numbers_as_plain_values() -> None:
    answers: Any = asked(NEAR).json()
    assert set(answers) == {"land_or_guarantee", "least_guarantee", "rebuilding", "strong_or_steady"}
    assert answers["rebuilding"] is None
    assert answers["land_or_guarantee"]["tendency"]["way"] == "falls"
    assert answers["land_or_guarantee"]["guarantee_after"]["mid"] == 0.3636
    assert answers["least_guarantee"]["never"] == 0.0
    assert as_json(None) is None
