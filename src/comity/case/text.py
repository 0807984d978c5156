"""The text of a case file: read with its places, one field patched in place."""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from comity.case.files import read_text
from comity.case.parse import parse
from comity.case.slip import DECEIVING
from comity.case.spelled import following, spelled
from comity.case.tree import Mapping, Node, Parsed, Path, Scalar, Sequence, Span
from comity.problem import Place, Problem, Problems


class Document:
    """A parsed case file: its exact text and its tree with places.

    Raises Problems, with all that are found, where the text is not valid YAML; duplicate keys and the like are
    collected in `problems` instead, so that they are reported together with everything else; what is odd, in `remarks`.
    """

    def __init__(self, text: str, file: str) -> None:
        self._take(text, file, parse(text, file))
        if self.parsed.mended:
            raise Problems(self.problems)

    def _take(self, text: str, file: str, parsed: Parsed) -> None:
        self.text = text
        self.file = file
        self.parsed = parsed
        self.root = parsed.root
        self.problems = parsed.problems
        self.remarks = parsed.remarks
        self.unsure = parsed.unsure
        self.cut_off = parsed.cut_off

    @classmethod
    def recovered(cls, path: FilePath, text: str | None = None) -> Document:
        """A file so that it can be checked, though it may be no valid YAML: its tree is then that of a mended copy, and
        `problems` say what was mended.

        text: what stands in the file, where that is read already. Raises Problems as `read` does, and where nothing of
        the text can be used.
        """
        document = cls.__new__(cls)
        text = read_text(path) if text is None else text
        document._take(text, str(path), parse(text, str(path)))
        return document

    @classmethod
    def read(cls, path: FilePath) -> Document:
        """Read a file; raises Problems where it is missing, too large or not UTF-8."""
        return cls(read_text(path), str(path))

    def node(self, path: Path) -> Node | None:
        """The node at a path, or None where there is none; a step of an amount whatever way the file writes it."""
        path = spelled(self.root, path)
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
        path = spelled(self.root, path)
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
        return {name: plain(value) for name, value in self.root.values.items()}

    def patched(self, path: Path, value: str) -> Document:
        """The document with one value set to the text given, everything else unchanged to the character.

        The last step of the path may be new: then it is added to the mapping that encloses it.
        Raises Problems where the path leads nowhere.
        """
        path = spelled(self.root, path)
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
            elif change := self._change(path, value):
                return Changed(self, {change.path: change})
            return self._spliced(start, end, scalar(value, flow))
        if node is not None or not isinstance(parent, Mapping):
            raise Problems([Problem(self.place(path), f"{'.'.join(map(str, path))} is not a single value")])
        name = scalar(str(path[-1]), parent.flow)
        behind = following(self.root, path, parent.keys)
        if parent.flow:
            start = self._behind_anchor(parent.span.start) + 1 if behind is None else parent.keys[behind].span.start
            comma = ", " if parent.values else ""
            return self._spliced(start, start, f"{name}: {scalar(value, True)}{comma}")
        first = (next(iter(parent.keys.values())) if behind is None else parent.keys[behind]).span
        entry = f"{name}: {scalar(value, False)}\n{' ' * (first.column - 1)}"
        return self._spliced(first.start, first.start, entry)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its entries, of the outermost only."""
        return tuple(self.root.values)

    def _change(self, path: Path, value: str) -> Change | None:
        """One value as another one, where the text then certainly reads as it does but for that value."""
        path = spelled(self.root, path)
        node, parent = self.node(path), self.node(path[:-1])
        if not isinstance(node, Scalar) or node.span.start == node.span.end or not self._plainly_read:
            return None
        new = scalar(value, isinstance(parent, Mapping | Sequence) and parent.flow)
        newline = self.text.find("\n", node.span.end)
        behind = self.text[node.span.end : newline if newline >= 0 else len(self.text)]
        old = self.text[node.span.start : node.span.end]
        if "\n" in old or "#" in behind or not _ONE_WORD.fullmatch(new):
            return None
        steps = tuple(
            step if isinstance(step, int) and self._is_list(path[:at]) else str(step) for at, step in enumerate(path)
        )
        return Change(steps, node.span, new, value)

    def _is_list(self, path: Path) -> bool:
        return isinstance(self.node(path), Sequence)

    @cached_property
    def _plainly_read(self) -> bool:
        """Whether nothing is odd about the text, and every value stands in one place."""
        odd = self.problems or self.remarks or self.parsed.mended or DECEIVING.search(self.text)
        return not odd and not _REFERENCE.search(self.text)

    def _behind_anchor(self, start: int) -> int:
        """Where a value itself begins, behind the `&name` that may stand before it."""
        anchor = re.compile(r"&\S+\s+").match(self.text, start)
        return anchor.end() if anchor else start

    def _spliced(self, start: int, end: int, new: str) -> Document:
        return Document(self.text[:start] + new + self.text[end:], self.file)


_ONE_WORD = re.compile(r"[\w.%+-](?:[\w .%+-]*[\w.%+-])?|\"[^\"\\\n]*\"", re.ASCII)
_REFERENCE = re.compile(r"(?:^|[\s\[{,:-])[&*!]\S")


class Change(NamedTuple):
    """One value that is another one: its path, where the old one stands, how the new one is written, and what it is."""

    path: Path
    span: Span
    new: str
    value: str


MOST_CHANGES = 64
"""How many values may be others before the text is read anew."""


class Changed(Document):
    """A document in which a few values are others than in an earlier one that was read: it is read anew where its tree
    is asked for; what stands where, and its content, is known without."""

    def __init__(self, earlier: Document, changes: dict[Path, Change]) -> None:
        self._earlier, self._changes = earlier, changes
        self.file, self.problems, self.remarks = earlier.file, earlier.problems, earlier.remarks
        self.unsure, self.cut_off = earlier.unsure, earlier.cut_off
        pieces: list[str] = []
        at = 0
        for each in sorted(changes.values(), key=lambda each: each.span):
            pieces += (earlier.text[at : each.span.start], each.new)
            at = each.span.end
        self.text = "".join((*pieces, earlier.text[at:]))

    @cached_property
    def parsed(self) -> Parsed:  # type: ignore[override]
        """The text with its tree, read anew."""
        return parse(self.text, self.file)

    @property
    def root(self) -> Mapping:  # type: ignore[override]
        """The tree of the text, read anew."""
        return self.parsed.root

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its entries, of the outermost only."""
        return self._earlier.names

    def place(self, path: Path) -> Place:
        """Where a path stands, as `Document.place` has it."""
        place, shift = self._earlier.place(path), 0
        for _, span, new, _ in self._changes.values():
            if span.line == place.line and span.column < place.column:
                shift += len(new) - (span.end - span.start)
        return Place(place.file, place.line, place.column + shift)

    def plain(self) -> dict[str, Any]:
        """The tree as plain dicts, lists and strings."""
        content = self._earlier.plain()
        for path, change in self._changes.items():
            holder: Any = content
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = change.value
        return content

    def patched(self, path: Path, value: str) -> Document:
        """The document with one value set, as `Document.patched` has it."""
        change = self._earlier._change(path, value)
        if change is None or len(self._changes) >= MOST_CHANGES:
            return Document(self.text, self.file).patched(path, value)
        return Changed(self._earlier, self._changes | {change.path: change})


_SAFE = re.compile(r"[\w(/+-][^\n\r\t:#{}\[\],&*!|>'\"%@`\\]*", re.ASCII)
_SAFE_BLOCK = re.compile(r"[^\W_][^\n\r\t:#\\\"]*")


def scalar(value: str, flow: bool) -> str:
    """A value as a YAML scalar: bare where that is unambiguous, else in double quotes."""
    safe = _SAFE if flow else _SAFE_BLOCK
    bare = value == value.strip() and safe.fullmatch(value) and not f"{value} ".startswith(("---", "- "))
    if bare and value.isprintable():
        return value
    return "".join(
        letter if letter.isprintable() else _escaped(letter) for letter in json.dumps(value, ensure_ascii=False)
    )


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def plain(node: Node) -> Any:
    """What a node holds as plain values."""
    if isinstance(node, Scalar):
        return None if node.plain and not node.text else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}
