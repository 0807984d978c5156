"""The judged numbers that worths are made of, and what each party gains by an agreement as they vary.

Those count who sign, and whose yes is asked for beside them. Whether one accepts an agreement is the sign of a number.
With weights w, the ratings r of the options that the agreement has (of a step of an amount, so much of the two judged
numbers around it), the points L that linkages add and the no-deal value d, its worth is at least no deal where

    sum of w_i (r_i + L - d) >= 0          (a party that counts in points: sum of r_i + L - d >= 0)

Left of it stands the balance. It is linear in every single number, weights included; it rises with every rating and
addition and falls with the no-deal value. In whole units of the judgements it is a whole number, so its sign is exact.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.rated import Rated, RatedRows
from comity.agreements.ruling import Deciding, Ruling
from comity.agreements.space import Factor, Space
from comity.agreements.worth import HIGH, LOW, MIDDLE, Payoff
from comity.case.estimate import Estimate
from comity.case.estimate import exact as fraction
from comity.case.kept import Kept
from comity.case.model import Case, Interest
from comity.case.tree import Path

Kind = Literal["no_deal", "rating", "weight", "linkage"]
Whole = NDArray[Any]
"""Whole numbers: int64, or Python's own where 64 bits could not hold what is made of them."""

_HELD = 2**62


@dataclass(frozen=True)
class Number:
    """A judged number: where it stands in the case, what it is of, and the estimate itself.

    path: its keys in the case, as `comity.case.paths.judgement_paths` has them.
    """

    path: Path
    kind: Kind
    estimate: Estimate

    @property
    def name(self) -> str:
        """Its path in the case in words: "interests.russia.territory.frozen"."""
        return ".".join(map(str, self.path))

    @property
    def party(self) -> str | None:
        """In whose interests it stands; None for a linkage."""
        return str(self.path[1]) if self.path[0] == "interests" else None

    @cached_property
    def ends(self) -> tuple[Fraction, Fraction, Fraction]:
        """Its low end, middle and high end, as written in decimals."""
        low, high = fraction(self.estimate.low), fraction(self.estimate.high)
        return low, (low + high) / 2, high


@dataclass(frozen=True)
class Account:
    """Which judged numbers make up one party's balance: their places among the numbers of the case.

    mean: whether its worth is the weighted mean of ratings, or their sum; issues: the issues that matter to it, by
    their places in the space; weights: one an issue, -1 where it is certainly 1; ratings: by issue, of each option of
    which there is a number; rated: by issue, how the ratings of all its options are made of these; linkages: each with
    where it holds; no_deal: its place; slack: the points within which worths count as equal.
    """

    party: str
    mean: bool
    issues: tuple[int, ...]
    weights: tuple[int, ...]
    ratings: tuple[tuple[int, ...], ...]
    rated: tuple[Rated, ...]
    linkages: tuple[tuple[int, Factor], ...]
    no_deal: int
    slack: Fraction

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The places of all its numbers."""
        weights = [at for at in self.weights if at >= 0]
        ratings, linkages = (at for of in self.ratings for at in of), (at for at, _ in self.linkages)
        return frozenset((self.no_deal, *weights, *ratings, *linkages))

    @cached_property
    def bottom(self) -> int:
        """A common denominator of the parts of numbers of which its ratings are made: 1 without amounts."""
        return math.lcm(*(each.bottom for each in self.rated))

    def values(self, column: int, values: Sequence[Fraction]) -> list[Fraction]:
        """The ratings of all options of one of its issues where the numbers of the case have some values."""
        return self.rated[column].exact([values[at] for at in self.ratings[column]])


@dataclass(frozen=True)
class Judged:
    """All judged numbers behind the acceptance of who signs or is asked beside these, and how they make it up.

    A number that a member inherits from a group that counts as well is one number. deciding: by what rule an agreement
    passes; kept: what is worked out from the numbers of one party after another.
    """

    space: Space
    numbers: tuple[Number, ...]
    accounts: tuple[Account, ...]
    deciding: Deciding = field(compare=False, repr=False)
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @classmethod
    def of(cls, case: Case) -> Judged:
        """The numbers of a case; of those without interests or a no-deal value there is no account."""
        payoff = Payoff.of(case)
        numbers = _Numbers(case)
        accounts = []
        heard = {*case.signers(), *case.voices()}
        for party in (name for name in case.everyone() if name in heard):
            interest = case.interest_of(party)
            if interest.issues and interest.no_deal is not None:
                account = _account(case, payoff, party, interest, numbers)
                # The same one as long as nothing of it changes, for what is known of it.
                accounts.append(case.kept.of(("account", party), (account,), partial(_itself, account)))
        return cls(payoff.space, tuple(numbers.numbers), tuple(accounts), Deciding.of(case, payoff.space), case.kept)

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose accounts they are."""
        return tuple(account.party for account in self.accounts)

    def ruling(self, choices: Choices) -> Ruling:
        """By what rule some agreements pass that no veto rules out, from what each account makes of them."""
        return self.deciding.over(self.parties, choices)

    def numbers_of(self, account: Account) -> tuple[Number, ...]:
        """The numbers of one account, in the order of their places."""
        return tuple(self.numbers[at] for at in sorted(account.numbers))

    def balances(self, choices: Choices) -> tuple[Balance, ...]:
        """Everyone's balance over some agreements."""
        return tuple(
            self.kept.of(
                ("balance", account.party),
                (account, self.numbers_of(account), choices),
                partial(Balance.of, self, account, choices),
                keep=1,
            )
            for account in self.accounts
        )

    @cached_property
    def shared(self) -> frozenset[int]:
        """The places of numbers that the worth to more than one depends on."""
        seen, twice = set[int](), set[int]()
        for account in self.accounts:
            twice |= seen & account.numbers
            seen |= account.numbers
        return frozenset(twice)

    @cached_property
    def ranged(self) -> tuple[int, ...]:
        """The places of the numbers that are ranges."""
        return tuple(at for at, number in enumerate(self.numbers) if number.estimate.is_range)

    def at(self, end: int) -> list[Fraction]:
        """Every number at the LOW end, the MIDDLE or the HIGH end of its range (`comity.agreements.worth`)."""
        return [number.ends[end] for number in self.numbers]

    def weighs(self, values: Mapping[int, Fraction]) -> bool:
        """Whether something matters to everyone once some weights, by place, have other values."""
        of = self.numbers
        concerned = (each for each in self.accounts if each.mean and not each.numbers.isdisjoint(values))
        return all(any(at < 0 or values.get(at, of[at].ends[1]) > 0 for at in each.weights) for each in concerned)

    def with_ranges(self, ranges: dict[int, tuple[Fraction, Fraction]]) -> Judged:
        """The same with other ranges for some numbers, by their places."""
        changed = list(self.numbers)
        for at, (low, high) in ranges.items():
            estimate = self.numbers[at].estimate.model_copy(update={"low": float(low), "high": float(high)})
            changed[at] = Number(self.numbers[at].path, self.numbers[at].kind, estimate)
        return Judged(self.space, tuple(changed), self.accounts, self.deciding)


class _Numbers:
    """The numbers of a case as they are met, each once."""

    def __init__(self, case: Case) -> None:
        self.numbers: list[Number] = []
        self._case = case
        self._places: dict[Path, int] = {}
        self._known: dict[Path, dict[Path, Number]] = {}  # what is known of the numbers of a part, by the part's path

    def place(self, path: Path, kind: Kind, estimate: Estimate) -> int:
        """The place of the number at a path."""
        if path not in self._places:
            self._places[path] = len(self.numbers)
            self.numbers.append(self._of_part(path).setdefault(path, Number(path, kind, estimate)))
        return self._places[path]

    def _of_part(self, path: Path) -> dict[Path, Number]:
        part = path[:2]
        if part not in self._known:
            in_interests = part[0] == "interests"
            stated = self._case.interests[str(part[1])] if in_interests else self._case.linkages[int(part[1])]
            self._known[part] = self._case.kept.of(("numbers", part), stated, dict)
        return self._known[part]


def _itself(account: Account) -> Account:
    return account


def _account(case: Case, payoff: Payoff, party: str, interest: Interest, numbers: _Numbers) -> Account:
    holders = [name for name in (party, *reversed(case.groups_of(party))) if name in case.interests]
    issues = [(payoff.space.issues.index(name), name, stated) for name, stated in interest.issues.items()]
    place = numbers.place
    weights, ratings, rated = [], list[tuple[int, ...]](), []
    for at, name, stated in issues:
        holder = next(each for each in holders if name in case.interests[each].issues)
        path: Path = ("interests", holder, name)
        certain = interest.scale == "points" or stated.weight is None
        weights.append(-1 if certain else place((*path, "weight"), "weight", stated.weight))  # type: ignore[arg-type]
        source = payoff.space, stated.ratings
        rated.append(
            case.kept.of(("rated", *path), source, partial(Rated.of, payoff.space.options[at], stated.ratings))
        )
        ratings.append(tuple(place((*path, option), "rating", stated.ratings[option]) for option in rated[-1].names))
    stating = next(each for each in holders if case.interests[each].no_deal is not None)
    heard = {party, *case.groups_of(party)}
    linkages = [
        (
            place(("linkages", number, "adds"), "linkage", linkage.adds),
            case.kept.of(("holds", number), (payoff.space, linkage), partial(payoff.space.holds, linkage.when)),
        )
        for number, linkage in enumerate(case.linkages)
        if linkage.party in heard
    ]
    assert interest.no_deal is not None, "of others there is no account"
    no_deal = place(("interests", stating, "no_deal"), "no_deal", interest.no_deal)
    return Account(
        party,
        interest.scale == "weights",
        tuple(at for at, _, _ in issues),
        tuple(weights),
        tuple(ratings),
        tuple(rated),
        tuple(linkages),
        no_deal,
        payoff.worths[party].tolerance,
    )


@dataclass(frozen=True, eq=False)
class Balance:
    """One signer's balance over some agreements: the places of the numbers that each of them has.

    rated: of which number, or of which two, the ratings are made; holds: by agreement and linkage; known: its
    `extremes`, where they are known.
    """

    judged: Judged
    account: Account
    rated: RatedRows
    holds: NDArray[np.bool_]
    known: tuple[Whole, Whole] | None = None

    @classmethod
    def of(cls, judged: Judged, account: Account, choices: Choices) -> Balance:
        """The balance of a signer over the agreements of some choices."""
        rated = RatedRows.of(account.rated, account.ratings, choices[:, list(account.issues)])
        held = [holds.values[tuple(choices[:, at] for at in holds.scope)] for _, holds in account.linkages]
        size = len(choices)
        holds = [np.broadcast_to(each, size) for each in held]
        return cls(judged, account, rated, np.stack(holds, axis=1) if holds else np.zeros((size, 0), dtype=bool))

    def among(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Balance:
        """The same over some of the agreements."""
        least, most = self.extremes
        return Balance(self.judged, self.account, self.rated.among(rows), self.holds[rows], (least[rows], most[rows]))

    @cached_property
    def units(self) -> tuple[Fraction, Fraction]:
        """The largest units in which its worths, and its weights, are whole numbers at every end of every range."""
        return self._units.worth, self._units.weight

    @cached_property
    def _units(self) -> _Units:
        source = self.account, self.judged.numbers_of(self.account)
        return self.judged.kept.of(("units", self.account.party), source, partial(_Units.of, *source))

    def whole(self, values: Sequence[Fraction]) -> tuple[Whole, Whole, Whole, Any]:
        """Weights by issue, ratings by agreement and issue, additions by agreement, and the no-deal value, in units.

        values: of every number of the case; the no-deal value is less the slack.
        """
        units, account = self._units, self.account
        mine = units.whole(values)
        weights = np.array([mine[at] if at >= 0 else 1 for at in account.weights], dtype=units.type)
        added = np.array([mine[at] for at, _ in account.linkages], dtype=units.type)
        adds = self.holds.astype(units.type) @ added if len(added) else np.zeros(len(self.rated), dtype=units.type)
        return weights, self.rated.of_numbers(mine), adds, mine[account.no_deal] - int(account.slack / units.worth)

    def at(self, values: Sequence[Fraction]) -> Whole:
        """The balance of every agreement, in whole units, at some values of the numbers (at ends of their ranges)."""
        weights, ratings, adds, no_deal = self.whole(values)
        if not self.account.mean:
            total: Whole = ratings.sum(axis=1) + adds - no_deal
            return total
        total = ((ratings + (adds - no_deal)[:, None]) * weights).sum(axis=1)
        return total

    @cached_property
    def middle(self) -> Whole:
        """The balance with every number in the middle of its range."""
        return self.at(self.judged.at(MIDDLE))

    @cached_property
    def total_weight(self) -> Fraction:
        """What the balance is to be divided by to be points, in its units of weight: 1 for who counts in points."""
        if not self.account.mean:
            return Fraction(1)
        _, unit = self.units
        of = self.judged.numbers
        return Fraction(sum(of[at].ends[MIDDLE] / unit if at >= 0 else 1 for at in self.account.weights))

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """What every agreement gains the signer over no deal in the middle of all ranges, in points."""
        gains: NDArray[np.float64] = self.middle.astype(float) * float(self.units[0] / self.total_weight)
        return gains

    @cached_property
    def extremes(self) -> tuple[Whole, Whole]:
        """The sign of its balance at the worst and at the best of all ranges: whole numbers, below 0 where it refuses.

        Ratings and additions stand at one end and the no-deal value at the other. Each weight then stands at the end
        that makes its term least (or largest).
        """
        if self.known is not None:
            return self.known
        low, high = self.judged.at(LOW), self.judged.at(HIGH)
        at = self.account.no_deal
        worst, best = list(low), list(high)
        worst[at], best[at] = high[at], low[at]
        if not self.account.mean:
            return self.at(worst), self.at(best)
        least, _, _, _ = self.whole(low)
        most, _, _, _ = self.whole(high)
        found = []
        for values, upwards in ((worst, False), (best, True)):
            _, ratings, adds, no_deal = self.whole(values)
            terms = ratings + (adds - no_deal)[:, None]
            weights = np.where((terms >= 0) == upwards, most, least)
            balance = (terms * weights).sum(axis=1)
            if not least.any():  # weights may all be next to nothing: then the largest term decides, whichever it is
                extreme = terms[:, most > 0].max(axis=1) if upwards else terms[:, most > 0].min(axis=1)
                balance = np.where(weights.any(axis=1), balance, extreme)
            found.append(balance)
        return found[0], found[1]


@dataclass(frozen=True)
class _Units:
    """The units in which one signer's worths and weights are whole numbers, and what can hold these.

    weights: the places of its weights; others: those of its other numbers.
    """

    worth: Fraction
    weight: Fraction
    type: Any
    weights: tuple[int, ...]
    others: tuple[int, ...]

    @classmethod
    def of(cls, account: Account, numbers: Sequence[Number]) -> _Units:
        """The units of a signer; numbers: its own, in the order of their places."""
        ends = {at: number.ends for at, number in zip(sorted(account.numbers), numbers, strict=True)}
        weights = tuple(sorted({at for at in account.weights if at >= 0}))
        others = tuple(at for at in ends if at not in weights)
        worth = _unit([end for at in others for end in ends[at]] + [account.slack]) / account.bottom
        weight = _unit([end for at in weights for end in ends[at]])
        most = max(abs(end) for at in others for end in ends[at]) / worth
        together = sum(max(map(abs, ends[at])) / weight if at >= 0 else 1 for at in account.weights)
        largest = (together + 1) * most * (3 + len(account.linkages) + len(account.weights))
        return cls(worth, weight, np.int64 if largest < _HELD else object, weights, others)

    def whole(self, values: Sequence[Fraction]) -> Whole:
        """The signer's numbers in these units, by their places, where they have some values; 0 at all other places."""
        whole = np.zeros(len(values), dtype=self.type)
        for places, unit in ((self.weights, self.weight), (self.others, self.worth)):
            per = unit.denominator  # (the numerator is 1)
            for at in places:
                value = values[at]
                whole[at] = value.numerator * per // value.denominator
        return whole


def _unit(values: Sequence[Fraction]) -> Fraction:
    return Fraction(1, math.lcm(*(value.denominator for value in values)))
