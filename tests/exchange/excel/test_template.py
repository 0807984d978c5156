"""A case that is begun in a spreadsheet: from the empty workbook to the brief, without a word of YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from comity.cli import main
from comity.exchange.excel.sheets import SHEETS
from comity.exchange.excel.writing import template


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


BUS: dict[str, list[tuple[Any, ...]]] = {
    "Parties": [("operator", "Bus company", "yes"), ("towns", "The two towns", "yes"), ("riders", "Passengers")],
    "Issues": [("trips", "Buses a day", None, "yes"), ("fare", "The fare")],
    "Options": [
        ("trips", "8", "eight"),
        ("trips", "12", "twelve"),
        ("trips", "20", "twenty"),
        ("fare", "low", "as today"),
        ("fare", "high", "a third more", "a higher fare", "The fare rises by a third."),
    ],
    "Conditions": [(None, "buses", "trips=20", "fare=high", None, "Today's fare does not pay for so many buses.")],
    "No deal": [("operator", 40), ("towns", "30..45", None, None, None, None, None, "low", "It would go on a while.")],
    "Interests": [
        ("operator", "trips", None, 2),
        *(("operator", "trips", option, None, rating) for option, rating in (("8", 100), ("12", 60), ("20", 0))),
        ("operator", "fare", None, 3),
        ("operator", "fare", "low", None, 0),
        ("operator", "fare", "high", None, 100),
        ("towns", "trips", None, 3, None, None, "The towns put trips first."),
        *(("towns", "trips", option, None, rating) for option, rating in (("8", 0), ("12", "70..80"), ("20", 100))),
        ("towns", "fare", None, 2),
        ("towns", "fare", "low", None, 100),
        ("towns", "fare", "high", None, 20),
    ],
    "Linkages": [(None, "towns", "trips=12|20; fare=low", "4..8", None, "Both at once would please everyone.")],
    "Red lines": [(None, "school-bus", "towns", "trips=8", None, "declared", None, "The pupils could not get home.")],
    "Developments": [(None, None, "2025-04-30", "The council puts its demands in a letter.")],
}


def filled_in(path: Path) -> None:
    """Fill the workbook in as a person does: below what stands there."""
    book = load_workbook(path)
    book["Case"]["B2"] = "A bus line between two towns"
    book["Case"]["B3"] = "2025-05-03"
    for sheet, rows in BUS.items():
        page = book[sheet]
        begin = page.max_row + 1
        for number, row in enumerate(rows, begin):
            for column, value in enumerate(row, 1):
                if value is not None:
                    page.cell(number, column).value = value
    book.save(path)


def test_from_the_empty_workbook_to_the_brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begun = run("new", "--excel", "bus.xlsx")
    assert begun.exit_code == 0
    assert begun.output == "Fill in bus.xlsx, then: comity import bus.xlsx -o case.yaml\n"
    again = run("import", "bus.xlsx", "-o", "case.yaml")
    assert again.exit_code == 1
    assert "bus.xlsx:Parties!A1: error: 'parties' is missing" in again.output
    filled_in(tmp_path / "bus.xlsx")
    imported = run("import", "bus.xlsx", "-o", "case.yaml")
    assert imported.exit_code == 0, imported.output
    assert imported.output.splitlines()[-1] == "3 parties and 2 issues are in case.yaml"
    text = (tmp_path / "case.yaml").read_text("utf-8")
    assert "\nparties:\n  operator:\n    name: Bus company\n    signs: yes\n" in text
    assert "  riders: Passengers\n\nissues:" in text
    assert "trips:\n      weight: 3\n      because: The towns put trips first.\n      8: 0\n      12: 70..80\n" in text
    assert run("check", "case.yaml").exit_code == 0
    brief = run("brief", "case.yaml")
    assert brief.exit_code == 0
    assert "A bus line between two towns" in brief.output
    page = run("brief", "case.yaml", "-o", "brief.html")
    assert page.exit_code == 0
    assert (tmp_path / "brief.html").stat().st_size > 10_000


def test_edits_of_a_case_that_was_begun_in_a_workbook_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "--excel", "bus.xlsx")
    filled_in(tmp_path / "bus.xlsx")
    run("import", "bus.xlsx", "-o", "case.yaml")
    commented = (tmp_path / "case.yaml").read_text("utf-8").replace("parties:\n", "parties: # who\n")
    (tmp_path / "case.yaml").write_bytes(commented.replace("\n", "\r\n").encode("utf-8-sig"))
    written = run("export", "case.yaml", "--format", "excel", "-o", "work.xlsx")
    assert written.output == (
        "The case is in work.xlsx; edits come back with: comity import work.xlsx --into case.yaml\n"
    )
    assert "this file exists" in run("export", "case.yaml", "--format", "excel", "-o", "bus.xlsx").output
    nothing = run("import", "work.xlsx", "--into", "case.yaml")
    assert nothing.output.splitlines()[-1] == "Nothing was changed."
    book: Workbook = load_workbook("work.xlsx")
    book["No deal"]["B2"] = "35..45"
    book.save("work.xlsx")
    back = run("import", "work.xlsx", "--into", "case.yaml")
    assert back.exit_code == 0
    assert "work.xlsx:No deal!B2: 'no deal' is '35..45', was '40'" in back.output
    assert back.output.splitlines()[-1] == "1 change in case.yaml"
    data = (tmp_path / "case.yaml").read_bytes()
    assert data.decode("utf-8-sig").replace("\r\n", "\n") == commented.replace("no_deal: 40", "no_deal: 35..45")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data


def test_what_is_asked_amiss_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "--excel", "bus.xlsx")
    assert "Say where the case goes" in run("import", "bus.xlsx").output
    assert "Say where the case goes" in run("import", "bus.xlsx", "-o", "a.yaml", "--into", "b.yaml").output
    assert "there is no such file" in run("import", "bus.xlsx", "--into", "b.yaml").output
    assert "nothing is written as .xls;" in run("new", "--excel", "bus.xls").output
    (tmp_path / "x.xml").write_text("<a/>", "utf-8")
    assert "--into takes the edits of a workbook" in run("import", "x.xml", "--into", "b.yaml").output
    checked = run("check", "bus.xlsx").output
    assert "this is a workbook, not a case; import it: comity import bus.xlsx -o case.yaml" in checked


def test_the_page_tells_of_every_sheet_and_column() -> None:
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "work-in-excel.md").read_text("utf-8")
    for sheet in SHEETS:
        about = f"{sheet.about[0].lower()}{sheet.about[1:].rstrip('.')}"
        assert f"| {sheet.name} | {about} | {', '.join(sheet.headings)} |" in page


def test_every_sheet_helps_whoever_fills_it_in(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template())
    assert template() == path.read_bytes()
    book = load_workbook(path)
    assert book.sheetnames == ["Start here", *(sheet.name for sheet in SHEETS)]
    for sheet in SHEETS:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]][: len(sheet.headings)] == list(sheet.headings)
        assert all(cell.comment for cell in page[1][: len(sheet.headings)])
        assert page.freeze_panes
        listed = [column.name for column in (*sheet.keys, *sheet.columns) if column.choices or column.listed]
        assert len(page.data_validations.dataValidation) >= len(listed)
    lists = {str(rule.sqref): rule.formula1 for rule in book["Interests"].data_validations.dataValidation}
    assert lists["A2:A501"] == "'Parties'!$A$2:$A$1000"
    assert '"low,medium,high"' in lists.values()
