"""Quotations on paper: the words that were meant, or said not to be."""

from __future__ import annotations

import pytest

from comity.case.check import read_case
from comity.case.evidence import noted
from comity.case.judgement import Evidence
from comity.case.paths import judgement_paths
from comity.finding import Link
from comity.papers.judgements import judgements, quotes
from comity.questions.sequence import measure_tables
from comity.questions.sequence import tables as sequence_tables
from comity.questions.sequence.answer import usual
from material import WASHINGTON
from talks import TALKS, Case

TEXT = "The lake has fallen by three metres. Downriver refuses a dam."
NOTED = noted("s", TEXT, (0, 36))


def quoted(piece: Evidence, text: str | None) -> str:
    case = Case.model_validate(TALKS | {"sources": {"s": {"file": "s.md", "title": "Minutes"}}})
    return quotes(case if text is None else case.with_texts({"s": text}), [piece])


@pytest.mark.parametrize(
    ("piece", "text", "printed"),
    [
        (NOTED, TEXT, "“The lake has fallen by three metres.” (Minutes, characters 0–36)"),
        (
            NOTED,
            f"New. {TEXT}",
            "“The lake has fallen by three metres.” (Minutes, characters 5–41; noted at 0–36, from where an edit of "
            "the source has moved it)",
        ),
        (
            NOTED,
            TEXT.replace("three", "eight"),
            "“The lake has fallen by eight metres.” (Minutes, characters 0–36; the source has been edited: this is not "
            "as it was noted, which began “The lake has fallen”)",
        ),
        (NOTED, "Something else.", "“The lake has fallen” (Minutes: not found in the text of today)"),
        (NOTED, None, "“The lake has fallen” (Minutes, s:0-36)"),
        (
            Evidence.model_validate("s:5-15"),
            TEXT,
            "“ake has fa” (Minutes, characters 5–15; it begins or ends inside a word, so these may not be the words "
            "that were meant)",
        ),
        (Evidence.model_validate("s: refuses  a Dam"), TEXT, "“refuses a dam” (Minutes, characters 47–60)"),
    ],
)
def test_what_is_printed_as_a_quotation(piece: Evidence, text: str | None, printed: str) -> None:
    assert quoted(piece, text) == printed


def test_the_other_readings_of_a_red_line_are_listed_below_it() -> None:
    line = {"id": "ban", "party": "a", "never": {"x": "p"}, "firmness": "declared"}
    reads = [{"never": {"x": "q"}, "unless": {"y": "q"}, "because": "said so once"}, {"never": {"y": "p"}}]
    case = Case.model_validate(TALKS | {"red_lines": [{**line, "or_reads": reads}]})
    (table,) = (each for each in judgements(case) if each.title == "Red lines")
    assert table.rows == (
        ("Alpha: never x=p", "declared", "", ""),
        ("Alpha: may read: never x=q unless y=q", "", "said so once", ""),
        ("Alpha: may read: never y=p", "", "", ""),
    )
    assert table.anchors == ("red-line-ban", "red-line-ban/or-reads-1", "red-line-ban/or-reads-2")


HALL = {
    "name": "The hall",
    "amount": {"from": "10", "to": "30", "step": "10", "unit": "m"},
    "today": {"option": "20", "because": "it stands"},
}
COURSE = TALKS | {
    "parties": TALKS["parties"]
    | {
        "c": {
            "name": "Gamma",
            "members": {"d": "Delta", "e": "Epsilon"},
            "listens": {"d": {"e": "30"}, "e": {"d": "10"}, "because": "they lunch"},
        }
    },
    "issues": TALKS["issues"] | {"hall": HALL},
    "interests": TALKS["interests"]
    | {
        "a": TALKS["interests"]["a"]
        | {
            "no_deal": {"value": "40", "per_month": {"value": "-1..0", "because": "it tires"}},
            "hall": {"weight": "2", "10": {"value": "0", "because": "too low"}, "30": "100", "because": "it is tall"},
        }
    },
    "messages": [{"id": "rise", "to": "a", "moves": {"hall": {"10": "40"}}, "because": "low halls are cheap"}],
    "ties": [
        {"from": "b", "to": "a", "rapport": {"value": "50", "because": "they met"}, "best": "60", "turns": "90..100"}
    ],
    "preconditions": [{"party": "b", "first": "x", "then": "hall", "firmness": "preferred", "because": "it said so"}],
    "talks": {
        "because": "they need rounds",
        "patience": {"value": "95..99", "because": "they can wait"},
        "worth": "30",
        "issues": {
            "x": {
                "because": "x is hard",
                "formats": {
                    "small": {"cost": "1", "success": {"value": "40..60", "because": "as before"}, "ends_talks": "5"},
                    "large": {"name": "All at once", "cost": "2", "success": "50", "because": "a guess"},
                },
                "easier_after": {"hall": {"value": "10", "because": "a hall helps"}},
            }
        },
    },
    "measures": {
        "line": {
            "name": "A telephone line",
            "by": "a",
            "cost": {"value": "1..2", "because": "wires"},
            "moves": {"b": {"no_deal": {"value": "15..25", "because": "fewer shots"}}},
            "ties": {
                "b": {"a": {"rapport": {"value": "70", "because": "they call"}, "turns": "110", "because": "lines"}}
            },
            "because": "it calms",
        },
        "pause": {"name": "A pause", "reversible": "yes"},
    },
}


def test_every_judgement_of_a_case_is_listed_once() -> None:
    case = Case.model_validate(COURSE)
    reasons = [each.because for _, each in judgement_paths(case) if each.because]
    told = [row[2] for table in judgements(case) for row in table.rows if row[2]]
    assert len(reasons) == 19
    assert sorted(told) == sorted(reasons)
    anchors = [anchor for table in judgements(case) for anchor in table.anchors]
    assert len(set(anchors)) == len(anchors)


def test_the_course_of_talks_is_listed_with_units() -> None:
    listed = {table.title: table for table in judgements(Case.model_validate(COURSE))}
    rows = {title: [row[:2] for row in table.rows] for title, table in listed.items()}
    assert rows["What holds today"] == [("The hall", "20 m")]
    assert rows["Preconditions on talks"] == [("Beta: “The X” before “The hall”", "preferred")]
    assert rows["Rounds of talks"] == [
        ("in general", ""),
        ("what comes a round later, of 100 now", "95 to 99"),
        ("what it is worth that all is settled", "30 points"),
        ("The X", ""),
        (
            "The X, held as “small”",
            "costs 1 point, succeeds in 40 to 60 of 100, ends all talks in 5 of 100 if it fails",
        ),
        ("The X, held as “small”, success", "40 to 60"),
        ("The X, held as “All at once”", "costs 2 points, succeeds in 50 of 100"),
        ("The X, once “The hall” is settled", "a round succeeds in 10 of 100 more"),
    ]
    assert rows["Measures that would build confidence"] == [
        (
            "A telephone line (Alpha)",
            "costs 1 to 2 points; no deal of Beta 15 to 25; tie from Beta to Alpha: rapport 70, turns at 110",
        ),
        ("A telephone line (Alpha), cost", "1 to 2"),
        ("A telephone line (Alpha), no deal of Beta", "15 to 25"),
        ("A telephone line (Alpha), tie from Beta to Alpha", "rapport 70, turns at 110"),
        ("A telephone line (Alpha), tie from Beta to Alpha, rapport", "70"),
        ("A pause", "nothing judged; can be taken back"),
    ]
    assert rows["Listening inside a group, in percent"] == [
        ("Gamma", "Delta takes 30 from Epsilon; Epsilon takes 10 from Delta")
    ]
    assert rows["Ties, in percent"] == [
        ("Beta to Alpha", "rapport 50, best pressure 60, turns at 90 to 100"),
        ("Beta to Alpha, rapport", "50"),
    ]
    assert rows["Messages"] == [("to Alpha", "The hall, 10 m: 40")]
    assert rows["Interests of Alpha"][:2] == [("no deal", "40"), ("no deal, each month", "-1 to 0")]
    assert rows["Interests of Alpha"][-2:] == [("The hall", "weight 2: 10 m at 0; 30 m at 100"), ("hall: 10 m", "0")]


def test_links_of_a_sequence_and_of_who_moves_whom_lead_to_the_list() -> None:
    case = Case.model_validate(COURSE)
    known = {anchor for table in judgements(case) for anchor in table.anchors}
    result = usual(case)
    shown = [sequence_tables.preconditions(case, result), measure_tables.measures(case, result.measures)]
    links = {cell.to for table in shown if table for row in table.rows for cell in row if isinstance(cell, Link)}
    assert links == {"precondition-1", "measure-line", "measure-pause"}
    assert links <= known


def test_every_row_of_a_list_says_what_is_judged() -> None:
    for table in judgements(read_case(WASHINGTON)):
        assert all(row[0] for row in table.rows), table.title
