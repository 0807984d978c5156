"""What a program makes of what was typed: understood, or refused with its cell, never silently something else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from comity.case.text import Document
from comity.exchange.excel import Returned, returned
from comity.problem import Problems
from workbooks import cases, set_cell, workbook

RATING = ("Interests", ("north", "land", "half"), "rating")
DATE = ("Sources", ("report",), "date")
SIGNS = ("Parties", ("south",), "signs")
ABOUT = ("Parties", ("south",), "about")
NEVER = ("Red lines", ("2",), "never")
PARTY = ("Red lines", ("1",), "party")
PLACES: dict[tuple[str, Any, str], tuple[str | int, ...]] = {
    RATING: ("interests", "north", "land", "half"),
    DATE: ("sources", "report", "date"),
    SIGNS: ("parties", "south", "signs"),
    ABOUT: ("parties", "south", "about"),
    NEVER: ("red_lines", 1, "never"),
    PARTY: ("red_lines", 0, "party"),
}
DAYS = "yyyy-mm-dd"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cases(tmp_path_factory.mktemp("cases"))[0]


def outcome(case: Path, edit: Callable[[Workbook], Any]) -> Returned | str:
    try:
        return returned(workbook(case, edit), case, into=True)
    except Problems as refused:
        return str(refused).replace(str(case.with_suffix(".xlsx")), "case.xlsx")


def typed(cell: tuple[str, Any, str], value: Any, form: str = "", kind: str = "") -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        at = book[cell[0]][set_cell(book, *cell, value)]
        at.number_format = form or at.number_format
        at.data_type = kind or at.data_type

    return edit


UNDERSTOOD: tuple[tuple[tuple[str, Any, str], Any, str, Any], ...] = (
    (RATING, "40", "@", "40"),  # a number kept as text
    (RATING, "\u00a040 ", "@", "40"),
    (RATING, "４０", "@", "40"),
    (RATING, "３０..４５", "@", "30..45"),
    (RATING, 40.5, "0", "40.5"),  # shown as 41, and told as what it is
    (DATE, "2025-08-17\u00a0", "@", "2025-08-17"),
    (DATE, dt.date(2025, 8, 17), "dd.mm.yy", "2025-08-17"),
    (DATE, "1871-01-18", "@", "1871-01-18"),  # before programs count days
    (SIGNS, False, "General", "no"),
    (SIGNS, " NO\u00a0", "@", "no"),
    (NEVER, "land\u00a0= all ", "@", {"land": "all"}),
    (PARTY, "south\u00a0", "@", "south"),
)


def one_of_each(every: Sequence[Any]) -> Iterator[list[Any]]:
    """What is typed into cells, of each cell one at a time: several cells at once tell as much as each alone."""
    of_cell = {cell: [typed for typed in every if typed[0] == cell] for cell, *_ in every}
    while several := [typings.pop() for typings in of_cell.values() if typings]:
        yield several


def all_of(several: Sequence[Any]) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for cell, value, form, _ in several:
            typed(cell, value, form)(book)

    return edit


def test_what_is_understood(full: Path) -> None:
    for several in one_of_each(UNDERSTOOD):
        back = outcome(full, all_of(several))
        assert isinstance(back, Returned), back
        for cell, _, _, meant in several:
            node: Any = Document(back.text, "f").plain()
            for step in PLACES[cell]:
                node = node[step]
            assert node == meant


REFUSED: tuple[tuple[tuple[str, Any, str], Any, str, str], ...] = (
    (RATING, "=40+5", "", "'rating': this is a formula; formulas are not read: copy the cell and paste its value"),
    (RATING, True, "", "'rating': the program took what was typed for TRUE; format the cell as text, type again"),
    (RATING, "#N/A", "", "'rating': the program could not work this out (#N/A); write the value"),
    (RATING, 0.4, "0%", "'rating': this is a percentage, 0.4 as the program keeps it; format the cell as a number"),
    (RATING, 40_000, "0,", "'rating': this shows thousands as ones: it is 40000 as the program keeps it; format the"),
    (RATING, dt.date(2025, 5, 10), DAYS, "'rating': the program took what was typed for a date or a time"),
    (RATING, "40%", "", "'half': must be a number or a range such as 30..45, not '40%'; write 40"),
    (RATING, "40,5", "", "'half': must be a number or a range such as 30..45, not '40,5'; write 40.5"),
    (DATE, -1, DAYS, "'date': this is a number, which the program shows as the day 1899-12-29; write the day as"),
    (DATE, 5, DAYS, "'date': this is a number, which the program shows as the day 1900-01-05; write the day as"),
    (DATE, 0, DAYS, "'date': the program took what was typed for a date or a time"),
    (DATE, 1e9, DAYS, "'date': the program could not work this out (#VALUE!)"),
    (DATE, 45887, "General", "'date' must be a date such as 2025-08-18, not '45887'"),
    (DATE, "17.08.2025", "", "'date' must be a date such as 2025-08-18, not '17.08.2025'; write 2025-08-17"),
    (DATE, "8/9/2025", "", "'date' must be a date such as 2025-08-18, not '8/9/2025'"),
    (DATE, dt.datetime(2025, 8, 17, 14, 30), "", "'date': this is a day with a time of it, 2025-08-17 14:30; write"),
    (SIGNS, 1, "General", "'signs': must be yes or no, not '1'; write yes"),
    (ABOUT, 0.5, "0%", "'about': this is a percentage, 0.5 as the program keeps it"),
    (ABOUT, dt.date(2025, 8, 17), DAYS, "'about': the program took what was typed for a date or a time"),
    (NEVER, "land＝all", "", "'never': 'land＝all' is no term of an agreement"),
    (PARTY, "south\u200b", "", "unknown party 'south\u200b'; it holds zero-width space U+200B; write south"),
)


def test_what_is_refused(full: Path) -> None:
    """What is refused of one kind hides nothing of another."""
    for several in one_of_each(REFUSED):
        said = outcome(full, all_of(several))
        assert isinstance(said, str)
        for *_, words in several:
            assert re.search(rf"^case\.xlsx:[\w ]+![A-Z]\d+: error: {re.escape(words)}", said, re.MULTILINE), said
        assert len(said.splitlines()) == len(several)


def test_the_text_of_an_error_is_no_comment(full: Path) -> None:
    said = outcome(full, typed(("Parties", ("guest",), "party"), "#REF!", kind="s"))
    assert said == "case.xlsx:Parties!A6: error: 'party': the program could not work this out (#REF!); write the value"


def test_a_workbook_that_counts_from_1904(full: Path) -> None:
    def mac(value: Any) -> Callable[[Workbook], None]:
        def edit(book: Workbook) -> None:
            book.epoch = CALENDAR_MAC_1904
            typed(DATE, value, DAYS)(book)

        return edit

    back = outcome(full, mac(dt.date(2025, 8, 17)))
    assert isinstance(back, Returned)
    assert "date: 2025-08-17, publisher" in back.text
    assert "this is a number, which the program shows as the day 1903-12-31" in str(outcome(full, mac(-1)))


def test_a_year_typed_into_a_cell_for_days_is_remarked_on(full: Path) -> None:
    back = outcome(full, typed(DATE, 2024, DAYS))
    assert isinstance(back, Returned)
    said = [note for note in back.notes if "the year 2024" in note.what]
    assert [note.place.file.rsplit(":", 1)[-1] for note in said] == ["Sources!D2"]
    assert said[0].what == "'date' is 1905-07-16, as a program shows the year 2024 typed into a cell for days"


def test_merged_cells_are_refused_where_they_would_say_something(full: Path) -> None:
    def merged(book: Workbook) -> None:
        book["Interests"].merge_cells("G2:G4")
        book["Red lines"].merge_cells("B2:C2")
        book["Parties"].merge_cells("Z2:AA4")  # nothing of ours stands there
        book["Issues"].merge_cells("A40:B41")

    said = outcome(full, merged)
    assert isinstance(said, str)
    words = "are merged, so that only the first of them says anything; take them apart, and fill in each"
    assert said.splitlines() == [
        f"case.xlsx:Interests!G2: error: the cells G2:G4 {words}",
        f"case.xlsx:Red lines!B2: error: the cells B2:C2 {words}",
    ]


def test_rows_and_sheets_that_are_hidden_count(full: Path) -> None:
    def hidden(book: Workbook) -> None:
        book["Interests"].sheet_state = "hidden"
        book["Interests"].row_dimensions[4].hidden = True
        typed(RATING, 60)(book)

    back = outcome(full, hidden)
    assert isinstance(back, Returned)
    assert [change.what for change in back.changes] == ["'rating' is '60', was '55..65'"]


def test_a_name_with_blanks_is_told_the_short_name(full: Path) -> None:
    def blanks(book: Workbook) -> None:
        book["Interests"].append(["Has two", "land", "all", None, 4])
        book["Interests"].append(["nor th", "land", "all", None, 4])
        book["Interests"].append(["north", "All of it", "all", None, 4])
        book["Interests"].append(["north", "land", "All of it", None, 4])
        book["Parties"].append(["The far East", "Far East"])
        book["Before"].append(["north", "land", "all", "a first meeting", 4])
        set_cell(book, "Developments", ("1",), "id", "first-meeting")
        set_cell(book, "Red lines", ("1",), "party", "The South")
        set_cell(book, "Red lines", ("2",), "never", "land=All of it")
        set_cell(book, "Parties", ("guest",), "member of", "Nor th")

    said = outcome(full, blanks)
    assert isinstance(said, str)
    cannot = "cannot be a name here: use letters, digits, _ - . only"
    assert said.splitlines() == [
        f"case.xlsx:Before!D2: error: 'a first meeting' {cannot}; did you mean first-meeting?",
        f"case.xlsx:Interests!A23: error: 'Has two' {cannot}; write has-two",
        f"case.xlsx:Interests!A24: error: 'nor th' {cannot}; did you mean north?",
        f"case.xlsx:Interests!B25: error: 'All of it' {cannot}; write all-of-it",
        f"case.xlsx:Interests!C26: error: 'All of it' {cannot}; did you mean all?",
        f"case.xlsx:Parties!A7: error: 'The far East' {cannot}; write the-far-east",
        "case.xlsx:Parties!D6: error: 'Nor th' is no party; did you mean north?",
        "case.xlsx:Red lines!C2: error: unknown party 'The South'; did you mean south?",
        "case.xlsx:Red lines!D3: error: unknown option 'All of it' of issue land; did you mean all?",
    ]
