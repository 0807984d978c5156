"""The contest behind an agreement: who would break the peace, when and why.

Two belligerents, a challenger and a defender, keep or break an agreement year after year: each year the
challenger may attack, then the defender may; otherwise both have the peace of that year and the game goes on,
in a regime (a guarantor firm or wavering, limits kept or broken) that moves by a Markov chain. The game is
solved by backward induction from a stationary tail, for many agreements, or draws of the estimates, at once.

Units. Worth is in the unit of ``Contest.stake``; with a stake of 1 it is in years of holding the whole stake,
and all of it for ever is worth ``1 / (1 - discount)``.

Shapes. Axes come in the order year, regime, batch, and every figure broadcasts from the right, as in numpy: a
number holds for all, ``(batch,)`` differs by agreement, ``(regimes, batch)`` by regime, ``(years, regimes,
batch)`` by year, and an axis of length 1 is shared.

The model joins the commitment problem of Fearon (1995, 1996) and Powell (2006) with a guarantor who may not
come and with the noisy choices of McKelvey and Palfrey (1998). It orders agreements; it does not forecast
wars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Figure: TypeAlias = float | Array

_Each = TypeVar("_Each", covariant=True)
_Record = TypeVar("_Record")

# A difference below this part of all that is at stake is rounding: the side is indifferent and keeps the
# peace. Without it the least guarantee, which makes one margin exactly nil, would fail its own test every
# other time.
_TIE = 1e-11
_PRECISION = 1e-12  # of the stationary values, as a part of all that is at stake
_SWEEPS = 400
_CHUNK = 4096  # agreements at a time: bounds the memory

_LARGEST = np.finfo(np.float64).max
_POSITIVE = (np.nextafter(0.0, 1.0), _LARGEST, "above 0")
_NOT_NEGATIVE = (0.0, _LARGEST, "at least 0")
_PART = (0.0, 1.0, "0 to 1")
_INSIDE = (np.nextafter(0.0, 1.0), np.nextafter(1.0, 0.0), "between 0 and 1, both excluded")
_BELOW_ONE = (0.0, np.nextafter(1.0, 0.0), "0 to less than 1")
_FINITE = (-_LARGEST, _LARGEST, "a number")


@dataclass(frozen=True)
class Sides(Generic[_Each]):
    """One thing for each of the two belligerents."""

    challenger: _Each
    defender: _Each


_AS_TODAY = Sides(1.0, 1.0)
_NONE = Sides(0.0, 0.0)


@dataclass(frozen=True)
class Contest:
    """How fighting would go, whatever is signed. Figures are numbers or ``(batch,)``.

    stake: worth of a year of holding the whole stake, above 0.
    cost: one-off cost of war, in the unit of the stake, at least 0.
    discount: worth of next year beside this year, between 0 and 1, both excluded.
    log_odds: log odds that the challenger wins a war with today's arms, if it held none of the stake.
    decisiveness: how much a unit of log relative arms moves the log odds, at least 0.
    land: how much holding the whole stake, rather than none, moves the log odds.
    held: part of the stake that the challenger holds today, 0 to 1.
    rescue: chance that the challenger wins although the guarantor fights, 0 to 1.
    punishment: what a fighting guarantor costs the challenger beyond the war itself, at least 0.
    noise: spread of what moves a side beyond this model, in the unit of the stake; 0 is the exact limit, sure
        choice.
    accident: yearly chance that the peace ends without anyone having chosen so, 0 to less than 1. It shortens
        survival; the belligerents do not reckon with it.

    Raises ValueError, naming every figure that is out of range.
    Source: the odds as a logistic of relative strength, Hirshleifer (1989); war as a costly lottery, Fearon
    (1995).
    """

    stake: Sides[Figure]
    cost: Sides[Figure]
    discount: Figure
    log_odds: Figure
    decisiveness: Figure = 1.0
    land: Figure = 0.0
    held: Figure = 0.0
    rescue: Figure = 0.0
    punishment: Figure = 0.0
    noise: Figure = 0.0
    accident: Figure = 0.0

    def __post_init__(self) -> None:
        ranges = {
            "stake": _POSITIVE, "cost": _NOT_NEGATIVE, "discount": _INSIDE, "decisiveness": _NOT_NEGATIVE,
            "held": _PART, "rescue": _PART, "punishment": _NOT_NEGATIVE, "noise": _NOT_NEGATIVE,
            "accident": _BELOW_ONE,
        }  # fmt: skip
        problems = _out_of_range(self, ranges) + _misshapen(self, ())
        noise = np.asarray(self.noise)
        if noise.any() and not noise.all():
            problems.append("noise must be above 0 throughout the batch, or 0 throughout")
        _refuse(problems)


@dataclass(frozen=True)
class Terms:
    """What an agreement sets along the path of peace. Figures broadcast to ``(years, regimes, batch)``.

    years: length of the paths, at least 1; the last year's figures hold for ever after.
    share: part of the stake that the challenger has, 0 to 1.
    guarantee: chance that the guarantor fights if the challenger attacks, 0 to 1.
    arms: each side's arms as a multiple of today's, above 0.
    flow: each side's other yearly gain from peace (relief, reconstruction), lost on attack, in the stake's
        unit.
    edge: what striking first adds to a side's log odds, at least 0.
    transition: chance that the regime of the row is followed by that of the column, ``(regimes, regimes,
        batch)``.
    start: chance of each regime in the first year, ``(regimes, batch)``.

    Raises ValueError, naming every figure that is out of range or of the wrong shape.
    """

    years: int
    share: Figure
    guarantee: Figure = 0.0
    arms: Sides[Figure] = _AS_TODAY
    flow: Sides[Figure] = _NONE
    edge: Sides[Figure] = _NONE
    transition: Array = field(default_factory=lambda: np.ones((1, 1, 1)))
    start: Array = field(default_factory=lambda: np.ones((1, 1)))

    def __post_init__(self) -> None:
        ranges = {
            "years": _POSITIVE, "share": _PART, "guarantee": _PART, "arms": _POSITIVE, "edge": _NOT_NEGATIVE,
            "transition": _PART, "start": _PART,
        }  # fmt: skip
        problems = _out_of_range(self, ranges) + _misshapen(self, (self.years, self.regimes))
        if self.transition.ndim != 3 or self.transition.shape[1] != self.regimes:
            problems.append(f"transition has shape {self.transition.shape}, not (regimes, regimes, batch)")
        elif not np.allclose(self.transition.sum(axis=1), 1.0, rtol=0.0, atol=1e-9):
            problems.append("every row of transition must add up to 1")
        if self.start.ndim != 2 or self.start.shape[0] != self.regimes:
            problems.append(f"start has shape {self.start.shape}, not ({self.regimes}, batch)")
        elif not np.allclose(self.start.sum(axis=0), 1.0, rtol=0.0, atol=1e-9):
            problems.append("start must add up to 1")
        _refuse(problems)

    @property
    def regimes(self) -> int:
        """How many regimes there are."""
        return len(self.transition)


@dataclass(frozen=True)
class Outlook:
    """How agreements would fare. All arrays end with the batch.

    survival: chance that the peace has lasted t years, ``(years + 1, batch)``.
    broken: chance that the peace ends in a year by each side's attack, ``(years, batch)``; accidents are the
        rest.
    value: worth of the agreement to each side, ``(batch,)``.
    value_by_regime: the same if the first year's regime is known, ``(regimes, batch)``.
    margin: what peace is worth to each side beyond attacking, with sure choices, in the worst regime that can
        have come about, ``(years, batch)``. A side that waits for a better year to attack has positive margins
        until then: that is delay, not peace, and the margin of that year is negative.
    self_enforcing: whether no margin is negative, ``(batch,)``.
    failing_year, failing_side, failing_regime: where a margin is first negative, ``(batch,)``; -1 where none
        is. Side 0 is the challenger, 1 the defender; of several in one year the worst, in parts of the side's
        stake.
    residual: by how much the stationary values miss their equation, as a part of what is at stake,
        ``(batch,)``. Above 1e-9 no stationary play was found, and the values of the tail are approximate.
    """

    survival: Array
    broken: Sides[Array]
    value: Sides[Array]
    value_by_regime: Sides[Array]
    margin: Sides[Array]
    self_enforcing: Flags
    failing_year: Integers
    failing_side: Integers
    failing_regime: Integers
    residual: Array

    @property
    def hazard(self) -> Array:
        """Chance that the peace ends in a year that it has reached, ``(years, batch)``; NaN if it cannot."""
        lasted = self.survival[:-1]
        unknown = np.full_like(lasted, np.nan)
        return np.divide(lasted - self.survival[1:], lasted, out=unknown, where=lasted > 0)

    @property
    def expected_years(self) -> Array:
        """Expected years of peace within the years looked at, ``(batch,)``."""
        return np.asarray(self.survival[1:].sum(axis=0))


@dataclass(frozen=True)
class Causes:
    """What each cause takes off the margin that fails first, ``(batch,)``; NaN where none fails.

    Each is the change of that margin, in years of the side's whole stake, if that cause alone is undone:
    rebuilding: both sides' arms stay as in the first year.
    land: the odds of war are those of the land held today.
    decay: the guarantee stays as in the first year.
    wavering: the guarantee is in every regime what it is in the best.
    first_strike: striking first gives no edge.
    """

    rebuilding: Array
    land: Array
    decay: Array
    wavering: Array
    first_strike: Array


@dataclass(frozen=True)
class Division:
    """Whether any division of the stake could hold, ``(years, regimes, batch)``, in years of the whole stake.

    claim: the least that each side must be given from that year on, or it would rather fight, now or later.
    spare: what the stake is worth beyond both claims; negative: no division holds.
    """

    claim: Sides[Array]
    spare: Array

    @property
    def exists(self) -> Flags:
        """Whether some division, changing over time if need be, holds throughout, ``(batch,)``."""
        whole = self.claim.challenger + self.claim.defender + self.spare
        return np.asarray((self.spare >= -_TIE * whole).all(axis=(0, 1)))


@dataclass(frozen=True)
class Guarantor:
    """What the guarantor has to lose, in a unit of its own. Figures broadcast to ``(years, regimes, batch)``.

    stake: its loss if the defender is defeated, at least 0.
    reputation: its loss if it breaks its promise, at least 0.
    cost: its cost of fighting, at least 0.
    noise: spread of what moves it beyond these, above 0.

    Raises ValueError, naming every figure that is out of range.
    """

    stake: Figure
    reputation: Figure
    cost: Figure
    noise: Figure

    def __post_init__(self) -> None:
        losses = dict.fromkeys(("stake", "reputation", "cost"), _NOT_NEGATIVE)
        _refuse(_out_of_range(self, {**losses, "noise": _POSITIVE}))


@dataclass(frozen=True)
class Promise:
    """Whether the guarantor would keep its promise, broadcasting to ``(years, regimes, batch)``.

    margin: what fighting is worth to it beyond standing aside.
    kept: chance that it fights.
    """

    margin: Array
    kept: Array


# The questions.


def outlook(contest: Contest, terms: Terms) -> Outlook:
    """How would each agreement fare: how long does it last, who breaks it first, what is it worth to whom?

    Survival, breaking and values are those of noisy choices (``contest.noise``); margins, and whether the
    agreement is self-enforcing, those of sure ones.
    Source: quantal response in extensive games, McKelvey and Palfrey (1998); margins, Fearon (1995), Powell
    (2006).
    """
    return _in_chunks(_outlook, contest, terms)


def survival(contest: Contest, terms: Terms) -> Array:
    """How likely is it that the peace has lasted t years? As ``Outlook.survival``, ``(years + 1, batch)``."""
    return _in_chunks(_survival, contest, terms)


def margins(contest: Contest, terms: Terms) -> Sides[Array]:
    """What is peace worth to each side beyond attacking, with sure choices, ``(years, regimes, batch)``?

    A side keeps the peace where its margin is at least 0. The worth of peace reckons with attacks to come,
    its own and the other's. Source: Fearon (1995), Powell (2006).
    """
    return _in_chunks(_margins, contest, terms)


def causes(contest: Contest, terms: Terms) -> Causes:
    """Why does the margin fail that fails first? Each cause is undone in turn and the game solved again."""
    return _in_chunks(_causes, contest, terms)


def victory(contest: Contest, share: Figure, arms: Sides[Figure] = _AS_TODAY) -> Array:
    """How likely is it that the challenger wins a war, holding that share, if the guarantor stands aside?

    share: part of the stake, 0 to 1. arms: each side's, as multiples of today's. The figures broadcast.
    Source: Hirshleifer (1989).
    """
    return _logistic(_log_odds(contest, share, arms))


def no_deal(contest: Contest, arms: Sides[Figure] = _AS_TODAY) -> Sides[Array]:
    """What is fighting on worth to each side: war over the line held today, no guarantee, no first strike?

    arms: each side's, as multiples of today's; a path over years gives the worth of war in each of them.
    Times ``(1 - discount) / stake`` it is the part of the stake that, held for ever, is worth as much.
    Source: war as a costly lottery, Fearon (1995).
    """
    won = victory(contest, contest.held, arms)
    whole = 1.0 / (1.0 - np.asarray(contest.discount))
    return Sides(
        contest.stake.challenger * whole * won - contest.cost.challenger,
        contest.stake.defender * whole * (1.0 - won) - contest.cost.defender,
    )


def least(holds: Callable[[Array], Flags], batch: int, tolerance: float = 1e-6) -> Array:
    """What is the least level, 0 to 1, at which something holds? By bisection, ``(batch,)``.

    holds: whether it holds at levels ``(batch,)``; what holds at a level is taken to hold above it.
    tolerance: the answer holds, and is at most this above the least level.
    NaN where it does not hold even at 1.
    """
    fails, found = np.zeros(batch), np.ones(batch)
    at_least, at_most = holds(fails), holds(found)
    for _ in range(int(np.ceil(-np.log2(tolerance)))):
        middle = (fails + found) / 2.0
        good = holds(middle)
        fails, found = np.where(good, fails, middle), np.where(good, middle, found)
    return np.where(at_least, 0.0, np.where(at_most, found, np.nan))


def least_guarantee(contest: Contest, terms: Terms) -> Array:
    """What part of the guarantee is the least that makes the agreement self-enforcing? 0 to 1, ``(batch,)``.

    ``terms.guarantee`` is the guarantee at full strength, with its decay and its regimes; where that starts
    at 1 the answer is the least guarantee itself. With shares as the batch it is the curve of land against
    guarantee. NaN where even all of it is not enough, or where the defender would attack, which no guarantee
    against the challenger prevents.
    """
    return _in_chunks(_least_guarantee, contest, terms)


def least_lasting_guarantee(contest: Contest, terms: Terms, year: int, chance: float) -> Array:
    """What part of the guarantee is the least that makes the peace last that long with that chance?

    ``(batch,)``, 0 to 1, to within a millionth; as ``least_guarantee``, but for noisy choices. ``year`` is 1 to
    ``terms.years``, ``chance`` 0 to 1. NaN where all of the guarantee is not enough.
    """
    return _least_lasting(contest, terms, lambda t, level: replace(t, guarantee=level * t.guarantee), year, chance)


def least_lasting_persistence(contest: Contest, terms: Terms, year: int, chance: float) -> Array:
    """How likely must the first regime be to last another year, for the peace to last with that chance?

    ``(batch,)``, 0 to 1, to within a millionth; see ``with_persistence``. ``year`` is 1 to ``terms.years``,
    ``chance`` 0 to 1. NaN where even a first regime that never ends is not enough.
    """
    return _least_lasting(contest, terms, with_persistence, year, chance)


def with_persistence(terms: Terms, keep: Figure) -> Terms:
    """The same terms if the first regime lasts another year with the chance ``keep``.

    keep: a number or ``(batch,)``, 0 to 1. The rest goes to the other regimes in the proportions in which it
        went there, or evenly if it did not go.

    Raises ValueError where there is no other regime.
    """
    if terms.regimes == 1:
        raise ValueError("persistence needs a second regime to go to")
    leaving = terms.transition[0, 1:]
    total = leaving.sum(axis=0)
    parts = np.where(total > 0, leaving / np.where(total > 0, total, 1.0), 1.0 / (terms.regimes - 1))
    going = parts * (1.0 - np.asarray(keep))
    first = np.concatenate([np.broadcast_to(keep, (1, going.shape[-1])), going])
    others = np.broadcast_to(terms.transition[1:], (terms.regimes - 1, *first.shape))
    return replace(terms, transition=np.concatenate([first[None], others]))


def with_cheating(terms: Terms, arms: Figure, found: Figure, rate: Figure = 0.0) -> Terms:
    """The same terms if the challenger may break the limits on its arms unseen.

    Every regime then comes three times, in this order: limits kept, broken, found out. A challenger that is
    found out is back at the limits and has lost its flow for good (snapback).

    arms: the challenger's while it cheats, as ``Terms.arms``.
    found: yearly chance that cheating is found out, a number or ``(batch,)``.
    rate: yearly chance that it begins, likewise; 0 asks only whether it would pay.

    It pays where the challenger's ``Outlook.value_by_regime`` is higher with limits broken than with limits
    kept. Both sides know the state: a defender who is deceived is not modelled.
    """
    begin, caught = np.broadcast_arrays(np.atleast_1d(np.float64(rate)), np.atleast_1d(np.float64(found)))
    nil, one = np.zeros_like(begin), np.ones_like(begin)
    limits = np.array([[1.0 - begin, begin, nil], [nil, 1.0 - caught, caught], [nil, nil, one]])
    size = 3 * terms.regimes
    joint = limits[:, None, :, None] * terms.transition[None, :, None, :]

    def thrice(kept: Figure, broken: Figure, exposed: Figure) -> Array:
        states = [np.asarray(state, dtype=np.float64) for state in (kept, broken, exposed)]
        shape = np.broadcast_shapes((1, terms.regimes, 1), *(state.shape for state in states))
        return np.concatenate([np.broadcast_to(state, shape) for state in states], axis=1)

    def same(figure: Figure) -> Array:
        return thrice(figure, figure, figure)

    return Terms(
        years=terms.years,
        share=same(terms.share),
        guarantee=same(terms.guarantee),
        arms=Sides(thrice(terms.arms.challenger, arms, terms.arms.challenger), same(terms.arms.defender)),
        flow=Sides(thrice(terms.flow.challenger, terms.flow.challenger, 0.0), same(terms.flow.defender)),
        edge=Sides(same(terms.edge.challenger), same(terms.edge.defender)),
        transition=joint.reshape(size, size, -1),
        start=np.concatenate([terms.start, np.zeros((size - terms.regimes, terms.start.shape[-1]))]),
    )


def promise(contest: Contest, terms: Terms, guarantor: Guarantor) -> Promise:
    """Would it be in the guarantor's interest to keep its promise, once the challenger attacks?

    It would where the defeat that it averts and the reputation that it saves outweigh its cost of fighting.
    Terms with ``guarantee=terms.guarantee * promise(...).kept`` reckon with it.
    Source: alliances as costly commitments, Morrow (1994), Smith (1995).
    """
    struck = _logistic(_log_odds(contest, terms.share, terms.arms) + terms.edge.challenger)
    margin = guarantor.stake * (struck - contest.rescue) + guarantor.reputation - guarantor.cost
    return Promise(margin, _logistic(margin / guarantor.noise))


def war_claims(contest: Contest, terms: Terms) -> Sides[Array]:
    """What could each side secure by attacking, beyond what peace gives it besides its share of the stake?

    ``(years, regimes, batch)``, in years of the whole stake: the input of ``division``. The odds are those of
    the share that the terms give; where land moves the odds, look at several.
    """
    return _in_chunks(_war_claims, contest, terms)


def division(claims: Sides[Array], discount: Figure, transition: Array | None = None) -> Division:
    """Could any division of the stake hold, even one that changes with the years and with what has happened?

    claims: what each side can secure by war in each year and regime, ``(years, regimes, batch)``, in years of
        the whole stake; the last year's hold for ever after.
    discount: a number or ``(batch,)``. transition: as in ``Terms``; if left out there is one regime.

    A side can wait for a better year to fight, so that its claim is the better of war now and its claim of
    next year, discounted. In each year a side is given something between nothing and the whole; a path of
    divisions exists exactly if the two claims never exceed what the stake is worth from then on. One year
    ahead that is the condition of Powell (2006); over all years it covers slow shifts of power, too (Krainin
    2017). Raises ValueError if a figure is no number or the discount not between 0 and 1.
    """
    chain = np.ones((1, 1, 1)) if transition is None else transition
    factor = np.atleast_1d(np.asarray(discount, dtype=np.float64))
    war = np.stack([claims.challenger, claims.defender])
    problems = [] if np.isfinite(war).all() else ["claims must be numbers"]
    _refuse(problems if ((factor > 0.0) & (factor < 1.0)).all() else [*problems, f"discount must be {_INSIDE[2]}"])
    shape = np.broadcast_shapes(war.shape, (len(chain), chain.shape[-1]), factor.shape)
    claim = np.array(np.broadcast_to(war, shape))
    last = claim[:, -1].copy()
    while True:  # the best time to stop in a chain: policy iteration, which ends after finitely many sweeps
        later = factor * _expected(chain, claim[:, -1])
        miss = np.maximum(last, later) - claim[:, -1]
        if np.abs(miss).max() <= _PRECISION * np.abs(claim).max():
            break
        for side, waits in enumerate(later > last):
            claim[side, -1] += _accumulated(factor, chain, waits, miss[[side]])[0]
    for year in reversed(range(claim.shape[1] - 1)):
        claim[:, year] = np.maximum(claim[:, year], factor * _expected(chain, claim[:, year + 1]))
    return Division(_sides(claim), 1.0 / (1.0 - factor) - claim[0] - claim[1])


def concessions(chances: Callable[[Array], Array], held: Array, cost: Figure, discount: Figure, years: int) -> Array:
    """How far would the defender be pushed, slice by slice, if what it gives up makes the next war harder?

    chances: chance that the challenger wins a war, for the shares ``(batch,)`` that it holds; must not fall
        with them.
    held: the challenger's share today, ``(batch,)``. cost: the defender's cost of war, in years of its whole
        stake.
    Returns the challenger's share in each year, ``(years + 1, batch)``: the most that the defender concedes
    that year rather than fight, knowing that as much will be asked again. 1: all is conceded.
    Source: Fearon (1996).
    """
    path = [np.asarray(held, dtype=np.float64)]
    factor = np.asarray(discount, dtype=np.float64)
    for _ in range(years):
        resisted = chances(path[-1]) + cost * (1.0 - factor) ** 2

        def refused(share: Array, resisted: Array = resisted) -> Flags:
            return np.asarray((1.0 - factor) * share + factor * chances(share) >= resisted)

        path.append(np.nan_to_num(least(refused, path[-1].size, tolerance=1e-13), nan=1.0))
    return np.stack(path)


# The game of one chunk. Arrays have the side as their first axis: 0 the challenger, 1 the defender.


@dataclass(frozen=True)
class _Game:
    stake: Array  # (2, 1, n)
    tie: Array  # (2, 1, n): differences below are rounding
    peace: Array  # (2, years, regimes, n): the year's worth of peace
    attack: Array  # (2, years, regimes, n): worth to both if the challenger attacks
    strike: Array  # (2, years, regimes, n): worth to both if the defender attacks
    discount: Array  # (n,)
    transition: Array  # (regimes, regimes, n)
    start: Array  # (regimes, n)
    noise: Array  # (n,)
    accident: Array  # (n,)


@dataclass(frozen=True)
class _Turn:
    chance: Array  # (2, regimes, n): each side attacks, once it is its move
    value: Array  # (2, regimes, n)


@dataclass(frozen=True)
class _Play:
    chance: Array  # (2, years, regimes, n), as in a turn
    margin: Array  # (2, years, regimes, n): worth of peace less that of attacking
    value: Array  # (2, regimes, n): at the start
    residual: Array  # (n,)


@dataclass(frozen=True)
class _Course:
    survival: Array  # (years + 1, n)
    broken: Array  # (2, years, n)


def _game(contest: Contest, terms: Terms) -> _Game:
    batch, discount = _batch(contest, terms), contest.discount
    share, edge, guarantee = terms.share, terms.edge, terms.guarantee
    ours, theirs = contest.stake.challenger / (1.0 - discount), contest.stake.defender / (1.0 - discount)
    even = _log_odds(contest, share, terms.arms)
    alone, struck = _logistic(even + edge.challenger), _logistic(even - edge.defender)
    guarded = alone + guarantee * (contest.rescue - alone)

    def paths(challenger: Figure, defender: Figure) -> Array:
        shape = (terms.years, terms.regimes, batch)
        return np.stack([np.broadcast_to(challenger, shape), np.broadcast_to(defender, shape)])

    def each(challenger: Figure, defender: Figure) -> Array:
        return np.stack([np.broadcast_to(challenger, (1, batch)), np.broadcast_to(defender, (1, batch))])

    return _Game(
        stake=each(contest.stake.challenger, contest.stake.defender),
        tie=_TIE * each(ours + contest.cost.challenger, theirs + contest.cost.defender),
        peace=paths(
            contest.stake.challenger * share + terms.flow.challenger,
            contest.stake.defender * (1.0 - share) + terms.flow.defender,
        ),
        attack=paths(
            ours * guarded - contest.cost.challenger - guarantee * contest.punishment,
            theirs * (1.0 - guarded) - contest.cost.defender,
        ),
        strike=paths(
            ours * struck - contest.cost.challenger,
            theirs * (1.0 - struck) - contest.cost.defender,
        ),
        discount=np.broadcast_to(discount, batch),
        transition=np.broadcast_to(terms.transition, (terms.regimes, terms.regimes, batch)),
        start=np.broadcast_to(terms.start, (terms.regimes, batch)),
        noise=np.broadcast_to(contest.noise, batch),
        accident=np.broadcast_to(contest.accident, batch),
    )


def _play(game: _Game) -> _Play:
    """Backward induction from the stationary tail."""
    value, residual = _tail(game)
    chance, margin = np.empty_like(game.peace), np.empty_like(game.peace)
    for year in reversed(range(game.peace.shape[1])):
        attack, strike = game.attack[:, year], game.strike[:, year]
        hold = game.peace[:, year] + game.discount * _expected(game.transition, value)
        turn = _turn(hold, attack, strike, game.noise, game.tie)
        margin[0, year], margin[1, year] = hold[0] - attack[0], hold[1] - strike[1]
        chance[:, year], value = turn.chance, turn.value
    return _Play(chance, margin, value, residual)


def _tail(game: _Game) -> tuple[Array, Array]:
    """The stationary values after the last year, and by how much they miss their equation.

    The sweeps start from lasting peace, so that peace is found wherever it is an equilibrium. A sweep plays
    one turn and corrects the values as if its chances of attack were to stay as they are, which is policy
    iteration: it takes a few sweeps where value iteration takes hundreds. With two sides it need not
    converge; where a sweep came no nearer, the next is one of plain value iteration.
    """
    peace, attack, strike = game.peace[:, -1], game.attack[:, -1], game.strike[:, -1]
    value = _accumulated(game.discount, game.transition, np.ones_like(peace[0]), peace)
    residual = np.full_like(game.discount, np.inf)
    going = np.arange(residual.size)
    for _ in range(_SWEEPS):
        discount, transition, tie = game.discount[going], game.transition[..., going], game.tie[..., going]
        now = value[..., going]
        hold = peace[..., going] + discount * _expected(transition, now)
        turn = _turn(hold, attack[..., going], strike[..., going], game.noise[going], tie)
        miss = turn.value - now
        before, after = residual[going], (np.abs(miss) * (_TIE / tie)).max(axis=(0, 1))
        corrected = _accumulated(discount, transition, (1.0 - turn.chance[0]) * (1.0 - turn.chance[1]), miss)
        value[..., going] = now + np.where(after < 0.9 * before, corrected, miss)
        residual[going] = after
        going = going[after > _PRECISION]
        if not going.size:
            break
    return value, residual


def _turn(hold: Array, attack: Array, strike: Array, noise: Array, tie: Array) -> _Turn:
    """One year's moves: the challenger's, reckoning with the defender's, then the defender's."""
    strikes, better = _choice(strike[1] - hold[1], noise, tie[1])
    waits = hold[1] + better
    expects = hold[0] + strikes * (strike[0] - hold[0])
    attacks, better = _choice(attack[0] - expects, noise, tie[0])
    value = np.stack([expects + better, waits + attacks * (attack[1] - waits)])
    return _Turn(np.stack([attacks, strikes]), value)


def _choice(gain: Array, noise: Array, tie: Array) -> tuple[Array, Array]:
    """The chance of attacking for that gain, and what being able to choose is worth beyond not attacking."""
    sure_worth = np.maximum(gain, 0.0)
    if not noise.any():
        return (gain > tie).astype(np.float64), sure_worth
    small = np.exp(-np.abs(gain) / noise)
    return np.where(gain < 0.0, small, 1.0) / (1.0 + small), sure_worth + noise * np.log1p(small)


def _course(game: _Game, play: _Play) -> _Course:
    """What happens from the start on."""
    years, batch = game.peace.shape[1], game.discount.size
    lasting, broken = np.ones((years + 1, batch)), np.empty((2, years, batch))
    at_peace = game.start
    for year in range(years):
        attacks, strikes = play.chance[:, year]
        after = at_peace * (1.0 - attacks)
        broken[0, year], broken[1, year] = (at_peace * attacks).sum(axis=0), (after * strikes).sum(axis=0)
        after = after * (1.0 - strikes) * (1.0 - game.accident)
        lasting[year + 1] = after.sum(axis=0)
        at_peace = (after[:, None] * game.transition).sum(axis=0)
    return _Course(lasting, broken)


def _outlook(contest: Contest, terms: Terms) -> Outlook:
    game = _game(contest, terms)
    noisy = _play(game)
    sure = noisy if not game.noise.any() else _play(replace(game, noise=np.zeros_like(game.noise)))
    course = _course(game, noisy)
    margin = np.where(_occurring(terms), sure.margin, np.inf)
    fails = margin < -game.tie[:, None]
    failing = fails.any(axis=(0, 2))
    lasts = ~failing.any(axis=0)
    year = failing.argmax(axis=0)
    batch = np.arange(lasts.size)
    worst = (margin / game.stake[:, None])[:, year, :, batch].reshape(lasts.size, -1).argmin(axis=1)
    side, regime = np.divmod(worst, terms.regimes)
    return Outlook(
        survival=course.survival,
        broken=_sides(course.broken),
        value=_sides((game.start * noisy.value).sum(axis=1)),
        value_by_regime=_sides(noisy.value),
        margin=_sides(margin.min(axis=2)),
        self_enforcing=np.asarray(lasts),
        failing_year=np.where(lasts, -1, year),
        failing_side=np.where(lasts, -1, side),
        failing_regime=np.where(lasts, -1, regime),
        residual=np.maximum(noisy.residual, sure.residual),
    )


def _survival(contest: Contest, terms: Terms) -> Array:
    game = _game(contest, terms)
    return _course(game, _play(game)).survival


def _margins(contest: Contest, terms: Terms) -> Sides[Array]:
    return _sides(_play(_game(replace(contest, noise=0.0), terms)).margin)


def _causes(contest: Contest, terms: Terms) -> Causes:
    found = outlook(contest, terms)
    batch = np.arange(found.failing_year.size)
    stake = _game(contest, terms).stake[found.failing_side, 0, batch]

    def margin(contest: Contest, terms: Terms) -> Array:
        both = margins(contest, terms)
        cell = np.stack([both.challenger, both.defender])[
            found.failing_side, found.failing_year, found.failing_regime, batch
        ]
        return np.where(found.self_enforcing, np.nan, cell / stake)

    actual = margin(contest, terms)
    there = replace(contest, log_odds=contest.log_odds + contest.land * contest.held, land=0.0)
    arms = Sides(_first_year(terms.arms.challenger), _first_year(terms.arms.defender))
    guarantee = np.broadcast_to(terms.guarantee, (terms.years, terms.regimes, batch.size))
    return Causes(
        rebuilding=margin(contest, replace(terms, arms=arms)) - actual,
        land=margin(there, terms) - actual,
        decay=margin(contest, replace(terms, guarantee=_first_year(terms.guarantee))) - actual,
        wavering=margin(contest, replace(terms, guarantee=guarantee.max(axis=1, keepdims=True))) - actual,
        first_strike=margin(contest, replace(terms, edge=_NONE)) - actual,
    )


def _least_guarantee(contest: Contest, terms: Terms) -> Array:
    # If peace is to last its worth does not depend on the guarantee, and the worth of attacking is linear in
    # the part of it that is given: two parts, none and all, give the part at which each margin is nil.
    game, bare = _game(contest, terms), _game(contest, replace(terms, guarantee=0.0))
    hold, tie, occurs = _lasting_peace(bare), bare.tie[:, None], _occurring(terms)
    none, all_ = hold[0] - bare.attack[0], hold[0] - game.attack[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(occurs & (none < -tie[0]), none / (none - all_), 0.0)
    unmet = occurs & ((all_ < -tie[0]) | (hold[1] - bare.strike[1] < -tie[1]))
    return np.where(unmet.any(axis=(0, 1)), np.nan, part.max(axis=(0, 1)).clip(max=1.0))


def _least_lasting(
    contest: Contest, terms: Terms, at: Callable[[Terms, Array], Terms], year: int, chance: float
) -> Array:
    if not 1 <= year <= terms.years:
        raise ValueError(f"year must be 1 to {terms.years}, the years of the terms")

    def answer(contest: Contest, terms: Terms) -> Array:
        def lasts(level: Array) -> Flags:
            return np.asarray(survival(contest, at(terms, level))[year] >= chance)

        return least(lasts, _batch(contest, terms))

    return _in_chunks(answer, contest, terms)


def _war_claims(contest: Contest, terms: Terms) -> Sides[Array]:
    game = _game(contest, terms)
    besides = _lasting_peace(game) - _lasting_peace(_game(contest, replace(terms, flow=_NONE)))
    war = np.stack([game.attack[0], game.strike[1]])
    return _sides((war - besides) / game.stake[:, None])


def _lasting_peace(game: _Game) -> Array:
    """The worth of peace to both sides if nobody ever attacks, ``(2, years, regimes, n)``."""
    worth = game.peace.copy()
    value = _accumulated(game.discount, game.transition, np.ones_like(game.start), worth[:, -1])
    for year in reversed(range(worth.shape[1])):
        value = worth[:, year] + game.discount * _expected(game.transition, value)
        worth[:, year] = value
    return worth


def _occurring(terms: Terms) -> Flags:
    """Which regimes can have come about by each year, ``(years, regimes, n)``, n as in the chain."""
    now = terms.start
    years = []
    for _ in range(terms.years):
        years.append(now > 0.0)
        now = (now[:, None] * terms.transition).sum(axis=0)
    return np.stack(np.broadcast_arrays(*years))


def _expected(transition: Array, value: Array) -> Array:
    """Next year's value ``(..., regimes, n)`` as expected in each regime."""
    return np.asarray((transition * value[..., None, :, :]).sum(axis=-2))


def _accumulated(discount: Array, transition: Array, stay: Array, yearly: Array) -> Array:
    """Worth of gains ``(sides, regimes, n)`` each year for ever, which end where the peace does not stay."""
    matrix = np.eye(len(transition))[:, :, None] - discount * stay[:, None, :] * transition
    return np.asarray(np.linalg.solve(matrix.transpose(2, 0, 1), yearly.transpose(2, 1, 0)).transpose(2, 1, 0))


def _log_odds(contest: Contest, share: Figure, arms: Sides[Figure]) -> Array:
    relative = np.log(arms.challenger) - np.log(arms.defender)
    return np.asarray(contest.log_odds + contest.decisiveness * relative + contest.land * share)


def _logistic(value: Array) -> Array:
    small = np.exp(-np.abs(value))
    return np.where(value < 0.0, small, 1.0) / (1.0 + small)


# The batch, in chunks; and what may be asked.


def _sides(both: Array) -> Sides[Array]:
    return Sides(both[0], both[1])


def _first_year(figure: Figure) -> Figure:
    return figure[:1] if isinstance(figure, np.ndarray) and figure.ndim == 3 else figure


def _figures(record: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """The numbers and arrays of a record by their dotted names."""
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Sides):
            yield from _figures(value, f"{within}{each.name}.")
        else:
            yield f"{within}{each.name}", value


def _out_of_range(record: Any, ranges: dict[str, tuple[float, float, str]]) -> list[str]:
    problems = []
    for name, value in _figures(record):
        low, high, words = ranges.get(name.partition(".")[0], _FINITE)
        values = np.asarray(value)
        if values.size and not (low <= values.min() and values.max() <= high):  # so NaN is refused, too
            problems.append(f"{name} must be {words}")
    return problems


def _misshapen(record: Any, axes: tuple[int, ...]) -> list[str]:
    """Which figures do not broadcast to those axes and a batch? The chain has a shape of its own."""
    problems = []
    for name, value in _figures(record):
        shape = np.shape(value)
        aligned = zip(reversed(shape[:-1]), reversed(axes), strict=False)
        if name not in ("transition", "start") and (
            len(shape) > len(axes) + 1 or 0 in shape or any(size not in (1, axis) for size, axis in aligned)
        ):
            problems.append(f"{name} has shape {shape}, not {(*axes, 'batch')} or one that broadcasts to it")
    return problems


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ValueError("; ".join(problems))


def _batch(contest: Contest, terms: Terms) -> int:
    sizes = {np.shape(value)[-1]: name for record in (contest, terms) for name, value in _figures(record)
             if np.ndim(value)}  # fmt: skip
    sizes.pop(1, None)
    if len(sizes) > 1:
        raise ValueError("batches differ: " + ", ".join(f"{name} has {size}" for size, name in sizes.items()))
    return next(iter(sizes), 1)


def _in_chunks(answer: Callable[[Contest, Terms], _Record], contest: Contest, terms: Terms) -> _Record:
    batch = _batch(contest, terms)
    parts = [slice(first, first + _CHUNK) for first in range(0, batch, _CHUNK)]
    return _joined([answer(_part(contest, part), _part(terms, part)) for part in parts])


def _part(record: _Record, part: slice) -> _Record:
    """The record for one part of the batch."""
    if isinstance(record, np.ndarray):
        return cast(_Record, record[..., part] if record.ndim and record.shape[-1] > 1 else record)
    if not is_dataclass(record):
        return record
    changed = {each.name: _part(getattr(record, each.name), part) for each in fields(cast(Any, record))}
    return cast(_Record, replace(cast(Any, record), **changed))


def _joined(parts: list[_Record]) -> _Record:
    """One record of the answers for all parts of the batch."""
    if len(parts) == 1:
        return parts[0]
    first = cast(Any, parts[0])
    if isinstance(first, np.ndarray):
        return cast(_Record, np.concatenate(cast(list[Array], parts), axis=-1))
    joined = {each.name: _joined([getattr(part, each.name) for part in parts]) for each in fields(first)}
    return cast(_Record, type(first)(**joined))
