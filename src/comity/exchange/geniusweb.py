"""GeniusWeb JSON: a domain (`issuesValues`), one profile a party, and sessions, which say who has which profile.

Read: linear additive utility spaces, whose tables are spelled `discreteutils` or `DiscreteValueSetUtilities`, and the
ones over numbers `numberutils` or `NumberValueSetUtilities`; sums of groups of issues, which become linkages; lists of
values and ranges with a step. A profile holds its domain too, so profiles without a domain file beside them are read.
What a party has without an agreement is the worth of its reservation bid, in which an issue that is left out counts 0,
as in GeniusWeb; a profile without such a bid accepts any agreement, so that the least utility counts. A session
(`...Settings` with `participants`) names profiles; what else it says (the parties' programs, deadlines, the protocol)
is not kept.

Written: utilities within 0 to 1, weights that add up to 1 exactly, which GeniusWeb asks for; a party whose utilities do
not fit is stretched, and a no-deal value becomes the bid that comes closest from above, each with a warning. Linkages
become a sum of groups: the issues that they join make a group, of which every combination is listed; where these are
too many the linkages are not written. Discount factors have no place in these files.

Source: GeniusWeb 2 of the Delft University of Technology: the classes `Domain`, `LinearAdditiveUtilitySpace` and
`SAOPSettings` of its core; for the definitions behind published numbers the Automated Negotiation League 2023.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from comity.case import tree
from comity.case.letters import same
from comity.exchange import json_files, json_tree
from comity.exchange.entry import Entry, is_absent
from comity.exchange.geniusweb_files import write
from comity.exchange.issues_by_name import issues_by_name
from comity.exchange.naming import Known, named, shown, some
from comity.exchange.numeral import beyond, decimal
from comity.exchange.scenario import LISTED, Box, Matter, Profile, Role, Room, Scenario, Table, collecting, ranged
from comity.problem import Place, Problem, Problems

__all__ = ["CHOICES", "NAME", "SUFFIXES", "own_issues", "profiles_of", "read", "recognise", "write"]

NAME = "GeniusWeb JSON"
SUFFIXES = (".json",)
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

own_issues = True
"""A profile holds its domain."""

_SPACE = "LinearAdditiveUtilitySpace"
_GROUPS = "SumOfGroupsUtilitySpace"
_LISTS = ("discreteutils", "DiscreteValueSetUtilities")
_NUMBERS = ("numberutils", "NumberValueSetUtilities")
_OTHER = "DefaultPartialOrdering"
_PROFILE = re.compile(rf'"(?:{_SPACE}|{_GROUPS}|{_OTHER})"\s*:')
_SESSION = re.compile(r'"\w+Settings"\s*:(?s:.*)"profile"\s*:')
_ZERO = Fraction(0)

_DEFINITIONS = {
    "utility": "weight times the utility of the value, within 0 to 1",
    "nash": "ANL 2023: the largest product of utilities, reservation bids not counted",
    "kalai": "ANL 2023: the efficient agreement with the smallest difference between the two utilities",
    "opposition": "ANL 2023: the distance of that agreement to (1, 1)",
    "welfare": "ANL 2023: the largest sum of utilities",
}


def recognise(path: Path) -> Role | None:
    """Whether a JSON file is a domain, a profile or a session of GeniusWeb, by the names of its entries."""
    content = json_files.beginning(path)
    if not content.startswith("{"):
        return None
    if _PROFILE.search(content):
        return "profile"
    if '"issuesValues"' in content:
        return "domain"
    return "session" if _SESSION.search(content) and '"participants"' in content else None


def profiles_of(session: Path) -> tuple[str, ...]:
    """The file names of the profiles that a session names, in the order of its parties; raises Problems where it names
    none."""
    root = Entry(str(session), json_tree.read(session), "the session")
    names = tuple(_named_profiles(root.node))
    if not names:
        raise root.wrong("no profile is named in this session", 'each party needs "profile": "file:name.json"')
    return tuple(re.split(r"[/\\:]", name.partition("?")[0])[-1] for name in names)


def _named_profiles(node: tree.Node) -> list[str]:
    if isinstance(node, tree.Sequence):
        return [name for item in node.items for name in _named_profiles(item)]
    if not isinstance(node, tree.Mapping):
        return []
    own = node.values.get("profile")
    if isinstance(own, tree.Mapping):  # of servers: a reference in an object of its own
        own = next(iter(own.values.values()), None)
    if isinstance(own, tree.Scalar) and not is_absent(own):
        return [own.text]
    return [name for value in node.values.values() for name in _named_profiles(value)]


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The negotiation in a domain, or in the domain that a profile holds, and its profiles; raises Problems with every
    reason why it cannot be read."""
    notes: list[Problem] = []
    problems: list[Problem] = []
    issues: list[Matter] = []
    title = named(domain, domain.stem)
    room = Room(len(profiles))
    with collecting(problems):
        stated = Entry(str(domain), json_tree.read(domain), "the file")
        if "issuesValues" not in stated.values:
            stated = _space(stated).below("domain", "the profile's domain")
        title = _name(stated) or title
        listed = stated.below("issuesValues", "the domain's issues")
        issues = issues_by_name(listed, "the domain", partial(_issue, intervals=intervals), room)
    read_profiles = []
    for path in profiles:
        with collecting(problems):
            space = _space(Entry(str(path), json_tree.read(path), "the file"))
            if issues:
                read_profiles.append(_profile(space, path, issues, notes, room))
    if problems:
        raise Problems(problems)
    if unstated := [profile.file for profile in read_profiles if profile.reservation is None]:
        what = f"no reservation bid is stated in {some(unstated)}: any agreement is acceptable"
        notes.append(Problem(Place(str(domain)), what, "no_deal is set to the least utility", "warning"))
    summary = (
        f"Imported from GeniusWeb JSON, domain {named(domain, domain.name)}. Every profile is a party that signs; its "
        "no-deal value is the worth of its reservation bid. Utility is weight times the utility of the value. Who must "
        "agree, deadlines and the parties' programs are not stated in these files: everyone must agree here."
    )
    return Scenario("geniusweb", title, tuple(issues), tuple(read_profiles), _DEFINITIONS, summary, tuple(notes))


def _name(entry: Entry) -> str:
    return (entry.scalar("name") or "").strip()


def _space(whole: Entry) -> Entry:
    """The utility space of a profile; raises Problems where it is of another kind."""
    for name in whole.names:
        if name in (_SPACE, _GROUPS):
            return whole.below(name, "the profile")
        if name == _OTHER:
            fix = "state its weights and tables as a LinearAdditiveUtilitySpace"
            raise whole.wrong(f"a profile of type '{name}' is not read", fix)
    raise whole.wrong(f"the profile has no {_SPACE}", "is this a profile of GeniusWeb?")


def _issue(entry: Entry, name: str, intervals: int) -> Matter:
    if not name.strip():
        raise entry.wrong("an issue has no name", "give it one")
    if "range" in entry.values:
        return _range(entry, name, intervals)
    return Matter(name, entry.distinct_values())


def _range(entry: Entry, name: str, intervals: int) -> Matter:
    """An issue over numbers from low to high in steps: all of them where they are few, else a grid."""
    node = entry.values["range"]
    if isinstance(node, tree.Sequence):
        bounds = entry.numbers("range", f"a bound of {entry.where}")
    else:
        span = entry.below("range", f"the range of {entry.where}")
        problems: list[Problem] = []
        bounds = []
        for bound in ("low", "high", "step"):
            with collecting(problems):
                bounds.append(span.number(bound))
        if problems:
            raise Problems(problems)
    if len(bounds) != 3 or bounds[2] <= 0:
        raise entry.wrong(f"{entry.where} needs low, high and a step above 0", "state all three", node)
    low, high, step = bounds
    if low > high or (high - low) / step >= max(intervals * 100, LISTED):
        return ranged(name, "real", (low, high), intervals, entry.place)
    values = [decimal(low + step * at) for at in range(math.floor((high - low) / step) + 1)]
    return Matter(name, tuple(dict.fromkeys(values)), "integer" if step == 1 and low.denominator == 1 else "stepped")


@dataclass(frozen=True)
class _Part:
    """Issues and what their values are worth together, all by number: one issue of a linear space, or a group."""

    issues: tuple[int, ...]
    worths: Mapping[tuple[int, ...], Fraction]


def _profile(space: Entry, path: Path, issues: Sequence[Matter], notes: list[Problem], room: Room) -> Profile:
    parts = _groups(space, issues) if "partUtilities" in space.values else _tables(space, issues, notes)
    reservation = _reservation(space, issues, parts, notes)
    tables = [[_ZERO] * len(issue.values) for issue in issues]
    boxes = []
    for part in parts:
        for values, worth in part.worths.items():
            if len(values) == 1:
                tables[part.issues[0]][values[0]] += worth
            elif worth:
                boxes.append(Box({at: (value,) for at, value in zip(part.issues, values, strict=True)}, worth))
                room.for_box(boxes[-1], issues, space.place)
    name = _name(space) or named(path, path.stem)
    profile = Profile.gathered(name, named(path, path.name), map(tuple, tables), boxes, _ZERO)
    most = sum((max(part.worths.values(), default=_ZERO) for part in parts), _ZERO)
    least = sum((min(part.worths.values(), default=_ZERO) for part in parts), _ZERO)
    if least < 0 or most > 1 + Fraction(1, 10**9):
        what = f"utilities reach from {decimal(least)} to {decimal(most)}, not within 0 to 1; they count as they stand"
        notes.append(Problem(space.place, what, "GeniusWeb itself refuses such a profile", "warning"))
    return replace(profile, reservation=reservation, utmost=most if profile.boxes else None)


def _groups(space: Entry, issues: Sequence[Matter]) -> list[_Part]:
    """What the values of groups of issues are worth together; a combination that is not listed is worth 0."""
    known = Known(issue.name for issue in issues)
    stated = space.below("partUtilities", "the groups of the profile")
    problems: list[Problem] = []
    parts: list[_Part] = []
    taken: set[int] = set()
    for name in stated.names:
        with collecting(problems):
            entry = stated.below(name, f"group '{shown(name)}'")
            if "partsutils" in entry.values:
                entry = entry.below("partsutils", entry.where)
            numbers = [known.at(issue) for issue in entry.texts("issues")]
            inside = tuple(at for at in numbers if at is not None)
            if len(inside) < len(numbers) or len(set(inside)) < len(inside) or taken & set(inside) or not inside:
                what = f"{entry.where} needs issues of the domain that are in no other group"
                raise entry.wrong(what, f"known: {some(known.names)}", entry.values.get("issues"))
            taken |= set(inside)
            parts.append(_Part(inside, _worths(entry, [issues[at] for at in inside])))
    if missing := [issue.name for at, issue in enumerate(issues) if at not in taken]:
        problems += stated.wrong(f"no group has {some(missing)}", "put every issue into one").problems
    if problems:
        raise Problems(problems)
    return parts


def _worths(entry: Entry, issues: Sequence[Matter]) -> dict[tuple[int, ...], Fraction]:
    """What a group lists, by the numbers of the values."""
    problems: list[Problem] = []
    worths: dict[tuple[int, ...], Fraction] = {}
    for node in entry.items("utilslist"):
        with collecting(problems):
            row = Entry(entry.file, node, f"a row of {entry.where}")
            texts = row.texts("values")
            if len(texts) != len(issues):
                raise row.wrong(f"{row.where} needs a value of each of its {len(issues)} issues", "list them in order")
            values = []
            for issue, text in zip(issues, texts, strict=True):
                at = _value_at(issue, text)
                if at is None:
                    raise row.wrong(
                        f"issue '{shown(issue.name)}' has no value '{shown(text)}'", issue.known.meant(text)
                    )
                values.append(at)
            if tuple(values) in worths:
                raise row.wrong(f"{row.where} has values that another row has", "keep one of them")
            worths[tuple(values)] = row.number("util")
    if problems:
        raise Problems(problems)
    return worths


def _tables(space: Entry, issues: Sequence[Matter], notes: list[Problem]) -> list[_Part]:
    """What the values of each issue are worth, its weight included."""
    problems: list[Problem] = []
    tables: list[Table] = []
    with collecting(problems):
        weights = _weights(space, issues, notes)
        stated = space.below("issueUtilities", "the utilities of the profile")
        stated.exactly([issue.name for issue in issues], "issue", "the domain")
        for weight, issue in zip(weights, issues, strict=True):
            with collecting(problems):
                entry = stated.below(issue.name, f"the utilities of issue '{shown(issue.name)}'")
                rated = _rated(entry, issue)
                of = f"the utility of a value of issue '{shown(issue.name)}'"
                tables.append(tuple(beyond(weight * value, entry.place, of) for value in rated))
    if problems:
        raise Problems(problems)
    return [_Part((at,), {(value,): worth for value, worth in enumerate(table)}) for at, table in enumerate(tables)]


def _weights(space: Entry, issues: Sequence[Matter], notes: list[Problem]) -> list[Fraction]:
    entry = space.below("issueWeights", "the weights of the profile")
    entry.exactly([issue.name for issue in issues], "issue", "the domain")
    problems: list[Problem] = []
    weights = []
    for issue in issues:
        with collecting(problems):
            weights.append(entry.number(issue.name))
    if problems:
        raise Problems(problems)
    total = sum(weights, _ZERO)
    if abs(total - 1) > Fraction(1, 10**6):
        what = f"the weights add up to {decimal(total)}, not to 1; they count as they stand"
        notes.append(Problem(entry.place, what, "GeniusWeb itself refuses such a profile", "warning"))
    return weights


def _rated(entry: Entry, issue: Matter) -> Table:
    """The utility of every value of an issue."""
    spelled = next((name for name in (*_LISTS, *_NUMBERS) if name in entry.values), None)
    if spelled is None:
        raise entry.wrong(f"{entry.where} have no table", f"known: {', '.join((*_LISTS, *_NUMBERS))}")
    inner = entry.below(spelled, entry.where)
    if spelled in _NUMBERS:
        return _line(inner, issue)
    table = inner.below("valueUtilities", entry.where)
    table.exactly(issue.values, "value", "the issue")
    return tuple(table.numbers_in([table.values[same(value)] for value in issue.values], "a utility"))


def _line(entry: Entry, issue: Matter) -> Table:
    """Utilities between those of the lowest and the highest number, in proportion."""
    numbers = issue.numbers
    if numbers is None:
        raise entry.wrong(f"the values of issue '{shown(issue.name)}' are not numbers", "give every value a utility")
    low, high = entry.number("lowValue"), entry.number("highValue")
    start, end = entry.number("lowUtility"), entry.number("highUtility")
    if low >= high:
        raise entry.wrong(f"lowValue of {entry.where} is not below highValue", "exchange them")
    of = f"the utility of a value of issue '{shown(issue.name)}'"
    return tuple(beyond(start + (end - start) * (each - low) / (high - low), entry.place, of) for each in numbers)


def _reservation(
    space: Entry, issues: Sequence[Matter], parts: Sequence[_Part], notes: list[Problem]
) -> Fraction | None:
    """The worth of the reservation bid; None where there is none."""
    stated = space.values.get("reservationBid")
    if stated is None or is_absent(stated):
        return None
    bid = space.below("reservationBid", "the reservation bid")
    chosen = bid.below("issuevalues", "the reservation bid")
    known = Known(issue.name for issue in issues)
    problems: list[Problem] = []
    named_there: dict[int, int] = {}
    for name in chosen.names:
        with collecting(problems):
            at = known.at(name)
            if at is None:
                what = f"the reservation bid names '{shown(name)}', which is no issue of the domain"
                raise chosen.wrong(what, known.meant(name))
            value = chosen.scalar(name) or ""
            place = _value_at(issues[at], value)
            if place is None:
                what = f"issue '{shown(name)}' has no value '{shown(value)}'"
                raise chosen.wrong(what, issues[at].known.meant(value), chosen.values.get(name))
            named_there[at] = place
    if problems:
        raise Problems(problems)
    if missing := [issue.name for issue in issues if Known(chosen.names).at(issue.name) is None]:
        what = f"the reservation bid says nothing of {some(missing)}, which counts 0"
        notes.append(Problem(chosen.place, what, severity="warning"))
    total = _ZERO
    for part in parts:
        if all(at in named_there for at in part.issues):
            total += part.worths.get(tuple(named_there[at] for at in part.issues), _ZERO)
    return total


def _value_at(issue: Matter, value: str) -> int | None:
    """The number of a value; where an issue is over numbers, of the same number however it is written."""
    at = issue.known.at(value)
    if at is not None or issue.numbers is None:
        return at
    number = Matter("", (value,)).numbers
    return next((place for place, each in enumerate(issue.numbers) if number and each == number[0]), None)
