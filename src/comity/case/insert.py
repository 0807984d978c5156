"""Adding entries to the text of a case file, every character that stands there kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comity.case.text import Document, scalar
from comity.case.tree import Mapping, Scalar, Sequence

WIDTH = 100
Entry = tuple[tuple[str, ...], Any]
"""A path of names, and the new value (nested dicts, lists and strings) to stand there; for a list, one more item."""


def inserted(document: Document, entries: Iterable[Entry]) -> Document:
    """The document with new entries added at their paths.

    A path whose mapping is not there yet is made. The path of an item to append to a list ends in "+".
    Nothing that exists is changed; an entry that exists already is left alone.
    """
    tree = _nested(entries)
    splices: list[tuple[int, str]] = []
    _grow(document, document.root, tree, splices)
    text = document.text
    # From the back, so that earlier offsets stay true; entries for one place keep their order.
    for at, addition in sorted(reversed(splices), key=lambda splice: -splice[0]):
        text = text[:at] + addition + text[at:]
    return Document(text, document.file)


def replaced(document: Document, path: tuple[str | int, ...], value: Any) -> Document:
    """The document with one flow-style value written anew."""
    node = document.node(path)
    if not isinstance(node, Mapping) or not node.flow:
        return document
    lines = flow(value)
    return Document(document.text[: node.span.start] + lines + document.text[node.span.end :], document.file)


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
            _append(document, node, name, old, value["+"], splices)
        elif isinstance(old, Mapping) and isinstance(value, dict):
            _grow(document, old, value, splices)
        elif isinstance(old, Scalar) and not old.text and old.plain and isinstance(value, dict):
            indent = node.keys[name].span.column + 1
            splices.append((old.span.start, _block(value, indent)))
    if fresh:
        _extend(document, node, fresh, splices)


def _extend(document: Document, node: Mapping, fresh: dict[str, Any], splices: list[tuple[int, str]]) -> None:
    if node.flow:
        items = ", ".join(f"{scalar(name, True)}: {flow(_whole(value))}" for name, value in fresh.items())
        splices.append((node.span.end - 1, (", " if node.values else "") + items))
        return
    first = next(iter(node.keys.values()), None)
    indent = first.span.column - 1 if first is not None else 0
    splices.append((_end(document, node), _block(fresh, indent)))


def _append(
    document: Document, parent: Mapping, name: str, old: Any, items: list[Any], splices: list[tuple[int, str]]
) -> None:
    if isinstance(old, Sequence) and old.flow:
        text = ", ".join(flow(item) for item in items)
        splices.append((old.span.end - 1, (", " if old.items else "") + text))
    elif isinstance(old, Sequence):
        column = document.text.rfind("\n", 0, old.items[0].span.start) + 1
        line = document.text[column : old.items[0].span.start]
        indent = len(line) - len(line.lstrip()) if line.lstrip().startswith("-") else old.span.column - 1
        splices.append((_end(document, old), "".join("\n" + _item(item, indent) for item in items)))
    elif isinstance(old, Scalar) and not old.text and old.plain:
        indent = parent.keys[name].span.column + 1
        splices.append((old.span.start, "".join("\n" + _item(item, indent) for item in items)))


def _end(document: Document, node: Mapping | Sequence) -> int:
    """Where the last entry of a block ends: before the comments and blank lines that follow it."""
    last = list(node.values.values())[-1] if isinstance(node, Mapping) and node.values else None
    if isinstance(node, Sequence) and node.items:
        last = node.items[-1]
    if (
        isinstance(last, (Mapping, Sequence))
        and not last.flow
        and (getattr(last, "values", None) or getattr(last, "items", None))
    ):
        return _end(document, last)
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
    lines = ""
    for name, value in entries.items():
        value = _whole(value)
        head = f"\n{' ' * indent}{scalar(name, False)}:"
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            lines += head + "".join("\n" + _item(item, indent + 2) for item in value)
        elif (
            isinstance(value, dict)
            and value
            and not value.get("draft")
            and (len(flow(value)) > WIDTH - indent or any(isinstance(v, dict) for v in value.values()))
        ):
            lines += head + _block(value, indent + 2)
        elif isinstance(value, (dict, list)):
            lines += f"{head} {_folded(value, indent + 2)}"
        else:
            lines += f"{head} {scalar(value, False)}"
    return lines


def _item(item: Any, indent: int) -> str:
    return (
        f"{' ' * indent}- {_folded(item, indent + 2)}"
        if not isinstance(item, str)
        else f"{' ' * indent}- {scalar(item, True)}"
    )


def _folded(value: Any, indent: int) -> str:
    """A flow value, one line an entry where it is long: a drafted judgement can then be taken out whole."""
    line = flow(value)
    if len(line) + indent <= WIDTH or not isinstance(value, dict):
        return line
    inner = (",\n" + " " * (indent + 1)).join(f"{scalar(k, True)}: {flow(v)}" for k, v in value.items())
    return "{" + inner + "}"


def flow(value: Any) -> str:
    """A value in flow style, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(str(value), True)
