"""NegMAS YAML: a domain (an outcome space of issues) and one utility function a party.

Read: categorical, contiguous, cardinal, ordinal and continuous issues; linear additive, linear, affine and constant
utility functions; hyper-rectangles, which become linkages; each of them discounted or not. Utilities are taken as they
stand; rectangles add up, and a range given by two numbers leaves out both, as NegMAS evaluates it. A missing
reservation value, or -inf, means that a party accepts anything: its no-deal value is then the least it could get.

Written: additive parties as linear additive functions over tables, parties with linkages as hyper-rectangles. NegMAS
keeps no rules on agreements with a saved scenario, so red lines and conditions are reported as not written.

Source: Mohammad, Nakadai & Greenwald, "NegMAS: a platform for negotiations" (2021), and its file format, version 0.16.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from comity.case import text, tree
from comity.exchange.scenario import (
    Box,
    Kind,
    Matter,
    Profile,
    Role,
    Scenario,
    Table,
    Written,
    file_names,
    number,
    quoted,
    ranged,
)
from comity.problem import Place, Problem, Problems, nearest

NAME = "NegMAS YAML"
SUFFIXES = (".yml", ".yaml")
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

_SNIFFED = 4_000_000
_ZERO = Fraction(0)
_ABSENT = {"", "null", "~", "none"}
_LEAST = {"-.inf", "-inf"}

_LISTS = ("CategoricalIssue", "DiscreteCardinalIssue", "DiscreteOrdinalIssue", "CardinalIssue", "OrdinalIssue")
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


def recognise(path: Path) -> Role | None:
    """Whether a YAML file is a NegMAS domain or utility function, by the type that it states."""
    try:
        with path.open("rb") as stream:
            lines = stream.read(_SNIFFED).decode("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return None
    stated = next((line.partition(":")[2] for line in lines if line.startswith("type:")), "").strip().strip("\"'")
    if stated.endswith("OutcomeSpace"):
        return "domain"
    return "profile" if stated.endswith(("Function", "UFun")) else None


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The negotiation in a domain and its utility functions; raises Problems with every reason why it cannot be
    read."""
    notes: list[Problem] = []
    document = _document(domain)
    issues = _issues(document, intervals)
    problems: list[Problem] = []
    read_profiles = []
    for path in profiles:
        try:
            read_profiles.append(_profile(_document(path), path, issues, notes))
        except Problems as unusable:
            problems += unusable.problems
    if problems:
        raise Problems(problems)
    unstated = [profile.file for profile in read_profiles if profile.reservation is None]
    if unstated:
        what = f"no reservation value is stated in {', '.join(unstated)}: any agreement is acceptable"
        notes.append(Problem(Place(str(domain)), what, "no_deal is set to the least utility", "warning"))
    summary = (
        f"Imported from NegMAS YAML, domain {domain.name}. Every utility function is a party that signs; its no-deal "
        "value is the reservation value. Discount factors are kept but not used."
    )
    named = document.root.values.get("name")
    title = named.text if isinstance(named, tree.Scalar) and named.text.lower() not in _ABSENT else domain.stem
    return Scenario("negmas", title, tuple(issues), tuple(read_profiles), _DEFINITIONS, summary, tuple(notes))


def _document(path: Path) -> text.Document:
    document = text.Document.read(path)
    if document.problems:
        raise Problems(document.problems)
    return document


class _Entry:
    """A mapping of a YAML file with places: what it must hold is asked for by name."""

    def __init__(self, document: text.Document, node: tree.Node, where: str) -> None:
        self.document = document
        self.node = node
        if not isinstance(node, tree.Mapping):
            raise self.wrong(f"{where} must hold named entries")
        self.values = node.values
        self.where = where

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.document.file, self.node.span.line, self.node.span.column)

    @property
    def type(self) -> str:
        """The type it states, without its module."""
        return (self.scalar("type") or "").rpartition(".")[2]

    def wrong(self, what: str, fix: str = "") -> Problems:
        """A problem of this entry, to be raised."""
        return Problems([Problem(self.place, what, fix)])

    def scalar(self, name: str) -> str | None:
        """The text of a single value; None where it is absent or empty."""
        node = self.values.get(name)
        if node is None or (isinstance(node, tree.Scalar) and node.plain and node.text.lower() in _ABSENT):
            return None
        if not isinstance(node, tree.Scalar):
            raise self.wrong(f"'{name}' of {self.where} must be a single value")
        return node.text

    def number(self, name: str, absent: Fraction | None = None) -> Fraction:
        """A number; raises Problems where it is none, or absent without a meaning."""
        given = self.scalar(name)
        if given is None and absent is not None:
            return absent
        return number(given, self.place, f"'{name}' of {self.where}")

    def items(self, name: str) -> list[tree.Node]:
        """The items of a list."""
        node = self.values.get(name)
        if not isinstance(node, tree.Sequence):
            raise self.wrong(f"'{name}' of {self.where} must be a list")
        return node.items

    def texts(self, name: str) -> list[str]:
        """The items of a list of single values."""
        items = self.items(name)
        if not all(isinstance(item, tree.Scalar) for item in items):
            raise self.wrong(f"'{name}' of {self.where} must be a list of single values")
        return [item.text for item in items if isinstance(item, tree.Scalar)]


def _issues(document: text.Document, intervals: int) -> list[Matter]:
    whole = _Entry(document, document.root, "the domain")
    issues = []
    problems: list[Problem] = []
    for node in whole.items("issues"):
        try:
            issues.append(_issue(_Entry(document, node, "an issue"), intervals))
        except Problems as unusable:
            problems += unusable.problems
    names = [issue.name for issue in issues]
    if len(set(names)) < len(names) or not (issues or problems):
        problems += whole.wrong("the domain needs issues, each with a name of its own").problems
    if problems:
        raise Problems(problems)
    return issues


def _issue(entry: _Entry, intervals: int) -> Matter:
    name = entry.scalar("name")
    if name is None:
        raise entry.wrong("an issue has no name")
    entry.where = f"issue '{name}'"
    if entry.type in _LISTS:
        values = tuple(entry.texts("values"))
        if not values or not all(values) or len(set(values)) < len(values):
            raise entry.wrong(f"issue '{name}' needs values, each with a text of its own")
        return Matter(name, values)
    if entry.type not in _RANGES:
        raise entry.wrong(f"issue '{name}' is of type '{entry.type}'", nearest(entry.type, (*_LISTS, *_RANGES)))
    bounds = [number(given, entry.place, f"a bound of issue '{name}'") for given in entry.texts("values")]
    if len(bounds) != 2:
        raise entry.wrong(f"issue '{name}' needs its lowest and its highest value")
    kind: Kind = "integer" if entry.type == "ContiguousIssue" else "real"
    return ranged(name, kind, bounds, intervals, entry.place)


def _profile(document: text.Document, path: Path, issues: Sequence[Matter], notes: list[Problem]) -> Profile:
    outer = _Entry(document, document.root, "the utility function")
    inner = outer
    discount: float | None = None
    if outer.type == "ExpDiscountedUFun":
        discount = float(outer.number("discount"))
        inner = _Entry(document, outer.values.get("ufun", outer.node), "the discounted function")
    tables, boxes, constant = _utility(inner, issues)
    for entry in {id(each): each for each in (outer, inner)}.values():
        unmeant = [name for name in entry.values if name not in _MEANT and _Entry.scalar(entry, name) is not None]
        for name in unmeant:
            notes.append(Problem(entry.place, f"'{name}' has no place in a case: left out", severity="warning"))
    if boxes:
        what = "a range of a hyper-rectangle given by two numbers leaves out both, as NegMAS evaluates it"
        notes.append(Problem(inner.place, what, severity="warning"))
    profile = Profile.gathered(outer.scalar("name") or path.stem, path.name, tables, boxes, constant)
    stated = outer.scalar("reserved_value")
    reservation = None if stated is None or stated.lower() in _LEAST else outer.number("reserved_value")
    return replace(profile, reservation=reservation, discount=discount)


def _utility(entry: _Entry, issues: Sequence[Matter]) -> tuple[list[Table], list[Box], Fraction]:
    """A utility function as tables, boxes and a constant."""
    nothing = [(_ZERO,) * len(issue.values) for issue in issues]
    bias = entry.number("bias", _ZERO)
    if entry.type in ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"):
        functions = _by_issue(entry, "values", issues)
        weights = _weights(entry, issues)
        rated = [_rated(entry, node, issue) for node, issue in zip(functions, issues, strict=True)]
        return [_times(weight, table) for weight, table in zip(weights, rated, strict=True)], [], bias
    if entry.type in ("AffineUtilityFunction", "LinearUtilityFunction"):
        weights = _weights(entry, issues)
        return [_times(w, _numbers(entry, issue)) for w, issue in zip(weights, issues, strict=True)], [], bias
    if entry.type == "ConstUtilityFunction":
        return nothing, [], entry.number("value")
    if entry.type == "HyperRectangleUtilityFunction":
        return nothing, list(_boxes(entry, issues)), bias
    fix = f"known: {', '.join(_UTILITIES)}"
    raise entry.wrong(f"a utility function of type '{entry.type}' is not read", fix)


def _times(weight: Fraction, table: Table) -> Table:
    return tuple(weight * value for value in table)


def _by_issue(entry: _Entry, name: str, issues: Sequence[Matter]) -> list[tree.Node]:
    """An entry for every issue, from a list in their order or a mapping by their names."""
    node = entry.values.get(name)
    if isinstance(node, tree.Mapping):
        unknown = [issue for issue in node.values if issue not in {each.name for each in issues}]
        missing = [issue.name for issue in issues if issue.name not in node.values]
        if unknown or missing:
            what = f"'{name}' names {', '.join(unknown) or 'no other issues'} and lacks {', '.join(missing) or 'none'}"
            raise entry.wrong(what, "it needs exactly the issues of the domain")
        return [node.values[issue.name] for issue in issues]
    if not isinstance(node, tree.Sequence) or len(node.items) != len(issues):
        raise entry.wrong(f"'{name}' needs an entry for each of the {len(issues)} issues")
    return node.items


def _weights(entry: _Entry, issues: Sequence[Matter]) -> list[Fraction]:
    if "weights" not in entry.values:
        return [Fraction(1)] * len(issues)
    stated = [node.text if isinstance(node, tree.Scalar) else None for node in _by_issue(entry, "weights", issues)]
    return [number(given, entry.place, "a weight") for given in stated]


def _numbers(entry: _Entry, issue: Matter) -> Table:
    numbers = issue.numbers
    if numbers is None:
        raise entry.wrong(f"the values of issue '{issue.name}' are not numbers", "rate them in a TableFun")
    return numbers


def _rated(entry: _Entry, node: tree.Node, issue: Matter) -> Table:
    """A value function at every value of its issue."""
    function = _Entry(entry.document, node, f"the value function of issue '{issue.name}'")
    if function.type == "TableFun" or "type" not in function.values:
        table = _Entry(entry.document, function.values.get("mapping", node), f"the table of issue '{issue.name}'")
        missing = [value for value in issue.values if value not in table.values]
        if missing:
            what = f"issue '{issue.name}' has no utility of {', '.join(missing)}"
            raise table.wrong(what, nearest(missing[0], table.values))
        return tuple(table.number(value) for value in issue.values)
    if function.type not in _FUNCTIONS:
        what = f"a value function of type '{function.type}' is not read"
        raise function.wrong(what, f"known: {', '.join(_FUNCTIONS)}")
    factors = _coefficients(function)
    if not any(factors[1:]):
        return (factors[0],) * len(issue.values)
    numbers = _numbers(function, issue)
    return tuple(sum((by * value**power for power, by in enumerate(factors)), _ZERO) for value in numbers)


def _coefficients(function: _Entry) -> list[Fraction]:
    """A value function as a polynomial: the factors of the powers 0, 1, 2, ..."""
    bias = function.number("bias", _ZERO)
    if function.type == "ConstFun":
        return [bias]
    if function.type == "IdentityFun":
        return [_ZERO, Fraction(1)]
    if function.type == "QuadraticFun":
        return [bias, function.number("a1"), function.number("a2")]
    if function.type == "PolynomialFun":
        return [bias, *(number(by, function.place, "a coefficient") for by in function.texts("coefficients"))]
    return [bias, function.number("slope")]


def _boxes(entry: _Entry, issues: Sequence[Matter]) -> Iterator[Box]:
    ranges = entry.items("outcome_ranges")
    utilities = [number(given, entry.place, "a utility") for given in entry.texts("utilities")]
    weights = [Fraction(1)] * len(ranges)
    if "weights" in entry.values:
        weights = [number(given, entry.place, "a weight") for given in entry.texts("weights")]
    if not len(ranges) == len(utilities) == len(weights):
        raise entry.wrong("outcome_ranges, utilities and weights differ in length")
    for node, utility, weight in zip(ranges, utilities, weights, strict=True):
        spans = {}
        if isinstance(node, tree.Mapping):
            for key, span in node.values.items():
                if not key.isdecimal() or int(key) >= len(issues):
                    raise entry.wrong(f"outcome_ranges names issue {key}", f"issues are 0 to {len(issues) - 1}")
                spans[int(key)] = _spanned(entry, span, issues[int(key)])
        if all(spans.values()):  # an empty span holds nowhere
            yield Box(spans, weight * utility)


def _spanned(entry: _Entry, span: tree.Node, issue: Matter) -> tuple[int, ...]:
    """The values between two numbers, in a list of values, or the one value."""
    items = span.items if isinstance(span, tree.Sequence) else [span]
    given = [item.text for item in items if isinstance(item, tree.Scalar)]
    if len(given) < len(items):
        raise entry.wrong(f"a range of issue '{issue.name}' must be two numbers or a list of values")
    ends = Matter(issue.name, tuple(given)).numbers
    if isinstance(span, tree.Sequence) and ends is not None and len(ends) == 2:
        numbers = _numbers(entry, issue)
        return tuple(at for at, value in enumerate(numbers) if ends[0] < value < ends[1])
    if ends is not None and issue.numbers is not None:
        return tuple(at for at, value in enumerate(issue.numbers) if value in ends)
    unknown = [value for value in given if value not in issue.values]
    if unknown:
        raise entry.wrong(f"issue '{issue.name}' has no value '{unknown[0]}'", nearest(unknown[0], issue.values))
    return tuple(at for at, value in enumerate(issue.values) if value in given)


def write(scenario: Scenario, place: Place) -> Written:
    """The domain and a utility function for each party; everything that a Scenario holds can be written."""
    domain, *names = file_names(scenario, ".yml")
    files = {domain: "\n".join(_domain(scenario)) + "\n"}
    for name, profile in zip(names, scenario.profiles, strict=True):
        files[name] = "\n".join(_function(profile, scenario.issues)) + "\n"
    return Written(files, ())


def _domain(scenario: Scenario) -> Iterator[str]:
    yield f"name: {quoted(scenario.title)}"
    yield "type: DiscreteCartesianOutcomeSpace"
    yield "issues:"
    for matter in scenario.issues:
        kind = "ContiguousIssue" if matter.run else "DiscreteCardinalIssue" if _cardinal(matter) else "CategoricalIssue"
        yield f"- name: {quoted(matter.name)}"
        yield f"  type: {kind}"
        yield "  values:"
        for value in map(str, matter.run) if matter.run else matter.values:
            yield f"  - {_value(matter, value)}"


def _cardinal(matter: Matter) -> bool:
    return matter.kind is not None and matter.numbers is not None


def _value(matter: Matter, value: str) -> str:
    """A value as YAML: a number where the issue is one, else text in quotes, so that `no` and `1` stay text."""
    return value if _cardinal(matter) else quoted(value)


def _function(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    reserved = "-.inf" if profile.reservation is None else _float(profile.reservation)
    head = [f"name: {quoted(profile.name)}", f"reserved_value: {reserved}"]
    yield from head
    indent = ""
    if profile.discount is not None:
        yield "type: ExpDiscountedUFun"
        yield f"discount: {_float(Fraction(profile.discount))}"
        yield "ufun:"
        indent = "  "
        yield from (indent + line for line in head)
    lines = _rectangles(profile, issues) if profile.boxes else _additive(profile, issues)
    yield from (indent + line for line in lines)


def _additive(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    yield "type: LinearAdditiveUtilityFunction"
    weights = [max(table) if max(table) > 0 else Fraction(1) for table in profile.tables]
    yield f"weights: [{', '.join(_float(weight) for weight in weights)}]"
    yield "values:"
    for matter, table, weight in zip(issues, profile.tables, weights, strict=True):
        yield "- type: TableFun"
        yield "  mapping:"
        for value, utility in zip(matter.values, table, strict=True):
            yield f"    {_value(matter, value)}: {_float(utility / weight)}"


def _rectangles(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    yield "type: HyperRectangleUtilityFunction"
    boxes = list(profile.as_boxes())
    yield f"utilities: [{', '.join(_float(box.adds) for box in boxes)}]"
    yield "outcome_ranges:"
    for box in boxes:
        spans = (f"{at}: [{', '.join(_spans(issues[at], kept))}]" for at, kept in box.values.items())
        yield f"- {{{', '.join(spans)}}}"


def _spans(matter: Matter, kept: Sequence[int]) -> Iterator[str]:
    """The values of a box on one issue. NegMAS takes two numbers for a range, so of two numbers one is given twice."""
    values = [_value(matter, matter.values[at]) for at in kept]
    yield from values
    if len(values) == 2 and _cardinal(matter):
        yield values[0]


def _float(value: Fraction) -> str:
    """A float as YAML: with a point, without which a number such as 1e-05 would be text to YAML 1.1 readers."""
    mantissa, exponent, power = repr(float(value)).partition("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}{exponent}{power}"
