"""The possible agreements as a list: those that hold some terms, in an order, some at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.worth import MIDDLE, Payoff, Worth
from comity.case.model import Case
from comity.questions.agreement.funnel import AgreementLeft
from comity.questions.possible import possible_choices

LEAST, SUM = "least", "sum"
"""The orders that are not a party's own: by the gain of the signer that gains least, and by the sum of gains."""


@dataclass(frozen=True)
class Listing:
    """Some of the possible agreements that hold some terms.

    possible: how many are in all; number: how many of them hold the terms; first: the place of the first listed, from
    0; listed: these, with what they gain each signer over no deal, in points of its own scale, in the middle of every
    range; having: by issue and option, how many have the option and hold the terms on all other issues.
    """

    possible: int
    number: int
    first: int
    listed: tuple[AgreementLeft, ...]
    having: Mapping[str, Mapping[str, int]]


def listing(
    case: Case, terms: Mapping[str, str] | None = None, by: str = LEAST, first: int = 0, number: int = 50
) -> Listing | None:
    """The possible agreements that hold some terms; None where there are too many to be listed.

    terms: an option of each issue that is to be settled in one way; by: "least" (the signer that gains least first),
    "sum" (the sum of gains) or the name of a party, whose worth counts then; ties by the least gain, the sum, and the
    order of the options. first, number: which of them, from 0, and how many.
    """
    choices = possible_choices(case)
    if choices is None:
        return None
    payoff, held = Payoff.of(case), _held(case, choices, terms or {})
    rows = choices[held.all(axis=1)]
    signers = [payoff.worths[name] for name in case.signers() if name in payoff.worths]
    gains = _gains(rows, [worth for worth in signers if worth.no_deal is not None])
    order = np.lexsort((*rows.T[::-1], *_keys(rows, gains, payoff.worths.get(by), by)))[first : first + number]
    listed = tuple(
        AgreementLeft(
            payoff.space.agreement(rows[at].tolist()), {party: float(gain[at]) for party, gain in gains.items()}
        )
        for at in order
    )
    having = {}
    for at, issue in enumerate(payoff.space.issues):
        others = np.delete(held, at, axis=1).all(axis=1)
        counts = np.bincount(choices[others, at], minlength=payoff.space.sizes[at]).tolist()
        having[issue] = dict(zip(payoff.space.options[at], counts, strict=True))
    return Listing(len(choices), len(rows), first, listed, having)


def _held(case: Case, choices: Choices, terms: Mapping[str, str]) -> NDArray[np.bool_]:
    """Which agreements settle each issue as the terms ask: a row an agreement, a column an issue."""
    held: NDArray[np.bool_] = np.ones(choices.shape, dtype=bool)
    for at, (issue, stated) in enumerate(case.issues.items()):
        if issue in terms:
            held[:, at] = choices[:, at] == list(stated.options).index(terms[issue])
    return held


def _gains(rows: Choices, signers: Sequence[Worth]) -> dict[str, NDArray[np.float64]]:
    """What each signer gains over no deal, in points."""
    return {
        worth.party: (worth.steps_of(rows) - worth.at_no_deal(MIDDLE)) * worth.unit.numerator / worth.unit.denominator
        for worth in signers
    }


def _keys(
    rows: Choices, gains: Mapping[str, NDArray[np.float64]], own: Worth | None, by: str
) -> list[NDArray[np.float64]]:
    """What the list is ordered by, the last first, as numpy sorts."""
    several = np.array(list(gains.values())).reshape(len(gains), len(rows))
    least = -several.min(axis=0, initial=np.inf).round(9)
    total = -several.sum(axis=0).round(9)
    if own is not None:
        return [total, least, -own.steps_of(rows)]
    return [least, total] if by == SUM else [total, least]
