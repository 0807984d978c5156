"""Which agreements are possible: the funnel from all agreements to those worth at least no deal to every signer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.progress import Progress
from comity.agreements.space import Agreement, Choice
from comity.agreements.worth import MIDDLE, Payoff
from comity.case.model import Case
from comity.case.wording import counted, listed, never, role, rule, standing_caveats
from comity.figure import Figure, bars
from comity.finding import Cell, Finding, Link, Table, Untyped
from comity.questions.agreement.bounds import Interval, bounds
from comity.questions.agreement.funnel import COUNTABLE, Funnel, Left, Removal, funnel

LISTED = 1000
"""How many of the agreements left are listed in the data, at most."""

VIEWS = {True: "accepts", False: "refuses", None: "no view on signing"}

METHOD = (
    "Every combination of options is counted once: first those that meet the conditions, then those that cross no "
    "signer's red line, then those worth at least no deal to every signer (zone of possible agreement; Raiffa 1982)."
)


def agreement(case: Case, *, show: int = 10, progress: Progress | None = None) -> Finding[Any]:
    """Which agreements are possible, what removes the others, and which are left.

    show: how many of the agreements left to show in tables, best for the worst-off signer first; progress: told the
    share done, 0 to 1. Method: zone of possible agreement (Raiffa 1982), by exact count.
    """
    payoff = Payoff.of(case)
    if payoff.space.count > COUNTABLE:
        return _bounded(case, payoff)
    found = funnel(case, payoff, max(show, LISTED), progress)
    left = [(payoff.space.agreement(each.choice), each) for each in found.left]
    tables = {"funnel": _stages(found)}
    if found.red_lines:
        tables["signers"] = _signers(case, found)
    if found.lines:
        tables["red_lines"] = _red_lines(case, found)
    if case.conditions:
        tables["conditions"] = _conditions(case, found)
    if found.zopa:
        tables["agreements"] = _agreements(case, found, left[:show])
    if found.onlookers:
        tables["others"] = _onlookers(case, found)
    stages = {"all": found.all, "coherent": found.coherent, "red_lines": found.red_lines, "zopa": found.zopa}
    return Finding(
        question="agreement",
        answer=_answer(case, found),
        exact=True,
        method=METHOD,
        parameters={"show": show},
        caveats=_caveats(case, payoff),
        tables=tables,
        figures={"funnel": funnel_figure(found)},
        result=Untyped(
            {
                "stages": [{"name": name, "count": count} for name, count in stages.items()],
                "agreements": [dict(each.options) for each, _ in left],
                "agreements_count": found.zopa,
                "agreements_listed": len(left),
                "removed": {
                    "conditions": [_removal(each) for each in found.conditions],
                    "red_lines": [_removal(each) for each in found.lines],
                    "no_deal": [_removal(each) for each in found.signers],
                },
                "zopa_at_no_deal": {"low": found.zopa_low, "midpoint": found.zopa, "high": found.zopa_high},
            }
        ),
    )


def objections(case: Case, terms: str) -> Finding[Any]:
    """Why one agreement is or is not possible: each party's objections, and how many points it is short.

    terms: the agreement as "territory=frozen, guarantees=article5, ...", one option for every issue.
    Raises Problems where the terms are no agreement of the case.
    """
    payoff = Payoff.of(case)
    deal = payoff.space.parse(terms)
    choice = payoff.space.choice(deal)
    broken = [each.name for each in condition_rules(case, payoff.space) if each.breaks.at(choice)]
    rows: list[tuple[Cell, ...]] = []
    data: list[dict[str, Any]] = []
    everyone, lines = case.everyone(), case.named_red_lines()
    for party, described in everyone.items():
        crossed = _crossed(case, payoff, party, choice)
        worth = payoff.worths.get(party)
        if worth is None and not crossed:
            continue
        points = None if worth is None else worth.points(worth.steps(choice))
        no_deal = None if worth is None or worth.no_deal is None else worth.points(worth.at_no_deal(MIDDLE))
        enough = None if worth is None or no_deal is None else worth.steps(choice) >= worth.needed
        short = no_deal - points if points is not None and no_deal is not None and not enough else 0.0
        accepts = False if crossed else enough
        said = [f"will not sign {never(lines[name])} ({lines[name].firmness})" for name in crossed]
        said += [f"{short:.1f} points short of no deal"] if short else []
        rows.append((described.name, role(case, party), VIEWS[accepts], points, no_deal, listed(said)))
        data.append({
            "party": party, "signs": described.signs, "accepts": accepts, "worth": points, "no_deal": no_deal,
            "short_by": short, "red_lines": crossed,
        })  # fmt: skip
    against = [row["party"] for row in data if row["signs"] and not row["accepts"]]
    columns = ("party", "role", "view", "worth", "no deal", "objection")
    return Finding(
        question="agreement",
        answer=_why_answer(case, broken, against),
        exact=True,
        method="The agreement is held against every condition, every red line and every no-deal value in turn.",
        parameters={"why": str(deal)},
        caveats=standing_caveats(case),
        tables={
            "terms": Table(
                "The agreement",
                ("issue", "settlement"),
                tuple((case.issues[issue].name, case.label(issue, option)) for issue, option in deal.options.items()),
            ),
            "objections": Table("What each party makes of it", columns, tuple(rows)),
            **({"conditions": _broken_table(case, broken)} if broken else {}),
        },
        result=Untyped({"agreement": dict(deal.options), "conditions_broken": broken, "parties": data}),
    )


def funnel_figure(found: Funnel) -> Figure:
    """The funnel drawn as bars on a logarithmic scale, so that the last stages can be seen."""
    import math

    names = ("all", "coherent", "cross no red line", "worth at least no deal")
    counts = (found.all, found.coherent, found.red_lines, found.zopa)
    rows = [
        {"stage": name, "size": math.log10(count + 1), "count": f"{count:,}"}
        for name, count in zip(names, counts, strict=True)
    ]
    said = ", ".join(f"{name} {count:,}" for name, count in zip(names, counts, strict=True))
    title = "How many agreements each stage leaves (bar lengths on a logarithmic scale)"
    return bars(title, f"Funnel of agreements: {said}.", rows, "stage", "size", "count")


def _answer(case: Case, found: Funnel) -> str:
    of = f"of {found.all:,} possible agreements"
    if found.zopa == 1:
        return f"1 {of} is coherent, crosses no red line and is worth at least no deal to every signer."
    if found.zopa:
        return f"{found.zopa:,} {of} are coherent, cross no red line and are worth at least no deal to every signer."
    if not found.coherent:
        return f"None {of} is coherent: the conditions exclude each other."
    if not found.red_lines:
        return f"There is no agreement: {found.coherent:,} {of} are coherent, but each crosses at least one red line."
    blockers = [case.everyone()[each.party].name for each in found.signers if each.alone == found.red_lines]
    alone = f" {listed(blockers)} alone would refuse them all." if blockers else ""
    return (
        f"There is no agreement: {found.red_lines:,} {of} are coherent and cross no red line, "
        f"but none is worth at least no deal to every signer.{alone}"
    )


def _stages(found: Funnel) -> Table:
    stages = (
        ("all", found.all, "every combination of options"),
        ("coherent", found.coherent, "meet every condition"),
        ("no red line crossed", found.red_lines, "cross no red line of a signer"),
        ("worth at least no deal (ZOPA)", found.zopa, "every signer would rather sign than not"),
    )
    rows: list[tuple[Cell, ...]] = []
    earlier = None
    for name, count, meaning in stages:
        removed = None if earlier is None else earlier - count
        rows.append((name, count, removed, f"{count / earlier:.1%}" if earlier else "", meaning))
        earlier = count
    return Table("The funnel", ("stage", "left", "removed", "of the stage before", "agreements that"), tuple(rows))


def _signers(case: Case, found: Funnel) -> Table:
    everyone = case.everyone()
    rows: list[tuple[Cell, ...]] = []
    for each in found.signers:
        no_deal = case.interest_of(each.party).no_deal
        link = Link(everyone[each.party].name, f"no-deal-{each.party}")
        rows.append((link, no_deal.words() if no_deal else "", each.alone, each.only))
    judged = [case.interest_of(party).no_deal for party in case.signers()]
    note = (
        "Judged at the middle of each range. With every no-deal value at the low end of its range "
        f"{counted(found.zopa_low, 'agreement is', 'agreements are')} left, at the high end "
        f"{counted(found.zopa_high, 'agreement is', 'agreements are')}."
        if any(no_deal and no_deal.is_range for no_deal in judged)
        else ""
    )
    columns = ("signer", "no deal is worth", "refuses", "refuses alone")
    title = f"Who refuses which of the {found.red_lines:,} agreements that cross no red line"
    return Table(title, columns, tuple(rows), note)


def _red_lines(case: Case, found: Funnel) -> Table:
    lines = case.named_red_lines()
    everyone = case.everyone()
    rows = tuple(
        (
            everyone[lines[each.name].party].name,
            Link(never(lines[each.name]), f"red-line-{each.name}"),
            lines[each.name].firmness,
            each.alone,
            each.only,
            each.opens,
        )
        for each in found.lines
    )
    columns = ("party", "will not sign", "firmness", "removes", "removes alone", "would open")
    note = (
        "Removes alone: agreements that no other red line removes. "
        "Would open: agreements that would be left in the end if this one red line were given up."
    )
    return Table(f"What each red line removes of the {found.coherent:,} coherent agreements", columns, rows, note)


def _conditions(case: Case, found: Funnel) -> Table:
    rules = case.named_conditions()
    rows = tuple(
        (
            Link(rule(rules[each.name]), f"condition-{each.name}"),
            each.alone,
            each.only,
            each.opens,
        )
        for each in found.conditions
        if each.name in rules
    )
    columns = ("condition", "removes", "removes alone", "would open")
    return Table(f"What each condition removes of all {found.all:,} agreements", columns, rows)


def _agreements(case: Case, found: Funnel, left: Sequence[tuple[Agreement, Left]]) -> Table:
    common = common_terms([deal for deal, _ in left])
    differing = [issue for issue in case.issues if issue not in common]
    signers = list(left[0][1].gains)
    columns = ("", *signers, *differing)
    rows: list[tuple[Cell, ...]] = [
        (at, *(round(each.gains[party], 1) for party in signers), *(deal.options[issue] for issue in differing))
        for at, (deal, each) in enumerate(left, 1)
    ]
    hidden = found.zopa - len(left)
    title = f"The agreements left, best for the worst-off signer first ({len(left)} of {found.zopa:,} shown)"
    said = ", ".join(f"{issue}={option}" for issue, option in common.items())
    note = f"All of these also have {said}. " if said and len(left) > 1 else f"Also: {said}. " if said else ""
    note += f"{counted(hidden, 'more agreement is', 'more agreements are')} not shown. " if hidden else ""
    note += "Under a signer stand the points it gains over no deal, at the middle of its range."
    return Table(title, columns, tuple(rows), note)


def common_terms(deals: Sequence[Agreement]) -> dict[str, str]:
    """The terms that several agreements share."""
    first, *others = deals
    return {
        issue: option
        for issue, option in first.options.items()
        if all(deal.options[issue] == option for deal in others)
    }


def _onlookers(case: Case, found: Funnel) -> Table:
    everyone = case.everyone()
    rows = tuple(
        (everyone[each.party].name, role(case, each.party), each.accepts, round(each.least, 1), round(each.most, 1))
        for each in found.onlookers
    )
    columns = ("party", "role", "would accept", "least worth", "most worth")
    left = "one agreement left means" if found.zopa == 1 else f"{found.zopa:,} agreements left mean"
    return Table(f"What the {left} to others (they have no veto)", columns, rows)


def _caveats(case: Case, payoff: Payoff) -> tuple[str, ...]:
    caveats = list(standing_caveats(case))
    indifferent = [
        f"{case.everyone()[party].name} states no interest in {listed(silent)} and counts as indifferent there"
        for party in case.signers()
        if (silent := [case.issues[i].name for i in case.issues if i not in case.interest_of(party).issues])
    ]
    caveats += [f"{each}." for each in indifferent]
    rounded = [case.everyone()[worth.party].name for worth in payoff.worths.values() if not worth.exact]
    if rounded:
        caveats.append(
            f"The judgements of {listed(rounded)} have too many digits to be added without rounding; "
            "worths within 1e-9 of the scale count as equal."
        )
    return tuple(caveats)


def _bounded(case: Case, payoff: Payoff) -> Finding[Any]:
    """The finding for a space too large for every agreement to be looked at."""
    found = bounds(case, payoff)
    stages = {
        "all": Interval(found.all, found.all),
        "coherent": found.coherent,
        "red_lines": found.red_lines,
        "zopa": found.zopa,
    }
    exact = all(each.exact for each in stages.values())
    everyone = case.everyone()
    accepts = tuple((everyone[party].name, each.words()) for party, each in found.accepts.items())
    return Finding(
        question="agreement",
        answer=(
            f"Between {found.zopa.low:,} and {found.zopa.high:,} of {found.all:,} possible agreements are coherent, "
            "cross no red line and are worth at least no deal to every signer."
        ),
        exact=exact,
        method=(
            "The space is too large for every agreement to be looked at. Stages shown as one number are counted "
            "exactly by summing over one issue after another; an interval is certain to hold the count, and its ends "
            "follow from what each signer accepts by itself (Fréchet 1935)."
        ),
        caveats=(
            *_caveats(case, payoff),
            f"More than {COUNTABLE:,} agreements: the last stage is an interval, and no agreements are listed. "
            "Nothing was sampled. The efficient agreements can still be found exactly: ask for the frontier.",
        ),
        tables={
            "funnel": Table(
                "The funnel",
                ("stage", "left"),
                tuple((name.replace("_", " "), each.words()) for name, each in stages.items()),
            ),
            "signers": Table(
                "How many of the agreements that cross no red line each signer accepts", ("signer", "accepts"), accepts
            ),
        },
        result=Untyped(
            {
                "stages": [
                    {"name": name, "count": each.low if each.exact else None, "low": each.low, "high": each.high}
                    for name, each in stages.items()
                ],
                "agreements": [],
                "agreements_count": found.zopa.low if found.zopa.exact else None,
                "agreements_listed": 0,
            }
        ),
    )


def _removal(each: Removal) -> dict[str, Any]:
    said = {"name": each.name, "removes": each.alone, "removes_alone": each.only, "would_open": each.opens}
    return {"party": each.party, **said} if each.party else said


def _crossed(case: Case, payoff: Payoff, party: str, choice: Choice) -> list[str]:
    lines = case.red_lines_of(party).items()
    return [name for name, line in lines if crosses(payoff.space, line).at(choice)]


def _broken_table(case: Case, broken: Sequence[str]) -> Table:
    rules = case.named_conditions()
    rows = tuple((Link(rule(rules[name]), f"condition-{name}"), rules[name].because) for name in broken)
    return Table("Conditions that it breaks", ("condition", "because"), rows)


def _why_answer(case: Case, broken: Sequence[str], against: Sequence[str]) -> str:
    names = listed(case.everyone()[party].name for party in against)
    if broken:
        said = f"This agreement is not coherent: it breaks {counted(len(broken), 'condition', 'conditions')}"
        return f"{said}, and {names} would refuse it." if names else f"{said}."
    if against:
        return f"This agreement is coherent, but {names} would refuse it."
    return "This agreement is possible: it is coherent, crosses no red line and every signer prefers it to no deal."
