"""The page of one party as a paper."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress, part
from comity.agreements.suppose import supposed
from comity.case.called import called
from comity.case.model import Case
from comity.papers.document import Paper, Paragraph, Part, Section
from comity.papers.notes import WITHOUT, notes, remarks
from comity.papers.opening_words import opening
from comity.papers.party import words
from comity.papers.party.result import PartyView, heard, party_view
from comity.papers.running import running, subtitle
from comity.papers.warnings import warnings
from comity.problem import Place, Problem, Problems, nearest
from comity.questions.agreement.answer import agreement
from comity.questions.deadlock.answer import deadlock
from comity.questions.unanimity import rule_is_followed

SHOWN = 8
"""How many levers the page shows."""

OPENINGS = 3
"""How many openings the page tells."""


def party_page(
    case: Case,
    *,
    party: str | None,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Paper:
    """What one party wants, will not sign, could live with, has without an agreement, and what its moves would open.

    party: by its short name or what it is called; without, suppose, progress: as for every question. Raises Problems
    for a party that is not in the case, and where none is named.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    meant = _meant(case, party)
    possible = agreement(case, show=0, progress=part(progress, 0, 2))
    asked = case.signers() and rule_is_followed(case)
    blocked = deadlock(case, progress=part(progress, 1, 2)).result if asked else None
    view = party_view(case, meant, possible.result, blocked)
    sections = (
        Section("What it wants", _wants(case, view)),
        Section("What it will not sign", _refuses(case, view)),
        Section("What it could live with", (words.live_with(case, view),)),
        Section("What it has without an agreement", _without(case, view)),
        Section("What its moves would open", _moves(case, view)),
    )
    shown = tuple(Section(each.title, each.parts, each.parts) for each in sections if each.parts)
    return Paper(
        title=f"{case.everyone()[meant].name}: party page",
        subtitle=f"{subtitle(case)}.",
        warnings=warnings(case, possible.caveats),
        verdict=(words.answer(case, view),),
        sections=shown,
        running=running(case),
        data={"party": view.json()},
    )


def _meant(case: Case, party: str | None) -> str:
    names = {name: described.name for name, described in case.everyone().items()}
    if party is None:
        fix = f"name one: --party {next(iter(case.signers() or names))}"
        raise Problems([Problem(Place("party"), "a party page needs a party", fix)])
    found = called(party, names)
    if found is None:
        raise Problems([Problem(Place("party"), f"unknown party '{party}'", nearest(party, names))])
    return found


def _wants(case: Case, view: PartyView) -> tuple[Part, ...]:
    interest = case.interest_of(view.party)
    parts = []
    for wish in view.wishes:
        stated = interest.issues[wish.issue]
        numbers = [*([stated.weight] if stated.weight else []), *(stated.ratings[option] for option in wish.best)]
        evidence = tuple(dict.fromkeys(piece for each in (stated, *numbers) for piece in each.evidence))
        parts.append(Paragraph(words.wish(case, view, wish), notes(case, evidence), remarks(stated, *numbers)))
    return tuple(parts)


def _refuses(case: Case, view: PartyView) -> tuple[Part, ...]:
    if not view.red_lines:
        return ("No red line of it is stated.",)
    lines = case.named_red_lines()
    return tuple(
        Paragraph(
            words.red_line(case, name) + ("" if lines[name].evidence else f" {WITHOUT}"),
            notes(case, lines[name].evidence),
            remarks(lines[name]),
        )
        for name in view.red_lines
    )


def _without(case: Case, view: PartyView) -> tuple[Part, ...]:
    no_deal = case.interest_of(view.party).no_deal
    said = Paragraph(words.alternative(case, view), notes(case, no_deal.evidence if no_deal else ()), remarks(no_deal))
    return (said, *filter(None, (words.refusals(case, view), words.margin(view))))


def _moves(case: Case, view: PartyView) -> tuple[Part, ...]:
    if view.party not in heard(case):
        return ("No agreement needs its consent, so no move of its own opens or closes one.",)
    levers = words.levers(case, view, SHOWN)
    opened = tuple(opening(case, each, view.party) for each in view.openings[:OPENINGS])
    if levers is None and not opened:
        return ("None of its judgements within its range, and none of its red lines, would by itself leave more.",)
    return (*opened, *([levers] if levers else []))
