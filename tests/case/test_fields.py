"""Which fields may stand where in a case file."""

from __future__ import annotations

import pytest

from comity.case.fields import fields_at, like, mend, misnamed
from comity.case.tree import Path


@pytest.mark.parametrize(
    ("path", "some"),
    [
        ((), ("title", "parties", "red_lines")),
        (("sources", "x"), ("file", "publisher")),
        (("parties", "a", "members", "b"), ("name", "signs", "members")),
        (("interests", "a"), ("no_deal", "scale", "because")),
        (("interests", "a", "x"), ("weight", "evidence")),
        (("interests", "a", "x", "p"), ("value", "confidence")),
        (("conditions", 0), ("if", "then", "id")),
        (("red_lines", 3), ("never", "unless", "firmness")),
        (("contest", "guarantor", "incentive"), ("defeat", "noise")),
        (("contest", "effects", "x", "p"), ("share", "guarantee")),
    ],
)
def test_the_fields_at_a_path(path: Path, some: tuple[str, ...]) -> None:
    assert set(some) <= set(fields_at(path))


@pytest.mark.parametrize("path", [("parties",), ("red_lines", 0, "never"), ("nothing",), ("title", "x")])
def test_where_only_names_stand_there_are_no_fields(path: Path) -> None:
    assert fields_at(path) == ()


def test_misnamed_fields_are_found_with_what_holds_them() -> None:
    data = {
        "titel": "T",
        "parties": {"a": {"nam": "A", "members": {"b": {"singns": "yes"}}}},
        "red_lines": [{"Firmness": "declared", "zzz": "1"}],
        "interests": {"a": {"no_deal": {"becuse": "x", "value": "3"}}},
    }
    found = [(path, meant) for path, _, meant in misnamed(data)]
    assert found == [
        (("titel",), "title"),
        (("parties", "a", "nam"), "name"),
        (("parties", "a", "members", "b", "singns"), "signs"),
        (("red_lines", 0, "Firmness"), "firmness"),
        (("interests", "a", "no_deal", "becuse"), "because"),
    ]


def test_a_field_that_stands_there_is_not_meant_a_second_time() -> None:
    assert list(misnamed({"title": "T", "titel": "U"})) == []


def test_what_is_like_a_word_and_what_is_said_of_it() -> None:
    assert like("“declared”", ["preferred", "declared"]) == "declared"
    assert like("declred", ["preferred", "declared"]) == "declared"
    assert like("zzz", ["preferred", "declared"]) is None
    assert mend("declred", "declared") == "did you mean declared?"
    assert mend("dеclared", "declared") == "it holds Cyrillic е U+0435; write declared"
