"""What parties and offices are called within a sentence: with an article where the name asks for one for certain."""

from __future__ import annotations

import re

from comity.case.model import Case

_STATES = re.compile(
    r"(?:United |Federated |European |African |Arab |Soviet )?"
    r"(?:States|Kingdom|Nations|Union|Republic|Emirates|Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros)"
)


def named(case: Case, party: str) -> str:
    """What a party, a member or a messenger is called within a sentence."""
    return with_article(case.speakers()[party])


def with_article(name: str) -> str:
    """A name within a sentence: "the United States", "the European group", "Ukraine".

    The article stands before names of several words of which the last is a common noun in the singular (it begins
    small), and before the names of states that have one; elsewhere the name stands alone.

    >>> with_article("European group"), with_article("Ukraine"), with_article("Neighbouring cities")
    ('the European group', 'Ukraine', 'Neighbouring cities')
    """
    words = name.split()
    common = len(words) > 1 and words[-1].islower() and words[-1].isalpha() and not words[-1].endswith("s")
    begins = bool(words) and words[0].lower() in ("the", "a", "an", "other", "all", "some")
    return f"the {name}" if (common or _STATES.fullmatch(name)) and not begins else name
