"""Which agreements would last: how long, what breaks them first, and the least guarantee that holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from comity.agreements import efficient
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.space import Agreement, Space
from comity.agreements.worth import Payoff
from comity.case.contest import Rivalry
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.figure import INK, Figure
from comity.finding import Cell, Finding, Table, Untyped
from comity.problem import Place, Problem, Problems
from comity.questions.durability.game import (
    Array,
    Flags,
    Integers,
    Sides,
    Terms,
    causes,
    division,
    least,
    least_guarantee,
    no_deal,
    outlook,
    promise,
    survival,
    war_claims,
    with_cheating,
    with_persistence,
)
from comity.questions.durability.terms import Arena, Posed, Settled

YEARS = 40
"""How many years of peace are looked at one by one; the last year's terms hold for ever after."""

LISTED = 1000
"""How many agreements are listed in the data, at most."""

SOLVED = 100_000
"""How many games are solved for bands, at most: the most lasting agreements get theirs, and the others are counted."""

FEWEST_DRAWS = 20
_CLEAR = 0.8  # part of the draws that must agree for a direction to be called clear
_SHOWN = 1e-3  # levels are shown in whole percent: finer bisection would only take time
TOLD = (1, 2, 3, 5, 10, 15, 20)
"""The years after signing that tables and data tell of, beside the one asked for."""

METHOD = (
    "Each agreement is a game over the years in which the challenger, then the defender, may attack while a "
    "guarantor is firm or wavers; it is solved by backward induction from a stationary tail (Fearon 1995; Powell "
    "2006; noisy choices: McKelvey & Palfrey 1998). Bands hold nine in ten of the draws from the ranges of all "
    "estimates."
)

HONESTY = (
    "A model of this kind orders agreements and shows what matters to them; it does not forecast wars. Published "
    "models of renewed fighting tell a pair of cases apart correctly 55 to 70 times in a hundred (concordance .55 to "
    ".70); tossing a coin does so 50 times.",
    "What moves the parties beyond the odds, costs and promises judged here counts as noise. Both sides are taken to "
    "know the odds, the challenger to want no more than the stake, and a war to be for all of it.",
    "Security guarantees go to hard cases. That agreements with them are seen to last no longer does not show that "
    "they do not help, and a model in which they help does not show that they do.",
)

BASE_RATES = (
    ("Neighbouring states after 1945: no fatal clash since the last (57 pairs)", "77%", "47%", "38%", "29%"),
    ("The same: no renewed interstate war", "100%", "93%", "80%", "70%"),
    ("Peace agreements after 1975: the same parties not at war again (369; UCDP)", "79%", "68%", "65%", ""),
)

PROMISES = (
    "Alliances honoured when called upon: 74.5% (Leeds, Long & Mitchell 2000); 50% over all years and 22% after "
    "1945, defence pacts 41% (Berkemeier & Fuhrmann 2018). Risk of renewed war beside other agreements: full "
    "agreements .41 times (.24 to .72), those with a ceasefire clause alone 2.10 times (1.20 to 3.66), those with a "
    "security guarantee 1.40 times (.81 to 2.41). These are no estimates for this case: they say what has been seen "
    "elsewhere."
)

_CAUSES = {
    "rebuilding": "rebuilding moves the odds",
    "land": "the land held moves the odds",
    "decay": "the guarantee fades over the years",
    "wavering": "the guarantor wavers",
    "first_strike": "striking first pays",
}
_TODAY = "the odds and costs are what they are, whatever changes later"


@dataclass(frozen=True)
class Band:
    """A number that rests on estimates: at their middles, and the ends that hold nine in ten of the draws."""

    low: float
    mid: float
    high: float

    @classmethod
    def of(cls, values: Array) -> Band:
        """The band of values ``(1 + draws,)``, of which the first is at the middles; NaN counts as beyond all."""
        beyond = np.where(np.isnan(values), np.inf, values)
        low, high = np.quantile(beyond, (0.05, 0.95), method="nearest")
        mid = float(beyond[0])
        return cls(min(float(low), mid), mid, max(float(high), mid))

    def json(self) -> dict[str, float | None]:
        """The three numbers; None where there is none, since even certainty is not enough."""
        three = {"low": self.low, "mid": self.mid, "high": self.high}
        return {name: round(value, 4) if np.isfinite(value) else None for name, value in three.items()}

    def percent(self) -> str:
        """As a reader sees it: "45% (20 to 71%)"."""
        if not np.isfinite(self.mid):
            return f"more than 100% (from {_percent(self.low)})" if np.isfinite(self.low) else "more than 100%"
        return f"{_percent(self.mid)} ({_percent(self.low, '')} to {_percent(self.high)})"

    def number(self) -> str:
        """As a number with one decimal: "1.2 (0.4 to 2.0)"."""
        return f"{self.mid:.1f} ({self.low:.1f} to {self.high:.1f})"


def durability(
    case: Case,
    *,
    agreements: Sequence[str | Agreement] | None = None,
    draws: int = 500,
    seed: int = 0,
    target: float = 0.5,
    year: int = 10,
    show: int = 5,
) -> Finding[Any]:
    """Which agreements would last, how long, what breaks them first, and the least guarantee that holds.

    agreements: which to look at, as "territory=frozen, ..." with one option for every issue; if left out, the
    efficient agreements among those worth at least no deal to every signer. draws: how many times every estimate is
    drawn from its range, at least 20. seed: of the draws, at least 0. target: an agreement lasts if no side ever gains
    by breaking it, or if peace still holds after `year` years (1 to 40) with at least this chance, 0 to 1. show: how
    many agreements to compare in tables and figures, the most lasting first.

    Raises Problems where these make no sense or an agreement is none of the case.
    Method: commitment problem (Fearon 1995; Powell 2006), by backward induction; see `game`.
    """
    _refuse_nonsense(draws, seed, target, year, show)
    space = Space.of(case)
    given = None if agreements is None else [_parsed(space, each) for each in agreements]
    if case.contest is None:
        return _missing(case)
    considered = _efficient(case) if given is None else _Considered(tuple(given), len(given), "agreements named", True)
    asked = _Asked(case, case.contest, Arena(case, draws, seed, YEARS), target, year, show)
    return _finding(asked, considered, {"draws": draws, "seed": seed, "target": target, "year": year, "show": show})


@dataclass(frozen=True)
class _Considered:
    """The agreements that are looked at: what they are, and whether all of that kind are."""

    agreements: tuple[Agreement, ...]
    count: int
    kind: str
    complete: bool


@dataclass(frozen=True)
class _Asked:
    """What was asked, of which contest."""

    case: Case
    rivalry: Rivalry
    arena: Arena
    target: float
    year: int
    show: int

    @property
    def challenger(self) -> str:
        return self.case.everyone()[self.rivalry.challenger].name

    @property
    def defender(self) -> str:
        return self.case.everyone()[self.rivalry.defender].name

    @property
    def told(self) -> tuple[int, ...]:
        return tuple(sorted({*TOLD, self.year}))

    @property
    def peace(self) -> str:
        return f"peace after {_years(self.year)}"

    @property
    def lasting_words(self) -> str:
        return f"{self.peace} with a chance of at least {self.target:.0%}"


@dataclass(frozen=True)
class _Middles:
    """How all agreements that differ to the contest fare at the middles of the estimates, in their order."""

    survival: Array  # (years + 1, agreements)
    self_enforcing: Flags
    year: Integers
    side: Integers


@dataclass(frozen=True)
class _Fare:
    """How one agreement fares, with bands; agreements that are the same to the contest share it."""

    settled: Settled
    survival: tuple[Band, ...]  # by year, from 0
    self_enforcing: bool
    holds: float  # part of the draws in which it is self-enforcing
    value: Sides[Band]  # as parts of the stake held for ever
    guarantee: Band  # the least that makes it self-enforcing
    promised: Band
    lasts: Flags  # whether it would last, ``(1 + draws,)``
    unsettled: float  # part of the games without a stationary play


@dataclass(frozen=True)
class _Failure:
    """The margin that fails first: in which year after signing, whose, and why."""

    year: int
    side: int
    cause: str


def _finding(asked: _Asked, considered: _Considered, parameters: dict[str, Any]) -> Finding[Any]:
    arena = asked.arena
    kinds: dict[Settled, list[Agreement]] = {}
    for each in considered.agreements:
        kinds.setdefault(arena.settled(each.options), []).append(each)
    if not kinds:
        return _without_agreements(asked, considered, parameters)
    distinct = list(kinds)
    middles = _middles(asked, distinct)
    lasts = middles.self_enforcing | (middles.survival[asked.year] >= asked.target)
    order = sorted(range(len(distinct)), key=lambda at: (-middles.survival[asked.year, at], distinct[at]))
    banded = order[: max(1, SOLVED // arena.each)]
    fares = _fares(asked, [distinct[at] for at in banded])
    failures = _failures(asked, distinct, middles, banded)
    counts = np.array([len(agreements) for agreements in kinds.values()])
    lasting = {
        "considered": int(counts.sum()),
        "lasting": int(counts[lasts].sum()),
        "self_enforcing": int(counts[middles.self_enforcing].sum()),
        "above_target": int(counts[middles.survival[asked.year] >= asked.target].sum()),
    }
    many = None
    if len(fares) == len(kinds):
        alike = np.array([len(kinds[fare.settled]) for fare in fares], dtype=np.float64)
        many = Band.of(alike @ np.stack([fare.lasts for fare in fares]))
    reference = _Reference(asked, fares[0].settled)
    shown = list(zip(fares, failures, strict=True))[: asked.show]
    listed_ = [
        _json(asked, agreement, fare, failure)
        for fare, failure in zip(fares, failures, strict=True)
        for agreement in kinds[fare.settled]
    ]
    tables = {
        "plain": reference.plain(),
        "lasting": _lasting_table(asked, considered, lasting, many, fares),
        "agreements": _agreements_table(asked, shown, kinds),
        "terms": reference.terms(),
        "land": reference.land(),
        "worth": _worth_table(asked, [fare for fare, _ in shown]),
        "waiting": _waiting_table(asked),
        "guarantor": reference.guarantor(),
        "cheating": reference.cheating(),
        "division": reference.division(),
        "base_rates": _base_rates(asked, fares[0]),
        "estimates": _estimates_table(asked),
    }
    return Finding(
        question="durability",
        answer=_answer(asked, considered, lasting, many, fares[0]),
        exact=False,
        method=METHOD,
        parameters={**parameters, **_parameters(asked)},
        caveats=_caveats(asked, considered, fares, len(distinct)),
        tables={name: table for name, table in tables.items() if table is not None},
        figures={
            "survival": _survival_figure(asked, [fare for fare, _ in shown]),
            "margins": reference.margins_figure(),
            "land": reference.land_figure(),
        },
        result=Untyped(
            {
                "agreements": listed_[:LISTED],
                "agreements_count": considered.count,
                "agreements_listed": len(listed_[:LISTED]),
                "lasting": {**lasting, "lasting_in_draws": many and {"low": int(many.low), "high": int(many.high)}},
                "reference": arena.options(reference.settled),
                "no_deal": _by_party(asked, _fighting(asked)),
                "plain": reference.answers,
                "unit": "value and no_deal: part of the stake that, held for ever in peace, is worth as much",
            }
        ),
    )


# Which agreements.


def _efficient(case: Case) -> _Considered:
    """The efficient agreements of the ZOPA."""
    payoff = Payoff.of(case)
    rules = [*condition_rules(case, payoff.space), *red_line_rules(case, payoff.space)]
    signing = [payoff.worths[party] for party in case.signers()]
    objectives = [efficient.Objective(each.factors, each.needed, each.slack) for each in signing]
    try:
        found = efficient.frontier(payoff.space, [rule.breaks for rule in rules], objectives, shown=LISTED)
    except efficient.TooLarge as error:
        what = f"the efficient agreements cannot be found: {error}"
        raise Problems([Problem(Place(case.title), what, "name the agreements to look at")]) from None
    deals = tuple(payoff.space.agreement(choice) for at in range(len(found)) for choice in found.shown(at))
    count = sum(found.counts)
    kind = "efficient agreements" if found.exact else "agreements close to efficient"
    return _Considered(deals, count, kind, count == len(deals))


def _parsed(space: Space, agreement: str | Agreement) -> Agreement:
    return space.parse(str(agreement))


def _refuse_nonsense(draws: int, seed: int, target: float, year: int, show: int) -> None:
    wanted = (
        ("draws", draws >= FEWEST_DRAWS, f"must be at least {FEWEST_DRAWS}, or there is no band"),
        ("seed", seed >= 0, "must be 0 or more"),
        ("target", 0.0 < target < 1.0, "must lie between 0 and 1"),
        ("year", 1 <= year <= YEARS, f"must be 1 to {YEARS}"),
        ("show", show >= 1, "must be at least 1"),
    )
    problems = [Problem(Place(name), f"{name} {what}") for name, fits, what in wanted if not fits]
    if problems:
        raise Problems(problems)


# How they fare.


def _middles(asked: _Asked, distinct: list[Settled]) -> _Middles:
    """All agreements, many at a time, without bands."""
    arena = Arena(asked.case, 0, 0, YEARS)
    found = [outlook(posed.contest, posed.terms) for posed in map(arena.posed, _parts(distinct, 4096))]
    return _Middles(
        np.concatenate([each.survival for each in found], axis=-1),
        np.concatenate([each.self_enforcing for each in found]),
        np.concatenate([each.failing_year for each in found]),
        np.concatenate([each.failing_side for each in found]),
    )


def _fares(asked: _Asked, settled: list[Settled]) -> list[_Fare]:
    """The bands of some agreements, as many at a time as memory bears."""
    parts = _parts(settled, max(1, 16_384 // asked.arena.each))
    return [fare for part in parts for fare in _fares_together(asked, part)]


def _parts(settled: list[Settled], size: int) -> list[list[Settled]]:
    return [settled[first : first + size] for first in range(0, len(settled), size)]


def _fares_together(asked: _Asked, settled: list[Settled]) -> list[_Fare]:
    posed = asked.arena.posed(settled)
    found = outlook(posed.contest, posed.terms)
    needed = posed.by_agreement(least_guarantee(posed.contest, posed.at_full_strength()))
    lasted, holds = posed.by_agreement(found.survival), posed.by_agreement(found.self_enforcing)
    once = 1.0 - posed.contest.discount
    ours, theirs = (posed.by_agreement(value * once) for value in (found.value.challenger, found.value.defender))
    residual = posed.by_agreement(found.residual)
    return [
        _Fare(
            settled=each,
            survival=tuple(Band.of(year[at]) for year in lasted),
            self_enforcing=bool(holds[at, 0]),
            holds=float(holds[at, 1:].mean()),
            value=Sides(Band.of(ours[at]), Band.of(theirs[at])),
            guarantee=Band.of(needed[at]),
            promised=Band.of(posed.promised[at]),
            lasts=holds[at] | (lasted[asked.year, at] >= asked.target),
            unsettled=float((residual[at] > 1e-9).mean()),
        )
        for at, each in enumerate(settled)
    ]


def _failures(asked: _Asked, distinct: list[Settled], middles: _Middles, wanted: list[int]) -> list[_Failure | None]:
    """What fails first in some agreements, at the middles of the estimates, and the cause that takes off most."""
    failing = [at for at in wanted if not middles.self_enforcing[at]]
    why: dict[int, str] = {}
    if failing:
        posed = Arena(asked.case, 0, 0, YEARS).posed([distinct[at] for at in failing])
        found = causes(posed.contest, posed.terms)
        gains = np.stack([getattr(found, name) for name in _CAUSES])
        words = list(_CAUSES.values())
        for at, gain in zip(failing, gains.T, strict=True):
            why[at] = words[int(gain.argmax())] if gain.max() > 1e-9 else _TODAY
    return [_Failure(int(middles.year[at]) + 1, int(middles.side[at]), why[at]) if at in why else None for at in wanted]


def _fighting(asked: _Asked, arms: Sides[Any] | None = None) -> Sides[Array]:
    """What fighting on is worth, as a part of the stake held for ever, with today's arms or others."""
    contest = asked.arena.contest
    worth = no_deal(contest, arms) if arms else no_deal(contest)
    once = 1.0 - contest.discount
    return Sides(worth.challenger * once, worth.defender * once)


def _by_party(asked: _Asked, values: Sides[Array]) -> dict[str, Any]:
    both = (values.challenger, values.defender)
    return {party: Band.of(value).json() for party, value in zip(asked.rivalry.sides, both, strict=True)}


# What can be learnt around one agreement, the most lasting one.


@dataclass(frozen=True)
class _Answer:
    """A question in plain words, and its answer with numbers and bands."""

    question: str
    answer: str


class _Reference:
    """One agreement from all sides: its terms changed one at a time, on the same draws."""

    def __init__(self, asked: _Asked, settled: Settled) -> None:
        self.asked, self.settled = asked, settled
        self.posed = asked.arena.posed([settled])
        answers = (self._land_or_guarantee(), self._least(), self._rebuilding(), self._steady())
        self._answers = [each for each in answers if each is not None]
        self.answers = [{"question": each.question, "answer": each.answer} for each in self._answers]

    def plain(self) -> Table:
        """The four questions of plain words."""
        rows = tuple((each.question, each.answer) for each in self._answers)
        note = (
            f"Asked of the most lasting of the agreements looked at ({self._terms}): each answer changes the terms "
            "that it names, whether or not the parties would sign that, and leaves all others. In brackets the band "
            "that holds nine in ten of the draws."
        )
        return Table("In plain words", ("question", "answer"), rows, note)

    def _land_or_guarantee(self) -> _Answer | None:
        asked, issue = self.asked, self.asked.arena.sharing
        if issue is None:
            return None
        steps = self._ladder(issue)
        if len(steps) < 2:
            return None
        at = steps.index(self._option(issue))
        less, more = (steps[at], steps[at + 1]) if at + 1 < len(steps) else (steps[at - 1], steps[at])
        before, after = self._needed([self._with(issue, less), self._with(issue, more)])
        falls, rises = float((after < before - 1e-9)[1:].mean()), float((after > before + 1e-9)[1:].mean())
        lasted = self._lasted([self._with(issue, less), self._with(issue, more)])
        way = _more_often(falls, rises, "lower it", "raise it", "neither lower nor raise it")
        why = "Land that is given leaves less to fight for and helps the next attack"
        why += "" if max(falls, rises) >= _CLEAR else ": which weighs more is what the ranges leave open"
        return _Answer(
            "Would ceding land lower or raise the guarantee that is needed?",
            f"It would {way}: from {issue}={less} to {issue}={more} the least guarantee under which neither side would "
            f"ever gain by breaking the peace goes from {Band.of(before).percent()} to {Band.of(after).percent()}. It "
            f"falls in {falls:.0%} and rises in {rises:.0%} of the draws. {why}. The chance of {asked.peace} goes from "
            f"{Band.of(lasted[0]).percent()} to {Band.of(lasted[1]).percent()}.",
        )

    def _least(self) -> _Answer | None:
        asked, posed = self.asked, self.posed
        if asked.rivalry.guarantor is None:
            return None
        full = posed.at_full_strength()
        enough = self._least_level(posed, lambda part: replace(full, guarantee=part * full.guarantee), asked.target)
        stays = self._least_level(posed, lambda keep: with_persistence(posed.terms, keep), asked.target)
        never = float(np.isnan(enough[1:]).mean())
        return _Answer(
            f"What is the least guarantee that lasts {_years(asked.year)}?",
            f"For {asked.lasting_words} the promise must at first be kept with a chance of at least "
            f"{Band.of(enough).percent()}, given how it fades and wavers; in {never:.0%} of the draws not even "
            f"certainty is enough. The promises as judged come to {Band.of(posed.promised[0]).percent()}. For neither "
            f"side ever to gain by breaking the peace it takes {Band.of(self._needed([self.settled])[0]).percent()}. "
            "As strong as they are judged, the promises must stay firm from one year to the next with a chance of at "
            f"least {Band.of(stays).percent()}; {Band.of(posed.terms.transition[0, 0]).percent()} is judged.",
        )

    def _rebuilding(self) -> _Answer | None:
        asked, arena = self.asked, self.asked.arena
        spread = {}
        for issue in arena.issues:
            options = list(asked.case.issues[issue].options)
            grown = [self._arms(self._with(issue, option)) for option in options]
            spread[issue] = (max(grown) - min(grown), options[int(np.argmin(grown))], options[int(np.argmax(grown))])
        issue = max(spread, key=lambda each: spread[each][0])
        wide, least_, most = spread[issue]
        if not wide:
            return None
        without, with_ = self._lasted([self._with(issue, least_), self._with(issue, most)])
        better, worse = float((with_ > without)[1:].mean()), float((with_ < without)[1:].mean())
        way = _more_often(better, worse, "Yes", "No, it shortens it", "It makes no clear difference")
        fixed, rebuilt = self._needed([self._with(issue, least_), self._with(issue, most)])
        return _Answer(
            f"Does rebuilding by {asked.defender} help the peace to last?",
            f"{way}: with {issue}={most} instead of {issue}={least_} the chance of {asked.peace} goes from "
            f"{Band.of(without).percent()} to {Band.of(with_).percent()}; it is higher in {better:.0%} and lower in "
            f"{worse:.0%} of the draws. The least guarantee under which neither side would ever gain by breaking the "
            f"peace goes from {Band.of(fixed).percent()} to {Band.of(rebuilt).percent()}.",
        )

    def _steady(self) -> _Answer | None:
        asked = self.asked
        found = self._strong_and_steady()
        if found is None:
            return None
        issue, strong, steady = found
        wavering = self.asked.arena.posed([self._with(issue, strong)])
        first, second = self._lasted([self._with(issue, strong), self._with(issue, steady)])
        better, worse = float((first > second)[1:].mean()), float((first < second)[1:].mean())
        way = _more_often(better, worse, "Yes", "No", "Not clearly")
        same = self._least_level(wavering, lambda level: replace(wavering.terms, guarantee=level), first - 1e-12)
        return _Answer(
            "Is a guarantee that is strong in name but wavers after elections worth more than a weaker, steady one?",
            f"{way}: the chance of {asked.peace} is {Band.of(first).percent()} with {issue}={strong} and "
            f"{Band.of(second).percent()} with {issue}={steady}; it is higher with the strong one in {better:.0%} of "
            f"the draws and lower in {worse:.0%}. With {strong} all promises together come to "
            f"{Band.of(wavering.promised[0]).percent()} at first; a promise that neither fades nor wavers keeps the "
            f"peace as long if it comes to {Band.of(same).percent()}.",
        )

    def _strong_and_steady(self) -> tuple[str, str, str] | None:
        """The issue with the strongest promise, the option that makes it, and the strongest steadier one."""
        promises = [
            (each.guarantee.chance.point, issue, option, each.guarantee)
            for issue, effects in self.asked.rivalry.effects.items()
            for option, each in effects.items()
            if each.guarantee
        ]
        if not promises:
            return None
        _, issue, strong, guarantee = max(promises, key=lambda each: each[0])
        steadier = [
            (chance, option)
            for chance, of, option, each in promises
            if of == issue and each.wavering.point > guarantee.wavering.point
        ]
        return (issue, strong, max(steadier)[1]) if steadier else None

    def terms(self) -> Table:
        """What each single term does: the agreement without it."""
        asked, issues = self.asked, self.asked.arena.issues
        without = [
            tuple(-1 if at == off else each for at, each in enumerate(self.settled)) for off in range(len(issues))
        ]
        lasted = self._lasted([self.settled, *without])
        needed = self._needed([self.settled, *without])
        rows: list[tuple[Cell, ...]] = [
            ("with all its terms", Band.of(lasted[0]).percent(), "", _needed_words(needed[0]))
        ]
        for at, issue in enumerate(issues, 1):
            change = Band.of(lasted[at] - lasted[0])
            said = f"without {issue}={self._option(issue)}"
            rows.append((said, Band.of(lasted[at]).percent(), _signed(change), _needed_words(needed[at])))
        columns = ("the agreement", asked.peace, "change (points)", "least guarantee")
        note = (
            f"{_MOST_LASTING} Without a term, things stay as they are today in what it settles (today's line, no "
            "promise, no limits). Changes are of the same draws, so their bands are narrower than those of the "
            "chances."
        )
        return Table("What each single term does", columns, tuple(rows), note)

    def land(self) -> Table | None:
        """Land against guarantee, by the options that set the share."""
        issue = self.asked.arena.sharing
        if issue is None:
            return None
        effects = self.asked.rivalry.effects[issue]
        options = self._ladder(issue)
        settled = [self._with(issue, option) for option in options]
        needed, lasted = self._needed(settled), self._lasted(settled)
        rows: list[tuple[Cell, ...]] = []
        for at, option in enumerate(options):
            share = effects[option].share
            said = f"{share.words()}%" if share else ""
            rows.append((f"{issue}={option}", said, _needed_words(needed[at]), Band.of(lasted[at]).percent()))
        columns = ("the line", f"share of {self.asked.challenger}", "least guarantee",
                   self.asked.peace)  # fmt: skip
        note = (
            f"All other terms as in the most lasting agreement. {_NEEDED_NOTE} No guarantee keeps the defender from "
            "attacking, which may be what fails where it has little left."
        )
        return Table("Land against guarantee", columns, tuple(rows), note)

    def guarantor(self) -> Table | None:
        """Would it be in the guarantor's own interest to keep its promise?"""
        asked, posed, guarantor = self.asked, self.posed, self.asked.arena.guarantor
        if guarantor is None:
            return None
        found = promise(posed.contest, posed.terms, guarantor)
        shape = (YEARS, posed.terms.regimes, posed.batch)
        kept, margin = np.broadcast_to(found.kept, shape), np.broadcast_to(found.margin, shape)
        judged = np.broadcast_to(posed.terms.guarantee, shape)
        rows: list[tuple[Cell, ...]] = []
        for year in (at for at in asked.told if at in (1, 5, 10, 20)):
            cells = (kept[year - 1, 0], judged[year - 1, 0], judged[year - 1, -1])
            pays = f"in {(margin[year - 1, 0, 1:] >= 0).mean():.0%} of the draws"
            rows.append((year, pays, *(Band.of(each).percent() for each in cells)))
        own = survival(posed.contest, replace(posed.terms, guarantee=found.kept))[asked.year]
        stated = asked.rivalry.guarantor
        name = asked.case.everyone()[stated.party].name if stated and stated.party else "The guarantor"
        note = (
            f"{_MOST_LASTING} If the promise were kept exactly as the guarantor's own interest has it, peace after "
            f"{_years(asked.year)} would have a chance of {Band.of(own).percent()}."
        )
        columns = (
            "year",
            "fighting would pay",
            "chance by its interest",
            "judged, while firm",
            "judged, while wavering",
        )
        return Table(f"{name}: would keeping the promise be in its own interest?", columns, tuple(rows), note)

    def cheating(self) -> Table | None:
        """Cheating on limits as a state of the game."""
        asked, arena, posed = self.asked, self.asked.arena, self.posed
        if asked.rivalry.cheating is None:
            return None
        said = arena.cheating([self.settled])
        found = arena.found([self.settled])
        arms = posed.terms.arms.challenger * said.challenger
        open_to = outlook(posed.contest, with_cheating(posed.terms, arms, found, said.defender))
        regimes = posed.terms.regimes
        pays = open_to.value_by_regime.challenger[regimes] > open_to.value_by_regime.challenger[0]
        lasted = self._lasted([self.settled])[0]
        change = _signed(Band.of(open_to.survival[asked.year] - lasted))
        rows: tuple[tuple[Cell, ...], ...] = (
            (f"{asked.peace} if arms stay as agreed", Band.of(lasted).percent()),
            ("if they may grow unseen", f"{Band.of(open_to.survival[asked.year]).percent()}, {change} points"),
            ("chance a year that it is found out", Band.of(found).percent()),
            (f"{asked.challenger} would gain by it", f"in {pays[1:].mean():.0%} of the draws"),
        )
        note = (
            f"{_MOST_LASTING} Both sides are taken to know of it; a side that is found out is back at what was agreed "
            "and loses for good what it has from peace."
        )
        return Table("Breaking the limits on arms", ("", ""), rows, note)

    def division(self) -> Table:
        """Could any division of the stake hold, even one that changes with the years?"""
        shares = (0.0, 0.25, 0.5, 0.75, 1.0)
        posed, share = self._at_shares(shares)
        rows: list[tuple[Cell, ...]] = []
        kinds = (replace(posed.terms, share=share), replace(posed.terms, share=share, guarantee=0.0))
        exist = [
            posed.by_agreement(
                division(war_claims(posed.contest, each), posed.contest.discount, each.transition).exists
            )
            for each in kinds
        ]
        for at, part in enumerate(shares):
            cells = [f"{'yes' if each[at, 0] else 'no'} ({each[at, 1:].mean():.0%} of the draws)" for each in exist]
            rows.append((f"{part:.0%}", *cells))
        columns = ("land that decides the odds", "with the guarantee", "without any guarantee")
        note = (
            "Whether some path of divisions would leave each side, in every year, at least what it could secure by "
            "war then or later (Powell 2006; Krainin 2017). Arms and promises as in the most lasting agreement; the "
            f"odds of war are those of {self.asked.challenger} holding the part of the stake named in the row."
        )
        return Table("Could any division of the stake hold?", columns, tuple(rows), note)

    def margins_figure(self) -> Figure:
        """The margins by year of both sides."""
        found = outlook(self.posed.contest, self.posed.terms)
        rows = []
        for name, margin in (
            (self.asked.challenger, found.margin.challenger),
            (self.asked.defender, found.margin.defender),
        ):
            for year in range(20):
                band = Band.of(margin[year])
                rows.append({"party": name, "year": year + 1, **_plain(band)})
        title = (
            "What peace is worth beyond attacking, year by year, in years of the whole stake (most lasting agreement)"
        )
        alt = "Margins by year: " + "; ".join(
            f"{name} {Band.of(margin[0]).number()} in the first year, {Band.of(margin[9]).number()} in the tenth"
            for name, margin in ((self.asked.challenger, found.margin.challenger),
                                 (self.asked.defender, found.margin.defender))
        )  # fmt: skip
        return _banded_lines(title, f"{alt}.", rows, "year after signing", "margin", "party")

    def land_figure(self) -> Figure:
        """The least guarantee by the share of the stake that the challenger has."""
        shares = tuple(float(share) for share in np.linspace(0.0, 1.0, 21))
        posed, share = self._at_shares(shares)
        needed = posed.by_agreement(least_guarantee(posed.contest, replace(posed.at_full_strength(), share=share)))
        rows, said = [], []
        for at, part in enumerate(shares):
            band = Band.of(needed[at])
            drawn = {
                "low": min(band.low, 1.0) * 100,
                "mid": min(band.mid, 1.0) * 100,
                "high": min(band.high, 1.0) * 100,
            }
            rows.append({"party": "least guarantee", "year": part * 100, **drawn})
            if at % 5 == 0:
                said.append(f"{band.percent()} at a share of {part:.0%}")
        title = (
            f"The least guarantee, in percent, by the share of the stake that {self.asked.challenger} has "
            "(100: even certainty may not be enough)"
        )
        alt = f"Least guarantee: {', '.join(said)}."
        return _banded_lines(
            title, alt, rows, f"share of {self.asked.challenger}, in percent", "least guarantee", "party"
        )

    @property
    def _terms(self) -> str:
        return ", ".join(f"{issue}={option}" for issue, option in self.asked.arena.options(self.settled).items())

    def _option(self, issue: str) -> str:
        return self.asked.arena.options(self.settled)[issue]

    def _ladder(self, issue: str) -> list[str]:
        """The options that set the challenger's share, from the smallest share to the largest."""
        effects = self.asked.rivalry.effects[issue].items()
        return [option for _, option in sorted((each.share.point, option) for option, each in effects if each.share)]

    def _with(self, issue: str, option: str) -> Settled:
        at = self.asked.arena.issues.index(issue)
        number = list(self.asked.case.issues[issue].options).index(option)
        return (*self.settled[:at], number, *self.settled[at + 1 :])

    def _arms(self, settled: Settled) -> float:
        """The defender's arms in the tenth year, at the middles."""
        terms = self.asked.arena.posed([settled]).terms
        return float(np.broadcast_to(terms.arms.defender, (YEARS, 1, self.asked.arena.each))[9, 0, 0])

    def _lasted(self, settled: list[Settled]) -> Array:
        """The chance of peace in the year asked for, ``(agreements, each)``."""
        posed = self.asked.arena.posed(settled)
        return np.asarray(posed.by_agreement(survival(posed.contest, posed.terms)[self.asked.year]))

    def _least_level(self, posed: Posed, at: Callable[[Array], Terms], chance: float | Array) -> Array:
        """The least level, 0 to 1, at which peace lasts to the year asked for with that chance, ``(batch,)``."""

        def lasts(level: Array) -> Flags:
            return np.asarray(survival(posed.contest, at(level))[self.asked.year] >= chance)

        return least(lasts, posed.batch, tolerance=_SHOWN)

    def _needed(self, settled: list[Settled]) -> Array:
        """The least guarantee that makes it self-enforcing, ``(agreements, each)``; infinite where none does."""
        posed = self.asked.arena.posed(settled)
        needed = posed.by_agreement(least_guarantee(posed.contest, posed.at_full_strength()))
        return np.where(np.isnan(needed), np.inf, needed)

    def _at_shares(self, shares: tuple[float, ...]) -> tuple[Posed, Array]:
        posed = self.asked.arena.posed([self.settled] * len(shares))
        return posed, np.repeat(np.array(shares), self.asked.arena.each)


# Tables, figures, words.

_MOST_LASTING = "The most lasting agreement (1)."
_NEEDED_NOTE = (
    "Least guarantee: the chance with which the promise must at first be kept for neither side ever to gain by "
    "breaking the peace, if it fades and wavers as judged."
)


def _answer(asked: _Asked, considered: _Considered, lasting: dict[str, int], many: Band | None, best: _Fare) -> str:
    chance = f"{asked.peace} is {best.survival[asked.year].percent()}"
    if len(considered.agreements) == 1:
        verdict = "would last" if lasting["lasting"] else "would not last"
        gain = "neither side would ever" if best.self_enforcing else "one side would come to"
        judged = f"At the middle of every estimate the agreement {verdict}"
        return f"{judged}: {gain} gain by breaking it, and its chance of {chance}."
    ranged = f" ({many.low:,.0f} to {many.high:,.0f} over the ranges)" if many else ""
    return (
        f"Of {lasting['considered']:,} {considered.kind}, {lasting['lasting']:,} would last at the middle of every "
        f"estimate{ranged}; under {lasting['self_enforcing']:,} neither side would ever gain by breaking the peace, "
        f"and the best chance of {chance}."
    )


def _lasting_table(
    asked: _Asked, considered: _Considered, lasting: dict[str, int], many: Band | None, fares: list[_Fare]
) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = (
        (considered.kind, lasting["considered"], "those looked at"),
        ("self-enforcing", lasting["self_enforcing"], "neither side would gain by attacking in any year"),
        ("lasting in practice", lasting["above_target"], asked.lasting_words),
        ("would last", lasting["lasting"], "one or the other"),
    )
    surest, least_sure = max(fare.holds for fare in fares), min(fare.holds for fare in fares)
    ranged = f"Over the ranges {many.low:,.0f} to {many.high:,.0f} agreements would last. " if many else ""
    note = (
        f"At the middle of every estimate. {ranged}One by one they are self-enforcing in {least_sure:.0%} to "
        f"{surest:.0%} of the draws. Self-enforcing: neither side, were it sure of all this, would gain by attacking. "
        "Sides that may err need more than that, since each must reckon with the other's error."
    )
    return Table("How many would last", ("stage", "agreements", "meaning"), rows, note)


def _agreements_table(
    asked: _Asked, shown: list[tuple[_Fare, _Failure | None]], kinds: dict[Settled, list[Agreement]]
) -> Table:
    options = [asked.arena.options(fare.settled) for fare, _ in shown]
    common = {issue: option for issue, option in options[0].items() if all(each[issue] == option for each in options)}
    differing = [issue for issue in asked.arena.issues if issue not in common or len(shown) == 1]
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            *(options[number - 1][issue] for issue in differing),
            len(kinds[fare.settled]),
            fare.survival[asked.year].percent(),
            f"{'yes' if fare.self_enforcing else 'no'} ({fare.holds:.0%} of the draws)",
            _failure_words(asked, failure),
            _needed_words_of(fare.guarantee),
        )
        for number, (fare, failure) in enumerate(shown, 1)
    ]
    columns = (
        "", *differing, "agreements", asked.peace, "self-enforcing", "what fails first",
        "least guarantee",
    )  # fmt: skip
    said = ", ".join(f"{issue}={option}" for issue, option in common.items()) if len(shown) > 1 else ""
    note = f"All of these also have {said}. " if said else ""
    note += f"Agreements that differ only in issues without an effect on the contest stand in one row. {_NEEDED_NOTE}"
    return Table(f"The most lasting agreements ({len(shown)} of {len(kinds):,} kinds)", columns, tuple(rows), note)


def _failure_words(asked: _Asked, failure: _Failure | None) -> str:
    if failure is None:
        return "nothing"
    side = (asked.challenger, asked.defender)[failure.side]
    when = "in the long run" if failure.year == YEARS else f"from year {failure.year}"
    return f"{when} {side} would gain by attacking: {failure.cause}"


def _worth_table(asked: _Asked, shown: list[_Fare]) -> Table:
    worth = _fighting(asked)
    fought = ("fighting on", Band.of(worth.challenger).percent(), Band.of(worth.defender).percent(), "")
    rows = [
        (f"agreement {number}", fare.value.challenger.percent(), fare.value.defender.percent(), fare.promised.percent())
        for number, fare in enumerate(shown, 1)
    ]
    note = (
        "Worth: the part of the stake that, held for ever in peace, is worth as much to the side. Fighting on: from "
        "today's line, with today's arms, nobody else coming in; below 0 the war costs more than it can win. "
        "Promised: the chance, as judged, that somebody comes to the defender's aid in the first year."
    )
    columns = ("", f"worth to {asked.challenger}", f"worth to {asked.defender}", "promised")
    return Table("What the agreements and fighting on are worth", columns, (fought, *rows), note)


def _waiting_table(asked: _Asked) -> Table | None:
    """Who gains by waiting, and when is an agreement best struck?"""
    fatigue = asked.rivalry.fatigue
    if fatigue is None:
        return None
    years = np.arange(11)
    lost = asked.arena.fatigue
    arms = Sides(*((1.0 - each / 100.0 * years[:, None]).clip(min=0.05) for each in (lost.challenger, lost.defender)))
    war = _fighting(asked, arms)
    contest = asked.arena.contest
    once = 1.0 - contest.discount
    later = contest.discount ** years[:, None]
    spare = (1.0 - war.challenger - war.defender) / 2.0
    lines = ((contest.held, contest.cost.challenger, war.challenger), (1.0 - contest.held, contest.cost.defender,
              war.defender))  # fmt: skip
    waited = [
        (1.0 - later) * (held - once * cost) + later * (fought + spare).clip(0.0, 1.0) for held, cost, fought in lines
    ]
    gains = [each - each[0] for each in waited]
    told = (0, 1, 2, 3, 5, 10)
    rows: list[tuple[Cell, ...]] = [
        (
            int(year),
            Band.of(war.challenger[year]).percent(),
            Band.of(war.defender[year]).percent(),
            *("" if year == 0 else _signed(Band.of(gain[year])) for gain in gains),
        )
        for year in told
    ]
    best = [gain.argmax(axis=0) for gain in gains]
    names = (asked.challenger, asked.defender)
    when = " ".join(
        f"For {name} an agreement is best struck {'now' if at[0] == 0 else f'in {_years(int(at[0]))}'}; now in "
        f"{(at[1:] == 0).mean():.0%} of the draws."
        for name, at in zip(names, best, strict=True)
    )
    together = _signed(Band.of(gains[0][10] + gains[1][10]))
    columns = ("years of waiting", *(f"fighting on: {name}" for name in names), *(f"gain of {name}" for name in names))
    note = (
        f"{when} Ten years of waiting change what both have together by {together} points. Gain: what a side has from "
        "fighting on until then and signing an even split of what peace saves, less what it has from signing now, in "
        "points of the stake. Arms wear down year by year as judged; the costs of war are spread evenly over its years."
    )
    return Table("Who gains by waiting", columns, tuple(rows), note)


def _base_rates(asked: _Asked, best: _Fare) -> Table:
    model = ("The most lasting agreement here, by the model", *(best.survival[at].percent() for at in (1, 5, 10, 20)))
    note = f"Chance that peace has held. {PROMISES}"
    columns = ("", "after 1 year", "5 years", "10 years", "20 years")
    return Table("Beside what has been seen elsewhere", columns, (model, *BASE_RATES), note)


def _estimates_table(asked: _Asked) -> Table:
    rows: list[tuple[Cell, ...]] = [("stake", asked.rivalry.stake, asked.rivalry.because)]
    reasons: dict[tuple[str | int, ...], str | None] = {}
    for path, judgement in asked.rivalry.judgements():
        reasons[path] = judgement.because
        if hasattr(judgement, "words"):
            because = next((said for at in range(len(path), 0, -1) if (said := reasons.get(path[:at]))), None)
            what = " ".join(str(step).replace("_", " ") for step in path if step != "effects")
            rows.append((what, judgement.words(), because))
    note = "Shares, chances and rates in percent; costs and noise in years of the whole stake; incentives in points."
    return Table("The judgements of the contest", ("judgement", "value", "because"), tuple(rows), note)


def _survival_figure(asked: _Asked, fares: list[_Fare]) -> Figure:
    options = [asked.arena.options(fare.settled) for fare in fares]
    differing = [issue for issue in asked.arena.issues if len({each[issue] for each in options}) > 1]
    rows, said = [], []
    for number, (fare, chosen) in enumerate(zip(fares, options, strict=True), 1):
        label = f"{number}: " + (", ".join(f"{issue}={chosen[issue]}" for issue in differing) or "the agreement")
        for year in range(21):
            rows.append({"party": label, "year": year, **_plain(fare.survival[year], 100.0)})
        said.append(f"{label}, {fare.survival[asked.year].percent()}")
    title = "Chance that the peace has held, in percent, by years after signing"
    alt = f"Peace after {_years(asked.year)}: {'; '.join(said)}."
    return _banded_lines(title, alt, rows, "years after signing", "chance of peace", "party")


def _banded_lines(title: str, alt: str, rows: list[dict[str, Any]], x: str, y: str, by: str) -> Figure:
    """Lines with their bands, one colour each."""
    across = {"field": "year", "type": "quantitative", "title": x}
    colour = {"field": by, "type": "nominal", "sort": None, "title": None,
              "legend": {"orient": "bottom", "columns": 1, "labelLimit": 500, "symbolOpacity": 1}}  # fmt: skip
    if len({row[by] for row in rows}) == 1:
        colour = {"value": INK}
    high = {"field": "high"}
    band = {"x": across, "y": {"field": "low", "type": "quantitative", "title": y}, "y2": high, "color": colour}
    line = {"x": across, "y": {"field": "mid", "type": "quantitative", "title": y}, "color": colour}
    layers = [
        {"mark": {"type": "area", "opacity": 0.12}, "encoding": band},
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": line},
    ]
    spec = {"data": {"values": rows}, "width": 480, "height": 260, "layer": layers}
    return Figure(f"{title}; bands hold nine in ten of the draws", alt, spec)


def _json(asked: _Asked, agreement: Agreement, fare: _Fare, failure: _Failure | None) -> dict[str, Any]:
    sides = asked.rivalry.sides
    return {
        "agreement": dict(agreement.options),
        "self_enforcing": fare.self_enforcing,
        "self_enforcing_in": round(fare.holds, 4),
        "survival": {year: fare.survival[year].json() for year in asked.told},
        "first_failure": failure and {"year": failure.year, "party": sides[failure.side], "cause": failure.cause},
        "least_guarantee": fare.guarantee.json(),
        "promised": fare.promised.json(),
        "value": {sides[0]: fare.value.challenger.json(), sides[1]: fare.value.defender.json()},
    }


def _parameters(asked: _Asked) -> dict[str, str]:
    said = {
        "years looked at": f"{YEARS}, the last year's terms for ever after",
        "estimates": "drawn evenly over their ranges, independently; shares of the stake together",
    }
    if asked.arena.sharing is None:
        said["share"] = "no issue sets one, so today's line stays"
    if asked.rivalry.guarantor:
        said["guarantor"] = "firm when the agreement is signed"
    else:
        said["guarantor"] = "none; least guarantees are of a steady one that always prevails"
    return said


def _caveats(asked: _Asked, considered: _Considered, fares: list[_Fare], kinds: int) -> tuple[str, ...]:
    said = [*standing_caveats(asked.case), *HONESTY]
    if not considered.complete:
        looked = len(considered.agreements)
        said.append(
            f"Of {considered.count:,} {considered.kind} {looked:,} were looked at; the others are not counted here."
        )
    if len(fares) < kinds:
        said.append(f"Of {kinds:,} kinds of agreements the {len(fares):,} most lasting have bands and are listed.")
    unsettled = float(np.mean([fare.unsettled for fare in fares]))
    if unsettled:
        said.append(
            f"In {unsettled:.2%} of the games no stationary play was found for the years after the last; their values "
            "there are approximate."
        )
    return tuple(said)


def _missing(case: Case) -> Finding[Any]:
    """The finding for a case without a contest: what is missing."""
    required = [name for name, each in Rivalry.model_fields.items() if each.is_required()]
    return Finding(
        question="durability",
        answer=(
            "Whether an agreement would last cannot be said: the case does not say who would fight on, at what odds "
            "and costs (a section `contest`)."
        ),
        exact=True,
        method="No method was applied.",
        caveats=standing_caveats(case),
        tables={
            "missing": Table(
                "What a contest needs",
                ("field", "meaning"),
                tuple((name, Rivalry.model_fields[name].description or "") for name in required),
            )
        },
        result=Untyped({"agreements": [], "missing": required}),
    )


def _without_agreements(asked: _Asked, considered: _Considered, parameters: dict[str, Any]) -> Finding[Any]:
    """The finding where there is nothing to look at: what fighting on is worth, and who gains by waiting."""
    worth = _fighting(asked)
    rows = (
        (asked.challenger, Band.of(worth.challenger).percent()),
        (asked.defender, Band.of(worth.defender).percent()),
    )
    tables = {"fighting_on": Table("What fighting on is worth", ("party", "part of the stake"), rows)}
    waiting = _waiting_table(asked)
    return Finding(
        question="durability",
        answer=f"There are no {considered.kind} to look at, so none would last; name one to see how it would fare.",
        exact=False,
        method=METHOD,
        parameters={**parameters, **_parameters(asked)},
        caveats=(*standing_caveats(asked.case), *HONESTY),
        tables={**tables, **({"waiting": waiting} if waiting else {})},
        result=Untyped(
            {
                "agreements": [],
                "agreements_count": 0,
                "agreements_listed": 0,
                "lasting": dict.fromkeys(("considered", "lasting", "self_enforcing", "above_target"), 0),
                "no_deal": _by_party(asked, worth),
            }
        ),
    )


def _more_often(one: float, other: float, first: str, second: str, neither: str) -> str:
    """Which of two directions the draws take, and how clearly."""
    if max(one, other) < 0.05:
        return neither
    word = first if one >= other else second
    if max(one, other) >= _CLEAR:
        return word
    return f"{word}, more often than not" if max(one, other) > 0.5 else f"{word}, but not clearly"


def _needed_words(values: Array) -> str:
    return _needed_words_of(Band.of(values))


def _needed_words_of(band: Band) -> str:
    return "none" if band.high == 0.0 else band.percent()


def _percent(value: float, sign: str = "%") -> str:
    return f"{value * 100:.0f}{sign}" if np.isfinite(value) else "beyond 100%"


def _signed(change: Band) -> str:
    return f"{change.mid * 100:+.0f} ({change.low * 100:+.0f} to {change.high * 100:+.0f})"


def _plain(band: Band, times: float = 1.0) -> dict[str, float]:
    return {"low": band.low * times, "mid": band.mid * times, "high": band.high * times}


def _years(number: int) -> str:
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{words[number] if number < len(words) else number} {'year' if number == 1 else 'years'}"
