"""Red lines without which, softened, or read otherwise: how many agreements are then possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.nearest import Counted, count
from comity.agreements.space import Factor
from comity.agreements.worth import Payoff
from comity.case.model import Case, RedLine

WORK = 1 << 19
"""How many partial agreements are looked at for one count, at most."""


@dataclass(frozen=True)
class Variant:
    """What a red line may come to instead, and how many agreements are then possible.

    never: options by issue that it then refuses; unless: what lifts it; agreements: how many are possible, at least as
    many where not complete.
    """

    never: dict[str, tuple[str, ...]]
    unless: dict[str, tuple[str, ...]]
    agreements: Counted

    def json(self) -> dict[str, Any]:
        """The variant by its names."""
        return {
            "never": {issue: list(options) for issue, options in self.never.items()},
            "unless": {issue: list(options) for issue, options in self.unless.items()},
            "agreements": self.agreements.number,
            "complete": self.agreements.complete,
        }


@dataclass(frozen=True)
class LineInDoubt:
    """What hangs on one red line of a signer.

    name, party: of the red line; stands: how many agreements are possible with it; dropped: without it; softened: with
    one option fewer refused, for each that it refuses beside others; readings: with each of its other readings.
    """

    name: str
    party: str
    stands: Counted
    dropped: Counted
    softened: tuple[Variant, ...]
    readings: tuple[Variant, ...]

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "red_line": self.name,
            "party": self.party,
            "stands": self.stands.number,
            "dropped": self.dropped.number,
            "complete": self.stands.complete and self.dropped.complete,
            "softened": [variant.json() for variant in self.softened],
            "readings": [variant.json() for variant in self.readings],
        }


def red_lines(case: Case) -> tuple[LineInDoubt, ...]:
    """What hangs on each red line of a signer, what decides most first."""
    payoff = Payoff.of(case)
    worths = [payoff.worths[party] for party in case.signers()]
    conditions = [rule.breaks for rule in condition_rules(case, payoff.space)]
    lines = {name: line for party in case.signers() for name, line in case.red_lines_of(party).items()}
    crossed = {name: crosses(payoff.space, line) for name, line in lines.items()}

    def possible(rules: Sequence[Factor]) -> Counted:
        sums, needed = [worth.factors for worth in worths], [worth.needed for worth in worths]
        return count(payoff.space, [rule for rule in rules if rule.values.any()], sums, needed, WORK)

    stands = possible([*conditions, *crossed.values()])
    found = []
    for name, line in lines.items():
        others = [*conditions, *(rule for other, rule in crossed.items() if other != name)]

        def variant(never: dict[str, tuple[str, ...]], unless: dict[str, tuple[str, ...]]) -> Variant:
            read = line.model_copy(update={"never": never, "unless": unless})  # noqa: B023
            return Variant(never, unless, possible([*others, crosses(payoff.space, read)]))  # noqa: B023

        softened = tuple(variant(never, line.unless) for never in _softer(line))
        readings = tuple(variant(reading.never, reading.unless) for reading in line.or_reads)
        found.append(LineInDoubt(name, line.party, stands, possible(others), softened, readings))
    return tuple(sorted(found, key=lambda each: (-_most(each), each.name)))


def _softer(line: RedLine) -> list[dict[str, tuple[str, ...]]]:
    """What it would refuse with one option fewer."""
    return [
        {**line.never, issue: tuple(each for each in options if each != option)}
        for issue, options in line.never.items()
        if len(options) > 1
        for option in options
    ]


def _most(line: LineInDoubt) -> int:
    """By how much it may change the number of agreements."""
    counts = [line.dropped, *(variant.agreements for variant in (*line.softened, *line.readings))]
    return max(abs(counted.number - line.stands.number) for counted in counts)
