"""What durability says, whole sentences on both sides of every yes or no, who, direction and number."""

from dataclasses import replace

import pytest

from comity.agreements.suppose import supposed
from comity.case.contest import Contest
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Band
from comity.questions.durability import words
from comity.questions.durability.band import Tendency
from comity.questions.durability.lasting import Failure, Fare, Lasting
from comity.questions.durability.literature import HONESTY
from comity.questions.durability.plain import LandOrGuarantee, LeastGuarantee, Plain, Rebuilding, StrongOrSteady
from comity.questions.durability.waiting import Waiting, WaitingSide

BEYOND = float("inf")
COUNTS = Lasting(
    kind="efficient",
    of_that_kind=1234,
    considered=1234,
    kinds=51,
    self_enforcing=1027,
    above_target=1100,
    lasting=1184,
    in_draws=(1028, 1233),
    unsettled=0,
)
ONE = Lasting("named", 1, 1, 1, 1, 1, 1, (1, 1), 0)
UP, MOSTLY_UP, UNCLEAR_UP = (Tendency.told(rises, 1 - rises) for rises in (0.8, 0.62, 0.5))
DOWN, MOSTLY_DOWN = (Tendency.told(1 - falls, falls) for falls in (0.8, 0.62))
UNCLEAR_DOWN = Tendency.told(0.1, 0.3)
NEITHER = Tendency.told(0.04, 0.03)


# Small parts.


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "one year"), (2, "two years"), (7, "seven years"), (10, "ten years"), (11, "11 years"), (40, "40 years")],
)
def test_years(number: int, said: str) -> None:
    assert words.years(number) == said
    assert words.peace(number) == f"peace after {said}"


def test_each_number_up_to_ten_has_its_word() -> None:
    assert [words.years(number).split()[0] for number in range(1, 11)] == (
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )


def test_bands_and_terms() -> None:
    assert words.in_100(Band(0.2, 0.45, 0.71)) == "45 in 100 (20 to 71)"
    assert words.in_100(Band(0.21, BEYOND, BEYOND)) == "more than 100 in 100 (from 21)"
    assert words.in_100(Band(BEYOND, BEYOND, BEYOND)) == "more than 100 in 100"
    assert words.changed(Band(-0.06, -0.03, 0.01)) == "-3 (-6 to +1)"
    assert words.written({"line": "near", "pledge": "given"}) == "line=near, pledge=given"
    assert words.lasts(2, 0.75) == "peace after two years with a chance of at least 75 in 100"


def test_names(ford: Case) -> None:
    assert words.sides(ford) == ("Hill", "Valley")
    assert words.guarantor(ford) == "The guarantor"
    assert words.guarantor(_with_guarantor(ford, "valley")) == "Valley"
    assert words.guarantor(_without_guarantor(ford)) == "The guarantor"
    assert words.guarantor(ford.model_copy(update={"contest": None})) == "The guarantor"


def _contest(case: Case) -> Contest:
    assert case.contest is not None
    return case.contest


def _with_guarantor(case: Case, party: str) -> Case:
    guarantor = _contest(case).guarantor
    assert guarantor is not None
    guarantor = guarantor.model_copy(update={"party": party})
    return case.model_copy(update={"contest": _contest(case).model_copy(update={"guarantor": guarantor})})


def _without_guarantor(case: Case) -> Case:
    return case.model_copy(update={"contest": _contest(case).model_copy(update={"guarantor": None})})


# The answer.


def test_the_answer_about_several_agreements(fares: tuple[Fare, Fare]) -> None:
    assert words.answer(COUNTS, fares[0], 10) == (
        "Of 1,234 efficient agreements, 1,184 would last at the middle of every estimate (1,028 to 1,233 over the "
        "ranges); under 1,027 neither side would ever gain by breaking the peace, and the best chance of peace after "
        "ten years is 90 in 100 (80 to 95)."
    )
    assert words.answer(replace(COUNTS, kind="close to efficient", in_draws=None), fares[1], 1) == (
        "Of 1,234 agreements close to efficient, 1,184 would last at the middle of every estimate (over the ranges not "
        "counted, which would take fewer draws or fewer agreements); under 1,027 neither side would ever gain by "
        "breaking the peace, and the best chance of peace after one year is 98 in 100 (98 to 99)."
    )


def test_the_answer_about_one_agreement(fares: tuple[Fare, Fare]) -> None:
    sure, unsure = fares
    assert words.answer(ONE, sure, 10) == (
        "At the middle of every estimate the agreement would last: neither side would ever gain by breaking it, and "
        "its chance of peace after ten years is 90 in 100 (80 to 95)."
    )
    assert words.answer(replace(ONE, lasting=0), unsure, 20) == (
        "At the middle of every estimate the agreement would not last: one side would come to gain by breaking it, and "
        "its chance of peace after 20 years is 60 in 100 (51 to 75)."
    )


def test_the_answer_about_no_agreement() -> None:
    assert words.nothing_to_look_at("efficient") == (
        "There are no efficient agreements to look at, so none would last; name one to see how it would fare."
    )
    assert words.nothing_to_look_at("named") == (
        "There are no agreements named to look at, so none would last; name one to see how it would fare."
    )


def test_the_answer_without_a_contest() -> None:
    assert words.NO_CONTEST == (
        "Whether an agreement would last cannot be said: the case does not say who would fight on, at what odds and "
        "costs (a section `contest`)."
    )


# In plain words.


@pytest.mark.parametrize(
    ("tendency", "way", "falls", "rises", "open_"),
    [
        (UP, "raise it", "20 of 100", "80 of 100", False),
        (MOSTLY_UP, "raise it, more often than not", "38 of 100", "62 of 100", True),
        (UNCLEAR_UP, "raise it, but not clearly", "50 of 100", "50 of 100", True),
        (DOWN, "lower it", "80 of 100", "20 of 100", False),
        (MOSTLY_DOWN, "lower it, more often than not", "62 of 100", "38 of 100", True),
        (UNCLEAR_DOWN, "lower it, but not clearly", "30 of 100", "10 of 100", True),
        (NEITHER, "neither lower nor raise it", "3 of 100", "4 of 100", True),
    ],
)
def test_ceding_land_lowers_or_raises_the_guarantee(
    land: LandOrGuarantee, tendency: Tendency, way: str, falls: str, rises: str, open_: bool
) -> None:
    left = ": which weighs more is what the ranges leave open" if open_ else ""
    assert words.land_or_guarantee(replace(land, tendency=tendency), 10) == (
        "Would ceding land lower or raise the guarantee that is needed?",
        f"It would {way}: from line=near to line=far the least guarantee under which neither side would ever gain by "
        "breaking the peace goes from 55 in 100 (45 to beyond 100) to 36 in 100 (25 to 46). It falls in "
        f"{falls} draws and rises in {rises}. Land that is given leaves less to fight for and helps the next "
        f"attack{left}. The chance of peace after ten years goes from 60 in 100 (50 to 70) to 61 in 100 (51 to 71).",
    )


def test_the_least_guarantee(least: LeastGuarantee) -> None:
    assert words.least_guarantee(least, 1, 0.25) == (
        "What is the least guarantee that lasts one year?",
        "For peace after one year with a chance of at least 25 in 100 the promise must at first be kept with a chance "
        "of at least 41 in 100 (31 to 52), given how it fades and wavers; in 7 of 100 draws not even certainty is "
        "enough. The promises as judged come to 65 in 100 (62 to 68). For neither side ever to gain by breaking the "
        "peace it takes 54 in 100 (44 to beyond 100). As strong as they are judged, the promises must stay firm from "
        "one year to the next with a chance of at least 33 in 100 (0 to 93); 90 in 100 (87 to 94) is judged.",
    )


@pytest.mark.parametrize(
    ("tendency", "way", "higher", "lower"),
    [
        (UP, "Yes", "80 of 100", "20 of 100"),
        (MOSTLY_UP, "Yes, more often than not", "62 of 100", "38 of 100"),
        (UNCLEAR_UP, "Yes, but not clearly", "50 of 100", "50 of 100"),
        (DOWN, "No, it shortens it", "20 of 100", "80 of 100"),
        (MOSTLY_DOWN, "No, it shortens it, more often than not", "38 of 100", "62 of 100"),
        (UNCLEAR_DOWN, "No, it shortens it, but not clearly", "10 of 100", "30 of 100"),
        (NEITHER, "It makes no clear difference", "4 of 100", "3 of 100"),
    ],
)
def test_rebuilding_helps_or_not(rebuilding: Rebuilding, tendency: Tendency, way: str, higher: str, lower: str) -> None:
    assert words.rebuilding(replace(rebuilding, tendency=tendency), "Valley", 3) == (
        "Does rebuilding by Valley help the peace to last?",
        f"{way}: with pledge=given instead of pledge=none the chance of peace after three years goes from 22 in 100 "
        f"(21 to 23) to 25 in 100 (24 to 26); it is higher in {higher} draws and lower in {lower}. The least guarantee "
        "under which neither side would ever gain by breaking the peace goes from more than 100 in 100 (from 76) to "
        "28 in 100 (27 to 29).",
    )


@pytest.mark.parametrize(
    ("tendency", "way", "higher", "lower"),
    [
        (UP, "Yes", "80 of 100", "20 of 100"),
        (MOSTLY_UP, "Yes, more often than not", "62 of 100", "38 of 100"),
        (UNCLEAR_UP, "Yes, but not clearly", "50 of 100", "50 of 100"),
        (DOWN, "No", "20 of 100", "80 of 100"),
        (MOSTLY_DOWN, "No, more often than not", "38 of 100", "62 of 100"),
        (UNCLEAR_DOWN, "No, but not clearly", "10 of 100", "30 of 100"),
        (NEITHER, "Not clearly", "4 of 100", "3 of 100"),
    ],
)
def test_a_strong_or_a_steady_guarantee(
    both: StrongOrSteady, tendency: Tendency, way: str, higher: str, lower: str
) -> None:
    assert words.strong_or_steady(replace(both, tendency=tendency), 10) == (
        "Is a guarantee that is strong in name but wavers after elections worth more than a weaker, steady one?",
        f"{way}: the chance of peace after ten years is 83 in 100 (43 to 92) with pledge=given and 80 in 100 (34 to "
        f"91) with pledge=none; it is higher with the strong one in {higher} draws and lower in {lower}. With "
        "pledge=given all promises together come to 63 in 100 (50 to 77) at first; a promise that neither fades nor "
        "wavers keeps the peace as long if it comes to 47 in 100 (35 to 58).",
    )


def test_only_what_can_be_asked_is_asked(
    land: LandOrGuarantee, least: LeastGuarantee, rebuilding: Rebuilding, both: StrongOrSteady
) -> None:
    whole = Plain(land, least, rebuilding, both)
    asked = [
        words.land_or_guarantee(land, 5),
        words.least_guarantee(least, 5, 0.6),
        words.rebuilding(rebuilding, "Valley", 5),
        words.strong_or_steady(both, 5),
    ]
    assert list(words.plain(whole, "Valley", 5, 0.6)) == asked
    for at, name in enumerate(("land_or_guarantee", "least_guarantee", "rebuilding", "strong_or_steady")):
        rest = replace(whole, **{name: None})
        assert list(words.plain(rest, "Valley", 5, 0.6)) == asked[:at] + asked[at + 1 :]


def test_of_which_agreement_plain_words_speak() -> None:
    assert words.plain_note({"line": "near", "pledge": "given"}) == (
        "Asked of the most lasting of the agreements looked at (line=near, pledge=given): each answer changes the "
        "terms that it names, whether or not the parties would sign that, and leaves all others. In brackets the band "
        "that holds nine in ten of the draws."
    )


# Notes and parts of rows.


def test_how_many_over_the_ranges(fares: tuple[Fare, Fare]) -> None:
    rest = (
        "One by one they are self-enforcing in 13 of 100 to 97 of 100 draws. Self-enforcing: neither side, were it "
        "sure of all this, would gain by attacking. Sides that may err need more than that, since each must reckon "
        "with the other's error."
    )
    assert words.lasting_note(COUNTS, fares) == (
        f"At the middle of every estimate. Over the ranges 1,028 to 1,233 agreements would last. {rest}"
    )
    assert words.lasting_note(replace(COUNTS, in_draws=None), fares) == (
        "At the middle of every estimate. How many would last over the ranges was not counted: take fewer draws, or "
        f"name fewer agreements. {rest}"
    )


def test_what_the_agreements_shown_have_in_common() -> None:
    rest = (
        "Agreements that differ only in issues without an effect on the contest stand in one row. Least guarantee: the "
        "chance with which the promise must at first be kept for neither side ever to gain by breaking the peace, if "
        "it fades and wavers as judged."
    )
    assert words.agreements_note({}) == rest
    assert words.agreements_note({"line": "near"}) == f"All of these also have line=near. {rest}"


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (None, ("neither side", "")),
        (Failure(1, "hill", "rebuilding"), ("Hill", "rebuilding moves the odds")),
        (Failure(39, "valley", "land"), ("Valley", "the land held moves the odds")),
        (Failure(40, "valley", "decay"), ("Valley, in the long run", "the guarantee fades over the years")),
        (Failure(2, "hill", "wavering"), ("Hill", "the guarantor wavers")),
        (Failure(2, "hill", "first_strike"), ("Hill", "striking first pays")),
        (Failure(2, "hill", "today"), ("Hill", "the odds and costs are what they are, whatever changes later")),
    ],
)
def test_who_would_gain_by_attacking_and_why(ford: Case, failure: Failure | None, said: tuple[str, str]) -> None:
    assert words.failure(ford, failure) == said


def test_how_failures_are_told() -> None:
    assert words.FAILING == (
        "At the middle of every estimate, were both sides sure of all this: in which year after signing, to whom, and "
        "what takes most off the worth of peace. The long run is year 40 and all that comes after it."
    )


def test_when_an_agreement_is_best_struck(ford: Case) -> None:
    def side(best: int, now: float) -> WaitingSide:
        return WaitingSide((), (), best, now)

    waiting = Waiting({"hill": side(0, 0.87), "valley": side(3, 0.12)}, Band(-0.2, -0.11, -0.05))
    gain = (
        "Gain: what a side has from fighting on until then and signing an even split of what peace saves, less what it "
        "has from signing now, in points of the stake. Arms wear down year by year as judged; the costs of war are "
        "spread evenly over its years."
    )
    assert words.waiting_note(ford, waiting) == (
        "For Hill an agreement is best struck now; now in 87 of 100 draws. For Valley an agreement is best struck in "
        "three years; now in 12 of 100 draws. Ten years of waiting change what both have together by -11 (-20 to -5) "
        f"points. {gain}"
    )
    later = Waiting({"hill": side(1, 0.3), "valley": side(0, 1.0)}, Band(0.01, 0.02, 0.03))
    assert words.waiting_note(ford, later) == (
        "For Hill an agreement is best struck in one year; now in 30 of 100 draws. For Valley an agreement is best "
        "struck now; now in 100 of 100 draws. Ten years of waiting change what both have together by +2 (+1 to +3) "
        f"points. {gain}"
    )


def test_how_long_peace_would_last_by_the_guarantors_interest() -> None:
    assert words.guarantor_note(Band(0.02, 0.66, 0.92), 10) == (
        "The most lasting agreement (1). If the promise were kept exactly as the guarantor's own interest has it, "
        "peace after ten years would have a chance of 66 in 100 (2 to 92)."
    )


# What a reader must know.


def test_what_was_taken_for_granted(ford: Case) -> None:
    always = {
        "years looked at": "40, the last year's terms for ever after",
        "estimates": "drawn evenly over their ranges, independently; shares of the stake together",
    }
    assert words.parameters(ford) == {**always, "guarantor": "firm when the agreement is signed"}
    effects = {"pledge": _contest(ford).effects["pledge"]}
    bare = _without_guarantor(ford)
    bare = bare.model_copy(update={"contest": _contest(bare).model_copy(update={"effects": effects})})
    assert words.parameters(bare) == {
        **always,
        "share": "no issue sets one, so today's line stays",
        "guarantor": "none; least guarantees are of a steady one that always prevails",
    }


def test_what_was_left_out_is_said(ford: Case, fares: tuple[Fare, Fare]) -> None:
    settled = (replace(fares[0], unsettled=0.0),) * 51
    assert words.caveats(ford, COUNTS, settled, 0) == (*standing_caveats(ford), *HONESTY)
    some = replace(COUNTS, of_that_kind=5678, kinds=1051)
    assert words.caveats(ford, some, settled[:1] * 1050, 0) == (
        *standing_caveats(ford),
        *HONESTY,
        "Of 5,678 efficient agreements 1,234 were looked at; the others are not counted here.",
        "Of 1,051 kinds of agreements the 1,050 most lasting have bands and are listed.",
    )
    changed = supposed(ford, (), ["valley: never line=far"])
    told = words.caveats(changed, COUNTS, settled, 0)
    assert len(told) > len(HONESTY)
    assert told[-3:] == HONESTY


def test_every_game_without_a_stationary_play_is_named(ford: Case, fares: tuple[Fare, Fare]) -> None:
    said = "No stationary play was found for the years after the last, so that the values there are approximate: "
    two = replace(COUNTS, kinds=2)
    settled = tuple(replace(fare, unsettled=0.0) for fare in fares)
    for counts, banded, around, where in (
        (two, settled, 1234, "in 1,234 games with changed terms of line=near, pledge=given."),
        (two, fares, 0, "in 1 of 100 draws of line=far, pledge=given."),
        (replace(two, unsettled=1), settled, 0, "at the middle of every estimate under 1 of 2 kinds."),
        (
            replace(two, unsettled=2),
            tuple(replace(fare, unsettled=0.0123) for fare in fares),
            1,
            "at the middle of every estimate under 2 of 2 kinds; in 1 of 100 draws of line=near, pledge=given; in "
            "1 of 100 draws of line=far, pledge=given; in 1 game with changed terms of line=near, pledge=given.",
        ),
    ):
        assert words.caveats(ford, counts, banded, around)[-1] == said + where
