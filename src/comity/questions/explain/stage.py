"""What removes agreements at one stage of the funnel."""

from __future__ import annotations

from comity.agreements.progress import Progress
from comity.agreements.space import Space
from comity.case.model import Case
from comity.questions.agreement.bounds import bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE
from comity.questions.agreement.proposals import removed_at
from comity.questions.explain.result import StageExplained
from comity.questions.unanimity import asking_everybody


def stage_explained(case: Case, stage: str, progress: Progress | None = None) -> StageExplained:
    """The count of a stage, and what removes the others; progress: told the share done."""
    space = Space.of(case)
    sizes = tuple(zip(space.issues, space.sizes, strict=True)) if stage == "all" else ()
    if stage == "all":
        return StageExplained(stage, space.count, space.count, None, (), sizes)
    if space.count > COUNTABLE:
        stages = bounds_of(asking_everybody(case), show=0, countable=COUNTABLE).stages
        names = list(stages)
        earlier = stages[names[names.index(stage) - 1]]
        known = earlier.low if earlier.low == earlier.high else None
        return StageExplained(stage, stages[stage].low, stages[stage].high, known, (), ())
    funnel = funnel_of(case, show=0, keep=0, progress=progress)
    at = next(each for each in funnel.stages if each.name == stage)
    before = at.count + (at.removed or 0)
    return StageExplained(stage, at.count, at.count, before, removed_at(funnel, stage), sizes)
