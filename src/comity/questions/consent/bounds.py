"""Between which numbers the agreements lie that pass by a rule, where they are too many for each to be looked at.

How many each voice accepts by itself is counted without looking at each. Where at least so many of some voices are
among those whose yes suffices, whatever else they are, so many of their counts go on each agreement that passes (Rüger
1978 for "at least k of n"); the same of refusals bounds those that fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.consent import Answers, Consent
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.agreement.bounds import Interval, accepted_of, count_of

MOST = 14
"""Up to how many voices every set of them is looked at."""


@dataclass(frozen=True)
class PassingBounds:
    """Between which numbers the agreements lie that are coherent, that each voice accepts of these, and that pass."""

    coherent: Interval
    accepts: Mapping[str, Interval]
    passing: Interval

    def json(self) -> dict[str, Any]:
        """The intervals by their names."""
        told = {name: {"low": each.low, "high": each.high} for name, each in self.accepts.items()}
        ends = {"low": self.passing.low, "high": self.passing.high}
        return {"passing": ends, "coherent": {"low": self.coherent.low, "high": self.coherent.high}, "accepts": told}


def bounds_by_rule(case: Case, payoff: Payoff, consent: Consent) -> PassingBounds | None:
    """The bounds of a case, whatever its size; None where there are more voices than `MOST`.

    Who is needed for some option is taken to be asked for all where that makes the bound lower; of who accepts nobody
    knows but the counts, so these bounds hold however the agreements that they accept fall together.
    """
    voices = consent.voices
    if len(voices) > MOST or not voices:
        return None
    conditions = [rule.breaks for rule in condition_rules(case, payoff.space)]
    coherent = count_of(payoff.space, conditions)
    accepts = {}
    for name in voices:
        rules = [*conditions, *(rule.breaks for rule in red_line_rules(case, payoff.space, [name]))]
        accepts[name] = accepted_of(payoff.space, rules, payoff.worths[name], count_of(payoff.space, rules))
    every = np.arange(1 << len(voices))
    inside = {name: (every >> at & 1).astype(bool) for at, name in enumerate(voices)}
    nobody, somebody = (dict.fromkeys(consent.needs, np.full((), yes)) for yes in (False, True))
    wins, surely = (
        np.broadcast_to(Answers(consent, inside, needed).passes(), every.shape) for needed in (nobody, somebody)
    )
    refuses = [coherent.high - accepts[name].low for name in voices]
    most = min(coherent.high, _at_most([accepts[name].high for name in voices], every[wins], coherent.high))
    fail = _at_most(refuses, ~every[~surely] & (len(every) - 1), coherent.high)
    return PassingBounds(coherent, accepts, Interval(min(most, max(0, coherent.low - fail)), most))


def _at_most(counts: Sequence[int], sets: NDArray[np.integer[Any]], all_: int) -> int:
    """The most things there can be of which each is held by all of one of some sets.

    counts: how many things each holds; sets: as bits; all_: how many things there are at all.
    """
    if not sets.size:
        return 0
    best, total, taken = all_, 0, 0
    for at in sorted(range(len(counts)), key=lambda at: (counts[at], at)):
        total, taken = total + counts[at], taken | 1 << at
        common = int(np.bitwise_count(sets & taken).min())
        best = min(best, total // common if common else all_)
        if bool((sets >> at & 1).all()):
            best = min(best, counts[at])
    return best
