"""Where a link to a judgement leads: the anchor of its row in the list of judgements."""

from __future__ import annotations

from comity.case.holder import no_deal_holder
from comity.case.model import Case
from comity.case.tree import Path


def red_line(name: str, reading: int | None = None) -> str:
    """The anchor of a red line, by its name (`Case.named_red_lines`); reading: of its other one of that number."""
    return f"red-line-{name}" if reading is None else f"red-line-{name}/or-reads-{reading}"


def condition(name: str) -> str:
    """The anchor of a condition, by its name (`Case.named_conditions`)."""
    return f"condition-{name}"


def no_deal(party: str, *within: str) -> str:
    """The anchor of a party's own row for what no deal is worth to it; a signer has one where its group says it too.

    within: "per-month" for how that changes.
    """
    return "/".join((f"no-deal-{party}", *within))


def stated_no_deal(case: Case, party: str) -> str:
    """The anchor of the no-deal value that counts for a party where it is stated: its own, else its nearest group's."""
    return no_deal(no_deal_holder(case, party))


def interest(party: str, *within: str) -> str:
    """The anchor of a party's interest; within: the issue, then one of its options or "weight"."""
    return "/".join((f"interest-{party}", *within))


def linkage(number: int, *within: str) -> str:
    """The anchor of a linkage, by its number in the file from 1; within: "adds" for its points alone."""
    return "/".join((f"linkage-{number}", *within))


def message(name: str) -> str:
    """The anchor of a message, by its name (`comity.case.messages.message_names`)."""
    return f"message-{name}"


def tie(number: int) -> str:
    """The anchor of a tie, by its number in the file from 1."""
    return f"tie-{number}"


def listening(group: str) -> str:
    """The anchor of how far the members of a group listen to each other."""
    return f"listening-{group}"


def today(issue: str) -> str:
    """The anchor of what holds today on an issue."""
    return f"today-{issue}"


def precondition(name: str) -> str:
    """The anchor of a precondition on talks, by its id, or its number where it has none."""
    return f"precondition-{name}"


def talks(*within: str) -> str:
    """The anchor of rounds of talks; within: one of their numbers, or an issue and what is judged of its rounds."""
    return "/".join(("talks", *within))


def measure(name: str) -> str:
    """The anchor of a measure, by its short name."""
    return f"measure-{name}"


def contest(path: Path) -> str:
    """The anchor of a judgement in the contest, by its path in the file (`judgement_paths`)."""
    return "/".join(map(str, path))
