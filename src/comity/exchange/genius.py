"""GENIUS XML: a domain (`negotiation_template`) and one `utility_space` a party, of the ANAC competitions to 2016.

Discrete, integer and real issues; additive utilities with evaluators; hyper-rectangles, which become linkages over the
values that they span. Costs, descriptions, similarities and the agents of a template are not kept.

Two programs read the same numbers differently, so a reading has to be chosen:

- `written`: weight times evaluation as it stands, whatever the largest evaluation is; evaluators take the value itself;
  rectangles count in full. This is what NegMAS does, and what the usual reference results for these files follow.
- `genius`: each evaluation is divided by the largest of its issue; an integer counts from the lower bound; results of
  linear evaluators are kept within 0..1; rectangles are divided by `maxutility`. This is what GENIUS itself does. (It
  also caps the sum at 1, which a sum of tables cannot; where that matters it is noted.)

Where the two give a party other preferences, or move its reservation value against its utilities, the import says so.
In both readings rectangles are those of GENIUS: ranges include their bounds, and a rectangle of EXCLUDES counts outside
of its ranges; published frontiers confirm both. (NegMAS 0.16 leaves the bounds out and takes EXCLUDES for INCLUDES.) A
missing reservation value is 0, as in both programs.

Writing. Evaluations are written with 1 as the largest of each issue, so both readings agree where utilities stay within
0..1. Linkages need rectangles, which GENIUS knows over integer issues only; elsewhere they are reported as not written.

Sources: Lin et al., "Genius: An integrated environment for supporting the design of generic automated negotiators"
(Computational Intelligence 30, 2014); its source code, genius.core, for the readings above.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from comity.exchange.scenario import (
    Box,
    Matter,
    Profile,
    Role,
    Scenario,
    Table,
    Written,
    decimal,
    file_names,
    number,
    ranged,
)
from comity.problem import Place, Problem, Problems, nearest

Reading = Literal["written", "genius"]

NAME = "GENIUS XML"
SUFFIXES = (".xml",)
CHOICES: Mapping[str, tuple[str, ...]] = {"reading": ("written", "genius")}
"""How the numbers of these files may be read; see above."""

MAX_BYTES = 10_000_000
MAX_DEPTH = 40

_ROLES: Mapping[str, Role] = {"negotiation_template": "domain", "utility_space": "profile"}
_SNIFFED = 65_536
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ZERO = Fraction(0)

_UTILITY = {
    "written": "weight times evaluation as it stands in the file, as NegMAS reads it",
    "genius": "evaluations divided by the largest of their issue, rectangles by maxutility, as GENIUS reads them",
}
_DEFINITIONS = {
    "nash": "GENIUS: the largest product of utilities, reservation values not subtracted",
    "kalai": "GENIUS: the efficient outcome with the smallest sum of differences between utilities",
    "opposition": "NegMAS: the smallest distance of an outcome's normalised utilities to everyone's best",
}


@dataclass(frozen=True)
class Element:
    """One element of an XML file and where it starts."""

    tag: str
    attributes: Mapping[str, str]
    place: Place
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of that tag at any depth below this one, in order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)

    def own(self, tag: str) -> list[Element]:
        """The elements of that tag directly in this one."""
        return [child for child in self.children if child.tag == tag]

    def number(self, *names: str) -> Fraction:
        """The number in the first of these attributes that is given; raises Problems where none is one."""
        given = next((self.attributes[name] for name in names if name in self.attributes), None)
        return number(given, self.place, f"{names[0]} of <{self.tag}>")

    def index(self) -> int:
        """The number of the issue that is meant."""
        index = self.number("index")
        if index.denominator != 1:
            raise Problems([Problem(self.place, f"the index {float(index)} is not a whole number")])
        return int(index)


@dataclass(frozen=True)
class Listed:
    """An issue of a domain with its number and, where its values are numbers, their lower bound."""

    index: int
    matter: Matter
    lower: Fraction | None


class _Seen(Exception):
    """Raised to stop parsing at the first element."""


def recognise(path: Path) -> Role | None:
    """Whether an XML file is a GENIUS domain or profile, by the name of its first element."""
    tags: list[str] = []

    def start(tag: str, *_: object) -> None:
        tags.append(tag)
        raise _Seen

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = start  # its name is that of the first element; entities are never looked at
    try:
        with path.open("rb") as stream:
            parser.Parse(stream.read(_SNIFFED), False)
    except (_Seen, expat.ExpatError, OSError, LookupError, ValueError):
        pass
    return _ROLES.get(tags[0]) if tags else None


def read(domain: Path, profiles: Sequence[Path], intervals: int, reading: Reading = "written") -> Scenario:
    """The negotiation in a domain and its profiles; raises Problems with every reason why it cannot be read."""
    notes: list[Problem] = []
    listed = _issues(_parse(domain), intervals)
    problems: list[Problem] = []
    read_profiles = []
    differing = []
    for path in profiles:
        try:
            root = _parse(path)
            profile = _profile(root, path, listed, reading, notes)
            if reading == "written" and not _proportional(profile, _profile(root, path, listed, "genius", [])):
                differing.append(path.name)
            if reading == "genius" and profile.bounds()[1] > 1 + Fraction(1, 10**9):
                what = f"utilities could add up to {decimal(profile.bounds()[1])}; GENIUS caps them at 1"
                notes.append(Problem(Place(str(path)), what, "they are not capped here", "warning"))
            read_profiles.append(profile)
        except Problems as unusable:
            problems += unusable.problems
    if problems:
        raise Problems(problems)
    if reading == "written" and any(profile.boxes for profile in read_profiles):
        what = "hyper-rectangles include their bounds and EXCLUDES count outside, as in GENIUS; NegMAS 0.16 differs"
        notes.append(Problem(Place(str(domain)), what, severity="warning"))
    if differing:
        what = f"GENIUS itself reads other utilities, or another reservation value, out of {', '.join(differing)}"
        fix = "it divides evaluations by the largest of their issue; import with the reading `genius` to do so"
        notes.append(Problem(Place(str(domain)), what, fix, "warning"))
    unstated = [profile.file for profile in read_profiles if profile.reservation is None]
    if unstated:
        what = f"no reservation value is stated in {', '.join(unstated)}: it counts as 0"
        notes.append(Problem(Place(str(domain)), what, severity="warning"))
    summary = (
        f"Imported from GENIUS XML, domain {domain.name}. Every profile is a party that signs; its no-deal value is "
        f"the reservation value. Utility is {_UTILITY[reading]}. Discount factors are kept but not used."
    )
    definitions = {"utility": _UTILITY[reading], **_DEFINITIONS}
    matters = tuple(issue.matter for issue in listed)
    return Scenario("genius", domain.stem, matters, tuple(read_profiles), definitions, summary, tuple(notes))


def _parse(path: Path) -> Element:
    """The elements of an XML file. Document types are refused, and with them every kind of entity."""
    place = Place(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Problems([Problem(place, f"cannot be read: {error.strerror}")]) from None
    if len(data) > MAX_BYTES:
        raise Problems([Problem(place, f"the file is too large: at most {MAX_BYTES / 1e6:g} MB are read")])
    root: list[Element] = []
    stack: list[Element] = []
    parser = expat.ParserCreate()

    def here() -> Place:
        return Place(str(path), parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes, here())
        (stack[-1].children if stack else root).append(element)
        stack.append(element)
        if len(stack) > MAX_DEPTH:
            raise Problems([Problem(here(), f"nested deeper than {MAX_DEPTH} levels")])

    def end(tag: str) -> None:
        stack.pop()

    def doctype(*_: object) -> None:
        raise Problems([Problem(here(), "document types and entities are not read", "delete the DOCTYPE")])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        at = Place(str(path), error.lineno, error.offset + 1)
        what = f"this is not valid XML: {expat.errors.messages.get(error.code, 'unknown error')}"
        raise Problems([Problem(at, what)]) from None
    except (LookupError, ValueError) as error:
        raise Problems([Problem(place, f"its encoding cannot be read: {error}", "save it as UTF-8")]) from None
    return root[0]


def _issues(root: Element, intervals: int) -> list[Listed]:
    listed = []
    problems: list[Problem] = []
    for element in root.all("issue"):
        try:
            listed.append(_issue(element, intervals))
        except Problems as unusable:
            problems += unusable.problems
    for earlier, later in itertools.combinations(listed, 2):
        if earlier.index == later.index or earlier.matter.name == later.matter.name:
            what = f"issue '{later.matter.name}' has the name or number of an earlier one"
            problems.append(Problem(root.place, what))
    if not listed and not problems:
        problems.append(Problem(root.place, "the domain has no issues"))
    if problems:
        raise Problems(problems)
    return listed


def _issue(element: Element, intervals: int) -> Listed:
    index, name = element.index(), element.attributes.get("name", "")
    if not name:
        raise Problems([Problem(element.place, f"issue {index} has no name")])
    kind = _type(element)
    if kind == "discrete":
        values = tuple(item.attributes.get("value", "") for item in element.own("item"))
        if not values or not all(values) or len(set(values)) < len(values):
            raise Problems([Problem(element.place, f"issue '{name}' needs values, each with a text of its own")])
        return Listed(index, Matter(name, values), None)
    if kind not in ("integer", "real"):
        what = f"issue '{name}' is of type '{kind}'"
        raise Problems([Problem(element.place, what, "known: discrete, integer, real")])
    span = next(iter(element.own("range")), element)
    bounds = span.number("lowerbound"), span.number("upperbound")
    matter = ranged(name, "integer" if kind == "integer" else "real", bounds, intervals, element.place)
    return Listed(index, matter, bounds[0])


def _type(element: Element) -> str:
    given = (element.attributes.get(name) for name in ("type", "etype", "vtype"))
    return next((kind for kind in given if kind), "discrete")


def _profile(root: Element, path: Path, listed: Sequence[Listed], reading: Reading, notes: list[Problem]) -> Profile:
    weights = {weight.index(): weight.number("value") for weight in root.all("weight")}
    known = {issue.matter.name: issue for issue in listed}
    elements: dict[str, Element] = {}
    problems = []
    for element in root.all("issue"):
        name = element.attributes.get("name", "")
        if name in known:
            elements[name] = element
        else:
            problems.append(Problem(element.place, f"the domain has no issue '{name}'", nearest(name, known)))
    if problems:
        raise Problems(problems)
    boxes, utmost = _boxes(root, listed, reading)
    tables = []
    for issue in listed:
        own = elements.get(issue.matter.name)
        evaluations = _evaluations(own, issue, reading) if own else None
        if evaluations is None:
            tables.append((_ZERO,) * len(issue.matter.values))
            if not boxes:
                what = f"nothing is said of issue '{issue.matter.name}': it counts as indifferent"
                notes.append(Problem(own.place if own else root.place, what, severity="warning"))
            continue
        if issue.index not in weights:
            what = f"issue '{issue.matter.name}' has no weight"
            problems.append(Problem(own.place if own else root.place, what, f"add <weight index={issue.index} ...>"))
        weight = weights.get(issue.index, _ZERO)
        tables.append(tuple(weight * evaluation for evaluation in evaluations))
    if problems:
        raise Problems(problems)
    last = max(issue.index for issue in listed)
    stray = weights.keys() - {issue.index for issue in listed}
    # NegMAS writes what a party gets whatever is agreed as the weight of an issue after the last.
    constant = weights[last + 1] if reading == "written" and last + 1 in stray else _ZERO
    for index in sorted(stray):
        what = f"weight {index} belongs to no issue and is " + ("added as it stands" if constant else "left out")
        notes.append(Problem(Place(str(path)), what, severity="warning"))
    profile = Profile.gathered(path.stem, path.name, tables, boxes, constant)
    return replace(
        profile,
        reservation=_stated(root, "reservation"),
        stand_in=_ZERO,
        discount=None if (discount := _stated(root, "discount_factor")) is None else float(discount),
        utmost=utmost,
    )


def _stated(root: Element, tag: str) -> Fraction | None:
    stated = root.own(tag)
    return stated[0].number("value") if stated else None


def _evaluations(element: Element, issue: Listed, reading: Reading) -> Table | None:
    """The evaluation of every value of an issue; None where the profile has none."""
    if evaluators := element.own("evaluator"):
        return _evaluated(evaluators[0], issue, reading)
    stated = {
        item.attributes.get("value", ""): item.number("evaluation")
        for item in element.own("item")
        if item.attributes.get("evaluation", "null") != "null"
    }
    if not stated:
        return None
    missing = [value for value in issue.matter.values if value not in stated]
    if missing:
        what = f"issue '{issue.matter.name}' has no evaluation of {', '.join(missing)}"
        raise Problems([Problem(element.place, what, nearest(missing[0], stated))])
    largest = max(stated.values())
    if reading == "written":
        largest = Fraction(1)
    # GENIUS takes an issue whose largest evaluation is 0 or less (to 5 digits) as worth nothing.
    nothing = largest < Fraction(1, 100_000)
    return tuple(_ZERO if nothing else stated[value] / largest for value in issue.matter.values)


def _evaluated(evaluator: Element, issue: Listed, reading: Reading) -> Table:
    numbers = issue.matter.numbers
    if numbers is None or issue.lower is None:
        what = f"issue '{issue.matter.name}' is a list of values, which an evaluator cannot rate"
        raise Problems([Problem(evaluator.place, what, "give every value an evaluation")])
    form = evaluator.attributes.get("ftype", "linear").lower()
    if form == "constant":
        return (evaluator.number("parameter0", "offset"),) * len(numbers)
    if form == "triangular":
        start, end, top = (evaluator.number(f"parameter{at}") for at in range(3))
        return tuple(_triangle(value, start, end, top) for value in numbers)
    if form != "linear":
        what = f"an evaluator of type '{form}' is not read"
        raise Problems([Problem(evaluator.place, what, "known: linear, constant, triangular")])
    slope, offset = evaluator.number("slope", "parameter1"), evaluator.number("offset", "parameter0")
    if reading == "written":
        return tuple(offset + slope * value for value in numbers)
    first = issue.lower if issue.matter.kind == "integer" else _ZERO
    return tuple(min(max(offset + slope * (value - first), _ZERO), Fraction(1)) for value in numbers)


def _triangle(value: Fraction, start: Fraction, end: Fraction, top: Fraction) -> Fraction:
    if value == top:
        return Fraction(1)
    if value <= start or value >= end:
        return _ZERO
    return (value - start) / (top - start) if value < top else (end - value) / (end - top)


def _boxes(root: Element, listed: Sequence[Listed], reading: Reading) -> tuple[list[Box], Fraction | None]:
    """The hyper-rectangles of a profile, and its largest utility where it is stated."""
    boxes: list[Box] = []
    problems: list[Problem] = []
    utmost: Fraction | None = None
    for utility in [*root.all("utility"), *root.all("utility_function")]:
        if "maxutility" in utility.attributes:
            stated = utility.number("maxutility")
            utmost = stated if stated > 0 else None
        for function in utility.children:
            try:
                boxes += _sum_of_boxes(function, listed)
            except Problems as unusable:
                problems += unusable.problems
    if problems:
        raise Problems(problems)
    if reading == "genius" and utmost:
        return [Box(box.values, box.adds / utmost) for box in boxes], Fraction(1)
    return boxes, utmost


def _sum_of_boxes(function: Element, listed: Sequence[Listed]) -> list[Box]:
    aggregation = function.attributes.get("aggregation", "sum")
    kind = function.attributes.get("type", "PlainUfun")
    if function.tag != "ufun" or aggregation != "sum" or kind != "PlainUfun":
        what = f"utilities combined by <{function.tag} type={kind} aggregation={aggregation}> are not read"
        raise Problems([Problem(function.place, what, "only plain sums of hyper-rectangles are")])
    weight = function.number("weight") if "weight" in function.attributes else Fraction(1)
    boxes = []
    for rectangle in function.children:
        tags = {bound.tag for bound in rectangle.children}
        if rectangle.tag != "hyperRectangle" or len(tags) > 1 or not tags <= {"INCLUDES", "EXCLUDES"}:
            what = f"<{rectangle.tag}> with {', '.join(sorted(tags)) or 'no bounds'} is not read"
            raise Problems([Problem(rectangle.place, what, "a hyperRectangle has either INCLUDES or EXCLUDES")])
        adds = weight * rectangle.number("utility", "utility_function")
        if "weight" in rectangle.attributes:
            adds *= rectangle.number("weight")
        inside = _spanned(rectangle, listed)
        if tags == {"EXCLUDES"}:  # worth its utility outside: always, less the same amount inside
            boxes.append(Box({}, adds))
            adds = -adds
        if all(inside.values()):  # an empty span holds nowhere
            boxes.append(Box(inside, adds))
    return boxes


def _spanned(rectangle: Element, listed: Sequence[Listed]) -> dict[int, tuple[int, ...]]:
    """The values that a rectangle spans, by issue."""
    places = {issue.index: at for at, issue in enumerate(listed)}
    spans: dict[int, tuple[int, ...]] = {}
    for bound in rectangle.children:
        index = bound.index()
        at = places.get(index)
        numbers = None if at is None else listed[at].matter.numbers
        if at is None or numbers is None:
            what = f"issue {index} of a hyperRectangle is not one of the domain's issues over numbers"
            raise Problems([Problem(bound.place, what)])
        low, high = bound.number("min"), bound.number("max")
        within = spans.get(at, range(len(numbers)))
        spans[at] = tuple(value for value in within if low <= numbers[value] <= high)
    return spans


def _proportional(written: Profile, genius: Profile) -> bool:
    """Whether two readings of a profile differ by a factor only, its reservation value included."""
    pairs = [
        *zip(itertools.chain(*written.tables), itertools.chain(*genius.tables), strict=True),
        *((mine.adds, other.adds) for mine, other in zip(written.boxes, genius.boxes, strict=True)),
    ]
    here, there = max(pairs, key=lambda pair: abs(pair[0]), default=(_ZERO, _ZERO))
    if written.reservation is not None and genius.reservation is not None:
        pairs.append((written.reservation, genius.reservation))
    tolerance = abs(here * there) / 10**9
    return all(abs(mine * there - other * here) <= tolerance for mine, other in pairs)


def write(scenario: Scenario, place: Place) -> Written:
    """The domain and a profile for each party; linkages only where all issues are integers."""
    named = [scenario.title, *(name for matter in scenario.issues for name in (matter.name, *matter.values))]
    unfit = [name for name in named if _UNFIT.search(name)]
    if unfit:
        raise Problems(Problem(place, f"{name!r} holds characters that XML does not allow") for name in unfit)
    joint = any(profile.boxes for profile in scenario.profiles)
    integers = joint and all(matter.run for matter in scenario.issues)
    domain, *names = file_names(scenario, ".xml")
    files = {domain: _template(scenario.title, scenario.issues, integers)}
    listed = (matter.name for matter in scenario.issues if matter.kind and not integers)
    warnings = [f"issue '{name}' is written as a list of its values, not as a range of numbers" for name in listed]
    for name, profile in zip(names, scenario.profiles, strict=True):
        if name != f"{profile.name}.xml":
            warnings.append(f"{profile.name} is called {name.removesuffix('.xml')}: GENIUS names a party by its file")
        if integers:
            body = _with_rectangles(profile, scenario.issues)
        else:
            body = _additive(profile, scenario.issues)
            warnings += _lost(profile, scenario.issues)
        files[name] = _space(scenario.title, body, profile, integers)
    return Written(files, tuple(Problem(place, what, severity="warning") for what in warnings))


def _template(title: str, issues: Sequence[Matter], integers: bool) -> str:
    lines = ["<negotiation_template>", f'<utility_space number_of_issues="{len(issues)}">', _objective(title)]
    for at, matter in enumerate(issues):
        lines += _written_issue(at, matter, ()) if not integers else [_integer_issue(at, matter)]
    return "\n".join([*lines, "</objective>", "</utility_space>", "</negotiation_template>", ""])


def _space(title: str, body: Sequence[str], profile: Profile, integers: bool) -> str:
    kind = "nonlinear" if integers else "any"
    lines = [f'<utility_space type="{kind}">', _objective(title), *body, "</objective>"]
    if profile.discount is not None:
        lines.append(f'<discount_factor value="{profile.discount!r}"/>')
    if profile.reservation is not None:
        lines.append(f'<reservation value="{float(profile.reservation)!r}"/>')
    return "\n".join([*lines, "</utility_space>", ""])


def _objective(title: str) -> str:
    return f'<objective index="0" etype="objective" type="objective" description="" name={quoteattr(title)}>'


def _integer_issue(at: int, matter: Matter) -> str:
    first, last = matter.run or (0, 0)
    kind = 'etype="integer" type="integer" vtype="integer"'
    return f'<issue index="{at + 1}" {kind} name={quoteattr(matter.name)} lowerbound="{first}" upperbound="{last}"/>'


def _written_issue(at: int, matter: Matter, evaluations: Table) -> list[str]:
    """An issue as a list of values, with their evaluations where there are any."""
    kind = 'etype="discrete" type="discrete" vtype="discrete"'
    lines = [f'<issue index="{at + 1}" {kind} name={quoteattr(matter.name)}>']
    for index, value in enumerate(matter.values):
        rated = f' evaluation="{float(evaluations[index])!r}"' if evaluations else ""
        lines.append(f'<item index="{index + 1}" value={quoteattr(value)}{rated}/>')
    return [*lines, "</issue>"]


def _additive(profile: Profile, issues: Sequence[Matter]) -> list[str]:
    lines = []
    weights = []
    for at, (matter, table) in enumerate(zip(issues, profile.tables, strict=True)):
        weight = _largest(table)
        lines += _written_issue(at, matter, tuple(value / weight for value in table))
        weights.append(f'<weight index="{at + 1}" value="{float(weight)!r}"/>')
    return lines + weights


def _largest(table: Table) -> Fraction:
    """The weight under which the largest evaluation is 1; 1 where none is above 0."""
    return max(table) if max(table) > 0 else Fraction(1)


def _lost(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    """What a sum of evaluations cannot say of a party, in words."""
    for box in profile.boxes:
        joined = " and ".join(f"'{issues[at].name}'" for at in box.values)
        yield (
            f"the linkage of {profile.name} on {joined}, worth {decimal(box.adds)}, is not written: "
            "GENIUS links integer issues only"
        )
    lowest = [matter.name for matter, table in zip(issues, profile.tables, strict=True) if max(table) <= 0 > min(table)]
    if lowest:
        yield f"GENIUS itself will read nothing out of {profile.name}'s utilities below 0 on {', '.join(lowest)}"
    elif any(min(table) < 0 for table in profile.tables):
        yield f"{profile.name} has utilities below 0, which GENIUS itself does not expect"
    most = sum((max(table) for table in profile.tables), _ZERO)
    if most > 1 + Fraction(1, 10**9):
        yield f"the utilities of {profile.name} reach {decimal(most)}; GENIUS itself caps them at 1"


def _with_rectangles(profile: Profile, issues: Sequence[Matter]) -> list[str]:
    lines = [_integer_issue(at, matter) for at, matter in enumerate(issues)]
    most = float(profile.utmost or profile.bounds()[1])
    lines.append(f'<utility maxutility="{most!r}">')
    lines.append('<ufun type="PlainUfun" weight="1" aggregation="sum">')
    for box in profile.as_boxes():
        runs = ([(at, run) for run in _runs(kept)] for at, kept in box.values.items())
        for spans in itertools.product(*runs):
            lines.append(f'<hyperRectangle utility="{float(box.adds)!r}">')
            for at, (first, last) in spans:
                low, high = issues[at].values[first], issues[at].values[last]
                lines.append(f'<INCLUDES index="{at + 1}" min="{low}" max="{high}"/>')
            lines.append("</hyperRectangle>")
    return [*lines, "</ufun>", "</utility>"]


def _runs(kept: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs without gaps, each by its first and last."""
    runs: list[tuple[int, int]] = []
    for value in sorted(kept):
        if runs and runs[-1][1] == value - 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs
