"""What stands in the way: the signer that is hardest to satisfy, the red line that costs most, and strict readings."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from comity.agreements.allowed import TooMany
from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.nearest import Counted, count
from comity.agreements.passing import passing
from comity.agreements.space import Factor
from comity.agreements.worth import Payoff
from comity.case.model import Case, RedLine
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel, Removal

WORK = 1 << 19
"""How many partial agreements are looked at for one count, at most."""


@dataclass(frozen=True)
class Hardest:
    """The signer that alone refuses most of the agreements that cross no red line.

    alone: how many it alone refuses; of: how many cross no red line.
    """

    party: str
    alone: int
    of: int

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"party": self.party, "alone": self.alone, "of": self.of}


@dataclass(frozen=True)
class StrictReading:
    """A red line read strictly: its party accepts only the option that it likes best, which another's red line refuses.

    line: the name of the red line; best: the options that its party rates highest on the issue; against: the name of
    the other red line; read: the case's own reading of these words, counted from 0, where it states this one.
    """

    line: str
    issue: str
    best: tuple[str, ...]
    against: str
    read: int | None

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"line": self.line, "issue": self.issue, "best": list(self.best)}
        return {**told, "against": self.against, "read": self.read}


@dataclass(frozen=True)
class Obstacles:
    """What stands in the way of more agreements, each None where there is none of its kind."""

    hardest: Hardest | None
    line: Removal | None
    strict: StrictReading | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "hardest": self.hardest and self.hardest.json(),
            "line": self.line and self.line.json(),
            "strict": self.strict and self.strict.json(),
        }


def obstacles(case: Case, result: Funnel | Bounds) -> Obstacles:
    """What stands in the way; result: of `agreement`."""
    if isinstance(result, Bounds):
        return Obstacles(None, None, _strict(case))
    refusing = [each for each in result.signers if each.removes_alone]
    first = min(refusing, key=lambda each: (-each.removes_alone, each.party), default=None)
    hardest = Hardest(first.party, first.removes_alone, result.red_lines) if first else None
    lines = [line for line in result.lines if line.would_open]
    line = min(lines, key=lambda line: (-line.would_open, line.name), default=None)
    return Obstacles(hardest, line, _strict(case) if result.possible and not case.by_rule else None)


def _strict(case: Case) -> StrictReading | None:
    """The first strict reading that leaves no agreement because another's red line refuses what it insists on.

    Those that the case states itself come first.
    """
    lines = {name: line for party in case.signers() for name, line in case.red_lines_of(party).items()}
    simple = {name: line for name, line in lines.items() if len(line.never) == 1 and not line.unless}
    found = []
    for name, line in simple.items():
        (issue,) = line.never
        best = _best(case, line.party, issue)
        refusing = [
            other
            for other, against in simple.items()
            if against.party != line.party and issue in against.never and set(best) <= set(against.never[issue])
        ]
        rest = case.issues[issue].some(option for option in case.issues[issue].options if option not in best)
        if not best or not refusing or not rest or set(rest) == set(line.never[issue]):
            continue
        left = possible_with(case, name, [line.model_copy(update={"never": {issue: rest}})])
        if left.complete and not left.number:
            stated = (at for at, each in enumerate(line.or_reads) if set(each.never.get(issue, ())) == set(rest))
            found.append(StrictReading(name, issue, best, min(refusing), next(stated, None)))
    return min(found, key=lambda each: (each.read is None, each.line), default=None)


def _best(case: Case, party: str, issue: str) -> tuple[str, ...]:
    stated = case.interest_of(party).issues.get(issue)
    if stated is None:
        return ()
    most = max(rating.point for rating in stated.ratings.values())
    return tuple(option for option, rating in stated.ratings.items() if rating.point == most)


def possible_with(case: Case, name: str, instead: Sequence[RedLine]) -> Counted:
    """How many agreements are possible with other red lines instead of a named one."""
    if case.by_rule:
        kept = {of: line.model_copy(update={"id": of}) for of, line in case.named_red_lines().items() if of != name}
        with suppress(TooMany):
            return Counted(len(passing(case.altered((), (), red_lines=(*kept.values(), *instead)))), True)
        return Counted(0, False)
    payoff = Payoff.of(case)
    worths = [payoff.worths[party] for party in case.signers()]
    lines = {of: line for party in case.signers() for of, line in case.red_lines_of(party).items() if of != name}
    rules: list[Factor] = [rule.breaks for rule in condition_rules(case, payoff.space)]
    rules += [crosses(payoff.space, line) for line in (*lines.values(), *instead)]
    told = [rule for rule in rules if rule.values.any()]
    return count(payoff.space, told, [worth.factors for worth in worths], [worth.needed for worth in worths], WORK)
