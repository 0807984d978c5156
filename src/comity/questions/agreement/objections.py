"""What speaks against one agreement."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import one_agreement, refuse_nonsense
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Finding
from comity.questions.agreement import tables, terms_tables, words
from comity.questions.agreement.meant import whole
from comity.questions.agreement.views import Objections, objections_to
from comity.questions.supposition import told_first
from comity.questions.unanimity import asking_everybody, of_one_agreement


def objections(
    case: Case,
    terms: str | int | Agreement,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Objections]:
    """Why one agreement is or is not possible: each party's objections, and how many points it is short.

    terms: the agreement as "territory=frozen, guarantees=article5, ...", one option for every issue, an Agreement, its
    number in the list of `comity.agreement`, or the name of a proposal that settles every issue; without, suppose: red
    lines and conditions to leave out, and judgements to suppose instead (see `comity.agreements.suppose`); progress:
    told when done. Raises Problems where the terms are no agreement of the case, for what is not in it, and for
    arguments of a wrong kind.
    """
    refuse_nonsense(case, one_agreement("terms", terms), without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    filed, case = case, asking_everybody(case)
    found = objections_to(case, *whole(filed, terms))
    broken, points = tables.conditions_broken(case, found), terms_tables.points(case, found)
    if progress is not None:
        progress(1.0)
    finding = Finding(
        question="agreement",
        answer=words.objections_answer(case, found),
        exact=True,
        method=words.OBJECTIONS_METHOD,
        result=found,
        parameters={"why": str(found.agreement), **supposing(case)},
        caveats=standing_caveats(case),
        tables={
            "terms": tables.terms(case, found),
            "objections": tables.objections(case, found),
            **({} if points is None else {"points": points}),
            **({} if broken is None else {"conditions": broken}),
        },
    )
    return told_first(filed, of_one_agreement(filed, found.agreement, finding))
