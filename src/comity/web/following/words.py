"""What follows an edit, in sentences: made of the numbers of `comity.web.following.at_once` alone."""

from __future__ import annotations

from dataclasses import dataclass

from comity.case.model import Case
from comity.case.wording import counted
from comity.live import Live
from comity.papers.option_words import short
from comity.web.following.at_once import Class, Followed, followed

SHOWN = 3
"""How many changes of the fair pick are told, at most."""

_NOW: dict[Class, str] = {
    "room": "An agreement is possible, with room.",
    "just": "An agreement is possible, but only just.",
    "none": "No agreement is possible.",
    "nobody": "Nobody signs yet.",
}


def number_words(followed: Followed) -> str:
    """What becomes of the agreements that are possible."""
    before, after = followed.before, followed.after
    if after.wanting:
        return f"The case cannot be asked yet: {after.wanting[0].what}."
    if before.wanting:
        return "The case can be asked now."
    if not after.signed or not before.signed:
        return ""  # the headline says so
    if after.possible is None or before.possible is None:
        return "The agreements are too many to be counted at once."
    gained, lost = followed.gained, followed.lost
    if gained is None or lost is None:
        more = after.possible - before.possible
        return "As many as before." if not more else f"{abs(more):,} {'more' if more > 0 else 'fewer'}."
    if not gained and not lost:
        return "The same agreements are possible."
    if not lost:
        return f"{gained:,} more, none lost."
    if not gained:
        return f"{lost:,} lost, none gained."
    return f"{gained:,} gained, {lost:,} lost."


def pick_words(case: Case, followed: Followed) -> str:
    """What becomes of the fair pick; empty where nothing does."""
    before, after = followed.before.picks, followed.after.picks
    if not followed.repicked or followed.after.wanting:
        return ""
    if not after:
        return "There is no fair pick (Nash) any more."
    if not before:
        return "There is a fair pick (Nash) now."
    if not followed.options:
        return "The fair pick (Nash) changes."
    changes = [
        f"{short(case, issue, new)} instead of {_old(case, issue, old)}"
        for issue, (old, new) in list(followed.options.items())[:SHOWN]
    ]
    if left := len(followed.options) - SHOWN:
        changes += [f"{counted(left, 'more term', 'more terms')}"] if left > 0 else []
    return f"The fair pick (Nash) changes: {'; '.join(changes)}."


def class_words(followed: Followed) -> str:
    """The headline, with "still" where it is the one that it was; empty where it is not known."""
    now, then = followed.after.class_, followed.before.class_
    if now is None:
        return ""
    said = _NOW[now]
    return f"Still: {said[0].lower()}{said[1:]}" if now == then else f"Now: {said[0].lower()}{said[1:]}"


def check_words(followed: Followed) -> str:
    """What the check says now that it did not say before."""
    said = []
    if followed.remarks:
        first = followed.remarks[0]
        said.append(f"Check: {first.sentence}")
        if len(followed.remarks) > 1:
            said.append(f"{counted(len(followed.remarks) - 1, 'more remark', 'more remarks')}.")
    if followed.mended:
        said.append(f"{counted(followed.mended, 'remark', 'remarks')} of the check settled.")
    return " ".join(said)


def followed_words(case: Case | None, followed: Followed) -> str:
    """All of it."""
    picks = pick_words(case, followed) if case else ""
    return " ".join(filter(None, (number_words(followed), picks, class_words(followed), check_words(followed))))


@dataclass(frozen=True)
class Strip:
    """What the strip at the foot of the page says of the last edit."""

    before: int | None
    after: int | None
    words: str


def strip(before: Live | None, after: Live) -> Strip | None:
    """What followed from one state to the other; None where the first is forgotten, or they are the same."""
    if before is None or before.text == after.text:
        return None
    found = followed(before, after)
    return Strip(found.before.possible, found.after.possible, followed_words(after.checked.case, found))


def _old(case: Case, issue: str, option: str) -> str:
    known = issue in case.issues and option in case.issues[issue].options
    return short(case, issue, option) if known else f"“{option}”"
