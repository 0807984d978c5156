"""Where terms on the table stand in the funnel: how many agreements of theirs each stage leaves, what removes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.breakdown import Span


@dataclass(frozen=True)
class Removed:
    """What one rule, red line or party removes at a stage.

    kind: condition, red_line, no_deal, body, ratification or spoiler; name: of the condition or red line, else of the
    party; party: whose it is, empty for a condition; removes, removes_alone, would_open: as in
    `comity.questions.agreement.funnel.Removal`.
    """

    kind: str
    name: str
    party: str
    removes: int
    removes_alone: int
    would_open: int

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "kind": self.kind,
            "name": self.name,
            "party": self.party,
            "removes": self.removes,
            "removes_alone": self.removes_alone,
            "would_open": self.would_open,
        }


@dataclass(frozen=True)
class Left:
    """How many agreements of some terms one stage leaves: between low and high, equal where they were counted."""

    stage: str
    low: int
    high: int


@dataclass(frozen=True)
class Gain:
    """What terms gain a party over no deal, in points of its own scale.

    signs: whether its consent is needed; gain: in the middle of every range, from the least to the most where they
    leave issues open; ranged: over the judged ranges, None where issues are open.
    """

    party: str
    signs: bool
    gain: Span
    ranged: Span | None


@dataclass(frozen=True)
class Stands:
    """Where one proposal stands.

    proposal: its short name; terms: by issue; open: the issues that it leaves open; stages: how many of the agreements
    that hold its terms each stage of the funnel leaves (one of one, for a whole text); stops_at: the first stage that
    leaves none, None where some are left or that is not certain; removed: what removes them there, most first, empty
    where there are too many agreements to look at each; gains: of everyone whose no-deal value is stated; agreed:
    whether the case names it as the outcome.
    """

    proposal: str
    terms: Mapping[str, str]
    open: tuple[str, ...]
    stages: tuple[Left, ...]
    stops_at: str | None
    removed: tuple[Removed, ...]
    gains: tuple[Gain, ...]
    agreed: bool

    @property
    def possible(self) -> Left:
        """How many of its agreements are possible in the end."""
        return self.stages[-1]

    def json(self) -> dict[str, Any]:
        """Where it stands, for other programs."""
        return {
            "proposal": self.proposal,
            "terms": dict(self.terms),
            "open": list(self.open),
            "open_count": len(self.open),
            "stages": [{"name": left.stage, "low": left.low, "high": left.high} for left in self.stages],
            "stops_at": self.stops_at,
            "removed_by": [removed.json() for removed in self.removed],
            "gains": [
                {
                    "party": each.party,
                    "signs": each.signs,
                    "gain": each.gain.json(),
                    "gain_over_ranges": None if each.ranged is None else each.ranged.json(),
                }
                for each in self.gains
            ],
            "agreed": self.agreed,
        }
