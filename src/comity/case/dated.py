"""Which judgements hold once some developments have happened, and what was judged before them.

The body of a case describes it as of its own day. What held before is written at the judgement: a red line, condition,
linkage or option may hold `since` a development or `until` one, and an estimate may say what it was `before` it. So the
case after any set of developments is well defined, whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from typing import Any, TypeVar

from pydantic import Field

from comity.case.estimate import Estimate
from comity.case.judgement import Judgement, Part
from comity.case.kept import Kept
from comity.case.no_deal import NoDealValue

NAMING = ("since", "until")
"""The fields that name a development."""


D = TypeVar("D", bound="Dated")


class Dated(Judgement):
    """A judgement that may have come with a development, and may have gone with one."""

    since: str | None = Field(None, description="The id of the development since which it holds.")
    until: str | None = Field(None, description="The id of the development until which it held.")


def with_id(judgement: D, name: str) -> D:
    """A judgement that findings name so, with that name as its id: others beside it may be gone."""
    return judgement if getattr(judgement, "id", None) == name else judgement.model_copy(update={"id": name})


def holds(happened: Set[str], part: Any) -> bool:
    """Whether a judgement, or an option, holds once just those developments have happened."""
    since, until = (getattr(part, name, None) for name in NAMING)
    return (since is None or since in happened) and until not in happened


def as_judged(value: Any, happened: Set[str], order: Mapping[str, int]) -> Any:
    """Parts of a case with every estimate as it was judged once just those developments had happened.

    value: a part, or several in a tuple or by their names; order: the place of each development by date: an estimate
    has the value from before the first that it names and that has not happened. The same object where nothing in it was
    judged otherwise.
    """

    def judged(estimate: Estimate) -> Estimate:
        ahead = [name for name in estimate.before if name not in happened]
        first = min(ahead, key=lambda name: order.get(name, 0), default=None)
        return estimate if first is None else _earlier(estimate, estimate.before[first])

    return _with(value, judged)


def without_drafts(value: Any) -> Any:
    """Parts of a case in which no estimate says what it was before a development where that is still a draft."""

    def confirmed(estimate: Estimate) -> Estimate:
        kept = {name: before for name, before in estimate.before.items() if not before.draft}
        return estimate if len(kept) == len(estimate.before) else estimate.model_copy(update={"before": kept})

    return _with(value, confirmed)


def _with(value: Any, change: Callable[[Estimate], Estimate]) -> Any:
    """Parts of a case with every estimate changed; the same object where none is."""
    if isinstance(value, Estimate):
        changed = change(value)
        if changed is not value:
            return changed
    if isinstance(value, Part):
        fields = {name: getattr(value, name) for name in type(value).model_fields if name != "before"}
        entries = _changed(fields, change)
        return value.model_copy(update=entries) if entries else value
    if isinstance(value, dict):
        entries = _changed(value, change)
        return value | entries if entries else value
    if isinstance(value, tuple):
        listed = tuple(_with(each, change) for each in value)
        return listed if any(one is not other for one, other in zip(listed, value, strict=True)) else value
    return value


def _changed(entries: Mapping[str, Any], change: Callable[[Estimate], Estimate]) -> dict[str, Any]:
    changed = ((name, _with(each, change)) for name, each in entries.items())
    return {name: each for name, each in changed if each is not entries[name]}


def _earlier(now: Estimate, before: Estimate) -> Estimate:
    """An estimate with the number and the grounds that it had before; what it is of stays."""
    said = {name: getattr(before, name) for name in Judgement.model_fields}
    kept = {"before": {}, "low": before.low, "high": before.high, **said}
    if not isinstance(now, NoDealValue):
        return now.model_copy(update=kept)
    # (A number that was worked out was a plain one then.)
    return NoDealValue.model_construct(like=now.like, per_month=now.per_month, **kept)


def dated_parts(sections: Mapping[str, Any], kept: Kept) -> dict[tuple[str, ...], frozenset[str]]:
    """Where in a case judgements name a development, and which: by section, of issues and interests by each of them.

    sections: by their names; kept: what was worked out before, since this is asked at every edit and most is as it was.
    """
    parts: dict[tuple[str, ...], Any] = {}
    for name, section in sections.items():
        parts |= {(name, of): part for of, part in section.items()} if isinstance(section, dict) else {(name,): section}
    named = {path: kept.of(("dated", path), part, partial(named_in, part)) for path, part in parts.items()}
    return {path: names for path, names in named.items() if names}


def named_in(value: Any) -> frozenset[str]:
    """The ids of all developments that some part of a case names, or several parts."""
    found: set[str] = set()
    _gather(value, found)
    return frozenset(found)


def _gather(value: Any, found: set[str]) -> None:
    if isinstance(value, Estimate):
        found.update(value.before)
    if isinstance(value, Part):
        found.update(name for field in NAMING if (name := getattr(value, field, None)))
        # (The values themselves, since every part of a case that is read is looked through.)
        for name, each in value.__dict__.items():
            if name not in Judgement.model_fields:
                _gather(each, found)
    elif isinstance(value, dict):
        _gather_all(value.values(), found)
    elif isinstance(value, tuple | list):
        _gather_all(value, found)


def _gather_all(values: Iterable[Any], found: set[str]) -> None:
    for each in values:
        if not isinstance(each, str | int | float):
            _gather(each, found)
