"""Which judgements decide: each at the ends of its range, in thirds of the draws, and what knowing it would tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.agreements.curves import Curves, rise
from comity.agreements.drawn_picks import picked_in
from comity.agreements.draws import Counts, Draws, rows_of
from comity.agreements.judged import Judged
from comity.agreements.picks import SOLUTIONS
from comity.agreements.readings import Floats
from comity.agreements.worth import HIGH, LOW, MIDDLE
from comity.case.model import Case
from comity.questions.doubt.grounds import evidence
from comity.questions.doubt.indices import Index

THIRDS = ("low", "middle", "high")
_SOME = Fraction(1, 10**6)  # the least weight that is looked at


@dataclass(frozen=True)
class Third:
    """The draws in which a number lies in one third of its range: the share of them without an agreement, and the
    median of how many there are."""

    empty: float
    median: int


@dataclass(frozen=True)
class Ranked:
    """One judged number, and what hangs on it.

    judgement: its path in the case; party: who states it, None for a linkage; sources: those that its evidence names;
    range: its low end, middle and high end, in points; agreements: how many are possible with it there and all else in
    the middle; opens_at, closes_at: where in its range the space opens and closes, else None; changes: the measures
    whose pick is another at one of its ends; thirds: of its range, by name, None without draws; knowing: by how much
    knowing its third raises the chance to say rightly whether there is an agreement, and the share of the readings in
    which the agreement put forward is possible (0: it changes neither), None without draws; total: the index for the
    logarithm of the count plus one, and empty: for whether there is none, where these were asked for; idle: whether no
    agreement that breaks no rule, and that all others might accept, depends on it, however wide its range; turns: the
    share of draws in which moving it alone through its range changes which agreements are possible, told where it is
    not idle and yet changes nothing with all else in the middle, else None.
    """

    judgement: str
    party: str | None
    sources: tuple[str, ...]
    range: tuple[float, float, float]
    agreements: tuple[int, int, int]
    opens_at: float | None
    closes_at: float | None
    changes: tuple[str, ...] = ()
    thirds: tuple[Third, Third, Third] | None = None
    knowing: tuple[float, float] | None = None
    total: Index | None = None
    empty: Index | None = None
    idle: bool = False
    turns: float | None = None

    @property
    def swing(self) -> int:
        """How many agreements it decides alone: the most less the least at its ends and in the middle."""
        return max(self.agreements) - min(self.agreements)

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        low, middle, high = self.agreements
        return {
            "judgement": self.judgement,
            "party": self.party,
            "sources": list(self.sources),
            "range": dict(zip(THIRDS, self.range, strict=True)),
            "low": low,
            "middle": middle,
            "high": high,
            "swing": self.swing,
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "changes": list(self.changes),
            "thirds": self.thirds
            and {
                name: {"empty": third.empty, "median": third.median}
                for name, third in zip(THIRDS, self.thirds, strict=True)
            },
            "knowing": self.knowing and {"whether": self.knowing[0], "which": self.knowing[1]},
            "turns": self.turns,
            "total": self.total and self.total.total,
            "alone": self.total and self.total.alone,
            "off": self.total and self.total.off,
            "total_empty": self.empty and self.empty.total,
            "alone_empty": self.empty and self.empty.alone,
            "off_empty": self.empty and self.empty.off,
        }


def at_ends(case: Case, curves: Curves, ranges: Mapping[int, tuple[Fraction, Fraction]]) -> list[Ranked]:
    """Numbers at the ends of ranges, all else in the middle: what the response curves say, without draws.

    ranges: by the places of the numbers, their own or wider ones.
    """
    found = []
    for place, (low, high) in ranges.items():
        number, curve = curves.judged.numbers[place], curves.of_number(place)
        middle = number.ends[MIDDLE]
        opens, closes = curve.opening(low, high)
        found.append(
            Ranked(
                judgement=number.name,
                party=number.party or case.linkages[int(number.path[1])].party,
                sources=tuple(dict.fromkeys(piece.source for piece in evidence(case, number))),
                range=(float(low), float(middle), float(high)),
                agreements=(curve.at(low), curve.at(middle), curve.at(high)),
                opens_at=None if opens is None else float(opens),
                closes_at=None if closes is None else float(closes),
            )
        )
    return found


def idle(curves: Curves, places: Sequence[int]) -> list[bool]:
    """Of each of some numbers: whether nothing can depend on it, however wide its range."""
    surely, might = ([balance.extremes[end] >= 0 for balance in curves.balances] for end in (0, 1))
    yes = np.ones(len(curves.choices), dtype=bool)
    found = []
    for place in places:
        concerned = [at for at, balance in enumerate(curves.balances) if place in balance.account.numbers]
        open_ = curves.ruling.passes([yes if at in concerned else each for at, each in enumerate(might)])
        settled = curves.ruling.passes([~yes if at in concerned else each for at, each in enumerate(surely)])
        rows = np.flatnonzero(open_ & ~settled)
        number = curves.judged.numbers[place]
        slopes = [rise(curves.balances[at], number, place, rows)[0] for at in concerned]
        found.append(not any((slope != 0).any() for slope in slopes))
    return found


def turning(draws: Draws, place: int, number: int) -> float:
    """In which share of the first draws moving one number through its range changes which agreements are possible.

    What a signer makes of an agreement is linear in every number, so the two ends say all.
    """
    of = draws.readings.judged.numbers[place]
    # A signer whose only weight is 0 has no worths at all.
    ends, turned = (max(of.ends[LOW], _SOME) if of.kind == "weight" else of.ends[LOW], of.ends[HIGH]), 0
    for _, values in draws.stretches(number):
        low, high = values.copy(), values.copy()
        low[:, place], high[:, place] = map(float, ends)
        turned += int((draws.left(low) != draws.left(high)).any(axis=1).sum())
    return turned / number


def ends_of(judged: Judged, places: Sequence[int]) -> Floats:
    """All numbers in the middle, then each of some at its low end, and each at its high end: a row each.

    A weight of 0 beside no other weight stays in the middle: alone it counts the same whatever it is above 0.
    """
    values = np.tile([float(number.ends[MIDDLE]) for number in judged.numbers], (1 + 2 * len(places), 1))
    for at, place in enumerate(places):
        for off, end in ((0, LOW), (len(places), HIGH)):
            values[1 + at + off, place] = float(judged.numbers[place].ends[end])
    for account in judged.accounts:
        if account.mean and min(account.weights) >= 0:
            nothing = values[:, account.weights].sum(axis=1) == 0
            values[np.ix_(nothing, account.weights)] = values[0, account.weights]
    return values


def changes(draws: Draws, places: Sequence[int]) -> list[tuple[str, ...]]:
    """Of each of some numbers: the measures that pick other agreements with it at an end than in the middle."""
    (rows, _, middle), *ends = picked_in(draws, ends_of(draws.readings.judged, places))
    usual = {name: frozenset(rows[chosen].tolist()) for name, chosen in middle.items()}
    other = [{name: frozenset(rows[chosen].tolist()) for name, chosen in picks.items()} for rows, _, picks in ends]
    return [
        tuple(name for name in SOLUTIONS if {other[at][name], other[at + len(places)][name]} != {usual[name]})
        for at in range(len(places))
    ]


def with_changes(several: Sequence[Ranked], picks: Sequence[tuple[str, ...]]) -> list[Ranked]:
    """The same judgements with the measures whose picks each changes (`changes`)."""
    return [replace(each, changes=names) for each, names in zip(several, picks, strict=True)]


def in_thirds(parts: Floats, counts: Counts) -> list[tuple[Third, Third, Third]]:
    """Of each number: the draws by the third of its range in which it lies.

    parts: where in its range each number lies, a row a draw; counts: of agreements by draw.
    """
    found = []
    for column in np.minimum((parts * 3).astype(int), 2).T:
        thirds = [counts[column == third] for third in range(3)]
        low, middle, high = (
            Third(float((of == 0).mean()), int(np.percentile(of, 50, method="inverted_cdf")))
            if len(of)
            else Third(0, 0)
            for of in thirds
        )
        found.append((low, middle, high))
    return found


def knowing(draws: Draws, parts: Floats, counts: Counts) -> list[tuple[float, float]]:
    """Of each number, what knowing its third is worth, averaged over the thirds.

    By how much it raises the chance to say rightly whether there is an agreement, and the share of the readings in
    which the best single agreement to put forward is possible (expected value of partial perfect information).
    """
    number, columns = parts.shape
    thirds = np.minimum((parts * 3).astype(int), 2)
    member = np.zeros((3 * columns + 1, number), dtype=np.float32)
    member[0] = 1
    for column in range(columns):
        member[1 + 3 * column + thirds[:, column], np.arange(number)] = 1
    possible: NDArray[np.float32] = np.zeros((len(member), len(draws.choices)), dtype=np.float32)
    for first, values in draws.stretches(number):
        left = rows_of(draws.left(values), len(draws.choices)).astype(np.float32)
        possible += member[:, first : first + len(values)] @ left
    best = possible.max(axis=1, initial=0.0) / number
    some = member @ (counts > 0).astype(np.float32) / number
    sizes = member.sum(axis=1) / number
    right = np.maximum(some, sizes - some)
    return [
        (
            max(0.0, float(right[1 + 3 * at : 4 + 3 * at].sum() - right[0])),
            max(0.0, float(best[1 + 3 * at : 4 + 3 * at].sum() - best[0])),
        )
        for at in range(columns)
    ]


def ranked(several: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """What decides most first: by how many agreements, then by the shares without one, then by name."""

    def order(each: Ranked) -> tuple[float, float, str]:
        empty = [third.empty for third in each.thirds or ()]
        return -each.swing, -(max(empty) - min(empty) if empty else 0.0), each.judgement

    return tuple(sorted(several, key=order))


@dataclass(frozen=True)
class Sum:
    """What the judgements of one party, or with evidence of one source, decide together.

    of: the party or the source, None without evidence; judgements: how many; swing: the sum of what each decides alone;
    share: of the sum over all, 0 to 1.
    """

    of: str | None
    judgements: int
    swing: float
    share: float

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {"of": self.of, "judgements": self.judgements, "swing": self.swing, "share": self.share}


def by_party(several: Sequence[Ranked]) -> tuple[Sum, ...]:
    """What the judgements of each party decide."""
    return _summed([(each.party, each.swing, 1.0) for each in several])


def by_source(several: Sequence[Ranked]) -> tuple[Sum, ...]:
    """What rests on each source; a judgement that rests on several counts for each in equal parts."""
    parts: list[tuple[str | None, int, float]] = []
    for each in several:
        named: tuple[str | None, ...] = each.sources or (None,)
        parts += [(source, each.swing, 1 / len(named)) for source in named]
    return _summed(parts)


def _summed(parts: Sequence[tuple[str | None, int, float]]) -> tuple[Sum, ...]:
    sums: dict[str | None, tuple[int, Fraction]] = {}
    for of, swing, part in parts:
        number, total = sums.get(of, (0, Fraction(0)))
        sums[of] = number + 1, total + swing * Fraction(part).limit_denominator(1000)
    whole = sum((total for _, total in sums.values()), Fraction(0)) or Fraction(1)
    found = [Sum(of, number, float(total), float(total / whole)) for of, (number, total) in sums.items()]
    return tuple(sorted(found, key=lambda each: (-each.swing, each.of or "~")))
