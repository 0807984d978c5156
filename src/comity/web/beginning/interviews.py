"""The interviews that are being held about the cases of a workbench: what is asked next, back and forth.

Every answer is in the file at once; only what was passed over, and the way back, is forgotten when the program ends.
"""

from __future__ import annotations

import threading
from pathlib import Path

from comity.case.interview.interview import Interview
from comity.case.text import Document
from comity.live import Live
from comity.problem import Problem
from comity.web.edits import Edit
from comity.web.open_case import Conflict, OpenCase


class Interviews:
    """The interviews under way, one a case."""

    def __init__(self) -> None:
        """None yet."""
        self._held: dict[Path, Interview] = {}
        self._lock = threading.Lock()

    def of(self, case: OpenCase) -> Interview:
        """The interview about a case as its file stands now: the one under way, where nobody else changed the file.

        Raises Problems for a file that no answer could be added to.
        """
        text = case.live.text
        with self._lock:
            held = self._held.get(case.path)
            if held is None or held.document.text != text:
                held = self._held[case.path] = Interview.resumed(Document(text, str(case.path)))
            return held

    def go_on(self, case: OpenCase, now: Interview, then: Interview, what: str, by: str) -> bool:
        """Save the state that follows from one, and hold that; whether the file was still as the first one has it.

        what: the step in words, for the history of the case.
        """
        if then.document.text != now.document.text:
            text = then.document.text
            edit = Edit(what, (), text, lambda live: live.rewritten(text), _none)
            with case.lock:
                if case.live.text != now.document.text or isinstance(case.change(edit, None, by), Conflict):
                    return False
        with self._lock:
            self._held[case.path] = then
        return True


def _none(before: Live, after: Live) -> tuple[Problem, ...]:
    """A case that is being made is not refused for what is not there yet."""
    return ()
