"""A workbook back as a case file: nothing changed is nothing lost, edits come back in place or are refused by cell."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from comity.case.check import check
from comity.case.text import Document
from comity.exchange.excel import Returned, case_workbook, returned
from comity.exchange.excel.grid import Grid, grid
from comity.exchange.excel.sheets import SHEETS
from comity.problem import Problems
from workbooks import cases, set_cell, talking, workbook


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return cases(tmp_path_factory.mktemp("cases"))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The case that holds much."""
    return cases(tmp_path / "cases")[0]


def test_a_workbook_that_nobody_touched_changes_nothing(every: list[Path]) -> None:
    assert len(every) == 12
    for case in every:
        text = case.read_text("utf-8")
        path = case.with_suffix(".xlsx")
        path.write_bytes(case_workbook(case))
        back = returned(path, case, into=True)
        assert (back.text, back.changes) == (text, ())
    for case in every[:2]:
        assert returned(workbook(case), case.with_name("new.yaml"), into=False).text == case.read_text("utf-8")


def test_what_a_number_was_before_a_development_is_seen_and_edited(full: Path) -> None:
    text = full.read_text("utf-8")
    text = text.replace("{date: 2025-08-17, what", "{id: met, date: 2025-08-17, what")
    text = text.replace("all: 100, half: 55..65", "all: {value: 100, before: {met: 80}}, half: 55..65")
    full.write_text(text, "utf-8")
    row = ("north", "land", "all", "met")
    assert after(full, ("Before", row, "value", "70..90")) == text.replace("met: 80", "met: 70..90")
    reasoned = after(full, ("Before", row, "because", "So it was"))
    assert reasoned == text.replace("met: 80", "met: {value: 80, because: So it was}")

    def edit(book: Workbook) -> None:
        book["Before"].delete_rows(2)
        book["Before"].append(["north", None, None, "met", 20])
        book["Before"].append(["north", "water", None, "met", 1])

    plain = Document(returned(workbook(full, edit), full, into=True).text, "f").plain()["interests"]["north"]
    assert plain["land"]["all"] in ("100", {"value": "100"})
    assert plain["no_deal"]["before"] == {"met": "20"}
    assert plain["water"]["weight"] == {"value": "1.5", "before": {"met": "1"}}

    def unknown(book: Workbook) -> None:
        book["Before"].append(["north", "water", "open", "mett", 1])

    with pytest.raises(Problems, match=r"Before!E3: error: .*'mett'; did you mean met\?"):
        returned(workbook(full, unknown), full, into=True)


def stripped(value: Any) -> Any:
    """A content whose texts end without blanks or line ends, which no cell shows."""
    if isinstance(value, dict):
        return {name: stripped(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [stripped(item) for item in value]
    return value.strip() if isinstance(value, str) else value


def test_a_workbook_without_its_case_file_keeps_every_judgement_and_reason(every: list[Path]) -> None:
    for case in every[:5]:
        bare = workbook(case, lambda book: book.remove(book["Case file"]))
        back = returned(bare, case.with_name("new.yaml"), into=False)
        was = check(case).case
        assert was is not None
        assert stripped(back.case.model_dump()) == stripped(was.model_dump())
    for case in every[:3]:
        into = returned(workbook(case, lambda book: book.remove(book["Case file"])), case, into=True)
        assert into.text == case.read_text("utf-8")
        assert any("does not say which case file it was made from" in note.what for note in into.notes)


def test_one_case_is_the_same_bytes(every: list[Path]) -> None:
    assert case_workbook(every[0]) == case_workbook(every[0])


def test_edits_may_go_into_a_new_file(full: Path) -> None:
    path = workbook(full, lambda book: set_cell(book, "No deal", ("north",), "no deal", 50))
    new = returned(path, full.with_name("new.yaml"), into=False)
    assert new.text == full.read_text("utf-8").replace("{value: 30..45, conf", "{value: 50, conf")
    assert [str(change).rsplit(":", 1)[-1] for change in new.changes] == [" 'no deal' is '50', was '30..45'"]


# Edits

Edit = tuple[str, tuple[str | None, ...], str, Any]


def after(case: Path, *edits: Edit) -> str:
    def edit(book: Workbook) -> None:
        for sheet, key, column, value in edits:
            set_cell(book, sheet, key, column, value)

    return returned(workbook(case, edit), case, into=True).text


def test_what_is_edited_is_written_in_its_place(full: Path) -> None:
    text = full.read_text("utf-8")
    rating = ("Interests", ("north", "land", "half"), "rating")
    assert after(full, (*rating, "50..60")) == text.replace(
        "half: 55..65, none: 0}  # what", "half: 50..60, none: 0}  # what"
    )
    assert after(full, (*rating, 70)) == text.replace("half: 55..65, none: 0}  # what", "half: 70, none: 0}  # what")
    reasoned = after(full, ("Interests", ("north", "land", "half"), "because", "It would do"))
    assert reasoned == text.replace("half: 55..65,", "half: {value: 55..65, because: It would do},")
    assert after(full, ("No deal", ("north",), "confidence", "high")) == text.replace(
        "confidence: low", "confidence: high"
    )
    assert after(full, ("Parties", ("guest",), "about", "Watches")) == text.replace(
        "guest: Guest", "guest: {name: Guest, about: Watches}"
    )
    assert after(full, ("Red lines", ("2",), "never", "land=none; water=shut")) == text.replace(
        "never: {land: [none, half], water: shut}", "never: {land: none, water: shut}"
    )
    assert after(full, ("Red lines", ("1",), "unless", None)) == text.replace("    unless: {water: open}\n", "", 1)
    assert after(full, ("Case", ("title",), "value", "Talks: new")) == text.replace(
        "title: Talks", 'title: "Talks: new"'
    )


def refused(case: Path, *edits: Edit) -> str:
    with pytest.raises(Problems) as told:
        after(case, *edits)
    return str(told.value).replace(str(case.with_suffix(".xlsx")), "case.xlsx")


def test_every_mistake_is_told_at_once_with_its_cell(full: Path) -> None:
    said = refused(
        full,
        ("Interests", ("north", "land", "half"), "rating", "50-60"),
        ("Red lines", ("1",), "never", "land=nona"),
        ("Parties", ("south",), "signs", "maybe"),
        ("Interests", ("north", "land", None), "rating", 5),
    )
    assert said.splitlines() == [
        "case.xlsx:Interests!E2: error: 'rating' cannot stand in this row; write it into the rows of its options",
        "case.xlsx:Interests!E4: error: 'half': must be a number or a range such as 30..45, not '50-60'; write 50..60",
        "case.xlsx:Parties!C5: error: 'signs': must be yes or no, not 'maybe'",
        "case.xlsx:Red lines!D2: error: unknown option 'nona' of issue land; did you mean none?",
    ]


def test_a_text_that_looks_like_a_formula_is_a_text(full: Path) -> None:
    text = full.read_text("utf-8").replace("title: Talks", 'title: "=1+1"').replace("A guess, so far", "@SUM(1)")
    full.write_text(text, "utf-8")
    assert returned(workbook(full), full, into=True).text == text
    page = []
    workbook(full, lambda book: page.append(book["Case"]["B2"]))
    assert (page[0].value, page[0].data_type, page[0].quotePrefix) == ("=1+1", "s", True)


def test_rows_are_added_and_taken_out(full: Path) -> None:
    text = full.read_text("utf-8")

    def edit(book: Workbook) -> None:
        book["Parties"].append(["isle", "Island", None, "north"])
        book["Linkages"].append([None, "south", "land=all|half; water=shut", -5])
        book["Interests"].append(["isle", "land", None, 4])
        for option, rating in (("all", 100), ("half", "40..50"), ("none", 0)):
            book["Interests"].append(["isle", "land", option, None, rating])
        book["Developments"].delete_rows(2)
        book["Red lines"].delete_rows(3)

    back = returned(workbook(full, edit), full, into=True)
    plain, was = Document(back.text, "f").plain(), Document(text, "f").plain()
    assert plain["parties"]["north"]["members"]["isle"] == "Island" or plain["parties"]["north"]["members"]["isle"] == {
        "name": "Island"
    }
    added = {"party": "south", "when": {"land": ["all", "half"], "water": "shut"}, "adds": "-5"}
    assert plain["linkages"] == [*was["linkages"], added]
    assert plain["interests"]["isle"] == {"land": {"weight": "4", "all": "100", "half": "40..50", "none": "0"}}
    assert plain["red_lines"] == was["red_lines"][:1]
    assert "developments" not in plain
    assert [str(change).split("!")[-1].split(":")[-1].strip() for change in back.changes].count("a new row") == 2


def test_a_row_whose_owner_was_taken_out_is_no_silent_loss(full: Path) -> None:
    taken_out = "error: this row belongs to something that was taken out elsewhere"
    with pytest.raises(Problems, match=f"Options!A5: {taken_out}"):
        returned(workbook(full, lambda book: book["Issues"].delete_rows(3)), full, into=True)
    with pytest.raises(Problems, match=f"Other!A2: {taken_out}"):  # its other readings
        returned(workbook(full, lambda book: book["Red lines"].delete_rows(2)), full, into=True)


def test_a_member_moves_with_all_it_has(full: Path) -> None:
    text = after(full, ("Parties", ("hills",), "member of", "south"), ("Parties", ("coast",), "member of", None))
    parties = Document(text, "f").plain()["parties"]
    assert parties["south"]["members"] == {"hills": {"name": "Hills", "signs": "yes"}}
    assert "members" not in parties["north"]
    assert parties["coast"] == "Coast"
    said = refused(full, ("Parties", ("north",), "member of", "hills"))
    assert "case.xlsx:Parties!D2: error: 'north' would be a member of itself" in said


def test_the_order_of_options_is_the_order_of_their_rows(full: Path) -> None:
    def edit(book: Workbook) -> None:
        page = book["Options"]
        page.insert_rows(3)
        for at, value in enumerate(("land", "most", "Most of it"), 1):
            page.cell(3, at, value)
        book["Interests"].append(["north", "land", "most", None, 80])
        book["Interests"].append(["south", "land", "most", None, 10])
        book["Interests"].append(["guest", "land", "most", None, 10])

    text = full.read_text("utf-8").replace("&same ", "").replace("*same", "{all: 0, half: 20, none: 40}")
    full.write_text(text, "utf-8")
    back = Document(returned(workbook(full, edit), full, into=True).text, "f").plain()
    assert list(back["issues"]["land"]["options"]) == ["all", "most", "half", "none"]


def test_two_people_edit_the_same_case(full: Path) -> None:
    first = workbook(full, lambda book: set_cell(book, "No deal", ("north",), "no deal", 50))
    first = first.rename(first.with_name("first.xlsx"))

    def edit(book: Workbook) -> None:
        set_cell(book, "No deal", ("south",), "no deal", 12)
        set_cell(book, "Red lines", ("2",), "because", "A law of old.")

    second = workbook(full, edit)
    full.write_text(returned(first, full, into=True).text, "utf-8")
    both = returned(second, full, into=True)
    assert "value: 50, confidence: low" in both.text
    assert "value: 12, like" in both.text
    assert "because: A law of old." in both.text
    assert len(both.changes) == 2
    full.write_text(both.text.replace("value: 12, like", "value: 13, like"), "utf-8")
    with pytest.raises(
        Problems, match=r"No deal!B3: error: 'no deal' is '12' here and '13' in the case file; it was '10'"
    ):
        returned(second, full, into=True)


def test_a_comment_that_goes_with_a_row_is_told(full: Path) -> None:
    def edit(book: Workbook) -> None:
        for sheet in ("Interests",):
            for _ in range(4):
                book[sheet].delete_rows(2)

    back = returned(workbook(full, edit), full, into=True)
    assert "land" not in Document(back.text, "f").plain()["interests"]["north"]
    assert [note.what for note in back.notes if "comment" in note.what] == [
        "with what was taken out went the comment: # what is left"
    ]


# What is wrong of one kind hides nothing of another one

MISTAKES: tuple[Edit, ...] = (
    ("Interests", ("north", "land", "half"), "rating", "=40+5"),  # no cell is like what it was typed as
    ("Interests", ("south", "water", "open"), "rating", True),
    ("Red lines", ("1",), "never", "land"),
    ("Interests", ("coast", "water", None), "rating", 5),
    ("Interests", ("north", "water", "shut"), "rating", "50-60"),  # no case file can hold it
    ("Parties", ("south",), "signs", "maybe"),
    ("Red lines", ("2",), "firmness", "hard"),
    ("Red lines", ("2",), "never", "land=nona"),  # it does not fit what else the case says
    ("Interests", ("north", "water", "open"), "rating", 200),
    ("No deal", ("north",), "like", "land=most"),
    ("Conditions", ("1",), "evidence", "letter:0-4"),
    ("Interests", ("guest", "land", "none"), "rating", None),  # what is missing
    ("Interests", ("north", "land", None), "weight", None),
    ("Developments", ("1",), "date", None),
)


@settings(max_examples=4)
@given(made=st.lists(st.sampled_from(MISTAKES), min_size=2, max_size=5, unique=True))
def test_mistakes_are_told_together_as_each_is_alone(every: list[Path], made: list[Edit]) -> None:
    alone = {line for edit in made for line in told_alone(every[0], edit)}
    assert set(refused(every[0], *made).splitlines()) == alone


@lru_cache(maxsize=len(MISTAKES))
def told_alone(case: Path, edit: Edit) -> list[str]:
    return refused(case, edit).splitlines()


def test_what_follows_from_a_cell_that_was_not_read_is_not_told(full: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Parties"].append(["isle", "Island", "yes"])
        book["Interests"].append(["isle", "land", None, "=2"])  # so no weight
        for option, rating in (("all", 100), ("half", True), ("because", 4), ("none", 0)):  # so no rating of half
            book["Interests"].append(["isle", "land", option, None, rating])
        book["Linkages"].append([None, "isle", "land", 5])  # so no terms
        book["Red lines"].append([None, None, "isle", "land=nine", None, "declared"])
        set_cell(book, "Red lines", ("1",), "no.", 1.5)  # so it is not known which one it is

    with pytest.raises(Problems) as told:
        returned(workbook(full, edit), full, into=True)
    cells = [str(problem.place.file).rsplit(":", 1)[-1] for problem in told.value.problems]
    assert cells == ["Interests!C26", "Interests!D23", "Interests!E25", "Linkages!C3", "Red lines!A2", "Red lines!D4"]


def test_names_that_could_not_be_read_are_told_before_what_speaks_of_them(full: Path) -> None:
    def edit(book: Workbook) -> None:
        set_cell(book, "Parties", ("guest",), "party", True)
        set_cell(book, "Red lines", ("1",), "party", "somebody")

    with pytest.raises(Problems) as told:
        returned(workbook(full, edit), full, into=True)
    assert ["Parties!A6" in str(problem) for problem in told.value.problems] == [True]


# Any edit

VALUES = st.one_of(
    st.sampled_from(
        (None, "", "x", "yes", "no", "maybe", "40", 40, 40.5, -3, "30..45", "45..30", "1e3", True, 1e12, "low", "land")
    ),
    st.sampled_from(("land=all", "land=all|half; water=open", "land", "water=;", "report:0-4", "report: It rained")),
    st.sampled_from(("north", "north, south", "{at_least: 1}", "{at_least: 1", "[north, south]", "2025-08-18", "a\nb")),
    st.sampled_from(("=1+1", "+1", "-x", "@x", "# x", "a: b", "a # b", "'q'", "ü – “x”", "\t", "%", "*same", "&a")),
    st.sampled_from(
        ("no_deal=40", "pump/weight=2", "shares / heads = 5", "pump/heads=3", "=", "a/b/c=1", "80..100", "pump", "bank")
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
)


@pytest.fixture(scope="module")
def various(every: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [every[0], talking(tmp_path_factory.mktemp("talking")), every[2]]


@settings(max_examples=45)
@given(data=st.data())
def test_an_edited_cell_comes_back_or_is_refused_with_its_place(various: list[Path], data: st.DataObject) -> None:
    case = various[data.draw(st.sampled_from((0, 0, 0, 1, 1, 1, 2)))]
    rows = grid(Document.read(case).plain())
    sheet = data.draw(st.sampled_from([each for each in SHEETS if rows[each.name]]))
    key = data.draw(st.sampled_from(list(rows[sheet.name])))
    column = data.draw(st.sampled_from(sheet.columns)).name
    value = data.draw(VALUES)
    cells: list[str] = []

    def edit(book: Workbook) -> None:
        cells.append(set_cell(book, sheet.name, tuple(part or None for part in key), column, value))

    path = workbook(case, edit)
    back = came_back(path, case)
    if isinstance(back, Problems):
        event("refused")
        for problem in back.problems:
            assert re.fullmatch(rf"{re.escape(str(path))}:[\w ]+![A-Z]\d+", problem.place.file), str(problem)
        return
    event("taken" if back.changes else "the same")
    now = grid(Document(back.text, "f").plain())
    differ = {
        (name, each, heading)
        for name in rows
        for each in {**rows[name], **now[name]}
        for heading in {**texts(rows, name, each), **texts(now, name, each)}
        if texts(rows, name, each).get(heading) != texts(now, name, each).get(heading)
    }
    assert differ <= {(sheet.name, key, column)}
    assert bool(differ) == bool(back.changes)
    assert comments(back.text) == comments(case.read_text("utf-8"))


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_several_edits_come_back_and_come_back_only_once(various: list[Path], seed: int) -> None:
    draw = random.Random(seed)
    case = various[seed % 2]
    before = case.read_text("utf-8")

    def edit(book: Workbook) -> None:
        for _ in range(draw.randint(2, 5)):
            page = book[draw.choice([sheet.name for sheet in SHEETS])]
            row = draw.randint(2, max(page.max_row, 2))
            kind = draw.choice(("cell", "cell", "cell", "delete", "swap", "copy"))
            if kind == "cell":
                page.cell(row, draw.randint(1, page.max_column)).value = draw.choice(TYPED)
            elif kind == "delete":
                page.delete_rows(row)
            elif kind == "copy" and page.cell(1, 1).value != "no.":
                page.append([draw.choice((cell.value, cell.value, "new")) for cell in page[row]])
            elif kind == "swap" and page.max_row > 2:
                other = draw.randint(2, page.max_row)
                for first, second in zip(page[row], page[other], strict=True):
                    first.value, second.value = second.value, first.value

    path = workbook(case, edit)
    back = came_back(path, case)
    if isinstance(back, Problems):
        event("refused")
        assert all(str(path) in problem.place.file for problem in back.problems)
        return
    event("taken" if back.changes else "the same")
    assert back.changes or back.text == before
    case.write_text(back.text, "utf-8")
    try:
        again = returned(path, case, into=True)
    finally:
        case.write_text(before, "utf-8")
    if not any(change.what == "a new row" for change in again.changes):  # an item without a number is a new one again
        assert again.changes == ()


TYPED = (None, "x", "yes", "no", 40, "30..45", "land=all", "water=shut; land=none|half", "report:0-4", "north", "south")


def came_back(path: Path, case: Path) -> Returned | Problems:
    try:
        return returned(path, case, into=True)
    except Problems as refused:
        return refused


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip().startswith("#")]


def texts(rows: Grid, sheet: str, key: tuple[str, ...]) -> dict[str, str]:
    row = rows[sheet].get(key)
    return dict(row.texts) if row else {}
