"""How many agreements are possible after some months in the readings of all ranges, those of the drifts among them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import numpy as np

from comity.agreements.allowed import TooMany
from comity.agreements.draws import Draws
from comity.agreements.low_discrepancy import points
from comity.agreements.readings import DRAWS
from comity.case.estimate import Estimate
from comity.case.model import Case, Interest
from comity.case.no_deal import NoDealValue
from comity.finding import Band
from comity.questions.change.result import Drawn

ENDS = (5, 50, 95)
"""Of the readings in their order: below which part of a hundred the low count, the median and the high count lie."""


def drawn_in(case: Case, drifts: Mapping[str, Estimate], month: float) -> Drawn | None:
    """How many agreements the readings leave after some months; None where a rule decides, or they are too many.

    Each reading has every judged number at some value in its range, and each drift at some in its own: what no deal is
    worth to a signer is then its value of today and the drift of all these months.
    """
    if case.by_rule or not case.signers():
        return None
    with suppress(TooMany):
        draws = Draws.of(_reaching(case, drifts, month))
        return _drawn(case, drifts, month, draws)
    return None


def _reaching(case: Case, drifts: Mapping[str, Estimate], month: float) -> Case:
    """The case with no-deal values that reach as far as they may have drifted."""
    interests = dict(case.interests)
    for party, drift in drifts.items():
        merged = case.interest_of(party)
        assert merged.no_deal is not None
        own = interests.get(party) or Interest(scale=merged.scale)
        low, high = merged.no_deal.low + drift.low * month, merged.no_deal.high + drift.high * month
        interests[party] = own.model_copy(update={"no_deal": NoDealValue(low=round(low, 9), high=round(high, 9))})
    return case.model_copy(update={"interests": interests})


def _drawn(case: Case, drifts: Mapping[str, Estimate], month: float, draws: Draws) -> Drawn:
    readings = draws.readings
    columns = {place: column for column, place in enumerate(readings.places)}
    drifting = {
        account.no_deal: account.party for account in readings.judged.accounts if account.party in drifts
    }  # (by the number, which a group and its members may share)
    ordered = [place for place in readings.places if place in drifting]
    parts, further = readings.parts(0, DRAWS), points(0, DRAWS, len(columns) + len(ordered), readings.seed)
    values = readings.at(parts)
    for at, place in enumerate(ordered):
        now, drift = case.interest_of(drifting[place]).no_deal, drifts[drifting[place]]
        assert now is not None
        today = now.low + (now.high - now.low) * parts[:, columns[place]]
        each = drift.low + (drift.high - drift.low) * further[:, len(columns) + at]
        values[:, place] = today + each * month
    counts = draws.counts_at(values)
    low, mid, high = (int(each) for each in np.percentile(counts, ENDS, method="inverted_cdf"))
    return Drawn(Band(low, mid, high), float((counts > 0).mean()))
