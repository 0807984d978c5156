"""Is this case file fit for use? Every problem of it, each with its place and the nearest fix."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from comity.case import text
from comity.case.crosscheck import Crosscheck
from comity.case.earlier import Earlier
from comity.case.model import Case
from comity.case.other_programs import other_kind, other_program
from comity.case.paths import judgement_paths
from comity.case.readable import Readable
from comity.case.remarks import remarks
from comity.case.sources import source_texts
from comity.problem import Place, Problem, Problems, first


@dataclass(frozen=True)
class Checked:
    """What a check found: every problem of the file in order, and the case where it is fit for use."""

    file: str
    problems: tuple[Problem, ...]
    case: Case | None
    _readable: Readable | None = field(default=None, compare=False, repr=False)

    @cached_property
    def earlier(self) -> Earlier | None:
        """The case and what it was made of, for checks of what the file becomes; None where it is not fit for use."""
        return self._readable.earlier(self.case) if self._readable and self.case else None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the case from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What an analyst should know but may leave."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def read_case(path: Path | str) -> Case:
    """The case in a file, with the texts of its sources, and without what is still a draft: nothing drafted counts.

    It holds as of the day that it describes; `Case.at` gives it as of another one. Raises Problems with every error of
    the file, and for a signer of whom too little is confirmed.
    """
    return confirmed(check(path))


def confirmed(checked: Checked) -> Case:
    """The case of a file that was checked, as `read_case` gives it."""
    if checked.case is None:
        raise Problems(checked.errors)
    drafts = sum(judgement.draft for path, judgement in judgement_paths(checked.case) if path[0] != "contest")
    if not drafts:
        return checked.case.at()
    case = checked.case.confirmed(drafts)
    wanting = [
        Problem(
            Place(checked.file),
            f"{party} signs, but its {'interests are' if not interest.weighs else '`no_deal` is'} still a draft",
            "correct what is drafted, then delete its `draft: yes`",
        )
        for party in case.signers()
        if case.everyone()[party].decides is None
        if not (interest := case.interest_of(party)).weighs or interest.no_deal is None
    ]
    if wanting:
        raise Problems(wanting)
    return case.at()


def check(path: Path | str) -> Checked:
    """Everything that is wrong with a case file, each with its place and the nearest fix."""
    if other := other_kind(Path(path)):
        return Checked(str(path), (other,), None)
    try:
        document = text.Document.recovered(Path(path))
    except Problems as unusable:
        return Checked(str(path), unusable.problems, None)
    return check_document(document)


def check_document(document: text.Document, before: Earlier | None = None) -> Checked:
    """As `check`, for a text that is already parsed (an edit that is not saved yet, say).

    before: an earlier state of it, of which is taken over what is the same: that is quicker, and finds nothing else.
    """
    if other := other_program(document):
        return Checked(document.file, (other,), None)
    readable = Readable(document, before)
    problems = [*document.problems, *document.remarks, *readable.problems]
    case = readable.case
    if case is not None:
        texts, unread = source_texts({name: source.file for name, source in case.sources.items()}, document)
        case = case.with_texts(texts, before.case if before else None)
        problems += [*unread, *Crosscheck(case, readable).problems()]
        if not any(problem.severity == "error" for problem in problems):  # else half of the case may be missing
            problems += [
                Problem(document.place(readable.path(each.path)), each.what, each.fix, "warning")
                for each in remarks(case)
            ]
    told = first(problems)
    fit = case if not any(problem.severity == "error" for problem in told) else None
    return Checked(document.file, told, fit, readable)
