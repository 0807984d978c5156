"""Where the parties stand: what each demands, could fall back to and will not sign; where they meet, and where not."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.common_ground import Island, islands
from comity.case import anchors
from comity.case.issue import Issue
from comity.case.model import Case, Interest
from comity.case.wording import listed
from comity.finding import Cell, Lines, Link, Table
from comity.papers.document import Part
from comity.papers.ladders import Ladder, Rung, ladders
from comity.papers.option_words import beside, capital, named, shorts
from comity.papers.stances import Left, Stance, alike, stance

ABREAST = 5
"""How many parties stand abreast in one table, at most."""

DEMANDS, FALLS_BACK, REFUSES = "● demands", "◐ falls back to", "⊖ will not sign"
"""What stands before each line of a field: a mark and words."""


def where_they_stand(case: Case, left: Left | None) -> tuple[Part, ...]:
    """The whole answer: the common ground, the matrix, who stands beside it, and the ladders.

    left: the options that some possible agreement has, None where none is possible or that is not known.
    """
    parties = case.signers() or tuple(case.interests)
    said = [sentence for sentence in (common_ground(case), members_alike(case)) if sentence]
    tables = [
        *(matrix(case, parties[at : at + ABREAST], left) for at in range(0, len(parties), ABREAST)),
        beside_them(case, parties),
        rungs(case),
    ]
    return (*said, *(table for table in tables if table is not None))


def common_ground(case: Case) -> str:
    """On which options the signers meet, and on which issues they do not."""
    found = islands(case)
    if len(case.signers()) < 2:
        return ""
    apart = [case.issues[issue].name for issue in case.issues if issue not in {each.issue for each in found}]
    if not found:
        return "No option is one that every signer prefers or tolerates."
    everyone = f"Every signer prefers or tolerates {listed(_islands(case, found))}."
    if not apart:
        return f"{everyone} So there is an option for every issue that all could live with, taken by itself."
    return f"{everyone} There is no such option on {listed(f'“{name}”' for name in apart)}."


def _islands(case: Case, islands: Sequence[Island]) -> list[str]:
    """The options, by their issues; steps of an amount that are neighbours in one."""
    by_issue: dict[str, list[str]] = {}
    for island in islands:
        by_issue.setdefault(island.issue, []).append(island.option)
    return [
        words
        for issue, options in by_issue.items()
        for words in (
            [shorts(case, {issue: options})]
            if case.issues[issue].steps is not None
            else [shorts(case, {issue: (option,)}) for option in options]
        )
    ]


def members_alike(case: Case) -> str:
    """Which members state nothing of their own, and so stand where their group stands."""
    said = [
        f"{listed(case.everyone()[member].name for member in members)} "
        f"{'stands' if len(members) == 1 else 'stand'} where {named(case, group)} stands; nothing else is judged."
        for group, members in alike(case).items()
    ]
    return " ".join(said)


def matrix(case: Case, parties: Sequence[str], left: Left | None) -> Table | None:
    """Issues by parties; None where nobody has stated anything."""
    if not any(case.interest_of(party).issues or case.red_lines_of(party) for party in parties):
        return None
    rows: list[tuple[Cell, ...]] = []
    if any(case.interest_of(party).no_deal for party in parties):
        rows.append(("Without a deal", *(_no_deal(case, party) for party in parties)))
    for issue in case.issues:
        rows.append((_issue(case, issue), *(_field(case, stance(case, party, issue, left)) for party in parties)))
    note = (
        "Each line leads to its reason and its words in the sources, in the annex. Weighs: of 100 that all issues "
        "count for the party."
    )
    if left is not None:
        note += " Falls back to: what it rates lowest of the options that some possible agreement has."
    names = (case.everyone()[party].name for party in parties)
    return Table("What each party demands, could fall back to and will not sign", ("issue", *names), tuple(rows), note)


def _issue(case: Case, issue: str) -> Cell:
    decided_by = case.issues[issue].decided_by
    name = case.issues[issue].name
    return Lines((name, f"({named(case, decided_by)} decides alone)")) if decided_by else name


def _no_deal(case: Case, party: str) -> Cell:
    no_deal = case.interest_of(party).no_deal
    if no_deal is None:
        return ""
    worth = no_deal.said()
    of = " points" if case.scale_of(party) == "points" else " of 100"
    return Link(f"{worth}{of}", anchors.stated_no_deal(case, party))


def _field(case: Case, where: Stance) -> Cell:
    refuses = [Link(f"{REFUSES}: {refused(case, where.issue, name)}", anchors.red_line(name)) for name in where.refuses]
    weighs = [] if where.weighs is None else [f"weighs {where.weighs * 100:.0f}"]
    return Lines((*_wants(case, where), *refuses, *weighs))


def _wants(case: Case, where: Stance) -> list[str | Link]:
    if where.weighs is None:
        return ["indifferent"]
    demands = f"{DEMANDS}: {_options(case, where.issue, where.demands)}"
    lines: list[str | Link] = [Link(demands, where.leads_to)]
    if where.falls_back:
        lines.append(f"{FALLS_BACK}: {_options(case, where.issue, where.falls_back)}")
    return lines


def refused(case: Case, issue: str, name: str) -> str:
    """What a red line refuses, where the issue that it begins with is named beside it."""
    line = case.named_red_lines()[name]
    with_ = {other: options for other, options in line.never.items() if other != issue}
    said = _options(case, issue, line.never[issue])
    said += f", together with {shorts(case, with_)}" if with_ else ""
    return said + (f", unless with {shorts(case, line.unless)}" if line.unless else "")


def _options(case: Case, issue: str, options: Sequence[str]) -> str:
    if case.issues[issue].steps is not None:
        return listed(case.issues[issue].listed(options), "or")
    return listed((beside(case, issue, option) for option in options), "or")


def beside_them(case: Case, parties: Sequence[str]) -> Table | None:
    """The members and parties beside those of the matrix, where they state something of their own."""
    rows: list[tuple[Cell, ...]] = []
    for party, interest in case.interests.items():
        if party not in parties:
            rows += _own(case, party, interest)
    if not rows:
        return None
    note = "They do not sign. A member stands where its group stands on all that is not named here."
    return Table("Who stands beside them", ("party", "on", "stance"), tuple(rows), note)


def _own(case: Case, party: str, interest: Interest) -> list[tuple[Cell, ...]]:
    name = case.everyone()[party].name
    groups = case.groups_of(party)
    name = f"{name} ({case.everyone()[groups[-1]].name})" if groups else name
    rows: list[tuple[Cell, ...]] = [(name, "Without a deal", _no_deal(case, party))] if interest.no_deal else []
    fields = ((case.issues[issue].name, _field(case, stance(case, party, issue))) for issue in interest.issues)
    return [*rows, *((name, *field) for field in fields)]


def rungs(case: Case) -> Table | None:
    """Who leaves at which rung of every ladder at which somebody does."""
    every = ladders(case)
    telling = [ladder for ladder in every if ladder.says_something]
    counted = any(rung.possible is not None for ladder in telling for rung in ladder.rungs)
    rows: list[tuple[Cell, ...]] = []
    for ladder in telling:
        for rung in ladder.rungs:
            what = capital(beside(case, ladder.issue, rung.option))
            row = (case.issues[ladder.issue].name, what, _leaving(case, rung))
            rows.append((*row, rung.possible) if counted else row)
    if not rows:
        return None
    columns = ("issue", "rung", "who leaves", "possible agreements")
    note = "⊖: a red line refuses this rung. ○: no agreement with this rung is worth as much to it as no deal."
    title = "Who leaves at which rung: options in their order from one end to the other"
    return Table(title, columns if counted else columns[:-1], tuple(rows), f"{note}{_quiet(case, every)}")


def _leaving(case: Case, rung: Rung) -> str:
    everyone = case.everyone()
    said = [f"⊖ {everyone[party].name}" for party in rung.refused_by]
    said += [f"⊖ {everyone[party].name}, on a condition" for party in rung.conditional]
    return ", ".join([*said, *(f"○ {everyone[party].name}" for party in rung.left_by)])


def _quiet(case: Case, every: Sequence[Ladder]) -> str:
    """The ladders on which everybody stays at every rung."""
    quiet = [f"“{case.issues[ladder.issue].name}”" for ladder in every if not ladder.says_something]
    return f" Nobody leaves at any rung of {listed(quiet)}." if quiet else ""


def option_key(case: Case) -> Table:
    """Every option of every issue: its short name and what it contains."""
    rows = tuple(
        (issue.name, _decided(case, name), f"{name}={option}", content)
        for name, issue in case.issues.items()
        for option, content in _contents(issue)
    )
    return Table("Issues and options", ("issue", "settled", "short name", "what it contains"), rows)


def _contents(issue: Issue) -> list[tuple[str, str]]:
    """The options with what they contain; an amount in one, from where to where."""
    if issue.amount is None or issue.steps is None:
        return [(option, content.name) for option, content in issue.options.items()]
    (short,), (words,) = issue.shorts(issue.options), issue.listed(issue.options)
    return [(short, f"{words}, in steps of {issue.amount.step}")]


def _decided(case: Case, issue: str) -> str:
    decided_by = case.issues[issue].decided_by
    return f"by {case.everyone()[decided_by].name} alone" if decided_by else "jointly"
