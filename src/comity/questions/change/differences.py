"""What two files of one negotiation judge differently: matched by names, each with what it touches.

A difference counts where it changes a number, a red line, a condition, a linkage or who must say yes; where only the
reason, the evidence, the confidence or the firmness differ, it is one of grounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from comity.agreements.combined import Component
from comity.case.by_step import ByStep
from comity.case.contest import WarValue
from comity.case.dated import NAMING
from comity.case.estimate import Estimate
from comity.case.judgement import Judgement
from comity.case.model import Case, Condition, Interest, Issue, IssueInterest, Linkage, RedLine
from comity.case.points import Points
from comity.case.wording import combination, never, rule
from comity.problem import Place, Problem, Problems
from comity.questions.change.difference import Difference as Difference
from comity.questions.change.difference import Path

_GROUNDS = (*Judgement.model_fields, "firmness", "or_reads", "id", "before", "since", "until", "party")
"""What changes no count."""

POINTS = "ratings"
"""Stands in the path of a difference for all points of an amount together; no option is called so."""

ELSEWHERE = (
    "title",
    "as_of",
    "about",
    "author",
    "marking",
    "widening",
    "illustrative",
    "origin",
    "sources",
    "payments",
    "messengers",
    "messages",
    "ties",
    "preconditions",
    "talks",
    "measures",
    "developments",
    "proposals",
    "outcome",
)
"""Sections of which only that they differ is told."""


def refuse_others(old: Case, new: Case, names: tuple[str, str]) -> None:
    """Refuse to compare files with other issues or options; raises Problems with everything that differs in these."""
    problems = []
    for one, other, name, against in ((old, new, *names), (new, old, *names[::-1])):
        for issue, stated in one.issues.items():
            if issue not in other.issues:
                fix = "give both files the same issues, or compare others"
                problems.append(Problem(Place(f"issues.{issue}"), f"stands in {name} and not in {against}", fix))
                continue
            if stated.amount is not None or other.issues[issue].amount is not None:
                problems += _other_amount(issue, stated, other.issues[issue], name, against) if one is old else ()
                continue
            fix = "give both the same options; an option may be `until` or `since` a development"
            problems += [
                Problem(Place(f"issues.{issue}.options.{option}"), f"stands in {name} and not in {against}", fix)
                for option in stated.options
                if option not in other.issues[issue].options
            ]
    if problems:
        raise Problems(problems)


def _other_amount(issue: str, stated: Issue, other: Issue, name: str, against: str) -> Iterator[Problem]:
    """That an issue is not the same amount in both files, as one problem whatever number of steps differ."""
    said = [_amount(each) for each in (stated, other)]
    if stated.amount is None or other.amount is None or stated.amount.grid != other.amount.grid:
        what = f"is {said[0]} in {name} and {said[1]} in {against}"
        yield Problem(Place(f"issues.{issue}"), what, "give both the same amount, or compare others")


def _amount(issue: Issue) -> str:
    if issue.amount is None:
        return f"{len(issue.options)} options"
    grid = issue.amount.grid
    return f"{grid.said_from(grid.first, grid.last)} in steps of {issue.amount.step}"


def in_order_of(old: Case, new: Case) -> Case:
    """A case with its issues and their options in the order in which another one has the same."""
    issues = {
        name: new.issues[name].model_copy(
            update={"options": {option: new.issues[name].options[option] for option in stated.options}}
        )
        if stated.steps is None  # which always have one order
        else new.issues[name]
        for name, stated in old.issues.items()
    }
    return new.whole.with_sections(issues=issues).at(new.as_of)


def differences(old: Case, new: Case) -> tuple[Difference, ...]:
    """Everything that two cases with the same issues judge differently, in the order of the sections of a file."""
    return tuple(_all(old, new))


def _all(old: Case, new: Case) -> Iterator[Difference]:
    alone = {*old.parties} ^ {*new.parties}
    yield from _parties(old, new)
    for issue, stated in old.issues.items():
        other = new.issues[issue]
        if _settled_by(stated) != _settled_by(other):
            before, after = map(_takes_part, (stated, other))
            yield Difference(("issues", issue), f"who must take part in {stated.name}", "", before, after, True)
    considered = {
        f"{issue}-{option}-not-considered": f"{stated.name}: {option}"
        for issue, stated in old.issues.items()
        for option in stated.options
    }
    for difference in _listed("conditions", "condition", conditions_of(old), conditions_of(new), rule):
        if (name := considered.get(difference.path[1])) is None:
            yield difference
        else:
            says = ["not considered" if each else "considered" for each in (difference.old, difference.new)]
            yield replace(difference, what=name, old=says[0], new=says[1])
    for party in dict.fromkeys([*old.interests, *new.interests]):
        if not {*old.groups_of(party), *new.groups_of(party), party} & alone:
            yield from _interest(old, new, party)
    names = {**_names(old), **_names(new)}
    lines = [
        {name: line for name, line in red_lines_of(each).items() if line.party not in alone} for each in (old, new)
    ]
    owners = {name: line.party for each in lines for name, line in each.items()}
    for difference in _listed("red_lines", "red line", lines[0], lines[1], never):
        owner = owners[difference.path[1]]
        what = difference.what.replace(f"red line {owner} never ", "red line against ")
        yield replace(difference, whose=owner, what=f"{names[owner]}: {what}")
    linkages = [_linkages(each, alone) for each in (old, new)]
    for name in dict.fromkeys([*linkages[0], *linkages[1]]):
        yield from _linkage(old, new, name, linkages[0].get(name), linkages[1].get(name), names)
    if (old.contest, new.contest) != (None, None) and old.contest != new.contest:
        counts = _plain(old.contest) != _plain(new.contest)
        touched = {
            ("worth", party)
            for case in (old, new)
            for party in case.signers()
            if isinstance(case.interest_of(party).no_deal, WarValue)
        }
        said = _contest(old.contest, new.contest), _contest(new.contest, old.contest)
        yield Difference(("contest",), "the contest", "", said[0], said[1], counts, _components(touched))
    if old.consent != new.consent:
        before, after = (_rule(each) if each else "all who sign" for each in (old.consent, new.consent))
        yield Difference(("consent",), "whose yes makes an agreement", "", before, after, True)


def _contest(contest: Any, other: Any) -> str:
    """The entries of a contest that another one lacks or has otherwise; empty where there is none."""
    if contest is None or other is None:
        return "" if contest is None else "stated"
    entries = _entries(contest.model_dump(mode="json")), _entries(other.model_dump(mode="json"))
    differing = [f"{name} {value}" for name, value in entries[0].items() if entries[1].get(name) != value]
    more = [f"and {len(differing) - _SHOWN} more"] if len(differing) > _SHOWN else []
    return "; ".join([*differing[:_SHOWN], *more]) or "without these"


_SHOWN = 4
"""How many entries of a contest are told, at most."""


def _entries(value: Any, name: str = "") -> dict[str, Any]:
    """Every single value in a nested one, by the names that lead to it."""
    if not isinstance(value, dict):
        return {name: value}
    found: dict[str, Any] = {}
    for step, each in value.items():
        found |= _entries(each, f"{name} {step}".strip())
    return found


def elsewhere(old: Case, new: Case) -> tuple[str, ...]:
    """The other sections in which two files differ, and what of their issues does."""
    sections = [name for name in ELSEWHERE if _section(old, name) != _section(new, name)]
    texts, days, orders, courses = (
        [_of_issues(case, fields) for case in (old.whole, new.whole)]
        for fields in (_TEXTS, _DAYS, ("ordered",), _COURSE)
    )
    ladders = [{name: [*each.options] for name, each in case.issues.items() if each.ordered} for case in (old, new)]
    both = [{name: (each.name, each.about) for name, each in case.everyone().items()} for case in (old, new)]
    shared = both[0].keys() & both[1].keys()
    issues = {
        "the names of parties, or what is said about them": [{name: each[name] for name in shared} for each in both],
        "the words of issues and options": texts,
        "the days since or until which options are considered": days,
        "which options are a ladder": orders,
        "the order of a ladder": ladders,
        COURSE: courses,
    }
    return (*sections, *(what for what, (one, other) in issues.items() if one != other))


COURSE = "what holds today, lapses or is verified"
"""What differs where issues or options do in their fields for the course of talks."""


def _section(case: Case, name: str) -> Any:
    """A section of a case, whatever the order in which it stands there."""
    section = getattr(case, name)
    return sorted(section, key=repr) if isinstance(section, tuple) else section


_TEXTS, _DAYS = ("name", "about", "short", "says"), NAMING
_COURSE = ("today", "reversible", "verified_by", "breach")


def _of_issues(case: Case, fields: Sequence[str]) -> Any:
    """What the issues of a case and their options say in some fields."""
    return {
        name: [
            [getattr(part, field, None) for field in fields]
            for _, part in sorted([("", issue), *issue.options.items()])
        ]
        for name, issue in case.issues.items()
    }


def _components(found: set[tuple[Any, str]]) -> frozenset[Component]:
    return frozenset(found)


def _names(case: Case) -> dict[str, str]:
    return {name: party.name for name, party in case.everyone().items()}


def _settled_by(issue: Issue) -> dict[str, Any]:
    """Who must take part in an issue, who decides it, and whether that may be changed once it is agreed."""
    one_way = {name: option for name, option in issue.options.items() if option.one_way}
    return {"needs": issue.needs, "decided_by": issue.decided_by, "binding": issue.binding, "one_way": [*one_way]}


def _takes_part(issue: Issue) -> str:
    needs = issue.needs.written if isinstance(issue.needs, ByStep) else issue.needs
    said = [f"{option}: {', '.join(names)}" for option, names in needs.items()]
    said += [f"decided by {issue.decided_by}"] if issue.decided_by else []
    said += ["binding"] if issue.binding else []
    said += [f"{name} is one-way" for name, option in issue.options.items() if option.one_way]
    return "; ".join(said) or "nobody in particular"


def _plain(value: Any) -> Any:
    """A part without what changes no count."""
    if isinstance(value, Estimate):
        return value.low, value.high
    if hasattr(type(value), "model_fields"):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields if name not in _GROUNDS}
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(sorted(map(_plain, value), key=repr))
    return value


def _parties(old: Case, new: Case) -> Iterator[Difference]:
    """Parties that only one file has, with all that is theirs, and those that sign, decide or are made up otherwise."""
    for name in dict.fromkeys([*old.parties, *new.parties]):
        before, after = old.parties.get(name), new.parties.get(name)
        if before == after:
            continue
        counts = before is None or after is None or _who(before) != _who(after)
        if not counts:
            continue
        said = [_party(each) if each else "" for each in (before, after)]
        title = (after or before).name  # type: ignore[union-attr]
        yield Difference(
            ("parties", name), f"{title}: who it is", name, said[0], said[1], counts, _touched_by(old, new, name)
        )


def _party(party: Any) -> str:
    """Whether a party signs, and by whose yes and with how many votes it does."""
    said = ["signs" if party.signs else "does not sign"]
    said += [f"members {', '.join(party.members)}"] if party.members else []
    said += [f"decides by {_rule(party.decides)}"] if party.decides else []
    said += [f"ratified by {_rule(party.ratified_by)}"] if party.ratified_by else []
    said += [f"passes {party.passes.said()}"] if party.passes else []
    said += [f"votes {', '.join(f'{name} {each:g}' for name, each in party.votes.items())}"] if party.votes else []
    return ", ".join(said)


def _rule(rule: Any) -> str:
    """A rule of consent in few words."""
    said = rule.model_dump(exclude_defaults=True)
    if not isinstance(said, dict):
        return str(said)
    return ", ".join(f"{name.replace('_', ' ')} {_listed_in(each)}" for name, each in said.items()) or "all"


def _listed_in(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


_NOT_WHO = ("name", "about", "members", "listens")
"""Of a party what changes no count, and its members, which are looked at one by one."""


def _who(party: Any) -> Any:
    """Of a party what may change a count."""
    fields = [getattr(party, name) for name in type(party).model_fields if name not in _NOT_WHO]
    return [_plain(each) for each in fields], {name: _who(each) for name, each in party.members.items()}


def _touched_by(old: Case, new: Case, party: str) -> frozenset[Component]:
    """What may change with who a party is: its worth and that of its members, and the red lines of all of these."""
    found: set[tuple[Any, str]] = set()
    for case in (old, new):
        heard = {name for name in case.everyone() if party in (name, *case.groups_of(name))}
        found |= {("worth", name) for name in heard}
        found |= {("red line", name) for name, line in red_lines_of(case).items() if line.party in heard}
    return frozenset(found)


def conditions_of(case: Case) -> dict[str, Condition]:
    """The conditions by their ids; one without an id by what it says, wherever in the file it stands."""
    return _by_content(
        case.conditions, case.named_conditions(), case.whole.conditions, case.whole.condition_names(), rule
    )


def red_lines_of(case: Case) -> dict[str, RedLine]:
    """The red lines by their ids; one without an id by whose it is and what it says, wherever in the file it stands."""

    def says(line: RedLine) -> str:
        return f"{line.party} never {combination(dict(sorted(line.never.items())))}"

    return _by_content(case.red_lines, case.named_red_lines(), case.whole.red_lines, case.whole.red_line_names(), says)


T = TypeVar("T", Condition, RedLine)


def _by_content(
    items: Sequence[T], names: Iterable[str], filed: Sequence[T], filed_names: Sequence[str], says: Callable[[T], str]
) -> dict[str, T]:
    """Judgements by their ids; those that have none in the file by what they say."""
    numbered = {name for name, each in zip(filed_names, filed, strict=True) if each.id is None}
    found: dict[str, T] = {}
    for name, each in zip(names, items, strict=True):
        called = says(each) if each.id is None or name in numbered else name
        while called in found:  # the same twice
            called += " again"
        found[called] = each
    return found


def _listed(
    section: str, kind: str, old: Mapping[str, Any], new: Mapping[str, Any], words: Any
) -> Iterator[Difference]:
    """Red lines or conditions that only one file has, or that say something else in the other."""
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before == after or (before and after and before.model_copy(update={"id": after.id}) == after):
            continue
        counts = _plain(before) != _plain(after) or getattr(before, "party", "") != getattr(after, "party", "")
        said = ["" if each is None else words(each) for each in (before, after)]
        touches: frozenset[Component] = frozenset({(kind, name)})  # type: ignore[arg-type]
        yield Difference((section, name), f"{kind} {name}", "", said[0], said[1], counts, touches)


def _worths(old: Case, new: Case, party: str) -> frozenset[Component]:
    """The worths that a party's judgements may change: its own, and those of members who inherit them."""
    heard = {name for case in (old, new) for name in case.everyone() if party in (name, *case.groups_of(name))}
    return frozenset(("worth", name) for name in heard)


def _interest(old: Case, new: Case, party: str) -> Iterator[Difference]:
    before, after = old.interests.get(party), new.interests.get(party)
    name, touches = {**_names(old), **_names(new)}.get(party, party), _worths(old, new, party)
    if before is None or after is None or before.scale != after.scale:
        if before != after:
            said = [f"in {each.scale}" if each else "" for each in (before, after)]
            yield Difference(("interests", party), f"{name}: all interests", party, said[0], said[1], True, touches)
        return
    yield from _estimate(
        ("interests", party, "no_deal"), f"{name}: no deal", party, before.no_deal, after.no_deal, touches
    )
    for issue in dict.fromkeys([*before.issues, *after.issues]):
        one, other = before.issues.get(issue), after.issues.get(issue)
        title, path = f"{name}: {old.issues[issue].name}", ("interests", party, issue)
        if one is None or other is None:
            said = ["" if each is None else "stated" for each in (one, other)]
            yield Difference(path, f"{title}, all of it", party, said[0], said[1], True, touches)
            continue
        yield from _issue(path, title, party, one, other, touches)


def _issue(
    path: Path, title: str, party: str, one: IssueInterest, other: IssueInterest, touches: frozenset[Component]
) -> Iterator[Difference]:
    yield from _estimate((*path, "weight"), f"{title}, weight", party, one.weight, other.weight, touches)
    if isinstance(one.ratings, Points) and one.ratings.keys() != other.ratings.keys():
        said = [_points(rated.ratings) for rated in (one, other)]
        yield Difference((*path, POINTS), f"{title}, its points", party, said[0], said[1], True, touches)
    else:
        for option in one.ratings:
            judged = one.ratings[option], other.ratings.get(option)
            yield from _estimate((*path, option), f"{title}, {option}", party, *judged, touches)
    if _grounds(one) != _grounds(other):
        yield Difference(path, f"{title}, grounds", party, "", "", False)


def _points(ratings: Mapping[str, Estimate]) -> str:
    """The points of an amount in the order of its steps, each with its rating."""
    assert isinstance(ratings, Points), "of an amount"
    inner = sorted(ratings, key=ratings.steps.place)
    return ", ".join(f"{point}: {ratings[point].said()}" for point in inner)


def _grounds(judgement: Judgement) -> Any:
    return [getattr(judgement, name) for name in Judgement.model_fields]


def _estimate(
    path: Path,
    what: str,
    party: str,
    old: Estimate | None,
    new: Estimate | None,
    touches: frozenset[Component],
) -> Iterator[Difference]:
    if old == new:
        return
    said = ["" if each is None else each.said() for each in (old, new)]
    counts = old is None or new is None or (old.low, old.high) != (new.low, new.high)
    yield Difference(path, what, party, said[0], said[1], counts, touches if counts else frozenset())


def _linkages(case: Case, alone: set[str]) -> dict[str, Linkage]:
    """The linkages by whose they are and when they hold."""
    found: dict[str, Linkage] = {}
    for linkage in case.linkages:
        if linkage.party in alone:
            continue
        name = f"{linkage.party} {combination(dict(sorted(linkage.when.items())))}"
        while name in found:  # the same combination twice
            name += " again"
        found[name] = linkage
    return found


def _linkage(
    old: Case, new: Case, name: str, before: Linkage | None, after: Linkage | None, names: Mapping[str, str]
) -> Iterator[Difference]:
    if before == after:
        return
    one = before or after
    assert one is not None
    said = ["" if each is None else each.adds.said() for each in (before, after)]
    counts = said[0] != said[1]
    what = f"{names[one.party]}: linkage {combination(one.when)}"
    touches = _worths(old, new, one.party)
    yield Difference(("linkages", name), what, one.party, said[0], said[1], counts, touches)


def _with_settled_by(issue: Issue, other: Issue) -> Issue:
    """An issue with who takes part in it, and how it binds, as in another."""
    options = {
        name: option.model_copy(update={"one_way": other.options[name].one_way})
        for name, option in issue.options.items()
    }
    update = {"needs": other.needs, "decided_by": other.decided_by, "binding": other.binding, "options": options}
    return issue.model_copy(update=update)


def with_differences(old: Case, new: Case, made: Sequence[Difference]) -> Case:
    """The old case with some of the differences made, so that these are judged as in the new one."""
    parties, issues, interests = dict(old.parties), dict(old.issues), dict(old.interests)
    sections: dict[str, Any] = {}
    named, theirs = by_name(old), by_name(new)
    kept = {section: dict(entries) for section, entries in named.items()}
    for difference in made:
        section, *rest = difference.path
        if section in ("contest", "consent"):
            sections[section] = getattr(new, section)
        elif section == "issues":
            issues[rest[0]] = _with_settled_by(issues[rest[0]], new.issues[rest[0]])
        elif section == "parties":
            _take_party(old, new, rest[0], parties, interests, kept, theirs)
        elif section == "interests":
            _take_interest(new, tuple(rest), interests)
        else:
            _take(kept[section], theirs[section], rest[0])
    lists = {
        section: tuple(
            each if section == "linkages" else each.model_copy(update={"id": name}) for name, each in entries.items()
        )
        for section, entries in kept.items()
    }
    return old.with_sections(parties=parties, issues=issues, interests=interests, **lists, **sections)


def by_name(case: Case) -> dict[str, dict[str, Any]]:
    """The listed judgements of a case by their names."""
    return {
        "conditions": conditions_of(case),
        "red_lines": red_lines_of(case),
        "linkages": dict(_linkages(case, set())),
    }


def _take(mine: dict[str, Any], theirs: Mapping[str, Any], name: str) -> None:
    if name in theirs:
        mine[name] = theirs[name]
    else:
        mine.pop(name, None)


def _take_party(
    old: Case,
    new: Case,
    party: str,
    parties: dict[str, Any],
    interests: dict[str, Interest],
    kept: Mapping[str, dict[str, Any]],
    theirs: Mapping[str, Mapping[str, Any]],
) -> None:
    """Take a party as the new case has it; where only one has it, with all that is its own."""
    alone = (party in old.parties) != (party in new.parties)
    _take(parties, new.parties, party)
    if not alone:
        return
    holder = old if party in old.parties else new
    heard = {name for name in holder.everyone() if party in (name, *holder.groups_of(name))}
    for name in heard:
        _take(interests, new.interests, name)
    for section in ("red_lines", "linkages"):
        for name, each in {**kept[section], **theirs[section]}.items():
            if each.party in heard:
                _take(kept[section], theirs[section], name)


def _take_interest(new: Case, path: tuple[str, ...], interests: dict[str, Interest]) -> None:
    party, *rest = path
    if not rest:
        _take(interests, new.interests, party)
        return
    mine, theirs = interests[party], new.interests[party]
    if rest[0] == "no_deal":
        interests[party] = mine.model_copy(update={"no_deal": theirs.no_deal})
        return
    issues = dict(mine.issues)
    if len(rest) == 1:
        _take(issues, theirs.issues, rest[0])
    else:
        stated, other = issues[rest[0]], theirs.issues[rest[0]]
        if rest[1] == "weight":
            issues[rest[0]] = stated.model_copy(update={"weight": other.weight})
        else:
            ratings = other.ratings if rest[1] == POINTS else {**stated.ratings, rest[1]: other.ratings[rest[1]]}
            issues[rest[0]] = stated.model_copy(update={"ratings": ratings})
    interests[party] = mine.model_copy(update={"issues": issues})
