"""The text of a case file: read with its places, one field patched in place."""

from __future__ import annotations

import json
import re
from pathlib import Path as FilePath
from typing import Any

from comity.case.files import read_text
from comity.case.parse import parse
from comity.case.tree import Mapping, Node, Parsed, Path, Scalar, Sequence
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


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.plain and not node.text else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.values.items()}
