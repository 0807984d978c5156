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
missing reservation value is 0, as in both programs; minus infinity makes any agreement acceptable, as in NegMAS.

Writing. Evaluations are written with 1 as the largest of each issue, so both readings agree where utilities stay within
0..1. A range of numbers is written as one where an evaluator says the utilities of every party in both readings, else
as a list of its values; one that came from such files need say them in the reading that it came by only, which is told.
Linkages need rectangles, which GENIUS knows over integer issues only; elsewhere they are reported as not written.

Sources: Lin et al., "Genius: An integrated environment for supporting the design of generic automated negotiators"
(Computational Intelligence 30, 2014); its source code, genius.core, for the readings above.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from comity.case.files import head
from comity.exchange import markup
from comity.exchange.genius_evaluators import UTILITY, Evaluator, Linear, Reading, Triangle
from comity.exchange.genius_files import write
from comity.exchange.markup import Element
from comity.exchange.naming import Known, doubles, named, shown, some
from comity.exchange.numeral import LEAST, beyond, decimal, number
from comity.exchange.scenario import Box, Matter, Profile, Role, Room, Scenario, Table, collecting, ranged
from comity.problem import Place, Problem, Problems

__all__ = ["CHOICES", "NAME", "SUFFIXES", "read", "recognise", "write"]

NAME = "GENIUS XML"
SUFFIXES = (".xml",)
CHOICES: Mapping[str, tuple[str, ...]] = {"reading": ("written", "genius")}
"""How the numbers of these files may be read; see above."""

_ROLES: Mapping[str, Role] = {"negotiation_template": "domain", "utility_space": "profile"}
_KINDS = ("discrete", "integer", "real")
_SNIFFED = 65_536
_ZERO = Fraction(0)

_DEFINITIONS = {
    "nash": "GENIUS: the largest product of utilities, reservation values not subtracted",
    "kalai": "GENIUS: the efficient outcome with the smallest sum of differences between utilities",
    "opposition": "NegMAS: the smallest distance of an outcome's normalised utilities to everyone's best",
}


@dataclass(frozen=True)
class Listed:
    """An issue of a domain with its number and, where its values are numbers, their lower bound."""

    index: int
    matter: Matter
    lower: Fraction | None


def recognise(path: Path) -> Role | None:
    """Whether an XML file is a GENIUS domain or profile, by the elements that it opens; it may be damaged otherwise."""
    tags = (tag.lower() for tag in markup.first_tags(head(path, _SNIFFED)))
    return next((_ROLES[tag] for tag in tags if tag in _ROLES), None)


def read(domain: Path, profiles: Sequence[Path], intervals: int, reading: Reading = "written") -> Scenario:
    """The negotiation in a domain and its profiles; raises Problems with every reason why it cannot be read."""
    notes: list[Problem] = []
    slips: list[Problem] = []  # of the XML itself, told with whatever keeps a file from being read
    problems: list[Problem] = []
    listed: list[Listed] = []
    room = Room(len(profiles))
    with collecting(problems):
        listed = _issues(_root(domain, "domain", slips), intervals, room)
    read_profiles = []
    differing = []
    for path in profiles:
        with collecting(problems):
            root = _root(path, "profile", slips)
            if not listed:
                continue
            profile = _profile(root, path, listed, reading, notes, room)
            if reading == "written" and not _proportional(profile, _profile(root, path, listed, "genius", [], None)):
                differing.append(path.name)
            if reading == "genius" and profile.bounds()[1] > 1 + Fraction(1, 10**9):
                what = f"utilities could add up to {decimal(profile.bounds()[1])}; GENIUS caps them at 1"
                notes.append(Problem(Place(str(path)), what, "they are not capped here", "warning"))
            read_profiles.append(profile)
    if problems:
        raise Problems([*problems, *slips])
    if reading == "written" and any(profile.boxes for profile in read_profiles):
        what = "hyper-rectangles include their bounds and EXCLUDES count outside, as in GENIUS; NegMAS 0.16 differs"
        notes.append(Problem(Place(str(domain)), what, severity="warning"))
    if differing:
        what = f"GENIUS itself reads other utilities, or another reservation value, out of {some(differing)}"
        fix = "it divides evaluations by the largest of their issue; import with the reading `genius` to do so"
        notes.append(Problem(Place(str(domain)), what, fix, "warning"))
    unstated = [profile for profile in read_profiles if profile.reservation is None]
    if zero := [profile.file for profile in unstated if profile.stand_in is not None]:
        what = f"no reservation value is stated in {some(zero)}: it counts as 0"
        notes.append(Problem(Place(str(domain)), what, severity="warning"))
    if least := [profile.file for profile in unstated if profile.stand_in is None]:
        what = f"the reservation value is minus infinity in {some(least)}: any agreement is acceptable"
        notes.append(Problem(Place(str(domain)), what, "no_deal is set to the least utility", "warning"))
    summary = (
        f"Imported from GENIUS XML, domain {named(domain, domain.name)}. Every profile is a party that signs; its "
        f"no-deal value is the reservation value. Utility is {UTILITY[reading]}. Discount factors are kept but not "
        "used."
    )
    definitions = {"utility": UTILITY[reading], **_DEFINITIONS}
    matters = tuple(issue.matter for issue in listed)
    title = named(domain, domain.stem)
    return Scenario("genius", title, matters, tuple(read_profiles), definitions, summary, (*slips, *notes))


def _root(path: Path, role: Role, notes: list[Problem]) -> Element:
    """The first element of a file; raises Problems where it is not that of a domain or a profile."""
    root = markup.read(path, notes)
    if _ROLES.get(root.tag) != role:
        tag = next(tag for tag, known in _ROLES.items() if known == role)
        what = f"the first element of a {role} is <{tag}>, here it is <{shown(root.tag)}>"
        fix = (
            f"write <{tag}>" if root.tag.lower() == tag else f"leave only <{tag}> with what it holds, or move the file"
        )
        raise Problems([Problem(root.place, what, fix)])
    return root


def _number(element: Element, *names: str) -> Fraction:
    """The number in the first of these attributes that is given; raises Problems where none is one."""
    given = next((element.attributes[name] for name in names if name in element.attributes), None)
    return number(given, element.place, f"{names[0]} of <{element.tag}>")


def _index(element: Element) -> int:
    """The number of the issue that is meant."""
    index = _number(element, "index")
    if index.denominator != 1:
        raise Problems([Problem(element.place, f"the index {decimal(index)} is not a whole number", "count from 1")])
    return int(index)


def _issues(root: Element, intervals: int, room: Room) -> list[Listed]:
    listed = []
    places = []
    problems: list[Problem] = []
    elements = root.all("issue")
    for element in elements:
        with collecting(problems):
            issue = _issue(element, intervals)
            room.for_issue(issue.matter, element.place)
            listed.append(issue)
            places.append(element.place)
        if problems and room.full:
            break
    again = dict(doubles([issue.matter.name for issue in listed]))
    first: dict[int, int] = {}
    for at, issue in enumerate(listed):
        earlier = again.get(at, first.setdefault(issue.index, at))
        if earlier != at:
            what = f"issue '{shown(issue.matter.name)}' has the name or number of an earlier one"
            fix = f"that of line {places[earlier].line} is '{shown(listed[earlier].matter.name)}', with number "
            problems.append(Problem(places[at], what, f"{fix}{listed[earlier].index}: give each its own"))
    if not elements:
        problems.append(Problem(root.place, "the domain has no issues", "list them, each as <issue>"))
    if problems:
        raise Problems(problems)
    return listed


def _issue(element: Element, intervals: int) -> Listed:
    index, name = _index(element), element.attributes.get("name", "")
    if not name:
        raise Problems([Problem(element.place, f"issue {index} has no name", "give it one")])
    kind = _type(element)
    if kind not in _KINDS:
        what = f"issue '{shown(name)}' is of type '{shown(kind)}'"
        raise Problems([Problem(element.place, what, "known: discrete, integer, real")])
    if kind == "discrete":
        items = element.own("item")
        values = tuple(item.attributes.get("value", "") for item in items)
        if not values or not all(values):
            where = next((item.place for item, value in zip(items, values, strict=True) if not value), None)
            what = f"issue '{shown(name)}' needs values, each with a text of its own"
            raise Problems([Problem(where or element.place, what, 'write them as <item index="1" value="..."/>')])
        if again := doubles(values):
            what = f"issue '{shown(name)}' needs values, each with a text of its own"
            raise Problems(
                Problem(
                    items[at].place, what, f"'{shown(values[at])}' stands in line {items[first].place.line} already"
                )
                for at, first in again
            )
        return Listed(index, Matter(name, values), None)
    span = next(iter(element.own("range")), element)
    problems: list[Problem] = []
    bounds = []
    for bound in ("lowerbound", "upperbound"):
        with collecting(problems):
            bounds.append(_number(span, bound))
    if problems:
        raise Problems(problems)
    matter = ranged(name, "integer" if kind == "integer" else "real", bounds, intervals, element.place)
    return Listed(index, matter, bounds[0])


def _type(element: Element) -> str:
    given = (element.attributes.get(name) for name in ("type", "etype", "vtype"))
    return next((kind.strip().lower() for kind in given if kind), "discrete")


def _profile(
    root: Element,
    path: Path,
    listed: Sequence[Listed],
    reading: Reading,
    notes: list[Problem],
    room: Room | None,
) -> Profile:
    problems: list[Problem] = []
    weights = _weights(root, listed, notes, problems)
    elements = _rated(root, listed, notes, problems)
    boxes: list[Box] = []
    utmost: Fraction | None = None
    with collecting(problems):
        boxes, utmost = _boxes(root, listed, reading, room)
    tables = []
    silent = []
    for issue, own in zip(listed, elements, strict=True):
        evaluations = None
        with collecting(problems):
            evaluations = _evaluations(own, issue, reading, notes) if own else None
            if evaluations is None:
                silent.append((issue, own))
        if evaluations is None:
            tables.append((_ZERO,) * len(issue.matter.values))
            continue
        place = own.place if own else root.place
        if issue.index not in weights:
            what = f"issue '{shown(issue.matter.name)}' has no weight"
            problems.append(Problem(place, what, f'add <weight index="{issue.index}" value="..."/>'))
        weight = weights.get(issue.index, _ZERO)
        with collecting(problems):
            of = f"the utility of a value of issue '{shown(issue.matter.name)}'"
            tables.append(tuple(beyond(weight * evaluation, place, of) for evaluation in evaluations))
    reservation, accepts_all = _reservation(root, problems)
    discount = None
    with collecting(problems):
        discount = _only(root, "discount_factor")
    if len(silent) == len(listed) and not boxes and not problems:
        fix = f"it should rate {some(issue.matter.name for issue in listed)}"
        problems.append(Problem(root.place, "the profile rates no value of any issue", fix))
    if problems:
        raise Problems(problems)
    if silent and not boxes:
        for issue, own in silent:
            what = f"nothing is said of issue '{shown(issue.matter.name)}': it counts as indifferent"
            notes.append(Problem(own.place if own else root.place, what, severity="warning"))
    last = max(issue.index for issue in listed)
    stray = weights.keys() - {issue.index for issue in listed}
    # NegMAS writes what a party gets whatever is agreed as the weight of an issue after the last.
    constant = weights[last + 1] if reading == "written" and last + 1 in stray else _ZERO
    for index in sorted(stray):
        added = constant and index == last + 1
        what = f"weight {index} belongs to no issue and is " + ("added as it stands" if added else "left out")
        notes.append(Problem(Place(str(path)), what, severity="warning"))
    profile = Profile.gathered(named(path, path.stem), named(path, path.name), tables, boxes, constant)
    return replace(
        profile,
        reservation=reservation,
        stand_in=None if accepts_all else _ZERO,
        discount=None if discount is None else float(discount),
        utmost=utmost,
    )


def _weights(
    root: Element, listed: Sequence[Listed], notes: list[Problem], problems: list[Problem]
) -> dict[int, Fraction]:
    """The weight of every issue by its number."""
    weights: dict[int, Fraction] = {}
    for element in root.all("weight"):
        with collecting(problems):
            index, weight = _index(element), _number(element, "value")
            if weights.setdefault(index, weight) != weight:
                what = f"issue {index} has a second weight, another than before"
                problems.append(Problem(element.place, what, "keep one of them"))
            elif weight < 0:
                what = f"the weight {decimal(weight)} of issue {index} is negative: its best value becomes its worst"
                notes.append(Problem(element.place, what, severity="warning"))
    own = [weights[issue.index] for issue in listed if issue.index in weights]
    total = sum(own, _ZERO)
    if own and not any(own):
        what = "every weight is 0, so all agreements are worth the same"
        notes.append(Problem(root.place, what, "state the weights", "warning"))
    elif own and abs(total - 1) > Fraction(1, 100):
        what = f"the weights add up to {decimal(total)}, not to 1; they count as they stand"
        notes.append(Problem(root.place, what, severity="warning"))
    return weights


def _rated(
    root: Element, listed: Sequence[Listed], notes: list[Problem], problems: list[Problem]
) -> list[Element | None]:
    """What a profile says of each issue of the domain."""
    known = Known(issue.matter.name for issue in listed)
    elements: list[Element | None] = [None] * len(listed)
    stated = root.all("issue")
    names = [element.attributes.get("name", "") for element in stated]
    if len(stated) > 1 and all(known.at(name) is None for name in names):
        what = (
            f"the domain has no issue '{shown(names[0])}', and no other that is rated here: it has {some(known.names)}"
        )
        fix = "is this the profile of another domain? Name those of this one with --profile"
        problems.append(Problem(root.place, what, fix))
        return elements
    for element, name in zip(stated, names, strict=True):
        at = known.at(name)
        if at is None:
            what = f"the domain has no issue '{shown(name)}'"
            problems.append(Problem(element.place, what, known.meant(name)))
            continue
        earlier = elements[at]
        if earlier is not None:
            what = f"issue '{shown(name)}' is rated a second time"
            problems.append(Problem(element.place, what, f"line {earlier.place.line} does so already; keep one"))
        elements[at] = element
        with collecting(problems):
            if "index" in element.attributes and (index := _index(element)) != listed[at].index:
                what = f"issue '{shown(name)}' has number {index} here and {listed[at].index} in the domain"
                notes.append(Problem(element.place, what, "weights go by the numbers of the domain", "warning"))
    return elements


def _reservation(root: Element, problems: list[Problem]) -> tuple[Fraction | None, bool]:
    """The reservation value, and whether it is minus infinity: then any agreement is acceptable."""
    stated = root.own("reservation")
    if stated and all(each.attributes.get("value", "").strip().lower() in LEAST for each in stated):
        return None, True
    with collecting(problems):
        return _only(root, "reservation"), False
    return None, False


def _only(root: Element, tag: str) -> Fraction | None:
    """The number that an element states; raises Problems where several state several."""
    stated = root.own(tag)
    numbers = [_number(each, "value") for each in stated]
    if len(set(numbers)) > 1:
        raise Problems([Problem(stated[1].place, f"a second <{tag}> states another number", "keep one of them")])
    return numbers[0] if numbers else None


def _evaluations(element: Element, issue: Listed, reading: Reading, notes: list[Problem]) -> Table | None:
    """The evaluation of every value of an issue; None where the profile has none."""
    matter = issue.matter
    if evaluators := element.own("evaluator"):
        if len(evaluators) > 1:
            what = f"issue '{shown(matter.name)}' has a second evaluator"
            raise Problems([Problem(evaluators[1].place, what, "keep one of them")])
        return _evaluated(evaluators[0], issue, reading)
    problems: list[Problem] = []
    stated: list[Fraction | None] = [None] * len(matter.values)
    largest: Fraction | None = None
    strange = []
    wrong = set()
    for item in element.own("item"):
        if item.attributes.get("evaluation", "null") == "null":
            continue
        value = item.attributes.get("value", "")
        at = matter.known.at(value)
        with collecting(problems):
            if at is not None:
                wrong.add(at)
            evaluation = _number(item, "evaluation")
            largest = evaluation if largest is None else max(largest, evaluation)
            if at is None:
                strange.append((item, value))
            else:
                if (earlier := stated[at]) is not None and earlier != evaluation:
                    what = f"value '{shown(value)}' of issue '{shown(matter.name)}' is rated a second time"
                    notes.append(Problem(item.place, what, "this is the one that counts, as in GENIUS", "warning"))
                stated[at] = evaluation
    rated = [evaluation for evaluation in stated if evaluation is not None]
    missing = [value for at, value in enumerate(matter.values) if stated[at] is None and at not in wrong]
    if missing and (rated or strange or problems):
        what = f"issue '{shown(matter.name)}' has no evaluation of {some(missing)}"
        meant = Known(value for _, value in strange).meant(missing[0]) if strange else ""
        problems.append(Problem(element.place, what, meant or "give each value of the domain an evaluation"))
    elif strange and not missing:
        what = f"the domain has no value {some(value for _, value in strange)} of issue '{shown(matter.name)}'"
        notes.append(Problem(strange[0][0].place, what, "left out: no agreement can have it", "warning"))
    if problems:
        raise Problems(problems)
    if largest is None:
        return None
    if reading == "written":
        largest = Fraction(1)
    # GENIUS takes an issue whose largest evaluation is 0 or less (to 5 digits) as worth nothing.
    nothing = largest < Fraction(1, 100_000)
    return tuple(_ZERO if nothing else evaluation / largest for evaluation in rated)


def _evaluated(evaluator: Element, issue: Listed, reading: Reading) -> Table:
    if issue.matter.numbers is None or issue.lower is None:
        what = f"issue '{shown(issue.matter.name)}' is a list of values, which an evaluator cannot rate"
        raise Problems([Problem(evaluator.place, what, "give every value an evaluation")])
    form = evaluator.attributes.get("ftype", "linear").lower()
    stated: Evaluator
    if form == "constant":
        return (_number(evaluator, "parameter0", "offset"),) * len(issue.matter.values)
    if form == "triangular":
        stated = Triangle(*(_number(evaluator, f"parameter{at}") for at in range(3)))
    elif form == "linear":
        slope, offset = _number(evaluator, "slope", "parameter1"), _number(evaluator, "offset", "parameter0")
        stated = Linear(offset, slope)
    else:
        what = f"an evaluator of type '{shown(form)}' is not read"
        raise Problems([Problem(evaluator.place, what, "known: linear, constant, triangular")])
    return stated.table(issue.matter, issue.lower, reading)


def _boxes(
    root: Element, listed: Sequence[Listed], reading: Reading, room: Room | None
) -> tuple[list[Box], Fraction | None]:
    """The hyper-rectangles of a profile, and its largest utility where it is stated."""
    boxes: list[Box] = []
    problems: list[Problem] = []
    utmost: Fraction | None = None
    for utility in root.all("utility", "utility_function"):
        with collecting(problems):
            if "maxutility" in utility.attributes:
                stated = _number(utility, "maxutility")
                utmost = stated if stated > 0 else None
        for function in utility.children:
            with collecting(problems):
                boxes += _sum_of_boxes(function, listed, room)
    if problems:
        raise Problems(problems)
    if reading == "genius" and utmost:
        return [Box(box.values, box.adds / utmost) for box in boxes], Fraction(1)
    return boxes, utmost


def _sum_of_boxes(function: Element, listed: Sequence[Listed], room: Room | None) -> list[Box]:
    aggregation = function.attributes.get("aggregation", "sum")
    kind = function.attributes.get("type", "PlainUfun")
    if function.tag != "ufun" or aggregation != "sum" or kind != "PlainUfun":
        form = f"<{shown(function.tag)} type={shown(kind)} aggregation={shown(aggregation)}>"
        what = f"utilities combined by {form} are not read"
        raise Problems([Problem(function.place, what, "only plain sums of hyper-rectangles are")])
    boxes = []
    problems: list[Problem] = []
    weight = Fraction(1)
    with collecting(problems):
        weight = _number(function, "weight") if "weight" in function.attributes else weight
    at = {issue.index: at for at, issue in enumerate(listed)}
    matters = [issue.matter for issue in listed]
    for rectangle in function.children:
        with collecting(problems):
            for box in _rectangle(rectangle, weight, at, matters, room):
                if room:
                    room.for_box(box, matters, rectangle.place)
                boxes.append(box)
        if room and room.full:
            break
    if problems:
        raise Problems(problems)
    return boxes


def _rectangle(
    rectangle: Element, weight: Fraction, places: Mapping[int, int], matters: Sequence[Matter], room: Room | None
) -> Iterator[Box]:
    """What a rectangle adds, as boxes."""
    tags = {bound.tag for bound in rectangle.children}
    if rectangle.tag != "hyperRectangle" or len(tags) > 1 or not tags <= {"INCLUDES", "EXCLUDES"}:
        what = f"<{shown(rectangle.tag)}> with {some(sorted(tags)) or 'no bounds'} is not read"
        raise Problems([Problem(rectangle.place, what, "a hyperRectangle has either INCLUDES or EXCLUDES")])
    adds = weight * _number(rectangle, "utility", "utility_function")
    if "weight" in rectangle.attributes:
        adds *= _number(rectangle, "weight")
    beyond(adds, rectangle.place, "the utility of a hyperRectangle")
    inside = _spanned(rectangle, places, matters, room)
    if tags == {"EXCLUDES"}:  # worth its utility outside: always, less the same amount inside
        yield Box({}, adds)
        adds = -adds
    if all(inside.values()):  # an empty span holds nowhere
        yield Box(inside, adds)


def _spanned(
    rectangle: Element, places: Mapping[int, int], matters: Sequence[Matter], room: Room | None
) -> dict[int, tuple[int, ...]]:
    """The values that a rectangle spans, by issue."""
    spans: dict[int, tuple[int, ...]] = {}
    problems: list[Problem] = []
    for bound in rectangle.children:
        with collecting(problems):
            index = _index(bound)
            at = places.get(index)
            if at is None or matters[at].numbers is None:
                what = f"issue {index} of a hyperRectangle is not one of the domain's issues over numbers"
                raise Problems([Problem(bound.place, what, "leave the bound out, or correct its index")])
            kept = matters[at].between(_number(bound, "min"), _number(bound, "max"), ends=True)
            if room:
                room.for_span(len(kept), bound.place)
            spans[at] = tuple(sorted(set(spans[at]) & set(kept))) if at in spans else kept
    if problems:
        raise Problems(problems)
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
