"""How answers come into the file: with short names, in the place of drafts, and nothing else touched."""

from __future__ import annotations

import pytest

from comity.case.interview.writing import OPEN, begun, commented, completed, put, short_name
from comity.case.text import Document

WELL = """\
# Kept.
comity: 1
title: The well  # kept too
parties:
  aldby: {name: Aldby, signs: yes}
  brook: Brook
issues:
  pump:
    name: The pump
    options: {company: the company, villages: the villages}
"""


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [
        ("Aldby", (), "aldby"),
        ("Aldby", ("aldby",), "aldby-2"),
        ("Aldby", ("aldby", "aldby-2"), "aldby-3"),
        ("The water company", (), "water-company"),
        ("Half to each of the villages", (), "half-each-villages"),
        ("of the", (), "of-the"),
        ("600 million", (), "600-million"),
        ("Zürich", (), "zürich"),
        ("???", (), "x"),
        ("Ω" * 60, (), "ω" * 28),
        ("Donaudampfschifffahrtsgesellschaft and others", (), "donaudampfschifffahrtsgesell"),
    ],
)
def test_a_short_name_is_made_of_the_first_telling_words(words: str, taken: tuple[str, ...], name: str) -> None:
    assert short_name(words, taken) == name


def test_what_is_open_is_completed_with_drafts_and_all_else_stays() -> None:
    document = completed(Document(WELL, "well.yaml"))
    assert document.text.startswith(WELL.rstrip("\n"))
    assert document.plain()["interests"] == {
        "aldby": {"no_deal": OPEN, "pump": {"weight": OPEN, "company": OPEN, "villages": OPEN}}
    }
    assert completed(document).text == document.text
    assert "\n  # The interests of Aldby.\n  aldby:\n" in document.text
    assert "\n\n# What each signer wants. no_deal:" in document.text


def test_a_score_sheet_gets_no_weights() -> None:
    text = f"{WELL}interests:\n  aldby: {{scale: points, no_deal: 3, pump: {{company: 5, villages: 0}}}}\n"
    assert completed(Document(text, "well.yaml")).text == text


def test_what_is_said_takes_the_place_of_a_draft() -> None:
    document = completed(Document(WELL, "well.yaml"))
    path = ("interests", "aldby", "pump", "company")
    document = put(document, path, "55..70")
    assert "      company: 55..70\n" in document.text
    document = put(document, ("interests", "aldby", "no_deal"), {"value": "30", "because": "It has wells."})
    assert "    no_deal:\n      value: 30\n      because: It has wells.\n" in document.text
    assert document.text.startswith(WELL.rstrip("\n"))


@pytest.mark.parametrize(
    "written",
    [
        "{value: 20..40, because: It says so., draft: yes}",
        "\n        because: It says so.\n        value: 20..40\n        draft: yes",
    ],
)
def test_a_number_keeps_the_reason_that_its_draft_had(written: str) -> None:
    text = f"{WELL}interests:\n  aldby:\n    pump:\n      company: {written}\n"
    document = put(Document(text, "well.yaml"), ("interests", "aldby", "pump", "company"), "70")
    assert document.plain()["interests"]["aldby"]["pump"]["company"] == {"value": "70", "because": "It says so."}


def test_what_is_no_draft_gives_way_altogether() -> None:
    text = f"{WELL}interests:\n  aldby:\n    pump:\n      weight: {{value: 20, because: By rank.}}\n"
    document = put(Document(text, "well.yaml"), ("interests", "aldby", "pump", "weight"), {"value": "70"})
    assert document.plain()["interests"]["aldby"]["pump"]["weight"] == {"value": "70"}


def test_a_section_has_its_comment_once() -> None:
    document = begun(Document(WELL, "well.yaml"), "red_lines", [(("red_lines", "+"), {"party": "aldby"})])
    document = begun(document, "red_lines", [(("red_lines", "+"), {"party": "brook"})])
    assert document.text.count("# What a party will not sign") == 1
    assert [line["party"] for line in document.plain()["red_lines"]] == ["aldby", "brook"]


def test_no_comment_is_written_into_braces() -> None:
    document = Document(WELL, "well.yaml")
    assert commented(document, ("parties", "aldby", "name"), "Here?").text == WELL
