"""NegMAS YAML as it is written: a domain and a utility function a party, see `negmas`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from comity.exchange.naming import quoted
from comity.exchange.negmas_terms import continuous, issue_type, listed, not_said, space_type, span, value_line
from comity.exchange.scenario import Matter, Profile, Scenario, Written
from comity.problem import Place, Problem


def write(scenario: Scenario, place: Place) -> Written:
    """The domain and a utility function for each party."""
    domain, *names = scenario.file_names(".yml")
    ranges = continuous(scenario)
    files = {domain: "\n".join(_domain(scenario, ranges)) + "\n"}
    for name, profile in zip(names, scenario.profiles, strict=True):
        files[name] = "\n".join(_function(profile, scenario.issues)) + "\n"
    return Written(files, tuple(Problem(place, what, severity="warning") for what in not_said(scenario, ranges)))


def _domain(scenario: Scenario, ranges: Sequence[int]) -> Iterator[str]:
    yield f"name: {quoted(scenario.title)}"
    yield f"type: {space_type(ranges)}"
    yield "issues:"
    for at, matter in enumerate(scenario.issues):
        yield f"- name: {quoted(matter.name)}"
        yield f"  type: {issue_type(matter, at in ranges)}"
        yield "  values:"
        for value in listed(matter, at in ranges):
            yield f"  - {_value(matter, value)}"


def _value(matter: Matter, value: str) -> str:
    """A value as YAML: a number where the issue is one, else text in quotes, so that `no` and `1` stay text."""
    return value if matter.cardinal else quoted(value)


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
    weights = profile.weights()
    yield f"weights: [{', '.join(_float(weight) for weight in weights)}]"
    yield "values:"
    for matter, table, weight in zip(issues, profile.tables, weights, strict=True):
        if (along := value_line(matter, table, weight)) is not None:
            slope, bias = map(_decimals, along)
            yield f"- {{type: AffineFun, slope: {slope}, bias: {bias}}}"
            continue
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
        spans = (f"{at}: [{_span(issues[at], kept)}]" for at, kept in box.values.items())
        yield f"- {{{', '.join(spans)}}}"


def _span(matter: Matter, kept: Sequence[int]) -> str:
    return ", ".join(_value(matter, value) for value in span(matter, kept))


def _float(value: Fraction) -> str:
    return _decimals(float(value))


def _decimals(value: float) -> str:
    """A float as YAML: with a point, without which a number such as 1e-05 would be text to YAML 1.1 readers."""
    mantissa, exponent, power = repr(value).partition("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}{exponent}{power}"
