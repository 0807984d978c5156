"""Case files as text: every value has its place, files are refused with a remedy, patched to the character."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from comity.case import text
from comity.case.model import Case
from comity.case.text import Changed, Document, scalar
from comity.case.tree import Mapping, Node, Scalar, Sequence
from comity.problem import Problems
from damage import FULL
from material import WASHINGTON
from strategies import case_text, cases

ROOT = Path(__file__).parents[2]


# Places


def test_places_are_those_of_the_names() -> None:
    document = Document("title: T\nparties:\n  a:\n    name: A\nred_lines:\n  - {party: a, never: {x: p}}\n", "f")
    places = {
        ("title",): "f:1:1",
        ("parties", "a", "name"): "f:4:5",
        ("red_lines", 0): "f:6:5",
        ("red_lines", 0, "never", "x"): "f:6:24",
        ("red_lines", 0, "never", "x", 0): "f:6:24",  # a list written as one item
        ("parties", "nobody", "name"): "f:2:1",
        ("nothing",): "f:1:1",
    }
    assert {path: str(document.place(path)) for path in places} == places


def test_text_without_its_byte_order_is_refused_as_well(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes("a: 1\n".encode("utf-16-le"))
    with pytest.raises(Problems, match=r"case.yaml:1:2: error: a character that YAML does not allow \(code 0x0\)"):
        Document.read(tmp_path / "case.yaml")


# Patching


def paths(node: Node, path: text.Path = ()) -> list[text.Path]:
    """The paths of all single values."""
    if isinstance(node, Scalar):
        return [path]
    inside = node.values.items() if isinstance(node, Mapping) else enumerate(node.items)
    return [each for step, item in inside for each in paths(item, (*path, step))]


def replaced(tree: object, path: text.Path, value: str) -> object:
    """A plain tree with one value in it set."""
    if not path:
        return value
    step, *rest = path
    if isinstance(tree, list):
        return [replaced(item, tuple(rest), value) if at == step else item for at, item in enumerate(tree)]
    assert isinstance(tree, dict)
    inside = replaced(tree.get(step), tuple(rest), value)
    return {**tree, step: inside}


def assert_only_one_value_changed(before: Document, path: text.Path, value: str) -> None:
    after = before.patched(path, value)
    assert after.plain() == replaced(before.plain(), path, value)
    node = before.node(path)
    assert isinstance(node, Scalar)
    assert after.text.startswith(before.text[: node.span.start])
    assert after.text.endswith(before.text[node.span.end :])
    written = scalar(value, flow=True), scalar(value, flow=False)
    middle = after.text[node.span.start : len(after.text) - len(before.text) + node.span.end].strip()
    assert middle.startswith(written), middle  # what follows it, if anything, are comments before the next entry
    comments = [line.strip() for line in before.text.splitlines() if line.strip().startswith("#")]
    assert [line.strip() for line in after.text.splitlines() if line.strip().startswith("#")] == comments


# What may be typed into a field, without the characters that `scalar` still gets wrong (see below).
TYPED = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]) | st.sampled_from("\n\t #:-'\"{}[],&*!|>%@`?")
)


@settings(max_examples=150)
@given(case=cases(), value=TYPED, data=st.data())
def test_a_patch_changes_one_value_and_nothing_else(case: Case, value: str, data: st.DataObject) -> None:
    document = Document(case_text(case), "f")
    path = data.draw(st.sampled_from(paths(document.root)))
    assert_only_one_value_changed(document, path, value)


def test_a_patch_keeps_comments_order_and_layout_of_a_real_case() -> None:
    document = Document.read(WASHINGTON)
    every = paths(document.root)
    assert len(every) > 500
    for at, path in enumerate(every[::40]):
        assert_only_one_value_changed(document, path, ("41", "a: b # c", "30..45", "two\nlines")[at % 4])


@settings(max_examples=60)
@given(case=cases(), value=TYPED, data=st.data())
def test_a_new_entry_is_added_to_the_mapping_that_encloses_it(case: Case, value: str, data: st.DataObject) -> None:
    document = Document(case_text(case), "f")
    parents = {path[:-1] for path in paths(document.root) if isinstance(path[-1], str)}
    path = (*data.draw(st.sampled_from(sorted(parents, key=str))), "new-name")
    after = document.patched(path, value)
    assert after.plain() == replaced(document.plain(), path, value)
    added = len(after.text) - len(document.text)
    start = next(at for at in range(len(after.text)) if after.text[:at] + after.text[at + added :] == document.text)
    assert "new-name" in after.text[start : start + added]


def test_the_layout_of_patches() -> None:
    content = "# top\na: 1 # one\nb:\n  # inner\n  c: {d: 2, e: [x, y]}\n  f: >\n    long\n    text\n\n# end\ng: ''\n"
    document = Document(content, "f")
    assert document.patched(("a",), "30..45").text == content.replace("1 # one", "30..45 # one")
    assert document.patched(("b", "c", "d"), "x, y").text == content.replace("d: 2", 'd: "x, y"')
    assert document.patched(("b", "c", "e", 1), "z").text == content.replace("y]", "z]")
    assert document.patched(("b", "f"), "short").text == content.replace(">\n    long\n    text", "short")
    assert document.patched(("g",), "G").text == content.replace("''", "G")
    assert document.patched(("b", "c", "n"), "5").text == content.replace("{d: 2", "{n: 5, d: 2")
    assert document.patched(("b", "n"), "5").text == content.replace("  c: {", "  n: 5\n  c: {")
    assert document.patched(("n",), "5").text == content.replace("a: 1", "n: 5\na: 1")


@pytest.mark.parametrize("path", [("a",), ("a", "b"), ("nothing", "new"), ("a", 7), ("c", "new")])
def test_a_path_that_leads_nowhere_is_refused(path: text.Path) -> None:
    with pytest.raises(Problems, match="is not a single value"):
        Document("a: [1, 2]\nc: 3\n", "f").patched(path, "5")


@pytest.mark.parametrize(
    ("content", "path", "expected"),
    [
        ("a:\nb: 1\n", ("a",), "a: 6\nb: 1\n"),
        ("a:\n# note\nb: 1\n", ("a",), "a: 6\n# note\nb: 1\n"),
        ("a:\n  b:\nc: 1\n", ("a", "b"), "a:\n  b: 6\nc: 1\n"),
        ("a: {b, c: 1}\n", ("a", "b"), "a: {b: 6, c: 1}\n"),
    ],
)
def test_a_value_that_was_left_empty_is_filled_in(content: str, path: text.Path, expected: str) -> None:
    assert Document(content, "f").patched(path, "6").text == expected


def test_a_value_that_was_left_empty_at_the_end_of_a_line_with_more_is_filled_in() -> None:
    assert Document("a:   # note\nb: 1\n", "f").patched(("a",), "6").text == "a: 6   # note\nb: 1\n"
    assert Document("a:\n", "f").patched(("a",), "6").plain() == {"a": "6"}
    assert Document("a:\n  -\n  - y\n", "f").patched(("a", 0), "6").text == "a:\n  - 6\n  - y\n"


def test_a_patch_keeps_anchors() -> None:
    assert Document("a: &x 5\nb: [*x]\n", "f").patched(("a",), "6").text == "a: &x 6\nb: [*x]\n"
    assert Document("a: &x {c: 5}\n", "f").patched(("a", "d"), "6").text == "a: &x {d: 6, c: 5}\n"


# Single values


@given(value=TYPED, flow=st.booleans())
def test_a_value_is_read_back_as_it_was_given(value: str, flow: bool) -> None:
    around = "{{a: {}, b: 1}}" if flow else "a: {}\nb: 1\n"
    assert Document(around.format(scalar(value, flow)), "f").plain() == {"a": value, "b": "1"}
    assume(value)
    assert value in Document(f"{scalar(value, flow)}: 1\n", "f").plain()


@pytest.mark.parametrize("value", ["x\x00", "x\x7fy", "x\x85y", "\x85", "\ufffe", "x\x1b"])
def test_characters_that_yaml_forbids_are_escaped(value: str) -> None:
    assert Document(f"a: {scalar(value, False)}\n", "f").plain() == {"a": value}


def test_plain_words_stay_bare() -> None:
    for value in ("30..45", "no", "article5", "Who controls it, and how"):
        assert scalar(value, flow=False) == value
    assert scalar("x, y", flow=True) == '"x, y"'
    assert scalar("a: b", flow=False) == '"a: b"'
    assert scalar("", flow=False) == '""'
    assert scalar("-", flow=True) == scalar("-", flow=False) == '"-"'  # alone it begins a list


def test_a_list_has_no_entries_to_add_by_name() -> None:
    document = Document("a: [1]\n", "f")
    assert isinstance(document.node(("a",)), Sequence)
    with pytest.raises(Problems, match=r"f:1:1: error: a\.x is not a single value"):
        document.patched(("a", "x"), "5")


VALUES = (
    "1",
    "55",
    "30..45",
    "0.5",
    "-3",
    "",
    "word",
    "two words",
    "yes",
    "A: b",
    "it's",
    "é",
    "a # b",
    '"',
    "%",
    "[x]",
)


@given(st.data())
def test_changed_values_leave_the_document_as_it_is_read_anew(data: st.DataObject) -> None:
    text = data.draw(st.one_of(st.just(FULL.replace("&same ", "").replace("*same", "{}")), cases().map(case_text)))
    document, quickly = Document(text, "case.yaml"), 0
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from([path for path, node in places(document.root) if isinstance(node, Scalar)]))
        changed = document.patched(path, data.draw(st.sampled_from(VALUES)))
        quickly += isinstance(changed, Changed)
        anew = Document(changed.text, "case.yaml")
        assert changed.plain() == anew.plain()
        assert changed.names == anew.names
        assert (changed.problems, changed.remarks) == (anew.problems, anew.remarks)
        assert (changed.unsure, changed.cut_off) == (anew.unsure, anew.cut_off)
        every = [path for path, _ in places(anew.root)]
        assert [changed.place(path) for path in every] == [anew.place(path) for path in every]
        assert changed.root == anew.root
        document = changed
    event(f"{quickly} without reading it anew")


def places(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    yield path, node
    inside = node.values.items() if isinstance(node, Mapping) else ()
    for step, each in enumerate(node.items) if isinstance(node, Sequence) else inside:
        yield from places(each, (*path, step))
