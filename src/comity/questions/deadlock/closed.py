"""Where there is no agreement: the clashes, what would open one, who blocks alone, and the nearest miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from comity.agreements.nearest import ONLY, Counted
from comity.agreements.space import Agreement
from comity.finding import Band, Result
from comity.questions.deadlock.blocking import blocking
from comity.questions.deadlock.clashes import Clashes, clashes, dual
from comity.questions.deadlock.concessions import Concession, Concessions, concessions
from comity.questions.deadlock.demands import NamedDemand, Prices, Softening
from comity.questions.deadlock.impasse import Closest, Impasse, Outcome
from comity.questions.deadlock.ways import Way
from comity.questions.deadlock.work import Work

SETS = 12
"""Of how many sets of parties that would suffice it is looked for what each alone would need, at most."""

OPENINGS = 10
"""How many of the cheapest openings are looked for."""

LISTED = 1_000
"""How many clashes, and ways out, are listed as JSON, at most."""

NOTHING: Mapping[str, Any] = {
    "clashes": [],
    "clashes_count": 0,
    "ways_out": [],
    "complete": True,
    "concessions": [],
    "concessions_complete": True,
    "blockers": [],
    "nearest": None,
}
"""What every result says as JSON, where nothing clashes."""


@dataclass(frozen=True)
class Clash:
    """Demands that no coherent agreement meets, and of which none can be spared.

    demands: in the order of the case; conditions: the names of those that the clash needs, as few as possible; None
    where they were not looked for (`Deadlock.explained`), or not found within the work allowed.
    """

    demands: tuple[NamedDemand, ...]
    conditions: tuple[str, ...] | None = None

    @property
    def names(self) -> list[str]:
        """The names of its demands."""
        return [demand.name for demand in self.demands]


@dataclass(frozen=True)
class Opening:
    """A cheapest set of concessions after which some agreement is left, with nothing in it to spare.

    price: a whole number, by the prices of the result; softenings: the steps, demand by demand; number: how many
    agreements it leaves; best: those of them in which the signer that gains least gains most, the best first: all that
    tie, and where that is one, those that come next (none where the search was cut off). consent: where a rule decides,
    the smallest sets of parties on whose yes these agreements rest, by name; empty where every signer must agree.
    """

    price: int
    softenings: tuple[Softening, ...]
    number: Counted
    best: tuple[Outcome, ...]
    consent: tuple[tuple[str, ...], ...] = ()

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "cost": self.price,
            "steps": [step for softening in self.softenings for step in softening.json()],
            "opens": self.number.number,
            "opens_exact": self.number.complete,
            "agreements": [dict(outcome.agreement.options) for outcome in self.best],
            "gains": [_ones(outcome.gains) for outcome in self.best],
            "best": [_tied(outcome) for outcome in self.best],
            **({"consent": [list(parties) for parties in self.consent]} if self.consent else {}),
        }


@dataclass(frozen=True)
class Suffices:
    """A set of parties whose yes would suffice by the rule of a case, and why they have no agreement.

    parties: by name, in the order of the case; clash: the smallest one among their demands alone; None where it was not
    found within the work allowed; openings: the cheapest for them alone, all that cost as little, none where they were
    not found; price: of each, None where there is none.
    """

    parties: tuple[str, ...]
    clash: Clash | None
    openings: tuple[tuple[Softening, ...], ...]
    price: int | None

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "parties": list(self.parties),
            "clash": None if self.clash is None else self.clash.names,
            "price": self.price,
            "openings": [[step for each in opening for step in each.json()] for opening in self.openings],
        }


@dataclass(frozen=True)
class Blocker:
    """A signer without whose own demands there would be an agreement.

    number: how many agreements there would be; best: those of them in which the worst-off of the others gains most.
    """

    party: str
    number: Counted
    best: Outcome

    @property
    def own_gain(self) -> Band:
        """What the blocker would gain from the best, in points (lose, below 0)."""
        return self.best.gains[self.party]

    @property
    def least_of_others(self) -> float | None:
        """What the worst-off of the others would gain from them, in points; None where nobody else signs."""
        return self.best.least

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "party": self.party,
            "opens": self.number.number,
            "opens_exact": self.number.complete,
            "agreement": dict(self.best.agreement.options),
            "gains": _ones(self.best.gains),
            "best": _tied(self.best),
        }


@dataclass(frozen=True)
class Standing:
    """What one signer makes of the nearest miss: its worth and that of no deal in points, how many points it is short
    of no deal (0 where it is not), and the names of the red lines that bind the signer and that are crossed.

    Where several agreements come as near, worth and short range over them; red_lines: those that all of them cross;
    in_some: those that some cross and others do not.
    """

    party: str
    worth: Band
    no_deal: float
    short: Band
    red_lines: tuple[str, ...]
    in_some: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "party": self.party,
            "worth": _one(self.worth),
            "worth_range": self.worth.json(),
            "no_deal": round(self.no_deal, 6),
            "short": _one(self.short),
            "short_range": self.short.json(),
            "red_lines": list(self.red_lines),
            "red_lines_in_some": list(self.in_some),
        }


@dataclass(frozen=True)
class Miss:
    """The nearest miss: the agreement that crosses the cheapest red lines, and then is short by the fewest points.

    agreement: one of those that come as near; number: how many these are; signers: what each makes of them; short: by
    how many points they are short in all; certain: whether it is sure that none comes nearer; consent: where a rule
    decides, the sets of parties whose red lines and points are counted, by name: the yes of one of them would suffice.
    """

    agreement: Agreement
    signers: tuple[Standing, ...]
    certain: bool
    number: Counted = ONLY
    short: float = 0.0
    consent: tuple[tuple[str, ...], ...] = ()

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            **({"consent": [list(parties) for parties in self.consent]} if self.consent else {}),
            "agreement": dict(self.agreement.options),
            "agreements_count": self.number.number,
            "agreements_exact": self.number.complete,
            "parties": [standing.json() for standing in self.signers],
            "short": round(self.short, 6),
            "certain": self.certain,
        }


@dataclass(frozen=True, repr=False)
class Deadlock(Result):
    """Why there is no agreement, and what would open one.

    demands: every demand of the signers; clashes, ways_out: minimal sets of demands that exclude every coherent
    agreement, and minimal sets without which one is left (names), each smallest first; complete: whether both lists
    are; explained: of how many clashes, the first ones, the conditions were looked for; openings: the cheapest, so many
    as `OPENINGS` and those that cost as much as the last of them; openings_complete: whether there are no others;
    not_listed: at which price there are more than are listed, None where that is not so; blockers: the signers that
    block alone; nearest: the nearest miss; prices: what a step of a concession costs; sets, sets_count: where a rule
    decides, the smallest sets of parties whose yes would suffice, the first `SETS` of so many; none where every signer
    must agree.
    Source: clashes are minimal unsatisfiable subsets, ways out minimal correction subsets (Reiter 1987).

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.read_case(case_file("abdelnabi-2024"))
    >>> result = comity.deadlock(siting, suppose=["cities: never compensation=none|150|300"]).result
    >>> [len(clash.demands) for clash in result.clashes], result.complete
    ([5], True)
    >>> [(opening.price, opening.number.number) for opening in result.openings[:2]]
    [(1, 2), (1, 1)]
    """

    demands: tuple[NamedDemand, ...]
    clashes: tuple[Clash, ...]
    ways_out: tuple[tuple[str, ...], ...]
    complete: bool
    explained: int
    openings: tuple[Opening, ...]
    openings_complete: bool
    blockers: tuple[Blocker, ...]
    nearest: Miss
    prices: Prices
    not_listed: int | None = None
    sets: tuple[Suffices, ...] = ()
    sets_count: int = 0

    exact: ClassVar[bool] = True

    def blocker(self, party: str) -> Blocker | None:
        """A signer as a blocker; None where it does not block alone."""
        return next((blocker for blocker in self.blockers if blocker.party == party), None)

    @property
    def ruled_out(self) -> bool:
        """Whether red lines alone clash, so that no agreement is left whatever anything is worth to anybody."""
        return any(all(demand.points is None for demand in clash.demands) for clash in self.clashes)

    @cached_property
    def in_clashes(self) -> Mapping[str, int]:
        """In how many clashes each demand is, by its name; demands that are in none are left out."""
        return Counter(name for clash in self.clashes for name in clash.names)

    @cached_property
    def in_openings(self) -> Mapping[str, int]:
        """In how many openings each demand gives way, by its name; demands that give way in none are left out."""
        return Counter(softening.demand.name for opening in self.openings for softening in opening.softenings)

    def json(self) -> dict[str, Any]:
        """The result for other programs; of the clashes and the ways out the first `LISTED`."""
        return {
            "clashes": [clash.names for clash in self.clashes[:LISTED]],
            "clashes_count": len(self.clashes),
            "explained": [_explained(clash) for clash in self.clashes[: self.explained]],
            "ways_out": [list(names) for names in self.ways_out[:LISTED]],
            "complete": self.complete,
            "concessions": [opening.json() for opening in self.openings],
            "concessions_count": len(self.openings),
            "concessions_complete": self.openings_complete,
            "concessions_not_listed_at": self.not_listed,
            "blockers": [blocker.party for blocker in self.blockers],
            "without_blocker": [blocker.json() for blocker in self.blockers],
            "nearest": self.nearest.json(),
            "demands": [
                {
                    **demand.json(),
                    "in_clashes": self.in_clashes.get(demand.name, 0),
                    "in_openings": self.in_openings.get(demand.name, 0),
                }
                for demand in self.demands
            ],
            "prices": asdict(self.prices),
            **({"sets": [each.json() for each in self.sets], "sets_count": self.sets_count} if self.sets else {}),
        }


@dataclass(frozen=True, repr=False)
class Incoherent(Result):
    """No agreement is coherent, whatever is demanded; conditions: the names of those that exclude one another, a
    minimal choice of them."""

    conditions: tuple[str, ...]

    exact: ClassVar[bool] = True

    def json(self) -> dict[str, Any]:
        """The result for other programs: the one clash is of no demand at all."""
        found = {"conditions": list(self.conditions), "conditions_count": len(self.conditions)}
        return {**NOTHING, "clashes": [[]], "clashes_count": 1, **found}


@dataclass(frozen=True, repr=False)
class Undecided(Result):
    """Whether there is an agreement could not be decided within the work allowed."""

    exact: ClassVar[bool] = False

    def json(self) -> dict[str, Any]:
        """The result for other programs: lists that are empty, and not complete."""
        return {**NOTHING, "complete": False, "concessions_complete": False}


def closed(impasse: Impasse, found: Clashes, opened: Concessions, show: int, work: Work) -> Deadlock:
    """Why nothing is left of a case that has coherent agreements.

    found, opened: its clashes and its cheapest concessions, as far as they were found; show: of how many clashes to
    look for the conditions that they need (of one at least); work: what is left of it for each set that would suffice.
    """
    if not found.clashes and (any_clash := impasse.some_clash()):
        found = replace(found, clashes=(any_clash,))
    if found.complete and not dual(found.clashes, found.ways_out):
        raise AssertionError("the clashes and the ways out do not determine each other")
    ranks = impasse.ranks
    by_rank = sorted(found.clashes, key=lambda clash: (len(clash), sorted(ranks[at] for at in clash)))
    found = replace(found, clashes=tuple(by_rank))
    priced = sorted(opened.concessions, key=lambda each: sorted((ranks[at], made) for at, made in each.steps.items()))
    explained = found.clashes[: max(1, show)]
    given = [impasse.conditions_of(clash) for clash in explained]
    return Deadlock(
        demands=impasse.named(range(len(impasse.demands))),
        clashes=tuple(
            Clash(impasse.named(clash), given[at] if at < len(given) else None)
            for at, clash in enumerate(found.clashes)
        ),
        ways_out=tuple(tuple(demand.name for demand in impasse.named(way)) for way in found.ways_out),
        complete=found.complete,
        explained=len(given),
        openings=tuple(sorted((_opening(impasse, concession, len(priced)) for concession in priced), key=_cheapest)),
        openings_complete=opened.complete,
        blockers=tuple(Blocker(party, left.number, left.best[0]) for party, left in blocking(impasse).items()),
        nearest=_nearest_miss(impasse),
        prices=impasse.prices,
        not_listed=opened.not_listed,
        sets=tuple(_suffices(impasse, way, work) for way in impasse.ways[:SETS]) if impasse.case.by_rule else (),
        sets_count=len(impasse.ways) if impasse.case.by_rule else 0,
    )


def _opening(impasse: Impasse, concession: Concession, openings: int) -> Opening:
    left = impasse.left(concession.steps, questions=openings)
    open_ways = impasse.open_ways(concession.steps) if impasse.case.by_rule else ()
    return Opening(concession.cost, _softenings(impasse, concession), left.number, left.best, _parties(open_ways))


def _softenings(impasse: Impasse, concession: Concession) -> tuple[Softening, ...]:
    return tuple(impasse.softening(at, made) for at, made in concession.steps.items())


def _parties(ways: Iterable[Way]) -> tuple[tuple[str, ...], ...]:
    """The parties of some ways, by name: no set that contains another of them."""
    sets = [way.parties for way in ways]
    return tuple(each for each in sets if not any(set(other) < set(each) for other in sets))


def _suffices(impasse: Impasse, way: Way, work: Work) -> Suffices:
    """Why the parties of one way have no agreement, and what would open one for them."""
    alone = impasse.by(way)
    found = clashes(alone.demanded, work, most=1).clashes
    opened = concessions(alone.demanded, 1, work).concessions
    cheapest = [each for each in opened if each.cost == opened[0].cost]
    openings = tuple(_softenings(impasse, each) for each in cheapest)
    clash = Clash(impasse.named(found[0])) if found else None
    return Suffices(way.parties, clash, openings, opened[0].cost if opened else None)


def _cheapest(opening: Opening) -> tuple[int, int]:
    """The cheapest first; of those that cost as much, the one that opens most."""
    return opening.price, -opening.number.number


def _nearest_miss(impasse: Impasse) -> Miss:
    closest = impasse.closest()
    assert closest is not None, "a case with coherent agreements has a closest one"
    number = closest.ties.number if closest.ties else Counted(1, False)
    standings = tuple(_standings(impasse, closest))
    consent = _parties(impasse.ways[at] for at in closest.ways) if impasse.case.by_rule else ()
    agreement = impasse.space.agreement(closest.choice)
    return Miss(agreement, standings, closest.complete, number, closest.short, consent)


def _standings(impasse: Impasse, closest: Closest) -> Iterator[Standing]:
    ties = closest.ties
    always, sometimes = impasse.crossed_by(ties) if ties else (impasse.crossed(closest.choice), {})
    for at, threshold in enumerate(impasse.thresholds):
        worth = threshold.worth
        steps = [int(ties.low[at]), int(ties.high[at])] if ties else [worth.steps(closest.choice)]
        short = [worth.points(worth.needed + worth.slack - each) if each < worth.needed else 0.0 for each in steps]
        yield Standing(
            worth.party,
            Band.over(map(worth.points, steps)),
            threshold.points,
            Band.over(short),
            tuple(always[worth.party]),
            tuple(sometimes.get(worth.party, ())),
        )


def _explained(clash: Clash) -> dict[str, Any]:
    """A clash with its size and the conditions that it needs."""
    conditions = None if clash.conditions is None else list(clash.conditions)
    count = None if conditions is None else len(conditions)
    return {
        "demands": clash.names,
        "demands_count": len(clash.demands),
        "conditions": conditions,
        "conditions_count": count,
    }


def _one(number: Band) -> float | None:
    """A number as JSON where it is one; None where ties leave it open."""
    return None if number.one is None else round(number.one, 6)


def _ones(gains: Mapping[str, Band]) -> dict[str, float | None]:
    return {party: _one(gain) for party, gain in gains.items()}


def _tied(outcome: Outcome) -> dict[str, Any]:
    """Agreements that tie: how many, what they settle, what each signer gains from the least to the most."""
    return {
        "agreements_count": outcome.number.number,
        "agreements_exact": outcome.number.complete,
        "options": {issue: list(options) for issue, options in outcome.options.items()},
        "least_gain": None if outcome.least is None else round(outcome.least, 6),
        "gains": {party: gain.json() for party, gain in outcome.gains.items()},
    }
