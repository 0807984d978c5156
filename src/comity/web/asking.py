"""What may be asked with a question or a paper, as a form: its fields, and what was typed as options.

What is asked stands in the address, so that it can be kept, sent and asked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from comity.papers.lettered import NAMES_AN_AGREEMENT
from comity.problem import Place, Problem, Problems, nearest
from comity.questions.question import Option

Kind = Literal["text", "area", "select", "date", "tick", "agreement", "agreements", "pair"]
"""Typed; typed, one a line; chosen; a day; yes or no; an agreement, typed or chosen; several; two that are chosen."""

Typed = Mapping[str, Sequence[str]]
"""What was typed, by the names of the options."""

FINER = ("count", "draws", "rows", "seconds", "seed", "values", "work")
"""The options, by name, that say how exactly something is worked out, and not what: a form keeps them apart."""

OF_CONFLICTS = "STATE"
"""How options are shown that say something of a conflict in option form, and nothing of a case."""

YES = "yes"
MOST = 1_000_000_000
"""No number that is asked with is larger; each question has limits of its own below."""
_LONGEST_LABEL = 60
_LONGEST_QUOTED = 40


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen, and what it is called."""

    value: str
    says: str


@dataclass(frozen=True)
class Field:
    """One field of the form.

    name: of its option; label: what it is called; hint: what it does, where the label does not say it; value: what
    stands in it, two for a pair; choices: what may be chosen; problem: why what was typed was not taken.
    """

    name: str
    label: str
    hint: str
    kind: Kind
    value: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    problem: str = ""

    @property
    def finer(self) -> bool:
        """Whether it says how exactly something is worked out."""
        return self.name in FINER

    @property
    def rest(self) -> tuple[str, ...]:
        """What stands in it that is none of the choices."""
        return tuple(value for value in self.value if value not in {choice.value for choice in self.choices})


@dataclass(frozen=True)
class Known:
    """What a case has to choose from: its parties, and the agreements that have a name."""

    parties: tuple[Choice, ...] = ()
    agreements: tuple[Choice, ...] = ()


def fields(options: Sequence[Option], typed: Typed, known: Known, problems: Sequence[Problem] = ()) -> list[Field]:
    """The form of some options, with what was typed in it; problems: by the names of the options, as places."""
    labels = {f"--{option.name}": label(option) for option in options}
    labels |= {option.flag: label(option) for option in options if option.flag}
    told: list[Field] = []
    for option in (option for option in options if option.metavar != OF_CONFLICTS):
        own = "; ".join(problem.said for problem in problems if problem.place.file in _places(option))
        kind = _kind(option)
        hint = _FLAG.sub(lambda flag: f"“{labels.get(flag[0], flag[0])}”", option.meaning.replace("; repeatable", ""))
        if kind == "area":
            hint += f" One a line{_example(option, known)}."
        shown = tuple(typed.get(option.name, ())) or _default(option)
        choices = _choices(option, kind, known)
        told.append(
            Field(
                option.name, label(option), hint if hint.rstrip(".") != label(option) else "", kind, shown, choices, own
            )
        )
    return told


def _example(option: Option, known: Known) -> str:
    """How a line is written: with the short name of a party where one stands in it, and what each is short for."""
    if "=" not in option.metavar:
        return ""
    if not option.metavar.startswith("PARTY=") or not known.parties:
        return f", as {option.metavar}"
    short = ", ".join(f"{party.value} is {party.says}" for party in known.parties)
    return f", as {known.parties[0].value}=2 ({short})"


_FLAG = re.compile(r"--[a-z-]+")


def label(option: Option) -> str:
    """What a form calls an option: its label, else what it does, where that is short, else its name."""
    if option.label:
        return option.label
    meaning = option.meaning.rstrip(".")
    return meaning if len(meaning) <= _LONGEST_LABEL else option.name.replace("_", " ").capitalize()


def unplaced(options: Sequence[Option], problems: Iterable[Problem]) -> list[str]:
    """What is wrong with what was asked that stands beside no field."""
    places = {place for option in options for place in _places(option)}
    return [problem.sentence for problem in problems if problem.place.file not in places]


def typed(options: Sequence[Option], sent: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What an address or a form says, by the names of the options, without what is the default anyway."""
    said: dict[str, list[str]] = {option.name: [] for option in options if option.metavar != OF_CONFLICTS}
    for name, value in sent:
        if name in said:
            said[name].append(value)
    told: dict[str, tuple[str, ...]] = {}
    for option in options:
        each = [line.strip() for value in said.get(option.name, ()) for line in _pieces(option, value)]
        kept = tuple(line for line in each if line)
        if kept and kept != _default(option):
            told[option.name] = kept
    return told


def address(typed: Typed) -> str:
    """What was typed as the end of an address, with its question mark; empty where nothing was."""
    pairs = [(name, value) for name, values in typed.items() for value in values]
    return f"?{urlencode(pairs)}" if pairs else ""


def options_of(options: Sequence[Option], typed: Typed) -> dict[str, Any]:
    """What was typed, as a question or a paper takes it: every option by its name.

    Raises Problems with everything that cannot be taken, each with the name of its option as its place.
    """
    asked: dict[str, Any] = {}
    problems: list[Problem] = []
    for option in options:
        said = typed.get(option.name, ())
        try:
            asked[option.name] = _value(option, said)
        except Problems as wrong:
            problems += wrong.problems
    problems += _apart(options, typed)
    if problems:
        raise Problems(problems)
    return asked


def _apart(options: Sequence[Option], typed: Typed) -> list[Problem]:
    """What is asked beside something that leaves it nothing to say."""
    by_name = {option.name: option for option in options}
    return [
        Problem(Place(other), f"this says nothing beside “{label(option)}”", "leave one of them as it was")
        for option in options
        if option.name in typed
        for other in option.alone
        if other in typed and other in by_name
    ]


def _value(option: Option, said: Sequence[str]) -> Any:
    if option.many:
        return tuple(said)
    if option.values > 1:
        if said and len(said) != option.values:
            raise _wrong(option, f"{option.values} are needed, and {len(said)} given", "choose each of them")
        return tuple(said) or option.default
    if not said:
        return option.default
    one = said[-1]
    if option.kind is bool:
        return one == YES
    if option.choices and one not in option.choices:
        raise _wrong(option, f"'{one}' is none of the choices", nearest(one, option.choices))
    if option.kind in (int, float):
        return _number(option, one)
    return one


def _number(option: Option, said: str) -> float:
    quoted = f"'{said}'" if len(said) <= _LONGEST_QUOTED else f"'{said[:_LONGEST_QUOTED]}…'"
    example = option.default if option.default is not None else option.least or 1
    kind = "a whole number" if option.kind is int else "a number"
    try:
        number: float = option.kind(said.replace(",", "") if option.kind is int else said)
    except ValueError:
        raise _wrong(option, f"{quoted} is not {kind}", f"write {kind}, as {example:,}") from None
    if number != number or abs(number) > MOST:
        raise _wrong(option, f"{quoted} is too large", f"write at most {MOST:,}")
    if option.least is not None and number < option.least:
        raise _wrong(option, f"{said} is too small", f"write {option.least:,} or more")
    return number


def _wrong(option: Option, what: str, fix: str) -> Problems:
    return Problems([Problem(Place(option.name), what, fix)])


def _places(option: Option) -> tuple[str, ...]:
    """What a problem of an option may name as its place: questions name the flag of the command line as well."""
    return (option.name, option.flag or f"--{option.name}")


def _pieces(option: Option, value: str) -> list[str]:
    return value.splitlines() if option.many else [value]


def _kind(option: Option) -> Kind:
    if option.kind is bool:
        return "tick"
    if option.metavar in NAMES_AN_AGREEMENT:
        return "agreements" if option.many else "agreement"
    if option.many:
        return "area"
    if option.values == 2:
        return "pair"
    if option.choices or option.metavar == "PARTY":
        return "select"
    return "date" if option.metavar == "DATE" else "text"


def _choices(option: Option, kind: Kind, known: Known) -> tuple[Choice, ...]:
    if option.choices:
        return tuple(map(Choice, option.choices, option.said or option.choices))
    if kind in ("agreement", "agreements"):
        return known.agreements
    if kind == "pair":
        return (Choice("", "as usual"), *known.parties)
    return known.parties if kind == "select" else ()


def _default(option: Option) -> tuple[str, ...]:
    if option.default is None or option.kind is bool or option.many:
        return ()
    return (f"{option.default:g}" if isinstance(option.default, float) else str(option.default),)
