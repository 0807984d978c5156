"""What to settle first, in which order steps are safe, which talks may begin, and how."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence as Several
from typing import Any

from comity.agreements.arguments import refuse_nonsense, several_words, some_words, whole_number
from comity.agreements.common_ground import islands
from comity.agreements.progress import Progress
from comity.agreements.readings import DRAWS
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed, supposing
from comity.agreements.worth import Payoff
from comity.case.estimate import Estimate
from comity.case.grounds import whys
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.finding import Band, Finding
from comity.problem import Place, Problem, Problems
from comity.questions.agreement.meant import whole
from comity.questions.possible import possible_choices
from comity.questions.sequence import figures, tables, words
from comity.questions.sequence.asked import before_in, order_in, settled_in
from comity.questions.sequence.interim import Interim
from comity.questions.sequence.measures import opened_by
from comity.questions.sequence.openings import Openings, signers_of
from comity.questions.sequence.phases import phases_of
from comity.questions.sequence.preconditions import Preconditions
from comity.questions.sequence.result import JudgedNumber, Sequence
from comity.questions.sequence.rounds import Rounds, rounds_of
from comity.questions.sequence.steps import Order, Steps
from comity.questions.sequence.target import Target, target_of
from comity.questions.supposition import told_first

BEFORE = 'issues as "guarantees, status < territory"'
"""What each text of `before` is."""

MOST_TOGETHER = 12
"""Among how many issues several may be settled at once, at most."""


def sequence(
    case: Case,
    *,
    show: int = 20,
    settled: str = "",
    target: str | Agreement | None = None,
    order: str = "",
    before: Several[str] = (),
    together: int = 1,
    without: Several[str] = (),
    suppose: Several[str] = (),
    progress: Progress | None = None,
) -> Finding[Sequence]:
    """What to settle first, in which order steps are safe, which talks may begin, and how.

    show: how many rows the longer tables have; settled: what is settled already ("issue=option, ..."); target: the
    agreement that steps aim at, as `comity ask agreement --why` takes it, the egalitarian pick where not given; order:
    the first steps of an order to look at ("ceasefire, territory + status"); before: what is to be settled before what
    ("guarantees, status < territory"); together: how many issues may be settled at once; without, suppose: red lines
    and conditions to leave out, and judgements to suppose instead (see `comity.agreements.suppose`); progress: told
    when done. Raises Problems for what is not in the case, for an order without steps, and for arguments of a wrong
    kind.
    """
    numbers = whole_number("show", show, 1), whole_number("together", together, 1)
    texts = *some_words("settled", settled), *some_words("order", order), *several_words("before", before, BEFORE)
    refuse_nonsense(case, *numbers, texts, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    aim = None if target is None else whole(case, target)[0]
    asked = order_in(case, order) if order else ()
    result = sequence_of(case, settled_in(case, settled), aim, asked, before_in(case, before), int(together), DRAWS)
    if asked and (result.steps is None or result.steps.chosen is None):
        why = words.no_steps(case, result).rstrip(".") if result.steps is None else "not all steps are named"
        fix = "say what holds `today` on every issue, and what to aim at (target)"
        raise Problems([Problem(Place("order"), f"this order cannot be looked at: {why}", fix)])
    if progress is not None:
        progress(1.0)
    parameters: dict[str, Any] = {"show": int(show), "settled": settled, "for": str(target or ""), "order": order}
    parameters |= {"before": "; ".join(before), "together": int(together)}
    finding = Finding(
        question="sequence",
        answer=words.answer(case, result),
        exact=result.openings is not None and not words.rounded(result) and not _estimated(result),
        method=words.METHOD,
        result=result,
        parameters={**{name: value for name, value in parameters.items() if value}, **supposing(case)},
        caveats=words.caveats(case, result),
        tables=tables.all_of(case, result, int(show)),
        figures=figures.all_of(case, result),
    )
    return told_first(case, finding)


def usual(case: Case) -> Sequence:
    """The numbers of a sequence asked without options, worked out once a case: one page and brief both tell of them."""
    return case.kept.of("sequence", case, lambda: sequence_of(case), keep=1)


def sequence_of(
    case: Case,
    settled: Mapping[str, str] | None = None,
    aim: Agreement | None = None,
    order: Order = (),
    before: Several[tuple[str, str]] = (),
    together: int = 1,
    draws: int = 0,
) -> Sequence:
    """The numbers of a sequence; the arguments are those of `sequence`, read.

    draws: in how many readings of the ranges measures are looked at, 0 for none.
    """
    payoff = Payoff.of(case)
    signers, known = case.signers(), signers_of(case, payoff.worths)
    choices = possible_choices(case)
    openings = None
    if choices is not None and known and (case.by_rule or len(known) == len(signers)):
        openings = Openings.of(payoff.space, choices, known, settled or {})
    preconditions = Preconditions.of(case, before)
    target = target_of(case, payoff, aim)
    steps = None
    if target is not None:
        interim = Interim.of(case, payoff, [worth.party for worth in known], target.agreement)
        if interim is not None:
            _refuse_too_many(case, together)
            steps = Steps.of(case, interim, preconditions, order, together)
    course = None if steps is None else steps.course
    return Sequence(
        signers=signers,
        openings=openings,
        islands=islands(case),
        preconditions=preconditions,
        target=target,
        steps=steps,
        untold=tuple(name for name, issue in case.issues.items() if issue.today is None),
        phases=phases_of(case, steps.interim, course) if steps is not None and course is not None else (),
        rounds=_rounds(case, preconditions, target),
        measures=opened_by(case, draws) if case.measures else (),
        judged=tuple(_judged(case)),
    )


def _estimated(result: Sequence) -> bool:
    """Whether some numbers are drawn, or rest on how far a message would carry."""
    drawn = result.rounds is not None and bool(result.rounds.draws)
    return drawn or any(each.over_ties is not None for each in result.measures or ())


def _refuse_too_many(case: Case, together: int) -> None:
    if together > 1 and len(case.issues) > MOST_TOGETHER:
        what = f"with {len(case.issues)} issues there are too many ways to settle several at once"
        raise Problems(
            [Problem(Place("together"), what, f"leave it at 1; up to {MOST_TOGETHER} issues it can be more")]
        )


def _rounds(case: Case, preconditions: Preconditions, target: Target | None) -> Rounds | None:
    if case.talks is None:
        return None
    circling = {edge for cycle in preconditions.cycles for edge in cycle.edges}
    edges = [(edge.first, edge.then) for edge in preconditions.edges if edge not in circling]
    left_aside = [edge.name for edge in preconditions.edges if edge in circling]
    return rounds_of(case.talks, None if target is None else target.least, edges, left_aside)


def _judged(case: Case) -> list[JudgedNumber]:
    """The numbers of rounds and measures, each with its reason: its own, else that of what it stands in."""
    why = whys(case)
    return [
        JudgedNumber(
            ".".join(map(str, path)), Band(judgement.low, float(judgement.point), judgement.high), why.get(path, "")
        )
        for path, judgement in judgement_paths(case)
        if path[0] in ("talks", "measures") and isinstance(judgement, Estimate)
    ]
