"""Files of Decide and the equal gain program: actors, issues, and who holds which position on each, how dear it is to
them (salience), and how much they weigh (power).

A table with a code at the start of each row: #A actor, #P issue, #M what a position of an issue means, #D actor, issue,
position, salience, power; #O the title; #/ and #0 comments. Cells stand between tabs, semicolons or commas, with or
without quotation marks.

Read: the options of an issue are the positions that somebody holds and those whose meaning is stated, as a ladder; a
party rates each by its distance from its own position, 100 at the position and 0 at a distance as long as the whole
scale, and weighs the issue by its salience. Power becomes the party's `votes`. The files state neither who must agree
nor what happens without an agreement, so everyone must agree and any agreement is acceptable, which is said. The mean
of the positions weighted by power and salience, which such models are compared with, is given for each issue; on the
decisions of the European Union it was wrong by 23 of 100 on average.

Written: for every party its best option as position, and its weight as salience. Ratings that do not fall evenly with
the distance, no deal, and what is added across issues have no place in these files.

Source: Van den Bos, "Dutch EU Policies" (1991), and Stokman & Van Oosten, "The Exchange of Voting Positions" (1994),
for such data; the input format of equal-gain-python (Foarsitter 2020); Thomson, Stokman, Achen & König, "The European
Union Decides" (2006), for what the mean is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from comity.case.files import IMPORT_BYTES
from comity.exchange.decide_files import write
from comity.exchange.naming import Known, named, shown, some
from comity.exchange.numeral import decimal, number
from comity.exchange.scenario import Matter, Profile, Role, Room, Scenario, Table, collecting
from comity.exchange.table_text import beginning, whole
from comity.problem import Place, Problem, Problems

__all__ = ["CHOICES", "NAME", "SUFFIXES", "carries", "read", "recognise", "write"]

NAME = "Decide tables"
SUFFIXES = (".csv", ".txt", ".tsv", ".dat")
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

carries = ("ladders", "votes")
"""What these files carry beside utilities."""

ERROR_OF_THE_MEAN = 23
"""How far the weighted mean was from what was decided, on average, on a scale of 100 (Thomson and others 2006)."""

_CODE = re.compile(r"^[\ufeff ]*['\"]?#([APMDO])['\"]?([\t;,])", re.MULTILINE)
_HUNDRED = (Fraction(0), Fraction(100))
_ROW = {"A": "an actor", "P": "an issue", "M": "a meaning", "D": "a position"}


@dataclass(frozen=True)
class _Cell:
    """One cell of a row and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class _Held:
    """What an actor holds on an issue."""

    position: Fraction
    salience: Fraction
    power: Fraction


@dataclass
class _Table:
    """What a file states: actors and issues by key, meanings by issue and position, positions by actor and issue."""

    title: str
    actors: dict[str, str] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, dict[Fraction, str]] = field(default_factory=dict)
    held: dict[tuple[str, str], _Held] = field(default_factory=dict)

    def bounds(self, issue: str) -> tuple[Fraction, Fraction]:
        """The ends of the scale of an issue: those of its meanings, else 0 and 100."""
        stated = self.meanings.get(issue)
        return (min(stated), max(stated)) if stated and len(stated) > 1 else _HUNDRED

    def positions(self, issue: str) -> list[Fraction]:
        """The positions that somebody holds, and those whose meaning is told, from low to high."""
        held = {each.position for (_, of), each in self.held.items() if of == issue}
        told = {at for at, meaning in self.meanings.get(issue, {}).items() if meaning}
        return sorted(held | told)


def recognise(path: Path) -> Role | None:
    """Whether a table has rows of positions, by the codes at the start of its lines."""
    codes = {found[1] for found in _CODE.finditer(beginning(path))}
    return "whole" if {"A", "D"} & codes and {"P", "M", "D"} & codes else None


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The negotiation in a table; raises Problems with every reason why it cannot be read."""
    notes: list[Problem] = []
    table = _table(domain, notes)
    place = Place(str(domain))
    issues = {key: name for key, name in table.issues.items() if table.positions(key)}
    if left := [name for key, name in table.issues.items() if key not in issues]:
        notes.append(Problem(place, f"nobody holds a position on {some(left)}: left out", severity="warning"))
    if not issues or not table.actors:
        what = "no actor is named (#A)" if not table.actors else "no position is held (#D)"
        raise Problems([Problem(place, what, "is the file whole?")])
    room = Room(len(table.actors))
    matters = []
    for key, name in issues.items():
        matter = _matter(table, key, name)
        room.for_issue(matter, place)
        matters.append(matter)
    made = tuple(_profile(table, actor, list(issues), named(domain, domain.name)) for actor in table.actors)
    notes += _unsaid(table, list(issues), place)
    means = [f"{shown(matter.name)} {_mean(table, key)}" for matter, key in zip(matters, issues, strict=True)]
    what = f"the mean of the positions weighted by power and salience: {', '.join(means[:30])}"
    told = f"it stands with each issue; it was wrong by {ERROR_OF_THE_MEAN} of 100 on average on the European data set"
    notes.append(Problem(place, what, told, "warning"))
    summary = (
        f"Imported from {named(domain, domain.name)}, positions, salience and power as Decide and the equal gain "
        "program hold them. Ratings fall with the distance from a party's position, weights are its salience, votes "
        "its power. The file states neither who must agree nor what happens without an agreement: everyone must agree "
        "here, and any agreement is acceptable."
    )
    definitions = {
        "utility": "salience times nearness to the own position, over the sum of saliences",
        "mean": f"the positions weighted by power times salience; wrong by {ERROR_OF_THE_MEAN} of 100 on EU decisions",
    }
    return Scenario("decide", table.title, tuple(matters), made, definitions, summary, tuple(notes))


def _table(path: Path, notes: list[Problem]) -> _Table:
    """What a file states; raises Problems with all that is wrong with it."""
    text = whole(path, IMPORT_BYTES)
    found = _CODE.search(text)
    divider = found[2] if found else "\t"
    table = _Table(named(path, path.stem))
    problems: list[Problem] = []
    rows = list(_rows(text, str(path), divider))
    unknown: dict[str, Place] = {}
    for wanted in ("O", "A", "P", "M", "D"):  # keys may be used before the row that explains them
        for code, cells in rows:
            if code == wanted:
                with collecting(problems):
                    _take(table, code, cells, notes)
    for code, cells in rows:
        if code not in {"O", "A", "P", "M", "D", "/", "0"}:
            unknown.setdefault(code, cells[0].place)
    for code, place in unknown.items():
        notes.append(Problem(place, f"rows of #{shown(code)} are not known: left out", severity="warning"))
    if problems:
        raise Problems(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))
    return table


def _rows(text: str, file: str, divider: str) -> Iterator[tuple[str, list[_Cell]]]:
    """Each row by its code, with its cells, the code's first; rows without a code say nothing."""
    end = rf" *(?:{divider}|$)"
    cell = re.compile(rf" *(?:'((?:[^']|'(?!{end}))*)'|\"([^\"]*)\"|([^{divider}]*?)){end}")
    for line_number, line in enumerate(text.split("\n"), 1):
        start = line.lstrip("\ufeff ")
        if not re.match(r"['\"]?#", start):
            continue
        cells = []
        at = len(line) - len(start)
        while at < len(line) and (found := cell.match(line, at)):
            content = next((part for part in found.groups() if part is not None), "")
            cells.append(_Cell(content, Place(file, line_number, at + 1)))
            at = found.end()
        if cells:
            yield cells[0].text.lstrip("#").strip()[:1].upper() or "/", cells


def _take(table: _Table, code: str, cells: list[_Cell], notes: list[Problem]) -> None:
    """One row into the table; raises Problems with all that is wrong with it."""
    place = cells[0].place
    texts = [cell.text for cell in cells[1:]]
    if code == "O":
        table.title = next((each for each in texts if each), table.title)
        return
    if not texts or not texts[0]:
        raise Problems([Problem(place, f"the row of {_ROW[code]} names nothing", "write its key behind the code")])
    if code in ("A", "P"):
        known, noun = (table.actors, "actor") if code == "A" else (table.issues, "issue")
        name = texts[1] if len(texts) > 1 and texts[1] else texts[0]
        if texts[0] in known:
            raise Problems([Problem(place, f"{noun} '{shown(texts[0])}' stands twice", "name each once")])
        known[texts[0]] = name
    elif code == "M":
        _meaning(table, cells)
    else:
        _position(table, cells, notes)


def _meaning(table: _Table, cells: list[_Cell]) -> None:
    issue = cells[1].text
    problems: list[Problem] = []
    with collecting(problems):
        _known(table.issues, cells[1], "issue", "#P")
    with collecting(problems):
        at = number(_at(cells, 2), _place(cells, 2), "the position")
        meaning, meanings = _at(cells, 3) or "", table.meanings.setdefault(issue, {})
        earlier = meanings.get(at, "")
        if earlier and meaning and earlier != meaning:
            what = f"position {decimal(at)} of {shown(issue)} has a second meaning, another than before"
            raise Problems([Problem(cells[0].place, what, "keep one of them")])
        meanings[at] = earlier or meaning
    if problems:
        raise Problems(problems)


def _position(table: _Table, cells: list[_Cell], notes: list[Problem]) -> None:
    actor, issue = cells[1].text, _at(cells, 2) or ""
    problems: list[Problem] = []
    with collecting(problems):
        _known(table.actors, cells[1], "actor", "#A")
    with collecting(problems):
        _known(table.issues, cells[2] if len(cells) > 2 else _Cell("", cells[0].place), "issue", "#P")
    stated: list[Fraction] = []
    low, high = table.bounds(issue)
    ends = {"position": (low, high), "salience": (Fraction(0), Fraction(1)), "power": (Fraction(0), None)}
    for at, (name, (least, most)) in enumerate(ends.items(), 3):
        with collecting(problems):
            value = number(_at(cells, at), _place(cells, at), f"the {name} of {shown(actor)} on {shown(issue)}")
            if value < least or (most is not None and value > most):
                span = f"lies within {decimal(least)} to {decimal(most)}" if most is not None else "is not negative"
                what = f"the {name} of {shown(actor)} on {shown(issue)} is {decimal(value)}"
                raise Problems([Problem(_place(cells, at), what, f"it {span}: correct it")])
            stated.append(value)
    if not problems:
        held = _Held(*stated)
        earlier = table.held.setdefault((actor, issue), held)
        if earlier != held:
            what = f"{shown(actor)} has a second position on {shown(issue)}, another than before"
            problems.append(Problem(cells[0].place, what, "keep one of them"))
    if problems:
        raise Problems(problems)


def _known(names: Mapping[str, str], cell: _Cell, noun: str, code: str) -> None:
    if cell.text not in names:
        meant = Known(names).meant(cell.text) or f"name it in a row {code}"
        raise Problems([Problem(cell.place, f"no {noun} has the key '{shown(cell.text)}'", meant)])


def _at(cells: Sequence[_Cell], at: int) -> str | None:
    return cells[at].text or None if at < len(cells) else None


def _place(cells: Sequence[_Cell], at: int) -> Place:
    return cells[at].place if at < len(cells) else cells[0].place


def _matter(table: _Table, key: str, name: str) -> Matter:
    meanings = table.meanings.get(key, {})
    texts = []
    for at in table.positions(key):
        meaning = meanings.get(at, "")
        texts.append(f"{decimal(at)}: {meaning}" if meaning else decimal(at))
    about = (
        f"The mean of the positions weighted by power and salience is {_mean(table, key)}. It takes no account of who "
        f"must agree; on the decisions of the European Union such a mean was wrong by {ERROR_OF_THE_MEAN} of 100 on "
        "average (Thomson and others 2006)."
    )
    return Matter(name, tuple(texts), ordered=True, about=about)


def _mean(table: _Table, issue: str) -> str:
    """The positions weighted by power and salience, with one decimal."""
    held = [each for (_, of), each in table.held.items() if of == issue]
    total = sum((each.power * each.salience for each in held), Fraction(0))
    if not total:
        return "not defined"
    mean = sum((each.position * each.power * each.salience for each in held), Fraction(0)) / total
    return f"{float(mean):.1f}"


def _profile(table: _Table, actor: str, issues: Sequence[str], file: str) -> Profile:
    """One actor: nearness to its position on each issue, weighed by salience."""
    held = {issue: table.held[actor, issue] for issue in issues if (actor, issue) in table.held}
    total = sum((each.salience for each in held.values()), Fraction(0))
    tables = []
    weighed: list[tuple[Fraction, Table] | None] = []
    for issue in issues:
        own, positions = held.get(issue), table.positions(issue)
        if own is None:
            tables.append((Fraction(0),) * len(positions))
            weighed.append(None)
            continue
        low, high = table.bounds(issue)
        near = tuple(1 - abs(at - own.position) / (high - low) if high > low else Fraction(1) for at in positions)
        tables.append(tuple(own.salience / total * each if total else Fraction(0) for each in near))
        weighed.append((own.salience, near))
    powers = [each.power for each in held.values()]
    votes = {"power": sum(powers, Fraction(0)) / len(powers)} if powers else {}
    name = table.actors[actor]
    return Profile(name, file, tuple(tables), utmost=Fraction(1), weighed=tuple(weighed), votes=votes)


def _unsaid(table: _Table, issues: Sequence[str], place: Place) -> Iterator[Problem]:
    """What the file leaves open, and what was assumed."""
    for actor, name in table.actors.items():
        silent = [table.issues[issue] for issue in issues if (actor, issue) not in table.held]
        powers = {table.held[actor, issue].power for issue in issues if (actor, issue) in table.held}
        if silent:
            what = f"{shown(name)} holds no position on {some(silent)}"
            yield Problem(place, what, "it counts as indifferent there", "warning")
        if len(powers) > 1:
            ends = f"{decimal(min(powers))} to {decimal(max(powers))}"
            what = f"the power of {shown(name)} differs between issues, {ends}"
            yield Problem(place, what, "its votes are the mean", "warning")
    fix = "everyone must agree here; power stands in the parties' `votes`, for a rule such as {weight: 50, by: power}"
    yield Problem(place, "the file does not state who must agree", fix, "warning")
    what = "the file does not state what happens without an agreement: any agreement is acceptable"
    yield Problem(place, what, "no_deal is set to the least utility", "warning")
