"""The tables of the efficient agreements: whole, of results made by hand."""

from __future__ import annotations

from dataclasses import replace

from comity.agreements.space import Agreement
from comity.finding import Band, Link, Quantity, Table
from comity.questions.frontier import tables
from comity.questions.frontier.points import Frontier, Point, Stake
from comity.questions.frontier.prices import TRADED, Price
from talks import talks

CASE = talks()


def point(x: str, y: str, a: float, b: float, c: float, count: int = 1) -> Point:
    """An outcome that is worth so much to Alpha and Beta (no deal 40 and 25), and to Gamma, who does not sign."""
    return Point(
        (Agreement({"x": x, "y": y}),), count, {"a": a, "b": b}, {"a": a - 40, "b": b - 25}, {"c": Band.over([c])}
    )


FRONTIER = Frontier(
    over="zopa",
    all=4,
    count=3,
    agreements_count=3,
    points=(
        point("p", "q", 75.0, 25.25, 10.0),
        point("q", "q", 20.0, 50.0, 90.0),
        point("q", "p", 15.0, 60.0, 95.0, count=2),
    ),
    stakes=(Stake("a", 40.0, 15.0, 75.0), Stake("b", None, 25.25, 60.0)),
    varying=("a", "b"),
    prices=(Price("a", "b", 0.5, 0.75, 1.0, Band.over([0.625]), 2), Price("b", "a", 1.0, 1.25, 1.5, None, 1000)),
)


def test_the_outcomes_and_what_they_share() -> None:
    assert tables.points(CASE, FRONTIER, show=2) == Table(
        "Efficient outcomes, best for the worst-off signer first (2 of 3 shown)",
        ("", "a", "b", "agreements", "x"),
        ((1, 35.0, 0.25, 1, "p"), (2, -20.0, 25.0, 1, "q")),
        "All of these have y=q. Under a signer stand the points it gains over no deal. 1 more outcome is not shown.",
        alike={"y": "q"},
    )


def test_outcomes_that_share_nothing_with_a_tie_among_them() -> None:
    assert tables.points(CASE, FRONTIER, show=3) == Table(
        "Efficient outcomes, best for the worst-off signer first (3 of 3 shown)",
        ("", "a", "b", "agreements", "x", "y"),
        ((1, 35.0, 0.25, 1, "p", "q"), (2, -20.0, 25.0, 1, "q", "q"), (3, -25.0, 35.0, 2, "q", "p")),
        "Under a signer stand the points it gains over no deal. Several agreements can be worth exactly the same to "
        "every signer; the first of them is shown.",
    )


def test_one_outcome_shown_is_told_by_its_terms() -> None:
    assert tables.points(CASE, replace(FRONTIER, count=2001), show=1) == Table(
        "Efficient outcomes, best for the worst-off signer first (1 of 2,001 shown)",
        ("", "a", "b", "agreements"),
        ((1, 35.0, 0.25, 1),),
        "Its terms: x=p and y=q. Under a signer stand the points it gains over no deal. 2,000 more outcomes are not "
        "shown.",
        alike={"x": "p", "y": "q"},
    )


def test_what_they_are_worth_to_signers_and_to_others() -> None:
    assert tables.worths(CASE, FRONTIER, show=2) == Table(
        "What they are worth, in points",
        ("", "a", "b", "(c)"),
        ((1, 75.0, 25.25, 10.0), (2, 20.0, 50.0, 90.0)),
        "In brackets: does not sign.",
    )
    first, second, third = FRONTIER.points
    differing = replace(FRONTIER, points=(first, second, replace(third, others={"c": Band(90.0, 92.5, 95.0)})))
    tied = tables.worths(CASE, differing, show=3)
    assert tied is not None
    assert tied.rows[2] == (3, 15.0, 60.0, Quantity(Band(90.0, 92.5, 95.0), "span"))
    said = "In brackets: does not sign. To them tied agreements differ; the range is over"
    assert tied.note == f"{said} all agreements that tie."
    listed = tables.worths(CASE, replace(differing, others_exact=False), show=3)
    assert listed is not None
    assert listed.note == f"{said} those listed of the agreements that tie."
    alike = tables.worths(CASE, FRONTIER, show=3)
    assert alike is not None
    assert alike.note == "In brackets: does not sign."
    alone = tuple(replace(each, others={}) for each in FRONTIER.points)
    assert tables.worths(CASE, replace(FRONTIER, points=alone), show=3) == Table(
        "What they are worth, in points",
        ("", "a", "b"),
        ((1, 75.0, 25.25), (2, 20.0, 50.0), (3, 15.0, 60.0)),
    )


def test_no_outcome_shown_makes_no_table() -> None:
    assert tables.points(CASE, FRONTIER, show=0) is None
    assert tables.worths(CASE, FRONTIER, show=0) is None


def test_what_is_at_stake() -> None:
    assert tables.ranges(CASE, FRONTIER) == Table(
        "What is at stake between efficient agreements",
        ("party", "role", "no deal", "least", "most"),
        (
            (Link("Alpha", "no-deal-a"), "signs", 40.0, 15.0, 75.0),
            ("Beta", "signs", None, 25.25, 60.0),
        ),
    )
    assert tables.ranges(CASE, replace(FRONTIER, stakes=())) is None


def prices(*costs: float) -> tuple[Quantity, ...]:
    return tuple(Quantity(cost, "price") for cost in costs)


NOTE = (
    "From an efficient agreement: the smallest loss for each point gained, over all moves to another efficient "
    "agreement by which the one gains, the other loses and no other signer loses; each in its own points. Typically: "
    "the median over the efficient outcomes from which there is such a move, counted in the last column."
)


def test_what_one_more_point_costs() -> None:
    assert tables.trade_offs(CASE, FRONTIER) == Table(
        "What one more point for one signer costs another",
        ("one more point for", "costs", "typically", "cheapest", "dearest", "from agreement 1", "agreements"),
        (
            ("Alpha", "Beta", *prices(0.75, 0.5, 1.0, 0.625), 2),
            ("Beta", "Alpha", *prices(1.25, 1.0, 1.5), None, 1000),
        ),
        NOTE,
    )
    assert tables.trade_offs(CASE, replace(FRONTIER, prices=())) is None
    shared = replace(FRONTIER, prices=(Price("a", "b", 0.5, 0.75, 1.0, Band(0.5, 0.75, 1.0), 2),))
    table = tables.trade_offs(CASE, shared)
    assert table is not None
    assert table.rows == (("Alpha", "Beta", *prices(0.75, 0.5, 1.0), Quantity(Band(0.5, 0.75, 1.0), "span"), 2),)
    assert table.note == (
        f"{NOTE} Several are as good for the worst-off signer and in sum as agreement 1; a range is over all of them."
    )


def test_prices_between_some_of_many_outcomes_say_so() -> None:
    all_of_them = tables.trade_offs(CASE, replace(FRONTIER, count=TRADED))
    some = tables.trade_offs(CASE, replace(FRONTIER, count=TRADED + 1))
    assert all_of_them is not None
    assert some is not None
    assert all_of_them.note == NOTE
    assert some.note == f"{NOTE} Between the 2,000 efficient outcomes that are best for the worst-off signer."
