"""Which agreements nobody would move away from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices, TooMany
from comity.agreements.arguments import one_agreement, refuse_nonsense, whole_number
from comity.agreements.consent import Consent
from comity.agreements.core import in_core, sufficing
from comity.agreements.efficient import Efficient, efficient
from comity.agreements.passing import passing
from comity.agreements.picks import Gains, Picks
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement, Choice
from comity.agreements.suppose import supposed, supposing
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.case.wording import listed
from comity.finding import Finding
from comity.problem import Place, Problem, Problems
from comity.questions.stability import tables, words
from comity.questions.stability.concepts import Concept
from comity.questions.stability.departures import first_changes, stays
from comity.questions.stability.drawn import number_looked_at, share_stable
from comity.questions.stability.game import Marks
from comity.questions.stability.margins import margins
from comity.questions.stability.result import Breaches, Core, Holds, Stability, Stays, Tally
from comity.questions.stability.slices import CONCEPTS, Slices, TooLarge, changeable
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure

DRAWS = 1024
"""In how many readings of the ranges it is looked at whether an agreement holds, where nothing else is said."""

LISTED = 1000
"""How many agreements are held, and looked at for what would be changed in them, at most; all are counted."""

POINTS = 1 << 17
"""How many agreements of each efficient point are looked at."""

REPLACING = 1 << 24
"""How many agreements are looked at for all sets whose yes suffices together, at most."""

TIES = 5
"""How many outcomes that tie in one solution are looked at."""


def stability(
    case: Case,
    *,
    show: int = 20,
    draws: int = DRAWS,
    witness: str | Agreement | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Stability]:
    """Which efficient agreements would anybody move away from, by what, and who would answer it.

    show: how many rows tables have; draws: in how many readings of the ranges agreements that hold are looked at, 0 for
    none; witness: an agreement of which to tell every move ("issue=option, ..."); without,
    suppose: red lines and conditions to leave out, and judgements to suppose instead (see `comity.agreements.suppose`);
    progress: told when done. Raises Problems for what is not in the case and for arguments of a wrong kind.
    Method: the graph model for conflict resolution (Fang, Hipel and Kilgour 1993).
    """
    told = () if witness is None else one_agreement("witness", witness)
    numbers = whole_number("show", show, 1), whole_number("draws", draws, 0)
    refuse_nonsense(case, *numbers, told, without=without, suppose=suppose, progress=progress)
    case, show = supposed(case, without, suppose), int(show)
    result = stability_of(case, None if witness is None else str(witness), int(draws), show)
    if progress is not None:
        progress(1.0)
    made = {
        "stages": tables.stages(result),
        "by_option": tables.by_option(result),
        "holding": tables.holding(result),
        "margins": tables.margins(case, result),
        "changes": tables.changes(case, result, show),
        "picks": tables.picks(case, result),
        "departures": tables.departures(case, result),
    }
    finding = Finding(
        question="stability",
        answer=words.answer(case, result),
        exact=result.exact and result.efficient is not None,
        method=words.METHOD,
        result=result,
        parameters={
            "show": show,
            "draws": int(draws),
            **({} if witness is None else {"witness": str(witness)}),
            **supposing(case),
        },
        caveats=words.caveats(case, result),
        tables={name: table for name, table in made.items() if table is not None},
    )
    return told_first(case, how_sure(case, finding))


def stability_of(case: Case, witness: str | None = None, draws: int = 0, shown: int = 0) -> Stability:
    """The numbers of which agreements nobody would move away from.

    witness: an agreement to be told whole; draws: in how many readings of the ranges those that hold are looked at;
    shown: of how many of these it is told how far a rating may move.
    """
    payoff, signers = Payoff.of(case), case.signers()
    asked = None if witness is None else payoff.space.choice(payoff.space.parse(witness))
    decided = changeable(case)
    binding = {name: each.decided_by for name, each in case.issues.items() if each.decided_by and each.binding}
    unknown = [name for name in signers if name not in payoff.worths or payoff.worths[name].no_deal is None]
    open_still = Stability(signers, decided, binding=binding, shown=shown)
    if unknown or not signers:
        return open_still
    with suppress(TooLarge, TooMany):
        slices = Slices.of(case, payoff)
        found = efficient(case, payoff=payoff, shown=POINTS)
        return _found(slices, found, asked, draws, open_still)
    return open_still


def stays_of(case: Case, agreements: Sequence[Agreement]) -> tuple[Stays | None, ...]:
    """Whether each of some agreements would be undone, and by whom; None for one that breaks a condition.

    None for all where a slice has too many states, or a signer has no judgements.
    """
    payoff = Payoff.of(case)
    known = all(name in payoff.worths and payoff.worths[name].no_deal is not None for name in case.signers())
    with suppress(TooLarge):
        slices = Slices.of(case, payoff)
        choices = [payoff.space.choice(each) for each in agreements]
        return tuple(stays(slices, each) if known and not slices.broken(each) else None for each in choices)
    return (None,) * len(agreements)


def _found(slices: Slices, found: Efficient, asked: Choice | None, draws: int, begun: Stability) -> Stability:
    case, payoff, space = slices.case, slices.payoff, slices.payoff.space
    broken = () if asked is None else slices.broken(asked)
    if broken:
        what = f"no agreement can be so: it breaks {listed(broken)}"
        raise Problems([Problem(Place("witness"), what, "meet every condition, or leave some out (without)")])
    choices = found.points.choices.astype(np.int32)
    if found.count > len(choices):
        raise TooMany
    stable = slices.stable(choices)
    possible: Choices | None = None
    with suppress(TooMany):
        possible = passing(case, payoff)
    held = {concept: np.flatnonzero(stable[concept].all(axis=1)) for concept in CONCEPTS}
    undone = np.flatnonzero(~stable["SEQ"].all(axis=1))[:LISTED]
    joint = [at for at in range(len(space.issues)) if at not in dict(slices.decided)]
    shared = len(np.unique(choices[:, joint], axis=0))
    everyone = None if possible is None else (possible, slices.stable(possible))
    return Stability(
        begun.signers,
        begun.decided,
        states=shared * (slices.states - 1) + 1,
        efficient=_tally(stable, np.ones(len(choices), dtype=bool)),
        zopa=None if everyone is None else _tally(everyone[1], np.ones(len(everyone[0]), dtype=bool)),
        by_option={
            (space.issues[at], option): (
                _tally(stable, choices[:, at] == number),
                None if everyone is None else _tally(everyone[1], everyone[0][:, at] == number),
            )
            for at, _ in slices.decided
            for number, option in enumerate(space.options[at])
        },
        equilibria={
            concept: tuple(space.agreement(choice) for choice in choices[rows[:LISTED]].tolist())
            for concept, rows in held.items()
        },
        holding=_holding(slices, choices, held["SEQ"][:LISTED], set(held["Nash"].tolist()), draws, begun.shown),
        shown=begun.shown,
        draws=draws,
        looked_at=len(undone),
        binding=begun.binding,
        breaches=_breaches(slices, choices, begun.binding) if begun.binding else None,
        changes=first_changes(slices, choices[undone]),
        picks=_picks(slices, found),
        core=_core(slices, choices, held["SEQ"]) if case.by_rule else None,
        witness=None if asked is None else stays(slices, asked),
        exact=found.exact,
    )


def _holding(
    slices: Slices, choices: Choices, rows: NDArray[np.intp], unanswered: set[int], draws: int, shown: int
) -> tuple[Holds, ...]:
    """The agreements in some rows, those first that hold in most readings, then those that do if nobody answered."""
    shares: dict[int, float] = {}
    if draws:
        looked_at = rows[: number_looked_at(slices, draws)]
        found = share_stable(slices, choices[looked_at], draws)
        shares = {} if found is None else dict(zip(looked_at.tolist(), found.tolist(), strict=True))
    order = sorted(rows.tolist(), key=lambda row: (-shares.get(row, 0.0), row not in unanswered, row))
    space = slices.payoff.space
    told = ((row, tuple(choices[row].tolist()), number < shown) for number, row in enumerate(order))
    return tuple(
        Holds(space.agreement(choice), row in unanswered, shares.get(row), margins(slices, choice) if first else ())
        for row, choice, first in told
    )


def _core(slices: Slices, choices: Choices, holding: NDArray[np.intp]) -> Core | None:
    """How many efficient agreements nobody whose yes suffices would replace together; None where that is too much."""
    case, payoff = slices.case, slices.payoff
    sets = sufficing(Consent.of(case, payoff.space).rule, case.signers())
    if sets is None or len(sets) * payoff.space.count > REPLACING:
        return None
    kept = in_core(case, payoff, choices, sets)
    return None if kept is None else Core(int(kept.sum()), int(kept[holding].sum()))


def _breaches(slices: Slices, choices: Choices, binding: Mapping[str, str]) -> Breaches:
    """What would be done to some agreements if nothing were bound by them."""
    unbound = {name: issue.model_copy(update={"binding": False}) for name, issue in slices.case.issues.items()}
    unbound_slices = Slices.of(slices.case.with_sections(issues=unbound), slices.payoff)
    undone = np.flatnonzero(~unbound_slices.stable(choices)["SEQ"].all(axis=1))
    looked_at = choices[undone[:LISTED]]
    changes = first_changes(unbound_slices, looked_at)
    return Breaches(len(undone), len(looked_at), tuple(change for change in changes if change.issue in binding))


def _tally(stable: dict[Concept, Marks], among: Marks) -> Tally:
    return Tally(int(among.sum()), {name: int(stable[name][among].all(axis=1).sum()) for name in CONCEPTS})


def _picks(slices: Slices, found: Efficient) -> tuple[Stays, ...]:
    """What the four solutions pick, one agreement an outcome."""
    if not found.count:
        return ()
    by_row: dict[int, list[str]] = {}
    for name, rows in Picks.of(Gains.of(found)).by_name().items():
        for row in rows[:TIES]:
            by_row.setdefault(row, []).append(name)
    return tuple(
        stays(slices, found.points.shown(row)[0], names, found.points.counts[row]) for row, names in by_row.items()
    )
