"""Entries are added to the text of a case, and every character that stands there is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.case.insert import inserted, replaced
from comity.case.text import Document

NAMES = st.sampled_from(["a", "b", "c"])

LEAVES = st.dictionaries(NAMES, st.sampled_from(["x", "y: z", "#", "3"]), min_size=1)

TREES = st.dictionaries(NAMES, st.dictionaries(NAMES, LEAVES, min_size=1), min_size=1)


def flat(tree: dict) -> dict:
    return {(i, j, k): v for i, inner in tree.items() for j, innermost in inner.items() for k, v in innermost.items()}


@given(TREES, TREES)
def test_inserting_adds_what_is_missing_and_keeps_every_character(old: dict, new: dict) -> None:
    base = inserted(Document("top: here # kept\n", "f"), [((i,), v) for i, v in old.items()])
    grown = inserted(base, [(path, value) for path, value in flat(new).items()])
    expected = flat(new) | flat(old)  # what stands already is left alone
    assert flat({k: v for k, v in grown.plain().items() if k != "top"}) == expected
    left = iter(grown.text)
    assert all(letter in left for letter in base.text)  # the old text is still there, in order


def test_inserting_into_flow_and_block_lists() -> None:
    text = "a: {x: 1} # one\nl: [p]\nm:\n- q # two\n\n# three\nn:\n"
    added = [(("a", "y"), "2"), (("l", "+"), "r"), (("m", "+"), {"k": "v"}), (("n", "z"), "4")]
    grown = inserted(Document(text, "f"), added)
    assert grown.plain() == {"a": {"x": "1", "y": "2"}, "l": ["p", "r"], "m": ["q", {"k": "v"}], "n": {"z": "4"}}
    assert all(comment in grown.text for comment in ("# one", "# two", "# three"))
    assert replaced(grown, ("a",), {"w": "5"}).plain()["a"] == {"w": "5"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "comity: 1\nred_lines:   # which\nparties:\nissues: {}\n",
            "comity: 1\nred_lines:   # which\n  - party: a\nparties:\n  a: {name: A}\nissues: {}\n",
        ),
        ("comity: 1\nred_lines:\n\nparties:", "comity: 1\nred_lines:\n  - party: a\n\nparties:\n  a: {name: A}"),
        ("{comity: 1, red_lines: , parties: }", "{comity: 1, red_lines: [{party: a}] , parties: {a: {name: A}} }"),
    ],
)
def test_a_section_without_entries_gets_its_first(before: str, after: str) -> None:
    new = inserted(
        Document(before, "case.yaml"), [(("red_lines", "+"), {"party": "a"}), (("parties", "a"), {"name": "A"})]
    )
    assert new.text == after
