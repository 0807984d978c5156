"""The sentences of a non-paper."""

from __future__ import annotations

from collections.abc import Iterable

from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.papers.non_paper.result import Bracket, Stance, Terms
from comity.papers.option_words import capital, named, refuses, says, shorts


def title(case: Case, terms: Terms) -> str:
    """What the text is called."""
    if terms.meant.proposal is not None:
        return f"Non-paper: {case.proposals[terms.meant.proposal].name or terms.meant.proposal}"
    return f"Non-paper: {case.title}"


DRAFT = "A draft for discussion: it commits nobody."
"""What every non-paper says of itself."""


def standing(case: Case, terms: Terms) -> str:
    """What its terms come to, as judged."""
    if terms.possible is None:
        return "The agreements that are possible could not be listed, so what these terms leave of them is not known."
    whole = not terms.brackets
    if terms.left:
        if whole:
            return "As judged, this text is a possible agreement." + (
                "" if case.by_rule else " Every signer would accept it."
            )
        of = counted(terms.possible, "possible agreement", "possible agreements")
        return f"As judged, {terms.left:,} of {of} {'has' if terms.left == 1 else 'have'} these terms."
    if not terms.possible:
        return "As judged, no agreement is possible, with these terms or others."
    return (
        "As judged, this text is not a possible agreement."
        if whole
        else "As judged, no possible agreement has these terms."
    )


def objection(case: Case, name: str, certain: bool) -> str:
    """That the terms cross a red line, or may."""
    line = case.named_red_lines()[name]
    said = f"{capital(named(case, line.party))} {refuses(case, line)}"
    return f"{said}: these terms cross that." if certain else f"{said}: some ways to settle what is open cross that."


def short_of(case: Case, party: str, points: str) -> str:
    """That a signer would rather have no agreement."""
    return f"{capital(named(case, party))}: as judged, this text is worth {points} points less than no agreement."


def condition(case: Case, name: str) -> str:
    """That the terms do not fit together, and why."""
    rule = case.named_conditions()[name]
    asks = f"{shorts(case, rule.if_)} needs {shorts(case, rule.then)}."
    return f"These terms do not fit together: {' '.join(rule.because.split()) if rule.because else asks}"


def settled(case: Case, issue: str, option: str) -> str:
    """A clause that is settled."""
    return says(case, issue, option)


def bracketed(case: Case, bracket: Bracket) -> str:
    """A clause that is open: every option that is left, in brackets."""
    options = " ".join(f"[{said}]" for said in case.issues[bracket.issue].listed(bracket.options))
    return f"{case.issues[bracket.issue].name}: {options}"


def shut(case: Case, bracket: Bracket) -> str:
    """What is not in the brackets, and why."""
    options = listed(_quoted(case, bracket.issue, bracket.shut))
    one = len(case.issues[bracket.issue].listed(bracket.shut)) == 1
    verb, which = ("is", "that") if one else ("are", "any of them")
    return f"Not in brackets {verb} {options}: no possible agreement with the settled clauses has {which}."


def stands(case: Case, issue: str, stance: Stance) -> str:
    """Where a signer stands on an open clause."""
    wants = f"wants {listed(_quoted(case, issue, stance.best), 'or')}" if stance.best else ""
    refused = f"refuses {listed(_quoted(case, issue, stance.refused))}" if stance.refused else ""
    # What it refuses only together with something else is told by the whole red line.
    lines = [case.named_red_lines()[name] for name in stance.lines]
    joined = [refuses(case, line) for line in lines if len(line.never) > 1 or line.unless]
    return f"{case.everyone()[stance.party].name}: {'; '.join(filter(None, (wants, refused, *joined)))}."


def _quoted(case: Case, issue: str, options: Iterable[str]) -> list[str]:
    return [f"“{said}”" for said in case.issues[issue].listed(options)]
