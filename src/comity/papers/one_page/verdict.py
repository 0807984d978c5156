"""The first line of the page: whether an agreement is possible, with how much room, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from comity.case.model import Case
from comity.finding import Finding
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.deadlock.answer import Answer
from comity.questions.deadlock.closed import Deadlock, Incoherent
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import NamedDemand
from comity.questions.sureness import Sureness, sureness

Kind = Literal["room", "just", "possible", "little", "refused", "clash", "incoherent", "undecided", "nobody"]
"""What the headline says: an agreement is possible with room; only just; possible, without a word on room; none, though
little is missing; none, since some signer always does better without; none, since red lines exclude each other; none
that is coherent; not known; nobody signs."""


@dataclass(frozen=True)
class Verdict:
    """Whether an agreement is possible.

    kind: what the headline says; least, most: how many agreements are possible with every judgement in the middle of
    its range, one number where they could be counted; at_low, at_high: how many with every no-deal value at the low,
    and at the high, end of its range, None where that was not counted or no value has a range; signers: who must
    agree; sure: in what share of the readings of the ranges one is possible, None where that cannot be said; clash: the
    smallest set of demands that excludes every agreement, of red lines alone where these exclude all, empty where there
    is none; clashes: how many such sets were found; all_clashes: whether these are all; smallest: whether none of them
    is smaller; signed, ratified: where a rule decides and none is possible, how many would be signed all the same, and
    how many of these ratified; signed is None where that was not counted.
    """

    kind: Kind
    least: int
    most: int
    at_low: int | None
    at_high: int | None
    signers: tuple[str, ...]
    sure: Sureness | None
    clash: tuple[NamedDemand, ...] = ()
    clashes: int = 0
    all_clashes: bool = True
    smallest: bool = True
    signed: int | None = None
    ratified: int = 0

    @property
    def possible(self) -> bool:
        """Whether some agreement is possible for certain."""
        return self.least > 0

    @property
    def none(self) -> bool:
        """Whether none is possible for certain."""
        return self.most == 0

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "kind": self.kind,
            "least": self.least,
            "most": self.most,
            "at_low": self.at_low,
            "at_high": self.at_high,
            "signers": list(self.signers),
            "sureness": self.sure and self.sure.json(),
            "clash": [demand.name for demand in self.clash],
            "clashes": self.clashes,
            "all_clashes": self.all_clashes,
            "smallest": self.smallest,
            "signed": self.signed or 0,
            "ratified": self.ratified,
        }


def verdict(case: Case, possible: Finding[Funnel | Bounds], blocked: Finding[Answer] | None) -> Verdict:
    """Whether an agreement is possible.

    possible: the answer to `agreement`; blocked: that to `deadlock`, where it was asked because none was counted; it
    decides whether there is one where they are too many to be counted.
    """
    result = possible.result
    signers, sure = case.signers(), sureness(case)
    if isinstance(result, Bounds):
        least, most, at_low, at_high = result.zopa.low, result.zopa.high, None, None
    else:
        least = most = result.possible
        ranged = _no_deal_ranged(case) and not result.asked_later
        at_low, at_high = (result.zopa_low, result.zopa_high) if ranged else (None, None)
    deadlock = blocked.result if blocked is not None else None
    if least < most and isinstance(deadlock, Closeness):
        least = max(least, 1)
    if isinstance(deadlock, Deadlock | Incoherent):
        least = most = 0
    clash: tuple[NamedDemand, ...] = ()
    clashes, complete, smallest = 0, True, True
    if isinstance(deadlock, Deadlock):
        clash, clashes, complete = _smallest(deadlock), len(deadlock.clashes), deadlock.complete
        smallest = all(len(clash) <= len(other.demands) for other in deadlock.clashes)
    kind = _kind(signers, least, most, at_low, at_high, deadlock)
    found = Verdict(kind, least, most, at_low, at_high, signers, sure, clash, clashes, complete, smallest)
    if isinstance(result, Funnel) and not result.possible and case.by_rule:
        return replace(found, signed=result.zopa, ratified=result.zopa if result.ratified is None else result.ratified)
    return found


def _kind(
    signers: tuple[str, ...], least: int, most: int, at_low: int | None, at_high: int | None, deadlock: Answer | None
) -> Kind:
    if not signers:
        return "nobody"
    if least:
        return "possible" if at_high is None else "room" if at_high else "just"
    if most:
        return "undecided"
    if isinstance(deadlock, Incoherent):
        return "incoherent"
    if isinstance(deadlock, Deadlock) and deadlock.ruled_out:
        return "clash"
    return "little" if at_low else "refused"


def _smallest(deadlock: Deadlock) -> tuple[NamedDemand, ...]:
    """The smallest clash; where red lines alone clash, the smallest of these."""
    lines = [clash for clash in deadlock.clashes if all(demand.points is None for demand in clash.demands)]
    clash = next(iter([*lines, *deadlock.clashes]), None)
    return clash.demands if clash else ()


def _no_deal_ranged(case: Case) -> bool:
    stated = (case.interest_of(party).no_deal for party in case.signers())
    return any(value is not None and value.is_range for value in stated)
