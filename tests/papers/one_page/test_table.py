"""The table of agreements: terms, trades, who signs and refuses, how long it lasts; candidates and openings."""

from __future__ import annotations

from typing import Any

import pytest

from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.finding import Band
from comity.papers.one_page import table
from comity.papers.one_page.answer import OnePage, one_page, pinned
from comity.papers.one_page.keeping import Lasts
from comity.papers.one_page.trades import trades
from comity.questions.durability.answer import durability
from comity.questions.durability.lasting import Failure
from material import ROOT
from talks import TALKS, line, talks

EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"


@pytest.fixture(scope="module")
def washington() -> OnePage:
    return one_page(read_case(EXAMPLE))


def row(page: OnePage, head: str) -> list[str]:
    return next([cell.text for cell in each.cells] for each in page.sheet.rows if each.head == head)


def judged(alpha: Any, beta: Any) -> dict[str, Any]:
    both = TALKS["interests"]
    return {"a": {**both["a"], "no_deal": alpha}, "b": {**both["b"], "no_deal": beta}}


def test_washington_names_three_agreements_in_words(washington: OnePage) -> None:
    assert washington.sheet.heading == "Three different agreements that all four would sign, as judged"
    assert [column.title.text for column in washington.sheet.columns] == [
        "Frozen line, joint pledge", "Frozen line, European pledge", "Partial withdrawal, joint pledge",
    ]  # fmt: skip
    assert row(washington, "Ukraine") == [
        "joint pledge, for sanctions relief",
        "European pledge, for sanctions relief",
        "joint pledge and partial withdrawal, for no European forces",
    ]
    assert row(washington, "All four sign") == ["86 of 100 readings", "45 of 100 readings", "44 of 100 readings"]
    assert row(washington, "Who refuses") == [
        "Russia first, in 11 of 100", "Ukraine first, in 38 of 100", "Russia first, in 41 of 100",
    ]  # fmt: skip
    assert row(washington, "In all three")[0].startswith("The law on the regions is left as it is")
    first, second, third = row(washington, "In this one")
    assert "As in" not in first
    assert second.endswith("As in A: frozen line, air and sea cover and observers on the line.")
    assert third.endswith("As in A: joint pledge, intelligence without weapons and army without limits.")


def test_how_long_each_lasts_is_what_durability_answers(washington: OnePage) -> None:
    """One number for one thing: the same draws, so the same bands as `ask durability` of the same agreements."""
    agreements = [each.agreement for each in washington.numbers.candidates.chosen]
    fares = {
        str(fare.agreements[0]): fare for fare in durability(read_case(EXAMPLE), agreements=agreements).result.fares
    }
    bands = [fares[str(agreement)].survival.after(10) for agreement in agreements]
    told = [f"{band.mid * 100:.0f} in 100 ({band.low * 100:.0f} to {band.high * 100:.0f})" for band in bands]
    assert row(washington, "Lasts ten years") == told
    assert row(washington, "What breaks it") == [
        "rebuilding, year 27",
        "nothing in 40 years",
        "a wavering guarantor, year 6",
    ]


BAND = Band(0.2, 0.5, 0.7)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (None, "nothing in 40 years"),
        (Failure(3, "a", "land"), "the land held, year 3"),
        (Failure(40, "a", "decay"), "a pledge that fades, in the long run"),
        (Failure(1, "a", "first_strike"), "a first strike, year 1"),
        (Failure(2, "a", "today"), "today’s odds, year 2"),
    ],
)
def test_what_breaks_an_agreement_has_few_words(failure: Failure | None, words: str) -> None:
    assert table._breaks(Lasts(Agreement({}), BAND, failure), 40) == words
    assert "".join(str(getattr(run, "words", run)) for run in table._peace(Lasts(Agreement({}), BAND, failure))) == (
        "50 in 100(20 to 70)"
    )


def test_without_a_contest_the_row_says_that_it_was_not_asked() -> None:
    page = one_page(talks(interests=judged("0", "0")))
    assert row(page, "How long it lasts") == [table.NOT_ASKED]


def test_trades_are_the_largest_above_and_below_the_middle_of_the_scale() -> None:
    """Alpha's weight shares are 3/4 and 1/4; ratings of pq: 100 and 0, so +37.5 and -12.5; Beta's +0, of 0 and 50."""
    pq = Agreement({"x": "p", "y": "q"})
    alpha, beta = trades(talks(), pq, ("x", "y"))
    assert (alpha.gets, alpha.gives) == (("x",), ("y",))
    assert (beta.gets, beta.gives) == ((), ("x",))  # 50 is the middle: neither got nor given
    both = {"no_deal": 0, "x": {"weight": 2, "p": 100, "q": 0}, "y": {"weight": 1, "p": 0, "q": 100}}
    half = talks(interests={**TALKS["interests"], "a": both})
    assert trades(half, pq, ("x", "y"))[0].gets == ("x", "y")  # half of it, and a headline issue
    assert trades(half, pq, ("x",))[0].gets == ("x",)
    less = {**both, "y": {"weight": 1, "p": 0, "q": 99}}
    assert trades(talks(interests={**TALKS["interests"], "a": less}), pq, ("x", "y"))[0].gets == ("x",)
    page = one_page(talks(red_lines=[line("a", x="q"), line("b", y="p")], interests=judged("0", "0")))
    assert row(page, "Alpha") == ["“The X”, for “The Y”"]
    assert row(page, "Beta") == ["little, for “The X”"]


def test_one_agreement_is_told_whole_and_a_single_signer_alone() -> None:
    page = one_page(talks(red_lines=[line("a", x="q"), line("b", y="p")], interests=judged("0", "0")))
    assert page.sheet.heading == "One agreement that both would sign, as judged"
    assert row(page, "It says") == ["The X: P it is. The Y: Q."]
    assert row(page, "Both sign") == ["yes, as judged"]
    assert row(page, "Who refuses") == ["nobody, as judged"]
    alone = one_page(talks(parties={"a": {"name": "Alpha", "signs": "yes"}, "b": "Beta", "c": "Gamma"}))
    assert alone.sheet.lead.text.startswith("Alpha would rather sign")
    assert next(each.head for each in alone.sheet.rows if each.kind == "figure") == "It is signed"


def test_nobody_refuses_what_holds_in_every_reading() -> None:
    page = one_page(talks(interests=judged("40", "10..20")))
    assert row(page, "Both sign")[0] == "100 of 100 readings"
    assert row(page, "Who refuses")[0] == "nobody, in no reading"


def test_titles_that_would_be_alike_have_what_differs() -> None:
    issues = {**TALKS["issues"], "z": {"name": "The Z", "options": {"p": "P", "q": "Q"}}}
    interests = judged("20", "20")
    interests["a"]["z"] = {"weight": 1, "p": 55, "q": 50}
    interests["b"]["z"] = {"weight": 1, "p": 50, "q": 55}
    page = one_page(talks(issues=issues, interests=interests, red_lines=[line("a", x="q"), line("b", y="p")]))
    assert sorted(column.title.text for column in page.sheet.columns) == ["P", "Q"]


def test_openings_say_who_must_move_and_what_is_left() -> None:
    lines = [{**line("a", x="q"), "firmness": "constitutional"}, line("b", x="p")]
    page = one_page(talks(red_lines=lines, interests=judged("0", "0")))
    assert page.sheet.heading == "Two ways to open it, and the agreement that each would leave"
    assert [(column.mark, column.title.text) for column in page.sheet.columns] == [
        ("1", "P it is, accepted by Beta"),
        ("2", "Q it is, accepted by Alpha"),
    ]
    assert row(page, "Who must move") == [
        "Beta would have to give up a refusal that it has declared.",
        "Alpha would have to give up a refusal that its constitution gives it.",
    ]
    assert row(page, "It would leave") == ["2 agreements. One of them:", "2 agreements. One of them:"]
    assert page.sheet.questions[1].answer.text == "No. Either opening alone is enough."
    assert page.sheet.trades_heading == "What each would get most, and for what"
    one = one_page(talks(red_lines=[{"party": "a", "never": {"x": ["p", "q"]}, "firmness": "declared"}]))
    assert "content with" not in " ".join(row(one, "Who must move"))
    asks = one_page(talks(interests=judged("40", "26..27")))
    assert row(asks, "Who must move")[0].startswith(
        ("Alpha would have to be content with", "Beta would have to be content")
    )


def test_openings_of_several_demands_say_that_they_give_way_together() -> None:
    lines = [line("a", x="q"), line("b", x="p"), line("a", y="q"), line("b", y="p")]
    page = one_page(talks(red_lines=lines, interests=judged("0", "0")))
    assert page.sheet.questions[1].answer.text == "Yes. At least two demands have to give way together."


def test_the_deadlock_of_washington() -> None:
    """Figures of the design: 281 and 107 agreements, of which the safest holds in 86 and 60 of 100 readings."""
    page = one_page(read_case(EXAMPLE), suppose=["russia-keeps-control: territory=restored|partial|frozen"])
    assert page.sheet.headline.text == "No agreement is possible: two demands exclude each other."
    assert row(page, "It would leave") == ["281 agreements. The safest:", "107 agreements. The safest:"]
    assert row(page, "All four sign") == ["86 of 100 readings", "60 of 100 readings"]
    assert row(page, "Who refuses") == ["Russia first, in 11 of 100", "Ukraine first, in 33 of 100"]
    plain = one_page(read_case(EXAMPLE))
    assert plain.numbers.candidates.chosen[0].share == page.numbers.openings.ways[0].safest.share  # type: ignore[union-attr]


def test_a_proposal_stands_first_with_whose_it_is() -> None:
    terms = {"x": "q", "y": "p"}

    def notes(outcome: str | None = None, author: str = "", **more: Any) -> list[str]:
        proposals = {"leaked": {"terms": terms, **more}, "part": {"terms": {"x": "p"}}}
        page = one_page(talks(proposals=proposals, outcome=outcome, interests=judged("0", "0")), author=author)
        assert dict(page.numbers.candidates.chosen[0].agreement.options) == terms
        assert page.sheet.heading == "Three agreements beside each other"
        return [column.note for column in page.sheet.columns]

    assert notes(by="a") == ["proposed by Alpha", "", ""]
    assert notes(author="The desk") == ["chosen by The desk", "", ""]
    assert notes() == ["chosen, not computed", "", ""]
    assert notes(outcome="leaked", by="a") == ["agreed", "", ""]


def test_the_latest_proposals_come_first_but_for_what_was_agreed() -> None:
    dated = {"old": "2025-01-01", "new": "2025-03-01", "none": None, "mid": "2025-02-01"}
    options = [("p", "p"), ("p", "q"), ("q", "p"), ("q", "q")]
    proposals = {
        name: {"terms": {"x": x, "y": y}, **({"date": date} if date else {})}
        for (name, date), (x, y) in zip(dated.items(), options, strict=True)
    }
    case = talks(proposals={("un" if name == "none" else name): each for name, each in proposals.items()})
    assert list(pinned(case)) == ["new", "mid", "old"]
    agreed = case.model_copy(update={"outcome": "un"})
    assert list(pinned(agreed)) == ["un", "new", "mid"]


@pytest.mark.parametrize(("no_deal", "signs"), [("0", "no, as judged"), ("0..10", "0 of 100 readings")])
def test_a_proposal_that_breaks_a_condition_says_which(no_deal: str, signs: str) -> None:
    interests = judged(no_deal, "0")
    rules = [{"if": {"x": "q"}, "then": {"y": "p"}}]
    page = one_page(
        talks(interests=interests, conditions=rules, proposals={"text": {"by": "a", "terms": {"x": "q", "y": "q"}}})
    )
    assert row(page, "Both sign")[0] == signs
    assert row(page, "Who refuses")[0] == "does not hold together: “The X: Q it is” needs “The Y: P”"


def test_a_proposal_that_crosses_a_red_line_says_whose() -> None:
    content = {"leaked": {"terms": {"x": "q", "y": "p"}}}
    page = one_page(talks(proposals=content, red_lines=[line("a", x="q")], interests=judged("0", "0")))
    assert row(page, "Who refuses")[0] == "Alpha: will not accept “The X: Q it is”"
    assert row(page, "Both sign")[0] == "one of 2, as judged"
