"""What a judged number rests on: its reason and evidence, how sure the analyst is, and the doubt that is not stated.

Where nothing stands with the number itself, what stands with the interest in the issue counts for it, or with the
linkage; then what stands with the party's interests as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from comity.agreements.judged import Judged, Number
from comity.agreements.worth import HIGH, LOW
from comity.case.judgement import Evidence, Judgement
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.case.tree import Path


def _standing(case: Case, number: Number) -> Iterator[Judgement]:
    """The judgements that a number is part of, the nearest first."""
    yield number.estimate
    if number.path[0] == "linkages":
        yield case.linkages[int(number.path[1])]
        return
    interest = case.interests[str(number.path[1])]
    if number.kind != "no_deal":
        yield interest.issues[str(number.path[2])]
    yield interest


def path_of(case: Case, name: str) -> Path:
    """The path of a judged number, by its name: names in it may hold dots."""
    return next(path for path, _ in judgement_paths(case) if ".".join(map(str, path)) == name)


def evidence(case: Case, number: Number) -> tuple[Evidence, ...]:
    """The evidence of a number; empty where it has none."""
    return next((each.evidence for each in _standing(case, number) if each.evidence), ())


def because(case: Case, number: Number) -> str | None:
    """The reason of a number; None where none is given."""
    return next((" ".join(each.because.split()) for each in _standing(case, number) if each.because), None)


def confidence(case: Case, number: Number) -> str | None:
    """How sure the analyst is of a number; None where that is not said."""
    return next((each.confidence for each in _standing(case, number) if each.confidence), None)


def widened(case: Case, judged: Judged) -> dict[int, tuple[Fraction, Fraction]]:
    """Numbers of low confidence without a range, by their places, with the range that the case's `widening` gives them.

    Ratings and no-deal values of parties that rate 0 to 100 stay in there, and weights at 0 or more.
    """
    amount = Fraction(repr(float(case.widening)))
    scaled = {at for account in judged.accounts if account.mean for at in account.numbers}
    found = {}
    for place, number in enumerate(judged.numbers):
        if amount and not number.estimate.is_range and confidence(case, number) == "low":
            low, high = number.ends[LOW] - amount, number.ends[HIGH] + amount
            if number.kind == "weight" or (place in scaled and number.kind != "linkage"):
                low = max(low, Fraction(0))
            if number.kind != "weight" and place in scaled and number.kind != "linkage":
                high = min(high, Fraction(100))
            found[place] = (low, high)
    return found
