"""What a non-paper holds, as data: what is settled, what is open, who stands where, and what its terms leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.agreements.exclusions import condition_rules, crosses
from comity.agreements.space import Factor, Space
from comity.case.model import Case
from comity.finding import Result
from comity.papers.possible import Possible
from comity.questions.agreement.meant import Meant


@dataclass(frozen=True)
class Stance:
    """Where one signer stands on an issue.

    best: the options that it rates highest, empty where it states nothing; lines: the names of its red lines that
    refuse options of this issue; refused: those that they refuse whatever else is agreed.
    """

    party: str
    best: tuple[str, ...]
    lines: tuple[str, ...]
    refused: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"party": self.party, "best": list(self.best)}
        return {**told, "red_lines": list(self.lines), "refused": list(self.refused)}


@dataclass(frozen=True)
class Bracket:
    """An issue that the terms leave open.

    options: those that some possible agreement with these terms has, with how many have each; all options, None each,
    where there is no such agreement or they could not be listed; shut: the others; stances: of every signer that states
    something on it.
    """

    issue: str
    options: Mapping[str, int | None]
    shut: tuple[str, ...]
    stances: tuple[Stance, ...]

    def json(self) -> dict[str, Any]:
        """The fields by name."""
        told = {"issue": self.issue, "options": dict(self.options), "shut": list(self.shut)}
        return {**told, "stances": [stance.json() for stance in self.stances]}


@dataclass(frozen=True, repr=False)
class Terms(Result):
    """The terms of a non-paper.

    meant: which terms were asked for; brackets: the issues that they leave open, in the order of the case; possible:
    how many agreements are possible, None where they could not be listed; left: how many of these have the terms;
    conditions: the names of those that no agreement with the terms meets; crossed: the red lines of signers that every
    agreement with the terms crosses, by name; perhaps: those that some of these cross.
    """

    meant: Meant
    brackets: tuple[Bracket, ...]
    possible: int | None
    left: int | None
    conditions: tuple[str, ...]
    crossed: tuple[str, ...]
    perhaps: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """The terms for other programs."""
        return {
            "terms": dict(self.meant.terms),
            "proposal": self.meant.proposal,
            "number": self.meant.number,
            "open": [bracket.json() for bracket in self.brackets],
            "agreements": self.possible,
            "left": self.left,
            "conditions_broken": list(self.conditions),
            "red_lines_crossed": list(self.crossed),
            "red_lines_perhaps": list(self.perhaps),
        }


def terms_of(case: Case, meant: Meant) -> Terms:
    """What the terms that are meant settle, leave open and come to."""
    space, possible = Space.of(case), Possible.of(case)
    left = possible.with_terms(meant.terms) if possible else None
    lines = {name: line for party in case.signers() for name, line in case.red_lines_of(party).items()}
    crossed = {name: _broken(space, crosses(space, line), meant.terms) for name, line in lines.items()}
    conditions = {rule.name: _broken(space, rule.breaks, meant.terms) for rule in condition_rules(case, space)}
    return Terms(
        meant=meant,
        brackets=tuple(_bracket(case, issue, left) for issue in case.issues if issue not in meant.terms),
        possible=len(possible.choices) if possible else None,
        left=len(left.choices) if left else None,
        conditions=tuple(name for name, (always, _) in conditions.items() if always),
        crossed=tuple(name for name, (always, _) in crossed.items() if always),
        perhaps=tuple(name for name, (always, some) in crossed.items() if some and not always),
    )


def stances(case: Case, issue: str) -> tuple[Stance, ...]:
    """Where every signer that states something on an issue stands."""
    found = []
    for party in case.signers():
        stated = case.interest_of(party).issues.get(issue)
        lines = {name: line for name, line in case.red_lines_of(party).items() if issue in line.never}
        most = max((rating.point for rating in stated.ratings.values()), default=None) if stated else None
        best = tuple(option for option, rating in stated.ratings.items() if rating.point == most) if stated else ()
        refused = [
            option
            for line in lines.values()
            if len(line.never) == 1 and not line.unless
            for option in line.never[issue]
        ]
        if best or lines:
            found.append(Stance(party, best, tuple(lines), tuple(dict.fromkeys(refused))))
    return tuple(found)


def _bracket(case: Case, issue: str, left: Possible | None) -> Bracket:
    options = tuple(case.issues[issue].options)
    if left is None or not len(left.choices):
        return Bracket(issue, dict.fromkeys(options), (), stances(case, issue))
    at = left.space.issues.index(issue)
    counts = np.bincount(left.choices[:, at], minlength=len(options)).tolist()
    had = {option: count for option, count in zip(options, counts, strict=True) if count}
    return Bracket(issue, had, tuple(option for option in options if option not in had), stances(case, issue))


def _broken(space: Space, rule: Factor, terms: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether all agreements with the terms break a rule, and whether some do."""
    at = tuple(
        space.options[issue].index(terms[space.issues[issue]]) if space.issues[issue] in terms else slice(None)
        for issue in rule.scope
    )
    values = np.asarray(rule.values[at])
    return bool(values.all()), bool(values.any())
