"""The brief of a case: the answer to every question that applies, and every judgement used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress, part
from comity.agreements.suppose import supposed
from comity.case import wording
from comity.case.model import Case
from comity.finding import Finding
from comity.papers import answers
from comity.papers.answers import SHOWN
from comity.papers.document import Brief, Section
from comity.papers.judgements import judgements
from comity.papers.positions import option_key, positions
from comity.papers.sources import developments, sources
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.bargaining.answer import bargaining
from comity.questions.deadlock.answer import deadlock
from comity.questions.durability.answer import durability
from comity.questions.frontier.answer import frontier

ASKED = 5
"""How many questions a brief asks, at most."""


def brief(
    case: Case,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Brief:
    """The brief of a case: the answer to every question that applies, and every judgement used.

    without, suppose: red lines and conditions to leave out, and what to suppose beside the file, as in
    `comity.agreements.suppose`; the brief says so on top. progress: told the share done, 0 to 1. Raises Problems
    for what is not in the case, and for arguments of a wrong kind.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    possible = agreement(case, show=SHOWN, progress=part(progress, 0, ASKED))
    verdict = [possible.answer, *_reservations(possible.result)]
    sections = answers.possible(case, possible.result)
    if case.signers():
        blocked = deadlock(case, progress=part(progress, 1, ASKED))
        sections.append(answers.standstill(case, blocked))
        if _certainly_none(possible.result):
            verdict.append(blocked.answer)
        sections += [
            answers.efficient(case, frontier(case, show=SHOWN, progress=part(progress, 2, ASKED))),
            answers.fair(case, bargaining(case, progress=part(progress, 3, ASKED))),
        ]
    sections.append(answers.doubt(case))
    if case.contest is not None:
        sections.append(answers.lasting(case, durability(case, show=SHOWN, progress=part(progress, 4, ASKED))))
    sections += [
        Section("Where the parties stand", (positions(case), option_key(case))),
        Section("Exact and judged", _exactness(possible), _exactness(possible)),
        Section("Developments", (developments(case),) if case.developments else ()),
        Section("Every judgement used", judgements(case)),
        Section("Sources", (sources(case),) if case.sources else ()),
    ]
    as_of = f"As of {case.as_of:%d %B %Y}. " if case.as_of else ""
    counts = wording.listed(
        [
            wording.counted(len(case.parties), "party", "parties"),
            wording.counted(len(case.issues), "issue", "issues"),
            wording.counted(len(case.red_lines), "red line", "red lines"),
        ]
    )
    about = tuple([" ".join(case.about.split())] if case.about else [])
    return Brief(
        title=case.title,
        subtitle=f"{as_of}{counts}.",
        warnings=(*about, *possible.caveats),
        verdict=tuple(verdict),
        sections=tuple(section for section in sections if section.parts),
    )


def _certainly_none(result: Funnel | Bounds) -> bool:
    return result.zopa.high == 0 if isinstance(result, Bounds) else result.possible == 0


def _reservations(result: Funnel | Bounds) -> tuple[str, ...]:
    """How far the count depends on what no deal is worth."""
    if isinstance(result, Bounds) or result.zopa_low == result.zopa_high:
        return ()
    low, high = (f"{count:,}" if count else "none" for count in (result.zopa_low, result.zopa_high))
    return (
        "How many depends on how well the signers think they do without a deal: with every no-deal value at the low "
        f"end of its judged range {low} would be left, with every one at the high end {high}.",
    )


def _exactness(possible: Finding[Any]) -> tuple[str, ...]:
    counted = "The counts are exact: they follow from the judgements without estimation." if possible.exact else ""
    judged = (
        "The judgements are not facts: weights, ratings, no-deal values, linkages, red lines and conditions are what "
        "the analyst read from the sources or assumed. Where a range is given, its middle is used. A different "
        "judgement gives a different answer; nothing here predicts what the parties will do."
    )
    return tuple(filter(None, (counted, possible.method, judged)))
