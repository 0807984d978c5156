"""Statements of Discourse Network Analyzer: a case out of them, and the statements of a reading for it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from comity.case.check import read_case
from comity.exchange import export_case, import_case
from comity.problem import Problems
from foreign_files import DNA
from material import WASHINGTON

DEBATE = DNA["debate.csv"]


@pytest.fixture
def debate(tmp_path: Path) -> Path:
    path = tmp_path / "debate.csv"
    path.write_text(DEBATE, "utf-8")
    return path


def test_a_rating_is_the_share_of_statements_that_agree(debate: Path) -> None:
    case = import_case(debate).case
    assert [party.name for party in case.parties.values()] == ["Cyclists", "Shops"]
    assert [issue.name for issue in case.issues.values()] == ["no cars on the bridge", "free parking"]
    told = {
        (party, issue): [float(rating.point) for rating in stated.ratings.values()]
        for party in case.parties
        for issue, stated in case.interest_of(party).issues.items()
    }
    bridge, parking = case.issues
    assert told == {
        ("cyclists", bridge): [100, 0],
        ("cyclists", parking): [50, 50],
        ("shops", bridge): [0, 100],
        ("shops", parking): [100, 0],
    }


def test_what_statements_leave_open_is_said(debate: Path) -> None:
    debate.write_text(
        DEBATE + '"7","","","","Taxis","night buses","0","","",""\n"8","","","","Taxis","night buses","","","",""\n'
    )
    said = "\n".join(map(str, import_case(debate).notes))
    for what in (
        "rows that do not name a side: 1, left out",
        "statements for and against: Cyclists on free parking; the rating is the share that agrees",
        "not everyone speaks of everything: Cyclists, Shops, Taxis; they count as indifferent there",
        "do not say how dear an issue is; all that a party speaks of weigh the same",
        "do not say what happens without an agreement; no_deal is set to the least utility",
        "do not say who must agree; everyone signs",
    ):
        assert what in said


def test_one_document_counts_once(debate: Path) -> None:
    twice = DEBATE + '"9","2021-06-13","Radio","","Cyclists","free parking","1","20","30","Again: why not."\n'
    debate.write_text(twice, "utf-8")
    ratings = import_case(debate).case.interest_of("cyclists").issues["free-parking"].ratings
    assert [float(rating.point) for rating in ratings.values()] == [50, 50]
    debate.write_text(twice.replace('"9","2021-06-13","Radio"', '"9","2021-06-14","Television"'), "utf-8")
    ratings = import_case(debate).case.interest_of("cyclists").issues["free-parking"].ratings
    assert float(ratings["agreed"].point) == pytest.approx(200 / 3)


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_as_programs_save_them(divider: str, encoding: str, debate: Path) -> None:
    plain = DEBATE.replace('"organization"', '"Organisation"').replace("Cyclists", "Vélo")
    debate.write_text(re.sub('","', f'"{divider}"', plain), encoding)
    assert [party.name for party in import_case(debate).case.parties.values()] == ["Vélo", "Shops"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_last_letters_of_a_table_are_read_as_all_others(end: str, debate: Path) -> None:
    debate.write_bytes(f"concept;agreement;organization\nnight buses;1;Café{end}".encode("cp1252"))
    assert [party.name for party in import_case(debate).case.parties.values()] == ["Café"]


def test_a_table_that_is_cut_off_within_a_letter_keeps_the_others(debate: Path) -> None:
    debate.write_bytes("concept;agreement;organization\nnight buses;1;Café\nnight buses;0;Vélo é".encode()[:-1])
    assert [party.name for party in import_case(debate).case.parties.values()] == ["Café", "Vélo \ufffd"]


def test_every_side_that_is_neither_is_told_with_its_line(debate: Path) -> None:
    debate.write_text(DEBATE.replace('"0","41"', '"maybe","41"').replace('"1","0","9"', '"2","0","9"'), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(debate)
    assert [problem.place.line for problem in raised.value.problems] == [6, 7]
    assert "the agreement 'maybe' is neither yes nor no; write 1 or 0" in str(raised.value)


def test_no_mistake_is_left_out_unsaid(debate: Path) -> None:
    row = '"1","2021-06-13","Radio","","Cyclists","free parking","maybe","20","30",""\n'
    debate.write_text(DEBATE + 21 * row, "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(debate)
    assert len(raised.value.problems) == 21


ROWS = """\
id,source,date,person,organisation,concept,option,agreement,kind,firmness,start,end,cue_start,cue_end,content_start,content_end,text,repeats
a-1,a,2025-08-16,Ada Lo,Ukraine,territory,recognised,no,refuse,must,0,30,1,2,3,4,"They ""never"" will, she said",
a-2,a,2025-08-16,,Russia,territory,recognised,yes,demand,must,31,60,1,2,3,4,'=yes,
a-3,a,2025-08-16,,Russia,,,,say,,61,70,1,2,3,4,They met,
"""


def test_the_statements_of_a_reading_go_out_with_a_codebook(tmp_path: Path) -> None:
    case = read_case(WASHINGTON)
    issue = case.issues["territory"]
    option = next(iter(issue.options))
    (tmp_path / "statements.csv").write_text(ROWS.replace("recognised", option), "utf-8-sig")
    written = export_case(case, "dna", tmp_path / "out", tmp_path)
    rows = list(csv.DictReader((tmp_path / "out" / "statements.csv").read_text("utf-8").splitlines()))
    assert [(row["ID"], row["organization"], row["concept"], row["agreement"]) for row in rows] == [
        ("1", "Ukraine", f"territory: {option}", "0"),
        ("2", "Russia", f"territory: {option}", "1"),
    ]
    assert rows[0]["text"] == 'They "never" will, she said'
    assert rows[1]["text"] == "'=yes"  # no formula of a spreadsheet
    assert (rows[0]["person"], rows[0]["document"], rows[0]["start"], rows[0]["stop"]) == ("Ada Lo", "a", "0", "30")
    book = list(csv.DictReader((tmp_path / "out" / "codebook.csv").read_text("utf-8").splitlines()))
    concept = next(row for row in book if row["variable"] == "concept")
    assert concept["meaning"] == f"{issue.name}: {issue.options[option].name}"
    assert concept["statements"] == "2"
    assert {"variable": "organization", "value": "Ukraine", "meaning": "party ukraine", "statements": "1"} in book
    said = "\n".join(problem.what for problem in written.problems)
    assert "statements that take neither side of an issue are not written: 1" in said
    again = import_case(tmp_path / "out" / "statements.csv").case
    assert [party.name for party in again.parties.values()] == ["Ukraine", "Russia"]


def test_without_statements_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no statements lie beside this case; comity read REPORTS -o FOLDER keeps"):
        export_case(read_case(WASHINGTON), "dna", tmp_path / "out", tmp_path)
    assert not (tmp_path / "out").exists()
