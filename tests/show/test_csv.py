"""Tables as CSV: numbers stay numbers, and no text is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner

from comity.catalog import case_file
from comity.cli import main
from comity.finding import Band, Link, Quantity, Table
from comity.problem import Problems
from comity.questions.agreement.answer import agreement
from comity.show.csv import table_of, text
from talks import talks

SITING = str(case_file("abdelnabi-2024"))


def test_numbers_stay_numbers_and_bands_are_three_columns() -> None:
    band = Quantity(Band(0.25, 0.5, 0.75), "in_100")
    table = Table("T", ("", "name", "share"), ((1, Link("A, B", "a"), band), (2, "=1+1", None), (-3, "-x", band)))
    assert text(table) == (
        "number,name,share low,share mid,share high\n1,\"A, B\",0.25,0.5,0.75\n2,'=1+1,,,\n-3,'-x,0.25,0.5,0.75\n"
    )


def test_what_every_row_shares_and_the_note_says_stands_in_every_row() -> None:
    shared = Table("T", ("", "a", "c"), ((1, 2.5, "x"), (2, 1.5, "y")), "All have b=q.", alike={"b": "q", "a": "p"})
    assert text(shared) == "number,a,c,b,a 2\n1,2.5,x,q,p\n2,1.5,y,q,p\n"
    assert shared.json() == {"columns": ["", "a", "c"], "rows": [[1, 2.5, "x"], [2, 1.5, "y"]]}


def test_an_agreement_of_a_list_is_whole_in_its_row() -> None:
    case = talks()
    for show in (1, 3):
        columns = agreement(case, show=show).tables["agreements"].spread()
        assert set(case.issues) <= set(columns)


@pytest.mark.parametrize("said", ["=A1", "+A1", "-1-A1", "-1-1", "@SUM(A1)", "\t=A1", "\r=A1"])
def test_no_text_is_a_formula(said: str) -> None:
    (_, (cell,)) = csv.reader(io.StringIO(text(Table("T", ("a",), ((said,),))), newline=""))
    assert cell == f"'{said}".replace("\r", " ")
    assert text(Table("T", (said,), (("x",),))).startswith(("'", "\"'"))


def test_a_table_is_asked_for_by_its_name() -> None:
    finding = agreement(talks())
    name, *_ = finding.tables
    assert table_of(finding, name) is finding.tables[name]
    with pytest.raises(
        Problems, match="comity ask agreement: error: this finding has no table 'funel'; did you mean funnel"
    ):
        table_of(finding, "funel")


def test_the_command_prints_one_table() -> None:
    run = CliRunner().invoke(main, ["ask", "agreement", SITING, "--csv", "funnel"], catch_exceptions=False)
    assert run.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(run.output)))
    finding = agreement(talks())
    assert len(rows[0]) == len(finding.tables["funnel"].spread())
    assert any("720" in row.values() for row in rows)
    wrong = CliRunner().invoke(main, ["ask", "agreement", SITING, "--csv", "funel"])
    assert "did you mean funnel?" in wrong.output
    both = CliRunner().invoke(main, ["ask", "agreement", SITING, "--csv", "funnel", "--json"])
    assert "--json prints all of it and --csv one table" in both.output


@pytest.mark.parametrize("said", ["-2.5", "-2.5%", "+3", "0.30", "-0"])
def test_a_number_below_0_is_one(said: str) -> None:
    assert text(Table("T", ("share",), ((said,),))) == f"share\n{said}\n"
