"""What would make an agreement better for somebody and worse for nobody."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import one_agreement, refuse_nonsense, whole_number
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Finding
from comity.questions.agreement import terms_tables, terms_words
from comity.questions.agreement.improvements import Improvements, improvements_of
from comity.questions.agreement.meant import whole
from comity.questions.supposition import told_first


def improvements(
    case: Case,
    terms: str | int | Agreement,
    *,
    show: int = 10,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[Improvements]:
    """Which agreements are better than one for some signer and worse for none: a reached or leaked text improved.

    terms: the agreement, named as in `comity.objections`; show: how many improvements the table shows, fewest changes
    first, then best for the signer that gains least; without, suppose: red lines and conditions to leave out, and
    judgements to suppose instead (see `comity.agreements.suppose`); progress: told when done. All are exact and all
    are counted; where there are too many agreements to search, all with at most so many changes, and it is said. Raises
    Problems as `comity.objections` does. Sources: Pareto (1906); post-settlement settlement (Raiffa 1985).
    """
    shown = whole_number("show", show, 0)
    refuse_nonsense(case, one_agreement("terms", terms), shown, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    found = improvements_of(case, *whole(case, terms), show=int(show))
    table = terms_tables.improvements(case, found)
    if progress is not None:
        progress(1.0)
    finding = Finding(
        question="agreement",
        answer=terms_words.improvements_answer(case, found),
        exact=found.searched is None,
        method=terms_words.IMPROVEMENTS_METHOD,
        result=found,
        parameters={"improve": str(found.agreement), "show": int(show), **supposing(case)},
        caveats=(*terms_words.improvements_caveats(found), *standing_caveats(case)),
        tables={} if table is None else {"improvements": table},
    )
    return told_first(case, finding)
