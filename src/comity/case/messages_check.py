"""Whether messages, messengers, ties and what members of a group take from each other fit the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from comity.case.holder import issue_holder, no_deal_holder
from comity.case.messages import NO_DEAL, WEIGHT, Message, message_names
from comity.case.model import Case, Interest
from comity.case.party import path_of
from comity.case.ties import Tie, unfit
from comity.case.tree import Path
from comity.problem import Problem, Severity

SCALE = (0.0, 100.0)


class At(Protocol):
    """A problem at a path of the case."""

    def __call__(self, path: Path, what: str, fix: str = "", severity: Severity = "error") -> Problem:
        """The problem with its place in the file."""
        ...


def message_problems(case: Case, at: At) -> Iterator[Problem]:
    """Everything that does not fit in `messengers`, `messages`, `ties` and a group's `listens`."""
    everyone = case.everyone()
    for name in case.messengers:
        if name in everyone:
            yield at(("messengers", name), f"'{name}' is a party as well", "name the office otherwise, or leave it out")
    seen: set[str] = set()
    for number, (name, message) in enumerate(zip(message_names(case.messages), case.messages, strict=True)):
        if name in seen:
            yield at(("messages", number, "id"), f"the id '{name}' is used twice", "give each its own")
        seen.add(name)
        if message.to in everyone:
            yield from _message(case, message, ("messages", number), at)
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for number, tie in enumerate(case.ties):
        yield from _tie(case, tie, ("ties", number), at)
        before = pairs.setdefault((tie.from_, tie.to), [])
        if any(not _apart(tie, other) for other in before):
            what = f"there is a tie from {tie.from_} to {tie.to} already"
            yield at(("ties", number), what, "keep one; `since` and `until` tell when each held")
        before.append(tie)
    for name, party in everyone.items():
        if party.listens is not None:
            yield from _listening(case, name, at)


def _message(case: Case, message: Message, path: Path, at: At) -> Iterator[Problem]:
    """What does not fit in one message: it must be aimed at judgements that the party itself states."""
    to, interest = message.to, case.interest_of(message.to)
    if to not in case.signers() and to not in case.voices():
        what = f"{to} neither signs nor is asked for its yes, so no message to it changes what is possible"
        yield at((*path, "to"), what, "is it meant for another party?", "warning")
    aim, weights = message.aim, interest.scale == "weights"
    if aim is None:
        shift = message.shifts
        assert shift is not None, "a message has one of the two"
        if not weights:
            fix = "say in `moves` what its points for an option would be"
            yield at((*path, "shifts"), f"{to} counts in points, so it has no weights", fix)
            return
        for side, issue in (("from", shift.from_), ("to", shift.to)):
            yield from _own(case, to, issue, (*path, "shifts", side), at)
        if shift.from_ == shift.to:
            yield at((*path, "shifts", "to"), "no weight is moved from an issue to itself", "name another issue")
        stated = interest.issues.get(shift.from_)
        if stated is not None and stated.weight is not None and shift.weight > float(stated.weight.point):
            what = f"{to} gives {shift.from_} a weight of {stated.weight.words()}, less than {shift.weight:g}"
            yield at((*path, "shifts", "weight"), what, f"write {float(stated.weight.point):g} at most")
        return
    if aim.issue is None:
        place = (*path, "moves", NO_DEAL)
        holder = no_deal_holder(case, to)
        if interest.no_deal is None:
            yield at(place, f"{to} has no `no_deal` that could be moved", "say what no agreement is worth to it")
        elif holder != to:
            yield at(place, *_inherited(to, holder, "what no deal is worth"))
        if weights:
            yield from _on_scale(aim.limit, place, at)
        return
    place = (*path, "moves", aim.issue, aim.entry)
    yield from _own(case, to, aim.issue, place, at)
    if (stated := interest.issues.get(aim.issue)) and aim.entry not in (WEIGHT, *stated.ratings):
        fix = f"name one that it rates: {', '.join(stated.ratings)}"
        yield at(place, f"{to} does not rate {aim.issue}={aim.entry} itself", fix)
    if aim.entry == WEIGHT and not weights:
        yield at(place, f"{to} counts in points, so {aim.issue} has no weight", "name an option in place of it")
    elif aim.entry == WEIGHT and aim.limit < 0:
        yield at(place, "a weight below 0 is no limit", "weights are 0 or more")
    elif aim.entry == WEIGHT and aim.limit == 0 and not _others_matter(interest, aim.issue):
        yield at(place, f"with a weight of 0 on {aim.issue} nothing would matter to {to}", "write more than 0")
    elif aim.entry != WEIGHT and weights:
        yield from _on_scale(aim.limit, place, at)


def _others_matter(interest: Interest, issue: str) -> bool:
    """Whether a party gives any other issue a weight above 0."""
    others = (stated.weight for name, stated in interest.issues.items() if name != issue)
    return any(weight is not None and weight.point > 0 for weight in others)


def _own(case: Case, party: str, issue: str, place: Path, at: At) -> Iterator[Problem]:
    """Whether a party states an interest in an issue itself."""
    if issue not in case.issues:
        return
    holder = issue_holder(case, party, issue)
    if issue not in case.interest_of(party).issues:
        yield at(place, f"{party} states no interest in {issue} that could be moved", "rate its options, with a weight")
    elif holder != party:
        yield at(place, *_inherited(party, holder, f"what it wants in {issue}"))


def _inherited(party: str, holder: str, what: str) -> tuple[str, str]:
    return f"{party} inherits {what} from {holder}", f"write `to: {holder}`, or let {party} state its own"


def _on_scale(limit: float, place: Path, at: At) -> Iterator[Problem]:
    low, high = SCALE
    if not low <= limit <= high:
        yield at(place, f"the limit {limit:g} lies outside 0..100", "write a value on the party's scale, 0 to 100")


def _tie(case: Case, tie: Tie, path: Path, at: At) -> Iterator[Problem]:
    """Whether a tie is between two, and its pressures fit each other whenever they are judged."""
    if tie.from_ == tie.to:
        yield at((*path, "to"), f"{tie.to} cannot carry a message to itself", "name another party")
    if found := unfit(tie, case.timeline()):
        yield at((*path, "turns"), *found)


def _apart(one: Tie, other: Tie) -> bool:
    """Whether two ties surely hold at different times, as where one ends with what the other begins with."""
    ends = {one.until, other.until} - {None}
    return bool(ends & {one.since, other.since})


def _listening(case: Case, group: str, at: At) -> Iterator[Problem]:
    """Whether those who listen to each other are members of the group."""
    party = case.everyone()[group]
    path: Path = (*path_of(case.parties, group), "listens")
    assert party.listens is not None, "asked of those that have it"
    if not party.members:
        yield at(path, f"{group} has no members who could listen to each other", "add `members`, or leave it out")
        return
    known = ", ".join(party.members)
    for member, others in party.listens.members.items():
        if member not in party.members:
            yield at((*path, member), f"{member} is no member of {group}", f"name one of {known}")
        for other in others:
            if other not in party.members:
                yield at((*path, member, other), f"{other} is no member of {group}", f"name one of {known}")
            elif other == member:
                fix = "leave it out: what it does not take from others it keeps"
                yield at((*path, member, other), f"{member} listens to itself", fix)
