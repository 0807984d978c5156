"""The tree of a YAML text, made from its events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from comity.case import letters
from comity.case.copy import Copy
from comity.case.events import Broken
from comity.case.slip import quoted, shown
from comity.case.tree import Mapping, Node, Scalar, Sequence, Span
from comity.problem import Place, Problem, Problems

MAX_NODES = 100_000
MAX_DEPTH = 40

_TOO_MANY = f"more than {MAX_NODES:,} values", "split the case or shorten it"
_HALVES = re.compile("[\ud800-\udfff]")
_NOT_IN_DOCUMENTS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML, and so Word and SVG, lack
_CUT_OFF = re.compile(r"[ \t]+#(?=\w)")
_TIGHT = re.compile(r"([\w.-]+):(\S.*)", re.DOTALL)
_COLON = re.compile(r"\s*:")
_NUMERIC = re.compile(r"[-+\d.,%]+")


class Builder:
    """Makes the tree of one file from its events, one method a kind of event."""

    def __init__(self, file: str, copy: Copy) -> None:
        self.file = file
        self.copy = copy
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self._composed: dict[int, dict[str, str]] = {}  # names with accents by their composed form, by their mapping
        self._name_end = 0  # where in the copy the last name ends
        self._parted: dict[int, tuple[Place, Scalar]] = {}  # texts that a comma ends too soon, by the id of their list
        self._root: Node | None = None
        self._open: list[Sequence | Mapping] = []  # collections that have not ended yet, outermost first
        self._name: Scalar | None = None  # of the entry whose value comes next
        self._anchored: dict[str, Node] = {}
        self._named_values: list[tuple[str, Scalar]] = []  # values with a name for references
        self._referred: set[int] = set()  # the ids of the values that a reference means
        self._values = 0
        self._sizes: dict[int, int] = {}  # how many values a collection holds, by the id of its node
        self._kinds = {
            "AliasEvent": self._alias,
            "ScalarEvent": self._scalar,
            "SequenceStartEvent": self._start,
            "MappingStartEvent": self._start,
            "SequenceEndEvent": self._end,
            "MappingEndEvent": self._end,
        }

    def take_all(self, events: Iterable[Any]) -> None:
        """Add what every event says to the tree; those that only frame the document say nothing."""
        for event in events:
            handle = self._kinds.get(type(event).__name__)
            if handle is not None:
                handle(event)
        for name, value in self._named_values:
            if id(value) not in self._referred:
                what = f"&{name} is no part of this text, but a name for references, and none comes"
                fix = "put the text in quotes if it belongs to it, else delete it"
                self.remarks.append(Problem(self._place_of(value), what, fix, "warning"))

    @property
    def empty(self) -> bool:
        """Whether nothing was taken."""
        return self._root is None

    def root_mapping(self) -> Mapping:
        """The whole tree, once every event is taken."""
        if self._root is None:
            raise self._refusal(Place(self.file), "the file is empty", "start with the line `comity: 1`")
        if not isinstance(self._root, Mapping):
            what = "the file must be a list of named entries such as `title: ...`"
            raise self._refusal(self._place_of(self._root), what, "start with the line `comity: 1`")
        return self._root

    def _alias(self, event: Any) -> None:
        self._count(event, 1, *_TOO_MANY)
        known = self._anchored.get(event.anchor)
        if known is None:
            fix = "check the name, or put it in quotes if it is a text"
            self._note(self._place(event), f"*{event.anchor} refers to nothing before it", fix)
            self._attach(Scalar(f"*{event.anchor}", True, self._span(event)), event)
            return
        self._referred.add(id(known))
        if any(known is collection for collection in self._open):
            raise self._refusal(self._place(event), f"*{event.anchor} contains itself", "write the value out")
        what = f"references expand to more than {MAX_NODES:,} values"
        self._count(event, self._sizes.get(id(known), 1), what, "write the values out")
        self._attach(known, event)

    def _scalar(self, event: Any) -> None:
        self._count(event, 1, *_TOO_MANY)
        self._remark_tag(event)
        value = event.value
        if not value.isprintable():
            value = self._printable(event, value)
        node = Scalar(value, not event.style, self._span(event))
        if node.plain and value:
            self._remark_comment(event, value)
        if event.anchor:
            self._anchored[event.anchor] = node
            self._named_values.append((event.anchor, node))
        self._attach(node, event)

    def _printable(self, event: Any, value: str) -> str:
        """A value without what cannot be saved or printed; that, and what no document can show, is noted."""
        if _HALVES.search(value):
            what = "half of a character, which cannot be saved or printed"
            self._note(self._place(event), what, "write the character itself")
            value = _HALVES.sub("\ufffd", value)
        if lacking := _NOT_IN_DOCUMENTS.search(value):
            what = f"a {letters.called(lacking[0])}, which no document can show"
            self._note(self._place(event), what, "delete it")
        return value

    def _start(self, event: Any) -> None:
        self._count(event, 1, *_TOO_MANY)
        self._remark_tag(event)
        if len(self._open) >= MAX_DEPTH:
            raise self._refusal(self._place(event), f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        made = Sequence if type(event).__name__ == "SequenceStartEvent" else Mapping
        collection: Sequence | Mapping = made(self._span(event), bool(event.flow_style))
        if event.anchor:
            self._anchored[event.anchor] = collection
        self._sizes[id(collection)] = -self._values
        # What stood at this place in memory may have been left out since, as what a repeated name held is.
        self._composed.pop(id(collection), None)
        self._parted.pop(id(collection), None)
        self._attach(collection, event)
        self._open.append(collection)

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        self._sizes[id(closed)] += self._values + 1
        end = max(self.copy.end(event.end_mark.index), closed.span.start)
        closed.span = Span(closed.span.start, end, closed.span.line, closed.span.column)
        if parted := self._parted.pop(id(closed), None):
            self._note(parted[0], "the comma ends the text before it", _together(parted[1].text))

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
            self._name_end = event.end_mark.index
        else:
            what = "a name must be a single word or phrase, not a list"
            raise Broken(event.start_mark.index, what, "check the brackets")

    def _enter(self, parent: Mapping, name: Scalar, value: Node) -> None:
        """Add an entry to a mapping, noting odd and repeated names."""
        if name.text == "<<" and name.plain:
            self._note(self._place_of(name), "YAML 1.2 has no merge key <<", "write the entries out")
        elif parent.flow and self._lacks_colon(name, value) and self._mended_entry(parent, name):
            return
        elif (known := self._known(parent, name.text)) is not None:
            first = parent.keys[known].span.line
            what = f"'{name.text}' stands here a second time"
            self._note(self._place_of(name), what, f"it was first given in line {first}; keep one")
        else:
            parent.keys[name.text] = name
            parent.values[name.text] = value
            if not name.text.isascii():
                self._composed.setdefault(id(parent), {})[letters.same(name.text)] = name.text

    def _known(self, parent: Mapping, name: str) -> str | None:
        """The name of an entry that is there already, however its accents are composed."""
        if name in parent.values or name.isascii():
            return name if name in parent.values else None
        same = letters.same(name)
        return same if same in parent.values else self._composed.get(id(parent), {}).get(same)

    def _lacks_colon(self, name: Scalar, value: Node) -> bool:
        """Whether a name in braces stands there without a colon."""
        if not (isinstance(value, Scalar) and value.plain and not value.text and name.plain):
            return False
        return not _COLON.match(self.copy.text, self._name_end)

    def _mended_entry(self, parent: Mapping, name: Scalar) -> bool:
        """Whether what stands in braces without a colon is a slip that is known: it is noted, and meant otherwise."""
        if tight := _TIGHT.fullmatch(name.text):
            at = name.span.column + len(tight[1]) + 1
            place = Place(self.file, name.span.line, at)
            self._note(place, "a blank is missing behind the colon", f"write {tight[1]}: {shown(tight[2])}")
            value = Scalar(tight[2], True, name.span)
            if tight[1] not in parent.values:
                parent.keys[tight[1]], parent.values[tight[1]] = Scalar(tight[1], True, name.span), value
            return True
        last = next(reversed(parent.values), None)
        text = parent.values[last] if last is not None else None
        if last is None or not isinstance(text, Scalar) or not text.text or not text.plain:
            return False
        span = Span(text.span.start, name.span.end, text.span.line, text.span.column)
        if _NUMERIC.fullmatch(text.text) and _NUMERIC.fullmatch(name.text):
            joined = Scalar(f"{text.text}.{name.text}", True, span)
            self._note(self._place_of(name), "a comma in a number", f"write {joined.text}")
        else:
            joined = Scalar(f"{text.text}, {name.text}", True, span)
            place = self._parted[id(parent)][0] if id(parent) in self._parted else self._place_of(name)
            self._parted[id(parent)] = place, joined
        parent.values[last] = joined
        return True

    def _remark_tag(self, event: Any) -> None:
        if event.tag:
            self._note(self._place(event), f"the tag {event.tag} has no meaning here", "delete it")

    def _remark_comment(self, event: Any, value: str) -> None:
        """Say where a comment seems to belong to the text before it."""
        comment = _CUT_OFF.match(self.copy.text, event.end_mark.index)
        if comment and not _NUMERIC.fullmatch(value) and value.lower() not in ("yes", "no"):
            at = self.copy.origin(comment.end() - 1)
            place = Place(self.file, *self.copy.line_and_column(at))
            fix = "put the text in quotes if # belongs to it"
            self.remarks.append(Problem(place, "the text ends before #", fix, "warning"))

    def _count(self, event: Any, values: int, what: str, fix: str) -> None:
        self._values += values
        if self._values > MAX_NODES:
            raise self._refusal(self._place(event), what, fix)

    def _note(self, place: Place, what: str, fix: str) -> None:
        self.problems.append(Problem(place, what, fix))

    def _refusal(self, place: Place, what: str, fix: str) -> Problems:
        return Problems([*self.problems, Problem(place, what, fix)])

    def _place(self, event: Any) -> Place:
        return Place(self.file, *self.copy.line_and_column(self.copy.origin(event.start_mark.index)))

    def _span(self, event: Any) -> Span:
        start, end = self.copy.stretch(event.start_mark.index, event.end_mark.index)
        line, column = self.copy.line_and_column(start)
        return Span(start, end, line, column)

    def _place_of(self, node: Node) -> Place:
        return Place(self.file, node.span.line, node.span.column)


def _together(words: str) -> str:
    """What to write where a comma parts what belongs together: names in brackets, a text in quotes."""
    in_quotes = f"put the text in quotes: {quoted(shown(words))}"
    if not re.fullmatch(r"[\w.-]+(?:, [\w.-]+)+", words):
        return in_quotes
    return f"write [{shown(words)}] for several names, or {in_quotes}"
