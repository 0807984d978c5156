"""The sentences and tables of an options paper."""

from __future__ import annotations

from math import isinf

from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.finding import Cell, Table
from comity.papers.candidates import Candidate, Candidates
from comity.papers.option_words import beside, capital, named, number, refuses, says, short
from comity.papers.options.result import CLOSE, FEWEST, MOST, Objection, Packages
from comity.questions.deadlock.words import points
from comity.questions.sureness import of_100


def answer(case: Case, several: Candidates) -> str:
    """How many agreements are put forward, and how safe the safest is."""
    if not several.chosen:
        return "No agreement can be put forward: none is possible as judged."
    one = len(several.chosen) == 1
    said = (
        "One agreement is put forward."
        if one
        else f"{capital(number(len(several.chosen)))} agreements are put forward."
    )
    first = several.chosen[0]
    if first.share is None or first.first is None:
        return said
    safe = f"Agreement {first.letter} holds in {of_100(first.share)} readings of the ranges"
    if not first.first.share:
        return f"{said} {safe}: no signer refuses it in any."
    return f"{said} {safe}; nearest to refusing it is {named(case, first.first.party)}."


def name(candidate: Candidate, case: Case) -> str:
    """What a candidate is called at the head of its objections."""
    if candidate.proposal:
        proposal = case.proposals[candidate.proposal].name or candidate.proposal
        return f"Agreement {candidate.letter}: {proposal}"
    return f"Agreement {candidate.letter}"


def terms(case: Case, candidate: Candidate) -> str:
    """A candidate as sentences."""
    return " ".join(says(case, issue, option) for issue, option in candidate.agreement.options.items())


def objection(case: Case, candidate: Candidate, each: Objection) -> str:
    """What one side has against a candidate."""
    head = f"{case.everyone()[each.party].name}:"
    said = [_gains(each), *(f"{refuses_this(case, line)}" for line in each.red_lines)]
    missed = [short(case, issue, candidate.agreement.options[issue]) for issue, _ in each.missed]
    if missed:
        costs = "costs" if len(missed) == 1 else "cost"
        counts = listed(f"{value:.1f}" for _, value in each.missed)
        said.append(f"against {listed(missed)}, which {costs} it {counts} points of what it wants")
    else:
        said.append("it gets all that it wants")
    return f"{head} {'; '.join(filter(None, said))}."


def refuses_this(case: Case, line: str) -> str:
    """The red line that a candidate crosses, after the name of its party."""
    return f"{refuses(case, case.named_red_lines()[line])}, which this crosses"


def _gains(each: Objection) -> str:
    if each.gain is None:
        return ""
    way = "gains" if each.gain >= 0 else "loses"
    said = f"{way} {abs(each.gain):.1f} points {'over' if each.gain >= 0 else 'against'} no agreement"
    if each.refuses is None:
        return said
    return f"{said}, and refuses it in {of_100(each.refuses) if each.refuses else 'no'} readings"


def packages(case: Case, chosen: Packages) -> str:
    """How close the packages come, and how sure that is."""
    if not case.signers():
        return "Nobody signs, so no agreement is better or worse for anybody, and there are no packages."
    if not chosen.packages:
        return "No agreement is efficient and possible, so there are no packages."
    of = counted(chosen.agreements, "efficient agreement", "efficient agreements")
    if len(chosen.packages) == chosen.outcomes:
        many = "is the only efficient outcome" if chosen.outcomes == 1 else "are all the efficient outcomes"
        return f"{_these(chosen)} {many} ({of})."
    if isinf(chosen.within):
        return f"{_these(chosen)} differ most; how close they come to every efficient agreement is not known."
    listed_all = "" if chosen.all_found else " that were found, and of those that were not"
    said = (
        f"{_these(chosen)} come within {points(chosen.within, 3)} points of every one of the {of}{listed_all}: "
        "whichever of these is meant, some package is worth at most so much less to any signer, on its own scale."
    )
    return f"{said} {_proof(chosen)}"


def _these(chosen: Packages) -> str:
    return "This package" if len(chosen.packages) == 1 else f"These {number(len(chosen.packages))} packages"


def _proof(chosen: Packages) -> str:
    size = number(len(chosen.packages))
    if chosen.exact:
        most = " and, of those that come as close, none differ more" if chosen.furthest else ""
        return f"This is exact: no other {size} come closer{most}."
    return (
        f"The bound is proved; whether other {size} come closer was not decided: none come closer than "
        f"{points(chosen.least, 3)} points."
    )


WHY_SO_MANY = (
    f"There are as few as come within {CLOSE:g} points, at least {number(FEWEST)} and at most {number(MOST)}; "
    "efficient means that no other possible agreement is better for one signer and no worse for the rest."
)
"""How many packages there are."""


def package_table(case: Case, chosen: Packages) -> Table | None:
    """The packages side by side, in words; None where there is none."""
    if not chosen.packages:
        return None
    heads = tuple(str(at) for at in range(1, len(chosen.packages) + 1))
    settled = [{issue: each.agreement.options[issue] for issue in case.issues} for each in chosen.packages]
    alike = [issue for issue in case.issues if len({terms[issue] for terms in settled}) == 1 and len(settled) > 1]
    rows: list[tuple[Cell, ...]] = [
        (issue.name, *(capital(beside(case, key, terms[key])) for terms in settled))
        for key, issue in case.issues.items()
        if key not in alike
    ]
    rows += [
        (f"{case.everyone()[party].name} gains", *(each.gains[party] for each in chosen.packages))
        for party in chosen.packages[0].gains
    ]
    rows.append(("Efficient outcomes that it comes close to", *(each.stands_for for each in chosen.packages)))
    common = " ".join(says(case, issue, settled[0][issue]) for issue in alike)
    note = "Gains are over no agreement, in points of each signer's own scale, which are not compared."
    note += f" In all: {common}" if common else ""
    return Table("The packages side by side", ("", *heads), tuple(rows), note)
