"""The tables of a deadlock, whole, on results made by hand (`deadlocks`)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from comity.agreements.nearest import Counted
from comity.finding import Band, Link, Quantity, Table
from comity.questions.deadlock import tables
from comity.questions.deadlock.closed import Blocker, Incoherent
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.impasse import Outcome
from comity.questions.deadlock.needed import Excluded, OverTies
from deadlocks import CLASHING, CLOSED, CONTENT, GIVEN, NARROW, NEAREST, RELUCTANT, TALKS, UNABLE, WANTED, outcome

NEVER_LAND = Link("never land=none", "red-line-land")
NEVER_OTHERS = Link("never land=all or most or half", "red-line-only")
NEVER_BOTH = Link("never land=most or half with aid=no unless aid=late", "red-line-both")
WORTH_ASH = Link("worth at least 50 points (no deal)", "no-deal-ash")
WORTH_BIRCH = Link("worth at least 30 points (no deal)", "no-deal-birch")
WORTH_ELM = Link("worth at least 20 points (no deal)", "no-deal-grove")
PAYING = Link("land=all needs aid=paid", "condition-paying")
LATE = Link("aid=late needs land=most or half", "condition-late")


def test_clashes() -> None:
    assert tables.clashes(TALKS, CLOSED, 2) == Table(
        "Why there is no agreement: demands that cannot hold together (2 of 3 clashes, smallest first)",
        ("clash", "party", "demand", "firmness", "because"),
        (
            (1, "Ash", NEVER_LAND, "declared", "It said so."),
            (1, "Birch", NEVER_OTHERS, "constitutional", ""),
            (2, "Birch", NEVER_OTHERS, "constitutional", ""),
            (2, "Grove", NEVER_BOTH, "preferred", ""),
            (2, "Ash", WORTH_ASH, "no deal", "It can wait."),
            (2, "(condition)", PAYING, "", "Nothing else is enough."),
        ),
        "Nothing in a clash can be spared: without any one of its demands the others could be met.",
    )


def test_clashes_of_which_there_are_fewer_than_shown_and_conditions_without_a_reason() -> None:
    clash = replace(CLASHING[0], conditions=("late",))
    table = tables.clashes(TALKS, replace(CLOSED, clashes=(clash,), complete=False))
    assert table is not None
    assert table.title == (
        "Why there is no agreement: demands that cannot hold together (1 of 1 clash found; there may be more, smallest "
        "first)"
    )
    assert table.rows[-1] == (1, "(condition)", LATE, "", "")
    assert tables.clashes(TALKS, replace(CLOSED, clashes=())) is None


PRICED = (
    "Price of one step on a red line: preferred 1, declared 3, constitutional 10; a step is one option where the red "
    "line refuses options of one ordered issue, else the whole. Price of every 5 points below no deal: 1. Nothing in "
    "an opening can be spared."
)


def test_openings() -> None:
    assert tables.openings(TALKS, CLOSED) == Table(
        "What would open an agreement (2 of 2)",
        ("opening", "price", "agreements", "who concedes", "gives way on", "firmness", "and"),
        (
            (1, 3, 12, "Ash", NEVER_LAND, "declared", "also accepts “none of it”"),
            (2, 11, 1, "Birch", NEVER_OTHERS, "constitutional", "also accepts “half of it”"),
            (None, None, None, "Ash", WORTH_ASH, "no deal", "accepts 40 points instead of 50"),
        ),
        f"{PRICED} Counting was cut off in opening 2, which may open more.",
    )


def test_the_first_openings_of_a_list_that_is_not_complete() -> None:
    cut = replace(GIVEN[0], number=Counted(0, False))
    dear = replace(CLOSED, openings=(cut, GIVEN[1]), openings_complete=False, prices=Prices(2, 4, 8, 6, 2.5))
    table = tables.openings(TALKS, dear)
    assert table is not None
    assert table.title == "What would open an agreement (2 of the 2 cheapest)"
    assert [row[2] for row in table.rows] == [None, 1, None]
    assert table.note == (
        "Price of one step on a red line: preferred 2, declared 4, constitutional 8; a step is one option where the "
        "red line refuses options of one ordered issue, else the whole. Price of every 2.5 points below no deal: 6. "
        "Nothing in an opening can be spared. Counting was cut off in openings 1 and 2, which may open more."
    )
    first = tables.openings(TALKS, CLOSED, 1)
    assert first is not None
    assert (first.title, first.note) == ("What would open an agreement (1 of 2)", PRICED)
    assert tables.openings(TALKS, replace(CLOSED, openings=())) is None


def test_opened_agreements() -> None:
    assert tables.opened(TALKS, CLOSED) == Table(
        "The agreements that these leave, best for the worst-off signer first",
        ("opening", "ash", "birch", "elm", "land", "aid"),
        (
            (1, 1.25, 70.0, 80.0, "none", "paid"),
            (1, 0.5, 70.0, 30.0, "none", "late"),
            (2, -2.0, 30.0, 80.0, "half", "paid"),
        ),
        "Under a signer stand the points it gains over no deal, as judged today.",
    )
    assert tables.opened(TALKS, CLOSED, 1) == Table(
        "The agreements that these leave, best for the worst-off signer first",
        ("opening", "ash", "birch", "elm", "aid"),
        ((1, 1.25, 70.0, 80.0, "paid"), (1, 0.5, 70.0, 30.0, "late")),
        "Under a signer stand the points it gains over no deal, as judged today. All of these also have land=none.",
    )
    assert tables.opened(TALKS, replace(CLOSED, openings=GIVEN[1:])) == Table(
        "The agreements that these leave, best for the worst-off signer first",
        ("opening", "ash", "birch", "elm"),
        ((1, -2.0, 30.0, 80.0),),
        "Under a signer stand the points it gains over no deal, as judged today. It has land=half, aid=paid.",
    )
    assert tables.opened(TALKS, replace(CLOSED, openings=(replace(GIVEN[0], best=()),))) is None


def test_the_nearest_miss() -> None:
    assert tables.nearest(TALKS, CLOSED) == Table(
        "The nearest miss",
        ("signer", "worth", "no deal", "points short", "red lines crossed"),
        (
            ("Ash", 47.5, 50.0, 2.5, "land and new"),
            ("Birch", 100.0, 30.0, None, ""),
            ("Elm", 100.0, 20.0, None, ""),
        ),
        "land=none, aid=paid. No other agreement crosses cheaper red lines, and of those that cross as cheap ones none "
        "falls short by fewer points in all.",
    )


BLOCKS = "Blocks alone: without its demands there would be an agreement. Shown is the best one for the others."


def test_who_blocks_alone() -> None:
    assert tables.blocking(TALKS, CLOSED) == Table(
        "Who blocks alone",
        ("signer", "blocks alone", "agreements without it", "least gain of the others", "its own gain", "in"),
        (
            ("Ash", False, None, None, None, ""),
            ("Birch", True, 7, 50.0, -30.0, "land=all, aid=paid"),
            ("Elm", False, None, None, None, ""),
        ),
        BLOCKS,
    )
    cut = replace(CLOSED.blockers[0], number=Counted(3, False))
    ash = Blocker("ash", Counted(0, False), outcome("none", "paid", -2.5, 70.0, 80.0, blocker="ash"))
    several = tables.blocking(TALKS, replace(CLOSED, blockers=(ash, cut)))
    assert several is not None
    assert several.rows[0] == ("Ash", True, None, 70.0, -2.5, "land=none, aid=paid")
    assert several.rows[1][2] == 3
    assert several.note == f"{BLOCKS} Counting was cut off for Ash and Birch; there may be more."


def test_one_signer_alone_blocks_without_others_to_gain() -> None:
    best = replace(outcome("all", "paid", 1.0, 2.0, 3.0), gains={"ash": Band.over([1.0])}, least=None)
    alone = replace(
        CLOSED,
        nearest=replace(NEAREST, signers=NEAREST.signers[:1]),
        blockers=(Blocker("ash", Counted(2, True), best),),
    )
    table = tables.blocking(TALKS, alone)
    assert table is not None
    assert table.rows == (("Ash", True, 2, None, 1.0, "land=all, aid=paid"),)


def test_demands_of_a_deadlock() -> None:
    """`only` is in all three clashes, `both` in two, the others in one each; three demands give way, in one opening."""
    assert tables.demands(TALKS, CLOSED) == Table(
        "Every demand",
        ("party", "demand", "name", "firmness", "in clashes", "in openings"),
        (
            ("Ash", NEVER_LAND, "land", "declared", 1, 1),
            ("Birch", NEVER_OTHERS, "only", "constitutional", 3, 1),
            ("Grove", NEVER_BOTH, "both", "preferred", 2, 0),
            ("Ash", "never aid=no", "new", "declared", 1, 0),
            ("Ash", WORTH_ASH, "ash-no-deal", "no deal", 1, 1),
            ("Birch", WORTH_BIRCH, "birch-no-deal", "no deal", 1, 0),
            ("Elm", WORTH_ELM, "elm-no-deal", "no deal", 1, 0),
        ),
        "In clashes: of 3 clashes; in openings: of the 2 found.",
    )
    assert tables.demands(TALKS, replace(CLOSED, demands=())) is None


def test_demands_of_an_open_space() -> None:
    nothing, some = "nothing", "some agreements"
    assert tables.demands(TALKS, NARROW) == Table(
        "Every demand",
        ("party", "demand", "name", "firmness", "rules out by itself"),
        (
            ("Ash", NEVER_LAND, "land", "declared", nothing),
            ("Birch", NEVER_OTHERS, "only", "constitutional", some),
            ("Grove", NEVER_BOTH, "both", "preferred", some),
            ("Ash", "never aid=no", "new", "declared", nothing),
            ("Ash", WORTH_ASH, "ash-no-deal", "no deal", some),
            ("Birch", WORTH_BIRCH, "birch-no-deal", "no deal", some),
            ("Elm", WORTH_ELM, "elm-no-deal", "no deal", some),
        ),
        "Nothing: without this one demand, not a single further agreement would be possible.",
    )
    assert tables.demands(TALKS, replace(NARROW, slack=None)) is None


def test_of_very_many_demands_those_that_play_a_part_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "DEMANDS", 5)
    open_ = tables.demands(TALKS, NARROW)
    assert open_ is not None
    assert [row[2] for row in open_.rows] == ["only", "both", "ash-no-deal", "birch-no-deal", "elm-no-deal"]
    assert (open_.title, open_.note) == (
        "Demands, those that play a part first",
        "Nothing: without this one demand, not a single further agreement would be possible. Not all are shown; the "
        "data lists them.",
    )
    idle = replace(CLOSED.demands[0], name="idle")
    closed = tables.demands(TALKS, replace(CLOSED, demands=(idle, *CLOSED.demands[1:6])))
    assert closed is not None
    assert [row[2] for row in closed.rows] == ["only", "both", "new", "ash-no-deal", "birch-no-deal"]
    assert (
        closed.note == "In clashes: of 3 clashes; in openings: of the 2 found. Not all are shown; the data lists them."
    )


def test_margins() -> None:
    """Ash's limit of 62.125 lies within its range of 40..65; the others' limits lie beyond theirs."""
    rises = "The space closes when one signer's no-deal value rises above the limit and all else stays as it is."
    columns = ("signer", "no deal is worth", "taken as", "limit", "margin", "its range passes the limit")
    sharp, judged = Quantity(Band(30.0, 30.0, 30.0), "range"), Quantity(Band(40.0, 50.0, 65.0), "range")
    birch = (Link("Birch", "no-deal-birch"), sharp, 30.0, 40.0, 10.0, False)
    assert tables.margins(TALKS, NARROW) == Table(
        "How much more a signer could ask before no agreement is left",
        columns,
        (
            birch,
            (Link("Ash", "no-deal-ash"), judged, 50.0, 62.125, 12.125, True),
            (Link("Elm", "no-deal-grove"), Quantity(Band(20.0, 20.0, 20.0), "range"), 20.0, 60.0, 40.0, False),
        ),
        f"{rises} If all rise at once, it closes above 2.5 points.",
    )
    alone = tables.margins(TALKS, replace(NARROW, margins=NARROW.margins[:1]))
    assert alone == Table("How much more a signer could ask before no agreement is left", columns, (birch,), rises)
    assert tables.margins(TALKS, replace(NARROW, margins=())) is None
    spared = tables.margins(TALKS, replace(NARROW, margins=NARROW.margins[:1], spared=("ash", "elm")))
    assert spared is not None
    assert spared.note.endswith("stays as it is. Without the yes of Ash or Elm some agreement is left.")


def test_options_left_the_fewest_first() -> None:
    assert tables.options(TALKS, NARROW) == Table(
        "Options that some possible agreement has",
        ("issue", "left", "in none"),
        (("Aid", "paid", "late, no"), ("The land", "most, half", "all, none")),
        "If any signer refused every option that an issue has left, the space would be closed.",
    )
    assert tables.options(TALKS, replace(NARROW, options_left=None)) is None


def test_conditions_that_exclude() -> None:
    table = Table(
        "The conditions that exclude it",
        ("condition", "because"),
        ((PAYING, "Nothing else is enough."), (LATE, "")),
        "None of them can be spared: without it the others would leave an agreement.",
    )
    assert tables.conditions(TALKS, Incoherent(("paying", "late"))) == table
    assert tables.conditions(TALKS, Excluded({"land": "all"}, ("paying", "late"))) == table


def test_what_each_signer_makes_of_a_wanted_agreement() -> None:
    ends = "At worst and at best: with every estimate of the signer at the end of its range against, or for, the deal."
    wanted = Table(
        "What each signer makes of it",
        ("signer", "worth", "no deal", "gain", "at worst", "at best", "red lines crossed"),
        (
            ("Ash", 45.0, 50.0, -5.0, -20.0, 15.0, "land"),
            ("Birch", 60.0, 30.0, 30.0, 30.0, 30.0, ""),
            ("Elm", 35.0, 50.0, -15.0, -20.0, -4.0, "both"),
        ),
        f"{ends} Not asked for, and settled so that it takes least: aid=paid.",
    )
    assert tables.parties(TALKS, WANTED) == wanted
    whole = replace(WANTED, wanted={"land": "none", "aid": "paid"})
    assert tables.parties(TALKS, whole) == replace(wanted, note=ends)


def test_what_would_have_to_change() -> None:
    """Ash needs 45 land and 55 aid: 45 is within 30..70, 55 is not within 50. Elm's worth of 35 is 5 below 40..60."""
    judged = Quantity(Band(40.0, 50.0, 60.0), "range")
    assert tables.changes(TALKS, WANTED) == Table(
        "What would have to change",
        ("party", "kind", "judgement", "now", "needed", "share of the way", "its range allows it", "points beyond"),
        (
            ("Ash", "red line", NEVER_LAND, "declared", "lifted for these terms", None, None, None),
            ("Ash", "no deal", Link("no-deal value", "no-deal-ash"), judged, Quantity(45.0, "price"), None, True, None),
            (
                "Ash",
                "weights",
                "weight of land",
                Quantity(Band(30.0, 50.0, 70.0), "range"),
                Quantity(45.0, "price"),
                None,
                True,
                None,
            ),
            (
                "Ash",
                "weights",
                "weight of aid",
                Quantity(Band(50.0, 50.0, 50.0), "range"),
                Quantity(55.0, "price"),
                None,
                False,
                None,
            ),
            (
                "Ash",
                "ranges",
                "all estimates together",
                "the middles",
                "towards the favourable ends",
                Quantity(0.25, "in_100"),
                True,
                None,
            ),
            ("Elm", "red line", NEVER_BOTH, "preferred", "lifted for these terms", None, None, None),
            (
                "Elm",
                "no deal",
                Link("no-deal value", "no-deal-grove"),
                judged,
                Quantity(35.0, "price"),
                None,
                False,
                5.0,
            ),
            ("Elm", "weights", "another view of what matters", None, "no weights suffice", None, False, None),
            (
                "Elm",
                "ranges",
                "all estimates together",
                "the middles",
                "more than the favourable ends",
                None,
                False,
                4.0,
            ),
        ),
        "Every red line named has to give way. A no-deal value has to be at most what is needed. Of a party's other "
        "changes one kind suffices: its no-deal value, all its weights as shown, or all its estimates together, so far "
        "on the way from the middles of their ranges to the ends that favour the agreement.",
    )


def test_columns_that_no_change_fills_are_left_out() -> None:
    enough = replace(RELUCTANT, need=replace(RELUCTANT.need, short=Fraction(0)))
    assert tables.changes(TALKS, replace(WANTED, signers=(CONTENT, enough))) == Table(
        "What would have to change",
        ("party", "kind", "judgement", "now", "needed"),
        (("Ash", "red line", NEVER_LAND, "declared", "lifted for these terms"),),
        "Every red line named has to give way.",
    )


def test_a_score_sheet_without_ranges_has_a_no_deal_value_only() -> None:
    sharp = replace(
        UNABLE.need, judged=Band(50.0, 50.0, 50.0), weights_judged={}, least=Fraction(-15), most=Fraction(-15)
    )
    assert tables.changes(TALKS, replace(WANTED, signers=(replace(UNABLE, need=sharp, lifted=()),))) == Table(
        "What would have to change",
        ("party", "kind", "judgement", "now", "needed", "its range allows it", "points beyond"),
        (
            (
                "Elm",
                "no deal",
                Link("no-deal value", "no-deal-grove"),
                Quantity(Band(50.0, 50.0, 50.0), "range"),
                Quantity(35.0, "price"),
                False,
                15.0,
            ),
        ),
        "A no-deal value has to be at most what is needed.",
    )


def test_where_ranges_or_weights_are_the_only_other_kind_one_suffices() -> None:
    others = (
        "A no-deal value has to be at most what is needed. Of a party's other changes one kind suffices: its no-deal "
        "value, all its weights as shown, or all its estimates together, so far on the way from the middles of their "
        "ranges to the ends that favour the agreement."
    )
    ranges = replace(UNABLE, need=replace(UNABLE.need, weights_judged={}), lifted=())
    weights = replace(RELUCTANT, need=replace(RELUCTANT.need, least=Fraction(-5), most=Fraction(-5)), lifted=())
    for signer, kinds in ((ranges, ["no deal", "ranges"]), (weights, ["no deal", "weights", "weights"])):
        table = tables.changes(TALKS, replace(WANTED, signers=(signer,)))
        assert table is not None
        assert ([row[1] for row in table.rows], table.note) == (kinds, others)


def test_nothing_has_to_change_where_every_signer_accepts() -> None:
    assert tables.changes(TALKS, replace(WANTED, signers=(CONTENT,))) is None


def several(number: int, complete: bool = True) -> Outcome:
    """Agreements that tie: ash gains as much by each, birch and elm do not; they differ on aid alone."""
    one = outcome("half", "paid", -2.0, 30.0, 80.0)
    gains = {"ash": Band.over([-2.0]), "birch": Band.over([30.0, 45.5]), "elm": Band.over([-10.0, 80.0])}
    options = {"land": ("half",), "aid": ("paid", "no")}
    return replace(one, number=Counted(number, complete), gains=gains, options=options)


def test_agreements_that_tie_stand_in_one_row_with_their_ranges() -> None:
    tied = replace(GIVEN[1], best=(several(3),))
    span = [Quantity(Band(30.0, 37.75, 45.5), "span"), Quantity(Band(-10.0, 35.0, 80.0), "span")]
    assert [str(each) for each in span] == ["30.0 to 45.5", "-10.0 to 80.0"]
    title = "The agreements that these leave, best for the worst-off signer first"
    note = (
        "Under a signer stand the points it gains over no deal, as judged today; where several agreements are as good, "
        "from the least to the most in them."
    )
    assert tables.opened(TALKS, replace(CLOSED, openings=(tied,))) == Table(
        title, ("opening", "as good", "ash", "birch", "elm", "aid"), ((1, 3, -2.0, *span, "paid or no"),),
        f"{note} It has land=half.",
    )  # fmt: skip
    both = tables.opened(TALKS, replace(CLOSED, openings=(GIVEN[1], tied)))
    assert both is not None
    assert both.rows == ((1, 1, -2.0, 30.0, 80.0, "paid"), (2, 3, -2.0, *span, "paid or no"))
    assert both.note == f"{note} All of these also have land=half."


def test_a_nearest_miss_that_ties_tells_the_range_and_what_only_some_cross() -> None:
    ash, birch, elm = NEAREST.signers
    signers = (
        replace(ash, worth=Band.over([47.5, 50.0]), short=Band.over([0.0, 2.5]), red_lines=(), in_some=("land", "new")),
        replace(birch, red_lines=("only",), in_some=("both",)),
        elm,
    )
    table = tables.nearest(
        TALKS, replace(CLOSED, nearest=replace(NEAREST, signers=signers, number=Counted(1200, True)))
    )
    assert table is not None
    worth, short = Quantity(Band(47.5, 48.75, 50.0), "span"), Quantity(Band(0.0, 1.25, 2.5), "span")
    assert table.rows == (
        ("Ash", worth, 50.0, short, "in some: land and new"),
        ("Birch", 100.0, 30.0, None, "only; in some: both"),
        ("Elm", 100.0, 20.0, None, ""),
    )
    rest = (
        "land=none, aid=paid. A range is over all of them. No other agreement crosses cheaper red lines, and of those "
        "that cross as cheap ones none falls short by fewer points in all."
    )
    assert table.note == f"One of 1,200 that come as near: {rest}"
    cut = replace(NEAREST, number=Counted(7, False))
    unsure = tables.nearest(TALKS, replace(CLOSED, nearest=cut))
    assert unsure is not None
    assert unsure.note == f"One of at least 7 that come as near: {rest}"


def test_who_blocks_gains_a_range_where_the_best_for_the_others_tie() -> None:
    blocker = Blocker("elm", Counted(7, True), several(2))
    table = tables.blocking(TALKS, replace(CLOSED, blockers=(blocker,)))
    assert table is not None
    assert table.rows[2] == (
        "Elm",
        True,
        7,
        -2.0,
        Quantity(Band(-10.0, 35.0, 80.0), "span"),
        "land=half, aid=paid or no",
    )
    assert table.note == (
        "Blocks alone: without its demands there would be an agreement. Shown is the best one for the others; where "
        "several are as good, all of them, and what it gains from the least to the most."
    )


def test_ways_to_settle_the_rest_that_take_as_little_have_their_ranges() -> None:
    ash = OverTies(
        Band.over([45.0, 47.0]), Band.over([-5.0, -3.0]), Band.over([-20.0]), Band.over([15.0, 16.0]), ("land",)
    )
    tied = replace(WANTED, signers=WANTED.signers[:2], number=Counted(4, True), over={"ash": ash})
    table = tables.parties(TALKS, tied)
    assert table is not None
    spans = [Quantity(Band.over(ends), "span") for ends in ((45.0, 47.0), (-5.0, -3.0), (15.0, 16.0))]
    assert table.rows == (
        ("Ash", spans[0], 50.0, spans[1], -20.0, spans[2], "in some: land"),
        ("Birch", 60.0, 30.0, 30.0, 30.0, 30.0, ""),
    )
    assert table.note.endswith(
        " Not asked for, and settled so that it takes least: aid=paid. 4 ways to settle that take as little: a range "
        "is over all of them."
    )
    cut = tables.parties(TALKS, replace(tied, number=Counted(500, False)))
    assert cut is not None
    assert cut.note.endswith(
        "At least 500 ways to settle that take as little: a range is over all of them, at worst and at best over 200 "
        "of them."
    )
