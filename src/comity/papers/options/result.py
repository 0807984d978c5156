"""What an options paper holds, as data: the candidates, who objects to what, and packages that come close to all."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import Any

import numpy as np

from comity.agreements.common_ground import shares_and_ratings
from comity.agreements.efficient import efficient
from comity.agreements.space import Agreement
from comity.agreements.worth import MIDDLE
from comity.case.model import Case
from comity.finding import Result
from comity.papers.candidates import Candidate, Candidates
from comity.papers.options.cover import NEAR, cover
from comity.questions.agreement.views import objections_to

FEWEST, MOST = 3, 5
"""How many packages there are, where there are as many efficient agreements."""

MISSED = 2
"""How many issues an objection names, at most."""

CLOSE = 5.0
"""Within how many points of every efficient agreement packages shall come, where so few of them can."""


@dataclass(frozen=True)
class Package:
    """One of a few agreements that together come close to every efficient one.

    agreement: its terms; gains: by signer, over no deal, in points of its own scale; stands_for: how many efficient
    outcomes it comes close to.
    """

    agreement: Agreement
    gains: dict[str, float]
    stands_for: int

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"agreement": dict(self.agreement.options), "gains": dict(self.gains)}
        return {**told, "stands_for": self.stands_for}


@dataclass(frozen=True, repr=False)
class Packages(Result):
    """A few agreements of great difference that together come within some points of every efficient one.

    packages: those; outcomes, agreements: how many efficient outcomes, and agreements, there are; within: of every
    efficient agreement, for every signer on its own scale, some package is worth at most so many points less; infinite
    where that is not known; least: no as many agreements come closer than this; all_found: whether these are all
    efficient agreements, and not only close to them; furthest: whether of all sets that come so close this is the one
    of greatest difference.
    """

    packages: tuple[Package, ...]
    outcomes: int
    agreements: int
    within: float
    least: float
    all_found: bool
    furthest: bool

    @property
    def exact(self) -> bool:
        """Whether no other set of so many comes closer."""
        return self.all_found and self.within <= self.least + NEAR

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "packages": [package.json() for package in self.packages],
            "outcomes": self.outcomes,
            "agreements": self.agreements,
            "within": None if isinf(self.within) else self.within,
            "least": self.least,
            "exact": self.exact,
            "all_found": self.all_found,
            "greatest_difference": self.furthest,
        }


def packages(case: Case, most: int = MOST) -> Packages:
    """Three to five agreements that together come close to every efficient one.

    Of three, as many as come within `CLOSE` points, at most so many as `most`: the fewest. Among those that come as
    close, the ones that differ most. Raises Problems where there are too many to ask the rule of consent about each.
    """
    found = efficient(case, shown=1)
    number = len(found)
    order = sorted(range(number), key=lambda row: sorted(found.agreements(row)[0].options.items()))
    several = [found.agreements(row)[0] for row in order]
    worths = np.array(
        [
            [worth.points(steps) for worth, steps in zip(found.signers, found.points.worths[row], strict=True)]
            for row in order
        ],
        dtype=float,
    ).reshape(number, len(found.signers))
    if not number or not found.signers:
        return Packages((), 0, 0, 0.0, 0.0, found.exact, True)
    terms = [tuple(each.options[issue] for issue in sorted(each.options)) for each in several]
    for size in range(FEWEST, most + 1):
        chosen = cover(worths, terms, size)
        if chosen.distance <= CLOSE or size == most:
            break
    beyond = max(found.within.values(), default=0.0) if found.within is not None else 0.0
    short = [(worths - worths[row]).max(axis=1) for row in chosen.rows]
    no_deal = [worth.points(worth.at_no_deal(MIDDLE)) for worth in found.signers]
    made = tuple(
        Package(
            several[row],
            {worth.party: float(worths[row, column] - no_deal[column]) for column, worth in enumerate(found.signers)},
            int((short[at] <= chosen.distance + NEAR).sum()),
        )
        for at, row in enumerate(chosen.rows)
    )
    return Packages(made, number, found.count, chosen.distance + beyond, chosen.least, found.exact, chosen.complete)


@dataclass(frozen=True)
class Objection:
    """What one side has against a candidate.

    letter: of the candidate; party: who; gain: over no deal in the middle of all ranges, in points of its own scale,
    None where that is not judged; refuses: the share of the readings in which it refuses, None where that is not known;
    missed: the issues on which it gets least of what it wants, with how many points of its own scale it misses, most
    first; red_lines: the names of those that it crosses.
    """

    letter: str
    party: str
    gain: float | None
    refuses: float | None
    missed: tuple[tuple[str, float], ...]
    red_lines: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        missed = [{"issue": issue, "points": points} for issue, points in self.missed]
        told = {"letter": self.letter, "party": self.party, "gain": self.gain, "refuses": self.refuses}
        return {**told, "missed": missed, "red_lines": list(self.red_lines)}


@dataclass(frozen=True, repr=False)
class Options(Result):
    """What an options paper holds.

    candidates: the agreements put forward; objections: of every signer, and of others who would not accept one, to each
    of them; packages: those asked for, else None.
    """

    candidates: Candidates
    objections: tuple[Objection, ...]
    packages: Packages | None

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "candidates": self.candidates.json(),
            "objections": [objection.json() for objection in self.objections],
            "packages": self.packages and self.packages.json(),
        }


def options_of(case: Case, several: Candidates, chosen: Packages | None) -> Options:
    """The numbers of an options paper; several: the candidates; chosen: the packages that were asked for."""
    objections = tuple(each for candidate in several.chosen for each in _objections(case, candidate))
    return Options(several, objections, chosen)


def _objections(case: Case, candidate: Candidate) -> list[Objection]:
    terms = candidate.agreement.options
    views = {view.party: view for view in objections_to(case, candidate.agreement).views}
    refusing = {signer.party: signer for signer in candidate.signers}
    found = []
    for party in case.everyone():
        view, signer = views.get(party), refusing.get(party)
        if view is None or (signer is None and view.accepts is not False):
            continue
        points = {
            issue: share * (max(ratings.values()) - ratings[terms[issue]])
            for issue, (share, ratings) in shares_and_ratings(case, party).items()
        }
        missed = sorted((issue for issue in points if points[issue] > 0), key=lambda issue: (-points[issue], issue))
        told = tuple((issue, float(points[issue])) for issue in missed[:MISSED])
        gain = (
            signer.gain if signer else None if view.no_deal is None or view.worth is None else view.worth - view.no_deal
        )
        share = signer.share if signer else None
        found.append(Objection(candidate.letter, party, gain, share, told, view.red_lines))
    return found
