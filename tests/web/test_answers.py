"""A finding as a page shows it: the headline first, in the words of the case, each cell with its judgement."""

from __future__ import annotations

import pytest

from comity.case.check import read_case
from comity.catalog import case_file
from comity.finding import Lines, Link, Quantity, Table
from comity.web.answers import called, headed, sheet
from comity.web.judgement_address import address

LONG = "Of 87 efficient agreements, 84 would last at the middle of every estimate, 30 to 87 over the ranges"


@pytest.mark.parametrize(
    ("answer", "headline", "lead"),
    [
        ("326 are possible.", "326 are possible.", ""),
        ("326 are possible. As judged, likely.", "326 are possible.", "As judged, likely."),
        ("From 2025-08-15 on it rose. “The visit” adds 12.", "From 2025-08-15 on it rose.", "“The visit” adds 12."),
        ("Near 9.5 in 100. 12 remain.", "Near 9.5 in 100.", "12 remain."),
        (
            "A plan of J. Smith. “It is over.” None.",
            "A plan of J. Smith.",
            "“It is over.” None.",
        ),
        ("It is U.S. terms that count.", "It is U.S. terms that count.", ""),
        (f"{LONG}; under 27 none. More.", f"{LONG}.", "Under 27 none. More."),
        ("Short: with a pause; and one. More.", "Short: with a pause; and one.", "More."),
        (f"{LONG} and no pause in it. More.", f"{LONG} and no pause in it.", "More."),
    ],
)
def test_the_headline_is_the_first_sentence_and_nothing_is_lost(answer: str, headline: str, lead: str) -> None:
    assert headed(answer) == (headline, lead)


def test_a_cell_leads_to_its_judgement() -> None:
    rows = (
        (Link("Ukraine", "no-deal-ukraine"), 12, Quantity(0.5, "in_100")),
        ("<b>", None, Lines(("a", Link("b", "interest-russia/sanctions/lifted")))),
        (Link("elsewhere", "unknown"), 1234, True),
    )
    shown = sheet("t", Table("T", ("who", "n", "how"), rows, note="note"), lambda anchor: address("/table", anchor))
    assert shown.rows == (
        ({"text": "Ukraine", "href": "/table?edit=interests%2Fukraine%2Fno_deal#value"}, "12", "50 in 100"),
        ("<b>", "", {"text": "a; b", "href": "/table?edit=interests%2Frussia%2Fsanctions%2Flifted#value"}),
        ("elsewhere", "1,234", "yes"),
    )
    assert [column.number for column in shown.columns] == [False, True, False]


@pytest.mark.parametrize(
    ("anchor", "where"),
    [
        ("no-deal-the-port", "/t?edit=interests%2Fthe-port%2Fno_deal#value"),
        ("interest-a/b/weight", "/t?edit=interests%2Fa%2Fb%2Fweight#value"),
        ("interest-a/b", "/t?party=a"),
        ("interest-a", "/t?party=a"),
        ("red-line-x/or-reads-1", "/t#red_lines"),
        ("condition-x", "/t#conditions"),
        ("linkage-2/adds", "/t#linkages"),
        ("message-no-better-terms", "/t#messages"),
        ("tie-3", "/t#ties"),
        ("precondition-x", "/t#preconditions"),
        ("measure-a-b", "/t?open=measures%2Fa-b#entry"),
        ("contest/odds", None),
        ("", None),
    ],
)
def test_every_kind_of_judgement_has_its_place(anchor: str, where: str | None) -> None:
    assert address("/t", anchor) == where


def test_short_names_are_called_at_length_where_an_issue_says_what_they_are() -> None:
    case = read_case(case_file("abdelnabi-2024"))
    issue, stated = next(iter(case.issues.items()))
    option = next(iter(stated.options))
    party = case.signers()[0]
    said = case.issues[issue].options[option].short or case.label(issue, option)
    across = called(case, Table("T", ("", issue, party), ((1, option, option), (2, "else", 3))))
    assert across.columns == ("", stated.name, case.everyone()[party].name)
    assert across.rows == ((1, said, option), (2, "else", 3))
    down = called(case, Table("T", ("issue", "pick"), ((issue, option), ("else", option))))
    assert down.rows == ((stated.name, said), ("else", option))
