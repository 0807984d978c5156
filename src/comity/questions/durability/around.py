"""One agreement from all sides: its terms one by one, land, margins, the guarantor, cheating, division."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from comity.finding import Band
from comity.questions.durability.band import band_of, bands_of
from comity.questions.durability.division import division, war_claims
from comity.questions.durability.guarantee import least_guarantee
from comity.questions.durability.plain import Plain, as_json, plain
from comity.questions.durability.promise import promise
from comity.questions.durability.reference import Reference
from comity.questions.durability.regimes import with_cheating
from comity.questions.durability.terms import YEARS

PARTS = 10
"""In how many parts an agreement is looked at: how often `around` tells that one is done."""

MARGIN_YEARS = 20
INTEREST_YEARS = (1, 5, 10, 20)
SHARES = tuple(float(share) for share in np.linspace(0.0, 1.0, 21))
DIVIDED = (0.0, 0.25, 0.5, 0.75, 1.0)

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Whole:
    """An agreement with all its terms.

    peace: the chance of peace after the year asked for, 0 to 1; guarantee: the least chance of a kept promise that
    makes it self-enforcing, 0 to 1, infinite where even certainty is not enough.
    """

    peace: Band
    guarantee: Band


@dataclass(frozen=True)
class Without:
    """The agreement without one term, so that things stay as they are today in what it settles.

    change: of the chance of peace, on the same draws, -1 to 1; guarantee, peace: as in `Whole`.
    """

    issue: str
    option: str
    peace: Band
    change: Band
    guarantee: Band


@dataclass(frozen=True)
class Line:
    """The agreement with one option of the issue that sets the challenger's share.

    share: in percent of the stake (0 to 100), as it was judged; guarantee, peace: as in `Whole`.
    """

    issue: str
    option: str
    share: Band
    guarantee: Band
    peace: Band


@dataclass(frozen=True)
class AtShare:
    """The least guarantee if the challenger has that part of the stake.

    share: 0 to 1, where `Line` has percent as judged; guarantee: as in `Whole`.
    """

    share: float
    guarantee: Band


@dataclass(frozen=True)
class InterestInYear:
    """Whether keeping its promise is in the guarantor's own interest in a year, while it is firm.

    pays: in which part of the draws fighting would pay; by_interest: the chance that it fights, as its interest has it;
    firm, wavering: that chance as judged.
    """

    year: int
    pays: float
    by_interest: Band
    firm: Band
    wavering: Band


@dataclass(frozen=True)
class GuarantorInterest:
    """Whether the guarantor would keep its promise in its own interest, by year after signing.

    party: who it is; None where the case names nobody. peace: the chance of peace after the year asked for if the
    promise were kept exactly as its interest has it, 0 to 1.
    """

    party: str | None
    years: tuple[InterestInYear, ...]
    peace: Band


@dataclass(frozen=True)
class CheatingOnLimits:
    """What breaking the limits on arms unseen would do.

    kept, open: the chance of peace after the year asked for if the challenger's arms stay as agreed, and if they may
    grow unseen; change: from the one to the other, as a part of 1. found: the chance a year that it is found out.
    pays: in which part of the draws the challenger would gain by it.
    """

    kept: Band
    open: Band
    change: Band
    found: Band
    pays: float


@dataclass(frozen=True)
class Divisible:
    """Whether any division of the stake could hold, even one that changes with the years.

    share: the part of the stake, 0 to 1, that decides the odds of war. guaranteed, bare: whether one does at the middle
    of every estimate, with the guarantee and without any; guaranteed_in, bare_in: in which part of the draws.
    """

    share: float
    guaranteed: bool
    guaranteed_in: float
    bare: bool
    bare_in: float


@dataclass(frozen=True)
class Around:
    """One agreement from all sides; whatever is changed in it, all else and the draws stay the same.

    terms: its options on the issues that matter to the contest. plain: the four questions of plain words. without: what
    each single term does. lines: land against guarantee, by option, from the smallest share; empty where no issue sets
    the share; shares: the same for 21 shares from none to all. margins: what peace is worth to each belligerent beyond
    attacking, in years 1 to 20, in years of the whole stake. guarantor, cheating: None where the case does not say
    enough. divisions: whether any division could hold, by the share that decides the odds. unsettled: in how many games
    solved for all this no stationary play was found for the years after the last, so that values there are approximate.
    """

    terms: Mapping[str, str]
    whole: Whole
    plain: Plain
    without: tuple[Without, ...]
    lines: tuple[Line, ...]
    shares: tuple[AtShare, ...]
    margins: Mapping[str, tuple[Band, ...]]
    guarantor: GuarantorInterest | None
    cheating: CheatingOnLimits | None
    divisions: tuple[Divisible, ...]
    unsettled: int

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        guarantor = self.guarantor and {
            "party": self.guarantor.party,
            "years": [as_json(each) for each in self.guarantor.years],
            "peace": self.guarantor.peace.json(),
        }
        return {
            "terms": dict(self.terms),
            "whole": as_json(self.whole),
            "questions": self.plain.json(),
            "without": [as_json(each) for each in self.without],
            "lines": [as_json(each) for each in self.lines],
            "shares": [as_json(each) for each in self.shares],
            "margins": {
                "years": [*range(1, MARGIN_YEARS + 1)],
                **{party: [band.json() for band in bands] for party, bands in self.margins.items()},
            },
            "guarantor": guarantor,
            "cheating": as_json(self.cheating),
            "divisions": [as_json(each) for each in self.divisions],
            "unsettled": self.unsettled,
        }


def around(reference: Reference, target: float, told: Callable[[], None]) -> Around:
    """An agreement from all sides; target: see `plain`; told: told whenever one of `PARTS` is done."""

    def done(part: _Part) -> _Part:
        told()
        return part

    reference.solve_neighbours()
    answers = plain(reference, target, told)
    whole, without = done(_without(reference))
    return Around(
        terms=reference.arena.options(reference.settled),
        whole=whole,
        plain=answers,
        without=without,
        lines=done(_lines(reference)),
        shares=done(_shares(reference)),
        margins=_margins(reference),
        guarantor=done(_guarantor(reference)),
        cheating=done(_cheating(reference)),
        divisions=done(_divisions(reference)),
        unsettled=reference.unsettled,
    )


def _without(reference: Reference) -> tuple[Whole, tuple[Without, ...]]:
    issues = reference.arena.issues
    settled = [reference.settled, *(reference.without(issue) for issue in issues)]
    lasted, needed = reference.lasted(settled), reference.needed(settled)
    terms = tuple(
        Without(
            issue=issue,
            option=reference.option(issue),
            peace=band_of(lasted[at]),
            change=band_of(lasted[at] - lasted[0]),
            guarantee=band_of(needed[at]),
        )
        for at, issue in enumerate(issues, 1)
    )
    return Whole(band_of(lasted[0]), band_of(needed[0])), terms


def _lines(reference: Reference) -> tuple[Line, ...]:
    issue = reference.arena.sharing
    if issue is None:
        return ()
    effects, options = reference.arena.contest.effects[issue], reference.ladder(issue)
    settled = [reference.changed(issue, option) for option in options]
    needed, lasted = reference.needed(settled), reference.lasted(settled)
    lines = []
    for at, option in enumerate(options):
        share = effects[option].share
        assert share is not None
        judged = Band(share.low, float(share.point), share.high)
        lines.append(Line(issue, option, judged, band_of(needed[at]), band_of(lasted[at])))
    return tuple(lines)


def _shares(reference: Reference) -> tuple[AtShare, ...]:
    posed, share = reference.at_shares(SHARES)
    needed = posed.by_agreement(least_guarantee(posed.game, replace(posed.at_full_strength(), share=share)))
    return tuple(AtShare(part, band_of(needed[at])) for at, part in enumerate(SHARES))


def _margins(reference: Reference) -> dict[str, tuple[Band, ...]]:
    margin = reference.outlook(reference.posed.game, reference.posed.terms).margin
    both = zip(reference.arena.contest.sides, (margin.challenger, margin.defender), strict=True)
    return {party: bands_of(by_year[:MARGIN_YEARS]) for party, by_year in both}


def _guarantor(reference: Reference) -> GuarantorInterest | None:
    guarantor, posed, judged_party = reference.arena.guarantor, reference.posed, reference.arena.contest.guarantor
    if guarantor is None or judged_party is None:
        return None
    found = promise(posed.game, posed.terms, guarantor)
    shape = (YEARS, posed.terms.regimes, posed.batch)
    kept, margin = np.broadcast_to(found.kept, shape), np.broadcast_to(found.margin, shape)
    judged = np.broadcast_to(posed.terms.guarantee, shape)
    years = tuple(
        InterestInYear(
            year=year,
            pays=float((margin[year - 1, 0, 1:] >= 0).mean()),
            by_interest=band_of(kept[year - 1, 0]),
            firm=band_of(judged[year - 1, 0]),
            wavering=band_of(judged[year - 1, -1]),
        )
        for year in INTEREST_YEARS
    )
    own = reference.peace(posed.game, replace(posed.terms, guarantee=found.kept))
    return GuarantorInterest(judged_party.party, years, band_of(own))


def _cheating(reference: Reference) -> CheatingOnLimits | None:
    arena, posed = reference.arena, reference.posed
    if arena.contest.cheating is None:
        return None
    said, found = arena.cheating([reference.settled]), arena.found([reference.settled])
    arms = posed.terms.arms.challenger * said.challenger
    open_to = reference.outlook(posed.game, with_cheating(posed.terms, arms, found, said.defender))
    broken = posed.terms.regimes  # the first regime in which limits are broken
    pays = open_to.value_by_regime.challenger[broken] > open_to.value_by_regime.challenger[0]
    kept, grown = reference.lasted([reference.settled])[0], open_to.survival[reference.year]
    return CheatingOnLimits(
        band_of(kept), band_of(grown), band_of(grown - kept), band_of(found), float(pays[1:].mean())
    )


def _divisions(reference: Reference) -> tuple[Divisible, ...]:
    posed, share = reference.at_shares(DIVIDED)
    kinds = (replace(posed.terms, share=share), replace(posed.terms, share=share, guarantee=0.0))
    guaranteed, bare = (
        posed.by_agreement(division(war_claims(posed.game, each), posed.game.discount, each.transition).exists)
        for each in kinds
    )
    return tuple(
        Divisible(
            share=part,
            guaranteed=bool(guaranteed[at, 0]),
            guaranteed_in=float(guaranteed[at, 1:].mean()),
            bare=bool(bare[at, 0]),
            bare_in=float(bare[at, 1:].mean()),
        )
        for at, part in enumerate(DIVIDED)
    )
