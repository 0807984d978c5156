"""Adding entries to the text of a case file, every character that stands there kept."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from comity.case.spelled import spelled
from comity.case.text import Document, scalar
from comity.case.tree import Mapping, Scalar, Sequence

WIDTH = 100
FOLDED = 110
"""A text whose line would be longer is folded."""
Entry = tuple[tuple[str, ...], Any]
"""A path of names, and the new value (nested dicts, lists and strings) to stand there; for a list, one more item."""


def inserted(document: Document, entries: Iterable[Entry]) -> Document:
    """The document with new entries added at their paths.

    A path whose mapping is not there yet is made. The path of an item to append to a list ends in "+".
    Nothing that exists is changed; an entry that exists already is left alone.
    """
    tree = _nested((tuple(map(str, spelled(document.root, path))), value) for path, value in entries)
    splices: list[tuple[int, str]] = []
    _grow(document, document.root, tree, splices)
    text = document.text
    # From the back, so that earlier offsets stay true; entries for one place keep their order.
    for at, addition in sorted(reversed(splices), key=lambda splice: -splice[0]):
        text = text[:at] + addition + text[at:]
    return Document(text, document.file)


def replaced(document: Document, path: tuple[str | int, ...], value: dict[str, Any]) -> Document:
    """The document with one mapping written anew, in block style where it does not stand within braces.

    What else stands there is kept to the character; a mapping that is marked with an anchor or a tag stays as it is.
    """
    path = spelled(document.root, path)
    node, parent = document.node(path), document.node(path[:-1])
    if not isinstance(node, Mapping) or document.text[node.span.start] in "&!*":
        return document
    start, end = node.span.start, node.span.end if node.flow else end_of(document, node)
    if isinstance(parent, Mapping | Sequence) and parent.flow:
        text = flow(value)
    elif not node.flow:
        text = lines(value, node.span.column - 1).lstrip()
    elif isinstance(parent, Mapping):
        key = parent.keys[str(path[-1])].span
        start = document.text.index(":", key.end) + 1
        text = "\n" + lines(value, key.column + 1)
    else:
        text = lines(value, node.span.column - 1).lstrip()
    return Document(document.text[:start] + text + document.text[end:], document.file)


def written(document: Document, path: tuple[str | int, ...]) -> str:
    """The characters of one mapping as they stand, with the comments within; empty where there is none."""
    node = document.node(path)
    if not isinstance(node, Mapping):
        return ""
    return document.text[node.span.start : node.span.end if node.flow else end_of(document, node)]


def _nested(entries: Iterable[Entry]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, value in entries:
        at = tree
        for name in path[:-1]:
            at = at.setdefault(name, {})
        if path[-1] == "+":
            at.setdefault("+", []).append(value)
        else:
            at[path[-1]] = value
    return tree


def _is_list(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"+"}


def _grow(document: Document, node: Mapping, tree: dict[str, Any], splices: list[tuple[int, str]]) -> None:
    fresh: dict[str, Any] = {}
    for name, value in tree.items():
        old = node.values.get(name)
        if old is None:
            fresh[name] = value
        elif _is_list(value):
            append(document, node, name, old, value["+"], splices)
        elif isinstance(old, Mapping) and isinstance(value, dict):
            _grow(document, old, value, splices)
        elif isinstance(old, Scalar) and not old.text and old.plain and isinstance(value, dict):
            indent = node.keys[name].span.column + 1
            addition = f" {flow(_whole(value))}" if node.flow else _block(value, indent)
            splices.append((_behind_name(document, node, name), addition))
    if fresh:
        extend(document, node, fresh, splices)


def extend(document: Document, node: Mapping, fresh: dict[str, Any], splices: list[tuple[int, str]]) -> None:
    """Note what is to be put in where so that a mapping has new entries."""
    if node.flow:
        items = ", ".join(f"{scalar(name, True)}: {flow(_whole(value))}" for name, value in fresh.items())
        splices.append((node.span.end - 1, (", " if node.values else "") + items))
        return
    first = next(iter(node.keys.values()), None)
    indent = first.span.column - 1 if first is not None else 0
    splices.append((end_of(document, node), _block(fresh, indent)))


def append(
    document: Document, parent: Mapping, name: str, old: Any, items: list[Any], splices: list[tuple[int, str]]
) -> None:
    """Note what is to be put in where so that the list of that name in a mapping has new items."""
    if isinstance(old, Sequence) and old.flow:
        text = ", ".join(flow(item) for item in items)
        splices.append((old.span.end - 1, (", " if old.items else "") + text))
    elif isinstance(old, Sequence):
        column = document.text.rfind("\n", 0, old.items[0].span.start) + 1
        line = document.text[column : old.items[0].span.start]
        indent = len(line) - len(line.lstrip()) if line.lstrip().startswith("-") else old.span.column - 1
        splices.append((end_of(document, old), "".join("\n" + _item(item, indent) for item in items)))
    elif isinstance(old, Scalar) and not old.text and old.plain:
        indent = parent.keys[name].span.column + 1
        listed = ", ".join(flow(item) for item in items)
        items_of_it = f" [{listed}]" if parent.flow else "".join("\n" + _item(item, indent) for item in items)
        splices.append((_behind_name(document, parent, name), items_of_it))


def _behind_name(document: Document, parent: Mapping, name: str) -> int:
    """Where a value belongs that a name lacks: behind its colon in braces, else at the end of its line."""
    if parent.flow:
        return document.text.index(":", parent.keys[name].span.end) + 1
    end = document.text.find("\n", parent.keys[name].span.end)
    return len(document.text) if end < 0 else end


def end_of(document: Document, node: Mapping | Sequence) -> int:
    """Where the last entry of a block ends: before the comments and blank lines that follow it."""
    last = list(node.values.values())[-1] if isinstance(node, Mapping) and node.values else None
    if isinstance(node, Sequence) and node.items:
        last = node.items[-1]
    if (
        isinstance(last, (Mapping, Sequence))
        and not last.flow
        and (getattr(last, "values", None) or getattr(last, "items", None))
    ):
        return end_of(document, last)
    if last is None:
        return node.span.start
    end = last.span.end
    if isinstance(last, Scalar) and last.span.end > last.span.start and document.text[last.span.start] in "|>":
        end = last.span.start + len(document.text[last.span.start : end].rstrip())
    if isinstance(last, Scalar) and not last.text and isinstance(node, Mapping):
        end = max(end, list(node.keys.values())[-1].span.end + 1)
    newline = document.text.find("\n", end)
    rest = document.text[end : newline if newline >= 0 else len(document.text)]
    # A comment on the same line belongs to the entry.
    return end + len(rest) if rest.lstrip().startswith("#") else end


def _whole(value: Any) -> Any:
    if _is_list(value):
        return value["+"]
    return {k: _whole(v) for k, v in value.items()} if isinstance(value, dict) else value


def _block(entries: dict[str, Any], indent: int) -> str:
    """Entries of a mapping as lines, each begun by a line break."""
    return "\n" + lines(entries, indent)


def lines(entries: dict[str, Any], indent: int) -> str:
    """Entries of a mapping in block style, as a person writes them: short ones within braces or brackets."""
    written = []
    for name, value in entries.items():
        value = _whole(value)
        head = f"{' ' * indent}{scalar(name, False)}:"
        if isinstance(value, dict) and value and not _is_short(value, indent):
            written.append(f"{head}\n{lines(value, indent + 2)}")
        elif isinstance(value, list) and value and not _is_short(value, indent):
            written.append("\n".join((head, *(_item(item, indent + 2) for item in value))))
        elif isinstance(value, (dict, list)):
            written.append(f"{head} {flow(value)}")
        else:
            written.append(f"{head} {_text(value, indent)}")
    return "\n".join(written)


def _item(item: Any, indent: int) -> str:
    if isinstance(item, dict) and item:
        return f"{' ' * indent}- {lines(item, indent + 2).lstrip()}"
    return f"{' ' * indent}- {flow(item) if isinstance(item, (dict, list)) else scalar(item, False)}"


def _is_short(value: Any, indent: int) -> bool:
    """Is this a list of texts, or a mapping of one or two plain words, that fits the line?"""
    if len(flow(value)) > WIDTH - indent:
        return False
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    single = len(value) == 1
    return len(value) <= 2 and all(
        (isinstance(v, str) and (single or " " not in v)) or (isinstance(v, list) and _is_short(v, indent))
        for v in value.values()
    )


def _text(value: str, indent: int) -> str:
    """A text, folded over several lines where it is long."""
    line = scalar(value, False)
    plain = value.isprintable() and value == " ".join(value.split()) and not value.startswith(("#", "%", "---"))
    if len(line) + indent <= FOLDED or not plain:
        return line
    pieces = textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(f"{' ' * (indent + 2)}{piece}" for piece in pieces)


def flow(value: Any) -> str:
    """A value in flow style, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(str(value), True)
