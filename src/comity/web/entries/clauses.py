"""Red lines, conditions and linkages: the entries that stand in lists and hold combinations of options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from comity.case.estimate import Estimate
from comity.case.model import Case, Condition, Linkage, RedLine
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import capital, named, refuses, shorts
from comity.web import edits
from comity.web.edits import Edit
from comity.web.entries.combination import combination, terms_field
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, put
from comity.web.forms import Field, Form, Sent, select
from comity.web.ordinal import ordinal
from comity.web.sheet import number_words

FIRMNESS = (
    ("preferred", "preferred: it would rather not, and can be brought to it"),
    ("declared", "declared: it has said so, and giving it up has a price"),
    ("constitutional", "constitutional: its constitution or founding law is against it"),
)


def _line(red: RedLine, case: Case, number: int) -> Line:
    further = ("may be read otherwise",) if red.or_reads else ()
    notes = (red.firmness, *_dated(case, red), *further)
    return Line(str(number), f"{capital(named(case, red.party))} {refuses(case, red)}.", notes, *_why(red))


def _condition(rule: Condition, case: Case, number: int) -> Line:
    says = f"Where there is {shorts(case, rule.if_)}, there must be {shorts(case, rule.then)}."
    return Line(str(number), says, _dated(case, rule), *_why(rule))


def _linkage(link: Linkage, case: Case, number: int) -> Line:
    says = f"{capital(named(case, link.party))}: {points_words(link.adds)} where there is {shorts(case, link.when)}."
    return Line(str(number), says, _dated(case, link), *_why(link))


def points_words(adds: Estimate) -> str:
    """What a linkage adds, in words: "4 to 10 points more", "4 to 12 points less"."""
    if adds.low >= 0:
        return f"{number_words(adds)} points more"
    if adds.high <= 0:
        least, most = f"{-adds.high:.12g}", f"{-adds.low:.12g}"
        return f"{least} to {most} points less" if adds.is_range else f"{most} points less"
    return f"from {-adds.low:.12g} points less to {adds.high:.12g} more"


def _why(judgement: Any) -> tuple[str, bool]:
    return judgement.because or "", judgement.draft


def _dated(case: Case, judgement: Any) -> tuple[str, ...]:
    told = {each.id: f"{each.date.day} {each.date:%B %Y}" for each in case.developments}
    dated = (("since", judgement.since), ("until", judgement.until))
    return tuple(f"{word} {told.get(name, name)}" for word, name in dated if name)


def _parties(case: Case) -> tuple[tuple[str, str], ...]:
    signers = set(case.signers())
    ordered = sorted(case.everyone().items(), key=lambda item: item[0] not in signers)
    return tuple((name, party.name) for name, party in ordered)


def _red_line_fields(case: Case, red: RedLine | None) -> tuple[Field, ...]:
    held = red.unless if red else {}
    return (
        select("party", "Party", red.party if red else "", (*_none(red), *_parties(case)), ("party",)),
        terms_field(
            case,
            "never",
            "Will not sign",
            red.never if red else {},
            ("never",),
            "Tick the options that it refuses, compare amounts. Of several issues: it refuses them together only.",
        ),
        terms_field(
            case, "unless", "Unless with", held, ("unless",), "What lifts it, if anything does. Mostly nothing."
        ),
        select("firmness", "How firm", red.firmness if red else "", (*_none(red), *FIRMNESS), ("firmness",)),
        because_field(red.because if red else ""),
    )


def _condition_fields(case: Case, rule: Condition | None) -> tuple[Field, ...]:
    return (
        terms_field(case, "if", "Where there is", rule.if_ if rule else {}, ("if",)),
        terms_field(case, "then", "There must be", rule.then if rule else {}, ("then",)),
        because_field(rule.because if rule else ""),
    )


def _linkage_fields(case: Case, link: Linkage | None) -> tuple[Field, ...]:
    hint = "Points from -100 to 100, or a range: 5..15. Below 0 they are lost."
    return (
        select("party", "Party", link.party if link else "", (*_none(link), *_parties(case)), ("party",)),
        terms_field(case, "when", "Where there is", link.when if link else {}, ("when",)),
        Field("adds", "It has more by", link.adds.words() if link else "", hint=hint, path=("adds",)),
        select("confidence", "Confidence", (link.confidence or "") if link else "", CONFIDENCES, ("confidence",)),
        because_field(link.because if link else ""),
    )


def _none(held: object) -> tuple[tuple[str, str], ...]:
    return () if held else (("", "choose one"),)


def _kind(
    name: str,
    title: str,
    about: str,
    adds: str,
    one: str,
    line: Callable[[Any, Case, int], Line],
    fields: Callable[[Case, Any], tuple[Field, ...]],
    needed: dict[str, str],
) -> Kind:
    """A kind of entries that stand in a list.

    one: what one is called; needed: what is said where a field is not filled, by its name.
    """

    def held(case: Case, at: str) -> Any:
        entries, number = getattr(case, name), ordinal(at)
        return entries[number] if number is not None and number < len(entries) else None

    def form(live: Live, case: Case, at: str) -> Form | None:
        entry = held(case, at)
        if at and entry is None:
            return None
        seen = edits.stands(live, (name, int(at))) if at else ""
        head = f"Change this {one}" if at else f"A new {one}"
        removes = f"This {one} is taken out of the case. History keeps it." if at else ""
        return Form(name, at, head, fields(case, entry), seen, removes)

    def where(live: Live, case: Case, at: str, sent: Sent) -> Path:
        return name, int(at) if at else len(getattr(case, name))

    def edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
        asked = fields(case, held(case, at))
        wanting = {
            field.name: needed[field.name]
            for field in asked
            if field.name in needed and not (sent.terms(field.name) or sent.one(field.name))
        }
        if wanting:
            raise Missing(live.file, wanting)

        def stated(entry: dict[str, Any]) -> dict[str, Any]:
            for field in asked:
                if field.kind == "terms":
                    put(entry, field.name, combination(sent.terms(field.name), entry.get(field.name)))
                elif isinstance(number := entry.get(field.name), dict):  # with a reason of its own
                    entry[field.name] = {**number, "value": sent.line(field.name)}
                else:
                    put(entry, field.name, sent.line(field.name))
            return entry

        if not at:
            return edits.entry(f"A new {one}{_whose(case, sent)}", (name, "+"), stated({}))

        def changed(content: dict[str, Any]) -> dict[str, Any]:
            content[name][int(at)] = stated(dict(content[name][int(at)]))
            return content

        return edits.content(f"A {one} changed{_whose(case, sent)}", (name, int(at)), changed)

    def taken_out(live: Live, case: Case, at: str) -> Edit | None:
        entry = held(case, at)
        if entry is None:
            return None
        return edits.removed(f"Taken out: {line(entry, case, 0).says.rstrip('.')}", (name, int(at)))

    def listed(case: Case) -> tuple[Line, ...]:
        return tuple(line(entry, case, number) for number, entry in enumerate(getattr(case, name)))

    return Kind(name, title, about, adds, listed, form, where, edit, taken_out)


def _whose(case: Case, sent: Sent) -> str:
    party = case.everyone().get(sent.one("party"))
    return f" of {named(case, sent.one('party'))}" if party else ""


RED_LINES = _kind(
    "red_lines",
    "Red lines",
    "What a party will not sign, whatever else is agreed.",
    "Add a red line",
    "red line",
    _line,
    _red_line_fields,
    {
        "party": "choose whose red line it is",
        "never": "tick what it will not sign",
        "firmness": "choose how firm it is",
    },
)
CONDITIONS = _kind(
    "conditions",
    "Conditions",
    "What makes an agreement fit together, whoever likes it.",
    "Add a condition",
    "condition",
    _condition,
    _condition_fields,
    {"if": "tick what the condition is about", "then": "tick what there must be with it"},
)
LINKAGES = _kind(
    "linkages",
    "Linkages",
    "What a combination of options is worth to a party beyond its parts.",
    "Add a linkage",
    "linkage",
    _linkage,
    _linkage_fields,
    {"party": "choose whose worth it changes", "when": "tick what it is about", "adds": "write by how many points"},
)
