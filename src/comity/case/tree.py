"""YAML 1.2 as a tree in which every value keeps its characters and its place.

Every scalar is kept as the characters the analyst wrote (`NO`, `2:1` and `1e3` stay what they are); types come from
the schema. ruamel's event stream is used rather than its loader, because events arrive one by one: an oversized,
over-deep or endlessly aliased file is refused before it has cost memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from comity.problem import Place, Problem, Problems

MAX_LINES = 50_000
MAX_NODES = 100_000
MAX_DEPTH = 40

Path = tuple[str | int, ...]
"""The way to a value: names of entries, and numbers of items from 0."""

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Span:
    """Characters start..end of the text, and the line and column (from 1) where they begin."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True)
class Scalar:
    """One value as written; an empty plain scalar is nothing stated."""

    text: str
    plain: bool
    span: Span


@dataclass
class Sequence:
    """A list, in order."""

    span: Span
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass
class Mapping:
    """Named entries, in order, each with the place of its name."""

    span: Span
    flow: bool
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def tree(text: str, file: str) -> tuple[Mapping, list[Problem]]:
    """The entries of a YAML text, and what is wrong with it that does not keep it from being read.

    file: the name to call it by. Raises Problems, with those found until then, where the text cannot be used at all.
    """
    builder = _Builder(file)
    for event in _events(text, file, builder.problems):
        builder.take(event)
    return builder.root_mapping(), builder.problems


def _events(text: str, file: str, problems: list[Problem]) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    if text.count("\n") > MAX_LINES:
        what = f"more than {MAX_LINES:,} lines"
        raise Problems([Problem(Place(file, MAX_LINES, 1), what, "split the case or shorten it")])
    last = Place(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            last = Place(file, event.end_mark.line + 1, event.end_mark.column + 1)
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = f"this is not valid YAML: {error.problem or error.context}"
        fix = "check the indentation, the brackets, and quote values that contain ': ' or ' #'"
        raise Problems([*problems, Problem(place, what, fix)]) from None
    except ReaderError as error:
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = f"a character that YAML does not allow (code {ord(text[error.position]):#x})"
        raise Problems([*problems, Problem(place, what, "delete it")]) from None
    except (YAMLError, ValueError, OverflowError) as error:
        what = f"this is not valid YAML: {str(error).splitlines()[0]}"
        raise Problems([*problems, Problem(last, what, "look behind this place")]) from None


class _Builder:
    """Makes the tree of one file from its events, one method a kind of event."""

    def __init__(self, file: str) -> None:
        from ruamel.yaml import events as kind

        self.file = file
        self.problems: list[Problem] = []
        self._root: Node | None = None
        self._open: list[Sequence | Mapping] = []  # collections that have not ended yet, outermost first
        self._name: Scalar | None = None  # of the entry whose value comes next
        self._anchored: dict[str, Node] = {}
        self._values = 0
        self._sizes: dict[int, int] = {}  # how many values a collection holds, by the id of its node
        self._kinds = {
            kind.AliasEvent: self._alias,
            kind.ScalarEvent: self._scalar,
            kind.SequenceStartEvent: self._start,
            kind.MappingStartEvent: self._start,
            kind.SequenceEndEvent: self._end,
            kind.MappingEndEvent: self._end,
        }
        self._node_event = kind.NodeEvent
        self._sequence_start = kind.SequenceStartEvent

    def take(self, event: Any) -> None:
        """Add what an event says to the tree; those that only frame the document say nothing."""
        if isinstance(event, self._node_event):
            self._count(event, 1, f"more than {MAX_NODES:,} values", "split the case or shorten it")
        if getattr(event, "tag", None):
            self._note(self._place(event), f"the tag {event.tag} has no meaning here", "delete it")
        handle = self._kinds.get(type(event))
        if handle is not None:
            handle(event)

    def root_mapping(self) -> Mapping:
        """The whole tree, once every event is taken."""
        if self._root is None:
            raise self._refusal(Place(self.file), "the file is empty", "start with the line `comity: 1`")
        if not isinstance(self._root, Mapping):
            what = "the file must be a list of named entries such as `title: ...`"
            raise self._refusal(self._place_of(self._root), what, "start with the line `comity: 1`")
        return self._root

    def _alias(self, event: Any) -> None:
        known = self._anchored.get(event.anchor)
        if known is None:
            raise self._refusal(self._place(event), f"*{event.anchor} refers to nothing before it", "check the name")
        if any(known is collection for collection in self._open):
            raise self._refusal(self._place(event), f"*{event.anchor} contains itself", "write the value out")
        what = f"references expand to more than {MAX_NODES:,} values"
        self._count(event, self._sizes.get(id(known), 1), what, "write the values out")
        self._attach(known, event)

    def _scalar(self, event: Any) -> None:
        value = event.value
        if _HALVES.search(value):
            what = "half of a character, which cannot be saved or printed"
            self._note(self._place(event), what, "write the character itself")
            value = _HALVES.sub("\ufffd", value)
        node = Scalar(value, event.style in (None, ""), _span(event))
        if event.anchor:
            self._anchored[event.anchor] = node
        self._attach(node, event)

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise self._refusal(self._place(event), f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        made = Sequence if isinstance(event, self._sequence_start) else Mapping
        collection: Sequence | Mapping = made(_span(event), bool(event.flow_style))
        if event.anchor:
            self._anchored[event.anchor] = collection
        self._sizes[id(collection)] = -self._values
        self._attach(collection, event)
        self._open.append(collection)

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        self._sizes[id(closed)] += self._values + 1
        closed.span = Span(closed.span.start, event.end_mark.index, closed.span.line, closed.span.column)

    def _attach(self, node: Node, event: Any) -> None:
        """Put a scalar, an opened collection or what an alias stands for where it belongs."""
        if not self._open:
            if self._root is not None:
                what = "a second document in the same file"
                raise self._refusal(self._place(event), what, "keep one case per file")
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self._name is not None:
            self._enter(parent, self._name, node)
            self._name = None
        elif isinstance(node, Scalar):
            self._name = node
        else:
            what = "a name must be a single word or phrase, not a list"
            raise self._refusal(self._place(event), what, "check the brackets")

    def _enter(self, parent: Mapping, name: Scalar, value: Node) -> None:
        """Add an entry to a mapping, noting odd and repeated names."""
        if name.text == "<<" and name.plain:
            self._note(self._place_of(name), "YAML 1.2 has no merge key <<", "write the entries out")
        elif name.text in parent.values:
            first = parent.keys[name.text].span.line
            what = f"'{name.text}' stands here a second time"
            self._note(self._place_of(name), what, f"it was first given in line {first}; keep one")
        else:
            parent.keys[name.text] = name
            parent.values[name.text] = value

    def _count(self, event: Any, values: int, what: str, fix: str) -> None:
        self._values += values
        if self._values > MAX_NODES:
            raise self._refusal(self._place(event), what, fix)

    def _note(self, place: Place, what: str, fix: str) -> None:
        self.problems.append(Problem(place, what, fix))

    def _refusal(self, place: Place, what: str, fix: str) -> Problems:
        return Problems([*self.problems, Problem(place, what, fix)])

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _place_of(self, node: Node) -> Place:
        return Place(self.file, node.span.line, node.span.column)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.index, end.index, start.line + 1, start.column + 1)
