"""How sure it is, by the ranges of the judgements, that there is an agreement: one clause for every headline.

Every answer that rests on judged numbers ends with such a clause, made here, and every medium shows it in the same
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from comity.agreements.allowed import TooMany, barring
from comity.agreements.bounded_draws import BoundedDraws
from comity.agreements.draws import Counts, Draws
from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, SEED, Readings, Shape, drawn_from
from comity.agreements.ruling import at_choices
from comity.agreements.space import Agreement
from comity.agreements.unrated import all_pass, passed_by_unrated
from comity.case.model import Case
from comity.finding import Finding, Result

PER = 100
"""Shares are said as so many of a hundred."""

WITHIN = 90
"""In how many of a hundred draws the number of agreements lies from low to high."""

WORDS = (
    (0.95, "almost certain"),
    (0.80, "likely"),
    (0.60, "more likely than not"),
    (0.40, "as likely as not"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
    (0.00, "almost excluded"),
)
"""What a share of the readings is called, from its least on."""

STEPS = tuple(least for least, _ in WORDS)
"""The shares at which what they are called changes."""

R = TypeVar("R", bound=Result)


@dataclass(frozen=True, repr=False)
class Sureness(Result):
    """In what share of the readings of the judged ranges there is an agreement.

    ranges: how many of the numbers behind the signers' worths are ranges; number, seed, shape: of the draws; least,
    most: the share of draws with an agreement, 0 to 1, one number where every agreement could be looked at; low,
    median, high: how many agreements are left in the draw below which 5, 50 and 95 of 100 lie; necessary, possible: how
    many are left whatever the values in the ranges, and at some of them (no draws); all None where they could not be
    counted; unrated: the bodies of which only the chance that they pass an agreement is judged, and which count as
    saying yes in all this; passed: the least and the most, 0 to 1, that the share comes to with these chances.
    """

    ranges: int
    number: int
    seed: int
    shape: Shape
    least: float
    most: float
    low: int | None = None
    median: int | None = None
    high: int | None = None
    necessary: int | None = None
    possible: int | None = None
    unrated: tuple[str, ...] = ()
    passed: tuple[float, float] | None = None

    @classmethod
    def of_counts(cls, draws: Draws, counts: Counts) -> Sureness:
        """How sure it is by the number of agreements in some draws."""
        low, median, high = (int(each) for each in np.percentile(counts, (5, 50, 95), method="inverted_cdf"))
        share = float((counts > 0).mean())
        of = draws.readings
        sure = int(draws.certain.necessary.sum())
        drawn = (len(of.places), len(counts), of.seed, of.shape)
        unrated = tuple(draws.ruling.consent.chances)
        passed = passed_by_unrated(draws, counts) if unrated else None
        return cls(*drawn, share, share, low, median, high, sure, len(draws.choices), unrated, passed)

    @classmethod
    def of_bounds(cls, bounded: BoundedDraws, number: int) -> Sureness:
        """How sure it is by the first draws of a case whose agreements are too many to be looked at."""
        of = bounded.some.readings
        least, most = bounded.counts(number)
        shares = float((least > 0).mean()), float((most > 0).mean())
        chances = of.judged.deciding.consent.chances
        passed = (shares[0] * all_pass(chances.values()), shares[1]) if chances else None
        return cls(len(of.places), number, of.seed, of.shape, *shares, unrated=tuple(chances), passed=passed)

    @property
    def counted(self) -> bool:
        """Whether the agreements of every draw were counted."""
        return self.median is not None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "ranges": self.ranges,
            "draws": self.number,
            "seed": self.seed,
            "shape": self.shape,
            "share": self.least if self.least == self.most else None,
            "least": self.least,
            "most": self.most,
            "none": {"least": 1 - self.most, "most": 1 - self.least},
            "per": PER,
            "count": {"low": self.low, "median": self.median, "high": self.high} if self.counted else None,
            "within": WITHIN,
            "necessary": self.necessary,
            "possible": self.possible,
            **({"unrated": list(self.unrated), "passed": _ends(self.passed)} if self.unrated else {}),
        }


def _ends(passed: tuple[float, float] | None) -> dict[str, float] | None:
    return None if passed is None else {"least": passed[0], "most": passed[1]}


def sureness(case: Case, number: int = DRAWS, seed: int = SEED, shape: Shape = "uniform") -> Sureness | None:
    """In what share of the readings there is an agreement; None where no number has a range, or nobody signs.

    number, seed, shape: of the draws (`comity.agreements.readings`). Worked out once a case.
    """
    return case.kept.of(
        ("sureness", number, seed, shape), drawn_from(case), lambda: _sureness(case, number, seed, shape)
    )


def _sureness(case: Case, number: int, seed: int, shape: Shape) -> Sureness | None:
    try:
        draws = Draws.of(case, shape, seed)
    except TooMany:
        bounded = BoundedDraws.of(case, shape, seed)
        of = bounded.some.readings
        if not of.places:
            return None
        return Sureness.of_bounds(bounded, number)
    if not draws.readings.places or not draws.voices:
        return None
    return Sureness.of_counts(draws, draws.counts(number))


@dataclass(frozen=True, repr=False)
class Picked(Result):
    """What an answer puts first, and in what share of the readings it is possible.

    what: in words, for one agreement; agreements: how many they are; share: of the draws, 0 to 1, in which at least one
    of them is possible; necessary: whether one is whatever the values in the ranges.
    """

    what: str
    agreements: int
    share: float
    necessary: bool

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {"agreements": self.agreements, "share": self.share, "necessary": self.necessary}
        return {"what": self.what, **told}


def picked(case: Case, what: str, agreements: Sequence[Agreement]) -> Picked:
    """In what share of the readings at least one of some agreements is possible, however many others there are.

    what: they are called, one of them.
    """
    judged = Judged.of(case)
    places = [judged.space.choice(agreement) for agreement in agreements]
    choices = np.array(places, dtype=judged.space.numbers).reshape(len(agreements), len(judged.space.issues))
    for rule in barring(case, judged.space):
        choices = choices[~at_choices(rule.breaks, choices)]
    draws = Draws.among(Readings.of(case, judged), choices)
    share = float((draws.counts(DRAWS) > 0).mean())
    return Picked(what, len(agreements), share, bool(draws.certain.necessary.any()))


def called(share: float) -> str:
    """What a share of the readings is called: "almost certain" from 95 of 100 on."""
    return next(words for least, words in WORDS if share >= least)


def of_100(share: float) -> str:
    """A share in words: "98 of 100"; what is neither all nor nothing is never told as if it were."""
    if 0 < share < 0.5 / PER:
        return f"fewer than 1 of {PER}"
    if 1 - 0.5 / PER < share < 1:
        return f"more than {PER - 1} of {PER}"
    return f"{share * PER:.0f} of {PER}"


def of_100_beside_a_word(share: float, steps: Iterable[float] = STEPS) -> str:
    """A share in words where a word stands beside it that changes at some steps: the two agree at each of them.

    What lies below a step is not told as if it had reached it: 0.9499 is "just under 95 of 100".
    steps: 0 to 1, in whole hundredths; those at which `called` changes.
    """
    printed = round(share * PER) / PER
    below = any(share < step <= printed for step in steps)
    return f"{'just under ' if below else ''}{of_100(share)}"


def clause(sure: Sureness) -> str:
    """The clause of a headline: how sure it is that there is an agreement."""
    return f"{_clause(sure)}{_with_unrated(sure)}"


def _with_unrated(sure: Sureness) -> str:
    """What the chances come to of bodies that nobody can rate; nothing where they change nothing."""
    if sure.passed is None or sure.passed == (sure.least, sure.most):
        return ""
    low, high = (of_100(end) for end in sure.passed)
    between = low if low == high else f"between {low} and {high}"
    said = "The chance judged of those at home whom nobody can rate counts on top"
    return f" {said}: with it, there is one in {between}."


def _clause(sure: Sureness) -> str:
    if not sure.counted:
        return _between(sure)
    if not sure.possible:
        return "That no agreement is possible is certain, as judged: no values in the ranges leave an agreement."
    if sure.necessary:
        stay = "1 stays possible" if sure.necessary == 1 else f"{sure.necessary:,} stay possible"
        certain = f"That an agreement is possible is certain, as judged: {stay} whatever the values in the ranges."
        return f"{certain}{_band(sure)}"
    return f"{_share(sure.least)}.{_band(sure)}"


def _share(share: float) -> str:
    many = of_100_beside_a_word(share)
    return f"As judged, an agreement is {called(share)}: {many} readings of the ranges leave at least one"


def _band(sure: Sureness) -> str:
    """How many agreements the draws leave."""
    if sure.low == sure.high:
        return f" {WITHIN} of {PER} leave {sure.median:,}."
    return f" The median is {sure.median:,}; {WITHIN} of {PER} leave {sure.low:,} to {sure.high:,}."


def _between(sure: Sureness) -> str:
    """The clause where agreements are too many to be listed."""
    if sure.least == sure.most:
        return f"{_share(sure.least)}; there are too many agreements to count them."
    between = f"Between {of_100(sure.least)} and {of_100(sure.most)} readings of the ranges leave an agreement"
    return f"{between}, as judged; there are too many agreements to know it better."


def picked_clause(sure: Sureness, of: Picked) -> str:
    """The clause of a headline that puts some agreement first: how sure that one is, and that there is any."""
    return f"{_picked_clause(sure, of)}{_with_unrated(sure)}"


def _picked_clause(sure: Sureness, of: Picked) -> str:
    one = of.what if of.agreements == 1 else f"one of the {of.agreements:,} that tie for {of.what}"
    if of.necessary:
        return f"As judged, {one} stays possible whatever the values in the ranges."
    any_ = f"in {of_100(sure.least)}"
    if sure.least != sure.most:
        any_ = f"in between {of_100(sure.least)} and {of_100(sure.most)}"
    if sure.necessary:
        any_ = "in all of them, for certain"
    return f"As judged, {one} is possible in {of_100(of.share)} readings of the ranges; some agreement is {any_}."


def none_clause(sure: Sureness) -> str:
    """The clause of a headline that says whether there is a deadlock: how sure it is that no agreement is left."""
    return f"{_none_clause(sure)}{_with_unrated(sure)}"


def _none_clause(sure: Sureness) -> str:
    if sure.counted and (sure.necessary or not sure.possible):
        return _clause(sure)
    if sure.least != sure.most:
        between = f"Between {of_100(1 - sure.most)} and {of_100(1 - sure.least)} readings of the ranges leave none"
        return f"{between}, as judged; there are too many agreements to know it better."
    none = 1 - sure.least
    many = of_100_beside_a_word(none)
    return f"As judged, that no agreement is left is {called(none)}: {many} readings of the ranges leave none."


RULED_OUT = "That no agreement is possible is certain, as judged: no weight, rating or no-deal value opens it."
"""The clause where red lines and conditions alone leave no agreement."""


def how_sure(case: Case, finding: Finding[R], put_first: Picked | None = None) -> Finding[R]:
    """A finding whose answer ends with how sure it is, with the numbers behind that.

    put_first: the agreements that its headline is about; where there are none, it says how sure it is that there is an
    agreement. As it was where no judged number has a range.
    """
    sure = sureness(case)
    if sure is None:
        return finding
    said = clause(sure) if put_first is None else picked_clause(sure, put_first)
    told = sure.json() if put_first is None else {**sure.json(), "picked": put_first.json()}
    return replace(finding, answer=f"{finding.answer} {said}", sureness=told)


def how_sure_of_none(case: Case, finding: Finding[R], ruled_out: bool) -> Finding[R]:
    """A finding whose answer ends with how sure it is that no agreement is left.

    ruled_out: by red lines and conditions alone, so whatever the numbers are.
    """
    sure = sureness(case)
    if sure is None:
        return finding
    said = RULED_OUT if ruled_out else none_clause(sure)
    return replace(finding, answer=f"{finding.answer} {said}", sureness=sure.json())
