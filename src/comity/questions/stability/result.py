"""Which agreements nobody would move away from: the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.agreements.space import Agreement
from comity.finding import Result
from comity.questions.agreement.funnel import Stage
from comity.questions.stability.concepts import Concept


@dataclass(frozen=True)
class Move:
    """What one party does: it changes what it decides alone (issue to option), or leaves, which ends the agreement."""

    party: str
    changes: Mapping[str, str]
    leaves: bool = False

    def json(self) -> dict[str, Any]:
        """The move by its parts."""
        return {"party": self.party, **({"leaves": True} if self.leaves else {"changes": dict(self.changes)})}


@dataclass(frozen=True)
class Departure:
    """A move by which a party would gain, and what answers it.

    gain: in points of its own scale, None where it is no number (from or to beyond an own red line); answers: what
    others would then do, one after the other, each to its own advantage, so that it has gained nothing in the end; None
    where nothing does that, so that it would move.
    """

    move: Move
    gain: float | None
    answers: tuple[Move, ...] | None

    def json(self) -> dict[str, Any]:
        """The departure by its parts."""
        answers = None if self.answers is None else [answer.json() for answer in self.answers]
        return {**self.move.json(), "gain": self.gain, "answers": answers}


@dataclass(frozen=True)
class Stays:
    """Whether one agreement would be undone.

    solutions: the bargaining solutions that pick it, by their short names; unstable: by concept, who would move away
    from it; departures: every move by which somebody would gain; stable_instead: the agreement at which all of the
    best moves that nothing answers end, None where it is stable itself, and where these end in no deal, nowhere or in
    several; tied: how many agreements are worth the same to every signer, of which this is the first.
    """

    agreement: Agreement
    solutions: tuple[str, ...]
    unstable: Mapping[Concept, tuple[str, ...]]
    departures: tuple[Departure, ...]
    stable_instead: Agreement | None
    tied: int = 1

    def json(self) -> dict[str, Any]:
        """The agreement with what would be done."""
        instead = self.stable_instead
        return {
            "agreement": dict(self.agreement.options),
            "tied": self.tied,
            "solutions": list(self.solutions),
            "unstable": {concept: list(parties) for concept, parties in self.unstable.items()},
            "departures": [departure.json() for departure in self.departures],
            "stable_instead": None if instead is None else dict(instead.options),
        }


@dataclass(frozen=True)
class Tally:
    """How many of some agreements are stable for everybody, by concept; agreements: how many there are."""

    agreements: int
    stable: Mapping[Concept, int]

    def json(self) -> dict[str, int]:
        """The numbers by their names."""
        return {"agreements": self.agreements, **{str(concept): number for concept, number in self.stable.items()}}


@dataclass(frozen=True)
class Change:
    """What a party would change first in so many agreements: one issue from an option to another, or leave.

    issue, now, then: short names, empty where it would leave. Where several changes are as good to it, each counts.
    rating: how it rates what it would change, in the middle of the range, None where the issue does not count for it;
    stays_from: from which rating on it would stay instead, all else as judged: the least and the most that any of these
    agreements asks for; None where no rating would do for some of them.
    """

    party: str
    issue: str
    now: str
    then: str
    agreements: int
    rating: float | None = None
    stays_from: tuple[float, float] | None = None

    def json(self) -> dict[str, Any]:
        """The change by its parts."""
        return {**vars(self), "stays_from": None if self.stays_from is None else list(self.stays_from)}


@dataclass(frozen=True)
class Margin:
    """The least move of one rating, all else as judged, after which an agreement that holds would be undone.

    party, issue, option: whose rating, and of what; rating: in the middle of its range; until: where it may move to;
    at_once: whether the agreement is undone with that rating, and not only beyond it; undone_by: who would then move.
    """

    party: str
    issue: str
    option: str
    rating: float
    until: float
    at_once: bool
    undone_by: tuple[str, ...]

    @property
    def moved(self) -> float:
        """By how many points of its scale the rating may move."""
        return abs(self.until - self.rating)

    def json(self) -> dict[str, Any]:
        """The rating and how far it may move."""
        return {**vars(self), "undone_by": list(self.undone_by), "moved": self.moved}


@dataclass(frozen=True)
class Holds:
    """An efficient agreement that nobody would move away from (SEQ).

    unanswered: whether it would hold if nobody answered, too (Nash); share: of the readings of the ranges, 0 to 1, in
    which nobody would move away from it, None where no number has a range or it was not looked at; margins: the least
    move of one rating after which it would be undone, several where they tie; none where none would do or it was not
    looked at.
    """

    agreement: Agreement
    unanswered: bool
    share: float | None
    margins: tuple[Margin, ...] = ()

    def json(self) -> dict[str, Any]:
        """The agreement with how surely it holds."""
        return {
            "agreement": dict(self.agreement.options),
            "unanswered": self.unanswered,
            "share": self.share,
            "margins": [margin.json() for margin in self.margins],
        }


@dataclass(frozen=True)
class Breaches:
    """What would be done to the efficient agreements if no issue were bound by them.

    undone: how many somebody would then move away from (SEQ); changes: what would be changed first in the first
    `looked_at` of these, on bound issues alone: each would be a breach.
    """

    undone: int
    looked_at: int
    changes: tuple[Change, ...]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        changes = [change.json() for change in self.changes]
        return {"undone": self.undone, "looked_at": self.looked_at, "changes": changes}


@dataclass(frozen=True)
class Core:
    """How many efficient agreements no parties whose yes suffices would replace by one that each of them likes better.

    holding: how many of these nobody would move away from alone, either (SEQ).
    """

    agreements: int
    holding: int

    def json(self) -> dict[str, int]:
        """The numbers by their names."""
        return dict(vars(self))


def _removed(stage: Stage) -> dict[str, Any]:
    """What a stage removes, where another stands before it."""
    return {} if stage.removed is None else {"removed": stage.removed, "share": stage.share}


@dataclass(frozen=True, repr=False)
class Stability(Result):
    """Which agreements nobody would move away from (Fang, Hipel and Kilgour 1993), in the middle of every range.

    signers: who signs; decided: by issue, who decides it alone and may change it; binding: by issue, who decides it
    alone and is bound by the agreement; states: of the slices of the efficient agreements, no deal once; efficient,
    zopa: how many are stable, of the efficient agreements and of all that are possible (None where they cannot be
    listed; efficient None where it cannot be said); by_option: the same by issue and option of the issues that one
    party decides alone; equilibria: by concept the efficient agreements that are stable for everybody, the first
    ones; holding: those by SEQ, the most robust first; draws: in how many readings of the ranges these were looked
    at; shown: how many of them a reader is shown at most; changes: what would be changed first in efficient
    agreements that are not stable (SEQ), of the first `looked_at` of these; picks: those that bargaining solutions
    pick; core: how many would not be replaced by those whose yes suffices, None where all who sign must say yes and
    where it was not worked out; breaches: what would be done if nothing were bound, None where nothing is; witness: the
    one asked for; exact: whether all efficient agreements are known.
    """

    signers: tuple[str, ...]
    decided: Mapping[str, str]
    states: int = 0
    efficient: Tally | None = None
    zopa: Tally | None = None
    by_option: Mapping[tuple[str, str], tuple[Tally, Tally | None]] | None = None
    equilibria: Mapping[Concept, tuple[Agreement, ...]] | None = None
    holding: tuple[Holds, ...] = ()
    draws: int = 0
    shown: int = 0
    changes: tuple[Change, ...] = ()
    looked_at: int = 0
    binding: Mapping[str, str] = field(default_factory=dict)
    breaches: Breaches | None = None
    core: Core | None = None
    picks: tuple[Stays, ...] = ()
    witness: Stays | None = None
    exact: bool = True

    @property
    def not_shown(self) -> int:
        """How many of the agreements that hold a reader is not shown."""
        return 0 if self.efficient is None else max(0, self.efficient.stable["SEQ"] - self.shown)

    @property
    def undone(self) -> int:
        """How many efficient agreements somebody would move away from."""
        return 0 if self.efficient is None else self.efficient.agreements - self.efficient.stable["SEQ"]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The last stages of the funnel; none where they are not known."""
        if self.efficient is None:
            return ()
        of, left = self.efficient.agreements, self.efficient.stable["SEQ"]
        return Stage("efficient", of, None, None), Stage("stable", left, of - left, left / of if of else None)

    def json(self) -> dict[str, Any]:
        """The numbers for other programs."""
        by_option = [
            {
                "issue": issue,
                "option": option,
                "efficient": efficient.json(),
                "zopa": None if zopa is None else zopa.json(),
            }
            for (issue, option), (efficient, zopa) in (self.by_option or {}).items()
        ]
        return {
            "signers": list(self.signers),
            "decided": dict(self.decided),
            "binding": dict(self.binding),
            "breaches": None if self.breaches is None else self.breaches.json(),
            "core": None if self.core is None else self.core.json(),
            "states": self.states,
            "stages": [{"name": each.name, "count": each.count, **_removed(each)} for each in self.stages],
            "undone": self.undone,
            "efficient": None if self.efficient is None else self.efficient.json(),
            "zopa": None if self.zopa is None else self.zopa.json(),
            "by_option": by_option,
            "equilibria": {
                concept: [dict(each.options) for each in agreements]
                for concept, agreements in (self.equilibria or {}).items()
            },
            "holding": [{"number": number, **each.json()} for number, each in enumerate(self.holding, 1)],
            "holding_not_shown": self.not_shown,
            "draws": self.draws,
            "looked_at": self.looked_at,
            "changes": [change.json() for change in self.changes],
            "picks": [pick.json() for pick in self.picks],
            "witness": None if self.witness is None else self.witness.json(),
        }
