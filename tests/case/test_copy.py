"""A copy of a text with small mends, in which every place is known in the text itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.case.copy import Copy, Edit


def test_places_of_a_mended_copy_are_those_of_the_text() -> None:
    copy = Copy("a:1\nb: x:y\n", [Edit(2, 2, " "), Edit(7, 7, "'"), Edit(10, 10, "'")])
    assert copy.text == "a: 1\nb: 'x:y'\n"
    assert copy.origin(copy.text.index("1")) == 2
    assert copy.origin(copy.text.index("b")) == 4
    assert copy.origin(copy.text.index("'")) == 7
    assert copy.end(copy.text.rindex("'") + 1) == 10
    assert copy.line_and_column(copy.origin(copy.text.index("x"))) == (2, 4)


def test_of_edits_that_overlap_the_first_is_made() -> None:
    assert Copy("abcdef", [Edit(1, 4, "X"), Edit(2, 3, "Y"), Edit(4, 5, "Z")]).text == "aXZf"


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and some edits of it."""
    text = draw(st.text("ab\n", max_size=20))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 3)), max_size=4))
    return text, [Edit(at, min(at + size, len(text)), draw(st.text("XY", max_size=2))) for at, size in spans]


@given(edited())
def test_what_is_not_edited_keeps_its_place(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    copy = Copy(text, edits)
    origins = [copy.origin(at) for at in range(len(copy.text) + 1)]
    assert origins == sorted(origins)
    assert all(0 <= each <= len(text) for each in origins)
    assert all(text[copy.origin(at)] == letter for at, letter in enumerate(copy.text) if letter in "ab\n")
    line, column = copy.line_and_column(len(text))
    assert (line, column) == (text.count("\n") + 1, len(text) - text.rfind("\n"))
