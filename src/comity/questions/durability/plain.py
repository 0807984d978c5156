"""Four questions in plain words, asked of one agreement: as numbers. `words` has the sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from comity.finding import Band
from comity.questions.durability.band import Tendency, band_of
from comity.questions.durability.game import Array, Terms
from comity.questions.durability.reference import Reference
from comity.questions.durability.regimes import with_persistence
from comity.questions.durability.terms import Arena

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class LandOrGuarantee:
    """Would ceding land lower or raise the guarantee that is needed?

    issue: which sets the challenger's share; less, more: its option here and the next larger share, or, where there is
    none, the next smaller share and the one here. tendency: of the least guarantee from less to more. guarantee_*: the
    least guarantee under which neither side would ever gain by attacking, 0 to 1 or infinite. peace_*: the chance of
    peace after the year asked for, 0 to 1.
    """

    issue: str
    less: str
    more: str
    tendency: Tendency
    guarantee_before: Band
    guarantee_after: Band
    peace_before: Band
    peace_after: Band


@dataclass(frozen=True)
class LeastGuarantee:
    """What is the least guarantee that lasts?

    enough: the chance with which the promise must at first be kept for peace to hold to the year asked for with the
    chance asked for, given how it fades and wavers; never: in which part of the draws not even certainty is enough.
    promised: the promises as judged. self_enforcing: the chance with which they must at first be kept for neither side
    ever to gain by attacking. stays: with which chance promises as strong as judged must stay firm from one year to the
    next for peace to hold as long; stays_judged: that chance as judged. All are 0 to 1, infinite where even certainty
    is not enough.
    """

    enough: Band
    never: float
    promised: Band
    self_enforcing: Band
    stays: Band
    stays_judged: Band


@dataclass(frozen=True)
class Rebuilding:
    """Does rebuilding by the defender help the peace to last?

    issue: which moves the defender's arms in the tenth year most; weakest, strongest: its options with the fewest and
    the most arms. tendency: of the chance of peace from weakest to strongest; peace_*, guarantee_*: as in
    `LandOrGuarantee`, under either.
    """

    issue: str
    weakest: str
    strongest: str
    tendency: Tendency
    peace_weakest: Band
    peace_strongest: Band
    guarantee_weakest: Band
    guarantee_strongest: Band


@dataclass(frozen=True)
class StrongOrSteady:
    """Is a guarantee that is strong in name but wavers worth more than a weaker, steady one?

    issue: with the strongest promise; strong: the option that makes it; steady: the strongest that wavers less.
    tendency: of the chance of peace from steady to strong; peace_*: under either. promised: all promises together with
    the strong one, in the first year; as_good: how strong a promise that neither fades nor wavers must be to keep the
    peace as long. Chances are 0 to 1, infinite where even certainty is not enough.
    """

    issue: str
    strong: str
    steady: str
    tendency: Tendency
    peace_strong: Band
    peace_steady: Band
    promised: Band
    as_good: Band


@dataclass(frozen=True)
class Plain:
    """The four questions of plain words; None where a case does not say enough for one."""

    land_or_guarantee: LandOrGuarantee | None
    least_guarantee: LeastGuarantee | None
    rebuilding: Rebuilding | None
    strong_or_steady: StrongOrSteady | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {each.name: as_json(getattr(self, each.name)) for each in fields(self)}


def as_json(record: Any) -> Any:
    """A record of bands, tendencies, names and numbers as plain values."""
    if record is None or isinstance(record, str | int | float):
        return record
    if hasattr(record, "json"):
        return record.json()
    return {each.name: as_json(getattr(record, each.name)) for each in fields(record)}


def plain(reference: Reference, target: float, told: Callable[[], None]) -> Plain:
    """The four questions, asked of an agreement; told: told whenever one is answered."""

    def answered(answer: _Part) -> _Part:
        told()
        return answer

    return Plain(
        land_or_guarantee=answered(_land_or_guarantee(reference)),
        least_guarantee=answered(_least_guarantee(reference, target)),
        rebuilding=answered(_rebuilding(reference)),
        strong_or_steady=answered(_strong_or_steady(reference)),
    )


def _land_or_guarantee(reference: Reference) -> LandOrGuarantee | None:
    issue = reference.arena.sharing
    if issue is None:
        return None
    steps = reference.ladder(issue)
    if len(steps) < 2:
        return None
    at = min(steps.index(reference.option(issue)), len(steps) - 2)
    less, more = steps[at], steps[at + 1]
    both = [reference.changed(issue, less), reference.changed(issue, more)]
    (before, after), (peace_before, peace_after) = reference.needed(both), reference.lasted(both)
    with np.errstate(invalid="ignore"):  # where no guarantee is enough on either side, nothing changes
        change = np.where(after == before, 0.0, after - before)
    return LandOrGuarantee(
        issue=issue,
        less=less,
        more=more,
        tendency=Tendency.of(change, even="falls", beyond=1e-9),
        guarantee_before=band_of(before),
        guarantee_after=band_of(after),
        peace_before=band_of(peace_before),
        peace_after=band_of(peace_after),
    )


def _least_guarantee(reference: Reference, target: float) -> LeastGuarantee | None:
    if reference.arena.contest.guarantor is None:
        return None
    posed = reference.posed
    full = posed.at_full_strength()
    enough = reference.least_level(posed.game, full, _with_part, target)
    stays = reference.least_level(posed.game, posed.terms, with_persistence, target)
    return LeastGuarantee(
        enough=band_of(enough),
        never=float(np.isnan(enough[1:]).mean()),
        promised=band_of(posed.promised[0]),
        self_enforcing=band_of(reference.needed([reference.settled])[0]),
        stays=band_of(stays),
        stays_judged=band_of(posed.terms.transition[0, 0]),
    )


def _with_part(terms: Terms, part: Array) -> Terms:
    """The terms with a part of their guarantee."""
    return replace(terms, guarantee=part * terms.guarantee)


def _with_steady(terms: Terms, guarantee: Array) -> Terms:
    """The terms with a guarantee that neither fades nor wavers."""
    return replace(terms, guarantee=guarantee)


def _rebuilding(reference: Reference) -> Rebuilding | None:
    arms = {issue: reference.defender_arms(issue) for issue in reference.arena.issues}
    issue = max(arms, key=lambda each: max(arms[each]) - min(arms[each]))
    if max(arms[issue]) == min(arms[issue]):
        return None
    options = list(reference.arena.case.issues[issue].options)
    weakest, strongest = options[int(np.argmin(arms[issue]))], options[int(np.argmax(arms[issue]))]
    both = [reference.changed(issue, weakest), reference.changed(issue, strongest)]
    (without, with_), (fixed, rebuilt) = reference.lasted(both), reference.needed(both)
    return Rebuilding(
        issue=issue,
        weakest=weakest,
        strongest=strongest,
        tendency=Tendency.of(with_ - without),
        peace_weakest=band_of(without),
        peace_strongest=band_of(with_),
        guarantee_weakest=band_of(fixed),
        guarantee_strongest=band_of(rebuilt),
    )


def _strong_or_steady(reference: Reference) -> StrongOrSteady | None:
    compared = _strong_and_steady(reference.arena)
    if compared is None:
        return None
    issue, strong, steady = compared
    wavering = reference.arena.posed([reference.changed(issue, strong)])
    peace = reference.lasted([reference.changed(issue, strong), reference.changed(issue, steady)])
    # As long as with the strong one, to within rounding.
    as_good = reference.least_level(wavering.game, wavering.terms, _with_steady, peace[0] - 1e-12)
    return StrongOrSteady(
        issue=issue,
        strong=strong,
        steady=steady,
        tendency=Tendency.of(peace[0] - peace[1]),
        peace_strong=band_of(peace[0]),
        peace_steady=band_of(peace[1]),
        promised=band_of(wavering.promised[0]),
        as_good=band_of(as_good),
    )


def _strong_and_steady(arena: Arena) -> tuple[str, str, str] | None:
    """The issue with the strongest promise, the option that makes it, and the strongest steadier one."""
    promises = [
        (each.guarantee.chance.point, issue, option, each.guarantee)
        for issue, effects in arena.contest.effects.items()
        for option, each in effects.items()
        if each.guarantee
    ]
    if not promises:
        return None
    _, issue, strong, guarantee = max(promises, key=lambda each: each[0])
    steadier = [
        (chance, option)
        for chance, of, option, each in promises
        if of == issue and each.wavering.point > guarantee.wavering.point
    ]
    return (issue, strong, max(steadier)[1]) if steadier else None
