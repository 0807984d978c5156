"""The tables and figures of doubt: their columns and rows on a case that can be reckoned by hand."""

from __future__ import annotations

from typing import Any

import pytest

from comity.case.check import read_case
from comity.finding import Finding
from comity.questions.doubt import figures, tables
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.result import Doubt
from material import WASHINGTON
from talks import TALKS, line, talks


def shown(finding: Finding[Any], name: str) -> list[tuple[str, ...]]:
    return [tuple("" if cell is None else str(cell) for cell in row) for row in finding.tables[name].rows]


@pytest.fixture(scope="module")
def small() -> Finding[Doubt]:
    interests = {
        **TALKS["interests"],
        "a": {
            "no_deal": {"value": "40", "like": {"x": "q", "y": "p"}, "because": "As it is.", "confidence": "low"},
            "x": {"weight": "3", "p": "100", "q": "0"},
            "y": {"weight": "1", "p": "100", "q": "0"},
        },
    }
    reading = {"never": {"y": "q"}}
    ban = line("b", x="q", y="p") | {"id": "ban", "or_reads": [reading]}
    asked = "x=p, y=q"
    return doubt(
        talks(interests=interests, red_lines=[ban]),
        agreement=asked,
        against="x=p, y=p",
        curve="interests.b.no_deal",
        rows=64,
    )


def test_the_tables_by_hand(small: Finding[Doubt]) -> None:
    beta = "the no-deal value (Beta)"
    picks = "Nash, Kalai-Smorodinsky, Egalitarian, Utilitarian"
    assert shown(small, "judgements") == [(beta, "20 to 30", "1", "1", "0", "", "25.0", picks)]
    ((name, *numbers),) = shown(small, "knowing")
    # Of its thirds one leaves it, one refuses it, and in the middle one 1 of 2 does: right in 5/6 of all, not in 1/2.
    assert (name, numbers[0], numbers[2], numbers[4]) == (beta, "0.0", "100.0", "0.0")
    assert [float(numbers[1]), float(numbers[3])] == pytest.approx([50, 100 / 3], abs=0.5)
    assert shown(small, "indices")[0][:2] == (beta, "1.00")
    assert shown(small, "widened") == [("the no-deal value (Alpha)", "40", "30 to 50", "1", "1", "1")]
    assert shown(small, "by_party") == [("Beta", "1", "1.0", "100.0")]
    assert shown(small, "by_source") == [("without evidence", "1", "1.0", "100.0")]
    assert shown(small, "reversals")[0] == ("an agreement is possible", beta, "30", "1", "", "without evidence")
    assert shown(small, "options") == [
        ("The X", "P it is", "100.0", "100.0", "100.0", "100.0"), ("The Y", "Q", "100.0", "100.0", "100.0", "100.0"),
    ]  # fmt: skip
    assert shown(small, "agreements") == [("1", *["50.0"] * 6)]
    assert small.tables["agreements"].note == (
        "Also: x=p, y=q. In how many of 100 readings each is possible, efficient, and picked by each measure."
    )
    assert (
        small.tables["agreement"].title
        == "The agreement asked about: possible in 50 of 100 readings; Beta refuses first"
    )
    assert shown(small, "agreement") == [
        ("Alpha", "+35.0", "0.0", "100.0", "", ""), ("Beta", "+0.0", "50.0", "0.0", beta, "100.0"),
    ]  # fmt: skip
    assert shown(small, "compared") == [
        ("Alpha", "no deal", "True", "True"), ("Alpha", "the other", "False", "True"),
        ("Beta", "the other", "True", "True"),
    ]  # fmt: skip
    assert shown(small, "orders") == [("Alpha", "2", "3")]
    assert shown(small, "red_lines") == [("Beta: never x=q with y=p", "read as: never y=q", "1", "0")]
    assert len(shown(small, "curve")) == 101


def test_how_many_are_shown() -> None:
    finding = doubt(read_case(WASHINGTON), draws=200, show=3)
    assert finding.tables["judgements"].title == "These judgements decide it (3 of 25 shown)"
    assert finding.tables["widened"].title == "Doubt that is not stated (3 of 67 shown)"
    assert finding.tables["knowing"].title == "What to find out next (3 of 25 shown)"
    assert len(finding.tables["agreements"].rows) == 3
    assert (
        shown(finding, "by_party")[0][:3] == ("Russia", "6", "1,624.0") or shown(finding, "by_party")[0][0] == "Russia"
    )
    quoted = shown(finding, "reversals")[1]
    assert quoted[:4] == ("an agreement is possible", "the no-deal value (Russia)", "56", "1")
    assert quoted[5].startswith("“He has given up his earlier demand")
    assert quoted[5].endswith("(European leaders fly to Washington beside Zelensky)")


def test_links_lead_to_judgements() -> None:
    finding = doubt(read_case(WASHINGTON), draws=100, show=25)
    targets = {str(row[0]): row[0].to for row in finding.tables["judgements"].rows}  # type: ignore[union-attr]
    assert targets["the no-deal value (Russia)"] == "no-deal-russia"
    assert targets["the rating of territory=frozen (Russia)"] == "interest-russia/territory"
    assert targets["the points of linkage 1 (Ukraine)"] == "linkage-1"


def test_figures(small: Finding[Doubt]) -> None:
    bars = small.figures["judgements"]
    assert bars.alt == "Least and most: the no-deal value (Beta) 0 to 1."
    curve = small.figures["curve"]
    assert curve.title == "Agreements possible at every value: the no-deal value (Beta)"
    assert curve.alt == "From 2 at 0 to 0 at 100; the judged range is shaded."
    assert "<svg" in curve.svg()
    assert "<svg" in bars.svg()


def test_nothing_to_show() -> None:
    interests = {**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "25"}}
    finding = doubt(talks(interests=interests))
    assert set(finding.tables) == {"options", "agreements"}
    assert finding.figures == {}
    empty = Doubt(12, finding.result.sureness, 10, listed=False)
    assert tables.all_of(talks(), empty, 10) == {}
    assert figures.all_of(talks(), empty, 10) == {}
