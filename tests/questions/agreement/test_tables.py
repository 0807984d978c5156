"""The tables of the agreements that are possible: whole, of results made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.agreements.space import Agreement
from comity.finding import Band, Link, Quantity, Table
from comity.questions.agreement import tables
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds, Interval
from comity.questions.agreement.funnel import AgreementLeft, Funnel, Onlooker, Refusal, Removal
from comity.questions.agreement.views import Objections, View
from talks import line, talks

BOTH = {"id": "both", "if": {"x": "q"}, "then": {"y": "q"}, "because": "said so"}
CASE = talks(conditions=[BOTH], red_lines=[line("b", x="p", y="p") | {"id": "not-pp"}])


def left(x: str, y: str, a: float, b: float) -> AgreementLeft:
    return AgreementLeft(Agreement({"x": x, "y": y}), {"a": a, "b": b})


FUNNEL = Funnel(
    all=4000,
    coherent=2000,
    red_lines=1000,
    zopa=3,
    zopa_low=5,
    zopa_high=0,
    conditions=(Removal("both", "", 10, 9, 8),),
    lines=(Removal("not-pp", "b", 7, 6, 5),),
    signers=(Refusal("a", Band(40, 40, 40), 12, 11), Refusal("b", Band(20, 25, 30), 14, 13)),
    left=(left("p", "q", 35.0, 0.25), left("q", "q", 1.0, -0.5), left("q", "p", 0.5, 0.0)),
    onlookers=(Onlooker("c", 2, 10.0, 90.0),),
    shown=2,
)


def test_the_stages() -> None:
    assert tables.funnel(CASE, FUNNEL) == Table(
        "The funnel",
        ("stage", "left", "removed", "of the stage before", "agreements that"),
        (
            ("all", 4000, None, None, "every combination of options"),
            ("coherent", 2000, 2000, Quantity(0.5, "share"), "meet every condition"),
            ("no red line crossed", 1000, 1000, Quantity(0.5, "share"), "cross no red line of a signer"),
            (
                "worth at least no deal (ZOPA)",
                3,
                997,
                Quantity(0.003, "share"),
                "every signer would rather sign than not",
            ),
        ),
    )


def test_who_refuses_which() -> None:
    assert tables.signers(CASE, FUNNEL) == Table(
        "Who refuses which of the 1,000 agreements that cross no red line",
        ("signer", "no deal is worth", "refuses", "refuses alone"),
        (
            (Link("Alpha", "no-deal-a"), Quantity(Band(40, 40, 40), "range"), 12, 11),
            (Link("Beta", "no-deal-b"), Quantity(Band(20, 25, 30), "range"), 14, 13),
        ),
        "Judged at the middle of each range. With every no-deal value at the low end of its range 5 agreements are "
        "left, at the high end no agreement is.",
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1, 1, "1 agreement is left, at the high end 1 agreement is."),
        (0, 0, "no agreement is left, at the high end no agreement is."),
        (2000, 2, "2,000 agreements are left, at the high end 2 agreements are."),
    ],
)
def test_what_would_be_left_at_the_ends_of_the_ranges(low: int, high: int, said: str) -> None:
    table = tables.signers(CASE, replace(FUNNEL, zopa_low=low, zopa_high=high))
    assert table is not None
    assert table.note == (
        f"Judged at the middle of each range. With every no-deal value at the low end of its range {said}"
    )


def test_without_ranges_there_are_no_ends_to_tell_of() -> None:
    alpha, _ = FUNNEL.signers
    table = tables.signers(CASE, replace(FUNNEL, signers=(alpha,)))
    assert table is not None
    assert table.note == ""


def test_one_agreement_that_is_refused_is_spoken_of_as_one() -> None:
    table = tables.signers(CASE, replace(FUNNEL, red_lines=1))
    assert table is not None
    assert table.title == "Who refuses which of the 1 agreement that crosses no red line"


def test_nobody_refuses_where_there_is_nothing_or_nobody() -> None:
    assert tables.signers(CASE, replace(FUNNEL, red_lines=0)) is None
    assert tables.signers(CASE, replace(FUNNEL, signers=())) is None


def test_what_each_red_line_removes() -> None:
    assert tables.red_lines(CASE, FUNNEL) == Table(
        "What each red line removes of the 2,000 coherent agreements",
        ("party", "will not sign", "firmness", "removes", "removes alone", "would open"),
        (("Beta", Link("x=p with y=p", "red-line-not-pp"), "declared", 7, 6, 5),),
        "Removes alone: agreements that no other red line removes. Would open: agreements that would be left in the "
        "end if this one red line were given up.",
    )
    one = tables.red_lines(CASE, replace(FUNNEL, coherent=1))
    assert one is not None
    assert one.title == "What each red line removes of the 1 coherent agreement"
    assert tables.red_lines(CASE, replace(FUNNEL, lines=())) is None


def test_what_each_condition_removes() -> None:
    assert tables.conditions(CASE, FUNNEL) == Table(
        "What each condition removes of all 4,000 agreements",
        ("condition", "removes", "removes alone", "would open"),
        ((Link("x=q needs y=q", "condition-both"), 10, 9, 8),),
    )
    assert tables.conditions(CASE, replace(FUNNEL, conditions=())) is None


def test_the_agreements_left_and_what_they_share() -> None:
    assert tables.agreements(CASE, FUNNEL, show=2) == Table(
        "The agreements left, best for the worst-off signer first (2 of 3 shown)",
        ("", "a", "b", "x"),
        ((1, 35.0, 0.25, "p"), (2, 1.0, -0.5, "q")),
        "All of these also have y=q. 1 more agreement is not shown. Under a signer stand the points it gains over no "
        "deal, at the middle of its range.",
        alike={"y": "q"},
    )


def test_agreements_that_share_nothing_and_are_all_shown() -> None:
    assert tables.agreements(CASE, FUNNEL, show=3) == Table(
        "The agreements left, best for the worst-off signer first (3 of 3 shown)",
        ("", "a", "b", "x", "y"),
        ((1, 35.0, 0.25, "p", "q"), (2, 1.0, -0.5, "q", "q"), (3, 0.5, 0.0, "q", "p")),
        "Under a signer stand the points it gains over no deal, at the middle of its range.",
    )


def test_one_agreement_shown_is_told_by_its_terms() -> None:
    assert tables.agreements(CASE, replace(FUNNEL, zopa=1001), show=1) == Table(
        "The agreements left, best for the worst-off signer first (1 of 1,001 shown)",
        ("", "a", "b"),
        ((1, 35.0, 0.25),),
        "Also: x=p, y=q. 1,000 more agreements are not shown. Under a signer stand the points it gains over no deal, "
        "at the middle of its range.",
        alike={"x": "p", "y": "q"},
    )


def test_no_table_where_no_agreement_is_left_or_shown() -> None:
    assert tables.agreements(CASE, FUNNEL, show=0) is None
    assert tables.agreements(CASE, replace(FUNNEL, zopa=0, left=()), show=5) is None


def test_what_the_agreements_left_mean_to_others() -> None:
    assert tables.others(CASE, FUNNEL) == Table(
        "What the 3 agreements left mean to others (they have no veto)",
        ("party", "role", "would accept", "least worth", "most worth"),
        (("Gamma", "does not sign", 2, 10.0, 90.0),),
    )
    one = tables.others(CASE, replace(FUNNEL, zopa=1, onlookers=(Onlooker("c", None, 10.0, 10.0),)))
    assert one is not None
    assert one.title == "What the one agreement left means to others (they have no veto)"
    assert one.rows == (("Gamma", "does not sign", None, 10.0, 10.0),)
    assert tables.others(CASE, replace(FUNNEL, onlookers=())) is None


BOUNDS = Bounds(2**31, Interval(9, 9), Interval(7, 8), Interval(2, 5), {"b": Interval(3, 6)})


def test_the_stages_of_a_large_space() -> None:
    assert tables.bounded_funnel(CASE, BOUNDS) == Table(
        "The funnel",
        ("stage", "left at least", "left at most"),
        (
            ("all", 2**31, 2**31),
            ("coherent", 9, 9),
            ("no red line crossed", 7, 8),
            ("worth at least no deal (ZOPA)", 2, 5),
        ),
    )


def test_what_each_signer_of_a_large_space_accepts() -> None:
    assert tables.bounded_signers(CASE, BOUNDS) == Table(
        "How many of the agreements that cross no red line each signer accepts",
        ("signer", "accepts at least", "accepts at most"),
        (("Beta", 3, 6),),
    )


OBJECTIONS = Objections(
    Agreement({"x": "q", "y": "p"}),
    ("both",),
    (
        View("a", True, False, 25.0, 40.0, 15.0, ()),
        View("b", True, True, 50.0, 25.0, 0.0, ()),
        View("c", False, None, 90.0, None, 0.0, ()),
    ),
)


def test_the_agreement_asked_about() -> None:
    assert tables.terms(CASE, OBJECTIONS) == Table(
        "The agreement", ("issue", "settlement"), (("The X", "Q it is"), ("The Y", "P"))
    )


def test_what_each_party_makes_of_it() -> None:
    assert tables.objections(CASE, OBJECTIONS) == Table(
        "What each party makes of it",
        ("party", "role", "view", "worth", "no deal", "points short of no deal", "objection"),
        (
            ("Alpha", "signs", "refuses", 25.0, 40.0, 15.0, ""),
            ("Beta", "signs", "accepts", 50.0, 25.0, None, ""),
            ("Gamma", "does not sign", "no view on signing", 90.0, None, None, ""),
        ),
    )
    crossing = View("b", True, False, 0.0, 25.0, 25.0, ("not-pp",))
    table = tables.objections(CASE, replace(OBJECTIONS, views=(crossing,)))
    assert table.rows == (("Beta", "signs", "refuses", 0.0, 25.0, 25.0, "will not sign x=p with y=p (declared)"),)


def test_the_conditions_that_are_broken() -> None:
    assert tables.conditions_broken(CASE, OBJECTIONS) == Table(
        "Conditions that it breaks",
        ("condition", "because"),
        ((Link("x=q needs y=q", "condition-both"), "said so"),),
    )
    assert tables.conditions_broken(CASE, replace(OBJECTIONS, conditions_broken=())) is None


def test_the_tables_of_a_case_reckoned_by_hand() -> None:
    case = talks(conditions=[BOTH], red_lines=[line("b", x="p", y="p"), line("c", x="q")])
    found = agreement(case)
    rows = {name: table.json()["rows"] for name, table in found.tables.items()}
    assert rows["funnel"] == [
        ["all", 4, None, None, "every combination of options"],
        ["coherent", 3, 1, 0.75, "meet every condition"],
        ["no red line crossed", 2, 1, pytest.approx(2 / 3), "cross no red line of a signer"],
        ["worth at least no deal (ZOPA)", 1, 1, 0.5, "every signer would rather sign than not"],
    ]
    assert [[str(cell) for cell in row] for row in found.tables["signers"].rows] == [
        ["Alpha", "40", "1", "1"],
        ["Beta", "20 to 30", "0", "0"],
    ]
    assert rows["red_lines"] == [["Beta", "x=p with y=p", "declared", 1, 1, 0]]  # Gamma has no veto
    assert rows["conditions"] == [["x=q needs y=q", 1, 1, 0]]
    assert rows["others"] == [["Gamma", "does not sign", None, 10.0, 10.0]]
    assert rows["agreements"] == [[1, 35.0, 0.0]]
    assert found.tables["agreements"].columns == ("", "a", "b")
    assert found.tables["agreements"].note.startswith("Also: x=p, y=q. ")
    assert "at the low end of its range 1 agreement is left, at the high end no agreement is." in (
        found.tables["signers"].note
    )


def test_the_best_of_a_large_space() -> None:
    two = replace(LARGE, left=(left("p", "q", 35.0, 0.25), left("q", "q", 1.0, 0.5)), shown=2)
    note = "Under a signer stand the points it gains over no deal, at the middle of its range."
    assert tables.best(CASE, two, show=2) == Table(
        "The 2 best agreements for the worst-off signer, best first",
        ("", "a", "b", "x"),
        ((1, 35.0, 0.25, "p"), (2, 1.0, 0.5, "q")),
        f"All of these also have y=q. {note}",
        alike={"y": "q"},
    )
    cut = tables.best(CASE, replace(two, left_exact=False), show=1)
    assert cut is not None
    assert cut.title == "The best agreement found for the worst-off signer"
    whole = tables.best(CASE, two, show=1)
    assert whole is not None
    assert whole.title == "The best agreement for the worst-off signer"
    found = tables.best(CASE, replace(two, left_exact=False), show=2)
    assert found is not None
    assert found.title == "The 2 best agreements found for the worst-off signer, best first"
    assert tables.best(CASE, LARGE, show=2) is None
    assert tables.best(CASE, two, show=0) is None


LARGE = Bounds(2**31, Interval(9, 9), Interval(7, 7), Interval(2, 5), {})
