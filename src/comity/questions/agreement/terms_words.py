"""What is said of particular terms: what they are called, and how they can be improved."""

from __future__ import annotations

from collections.abc import Mapping

from comity.case.model import Case
from comity.case.wording import counted
from comity.questions.agreement.improvements import Improvements

IMPROVEMENTS_METHOD = (
    "Sought are all agreements that are coherent, cross no red line of a signer, and are worth no less to any signer "
    "and more to at least one (Pareto 1906), by branch and bound (Land and Doig 1960)."
)


def improvements_answer(case: Case, found: Improvements) -> str:
    """How many agreements are better for some signer and worse for none, and how few changes the least takes."""
    who = named(case, found.agreement.options, found.number, found.proposal)
    if not found.count:
        within = "" if found.searched is None else f" with at most {counted(found.searched, 'change', 'changes')}"
        said = f"No agreement{within} is better than {_small(who)} for one signer and worse for none"
        if found.searched is not None:
            return f"{said}."
        efficient = "it is efficient" if found.allowed else "but it breaks a condition or crosses a red line itself"
        return f"{said}: {efficient}." if found.allowed else f"{said}, {efficient}."
    fewest, first = next(iter(found.by_changes.items()))
    least = "" if found.searched is None else "at least "
    many = f"{least}{found.count:,} {'agreement is' if found.count == 1 else 'agreements are'}"
    said = f"{who} can be improved: {many} better for at least one signer and worse for none"
    how = f"by changing {counted(fewest, 'issue', 'issues')}"
    if first == found.count:
        return f"{said}, {how}."
    return f"{said}, {first:,} of them {how}."


def improvements_caveats(found: Improvements) -> tuple[str, ...]:
    """What a reader must know of improvements."""
    said = []
    if found.searched is not None:
        up_to = counted(found.searched, "change", "changes")
        said.append(f"There are too many agreements to search all: every improvement with at most {up_to} is counted.")
    if found.count and not found.allowed:
        said.append("The agreement that is improved itself breaks a condition or crosses a red line of a signer.")
    return tuple(said)


def named(case: Case, terms: Mapping[str, str], number: int | None, proposal: str | None) -> str:
    """What terms are called at the beginning of a sentence: "Agreement 3", "The proposal “Leaked text”"."""
    if number is not None:
        return f"Agreement {number}"
    if proposal is not None:
        return f"The proposal “{case.proposals[proposal].name or proposal}”"
    return "This agreement" if len(terms) == len(case.issues) else "An agreement with these terms"


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
