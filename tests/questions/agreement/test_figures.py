"""The bars of the funnel: how long, in which order, and with which words."""

from __future__ import annotations

import pytest

from comity.questions.agreement import figures
from comity.questions.agreement.funnel import Funnel
from talks import talks


def test_the_bars_are_as_long_as_the_numbers_have_digits() -> None:
    figure = figures.funnel(talks(), Funnel(9999, 999, 99, 0, 0, 0, (), (), (), (), ()))
    bars = figure.vega_lite()["data"]["values"]
    assert [(bar["label"], bar["said"]) for bar in bars] == [
        ("all", "9,999"),
        ("coherent", "999"),
        ("cross no red line", "99"),
        ("worth at least no deal", "0"),
    ]
    assert [bar["length"] for bar in bars] == pytest.approx([4, 3, 2, 0])  # of one more: 0 has one
    assert figure.title == "How many agreements each stage leaves (bar lengths on a logarithmic scale)"
    assert figure.alt == (
        "Funnel of agreements: all 9,999, coherent 999, cross no red line 99, worth at least no deal 0."
    )
    assert figure.svg().startswith("<svg")
