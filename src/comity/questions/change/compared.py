"""What `compare` finds: what two files judge differently, and what each difference does to the possible agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.agreements.attribution import Credit
from comity.finding import Result
from comity.questions.change.difference import Difference
from comity.questions.change.result import Moment


@dataclass(frozen=True)
class Credited:
    """A difference, or all of one party's, with what it does to the number of possible agreements."""

    what: str
    credit: Credit

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        share = None if self.credit.share is None else float(self.credit.share)
        return {"what": self.what, "alone": self.credit.alone, "last": self.credit.last, "share": share}


@dataclass(frozen=True, repr=False)
class Compared(Result):
    """What two files of one negotiation judge differently, and what that changes.

    names: what the two are called; old, new: each as of its own day; differences: those that may change a count;
    credits: of each, what it does; groups: the same by whose judgements they are, where the differences are too many
    for shares of their own; grounds: the differences of grounds alone; elsewhere: the sections that differ beside the
    judgements; came, went: how many agreements are possible only by the new one, and only by the old one, None where
    they could not be listed; gained, lost: by issue, the options that some possible agreement has only so; uncounted:
    what differs of who can move whom and of the course of talks, on which no count rests.
    Source: Shapley (1953).
    """

    names: tuple[str, str]
    old: Moment
    new: Moment
    differences: tuple[Difference, ...]
    credits: tuple[Credit, ...]
    groups: tuple[Credited, ...]
    grounds: tuple[Difference, ...]
    elsewhere: tuple[str, ...]
    came: int | None
    went: int | None
    gained: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]
    uncounted: tuple[Difference, ...] = ()

    @property
    def difference(self) -> int:
        """By how many agreements more are possible by the new file."""
        return self.new.agreements - self.old.agreements

    @property
    def idle(self) -> int:
        """How many of the differences change no count, alone or after all the others."""
        return sum(not (credit.alone or credit.last or credit.share) for credit in self.credits)

    @property
    def same_verdict(self) -> bool:
        """Whether both files have an agreement, or neither has."""
        return bool(self.old.agreements) == bool(self.new.agreements)

    @property
    def same_options(self) -> bool:
        """Whether the possible agreements have the same options by both."""
        return not self.gained and not self.lost and self.came is not None

    @property
    def same_picks(self) -> tuple[str, ...]:
        """The bargaining solutions that pick the same by both."""
        both = [name for name in self.old.picks if name in self.new.picks]
        return tuple(
            name
            for name in both
            if (self.old.picks[name].options, self.old.picks[name].count)
            == (self.new.picks[name].options, self.new.picks[name].count)
        )

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "names": list(self.names),
            "old": dict(self.old.stages),
            "new": dict(self.new.stages),
            "agreements": {"old": self.old.agreements, "new": self.new.agreements, "difference": self.difference},
            "margin": {"old": self.old.margin, "new": self.new.margin},
            "came": self.came,
            "went": self.went,
            "options_gained": [f"{issue}={option}" for issue, names in self.gained.items() for option in names],
            "options_lost": [f"{issue}={option}" for issue, names in self.lost.items() for option in names],
            "differences": [
                {**Credited(each.what, credit).json(), **each.json()}
                for each, credit in zip(self.differences, self.credits, strict=True)
            ],
            "differences_count": len(self.differences),
            "differences_idle": self.idle,
            "groups": [group.json() for group in self.groups],
            "grounds": [{"what": each.what, "path": list(each.path)} for each in self.grounds],
            "grounds_count": len(self.grounds),
            "elsewhere": list(self.elsewhere),
            "uncounted": [each.json() for each in self.uncounted],
            "uncounted_count": len(self.uncounted),
            "same": {
                "verdict": self.same_verdict,
                "count": not self.difference,
                "options": self.same_options,
                "picks": list(self.same_picks),
            },
            "picks": {
                name: {"old": picks[0] and picks[0].json(), "new": picks[1] and picks[1].json()}
                for name in dict.fromkeys([*self.old.picks, *self.new.picks])
                if (picks := (self.old.picks.get(name), self.new.picks.get(name)))
            },
        }
