"""Which judgements are drafted from a position, and which never are."""

from typing import Any

import pytest

from comity.reading import Source, read_texts
from comity.reading.drafting.draft import proposals
from comity.reading.drafting.proposal import Proposal
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY, LIBRARY = registry(), library()


def drafted(text: str) -> list[Proposal]:
    reading = read_texts([Source("t", "t", "2024-03-04", None, text)], REGISTRY, LIBRARY)
    return [p for p in proposals(reading) if p.draft or p.kind == "development"]


def kinds(text: str) -> list[str]:
    return sorted({p.kind for p in drafted(text)})


def one(text: str, kind: str) -> dict[str, Any]:
    (found,) = [p for p in drafted(text) if p.kind == kind]
    return dict(found.value)


def test_a_plain_refusal_is_a_red_line_and_an_interest() -> None:
    text = "Egypt ruled out any territorial concession."
    assert kinds(text) == ["interest", "red line"]
    line = one(text, "red line")
    assert (line["party"], line["never"], line["firmness"]) == ("egypt", {"territory": ["partly_ceded"]}, "declared")
    assert "unless" not in line
    assert one(text, "interest")["partly_ceded"] == "0..20"


@pytest.mark.parametrize(
    "text",
    [
        "Egypt ruled out any territorial concession for the time being.",
        "Egypt rejects any territorial concession until the border talks resume.",
        "Egypt rejects any territorial concession without a vote of its parliament.",
        "Egypt dismissed the prospect of a territorial concession.",
    ],
)
def test_a_qualified_or_waved_away_thing_is_no_red_line(text: str) -> None:
    assert "red line" not in kinds(text)


def test_a_refusal_unless_something_else_is_a_red_line_with_unless() -> None:
    text = "France will not recognise the annexation of the territory unless all prisoners are released."
    line = one(text, "red line")
    assert line["never"] == {"territory": ["recognised"]}
    assert line["unless"] == {"prisoners": ["all"]}
    assert "red line" not in kinds(text.replace("unless", "until"))  # may only put the one before the other
    # Told of a day, of a thing that is itself neither wanted nor refused.
    assert "red line" not in kinds(text.replace("will not recognise", "refused to recognise"))
    # What would end the refusal is wanted; what is refused only so far is not rated.
    assert one(text, "interest")["all"] == "70..100"
    assert [p.path for p in drafted(text) if p.kind == "interest"] == [("interests", "france", "prisoners")]


def test_what_is_accepted_for_something_else_is_a_linkage() -> None:
    text = "Sudan would accept a limited return of the displaced if sanctions on the ports are lifted."
    linkage = one(text, "linkage")
    assert linkage["when"] == {"refugees": ["limited"], "sanctions": ["lifted"]}
    assert (linkage["party"], linkage["adds"]) == ("sudan", "5..40")
    assert [p.path[2] for p in drafted(text) if p.kind == "interest"] == ["sanctions"]
    assert linkage["draft"] == "yes"


def test_a_change_of_position_is_a_development() -> None:
    development = one("Egypt dropped its demand for an immediate ceasefire and a truce.", "development")
    assert development["date"] == "2024-03-04"


def test_keeping_control_is_drafted_as_control() -> None:
    interest = one("Russia insists on keeping control of the occupied territory.", "interest")
    assert interest["controlled"] == "70..100"
    assert interest["recognised"] == "20..80"


def test_two_conditions_between_the_same_issues_get_two_names() -> None:
    text = (
        "Egypt will not recognise the annexation of the territory unless all prisoners are released. "
        "Egypt rejects any territorial concession unless all prisoners are released."
    )
    lines = [p.value for p in drafted(text) if p.kind == "red line"]
    assert len({line["id"] for line in lines}) == len(lines) == 2


def test_what_a_number_was_earlier_stands_beside_it_until_it_is_written() -> None:
    (interest,) = [p for p in drafted("Egypt dropped its demand for a ceasefire first.") if p.kind == "interest"]
    assert set(interest.earlier) == {"first"}
    assert all(isinstance(interest.value[option], str) for option in ("first", "with_deal") if option in interest.value)
    assert interest.dated().value["first"]["value"] == interest.value["first"]
    assert interest.dated().value["first"]["before"] == interest.earlier["first"]
