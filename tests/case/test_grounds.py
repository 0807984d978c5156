"""Why a judgement was made, in words."""

from __future__ import annotations

import pytest

from comity.case.grounds import reason, whys
from comity.case.judgement import Judgement
from talks import TALKS, talks


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        ({}, ""),
        ({"because": " the law forbids it \n"}, "the law forbids it"),
        ({"confidence": "low"}, "Confidence low."),
        ({"draft": "yes"}, "Draft, not confirmed."),
        (
            {"because": "Said so.", "confidence": "high", "draft": "yes"},
            "Said so. Confidence high. Draft, not confirmed.",
        ),
    ],
)
def test_the_reason_of_a_judgement(judged: dict[str, str], said: str) -> None:
    assert reason(Judgement.model_validate(judged)) == said


def test_a_judgement_without_a_reason_rests_on_what_it_stands_in() -> None:
    interests = {
        "a": {
            "because": "A speech.",
            "confidence": "low",
            "no_deal": {"value": 40, "confidence": "high"},
            "x": {"weight": 3, "because": "A letter.", "p": {"value": 100, "because": "A law."}, "q": 0},
            "y": {"weight": 1, "p": 100, "q": 0},
        },
        "b": TALKS["interests"]["b"],
    }
    why = whys(talks(interests=interests))
    assert why["interests", "a", "no_deal"] == "A speech. Confidence high."
    assert why["interests", "a", "x", "p"] == "A law."
    assert why["interests", "a", "x", "q"] == "A letter."
    assert why["interests", "a", "y", "q"] == "A speech. Confidence low."
    assert why["interests", "b", "no_deal"] == ""
