"""A form as data: what is asked, what may be chosen, what is typed so far and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from comity.case import tree
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import capital
from comity.problem import Problem
from comity.web.amount_field import stated
from comity.web.curve import Curve

Kind = Literal["text", "area", "select", "terms", "words", "points"]
HOW = "how:"
"""What the name of the field begins with that says how an amount is compared."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what the form sends, what it says, whether it is chosen."""

    value: str
    says: str
    chosen: bool = False


@dataclass(frozen=True)
class Options:
    """The options of one issue, to be ticked; of an amount, how it is compared (the choices) and with what.

    words: with what, as typed; hint: what an amount may be, empty where options are ticked; problem: what is wrong.
    """

    issue: str
    says: str
    choices: tuple[Choice, ...]
    words: str = ""
    hint: str = ""
    problem: str = ""

    @property
    def chosen(self) -> str:
        """What is chosen, in few words; empty where nothing is."""
        ticked = [choice for choice in self.choices if choice.chosen]
        if self.hint:
            return " ".join([*(choice.says for choice in ticked if choice.value), self.words]) if self.words else ""
        return f"{len(ticked)} ticked" if ticked else ""


@dataclass(frozen=True)
class Point:
    """A point of a rating over an amount: where it is and how good that is, as typed, and what is wrong with it."""

    at: str = ""
    rating: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Field:
    """One field.

    name: under which it is sent; label, hint: in words; kind: what it looks like ("words": these alone); value: what is
    typed or chosen so far; choices: of a select; terms: the issues whose options are ticked; points: of a rating over
    an amount, drawn as a curve where it has one; path: where it stands within its entry in the file; problem: what is
    wrong with it.
    """

    name: str
    label: str
    value: str = ""
    kind: Kind = "text"
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    terms: tuple[Options, ...] = ()
    points: tuple[Point, ...] = ()
    curve: Curve | None = None
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

    def points(self, name: str) -> list[tuple[str, str]]:
        """The points of a rating: where each is and how good that is; both empty in a row that was left so."""
        several = [(value.strip(), number) for key, value in self.fields if (number := _number(key, f"{name}-at."))]
        return [(at, self.line(f"{name}-rated.{number}")) for at, number in several]

    def terms(self, name: str) -> dict[str, list[str]]:
        """The options ticked, by issue; of an amount, what is said of it as a file would."""
        compared = {key.removeprefix(HOW) for key, _ in self.fields if key.startswith(HOW)}
        ticked: dict[str, list[str]] = {}
        for key, value in self.fields:
            if key.startswith(f"{name}."):
                said = stated(self.one(f"{HOW}{key}"), value) if key in compared else [value]
                ticked.setdefault(key.removeprefix(f"{name}."), []).extend(said)
        return {issue: options for issue, options in ticked.items() if options}


def _number(key: str, prefix: str) -> str:
    return key.removeprefix(prefix) if key.startswith(prefix) else ""


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
            _compared(group, sent, f"{field.name}.{group.issue}")
            if group.hint
            else replace(group, choices=tuple(_ticked(choice, ticked.get(group.issue, ())) for choice in group.choices))
            for group in field.terms
        )
        return replace(field, terms=terms)
    if field.kind == "points":
        return replace(field, points=tuple(Point(*each) for each in sent.points(field.name)))
    value = sent.one(field.name)
    choices = tuple(replace(choice, chosen=choice.value == value) for choice in field.choices)
    return replace(field, value=value, choices=choices)


def _compared(group: Options, sent: Sent, name: str) -> Options:
    how = sent.one(f"{HOW}{name}")
    choices = tuple(replace(choice, chosen=choice.value == how) for choice in group.choices)
    return replace(group, words=sent.one(name), choices=choices)


def typed(form: Form) -> tuple[tuple[str, str], ...]:
    """What is typed and chosen in a form: each field that is not empty by its label, and what it says."""
    said = ((field.label, _said(field)) for field in form.fields)
    return tuple((label, words) for label, words in said if words)


def _said(field: Field) -> str:
    if field.kind == "terms":
        said = ((group.says, _said_of(group)) for group in field.terms)
        return "; ".join(f"{issue}: {options}" for issue, options in said if options)
    if field.kind == "points":
        return ", ".join(f"{point.at}: {point.rating}" for point in field.points if point.at or point.rating)
    if field.kind == "select":
        return next((choice.says for choice in field.choices if choice.chosen and choice.value), "")
    return field.value


def _said_of(group: Options) -> str:
    if group.hint:
        return group.chosen
    return ", ".join(choice.says for choice in group.choices if choice.chosen)


def _ticked(choice: Choice, ticked: Sequence[str]) -> Choice:
    return replace(choice, chosen=choice.value in ticked)


def told(form: Form, problems: Sequence[Problem], after: Live | None, entry: Path) -> Form:
    """A form with every problem beside the field that it is about; what is about none of them stands above all.

    after: the state that was refused, in which the problems have their places; entry: the path of the entry in it.
    """
    beside: dict[str, str] = {}
    rest: list[Problem] = []
    for problem in problems:
        name = _about(form, problem, after, entry) if after is not None else None
        if name is None or name in beside:
            rest.append(problem)
        else:
            beside[name] = words(problem)
    return replace(beside_fields(form, beside), problems=tuple(rest))


def beside_fields(form: Form, problems: Mapping[str, str]) -> Form:
    """A form with problems in words beside its fields, by their names; within a field, by its name, a dot and which."""
    return replace(form, fields=tuple(_with_problem(field, problems) for field in form.fields))


def _with_problem(field: Field, beside: Mapping[str, str]) -> Field:
    terms = tuple(replace(group, problem=beside.get(f"{field.name}.{group.issue}", "")) for group in field.terms)
    points = tuple(
        replace(point, problem=beside.get(f"{field.name}.{at}", "")) for at, point in enumerate(field.points)
    )
    return replace(field, terms=terms, points=points, problem=beside.get(field.name, ""))


def _about(form: Form, problem: Problem, after: Live, entry: Path) -> str | None:
    """The name of the field, or of the amount or point in one, at whose place in the file a problem is."""
    for field in form.fields:
        if not field.path and not field.points:
            continue
        amounts = [group.issue for group in field.terms if group.hint]
        within = [(f"{field.name}.{issue}", (*field.path, issue, *at)) for issue in amounts for at in ((), (0,), (1,))]
        within += [(f"{field.name}.{at}", (*field.path, point.at)) for at, point in enumerate(field.points) if point.at]
        for name, path in (*within, (field.name, field.path)):
            place = after.document.place((*entry, *path))
            if (place.line, place.column) == (problem.place.line, problem.place.column) and place.line:
                return name
    return _around(form, problem, after, entry)


def _around(form: Form, problem: Problem, after: Live, entry: Path) -> str | None:
    """The name of the field that states a mapping or a list in which a problem is."""
    for field in form.fields:
        for path in _below(after, (*entry, *field.path)) if field.path else ():
            place = after.document.place(path)
            if (place.line, place.column) == (problem.place.line, problem.place.column):
                return field.name
    return None


def _below(live: Live, path: Path) -> Iterator[Path]:
    """The paths of all that stands in a mapping or a list of a case file."""
    node = live.document.node(path)
    names = node.values if isinstance(node, tree.Mapping) else ()
    for name in range(len(node.items)) if isinstance(node, tree.Sequence) else names:
        yield (*path, name)
        yield from _below(live, (*path, name))


def words(problem: Problem) -> str:
    """What is wrong and what mends it, as a sentence, without the short name of what stands beside the field."""
    return capital(re.sub(r"^'[^']+'(?:: | (?=must ))", "", problem.sentence))
