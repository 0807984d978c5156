"""One judged number of a case: the address that names it, where it stands in the file, and whose and what it is."""

from __future__ import annotations

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.spelled import spelled as as_spelled
from comity.case.tree import Mapping, Path
from comity.live import Live


def address(path: Path) -> str:
    """A path as one part of an address."""
    return "/".join(map(str, path))


def known(case: Case, at: str) -> Path | None:
    """The path that an address names; None where the case has no such number and could have none."""
    path: Path = tuple(at.split("/"))
    if len(path) < 3 or path[0] != "interests" or path[1] not in case.everyone():
        return None
    if path[2:] == ("no_deal",):
        return path
    if len(path) != 4 or path[2] not in case.issues:
        return None
    return path if path[3] == "weight" or path[3] in case.issues[str(path[2])].options else None


def judged(case: Case, path: Path) -> Estimate | None:
    """What is judged at a path; None where nothing is."""
    held = case.interests.get(str(path[1]))
    if held is None:
        return None
    if path[2] == "no_deal":
        return held.no_deal
    stated = held.issues.get(str(path[2]))
    if stated is None:
        return None
    return stated.weight if path[3] == "weight" else stated.ratings.get(str(path[3]))


def in_file(live: Live, path: Path) -> Path:
    """The path that a judged number has in the file, which may spell `issues` and `ratings` out."""
    spelled: list[str | int] = list(path[:2])
    for step, level in zip(path[2:], ("issues", "ratings"), strict=False):
        node = live.document.node(tuple(spelled))
        if isinstance(node, Mapping) and step not in node.values and level in node.values:
            spelled.append(level)
        spelled.append(step)
    return as_spelled(live.document.root, tuple(spelled))


def number_at(live: Live, path: Path) -> Path:
    """Where the number itself stands in the file: behind `value`, where it has a reason or the like beside it."""
    spelled = in_file(live, path)
    return (*spelled, "value") if isinstance(live.document.node(spelled), Mapping) else spelled


def title(case: Case, path: Path) -> str:
    """Whose judgement it is and of what: "Russia, sanctions lifted step by step"."""
    from comity.papers.option_words import short

    whose = case.everyone()[str(path[1])].name
    if path[2] == "no_deal":
        return f"{whose}, without a deal"
    if path[3] == "weight":
        return f"{whose}, weight of “{case.issues[str(path[2])].name}”"
    return f"{whose}, {short(case, str(path[2]), str(path[3]))}"
