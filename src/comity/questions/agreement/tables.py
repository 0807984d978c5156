"""The tables of the agreements that are possible, of their bounds, and of the objections to one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.agreements.space import common_terms
from comity.case import anchors
from comity.case.model import Case
from comity.case.wording import consent_rule, counted, never, role, rule
from comity.finding import Cell, Link, Quantity, Table
from comity.questions.agreement.allowed import Allowed
from comity.questions.agreement.bounds import Bounds, Interval
from comity.questions.agreement.funnel import AgreementLeft, Funnel, Stage
from comity.questions.agreement.terms_words import STAGES as NAMES
from comity.questions.agreement.views import Objections
from comity.questions.agreement.words import VIEWS, refused
from comity.questions.agreement.words import agreements as number_of

MEANINGS = {
    "all": "every combination of options",
    "coherent": "meet every condition",
    "red_lines": "cross no red line of a signer",
    "zopa": "every signer would rather sign than not",
    "ratified": "stand with those who are asked at home as well",
    "spoilers": "leave no outsider whom an option needs worse off than without a deal",
    "efficient": "no other improves for one signer and worsens for none",
    "stable": "nobody would undo by changing what it decides alone, or by leaving",
}
"""The agreements that each stage leaves."""

STAGES = {stage: (NAMES[stage], meaning) for stage, meaning in MEANINGS.items()}
"""Each stage as people call it, and the agreements that it leaves."""

BY_RULE = {
    "red_lines": (NAMES["red_lines"], "cross no red line of those whose yes suffices"),
    "zopa": (NAMES["zopa"], "would be signed by those whose yes suffices"),
}
"""The same where a rule says whose yes suffices."""


def funnel(case: Case, funnel: Funnel, later: Sequence[Stage] = ()) -> Table:
    """How many agreements each stage leaves; later: stages that other questions find behind it."""
    rows: list[tuple[Cell, ...]] = []
    for stage in (*funnel.stages, *later):
        name, meaning = (STAGES | (BY_RULE if funnel.by_rule else {}))[stage.name]
        share = None if stage.share is None else Quantity(stage.share, "share")
        rows.append((name, stage.count, stage.removed, share, meaning))
    return Table("The funnel", ("stage", "left", "removed", "of the stage before", "agreements that"), tuple(rows))


def signers(case: Case, funnel: Funnel) -> Table | None:
    """Who refuses how many of the agreements that cross no red line; None where there is none or nobody signs."""
    if not funnel.red_lines or not funnel.signers:
        return None
    rows = tuple(
        (
            Link(case.everyone()[signer.party].name, anchors.no_deal(signer.party)),
            None if signer.no_deal is None else Quantity(signer.no_deal, "range"),
            signer.removes,
            signer.removes_alone,
        )
        for signer in funnel.signers
    )
    note = (
        "Judged at the middle of each range. With every no-deal value at the low end of its range "
        f"{counted(funnel.zopa_low, 'agreement is', 'agreements are')} left{' at the table' * funnel.asked_later}, "
        "at the high end "
        f"{counted(funnel.zopa_high, 'agreement is', 'agreements are')}."
        if any(band.low != band.high for signer in funnel.signers if (band := signer.no_deal) is not None)
        else ""
    )
    columns = ("signer", "no deal is worth", "refuses", "refuses alone")
    cross = "crosses" if funnel.red_lines == 1 else "cross"
    title = f"Who refuses which of the {number_of(funnel.red_lines)} that {cross} no red line"
    return Table(title, columns, rows, note)


def allowed_funnel(allowed: Allowed) -> Table:
    """How many agreements conditions and red lines leave."""
    every = Interval(allowed.all, allowed.all)
    stages = {"all": every, "coherent": allowed.coherent, "red_lines": allowed.red_lines}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (STAGES[name][0], stage.low, stage.high, STAGES[name][1]) for name, stage in stages.items()
    )
    if all(stage.exact for stage in stages.values()):
        rows = tuple((name, low, meaning) for name, low, _, meaning in rows)
        return Table("The funnel", ("stage", "left", "agreements that"), rows)
    return Table("The funnel", ("stage", "left at least", "left at most", "agreements that"), rows)


def allowed_agreements(case: Case, allowed: Allowed) -> Table | None:
    """The first agreements that are left; None where none is held."""
    if not allowed.left:
        return None
    common = common_terms(allowed.left)
    differing = [issue for issue in case.issues if issue not in common]
    rows: list[tuple[Cell, ...]] = [
        (number, *(each.options[issue] for issue in differing)) for number, each in enumerate(allowed.left, 1)
    ]
    title = f"Agreements left, in the order of the options ({len(allowed.left)} of {allowed.red_lines.low:,} shown)"
    said = ", ".join(f"{issue}={option}" for issue, option in common.items())
    return Table(title, ("", *differing), tuple(rows), f"All of these also have {said}." if said else "", alike=common)


def red_lines(case: Case, funnel: Funnel | Allowed) -> Table | None:
    """What each red line of a signer removes; None where there is none."""
    if not funnel.lines:
        return None
    lines = case.named_red_lines()
    rows = tuple(
        (
            case.everyone()[removal.party].name,
            Link(never(lines[removal.name]), anchors.red_line(removal.name)),
            lines[removal.name].firmness,
            removal.removes,
            removal.removes_alone,
            removal.would_open,
        )
        for removal in funnel.lines
    )
    columns = ("party", "will not sign", "firmness", "removes", "removes alone", "would open")
    note = (
        "Removes alone: agreements that no other red line removes. "
        "Would open: agreements that would be left in the end if this one red line were given up."
    )
    coherent = funnel.coherent if isinstance(funnel, Funnel) else funnel.coherent.low
    return Table(f"What each red line removes of the {number_of(coherent, 'coherent')}", columns, rows, note)


def at_home(case: Case, funnel: Funnel) -> Table | None:
    """What bodies at home and their rules remove of what would be signed; None where nobody is asked there."""
    if funnel.ratified is None:
        return None
    everyone = case.everyone()
    rows: list[tuple[Cell, ...]] = [
        (
            f"ratification of {everyone[rule.party].name}",
            consent_rule(case, rule.party),
            rule.removes,
            rule.removes_alone,
            rule.would_open,
        )
        for rule in funnel.ratifications
    ]
    for body in funnel.bodies:
        chance = everyone[body.party].passes
        said = f"passes with a chance of {chance.said()} in 100; counts as yes" if chance is not None else ""
        rows.append((everyone[body.party].name, said, body.removes, body.removes_alone, body.would_open))
    note = (
        "Removes alone: agreements that would be ratified if this one yes were given, or this ratification not asked "
        "for. Would open: agreements that would then be left in the end."
    )
    title = f"What is stopped at home of the {number_of(funnel.zopa)} that would be signed"
    return Table(title, ("whose yes", "rule", "removes", "removes alone", "would open"), tuple(rows), note)


def spoilers(case: Case, funnel: Funnel) -> Table | None:
    """What outsiders undo that an option needs; None where there is none."""
    if funnel.unspoiled is None:
        return None
    rows = tuple(
        (case.everyone()[each.party].name, each.removes, each.removes_alone, each.would_open)
        for each in funnel.outsiders
    )
    before = funnel.zopa if funnel.ratified is None else funnel.ratified
    title = f"What outsiders would undo of the {number_of(before)} before them"
    columns = ("spoiler", "removes", "removes alone", "would open")
    return Table(title, columns, rows, "Each is needed for some option, and worse off by these than without a deal.")


def conditions(case: Case, funnel: Funnel | Allowed) -> Table | None:
    """What each condition removes; None where there is none."""
    if not funnel.conditions:
        return None
    rules = case.named_conditions()
    rows = tuple(
        (
            Link(rule(rules[removal.name]), anchors.condition(removal.name)),
            removal.removes,
            removal.removes_alone,
            removal.would_open,
        )
        for removal in funnel.conditions
    )
    columns = ("condition", "removes", "removes alone", "would open")
    return Table(f"What each condition removes of all {number_of(funnel.all)}", columns, rows)


def agreements(case: Case, funnel: Funnel, show: int) -> Table | None:
    """The first of the agreements left, with the gains of the signers; terms that all shown share are said once.

    None where no agreement is left or shown.
    """
    left = funnel.left[:show]
    hidden = funnel.possible - len(left)
    title = f"The agreements left, best for the worst-off signer first ({len(left)} of {funnel.possible:,} shown)"
    more = f"{counted(hidden, 'more agreement is', 'more agreements are')} not shown. " if hidden else ""
    return _listed(case, left, title, more)


def best(case: Case, bounds: Bounds, show: int) -> Table | None:
    """The best agreements of a large space, in the same way; None where none was found or is shown."""
    left = bounds.left[:show]
    sure = "" if bounds.left_exact else "found "
    title = f"The {len(left)} best agreements {sure}for the worst-off signer, best first"
    return _listed(case, left, title if len(left) > 1 else f"The best agreement {sure}for the worst-off signer", "")


def _listed(case: Case, left: Sequence[AgreementLeft], title: str, more: str) -> Table | None:
    """Some agreements with the gains of the signers; more: is said of those not among them."""
    if not left:
        return None
    common = common_terms([each.agreement for each in left])
    differing = [issue for issue in case.issues if issue not in common]
    parties = list(left[0].gains)
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            *(each.gains[party] for party in parties),
            *(each.agreement.options[issue] for issue in differing),
        )
        for number, each in enumerate(left, 1)
    ]
    said = ", ".join(f"{issue}={option}" for issue, option in common.items())
    note = f"All of these also have {said}. " if said and len(left) > 1 else f"Also: {said}. " if said else ""
    note += f"{more}Under a signer stand the points it gains over no deal, at the middle of its range."
    return Table(title, ("", *parties, *differing), tuple(rows), note, alike=common)


def others(case: Case, funnel: Funnel) -> Table | None:
    """What the agreements left mean to those who do not sign; None where there is nobody or nothing."""
    if not funnel.onlookers:
        return None
    rows = tuple(
        (case.everyone()[each.party].name, role(case, each.party), each.accepts, each.least, each.most)
        for each in funnel.onlookers
    )
    columns = ("party", "role", "would accept", "least worth", "most worth")
    left = "one agreement left means" if funnel.possible == 1 else f"{funnel.possible:,} agreements left mean"
    return Table(f"What the {left} to others (they have no veto)", columns, rows)


def points(case: Case, result: Funnel | Bounds) -> Table | None:
    """How the amounts are rated, a row a point; None where none is, or nobody rates one."""
    parties = [name for name in case.voices() if any(name in amount.ratings for amount in result.amounts)]
    if not parties:
        return None
    rows: list[tuple[Cell, ...]] = []
    for amount in result.amounts:
        issue = case.issues[amount.issue]
        assert issue.steps is not None, "an amount"
        judged = {point for ratings in amount.ratings.values() for point in ratings}
        for step in sorted(judged, key=issue.steps.place):
            ratings = (amount.ratings.get(party, {}).get(step) for party in parties)
            cells = (None if rating is None else Quantity(rating, "range") for rating in ratings)
            rows.append((issue.name, issue.options[step].name, *cells))
    note = "An empty cell is a step that this party does not rate itself: there its rating lies on the line between."
    return Table("How the amounts are rated", ("issue", "point", *parties), tuple(rows), note)


def bounded_funnel(case: Case, bounds: Bounds) -> Table:
    """Between which numbers each stage of a large space lies."""
    rows = tuple((STAGES[name][0], stage.low, stage.high) for name, stage in bounds.stages.items())
    return Table("The funnel", ("stage", "left at least", "left at most"), rows)


def bounded_signers(case: Case, bounds: Bounds) -> Table:
    """Between which numbers the agreements lie that each signer of a large space accepts."""
    rows = tuple((case.everyone()[party].name, each.low, each.high) for party, each in bounds.accepts.items())
    title = "How many of the agreements that cross no red line each signer accepts"
    return Table(title, ("signer", "accepts at least", "accepts at most"), rows)


def terms(case: Case, objections: Objections) -> Table:
    """The agreement that was asked about, issue by issue."""
    options = objections.agreement.options.items()
    rows = tuple((case.issues[issue].name, case.label(issue, option)) for issue, option in options)
    return Table("The agreement", ("issue", "settlement"), rows)


def objections(case: Case, objections: Objections) -> Table:
    """What each party makes of the agreement: whether it would sign, and what it objects to."""
    columns = ("party", "role", "view", "worth", "no deal", "points short of no deal", "objection")
    return Table("What each party makes of it", columns, tuple(_view_rows(case, objections)))


def _view_rows(case: Case, objections: Objections) -> Iterator[tuple[Cell, ...]]:
    for view in objections.views:
        name, short_by = case.everyone()[view.party].name, view.short_by or None
        worths = (view.worth, view.no_deal, short_by)
        yield (name, role(case, view.party), VIEWS[view.accepts], *worths, refused(case, view))


def conditions_broken(case: Case, objections: Objections) -> Table | None:
    """The conditions that the agreement breaks, with their reasons; None where it breaks none."""
    if not objections.conditions_broken:
        return None
    rules = case.named_conditions()
    broken = objections.conditions_broken
    rows = tuple((Link(rule(rules[name]), anchors.condition(name)), rules[name].because) for name in broken)
    return Table("Conditions that it breaks", ("condition", "because"), rows)
