"""What it would take for every signer to accept a wanted agreement."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import one_agreement, one_of, refuse_nonsense
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement
from comity.agreements.suppose import supposed, supposing
from comity.case.model import Case
from comity.case.wording import standing_caveats
from comity.finding import Finding, Table
from comity.questions.deadlock import tables, words
from comity.questions.deadlock.demands import Prices
from comity.questions.deadlock.impasse import Impasse
from comity.questions.deadlock.needed import Excluded, WhatItTakes, what_is_needed
from comity.questions.supposition import told_first
from comity.questions.unanimity import asking_everybody, of_all_who_sign


def what_it_takes(
    case: Case,
    wanted: str | Agreement,
    *,
    prices: Prices | None = None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Finding[WhatItTakes | Excluded]:
    """What would have to change for every signer to accept a wanted agreement.

    wanted: terms as "territory=donbas, guarantees=article5", or an Agreement; issues that are left out are settled so
    that the red lines crossed cost least, and then the points short of no deal add up to least. prices, without,
    suppose: as for `deadlock`; progress: told the share of the signers looked at, and whatever it raises ends it.
    Raises Problems where the terms, or names, are not of the case, and for arguments of a wrong kind.
    """
    refuse_nonsense(
        case,
        one_agreement("wanted", wanted),
        one_of("prices", prices, Prices),
        without=without,
        suppose=suppose,
        progress=progress,
    )
    case = supposed(case, without, suppose)
    filed, case = case, asking_everybody(case)
    impasse = Impasse.of(case, prices or Prices())
    terms = impasse.space.parse_terms(str(wanted))
    result = what_is_needed(impasse, terms, progress)
    doubts: tuple[str, ...] = ()
    if isinstance(result, Excluded):
        answer = words.excluded(result)
        method = words.METHOD if impasse.stretches is None else words.BY_STRETCHES
    else:
        answer, method, doubts = words.takes(case, result), words.CHANGING, words.not_certain(result)
    finding = Finding(
        question="deadlock",
        answer=answer,
        exact=result.exact,
        method=method,
        result=result,
        parameters={"for": str(Agreement(terms)), "prices": impasse.prices.words(), **supposing(case)},
        caveats=(*standing_caveats(case), *doubts),
        tables=_tables(case, result),
    )
    return told_first(filed, of_all_who_sign(filed, finding))


def _tables(case: Case, result: WhatItTakes | Excluded) -> dict[str, Table]:
    if isinstance(result, Excluded):
        made = {"conditions": tables.conditions(case, result)}
    else:
        made = {"parties": tables.parties(case, result), "changes": tables.changes(case, result)}
    return {name: table for name, table in made.items() if table is not None}
