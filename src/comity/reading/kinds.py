"""Kinds of negotiation: the starter list of issues that each comes with, and which kind reports are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from comity.problem import Place, Problem, Problems, nearest
from comity.reading.editable import supplied_folder
from comity.reading.wordlist import phrases

LEAD = 2
"""The kind that is told has so many more words than the next one: different ones, counted in each report ..."""
MARGIN = 1.5
"""... and so many times as many."""


@dataclass(frozen=True)
class Kind:
    """A kind of negotiation: its starter issues as they are written, and the words that show it in a report."""

    id: str
    name: str
    words: re.Pattern[str]
    issues: Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """Which kinds of negotiation reports are about: none where no kind is clear.

    `stated`: whether the analyst said so. `counts` are the different words of each kind met in a report, added up over
    the reports; kinds without any are left out.
    """

    kinds: tuple[str, ...]
    stated: bool
    counts: Mapping[str, int]


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """The kinds that come with Comity, by their identifiers."""
    return {
        identifier: Kind(identifier, content["kind"], phrases(content["words"]), content["issues"])
        for identifier, content in supplied_folder("issues").items()
    }


def stated(about: Sequence[str]) -> Subject:
    """The subject that an analyst names; raises Problems for kinds that are not known."""
    unknown = [kind for kind in about if kind not in kinds()]
    if unknown:
        place = Place("--about")
        raise Problems([Problem(place, f"unknown kind of negotiation '{k}'", nearest(k, kinds())) for k in unknown])
    return Subject(tuple(dict.fromkeys(about)), True, {})


def told(texts: Iterable[str]) -> Subject:
    """The one kind that the words of reports show clearly, if any.

    A report counts once for each different word of a kind that it holds. The kind with most counts is told where it is
    ahead of the next kind by LEAD and by the factor MARGIN.
    """
    counts = dict.fromkeys(kinds(), 0)
    for text in texts:
        for kind in kinds().values():
            counts[kind.id] += len({" ".join(m.group().casefold().split()) for m in kind.words.finditer(text)})
    first, second = sorted(counts, key=lambda kind: -counts[kind])[:2]
    clear = counts[first] >= max(LEAD + counts[second], MARGIN * counts[second])
    return Subject((first,) if clear else (), False, {kind: count for kind, count in counts.items() if count})


def subject_text(subject: Subject) -> str:
    """A subject in a sentence."""
    names = " and ".join(kinds()[kind].name.casefold() for kind in subject.kinds)
    if subject.stated:
        return f"Kind of negotiation: {names}, as you said."
    if subject.kinds:
        count = subject.counts[subject.kinds[0]]
        return f"Kind of negotiation: {names}, told by {count} of their words in the reports; --about names another."
    return (
        "No kind of negotiation is clear from the words of the reports, so no usual issues were looked for; --about "
        f"names one: {', '.join(kinds())}."
    )
