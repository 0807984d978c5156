"""A form as data: what is asked, what may be chosen, what is typed so far and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import capital
from comity.problem import Problem

Kind = Literal["text", "area", "select", "terms", "words"]


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what the form sends, what it says, whether it is chosen."""

    value: str
    says: str
    chosen: bool = False


@dataclass(frozen=True)
class Options:
    """The options of one issue, to be ticked; chosen: how many are."""

    issue: str
    says: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        """How many of them are."""
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Field:
    """One field.

    name: under which it is sent; label, hint: in words; kind: what it looks like ("words": these alone); value: what is
    typed or chosen so far; choices: of a select; terms: the issues whose options are ticked; path: where it stands
    within its entry in the file; problem: what is wrong with it.
    """

    name: str
    label: str
    value: str = ""
    kind: Kind = "text"
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    terms: tuple[Options, ...] = ()
    path: Path = ()
    problem: str = ""


@dataclass(frozen=True)
class Sent:
    """What a form has sent: every field by its name, in the order in which it was sent."""

    fields: Sequence[tuple[str, str]]

    def one(self, name: str) -> str:
        """A field; empty where it was not sent."""
        return next((value.strip() for key, value in reversed(self.fields) if key == name), "")

    def line(self, name: str) -> str:
        """A field as one line."""
        return " ".join(self.one(name).split())

    def terms(self, name: str) -> dict[str, list[str]]:
        """The options ticked, by issue."""
        ticked: dict[str, list[str]] = {}
        for key, value in self.fields:
            if key.startswith(f"{name}."):
                ticked.setdefault(key.removeprefix(f"{name}."), []).append(value)
        return ticked


@dataclass(frozen=True)
class Form:
    """A form for one entry of a case.

    kind: what it is an entry of; at: which one, empty for a new one; title: in words; fields; seen: what stands in the
    file, on one line; removes: what happens where it is taken out, in words, empty where it cannot be; problems: what
    is wrong with it beside its fields; conflict: whether somebody else has changed it since it was opened.
    """

    kind: str
    at: str
    title: str
    fields: tuple[Field, ...]
    seen: str = ""
    removes: str = ""
    problems: tuple[Problem, ...] = ()
    conflict: bool = False

    @property
    def rows(self) -> tuple[tuple[bool, tuple[Field, ...]], ...]:
        """The fields as they stand: whether they are short, and those that stand beside each other."""
        sides = groupby(self.fields, lambda field: field.kind in ("text", "select"))
        return tuple((short, tuple(fields)) for short, fields in sides)


def select(name: str, label: str, chosen: str, choices: Iterable[tuple[str, str]], path: Path, hint: str = "") -> Field:
    """A field in which one of several things is chosen."""
    told = tuple(Choice(value, says, value == chosen) for value, says in choices)
    return Field(name, label, chosen, "select", hint, told, path=path)


def filled(form: Form, sent: Sent) -> Form:
    """A form with what was typed kept in it."""
    return replace(form, fields=tuple(_filled(field, sent) for field in form.fields))


def _filled(field: Field, sent: Sent) -> Field:
    if field.kind == "terms":
        ticked = sent.terms(field.name)
        terms = tuple(
            replace(group, choices=tuple(_ticked(choice, ticked.get(group.issue, ())) for choice in group.choices))
            for group in field.terms
        )
        return replace(field, terms=terms)
    value = sent.one(field.name)
    choices = tuple(replace(choice, chosen=choice.value == value) for choice in field.choices)
    return replace(field, value=value, choices=choices)


def typed(form: Form) -> tuple[tuple[str, str], ...]:
    """What is typed and chosen in a form: each field that is not empty by its label, and what it says."""
    said = ((field.label, _said(field)) for field in form.fields)
    return tuple((label, words) for label, words in said if words)


def _said(field: Field) -> str:
    if field.kind == "terms":
        ticked = ((group.says, [choice.says for choice in group.choices if choice.chosen]) for group in field.terms)
        return "; ".join(f"{issue}: {', '.join(options)}" for issue, options in ticked if options)
    if field.kind == "select":
        return next((choice.says for choice in field.choices if choice.chosen and choice.value), "")
    return field.value


def _ticked(choice: Choice, ticked: Sequence[str]) -> Choice:
    return replace(choice, chosen=choice.value in ticked)


def told(form: Form, problems: Sequence[Problem], after: Live | None, entry: Path) -> Form:
    """A form with every problem beside the field that it is about; what is about none of them stands above all.

    after: the state that was refused, in which the problems have their places; entry: the path of the entry in it.
    """
    beside: dict[str, str] = {}
    rest: list[Problem] = []
    for problem in problems:
        field = _about(form, problem, after, entry) if after is not None else None
        if field is None or field.name in beside:
            rest.append(problem)
        else:
            beside[field.name] = words(problem)
    fields = tuple(replace(field, problem=beside.get(field.name, "")) for field in form.fields)
    return replace(form, fields=fields, problems=tuple(rest))


def _about(form: Form, problem: Problem, after: Live, entry: Path) -> Field | None:
    """The field at whose place in the file a problem is."""
    for field in form.fields:
        if not field.path:
            continue
        place = after.document.place((*entry, *field.path))
        if (place.line, place.column) == (problem.place.line, problem.place.column) and place.line:
            return field
    return None


def words(problem: Problem) -> str:
    """What is wrong and what mends it, as a sentence, without the short name of what stands beside the field."""
    return capital(re.sub(r"^'[^']+': ", "", problem.sentence))
