"""Whether the developments of a case and the judgements that name them fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from comity.case.dated import NAMING
from comity.case.estimate import Estimate
from comity.case.judgement import Part
from comity.case.model import Case
from comity.case.tree import Path
from comity.problem import Problem, Severity, nearest


class At(Protocol):
    """A problem at a path of the case."""

    def __call__(self, path: Path, what: str, fix: str = "", severity: Severity = "error") -> Problem:
        """The problem with its place in the file."""
        ...


def dated_problems(case: Case, at: At) -> Iterator[Problem]:
    """Unknown developments, judgements that never hold, and developments that change nothing."""
    known, seen, named = case.timeline(), set[str](), set[str]()
    parts = list(_parts(case))
    for number, development in enumerate(case.developments):
        if development.id is not None and development.id in seen:
            fix = "give each its own"
            yield at(("developments", number, "id"), f"the id '{development.id}' is used twice", fix)
        seen.add(development.id or "")
    for path, name in _naming(parts):
        named.add(name)
        if name not in known:
            what = f"unknown development '{name}'"
            yield at(path, what, nearest(name, known) if known else "give a development this `id`")
    for path, part in parts:
        if isinstance(part, Estimate) and part.before and path[-2:-1] == ("before",):
            fix = "write both beside each other at the number as it is now: before: {one: 60, other: 40}"
            yield at((*path, "before"), "what was before that is not read here", fix)
    for path, since, until in _spans(parts):
        if since in known and until in known and known[since].date >= known[until].date:
            what = f"this never holds: it is to hold since {since} and only until {until}, which is not later"
            yield at(path, what, "exchange the two, or leave one out", "warning")
    for number, development in enumerate(case.developments):
        if development.id is not None and development.id not in named:
            what = f"no judgement names the development {development.id}, so it changes nothing"
            fix = "say what held before it: `until` or `since` at a red line, condition, linkage or option, or `before`"
            yield at(("developments", number, "id"), what, f"{fix} at a number", "warning")


def _naming(parts: Iterable[tuple[Path, Part]]) -> Iterator[tuple[Path, str]]:
    """Every name of a development, with its place."""
    for path, part in parts:
        if isinstance(part, Estimate):
            yield from (((*path, "before", name), name) for name in part.before)
        yield from (((*path, field), name) for field in NAMING if (name := getattr(part, field, None)))


def _spans(parts: Iterable[tuple[Path, Part]]) -> Iterator[tuple[Path, str, str]]:
    """Every judgement that has both a beginning and an end."""
    for path, part in parts:
        since, until = (getattr(part, field, None) for field in NAMING)
        if since and until:
            yield (*path, "since"), since, until


def _parts(case: Case) -> Iterator[tuple[Path, Part]]:
    """The parts of a case among which some name a development, each with its path in the model."""
    for path in case.dated_parts():
        section, *named = path
        whole = getattr(case, section)
        yield from _within(path, whole[named[0]] if named else whole)


def _within(path: Path, value: Any) -> Iterator[tuple[Path, Part]]:
    """The parts at and below a place, each with its path in the model."""
    entries: Any = ()
    if isinstance(value, Part):
        yield path, value
        entries = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, tuple):
        entries = enumerate(value)
    for name, each in entries:
        if isinstance(each, Part | dict | tuple):
            yield from _within((*path, name), each)
