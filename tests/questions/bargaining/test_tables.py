"""The tables of the four measures of fairness, whole, from a result made by hand."""

from __future__ import annotations

from dataclasses import replace

from comity.case.model import Case
from comity.finding import Band, Link, Quantity, Table
from comity.questions.bargaining import tables
from comity.questions.bargaining.answer import bargaining
from fair import made, outcome, three

ASH, BIRCH = Link("Ash", "no-deal-ash"), Link("Birch", "no-deal-birch")


def test_what_each_signer_gains() -> None:
    """Thirteen agreements tie for Kalai-Smorodinsky, in two outcomes; Nash picks none."""
    assert tables.solutions(three(), made()) == Table(
        "What each signer gains",
        ("measure", "agreements", "Ash", "Birch", "Cedar", "sum"),
        (
            ("Nash: largest product of gains", 0, None, None, None, None),
            ("Kalai-Smorodinsky: equal shares of what each could gain at best", 13, 15.0, 60.0, 40.0, 115.0),
            ("Kalai-Smorodinsky: equal shares of what each could gain at best", 13, 45.25, 30.0, 20.0, 95.25),
            ("Egalitarian: the smallest gain as large as possible", 1, 45.25, 30.0, 20.0, 95.25),
            ("Utilitarian: largest sum of gains", 12, 15.0, 60.0, 40.0, 115.0),
        ),
        "Points gained over no deal, at the middle of its range. "
        "Nash is not defined: no agreement gives every signer that can gain more than no deal.",
    )


def test_five_of_the_outcomes_that_tie_are_shown_and_all_counted() -> None:
    six = tuple(outcome("x", float(at), 1.0, 1.0) for at in range(6))
    table = tables.solutions(three(), replace(made(), solutions={"egalitarian": six}))
    measure = "Egalitarian: the smallest gain as large as possible"
    assert table.rows == tuple((measure, 6, float(at), 1.0, 1.0, at + 2.0) for at in range(5))
    assert table.note == "Points gained over no deal, at the middle of its range."


def test_the_agreements_picked_are_the_first_of_the_first_outcome() -> None:
    assert tables.agreements(three(), made()) == Table(
        "The agreement that each measure picks (the first, where several tie)",
        ("issue", "Kalai-Smorodinsky", "Egalitarian", "Utilitarian"),
        (("The deal", "y", "x", "y"),),
    )


JUDGED = (
    "Where several agreements tie for a measure, it is judged by the least that it is sure to give, then by the most; "
    "the points in brackets are what it gives, from the one to the other."
)


def test_favourites() -> None:
    """Kalai-Smorodinsky gives ash 15 or 45.25, by which of two outcomes that tie is taken."""
    table = tables.favourites(three(), made())
    between = Quantity(Band(0.0, 15.125, 30.25), "span")
    assert table == Table(
        "Which measure each signer would argue for",
        ("signer", "likes best", "likes least", "points between them"),
        (
            (ASH, "Egalitarian", "Kalai-Smorodinsky (15.0 to 45.2) and Utilitarian", between),
            (BIRCH, "all alike", "", 0.0),
        ),
        JUDGED,
    )
    assert str(between) == "0.0 to 30.2"
    either = replace(
        made().favourites[1], gains={"egalitarian": Band(1.0, 2.0, 3.0), "utilitarian": Band(1.0, 2.0, 3.0)}
    )
    open_ = tables.favourites(three(), replace(made(), favourites=(either,)))
    assert (open_.rows, open_.note) == (((BIRCH, "all alike (1.0 to 3.0)", "", 0.0),), JUDGED)
    plain = replace(made(), favourites=made().favourites[1:])
    assert tables.favourites(three(), plain) == Table(
        "Which measure each signer would argue for",
        ("signer", "likes best", "likes least", "points between them"),
        ((BIRCH, "all alike", "", 0.0),),
    )


def test_how_the_picks_move() -> None:
    range_ = Quantity(Band(0.0, 2.75, 5.5), "range")
    assert str(range_) == "0 to 5.5"
    assert tables.no_deal(three(), made()) == Table(
        "How the picks move with what no deal is worth",
        ("no deal that moves", "its range", "measure", "its worth at low", "at middle", "at high", "picks"),
        (
            (ASH, range_, "Nash", None, 46.25, Quantity(Band(16.0, 20.0, 24.0), "span"), 3),
            (ASH, range_, "Utilitarian", 16.0, 16.0, 16.0, 1),
        ),
        "One no-deal value moves, the others stay in the middle. The worth is that of the agreement picked, to the "
        "signer whose no-deal value moves, a range where several tie; empty where no agreement is left or the measure "
        "is not defined. The last column counts the different picks among the three: one where the pick stays "
        "the same.",
    )
    assert tables.no_deal(three(), replace(made(), moved=())) is None


def test_what_leaving_a_party_out_would_mean() -> None:
    assert tables.left_out(three(), made()) == Table(
        "What leaving a party out would mean",
        ("left out", "efficient", "worth to it", "its no deal", "it loses or gains", "Ash", "Birch", "Cedar"),
        (
            (ASH, 7, 20.0, 1.0, -25.25, None, 0.0, Quantity(Band(-1.5, 1.5, 4.5), "span")),
            (BIRCH, 1, None, 2.0, None, None, None, None),
        ),
        "Each row leaves out one signer: its red lines and its no-deal value no longer count, and the others take the "
        "Nash solution among themselves. Losses and gains, those of the others under their names, are points against "
        "the Nash solution with everyone. A range is over all agreements that tie for the one or the other.",
    )
    plain = tables.left_out(three(), replace(made(), left_out=made().left_out[1:]))
    assert plain is not None
    assert plain.note.endswith(" are points against the Nash solution with everyone.")
    assert tables.left_out(three(), replace(made(), left_out=())) is None


def test_an_amount_that_is_picked_is_said_with_its_unit() -> None:
    both = {"2026-06-30": 0, "2027-06-30": 100}
    case = Case.model_validate(
        {
            "title": "A sale",
            "parties": {name: {"name": name, "signs": True} for name in ("Buyer", "Seller")},
            "issues": {
                "price": {"name": "The price", "amount": {"from": 0, "to": 5, "step": 0.5, "unit": "%"}},
                "start": {"name": "The start", "amount": {"from": "2026-06-30", "to": "2027-06-30", "step": "quarter"}},
            },
            "interests": {
                "Buyer": {"no_deal": 0, "price": {"weight": 1, "0": 100, "5": 0}, "start": {"weight": 1} | both},
                "Seller": {"no_deal": 0, "price": {"weight": 1, "0": 0, "5": 100}, "start": {"weight": 1} | both},
            },
        }
    )
    picked = tables.agreements(case, bargaining(case).result).rows
    assert [row[1] for row in picked] == ["2.5%", "30 June 2027"]
