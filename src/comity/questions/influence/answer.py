"""Who can move whom, by what message, how hard, and what it would open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from comity.agreements.arguments import refuse_nonsense, whole_number
from comity.agreements.curves import Curves, curves_of
from comity.agreements.draws import none_left
from comity.agreements.persuasion import Target, moved
from comity.agreements.progress import Progress
from comity.agreements.readings import DRAWS, SEED
from comity.agreements.suppose import supposed, supposing
from comity.case.messages import message_names
from comity.case.model import Case
from comity.finding import Finding
from comity.problem import Problem
from comity.questions.influence import figures, tables, words
from comity.questions.influence.actors import actors, ties
from comity.questions.influence.carriers import Readings, Sent, sent
from comity.questions.influence.grounds import grounds
from comity.questions.influence.levers import levers, red_lines_moved
from comity.questions.influence.listening import listened
from comity.questions.influence.result import Influence
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure

STEP = 5.0
"""By how many points, or how much weight, each judgement is moved alone, where nothing else is said."""


def influence(
    case: Case,
    *,
    step: float = STEP,
    draws: int = DRAWS,
    seed: int = SEED,
    show: int = 10,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Influence]:
    """Who can move whom, by what message, how hard, and what it would open.

    step: by how many points, or how much weight, each judgement is moved alone, above 0; draws, seed: of the readings
    in which it is looked at whether an agreement is left before and after each message; show: how many rows tables
    have; without, suppose: as in every question (`comity.agreements.suppose`); progress: told the share done. Raises
    Problems for what is not in the case and for arguments of a wrong kind. Sources: for groups Friedkin and Johnsen
    (1999); levers and messages are this program's own.
    """
    wrong = [whole_number("draws", draws, 20), whole_number("seed", seed, 0), whole_number("show", show, 1)]
    refuse_nonsense(case, *wrong, _step(step), without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    result = replace(influence_of(case, float(step), int(draws), int(seed)), shown=int(show))
    moved_alone = [(lever.judgement, lever.party) for lever in (*result.numbers, *result.shifts)]
    sent_to = [(message.judgement, message.to) for message in result.messages]
    result = replace(result, judged=grounds(case, [*sent_to, *moved_alone]))
    if progress is not None:
        progress(1.0)
    asked = {"step": float(step), "draws": int(draws), "seed": int(seed), "show": int(show)}
    finding = Finding(
        question="influence",
        answer=words.answer(case, result),
        exact=result.now is not None and not any(message.carried for message in result.messages),
        method=f"{words.METHOD} {words.LISTENING}" if result.groups else words.METHOD,
        result=result,
        parameters={**asked, **supposing(case)},
        caveats=words.caveats(case, result),
        tables=tables.all_of(case, result),
        figures=figures.all_of(case, result),
    )
    return told_first(case, how_sure(case, finding) if result.now is not None else finding)


def _step(step: object) -> tuple[Problem, ...]:
    from comity.problem import Place

    if isinstance(step, int | float) and not isinstance(step, bool) and 0 < step <= 1000:
        return ()
    return (Problem(Place("step"), f"must be a number above 0 and at most 1000, not {step!r}", "write 5, for example"),)


def messages_of(case: Case) -> Influence | None:
    """The numbers of messages alone, without levers and readings: quick; None where nothing can be counted.

    Worked out once a case: the one page and the brief both tell of them.
    """
    return case.kept.of("messages", case, lambda: _messages(case), keep=1)


def _messages(case: Case) -> Influence | None:
    curves = curves_of(case)
    if curves is None:
        return None
    return Influence(curves.middle, STEP, messages=sent(case, curves), actors=actors(case), ties=ties(case))


def influence_of(case: Case, step: float = STEP, draws: int = 0, seed: int = SEED) -> Influence:
    """The numbers of who can move whom; draws: in how many readings messages are looked at, 0 for none."""
    told = Influence(None, step, groups=listened(case), actors=actors(case), ties=ties(case))
    silent = tuple(
        name for name in case.voices() if not (interest := case.interest_of(name)).issues or interest.no_deal is None
    )
    if silent or not case.signers():
        return replace(told, silent=silent)
    curves = curves_of(case)
    if curves is None:
        return told
    found = sent(case, curves)
    if draws:
        found = _in_readings(case, curves, found, draws, seed)
    by = Fraction(repr(step))
    moved_alone = levers(case, curves, by)
    counted = {(lever.judgement, len(lever.allows)) for lever in moved_alone}
    refused = {name: sum(map(len, case.named_red_lines()[name].never.values())) for name in red_lines_moved(case)}
    uncounted = tuple(name for name, many in refused.items() if (f"red_lines.{name}", many) not in counted)
    return replace(told, now=curves.middle, levers=moved_alone, messages=found, uncounted=uncounted)


def _in_readings(case: Case, curves: Curves, found: Sequence[Sent], number: int, seed: int) -> tuple[Sent, ...]:
    """Messages with the share of readings that leave no agreement, before and after the best carrier of each."""
    judged = curves.judged
    named = dict(zip(message_names(case.messages), case.messages, strict=True))
    before: float | None = None
    told = []
    for message in found:
        target = Target.of(case, curves, named[message.message]) if message.carried else None
        if target is None:
            told.append(message)
            continue
        before = none_left(case, judged, number, seed) if before is None else before
        worst, best = (
            none_left(case, moved(judged, target, target.at(part)), number, seed) for part in message.carried[0].parts
        )
        told.append(replace(message, readings=Readings(before, worst, best)))
    return tuple(told)
