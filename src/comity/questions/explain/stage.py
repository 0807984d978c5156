"""What removes agreements at one stage of the funnel."""

from __future__ import annotations

from collections.abc import Iterator

from comity.agreements.progress import Progress
from comity.agreements.space import Space
from comity.case.model import Case
from comity.questions.agreement.bounds import bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE, Funnel, Removal
from comity.questions.explain.result import Removed, StageExplained


def stage_explained(case: Case, stage: str, progress: Progress | None = None) -> StageExplained:
    """The count of a stage, and what removes the others; progress: told the share done."""
    space = Space.of(case)
    sizes = tuple(zip(space.issues, space.sizes, strict=True)) if stage == "all" else ()
    if stage == "all":
        return StageExplained(stage, space.count, space.count, None, (), sizes)
    if space.count > COUNTABLE:
        stages = bounds_of(case, show=0, countable=COUNTABLE).stages
        names = list(stages)
        earlier = stages[names[names.index(stage) - 1]]
        known = earlier.low if earlier.low == earlier.high else None
        return StageExplained(stage, stages[stage].low, stages[stage].high, known, (), ())
    funnel = funnel_of(case, show=0, keep=0, progress=progress)
    at = next(each for each in funnel.stages if each.name == stage)
    before = at.count + (at.removed or 0)
    return StageExplained(stage, at.count, at.count, before, tuple(_removed(funnel, stage)), sizes)


def _removed(funnel: Funnel, stage: str) -> Iterator[Removed]:
    """What removes agreements at the stage, what removes most first."""
    by_kind: dict[str, dict[str, tuple[Removal, ...]]] = {
        "coherent": {"condition": funnel.conditions},
        "red_lines": {"red_line": funnel.lines},
        "zopa": {},
        "ratified": {"body": funnel.bodies, "ratification": funnel.ratifications},
        "spoilers": {"spoiler": funnel.outsiders},
    }
    found = [
        Removed(kind, each.name, each.party, each.removes, each.removes_alone, each.would_open)
        for kind, removals in by_kind[stage].items()
        for each in removals
    ]
    if stage == "zopa":
        found = [
            Removed("no_deal", each.party, each.party, each.removes, each.removes_alone, each.would_open)
            for each in funnel.signers
        ]
    yield from sorted(found, key=lambda each: (-each.removes, each.name))
