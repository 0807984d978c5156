"""A linkage of a party in words, for what a format cannot carry of it."""

from __future__ import annotations

from collections.abc import Sequence

from comity.exchange.naming import shown
from comity.exchange.numeral import decimal
from comity.exchange.scenario import Box, Matter, Profile


def linkage_words(profile: Profile, box: Box, issues: Sequence[Matter]) -> str:
    """Whose linkage it is, on which issues, and what it is worth."""
    joined = " and ".join(f"'{shown(issues[at].name)}'" for at in box.values)
    return f"the linkage of {shown(profile.name)} on {joined}, worth {decimal(box.adds)}"
