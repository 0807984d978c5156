"""A case on the workbench: its file, its present state, and what came before. Every change goes through it.

The file is the only truth. Before every page and every change it is looked at: what an editor has written to it since
is taken over, and is a version of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from comity.case.files import read_text
from comity.case.history import ChangedMeanwhile, History, NoHistory, Version
from comity.live import Live
from comity.problem import Problem, Problems
from comity.web.edits import Edit
from comity.web.edits import digest as digest

KEPT = 8
"""How many states are kept at hand, for what is asked of a change."""

TRIES = 5
"""How often an edit is tried while another program writes to the file at the same moments."""


@dataclass(frozen=True)
class Saved:
    """An edit that was made: the states before and after, and the version that it is, None without a history."""

    before: Live
    after: Live
    version: Version | None


@dataclass(frozen=True)
class Refused:
    """An edit that was not made since the case would not be one any more, or cannot be written: why.

    after: the state that it would have led to, in which the problems have their places; None where there is none.
    """

    problems: tuple[Problem, ...]
    after: Live | None = None


@dataclass(frozen=True)
class Conflict:
    """An edit that was not made since its place has changed meanwhile: what was seen, stands there now, is asked."""

    seen: str
    stands: str
    asked: str


class OpenCase:
    """One case file on the workbench."""

    def __init__(self, name: str, path: Path, by: str = "") -> None:
        """Open a case file.

        name: what it is called in addresses; by: who opens it. Then `outside` counts how often another program has
        changed the file.
        """
        self.name, self.path, self.outside = name, path, 0
        self.lock = threading.RLock()
        self.without_history: tuple[Problem, ...] = ()
        self.history: History | None = None
        self.remember(by)
        self._live = Live.of(read_text(path), str(path))
        self._states: dict[str, Live] = {}
        self._note(self._live)

    def remember(self, by: str = "") -> None:
        """Keep a history from now on, where that can be done; by: who opens the case."""
        with self.lock:
            if self.history is not None:
                return
            try:
                self.history, self.without_history = History.of(self.path, by), ()
            except Problems as none:
                self.without_history = none.problems

    def go_without(self, why: NoHistory) -> None:
        """Go on without a history: it can be kept, or read, no longer."""
        with self.lock:
            if self.history is not None:
                self.history.close()
            self.history, self.without_history = None, why.problems

    @property
    def live(self) -> Live:
        """The present state, with what was written to the file from outside."""
        with self.lock:
            text = read_text(self.path)
            if text != self._live.text:
                if self.history is not None:
                    try:
                        self.history.noticed(text)
                    except NoHistory as none:
                        self.go_without(none)
                self.outside += 1
                self._live = self._note(self._live.rewritten(text))
            return self._live

    def earlier(self, mark: str) -> Live | None:
        """The state whose text has that digest, among the last few; None where it is forgotten."""
        with self.lock:
            return self._states.get(mark)

    def key(self, live: Live, work: str) -> str:
        """What some work on a state of the case is known by: the same for the same state and the same work."""
        return f"{self.name} {digest(live.text)} {work}"

    def change(self, edit: Edit, seen: str | None = None, by: str = "") -> Saved | Refused | Conflict:
        """Make an edit, save it, and remember it.

        seen: what stood at its place on the page that it was made on; None where nothing is known of it. by: who makes
        it. Raises Problems where the file cannot be read; where it cannot be written, the edit is refused.
        """
        with self.lock:
            for _ in range(TRIES):
                try:
                    return self._change(edit, seen, by)
                except ChangedMeanwhile as meanwhile:  # between our look at the file and our writing it
                    refused = Refused(meanwhile.problems)
            return refused

    def _change(self, edit: Edit, seen: str | None, by: str) -> Saved | Refused | Conflict:
        before = self.live
        stands = edit.stands(before)
        if seen is not None and seen != stands and stands != edit.after:
            return Conflict(seen, stands, edit.after)
        try:
            after = edit.made(before)
        except Problems as refused:
            return Refused(refused.problems)
        if wrong := edit.wrong(before, after):
            return Refused(wrong, after)
        try:
            return Saved(before, after, self._save(before, after, edit, stands, by))
        except ChangedMeanwhile:
            raise
        except Problems as unwritten:  # a disk that is full, a folder that is locked: what was typed is kept
            return Refused(unwritten.problems)

    def undo(self, by: str = "") -> Saved | Refused | None:
        """Take back the last version that is not taken back yet; None where there is none, refused as an edit is."""
        return self._go(lambda history, now: history.undo(now, by))

    def redo(self, by: str = "") -> Saved | Refused | None:
        """Make again what was taken back last; None where there is nothing, refused as an edit is."""
        return self._go(lambda history, now: history.redo(now, by))

    def _go(self, step: Callable[[History, str], Version | None]) -> Saved | Refused | None:
        with self.lock:
            before = self.live
            try:
                if self.history is None or (version := step(self.history, before.text)) is None:
                    return None
                text = self.history.text(version.number)
            except NoHistory as none:
                self.go_without(none)
                return Refused(none.problems)
            except ChangedMeanwhile:
                raise
            except Problems as unwritten:
                return Refused(unwritten.problems)
            self._live = self._note(before.rewritten(text))
            return Saved(before, self._live, version)

    def _save(self, before: Live, after: Live, edit: Edit, stood: str, by: str) -> Version | None:
        from comity.case.files import save

        version = None
        told = (stood, edit.after) if edit.where else ("", "")  # of the whole file, its digests say nothing
        if self.history is not None:
            try:
                version = self.history.write(
                    after.text,
                    expected=before.text,
                    what=edit.what,
                    where=".".join(map(str, edit.where)),
                    before=told[0],
                    after=told[1],
                    by=by,
                )
            except NoHistory as none:  # nothing was written
                self.go_without(none)
                self.live  # noqa: B018  # the wait for the history may have been long
                if self._live is not before:
                    raise ChangedMeanwhile(none.problems) from None
        if self.history is None:
            save(self.path, after.text)
        self._live = self._note(after)
        return version

    def _note(self, live: Live) -> Live:
        mark = digest(live.text)
        self._states.pop(mark, None)
        self._states[mark] = live
        for old in list(self._states)[:-KEPT]:
            del self._states[old]
        return live
