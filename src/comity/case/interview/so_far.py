"""What a case says so far, however much of it is missing or still a draft."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from comity.case.amount import Amount, Grid, numeral
from comity.case.text import Document

YES = ("yes", "true")


@dataclass(frozen=True)
class SoFar:
    """What the file of a case says, read leniently: what is missing or has another form is not there."""

    document: Document

    @cached_property
    def content(self) -> dict[str, Any]:
        """The file as plain mappings, lists and texts."""
        return self.document.plain()

    def at(self, *path: str) -> Any:
        """What stands at a path of names; None where nothing does."""
        value: Any = self.content
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    def entries(self, *path: str) -> dict[str, Any]:
        """The named entries at a path; none where something else stands there."""
        value = self.at(*path)
        return dict(value) if isinstance(value, Mapping) else {}

    def parties(self) -> dict[str, str]:
        """The parties by short name, each with its name in words."""
        return {party: _words(party, stated) for party, stated in self.entries("parties").items()}

    def everyone(self) -> dict[str, str]:
        """Parties and members by short name, each with its name in words, a group before its members."""
        return _everyone(self.entries("parties"))

    def messengers(self) -> dict[str, str]:
        """The offices that may carry a message and are no party, by short name, each with its name in words."""
        return {name: _words(name, stated) for name, stated in self.entries("messengers").items()}

    def signers(self) -> tuple[str, ...]:
        """The parties that are said to sign."""
        return tuple(party for party in self.parties() if str(self.at("parties", party, "signs")).lower() in YES)

    def issues(self) -> dict[str, str]:
        """The issues by short name, each with its name in words."""
        return {issue: _words(issue, stated) for issue, stated in self.entries("issues").items()}

    def options(self, issue: str) -> dict[str, str]:
        """The options of an issue by short name, each with what it contains; of an amount its ends."""
        if (grid := self.amount(issue)) is not None:
            return {numeral(end): grid.said(end) for end in (grid.first, grid.last)}
        return {option: _words(option, stated) for option, stated in self.entries("issues", issue, "options").items()}

    def amount(self, issue: str) -> Grid | None:
        """The steps of an issue that is an amount; None where it is none, or no step can be told."""
        stated = self.at("issues", issue, "amount")
        with suppress(ValueError):
            return Amount.model_validate(dict(stated)).grid if isinstance(stated, Mapping) else None
        return None

    def is_open(self, *path: str) -> bool:
        """Whether nothing stands at a path, or a number that is still a draft."""
        value = self.at(*path)
        return value is None or (isinstance(value, Mapping) and str(value.get("draft")).lower() in YES)

    def number(self, *path: str) -> str | None:
        """The number or range at a path, as it is written; None while it is open."""
        value = self.at(*path)
        if self.is_open(*path):
            return None
        return value.get("value") if isinstance(value, Mapping) else str(value)

    def by_weights(self, party: str) -> bool:
        """Whether a party counts by weights and ratings, not by the points of a score sheet."""
        return self.at("interests", party, "scale") in (None, "weights")

    def settled(self, party: str, issue: str) -> dict[str, str]:
        """The options of an issue that a party has rated, each with its rating."""
        rated = {option: self.number("interests", party, issue, option) for option in self.options(issue)}
        return {option: rating for option, rating in rated.items() if rating is not None}

    def rated(self, party: str, issue: str) -> bool:
        """Whether a party has rated every option of an issue."""
        return len(self.settled(party, issue)) == len(self.options(issue)) > 0

    def indifferent(self, party: str, issue: str) -> bool:
        """Whether every option of an issue is as good as any other to a party."""
        return self.rated(party, issue) and len(set(self.settled(party, issue).values())) == 1

    def judged(self) -> bool:
        """Whether any judgement is made yet, so that parties and issues are no longer being listed."""
        return any(
            self.settled(party, issue) or self.at("interests", party, "no_deal", "because")
            for party in self.signers()
            for issue in self.issues()
        ) or bool(self.at("red_lines"))


def middle(number: str) -> float:
    """The middle of a number or range as it is written."""
    ends = [float(end) for end in number.split("..")]
    return sum(ends) / len(ends)


def _everyone(parties: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, stated in parties.items():
        found[name] = _words(name, stated)
        members = stated.get("members") if isinstance(stated, Mapping) else None
        found |= _everyone(members) if isinstance(members, Mapping) else {}
    return found


def _words(name: str, stated: Any) -> str:
    if isinstance(stated, str):
        return stated
    said = stated.get("name") if isinstance(stated, Mapping) else None
    return said if isinstance(said, str) and said else name
