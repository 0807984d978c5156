"""A YAML text as a tree in which every value keeps its characters and its place.

Every scalar is kept as the characters the analyst wrote (`NO`, `2:1` and `1e3` stay what they are); types come from
the schema.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from comity.problem import Problem

Path = tuple[str | int, ...]
"""The way to a value: names of entries, and numbers of items from 0."""


class Span(NamedTuple):
    """Characters start..end of the text, and the line and column (from 1) where they begin."""

    start: int
    end: int
    line: int
    column: int


class Scalar(NamedTuple):
    """One value as written; an empty plain scalar is nothing stated."""

    text: str
    plain: bool
    span: Span


@dataclass(slots=True)
class Sequence:
    """A list, in order."""

    span: Span
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Named entries, in order, each with the place of its name."""

    span: Span
    flow: bool
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Parsed:
    """A YAML text as a tree.

    problems: what is wrong with it, and remarks: what is odd about it; unsure: the top entries of which something
    could not be read; cut_off: whether nothing could be read from some place on; mended: whether the tree is that of a
    mended copy, its places being those of the text itself.
    """

    root: Mapping
    problems: list[Problem]
    remarks: list[Problem]
    unsure: frozenset[str]
    cut_off: bool
    mended: bool
