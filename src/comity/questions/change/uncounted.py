"""What two cases judge differently of who can move whom and of the course of talks: no count of agreements rests on it.

Reasons, evidence and confidence are left aside, as are the words of messages and formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from comity.case import talks_wording
from comity.case.article import named
from comity.case.estimate import Estimate
from comity.case.messages import Message
from comity.case.model import Case
from comity.case.wording import listed
from comity.questions.change.difference import Difference, Path


@dataclass(frozen=True)
class _Stated:
    """Something that is judged. what: in words; says: the judgement; parts: by field, each part in words and as judged.

    whose: the party that it is of; empty where it is of none.
    """

    what: str
    says: str
    whose: str = ""
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


Entry = tuple[Path, _Stated]


def uncounted(old: Case, new: Case) -> tuple[Difference, ...]:
    """Every judgement of messages, ties, listening, today, preconditions, rounds and measures that two cases differ in.

    old, new: cases with the same issues, each as of its day. What only one of them states is told as a whole.
    """
    before, after = _by_path(_entries(old)), _by_path(_entries(new))
    return tuple(
        difference
        for path in dict.fromkeys([*before, *after])
        for difference in _between(path, before.get(path), after.get(path))
    )


def _between(path: Path, one: _Stated | None, other: _Stated | None) -> Iterator[Difference]:
    """What differs in one thing that is stated: as a whole, or part by part where both state it."""
    either = other or one
    assert either is not None, "the path is of one of the two"
    if one is None or other is None or not (one.parts or other.parts):
        said = [each.says if each else "" for each in (one, other)]
        if said[0] != said[1]:
            yield Difference(path, either.what, either.whose, said[0], said[1], False)
        return
    for name in dict.fromkeys([*one.parts, *other.parts]):
        parts = [each.parts.get(name, ("", "")) for each in (one, other)]
        if parts[0][1] != parts[1][1]:
            what = parts[1][0] or parts[0][0]
            yield Difference((*path, name), what, either.whose, parts[0][1], parts[1][1], False)


def _by_path(entries: Iterable[Entry]) -> dict[Path, _Stated]:
    """What is stated by where it stands; what stands there twice is told apart by its place among its like."""
    found: dict[Path, _Stated] = {}
    for path, stated in entries:
        called, number = path, 1
        while called in found:
            number += 1
            called = (*path[:-1], f"{path[-1]} ({number})")
        found[called] = stated
    return found


def _entries(case: Case) -> Iterator[Entry]:
    yield from _messages(case)
    yield from _ties(case)
    for group in case.everyone():
        if said := talks_wording.listening(case, group):
            yield ("parties", group, "listens"), _Stated(f"who listens to whom in {named(case, group)}", said, group)
    yield from _today(case)
    yield from _preconditions(case)
    yield from _talks(case)
    yield from _measures(case)


def _messages(case: Case) -> Iterator[Entry]:
    for message in case.messages:
        what = f"the message to {named(case, message.to)}"
        what += f", “{message.says.rstrip('. ')}”" if message.says else ""
        path = ("messages", message.id or _aim(message))
        yield path, _Stated(what, talks_wording.moves(case, message), message.to)


def _aim(message: Message) -> str:
    """What a message without an id is told by: whom it is for, and which judgement it moves."""
    if message.shifts is not None:
        return f"{message.to} {message.shifts.from_} {message.shifts.to}"
    assert message.aim is not None, "a message has one of the two"
    return " ".join(filter(None, (message.to, message.aim.issue, message.aim.entry)))


def _ties(case: Case) -> Iterator[Entry]:
    for tie in case.ties:
        one, other = named(case, tie.from_), named(case, tie.to)
        numbers = {"rapport": tie.rapport, "best": tie.best, "turns": tie.turns}
        parts = {
            name: (what, numbers[name].said())
            for name, what in talks_wording.numbers_of_a_tie(case, tie.from_, tie.to).items()
        }
        path = ("ties", f"{tie.from_} to {tie.to}")
        yield path, _Stated(f"the tie from {one} to {other}", talks_wording.tie(tie), parts=parts)


def _today(case: Case) -> Iterator[Entry]:
    """What holds today, what lapses, and what is verified, issue by issue."""
    for name, issue in case.issues.items():
        path, called = ("issues", name), f"“{issue.name}”"
        if issue.today is not None:
            label = case.label(name, issue.today.option)
            yield (*path, "today"), _Stated(f"what holds today on {called}", label)
        lapses = "yes" if issue.reversible else "no"
        yield (*path, "reversible"), _Stated(f"whether a step on {called} lapses when talks stop", lapses)
        for short, option in issue.options.items() if issue.steps is None else ():
            of = f"“{issue.name}: {option.name}”"
            if option.verified_by:
                verifies = listed(case.everyone()[party].name for party in option.verified_by)
                yield (*path, "options", short, "verified_by"), _Stated(f"who verifies {of}", verifies)
            if option.breach:
                yield (*path, "options", short, "breach"), _Stated(f"what follows a breach of {of}", option.breach)


def _preconditions(case: Case) -> Iterator[Entry]:
    for each in case.preconditions:
        first, then = (f"“{case.issues[issue].name}”" for issue in (each.first, each.then))
        what = f"that {named(case, each.party)} wants {first} settled before {then}"
        yield ("preconditions", f"{each.party} {each.first} {each.then}"), _Stated(what, each.firmness, each.party)


def _talks(case: Case) -> Iterator[Entry]:
    if case.talks is None:
        return
    for name, number in case.talks.numbers().items():
        if number is not None:
            said = number.said() if name == "patience" else talks_wording.points(number)
            yield ("talks", name), _Stated(talks_wording.IN_GENERAL[name], said)
    for issue, stated in case.talks.issues.items():
        for short, held in stated.formats.items():
            what = f"rounds on “{case.issues[issue].name}” held as “{held.name or short}”"
            called = talks_wording.numbers_of_a_format(case, issue, short, held)
            parts = {
                "cost": (called["cost"], talks_wording.points(held.cost)),
                "success": (called["success"], held.success.said()),
                "ends_talks": (called["ends_talks"], _or_none(held.ends_talks)),
            }
            yield ("talks", "issues", issue, "formats", short), _Stated(what, talks_wording.expected(held), parts=parts)
        for other, points in stated.easier_after.items():
            path = ("talks", "issues", issue, "easier_after", other)
            yield path, _Stated(talks_wording.easier_round(case, issue, other), points.said())


def _or_none(number: Estimate | None) -> str:
    return number.said() if number is not None else "0"


def _measures(case: Case) -> Iterator[Entry]:
    for short, each in case.measures.items():
        called, words = f"the measure “{each.name}”", talks_wording.numbers_of_a_measure(case, each)
        parts = {
            "by": (f"who takes {called}", named(case, each.by) if each.by else ""),
            "reversible": (f"whether {called} can be taken back", "yes" if each.reversible else "no"),
            "cost": (words["cost",], talks_wording.points(each.cost) if each.cost else ""),
        }
        for party, moved in each.moves.items():
            parts[f"moves {party}"] = (words["moves", party, "no_deal"], moved.no_deal.said())
        for (speaker, party), tie in each.moved_ties():
            for name, number in tie.numbers.items():
                parts[f"ties {speaker} {party} {name}"] = (words["ties", speaker, party, name], number.said())
        yield ("measures", short), _Stated(called, talks_wording.measure(case, each), each.by or "", parts)
