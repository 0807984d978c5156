"""Values in the plain content of a case file, by the paths of the columns: found, put in and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comity.case.tree import Path
from comity.exchange.excel.sheets import Main, shorthand


def value_at(plain: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    node = plain
    for step in path:
        if isinstance(step, Main) and not isinstance(node, dict):
            return node
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
            node = node[step]
        else:
            return None
    return node


def put(plain: dict[str, Any], path: Path, value: Any) -> None:
    """Have a value stand at a path: an entry that is written as one value becomes one of several fields where it must.

    value: None takes it out, with the entries around it that hold nothing else. Raises LookupError where the path leads
    into a list that has no such item.
    """
    if value is None:
        take_out(plain, path)
        return
    holder: Any = plain
    for at, step in enumerate(path[:-1]):
        _check_way(holder, step)
        child = _child(holder, step)
        if isinstance(path[at + 1], Main) and not isinstance(child, dict):
            holder[step] = value
            return
        if not isinstance(child, dict | list):
            child = {} if child is None else {shorthand(path[: at + 1]): child}
            holder[step] = child
        holder = child
    _check_way(holder, path[-1])
    holder[_plainly(path[-1])] = value


def take_out(plain: dict[str, Any], path: Path) -> None:
    """Have nothing stand at a path, and take out what holds nothing else; items of lists stay."""
    around: list[tuple[Any, str | int]] = []
    node: Any = plain
    for step in path:
        if isinstance(step, Main) and not isinstance(node, dict):
            break
        if _child(node, step) is None and not (isinstance(node, dict) and step in node):
            return
        around.append((node, _plainly(step)))
        node = _child(node, step)
    for at, (holder, step) in enumerate(reversed(around)):
        if at and _child(holder, step) not in ({}, []):
            return
        if isinstance(holder, list):
            return
        del holder[step]


def homes(parties: Any, around: Path = ("parties",)) -> dict[str, Path]:
    """Where each party and member stands, a group before its members."""
    found: dict[str, Path] = {}
    for name, party in parties.items() if isinstance(parties, dict) else ():
        found[name] = (*around, name)
        if isinstance(party, dict):
            found |= homes(party.get("members"), (*around, name, "members"))
    return found


def at_home(path: Path, homes: Mapping[str, Path]) -> Path:
    """A path in which a party is named by itself, as it is in the file, where it may stand among members."""
    if len(path) > 1 and path[0] == "parties" and str(path[1]) in homes:
        return (*homes[str(path[1])], *path[2:])
    return path


def _child(holder: Any, step: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(step)
    inside = isinstance(holder, list) and isinstance(step, int) and 0 <= step < len(holder)
    return holder[step] if inside else None


def _check_way(holder: Any, step: str | int) -> None:
    if isinstance(holder, list) and not (isinstance(step, int) and 0 <= step < len(holder)):
        raise LookupError(step)


def _plainly(step: str | int) -> str | int:
    return str(step) if isinstance(step, Main) else step
