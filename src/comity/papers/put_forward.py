"""Which agreements to put forward: the candidates side by side, in words."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.picks import SOLUTIONS
from comity.agreements.space import Agreement
from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.finding import Cell, Quantity, Table
from comity.papers.candidates import Candidate, Candidates
from comity.papers.document import Part
from comity.papers.option_words import beside, capital, number, says
from comity.questions.bargaining.result import Bargaining
from comity.questions.durability import words as durability_words
from comity.questions.durability.lasting import Fare
from comity.questions.durability.result import Durability
from comity.questions.durability.terms import YEARS
from comity.questions.sureness import of_100


def put_forward(
    case: Case, several: Candidates, fair: Bargaining | None, lasts: Durability | None
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The answer, and its short form; both empty where no agreement can be put forward.

    fair: which agreements the four measures pick; lasts: how agreements would last, None where nothing is judged of it.
    """
    chosen = several.chosen
    if not chosen:
        return (), ()
    said = [_how_chosen(case, several)]
    common = _common(case, chosen) if len(chosen) > 1 else []
    if common:
        alike = "In both" if len(chosen) == 2 else f"In all {number(len(chosen))}"
        said.append(f"{alike}: {' '.join(says(case, issue, chosen[0].agreement.options[issue]) for issue in common)}")
    table = side_by_side(case, chosen, fair, lasts)
    return (*said, table), (*said[1:], table)


def side_by_side(case: Case, chosen: Sequence[Candidate], fair: Bargaining | None, lasts: Durability | None) -> Table:
    """The candidates in columns: what each settles where they differ, who gains what, how safe and lasting it is."""
    common = _common(case, chosen) if len(chosen) > 1 else []
    rows: list[tuple[Cell, ...]] = [
        (issue.name, *(capital(beside(case, name, each.agreement.options[name])) for each in chosen))
        for name, issue in case.issues.items()
        if name not in common
    ]
    rows += _safe(case, chosen)
    rows += [
        (f"{case.everyone()[party].name} gains", *(_gain(each, party) for each in chosen))
        for party in (signer.party for signer in chosen[0].signers)
    ]
    rows += _lasting(case, chosen, lasts)
    rows.append(("Picked as fair by", *(_picked(each.agreement, fair) for each in chosen)))
    note = "Gains are over no deal, in points of each signer's own scale, which are not compared."
    if chosen[0].share is not None:
        note += " Readings take every judgement at some value within its range."
    kept = tuple(row for row in rows if any(cell not in ("", None) for cell in row[1:]))
    return Table("The agreements side by side", ("", *(_called(case, each) for each in chosen)), kept, note)


def _called(case: Case, candidate: Candidate) -> str:
    """The letter of an agreement, and what the case calls it where it is a proposal."""
    if not candidate.proposal:
        return candidate.letter
    return f"{candidate.letter}: {case.proposals[candidate.proposal].name or candidate.proposal}"


def _common(case: Case, chosen: Sequence[Candidate]) -> list[str]:
    """The issues that all settle alike, in the order of the case."""
    return [issue for issue in case.issues if len({each.agreement.options[issue] for each in chosen}) == 1]


def _how_chosen(case: Case, several: Candidates) -> str:
    proposed = [each.letter for each in several.chosen if each.proposal]
    found = [each.letter for each in several.chosen if not each.proposal]
    different = "" if proposed else "different "
    one = len(several.chosen) == 1
    agreements = "one agreement is" if one else f"{number(len(several.chosen))} {different}agreements are"
    if not found:
        return f"{capital(agreements)} put forward, as proposed."
    issues = listed(f"“{case.issues[issue].name}”" for issue in several.headline)
    of = counted(several.efficient, "efficient agreement", "efficient agreements")
    best = "the safest of each kind" if several.safest is not None else "the best of each kind for the worst-off signer"
    way = f"of {of} {best}, by {issues}, which divide the signers most"
    if proposed:
        way = f"{listed(proposed)} as proposed, and {listed(found)}, {way}"
    safe = "" if several.safest is None else f" The safest holds in {of_100(several.safest)} readings of the ranges."
    return f"{capital(agreements)} put forward: {way}.{safe}"


def _safe(case: Case, chosen: Sequence[Candidate]) -> list[tuple[Cell, ...]]:
    if all(each.share is None for each in chosen):
        return [("Gains least", *(_first(case, each) for each in chosen))]
    everyone = "All sign, in so many readings"
    return [
        (everyone, *(None if each.share is None else Quantity(each.share, "in_100") for each in chosen)),
        ("First to refuse", *(_first(case, each) for each in chosen)),
    ]


def _first(case: Case, candidate: Candidate) -> str:
    first = candidate.first
    if first is None or (candidate.share is not None and not first.share):
        return "nobody" if first else ""
    name = case.everyone()[first.party].name
    return f"{name}, in {of_100(first.share)}" if first.share is not None else name


def _gain(candidate: Candidate, party: str) -> float | None:
    return next((signer.gain for signer in candidate.signers if signer.party == party), None)


def _lasting(case: Case, chosen: Sequence[Candidate], lasts: Durability | None) -> list[tuple[Cell, ...]]:
    fares = [_fare(lasts, each.agreement) for each in chosen]
    if lasts is None or not any(fares):
        return []
    peace = [None if fare is None else Quantity(fare.survival.after(lasts.year), "in_100") for fare in fares]
    breaks = ["" if fare is None else _breaks(case, fare) for fare in fares]
    return [(capital(durability_words.peace(lasts.year)), *peace), ("Breaks when", *breaks)]


def _fare(lasts: Durability | None, agreement: Agreement) -> Fare | None:
    fares = lasts.fares if lasts is not None else ()
    return next((fare for fare in fares if agreement in fare.agreements), None)


def _breaks(case: Case, fare: Fare) -> str:
    if fare.failure is None:
        return f"nothing, in {YEARS} years"
    who, why = durability_words.failure(case, fare.failure)
    return f"{why}: {who} would gain by attacking from year {fare.failure.year}"


def _picked(agreement: Agreement, fair: Bargaining | None) -> str:
    if fair is None:
        return ""
    return listed(
        SOLUTIONS[name]
        for name, outcomes in fair.solutions.items()
        if any(agreement in outcome.agreements for outcome in outcomes)
    )
