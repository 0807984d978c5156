"""Red lines without which, softened, or read otherwise: how many agreements are then possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import TooMany, allowed, unbroken
from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.judged import Judged
from comity.agreements.nearest import Counted, count
from comity.agreements.ruling import at_choices
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
    """What hangs on one red line of somebody whose yes counts.

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
    """What hangs on each red line of who signs, or is asked beside these, what decides most first."""
    possible = _by_rule(case) if case.by_rule else _unanimously(case)
    voices = dict.fromkeys((*case.signers(), *case.voices()))
    lines = {name: line for party in voices for name, line in case.red_lines_of(party).items()}
    stands = possible(lines)
    found = []
    for name, line in lines.items():
        dropped = possible({other: each for other, each in lines.items() if other != name})

        def variant(never: dict[str, tuple[str, ...]], unless: dict[str, tuple[str, ...]]) -> Variant:
            read = line.model_copy(update={"never": never, "unless": unless})  # noqa: B023
            return Variant(never, unless, possible({**lines, name: read}))  # noqa: B023

        softened = tuple(variant(never, line.unless) for never in _softer(case, line))
        readings = tuple(variant(reading.never, reading.unless) for reading in line.or_reads)
        found.append(LineInDoubt(name, line.party, stands, dropped, softened, readings))
    return tuple(sorted(found, key=lambda each: (-_most(each), each.name)))


def _unanimously(case: Case) -> Callable[[dict[str, RedLine]], Counted]:
    """How many agreements every signer accepts, by the red lines that stand."""
    payoff = Payoff.of(case)
    worths = [payoff.worths[party] for party in case.signers()]
    conditions = [rule.breaks for rule in condition_rules(case, payoff.space)]

    def possible(lines: dict[str, RedLine]) -> Counted:
        rules = [*conditions, *(crosses(payoff.space, line) for line in lines.values())]
        sums, needed = [worth.factors for worth in worths], [worth.needed for worth in worths]
        return count(payoff.space, [rule for rule in rules if rule.values.any()], sums, needed, WORK)

    return possible


def _by_rule(case: Case) -> Callable[[dict[str, RedLine]], Counted]:
    """How many agreements pass by the rule of the case, by the red lines that stand.

    None that some of them rule out is looked at where there are too many others to be listed: then at least as many.
    """
    judged = Judged.of(case)
    rules = [rule.breaks for rule in condition_rules(case, judged.space)]
    try:
        choices, complete = unbroken(judged.space, rules), True
    except TooMany:
        choices, complete = allowed(case, judged.space), False
    accepted = [balance.middle >= 0 for balance in judged.balances(choices)]
    ruling = replace(judged.deciding, lines={}).over(judged.parties, choices)
    heard = {name: {name, *case.groups_of(name)} for name in case.voices()}
    crossed: dict[str, NDArray[np.bool_]] = {}

    def possible(lines: dict[str, RedLine]) -> Counted:
        free = {name: np.ones(len(choices), dtype=bool) for name in heard}
        for name, line in lines.items():
            key = f"{name} {line.never} {line.unless}"
            if key not in crossed:
                crossed[key] = at_choices(crosses(judged.space, line), choices)
            for voice, groups in heard.items():
                if line.party in groups:
                    free[voice] = free[voice] & ~crossed[key]
        return Counted(int(replace(ruling, free=free).passes(accepted).sum()), complete)

    return possible


def _softer(case: Case, line: RedLine) -> list[dict[str, tuple[str, ...]]]:
    """What it would refuse with one option fewer; of an amount one step next to those that it accepts."""
    softer = []
    for issue, options in line.never.items():
        steps = case.issues[issue].steps
        for option in options if steps is None else steps.by_ends(options):
            left = tuple(each for each in options if each != option)
            if left:
                softer.append({**line.never, issue: left if steps is None else steps.some(left)})
    return softer


def _most(line: LineInDoubt) -> int:
    """By how much it may change the number of agreements."""
    counts = [line.dropped, *(variant.agreements for variant in (*line.softened, *line.readings))]
    return max(abs(counted.number - line.stands.number) for counted in counts)
