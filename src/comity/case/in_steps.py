"""What the parts of a case say of amounts, taken for the steps that it means: comparisons, points, entries by step.

Every other module then finds steps by name wherever it would find options; what the file writes is kept beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError

from comity.case.by_step import ByStep
from comity.case.judgement import Part
from comity.case.points import Points
from comity.case.steps import NoStep, Steps
from comity.case.terms import Compared

P = TypeVar("P", bound=Part)

_COMBINATIONS = {
    "conditions": ("if_", "then"),
    "linkages": ("when",),
    "red_lines": ("never", "unless"),
}


def in_steps(case: Any) -> dict[str, Any]:
    """The sections of a case in which something is said of an amount, each part as it is meant.

    A part is the same object where nothing changes. Raises a PydanticCustomError where no step is meant.
    """
    steps = {name: issue.steps for name, issue in case.issues.items()}
    changed: dict[str, Any] = {}
    for section, fields in _COMBINATIONS.items():
        parts = tuple(_meant(part, steps, fields) for part in getattr(case, section))
        if section == "red_lines":
            parts = tuple(map(_with_readings(steps), parts))
        if any(one is not other for one, other in zip(parts, getattr(case, section), strict=True)):
            changed[section] = parts
    interests = {party: _rated(interest, steps) for party, interest in case.interests.items()}
    if any(interests[party] is not interest for party, interest in case.interests.items()):
        changed["interests"] = interests
    contest = case.contest
    if contest is not None:
        effects = {issue: _by_step(steps.get(issue), stated) for issue, stated in contest.effects.items()}
        if any(effects[issue] is not stated for issue, stated in contest.effects.items()):
            changed["contest"] = contest.model_copy(update={"effects": effects})
    return changed


def _combined(terms: Mapping[str, tuple[str, ...]], steps: Mapping[str, Steps | None]) -> dict[str, tuple[str, ...]]:
    return {issue: _options(steps.get(issue), options) for issue, options in terms.items()}


def _options(steps: Steps | None, options: tuple[str, ...]) -> tuple[str, ...]:
    written = options.written if isinstance(options, Compared) else options
    if steps is None:
        return written
    meant = steps.among(written)
    return options if meant == options and type(meant) is type(options) else meant


def _meant(part: P, steps: Mapping[str, Steps | None], fields: tuple[str, ...]) -> P:
    changed: dict[str, Any] = {}
    for field in fields:
        stated: dict[str, tuple[str, ...]] = getattr(part, field)
        if not any(steps.get(issue) or isinstance(options, Compared) for issue, options in stated.items()):
            continue
        meant = _with_name(lambda stated=stated: _combined(stated, steps))  # type: ignore[misc]
        if any(meant[issue] is not options for issue, options in stated.items()):
            changed[field] = meant
    return part.model_copy(update=changed) if changed else part


def _with_readings(steps: Mapping[str, Steps | None]) -> Callable[[Any], Any]:
    def read(line: Any) -> Any:
        readings = tuple(_meant(reading, steps, ("never", "unless")) for reading in line.or_reads)
        same = all(one is other for one, other in zip(readings, line.or_reads, strict=True))
        return line if same else line.model_copy(update={"or_reads": readings})

    return read


def _rated(interest: Any, steps: Mapping[str, Steps | None]) -> Any:
    changed = {}
    for issue, stated in interest.issues.items():
        of = steps.get(issue)
        ratings = Points.on(of, stated.ratings) if of else dict(stated.ratings) if _points(stated.ratings) else None
        if ratings is not None and ratings is not stated.ratings:
            changed[issue] = stated.model_copy(update={"ratings": ratings})
    return interest.model_copy(update={"issues": {**interest.issues, **changed}}) if changed else interest


def _points(ratings: Any) -> bool:
    return isinstance(ratings, Points)


def _by_step(steps: Steps | None, stated: Any) -> Any:
    if steps is None:
        return stated.written if isinstance(stated, ByStep) else stated
    return _with_name(lambda: ByStep.over(steps, stated))


T = TypeVar("T")


def _with_name(work_out: Callable[[], T]) -> T:
    try:
        return work_out()
    except NoStep as found:
        raise PydanticCustomError("no_step", "{what}", {"what": str(found)}) from None
