"""What the judged numbers behind levers, messages and groups rest on, in the case itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.agreements.persuasion import TO
from comity.case.estimate import Estimate
from comity.case.grounds import quotes, reason, whys
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.finding import Band


@dataclass(frozen=True)
class Ground:
    """One judgement that the answer rests on, with its reason and what the sources say.

    judgement: its path in the case, of a red line "red_lines.NAME"; party: whose it is; value: its range, None for a
    red line; why: empty where the case gives no reason.
    """

    judgement: str
    party: str
    value: Band | None
    why: str

    def json(self) -> dict[str, Any]:
        """The judgement by its fields."""
        value = None if self.value is None else self.value.json()
        return {"judgement": self.judgement, "party": self.party, "value": value, "because": self.why or None}


def grounds(case: Case, moved: Iterable[tuple[str, str]]) -> tuple[Ground, ...]:
    """Every judgement that is moved, once, in the order given, with what it rests on.

    moved: names of judgements as levers and messages have them (of shifts two), each with whose it is.
    """
    why = whys(case)
    numbers = {
        ".".join(map(str, path)): (judgement, why[path])
        for path, judgement in judgement_paths(case)
        if isinstance(judgement, Estimate)
    }
    lines = case.named_red_lines()
    found: dict[str, Ground] = {}
    for name, party in _apart(moved):
        if name in numbers:
            stated, said = numbers[name]
            value = Band(stated.low, float(stated.point), stated.high)
            found.setdefault(name, Ground(name, party, value, said))
        elif (line := lines.get(name.removeprefix("red_lines."))) is not None:
            said = " ".join(filter(None, (reason(line), quotes(case, line.evidence))))
            found.setdefault(name, Ground(name, party, None, said))
    return tuple(found.values())


def _apart(moved: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for names, party in moved:
        yield from ((name, party) for name in names.split(TO))
