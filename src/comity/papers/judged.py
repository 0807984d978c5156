"""One line of the list of judgements that a paper rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.case.estimate import Estimate
from comity.case.judgement import Judgement


@dataclass(frozen=True)
class Judged:
    """A judgement: where links to it lead, what is judged, its value, and the judgement with its reason."""

    anchor: str
    what: str
    value: str
    judgement: Judgement


def in_general(anchor: str, what: str, judgement: Judgement) -> Iterator[Judged]:
    """What several numbers rest on together, where it says why."""
    if judgement.because or judgement.evidence:
        yield Judged(anchor, what, "", judgement)


def reasoned(anchor: str, what: str, numbers: Mapping[str, Estimate | None]) -> Iterator[Judged]:
    """Those of several numbers of one judgement, by what they are, that have a reason of their own."""
    for name, number in numbers.items():
        if number is not None and (number.because or number.evidence):
            yield Judged(f"{anchor}/{name.replace(' ', '-')}", f"{what}, {name}", number.said(), number)
