"""What is said of agreements that are possible while members of a group or the events speak against them."""

from __future__ import annotations

from typing import Any

import pytest

from comity.case.model import Case
from comity.questions.agreement.answer import agreement
from comity.questions.deadlock.answer import deadlock
from talks import TALKS

MEMBERS = {"m": "Em", "n": "En", "o": "Oh"}


def quarry(**members: dict[str, Any]) -> Case:
    """A council that signs for three villages, and a quarry; dust=low is what both can sign."""
    return Case.model_validate(
        {
            "title": "A quarry",
            "parties": {
                "council": {"name": "Council", "signs": "yes", "members": MEMBERS},
                "quarry": {"name": "Quarry", "signs": "yes"},
            },
            "issues": {"dust": {"name": "Dust", "options": {"none": "none", "low": "low", "high": "high"}}},
            "interests": {
                "council": {"no_deal": "50", "dust": {"weight": "1", "none": "100", "low": "60", "high": "0"}},
                "quarry": {"no_deal": "30", "dust": {"weight": "1", "none": "0", "low": "60", "high": "100"}},
                **members,
            },
        }
    )


DEARER = {"no_deal": "80"}
WORSE = {"dust": {"weight": "1", "none": "100", "low": "20", "high": "0"}}


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"m": DEARER, "o": WORSE}, "Em and Oh"),
        ({"m": DEARER, "n": DEARER, "o": WORSE}, "Em, En and Oh"),
        ({"m": DEARER}, None),
        ({}, None),
    ],
)
def test_a_group_that_accepts_what_most_of_its_members_refuse(members: dict[str, Any], named: str | None) -> None:
    told = [remark for remark in agreement(quarry(**members)).caveats if "signs as a group" in remark]
    expected = (
        f"Council signs as a group, and {named}, most of its members, would refuse the agreement that is possible, by "
        "their own no-deal values and red lines. Only the judgements of Council itself are counted: check who "
        "decides for it."
    )
    assert told == ([expected] if named else [])


def test_red_lines_of_members_count_as_their_refusal() -> None:
    lines = [{"party": name, "never": {"dust": "low"}, "firmness": "declared", "because": "so"} for name in "mn"]
    refused = Case.model_validate(quarry().model_dump(by_alias=True) | {"red_lines": lines})
    assert "Em and En, most of its members" in agreement(refused).caveats[0]


def test_a_possible_agreement_is_not_an_agreed_one() -> None:
    parted = TALKS | {"developments": [{"date": "2025-08-15", "what": "They part without an agreement."}]}
    case = Case.model_validate(parted)
    (remark,) = agreement(case).caveats
    assert remark == (
        "Agreements are possible by these judgements, while the case says that the parties have not agreed "
        "(“2025-08-15: They part without an agreement.”). A possible agreement is not an agreed one: check first "
        "whether a red line is missing, then the no-deal value of Beta, which gains least by the best of them."
    )
    assert deadlock(case).caveats[0].endswith("check first whether a red line is missing, then the no-deal values.")
    none = Case.model_validate(
        parted | {"interests": TALKS["interests"] | {"b": TALKS["interests"]["b"] | {"no_deal": 90}}}
    )
    for finding in (agreement(none), deadlock(none)):
        assert not any("not an agreed one" in caveat for caveat in finding.caveats)
