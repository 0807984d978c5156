"""Who is near and who is far from an agreement, issue by issue, in words, with the reason for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.agreements.space import Agreement
from comity.case.holder import issue_holder
from comity.case.judgement import Evidence
from comity.case.model import Case

if TYPE_CHECKING:
    from comity.papers.stances import Left, Stance

OPEN = 4
"""How many issues stand open, those that divide the signers most."""


@dataclass(frozen=True)
class Cell:
    """Where one party stands on one issue, in words.

    key: party and issue, as addresses name them; party: its name; at: near, between or far from what the agreement
    settles, None where it is indifferent or there is none; weighs: of 100 that all issues weigh, None where it is
    indifferent.
    """

    key: str
    party: str
    at: str | None
    weight: int | None
    wants: str
    falls_back: str
    refuses: str
    href: str | None = None
    open: bool = False


@dataclass(frozen=True)
class Quoted:
    """Words of a source: which source, and its short name in the case."""

    text: str
    cite: str
    source: str


@dataclass(frozen=True)
class Reason:
    """Why a party stands where it does: in a heading, its rating, its reason, the words it rests on.

    edit: the number in the table that says it.
    """

    title: str
    rated: str
    because: str
    quotations: tuple[Quoted, ...]
    edit: str


@dataclass(frozen=True)
class Row:
    """One issue: its name, what the agreement makes of it, a cell a party, and the reason that is open, if one is."""

    issue: str
    settled: str
    cells: tuple[Cell, ...]
    reason: Reason | None


def rows(
    case: Case, issues: tuple[str, ...], agreement: Agreement | None, left: Left | None, opened: str = ""
) -> tuple[Row, ...]:
    """A row an issue, in the order given.

    agreement: from what near and far are measured; left: the options that some possible agreement has; opened: the key
    of the cell whose reason is told.
    """
    from comity.papers.option_words import beside

    found = []
    for issue in issues:
        option = agreement.options[issue] if agreement else None
        cells = tuple(_cell(case, party, issue, option, left, opened) for party in case.signers())
        here = next((party for party in case.signers() if opened == f"{party}/{issue}"), None)
        settled = beside(case, issue, option) if option else ""
        found.append(Row(case.issues[issue].name, settled, cells, _reason(case, here, issue, option) if here else None))
    return tuple(found)


def _cell(case: Case, party: str, issue: str, option: str | None, left: Left | None, opened: str) -> Cell:
    from comity.papers.stances import nearness, stance

    found = stance(case, party, issue, left)
    at = nearness(case, party, issue, option) if option else None
    key = f"{party}/{issue}"
    return Cell(
        key,
        case.everyone()[party].name,
        at,
        None if found.weighs is None else round(found.weighs * 100),
        " or ".join(_among(case, issue, found.demands)),
        " or ".join(_among(case, issue, found.falls_back)),
        _refuses(case, issue, found),
        key if found.weighs is not None else None,
        key == opened,
    )


def _refuses(case: Case, issue: str, found: Stance) -> str:
    """What a party will not sign on an issue, as a phrase."""
    from comity.case.wording import listed
    from comity.papers.option_words import shorts

    said = []
    for name in found.refuses:
        line = case.named_red_lines()[name]
        options = listed(_among(case, issue, line.never[issue]), "or")
        more = {other: several for other, several in line.never.items() if other != issue}
        beyond = f" together with {shorts(case, more)}" if more else ""
        said.append(f"{options}{beyond}{f', unless with {shorts(case, line.unless)}' if line.unless else ''}")
    return "; ".join(said)


def _among(case: Case, issue: str, options: Sequence[str]) -> list[str]:
    """Some options of an issue in words; steps of an amount that are neighbours in one."""
    from comity.papers.option_words import beside

    if case.issues[issue].steps is not None:
        return case.issues[issue].listed(options)
    return [beside(case, issue, each) for each in options]


def _reason(case: Case, party: str, issue: str, option: str | None) -> Reason:
    from comity.papers.option_words import beside
    from comity.papers.stances import nearness

    stated = case.interest_of(party).issues[issue]
    at = nearness(case, party, issue, option) if option else None
    rating = stated.ratings.get(option) if option else None
    name = case.everyone()[party].name
    confidence = (rating.confidence if rating else None) or stated.confidence
    said = [f"{beside(case, issue, option)} rated {rating.words().replace('..', ' to ')}"] if rating and option else []
    said += [f"{confidence} confidence"] if confidence else []
    because = list(dict.fromkeys(filter(None, (stated.because, rating.because if rating else None))))
    pieces = [*(rating.evidence if rating else ()), *stated.evidence]
    return Reason(
        f"{name}: why {at}?" if at else f"{name}: why?",
        ", ".join(said),
        " ".join(because),
        tuple(quoted for piece in pieces if (quoted := _quoted(case, piece)) is not None),
        f"interests/{issue_holder(case, party, issue)}/{issue}/{option or 'weight'}",
    )


def _quoted(case: Case, piece: Evidence) -> Quoted | None:
    words, source = case.quote(piece), case.sources.get(piece.source)
    if words is None or source is None:
        return None
    date = f", {source.date.day} {source.date:%B}" if source.date else ""
    return Quoted(" ".join(words.split()), f"{source.title or piece.source}{date}", piece.source)
