"""The smallest changes of judgement that reverse each headline of a case, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from comity.agreements.draws import Draws
from comity.agreements.judged import Judged
from comity.agreements.readings import Readings
from comity.agreements.space import Agreement
from comity.case.estimate import exact
from comity.case.model import Case
from comity.finding import Result
from comity.papers.candidates import Candidate, candidates
from comity.papers.one_page.answer import pinned
from comity.papers.one_page.obstacles import obstacles
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.doubt.ranking import Ranked
from comity.questions.doubt.result import Doubt
from comity.questions.doubt.reversals import Move, Reversal, of_agreements

Kind = Literal["reading", "strict", "numbers", "widened", "softened", "dropped", "condition"]
"""What a change is of: another reading of a red line that the case states, its strictest reading, judged numbers within
their ranges, one of low confidence beyond what is judged, a red line that refuses less, or nothing; a condition."""

KINDS: tuple[Kind, ...] = ("reading", "strict", "numbers", "widened", "softened", "dropped", "condition")


@dataclass(frozen=True)
class Change:
    """One smallest change that reverses a headline.

    kind: what it is of; moves: the judged numbers and where they then lie; rule: the name of the red line or condition,
    empty for numbers; never: what the red line then refuses, by issue; leaves: how many agreements are then possible,
    None where that was not counted.
    """

    kind: Kind
    moves: tuple[Move, ...] = ()
    rule: str = ""
    never: tuple[tuple[str, tuple[str, ...]], ...] = ()
    leaves: int | None = None

    @property
    def size(self) -> int:
        """How many judgements it changes."""
        return len(self.moves) or 1

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"kind": self.kind, "moves": [move.json() for move in self.moves], "rule": self.rule or None}
        never = {issue: list(options) for issue, options in self.never}
        return {**told, "never": never, "leaves": self.leaves}


@dataclass(frozen=True)
class Attack:
    """What reverses one headline.

    headline: agreement (whether one is possible), put_forward (that the agreement put forward is possible), or the
    short name of a measure (what it picks); holds: whether that is so in the middle of all ranges; changes: the
    smallest, the strongest first; sets: how many smallest sets of numbers there are; searched: up to which size of set
    all were looked at; never: whether it is certain that no values in the ranges reverse it.
    """

    headline: str
    holds: bool
    changes: tuple[Change, ...]
    sets: int = 0
    searched: int = 0
    never: bool = False

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"headline": self.headline, "holds": self.holds, "changes": [each.json() for each in self.changes]}
        return {**told, "sets": self.sets, "searched": self.searched, "never": self.never}


@dataclass(frozen=True, repr=False)
class RedTeam(Result):
    """The strongest case against the reading of a case.

    put_forward: the first possible one of the agreements that papers put forward, None where none is possible;
    attacks: a headline each; ranges: how many judged numbers are ranges; listed: whether the agreements could be
    listed, without which numbers were not moved; lasting: whether the case says who would fight on, of which no
    reversal was looked for.
    """

    put_forward: Agreement | None
    attacks: tuple[Attack, ...]
    ranges: int
    listed: bool
    lasting: bool

    @property
    def strongest(self) -> Change | None:
        """The strongest change that reverses whether an agreement is possible."""
        return self.attacks[0].changes[0] if self.attacks and self.attacks[0].changes else None

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "put_forward": self.put_forward and dict(self.put_forward.options),
            "attacks": [attack.json() for attack in self.attacks],
            "ranges": self.ranges,
            "listed": self.listed,
            "lasting": self.lasting,
        }


def red_team_of(case: Case, found: Funnel | Bounds, doubt: Doubt) -> RedTeam:
    """What reverses the headlines of a case; found, doubt: what `agreement` and `doubt` answered."""
    first = next((each.agreement for each in candidates(case, pinned(case)).chosen if _is_possible(each)), None)
    named = {reversal.headline: reversal for reversal in doubt.reversals}
    attacks = [_possible(case, found, doubt, named.get("agreement"))]
    if first is not None and doubt.listed and doubt.sureness.ranges:
        attacks.append(_of_reversal(case, "put_forward", _of_one(case, first)))
    attacks += [
        _of_reversal(case, reversal.headline, reversal)
        for reversal in doubt.reversals
        if reversal.headline != "agreement" and reversal.holds
    ]
    return RedTeam(first, tuple(attacks), doubt.sureness.ranges, doubt.listed, case.contest is not None)


def _is_possible(candidate: Candidate) -> bool:
    """Whether an agreement that is put forward is possible in the middle; a proposal of the case may not be."""
    return not candidate.broken and all(signer.gain >= 0 for signer in candidate.signers)


def _possible(case: Case, found: Funnel | Bounds, doubt: Doubt, reversal: Reversal | None) -> Attack:
    """What reverses whether an agreement is possible: numbers, readings of red lines, conditions."""
    holds = found.zopa.low > 0 if isinstance(found, Bounds) else found.possible > 0
    changes = [*_lines(doubt, holds), *_strict(case, found), *_widened(doubt, holds)]
    if not holds and isinstance(found, Funnel):
        changes += [
            Change("condition", rule=each.name, leaves=each.would_open) for each in found.conditions if each.would_open
        ]
    if reversal is not None:
        changes += [Change("numbers", moves) for moves in reversal.sets]
    ordered = _in_force(case, changes)
    if reversal is None:
        return Attack("agreement", holds, ordered)
    return Attack("agreement", holds, ordered, reversal.count, reversal.searched, reversal.never)


def _in_force(case: Case, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, the strongest first, without those after which nothing matters to somebody."""
    judged = Judged.of(case)
    places = {number.name: place for place, number in enumerate(judged.numbers)}
    kept = (
        change
        for change in changes
        if judged.weighs(
            {places[move.judgement]: exact(move.value) for move in change.moves if move.judgement in places}
        )
    )
    return tuple(sorted(kept, key=_strongest))


def _of_one(case: Case, agreement: Agreement) -> Reversal:
    """What turns whether one agreement is possible."""
    judged = Judged.of(case)
    choices = np.array([judged.space.choice(agreement)], dtype=judged.space.numbers)
    return of_agreements(Draws.among(Readings.of(case, judged), choices))


def _of_reversal(case: Case, headline: str, reversal: Reversal) -> Attack:
    changes = _in_force(case, (Change("numbers", moves) for moves in reversal.sets))
    return Attack(headline, reversal.holds, changes, reversal.count, reversal.searched, reversal.never)


def _lines(doubt: Doubt, holds: bool) -> Iterator[Change]:
    """Red lines that are read otherwise, refuse less or nothing, by which the headline is reversed."""
    for line in doubt.red_lines:
        variants = [("reading", each.never, each.agreements) for each in line.readings]
        variants += [("softened", each.never, each.agreements) for each in line.softened]
        for kind, never, left in (*variants, ("dropped", {}, line.dropped)):
            if bool(left.number) != holds and (left.complete or left.number):
                told = tuple((issue, tuple(options)) for issue, options in never.items())
                yield Change(kind, (), line.name, told, left.number)  # type: ignore[arg-type]  # one of KINDS


def _strict(case: Case, found: Funnel | Bounds) -> Iterator[Change]:
    """The strictest reading of a red line that leaves nothing, where the case does not state it as one."""
    strict = obstacles(case, found).strict if case.signers() else None
    if strict is not None and strict.read is None:
        stated = case.issues[strict.issue]
        rest = stated.some(option for option in stated.options if option not in strict.best)
        yield Change("strict", (), strict.line, ((strict.issue, rest),), 0)


def _widened(doubt: Doubt, holds: bool) -> Iterator[Change]:
    """Numbers of low confidence without a range that reverse the headline within the range that widening gives them."""
    for each in doubt.widened:
        low, middle, high = each.agreements
        for end, left, at in (("low", low, 0), ("high", high, 2)):
            if bool(left) != holds and bool(middle) == holds:
                yield Change("widened", (_move(each, end, at),), leaves=left)


def _move(each: Ranked, end: str, at: int) -> Move:
    distance = abs(each.range[at] - each.range[1])
    return Move(each.judgement, "low" if end == "low" else "high", each.range[at], distance)


def _strongest(change: Change) -> tuple[Any, ...]:
    """The smallest change first; then what the case itself holds possible; then the least distance, then by name."""
    distance = round(sum(move.by for move in change.moves), 9)
    names = [(move.judgement, move.end) for move in change.moves]
    return change.size, KINDS.index(change.kind), distance, change.rule, change.never, names
