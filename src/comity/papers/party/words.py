"""The sentences of a page on one party."""

from __future__ import annotations

from collections.abc import Iterable

from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.finding import Cell, Table
from comity.papers.number_words import number_words
from comity.papers.option_words import capital, named, refuses, shorts
from comity.papers.party.result import Lever, PartyView, Wish
from comity.questions.deadlock.words import points

FIRST = 3
"""How many wishes the first sentence names."""

FIRM = {
    "constitutional": "Its constitution or a law is against giving way.",
    "declared": "It has declared so.",
    "preferred": "It prefers so, and has not called it a condition.",
}
"""What the firmness of a red line says."""


def answer(case: Case, view: PartyView) -> str:
    """What the party wants most, and whether it is in the possible agreements."""
    if not view.wishes:
        return f"The case states nothing that {named(case, view.party)} wants."
    first = listed(shorts(case, {wish.issue: wish.best}) for wish in view.wishes[:FIRST])
    weight = sum(wish.share for wish in view.wishes[:FIRST])
    return f"Wanted above all: {first}; together {weight * 100:.0f} in 100 of what matters here."


def wish(case: Case, view: PartyView, each: Wish) -> str:
    """What it wants on one issue, and the least that it gets in a possible agreement."""
    head = f"{case.issues[each.issue].name} ({each.share * 100:.0f} in 100 of its weight)."
    wants = f"Wanted: {_either(case, each.issue, each.best)}."
    if not each.fallback:
        return f"{head} {wants}"
    if set(each.fallback) <= set(each.best):
        least = "Every possible agreement has this."
    elif each.only:
        least = f"Every possible agreement has {_either(case, each.issue, each.fallback)}."
    else:
        least = f"Liked least of what possible agreements have: {_either(case, each.issue, each.fallback)}."
    return f"{head} {wants} {least}"


def red_line(case: Case, name: str) -> str:
    """What a red line refuses, and how firm it is."""
    line = case.named_red_lines()[name]
    return f"{capital(named(case, line.party))} {refuses(case, line)}. {FIRM[line.firmness]}"


def live_with(case: Case, view: PartyView) -> str:
    """What the possible agreements are worth to it, beside what it has without one."""
    if view.possible is None:
        return "The agreements that are possible could not be listed, so what they have in common was not looked for."
    if not view.possible:
        return "No agreement is possible as judged, so none shows what it could live with."
    number = "The one agreement that is" if view.possible == 1 else f"The {view.possible:,} agreements that are"
    who = "every signer accepts" if not case.by_rule else "pass by the rule of the case"
    possible = f"{number} possible ({who})"
    if view.worth is None:
        return f"{possible}: what they are worth to {named(case, view.party)} is not judged."
    low, high = points(view.worth.low, 3), points(view.worth.high, 3)
    worth = low if low == high else f"{low} to {high}"
    verb = "is" if view.possible == 1 else "are"
    beside = "" if view.no_deal is None else f", beside {points(view.no_deal.mid, 3)} without an agreement"
    return f"{possible} {verb} worth {worth} points to it on its own scale{beside}."


def alternative(case: Case, view: PartyView) -> str:
    """What it has without an agreement."""
    if view.no_deal is None:
        return f"What {named(case, view.party)} has without an agreement is not judged."
    low, high = points(view.no_deal.low, 3), points(view.no_deal.high, 3)
    band = low if low == high else f"{low} to {high}"
    return f"Without an agreement: {band} points on its own scale, as judged."


def refusals(case: Case, view: PartyView) -> str | None:
    """How many agreements it refuses for what it has without one."""
    if view.refuses is None or view.allowed is None:
        return None
    of = counted(view.allowed, "agreement", "agreements")
    which = "that crosses no red line" if view.allowed == 1 else "that cross no red line"
    alone = f"{view.alone:,} of them alone" if view.alone else "none of them alone"
    return f"Of {of} {which} it would refuse {view.refuses:,} for that, {alone}." if view.allowed else None


def margin(view: PartyView) -> str | None:
    """How much more it could ask before nothing is left."""
    if view.margin is None:
        return None
    least = "" if view.margin.complete else "at least "
    said = f"It could ask for {least}{points(view.margin.points, 3)} points more before no agreement is left"
    return (
        f"{said}, which its judged range allows."
        if view.margin.range_passes
        else f"{said}; its judged range does not reach so far."
    )


def levers(case: Case, view: PartyView, show: int) -> Table | None:
    """What its moves would leave, the most first; None where none leaves more."""
    if not view.levers:
        return None
    rows: list[tuple[Cell, ...]] = [
        (capital(_move(case, lever)), lever.agreements, view.possible) for lever in view.levers[:show]
    ]
    more = "" if all(lever.complete for lever in view.levers[:show]) else " Of some at least so many were found."
    note = f"Agreements that are possible if this alone were so, all else as judged.{more}"
    return Table("What would leave more agreements", ("if", "agreements then", "now"), tuple(rows), note)


def _either(case: Case, issue: str, options: Iterable[str]) -> str:
    """Options where their issue is named beside them."""
    stated = case.issues[issue]
    if stated.steps is not None:
        return listed(stated.listed(options), "or")
    return listed((stated.options[option].short or f"“{stated.options[option].name}”" for option in options), "or")


def _move(case: Case, lever: Lever) -> str:
    if lever.path is not None:
        return f"{number_words(case, lever.path)} is {points(lever.to or 0.0)}"
    line = case.named_red_lines()[lever.line]
    who = named(case, line.party)
    if lever.variant is None:
        return f"{who} gives up its refusal of {shorts(case, line.never)}"
    kept = {issue: set(options) for issue, options in lever.variant.never.items()}
    freed = {issue: [each for each in options if each not in kept[issue]] for issue, options in line.never.items()}
    said = (shorts(case, {issue: options}, "and") for issue, options in freed.items() if options)
    return f"{who} also accepts {listed(said)}"
