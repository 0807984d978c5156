"""YAML 1.2 as a tree in which every value keeps its characters and its place.

Every scalar is kept as the characters the analyst wrote (`NO`, `2:1` and `1e3` stay what they are); types come from
the schema. ruamel's event stream is used rather than its loader, because events arrive one by one: an oversized,
over-deep or endlessly aliased file is refused before it has cost memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from comity.case import letters
from comity.case.copy import Copy, Edit
from comity.case.slip import ODD, Slip, quoted, shown
from comity.case.slips import slips
from comity.problem import Place, Problem, Problems

MAX_LINES = 50_000
MAX_NODES = 100_000
MAX_DEPTH = 40
MAX_MARK = 500  # letters of a tag, an anchor or a reference; the parser takes minutes over long ones
MAX_IMPOSSIBLE = 100  # characters that YAML does not allow
MAX_TRIES = 12  # times that something is passed over
MAX_READ = 2_000_000  # characters given to the parser again before it is taken as it stands

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The way to a value: names of entries, and numbers of items from 0."""

_HALVES = re.compile("[\ud800-\udfff]")
_IMPOSSIBLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_NOT_IN_DOCUMENTS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML, and so Word and SVG, lack
_DECEIVING = re.compile(f"[\t{ODD}：，、｛｝［］]")
_LONG_MARK = re.compile(rf"(?<![^\s\[{{,])[!&*%][^\s,\[\]{{}}]{{{MAX_MARK},}}")
_MARKS = {"!": "tag", "&": "name for references", "*": "reference", "%": "directive"}
_SECTION = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)", re.MULTILINE)
_INDENT = re.compile(r" *")
_CUT_OFF = re.compile(r"[ \t]+#(?=\w)")
_TIGHT = re.compile(r"([\w.-]+):(\S.*)", re.DOTALL)
_NUMERIC = re.compile(r"[-+\d.,%]+")


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


def tree(text: str, file: str) -> Parsed:
    """The entries of a YAML text, and everything that is wrong with it.

    What is written amiss is mended in a copy and read on, so that every problem is found at once; what no mend is known
    for is passed over. file: the name to call it by. Raises Problems, with those found until then, where nothing of the
    text can be used, or where it would cost too much.
    """
    return _Recovery(text, file).parsed()


class _Recovery:
    """Reads a text, mends a copy where the parser gives up, and reads that."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.edits: list[Edit] = []
        self.problems: list[Problem] = []
        self.unsure: set[str] = set()
        self.cut_off = False
        self.passed: list[tuple[int, int]] = []
        self.tries = 0  # how often something was passed over
        self.read = 0  # how many characters the parser was given, in all

    def parsed(self) -> Parsed:
        self._refuse_what_costs_too_much()
        self._impossible_characters()
        known = slips(self.text) if _DECEIVING.search(self.text) else []
        self._mend(slip for slip in known if slip.letters)
        builder, broken = self._built()
        if broken:
            self._mend(slip for slip in slips(self.text) if not (known and slip.letters))
            builder, broken = self._built()
        while broken:
            self._pass_over(broken)
            builder, broken = self._built()
        problems = [*self.problems, *builder.problems]
        if builder.empty and self.problems:
            raise Problems(problems)
        root = self._checked(builder.root_mapping)
        return Parsed(root, problems, builder.remarks, frozenset(self.unsure), self.cut_off, bool(self.problems))

    def _refuse_what_costs_too_much(self) -> None:
        if self.text.count("\n") > MAX_LINES:
            what = f"more than {MAX_LINES:,} lines"
            raise Problems([Problem(Place(self.file, MAX_LINES, 1), what, "split the case or shorten it")])
        if long := _LONG_MARK.search(self.text):
            line, column = Copy(self.text, ()).line_and_column(long.start())
            what = f"a {_MARKS[self.text[long.start()]]} of more than {MAX_MARK} letters"
            raise Problems([Problem(Place(self.file, line, column), what, "delete it, or put the text in quotes")])

    def _impossible_characters(self) -> None:
        """Characters that YAML does not allow are left out of the copy; a long run of them is one problem."""
        places = Copy(self.text, ())
        runs = list(_IMPOSSIBLE.finditer(self.text))
        for run in runs[:MAX_IMPOSSIBLE]:
            letter = run[0][0]
            called = "half of a character, which cannot be saved or printed" if _HALVES.match(letter) else ""
            what = called or f"a character that YAML does not allow (code {ord(letter):#x})"
            self.problems.append(Problem(Place(self.file, *places.line_and_column(run.start())), what, "delete it"))
            self.edits.append(Edit(*run.span(), ""))
        if len(runs) > MAX_IMPOSSIBLE:
            what = f"more than {MAX_IMPOSSIBLE} characters that YAML does not allow"
            self.problems.append(Problem(Place(self.file), what, "is this a text file, saved as UTF-8?"))
            raise Problems(self.problems)

    def _mend(self, known: Iterable[Slip]) -> None:
        places = Copy(self.text, ())
        for slip in known:
            self.edits += slip.edits
            if slip.what:
                place = Place(self.file, *places.line_and_column(slip.at))
                self.problems.append(Problem(place, slip.what, slip.fix))

    def _built(self) -> tuple[_Builder, _Broken | None]:
        copy = Copy(self.text, self.edits)
        builder = _Builder(self.file, copy)
        self.read += len(copy.text)
        try:
            self._checked(lambda: builder.take_all(_events(copy.text)))
        except _Broken as broken:
            broken.at = copy.origin(broken.at)
            return builder, broken
        return builder, None

    def _checked(self, step: Callable[[], T]) -> T:
        """What a step gives; its refusal comes with the problems found before."""
        try:
            return step()
        except Problems as refusal:
            raise Problems([*self.problems, *refusal.problems]) from None

    def _pass_over(self, broken: _Broken) -> None:
        """Say what the parser could not read, and leave the lines of it out of the copy.

        First the line and those indented below it, then the whole section; where that does not help, or has been
        tried too often, all that follows.
        """
        if self.cut_off:
            raise Problems(self.problems)
        line, column = Copy(self.text, ()).line_and_column(min(broken.at, max(len(self.text.rstrip()) - 1, 0)))
        start = self.text.rfind("\n", 0, min(broken.at, len(self.text.rstrip()))) + 1
        told = any(problem.place.line == line for problem in self.problems)
        if not told and not any(first <= start <= last for first, last in self.passed):
            self.problems.append(Problem(Place(self.file, line, column), broken.what, broken.fix))
        name, section, end = self._section(start)
        self.unsure.add(name)
        self.tries += 1
        tired = self.tries > MAX_TRIES or self.read > max(MAX_READ, 3 * len(self.text))
        if tired or any(first <= section and end <= last for first, last in self.passed):
            self.cut_off = True
            self.edits = [edit for edit in self.edits if edit.end <= section and edit.start < section]
            self.edits.append(Edit(section, len(self.text), ""))
        elif any(first <= start < last for first, last in self.passed):
            self._leave_out(section, end)
        else:
            self._leave_out(start, min(self._below(start), end))

    def _leave_out(self, start: int, end: int) -> None:
        self.edits = [edit for edit in self.edits if edit.end < start or edit.start >= end]
        self.edits.append(Edit(start, end, ""))
        self.passed.append((start, end))

    def _section(self, at: int) -> tuple[str, int, int]:
        """The name of the section that a line belongs to, and where it begins and ends."""
        name, start = "", 0
        for found in _SECTION.finditer(self.text):
            if found.start() > at:
                return name, start, found.start()
            name, start = found[1], found.start()
        return name, start, len(self.text)

    def _below(self, start: int) -> int:
        """Where the lines end that are indented below one."""
        lead = _INDENT.match(self.text, start)
        deep = len(lead[0]) if lead else 0
        at = self.text.find("\n", start) + 1
        while at:
            lead = _INDENT.match(self.text, at)
            if lead and len(lead[0]) <= deep and self.text[lead.end() : lead.end() + 1].strip():
                return at
            at = self.text.find("\n", at) + 1
        return len(self.text)


class _Broken(Exception):
    """The parser gives up: where in the text, and what it says in plain words."""

    def __init__(self, at: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what
        self.fix = fix


_PLAIN_WORDS = (
    ("mapping values are not allowed", "a colon stands where none can", "put a text with a colon in quotes"),
    ("expected ',' or '}'", "a comma or a closing } is missing before this", "write what is missing"),
    ("expected ',' or ']'", "a comma or a closing ] is missing before this", "write what is missing"),
    ("expected <block end>", "this does not fit the entries above it", "check the indentation and the brackets"),
    ("could not find expected ':'", "a name without a colon stands here", "write `name: value`"),
    ("unexpected end of stream", "quotation marks are opened and never closed", "close them"),
    ("cannot start any token", "a text cannot begin like this", "put it in quotes"),
    ("unknown escape", "\\ in double quotes has a meaning of its own", "put the text in single quotes"),
)


def _events(text: str) -> Iterator[Any]:
    """The events of a YAML text; raises _Broken where the parser gives up."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    last = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            last = event.end_mark.index
            yield event
    except MarkedYAMLError as error:
        said = str(error.problem or error.context)
        mark = error.problem_mark or error.context_mark
        if "unexpected end of stream" in said or "could not find expected ':'" in said:
            mark = error.context_mark or mark  # where the quotes open that nothing closes, or the name begins
        known = next((words for words in _PLAIN_WORDS if words[0] in said), None)
        _, what, fix = known or (
            "",
            f"this is not valid YAML: {said}",
            "check what stands here, and put texts in quotes",
        )
        raise _Broken(mark.index if mark else last, what, fix) from None
    except (YAMLError, ValueError, OverflowError) as error:
        raise _Broken(last, f"this is not valid YAML: {str(error).splitlines()[0]}", "look behind this place") from None


class _Builder:
    """Makes the tree of one file from its events, one method a kind of event."""

    def __init__(self, file: str, copy: Copy) -> None:
        from ruamel.yaml import events as kind

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

    def take_all(self, events: Iterable[Any]) -> None:
        """Add what every event says."""
        for event in events:
            self.take(event)

    def take(self, event: Any) -> None:
        """Add what an event says to the tree; those that only frame the document say nothing."""
        if isinstance(event, self._node_event):
            self._count(event, 1, f"more than {MAX_NODES:,} values", "split the case or shorten it")
        if getattr(event, "tag", None):
            self._note(self._place(event), f"the tag {event.tag} has no meaning here", "delete it")
        handle = self._kinds.get(type(event))
        if handle is not None:
            handle(event)

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
        known = self._anchored.get(event.anchor)
        if known is None:
            fix = "check the name, or put it in quotes if it is a text"
            self._note(self._place(event), f"*{event.anchor} refers to nothing before it", fix)
            self._attach(Scalar(f"*{event.anchor}", True, self._span(event)), event)
            return
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
        if lacking := _NOT_IN_DOCUMENTS.search(value):
            what = f"a {letters.called(lacking[0])}, which no document can show"
            self._note(self._place(event), what, "delete it")
        node = Scalar(value, event.style in (None, ""), self._span(event))
        if node.plain and value:
            self._remark_comment(event, value)
        if event.anchor:
            self._anchored[event.anchor] = node
        self._attach(node, event)

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise self._refusal(self._place(event), f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        made = Sequence if isinstance(event, self._sequence_start) else Mapping
        collection: Sequence | Mapping = made(self._span(event), bool(event.flow_style))
        if event.anchor:
            self._anchored[event.anchor] = collection
        self._sizes[id(collection)] = -self._values
        self._attach(collection, event)
        self._open.append(collection)

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        self._sizes[id(closed)] += self._values + 1
        end = max(self.copy.end(event.end_mark.index), closed.span.start)
        closed.span = Span(closed.span.start, end, closed.span.line, closed.span.column)
        if parted := self._parted.pop(id(closed), None):
            self._note(
                parted[0], "the comma ends the text before it", f"put the text in quotes: {_in_quotes(parted[1])}"
            )

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
            raise _Broken(event.start_mark.index, what, "check the brackets")

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
        return not re.compile(r"\s*:").match(self.copy.text, self._name_end)

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
        start = self.copy.origin(event.start_mark.index)
        end = max(self.copy.end(event.end_mark.index), start)
        return Span(start, end, *self.copy.line_and_column(start))

    def _place_of(self, node: Node) -> Place:
        return Place(self.file, node.span.line, node.span.column)


def _in_quotes(text: Scalar) -> str:
    return quoted(shown(text.text))
