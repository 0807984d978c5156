"""What is said of one agreement on the workbench: whether it would be signed, why not, and what would be better."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.case.model import Case
from comity.case.wording import listed
from comity.papers.option_words import capital
from comity.web.deals.deal import points, written

if TYPE_CHECKING:
    from comity.agreements.space import Agreement
    from comity.papers.document import Note
    from comity.questions.agreement.improvements import Improvement, Improvements
    from comity.questions.agreement.views import View

CONFIRMED = {
    "constitutional": "its constitution or a law says so",
    "declared": "it has declared so",
    "preferred": "it would rather not",
}
"""How firm a red line is, behind what it refuses."""

FEW = 2.0
"""By how many points of its own scale at most an agreement is better than no deal that is accepted barely."""


@dataclass(frozen=True)
class Opinion:
    """What one party makes of it: the kind of its mark, the word, why in sentences, worth and no deal in words, and
    what its crossed red lines rest on."""

    name: str
    signs: bool
    kind: str
    word: str
    why: tuple[str, ...]
    worth: str
    no_deal: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Objected:
    """What speaks against an agreement: the answer, the conditions that it breaks, what everyone makes of it."""

    answer: str
    broken: tuple[str, ...]
    opinions: tuple[Opinion, ...]


def objected(case: Case, agreement: Agreement) -> Objected:
    """What speaks against an agreement, signers first."""
    from comity.questions.agreement.objections import objections

    finding = objections(case, agreement)
    conditions = case.named_conditions()
    views = sorted(finding.result.views, key=lambda view: not view.signs)
    told: set[str] = set()
    opinions = []
    for view in views:
        opinions.append(_opinion(case, view, told))
        told.update(view.red_lines)
    broken = tuple(_condition(case, name) for name in finding.result.conditions_broken if name in conditions)
    return Objected(_answer(case, finding.result.against, len(broken), finding.answer), broken, tuple(opinions))


def _answer(case: Case, against: tuple[str, ...], broken: int, by_rule: str) -> str:
    """Whether it would be signed, in a sentence."""
    from comity.papers.one_page.words import all_sign
    from comity.papers.option_words import named

    if case.by_rule:
        return by_rule
    who = listed(named(case, party) for party in against)
    fits = "It fits together" if not broken else "It contradicts itself"
    if not against:
        signers = case.signers()
        would = f"{all_sign(signers)} would sign it" if signers else "nobody signs yet"
        return f"{fits}, {'and' if not broken else 'though otherwise'} {would}."
    return f"{fits}, {'but' if not broken else 'and'} {who} would refuse it."


def _condition(case: Case, name: str) -> str:
    from comity.papers.option_words import shorts

    rule = case.named_conditions()[name]
    return f"{capital(shorts(case, rule.if_))} goes only with {shorts(case, rule.then)}."


def _opinion(case: Case, view: View, told: Collection[str]) -> Opinion:
    """What one party makes of it; told: the red lines whose reason and evidence stand above already, with a group."""
    from comity.papers.notes import notes, remarks
    from comity.papers.option_words import refuses

    lines = [case.named_red_lines()[name] for name in view.red_lines]
    why = [f"{capital(refuses(case, line))}: {CONFIRMED[line.firmness]}." for line in lines]
    lines = [line for name, line in zip(view.red_lines, lines, strict=True) if name not in told]
    for line in lines:
        why += remarks(line)
    if view.short_by:
        why.append(f"{points(view.short_by)} points short of no deal.")
    spare = None if view.worth is None or view.no_deal is None else view.worth - view.no_deal
    kind, word = "near", "accepts"
    if view.accepts is None:
        kind, word = "between", "no say on signing"
    elif not view.accepts:
        kind, word = "far", "refuses"
    elif spare is not None and spare < FEW:
        word = "accepts, barely"
    cited = tuple(note for line in lines for note in notes(case, line.evidence))
    worth, no_deal = ("" if number is None else points(number) for number in (view.worth, view.no_deal))
    return Opinion(case.everyone()[view.party].name, view.signs, kind, word, tuple(why), worth, no_deal, cited)


@dataclass(frozen=True)
class Change:
    """One issue that an improvement settles otherwise, in words."""

    issue: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Better:
    """One improvement: its changes; gains by signer in words, and what is written in its address."""

    changes: tuple[Change, ...]
    gains: tuple[str, ...]
    written: str
    possible: bool


@dataclass(frozen=True)
class Improved:
    """What would be better than an agreement for some and worse for none.

    answer: in sentences; signers: their names; as_written: what the agreement gains each over no deal, in words; first:
    what the first improvement gains them; several: the first of all; number: how many there are.
    """

    answer: str
    signers: tuple[str, ...]
    as_written: tuple[str, ...]
    first: tuple[str, ...]
    several: tuple[Better, ...]
    number: int


def improved(case: Case, agreement: Agreement, shown: int) -> Improved:
    """What would be better, fewest changes first; shown: how many are told, at most."""
    from comity.questions.agreement.improve import improvements

    found = improvements(case, agreement, show=shown).result
    several = tuple(_better(case, found, each) for each in found.held[:shown])
    signers = tuple(found.held[0].gains) if found.held else ()
    first = tuple(_gain(case, party, found.held[0].agreement) for party in signers)
    names = tuple(case.everyone()[party].name for party in signers)
    as_written = tuple(_gain(case, party, agreement) for party in signers)
    return Improved(improved_words(case, found), names, as_written, first, several, found.count)


def improved_words(case: Case, found: Improvements) -> str:
    """How many there are, and how few changes the least takes."""
    within = ""
    if found.searched is not None:
        within = f" with at most {found.searched} {'change' if found.searched == 1 else 'changes'}"
    if not found.count:
        efficient = " It is efficient." if found.allowed and found.searched is None else ""
        return f"No agreement{within} is better for one signer and worse for none.{efficient}"
    fewest, first = next(iter(found.by_changes.items()))
    are = "agreement is" if found.count == 1 else "agreements are"
    changes = "change" if fewest == 1 else "changes"
    more = "it takes" if found.count == 1 else "this takes" if first == found.count else f"{first:,} of them take"
    if first == 1 and found.count > 1:
        more = "one of them takes"
    return (
        f"{found.count:,} {are} better for at least one signer and worse for none{within}; {more} {fewest} {changes}."
    )


def _better(case: Case, found: Improvements, each: Improvement) -> Better:
    old, new = found.agreement.options, each.agreement.options
    changes = tuple(
        Change(case.issues[issue].name, case.label(issue, old[issue]), case.label(issue, new[issue]))
        for issue in each.changes
    )
    return Better(
        changes, tuple(points(gain, signed=True) for gain in each.gains.values()), written(new), each.possible
    )


def _gain(case: Case, party: str, agreement: Agreement) -> str:
    from comity.agreements.breakdown import breakdown

    gain = breakdown(case, party, agreement.options).gain
    return "–" if gain is None else points(float(gain.least), signed=True)
