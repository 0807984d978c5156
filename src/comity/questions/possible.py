"""How many agreements of a case are possible, and which: what is compared before and after something is supposed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from comity.agreements.allowed import Choices, TooMany
from comity.agreements.exclusions import condition_rules, red_line_rules
from comity.agreements.nearest import Counted, count, listing
from comity.agreements.passing import passing
from comity.agreements.space import Factor, Space
from comity.agreements.worth import Payoff, Worth
from comity.case.model import Case

COUNTED = 1 << 20
"""How many partial agreements are looked at to count those that are possible, at most."""


def possible(case: Case) -> Counted | None:
    """How many agreements are coherent, cross no red line and are worth at least no deal to every signer.

    Where a rule of consent, bodies at home or needs decide, how many pass by these. None where a signer has no no-deal
    value, or they cannot be counted.
    """
    if case.by_rule:
        choices = possible_choices(case)
        return None if choices is None else Counted(len(choices), True)
    asked = _Asked.of(case)
    return None if asked is None else count(asked.space, asked.rules, asked.sums, asked.needed, COUNTED)


def possible_choices(case: Case) -> Choices | None:
    """The same agreements, a row an agreement, in no order; None where they cannot be listed."""
    if case.by_rule:
        with suppress(TooMany):
            return passing(case, Payoff.of(case))
        return None
    asked = _Asked.of(case)
    return None if asked is None else listing(asked.space, asked.rules, asked.sums, asked.needed, COUNTED)


@dataclass(frozen=True)
class _Asked:
    """What is asked of an agreement: rules that it must not break, and what it must be worth to each signer."""

    space: Space
    rules: Sequence[Factor]
    signers: Sequence[Worth]

    @classmethod
    def of(cls, case: Case) -> _Asked | None:
        """Of a case in which every signer must agree; None where a signer has no no-deal value."""
        payoff = Payoff.of(case)
        signers = [payoff.worths.get(party) for party in case.signers()]
        known = [worth for worth in signers if worth is not None and worth.no_deal is not None]
        if len(known) < len(signers):
            return None
        rules = [rule.breaks for rule in (*condition_rules(case, payoff.space), *red_line_rules(case, payoff.space))]
        return cls(payoff.space, [rule for rule in rules if rule.values.any()], known)

    @property
    def sums(self) -> list[Sequence[Factor]]:
        """The factors of what an agreement is worth to each signer."""
        return [worth.factors for worth in self.signers]

    @property
    def needed(self) -> list[int]:
        """What it must be worth to each, in steps."""
        return [worth.needed for worth in self.signers]
