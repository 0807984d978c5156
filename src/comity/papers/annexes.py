"""What stands behind the answers of a brief: whole tables with short names, methods, parameters, every judgement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from comity.case import anchors, wording
from comity.case.model import Case
from comity.finding import Finding, Link, Table
from comity.papers.answers import SHOWN
from comity.papers.document import Heading, Part, Section
from comity.papers.judgements import judgements, quotes, reason
from comity.papers.positions import option_key
from comity.papers.sources import developments, sources
from comity.papers.telling import telling
from comity.questions.agreement import figures as agreement_figures
from comity.questions.agreement import tables as agreement_tables
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel, Stage
from comity.questions.bargaining import figures as bargaining_figures
from comity.questions.bargaining import tables as bargaining_tables
from comity.questions.bargaining.result import Bargaining
from comity.questions.consent import tables as consent_tables
from comity.questions.consent.result import Consented
from comity.questions.deadlock import figures as deadlock_figures
from comity.questions.deadlock import tables as deadlock_tables
from comity.questions.deadlock.answer import Answer
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.closeness import Closeness
from comity.questions.durability import figures as durability_figures
from comity.questions.durability import tables as durability_tables
from comity.questions.durability.result import Durability
from comity.questions.frontier import figures as frontier_figures
from comity.questions.frontier import tables as frontier_tables
from comity.questions.frontier.points import Frontier
from comity.questions.stability.result import Stability


def annexes(case: Case, asked: Iterable[Finding[Any]], later: Sequence[Stage] = ()) -> list[Section]:
    """Every annex that has something to say, lettered.

    asked: the findings that the answers are made from; later: the stages that follow the possible agreements.
    """
    findings = list(asked)
    made = [
        Section("Issues, options and their short names", (option_key(case),)),
        *(_whole(case, finding, later) for finding in findings),
        _stated("Every judgement used", judgements(case)),
        Section("Developments", (developments(case),) if case.developments else ()),
        Section("Sources", (sources(case),) if case.sources else ()),
        Section("Methods and parameters", _methods(findings)),
    ]
    told = [section for section in made if section.parts]
    return [
        replace(each, title=f"Annex {chr(ord('A') + at)}. {each.title}", annex=True) for at, each in enumerate(told)
    ]


def _whole(case: Case, finding: Finding[Any], later: Sequence[Stage]) -> Section:
    """The tables and figures of one finding that its answer leaves out."""
    result = finding.result
    if isinstance(result, Funnel | Bounds):
        return _stated("Possible agreements", _possible(case, result, later))
    if isinstance(result, Deadlock | Closeness):
        return _stated("Deadlock and how near it is", _standstill(case, finding))
    if isinstance(result, Frontier):
        return _stated("Efficient agreements", (finding.answer, *_efficient(case, result)))
    if isinstance(result, Bargaining):
        return _stated("Fair by four measures", (finding.answer, *(_fair(case, result) if result.points_count else ())))
    if isinstance(result, Durability):
        return _stated("Durability", _lasting(case, result))
    if isinstance(result, Stability):
        return _stated("Who would move away", finding.tables.values())
    if isinstance(result, Consented):
        return _stated("Consent", _consent(case, result))
    return Section("", ())


def _possible(case: Case, result: Funnel | Bounds, later: Sequence[Stage]) -> tuple[Part | None, ...]:
    rated = *agreement_figures.ratings(case, result).values(), agreement_tables.points(case, result)
    if isinstance(result, Bounds):
        return agreement_tables.best(case, result, SHOWN), *rated
    return (
        agreement_tables.funnel(case, result, later),
        agreement_tables.agreements(case, result, SHOWN),
        agreement_tables.others(case, result),
        agreement_tables.red_lines(case, result),
        agreement_tables.conditions(case, result),
        *rated,
    )


def _standstill(case: Case, finding: Finding[Answer]) -> tuple[Part | None, ...]:
    result = finding.result
    if isinstance(result, Closeness):
        return (deadlock_tables.options(case, result),)
    if not isinstance(result, Deadlock):
        return ()
    return (
        deadlock_figures.clashes(case, result),
        deadlock_tables.clashes(case, result, SHOWN) if len(result.clashes) > 1 else None,
        deadlock_tables.opened(case, result, SHOWN),
        deadlock_tables.nearest(case, result),
        deadlock_tables.blocking(case, result),
        _grounds(case, result),
    )


def _efficient(case: Case, result: Frontier) -> tuple[Part | None, ...]:
    """Without its scatter: that of the four measures draws the same points, and what they pick."""
    return (
        frontier_figures.parallel(case, result),
        frontier_tables.points(case, result, SHOWN),
        frontier_tables.ranges(case, result),
        frontier_tables.trade_offs(case, result),
    )


def _fair(case: Case, result: Bargaining) -> tuple[Part | None, ...]:
    return (
        bargaining_figures.gains(case, result),
        bargaining_figures.scatter(case, result),
        bargaining_tables.solutions(case, result),
        bargaining_tables.agreements(case, result),
        bargaining_tables.favourites(case, result),
        bargaining_tables.no_deal(case, result),
        bargaining_tables.left_out(case, result),
    )


def _lasting(case: Case, result: Durability) -> tuple[Part | None, ...]:
    return (
        durability_figures.survival(case, result, SHOWN),
        durability_figures.margins(case, result),
        durability_figures.land(case, result),
        durability_tables.agreements(case, result, SHOWN),
        durability_tables.failures(case, result, SHOWN),
        durability_tables.terms(case, result),
        durability_tables.waiting(case, result),
        durability_tables.base_rates(case, result),
    )


def _consent(case: Case, result: Consented) -> tuple[Part | None, ...]:
    return (
        consent_tables.sufficient(case, result, SHOWN),
        consent_tables.without(case, result),
        consent_tables.picks(case, result),
        consent_tables.safest(case, result),
    )


def _grounds(case: Case, result: Deadlock) -> Table | None:
    """What the red lines that clash rest on, in the words of the sources."""
    lines = case.named_red_lines()
    clashing = {
        demand.name: lines[demand.name]
        for clash in result.clashes[:SHOWN]
        for demand in clash.demands
        if demand.name in lines
    }
    rows = tuple(
        (
            Link(f"{case.everyone()[line.party].name}: never {wording.never(line)}", anchors.red_line(name)),
            reason(line),
            quotes(case, line.evidence),
        )
        for name, line in clashing.items()
    )
    return Table("What the clashing red lines rest on", ("red line", "because", "evidence"), rows) if rows else None


def _methods(findings: Iterable[Finding[Any]]) -> tuple[Part, ...]:
    """How each finding was reached, whether it is exact, and what was asked for."""
    told = [part for finding in findings for part in (Heading(finding.question.capitalize()), finding.basis())]
    return (*told, Heading("What is not in this brief"), NOT_HERE)


NOT_HERE = (
    "The rank of every judgement, what would turn the answer, how sure any one agreement is, and what to find out next "
    "are the question doubt, which the program answers."
)
"""Where the whole answer to what the case hangs on is, for whoever has the program."""


def _stated(title: str, parts: Iterable[Part | None]) -> Section:
    told = (telling(part) if isinstance(part, Table) else part for part in parts)
    return Section(title, tuple(part for part in told if part))
