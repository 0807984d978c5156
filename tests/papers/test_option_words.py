"""Options, red lines and parties in words: their own where they have some, else what they are called; never ids."""

from __future__ import annotations

from typing import Any

import pytest

from comity.case.model import Case
from comity.papers.option_words import (
    bare,
    capital,
    named,
    number,
    refuses,
    says,
    sentences,
    short,
    shorts,
    titled,
    traded,
    with_article,
)
from talks import TALKS


def worded(**lines: Any) -> Case:
    """The small case with words of one option, and three options of another issue."""
    issues = {
        "x": {
            "name": "The X",
            "options": {"p": {"name": "P it is", "short": "a P", "says": "P it is now."}, "q": "Q it is"},
        },
        "y": {"name": "The Y", "options": {"p": "P", "q": "Q", "r": "R"}},
    }
    rated = {party: {**judged, "y": {"weight": 1, "p": 0, "q": 50, "r": 10}} for party, judged in
             TALKS["interests"].items() if party != "c"}  # fmt: skip
    return Case.model_validate({**TALKS, "issues": issues, "interests": rated, **lines})


def test_an_option_has_its_own_words_or_those_of_its_issue() -> None:
    case = worded()
    assert short(case, "x", "p") == "a P"
    assert short(case, "x", "q") == "“The X: Q it is”"
    assert says(case, "x", "p") == "P it is now."
    assert says(case, "x", "q") == "The X: Q it is."
    assert shorts(case, {"x": ("p", "q"), "y": ("r",)}) == "a P or “The X: Q it is”, together with “The Y: R”"


def test_in_titles_and_trades_an_option_without_words_is_called_by_less() -> None:
    case = worded()
    assert (titled(case, "x", "p"), titled(case, "x", "q")) == ("P", "Q it is")
    assert (traded(case, "x", "p"), traded(case, "x", "q")) == ("P", "“The X”")


def refusal(never: dict[str, list[str]], **more: Any) -> str:
    line = {"party": "a", "never": never, "firmness": "declared", **more}
    case = worded(red_lines=[line])
    return refuses(case, case.red_lines[0])


def test_a_red_line_says_what_is_refused_or_what_alone_is_accepted() -> None:
    assert refusal({"x": ["p"]}) == "will not accept a P"  # one of two
    assert refusal({"y": ["p"]}) == "will not accept “The Y: P”"  # one of three
    assert refusal({"y": ["p", "q"]}) == "will accept only “The Y: R”"  # two of three
    assert refusal({"x": ["p", "q"]}) == "will not accept a P or “The X: Q it is”"  # all
    assert refusal({"x": ["p"], "y": ["p", "q"]}) == "will not accept a P, together with “The Y: P” or “The Y: Q”"
    assert refusal({"x": ["q"]}, unless={"y": ["r"]}) == "will not accept “The X: Q it is”, unless with “The Y: R”"


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Ukraine", "Ukraine"),
        ("United States", "the United States"),
        ("European Union", "the European Union"),
        ("European group", "the European group"),
        ("Neighbouring cities", "Neighbouring cities"),
        ("Mayor", "Mayor"),
        ("the Mayor", "the Mayor"),
        ("Other members who would offer less", "Other members who would offer less"),
        ("Party 3", "Party 3"),
    ],
)
def test_a_name_has_an_article_only_where_it_asks_for_one(name: str, within: str) -> None:
    assert with_article(name) == within
    case = worded(parties={**TALKS["parties"], "a": {"name": name, "signs": "yes"}})
    assert named(case, "a") == within


def test_small_parts_of_sentences() -> None:
    assert [number(count) for count in (0, 1, 10, 11, 1234)] == ["no", "one", "ten", "11", "1,234"]
    assert capital("élan") == "Élan"
    assert bare("a frozen line") == "frozen line"
    assert bare("“The X: a P”") == "The X: a P"
    assert bare("another way") == "another way"
    assert sentences("One. Two is 3.5 long! “Three”?") == ["One.", "Two is 3.5 long!", "“Three”?"]
