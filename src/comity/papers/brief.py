"""The brief of a case: what a reader asks, in the order of the asking, and what it rests on in annexes."""

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
from comity.papers.annexes import annexes
from comity.papers.answers import SHOWN
from comity.papers.document import Brief, Section
from comity.papers.in_words import in_words
from comity.papers.moving_away import later_stages, moving_away, would_anybody
from comity.papers.moving_whom import moving_whom
from comity.papers.not_known import not_known
from comity.papers.one_page.answer import one_page
from comity.papers.positions import where_they_stand
from comity.papers.put_forward import put_forward
from comity.papers.running import running
from comity.papers.stances import options_left
from comity.papers.warnings import warnings
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.bargaining.answer import bargaining
from comity.questions.bargaining.result import Bargaining
from comity.questions.consent.answer import consent
from comity.questions.deadlock.answer import Answer, deadlock
from comity.questions.durability.answer import durability
from comity.questions.durability.result import Durability
from comity.questions.frontier.answer import frontier

ASKED = 6
"""How many questions a brief asks, at most."""


def brief(
    case: Case,
    *,
    author: str | None = None,
    marking: str | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Brief:
    """The brief of a case: what a reader asks, in the order of the asking; whole tables and judgements in annexes.

    author, marking: who answers for it and who may see it, as every page says; those of the case where not given.
    without, suppose: red lines and conditions to leave out, and what to suppose beside the file, as in
    `comity.agreements.suppose`; the brief says so on top. progress: told the share done, 0 to 1. Raises Problems
    for what is not in the case, and for arguments of a wrong kind.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    possible = agreement(case, show=SHOWN, progress=part(progress, 0, ASKED))
    verdict = [possible.answer, *_reservations(possible.result)]
    asked: list[Finding[Any]] = [possible]
    would = would_anybody(case, possible.result)
    later = () if would is None else later_stages(would.result, possible.result)
    sections = [answers.possible(case, possible.result, later)]
    blocked: Finding[Answer] | None = None
    fair: Finding[Bargaining] | None = None
    lasts: Finding[Durability] | None = None
    if case.signers():
        blocked = deadlock(case, progress=part(progress, 1, ASKED))
        asked += [blocked, frontier(case, show=SHOWN, progress=part(progress, 2, ASKED))]
        fair = bargaining(case, progress=part(progress, 3, ASKED))
        asked.append(fair)
        sections.append(answers.in_the_way(case, blocked, possible.result))
    if case.contest is not None:
        lasts = durability(case, show=SHOWN, progress=part(progress, 4, ASKED))
    picked, kept = fair.result if fair else None, lasts.result if lasts else None
    first = one_page(case, author=author or "", marking=marking or "", possible=possible, blocked=blocked, lasts=lasts)
    several = put_forward(case, first.numbers.candidates, picked, kept)
    sections.append(Section("Which agreements to put forward", *several))
    sections.append(answers.proposed(case, possible.result))
    if case.signers() and (case.by_rule or any(case.everyone()[name].members for name in case.signers())):
        agreed = consent(case, show=SHOWN, progress=part(progress, 5, ASKED))
        asked.append(agreed)
        sections.append(answers.must_say_yes(case, agreed))
    if would is not None:
        asked.append(would)
        sections.append(moving_away(case, would, first.numbers.candidates.chosen))
    sections.append(moving_whom(case))
    if lasts is not None:
        asked.append(lasts)
        sections.append(answers.lasting(case, lasts))
    sections.append(answers.in_which_order(case))
    left = options_left(case, blocked.result if blocked else None)
    sections += [
        answers.hangs_on(case),
        Section("Where the parties stand", where_they_stand(case, left)),
        Section("What is not known", *not_known(case, possible)),
        *annexes(case, asked, later),
    ]
    as_of = f"As of {case.as_of.day} {case.as_of:%B %Y}. " if case.as_of else ""
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
        warnings=(*(in_words(case, sentence) for sentence in about), *warnings(case, possible.caveats)),
        verdict=tuple(in_words(case, sentence) for sentence in verdict),
        sections=tuple(section for section in sections if section.parts),
        running=running(case, author, marking),
        first=first.sheet,
        data={"one_page": first.data},
    )


def _reservations(result: Funnel | Bounds) -> tuple[str, ...]:
    """How far the count depends on what no deal is worth."""
    if isinstance(result, Bounds) or result.zopa_low == result.zopa_high:
        return ()
    low, high = (f"{count:,}" if count else "none" for count in (result.zopa_low, result.zopa_high))
    return (
        "How many depends on how well the signers think they do without a deal: with every no-deal value at the low "
        f"end of its judged range {low} would be left, with every one at the high end {high}.",
    )
