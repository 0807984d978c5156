"""One finding, three renderings: text, HTML and JSON say the same, and nothing in them breaks the page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from comity.figure import bars
from comity.finding import Finding, Link, Table, words

TRICKY = '<script>alert("x")</script> & [bold]text[/bold] «é»'
TABLE = Table(
    "What <it> is",
    ("name", "count", "points", "holds", "mixed"),
    (
        (TRICKY, 1234567, 12.345, True, 1),
        (Link("see <b>", 'red-line-"1"'), None, 0.05, False, "x"),
    ),
    note="How to read it & more",
    anchors=("first", 'sec"ond'),
)
FINDING = Finding(
    question="test",
    answer=f"The answer is {TRICKY}.",
    exact=True,
    method="By thought (Nobody 1900).",
    parameters={"show": 3},
    caveats=("A caveat <b>.", "Another."),
    tables={"one": TABLE},
    figures={"bars": bars("Bars", 'In "words"', [{"n": "a", "v": 1, "s": "one"}], "n", "v", "s")},
    data={"a": [1, None, {"b": "ü"}]},
)


class Outline(HTMLParser):
    """The elements of a fragment, whether they are closed in order, and its text."""

    VOID = frozenset({"br", "img", "meta", "hr", "input", "link"})

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (233280, "233,280"),
        (-5, "-5"),
        (12.345, "12.3"),
        (1234.5, "1,234.5"),
        ("as is", "as is"),
        (Link("words", "place"), "words"),
    ],
)
def test_what_a_reader_sees_of_a_cell(cell: object, shown: str) -> None:
    assert words(cell) == shown  # type: ignore[arg-type]


def test_json_holds_plain_values_under_the_agreed_keys() -> None:
    assert json.loads(FINDING.json()) == {
        "question": "test",
        "answer": FINDING.answer,
        "exact": True,
        "method": FINDING.method,
        "parameters": {"show": 3},
        "caveats": ["A caveat <b>.", "Another."],
        "tables": {
            "one": {
                "columns": ["name", "count", "points", "holds", "mixed"],
                "rows": [[TRICKY, 1234567, 12.345, True, 1], ["see <b>", None, 0.05, False, "x"]],
            }
        },
        "data": {"a": [1, None, {"b": "ü"}]},
    }


def test_html_shows_everything_and_runs_nothing() -> None:
    content = FINDING.html()
    outline = Outline(content)
    assert FINDING._repr_html_() == content
    for said in (
        FINDING.answer,
        *FINDING.caveats,
        TABLE.title,
        TABLE.note,
        TRICKY,
        "1,234,567",
        "12.3",
        FINDING.basis(),
    ):
        assert said in outline.text
    assert "script" not in {tag for tag, _ in outline.seen}
    assert ("a", {"href": '#red-line-"1"'}) in outline.seen
    assert [attrs["id"] for tag, attrs in outline.seen if tag == "tr" and "id" in attrs] == ["first", 'sec"ond']
    assert ("figure", {"role": "img", "aria-label": 'In "words"'}) in outline.seen


def test_columns_of_numbers_stand_flush_right() -> None:
    heads = [attrs for tag, attrs in Outline(TABLE.html()).seen if tag == "th"]
    assert [attrs.get("class") for attrs in heads] == [None, "n", "n", None, None]


def test_text_shows_everything_in_the_width_it_has() -> None:
    content = FINDING.text(60)
    assert all(len(line) <= 60 for line in content.splitlines())
    flat = re.sub(r"\s+", " ", FINDING.text(300))
    for said in (
        FINDING.answer,
        "Note: A caveat <b>.",
        "Note: Another.",
        TABLE.note,
        "1,234,567",
        "yes",
        FINDING.basis(),
    ):
        assert said in flat
    assert "\x1b" not in content


def test_the_basis_says_how_sure_and_what_was_asked() -> None:
    assert FINDING.basis() == "Exact. By thought (Nobody 1900). Asked with: show 3."
    estimated = Finding("test", "Perhaps.", exact=False, method="By lot.")
    assert estimated.basis() == "Not exact. By lot."
    assert Outline(estimated.html()).text == "Perhaps.Not exact. By lot."


def test_a_table_without_rows_is_still_a_table() -> None:
    empty = Table("Nothing", ("a", "b"), ())
    assert empty.json() == {"columns": ["a", "b"], "rows": []}
    assert "Nothing" in Outline(empty.html()).text
