"""How a file itself writes a step of an amount: 0.30 for 0.3, "1 July 2026" for 2026-07-01."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from comity.case.amount import Amount
from comity.case.steps import NoStep, Steps
from comity.case.tree import Mapping, Node, Path, Scalar, Sequence


def spelled(root: Mapping, path: Path) -> Path:
    """A path in the words of the file: where it names a step of an amount that the file writes otherwise, that."""
    node: Node | None = root
    found: list[str | int] = []
    for step in path:
        name = step
        if isinstance(node, Mapping):
            if str(step) not in node.values and isinstance(step, str):
                name = _as_written(root, found, node.values, step)
            node = node.values.get(str(name))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            node = None
        found.append(name)
    return tuple(found)


def following(root: Mapping, path: Path, names: Iterable[str]) -> str | None:
    """The name among some that is the next step behind the one that a path ends with; None where it is no such step."""
    *before, step = map(str, path)
    steps = next((steps for name in before if (steps := _steps(root, name)) is not None), None)
    meant = _step(steps, step)
    if steps is None or meant is None:
        return None
    places = {steps.place(other): name for name in names if (other := _step(steps, name)) is not None}
    behind = [at for at in places if at > steps.place(meant)]
    return places[min(behind)] if behind else None


def _as_written(root: Mapping, before: Iterable[str | int], names: Iterable[str], step: str) -> str:
    """The name among some that means the same step of an amount of which a path speaks; the step itself where none."""
    steps = next((steps for name in before if (steps := _steps(root, str(name))) is not None), None)
    meant = _step(steps, step)
    if steps is None or meant is None:
        return step
    return next((name for name in names if _step(steps, name) == meant), step)


def _steps(root: Mapping, issue: str) -> Steps | None:
    """The steps of an issue, by its name; None where it is no amount, or none that can be read."""
    issues = root.values.get("issues")
    stated = issues.values.get(issue) if isinstance(issues, Mapping) else None
    amount = stated.values.get("amount") if isinstance(stated, Mapping) else None
    if not isinstance(amount, Mapping):
        return None
    plain = {name: node.text for name, node in amount.values.items() if isinstance(node, Scalar)}
    try:
        return Steps.of(Amount.model_validate(plain))
    except ValidationError:
        return None


def _step(steps: Steps | None, words: str) -> str | None:
    try:
        return None if steps is None else steps.step(words)
    except NoStep:
        return None
