"""The text of a case file made to say something else: only what differs is written anew, comments and order stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Named
from collections.abc import Sequence as Listed
from itertools import groupby
from typing import Any

from comity.case.insert import append, end_of, extend, flow, lines
from comity.case.text import Document, plain, scalar
from comity.case.tree import Mapping, Node, Path, Scalar, Sequence
from comity.problem import Problem, Problems

_DEPTH = 8
"""How deep entries that change their order may stand within each other."""
_ALIAS = re.compile(r"[ \t]*:[ \t]*(\*[^\s,\]}]+)")
_COLON = re.compile(r"[ \t]*:")
_ANCHOR = re.compile(r"&\S+\s+")
_COMMENT = re.compile(r"[ \t]+#.*")

Kept = Named[Path, Listed[int]]
"""By the path of a list: which of its old items, by number, the first of the new list are."""
_NONE: Kept = {}
Splice = tuple[int, int, str]
"""Characters start..end of a text and what is to stand there."""


def rewritten(document: Document, plain: dict[str, Any], kept: Kept = _NONE) -> Document:
    """The document with another content, of which everything that is as before stands as before, to the character.

    plain: the content as `Document.plain` gives it. kept: for lists of which items are taken out, those that stay;
    elsewhere the items of the old and the new list are taken for each other in their order. What is left out goes with
    the comments that stand within it; where references stand in the way they are written out.
    Raises Problems where the text is written in a way that cannot be changed so.
    """
    for start in (document, _written_out(document)):
        changed = _changed(start, plain, kept)
        if _ordered(changed.plain()) == _ordered(plain) and len(changed.problems) == len(document.problems):
            return changed
    raise _unchangeable(document, changed, plain)


def _changed(document: Document, plain: dict[str, Any], kept: Kept) -> Document:
    changed = document
    for note in (_Replacing, _Removing, _Adding, *[_Ordering] * _DEPTH):  # what is within comes into order first
        noting = note(changed, kept)
        noting.walk(changed.root, plain, ())
        if noting.splices:
            changed = _spliced(changed, noting.splices)
        elif note is _Ordering:
            break
    return changed


def _written_out(document: Document) -> Document:
    """The document with what is given by references written where they stand."""
    splices: list[Splice] = []

    def look(node: Node) -> None:
        for at, child in _children(node):
            alias = _alias(document, node, at)
            if alias and isinstance(child, Scalar):
                splices.append((*alias.span(1), scalar(child.text, True)))
            elif alias:
                splices.append((*alias.span(1), flow(plain(child))))
            else:
                look(child)

    look(document.root)
    return _spliced(document, splices) if splices else document


def comments(text: str) -> list[str]:
    """The comments of a text, in their order, as far as a line tells: what stands behind ` #`, or a whole line."""
    return [match[0].strip() for match in re.finditer(r"(?m)(?:^|[ \t])#.*$", text)]


def _unchangeable(document: Document, changed: Document, plain: dict[str, Any]) -> Problems:
    now = changed.plain()
    sections = [name for name in {**plain, **now} if plain.get(name) != now.get(name)] or list(plain)[:1]
    what = "what stands here cannot be changed from outside as it is written"
    fix = "change it in the file itself"
    return Problems([Problem(document.place((name,)), what, fix) for name in sections])


def _spliced(document: Document, splices: list[Splice]) -> Document:
    text, before = document.text, len(document.text)
    # From the back; of several at one place those noted last come first, since what is within was noted before them.
    for start, end, new in sorted(reversed(splices), key=lambda splice: splice[:2], reverse=True):
        if end > before:
            continue  # two changes of one place, as of what a reference repeats: it is seen when the whole is compared
        text, before = text[:start] + new + text[end:], start
    return Document(text, document.file)


class _Noting:
    """What is to be written anew of a document for one kind of change."""

    def __init__(self, document: Document, kept: Kept) -> None:
        self.document, self.kept = document, kept
        self.splices: list[Splice] = []

    def walk(self, node: Mapping, value: dict[str, Any], path: Path) -> None:
        """Note it for a mapping and what is in it."""
        for name in [name for name in node.values if name in value]:
            self._inside(node, name, node.values[name], value[name], (*path, name))
        self.of_mapping(node, value, path)

    def _inside(self, parent: Mapping | Sequence, at: str | int, node: Node, value: Any, path: Path) -> None:
        if isinstance(node, Mapping) and isinstance(value, dict) and not self.replaces(node, value):
            self.walk(node, value, path)
        elif isinstance(node, Sequence) and isinstance(value, list) and self.numbers(path, node, value):
            for number, item in zip(self.numbers(path, node, value), value, strict=False):
                self._inside(node, number, node.items[number], item, (*path, number))
            self.of_sequence(parent, at, node, value, path)
        else:
            self.of_value(parent, at, node, value)

    def numbers(self, path: Path, node: Sequence, value: list[Any]) -> Listed[int]:
        """The items of a list that stay, by number."""
        return self.kept.get(path, range(min(len(node.items), len(value))))

    def replaces(self, node: Mapping, value: dict[str, Any]) -> bool:
        """Whether nothing of an entry stays."""
        return bool(node.values) and not any(name in value for name in node.values)

    def of_mapping(self, node: Mapping, value: dict[str, Any], path: Path) -> None:
        """Note it for the entries of a mapping."""

    def of_sequence(
        self, parent: Mapping | Sequence, at: str | int, node: Sequence, value: list[Any], path: Path
    ) -> None:
        """Note it for the items of a list."""

    def of_value(self, parent: Mapping | Sequence, at: str | int, node: Node, value: Any) -> None:
        """Note it for a value as a whole."""

    def end(self, parent: Mapping | Sequence, at: str | int) -> int:
        """Where an entry or item ends, before a comment on its line unless it is a block of several."""
        text, node = self.document.text, _child(parent, at)
        if isinstance(parent, Mapping):
            key = parent.keys[str(at)].span
            if alias := _alias(self.document, parent, at):
                return alias.end()
            if isinstance(node, Scalar) and node.plain and not node.text:
                colon = _COLON.match(text, key.end)
                return colon.end() if colon else key.end
        if isinstance(node, Scalar) and text[node.span.start : node.span.start + 1] in ("|", ">"):
            return node.span.start + len(text[node.span.start : node.span.end].rstrip())
        if isinstance(node, Scalar) or node.flow:
            return node.span.end
        return end_of(self.document, node)

    def line_start(self, at: int) -> int:
        """Where the line of a character begins."""
        return self.document.text.rfind("\n", 0, at) + 1

    def commented(self, end: int) -> int:
        """The end of what stands on a line, with the comment behind it."""
        comment = _COMMENT.match(self.document.text, end)
        return comment.end() if comment else end


class _Replacing(_Noting):
    """Values that are others."""

    def of_value(self, parent: Mapping | Sequence, at: str | int, node: Node, value: Any) -> None:
        """Write a value anew."""
        if plain(node) == value:
            return
        text = self.document.text
        if isinstance(node, Scalar) and not isinstance(value, dict | list) and not _alias(self.document, parent, at):
            start, end = _behind_anchor(text, node.span.start), self.end(parent, at)
            if node.span.start < node.span.end:
                folded = not parent.flow and text[start] in "|>"
                written = lines({"x": value}, self._indent(parent, at)).lstrip()[3:] if folded and value else None
                self.splices.append((start, end, written or _scalar(value, parent.flow)))
                return
        end = self.end(parent, at)
        if isinstance(parent, Sequence):
            self.splices.append((node.span.start, end, flow(value) if value is not None else ""))
            return
        key = parent.keys[str(at)].span
        commented = self.commented(end) > end
        if parent.flow or commented:
            colon = _COLON.match(text, key.end)
            start = colon.end() if colon else key.end
            written = flow(value) if isinstance(value, dict | list) else _scalar(value, parent.flow)
            self.splices.append((start, end, f"{'' if colon else ':'} {written}" if written else ""))
        else:
            entry = lines({str(at): value}, self._indent(parent, at)).lstrip() if value is not None else ""
            rest = "" if entry.startswith('"') else entry.partition(":")[2]
            if value is None:
                self.splices.append((key.end, end, ":"))
            elif rest:
                self.splices.append((key.end, end, f":{rest}"))
            else:
                self.splices.append((key.start, end, entry))

    def _indent(self, parent: Mapping | Sequence, at: str | int) -> int:
        if isinstance(parent, Mapping):
            return parent.keys[str(at)].span.column - 1
        return parent.span.column - 1


class _Removing(_Noting):
    """Entries and items that are left out."""

    def of_mapping(self, node: Mapping, value: dict[str, Any], path: Path) -> None:
        """Take out entries."""
        names = list(node.keys)
        starts = [node.keys[name].span.start for name in names]
        for first, last in _runs(names, lambda name: name not in value):
            ends = [self.end(node, names[at]) for at in range(first - 1 if first else 0, last + 1)]
            begins_line = not self.document.text[self.line_start(starts[first]) : starts[first]].strip()
            if node.flow or not begins_line:
                self._cut(starts, first, last, ends[0] if first else None, ends[-1])
            else:
                for at in range(first, last + 1):
                    self._cut_lines(self.line_start(starts[at]), ends[at - last - 1])

    def of_sequence(
        self, parent: Mapping | Sequence, at: str | int, node: Sequence, value: list[Any], path: Path
    ) -> None:
        """Take out items."""
        stay = set(self.numbers(path, node, value))
        starts = [item.span.start for item in node.items]
        for first, last in _runs(range(len(node.items)), lambda number: number not in stay):
            if node.flow:
                before = self.end(node, first - 1) if first else None
                self._cut(starts, first, last, before, self.end(node, last))
                continue
            for number in range(first, last + 1):
                dash = self.document.text.rfind("-", 0, starts[number])
                self._cut_lines(self.line_start(dash), self.end(node, number))

    def _cut(self, starts: list[int], first: int, last: int, before: int | None, end: int) -> None:
        """Take out what stands on a line with others."""
        if last + 1 < len(starts):
            self.splices.append((starts[first], starts[last + 1], ""))
        else:
            self.splices.append((before if before is not None else starts[first], end, ""))

    def _cut_lines(self, start: int, end: int) -> None:
        """Take out whole lines, with the comment on the last one."""
        text = self.document.text
        end = self.commented(end)
        end = _behind_blanks(text, end)
        if text[end : end + 1] == "\n":
            end += 1
        elif start and end == len(text):
            start -= 1
        self.splices.append((start, end, ""))


class _Adding(_Noting):
    """New entries and items."""

    def of_mapping(self, node: Mapping, value: dict[str, Any], path: Path) -> None:
        """Put entries behind those that stand."""
        if fresh := {name: item for name, item in value.items() if name not in node.values}:
            self._put(lambda splices: extend(self.document, node, fresh, splices))

    def of_sequence(
        self, parent: Mapping | Sequence, at: str | int, node: Sequence, value: list[Any], path: Path
    ) -> None:
        """Put items behind those that stand."""
        more = value[len(node.items) :]
        if more and isinstance(parent, Mapping):
            self._put(lambda splices: append(self.document, parent, str(at), node, more, splices))
        elif more:
            text = ", ".join(map(flow, more))
            self.splices.append((node.span.end - 1, node.span.end - 1, (", " if node.items else "") + text))

    def numbers(self, path: Path, node: Sequence, value: list[Any]) -> Listed[int]:
        """The items that are there: those that went are gone by now."""
        return range(min(len(node.items), len(value)))

    def _put(self, noted: Callable[[list[tuple[int, str]]], None]) -> None:
        splices: list[tuple[int, str]] = []
        noted(splices)
        self.splices += [(at, at, new) for at, new in splices]


class _Ordering(_Adding):
    """Entries whose order is another one."""

    def of_sequence(
        self, parent: Mapping | Sequence, at: str | int, node: Sequence, value: list[Any], path: Path
    ) -> None:
        """Items keep their order."""

    def of_mapping(self, node: Mapping, value: dict[str, Any], path: Path) -> None:
        """Put each entry where another one stood; those within are in order then."""
        names = list(node.keys)
        wanted = [name for name in value if name in node.values]
        if names == wanted or set(names) != set(wanted):
            return
        places = {name: self._place(node, name, at) for at, name in enumerate(names)}
        start, end = places[names[0]][0], places[names[-1]][1]
        within = [splice for splice in self.splices if start <= splice[0] < end]
        if within:
            return  # what is within comes first; the whole is compared in the end
        texts = {name: self.document.text[slice(*place)] for name, place in places.items()}
        self.splices += [(*places[old], texts[new]) for old, new in zip(names, wanted, strict=True) if old != new]

    def _place(self, node: Mapping, name: str, at: int) -> tuple[int, int]:
        text, start = self.document.text, node.keys[name].span.start
        end = self.end(node, name)
        if node.flow:
            return start, end
        line = self.line_start(start)
        while at and text[self.line_start(line - 1) : line].lstrip().startswith("#"):
            line = self.line_start(line - 1)
            start = _behind_blanks(text, line)
        return start, self.commented(end)


def _ordered(value: Any) -> Any:
    """A content in which the order of entries counts."""
    if isinstance(value, dict):
        return [(name, _ordered(item)) for name, item in value.items()]
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _runs(items: Any, test: Callable[[Any], bool]) -> Iterator[tuple[int, int]]:
    """The first and last number of each run of items that pass a test."""
    for passes, run in groupby(enumerate(items), key=lambda item: test(item[1])):
        numbers = [number for number, _ in run]
        if passes:
            yield numbers[0], numbers[-1]


def _alias(document: Document, parent: Node, at: str | int) -> re.Match[str] | None:
    """The reference that an entry is given by, if it is."""
    if not isinstance(parent, Mapping):
        return None
    return _ALIAS.match(document.text, parent.keys[str(at)].span.end)


def _children(node: Node) -> list[tuple[str | int, Node]]:
    if isinstance(node, Scalar):
        return []
    return list(node.values.items() if isinstance(node, Mapping) else enumerate(node.items))


def _child(parent: Mapping | Sequence, at: str | int) -> Node:
    return parent.values[str(at)] if isinstance(parent, Mapping) else parent.items[int(at)]


def _behind_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def _behind_anchor(text: str, start: int) -> int:
    anchor = _ANCHOR.match(text, start)
    return anchor.end() if anchor else start


def _scalar(value: str | None, within: bool) -> str:
    return "" if value is None else scalar(value, within)
