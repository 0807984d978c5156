"""What follows from orders alone: which agreements are at least as good as no deal, or as another, with no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.allowed import Choices
from comity.agreements.judged import Judged
from comity.agreements.ordinal import at_least, references
from comity.agreements.space import Agreement
from comity.case.model import Case


@dataclass(frozen=True)
class ByOrder:
    """What follows for one signer of whom the case says what no deal is like.

    party: the signer; like: an option by issue; necessarily, possibly: how many of the agreements that break no rule
    are necessarily, and possibly, at least as good for it.
    """

    party: str
    like: dict[str, str]
    necessarily: int
    possibly: int

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {"necessarily": self.necessarily, "possibly": self.possibly}
        return {"party": self.party, "like": dict(self.like), **told}


@dataclass(frozen=True)
class Orders:
    """What follows from orders alone for all signers of whom the case says what no deal is like.

    allowed: how many agreements break no rule; parties: what follows for each; necessarily, possibly: how many are that
    for all of these at once.
    """

    allowed: int
    parties: tuple[ByOrder, ...]
    necessarily: int
    possibly: int

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "allowed": self.allowed,
            "parties": [party.json() for party in self.parties],
            "necessarily": self.necessarily,
            "possibly": self.possibly,
        }


def orders(case: Case, judged: Judged, choices: Choices) -> Orders | None:
    """What follows from orders alone against no deal; None where the case says of no signer what no deal is like."""
    like = references(case)
    if not like:
        return None
    necessarily, possibly = np.ones(len(choices), dtype=bool), np.ones(len(choices), dtype=bool)
    parties = []
    for account in judged.accounts:
        if account.party in like:
            found = at_least(judged, account, choices, like[account.party])
            necessarily &= found.necessarily
            possibly &= found.possibly
            counts = int(found.necessarily.sum()), int(found.possibly.sum())
            parties.append(ByOrder(account.party, like[account.party], *counts))
    return Orders(len(choices), tuple(parties), int(necessarily.sum()), int(possibly.sum()))


@dataclass(frozen=True)
class Compared:
    """Whether one agreement is at least as good for a party as a reference, by its orders alone.

    party: who compares; against: another agreement, or None for no deal; necessarily, possibly: whether it is for all,
    and for some, numbers that have the party's orders.
    """

    party: str
    against: Agreement | None
    necessarily: bool
    possibly: bool

    def json(self) -> dict[str, Any]:
        """The comparison by its names."""
        against = None if self.against is None else dict(self.against.options)
        told = {"necessarily": self.necessarily, "possibly": self.possibly}
        return {"party": self.party, "against": against, **told}


def compared(
    case: Case, judged: Judged, agreement: Agreement, others: Sequence[Agreement] = ()
) -> tuple[Compared, ...]:
    """One agreement against others and, where the case says what that is like, against no deal, for every signer."""
    choice = np.array([judged.space.choice(agreement)], dtype=judged.space.numbers)
    like = references(case)
    found = []
    for account in judged.accounts:
        against = [(other, dict(other.options)) for other in others]
        stated: list[tuple[Agreement | None, dict[str, str]]] = [*against]
        if account.party in like:
            stated.insert(0, (None, like[account.party]))
        for other, reference in stated:
            than = at_least(judged, account, choice, reference)
            found.append(Compared(account.party, other, bool(than.necessarily[0]), bool(than.possibly[0])))
    return tuple(found)
