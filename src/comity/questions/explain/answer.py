"""How a number comes about: a worth or a gain part by part, a judgement, or the count of a stage of the funnel."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import refuse_nonsense, some_words
from comity.agreements.breakdown import breakdown
from comity.agreements.progress import Progress
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Finding, Table
from comity.questions.explain import tables, words
from comity.questions.explain.asked import Asked, OfIssue, OfNoDeal, OfStage, OfTerms, parsed
from comity.questions.explain.judgement import interest_explained, no_deal_explained
from comity.questions.explain.result import JudgementExplained, StageExplained, WorthExplained
from comity.questions.explain.stage import stage_explained
from comity.questions.supposition import told_first

Explained = WorthExplained | JudgementExplained | StageExplained


def explain(
    case: Case,
    what: str,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Explained]:
    """How a number comes about: each part of it with the judgement it rests on, its reason and its source.

    what: "PARTY worth of AGREEMENT" (or gain), "PARTY no deal", "PARTY weight of ISSUE", "PARTY rating of ISSUE=OPTION"
    or "count of STAGE"; an agreement is its number in the list of `comity.agreement`, terms (all, or some: then from
    the least to the most of what is open), or the name of a proposal; without, suppose: red lines and conditions to
    leave out, and judgements to suppose instead (see `comity.agreements.suppose`); progress: told the share done, 0 to
    1. Raises Problems for what is not in the case, and with the list of what can be asked where it is not understood.
    Source: additive value model (Keeney and Raiffa 1976).
    """
    refuse_nonsense(case, some_words("what", what), without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    finding = _explained(case, parsed(case, what), {"what": " ".join(what.split()), **supposing(case)}, progress)
    if progress is not None:
        progress(1.0)
    return told_first(case, finding)


def _explained(case: Case, asked: Asked, parameters: dict[str, str], progress: Progress | None) -> Finding[Explained]:
    if isinstance(asked, OfStage):
        stage = stage_explained(case, asked.stage, progress)
        exact = stage.low == stage.high
        method = words.STAGE_METHOD if exact else words.BOUNDED_METHOD
        made = _stated(
            {
                "removed" if stage.removed else "options": tables.stage(case, stage),
                "rests_on": tables.removed_for(case, stage),
            }
        )
        answer, caveats = words.stage_answer(case, stage), standing_caveats(case)
        return Finding("explain", answer, exact, method, stage, parameters, caveats, made)
    if isinstance(asked, OfTerms):
        worth = WorthExplained(asked.meant, breakdown(case, asked.party, asked.meant.terms))
        found = worth.breakdown
        scale = case.interest_of(asked.party).scale
        return Finding(
            "explain",
            words.worth_answer(case, worth),
            found.complete,
            words.WORTH_METHOD if scale == "weights" else words.POINTS_METHOD,
            worth,
            parameters,
            (*words.worth_caveats(found), *standing_caveats(case)),
            _stated({"worth": tables.worth(case, found), "rests_on": tables.rests_on(case, found)}),
        )
    return _judged(case, asked, parameters)


def _judged(case: Case, asked: OfNoDeal | OfIssue, parameters: dict[str, str]) -> Finding[Explained]:
    if isinstance(asked, OfNoDeal):
        judged = no_deal_explained(case, asked.party)
    else:
        judged = interest_explained(case, asked.party, asked.issue, asked.option)
    return Finding(
        "explain",
        words.judged_answer(case, judged),
        True,
        words.JUDGED_METHOD,
        judged,
        parameters,
        standing_caveats(case),
        _stated({"judgement": tables.judged(case, judged), "beside": tables.beside(case, judged)}),
    )


def _stated(made: dict[str, Table | None]) -> dict[str, Table]:
    """The tables that have something to say."""
    return {name: table for name, table in made.items() if table is not None}
