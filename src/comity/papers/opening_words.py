"""What would open an agreement, in words: who gives what, and how many agreements that leaves."""

from __future__ import annotations

from collections.abc import Sequence

from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.papers.option_words import named, number, shorts
from comity.questions.deadlock.closed import Opening
from comity.questions.deadlock.demands import Softening
from comity.questions.deadlock.words import fewer_points, further
from comity.questions.unanimity import always_asked

SETS = 2
"""How many sets of parties on whose yes agreements rest are named, at most."""

FIRMNESS = {
    "constitutional": "that its constitution or a law gives it",
    "declared": "that it has declared",
    "preferred": "that it would rather keep",
}
"""How firm a red line is, behind "a refusal"."""


def opening(case: Case, each: Opening, first: str = "") -> str:
    """What would open an agreement; first: the party whose part is told first."""
    parts = sorted(each.softenings, key=lambda some: some.demand.party != first)
    said = [f"{named(case, some.demand.party)} {gives(case, some)}{_firm(some)}" for some in parts]
    least = "" if each.number.complete else "at least "
    leaves = counted(each.number.number, "agreement", "agreements")
    verb = "becomes" if each.number.number == 1 else "become"
    return f"If {listed(said)}, {least}{leaves} {verb} possible{whose_yes(case, each.consent)}."


def whose_yes(case: Case, consent: Sequence[Sequence[str]]) -> str:
    """On whose yes agreements rest, behind them: ", by the yes of A and B, or of C".

    Without those who are needed in any case; nothing where nobody else is.
    """
    always = set(always_asked(case)) if consent else set()
    rest = [[party for party in parties if party not in always] for parties in consent]
    if not rest or not all(rest):
        return ""
    if len(rest) > SETS:
        return f", by the yes of any of {number(len(rest))} sets of parties"
    return f", by the yes of {', or of '.join(listed(named(case, party) for party in parties) for parties in rest)}"


def _firm(softening: Softening) -> str:
    """How firm the refusal is that would be given up; empty where points are."""
    firmness = softening.demand.firmness
    return f" (now a refusal {FIRMNESS[firmness]})" if softening.demand.points is None and firmness else ""


def gives(case: Case, softening: Softening) -> str:
    """What some steps on a demand give, after the name of a party."""
    demand, to = softening.demand, [step.to for step in softening.steps]
    if demand.points is not None:
        return fewer_points(demand.points, to[-1])
    line = case.named_red_lines()[demand.name]
    if to[0] is None:
        return f"accepts {shorts(case, line.never)}"
    issue = next(iter(line.never))
    return f"also accepts {shorts(case, {issue: [str(each) for each in to]})}{further(case, issue, line, to)}"
