"""NegMAS YAML as it is written: a domain and a utility function a party, see `negmas`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from comity.exchange.naming import quoted
from comity.exchange.negmas_terms import issue_type, span
from comity.exchange.scenario import Matter, Profile, Scenario, Written
from comity.problem import Place


def write(scenario: Scenario, place: Place) -> Written:
    """The domain and a utility function for each party; everything that a Scenario holds can be written."""
    domain, *names = scenario.file_names(".yml")
    files = {domain: "\n".join(_domain(scenario)) + "\n"}
    for name, profile in zip(names, scenario.profiles, strict=True):
        files[name] = "\n".join(_function(profile, scenario.issues)) + "\n"
    return Written(files, ())


def _domain(scenario: Scenario) -> Iterator[str]:
    yield f"name: {quoted(scenario.title)}"
    yield "type: DiscreteCartesianOutcomeSpace"
    yield "issues:"
    for matter in scenario.issues:
        yield f"- name: {quoted(matter.name)}"
        yield f"  type: {issue_type(matter)}"
        yield "  values:"
        for value in map(str, matter.run) if matter.run else matter.values:
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
    """A float as YAML: with a point, without which a number such as 1e-05 would be text to YAML 1.1 readers."""
    mantissa, exponent, power = repr(float(value)).partition("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}{exponent}{power}"
