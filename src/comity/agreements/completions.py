"""The agreements that hold some terms: a case in which nothing else is considered."""

from __future__ import annotations

from collections.abc import Mapping

from comity.case.kept import Kept
from comity.case.model import Case


def completing(case: Case, terms: Mapping[str, str]) -> Case:
    """The case whose agreements are those of a case that hold some terms; everybody's judgements stay as they are.

    terms: options of the case by issue. It is for counting only: its other options are gone, so what names them finds
    nothing to rule out.
    """
    issues = {
        name: issue.model_copy(
            update={
                "options": {terms[name]: issue.options[terms[name]]},
                "needs": {option: names for option, names in issue.needs.items() if option == terms[name]},
            }
        )
        if name in terms
        else issue
        for name, issue in case.issues.items()
    }
    copy = case.model_copy(update={"issues": issues})
    copy._kept = Kept()  # what is kept of the whole case is of another space
    return copy
