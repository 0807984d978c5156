"""A non-paper as a paper."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.papers.document import Clause, Clauses, Paper, Paragraph, Part, Section
from comity.papers.non_paper import words
from comity.papers.non_paper.result import Bracket, Stance, Terms, stances, terms_of
from comity.papers.notes import WITHOUT, notes, remarks
from comity.papers.running import running, subtitle
from comity.papers.warnings import warnings
from comity.problem import Place, Problem, Problems
from comity.questions.agreement.meant import meant
from comity.questions.agreement.views import View, objections_to
from comity.questions.deadlock.words import points


def non_paper(
    case: Case,
    *,
    agreement: str | int | Agreement | None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Paper:
    """The terms of an agreement as numbered clauses in the case's own words, in brackets where they are open.

    agreement: whose terms: the name of a proposal, the number of an agreement in the list of `agreement`, an Agreement,
    or "issue=option, ..." for every issue or for some; without, suppose, progress: as for every question. Raises
    Problems where it is none of these.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    if agreement is None:
        known = f" or the name of a proposal ({', '.join(case.proposals)})" if case.proposals else ""
        fix = f'give --agreement "issue=option, ..."{known}'
        raise Problems([Problem(Place("agreement"), "a non-paper needs the terms that it sets out", fix)])
    terms = terms_of(case, meant(case, agreement))
    views = () if terms.brackets else objections_to(case, Agreement(terms.meant.terms)).views
    short = [view for view in views if view.signs and view.short_by and view.no_deal is not None]
    sections = (
        Section("Terms", (Clauses(tuple(_clauses(case, terms))),)),
        Section("What speaks against these terms", tuple(_objections(case, terms, short))),
    )
    if progress is not None:
        progress(1.0)
    return Paper(
        title=words.title(case, terms),
        subtitle=f"{words.DRAFT} {subtitle(case)}.",
        warnings=warnings(case, standing_caveats(case)),
        verdict=(words.standing(case, terms),),
        sections=tuple(Section(each.title, each.parts, each.parts) for each in sections if each.parts),
        running=running(case),
        data={"terms": terms.json(), "short": {view.party: view.short_by for view in short}},
    )


def _clauses(case: Case, terms: Terms) -> list[Clause]:
    brackets = {bracket.issue: bracket for bracket in terms.brackets}
    proposal = case.proposals[terms.meant.proposal] if terms.meant.proposal is not None else None
    made = []
    for issue in case.issues:
        if issue in brackets:
            made.append(_open(case, brackets[issue]))
        else:
            option = terms.meant.terms[issue]
            cited = notes(case, proposal.evidence) if proposal and not made else ()
            against = tuple(_stands(case, issue, each) for each in stances(case, issue) if option in each.refused)
            made.append(Clause(Paragraph(words.settled(case, issue, option), cited), against))
    return made


def _open(case: Case, bracket: Bracket) -> Clause:
    below = [_stands(case, bracket.issue, stance) for stance in bracket.stances]
    below += [Paragraph(words.shut(case, bracket))] if bracket.shut else []
    return Clause(Paragraph(words.bracketed(case, bracket)), tuple(below))


def _stands(case: Case, issue: str, stance: Stance) -> Paragraph:
    """Where a signer stands, with the quotations and reasons: those of its red lines first."""
    stated = case.interest_of(stance.party).issues.get(issue)
    judgements = [*(case.named_red_lines()[name] for name in stance.lines), *([stated] if stated else [])]
    evidence = tuple(dict.fromkeys(piece for judgement in judgements for piece in judgement.evidence))
    said = words.stands(case, issue, stance)
    return Paragraph(said if evidence else f"{said} {WITHOUT}", notes(case, evidence), remarks(*judgements))


def _objections(case: Case, terms: Terms, short: Sequence[View]) -> list[Part]:
    lines, made = case.named_red_lines(), list[Part]()
    for name in terms.conditions:
        rule = case.named_conditions()[name]
        made.append(Paragraph(words.condition(case, name), notes(case, rule.evidence)))
    # What one option alone crosses stands in no bracket, where brackets hold what is left.
    perhaps = [name for name in terms.perhaps if not terms.left or len(lines[name].never) > 1 or lines[name].unless]
    for names, certain in ((terms.crossed, True), (perhaps, False)):
        for name in names:
            said = words.objection(case, name, certain)
            made.append(Paragraph(said, notes(case, lines[name].evidence), remarks(lines[name])))
    for view in short:
        no_deal = case.interest_of(view.party).no_deal
        said = words.short_of(case, view.party, points(view.short_by, 3))
        made.append(Paragraph(said, notes(case, no_deal.evidence if no_deal else ()), remarks(no_deal)))
    return made
