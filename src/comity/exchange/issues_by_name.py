"""The issues of a file that holds each under its name, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable

from comity.exchange.entry import Entry
from comity.exchange.naming import doubles, shown
from comity.exchange.scenario import Matter, Room, collecting
from comity.problem import Problem, Problems


def issues_by_name(stated: Entry, of: str, read: Callable[[Entry, str], Matter], room: Room) -> list[Matter]:
    """The issues in their order; raises Problems where there are none, and with all that is wrong with them.

    of: whose they are, for messages; read: what reads the entry of one under its name.
    """
    problems: list[Problem] = []
    issues = []
    for name in stated.names:
        with collecting(problems):
            entry = stated.below(name, f"issue '{shown(name)}'")
            issue = read(entry, name)
            room.for_issue(issue, entry.place)
            issues.append(issue)
        if room.full:
            break
    for at, _ in doubles(stated.names):
        problems += stated.wrong(f"two issues are named '{shown(stated.names[at])}'", "give each its own").problems
    if not stated.names:
        problems += stated.wrong(f"{of} has no issues", "list them, each with its values").problems
    if problems:
        raise Problems(problems)
    return issues
