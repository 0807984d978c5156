"""Findings and papers on a terminal: all is there, in the width there is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from comity.finding import Band, Link, Quantity, Table
from comity.papers.document import Brief, Paper, Running, Section
from comity.show.terminal import renderables, text
from shown import FINDING, TABLE


def test_text_shows_everything_in_the_width_it_has() -> None:
    content = text(FINDING, 60)
    assert all(len(line) <= 60 for line in content.splitlines())
    flat = re.sub(r"\s+", " ", text(FINDING, 300))
    for said in (
        FINDING.answer, "Note: A caveat <b>.", "Note: Another.", TABLE.note, "1,234,567", "yes", "45 in 100 (20 to 71)",
        FINDING.basis(),
    ):  # fmt: skip
        assert said in flat
    assert "\x1b" not in content


def test_of_a_brief_the_short_form_is_shown() -> None:
    long_only, both = Section("Long", ("never seen",)), Section("Both", ("never seen",), ("seen", TABLE))
    content = text(Brief("Talks", "As of today.", ("Beware.",), ("There is hope.",), (long_only, both)), 80)
    assert [line for line in content.splitlines() if line.startswith(("Talks ─", "Both ─", "Long"))] == [
        "Talks " + "─" * 74, "Both " + "─" * 75,
    ]  # fmt: skip
    for said in ("As of today.", "Beware.", "There is hope.", "seen", TABLE.title):
        assert said in content
    assert "never seen" not in content


def test_who_may_see_a_paper_stands_on_top_and_below() -> None:
    lines = text(Paper("Talks", "As of today.", (), ("Hope.",), (), Running(marking="For us only")), 80).split("\n")
    assert (lines[0], [line for line in lines if line][-1]) == ("For us only", "For us only")
    assert "\n\n\n" not in text(Paper("Talks", "As of today.", (), ("Hope.",), ()), 80)


def test_what_is_known_to_no_medium_is_refused() -> None:
    with pytest.raises(TypeError, match="a float on a terminal"):
        renderables(1.5)


SIZES = Table(
    "Sizes",
    ("name of it", "agreements left", "share", "from one to the other"),
    (("intelligence", 1234567, 12.5, Quantity(Band(-100.5, 0.0, 1000.25), "span")), ("b", 3, None, None)),
    note="How many.",
)


@pytest.mark.parametrize("width", [14, 20, 30, 40, 60, 80])
def test_a_number_is_never_broken_however_narrow_the_terminal(width: int) -> None:
    content = text(SIZES, width)
    assert all(len(line) <= width for line in content.splitlines())
    for number in ("1,234,567", "12.5", "-100.5", "1,000.2"):
        assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d.,])", content), (width, content)


def test_where_the_columns_have_no_room_every_row_is_a_list_of_its_cells() -> None:
    assert text(SIZES, 24) == (
        "Sizes\n\nname of it: intelligence\nagreements left:\n1,234,567\nshare: 12.5\nfrom one to the other:\n"
        "-100.5 to 1,000.2\n\nname of it: b\nagreements left: 3\n\nHow many.\n\n"
    )
    wide = text(SIZES, 80)
    assert wide.splitlines()[1] == "name of it     agreements left   share   from one to the other"


def test_what_many_rows_begin_with_stands_once() -> None:
    told = [["land", "kept"], ["land", "ceded"], ["land", "shared"], ["aid", "none"], ["aid", "some"], ["land", "kept"]]
    rows = tuple((*words, number) for number, words in enumerate(told))
    columns = ("issue", "option", "number")
    lines = text(Table("Ways", columns, rows), 60).splitlines()[3:]
    assert [line.split()[:-1] for line in lines if line] == [
        ["land", "kept"], ["ceded"], ["shared"], ["aid", "none"], ["some"], ["land", "kept"],
    ]  # fmt: skip
    few = text(Table("Ways", columns, rows[2:5]), 60).splitlines()[3:]
    assert [line.split()[0] for line in few if line] == ["land", "aid", "aid"]


@pytest.mark.parametrize("width", [60, 28])
def test_words_are_whole_where_there_is_room(width: int) -> None:
    content = text(Table("T", ("settled as", "a", "b"), (("recognition in law", "observers " * 9, 1.5),)), width)
    assert ("recognition" in content) == (width == 60)


def test_what_a_file_says_cannot_command_the_terminal() -> None:
    """In the answer, the tables, their titles, heads and notes, the caveats, the basis; and in a brief."""
    bad = "\x1b[2J\u202e"
    table = Table(f"T{bad}", (f"C{bad}",), ((f"A{bad}",), (Link(f"L{bad}", "x"),)), f"N{bad}")
    finding = replace(FINDING, answer=f"S{bad}", tables={"t": table}, caveats=(f"V{bad}",), method=f"M{bad}")
    paper = Brief(f"B{bad}", f"U{bad}", (f"W{bad}",), (f"D{bad}",), (Section(f"E{bad}", (), (f"P{bad}", table)),))
    for shown, said in ((finding, "TCALNSVM"), (paper, "BUWDEPTCALN")):
        content = text(shown, 100)
        assert "\x1b" not in content
        assert "\u202e" not in content
        assert all(f"{letter}\\x1b[2J\\u202e" in content for letter in said)
