"""The quick reading of a text: the same tree, places and remarks as the careful one, or none."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.case.clean import clean
from comity.case.events import Unclear
from comity.case.parse import parse
from comity.case.tree import Parsed
from comity.problem import Problem, Problems
from damage import DAMAGE, FULL, Damage, damaged
from material import ROOT, WASHINGTON
from yamls import YAMLS

READ_QUICKLY = [
    FULL,
    "a: 1\n",
    "---\na: 1\n",
    "# c\n\na: 1 # c\nb:\n  - x\n  - {y: z, w: [1, 2]}\n",
    "a:\nb:\n",
    "a: # c\n\n# c\nb: 1\n",
    "a:\n  b:\nc: 1\n",
    "a:",
    "a:\n",
    "a:\n  # c\n",
    "a:\n- b\n-\n- c\n",
    "a: {b, c: , d: }\n",
    "a: {b\n, c:\n , d : }\n",
    "a: [b: c, d: ]\n",
    "a: &k [1]\nb: *k\nc: [*k, *k]\nd: {e: *k}\n",
    "a: >-\n  b\n  c\n\n  d\ne: |\n  f\n   g\n",
    "a: |+\n  b\n\nc: |-\n  d",
    "a: 'b\n  c'\nd: \"e\n\n  f\"\n",
    "a: b\n  c\nd: e\n",
    "'a b': 1\n\"c\": 2\n",
    "a: x:y\nb: http://e.org\nc: e#f\n",
    "a: 😀\nb: é\n😀: {é: 😀}\n",
    "a: Rule #1\n",
    'a: "\\x41\\u00e9\\U0001f600\\n\\/"\n',
    "a: [evidence: words of it]\n",
]
READ_WITH_CARE = [
    'a: {"b":c}\n',
    'a: ["b":c]\n',
    'a: ["b" :c]\n',
    "a: &b:c d\n",
    "a: &b c\n*b: d\n",
    "a: |+# c\n  d\n",
    "a: >\n  \n   b\n",
    "a: > # c\n\n \n  b\n",
    "a: | # c > d\n  \n   b\n",
    "a: 1\n...\n...\n",
    "%YAML 1.1\n---\na: 1\n",
    "a:\t1\n",
    "a: 1\r\n",
    "a: b\x85c\n",
    "a: b\u2028c\n",
    "a: \ufeffb\n",
    "a: !t b\n",
    "a: &k\nb: 1\n",
    "? : a\n",
    "a: 1\na: 2\n",
    "a: 1\n<<: {b: 2}\n",
    "a: 1\n---\nb: 2\n",
    "a: *k\n",
    "a: &k [*k]\n",
    "a: b: c\n",
    "a: [b\n",
    "a: \x07\n",
    "a: \ud800\n",
    'a: "\\ud800"\n',
    'a: "\\x01"\n',
    "[a]: b\n",
    "a: {d:}\n",
    "- a\n",
    "a\n",
    "",
    "a: " + "[" * 41 + "]" * 41,
    "a: [" + "x, " * 100_000 + "]",
]

Read = tuple[Parsed | None, tuple[Problem, ...]]


def read(text: str) -> Read:
    """A text as it is read, or why it is refused."""
    try:
        return parse(text, "f"), ()
    except Problems as refused:
        return None, refused.problems


def with_care(text: str) -> Read:
    """The same by the careful parser alone."""
    in_c = [patch(f"comity.case.{room}.quick", side_effect=Unclear) for room in ("clean", "recovery")]
    with in_c[0], in_c[1]:
        return read(text)


@pytest.mark.parametrize("content", READ_QUICKLY)
def test_what_people_write_is_read_quickly(content: str) -> None:
    quickly = clean(content, "f")
    assert quickly is not None
    assert (quickly, ()) == with_care(content)


@pytest.mark.parametrize("content", READ_WITH_CARE)
def test_what_is_wrong_or_read_differently_by_the_two_parsers_is_read_with_care(content: str) -> None:
    assert clean(content, "f") is None


@pytest.mark.parametrize(
    "path",
    [
        WASHINGTON,
        *sorted((ROOT / "examples").rglob("*.yaml")),
        *sorted((ROOT / "src").rglob("*.yaml")),
    ],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_files_that_come_with_comity_are_read_quickly(path: Path) -> None:
    content = path.read_text("utf-8")
    quickly = clean(content, "f")
    assert quickly is not None
    assert (quickly, ()) == with_care(content)


@settings(max_examples=400)
@given(content=YAMLS)
def test_random_texts_are_read_alike_both_ways(content: str) -> None:
    assert read(content) == with_care(content)


@settings(max_examples=150)
@given(accidents=st.lists(DAMAGE, min_size=1, max_size=2))
@example(accidents=[])
def test_damaged_cases_are_read_alike_both_ways(accidents: list[Damage]) -> None:
    content = FULL
    for accident in accidents:
        content = damaged(content, accident)
    if clean(content, "f") is not None:  # otherwise both ways are one
        assert read(content) == with_care(content)


def test_letters_that_deceive_the_eye_are_looked_for_before_anything_is_read_quickly() -> None:
    content = "a\u00a0: b\u00a0c\n"
    assert clean(content, "f") is not None
    assert read(content) == with_care(content)
    assert [(each.place.line, each.place.column) for each in parse(content, "f").problems] == [(1, 2)]


def test_letters_that_deceive_nobody_where_they_stand_leave_a_text_quickly_read() -> None:
    with patch("comity.case.recovery.careful", side_effect=AssertionError("read with care")):
        assert parse("a: b\u00a0c\nd: \u4e00\uff0c\u4e8c\n", "f").problems == []


def test_without_the_parser_in_c_everything_is_read_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    with patch("yaml._yaml.get_version", return_value=(0, 2, 4)):
        assert clean("a: 1\n", "f") is None
    assert clean("a: 1\n", "f") is not None
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert clean("a: 1\n", "f") is None
    assert parse("a: 1\n", "f").root.values["a"].text == "1"  # type: ignore[union-attr]
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert clean("a: 1\n", "f") is None
