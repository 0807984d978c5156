"""An options paper as a paper."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress, part
from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.papers.candidates import Candidate, candidates
from comity.papers.document import Heading, Paper, Paragraph, Part, Section
from comity.papers.notes import notes, remarks
from comity.papers.one_page.answer import pinned
from comity.papers.opening_words import opening
from comity.papers.options import words
from comity.papers.options.result import Objection, Options, options_of
from comity.papers.options.result import packages as packages_of
from comity.papers.put_forward import put_forward
from comity.papers.running import running, subtitle
from comity.papers.warnings import warnings
from comity.questions.agreement.answer import agreement
from comity.questions.bargaining.answer import bargaining
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import Deadlock
from comity.questions.durability.answer import durability
from comity.questions.unanimity import rule_is_followed

OPENINGS = 3
"""How many openings are told where no agreement is possible, at most."""


def options_paper(
    case: Case,
    *,
    packages: bool = False,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Paper:
    """The agreements put forward side by side, what each side has against them, and, asked for, packages.

    packages: also three to five agreements of great difference that together come close to every efficient one;
    without, suppose, progress: as for every question. Raises Problems for what is not in the case.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    possible = agreement(case, show=0, progress=part(progress, 0, 3))
    several = candidates(case, pinned(case))
    options = options_of(case, several, packages_of(case) if packages else None)
    sections = [
        Section("The agreements", _side_by_side(case, options, part(progress, 1, 3))),
        Section("What each side has against them", tuple(_objections(case, options))),
        Section("Packages", _packages(case, options)),
    ]
    if not several.chosen and case.signers() and rule_is_followed(case):
        sections.append(Section("What would open one", _openings(case, part(progress, 2, 3))))
    if progress is not None:
        progress(1.0)
    return Paper(
        title=f"{case.title}: options",
        subtitle=f"An options paper. {subtitle(case)}.",
        warnings=warnings(case, possible.caveats),
        verdict=(words.answer(case, several),),
        sections=tuple(Section(each.title, each.parts, each.parts) for each in sections if each.parts),
        running=running(case),
        data={"options": options.json()},
    )


def _side_by_side(case: Case, options: Options, progress: Progress | None) -> tuple[Part, ...]:
    several = options.candidates
    if not several.chosen:
        return ()
    fair = bargaining(case, progress=progress).result
    shown = [each.agreement for each in several.chosen]
    lasts = durability(case, agreements=shown).result if case.contest is not None else None
    return put_forward(case, several, fair, lasts)[0]


def _objections(case: Case, options: Options) -> list[Part]:
    made: list[Part] = []
    for candidate in options.candidates.chosen:
        own = [each for each in options.objections if each.letter == candidate.letter]
        if own:
            made += [Heading(words.name(candidate, case)), Paragraph(words.terms(case, candidate), style="small")]
            made += [_objection(case, candidate, each) for each in own]
    return made


def _objection(case: Case, candidate: Candidate, each: Objection) -> Paragraph:
    """An objection with what it rests on: the red lines that are crossed, then what the party says of the issues."""
    lines, interest = case.named_red_lines(), case.interest_of(each.party)
    judgements = [*(lines[name] for name in each.red_lines), *(interest.issues[issue] for issue, _ in each.missed)]
    evidence = tuple(dict.fromkeys(piece for judgement in judgements for piece in judgement.evidence))
    return Paragraph(words.objection(case, candidate, each), notes(case, evidence), remarks(*judgements))


def _packages(case: Case, options: Options) -> tuple[Part, ...]:
    if options.packages is None:
        return ()
    said, table = words.packages(case, options.packages), words.package_table(case, options.packages)
    return (said,) if table is None else (said, table, words.WHY_SO_MANY)


def _openings(case: Case, progress: Progress | None) -> tuple[Part, ...]:
    result = deadlock(case, progress=progress).result
    openings = result.openings[:OPENINGS] if isinstance(result, Deadlock) else ()
    return tuple(opening(case, each) for each in openings)
