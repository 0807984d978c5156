"""What is said of a deadlock, sentence by sentence, on results made by hand (`deadlocks`)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from comity.agreements.nearest import Counted
from comity.finding import Band, Link
from comity.questions.deadlock import words
from comity.questions.deadlock.closed import Clash, Deadlock, Incoherent, Opening
from comity.questions.deadlock.demands import NamedDemand, Softening, Step
from comity.questions.deadlock.impasse import Margin
from comity.questions.deadlock.needed import Excluded, OverTies
from deadlocks import (
    ASH,
    BOTH,
    CLASHING,
    CLOSED,
    CONTENT,
    ELM,
    GIVEN,
    LAND,
    NARROW,
    NEW,
    ONLY,
    RELUCTANT,
    TALKS,
    UNABLE,
    WANTED,
)

# Parts of sentences


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        # One of four options is refused: that one is told. Three of four are: the fourth is.
        (LAND, "Ash will not sign “none of it” (declared)"),
        (ONLY, "Birch will sign only “none of it” (constitutional)"),
        (
            BOTH,
            "Grove will not sign “most of it” or “half of it” together with “no aid” unless “aid comes late” "
            "(preferred)",
        ),
        (ASH, "Ash wants at least the 50 points that no deal is worth to it"),
    ],
)
def test_what_a_demand_asks(demand: NamedDemand, said: str) -> None:
    assert words.asks(TALKS, demand) == said


def test_half_of_the_options_are_refused_and_not_the_only_ones_accepted() -> None:
    line = TALKS.red_lines[0].model_copy(update={"never": {"land": ("half", "none")}})
    case = TALKS.model_copy(update={"red_lines": (line,)})
    assert words.asks(case, LAND) == "Ash will not sign “half of it” or “none of it” (declared)"
    most = line.model_copy(update={"never": {"land": ("all", "most", "half")}, "unless": {"aid": ("paid", "late")}})
    case = TALKS.model_copy(update={"red_lines": (most,)})
    said = "Ash will sign only “none of it” unless “aid is paid” or “aid comes late” (declared)"
    assert words.asks(case, LAND) == said
    every = line.model_copy(update={"never": {"land": ("all", "most", "half", "none")}})
    case = TALKS.model_copy(update={"red_lines": (every,)})
    said = "Ash will not sign “all of it”, “most of it”, “half of it” or “none of it” (declared)"
    assert words.asks(case, LAND) == said


@pytest.mark.parametrize(
    ("demand", "to", "said"),
    [
        (LAND, ["none"], "also accepts “none of it”"),
        (ONLY, ["half", "most"], "also accepts “half of it” or “most of it”"),
        (BOTH, [None], "accepts “most of it” or “half of it” together with “no aid”"),
        (ASH, [45.0], "accepts 45 points instead of 50"),
        (ASH, [45.0, 37.125], "accepts 37.12 points instead of 50"),
        (ASH, [45.0, None], "accepts any worth"),
    ],
)
def test_what_steps_give(demand: NamedDemand, to: list[str | float | None], said: str) -> None:
    softening = Softening(demand, tuple(Step(1, (), each) for each in to))
    assert words.gives(TALKS, softening) == said


def test_a_demand_in_short_leads_to_its_judgement_unless_it_is_supposed() -> None:
    assert words.short_demand(TALKS, LAND) == Link("never land=none", "red-line-land")
    assert words.short_demand(TALKS, NEW) == "never aid=no"
    assert words.short_demand(TALKS, ASH) == Link("worth at least 50 points (no deal)", "no-deal-ash")
    # Elm has no no-deal value of its own: its group states it.
    assert words.short_demand(TALKS, ELM) == Link("worth at least 20 points (no deal)", "no-deal-grove")


def test_the_reason_of_a_demand_is_that_of_its_judgement() -> None:
    assert words.because(TALKS, LAND) == "It said so."
    assert words.because(TALKS, ONLY) == ""
    assert words.because(TALKS, ASH) == "It can wait."
    assert words.because(TALKS, ELM) == ""


@pytest.mark.parametrize(
    ("value", "said"), [(50.0, "50"), (59.7436, "59.74"), (-3.25, "-3.25"), (123456.0, "123,456"), (0.00002, "0.00")]
)
def test_points_are_written_without_exponents(value: float, said: str) -> None:
    assert words.points(value) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Counted(1, True), "1 agreement"),
        (Counted(1200, True), "1,200 agreements"),
        (Counted(1, False), "at least 1 agreement"),
        (Counted(2, False), "at least 2 agreements"),
        (Counted(0, False), "some agreements"),
        (Counted(0, True), "no agreement"),
    ],
)
def test_how_many_agreements(number: Counted, said: str) -> None:
    assert words.agreements(number) == said


def test_how_many_clashes() -> None:
    assert words.clashes_found(CLOSED) == "3 clashes"
    assert words.clashes_found(replace(CLOSED, complete=False)) == "3 clashes found; there may be more"
    assert words.clashes_found(replace(CLOSED, clashes=CLASHING[:1])) == "1 clash"


def test_the_wanted_terms() -> None:
    assert words.wanted_terms({"land": "none", "aid": "paid"}) == "land=none with aid=paid"
    assert words.wanted_terms({}) == "an agreement"


# Where there is no agreement

FIRST = "Ash also accepts “none of it” (price 3, opens 12 agreements)"
SECOND = (
    "Birch also accepts “half of it” and Ash accepts 40 points instead of 50 (price 11, opens at least 1 agreement)"
)
PAIR = (
    "There is no agreement: Ash will not sign “none of it” (declared); Birch will sign only “none of it” "
    "(constitutional); nothing else is needed for the clash"
)


def closed(clashes: tuple[Clash, ...], openings: tuple[Opening, ...] = GIVEN[:1], complete: bool = True) -> Deadlock:
    return replace(CLOSED, clashes=clashes, openings=openings, complete=complete)


def test_a_deadlock_of_several_clashes_tells_the_smallest_and_the_openings() -> None:
    said = f"{PAIR} (the smallest of 3 clashes). The only openings: {FIRST}; or {SECOND}."
    assert words.no_agreement(TALKS, CLOSED) == said


def test_the_only_clash_and_the_only_opening_are_called_so() -> None:
    assert words.no_agreement(TALKS, closed(CLASHING[:1])) == f"{PAIR}. The only opening: {FIRST}."


def test_one_clash_of_a_list_cut_short_is_the_smallest_found() -> None:
    said = words.no_agreement(TALKS, closed(CLASHING[:1], complete=False))
    assert said == f"{PAIR} (the smallest of 1 clash found; there may be more). The only opening: {FIRST}."


def test_openings_are_the_cheapest_where_there_are_others() -> None:
    incomplete = replace(closed(CLASHING[:1]), openings_complete=False)
    assert words.no_agreement(TALKS, incomplete) == f"{PAIR}. The cheapest openings: {FIRST}."
    four = closed(CLASHING[:1], (GIVEN[0], GIVEN[1], GIVEN[0], GIVEN[1]))
    assert words.no_agreement(TALKS, four) == f"{PAIR}. The cheapest openings: {FIRST}; or {SECOND}; or {FIRST}."
    three = closed(CLASHING[:1], (GIVEN[0], GIVEN[1], GIVEN[0]))
    assert words.no_agreement(TALKS, three) == f"{PAIR}. The only openings: {FIRST}; or {SECOND}; or {FIRST}."


def test_where_no_opening_was_found_that_is_said() -> None:
    said = f"{PAIR}. What would open one has not been found within the work allowed."
    assert words.no_agreement(TALKS, closed(CLASHING[:1], ())) == said


def test_where_no_clash_was_found_only_the_openings_are_told() -> None:
    said = f"There is no agreement. The only opening: {FIRST}."
    assert words.no_agreement(TALKS, closed((), complete=False)) == said


@pytest.mark.parametrize(
    ("conditions", "given"),
    [
        (None, ""),
        ((), ""),
        (("paying",), ", given 1 condition of the case"),
        (("paying", "late"), ", given 2 conditions of the case"),
    ],
)
def test_the_conditions_that_a_clash_needs_are_counted(conditions: tuple[str, ...] | None, given: str) -> None:
    said = words.no_agreement(TALKS, closed((Clash((LAND, ONLY), conditions),)))
    assert said == f"{PAIR}{given}. The only opening: {FIRST}."


def test_a_demand_that_rules_everything_out_alone() -> None:
    said = words.no_agreement(TALKS, closed((Clash((ASH,), ()),)))
    assert said == (
        "There is no agreement: Ash wants at least the 50 points that no deal is worth to it; this alone rules every "
        f"agreement out. The only opening: {FIRST}."
    )


def test_four_demands_are_told_and_five_are_counted() -> None:
    four = words.no_agreement(TALKS, closed((Clash((LAND, ONLY, NEW, ASH), ()),)))
    assert four == (
        "There is no agreement: Ash will not sign “none of it” (declared); Birch will sign only “none of it” "
        "(constitutional); Ash will not sign “no aid” (declared); Ash wants at least the 50 points that no deal is "
        f"worth to it; nothing else is needed for the clash. The only opening: {FIRST}."
    )
    five = words.no_agreement(TALKS, closed((Clash((LAND, ONLY, BOTH, NEW, ASH), ()),)))
    assert five == (
        "There is no agreement: it takes 5 demands together to rule every agreement out, those of Ash, Birch and "
        f"Grove. The only opening: {FIRST}."
    )


def test_conditions_that_exclude_one_another() -> None:
    said = "No agreement is coherent, whatever is demanded: 2 of the conditions exclude one another."
    assert words.incoherent(Incoherent(("paying", "late"))) == said


def test_what_was_not_found_is_said_and_nothing_where_all_was() -> None:
    assert words.incomplete(CLOSED) == ()
    cut = replace(CLOSED, complete=False, openings_complete=False)
    openings = "The list of openings is not complete: the work allowed was used up."
    assert words.incomplete(cut) == (
        "The list of clashes is not complete: 3 clashes were found within the work allowed.",
        openings,
    )
    one = replace(cut, clashes=CLASHING[:1], explained=1)
    assert words.incomplete(one) == (
        "The list of clashes is not complete: 1 clash was found within the work allowed.",
        openings,
    )
    # Ten openings are all that was asked for.
    assert words.incomplete(replace(CLOSED, openings=GIVEN * 5, openings_complete=False)) == ()
    assert words.incomplete(replace(CLOSED, openings=GIVEN * 4, openings_complete=False)) == (openings,)
    # The third clash has no conditions: they were not looked for, or, where it is explained, not found.
    conditions = "Which conditions some clash needs was not found within the work allowed."
    assert words.incomplete(replace(CLOSED, explained=3)) == (conditions,)
    nearer = "Within the work allowed it is not certain that no agreement comes nearer than the nearest miss."
    assert words.incomplete(replace(CLOSED, nearest=replace(CLOSED.nearest, certain=False))) == (nearer,)


# Where there is an agreement

OPEN = (
    "There is no deadlock: 12 agreements are possible. The smallest hardening that closes the space is that Birch asks "
    "for more than 40 points instead of 30"
)
TOGETHER = "; if all signers ask for more at once, it is more than 2.52 points"


def test_how_close_an_open_space_is_to_none() -> None:
    said = f"{OPEN}{TOGETHER}; 2 of 7 demands rule out nothing beside the others."
    assert words.how_close(TALKS, NARROW) == said
    assert words.how_close(TALKS, replace(NARROW, slack=("land",))) == (
        f"{OPEN}{TOGETHER}; 1 of 7 demands rules out nothing beside the others."
    )
    assert words.how_close(TALKS, replace(NARROW, slack=())) == f"{OPEN}{TOGETHER}."
    assert words.how_close(TALKS, replace(NARROW, slack=None)) == f"{OPEN}{TOGETHER}."


def test_one_signer_cannot_ask_together_with_others() -> None:
    alone = replace(NARROW, margins=NARROW.margins[:1], slack=())
    assert words.how_close(TALKS, alone) == f"{OPEN}."
    nobody = replace(NARROW, margins=(), slack=("land",))
    assert words.how_close(TALKS, nobody) == "There is no deadlock: 12 agreements are possible."


def test_whose_yes_is_not_needed_cannot_close_the_space() -> None:
    together = "; if all whose yes may matter ask for more at once, it is more than 2.52 points"
    spared = replace(NARROW, margins=NARROW.margins[:1], spared=("ash", "elm"), slack=())
    assert words.how_close(TALKS, spared) == f"{OPEN}{together}; Ash or Elm alone could not close it."
    many = replace(spared, spared=("ash", "elm", "birch", "ash", "elm"))
    assert words.how_close(TALKS, many) == f"{OPEN}{together}; none of the 5 others could close it alone."


@pytest.mark.parametrize(
    ("number", "possible"),
    [
        (Counted(1, True), "1 agreement is possible"),
        (Counted(1, False), "at least 1 agreement is possible"),
        (Counted(2, False), "at least 2 agreements are possible"),
        (Counted(0, False), "some agreements are possible"),
    ],
)
def test_one_agreement_is_and_several_are_possible(number: Counted, possible: str) -> None:
    said = words.how_close(TALKS, replace(NARROW, number=number, margins=()))
    assert said == f"There is no deadlock: {possible}."


def test_a_range_that_reaches_beyond_the_limit_is_told() -> None:
    """Ash's value of 40..65 is taken as 50; above 62.125 nothing is left, and 65 is above that."""
    said = words.how_close(TALKS, replace(NARROW, margins=NARROW.margins[1:2], slack=()))
    assert said == (
        "There is no deadlock: 12 agreements are possible. The smallest hardening that closes the space is that Ash "
        "asks for more than 62.12 points instead of 50, which its range 40 to 65 allows."
    )
    # At 62.125 sharp the space is still open, so a range that ends there does not allow it.
    sharp = Margin("ash", Band(40.0, 50.0, 62.125), 12.125, True)
    assert words.how_close(TALKS, replace(NARROW, margins=(sharp,), slack=())).endswith("points instead of 50.")


def test_what_was_not_found_of_an_open_space() -> None:
    assert words.not_found(TALKS, NARROW) == ()
    birch, ash, elm = NARROW.margins
    one = replace(NARROW, margins=(replace(birch, complete=False), ash, elm))
    assert words.not_found(TALKS, one) == ("The margin of Birch is at least so large.",)
    two = replace(NARROW, margins=(replace(birch, complete=False), ash, replace(elm, complete=False)))
    assert words.not_found(TALKS, two) == ("The margins of Birch and Elm are at least so large.",)
    options = ("Options left and slack demands were not all found within the work allowed.",)
    assert words.not_found(TALKS, replace(NARROW, options_left=None)) == options
    assert words.not_found(TALKS, replace(NARROW, slack=None)) == options


# What a wanted agreement would take

ASH_GIVES = (
    "Ash also accepts “none of it” and accepts 5 points less than no deal is worth to it (25% of what its ranges allow)"
)
ELM_GIVES = (
    "Elm accepts “most of it” or “half of it” together with “no aid” and accepts 15 points less than no deal is worth "
    "to it (more than its ranges allow)"
)


def test_what_every_signer_would_have_to_give() -> None:
    assert words.takes(TALKS, WANTED) == (
        f"For land=none it takes that {ASH_GIVES}; that {ELM_GIVES}; Birch would accept as things stand."
    )


def test_nobody_is_content_or_everybody_is() -> None:
    one = replace(WANTED, signers=(RELUCTANT,))
    assert words.takes(TALKS, one) == f"For land=none it takes that {ASH_GIVES}."
    everyone = replace(WANTED, signers=(CONTENT,))
    said = "Nothing has to change for land=none: every signer would accept, as judged at the middle of ranges."
    assert words.takes(TALKS, everyone) == said


def test_points_alone_and_red_lines_alone() -> None:
    sharp = replace(RELUCTANT.need, least=Fraction(-5), most=Fraction(-5), share=None)
    points = replace(WANTED, signers=(replace(RELUCTANT, need=sharp, lifted=()), CONTENT))
    said = (
        "For land=none it takes that Ash accepts 5 points less than no deal is worth to it; Birch would accept as "
        "things stand."
    )
    assert words.takes(TALKS, points) == said
    enough = replace(RELUCTANT.need, short=Fraction(0))
    line = replace(WANTED, signers=(replace(RELUCTANT, need=enough),))
    assert words.takes(TALKS, line) == "For land=none it takes that Ash also accepts “none of it”."


def test_whether_the_open_issues_are_settled_best() -> None:
    assert words.not_certain(WANTED) == ()
    doubt = "It is not certain that the open issues are settled so that it takes least."
    assert words.not_certain(replace(WANTED, certain=False)) == (doubt,)


def test_terms_that_conditions_exclude() -> None:
    one = Excluded({"land": "all", "aid": "no"}, ("paying",))
    said = "No coherent agreement has land=all with aid=no: 1 condition of the case excludes it."
    assert words.excluded(one) == said
    two = Excluded({"land": "all"}, ("paying", "late"))
    assert words.excluded(two) == "No coherent agreement has land=all: 2 conditions of the case exclude it."


def test_elm_is_unable_since_its_favourable_ends_do_not_suffice() -> None:
    assert words.takes(TALKS, replace(WANTED, signers=(UNABLE,))) == f"For land=none it takes that {ELM_GIVES}."


def test_a_way_to_settle_the_rest_is_one_of_several_where_they_tie() -> None:
    over = OverTies(*(Band.over([1.0, 2.0]) for _ in range(4)))
    tied = replace(WANTED, signers=(RELUCTANT,), number=Counted(1200, True), over={"ash": over})
    assert words.takes(TALKS, tied) == (
        f"For land=none, by one of 1,200 ways to settle the rest that take as little, it takes that {ASH_GIVES}."
    )
    assert words.takes(TALKS, replace(WANTED, signers=(RELUCTANT,))) == f"For land=none it takes that {ASH_GIVES}."


def test_openings_that_are_too_many_of_a_price_are_said_to_be_left_out() -> None:
    none = replace(CLOSED, openings_complete=False, not_listed=12)
    assert words.incomplete(none) == ("Openings of price 12 are too many to be listed: those of it are left out.",)
    some = replace(CLOSED, openings_complete=False, not_listed=11)
    assert words.incomplete(some) == ("Openings of price 11 are too many to be listed: others of it are left out.",)
