"""Issues: recognised in singular and plural, by two words or a phrase; the analyst's own before the built-in ones."""

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
     ("issues: {no_deal: x}", "an issue cannot be named 'no_deal' in a case"),
     ("issues: {a: {options: {my option: x}}}", "an option cannot be named 'my option' in a case"),
     ("issues: {a: {keyword: [x]}}", "unknown word"),
     ("issues: {a: {options: [x]}}", "must be a mapping")],
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


PEACE = library()


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("an exchange of rainfall data every week", None),  # a weak word
        ("compensation for night work", None),  # a keyword alone
        ("an early return to the old school year", None),  # a word of the name
        ("compensation paid from a reconstruction fund", "reparations"),  # a keyword and a phrase
        ("the deployment of peacekeepers and observers", "monitoring"),  # two keywords
        ("a prisoner exchange", "prisoners"),  # a phrase
    ],
)
def test_a_starter_issue_needs_two_words_or_a_phrase(words: str, issue: str | None) -> None:
    topic = PEACE.topic(words)
    assert (topic.issue if topic else None) == issue


def test_a_single_keyword_needs_another_witness_in_the_source() -> None:
    assert PEACE.within("The lift was out of order. They want compensation.").topic("compensation") is None
    borne_out = PEACE.within("Shelling went on despite the humanitarian pause. They want compensation.")
    topic = borne_out.topic("compensation")
    assert topic is not None
    assert topic.issue == "reparations"


def test_the_sentence_around_bears_out_a_keyword_and_shows_nothing_alone() -> None:
    assert PEACE.topic("compensation", "Paid from a donor conference, it wants compensation") is not None
    assert PEACE.topic("the second draft", "After the prisoner exchange it rejected the second draft") is None


def test_an_issue_must_win_clearly(tmp_path: Path) -> None:
    file = tmp_path / "issues.yaml"
    file.write_text("only: yes\nissues:\n  a: {keywords: [apples]}\n  b: {keywords: [pears]}\n", "utf-8")
    own = library(file)
    assert own.topic("apples") == own.topic("apples, and later on, after a pause, at length, pears")
    assert own.topic("pears apples pears apples") is None
    assert own.topic("both", "pears and apples") is not None
    assert own.topic("both", "of pears apples, of apples pears") is None


def test_two_options_that_are_level_are_none(tmp_path: Path) -> None:
    file = tmp_path / "issues.yaml"
    for order in ("x: {keywords: [left]}, y: {keywords: [west]}", "y: {keywords: [west]}, x: {keywords: [left]}"):
        file.write_text(f"only: yes\nissues: {{a: {{keywords: [bank], options: {{{order}}}}}}}\n", "utf-8")
        topic = library(file).topic("the bank, left and west")
        assert topic is not None
        assert topic.option is None


def test_keeping_control_is_no_recognition() -> None:
    topic = PEACE.topic("retaining control over the disputed territory")
    assert topic is not None
    assert (topic.issue, topic.option) == ("territory", "controlled")


def test_the_issues_of_a_case_come_first_and_keep_their_options() -> None:
    standing = {
        "data": {"name": "Data on releases", "options": {"none": "none", "daily": "every day"}},
        "territory": {"name": "Who controls the disputed territory", "options": {"frozen": "Frozen for now"}},
    }
    issues = library(None, ("peace",), standing)
    topic = issues.topic("an exchange of data every day")
    assert topic is not None
    assert (topic.issue, topic.option) == ("data", "daily")
    assert issues.by_id["data"].own
    # What was drafted from a starter list is looked for as before; an option that the case lacks is known as such.
    assert not issues.by_id["territory"].own
    topic = issues.topic("a concession of territory")
    assert topic is not None
    assert (topic.issue, topic.option) == ("territory", "partly_ceded")
    assert issues.by_id["territory"].options[0].name == "Frozen for now"
