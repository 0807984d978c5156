"""Every judgement of a case with its value, its reason and the words it rests on: where links of a paper lead."""

from __future__ import annotations

from collections.abc import Sequence

from comity.case import anchors, wording
from comity.case.estimate import Estimate
from comity.case.grounds import quotes as quotes
from comity.case.grounds import reason as reason
from comity.case.judgement import Judgement
from comity.case.messages import WEIGHT
from comity.case.model import Case, IssueInterest, Linkage, RedLine
from comity.case.paths import judgement_paths
from comity.finding import Table
from comity.papers import judged_course, judged_voices
from comity.papers.judged import Judged


def judgements(case: Case) -> tuple[Table, ...]:
    """Every judgement used, a table a kind, each row where links to its judgement lead."""
    names = {party: described.name for party, described in case.everyone().items()}
    groups = {
        "Red lines": [
            row
            for name, line in case.named_red_lines().items()
            for row in _red_line_rows(names[line.party], name, line)
        ],
        "Conditions": [
            Judged(anchors.condition(name), wording.rule(rule), "", rule)
            for name, rule in case.named_conditions().items()
        ],
        "Linkages (points added)": [
            row
            for number, linkage in enumerate(case.linkages, 1)
            for row in _linkage_rows(names[linkage.party], number, linkage)
        ],
        **{f"Interests of {names[party]}": _interest_rows(case, party) for party in case.interests},
        "Inherited from a group": [
            Judged(anchors.no_deal(party), f"{names[party]}: no deal", no_deal.said(), no_deal)
            for party in case.signers()
            if (no_deal := case.interest_of(party).no_deal) and not _states_no_deal(case, party)
        ],
    }
    groups["Messages"] = [*judged_voices.messages(case)]
    groups["Ties, in percent"] = [*judged_voices.ties(case)]
    groups["Listening inside a group, in percent"] = [*judged_voices.listening(case)]
    groups["What holds today"] = [*judged_course.today(case)]
    groups["Preconditions on talks"] = [*judged_course.preconditions(case)]
    groups["Rounds of talks"] = [*judged_course.talks(case)]
    groups["Measures that would build confidence"] = [*judged_course.measures(case)]
    groups["The contest"] = [
        Judged(anchors.contest(path), " ".join(map(str, path[1:])) or "in general", _value(judgement), judgement)
        for path, judgement in judgement_paths(case)
        if path[0] == "contest" and (isinstance(judgement, Estimate) or judgement.because or judgement.evidence)
    ]
    return tuple(_judged_table(case, title, judged) for title, judged in groups.items() if judged)


def _value(judgement: Judgement) -> str:
    return judgement.said() if isinstance(judgement, Estimate) else ""


def _judged_table(case: Case, title: str, judged: Sequence[Judged]) -> Table:
    rows = tuple((row.what, row.value, reason(row.judgement), quotes(case, row.judgement.evidence)) for row in judged)
    columns = ("judgement", "value", "because", "evidence")
    return Table(title, columns, rows, anchors=tuple(row.anchor for row in judged))


def _states_no_deal(case: Case, party: str) -> bool:
    return party in case.interests and case.interests[party].no_deal is not None


def _red_line_rows(party: str, name: str, line: RedLine) -> list[Judged]:
    """A red line, and its other readings."""
    rows = [Judged(anchors.red_line(name), f"{party}: never {wording.never(line)}", line.firmness, line)]
    for number, reading in enumerate(line.or_reads, 1):
        read = line.model_copy(update={"never": reading.never, "unless": reading.unless})
        what = f"{party}: may read: never {wording.never(read)}"
        rows.append(Judged(anchors.red_line(name, number), what, "", reading))
    return rows


def _linkage_rows(name: str, number: int, linkage: Linkage) -> list[Judged]:
    """A linkage, and its number where that has a reason of its own."""
    what = f"{name}: {wording.combination(linkage.when)}"
    rows = [Judged(anchors.linkage(number), what, _signed(linkage.adds), linkage)]
    if linkage.adds.because or linkage.adds.evidence:
        rows.append(Judged(anchors.linkage(number, "adds"), f"{what}, the points", _signed(linkage.adds), linkage.adds))
    return rows


def _interest_rows(case: Case, party: str) -> list[Judged]:
    interest = case.interests[party]
    rows = []
    if interest.because or interest.evidence:
        rows.append(Judged(anchors.interest(party), "in general", "", interest))
    if interest.no_deal:
        rows.append(Judged(anchors.no_deal(party), "no deal", interest.no_deal.said(), interest.no_deal))
        if (drift := interest.no_deal.per_month) is not None:
            rows.append(Judged(anchors.no_deal(party, "per-month"), "no deal, each month", _signed(drift), drift))
    for issue, stated in interest.issues.items():
        weight = f"weight {stated.weight.said()}" if stated.weight else ""
        value = ": ".join(filter(None, (weight, _ratings(case, issue, stated))))
        rows.append(Judged(anchors.interest(party, issue), case.issues[issue].name, value, stated))
        reasoned = {"weight": stated.weight, **stated.ratings}
        rows += [
            Judged(anchors.interest(party, issue, name), f"{issue}: {_entry(case, issue, name)}", number.said(), number)
            for name, number in reasoned.items()
            if number is not None and (number.because or number.evidence)
        ]
    return rows


def _ratings(case: Case, issue: str, stated: IssueInterest) -> str:
    """The options with their ratings; steps of an amount with their unit, since two bare numbers would not be told."""
    if case.issues[issue].steps is None:
        return ", ".join(f"{option} {rating.said()}" for option, rating in stated.ratings.items())
    return "; ".join(f"{case.label(issue, step)} at {rating.said()}" for step, rating in stated.ratings.items())


def _entry(case: Case, issue: str, name: str) -> str:
    """An entry of an interest in an issue: its weight, or an option; a step of an amount with its unit."""
    return name if case.issues[issue].steps is None or name == WEIGHT else case.label(issue, name)


def _signed(estimate: Estimate) -> str:
    return estimate.said() if estimate.low < 0 else f"+{estimate.said()}"
