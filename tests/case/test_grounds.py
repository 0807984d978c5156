"""Why a judgement was made, in words."""

from __future__ import annotations

import pytest

from comity.case.grounds import reason
from comity.case.judgement import Judgement


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
