"""The tables and figures of a sequence, every column and row of the case of two issues."""

from __future__ import annotations

from typing import Any

from comity.agreements.common_ground import Island
from comity.case.check import read_case
from comity.finding import Lines, Link, Quantity, Table
from comity.papers.answers import in_which_order
from comity.questions.sequence.answer import sequence
from courses import two, washington
from material import ROOT
from talks import talks

RICH: dict[str, Any] = {
    "preconditions": [
        {
            "id": "y-first",
            "party": "a",
            "first": "y",
            "then": "x",
            "firmness": "preferred",
            "because": "So it is done.",
        },
        {"party": "b", "first": "x", "then": "y"},
    ],
    "talks": {
        "issues": {
            "x": {
                "formats": {"f": {"name": "by letter", "cost": 1, "success": "40..60"}},
                "because": "Nobody travels.",
            },
            "y": {"formats": {"g": {"cost": {"value": 2, "because": "It is far."}, "success": 50}}},
        },
        "worth": 20,
    },
    "measures": {
        "line": {
            "name": "A hotline",
            "by": "a",
            "cost": "1..2",
            "moves": {"b": {"no_deal": "0..20"}},
            "because": "It helps.",
        },
        "aid": {"name": "Aid", "reversible": "yes"},
    },
}


def shown(table: Table) -> list[tuple[object, ...]]:
    return [tuple(str(cell) if isinstance(cell, Quantity) else cell for cell in row) for row in table.rows]


def test_every_table_of_two_issues() -> None:
    tables = sequence(two(**RICH), order="x", together=2).tables
    assert {name: shown(table) for name, table in tables.items()} == {
        "stakes": [("The X", 0.0, 0.0, 0.0, ""), ("The Y", 0.0, 0.0, 0.0, "")],
        "openings": [
            ("The X", "P it is", 1, 35.0, 0.0, 0.0, 0.0, "safe"),
            ("The X", "Q it is", 0, None, None, None, None, "none left"),
            ("The Y", "P", 0, None, None, None, None, "none left"),
            ("The Y", "Q", 1, 35.0, 0.0, 0.0, 0.0, "safe"),
        ],
        "first_steps": [("The X together with The Y", 0.0)],
        "safest_orders": [("safest", 0.0, 1, "The X together with The Y")],
        "parties": [("Alpha", "+35.0", "-40.0", "-40.0"), ("Beta", "+0.0", "+50.0", "+50.0")],
        "today": [("The X", "Q it is"), ("The Y", "Q")],
        "chosen_order": [("The X", "+75.0", "-50.0", 50.0, "Beta has lost")],
        "roadmap": [(1, "The X: P it is; The Y: Q", "+75.0", "-50.0")],
        "preconditions": [
            (Link("Alpha", "precondition-y-first"), "The Y", "The X", "preferred", "So it is done."),
            (Link("Beta", "precondition-2"), "The X", "The Y", "declared", ""),
        ],
        "deadlocks": [("The X, The Y", "Alpha, Beta", "The Y before The X (Alpha, preferred)")],
        "orders_of_talks": [("The X together with The Y",)],
        "rounds": [
            ("The X", "by letter", 14.0, "50 in 100", "100 in 100"),
            ("The Y", "g", 16.0, "50 in 100", "100 in 100"),
        ],
        "first_rounds": [("The X", "by letter", "50 in 100"), ("The Y", "g", "50 in 100")],
        "measures": [
            (
                Link("Aid", "measure-aid"),
                "not said in the case",
                "not said in the case",
                "yes",
                "nothing judged",
                "1",
                0,
                "",
            ),
            (
                Link("A hotline", "measure-line"),
                "Alpha",
                "1 to 2",
                "no",
                "Beta: no deal from 25 to 10",
                "1 to 2",
                0,
                "It helps.",
            ),
        ],
        "measures_none_left": [(Link("A hotline", "measure-line"), "50.0", "0.0", "0.0")],
        "judged": [
            ("what it is worth that all is settled", "20", ""),
            ("what rounds on “The X” held as “by letter” cost", "1", "Nobody travels."),
            ("in how many of 100 rounds on “The X” held as “by letter” succeed", "40 to 60", "as above"),
            ("what rounds on “The Y” held as “g” cost", "2", "It is far."),
            ("in how many of 100 rounds on “The Y” held as “g” succeed", "50", ""),
            ("what the measure “A hotline” costs", "1 to 2", "It helps."),
            ("what no deal is worth to Beta after the measure “A hotline”", "0 to 20", "as above"),
        ],
    }
    assert tables["chosen_order"].title == "The order asked for: The X"
    assert tables["chosen_order"].note.endswith("It breaks the preconditions y-first.")


def test_a_precondition_stands_with_its_own_reason_whatever_it_is_called() -> None:
    stated = [
        {"id": "2", "party": "a", "first": "x", "then": "y", "because": "One."},
        {"party": "b", "first": "x", "then": "y", "because": "Two.", "confidence": "low"},
    ]
    rows = shown(sequence(two(preconditions=stated), before=["x < y"]).tables["preconditions"])
    assert [row[4] for row in rows] == ["One.", "Two. Confidence low.", ""]
    assert [row[3] for row in rows] == ["declared", "declared", ""]


def test_what_holds_today_stands_with_its_reason() -> None:
    issues = two().model_dump(mode="json", by_alias=True)["issues"]
    issues["x"] |= {"today": {"option": "q", "because": "So it is.", "confidence": "low"}, "reversible": "yes"}
    table = sequence(talks(issues=issues)).tables["today"]
    assert table.columns == ("issue", "today", "a step on it", "because")
    assert shown(table) == [
        ("The X", "Q it is", "lapses when talks stop", "So it is. Confidence low."),
        ("The Y", "Q", "", ""),
    ]


def test_the_columns_name_parties_and_units() -> None:
    tables = sequence(two()).tables
    assert tables["openings"].columns == (
        *("issue", "settled as", "agreements left", "Alpha", "Beta"),
        *("worst off", "takes at most", ""),
    )
    assert tables["roadmap"].columns == ("phase", "comes into force", "Alpha", "Beta", "")
    assert shown(tables["if_a_step_fails"]) == [("The Y", "+0.0", "+0.0", 0.0)]
    assert "places" not in tables  # there is but one safest order
    assert "deadlocks" not in tables
    assert "rounds" not in tables


def test_what_has_to_be_verified_is_told_as_the_case_says_it() -> None:
    issues = {
        "x": {
            "name": "The X",
            "options": {
                "p": {"name": "P", "says": "P it is.", "verified_by": ["c", "a"], "breach": "All is off."},
                "q": "Q",
            },
            "needs": {"p": ["b"]},
            "today": "q",
            "reversible": "yes",
        },
        "y": {"name": "The Y", "options": {"p": "P", "q": "Q"}, "decided_by": "a", "today": "q"},
    }
    table = sequence(talks(issues=issues, conditions=[{"id": "both", "if": {"x": "p"}, "then": {"y": "q"}}])).tables[
        "verification"
    ]
    assert sorted(row[1:] for row in shown(table)) == [
        (
            "P it is.",
            "Beta",
            "Gamma, Alpha",
            "All is off.",
            "lapses",
            Lines((Link("x=p needs y=q", "condition-both"),)),
        ),
        ("The Y: Q", "Alpha", "not said in the case", "not said in the case", "stays in force", ""),
    ]


def test_islands_are_those_of_the_papers() -> None:
    result = sequence(talks(interests={**talks().model_dump(mode="json")["interests"]} and {
        "a": {"no_deal": 40, "x": {"weight": 1, "p": 100, "q": 60}},
        "b": {"no_deal": 20, "x": {"weight": 1, "p": 0, "q": 100}},
    })).result  # fmt: skip
    assert Island("x", "q", ("b",), ("a",), 60.0) in result.islands


def test_the_ladder_shows_every_phase_and_party() -> None:
    figures = sequence(two()).figures
    assert set(figures) == {"ladder"}
    values = figures["ladder"].spec["data"]["values"]
    assert [(cell["phase"], cell["party"], cell["said"]) for cell in values] == [
        ("1. The Y", "Alpha", "0"),
        ("1. The Y", "Beta", "0"),
        ("2. The X", "Alpha", "+75.0"),
        ("2. The X", "Beta", "−50.0"),
    ]
    assert figures["ladder"].alt == "1. The Y: Alpha 0, Beta 0; 2. The X: Alpha +75.0, Beta −50.0."


def test_the_bars_show_whose_stake_is_largest() -> None:
    figure = sequence(read_case(ROOT / "examples" / "washington-2025" / "case.yaml")).figures["stakes"]
    assert figure.alt.startswith("Military and intelligence support by allies: 1.8, European group; ")


def test_the_brief_has_a_section_where_the_case_says_anything_of_it() -> None:
    assert in_which_order(talks()).parts == ()
    parts = in_which_order(two(**RICH)).parts
    assert isinstance(parts[0], str)
    assert "Today is not no deal: it is worth 40.0 points less to Alpha and 50.0 points more to Beta" in parts[0]
    titles = [part.title for part in parts[1:]]  # type: ignore[union-attr]
    assert titles[:3] == [
        "A roadmap: what each phase brings each party, in points",
        "Preconditions on talks",
        "Procedural deadlocks",
    ]


AIM = (
    "The roadmap leads to the agreement that leaves most to whoever gains least, which need not be one of those put "
    "forward, in the safest order of steps"
)


def test_the_brief_says_where_the_roadmap_leads_and_which_order_it_follows() -> None:
    said = in_which_order(two()).parts[0]
    assert isinstance(said, str)
    assert f" {AIM}." in said
    coherent = in_which_order(washington()).parts[0]
    assert isinstance(coherent, str)
    assert f" {AIM} at every stage of which the conditions of the case are met." in coherent
    still = in_which_order(talks(measures={"line": {"name": "A line"}})).parts[0]
    assert isinstance(still, str)
    assert "roadmap" not in still


def test_measures_are_ranked_by_what_they_add() -> None:
    measures = {"none": {"name": "Nothing"}, "more": {"name": "More", "moves": {"b": {"no_deal": 0}}}}
    result = sequence(two(measures=measures)).result
    assert result.measures is not None
    assert [(each.measure, each.adds) for each in result.measures] == [("more", 1), ("none", 0)]
    assert result.json()["measures"][0]["moves"] == {"b": {"from": 25.0, "to": 0.0}}


def test_what_no_term_says_is_told_once() -> None:
    said = "The case says of no term who takes part in it, who verifies that it is kept or what follows a breach."
    bare = sequence(two())
    assert "verification" not in bare.tables
    assert said in bare.answer
    issues = two().model_dump(mode="json", by_alias=True)["issues"]
    issues["x"]["options"]["p"] = {"name": "P", "breach": "All is off."}
    some = sequence(two(issues=issues))
    assert "The case says of no term" not in some.answer
    table = some.tables["verification"]
    assert table.columns == ("phase", "obligation", "after a breach")
    assert table.note == (
        "The case says of no term who takes part in it or who verifies that it is kept. If talks stop, each stays in "
        "force."
    )


def test_where_the_agreement_is_what_holds_today_no_step_is_put_in_order() -> None:
    finding = sequence(two(), target="x=q, y=q")
    assert "The agreement aimed at is what holds today, so no step changes anything." in finding.answer
    assert not {"first_steps", "safest_orders", "places", "roadmap", "if_a_step_fails"} & set(finding.tables)
    assert "ladder" not in finding.figures
    assert finding.data["orders"]["count"] == 2


def test_a_roadmap_says_which_order_it_follows() -> None:
    roadmap = sequence(washington()).tables["roadmap"]
    assert roadmap.note.startswith(
        "The safest of the orders in which every stage meets the conditions of the case; it risks 7.0 points. What "
    )
    free = washington().model_copy(update={"conditions": ()})
    assert sequence(free).tables["roadmap"].note.startswith("The safest order; it risks ")


def test_numbers_of_rounds_and_measures_are_told_in_words_with_their_day() -> None:
    easier = {"x": {"value": "10..20", "before": {"storm": 5}}}
    formats = {"g": {"cost": 1, "success": 50}}
    stated = {"issues": {"y": {"formats": formats, "easier_after": easier}}}
    case = two(
        talks=stated, developments=[{"id": "storm", "date": "2024-03-02", "what": "A storm."}], as_of="2024-04-01"
    )
    told = {row[0] for row in sequence(case).tables["judged"].rows}
    assert told == {
        "what rounds on “The Y” held as “g” cost",
        "in how many of 100 rounds on “The Y” held as “g” succeed",
        "in how many of 100 more a round succeeds on “The Y” once “The X” is settled",
        "in how many of 100 more a round succeeds on “The Y” once “The X” is settled, before 2 March 2024",
    }
