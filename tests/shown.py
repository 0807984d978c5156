"""A finding with everything that can go wrong when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from comity.figure import Bar, bars
from comity.finding import Band, Finding, Link, Quantity, Table

TRICKY = '<script>alert("x")</script> & [bold]text[/bold] «é»'

TABLE = Table(
    "What <it> is",
    ("name", "count", "points", "holds", "mixed", "chance"),
    (
        (TRICKY, 1234567, 12.345, True, 1, Quantity(Band(0.2, 0.451, 0.71), "in_100")),
        (Link("see <b>", 'red-line-"1"'), None, 0.05, False, "x", None),
    ),
    note="How to read it & more",
    anchors=("first", 'sec"ond'),
)


@dataclass(frozen=True)
class Numbers:
    """A result of a few numbers."""

    content: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        return dict(self.content)


FINDING = Finding(
    question="test",
    answer=f"The answer is {TRICKY}.",
    exact=True,
    method="By thought (Nobody 1900).",
    result=Numbers({"a": [1, None, {"b": "ü"}]}),
    parameters={"show": 3},
    caveats=("A caveat <b>.", "Another."),
    tables={"one": TABLE},
    figures={"bars": bars("Bars", 'In "words"', [Bar("a", 1.0, "one")])},
)


class Outline(HTMLParser):
    """The elements of a fragment, whether they are closed in order, and its text."""

    VOID = frozenset({"br", "img", "meta", "hr", "input", "link", "col"})

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
