"""Long work on the workbench: it goes on beside, says how far it has come, and can be stopped."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Literal

from comity.agreements.progress import Progress
from comity.problem import Problem, Problems

State = Literal["waits", "works", "done", "refused", "stopped", "failed"]
ENDED = ("done", "refused", "stopped", "failed")

KEPT = 16
"""How many pieces of work that have ended are remembered, for those who come back to ask."""
AT_ONCE = 2


class Stopped(Exception):
    """Raised within work that is not wanted any more."""


@dataclass(eq=False)
class Job:
    """One piece of work.

    key: what it is work on, the same for the same work; says: what is being worked out, in words; where: the address
    that shows what came of it; share: of it done, 0 to 1; result: what came of it, where it is done; problems: why it
    was refused; back: what a link to `where` says where it was stopped or failed.
    """

    key: str
    says: str
    where: str
    number: int
    work: Callable[[Progress], Any] = field(repr=False)
    state: State = "waits"
    share: float = 0.0
    result: Any = None
    problems: tuple[Problem, ...] = ()
    back: str = "Ask again"
    _wanted: bool = True
    _news: threading.Condition = field(default_factory=threading.Condition, repr=False)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ENDED

    def stop(self) -> None:
        """Not wanted any more: it ends where it next says how far it has come."""
        with self._news:
            self._wanted = False
            if not self.ended:
                self.state = "stopped"  # whoever watches is not kept waiting for the last step
            self._news.notify_all()

    def told(self, share: float) -> None:
        """Take note of how far it has come; raises Stopped where it is not wanted any more."""
        with self._news:
            if not self._wanted:
                raise Stopped
            self.share = max(self.share, min(share, 1.0))
            self._news.notify_all()

    def seen(self, seconds: float = 0.0) -> Job:
        """A copy that stays as it is, once it has ended or after so many seconds: what a page is made from."""
        self.wait(seconds)
        with self._news:
            return copy(self)

    def wait(self, seconds: float) -> bool:
        """Wait for its end, so long at most; whether it has ended."""
        with self._news:
            return self._news.wait_for(lambda: self.ended, seconds)

    def run(self) -> None:
        """Do the work."""
        if not self._turn("works"):
            return
        try:
            result = self.work(self.told)
        except Stopped:
            self._turn("stopped")
        except Problems as refused:
            self.problems = refused.problems
            self._turn("refused")
        except BaseException:
            traceback.print_exc()  # to the terminal of who runs it; the page says only that it failed
            self._turn("failed")
        else:
            self.result = result
            self._turn("done")

    def _turn(self, state: State) -> bool:
        with self._news:
            if self.ended:
                return False
            self.state = state
            if state == "done":
                self.share = 1.0
            self._news.notify_all()
            return True


class Jobs:
    """The work that is under way or has lately ended. The same work is done once, whoever asks for it."""

    def __init__(self) -> None:
        """No work yet."""
        self._jobs: dict[str, Job] = {}
        self._numbers = 0
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(AT_ONCE)

    def begin(self, key: str, says: str, where: str, work: Callable[[Progress], Any]) -> Job:
        """Begin some work, or find it under way or done.

        key: the same for the same work; work: given whom to tell how far it has come; the others: see Job.
        """
        with self._lock:
            known = self._jobs.get(key)
            if known is not None and known.state in ("waits", "works", "done", "refused"):
                return known
            self._numbers += 1
            job = self._jobs[key] = Job(key, says, where, self._numbers, work)
            for old in [each for each in self._jobs.values() if each.ended][:-KEPT]:
                del self._jobs[old.key]
        threading.Thread(target=self._run, args=(job,), name=f"job {job.number}", daemon=True).start()
        return job

    def known(self, key: str) -> Job | None:
        """The work of that key; None where it was not begun, or is forgotten."""
        with self._lock:
            return self._jobs.get(key)

    def find(self, number: int) -> Job | None:
        """The work of that number; None where there is none, or it is forgotten."""
        with self._lock:
            return next((job for job in self._jobs.values() if job.number == number), None)

    def stop_others(self, begins: str, but: str) -> None:
        """Stop all work whose key begins so, but that whose key begins otherwise: it is on a state that is past."""
        with self._lock:
            past = [job for key, job in self._jobs.items() if key.startswith(begins) and not key.startswith(but)]
        for job in past:
            job.stop()

    def _run(self, job: Job) -> None:
        with self._turns:
            job.run()
