"""The text of a case file: YAML 1.2 read as marked text, one field patched in place, saved atomically.

Every scalar is kept as the characters the analyst wrote (`NO`, `2:1` and `1e3` stay what they are); types come from
the schema. ruamel's event stream is used rather than its loader, because events arrive one by one: an oversized,
over-deep or endlessly aliased file is refused before it has cost memory.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from comity.problem import Place, Problem, Problems

MAX_BYTES = 2_000_000
MAX_LINES = 50_000
MAX_NODES = 100_000
MAX_DEPTH = 40

Path = tuple[str | int, ...]


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


class Document:
    """A parsed case file: its exact text and its tree with places.

    Raises Problems from `read` and `parse` where the text cannot be used at all; duplicate keys and the like are
    collected in `problems` instead, so that they are reported together with everything else.
    """

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.root = _build(self)

    @classmethod
    def read(cls, path: FilePath) -> Document:
        """Read a file; raises Problems where it is missing, too large or not UTF-8."""
        return cls(read_text(path), str(path))

    def node(self, path: Path) -> Node | None:
        """The node at a path, or None where there is none."""
        node: Node | None = self.root
        for step in path:
            if isinstance(node, Mapping):
                node = node.values.get(str(step))
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def place(self, path: Path) -> Place:
        """Where a path stands: the name of its last step, or the nearest enclosing place that exists."""
        node: Node | None = self.root
        span = self.root.span
        for step in path:
            if isinstance(node, Mapping) and str(step) in node.values:
                span = node.keys[str(step)].span
                node = node.values[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                span = node.span
            # A step that the file does not spell out (a list written as one item, say) keeps the enclosing place.
        return Place(self.file, span.line, span.column)

    def plain(self) -> dict[str, Any]:
        """The tree as plain dicts, lists and strings; what is left empty is None."""
        return {name: _plain(value) for name, value in self.root.values.items()}

    def patched(self, path: Path, value: str) -> Document:
        """The document with one value set to the text given, everything else unchanged to the character.

        The last step of the path may be new: then it is added to the mapping that encloses it.
        Raises Problems where the path leads nowhere.
        """
        node = self.node(path)
        parent = self.node(path[:-1])
        flow = isinstance(parent, Mapping | Sequence) and parent.flow
        if isinstance(node, Scalar) and node.span.start == node.span.end and isinstance(parent, Mapping):
            # Nothing stands there yet, and the parser marks nothing where the next entry begins.
            named = parent.keys[str(path[-1])].span.end
            colon = re.compile(r"[ \t]*:").match(self.text, named)
            start, lead = (colon.end(), " ") if colon else (named, ": ")
            return self._spliced(start, start, lead + scalar(value, flow))
        if isinstance(node, Scalar):
            if node.span.start == node.span.end:
                return self._spliced(node.span.start, node.span.end, " " + scalar(value, flow))
            start, end = self._behind_anchor(node.span.start), node.span.end
            if self.text[start] in "|>":  # a block scalar's span runs to the next node
                end = start + len(self.text[start:end].rstrip())
            return self._spliced(start, end, scalar(value, flow))
        if node is not None or not isinstance(parent, Mapping):
            raise Problems([Problem(self.place(path), f"{'.'.join(map(str, path))} is not a single value")])
        name = scalar(str(path[-1]), parent.flow)
        if parent.flow:
            start = self._behind_anchor(parent.span.start) + 1
            comma = ", " if parent.values else ""
            return self._spliced(start, start, f"{name}: {scalar(value, True)}{comma}")
        first = next(iter(parent.keys.values())).span
        entry = f"{name}: {scalar(value, False)}\n{' ' * (first.column - 1)}"
        return self._spliced(first.start, first.start, entry)

    def _behind_anchor(self, start: int) -> int:
        """Where a value itself begins, behind the `&name` that may stand before it."""
        anchor = re.compile(r"&\S+\s+").match(self.text, start)
        return anchor.end() if anchor else start

    def _spliced(self, start: int, end: int, new: str) -> Document:
        return Document(self.text[:start] + new + self.text[end:], self.file)


def read_text(path: FilePath, limit: int = MAX_BYTES) -> str:
    """The text of a file in UTF-8 of at most `limit` bytes; raises Problems with the remedy otherwise."""
    place = Place(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise Problems([Problem(place, "there is no such file", "check the path")]) from None
    except OSError as error:
        raise Problems([Problem(place, f"cannot be read: {error.strerror}")]) from None
    if len(data) > limit:
        fix = f"at most {limit / 1e6:g} MB are read; keep long texts in source files"
        raise Problems([Problem(place, "the file is too large", fix)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _with_plain_ends(data[: error.start].decode("utf-8-sig", "replace"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"the file is not UTF-8 text (byte {error.start + 1})"
        raise Problems([Problem(Place(str(path), line, column), what, "save it again as UTF-8")]) from None
    return _with_plain_ends(text)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def save(path: FilePath, text: str) -> None:
    """Write a file so that a crash leaves either the old text or the new one, never a mixture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = FilePath(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


_HALVES = re.compile("[\ud800-\udfff]")
_SAFE = re.compile(r"[\w(/+-][^\n\r\t:#{}\[\],&*!|>'\"%@`\\]*", re.ASCII)
_SAFE_BLOCK = re.compile(r"[^\W_][^\n\r\t:#\\\"]*")


def scalar(value: str, flow: bool) -> str:
    """A value as a YAML scalar: bare where that is unambiguous, else in double quotes."""
    safe = _SAFE if flow else _SAFE_BLOCK
    bare = value == value.strip() and safe.fullmatch(value) and not value.startswith(("---", "- "))
    if bare and value.isprintable():
        return value
    return "".join(
        letter if letter.isprintable() else _escaped(letter) for letter in json.dumps(value, ensure_ascii=False)
    )


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.plain and not node.text else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.values.items()}


def _events(document: Document) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    if document.text.count("\n") > MAX_LINES:
        what = f"more than {MAX_LINES:,} lines"
        raise Problems([Problem(Place(document.file, MAX_LINES, 1), what, "split the case or shorten it")])
    last = Place(document.file)
    try:
        for event in YAML(typ="safe", pure=True).parse(document.text):
            last = Place(document.file, event.end_mark.line + 1, event.end_mark.column + 1)
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(document.file, mark.line + 1, mark.column + 1) if mark else Place(document.file)
        what = f"this is not valid YAML: {error.problem or error.context}"
        fix = "check the indentation, the brackets, and quote values that contain ': ' or ' #'"
        raise Problems([*document.problems, Problem(place, what, fix)]) from None
    except ReaderError as error:
        before = document.text[: error.position]
        place = Place(document.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = f"a character that YAML does not allow (code {ord(document.text[error.position]):#x})"
        raise Problems([*document.problems, Problem(place, what, "delete it")]) from None
    except (YAMLError, ValueError, OverflowError) as error:
        what = f"this is not valid YAML: {str(error).splitlines()[0]}"
        raise Problems([*document.problems, Problem(last, what, "look behind this place")]) from None


def _build(document: Document) -> Mapping:
    from ruamel.yaml import events as kind

    root: Node | None = None
    open_nodes: list[Sequence | Mapping] = []
    key: Scalar | None = None
    anchors: dict[str, Node] = {}
    sizes: dict[int, int] = {}
    nodes = 0

    def refuse(event: Any, what: str, fix: str) -> Problems:
        return Problems([*document.problems, Problem(_place(document, event), what, fix)])

    def attach(node: Node, event: Any) -> None:
        """Put a finished scalar or an opened collection where it belongs, noting odd and repeated keys."""
        nonlocal root, key
        if not open_nodes:
            if root is not None:
                raise refuse(event, "a second document in the same file", "keep one case per file")
            root = node
            return
        parent = open_nodes[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            if not isinstance(node, Scalar):
                raise refuse(event, "a name must be a single word or phrase, not a list", "check the brackets")
            key = node
        else:
            if key.text == "<<" and key.plain:
                place = Place(document.file, key.span.line, key.span.column)
                document.problems.append(Problem(place, "YAML 1.2 has no merge key <<", "write the entries out"))
            elif key.text in parent.values:
                first = parent.keys[key.text].span
                what = f"'{key.text}' stands here a second time"
                fix = f"it was first given in line {first.line}; keep one"
                place = Place(document.file, key.span.line, key.span.column)
                document.problems.append(Problem(place, what, fix))
            else:
                parent.keys[key.text] = key
                parent.values[key.text] = node
            key = None

    for event in _events(document):
        if isinstance(event, kind.NodeEvent):
            nodes += 1
            if nodes > MAX_NODES:
                raise refuse(event, f"more than {MAX_NODES:,} values", "split the case or shorten it")
        if getattr(event, "tag", None):
            place = _place(document, event)
            document.problems.append(Problem(place, f"the tag {event.tag} has no meaning here", "delete it"))
        if isinstance(event, kind.AliasEvent):
            known = anchors.get(event.anchor)
            if known is None:
                raise refuse(event, f"*{event.anchor} refers to nothing before it", "check the name")
            if any(known is opened for opened in open_nodes):
                raise refuse(event, f"*{event.anchor} contains itself", "write the value out")
            nodes += sizes.get(id(known), 1)
            if nodes > MAX_NODES:
                what = f"references expand to more than {MAX_NODES:,} values"
                raise refuse(event, what, "write the values out")
            attach(known, event)
        elif isinstance(event, kind.ScalarEvent):
            value = event.value
            if _HALVES.search(value):
                what = "half of a character, which cannot be saved or printed"
                document.problems.append(Problem(_place(document, event), what, "write the character itself"))
                value = _HALVES.sub("\ufffd", value)
            node = Scalar(value, event.style in (None, ""), _span(event))
            if event.anchor:
                anchors[event.anchor] = node
            attach(node, event)
        elif isinstance(event, kind.SequenceStartEvent | kind.MappingStartEvent):
            if len(open_nodes) >= MAX_DEPTH:
                raise refuse(event, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
            made = Sequence if isinstance(event, kind.SequenceStartEvent) else Mapping
            opened: Sequence | Mapping = made(_span(event), bool(event.flow_style))
            if event.anchor:
                anchors[event.anchor] = opened
            sizes[id(opened)] = -nodes
            attach(opened, event)
            open_nodes.append(opened)
        elif isinstance(event, kind.SequenceEndEvent | kind.MappingEndEvent):
            closed = open_nodes.pop()
            sizes[id(closed)] += nodes + 1
            closed.span = Span(closed.span.start, event.end_mark.index, closed.span.line, closed.span.column)
    if root is None:
        fix = "start with the line `comity: 1`"
        raise Problems([*document.problems, Problem(Place(document.file), "the file is empty", fix)])
    if not isinstance(root, Mapping):
        what = "the file must be a list of named entries such as `title: ...`"
        place = Place(document.file, root.span.line, root.span.column)
        raise Problems([*document.problems, Problem(place, what, "start with the line `comity: 1`")])
    return root


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.index, end.index, start.line + 1, start.column + 1)


def _place(document: Document, event: Any) -> Place:
    return Place(document.file, event.start_mark.line + 1, event.start_mark.column + 1)
