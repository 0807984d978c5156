"""The brief of a case: the answer to every question that applies, and every judgement used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.agreements.suppose import supposed
from comity.case import wording
from comity.case.check import judgement_paths
from comity.case.estimate import Estimate
from comity.case.judgement import Judgement
from comity.case.model import Case, IssueInterest, Linkage
from comity.finding import Cell, Finding, Link, Table
from comity.papers.document import Brief, Section
from comity.questions.agreement.answer import agreement
from comity.questions.bargaining.answer import bargaining
from comity.questions.deadlock.answer import deadlock
from comity.questions.durability.answer import durability
from comity.questions.frontier.answer import frontier

SHOWN = 5
"""How many agreements the tables of a brief show."""

DRAWS = 50
"""Draws behind the bands of a brief: fewer than `comity ask durability` takes, so that a brief comes at once."""


def brief(
    case: Case,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Callable[[float], None] | None = None,
) -> Brief:
    """The brief of a case: the answer to every question that applies, and every judgement used.

    without, suppose: red lines and conditions to leave out, and what to suppose beside the file, as in
    `comity.agreements.suppose`; the brief says so on top. Raises Problems for what is not in the case.
    """
    case = supposed(case, without, suppose)
    possible = agreement(case, show=SHOWN, progress=progress)
    sections = [
        _section("Possible agreements", possible, ("funnel", "signers"), ("funnel", "signers")),
        _section("The agreements left", possible, ("agreements", "others"), ("agreements",)),
        _section("What is ruled out", possible, ("red_lines", "conditions"), ()),
    ]
    verdict = [possible.answer, *_reservations(possible.data.get("zopa_at_no_deal"))]
    if case.signers():
        blocked = deadlock(case)
        tables = ("clashes", "openings", "opened", "nearest", "blocking", "margins", "options")
        title = "How close to no agreement"
        if possible.data["agreements_count"] == 0:
            title = "Why there is no agreement, and what would open one"
            verdict.append(blocked.answer)
        stands = _section(title, blocked, tables, ("clashes", "openings", "margins"))
        short = tuple(part for part in stands.short if part not in verdict)
        sections.append(replace(stands, parts=(*stands.parts, *_grounds(case, blocked)), short=short))
        efficient, fair = frontier(case, show=SHOWN), bargaining(case)
        picked = ("solutions", "agreements", "favourites", "no_deal", "left_out")
        sections += [
            _section("Efficient agreements", efficient, ("points", "ranges", "trade_offs"), ()),
            _section("Fair by four measures", fair, picked, ("solutions",)),
        ]
    if case.contest is not None:
        lasting = durability(case, draws=DRAWS, show=SHOWN)
        shown = ("plain", "lasting", "agreements", "terms", "waiting", "base_rates")
        sections.append(_section("Would it last?", lasting, shown, ("plain", "lasting")))
    sections += [
        Section("Where the parties stand", (_stances(case), _option_key(case))),
        Section("Exact and judged", _exactness(possible), _exactness(possible)),
        Section("Developments", (_developments(case),) if case.developments else ()),
        Section("Every judgement used", _judgements(case)),
        Section("Sources", (_sources(case),) if case.sources else ()),
    ]
    as_of = f"As of {case.as_of:%d %B %Y}. " if case.as_of else ""
    counts = wording.listed(
        [
            wording.counted(len(case.parties), "party", "parties"),
            wording.counted(len(case.issues), "issue", "issues"),
            wording.counted(len(case.red_lines), "red line", "red lines"),
        ]
    )
    about = tuple([" ".join(case.about.split())] if case.about else [])
    return Brief(
        title=case.title,
        subtitle=f"{as_of}{counts}.",
        warnings=(*about, *possible.caveats),
        verdict=tuple(verdict),
        sections=tuple(section for section in sections if section.parts),
    )


def _section(title: str, finding: Finding[Any], tables: tuple[str, ...], short: tuple[str, ...]) -> Section:
    """A finding as a section: its answer where it is not the verdict already, its figures and some of its tables."""
    shown = tuple(finding.tables[name] for name in tables if name in finding.tables)
    kept = tuple(finding.tables[name] for name in short if name in finding.tables)
    if finding.question == "agreement":
        figures = tuple(finding.figures.values()) if "funnel" in tables else ()
        return Section(title, (*figures, *shown), kept)
    return Section(title, (finding.answer, *finding.figures.values(), *shown, finding.basis()), (finding.answer, *kept))


def _grounds(case: Case, blocked: Finding[Any]) -> tuple[Table, ...]:
    """What the red lines that clash rest on, in the words of the sources."""
    lines = case.named_red_lines()
    clashing = dict.fromkeys(name for clash in blocked.data["clashes"][:SHOWN] for name in clash if name in lines)
    rows = tuple(
        (
            Link(f"{case.everyone()[lines[name].party].name}: never {wording.never(lines[name])}", f"red-line-{name}"),
            _reason(lines[name]),
            _quotes(case, lines[name].evidence),
        )
        for name in clashing
    )
    return (Table("What the clashing red lines rest on", ("red line", "because", "evidence"), rows),) if rows else ()


def _reservations(counts: dict[str, int] | None) -> tuple[str, ...]:
    if counts is None or counts["low"] == counts["high"]:
        return ()
    low, high = (f"{count:,}" if count else "none" for count in (counts["low"], counts["high"]))
    return (
        "How many depends on how well the signers think they do without a deal: with every no-deal value at the low "
        f"end of its judged range {low} would be left, with every one at the high end {high}.",
    )


def _exactness(possible: Finding[Any]) -> tuple[str, ...]:
    counted = "The counts are exact: they follow from the judgements without estimation." if possible.exact else ""
    judged = (
        "The judgements are not facts: weights, ratings, no-deal values, linkages, red lines and conditions are what "
        "the analyst read from the sources or assumed. Where a range is given, its middle is used. A different "
        "judgement gives a different answer; nothing here predicts what the parties will do."
    )
    return tuple(filter(None, (counted, possible.method, judged)))


def _stances(case: Case) -> Table:
    """Parties by issues: the weight, the option liked best, and what is ruled out."""
    rows: list[tuple[Cell, ...]] = []
    for party, described in case.everyone().items():
        if party not in case.interests or not case.interest_of(party).issues:
            continue
        cells = tuple(_stance(case, party, issue) for issue in case.issues)
        no_deal = case.interest_of(party).no_deal
        rows.append((described.name, wording.role(case, party), no_deal.words() if no_deal else "", *cells))
    columns = ("party", "role", "no deal", *case.issues)
    note = (
        "In each field: the issue's share of the party's weight (in points for a score sheet), the option it rates "
        "highest, and after ✕ the options that it has ruled out."
    )
    return Table("Parties and issues", columns, tuple(rows), note)


def _stance(case: Case, party: str, issue: str) -> str:
    interest = case.interest_of(party)
    ruled_out = [
        option
        for line in case.red_lines_of(party).values()
        if set(line.never) == {issue} and not line.unless
        for option in line.never[issue]
    ]
    crossed = f" ✕ {', '.join(dict.fromkeys(ruled_out))}" if ruled_out else ""
    stated = interest.issues.get(issue)
    if stated is None:
        return f"indifferent{crossed}"
    best = max(stated.ratings, key=lambda option: stated.ratings[option].point)
    return f"{_share(case, party, stated)} {best}{crossed}"


def _share(case: Case, party: str, stated: IssueInterest) -> str:
    if stated.weight is None:
        return f"{max(rating.high for rating in stated.ratings.values()):g} pts"
    weights = [each.weight.point for each in case.interest_of(party).issues.values() if each.weight]
    return f"{float(stated.weight.point / sum(weights)):.0%}"


def _option_key(case: Case) -> Table:
    rows = tuple(
        (issue.name if at == 0 else "", _decided(case, name) if at == 0 else "", f"{name}={option}", content)
        for name, issue in case.issues.items()
        for at, (option, content) in enumerate(issue.options.items())
    )
    return Table("Issues and options", ("issue", "settled", "short name", "what it contains"), rows)


def _decided(case: Case, issue: str) -> str:
    decided_by = case.issues[issue].decided_by
    return f"by {case.everyone()[decided_by].name} alone" if decided_by else "jointly"


def _developments(case: Case) -> Table:
    rows = tuple(
        (f"{each.date:%Y-%m-%d}", each.what, _quotes(case, each.evidence))
        for each in sorted(case.developments, key=lambda each: each.date)
    )
    return Table("What changed, and when", ("date", "development", "evidence"), rows)


@dataclass(frozen=True)
class _Judged:
    """One line of the list of judgements: where links lead, what is judged, its value, and the judgement."""

    anchor: str
    what: str
    value: str
    judgement: Judgement


def _judgements(case: Case) -> tuple[Table, ...]:
    names = {party: described.name for party, described in case.everyone().items()}
    groups = {
        "Red lines": [
            _Judged(f"red-line-{name}", f"{names[line.party]}: never {wording.never(line)}", line.firmness, line)
            for name, line in case.named_red_lines().items()
        ],
        "Conditions": [
            _Judged(f"condition-{name}", wording.rule(rule), "", rule) for name, rule in case.named_conditions().items()
        ],
        "Linkages (points added)": [
            row for at, each in enumerate(case.linkages, 1) for row in _linkage_rows(names[each.party], at, each)
        ],
        **{f"Interests of {names[party]}": _interest_rows(case, party) for party in case.interests},
        "Inherited from a group": [
            _Judged(f"no-deal-{party}", f"{names[party]}: no deal", no_deal.words(), no_deal)
            for party in case.signers()
            if (no_deal := case.interest_of(party).no_deal) and not _states_no_deal(case, party)
        ],
    }
    groups["The contest"] = [
        _Judged("/".join(map(str, path)), " ".join(map(str, path[1:])), _value(judgement), judgement)
        for path, judgement in judgement_paths(case)
        if path[0] == "contest" and (isinstance(judgement, Estimate) or judgement.because or judgement.evidence)
    ]
    return tuple(_judged_table(case, title, judged) for title, judged in groups.items() if judged)


def _value(judgement: Judgement) -> str:
    return judgement.words() if isinstance(judgement, Estimate) else ""


def _judged_table(case: Case, title: str, judged: list[_Judged]) -> Table:
    rows = tuple(
        (each.what, each.value, _reason(each.judgement), _quotes(case, each.judgement.evidence)) for each in judged
    )
    columns = ("judgement", "value", "because", "evidence")
    return Table(title, columns, rows, anchors=tuple(each.anchor for each in judged))


def _states_no_deal(case: Case, party: str) -> bool:
    return party in case.interests and case.interests[party].no_deal is not None


def _linkage_rows(name: str, number: int, linkage: Linkage) -> list[_Judged]:
    """A linkage, and its number where that has a reason of its own."""
    anchor, what = f"linkage-{number}", f"{name}: {wording.combination(linkage.when)}"
    rows = [_Judged(anchor, what, _signed(linkage.adds), linkage)]
    if linkage.adds.because or linkage.adds.evidence:
        rows.append(_Judged(f"{anchor}/adds", f"{what}, the points", _signed(linkage.adds), linkage.adds))
    return rows


def _interest_rows(case: Case, party: str) -> list[_Judged]:
    interest = case.interests[party]
    rows = []
    if interest.because or interest.evidence:
        rows.append(_Judged(f"interest-{party}", "in general", "", interest))
    if interest.no_deal:
        rows.append(_Judged(f"no-deal-{party}", "no deal", interest.no_deal.words(), interest.no_deal))
    for issue, stated in interest.issues.items():
        ratings = ", ".join(f"{option} {rating.words()}" for option, rating in stated.ratings.items())
        weight = f"weight {stated.weight.words()}: " if stated.weight else ""
        rows.append(_Judged(f"interest-{party}/{issue}", case.issues[issue].name, f"{weight}{ratings}", stated))
        reasoned = {"weight": stated.weight, **stated.ratings}
        rows += [
            _Judged(f"interest-{party}/{issue}/{name}", f"{issue}: {name}", each.words(), each)
            for name, each in reasoned.items()
            if each is not None and (each.because or each.evidence)
        ]
    return rows


def _signed(estimate: Estimate) -> str:
    return estimate.words() if estimate.low < 0 else f"+{estimate.words()}"


def _reason(judgement: Judgement) -> str:
    said = [judgement.because.strip()] if judgement.because else []
    said += [f"Confidence {judgement.confidence}."] if judgement.confidence else []
    said += ["Draft, not confirmed."] if judgement.draft else []
    return " ".join(said)


def _quotes(case: Case, evidence: tuple[Any, ...]) -> str:
    return " ".join(
        f"“{' '.join((case.quote(each) or '').split())}” ({_source_name(case, each.source)}, "
        f"characters {each.start}–{each.end})"
        for each in evidence
    )


def _source_name(case: Case, name: str) -> str:
    source = case.sources[name]
    return source.title or name


def _sources(case: Case) -> Table:
    rows = tuple(
        (name, source.title, f"{source.date:%Y-%m-%d}" if source.date else "", source.publisher, source.file)
        for name, source in case.sources.items()
    )
    return Table("Reports that were read", ("source", "title", "date", "publisher", "file"), rows)
