"""Names within a sentence, of parties, members and offices alike."""

from __future__ import annotations

import pytest

from comity.case.article import named
from comity.case.model import Case
from talks import TALKS

CASE = Case.model_validate(
    TALKS
    | {
        "parties": TALKS["parties"] | {"c": {"name": "European group", "members": {"uk": "United Kingdom"}}},
        "messengers": {"envoy": {"name": "United Nations"}, "chair": {"name": "The chair"}},
    }
)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("a", "Alpha"),
        ("c", "the European group"),
        ("uk", "the United Kingdom"),
        ("envoy", "the United Nations"),
        ("chair", "The chair"),
    ],
)
def test_whoever_speaks_has_an_article_where_the_name_asks_for_one(who: str, said: str) -> None:
    assert named(CASE, who) == said
