"""What is said of particular terms: what they are called, and how they can be improved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from comity.case.model import Case
from comity.case.wording import consent_rule, counted, listed, never, rule
from comity.questions.agreement.improvements import Improvements
from comity.questions.agreement.stands import Removed, Stands

MOST_NAMED = 3
"""How many of those that remove a proposal are named, at most."""

STAGES = {
    "all": "all",
    "coherent": "coherent",
    "red_lines": "no red line crossed",
    "zopa": "worth at least no deal (ZOPA)",
    "ratified": "ratified at home",
    "spoilers": "survives the spoilers",
    "efficient": "efficient",
    "stable": "nobody moves away",
}
"""The stages of the funnel, as its table calls them."""

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
        if found.allowed:
            return f"{said}: it is efficient."
        return f"{said}, but it breaks a condition or crosses a red line itself."
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


def proposal_answer(case: Case, stands: Stands) -> str:
    """Where a proposal stands in the funnel, in a sentence or two."""
    who = named(case, stands.terms, None, stands.proposal)
    every, left = stands.stages[0], stands.possible
    if not stands.open:
        if stands.stops_at is None:
            return f"{who} passes every stage of the funnel."
        return f"{who} stops at the stage “{STAGES[stands.stops_at]}”{_by(case, stands)}."
    still = f"{who} leaves {counted(len(stands.open), 'issue', 'issues')} open"
    of = f"of the {every.low:,} agreements with its terms"
    if stands.stops_at is not None:
        stage = STAGES[stands.stops_at]
        return f"{still}: none {of} is possible; the last stop at the stage “{stage}”{_by(case, stands)}."
    if left.low != left.high:
        return f"{still}: between {left.low:,} and {left.high:,} {of} are possible."
    return f"{still}: {left.low:,} {of} {'is' if left.low == 1 else 'are'} possible."


def outcome_remarks(case: Case, proposals: Iterable[Stands]) -> tuple[str, ...]:
    """That the case names an outcome which its judgements rule out; nothing where they do not."""
    return tuple(
        f"The case says that “{case.proposals[stands.proposal].name or stands.proposal}” was agreed, while by these "
        f"judgements it stops at the stage “{STAGES[stands.stops_at]}”{_by(case, stands)}: check these judgements "
        "first."
        for stands in proposals
        if stands.agreed and stands.stops_at is not None
    )


def _by(case: Case, stands: Stands) -> str:
    """What removes a proposal: ", removed by the red line of A on x=p, and by B, to which no deal is worth more"."""
    if not stands.removed:
        return ""
    names = [removing(case, each).removesuffix(",") for each in stands.removed[:MOST_NAMED]]
    more = len(stands.removed) - len(names)
    return f", removed by {listed([*names, *([f'{more} more'] if more else [])])}"


def removing(case: Case, removed: Removed) -> str:
    """What removes agreements, in words."""
    name = case.everyone()[removed.party].name if removed.party else ""
    return {
        "condition": lambda: f"the condition that {rule(case.named_conditions()[removed.name])}",
        "red_line": lambda: f"the red line of {name} on {never(case.named_red_lines()[removed.name])}",
        "no_deal": lambda: f"{name}, to which no deal is worth more,",
        "body": lambda: f"{name}, whose yes is needed at home,",
        "ratification": lambda: f"ratification of {name} ({consent_rule(case, removed.name)})",
        "spoiler": lambda: f"{name}, which an option needs and which does not sign,",
    }[removed.kind]()
