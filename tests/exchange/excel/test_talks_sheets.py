"""The sheets of who may move whom and of the course of talks: edits in their place, or refused by their cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from comity.case.check import check
from comity.case.text import Document
from comity.exchange.excel import returned
from comity.exchange.excel.sheets import ISSUES
from comity.problem import Problems
from workbooks import TALKING, set_cell, talking, workbook

Edit = tuple[str, tuple[str | None, ...], str, Any]

TOLD: tuple[tuple[Edit, str, str], ...] = (
    (("Issues", ("shares",), "today", "heads"), "today: halves  #", "today: heads  #"),
    (("Issues", ("shares",), "today: because", "So it is"), "halves  # for",
     "{option: halves, because: So it is}  # for"),
    (("Issues", ("pump",), "today", "company"), "{option: villages, b", "{option: company, b"),
    (("Issues", ("shares",), "reversible", "no"), "reversible: yes\n", "reversible: no\n"),
    (("Options", ("pump", "villages"), "verified by", "brook"), "[aldby, brook]", "brook"),
    (("Options", ("shares", "halves"), "breach", "All stops."), "It is void.", "All stops."),
    (("Messengers", ("bank",), "about", "It lends."), "bank: The bank", "bank: {name: The bank, about: It lends.}"),
    (("Messages", ("1",), "moves", "shares/weight = 2"), "{no_deal: 20}", "{shares: {weight: 2}}"),
    (("Messages", ("2",), "moves", "pump / company=80"), "{company: 90}", "{company: 80}"),
    (("Messages", ("3",), "weight", 2), "pump, weight: 1", "pump, weight: 2"),
    (("Ties", ("1",), "rapport", 60), "rapport: 50..70", "rapport: 60"),
    (("Ties", ("2",), "rapport", 20), "{value: 10,", "{value: 20,"),
    (("Preconditions", ("1",), "firmness", "declared"), "firmness: preferred", "firmness: declared"),
    (("Talks", (None, None, None), "patience", "90..95"), "patience: 95", "patience: 90..95"),
    (("Talks", ("shares", "desk", None), "success", 50), "success: 40..60", "success: 50"),
    (("Talks", ("shares", None, "pump"), "easier", 15), "pump: 10..20}", "pump: 15}"),
    (("Talks", ("shares", None, "pump"), "because", "Less is left"), "pump: 10..20}",
     "pump: {value: 10..20, because: Less is left}}"),
    (("Measures", ("count", None), "cost", 2), "cost: 1, moves", "cost: 2, moves"),
    (("Measures", ("count", "aldby"), "no deal", "25..28"), "no_deal: 25}", "no_deal: 25..28}"),
    (("Moved ties", ("count", "bank", "aldby"), "rapport", "70..80"), "rapport: 80,", "rapport: 70..80,"),
    (("Moved ties", ("count", "bank", "aldby"), "because", "So it is"), "It has figures.", "So it is"),
    (("Moved ties", ("count", "brook", "aldby"), "turns", 110), "best: 70}", "best: 70, turns: 110}"),
)  # fmt: skip


LETTER = get_column_letter(ISSUES.headings.index("today") + 1)


@pytest.fixture
def well(tmp_path: Path) -> Path:
    path = talking(tmp_path)
    assert check(path).errors == ()
    return path


def edited(*edits: Edit) -> Any:
    def edit(book: Workbook) -> None:
        for each in edits:
            set_cell(book, *each)

    return edit


def test_every_edit_is_written_in_its_place(well: Path) -> None:
    """Several at once come to the same as one after the other, each in its words and no other character changed."""
    for several in (TOLD[::2], TOLD[1::2]):
        expected = TALKING
        for _, before, after in several:
            assert TALKING.count(before) == 1, before
            expected = expected.replace(before, after)
        if several is TOLD[::2]:
            assert expected.count("25..28") == 1
        back = returned(workbook(well, edited(*(edit for edit, _, _ in several))), well, into=True)
        assert back.text == expected
        assert len(back.changes) == len(several)


def test_every_mistake_is_told_at_once_with_its_cell(well: Path) -> None:
    mistakes: tuple[tuple[Edit, str], ...] = (
        (("Issues", ("shares",), "today", "thirds"), f"Issues!{LETTER}2: error: unknown option 'thirds' of issue"),
        (("Messages", ("1",), "moves", "no_deal"), "Messages!E2: error: 'moves': 'no_deal' is no judgement that a "
         "message moves; write no_deal=46, issue/option=60 or issue/weight=25"),
        (("Messages", ("2",), "moves", "pump/company=50-60"), "Messages!E3: error: "),
        (("Ties", ("1",), "turns", 500), "Ties!F2: error: pressure turns at 500, more than twice the best, 80..100"),
        (("Ties", ("2",), "from", "brok"), "Ties!B3: error: unknown party or messenger 'brok'; did you mean brook?"),
        (("Preconditions", ("1",), "then", "pump"), "Preconditions!E2: error: pump is to be settled before itself"),
        (("Talks", ("shares", "walk", None), "easier", 5), "Talks!H4: error: 'easier' cannot stand in this row; write "
         "it into a row that names an issue and, under 'after', another"),
        (("Talks", (None, None, None), "cost", 5), "Talks!E2: error: 'cost' cannot stand in this row; write it into "
         "the row of the format"),
        (("Measures", ("count", "brook"), "no deal", 120), "Measures!G4: error: the no-deal value 120 lies outside"),
        (("Moved ties", ("count", "bank", "aldby"), "turns", 210), "Moved ties!F2: error: pressure turns at 210, more "
         "than twice the best, 80..100; write 160..200 at most, or more as `best`"),
        (("Measures", ("count", None), "no deal", 20), "Measures!G2: error: 'no deal' cannot stand in this row; write "
         "it into a row of the measure that names a party"),
    )  # fmt: skip
    with pytest.raises(Problems) as told:
        returned(workbook(well, edited(*(edit for edit, _ in mistakes))), well, into=True)
    said = str(told.value)
    for _, expected in mistakes:
        assert expected in said
    assert len(said.splitlines()) == len(mistakes)


def test_rows_come_and_go(well: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Messengers"].append(["court", "The court"])
        book["Ties"].append([None, "court", "brook", 30, 100, "150..180", None, "It was called."])
        book["Talks"].append(["pump", "court", None, "In court", 9, 90])
        book["Talks"].append(["pump", None, "shares", None, None, None, None, 5])
        book["Measures"].append(["letter", None, "A letter is sent"])
        book["Measures"].append(["letter", "aldby", None, None, None, None, 10])
        book["Moved ties"].append(["letter", "brook", "aldby", None, 65])
        book["Moved ties"].delete_rows(2)
        book["Preconditions"].delete_rows(2)
        book["Messages"].delete_rows(3)
        for sheet, key in (("Talks", ("shares", "walk")), ("Measures", ("count", "brook"))):
            rows = [tuple(cell.value for cell in row[:2]) for row in book[sheet].iter_rows()]
            book[sheet].delete_rows(rows.index(key) + 1)

    back = returned(workbook(well, edit), well, into=True)
    plain, was = Document(back.text, "f").plain(), Document(TALKING, "f").plain()
    assert plain["messengers"]["court"] in ("The court", {"name": "The court"})
    tie = {
        "from": "court",
        "to": "brook",
        "rapport": "30",
        "best": "100",
        "turns": "150..180",
        "because": "It was called.",
    }
    assert plain["ties"] == [*was["ties"], tie]
    assert plain["talks"]["issues"]["pump"]["formats"]["court"] == {"name": "In court", "cost": "9", "success": "90"}
    assert plain["talks"]["issues"]["pump"]["easier_after"] == {"shares": "5"}
    assert list(plain["talks"]["issues"]["shares"]["formats"]) == ["desk"]
    assert plain["measures"]["letter"] == {
        "name": "A letter is sent",
        "moves": {"aldby": {"no_deal": "10"}},
        "ties": {"brook": {"aldby": {"best": "65"}}},
    }
    assert plain["measures"]["count"]["moves"] == {"aldby": {"no_deal": "25"}}
    assert plain["measures"]["count"]["ties"] == {"brook": {"aldby": {"best": "70"}}}
    assert plain["messages"] == [was["messages"][0], was["messages"][2]]
    assert "preconditions" not in plain
    assert [note.what for note in back.notes if "comment" in note.what] == [
        "with what was taken out went the comment: # says the bank"
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "said"),
    [
        ("Talks", [None, "desk", None, None, 5, 50], "Talks!A7: error: 'issue' is empty in a row that holds something"),
        ("Talks", ["pump", "desk", "shares", None, 5], "Talks!C7: error: 'after' cannot stand beside 'format'"),
        ("Measures", [None, "aldby", None, None, None, None, 5], "Measures!A5: error: 'measure' is empty in a row"),
        ("Messengers", ["the court", "The court"], "Messengers!A4: error: 'the court' cannot be a name here"),
        ("Ties", [None, "court", "brook", 30, 100, 150], "Ties!B4: error: unknown party or messenger 'court'"),
        ("Ties", [None, "bank", "brook", 30, 100], "Ties!F4: error: 'turns' of ties is missing"),
        ("Moved ties", ["count", None, "aldby", 50], "Moved ties!B4: error: 'from' is empty in a row"),
        ("Moved ties", ["count", "desk", "aldby", 50], "Moved ties!D4: error: there is no tie from desk to"),
        ("Measures", ["walk", "aldby", None, None, None, None, 5], "Measures!G5: error: 'name' of walk is missing"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_told_or_lacks_something_is_refused(
    well: Path, sheet: str, row: list[Any], said: str
) -> None:
    with pytest.raises(Problems) as told:
        returned(workbook(well, lambda book: book[sheet].append(row)), well, into=True)
    assert said in str(told.value)
    assert len(told.value.problems) == 1
