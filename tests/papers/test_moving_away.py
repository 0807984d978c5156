"""What a brief says of who would move away, of the Washington case and of talks that can be reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from comity.case.check import read_case
from comity.case.model import Case
from comity.finding import Quantity, Table
from comity.papers.brief import brief
from comity.papers.candidates import candidates
from comity.papers.document import Section
from comity.papers.moving_away import TITLE, later_stages, moving_away, would_anybody
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.funnel import Stage
from comity.questions.stability.concepts import Concept
from comity.questions.stability.result import Tally
from comity.questions.stability.slices import CONCEPTS
from material import ROOT, WASHINGTON
from talks import TALKS, line, talks


def told(case: Case) -> Section:
    found = would_anybody(case, agreement(case).result)
    assert found is not None
    return moving_away(case, found, candidates(case).chosen)


def deciding(party: str, **changed: Any) -> Case:
    """The talks, in which one party decides the X alone; that at which it is P is the only agreement possible."""
    options = {"p": {"name": "P", "short": "the first"}, "q": {"name": "Q", "short": "the second"}}
    return talks(issues={**TALKS["issues"], "x": {"name": "The X", "options": options, "decided_by": party, **changed}})


def table(section: Section) -> Table:
    (found,) = (part for part in section.parts if isinstance(part, Table))
    return found


def test_washington_is_told_in_words() -> None:
    case = read_case(ROOT / "examples" / "washington-2025" / "case.yaml")
    section = told(case)
    assert section.parts[0] == (
        "As judged, 53 of the 87 efficient agreements would hold. In the other 34, the United States would rather have "
        "sanctions eased by steps than sanctions relief, and nothing that others would do answers it. 37 of the 53 "
        "hold even if nobody answered (Nash)."
    )
    assert "to change “American sanctions on Russia” later is a breach of it." in str(section.parts[1])
    assert section.short == (
        "As judged, 53 of the 87 efficient agreements would hold. In the other 34, the United States would change "
        "“American sanctions on Russia”.",
    )
    rows = table(section).rows
    assert [(row[0], *row[2:]) for row in rows] == [
        ("A", "nothing that answers it", "with sanctions eased by steps"),
        ("B", "Russia: leaves", "as it is"),
        ("C", "Russia: leaves", "as it is"),
    ]
    assert [round(row[1].value, 6) for row in rows if isinstance(row[1], Quantity)] == [5.4] * 3


def test_the_funnel_of_a_brief_ends_with_the_agreements_that_hold() -> None:
    case = read_case(WASHINGTON)
    funnel = agreement(case).result
    found = would_anybody(case, funnel)
    assert found is not None
    assert later_stages(found.result, funnel) == (
        Stage("efficient", 87, 239, 87 / 326),
        Stage("stable", 53, 34, 53 / 87),
    )
    whole = brief(case)
    drawn = next(part for section in whole.sections for part in section.parts if hasattr(part, "alt"))
    assert "worth at least no deal 326, efficient 87, nobody moves away 53." in drawn.alt
    annex = next(section for section in whole.sections if section.title.endswith("Possible agreements"))
    assert table_rows(annex)[-2:] == [("efficient", 87, 239), ("nobody moves away", 53, 34)]
    titles = [section.title for section in whole.sections]
    assert titles.index(TITLE) == titles.index("Would it last?") - 1
    assert any(title.endswith("Who would move away") for title in titles)


def table_rows(section: Section) -> list[tuple[Any, ...]]:
    return [row[:3] for row in next(part for part in section.parts if isinstance(part, Table)).rows]


@pytest.mark.parametrize(
    ("party", "said", "row"),
    [
        ("a", "the only efficient agreement would hold.", ("A", "nobody", "as it is")),
        ("b", "would hold. It does not hold if nobody", ("A", "Beta", "the second", 50.0, "Alpha: leaves", "as it is")),
        (
            "c",
            "would not hold. In it, Gamma would rather have the second than the first, and nothing",
            ("A", "Gamma", "the second", 80.0, "nothing that answers it"),
        ),
    ],
)
def test_each_way_in_which_an_agreement_holds_or_not(party: str, said: str, row: tuple[Any, ...]) -> None:
    section = told(deciding(party))
    assert said in str(section.parts[0])
    (found,) = table(section).rows
    assert tuple(cell.value if isinstance(cell, Quantity) else cell for cell in found) == row


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0, "As judged, none of the 5 efficient agreements would hold."),
        (3, "As judged, 3 of the 5 efficient agreements would hold."),
        (5, "As judged, all 5 efficient agreements would hold."),
    ],
)
def test_how_many_of_several_agreements_hold(left: int, said: str) -> None:
    case = deciding("a")
    found = would_anybody(case, agreement(case).result)
    assert found is not None
    stable: dict[Concept, int] = dict.fromkeys(CONCEPTS, left)
    result = replace(found.result, efficient=Tally(5, stable), changes=())
    assert moving_away(case, replace(found, result=result), ()).parts[0] == said


def test_what_the_agreement_binds_is_told_with_what_a_breach_would_pay() -> None:
    assert told(deciding("c", binding=True)).parts[1] == (
        "The agreement binds “The X”: to change that later would be a breach. In 1 agreement a breach would pay: Gamma "
        "would rather have the second than the first."
    )
    assert "No breach would pay that others do not answer." in str(told(deciding("b", binding=True)).parts[1])


def test_nothing_is_said_where_nobody_decides_alone_or_nothing_is_possible() -> None:
    assert would_anybody(talks(), agreement(talks()).result) is None
    assert TITLE not in [section.title for section in brief(talks()).sections]
    closed = deciding("a").model_copy(
        update={"red_lines": talks(red_lines=[line("a", y="p"), line("b", y="q")]).red_lines}
    )
    assert told(closed).parts == ()
    found = would_anybody(closed, agreement(closed).result)
    assert found is not None
    assert later_stages(found.result, agreement(closed).result) == ()
