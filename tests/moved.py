"""A case in which one judgement is another one: what a paper says of it can be held against this case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.tree import Path

Refused = Mapping[str, tuple[str, ...]]


def with_number(case: Case, path: Path, value: float) -> Case:
    """The case with a judged number, by its path, at one value."""
    number = Estimate(low=value, high=value)
    if path[0] == "linkages":
        linkages = list(case.linkages)
        linkages[int(path[1])] = linkages[int(path[1])].model_copy(update={"adds": number})
        return case.model_copy(update={"linkages": tuple(linkages)})
    party, field = str(path[1]), str(path[2])
    interest, changed = case.interests[party], dict[str, Any]()
    if field == "no_deal":
        assert interest.no_deal is not None
        changed["no_deal"] = interest.no_deal.model_copy(update={"low": value, "high": value})
    else:
        stated, within = interest.issues[field], str(path[3])
        part = {"weight": number} if within == "weight" else {"ratings": {**stated.ratings, within: number}}
        changed["issues"] = {**interest.issues, field: stated.model_copy(update=part)}
    return case.model_copy(update={"interests": {**case.interests, party: interest.model_copy(update=changed)}})


def with_line(case: Case, name: str, instead: tuple[Refused, Refused] | None) -> Case:
    """The case with a red line, by its name, that refuses something else, or (None) nothing."""
    lines = dict(case.named_red_lines())
    stated = lines.pop(name)
    if instead is not None:
        never, unless = instead
        lines[name] = stated.model_copy(update={"never": dict(never), "unless": dict(unless)})
    return case.model_copy(update={"red_lines": tuple(lines.values())})
