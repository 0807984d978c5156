"""Issues of the analyst's own list: recognised in singular and plural, and before the built-in ones."""

from pathlib import Path

import pytest

from comity.problem import Problems
from comity.reading.library import Library, library


@pytest.fixture
def own(tmp_path: Path) -> Library:
    file = tmp_path / "issues.yaml"
    file.write_text(
        "issues:\n"
        "  tolls: {name: Tolls on the canal, keywords: [toll, ferry, passage fee, share of the income]}\n"
        "  pilots: {name: Who steers, keywords: [pilots, tug-boat]}\n",
        encoding="utf-8",
    )
    return library(file)


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("lower tolls", "tolls"),
        ("two ferries a day", "tolls"),
        ("passage fees", "tolls"),
        ("one foreign pilot", "pilots"),
        ("more tug boats", "pilots"),
    ],
)
def test_a_keyword_shows_itself_in_singular_and_plural(own: Library, words: str, issue: str) -> None:
    topic = own.topic(words)
    assert topic is not None
    assert topic.issue == issue


def test_an_issue_of_ones_own_goes_before_a_built_in_one(own: Library) -> None:
    content = "a ceasefire, an end to all fighting and a share of the income"
    built_in = library().topic(content)
    assert built_in is not None
    assert built_in.issue == "ceasefire"
    topic = own.topic(content)
    assert topic is not None
    assert topic.issue == "tolls"


def test_a_built_in_issue_of_the_content_goes_before_ones_own_in_its_circumstances(own: Library) -> None:
    topic = own.topic("an immediate ceasefire", "On the ferry she called for an immediate ceasefire.")
    assert topic is not None
    assert topic.issue == "ceasefire"


def test_the_analysts_issues_come_first_and_borrow_keywords(tmp_path: Path) -> None:
    file = tmp_path / "issues.yaml"
    file.write_text(
        "only: yes\nissues:\n"
        "  captives: {name: Release of hostages, options: {all: all of them, some: in stages}}\n"
        "  dam: {name: Filling of the dam}\n",
        encoding="utf-8",
    )
    issues = library(file)
    assert [issue.id for issue in issues.issues] == ["captives", "dam"]
    topic = issues.topic("an exchange of prisoners in stages")
    assert topic is not None
    assert (topic.issue, topic.option) == ("captives", "some")
    filling = issues.topic("the filling must stop")
    assert filling is not None
    assert filling.issue == "dam"
    assert issues.topic("the weather") is None


@pytest.mark.parametrize(
    ("text", "what"),
    [("issues: {}", "needs `issues:`"), ("issues: {a: [x]}", "name or a mapping"), 
     ("issues: {a: {keyword: [x]}}", "unknown word"), ("issues: {a: {options: [x]}}", "must be a mapping")],
)  # fmt: skip
def test_a_wrong_issue_list_is_said_so(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "issues.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match=what):
        library(file)


def test_the_built_in_issues_are_consistent() -> None:
    issues = library()
    assert len({i.id for i in issues.issues}) == len(issues.issues)
    for issue in issues.issues:
        assert not issue.position or len(issue.options) >= 2, issue.id
