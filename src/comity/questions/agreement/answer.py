"""Which agreements are possible: the funnel from all agreements to those worth at least no deal to every signer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.agreements.arguments import refuse_nonsense, whole_number
from comity.agreements.progress import Progress
from comity.agreements.space import Space
from comity.agreements.suppose import supposed, supposing
from comity.case.drafts import Drafted
from comity.case.model import Case
from comity.finding import Finding, Table
from comity.questions.agreement import figures, tables, terms_tables, terms_words, words
from comity.questions.agreement.allowed import Allowed, allowed_of
from comity.questions.agreement.between_steps import between_steps
from comity.questions.agreement.bounds import Bounds, bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE, Funnel
from comity.questions.agreement.proposals import proposals_of
from comity.questions.agreement.rated_amounts import rated_amounts
from comity.questions.supposition import told_first
from comity.questions.sureness import how_sure
from comity.questions.unanimity import asking_everybody, of_all_who_sign


def agreement(
    case: Case,
    *,
    show: int = 10,
    count: int | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Funnel | Bounds]:
    """Which agreements are possible, what removes the others, and which are left.

    show: how many of the agreements left to show in tables, best for the worst-off signer first; count: up to how many
    agreements to look at every one, COUNTABLE (some seconds) where not given; without, suppose: red lines and
    conditions to leave out, and judgements to suppose instead (see `comity.agreements.suppose`); progress: told the
    share done, 0 to 1, and whatever it raises ends the count. The result is a `Funnel`, or `Bounds` where the case has
    more agreements. Raises Problems for what is not in the case, for a `show` or `count` that is no number of
    agreements, and for arguments of a wrong kind. Method: zone of possible agreement (Raiffa 1982), by exact count.
    """
    shown = whole_number("show", show, 0, what=f"cannot show {show} agreements", fix="show 0 or more")
    many = () if count is None else whole_number("count", count, 1)
    refuse_nonsense(case, shown, many, without=without, suppose=suppose, progress=progress)
    case, show = supposed(case, without, suppose), int(show)
    countable = COUNTABLE if count is None else int(count)
    asked = {"show": show, **({} if count is None else {"count": countable})}
    if Space.of(case).count > countable:
        return _bounded(case, show, countable, asked)
    funnel = replace(
        funnel_of(case, show=show, progress=progress),
        proposals=proposals_of(case),
        amounts=rated_amounts(case),
        between_steps=between_steps(case),
    )
    finding = Finding(
        question="agreement",
        answer=words.answer(case, funnel),
        exact=True,
        method=words.METHOD_BY_RULE if case.by_rule else words.METHOD,
        result=funnel,
        parameters={**asked, **supposing(case)},
        caveats=(*terms_words.outcome_remarks(case, funnel.proposals), *words.caveats(case, funnel)),
        tables=_tables(case, funnel),
        figures={"funnel": figures.funnel(case, funnel), **figures.ratings(case, funnel)},
    )
    return told_first(case, how_sure(case, finding))


def with_drafts(
    drafted: Drafted,
    *,
    show: int = 10,
    count: int | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Allowed]:
    """What the red lines and conditions of a case allow, those that are drafts too: a first look at a drafted case.

    drafted: from `comity.case.drafts.read_drafted`; the others as in `agreement`. Nobody's interests count, and where
    the file marks nobody as signing, all who have red lines are taken to. Raises Problems as `agreement` does.
    """
    shown = whole_number("show", show, 0, what=f"cannot show {show} agreements", fix="show 0 or more")
    many = () if count is None else whole_number("count", count, 1)
    refuse_nonsense(drafted.case, shown, many, without=without, suppose=suppose, progress=progress)
    case = supposed(drafted.case, without, suppose)
    countable = COUNTABLE if count is None else int(count)
    allowed = allowed_of(replace(drafted, case=case), int(show), progress, countable=countable)
    made = {
        "funnel": tables.allowed_funnel(allowed),
        "red_lines": tables.red_lines(case, allowed),
        "conditions": tables.conditions(case, allowed),
        "agreements": tables.allowed_agreements(case, allowed),
    }
    return Finding(
        question="agreement",
        answer=words.allowed_answer(allowed),
        exact=allowed.coherent.exact and allowed.red_lines.exact,
        method=words.ALLOWED_METHOD,
        result=allowed,
        parameters={"show": int(show), "with_drafts": True, **supposing(case)},
        caveats=words.allowed_caveats(case, allowed),
        tables={name: table for name, table in made.items() if table is not None},
    )


def _tables(case: Case, funnel: Funnel) -> dict[str, Table]:
    """Every table that has something to say."""
    made = {
        "funnel": tables.funnel(case, funnel),
        "signers": tables.signers(case, funnel),
        "red_lines": tables.red_lines(case, funnel),
        "conditions": tables.conditions(case, funnel),
        "at_home": tables.at_home(case, funnel),
        "spoilers": tables.spoilers(case, funnel),
        "agreements": tables.agreements(case, funnel, show=funnel.shown),
        "others": tables.others(case, funnel),
        "points": tables.points(case, funnel),
        "proposals": terms_tables.proposals(case, funnel.proposals),
        "proposal_gains": terms_tables.proposal_gains(case, funnel.proposals),
    }
    return {name: table for name, table in made.items() if table is not None}


def _bounded(case: Case, show: int, countable: int, asked: dict[str, int]) -> Finding[Funnel | Bounds]:
    """The finding for a space too large for every agreement to be looked at."""
    filed, case = case, asking_everybody(case)
    bounds = replace(
        bounds_of(case, show=show, countable=countable),
        proposals=proposals_of(filed),
        amounts=rated_amounts(filed),
        between_steps=between_steps(filed),
    )
    made = {
        "funnel": tables.bounded_funnel(case, bounds),
        "signers": tables.bounded_signers(case, bounds),
        "agreements": tables.best(case, bounds, show=bounds.shown),
        "points": tables.points(case, bounds),
        "proposals": terms_tables.proposals(case, bounds.proposals),
        "proposal_gains": terms_tables.proposal_gains(case, bounds.proposals),
    }
    finding = Finding(
        question="agreement",
        answer=words.bounded_answer(case, bounds),
        exact=bounds.exact,
        method=words.BOUNDED_METHOD,
        result=bounds,
        parameters={**asked, **supposing(case)},
        caveats=(*terms_words.outcome_remarks(case, bounds.proposals), *words.caveats(case, bounds)),
        tables={name: table for name, table in made.items() if table is not None},
        figures=figures.ratings(case, bounds),
    )
    return told_first(filed, of_all_who_sign(filed, how_sure(filed, finding)))
