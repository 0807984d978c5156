"""What NegMAS says of a negotiation, whether in YAML or in JSON: issues and utility functions.

Read: categorical, contiguous, cardinal, ordinal and continuous issues; linear additive, linear, affine and constant
utility functions; hyper-rectangles, which become linkages; each of them discounted or not. Utilities are taken as they
stand; rectangles add up, and a range given by two numbers leaves out both, as NegMAS evaluates it. A missing
reservation value, or -inf, means that a party accepts anything: its no-deal value is then the least it could get.

Source: Mohammad, Nakadai & Greenwald, "NegMAS: a platform for negotiations" (2021), and its file format, version 0.16.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from comity.case import tree
from comity.case.letters import same
from comity.exchange.entry import Entry, is_absent
from comity.exchange.naming import Known, doubles, named, shown, some
from comity.exchange.numeral import LEAST, beyond
from comity.exchange.scenario import (
    Box,
    Kind,
    Matter,
    Profile,
    Role,
    Room,
    Scenario,
    Table,
    collecting,
    ranged,
)
from comity.problem import Place, Problem, Problems, nearest

MAX_POWERS = 20
"""Of a value function that is a polynomial."""

_ZERO = Fraction(0)
_LISTS = ("CategoricalIssue", "DiscreteCardinalIssue", "DiscreteOrdinalIssue", "CardinalIssue", "OrdinalIssue")
_CARDINAL = ("DiscreteCardinalIssue", "CardinalIssue")
_RANGES = ("ContiguousIssue", "ContinuousIssue")
_FUNCTIONS = ("TableFun", "AffineFun", "LinearFun", "IdentityFun", "ConstFun", "QuadraticFun", "PolynomialFun")
_UTILITIES = (
    "LinearAdditiveUtilityFunction",
    "LinearUtilityAggregationFunction",
    "AffineUtilityFunction",
    "LinearUtilityFunction",
    "ConstUtilityFunction",
    "HyperRectangleUtilityFunction",
    "ExpDiscountedUFun",
)
_MEANT = {
    *("name", "type", "values", "weights", "bias", "value", "ufun", "outcome_ranges", "utilities", "reserved_value"),
    *("discount", "dynamic_reservation"),
    # of NegMAS's own housekeeping: nothing that a party wants
    *("path", "id", "stability", "ignore_issues_not_in_input", "ignore_failing_range_utilities"),
}

_DEFINITIONS = {
    "utility": "as it stands in the file, as NegMAS reads it",
    "gain": "NegMAS: utility over the reservation value, or over the least utility where that is higher",
    "nash": "NegMAS: the largest product of gains",
    "kalai": "NegMAS: the largest smallest gain (the egalitarian solution)",
    "opposition": "NegMAS: the smallest distance of an outcome's normalised utilities to everyone's best",
}

Opened = Callable[[Path, list[Problem]], tree.Node]
"""What reads a file into a tree, and adds what is wrong with it; raises Problems where nothing is left of it."""


def role(content: str, types: re.Pattern[str]) -> Role | None:
    """Whether a text is a domain or a utility function of NegMAS, by the types that it states."""
    stated = [found[1] for found in types.finditer(content)]
    if any(each.endswith("OutcomeSpace") for each in stated):
        return "domain"
    return "profile" if any(each.endswith(("Function", "UFun")) for each in stated) else None


def negotiation(
    form: str, called: str, opened: Opened, domain: Path, profiles: Sequence[Path], intervals: int
) -> Scenario:
    """The negotiation in a domain and its utility functions; raises Problems with every reason why it cannot be read.

    form, called: the format by its name and in words; opened: reads a file of it.
    """
    notes: list[Problem] = []
    problems: list[Problem] = []
    issues: list[Matter] = []
    title = named(domain, domain.stem)
    room = Room(len(profiles))
    with collecting(problems):
        whole = Entry(str(domain), opened(domain, problems), "the domain")
        stated = whole.values.get("name")
        if isinstance(stated, tree.Scalar) and not is_absent(stated) and stated.text.strip():
            title = stated.text
        issues = _issues(whole, intervals, room)
    read_profiles = []
    for path in profiles:
        with collecting(problems):
            function = Entry(str(path), opened(path, problems), "the utility function")
            if issues:
                read_profiles.append(_profile(function, path, issues, notes, room))
    if problems:
        raise Problems(problems)
    unstated = [profile.file for profile in read_profiles if profile.reservation is None]
    if unstated:
        what = f"no reservation value is stated in {some(unstated)}: any agreement is acceptable"
        notes.append(Problem(Place(str(domain)), what, "no_deal is set to the least utility", "warning"))
    summary = (
        f"Imported from {called}, domain {named(domain, domain.name)}. Every utility function is a party that "
        "signs; its no-deal value is the reservation value. Discount factors are kept but not used."
    )
    return Scenario(form, title, tuple(issues), tuple(read_profiles), _DEFINITIONS, summary, tuple(notes))


def _issues(whole: Entry, intervals: int, room: Room) -> list[Matter]:
    issues = []
    places = []
    problems: list[Problem] = []
    nodes = whole.items("issues")
    for node in nodes:
        with collecting(problems):
            entry = Entry(whole.file, node, "an issue")
            issue = _issue(entry, intervals)
            room.for_issue(issue, entry.place)
            issues.append(issue)
            places.append(entry.place)
        if room.full:
            break
    for at, first in doubles([issue.name for issue in issues]):
        what = "the domain needs issues, each with a name of its own"
        fix = f"'{shown(issues[at].name)}' is that of line {places[first].line} already"
        problems.append(Problem(places[at], what, fix))
    if not nodes:
        problems += whole.wrong("the domain needs issues, each with a name of its own", "list them").problems
    if problems:
        raise Problems(problems)
    return issues


def _issue(entry: Entry, intervals: int) -> Matter:
    name = entry.scalar("name")
    if not name:
        raise entry.wrong("an issue has no name", "give it one")
    entry.where = f"issue '{shown(name)}'"
    if entry.type in _LISTS:
        return Matter(name, entry.distinct_values(), "stepped" if entry.type in _CARDINAL else None)
    if entry.type not in _RANGES:
        raise entry.wrong(f"{entry.where} is of type '{shown(entry.type)}'", nearest(entry.type, (*_LISTS, *_RANGES)))
    bounds = entry.numbers("values", f"a bound of {entry.where}")
    if len(bounds) != 2:
        raise entry.wrong(f"{entry.where} needs its lowest and its highest value", "write values: [1, 10]")
    kind: Kind = "integer" if entry.type == "ContiguousIssue" else "real"
    return ranged(name, kind, bounds, intervals, entry.place)


def _profile(outer: Entry, path: Path, issues: Sequence[Matter], notes: list[Problem], room: Room) -> Profile:
    inner = outer
    problems: list[Problem] = []
    discount: float | None = None
    if outer.type == "ExpDiscountedUFun":
        with collecting(problems):
            discount = float(outer.number("discount"))
        inner = Entry(outer.file, outer.values.get("ufun", outer.node), "the discounted function")
    tables: list[Table] = []
    boxes: list[Box] = []
    constant = _ZERO
    with collecting(problems):
        tables, boxes, constant = _utility(inner, issues, notes, room)
    reservation = None
    with collecting(problems):
        stated = outer.scalar("reserved_value")
        unstated = stated is None or stated.strip().lower() in LEAST
        reservation = None if unstated else outer.number("reserved_value")
    if problems:
        raise Problems(problems)
    for entry in {id(each): each for each in (outer, inner)}.values():
        unmeant = [name for name in entry.values if name not in _MEANT and not is_absent(entry.values[name])]
        for name in unmeant:
            what = f"'{shown(name)}' has no place in a case: left out"
            notes.append(Problem(entry.at(entry.values[name]), what, severity="warning"))
    if boxes:
        what = "a range of a hyper-rectangle given by two numbers leaves out both, as NegMAS evaluates it"
        notes.append(Problem(inner.place, what, severity="warning"))
    name = outer.scalar("name") or named(path, path.stem)
    profile = Profile.gathered(name, named(path, path.name), tables, boxes, constant)
    return replace(profile, reservation=reservation, discount=discount)


def _utility(
    entry: Entry, issues: Sequence[Matter], notes: list[Problem], room: Room
) -> tuple[list[Table], list[Box], Fraction]:
    """A utility function as tables, boxes and a constant."""
    problems: list[Problem] = []
    nothing = [(_ZERO,) * len(issue.values) for issue in issues]
    bias = _ZERO
    with collecting(problems):
        bias = entry.number("bias", _ZERO)
    tables: list[Table] = nothing
    boxes: list[Box] = []
    if entry.type in ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"):
        rated: list[Table] = []
        with collecting(problems):
            for node, issue in zip(_by_issue(entry, "values", issues), issues, strict=True):
                with collecting(problems):
                    rated.append(_rated(entry, node, issue))
        tables = _weighted(entry, rated, issues, notes, problems)
    elif entry.type in ("AffineUtilityFunction", "LinearUtilityFunction"):
        numbers = []
        for issue in issues:
            with collecting(problems):
                numbers.append(_numbers(entry, issue))
        tables = _weighted(entry, numbers, issues, notes, problems)
    elif entry.type == "ConstUtilityFunction":
        with collecting(problems):
            bias = entry.number("value")
    elif entry.type == "HyperRectangleUtilityFunction":
        with collecting(problems):
            boxes = _boxes(entry, issues, room)
    else:
        fix = f"known: {', '.join(_UTILITIES)}"
        problems += entry.wrong(f"a utility function of type '{shown(entry.type)}' is not read", fix).problems
    if problems:
        raise Problems(problems)
    return tables, boxes, bias


def _by_issue(entry: Entry, name: str, issues: Sequence[Matter]) -> list[tree.Node]:
    """An entry for every issue, from a list in their order or a mapping by their names."""
    node = entry.values.get(name)
    if isinstance(node, tree.Mapping):
        known = Known(issue.name for issue in issues)
        found = {known.at(issue): value for issue, value in node.values.items()}
        unknown = [issue for issue in node.values if known.at(issue) is None]
        missing = [issue.name for at, issue in enumerate(issues) if at not in found]
        if unknown or missing:
            what = f"'{name}' names {some(unknown) or 'no other issues'} and lacks {some(missing) or 'none'}"
            fix = "it needs exactly the issues of the domain"
            raise entry.wrong(what, f"{fix}: {known.meant(unknown[0])}" if unknown else fix, node)
        return [found[at] for at in range(len(issues))]
    if not isinstance(node, tree.Sequence) or len(node.items) != len(issues):
        has = f", it has {len(node.items):,}" if isinstance(node, tree.Sequence) else ""
        what = f"'{name}' needs an entry for each of the {len(issues)} issues{has}"
        raise entry.wrong(what, "write them in the order of the domain", node)
    return node.items


def _weighted(
    entry: Entry, tables: Sequence[Table], issues: Sequence[Matter], notes: list[Problem], problems: list[Problem]
) -> list[Table]:
    """The tables of all issues times their weights; problems are added to those there are."""
    weights = [Fraction(1)] * len(issues)
    with collecting(problems):
        if "weights" in entry.values:
            weights = entry.numbers_in(_by_issue(entry, "weights", issues), "a weight")
    if problems:
        return []
    place = entry.at(entry.values.get("weights"))
    negative = [issue.name for issue, weight in zip(issues, weights, strict=True) if weight < 0]
    if negative:
        what = f"the weight of {some(negative)} is negative: the best value becomes the worst"
        notes.append(Problem(place, what, severity="warning"))
    if not any(weights):
        what = "every weight is 0, so all agreements are worth the same"
        notes.append(Problem(place, what, "state the weights", "warning"))
    weighted = []
    for weight, table, issue in zip(weights, tables, issues, strict=True):
        with collecting(problems):
            of = f"the utility of a value of issue '{shown(issue.name)}'"
            weighted.append(tuple(beyond(weight * value, place, of) for value in table))
    return weighted


def _numbers(entry: Entry, issue: Matter) -> Table:
    numbers = issue.numbers
    if numbers is None:
        raise entry.wrong(f"the values of issue '{shown(issue.name)}' are not numbers", "rate them in a TableFun")
    return numbers


def _rated(entry: Entry, node: tree.Node, issue: Matter) -> Table:
    """A value function at every value of its issue."""
    function = Entry(entry.file, node, f"the value function of issue '{shown(issue.name)}'")
    if function.type == "TableFun" or "type" not in function.values:
        return _table(function, issue)
    if function.type == "TriangularFun":
        what = "NegMAS takes the numbers of a TriangularFun for values and for utilities, so what it means is open"
        raise function.wrong(what, "rate the values in a TableFun")
    if function.type not in _FUNCTIONS:
        what = f"a value function of type '{shown(function.type)}' is not read"
        raise function.wrong(what, f"known: {', '.join(_FUNCTIONS)}")
    factors = _coefficients(function)
    if not any(factors[1:]):
        return (factors[0],) * len(issue.values)
    of = f"the value function of issue '{shown(issue.name)}'"
    return tuple(beyond(_polynomial(factors, value), function.place, of) for value in _numbers(function, issue))


def _table(function: Entry, issue: Matter) -> Table:
    """A table with a number for every value."""
    node = function.values.get("mapping", function.node)
    table = Entry(function.file, node, f"the table of issue '{shown(issue.name)}'")
    missing = [value for value in issue.values if same(value) not in table.values]
    problems: list[Problem] = []
    strange = [value for value in table.values if value != "type" and issue.known.at(value) is None]
    if missing:
        what = f"issue '{shown(issue.name)}' has no utility of {some(missing)}"
        problems += table.wrong(what, Known(strange or table.values).meant(missing[0])).problems
    numbers = []
    for value in issue.values:
        with collecting(problems):
            if same(value) in table.values:
                numbers.append(table.number(value))
    if problems:
        raise Problems(problems)
    return tuple(numbers)


def _polynomial(factors: Sequence[Fraction], value: Fraction) -> Fraction:
    total = _ZERO
    for factor in reversed(factors):
        total = total * value + factor
    return total


def _coefficients(function: Entry) -> list[Fraction]:
    """A value function as a polynomial: the factors of the powers 0, 1, 2, ..."""
    bias = function.number("bias", _ZERO)
    if function.type == "ConstFun":
        return [bias]
    if function.type == "IdentityFun":
        return [_ZERO, Fraction(1)]
    if function.type == "QuadraticFun":
        return [bias, function.number("a1"), function.number("a2")]
    if function.type == "PolynomialFun":
        if len(function.items("coefficients")) > MAX_POWERS:
            what = f"{function.where} has {len(function.items('coefficients')):,} coefficients"
            raise function.wrong(what, f"polynomials of up to {MAX_POWERS} powers are read")
        return [bias, *function.numbers("coefficients", "a coefficient")]
    return [bias, function.number("slope")]


def _boxes(entry: Entry, issues: Sequence[Matter], room: Room) -> list[Box]:
    ranges = entry.items("outcome_ranges")
    problems: list[Problem] = []
    utilities: list[Fraction] = []
    weights: list[Fraction] = [Fraction(1)] * len(ranges)
    with collecting(problems):
        utilities = entry.numbers("utilities", "a utility")
    with collecting(problems):
        if "weights" in entry.values:
            weights = entry.numbers("weights", "a weight")
    if not problems and not len(ranges) == len(utilities) == len(weights):
        what = "outcome_ranges, utilities and weights differ in length"
        lengths = f"there are {len(ranges):,}, {len(utilities):,} and {len(weights):,}"
        problems += entry.wrong(what, f"{lengths}: each rectangle needs one of each").problems
    boxes = []
    for at, node in enumerate(ranges):
        with collecting(problems):
            spans = _spans_of(entry, node, issues, room)
            if not problems and all(spans.values()):  # an empty span holds nowhere
                adds = beyond(weights[at] * utilities[at], entry.at(node), "the utility of a rectangle")
                boxes.append(Box(spans, adds))
                room.for_box(boxes[-1], issues, entry.at(node))
        if room.full:
            break
    if problems:
        raise Problems(problems)
    return boxes


def _spans_of(entry: Entry, node: tree.Node, issues: Sequence[Matter], room: Room) -> dict[int, tuple[int, ...]]:
    """The values that a rectangle spans, by issue."""
    spans: dict[int, tuple[int, ...]] = {}
    if is_absent(node):
        return spans
    if not isinstance(node, tree.Mapping):
        raise entry.wrong("a rectangle must be named entries", "write {0: [1, 4], 2: [yes]}: issues by number", node)
    for key, span in node.values.items():
        number_of = int(key) if key.isascii() and key.isdecimal() and len(key) < 9 else len(issues)
        if number_of >= len(issues):
            what = f"outcome_ranges names issue {shown(key)}"
            raise entry.wrong(what, f"issues are 0 to {len(issues) - 1}", node.keys[key])
        spans[number_of] = _spanned(entry, span, issues[number_of])
        room.for_span(len(spans[number_of]), entry.at(span))
    return spans


def _spanned(entry: Entry, span: tree.Node, issue: Matter) -> tuple[int, ...]:
    """The values between two numbers, in a list of values, or the one value."""
    items = span.items if isinstance(span, tree.Sequence) else [span]
    given = [item.text for item in items if isinstance(item, tree.Scalar)]
    if len(given) < len(items):
        what = f"a range of issue '{shown(issue.name)}' must be two numbers or a list of values"
        raise entry.wrong(what, "write [1, 4], or [one, two, three]", span)
    ends = Matter(issue.name, tuple(given)).numbers
    if isinstance(span, tree.Sequence) and ends is not None and len(ends) == 2:
        _numbers(entry, issue)
        return issue.between(*ends, ends=False)
    if ends is not None and issue.numbers is not None:
        wanted = set(ends)
        return tuple(at for at, value in enumerate(issue.numbers) if value in wanted)
    found = [issue.known.at(value) for value in given]
    if None in found:
        unknown = given[found.index(None)]
        what = f"issue '{shown(issue.name)}' has no value '{shown(unknown)}'"
        raise entry.wrong(what, issue.known.meant(unknown), items[found.index(None)])
    return tuple(sorted({at for at in found if at is not None}))
