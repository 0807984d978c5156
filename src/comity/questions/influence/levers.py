"""The levers: what each judgement, moved alone by the same number of points, would open; exact, from the case alone.

They say nothing of who could move it: that is judged in ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from comity.agreements.allowed import TooMany, allowed
from comity.agreements.curves import Curves, scale
from comity.agreements.judged import Judged, Number
from comity.agreements.persuasion import TO
from comity.case.model import Case, RedLine

Kind = Literal["no_deal", "rating", "weight", "linkage", "shift", "red_line"]


@dataclass(frozen=True)
class Lever:
    """One judgement that is moved alone, everything else in the middle of its range.

    judgement: its path in the case, of a shift of weight two with ">" between them, of a red line "red_lines.NAME";
    party: whose it is; start: where it stands, in the middle of its range, and to: where it is moved to, in points, of
    a shift how much weight is moved; both None for a red line; allows: of a red line, the options that it would no
    longer refuse, all of them where it is dropped; agreements: how many are possible then; opens_at: where none is
    possible now, the nearest value at which one is; stays_from, stays_to: where some are, the values between which one
    stays possible, None where that is so to the end of the scale.
    """

    judgement: str
    kind: Kind
    party: str
    start: float | None
    to: float | None
    agreements: int
    allows: tuple[str, ...] = ()
    opens_at: float | None = None
    stays_from: float | None = None
    stays_to: float | None = None

    def json(self) -> dict[str, Any]:
        """The lever by its names."""
        return {
            "judgement": self.judgement,
            "kind": self.kind,
            "party": self.party,
            "from": self.start,
            "to": self.to,
            "agreements": self.agreements,
            "allows": list(self.allows),
            "opens_at": self.opens_at,
            "stays_from": self.stays_from,
            "stays_to": self.stays_to,
        }


def possible(case: Case) -> int:
    """How many agreements are possible in the middle of all ranges; raises TooMany where they cannot be listed."""
    judged = Judged.of(case)
    return Curves.of(judged, allowed(case, judged.space)).middle


def levers(case: Case, curves: Curves, step: Fraction) -> tuple[Lever, ...]:
    """Every judgement moved alone by a step, in the direction that leaves more agreements; those that open most first.

    step: in points, and in weight on the party's own scale. Of shifts of weight only those are kept that open
    something, and of red lines those with which the agreements can be listed. Where several leave as many, the one
    whose nearest opening is nearer comes first.
    """
    found = [*_numbers(case, curves, step), *_shifts(curves, step), *_red_lines(case)]
    return tuple(sorted(found, key=lambda lever: (-lever.agreements, _far(lever), lever.judgement, lever.allows)))


def _far(lever: Lever) -> float:
    if lever.start is None or lever.opens_at is None:
        return 0.0 if lever.start is None else float("inf")
    return abs(lever.opens_at - lever.start)


def _numbers(case: Case, curves: Curves, step: Fraction) -> Iterator[Lever]:
    judged = curves.judged
    for place, number in enumerate(judged.numbers):
        curve, middle = curves.of_number(place), number.ends[1]
        low, high = scale(judged, place, curve)
        tried = [value for value in (max(low, middle - step), min(high, middle + step)) if value != middle]
        last = number.kind == "weight" and not judged.weighs({place: Fraction(0)})  # at 0 nothing would matter
        tried = [value for value in tried if not (last and value == 0)]
        to = max(tried, key=curve.at, default=middle)
        below, above = (curve.opening(low, middle), curve.opening(middle, high))
        agreements = curve.at(to)
        opens_at = stays_from = stays_to = None
        if curve.at(middle):
            stays_from, stays_to = below[0], above[1]
        else:
            ways = [value for value in (below[1], above[0]) if value is not None and not (last and value == 0)]
            opens_at = min(ways, key=lambda value: abs(value - middle), default=None)
        yield Lever(
            number.name,
            number.kind,
            whose(case, number),
            float(middle),
            float(to),
            agreements,
            (),
            *(None if value is None else float(value) for value in (opens_at, stays_from, stays_to)),
        )


def whose(case: Case, number: Number) -> str:
    """In whose name a number stands."""
    return number.party or case.linkages[int(number.path[1])].party


def _shifts(curves: Curves, step: Fraction) -> Iterator[Lever]:
    """Weight moved from one issue of a party to another."""
    by_party: dict[str, list[int]] = {}
    for place, number in enumerate(curves.judged.numbers):
        if number.kind == "weight" and number.party is not None:
            by_party.setdefault(number.party, []).append(place)
    now = curves.middle
    for party, places in by_party.items():
        for source in places:
            moved = min(step, curves.judged.numbers[source].ends[1])
            for target in places:
                left = curves.judged.numbers[source].ends[1] - moved
                if source == target or not moved or (not left and not curves.judged.weighs({source: left})):
                    continue
                agreements = curves.with_move(source, target, moved)
                if agreements > now:
                    name = TO.join(curves.judged.numbers[place].name for place in (source, target))
                    yield Lever(name, "shift", party, 0.0, float(moved), agreements)


def red_lines_moved(case: Case) -> tuple[str, ...]:
    """The red lines that are moved alone: those of who signs, and of whose views are asked."""
    binding = {name for party in (*case.signers(), *case.voices()) for name in case.red_lines_of(party)}
    return tuple(name for name in case.named_red_lines() if name in binding)


def _red_lines(case: Case) -> Iterator[Lever]:
    """Each red line dropped, and, where it refuses several options of one issue, each of them allowed: of an amount
    the steps at which it ends."""
    for name in red_lines_moved(case):
        line = case.named_red_lines()[name]
        options = tuple(f"{issue}={option}" for issue, refused in line.never.items() for option in refused)
        tried: list[tuple[dict[str, tuple[str, ...]] | None, tuple[str, ...]]] = [(None, options)]
        if len(line.never) == 1 and len(options) > 1:
            ((issue, refused),) = line.never.items()
            steps = case.issues[issue].steps
            for option in refused if steps is None else steps.by_ends(refused):
                tried.append(({issue: tuple(other for other in refused if other != option)}, (f"{issue}={option}",)))
        for never, allows in tried:
            with suppress(TooMany):
                yield _with_lines(case, name, never, allows, line)


def _with_lines(
    case: Case, name: str, never: dict[str, tuple[str, ...]] | None, allows: Sequence[str], line: RedLine
) -> Lever:
    """What a red line that refuses less, or nothing, would open."""
    named = {other: each.model_copy(update={"id": other}) for other, each in case.named_red_lines().items()}
    if never is None:
        del named[name]
    else:
        named[name] = named[name].model_copy(update={"never": never})
    agreements = possible(case.model_copy(update={"red_lines": tuple(named.values())}))
    return Lever(f"red_lines.{name}", "red_line", line.party, None, None, agreements, tuple(allows))
