"""The sheet of a case: every judged number of its parties, or of the members of a group, issue by issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.points import Points
from comity.case.tree import Path
from comity.web.curve import Curve, curve
from comity.web.number import address, judged
from comity.web.options_shown import options_shown

OPEN = 4
"""How many issues stand open, those that divide the signers most; all where they are few."""
FEW = 5


@dataclass(frozen=True)
class Cell:
    """One judged number of the sheet.

    at: its path in the case as one part of an address, empty where no number can stand; party: whose it is; says: the
    number in words, empty where nothing is judged; inherits: what its group has judged, where it has not; between: what
    the line between two of its points comes to at a step of an amount where it has none; refused: whether the party
    will not sign this option whatever else is agreed; draft: whether it is still a draft.
    """

    at: str
    party: str
    says: str
    inherits: str = ""
    between: str = ""
    refused: bool = False
    draft: bool = False


@dataclass(frozen=True)
class Row:
    """One row: what it is of, its name, and a cell for each column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Rows:
    """What stands together: an issue with its options, or what each has without a deal (no name, no options).

    open: whether its options are shown before somebody asks for them; curves: of an amount, how good each party finds
    it, None where it has no view of it.
    """

    issue: str
    head: Row
    options: tuple[Row, ...] = ()
    open: bool = True
    curves: tuple[Curve | None, ...] = ()


@dataclass(frozen=True)
class Column:
    """One party or member: its name, and whether its yes is needed."""

    party: str
    name: str
    signs: bool


@dataclass(frozen=True)
class View:
    """Whose numbers are shown: the parties (no name), or a group and its members."""

    group: str
    says: str


def views(case: Case) -> tuple[View, ...]:
    """The parties, then the members of every group."""
    from comity.papers.option_words import named

    groups = [name for name, party in case.everyone().items() if party.members]
    return View("", "Parties"), *(View(name, f"Members of {named(case, name)}") for name in groups)


def group_of(case: Case, party: str) -> str:
    """The view in which the numbers of a party stand."""
    return (case.groups_of(party) or ("",))[-1]


def columns(case: Case, group: str) -> tuple[Column, ...]:
    """Who is shown: the parties, signers first, as they stand in the file; or a group and then its members."""
    everyone, signers = case.everyone(), set(case.signers())
    names = [group, *everyone[group].members] if group else list(case.parties)
    if not group:
        names = [name for name in names if name in signers] + [name for name in names if name not in signers]
    return tuple(Column(name, everyone[name].name, name in signers) for name in names)


def rows(case: Case, shown: Sequence[Column], opened: Path | None) -> Iterator[Rows]:
    """Every row: no deal first, then each issue with its options.

    shown: whose; opened: the number that is being changed, whose issue stands open.
    """
    from comity.papers.candidates import divides

    parties = [column.party for column in shown]
    refused = {
        (line.party, issue, option)
        for line in case.red_lines_today().values()
        if len(line.never) == 1 and not line.unless
        for issue, options in line.never.items()
        for option in options
    }
    dividing = {issue for issue, _ in divides(case)[:OPEN]} if len(case.issues) > FEW else set(case.issues)
    yield Rows("", Row("What each has without a deal", tuple(_cell(case, party, ("no_deal",)) for party in parties)))
    for issue, stated in case.issues.items():
        head = Row(stated.name, tuple(_weight(case, party, issue) for party in parties))
        options = tuple(
            Row(
                case.label(issue, option),
                tuple(_cell(case, party, (issue, option), (party, issue, option) in refused) for party in parties),
            )
            for option in options_shown(case, issue)
        )
        curves = () if stated.amount is None else tuple(curve(case, party, issue) for party in parties)
        yield Rows(issue, head, options, issue in dividing or (opened is not None and issue in opened), curves)


def number_words(number: Estimate | None) -> str:
    """A number for readers: "44 to 56"; empty where there is none."""
    return number.words().replace("..", " to ") if number is not None else ""


def counts_points(case: Case) -> bool:
    """Whether every party's ratings are points of a score sheet, which add up."""
    return all(case.scale_of(party) == "points" for party in case.interests)


def _weight(case: Case, party: str, issue: str) -> Cell:
    """What an issue weighs; on a score sheet, where the points say it, no number stands."""
    found = _cell(case, party, (issue, "weight"))
    return Cell("", party, "") if case.scale_of(party) == "points" and not found.says else found


def _cell(case: Case, party: str, of: Path, refused: bool = False) -> Cell:
    path: Path = ("interests", party, *of)
    number = judged(case, path)
    if number is None:
        above = reversed(case.groups_of(party))
        inherited = next((held for group in above if (held := judged(case, ("interests", group, *of)))), None)
        return Cell(address(path), party, "", number_words(inherited), _between(case, party, of), refused)
    return Cell(address(path), party, number_words(number), refused=refused, draft=number.draft)


def _between(case: Case, party: str, of: Path) -> str:
    """What the line between two points of a party comes to at a step; empty where there is none."""
    held = case.interests.get(party)
    stated = held.issues.get(str(of[0])) if held is not None else None
    if stated is None or not isinstance(stated.ratings, Points) or not stated.ratings.reach(str(of[-1])):
        return ""
    low, _, high = (f"{float(end):.3g}" for end in stated.ratings[str(of[-1])].ends)
    return low if low == high else f"{low} to {high}"
