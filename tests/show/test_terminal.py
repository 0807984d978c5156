"""Findings and papers on a terminal: all is there, in the width there is."""

from __future__ import annotations

import re

import pytest

from comity.papers.document import Brief, Section
from comity.show.terminal import renderables, text
from shown import FINDING, TABLE


def test_text_shows_everything_in_the_width_it_has() -> None:
    content = text(FINDING, 60)
    assert all(len(line) <= 60 for line in content.splitlines())
    flat = re.sub(r"\s+", " ", text(FINDING, 300))
    for said in (
        FINDING.answer, "Note: A caveat <b>.", "Note: Another.", TABLE.note, "1,234,567", "yes", "45% (20 to 71%)",
        FINDING.basis(),
    ):  # fmt: skip
        assert said in flat
    assert "\x1b" not in content


def test_of_a_brief_the_short_form_is_shown() -> None:
    long_only, both = Section("Long", ("never seen",)), Section("Both", ("never seen",), ("seen", TABLE))
    content = text(Brief("Talks", "As of today.", ("Beware.",), ("There is hope.",), (long_only, both)), 80)
    assert [line for line in content.splitlines() if line.startswith(("Talks ─", "Both ─", "Long"))] == [
        "Talks " + "─" * 74, "Both " + "─" * 75,
    ]  # fmt: skip
    for said in ("As of today.", "Beware.", "There is hope.", "seen", TABLE.title):
        assert said in content
    assert "never seen" not in content


def test_what_is_known_to_no_medium_is_refused() -> None:
    with pytest.raises(TypeError, match="a float on a terminal"):
        renderables(1.5)
