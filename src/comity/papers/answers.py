"""What a paper shows of the answer to each question: sections made from typed results."""

from __future__ import annotations

from comity.case import anchors, wording
from comity.case.model import Case
from comity.finding import Finding, Link, Table
from comity.papers.document import Part, Section
from comity.papers.judgements import quotes, reason
from comity.questions.agreement import figures as agreement_figures
from comity.questions.agreement import tables as agreement_tables
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel
from comity.questions.bargaining import figures as bargaining_figures
from comity.questions.bargaining import tables as bargaining_tables
from comity.questions.bargaining.result import Bargaining
from comity.questions.deadlock import figures as deadlock_figures
from comity.questions.deadlock import tables as deadlock_tables
from comity.questions.deadlock.answer import Answer
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.closeness import Closeness
from comity.questions.doubt import tables as doubt_tables
from comity.questions.doubt.deciding import deciding
from comity.questions.durability import figures as durability_figures
from comity.questions.durability import tables as durability_tables
from comity.questions.durability.result import Durability
from comity.questions.frontier import figures as frontier_figures
from comity.questions.frontier import tables as frontier_tables
from comity.questions.frontier.points import Frontier
from comity.questions.sureness import clause, sureness

SHOWN = 5
"""How many agreements, outcomes or clashes the tables of a paper show."""


def possible(case: Case, result: Funnel | Bounds) -> list[Section]:
    """Which agreements are possible, and what rules the others out."""
    if isinstance(result, Bounds):
        bounds = _stated(agreement_tables.bounded_funnel(case, result), agreement_tables.bounded_signers(case, result))
        best = agreement_tables.best(case, result, SHOWN)
        return [
            Section("Possible agreements", bounds, bounds),
            Section("The best agreements", _stated(best), _stated(best)),
        ]
    counts = _stated(agreement_tables.funnel(case, result), agreement_tables.signers(case, result))
    left = agreement_tables.agreements(case, result, SHOWN)
    return [
        Section("Possible agreements", (agreement_figures.funnel(case, result), *counts), counts),
        Section("The agreements left", _stated(left, agreement_tables.others(case, result)), _stated(left)),
        Section(
            "What is ruled out",
            _stated(agreement_tables.red_lines(case, result), agreement_tables.conditions(case, result)),
        ),
    ]


def standstill(case: Case, finding: Finding[Answer]) -> Section:
    """Why there is no agreement and what would open one; or how little would close the space."""
    result = finding.result
    if isinstance(result, Deadlock):
        clashes = deadlock_tables.clashes(case, result, SHOWN)
        openings = deadlock_tables.openings(case, result, SHOWN)
        more = (
            deadlock_tables.opened(case, result, SHOWN),
            deadlock_tables.nearest(case, result),
            deadlock_tables.blocking(case, result),
        )
        return Section(
            "Why there is no agreement, and what would open one",
            _stated(
                finding.answer, deadlock_figures.clashes(case, result), clashes, openings, *more, finding.basis(),
                _grounds(case, result),
            ),
            _stated(clashes, openings),
        )  # fmt: skip
    if isinstance(result, Closeness):
        margins = deadlock_tables.margins(case, result)
        drawn, options = deadlock_figures.margins(case, result), deadlock_tables.options(case, result)
        return Section(
            "How close to no agreement",
            _stated(finding.answer, drawn, margins, options, finding.basis()),
            _stated(finding.answer, margins),
        )
    return Section("Why there is no agreement", (finding.answer, *finding.tables.values(), finding.basis()))


def efficient(case: Case, finding: Finding[Frontier]) -> Section:
    """Which agreements are efficient, and what a gain costs."""
    result = finding.result
    return Section(
        "Efficient agreements",
        _stated(
            finding.answer,
            frontier_figures.scatter(case, result, SHOWN),
            frontier_figures.parallel(case, result),
            frontier_tables.points(case, result, SHOWN),
            frontier_tables.ranges(case, result),
            frontier_tables.trade_offs(case, result),
            finding.basis(),
        ),
        (finding.answer,),
    )


def fair(case: Case, finding: Finding[Bargaining]) -> Section:
    """Which agreements are fair, by four measures."""
    result, title = finding.result, "Fair by four measures"
    if not result.points_count:
        return Section(title, (finding.answer, finding.basis()), (finding.answer,))
    solutions = bargaining_tables.solutions(case, result)
    return Section(
        title,
        _stated(
            finding.answer,
            bargaining_figures.gains(case, result),
            bargaining_figures.scatter(case, result),
            solutions,
            bargaining_tables.agreements(case, result),
            bargaining_tables.favourites(case, result),
            bargaining_tables.no_deal(case, result),
            bargaining_tables.left_out(case, result),
            finding.basis(),
        ),
        (finding.answer, solutions),
    )


def doubt(case: Case) -> Section:
    """How sure it is that there is an agreement, and which judgements that hangs on most."""
    sure, title = sureness(case), "How sure is it, and what decides it?"
    if sure is None:
        return Section(title, ())
    told = _stated(clause(sure), doubt_tables.judgements(case, deciding(case), SHOWN), ALL_OF_DOUBT)
    return Section(title, told, (clause(sure), ALL_OF_DOUBT))


ALL_OF_DOUBT = (
    "All judgements, what would turn the answer, the safest agreements and what to find out next: comity ask doubt."
)
"""Where the whole answer is."""


def lasting(case: Case, finding: Finding[Durability]) -> Section:
    """Which agreements would last, and what breaks them first."""
    result = finding.result
    plain, counts = durability_tables.plain(case, result), durability_tables.lasting(case, result)
    return Section(
        "Would it last?",
        _stated(
            finding.answer,
            durability_figures.survival(case, result, SHOWN),
            durability_figures.margins(case, result),
            durability_figures.land(case, result),
            plain,
            counts,
            durability_tables.agreements(case, result, SHOWN),
            durability_tables.failures(case, result, SHOWN),
            durability_tables.terms(case, result),
            durability_tables.fighting_on(case, result),
            durability_tables.waiting(case, result),
            durability_tables.base_rates(case, result),
            finding.basis(),
        ),
        _stated(finding.answer, plain, counts),
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


def _stated(*parts: Part | None) -> tuple[Part, ...]:
    """The parts that have something to say."""
    return tuple(part for part in parts if part is not None)
