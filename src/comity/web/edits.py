"""An edit of a case: one change of its text, with the words that say what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from comity.case.insert import flow
from comity.case.rewrite import rewritten
from comity.case.text import plain
from comity.case.tree import Path
from comity.live import Live
from comity.problem import Problem

SHORT = 16


def digest(text: str) -> str:
    """The beginning of the SHA-256 of a text, by which a page says what it was made from."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]


def new_errors(before: Live, after: Live) -> tuple[Problem, ...]:
    """What is wrong with a case that was not wrong before; where the same is said does not count: lines move."""
    old = {(problem.what, problem.fix) for problem in before.checked.errors}
    return tuple(problem for problem in after.checked.errors if (problem.what, problem.fix) not in old)


def first_errors(before: Live, after: Live) -> tuple[Problem, ...]:
    """What is wrong with a case that was fit for use before; one that was not may be mended step by step."""
    return () if before.checked.errors else after.checked.errors


@dataclass(frozen=True)
class Edit:
    """One change.

    what: in words, for the history; where: the path of what it changes in the file; after: what will stand there, as
    it is written, empty where nothing will; made: the state with it, raising Problems where it cannot be made; wrong:
    what it makes wrong, for which it is refused.
    """

    what: str
    where: Path
    after: str
    made: Callable[[Live], Live]
    wrong: Callable[[Live, Live], tuple[Problem, ...]] = new_errors

    def stands(self, live: Live) -> str:
        """What stands at its place now, on one line; empty where nothing does."""
        return stands(live, self.where)


def stands(live: Live, where: Path) -> str:
    """What stands at a path of a case file, on one line; empty where nothing does; of the whole file, its digest."""
    if not where:
        return digest(live.text)
    node = live.document.node(where)
    if node is None:
        return ""
    held = plain(node)
    return flow(held) if isinstance(held, dict | list) else "" if held is None else str(held)


def inside(content: dict[str, Any], path: Path) -> Any:
    """What stands at a path of a content; mappings on the way that are not there, or empty, are made."""
    at: Any = content
    for step in path:
        if isinstance(step, str) and at.get(step) is None:
            at[step] = {}
        at = at[step]
    return at


def value(what: str, where: Path, written: str) -> Edit:
    """One value is another one; the last step of its path may be new."""
    return Edit(what, where, written, lambda live: live.changed(where, written))


def entry(what: str, where: Path, new: Any) -> Edit:
    """A new entry stands at a path that ends in its name, or in "+" for one more item of a list.

    new: plain values, dicts, lists and texts.
    """
    after = flow(new) if isinstance(new, dict | list) else str(new)
    return Edit(what, where, after, lambda live: live.added([(tuple(map(str, where)), new)]))


def content(what: str, where: Path, changed: Callable[[dict[str, Any]], dict[str, Any]], after: str = "") -> Edit:
    """The file with another content, of which everything that is as before stays to the character.

    changed: given the content as plain values, which are its own to change, what it becomes.
    """

    def made(live: Live) -> Live:
        return live.rewritten(rewritten(live.document, changed(live.document.plain())).text)

    return Edit(what, where, after, made)


def removed(what: str, where: Path, seen_at: Path | None = None) -> Edit:
    """An entry or an item of a list is taken out, with the comments within it.

    seen_at: the part of it that a page shows, where that is not all.
    """

    def made(live: Live) -> Live:
        new = live.document.plain()
        at: Any = new
        for step in where[:-1]:
            at = at[step]
        at.pop(where[-1])
        kept = {where[:-1]: [n for n in range(len(at) + 1) if n != where[-1]]} if isinstance(at, list) else {}
        return live.rewritten(rewritten(live.document, new, kept).text)

    return Edit(what, seen_at or where, "", made)


def text(what: str, new: str) -> Edit:
    """The whole file is another text; a file that is not fit for use may be left so."""
    return Edit(what, (), digest(new), lambda live: live.rewritten(new), first_errors)
