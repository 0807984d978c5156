"""The form in which a statement is reviewed: what may be chosen in each field, what was drafted, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from comity.case.model import Case
from comity.web.forms import Choice
from comity.web.options_shown import options_shown
from comity.web.sources.annotated import Annotation, Sources
from comity.web.sources.judgements import choices
from comity.web.sources.statements import Statement

KINDS = {
    "say": "says",
    "demand": "demands",
    "refuse": "refuses",
    "support": "supports or accepts",
    "intend": "intends",
    "change": "changes its position",
    "relation": "speaks of how it gets on with another",
}
FIRMNESS = {"red line": "as a red line", "must": "firmly: must", "may": "loosely: may", "": "not said"}
SIDES = {"yes": "for it", "no": "against it", "": "cannot be told"}
NEW = "new"
"""What a form chooses in place of a judgement where a new red line is to be drafted."""


@dataclass(frozen=True)
class Group:
    """Things to choose under one heading."""

    says: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Reviewing:
    """The statement open beside the text: what may be chosen in each field, what was drafted, what is doubtful.

    problem: why it was not accepted; meanwhile: what somebody else has made of it.
    """

    statement: Statement
    speakers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    topics: tuple[Group, ...]
    sides: tuple[Choice, ...]
    firmness: tuple[Choice, ...]
    judgements: tuple[Group, ...]
    drafted: Mapping[str, str]
    doubts: tuple[str, ...]
    problem: str = ""
    meanwhile: Statement | None = None


def reviewing(
    case: Case | None, found: Sources, statement: Statement, opened: Annotation, typed: Mapping[str, str] | None = None
) -> Reviewing:
    """The form of a statement, with what was typed into it, where it was sent and not taken."""
    row = {**statement.row, **columns(typed)} if typed is not None else statement.row
    names = [party.name for party in case.everyone().values()] if case else []
    ids = {party.name: name for name, party in case.everyone().items()} if case else {}
    speaker = row["organisation"]
    speakers = ["", *names, *([speaker] if speaker and speaker not in names else [])]
    groups = choices_of(found, ids.get(speaker, ""), row["concept"])
    amount = case is not None and row["concept"] in case.issues and case.issues[row["concept"]].steps is not None
    carries = typed.get("carries", "") if typed is not None else _natural(groups, row, opened, amount)
    first = Group("", (Choice("", "none", not carries), Choice(NEW, "a new red line, as a draft", carries == NEW)))
    offered = [
        replace(group, choices=tuple(replace(c, chosen=c.value == carries) for c in group.choices)) for group in groups
    ]
    drafted = {name: said or "nothing" for name, said in statement.drafted.items()}
    drafted |= {name: statement.row[name] or "nothing" for name in row if row[name] != statement.row[name]}
    return Reviewing(
        statement,
        tuple(Choice(name, name or "nobody known", name == speaker) for name in speakers),
        _of(KINDS, row["kind"]),
        tuple(_topics(case, row["concept"], row["option"])),
        _of(SIDES, row["agreement"]),
        _of(FIRMNESS, row["firmness"]),
        (first, *offered),
        drafted,
        tuple(_doubts(case, statement)),
    )


def _of(words: Mapping[str, str], value: str) -> tuple[Choice, ...]:
    shown = words if value in words else {**words, value: value}
    return tuple(Choice(each, says, each == value) for each, says in shown.items())


def _topics(case: Case | None, issue: str, meant: str) -> Iterator[Group]:
    chosen = f"{issue}/{meant}" if meant else issue
    known = case.issues if case else {}
    first = [Choice("", "no issue of the case", not chosen)]
    if chosen and (issue not in known or (meant and meant not in known[issue].options)):
        first.append(Choice(chosen, f"as read: {chosen.replace('/', ', ')}", True))
    yield Group("", tuple(first))
    for name, stated in known.items():
        whole = Choice(name, f"{stated.name}: no option of it", chosen == name)
        options = (
            Choice(f"{name}/{key}", stated.options[key].name, chosen == f"{name}/{key}")
            for key in _offered(case, name, meant if issue == name else "")
        )
        yield Group(stated.name, (whole, *options))


def _offered(case: Case | None, issue: str, meant: str) -> tuple[str, ...]:
    """The options that a statement may be of; of an amount the points that are rated, and the one that is meant."""
    shown = options_shown(case, issue) if case else ()
    return shown if case is None or meant in shown or meant not in case.issues[issue].options else (*shown, meant)


def choices_of(found: Sources, party: str, issue: str) -> tuple[Group, ...]:
    """The judgements that words may carry, for what a party says on an issue: the nearest first."""
    groups = choices(found.judgements, party, issue)
    return tuple(Group(name, tuple(Choice(each.at, each.says) for each in group)) for name, group in groups)


def _natural(groups: tuple[Group, ...], row: Mapping[str, str], opened: Annotation, compares: bool) -> str:
    """The judgement that a statement most plainly bears on, where it carries none yet.

    compares: whether its issue is an amount, of which it may name no single step.
    """
    if opened.uses or not (row["option"] or compares) or not groups or groups[0].says != "On this issue":
        return ""
    near = [choice.value for choice in groups[0].choices]
    lines = [at for at in near if at.startswith("red_lines/")] if row["kind"] == "refuse" else []
    whole = [at for at in near if at.startswith("interests/") and at.count("/") == 2]
    return next(iter([*lines, *whole]), "")


def _doubts(case: Case | None, statement: Statement) -> Iterator[str]:
    row = statement.row
    names = {party.name for party in case.everyone().values()} if case else set()
    if not row["organisation"]:
        yield "No known speaker: the words do not tell whose they are."
    elif row["organisation"] not in names:
        yield f"{row['organisation']} is no party of the case."
    if row["concept"] and not row["option"]:
        yield "The issue was told from the words; which option is meant was not."


def columns(form: Mapping[str, str]) -> dict[str, str]:
    """What a form says, in the columns of the table."""
    issue, _, option = form.get("topic", "").partition("/")
    named = {"organisation": "speaker", "kind": "kind", "agreement": "side", "firmness": "firmness"}
    told = {column: form[name] for column, name in named.items() if name in form}
    return told | ({"concept": issue, "option": option} if "topic" in form else {})
