"""NegoLog JSON: one profile a party, with its weights (`issueWeights`) and tables (`issues`); no domain file.

Read: utilities as weight times table, as they stand; a missing `reservationValue` counts 0, as in NegoLog. The domain
is what the first profile rates; every other one has to rate the same. Published numbers (`specs.json`) are not needed.
Written: the same; what is added across issues, and discount factors, have no place in these files.

Source: Doğru, Keskin, Jonker, Baarslag and Aydoğan, "NegoLog: An Integrated Python-based Automated Negotiation
Framework with Enhanced Assessment Components" (IJCAI 2024), and its domains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from comity.case.letters import same
from comity.exchange import json_files, json_tree
from comity.exchange.entry import Entry
from comity.exchange.issues_by_name import issues_by_name
from comity.exchange.linkage_words import linkage_words
from comity.exchange.naming import doubles, named, shown, some
from comity.exchange.numeral import LEAST, beyond, decimal
from comity.exchange.scenario import Matter, Profile, Role, Room, Scenario, Written, collecting
from comity.problem import Place, Problem, Problems

NAME = "NegoLog JSON"
SUFFIXES = (".json",)
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

own_issues = True
"""A profile rates the issues, and there is no other file that lists them."""

_ZERO = Fraction(0)

_DEFINITIONS = {
    "utility": "weight times the number of the value, as they stand",
    "nash": "NegoLog: the largest product of utilities, reservation values not subtracted",
    "kalai": "NegoLog: the agreement with the largest sum of utilities",
    "opposition": "NegoLog: the distance of that agreement to (1, 1)",
    "welfare": "NegoLog: the largest sum of utilities",
}


def recognise(path: Path) -> Role | None:
    """Whether a JSON file is a NegoLog profile, by the names of its entries."""
    content = json_files.beginning(path)
    if not content.startswith("{") or "LinearAdditiveUtilitySpace" in content:
        return None
    return "profile" if '"issueWeights"' in content and '"issues"' in content else None


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The negotiation in profiles, of which the domain is one; raises Problems with every reason why it cannot be
    read."""
    notes: list[Problem] = []
    problems: list[Problem] = []
    issues: list[Matter] = []
    room = Room(len(profiles))
    with collecting(problems):
        whole = Entry(str(domain), json_tree.read(domain), "the profile")
        issues = issues_by_name(whole.below("issues", "the issues"), "the profile", _issue, room)
    read_profiles = []
    for path in profiles:
        if path == domain and problems:
            continue
        with collecting(problems):
            whole = Entry(str(path), json_tree.read(path), "the profile")
            if issues:
                read_profiles.append(_profile(whole, path, issues, notes))
    if problems:
        raise Problems(problems)
    if unstated := [each.file for each in read_profiles if each.reservation is None and each.stand_in is not None]:
        what = f"no reservation value is stated in {some(unstated)}: it counts as 0"
        notes.append(Problem(Place(str(domain)), what, severity="warning"))
    title = named(domain, domain.resolve().parent.name or domain.stem)
    summary = (
        f"Imported from NegoLog JSON, {title}. Every profile is a party that signs; its no-deal value is the "
        "reservation value. Utility is weight times the number of the value. What the domain is about, who must agree "
        "and how long they talk are not stated in these files: everyone must agree here."
    )
    return Scenario("negolog", title, tuple(issues), tuple(read_profiles), _DEFINITIONS, summary, tuple(notes))


def _issue(entry: Entry, name: str) -> Matter:
    values = tuple(entry.names)
    if not name.strip() or not values or not all(values) or doubles(values):
        raise entry.wrong(f"{entry.where} needs a name, and values with a text of their own", "list them")
    return Matter(name, values)


def _profile(whole: Entry, path: Path, issues: Sequence[Matter], notes: list[Problem]) -> Profile:
    problems: list[Problem] = []
    tables = []
    weights: list[Fraction] = []
    with collecting(problems):
        entry = whole.below("issueWeights", "the weights")
        entry.exactly([issue.name for issue in issues], "issue", "the first profile")
        weights = entry.numbers_in([entry.values[same(issue.name)] for issue in issues], "a weight")
        total = sum(weights, _ZERO)
        if abs(total - 1) > Fraction(1, 10**6):
            what = f"the weights add up to {decimal(total)}, not to 1; they count as they stand"
            notes.append(Problem(entry.place, what, severity="warning"))
    with collecting(problems):
        stated = whole.below("issues", "the issues")
        stated.exactly([issue.name for issue in issues], "issue", "the first profile")
        for at, issue in enumerate(issues):
            with collecting(problems):
                table = stated.below(issue.name, f"issue '{shown(issue.name)}'")
                table.exactly(issue.values, "value", "the first profile")
                rated = [table.number(value) for value in issue.values]
                of = f"the utility of a value of issue '{shown(issue.name)}'"
                if weights:
                    tables.append(tuple(beyond(weights[at] * value, table.place, of) for value in rated))
    reservation, accepts_all = None, False
    with collecting(problems):
        given = whole.scalar("reservationValue")
        accepts_all = given is not None and given.strip().lower() in LEAST
        if given is not None and not accepts_all:
            reservation = whole.number("reservationValue")
    if problems:
        raise Problems(problems)
    profile = Profile(named(path, path.stem), named(path, path.name), tuple(tables), reservation=reservation)
    return replace(profile, stand_in=None if accepts_all else _ZERO)


def write(scenario: Scenario, place: Place) -> Written:
    """A profile for each party, named by its file."""
    _, *names = scenario.file_names(".json")
    files = {}
    warnings = [f"the title, {shown(scenario.title)}, is not written: NegoLog names a domain by its folder"]
    for matter in scenario.issues:
        if matter.kind:
            warnings.append(f"issue '{shown(matter.name)}' is written as a list of its values: NegoLog has no ranges")
    for name, profile in zip(names, scenario.profiles, strict=True):
        if name != f"{profile.name}.json":
            called = name.removesuffix(".json")
            warnings.append(f"{shown(profile.name)} is called {called}: NegoLog names a party by its file")
        warnings += _lost(profile, scenario.issues)
        files[name] = json_files.text(_content(profile, scenario.issues))
    return Written(files, tuple(Problem(place, what, severity="warning") for what in warnings))


def _content(profile: Profile, issues: Sequence[Matter]) -> dict[str, Any]:
    weights = profile.weights()
    return {
        "reservationValue": float(profile.effective_reservation()),
        "issueWeights": {issue.name: float(weight) for issue, weight in zip(issues, weights, strict=True)},
        "issues": {
            issue.name: {value: float(utility / weight) for value, utility in zip(issue.values, table, strict=True)}
            for issue, table, weight in zip(issues, profile.tables, weights, strict=True)
        },
    }


def _lost(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    """What NegoLog cannot say of a party, in words."""
    name = shown(profile.name)
    for box in profile.boxes:
        yield f"{linkage_words(profile, box, issues)}, is not written: NegoLog has none"
    if profile.discount is not None:
        yield f"the discount factor of {name} is not written: NegoLog has none"
    least, most = profile.bounds()
    if least < 0 or most > 1 + Fraction(1, 10**9):
        yield (
            f"the utilities of {name} reach from {decimal(least)} to {decimal(most)}, and are written as they stand: "
            "NegoLog's published numbers are for 0 to 1"
        )
