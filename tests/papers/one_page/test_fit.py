"""What does not fit one sheet is left out from the ends and counted; nothing is left out where there is room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.papers.one_page import fit
from comity.papers.one_page.answer import one_page
from comity.papers.one_page.fit import HEIGHT, SPARE, balanced, fitted, height, lines
from comity.papers.one_page.sheet import Box, Run, Sheet, sentence, strong
from talks import talks

POINT = sentence(
    "Some words that take a little more than a whole line of the box in which they stand.", of="case.title"
)


def sheet(**points: int) -> Sheet:
    """A page with boxes of so many points."""
    named = {"way": "What stands in the way", "widen": "What would widen it", "check": "Not known; check first"}
    boxes = tuple(Box(named[name], points=(POINT,) * count) for name, count in points.items())
    return replace(one_page(talks()).sheet, left=boxes, right=())


def points(page: Sheet) -> dict[str, tuple[int, int]]:
    """By box: how many points it has, and how many were left out."""
    return {box.heading.split()[1]: (len(box.points), box.more) for box in (*page.left, *page.right)}


def test_where_there_is_room_nothing_is_left_out() -> None:
    page = sheet(way=3, widen=2, check=2)
    assert height(balanced(page)) < HEIGHT * SPARE
    assert points(fitted(page)) == {"stands": (3, 0), "would": (2, 0), "known;": (2, 0)}


ORDER = ("would", "known;", "stands")


def without_last(page: Sheet, name: str) -> Sheet:
    """The page without the last point of a box."""
    boxes = (*page.left, *page.right)
    cut = [replace(box, points=box.points[:-1]) if box.heading.split()[1] == name else box for box in boxes]
    return balanced(replace(page, left=tuple(cut), right=()))


def test_widening_is_shortened_first_then_checks_then_obstacles_of_those_that_help() -> None:
    page, seen = balanced(sheet(way=24, widen=24, check=24)), []
    while height(page) > HEIGHT * SPARE:
        cut = balanced(next(fit._smaller(page)))
        gone = next(name for name, (count, _) in points(page).items() if points(cut)[name][0] < count)
        earlier = [name for name in ORDER[: ORDER.index(gone)] if points(page)[name][0] > 1]
        assert all(height(without_last(page, name)) > height(page) - 14 for name in earlier)
        seen.append(gone)
        page = cut
    assert points(fitted(sheet(way=24, widen=24, check=24))) == points(page)
    assert seen[0] == "would"
    assert set(seen) == set(ORDER)
    assert all(count + more == 24 for count, more in points(page).values())


def test_terms_then_parties_are_left_out_where_the_boxes_do_not_suffice() -> None:
    page = one_page(talks()).sheet
    terms = (f"Term {at} says something that is rather long, as terms of agreements often are." for at in range(90))
    long = sentence(*terms, of="case.issues")
    rows = tuple(replace(row, cells=(long,)) if row.kind == "terms" else row for row in page.rows)
    cut = fitted(replace(page, rows=rows))
    assert height(cut) <= HEIGHT * SPARE
    assert cut.more_terms > 0
    assert next(row for row in cut.rows if row.kind == "terms").cells[0].runs == long.runs[: 90 - cut.more_terms]
    trades = tuple(row for row in page.rows if row.kind == "trade")
    many = replace(page, rows=(*trades * 40, *(row for row in page.rows if row.kind == "figure")))
    cut = fitted(many)
    assert cut.more_parties > 0
    assert sum(row.kind == "trade" for row in cut.rows) == 80 - cut.more_parties
    assert height(cut) <= HEIGHT * SPARE


def test_boxes_keep_their_order_in_two_columns_of_like_height() -> None:
    page = balanced(sheet(way=2, widen=2, check=4))
    assert [box.heading for box in (*page.left, *page.right)] == [
        "What stands in the way", "What would widen it", "Not known; check first",
    ]  # fmt: skip
    assert len(page.left) == 2
    assert len(balanced(sheet(way=6, widen=2, check=3)).left) == 1
    assert len(balanced(sheet(way=1)).left) == 1


@pytest.mark.parametrize(
    ("words", "width", "count"),
    [
        ("", 100, 1),
        ("one", 100, 1),
        ("one two three four", 36, 3),
        ("Donaudampfschiff", 30, 3),
        ("a b c d e f", 300, 1),
    ],
)
def test_lines_break_between_words_and_within_those_that_are_too_long(words: str, width: float, count: int) -> None:
    assert lines([Run(words)] if words else [], width, 8.9) == count


def test_bold_and_serif_letters_are_wider() -> None:
    plain = [Run("word " * 9)]
    assert lines(plain, 220, 8.9) == 1
    assert lines([strong("word " * 9)], 220, 8.9) == 2
    assert fit.extent("MMM") > fit.extent("mmm") * 0.99 > fit.extent("iii") * 3
