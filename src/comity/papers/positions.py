"""Where the parties stand: parties by issues, and what the short names of options mean."""

from __future__ import annotations

from comity.case import wording
from comity.case.model import Case, IssueInterest
from comity.finding import Cell, Table


def positions(case: Case) -> Table:
    """Parties by issues: the weight, the option liked best, and what is ruled out."""
    rows: list[tuple[Cell, ...]] = []
    for party, described in case.everyone().items():
        if party not in case.interests or not case.interest_of(party).issues:
            continue
        cells = tuple(_position(case, party, issue) for issue in case.issues)
        no_deal = case.interest_of(party).no_deal
        rows.append((described.name, wording.role(case, party), no_deal.words() if no_deal else "", *cells))
    columns = ("party", "role", "no deal", *case.issues)
    note = (
        "In each field: the issue's share of the party's weight (in points for a score sheet), the option it rates "
        "highest, and after ✕ the options that it has ruled out."
    )
    return Table("Parties and issues", columns, tuple(rows), note)


def _position(case: Case, party: str, issue: str) -> str:
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


def option_key(case: Case) -> Table:
    """Every option of every issue: its short name and what it contains."""
    rows = tuple(
        (issue.name if at == 0 else "", _decided(case, name) if at == 0 else "", f"{name}={option}", content.name)
        for name, issue in case.issues.items()
        for at, (option, content) in enumerate(issue.options.items())
    )
    return Table("Issues and options", ("issue", "settled", "short name", "what it contains"), rows)


def _decided(case: Case, issue: str) -> str:
    decided_by = case.issues[issue].decided_by
    return f"by {case.everyone()[decided_by].name} alone" if decided_by else "jointly"
