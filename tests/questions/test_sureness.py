"""How sure a headline is: every turn of the clause, and the shares behind it."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.agreements import bounded_draws, draws
from comity.agreements.allowed import TooMany
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS
from comity.case.check import read_case
from comity.case.model import Case
from comity.questions.agreement.answer import agreement
from comity.questions.bargaining.answer import bargaining
from comity.questions.deadlock.answer import deadlock
from comity.questions.durability.answer import durability
from comity.questions.frontier.answer import frontier
from comity.questions.sureness import (
    RULED_OUT,
    STEPS,
    Picked,
    Sureness,
    called,
    clause,
    none_clause,
    of_100,
    of_100_beside_a_word,
    picked,
    picked_clause,
    sureness,
)
from doubted import TRIED, doubtful
from material import WASHINGTON
from talks import TALKS, talks


def sure(share: float, most: float | None = None, **counts: Any) -> Sureness:
    return Sureness(3, 4096, 0, "uniform", share, share if most is None else most, **counts)


COUNTS = {"low": 8, "median": 266, "high": 1254, "necessary": 0, "possible": 3479}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (sure(0.979, **COUNTS), "As judged, an agreement is almost certain: 98 of 100 readings of the ranges leave at "
         "least one. The median is 266; 90 of 100 leave 8 to 1,254."),
        (sure(0.03, **{**COUNTS, "low": 0, "median": 0, "high": 0}), "As judged, an agreement is almost excluded: 3 of "
         "100 readings of the ranges leave at least one. 90 of 100 leave 0."),
        (sure(0.0, **{**COUNTS, "possible": 0}), "That no agreement is possible is certain, as judged: no values "
         "in the ranges leave an agreement."),
        (sure(1.0, **{**COUNTS, "necessary": 1}), "That an agreement is possible is certain, as judged: 1 stays "
         "possible whatever the values in the ranges. The median is 266; 90 of 100 leave 8 to 1,254."),
        (sure(1.0, **{**COUNTS, "necessary": 2000}), "That an agreement is possible is certain, as judged: 2,000 stay "
         "possible whatever the values in the ranges. The median is 266; 90 of 100 leave 8 to 1,254."),
        (sure(0.2, 0.96), "Between 20 of 100 and 96 of 100 readings of the ranges leave an agreement, as judged; there "
         "are too many agreements to know it better."),
        (sure(0.7, 0.7), "As judged, an agreement is more likely than not: 70 of 100 readings of the ranges leave at "
         "least one; there are too many agreements to count them."),
    ],
)  # fmt: skip
def test_the_clause(told: Sureness, said: str) -> None:
    assert clause(told) == said


ONE, SEVERAL = Picked("the pick of Nash", 1, 0.86, False), Picked("the pick of Nash", 3, 0.996, False)


@pytest.mark.parametrize(
    ("told", "of", "said"),
    [
        (sure(0.979, **COUNTS), ONE, "As judged, the pick of Nash is possible in 86 of 100 readings of the ranges; "
         "some agreement is in 98 of 100."),
        (sure(0.979, **COUNTS), SEVERAL, "As judged, one of the 3 that tie for the pick of Nash is possible in more "
         "than 99 of 100 readings of the ranges; some agreement is in 98 of 100."),
        (sure(0.2, 0.96), ONE, "As judged, the pick of Nash is possible in 86 of 100 readings of the ranges; some "
         "agreement is in between 20 of 100 and 96 of 100."),
        (sure(1.0, **{**COUNTS, "necessary": 2}), ONE, "As judged, the pick of Nash is possible in 86 of 100 readings "
         "of the ranges; some agreement is in all of them, for certain."),
        (sure(1.0, **{**COUNTS, "necessary": 2}), Picked("the agreement", 1, 1.0, True), "As judged, the agreement "
         "stays possible whatever the values in the ranges."),
    ],
)  # fmt: skip
def test_the_clause_of_what_is_put_first(told: Sureness, of: Picked, said: str) -> None:
    assert picked_clause(told, of) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (sure(0.979, **COUNTS), "As judged, that no agreement is left is almost excluded: 2 of 100 readings of the "
         "ranges leave none."),
        (sure(0.05, **COUNTS), "As judged, that no agreement is left is almost certain: 95 of 100 readings of the "
         "ranges leave none."),
        (sure(0.0, **{**COUNTS, "possible": 0}), "That no agreement is possible is certain, as judged: no values "
         "in the ranges leave an agreement."),
        (sure(1.0, **{**COUNTS, "necessary": 1}), "That an agreement is possible is certain, as judged: 1 stays "
         "possible whatever the values in the ranges. The median is 266; 90 of 100 leave 8 to 1,254."),
        (sure(0.2, 0.96), "Between 4 of 100 and 80 of 100 readings of the ranges leave none, as judged; there are too "
         "many agreements to know it better."),
        (sure(0.7, 0.7), "As judged, that no agreement is left is unlikely: 30 of 100 readings of the ranges leave "
         "none."),
    ],
)  # fmt: skip
def test_the_clause_of_a_deadlock(told: Sureness, said: str) -> None:
    assert none_clause(told) == said


def test_what_is_picked_is_possible_in_as_many_readings_as_it_is_left_in() -> None:
    """Each agreement, and pairs of them, against the sets of all that are left in every reading."""
    seen = []
    for seed in range(TRIED // 2):
        case = doubtful(seed)
        if not case.signers():
            continue
        all_ = draws.Draws.of(case)
        left = draws.rows_of(all_.left(all_.readings.values(0, DRAWS)), len(all_.choices))
        space = all_.readings.judged.space
        row = {tuple(choice): at for at, choice in enumerate(all_.choices.tolist())}
        every = list(product(*map(range, space.sizes)))
        for some in ((every[0],), (every[-1],), (every[0], every[-1]), tuple(row)[:1]):
            rows = [row[choice] for choice in some if choice in row]
            found = picked(case, "it", [space.agreement(choice) for choice in some])
            assert found.agreements == len(some)
            assert found.share == left[:, rows].any(axis=1).mean()
            assert found.necessary == all_.certain.necessary[rows].any()
            seen.append((found.share, found.necessary))
    assert {0.0, 1.0} <= {share for share, _ in seen}
    assert any(0 < share < 1 for share, _ in seen)
    assert {necessary for _, necessary in seen} == {True, False}


def test_every_headline_says_how_sure_it_is() -> None:
    case = read_case(WASHINGTON)
    found = sureness(case)
    assert found is not None
    assert sureness(case) is found  # once a case
    for finding, what in (
        (frontier(case), "what is best for the worst-off signer"),
        (bargaining(case), "the pick of Nash"),
        (durability(case, draws=40), "the most lasting agreement"),
    ):
        told = finding.data["sureness"]["picked"]
        assert told["what"] == what
        assert finding.answer.endswith(f" {picked_clause(found, Picked(**told))}")
    assert deadlock(case).answer.endswith(f" {none_clause(found)}")
    clash = deadlock(case, suppose=["russia-keeps-control: territory=restored|partial|frozen"])
    assert clash.answer.endswith(f" {RULED_OUT}")
    assert frontier(case, over="coherent").data.get("sureness") is None


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1, "almost certain"), (0.95, "almost certain"), (0.949, "likely"), (0.8, "likely"),
        (0.799, "more likely than not"), (0.6, "more likely than not"), (0.599, "as likely as not"),
        (0.4, "as likely as not"), (0.399, "unlikely"), (0.2, "unlikely"), (0.199, "very unlikely"),
        (0.05, "very unlikely"), (0.049, "almost excluded"), (0, "almost excluded"),
    ],
)  # fmt: skip
def test_what_a_share_is_called(share: float, said: str) -> None:
    assert called(share) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 of 100"), (0.001, "fewer than 1 of 100"), (0.01, "1 of 100"), (0.979, "98 of 100"),
        (0.994, "99 of 100"), (0.999, "more than 99 of 100"), (1, "100 of 100"),
    ],
)  # fmt: skip
def test_so_many_of_a_hundred(share: float, said: str) -> None:
    assert of_100(share) == said


@pytest.mark.parametrize("step", [step for step in STEPS if step])
def test_word_and_figure_agree_on_both_sides_of_every_step(step: float) -> None:
    """A share below a step by less than is printed is not told as if it had reached it."""
    whole = round(step * 100)
    assert called(step - 0.0001) != called(step) == called(step + 0.0001)
    assert of_100_beside_a_word(step - 0.0001) == f"just under {whole} of 100"
    assert of_100_beside_a_word(step - 0.0051) == f"{whole - 1} of 100"
    assert of_100_beside_a_word(step) == of_100_beside_a_word(step + 0.0001) == f"{whole} of 100"
    for told, least in ((step - 0.0001, f"just under {whole} of 100"), (step + 0.0001, f"{whole} of 100")):
        assert f" is {called(told)}: {least} readings of the ranges leave at least one." in clause(sure(told, **COUNTS))
        assert f" is {called(told)}: {least} readings of the ranges leave none." in none_clause(
            sure(1 - told, **COUNTS)
        )


@given(at=st.integers(0, DRAWS))
def test_word_and_figure_agree_at_every_share_that_is_drawn(at: int) -> None:
    share = at / DRAWS
    figure = re.fullmatch(r"(fewer than |more than |just under |)(\d+) of 100", of_100_beside_a_word(share))
    assert figure is not None
    printed = int(figure[2]) / 100
    if figure[1] == "just under ":
        assert printed - 0.005 <= share < printed
        assert called(share) != called(printed)
    else:
        assert called(share) == called(printed)


def test_washington() -> None:
    case = read_case(WASHINGTON)
    found = sureness(case)
    assert found is not None
    assert (found.ranges, found.number, found.necessary, found.possible) == (25, 4096, 0, 3479)
    assert abs(found.least - 0.977) < 0.01
    answer = agreement(case).answer
    assert answer.startswith("326 of 233,280 possible agreements are coherent, ")
    assert answer.endswith(f" {clause(found)}")
    assert agreement(case).data["sureness"] == found.json()


def test_by_hand() -> None:
    """Beta's no deal lies in 20..30, and pq is worth 25 to it: half of the readings leave that one."""
    found = sureness(talks())
    assert found is not None
    assert (found.least, found.most, found.low, found.median, found.high) == (0.5, 0.5, 0, 0, 1)


def test_two_ranges_by_hand() -> None:
    """The oracle of methods/sensitivity.md: a price, the seller's no deal 30..50 and the buyer's 40..60 of 100: they
    have no agreement in one reading of eight."""
    prices = {f"p{price}": f"at {price}" for price in range(101)}
    case = Case.model_validate(
        {
            "title": "A sale",
            "parties": {"seller": {"name": "S", "signs": "yes"}, "buyer": {"name": "B", "signs": "yes"}},
            "issues": {"price": {"name": "Price", "options": prices}},
            "interests": {
                "seller": {"no_deal": "30..50", "price": {"weight": 1, **{f"p{each}": each for each in range(101)}}},
                "buyer": {
                    "no_deal": "40..60",
                    "price": {"weight": 1, **{f"p{each}": 100 - each for each in range(101)}},
                },
            },
        }
    )  # the buyer accepts prices up to 100 less its no deal, 40..60
    found = sureness(case)
    assert found is not None
    # With whole prices there is none where no whole number lies between the two: up to one point more than 1/8.
    assert found.least == pytest.approx(7 / 8, abs=0.03)


def test_nothing_is_said_without_a_range_or_a_signer() -> None:
    interests = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "25"}}
    assert sureness(talks(interests=interests)) is None
    assert agreement(talks(interests=interests)).answer.endswith("every signer.")
    assert "sureness" not in agreement(talks(interests=interests)).data
    assert sureness(talks(parties={"a": "A", "b": "B", "c": "C"})) is None


def test_any_wider_range_changes_the_headline() -> None:
    """Every range of the Washington case, widened to the whole scale (linkages: by 20), one at a time."""
    case = read_case(WASHINGTON)
    judged = Judged.of(case)
    before = draws.Draws.of(case)
    said = clause(Sureness.of_counts(before, before.counts(DRAWS)))
    for place in judged.ranged[::3]:
        number = judged.numbers[place]
        low, high = (Fraction(-20), Fraction(20)) if number.kind == "linkage" else (Fraction(0), Fraction(100))
        wider = draws.Draws.of(case, judged=judged.with_ranges({place: (low, high)}))
        # Linkages and ratings of what no agreement without a crossed red line has change nothing.
        matters = not (number.kind == "linkage" and "donbas" in case.linkages[int(number.path[1])].when["territory"])
        assert (clause(Sureness.of_counts(wider, wider.counts(DRAWS))) != said) == matters, number.name


def test_bounds_hold_what_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where agreements are too many to be listed: at least and at most, on cases small enough to know."""
    monkeypatch.setattr(bounded_draws, "LOOKED_AT", 3)
    counted = []
    for seed in range(TRIED):
        case = doubtful(seed)
        if not case.signers():
            continue
        exact = draws.Draws.of(case).counts(200)
        low, high = bounded_draws.BoundedDraws.of(case).counts(200)
        assert (low <= exact).all()
        assert (exact <= high).all()
        counted += [bool((low < exact).any()), bool((high == 0).any()), bool((low > 0).any())]
    assert any(counted[0::3])
    assert any(counted[1::3])
    assert any(counted[2::3])


def test_what_is_too_large_gets_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any, **named: Any) -> None:
        raise TooMany

    monkeypatch.setattr(draws, "allowed", refuse)
    found = sureness(read_case(WASHINGTON))
    assert found is not None
    assert not found.counted
    assert 0.9 < found.least <= 0.98 <= found.most == 1
    assert (
        sureness(talks(interests={"a": {**TALKS["interests"]["a"]}, "b": {**TALKS["interests"]["b"], "no_deal": "25"}}))
        is None
    )


def test_bodies_that_nobody_can_rate() -> None:
    """One that passes with 60 to 80 in 100, then two of unknown ties, then two of whom one will do."""
    parties = {**TALKS["parties"], **{name: {"name": name, "passes": "60..80"} for name in ("one", "two")}}

    def passed(rule: object) -> tuple[float, float] | None:
        asked = {**parties, "a": {**parties["a"], "ratified_by": rule}}
        found = sureness(talks(parties=asked), 64)
        assert found is not None
        assert found.least == found.most == pytest.approx(share)
        assert 0 < found.least < 1
        return found.passed and (found.passed[0] / found.least, found.passed[1] / found.least)

    share = sureness(talks(), 64).least
    assert passed("one") == pytest.approx((0.6, 0.8))
    assert passed(["one", "two"]) == pytest.approx((0.2, 0.8))
    assert passed({"any": ["one", "two"]}) == pytest.approx((0.6, 1.0))
    assert passed({"any": ["one", "b"]}) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        ((0.3, 0.4), "with it, there is one in between 30 of 100 and 40 of 100."),
        ((0.3, 0.3), "with it, there is one in 30 of 100."),
        (None, ""),
    ],
)
def test_the_chance_of_those_whom_nobody_can_rate(passed: tuple[float, float] | None, said: str) -> None:
    sure = Sureness(1, 20, 0, "uniform", 0.5, 0.5, 0, 1, 2, 0, 3, ("one",), passed)
    plain = Sureness(1, 20, 0, "uniform", 0.5, 0.5, 0, 1, 2, 0, 3)
    first = " The chance judged of those at home whom nobody can rate counts on top: " if said else ""
    for words in (clause, none_clause):
        assert words(sure) == words(plain) + first + said
