"""The figures of who must say yes: who stops agreements alone, and how safe what is picked is at home."""

from __future__ import annotations

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.case.wording import listed
from comity.figure import Bar, Bars, bars
from comity.questions.consent.result import PER, Consented


def blocking(case: Case, result: Consented) -> Bars | None:
    """How many agreements fail only because of each one's no, most first; None where nobody stops any alone."""
    everyone = case.everyone()
    counts = {name: say.blocks_alone for name, say in result.say.items() if say.blocks_alone}
    if not counts:
        return None
    order = sorted(counts, key=lambda name: -counts[name])
    drawn = [Bar(everyone[name].name, counts[name], f"{counts[name]:,}") for name in order]
    said = ", ".join(f"{bar.label} {bar.said}" for bar in drawn)
    return bars("Agreements that one alone stops", f"Stopped by one alone: {said}.", drawn)


def at_home(result: Consented) -> Bars | None:
    """In how many of a hundred readings in which it is signed each pick is ratified; None where nobody is asked."""
    drawn = []
    for pick in result.picks:
        if pick.home is not None and pick.home.ratified is not None:
            share = pick.home.ratified * PER
            drawn.append(Bar(listed(SOLUTIONS[name] for name in pick.solutions), share, f"{share:.0f}"))
    if not drawn:
        return None
    said = ", ".join(f"{bar.label} {bar.said}" for bar in drawn)
    title = f"How safe what is picked is at home: ratified in so many of {PER} readings in which it is signed"
    return bars(title, f"Ratified where signed: {said}.", drawn)
