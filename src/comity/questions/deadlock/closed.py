"""Where there is no agreement: the clashes, what would open one, who blocks alone, and the nearest miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from comity.agreements.nearest import Counted
from comity.agreements.space import Agreement, Choice
from comity.questions.deadlock.clashes import Clashes, dual
from comity.questions.deadlock.concessions import Concession, Concessions
from comity.questions.deadlock.demands import NamedDemand, Prices, Softening
from comity.questions.deadlock.impasse import Impasse, Outcome

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

    demands: in the order of the case; conditions: the names of those that the clash needs, a minimal choice of them;
    None where they were not looked for (`Deadlock.explained`), or not found within the work allowed.
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
    agreements it leaves; best: those of them in which the signer that gains least gains most, the best first (one or
    two; none where the search was cut off).
    """

    price: int
    softenings: tuple[Softening, ...]
    number: Counted
    best: tuple[Outcome, ...]

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "cost": self.price,
            "steps": [step for softening in self.softenings for step in softening.json()],
            "opens": self.number.number,
            "opens_exact": self.number.complete,
            "agreements": [dict(outcome.agreement.options) for outcome in self.best],
            "gains": [_rounded(outcome.gains) for outcome in self.best],
        }


@dataclass(frozen=True)
class Blocker:
    """A signer without whose own demands there would be an agreement.

    number: how many agreements there would be; best: that of them in which the worst-off of the others gains most.
    """

    party: str
    number: Counted
    best: Outcome

    @property
    def own_gain(self) -> float:
        """What the blocker would gain from the best one, in points (lose, below 0)."""
        return self.best.gains[self.party]

    @property
    def least_of_others(self) -> float | None:
        """What the worst-off of the others would gain from it, in points; None where nobody else signs."""
        return min((gain for party, gain in self.best.gains.items() if party != self.party), default=None)

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "party": self.party,
            "opens": self.number.number,
            "opens_exact": self.number.complete,
            "agreement": dict(self.best.agreement.options),
            "gains": _rounded(self.best.gains),
        }


@dataclass(frozen=True)
class Standing:
    """What one signer makes of an agreement: its worth and that of no deal in points, how many points it is short of no
    deal (0 where it is not), and the names of the red lines that bind the signer and that the agreement crosses."""

    party: str
    worth: float
    no_deal: float
    short: float
    red_lines: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        points = {name: round(getattr(self, name), 6) for name in ("worth", "no_deal", "short")}
        return {"party": self.party, **points, "red_lines": list(self.red_lines)}


@dataclass(frozen=True)
class Miss:
    """The nearest miss: the agreement that crosses the cheapest red lines, and then is short by the fewest points.

    signers: what each makes of it; certain: whether it is sure that none comes nearer.
    """

    agreement: Agreement
    signers: tuple[Standing, ...]
    certain: bool

    def json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "agreement": dict(self.agreement.options),
            "parties": [standing.json() for standing in self.signers],
            "short": round(sum(standing.short for standing in self.signers), 6),
            "certain": self.certain,
        }


@dataclass(frozen=True)
class Deadlock:
    """Why there is no agreement, and what would open one.

    demands: every demand of the signers; clashes, ways_out: minimal sets of demands that exclude every coherent
    agreement, and minimal sets without which one is left (names), each smallest first; complete: whether both lists
    are; explained: of how many clashes, the first ones, the conditions were looked for; openings: the cheapest, at most
    `OPENINGS`; openings_complete: whether there are no others; blockers: the signers that block alone; nearest: the
    nearest miss; prices: what a step of a concession costs.
    Source: clashes are minimal unsatisfiable subsets, ways out minimal correction subsets (Reiter 1987).

    >>> import comity
    >>> from comity.catalog import case_file
    >>> siting = comity.read_case(case_file("abdelnabi-2024"))
    >>> result = comity.deadlock(siting, suppose=["cities: compensation=none|150|300"]).result
    >>> [len(clash.demands) for clash in result.clashes], result.complete
    ([5], True)
    >>> [(opening.price, opening.number.number) for opening in result.openings[:2]]
    [(1, 1), (1, 2)]
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

    exact: ClassVar[bool] = True

    def blocker(self, party: str) -> Blocker | None:
        """A signer as a blocker; None where it does not block alone."""
        return next((blocker for blocker in self.blockers if blocker.party == party), None)

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
        }


@dataclass(frozen=True)
class Incoherent:
    """No agreement is coherent, whatever is demanded; conditions: the names of those that exclude one another, a
    minimal choice of them."""

    conditions: tuple[str, ...]

    exact: ClassVar[bool] = True

    def json(self) -> dict[str, Any]:
        """The result for other programs: the one clash is of no demand at all."""
        found = {"conditions": list(self.conditions), "conditions_count": len(self.conditions)}
        return {**NOTHING, "clashes": [[]], "clashes_count": 1, **found}


@dataclass(frozen=True)
class Undecided:
    """Whether there is an agreement could not be decided within the work allowed."""

    exact: ClassVar[bool] = False

    def json(self) -> dict[str, Any]:
        """The result for other programs: lists that are empty, and not complete."""
        return {**NOTHING, "complete": False, "concessions_complete": False}


def closed(impasse: Impasse, found: Clashes, opened: Concessions, show: int) -> Deadlock:
    """Why nothing is left of a case that has coherent agreements.

    found, opened: its clashes and its cheapest concessions, as far as they were found; show: of how many clashes to
    look for the conditions that they need (of one at least).
    """
    if not found.clashes and (any_clash := impasse.some_clash()):
        found = replace(found, clashes=(any_clash,))
    if found.complete and not dual(found.clashes, found.ways_out):
        raise AssertionError("the clashes and the ways out do not determine each other")
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
        openings=tuple(_opening(impasse, concession) for concession in opened.concessions),
        openings_complete=opened.complete,
        blockers=tuple(
            Blocker(party, left.number, impasse.outcome(left.best[0])) for party, left in impasse.blocking().items()
        ),
        nearest=_nearest_miss(impasse),
        prices=impasse.prices,
    )


def _opening(impasse: Impasse, concession: Concession) -> Opening:
    left = impasse.left(concession.steps)
    softenings = tuple(impasse.softening(at, made) for at, made in concession.steps.items())
    return Opening(concession.cost, softenings, left.number, tuple(map(impasse.outcome, left.best)))


def _nearest_miss(impasse: Impasse) -> Miss:
    closest = impasse.closest()
    assert closest is not None, "a case with coherent agreements has a closest one"
    standings = _standings(impasse, closest.choice)
    return Miss(impasse.space.agreement(closest.choice), standings, closest.complete)


def _standings(impasse: Impasse, choice: Choice) -> tuple[Standing, ...]:
    crossed, standings = impasse.crossed(choice), []
    for threshold in impasse.thresholds:
        worth = threshold.worth
        steps = worth.steps(choice)
        short = worth.points(worth.needed + worth.slack - steps) if steps < worth.needed else 0.0
        standings.append(
            Standing(worth.party, worth.points(steps), threshold.points, short, tuple(crossed[worth.party]))
        )
    return tuple(standings)


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


def _rounded(gains: Mapping[str, float]) -> dict[str, float]:
    return {party: round(gain, 6) for party, gain in gains.items()}
