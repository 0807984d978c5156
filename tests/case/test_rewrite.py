"""A case file is made to say something else: it then says that, and what is as before stands as before."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case.model import Case
from comity.case.rewrite import Kept, rewritten
from comity.case.text import Document
from comity.problem import Problems
from damage import FULL
from material import WASHINGTON
from strategies import REASONS, case_text, cases

VALUES = st.sampled_from((*REASONS[1:], "41", "30..45", "a longer text, " * 12, "two\nlines"))
VALUE: st.SearchStrategy[Any] = st.one_of(
    VALUES,
    st.lists(VALUES, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(("value", "because", "x")), VALUES, min_size=1, max_size=3),
)


def ordered(plain: Any) -> str:
    """A content as a text in which the order of entries counts."""
    return json.dumps(plain)


def holders(value: Any) -> list[Any]:
    """Every entry and list of a content."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [
        *([value] if isinstance(value, dict | list) and value else []),
        *(h for item in inside for h in holders(item)),
    ]


@st.composite
def changes(draw: st.DrawFn, plain: dict[str, Any], most: int = 4) -> tuple[dict[str, Any], Kept]:
    """A content with some values changed, some left out and some new, in any place."""
    changed = deepcopy(plain)
    kept: dict[Any, list[int]] = {}
    for _ in range(draw(st.integers(1, most))):
        holder = draw(st.sampled_from(holders(changed)))
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        kind = draw(st.sampled_from(("change", "change", "leave out", "add", "turn")))
        if kind == "change":
            holder[draw(st.sampled_from(steps))] = draw(VALUE)
        elif kind == "leave out" and len(steps) > 1:
            del holder[draw(st.sampled_from(steps))]
        elif kind == "add" and isinstance(holder, dict):
            holder[draw(st.sampled_from(("new", "n-2", "80")))] = draw(VALUE)
        elif kind == "add":
            holder.append(draw(VALUE))
        elif isinstance(holder, dict):
            items = list(holder.items())
            holder.clear()
            holder.update(draw(st.permutations(items)))
    return changed, kept


WITHOUT_REFERENCES = FULL.replace("&same ", "").replace("*same", "{all: 0, half: 20, none: 40}")


@settings(max_examples=80)
@given(data=st.data())
def test_a_file_says_what_it_is_made_to_say(data: st.DataObject) -> None:
    document = Document(WITHOUT_REFERENCES, "f")
    plain, kept = data.draw(changes(document.plain()))
    assert ordered(rewritten(document, plain, kept).plain()) == ordered(plain)


@settings(max_examples=40)
@given(case=cases(), data=st.data())
def test_any_case_says_what_it_is_made_to_say(case: Case, data: st.DataObject) -> None:
    document = Document(case_text(case), "f")
    plain, kept = data.draw(changes(document.plain()))
    assert ordered(rewritten(document, plain, kept).plain()) == ordered(plain)


def test_what_is_as_before_stands_as_before() -> None:
    for text in (FULL, WASHINGTON.read_text("utf-8")):
        assert rewritten(Document(text, "f"), Document(text, "f").plain()).text == text


BEFORE = """\
# on top
a: 1 # one
b:   # of b
  # within b
  x: {p: 1, q: 2, r: 3}  # flow
  y: >-
    long
    text
  z: plain
# before the list
l:
  - {id: one, v: 1} # first
  - id: two # second
    v: 2
    # within second
  # above third
  - v: 3
m: [p, q, r]
"""


def case_of(**changed: Any) -> str:
    return rewritten(Document(BEFORE, "f"), Document(BEFORE, "f").plain() | changed).text


def test_one_value_changes_and_its_comment_stays() -> None:
    assert case_of(a="2") == BEFORE.replace("a: 1 #", "a: 2 #")
    assert case_of(m=["p", "x", "r"]) == BEFORE.replace("[p, q, r]", "[p, x, r]")
    assert case_of(m=["p", "r"]) == BEFORE.replace("[p, q, r]", "[p, r]")
    assert case_of(m=["p", "q", "r", "s"]) == BEFORE.replace("[p, q, r]", "[p, q, r, s]")
    b = {"x": {"p": "1", "q": "2", "r": "3"}, "y": "long text", "z": "plain"}
    assert case_of(b=b | {"x": {"q": "2", "r": "3"}}) == BEFORE.replace("{p: 1, q: 2, r: 3}", "{q: 2, r: 3}")
    assert case_of(b=b | {"x": {"p": "1"}}) == BEFORE.replace("{p: 1, q: 2, r: 3}", "{p: 1}")
    assert case_of(b=b | {"x": {"p": {"value": "1", "because": "so"}, "q": "2", "r": "3"}}) == BEFORE.replace(
        "{p: 1,", "{p: {value: 1, because: so},"
    )
    assert case_of(b=b | {"y": "a: b"}) == BEFORE.replace(">-\n    long\n    text", '"a: b"')
    longer = "a longer text that fills more than one line of the file, " * 3
    folded = rewritten(Document(BEFORE, "f"), Document(BEFORE, "f").plain() | {"b": b | {"y": longer.strip()}})
    assert "  y: >-\n    a longer text" in folded.text
    assert case_of(b={"x": b["x"], "z": "plain"}) == BEFORE.replace("  y: >-\n    long\n    text\n", "")
    assert case_of(b=b | {"w": "new"}) == BEFORE.replace("z: plain\n", "z: plain\n  w: new\n")
    turned = {"x": {"r": "3", "p": "1", "q": "2"}, "z": "plain", "y": "long text"}
    assert case_of(b=turned) == BEFORE.replace("{p: 1, q: 2, r: 3}", "{r: 3, p: 1, q: 2}").replace(
        "  y: >-\n    long\n    text\n  z: plain\n", "  z: plain\n  y: >-\n    long\n    text\n"
    )


def test_entries_are_added_at_every_depth_at_once() -> None:
    b = {"x": {"p": "1", "q": "2", "r": "3"}, "y": {"deep": "1"}}
    document = Document("b:\n  x: {p: 1}\n  y:\n    deep: 1\n", "f")
    wanted = {"b": b | {"y": {"deep": "1", "new": "2"}, "z": "3"}, "w": {"v": "4"}}
    assert rewritten(document, wanted).text == (
        "b:\n  x: {p: 1, q: 2, r: 3}\n  y:\n    deep: 1\n    new: 2\n  z: 3\nw: {v: 4}\n"
    )


def test_items_go_with_what_stands_in_them() -> None:
    document = Document(BEFORE, "f")
    plain = document.plain()
    left = plain | {"l": [plain["l"][0], plain["l"][2] | {"v": "4"}]}
    after = rewritten(document, left, {("l",): [0, 2]}).text
    gone = "  - id: two # second\n    v: 2\n    # within second\n"
    assert after == BEFORE.replace(gone, "    # within second\n").replace("- v: 3", "- v: 4")
    first = plain | {"l": [{"v": "2"}, {"v": "9"}]}
    assert rewritten(document, plain | {"l": [{"v": "7"}], "m": ["x"]}, {("l",): [], ("m",): []}).plain()["l"] == [
        {"v": "7"}
    ]
    after = rewritten(document, first, {("l",): [1]}).text
    assert "{id: one" not in after
    assert "  - v: 2\n" in after
    assert after.index("- v: 9") > after.index("- v: 2")


def test_what_is_given_by_reference_is_not_changed_with_something_else() -> None:
    document = Document(FULL, "f")
    plain = document.plain()
    plain["interests"]["south"]["land"]["half"] = "25"
    after = rewritten(document, plain)
    assert after.plain() == plain
    assert after.text == FULL.replace("half: 20", "half: 25").replace("*same", "{all: 0, half: 20, none: 40}")
    plain["interests"]["guest"]["land"]["half"] = "25"
    assert rewritten(document, plain).text == FULL.replace("half: 20", "half: 25")
    listed = Document("a: &x [1]\nb: [*x, 2]\n", "f")
    with pytest.raises(
        Problems, match="f:2:1: error: what stands here cannot be changed from outside as it is written"
    ):
        rewritten(listed, {"a": ["3"], "b": [["1"], "2"]})
