"""The issues of a case and their options or amounts: what they are called, in which order they stand, and new ones."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import beside, named
from comity.web import amount_field, edits
from comity.web.edits import Edit, inside
from comity.web.entries.amounts import amount_fields, end_fields, ends_moved, missing_of, sent_amount
from comity.web.entries.kind import Kind, Line, Missing, name_for, put
from comity.web.entries.kind import named as fields_of
from comity.web.forms import Field, Form, Sent, select
from comity.web.number import in_file

JOINT = "together, by all who sign"


def _listed(case: Case) -> tuple[Line, ...]:
    lines = []
    for issue, stated in case.issues.items():
        alone = (f"settled by {named(case, stated.decided_by)} alone",) if stated.decided_by in case.everyone() else ()
        if stated.amount is not None:
            lines.append(Line(issue, stated.name, (amount_field.hint(case, issue), *alone), stated.about or ""))
            continue
        lines.append(Line(issue, stated.name, alone, stated.about or "", adds="Add an option"))
        for option, each in stated.options.items():
            lines.append(Line(f"{issue}/{option}", each.name, (), each.says or "", within=True))
    return tuple(lines)


def _form(live: Live, case: Case, at: str) -> Form | None:
    issue, _, option = at.partition("/")
    if at and issue not in case.issues:
        return None
    if option:
        return _option_form(live, case, issue, option if option != "+" else "")
    stated = case.issues.get(issue)
    parties = (("", JOINT), *((name, party.name) for name, party in case.everyone().items()))
    fields = [
        Field("name", "What is to be settled", stated.name if stated else "", path=("name",)),
        Field(
            "about", "What a reader should know of it", (stated.about or "") if stated else "", "area", path=("about",)
        ),
        select("decided_by", "Settled", (stated.decided_by or "") if stated else "", parties, ("decided_by",)),
    ]
    if stated is None:
        hint = "One option a line, each in a few words. They can be explained afterwards."
        fields.insert(1, Field("options", "How it could be settled", "", "area", hint))
        words = Field(
            "", "Or an amount:", kind="words", hint="a sum, a share, a day, from one end to the other in steps."
        )
        fields[2:2] = [words, *amount_fields(None)]
        return Form("issues", "", "A new issue", tuple(fields))
    if stated.amount is not None:
        fields[1:1] = amount_fields(stated.amount)
        fields += end_fields(case, issue)
    removes = f"“{stated.name}” is taken out, with its options and how they are rated."
    return Form("issues", at, stated.name, tuple(fields), edits.stands(live, ("issues", issue)), removes)


def _option_form(live: Live, case: Case, issue: str, option: str) -> Form | None:
    stated = case.issues[issue].options.get(option)
    if option and stated is None:
        return None
    says = "As an agreement would say it, in one sentence."
    fields = [
        Field("name", "What it contains", stated.name if stated else "", path=("name",)),
        Field("short", "In at most four words", (stated.short or "") if stated else "", path=("short",)),
        Field("says", "As a sentence", (stated.says or "") if stated else "", hint=says, path=("says",)),
    ]
    if stated is None:
        hint = "0 to 100, or a range"
        for party in _judging(case, issue):
            label = f"How good it is for {named(case, party)}"
            fields.append(Field(f"rating.{party}", label, "", hint=hint))
        if _shared(case, issue):
            label = f"Part of what is fought over that {named(case, _challenger(case))} then has"
            fields.append(Field("share", label, "", hint="In per cent, or a range"))
        return Form("issues", f"{issue}/+", f"A new option of “{case.issues[issue].name}”", tuple(fields))
    removes = f"“{beside(case, issue, option)}” is taken out, with how it is rated."
    seen = edits.stands(live, ("issues", issue, "options", option))
    return Form("issues", f"{issue}/{option}", stated.name, tuple(fields), seen, removes)


def _judging(case: Case, issue: str) -> tuple[str, ...]:
    """Whose view of an issue is stated."""
    return tuple(party for party, held in case.interests.items() if issue in held.issues)


def _shared(case: Case, issue: str) -> bool:
    """Whether each option of an issue says which part of the stake the challenger has."""
    effects = case.contest.effects.get(issue, {}) if case.contest else {}
    return any(effect.share for effect in effects.values())


def _challenger(case: Case) -> str:
    assert case.contest is not None
    return case.contest.challenger


def _where(live: Live, case: Case, at: str, sent: Sent) -> Path:
    issue, _, option = at.partition("/")
    if not option:
        return ("issues", issue or name_for(sent.line("name"), case.issues, "issue"))
    if option == "+":
        option = name_for(sent.line("short") or sent.line("name"), (*case.issues[issue].options, "weight"), "option")
    return ("issues", issue, "options", option)


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    issue, _, option = at.partition("/")
    where, name = _where(live, case, at, sent), sent.line("name")
    lines = [" ".join(line.split()) for line in sent.one("options").splitlines() if line.strip()]
    wanting = {"name": "" if name else "write what it is called"}
    amount = sent_amount(sent)
    if not at and not amount:
        wanting["options"] = "" if len(lines) > 1 else "write two options at least, one a line, or an amount below"
    if not option and amount:
        wanting |= missing_of(amount)
        if lines:
            wanting["options"] = "an issue has options or an amount, not both; leave one out"
    elif at and not option and case.issues[issue].amount is not None:
        wanting |= missing_of(amount)
    if option == "+":
        judging = _judging(case, issue)
        wanting |= {f"rating.{party}": "" if sent.line(f"rating.{party}") else "rate it" for party in judging}
        wanting["share"] = "say which part" if _shared(case, issue) and not sent.line("share") else ""
    if missing := {field: what for field, what in wanting.items() if what}:
        raise Missing(live.file, missing)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        holder = inside(content, where[:-1])
        old = holder.get(where[-1])
        entry = fields_of(old) if old is not None else {}
        for field in ("name", "short", "says") if option else ("name", "about", "decided_by"):
            put(entry, field, sent.line(field))
        if amount and not option:
            held = entry.get("amount")
            stated = {**(held if isinstance(held, dict) else {}), **amount}  # it may say, too, how papers are to say it
            entry["amount"] = {name: said for name, said in stated.items() if said}
        if not at and not amount:
            entry["options"] = {}
            for line in lines:
                entry["options"][name_for(line, (*entry["options"], "weight"), "option")] = line
        holder[where[-1]] = entry["name"] if option and len(entry) == 1 and not isinstance(old, dict) else entry
        if at and amount and not option:
            ends_moved(live, case, issue, sent, content)
        if option == "+":
            for party in _judging(case, issue):
                rated = inside(content, in_file(live, ("interests", party, issue)))
                ratings = rated["ratings"] if isinstance(rated.get("ratings"), dict) else rated
                ratings[str(where[-1])] = sent.line(f"rating.{party}")
            if _shared(case, issue):
                content["contest"]["effects"][issue][str(where[-1])] = {"share": sent.line("share")}
        return content

    of = f"“{case.issues[issue].name}”" if issue else ""
    new = f"A new option of {of}: {name}" if option == "+" else f"A new issue: {name}"
    return edits.content(f"{name}: in words" if at and option != "+" else new, where, changed)


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    issue, _, option = at.partition("/")
    if issue not in case.issues or (option and option not in case.issues[issue].options):
        return None

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        for party in _judging(case, issue):
            path = in_file(live, ("interests", party, issue))
            if option:
                rated = inside(content, path)
                (rated["ratings"] if isinstance(rated.get("ratings"), dict) else rated).pop(option, None)
            else:
                inside(content, path[:-1]).pop(issue, None)
        if option:
            needs = content["issues"][issue].get("needs")
            if isinstance(needs, dict):
                needs.pop(option, None)
                put(content["issues"][issue], "needs", needs)
            content["issues"][issue]["options"].pop(option)
        else:
            content["issues"].pop(issue)
        effects = (content.get("contest") or {}).get("effects")
        if isinstance(effects, dict) and isinstance(effects.get(issue), dict):
            if option:
                effects[issue].pop(option, None)
            if not option or not effects[issue]:
                effects.pop(issue)
        return content

    what = beside(case, issue, option) if option else case.issues[issue].name
    path: Path = ("issues", issue, "options", option) if option else ("issues", issue)
    return edits.content(f"Taken out: {what}", path, changed)


def moved_up(live: Live, case: Case, at: str) -> Edit | None:
    """The edit that puts an issue, or an option, before the one that it stands after; None where it stands first."""
    issue, _, option = at.partition("/")
    if issue not in case.issues or (option and option not in case.issues[issue].options):
        return None
    names = list(case.issues[issue].options if option else case.issues)
    place = names.index(option or issue)
    if not place:
        return None
    names[place - 1 : place + 1] = [names[place], names[place - 1]]
    path: Path = ("issues", issue, "options") if option else ("issues",)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        holder = inside(content, path)
        ordered = {name: holder[name] for name in names if name in holder}
        others = {name: held for name, held in holder.items() if name not in ordered}
        inside(content, path[:-1])[path[-1]] = {**ordered, **others}
        return content

    what = beside(case, issue, option) if option else case.issues[issue].name
    return edits.content(f"{what}: one place up", path, changed)


ISSUES = Kind(
    "issues",
    "Issues and options",
    "What is to be settled, and how it could be.",
    "Add an issue",
    _listed,
    _form,
    _where,
    _edit,
    _taken_out,
)
