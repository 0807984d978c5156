"""The tables of durability, whole, on a result written by hand (see conftest)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from comity.case.model import Case
from comity.finding import Band, Cell, Quantity, Table
from comity.questions.durability import tables, words
from comity.questions.durability.around import Around
from comity.questions.durability.result import Durability

BEYOND = float("inf")
PLEDGED = (
    "Least guarantee: the chance with which the promise must at first be kept for neither side ever to gain by "
    "breaking the peace, if it fades and wavers as judged."
)


def percent(*numbers: float) -> Quantity:
    """A part, or its band."""
    return Quantity(Band(*numbers) if len(numbers) == 3 else numbers[0], "in_100")


def change(low: float, mid: float, high: float) -> Quantity:
    return Quantity(Band(low, mid, high), "change")


def shown(table: Table | None) -> tuple[tuple[Cell, ...], ...]:
    assert table is not None
    return table.rows


def around(result: Durability) -> Around:
    assert result.around is not None
    return result.around


def test_plain(ford: Case, made: Durability) -> None:
    table = tables.plain(ford, made)
    assert table == Table(
        "In plain words",
        ("question", "answer"),
        words.plain(around(made).plain, "Valley", 10, 0.5),
        words.plain_note({"line": "near", "pledge": "given"}),
    )
    assert len(table.rows) == 4


def test_lasting(ford: Case, made: Durability) -> None:
    assert tables.lasting(ford, made) == Table(
        "How many would last",
        ("stage", "agreements", "meaning"),
        (
            ("efficient agreements", 3, "those looked at"),
            ("self-enforcing", 1, "neither side would gain by attacking in any year"),
            ("lasting in practice", 2, "peace after ten years with a chance of at least 50 in 100"),
            ("would last", 3, "one or the other"),
        ),
        words.lasting_note(made.lasting, made.fares),
    )
    named = replace(made, lasting=replace(made.lasting, kind="named"), year=1, target=0.9)
    rows = shown(tables.lasting(ford, named))
    assert rows[0] == ("agreements named", 3, "those looked at")
    assert rows[2][2] == "peace after one year with a chance of at least 90 in 100"


def test_agreements(ford: Case, made: Durability) -> None:
    assert tables.agreements(ford, made, show=5) == Table(
        "The most lasting agreements (2 of 2 kinds)",
        ("", "line", "agreements", "peace after ten years", "self-enforcing", "of the draws", "least guarantee"),
        (
            (1, "near", 1, percent(0.8, 0.9, 0.95), True, percent(0.97), percent(0.44, 0.54, BEYOND)),
            (2, "far", 2, percent(1 - 10 / 41, 0.8, 0.875), False, percent(0.13), percent(0.0, 0.0, 0.0)),
        ),
        "All of these also have pledge=given. Agreements that differ only in issues without an effect on the contest "
        f"stand in one row. {PLEDGED}",
        alike={"pledge": "given"},
    )


def test_one_agreement_is_shown_with_all_its_terms(ford: Case, made: Durability) -> None:
    many = replace(made, year=20, lasting=replace(made.lasting, kinds=1051))
    assert tables.agreements(ford, many, show=1) == Table(
        "The most lasting agreements (1 of 1,051 kinds)",
        (
            "",
            "line",
            "pledge",
            "agreements",
            "peace after 20 years",
            "self-enforcing",
            "of the draws",
            "least guarantee",
        ),
        ((1, "near", "given", 1, percent(0.6, 0.8, 0.9), True, percent(0.97), percent(0.44, 0.54, BEYOND)),),
        "Agreements that differ only in issues without an effect on the contest stand in one row. " + PLEDGED,
    )


def test_failures(ford: Case, made: Durability) -> None:
    assert tables.failures(ford, made) == Table(
        "What fails first in them",
        ("agreement", "from year", "who would gain by attacking", "because"),
        ((1, None, "neither side", ""), (2, 4, "Hill", "the guarantee fades over the years")),
        words.FAILING,
    )
    assert len(shown(tables.failures(ford, made, show=1))) == 1


def test_terms(ford: Case, made: Durability) -> None:
    assert tables.terms(ford, made) == Table(
        "What each single term does",
        ("the agreement", "peace after ten years", "change (points)", "least guarantee"),
        (
            ("with all its terms", percent(0.81, 0.9, 0.95), None, percent(0.44, 0.54, BEYOND)),
            ("without line=near", percent(0.71, 0.72, 0.73), change(-0.19, -0.18, -0.17), percent(0.0, 0.0, 0.0)),
            ("without pledge=given", percent(0.01, 0.02, 0.03), change(-0.9, 0.05, 0.06), percent(0.47, 0.48, 0.49)),
        ),
        "The most lasting agreement (1). Without a term, things stay as they are today in what it settles (today's "
        "line, no promise, no limits). Changes are of the same draws, so their bands are narrower than those of the "
        "chances.",
    )


def test_land(ford: Case, made: Durability) -> None:
    assert tables.land(ford, made) == Table(
        "Land against guarantee",
        ("the line", "share of Hill (in 100)", "least guarantee", "peace after ten years"),
        (
            (
                "line=near",
                Quantity(Band(28.0, 30.0, 32.0), "range"),
                percent(0.45, 0.55, BEYOND),
                percent(0.6, 0.61, 0.62),
            ),
            (
                "line=far",
                Quantity(Band(40.0, 40.0, 40.0), "range"),
                percent(0.25, 0.36, 0.46),
                percent(0.63, 0.64, 0.65),
            ),
        ),
        f"All other terms as in the most lasting agreement. {PLEDGED} No guarantee keeps the defender from attacking, "
        "which may be what fails where it has little left.",
    )
    assert tables.land(ford, replace(made, around=replace(around(made), lines=()))) is None


def test_worth(ford: Case, made: Durability) -> None:
    fought = ("fighting on", percent(0.55, 0.6, 0.65), percent(0.19, 0.2, 0.21), None)
    first = (1, percent(0.29, 0.3, 0.32), percent(0.68, 0.69, 0.72), percent(0.62, 0.65, 0.67))
    assert tables.worth(ford, made) == Table(
        "What the agreements and fighting on are worth",
        ("agreement", "worth to Hill", "worth to Valley", "promised"),
        (fought, first, (2, percent(0.39, 0.4, 0.42), percent(0.57, 0.58, 0.59), percent(0.16, 0.17, 0.18))),
        "Worth: the part of the stake that, held for ever in peace, is worth as much to the side. Fighting on: from "
        "today's line, with today's arms, nobody else coming in; below 0 the war costs more than it can win. Promised: "
        "the chance, as judged, that somebody comes to the defender's aid in the first year.",
    )
    assert shown(tables.worth(ford, made, show=1)) == (fought, first)


def test_fighting_on_stands_alone_where_there_is_no_agreement(ford: Case, made: Durability) -> None:
    assert tables.fighting_on(ford, made) is None
    assert tables.fighting_on(ford, replace(made, fares=())) == Table(
        "What fighting on is worth",
        ("party", "part of the stake"),
        (("Hill", percent(0.55, 0.6, 0.65)), ("Valley", percent(0.19, 0.2, 0.21))),
    )


def test_waiting(ford: Case, made: Durability) -> None:
    table = tables.waiting(ford, made)
    assert table is not None
    assert table.title == "Who gains by waiting"
    assert table.columns == (
        "years of waiting",
        "fighting on: Hill",
        "fighting on: Valley",
        "gain of Hill",
        "gain of Valley",
    )
    assert [row[0] for row in table.rows] == [0, 1, 2, 3, 5, 10]
    assert table.rows[0] == (0, percent(0.1, 0.2, 0.3), percent(0.4, 0.5, 0.6), None, None)
    assert table.rows[1][3:] == (change(-0.02, -0.01, 0.005), change(-0.01, 0.01, 0.025))
    assert [str(cell) for cell in table.rows[5]] == [
        "10",
        "30 in 100 (20 to 50)",
        "40 in 100 (20 to 50)",
        "-10 (-20 to +5)",
        "+10 (-10 to +25)",
    ]
    assert made.waiting is not None
    assert table.note == words.waiting_note(ford, made.waiting)
    assert tables.waiting(ford, replace(made, waiting=None)) is None


def test_guarantor(ford: Case, made: Durability) -> None:
    assert tables.guarantor(ford, made) == Table(
        "The guarantor: would keeping the promise be in its own interest?",
        (
            "year",
            "draws in which fighting would pay",
            "chance by its interest",
            "judged, while firm",
            "judged, while wavering",
        ),
        (
            (1, percent(0.25), percent(0.07, 0.33, 0.7), percent(0.5, 0.64, 0.77), percent(0.27, 0.37, 0.48)),
            (20, percent(0.24), percent(0.06, 0.32, 0.71), percent(0.31, 0.46, 0.66), percent(0.19, 0.28, 0.4)),
        ),
        words.guarantor_note(Band(0.02, 0.66, 0.92), 10),
    )


def test_cheating(ford: Case, made: Durability) -> None:
    assert tables.cheating(ford, made) == Table(
        "Breaking the limits on arms",
        ("", "chance", "change (points)"),
        (
            ("peace after ten years if arms stay as agreed", percent(0.82, 0.9, 0.94), None),
            ("if they may grow unseen", percent(0.76, 0.87, 0.93), change(-0.06, -0.03, 0.01)),
            ("chance a year that it is found out", percent(0.19, 0.26, 0.34), None),
            ("draws in which Hill would gain by it", percent(0.05), None),
        ),
        "The most lasting agreement (1). Both sides are taken to know of it; a side that is found out is back at what "
        "was agreed and loses for good what it has from peace.",
    )


def test_division(ford: Case, made: Durability) -> None:
    assert tables.division(ford, made) == Table(
        "Could any division of the stake hold?",
        (
            "land that decides the odds",
            "with the guarantee",
            "of the draws with it",
            "without any guarantee",
            "of the draws without any",
        ),
        (
            (percent(0.0), True, percent(0.98), False, percent(0.45)),
            (percent(0.25), False, percent(0.42), True, percent(0.99)),
        ),
        "Whether some path of divisions would leave each side, in every year, at least what it could secure by war "
        "then or later (Powell 2006; Krainin 2017). Arms and promises as in the most lasting agreement; the odds of "
        "war are those of Hill holding the part of the stake named in the row.",
    )


def test_base_rates(ford: Case, made: Durability) -> None:
    assert tables.base_rates(ford, made) == Table(
        "Beside what has been seen elsewhere",
        ("", "after 1 year", "5 years", "10 years", "20 years"),
        (
            (
                "The most lasting agreement here, by the model",
                percent(0.98, 0.99, 0.995),
                percent(0.9, 0.95, 0.975),
                percent(0.8, 0.9, 0.95),
                percent(0.6, 0.8, 0.9),
            ),
            (
                "Neighbouring states after 1945: no fatal clash since the last (57 pairs)",
                *map(percent, (0.77, 0.47, 0.38, 0.29)),
            ),
            ("The same: no renewed interstate war", *map(percent, (1.0, 0.93, 0.8, 0.7))),
            (
                "Peace agreements after 1975: the same parties not at war again (369; UCDP)",
                *map(percent, (0.79, 0.68, 0.65)),
                None,
            ),
        ),
        "Chance that peace has held. Alliances honoured when called upon: 74.5 of 100 (Leeds, Long & Mitchell 2000); "
        "50 over all years and 22 after 1945, defence pacts 41 (Berkemeier & Fuhrmann 2018). Risk of renewed war "
        "beside other agreements: full agreements .41 times (.24 to .72), those with a ceasefire clause alone 2.10 "
        "times (1.20 to 3.66), those with a security guarantee 1.40 times (.81 to 2.41). These are no estimates for "
        "this case: they say what has been seen elsewhere.",
    )


def test_estimates(ford: Case, made: Durability) -> None:
    assert tables.estimates(ford, made) == Table(
        "The judgements of the contest",
        ("judgement", "value", "because"),
        (
            ("stake", "The whole ford", None),
            ("held", Quantity(Band(35.0, 35.0, 35.0), "range"), None),
            ("cost challenger", Quantity(Band(0.5, 1.0, 1.5), "range"), None),
            ("line near share", Quantity(Band(30.0, 30.0, 30.0), "range"), "Near is less."),
        ),
        "Shares, chances and rates in 100; costs and noise in years of the whole stake; incentives in points.",
    )
    assert tables.estimates(ford.model_copy(update={"contest": None}), made) is None


def test_missing(ford: Case, made: Durability) -> None:
    assert tables.missing(ford, made) is None
    table = tables.missing(ford, Durability.without_contest(10, 0.5))
    assert table is not None
    assert (table.title, table.columns, table.note) == ("What a contest needs", ("field", "meaning"), "")
    assert table.rows[0] == ("challenger", "The party that might attack to change what is agreed.")
    assert [name for name, meaning in table.rows if not meaning] == ["first_strike", "cost", "rebuilding"]


NOT_WITHOUT_AGREEMENTS: tuple[Callable[[Case, Durability], Table | None], ...] = (
    tables.plain,
    tables.lasting,
    tables.agreements,
    tables.failures,
    tables.terms,
    tables.land,
    tables.worth,
    tables.guarantor,
    tables.cheating,
    tables.division,
    tables.base_rates,
)


@pytest.mark.parametrize("table", NOT_WITHOUT_AGREEMENTS)
def test_without_agreements_or_a_contest_there_is_no_such_table(
    ford: Case, made: Durability, table: Callable[[Case, Durability], Table | None]
) -> None:
    assert table(ford, made) is not None
    assert table(ford, replace(made, fares=(), around=None)) is None
    assert table(ford.model_copy(update={"contest": None}), Durability.without_contest(10, 0.5)) is None


def test_what_the_case_does_not_say_has_no_table(ford: Case, made: Durability) -> None:
    silent = replace(made, around=replace(around(made), guarantor=None, cheating=None))
    assert tables.guarantor(ford, silent) is None
    assert tables.cheating(ford, silent) is None
    assert tables.division(ford, silent) is not None
    assert tables.fighting_on(ford, Durability.without_contest(10, 0.5)) is None


def test_five_agreements_are_shown_where_nothing_else_is_asked(ford: Case, made: Durability) -> None:
    many = replace(made, fares=made.fares * 4)
    for table, besides in ((tables.agreements, 0), (tables.failures, 0), (tables.worth, 1)):
        assert len(shown(table(ford, many))) == 5 + besides
        assert len(shown(table(ford, many, show=7))) == 7 + besides
