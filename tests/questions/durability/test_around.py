"""One agreement from all sides, by hand on a case where nothing changes over the years (see ford.yaml)."""

import math
from pathlib import Path

import pytest

from comity.case.check import check_document
from comity.case.text import Document
from comity.questions.durability.around import PARTS, Around, around
from comity.questions.durability.reference import Reference
from comity.questions.durability.terms import YEARS, Arena

FORD = (Path(__file__).parents[3] / "docs" / "theory" / "ford.yaml").read_text("utf-8")
INCENTIVE = (
    "recovers: 10}",
    "recovers: 10, party: valley, incentive: {defeat: 3, reputation: 2, fighting: 4, noise: 1}}",
)
CHEATING = ("  effects:\n", "  cheating: {arms: 300, begins: 10, found: 10}\n  effects:\n")


def looked_at(*changes: tuple[str, str], line: str = "near", pledge: str = "given", year: int = 10) -> Around:
    text = FORD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    case = check_document(Document(text, "ford.yaml")).case
    assert case is not None
    arena = Arena(case, 40, 0, YEARS)
    settled = arena.settled({"line": line, "pledge": pledge})
    told: list[None] = []
    result = around(Reference(arena, settled, year), 0.5, lambda: told.append(None))
    assert len(told) == PARTS
    return result


@pytest.fixture(scope="module")
def near() -> Around:
    return looked_at(INCENTIVE, CHEATING)


def needed(share: float, cost: float = 1.0) -> float:
    return max(0.0, (0.7 - share - 0.1 * cost) / 0.55)


def test_what_each_term_does(near: Around) -> None:
    assert near.terms == {"line": "near", "pledge": "given"}
    assert near.whole.peace.mid == pytest.approx(0.95**10, abs=1e-4)
    assert near.whole.guarantee.mid == pytest.approx(needed(0.3))
    line, pledge = near.without
    assert (line.issue, line.option) == ("line", "near")
    assert (pledge.issue, pledge.option) == ("pledge", "given")
    # Without a line Hill keeps its 35 %; without the pledge it attacks at once.
    assert line.guarantee.mid == pytest.approx(needed(0.35))
    assert line.change.mid == pytest.approx(0.0, abs=1e-4)
    assert pledge.peace.high < 0.01
    assert pledge.change.mid == pytest.approx(-(0.95**10), abs=1e-3)
    assert pledge.change.high < 0.0


def test_land_against_guarantee(near: Around) -> None:
    assert [(line.issue, line.option) for line in near.lines] == [("line", "near"), ("line", "far")]
    assert [line.share.mid for line in near.lines] == [30.0, 40.0]
    assert [line.guarantee.mid for line in near.lines] == pytest.approx([needed(0.3), needed(0.4)])
    assert [line.peace.mid for line in near.lines] == pytest.approx([0.95**10] * 2, abs=1e-4)
    reversed_ = looked_at(("near: {share: 30}", "near: {share: 40..42}"), ("far: {share: 40}", "far: {share: 10..20}"))
    assert [line.option for line in reversed_.lines] == ["far", "near"]  # from the smallest share
    assert [(line.share.low, line.share.mid, line.share.high) for line in reversed_.lines] == [
        (10, 15, 20),
        (40, 41, 42),
    ]


def test_without_an_issue_that_sets_the_share_there_are_no_lines() -> None:
    bare = looked_at(("near: {share: 30}", "near: {odds: 50}"), ("far: {share: 40}", "far: {odds: 60}"))
    assert bare.lines == ()
    assert bare.plain.land_or_guarantee is None
    assert len(bare.shares) == 21


def test_the_least_guarantee_by_share(near: Around) -> None:
    assert [each.share for each in near.shares] == pytest.approx([at / 20 for at in range(21)])
    for each in near.shares:
        least = needed(each.share)
        if 0.0 < least < 1.0 and each.share < 0.75:  # with more than that Valley, which has its war worth .2, attacks
            assert each.guarantee.mid == pytest.approx(least)
    assert near.shares[0].guarantee.high == math.inf  # .65 / .55: even certainty is not enough
    assert near.shares[20].guarantee.low == math.inf


def test_margins_by_hand(near: Around) -> None:
    assert list(near.margins) == ["hill", "valley"]
    hill, valley = near.margins["hill"], near.margins["valley"]
    assert len(hill) == len(valley) == 20
    won = 0.35 * 0.7 + 0.65 * 0.15
    assert [band.mid for band in hill] == pytest.approx([3.0 - (10 * won - 1.0)] * 20, abs=1e-3)
    assert [band.mid for band in valley] == pytest.approx([7.0 - (10 * 0.3 - 1.0)] * 20, abs=1e-3)


def test_the_guarantors_interest_by_hand(near: Around) -> None:
    interest = near.guarantor
    assert interest is not None
    assert interest.party == "valley"
    assert [each.year for each in interest.years] == [1, 5, 10, 20]
    kept = 1.0 / (1.0 + math.exp(-(3 * (0.7 - 0.15) + 2 - 4)))
    for each in interest.years:
        assert each.pays == 0.0  # 3 x .55 + 2 < 4 in every draw
        assert each.by_interest.mid == pytest.approx(kept)
        assert each.firm.mid == each.wavering.mid == pytest.approx(0.65)
    assert interest.peace.mid < 0.01  # .413 is less than the .545 that is needed
    willing = looked_at((INCENTIVE[0], INCENTIVE[1].replace("fighting: 4", "fighting: 1"))).guarantor
    assert willing is not None
    assert [each.pays for each in willing.years] == [1.0] * 4
    assert willing.peace.mid == pytest.approx(0.95**10, abs=1e-3)


def test_a_promise_that_fades_and_wavers_is_told_by_year() -> None:
    fading = ("decay: 0, wavering: 100", "decay: 10, wavering: 40")
    interest = looked_at(INCENTIVE, fading).guarantor
    assert interest is not None
    assert [each.firm.mid for each in interest.years] == pytest.approx([0.65 * 0.9**at for at in (0, 4, 9, 19)])
    assert [each.wavering.mid for each in interest.years] == pytest.approx([0.26 * 0.9**at for at in (0, 4, 9, 19)])


def test_cheating_by_hand(near: Around) -> None:
    cheating = near.cheating
    assert cheating is not None
    assert cheating.found.low == cheating.found.mid == pytest.approx(0.1)
    assert cheating.kept.mid == pytest.approx(0.95**10, abs=1e-4)
    assert cheating.open.mid < cheating.kept.mid
    assert cheating.change.mid == pytest.approx(cheating.open.mid - cheating.kept.mid)
    assert 0.0 < cheating.pays < 1.0  # threefold arms: where war is cheap .65 is no longer enough
    # Tenfold arms win with .9, so that (.9 - .3 - .1) / (.9 - .15) = .667 is needed even where a war costs 1.
    tenfold = (CHEATING[0], CHEATING[1].replace("arms: 300", "arms: 1000"))
    assert looked_at(tenfold, ("0.5..1.5", "0.5..1")).cheating.pays == 1.0  # type: ignore[union-attr]
    relief = ("near: {share: 30}", "near: {share: 30, flow: {challenger: 30}}")
    seen = (CHEATING[0], CHEATING[1].replace("arms: 300", "arms: 101").replace("found: 10", "found: 90"))
    deterred = looked_at(relief, seen).cheating
    assert deterred is not None
    assert deterred.pays == 0.0  # hardly any more arms, and much relief to be lost
    assert looked_at().cheating is None
    assert looked_at().guarantor is None


def test_division_by_hand(near: Around) -> None:
    # Both claims, .6 and .2 of the stake without the guarantee, leave .2: some division holds, with it or without.
    assert [each.share for each in near.divisions] == [0.0, 0.25, 0.5, 0.75, 1.0]
    for each in near.divisions:
        assert (each.guaranteed, each.guaranteed_in, each.bare, each.bare_in) == (True, 1.0, True, 1.0)
    # Striking first turns 70 % into 97 % for Hill and 30 % into 81 % for Valley: they claim more than there is. A
    # certain guarantor leaves Hill 15 %.
    first = ("challenger: 50, defender: 50", "challenger: 93, defender: 91")
    torn = looked_at(first, ("chance: 65", "chance: 100"))
    for each in torn.divisions:
        assert (each.guaranteed, each.guaranteed_in, each.bare, each.bare_in) == (True, 1.0, False, 0.0)


def test_the_numbers_as_plain_values(near: Around) -> None:
    data = near.json()
    assert list(data) == [
        "terms", "whole", "questions", "without", "lines", "shares", "margins", "guarantor", "cheating", "divisions",
        "unsettled",
    ]  # fmt: skip
    assert data["terms"] == {"line": "near", "pledge": "given"}
    assert data["whole"]["guarantee"]["mid"] == 0.5455
    assert data["without"][1]["option"] == "given"
    assert data["lines"][1]["share"] == {"low": 40.0, "mid": 40.0, "high": 40.0}
    assert data["shares"][20]["guarantee"] == {"low": None, "mid": None, "high": None}
    assert data["margins"]["years"] == list(range(1, 21))
    assert len(data["margins"]["valley"]) == 20
    assert data["guarantor"]["party"] == "valley"
    assert [each["year"] for each in data["guarantor"]["years"]] == [1, 5, 10, 20]
    assert data["guarantor"]["peace"] == near.guarantor.peace.json()  # type: ignore[union-attr]
    assert data["cheating"]["found"]["mid"] == 0.1
    assert data["divisions"][1] == {
        "share": 0.25, "guaranteed": True, "guaranteed_in": 1.0, "bare": True, "bare_in": 1.0,
    }  # fmt: skip
