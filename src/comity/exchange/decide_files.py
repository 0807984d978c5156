"""Tables of positions as they are written for Decide and the equal gain program, see `decide`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from comity.exchange.linkage_words import linkage_words
from comity.exchange.naming import shown
from comity.exchange.numeral import as_number, decimal
from comity.exchange.scenario import Matter, Profile, Scenario, Table, Written
from comity.problem import Place, Problem

_POSITION = re.compile(r"([+-]?[0-9.]+(?:e-?[0-9]+)?)(?:: (.*))?", re.DOTALL)
_NEAR = Fraction(1, 10**6)


def write(scenario: Scenario, place: Place) -> Written:
    """One table with the actors, the issues with their positions, and what everyone holds."""
    name = scenario.file_names(".csv")[0]
    warnings: list[str] = []
    rows: list[Sequence[str]] = [("#O", scenario.title), ("#/", "actors")]
    actors = _keys(profile.name for profile in scenario.profiles)
    issues = _keys(matter.name for matter in scenario.issues)
    rows += [("#A", key, profile.name) for key, profile in zip(actors, scenario.profiles, strict=True)]
    rows.append(("#/", "issues, and what their positions mean"))
    ladders = [_ladder(matter) for matter in scenario.issues]
    ends: list[tuple[Fraction, Fraction]] = []
    for at, (matter, ladder) in enumerate(zip(scenario.issues, ladders, strict=True)):
        rows.append(("#P", issues[at], matter.name))
        rows += [("#M", issues[at], decimal(position), text) for position, text in ladder]
        ends.append(_ends(ladder, [profile.weighed[at] for profile in scenario.profiles if profile.weighed]))
        rows += [("#M", issues[at], decimal(end), "") for end in ends[-1] if end not in dict(ladder)]
        if not all(_POSITION.fullmatch(value) for value in matter.values):
            warnings.append(f"the options of '{shown(matter.name)}' are written as positions, evenly from 0 to 100")
    rows.append(("#/", "actor", "issue", "position", "salience", "power"))
    for actor, profile in zip(actors, scenario.profiles, strict=True):
        held, lost = _held(actor, issues, profile, scenario.issues, ladders, ends)
        rows += held
        warnings += lost
    cells = [cell for row in rows for cell in row]
    if any(re.search(r"[\t\r\n]", cell) for cell in cells):
        warnings.append("line breaks and tabs within names are written as blanks")
    text = "".join("\t".join(map(_cell, row)) + "\n" for row in rows)
    return Written({name: text}, tuple(Problem(place, what, severity="warning") for what in warnings))


def _keys(names: Iterable[str]) -> list[str]:
    """A key for everyone: the name itself, with a number where two would be the same in a cell."""
    keys: list[str] = []
    for name in names:
        key, number = _plain(name), 1
        while key in keys:
            number += 1
            key = f"{_plain(name)} {number}"
        keys.append(key)
    return keys


def _plain(words: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", words)


def _cell(words: str) -> str:
    """A cell, in quotation marks where its ends would be lost."""
    plain = _plain(words)
    return f"'{plain}'" if plain != plain.strip(" '\"") else plain


def _ladder(matter: Matter) -> list[tuple[Fraction, str]]:
    """The options as positions with what they mean: by the numbers that they begin with, else evenly from 0 to 100."""
    found = [_POSITION.fullmatch(value) for value in matter.values]
    numbers = [as_number(hit[1]) for hit in found if hit]
    stated = [each for each in numbers if each is not None]
    if len(set(stated)) == len(matter.values):
        return [(at, (hit[2] or "") if hit else "") for at, hit in zip(stated, found, strict=True)]
    last = max(len(matter.values) - 1, 1)
    return [(Fraction(100 * at, last), value) for at, value in enumerate(matter.values)]


def _ends(
    ladder: Sequence[tuple[Fraction, str]], rated: Sequence[tuple[Fraction, Table] | None]
) -> tuple[Fraction, Fraction]:
    """The ends of the scale of an issue: as long as ratings take to fall from 1 to 0, around the positions."""
    positions = [at for at, _ in ladder]
    low, high = min(positions), max(positions)
    lengths = [length for each in rated if each is not None and (length := _length(ladder, each[1]))]
    length = max([*lengths, high - low]) if lengths else high - low
    if not length or (low >= 0 and high <= 100 and abs(length - 100) < _NEAR):
        return Fraction(0), Fraction(100)
    return (low, low + length) if length > high - low else (low, high)


def _length(ladder: Sequence[tuple[Fraction, str]], ratings: Table) -> Fraction | None:
    """Over which distance ratings fall from 1 to 0; None where nothing falls."""
    best = ladder[max(range(len(ratings)), key=ratings.__getitem__)][0]
    falls = [(abs(at - best), 1 - rating) for (at, _), rating in zip(ladder, ratings, strict=True) if rating < 1]
    return next((distance / fall for distance, fall in reversed(falls) if distance), None)


def _held(
    actor: str,
    keys: Sequence[str],
    profile: Profile,
    issues: Sequence[Matter],
    ladders: Sequence[Sequence[tuple[Fraction, str]]],
    ends: Sequence[tuple[Fraction, Fraction]],
) -> tuple[list[Sequence[str]], list[str]]:
    """The rows of a party, and what they cannot say of it."""
    spans = [max(table) - min(table) for table in profile.tables]
    widest: Fraction = max(spans) or Fraction(1)
    weights: list[Fraction] = [span / widest for span in spans]
    if profile.weighed is not None:
        weights = [each[0] if each else Fraction(0) for each in profile.weighed]
    most = max(weights)
    power = profile.votes.get("power", Fraction(1))
    rows: list[Sequence[str]] = []
    lost = []
    bent = []
    for at, (matter, ladder, table, weight) in enumerate(zip(issues, ladders, profile.tables, weights, strict=True)):
        if (not weight and profile.weighed is None) or (profile.weighed is not None and profile.weighed[at] is None):
            continue
        best = [place for (place, _), utility in zip(ladder, table, strict=True) if utility == max(table)]
        position = sum(best, Fraction(0)) / len(best)
        rated = profile.weighed[at] if profile.weighed is not None else None
        if rated and not _falls_evenly(ladder, rated[1], position, ends[at]):
            bent.append(matter.name)
        salience = weight / most if most > 1 else weight
        rows.append(("#D", actor, keys[at], decimal(position), decimal(salience), decimal(power)))
    name = shown(profile.name)
    if bent:
        named = ", ".join(f"'{shown(each)}'" for each in bent[:3]) + (f" and {len(bent) - 3} more" if bent[3:] else "")
        lost.append(f"ratings of {name} on {named} do not fall evenly over the scale: only the best is written")
    if profile.weighed is None:
        lost.append(f"of the utilities of {name} only the best option of each issue, and its span, are written")
    lost += _unsaid(profile, issues)
    return rows, lost


def _falls_evenly(
    ladder: Sequence[tuple[Fraction, str]], ratings: Table, position: Fraction, ends: tuple[Fraction, Fraction]
) -> bool:
    """Whether ratings from 0 to 1 are those of the distance from a position, over the whole scale."""
    length = ends[1] - ends[0]
    near = (1 - abs(at - position) / length for at, _ in ladder)
    return all(abs(expected - rating) <= _NEAR for expected, rating in zip(near, ratings, strict=True))


def _unsaid(profile: Profile, issues: Sequence[Matter]) -> Iterator[str]:
    name = shown(profile.name)
    for box in profile.boxes:
        yield f"{linkage_words(profile, box, issues)}, is not written: Decide has none"
    if profile.reservation is not None:
        yield f"what no deal is worth to {name} is not written: Decide states nothing of it"
    if profile.discount is not None:
        yield f"the discount factor of {name} is not written: Decide has none"
