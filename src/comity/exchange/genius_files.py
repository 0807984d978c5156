"""GENIUS XML as it is written: a domain and a profile a party, see `genius`."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from comity.case.letters import called
from comity.exchange.genius_evaluators import UTILITY, Evaluator, Reading, saying
from comity.exchange.linkage_words import linkage_words
from comity.exchange.naming import shown, some
from comity.exchange.numeral import decimal
from comity.exchange.scenario import Box, Matter, Profile, Scenario, Table, Written
from comity.exchange.straight_lines import alike
from comity.problem import Place, Problem, Problems

MAX_RECTANGLES = 10_000
"""How many rectangles one linkage may take: one for each combination of runs of its options."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ZERO = Fraction(0)


def write(scenario: Scenario, place: Place) -> Written:
    """The domain and a profile for each party; linkages only where all issues are integers."""
    named = [scenario.title, *(name for matter in scenario.issues for name in (matter.name, *matter.values))]
    unfit = [(name, found[0]) for name in named if (found := _UNFIT.search(name))]
    if unfit:
        raise Problems(
            Problem(place, f"'{shown(name)}' holds a {called(letter)}, which XML does not allow", "delete it")
            for name, letter in unfit
        )
    joint = any(profile.boxes for profile in scenario.profiles)
    integers = joint and all(matter.run for matter in scenario.issues)
    domain, *names = scenario.file_names(".xml")
    ranges = {} if integers else _ranges(scenario)
    files = {domain: _template(scenario.title, scenario.issues, integers, ranges)}
    warnings = [] if integers else [*_as_lists(scenario.issues, ranges), *_of_ranges(scenario, ranges)]
    for number, (name, profile) in enumerate(zip(names, scenario.profiles, strict=True)):
        if name != f"{profile.name}.xml":
            called_here = name.removesuffix(".xml")
            warnings.append(f"{shown(profile.name)} is called {called_here}: GENIUS names a party by its file")
        if integers:
            kept = replace(profile, boxes=tuple(box for box in profile.boxes if _rectangles(box) <= MAX_RECTANGLES))
            body = _with_rectangles(kept, scenario.issues)
            warnings += _too_many(profile, scenario.issues)
        else:
            body = _additive(profile, scenario.issues, {at: own[number] for at, own in ranges.items()})
            warnings += _lost(profile, scenario.issues)
        files[name] = _space(scenario.title, body, profile, integers)
    return Written(files, tuple(Problem(place, what, severity="warning") for what in warnings))


def _ranges(scenario: Scenario) -> dict[int, tuple[Evaluator, ...]]:
    """The issues by number that can be written as ranges of numbers, each with an evaluator for every party."""
    readings = _readings(scenario)
    found: dict[int, tuple[Evaluator, ...]] = {}
    for at, matter in enumerate(scenario.issues):
        if matter.grid is None or not (matter.run or matter.kind == "real"):
            continue
        tables = (tuple(value / profile.weights()[at] for value in profile.tables[at]) for profile in scenario.profiles)
        evaluators = tuple(each for table in tables if (each := saying(matter, table, readings)) is not None)
        if len(evaluators) == len(scenario.profiles):
            found[at] = evaluators
    return found


def _readings(scenario: Scenario) -> tuple[Reading, ...]:
    """The readings under which the files are to say the same: the one by which the negotiation came from such files."""
    came = scenario.definitions.get("utility")
    return tuple(reading for reading, said in UTILITY.items() if said == came) or tuple(UTILITY)


def _as_lists(issues: Sequence[Matter], ranges: Collection[int]) -> Iterator[str]:
    """The amounts that are no ranges in the files, in words."""
    for at, matter in enumerate(issues):
        if matter.kind and at not in ranges:
            numbers = "dates" if matter.kind == "dates" else "numbers"
            yield f"issue '{shown(matter.name)}' is written as a list of its values, not as a range of {numbers}"


def _of_ranges(scenario: Scenario, ranges: Mapping[int, Sequence[Evaluator]]) -> Iterator[str]:
    """What a range of GENIUS does not say of an issue, or says in one reading only, in words."""
    other: Sequence[Reading] = [reading for reading in UTILITY if reading not in _readings(scenario)]
    for at, evaluators in ranges.items():
        matter = scenario.issues[at]
        numbers = matter.numbers or (_ZERO,)
        if matter.kind == "real":
            step, parts = decimal(numbers[1] - numbers[0]), len(numbers) - 1
            yield (
                f"the step of issue '{shown(matter.name)}', {step}, is not written, as GENIUS has none: "
                f"import with {parts} intervals to have the same"
            )
        tables = [[own.table(matter, numbers[0], each) for each in UTILITY] for own in evaluators]
        if other and not all(alike(*both) for both in tables):
            yield (
                f"the utilities of issue '{shown(matter.name)}' are written for the reading "
                f"`{_readings(scenario)[0]}`; under `{other[0]}` they are others"
            )


def _template(title: str, issues: Sequence[Matter], integers: bool, ranges: Collection[int]) -> str:
    lines = ["<negotiation_template>", f'<utility_space number_of_issues="{len(issues)}">', _objective(title)]
    for at, matter in enumerate(issues):
        if at in ranges:
            lines += _range_issue(at, matter, [])
        else:
            lines += _written_issue(at, matter, ()) if not integers else [_integer_issue(at, matter)]
    return "\n".join([*lines, "</objective>", "</utility_space>", "</negotiation_template>", ""])


def _space(title: str, body: Sequence[str], profile: Profile, integers: bool) -> str:
    kind = "nonlinear" if integers else "any"
    lines = [f'<utility_space type="{kind}">', _objective(title), *body, "</objective>"]
    if profile.discount is not None:
        lines.append(f'<discount_factor value="{profile.discount!r}"/>')
    reservation = profile.stand_in or None if profile.reservation is None else profile.reservation
    if reservation is not None:  # a missing one is read as 0
        lines.append(f'<reservation value="{float(reservation)!r}"/>')
    return "\n".join([*lines, "</utility_space>", ""])


def _objective(title: str) -> str:
    return f'<objective index="0" etype="objective" type="objective" description="" name={quoteattr(title)}>'


def _integer_issue(at: int, matter: Matter) -> str:
    first, last = matter.run or (0, 0)
    kind = 'etype="integer" type="integer" vtype="integer"'
    return f'<issue index="{at + 1}" {kind} name={quoteattr(matter.name)} lowerbound="{first}" upperbound="{last}"/>'


def _range_issue(at: int, matter: Matter, evaluators: Sequence[Evaluator]) -> list[str]:
    """An issue as a range of numbers, with its evaluator where there is one."""
    low, high = matter.values[0], matter.values[-1]
    kind = " ".join(f'{name}="{matter.kind}"' for name in ("etype", "type", "vtype"))
    start = f'<issue index="{at + 1}" {kind} name={quoteattr(matter.name)}'
    inside = [evaluator.written() for evaluator in evaluators]
    if matter.kind == "integer":
        return [f'{start} lowerbound="{low}" upperbound="{high}">', *inside, "</issue>"]
    return [f"{start}>", f'<range lowerbound="{low}" upperbound="{high}"/>', *inside, "</issue>"]


def _written_issue(at: int, matter: Matter, evaluations: Table) -> list[str]:
    """An issue as a list of values, with their evaluations where there are any."""
    kind = 'etype="discrete" type="discrete" vtype="discrete"'
    lines = [f'<issue index="{at + 1}" {kind} name={quoteattr(matter.name)}>']
    for index, value in enumerate(matter.values):
        rated = f' evaluation="{float(evaluations[index])!r}"' if evaluations else ""
        lines.append(f'<item index="{index + 1}" value={quoteattr(value)}{rated}/>')
    return [*lines, "</issue>"]


def _additive(profile: Profile, issues: Sequence[Matter], ranges: Mapping[int, Evaluator]) -> list[str]:
    lines = []
    weights = []
    rated = zip(issues, profile.tables, profile.weights(), strict=True)
    for at, (matter, table, weight) in enumerate(rated):
        if at in ranges:
            lines += _range_issue(at, matter, [ranges[at]])
        else:
            lines += _written_issue(at, matter, tuple(value / weight for value in table))
        weights.append(f'<weight index="{at + 1}" value="{float(weight)!r}"/>')
    return lines + weights


def _too_many(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    """The linkages of a party that take too many rectangles, in words."""
    for box in profile.boxes:
        if _rectangles(box) > MAX_RECTANGLES:
            yield (
                f"{linkage_words(profile, box, issues)}, is not written: its options have so many gaps that it takes "
                f"{_rectangles(box):,} rectangles, and at most {MAX_RECTANGLES:,} are written for one"
            )


def _lost(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    """What a sum of evaluations cannot say of a party, in words."""
    for box in profile.boxes:
        yield f"{linkage_words(profile, box, issues)}, is not written: GENIUS links integer issues only"
    lowest = [matter.name for matter, table in zip(issues, profile.tables, strict=True) if max(table) <= 0 > min(table)]
    if lowest:
        yield f"GENIUS itself will read nothing out of {shown(profile.name)}'s utilities below 0 on {some(lowest)}"
    elif any(min(table) < 0 for table in profile.tables):
        yield f"{shown(profile.name)} has utilities below 0, which GENIUS itself does not expect"
    most = sum((max(table) for table in profile.tables), _ZERO)
    if most > 1 + Fraction(1, 10**9):
        yield f"the utilities of {shown(profile.name)} reach {decimal(most)}; GENIUS itself caps them at 1"


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


def _rectangles(box: Box) -> int:
    """How many rectangles a linkage takes."""
    return math.prod(len(_runs(kept)) for kept in box.values.values())


def _runs(kept: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs without gaps, each by its first and last."""
    runs: list[tuple[int, int]] = []
    for value in sorted(kept):
        if runs and runs[-1][1] == value - 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs
