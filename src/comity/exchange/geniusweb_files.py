"""GeniusWeb JSON as it is written: a domain, a profile a party, and a session of them, see `geniusweb`."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

from comity.exchange import json_files
from comity.exchange.linkage_words import linkage_words
from comity.exchange.naming import shown
from comity.exchange.numeral import decimal
from comity.exchange.scenario import Box, Matter, Profile, Scenario, Table, Written
from comity.exchange.straight_lines import alike, straight
from comity.problem import Place, Problem

MOST_SUMS = 20_000
"""How many worths of partial bids on half of the issues are looked through for one that is worth as much as no deal."""

MOST_COMBINED = 100_000
"""How many combinations of values may be gone through for the linkages of a party."""

_DIGITS = 12
_ROUNDING = Fraction(1, 10**12)
_SLACK = Fraction(1, 10**12)
_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class _Fitted:
    """A party's tables within 0 to 1, its weights, which add up to 1, and what no deal is worth on that scale."""

    tables: tuple[Table, ...]
    weights: tuple[Fraction, ...]
    reservation: Fraction | None
    stretched: tuple[Fraction, Fraction] | None  # the factor, and what was added before


@dataclass(frozen=True)
class _Groups:
    """A party's issues by number in groups that its linkages join, and the party as if each group were one issue.

    combinations: of each group, the values by number that the values of its `matters` stand for, in order; none where
    every issue is by itself; lost: linkages that would take too many combinations.
    """

    joined: tuple[tuple[int, ...], ...]
    combinations: tuple[list[tuple[int, ...]], ...]
    matters: tuple[Matter, ...]
    profile: Profile
    lost: tuple[Box, ...]

    def unjoined(self, bid: dict[str, str], issues: Sequence[Matter]) -> dict[str, str]:
        """A bid on the groups as one on the issues."""
        if not self.combinations:
            return bid
        stated: dict[str, str] = {}
        for group, listed, matter in zip(self.joined, self.combinations, self.matters, strict=True):
            if matter.name in bid:
                values = listed[int(bid[matter.name])]
                stated |= {issues[at].name: issues[at].values[value] for at, value in zip(group, values, strict=True)}
        return stated


def write(scenario: Scenario, place: Place) -> Written:
    """The domain, a profile for each party, and the session in which they meet."""
    domain, *names = scenario.file_names(".json")
    session = f"{domain.removesuffix('.json')}-session.json"
    grouped = [_groups(profile, scenario.issues) for profile in scenario.profiles]
    parties = [(groups, _fitted(groups.profile)) for groups in grouped]
    ranges = _ranges(scenario.issues, parties)
    issues = {
        each.name: {"range": _steps(each)} if at in ranges else {"values": list(each.values)}
        for at, each in enumerate(scenario.issues)
    }
    content = {"name": scenario.title, "issuesValues": issues}
    files = {domain: json_files.text(content)}
    warnings = [
        f"issue '{shown(each.name)}' is written as a list of its values: {_why_listed(each)}"
        for at, each in enumerate(scenario.issues)
        if each.kind and at not in ranges
    ]
    for name, profile, (groups, fitted) in zip(names, scenario.profiles, parties, strict=True):
        bid = _bid(fitted, groups.matters) if fitted.reservation is not None else None
        worth = None if bid is None else _worth(fitted, bid, groups.matters)
        warnings += _lost(groups, fitted, worth, scenario.issues)
        said: dict[str, Any] = {"domain": content, "name": profile.name}
        if bid is not None:
            stated_bid = groups.unjoined(bid, scenario.issues)
            numbers = {scenario.issues[at].name for at in ranges}
            values = {issue: _number(value) if issue in numbers else value for issue, value in stated_bid.items()}
            said["reservationBid"] = {"issuevalues": values}
        stated: dict[str, Any]
        if any(len(joined) > 1 for joined in groups.joined):
            stated = {"SumOfGroupsUtilitySpace": {"partUtilities": _parts(groups, fitted, scenario.issues), **said}}
        else:
            stated = {"LinearAdditiveUtilitySpace": {**_space(fitted, scenario.issues, ranges), **said}}
        files[name] = json_files.text(stated)
    if session not in files:
        files[session] = json_files.text(_session(names))
    return Written(files, tuple(Problem(place, what, severity="warning") for what in warnings))


def _ranges(issues: Sequence[Matter], parties: Sequence[tuple[_Groups, _Fitted]]) -> tuple[int, ...]:
    """The issues by number that are written as ranges of numbers: those that every party values along a line."""
    if any(groups.combinations for groups, _ in parties):
        return ()  # a group lists the values that it joins
    return tuple(
        at
        for at, matter in enumerate(issues)
        if matter.grid is not None and all(_straight(fitted, at) for _, fitted in parties)
    )


def _straight(fitted: _Fitted, at: int) -> bool:
    """Whether a party's utilities of an issue, as they are written, lie on one line."""
    table, weight = fitted.tables[at], fitted.weights[at]
    return not weight or (straight(table) and alike(table, [min(utility, weight) for utility in table]))


def _why_listed(matter: Matter) -> str:
    if matter.kind == "dates":
        return "GeniusWeb knows no dates"
    return "GeniusWeb values a range of numbers along a line, and joins none with other issues"


def _steps(matter: Matter) -> dict[str, str]:
    numbers = matter.numbers or ()
    return {"low": matter.values[0], "high": matter.values[-1], "step": decimal(numbers[1] - numbers[0])}


def _number(value: str) -> int | float:
    number = Fraction(value)
    return int(number) if number.denominator == 1 else float(number)


def _groups(profile: Profile, issues: Sequence[Matter]) -> _Groups:
    """The issues of a party in groups: those that its linkages join, each of the others by itself."""
    alone = tuple((at,) for at in range(len(issues)))
    joined = _connected(profile.boxes, len(issues))
    sizes = [math.prod(len(issues[at].values) for at in group) for group in joined]
    covered = sum(
        math.prod(len(box.values.get(at, issues[at].values)) for at in group)
        for group in joined
        for box in profile.boxes
        if set(box.values) <= set(group)
    )
    if not profile.boxes or sum(sizes) + covered > MOST_COMBINED:
        return _Groups(alone, (), tuple(issues), replace(profile, boxes=()), profile.boxes)
    combinations, tables = [], []
    matters: list[Matter] = []
    for group in joined:
        listed = list(product(*(range(len(issues[at].values)) for at in group)))
        worths = {
            values: sum((profile.tables[at][value] for at, value in zip(group, values, strict=True)), _ZERO)
            for values in listed
        }
        for box in profile.boxes:
            if set(box.values) <= set(group):
                for values in product(*(box.values.get(at, range(len(issues[at].values))) for at in group)):
                    worths[values] += box.adds
        combinations.append(listed)
        tables.append(tuple(worths.values()))
        matters.append(Matter(str(len(matters)), tuple(map(str, range(len(listed))))))
    whole = replace(profile, tables=tuple(tables), boxes=())
    return _Groups(joined, tuple(combinations), tuple(matters), whole, ())


def _connected(boxes: Sequence[Box], issues: int) -> tuple[tuple[int, ...], ...]:
    """The issues by number, together where a linkage joins them, directly or through others."""
    group = list(range(issues))
    for box in boxes:
        met = {group[at] for at in box.values}
        group = [min(met) if each in met else each for each in group]
    return tuple(tuple(at for at in range(issues) if group[at] == each) for each in sorted(set(group)))


def _parts(groups: _Groups, fitted: _Fitted, issues: Sequence[Matter]) -> dict[str, Any]:
    """Every combination of each group, with what it is worth."""
    parts: dict[str, Any] = {}
    for group, listed, table in zip(groups.joined, groups.combinations, fitted.tables, strict=True):
        rows = [
            {
                "values": [issues[at].values[value] for at, value in zip(group, values, strict=True)],
                "util": float(worth),
            }
            for values, worth in zip(listed, table, strict=True)
        ]
        content = {"issues": [issues[at].name for at in group], "utilslist": rows}
        parts[f"group{len(parts) + 1}"] = {"partsutils": content}
    return parts


def _fitted(profile: Profile) -> _Fitted:
    """A party on GeniusWeb's scale: as it stands where it fits, else moved and divided, whatever it prefers."""
    tables = tuple(  # (below 0 by the rounding of what a line comes to is 0)
        tuple(_ZERO if -_ROUNDING <= value < 0 else value for value in table) for table in profile.tables
    )
    lowest = sum((min(table) for table in tables), _ZERO)
    highest = sum((max(table) for table in tables), _ZERO)
    reservation = profile.reservation
    if reservation is None and profile.stand_in is not None and profile.stand_in > lowest:
        reservation = profile.stand_in
    stretched = None
    if 1 < highest <= 1 + _ROUNDING:  # by the rounding of what was added: below what is kept
        tables = tuple(tuple(value / highest for value in table) for table in tables)
    elif highest > 1 or any(value < 0 for table in tables for value in table):
        span = highest - lowest or _ONE
        tables = tuple(tuple((value - min(table)) / span for value in table) for table in tables)
        stretched = (1 / span, -lowest)
        reservation = None if reservation is None else (reservation - lowest) / span
    weights = _weights(tables)
    return _Fitted(tables, weights, reservation, stretched)


def _weights(tables: Sequence[Table]) -> tuple[Fraction, ...]:
    """Weights of few digits, each at least the largest utility of its issue, that add up to 1."""
    digits = Fraction(10**_DIGITS)
    least = [-((-max(table) * digits) // 1) / digits for table in tables]  # rounded up
    left = 1 - sum(least, _ZERO)
    if left < 0:  # by the rounding up
        widest = max(range(len(least)), key=least.__getitem__)
        return tuple(weight + left * (at == widest) for at, weight in enumerate(least))
    first = max(range(len(least)), key=lambda at: (least[at] > 0, least[at]))
    return tuple(weight + left * (at == first) for at, weight in enumerate(least))


def _space(fitted: _Fitted, issues: Sequence[Matter], ranges: Collection[int]) -> dict[str, Any]:
    utilities: dict[str, Any] = {}
    for at, (matter, table, weight) in enumerate(zip(issues, fitted.tables, fitted.weights, strict=True)):
        if at in ranges:
            low, high = (float(min(utility / weight, _ONE)) if weight else 0.0 for utility in (table[0], table[-1]))
            ends = (_number(matter.values[0]), low, _number(matter.values[-1]), high)
            said = dict(zip(("lowValue", "lowUtility", "highValue", "highUtility"), ends, strict=True))
            utilities[matter.name] = {"NumberValueSetUtilities": said}
            continue
        rated = {
            value: float(min(utility / weight, _ONE)) if weight else 0.0
            for value, utility in zip(matter.values, table, strict=True)
        }
        utilities[matter.name] = {"DiscreteValueSetUtilities": {"valueUtilities": rated}}
    weights = {matter.name: float(weight) for matter, weight in zip(issues, fitted.weights, strict=True)}
    return {"issueUtilities": utilities, "issueWeights": weights}


def _bid(fitted: _Fitted, issues: Sequence[Matter]) -> dict[str, str]:
    """The bid, whole or partial, whose worth comes closest to that of no deal from above; the best bid where none is
    worth as much. An issue that is left out of a bid counts 0."""
    wanted = fitted.reservation or _ZERO
    rows = list(zip(issues, fitted.tables, strict=True))
    half = len(rows) // 2
    first, second = _sums(rows[:half]), _sums(rows[half:])
    totals = sorted(second)
    best: tuple[Fraction, Fraction] | None = None
    for total in first:
        at = bisect_left(totals, wanted - _SLACK - total)
        if at < len(totals) and (best is None or total + totals[at] < sum(best)):
            best = (total, totals[at])
    if best is None:
        return {matter.name: matter.values[max(range(len(table)), key=table.__getitem__)] for matter, table in rows}
    return {**first[best[0]], **second[best[1]]}


def _sums(rows: Sequence[tuple[Matter, Table]]) -> dict[Fraction, dict[str, str]]:
    """What partial bids on some issues can be worth, each with one of them; with many issues not every one."""
    sums: dict[Fraction, dict[str, str]] = {_ZERO: {}}
    for matter, table in rows:
        values = dict(zip(table, matter.values, strict=True))
        if len(sums) * (len(values) + 1) > MOST_SUMS:
            values = {max(values): values[max(values)]}
        if len(sums) * (len(values) + 1) > MOST_SUMS:
            break
        for total, bid in list(sums.items()):
            for utility, value in values.items():
                sums.setdefault(total + utility, {**bid, matter.name: value})
    return sums


def _worth(fitted: _Fitted, bid: dict[str, str], issues: Sequence[Matter]) -> Fraction:
    rows = zip(issues, fitted.tables, strict=True)
    return sum((table[each.values.index(bid[each.name])] for each, table in rows if each.name in bid), _ZERO)


def _lost(groups: _Groups, fitted: _Fitted, bid_worth: Fraction | None, issues: Sequence[Matter]) -> Iterator[str]:
    """What GeniusWeb cannot say of a party, in words."""
    profile = groups.profile
    name = shown(profile.name)
    for box in groups.lost:
        why = "GeniusWeb lists every combination of the issues that are joined, and these are too many"
        yield f"{linkage_words(profile, box, issues)}, is not written: {why}"
    if fitted.stretched:
        factor, added = fitted.stretched
        moved = f"with {decimal(added)} added, then " if added else ""
        yield f"the utilities of {name} are written {moved}multiplied by {decimal(factor)}: GeniusWeb takes 0 to 1"
    if profile.discount is not None:
        yield f"the discount factor of {name} is not written: GeniusWeb has none"
    if bid_worth is not None and fitted.reservation is not None and abs(bid_worth - fitted.reservation) > _SLACK:
        yield (
            f"no deal is worth {decimal(fitted.reservation)} to {name} on that scale, and is written as a bid worth "
            f"{decimal(bid_worth)}: GeniusWeb states it as a bid, and no other comes as close"
        )


def _session(names: Sequence[str]) -> dict[str, Any]:
    """The profiles as they meet; which programs play them is for the reader to fill in."""
    parties = [
        {"TeamInfo": {"parties": [{"party": {"partyref": "", "parameters": {}}, "profile": f"file:{name}"}]}}
        for name in names
    ]
    return {"SAOPSettings": {"participants": parties, "deadline": {"deadlinetime": {"durationms": 10_000}}}}
