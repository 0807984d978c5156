"""What follows an edit later: how near the demands are to excluding each other, how sure the fair pick is, how long it
would last. Numbers first; the sentences are made of them. Each is worked out beside, and stops at the next edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from comity.agreements.progress import Progress, part
from comity.case.wording import counted
from comity.live import Live
from comity.papers.option_words import capital
from comity.problem import Problems
from comity.web.edits import digest
from comity.web.following.at_once import standing
from comity.web.jobs import Job, Jobs
from comity.web.open_case import OpenCase

T = TypeVar("T")
YEAR = 10


@dataclass(frozen=True)
class Closeness:
    """How near the demands of the signers are to excluding each other, or how many of their clashes there are.

    together: by how many points all could ask for more at once, None where no agreement is possible; clashes: how many
    sets of demands exclude each other, None where an agreement is possible; complete: whether these are all.
    """

    together: float | None = None
    clashes: int | None = None
    complete: bool = True


@dataclass(frozen=True)
class Pair:
    """A number before and after an edit; None where it could not be worked out."""

    before: Any
    after: Any


def closeness(live: Live, progress: Progress | None) -> Closeness | None:
    """How near the demands are to excluding each other; None where that cannot be asked or is not found."""
    from comity.questions.deadlock import closed
    from comity.questions.deadlock.answer import deadlock
    from comity.questions.deadlock.closeness import Closeness as Close

    result = deadlock(live.case, progress=progress).result
    if isinstance(result, Close):
        return Closeness(together=result.together)
    if isinstance(result, closed.Deadlock):
        return Closeness(clashes=len(result.clashes), complete=result.complete)
    return None


def sure_of_pick(live: Live, progress: Progress | None) -> float | None:
    """In what share of the readings the fair pick is possible, 0 to 1; None where there is none."""
    from comity.questions.sureness import picked

    picks = standing(live).picks
    return picked(live.case, "the fair pick", picks).share if picks else None


def lasting(live: Live, progress: Progress | None) -> float | None:
    """How likely the fair pick is to keep the peace for ten years, 0 to 1; None where there is none, or no contest."""
    from comity.questions.durability.answer import durability

    picks = standing(live).picks
    if not picks or live.case.contest is None:
        return None
    fares = durability(live.case, agreements=picks[:1], progress=progress).result.fares
    return fares[0].survival.after(YEAR).mid if fares else None


def closeness_words(found: Pair) -> str:
    """What becomes of the nearness of the demands; empty where it is not known."""
    before, after = found.before, found.after
    if after is None:
        return ""
    if after.clashes is not None:
        least = "" if after.complete else "at least "
        clashes = counted(
            after.clashes, "set of demands excludes every agreement", "sets of demands exclude every agreement"
        )
        was = before.clashes if before is not None else None
        return _told(f"{least}{clashes}", None if was == after.clashes else was)
    was = before.together if before is not None else None
    now = f"{after.together:.3g}"
    then = None if was is None or f"{was:.3g}" == now else f"{was:.3g}"
    return _told(f"All could ask for {now} {'point' if now == '1' else 'points'} of 100 more at once", then)


def sure_words(found: Pair) -> str:
    """What becomes of the fair pick in the readings; empty where there is none."""
    return _shares("The fair pick is possible in {} of 100 readings", found)


def lasting_words(found: Pair) -> str:
    """What becomes of the peace that the fair pick would bring; empty where that is not known."""
    return _shares("Peace after ten years by the fair pick: {} in 100", found)


def _shares(sentence: str, found: Pair) -> str:
    if found.after is None:
        return ""
    now, was = round(found.after * 100), None if found.before is None else round(found.before * 100)
    return _told(sentence.format(now), None if was == now else was)


def _told(said: str, was: object) -> str:
    said = capital(said)
    return f"{said}." if was is None else f"{said} (was {was})."


@dataclass(frozen=True)
class Later:
    """One thing that follows later: its name, what is being worked out, how, and in which words."""

    name: str
    says: str
    work: Callable[[Live, Progress | None], Any]
    words: Callable[[Pair], str]


EACH = (
    Later("closeness", "How near the demands are to excluding each other", closeness, closeness_words),
    Later("sure", "How sure the fair pick is", sure_of_pick, sure_words),
    Later("lasting", "How long the peace would last", lasting, lasting_words),
)

_FOUND: WeakKeyDictionary[Live, dict[str, Any]] = WeakKeyDictionary()


def _of(later: Later, live: Live, progress: Progress | None) -> Any:
    found = _FOUND.setdefault(live, {})
    if later.name not in found:
        try:
            found[later.name] = later.work(live, progress)
        except Problems:
            found[later.name] = None
    return found[later.name]


def follow(jobs: Jobs, case: OpenCase, before: Live, after: Live, where: str) -> tuple[tuple[Later, Job], ...]:
    """The work on what follows later, begun where it is not yet.

    where: the address that shows what came of it, but for the name of the thing.
    """

    def work(later: Later) -> Callable[[Progress], Pair]:
        return lambda progress: Pair(_of(later, before, part(progress, 0, 2)), _of(later, after, part(progress, 1, 2)))

    key = case.key(after, f"after {digest(before.text)}")
    return tuple(
        (later, jobs.begin(f"{key} {later.name}", later.says, f"{where}{later.name}", work(later))) for later in EACH
    )


def stop_past(jobs: Jobs, case: OpenCase, now: Live) -> None:
    """Stop what is being worked out of past states of a case."""
    jobs.stop_others(f"{case.name} ", case.key(now, ""))
