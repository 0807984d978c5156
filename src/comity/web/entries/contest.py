"""The contest behind a case: who would fight on, at what odds and costs, and what each option changes in that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from comity.case.contest import Contest, Effect
from comity.case.model import Case
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import beside, capital, named
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.evidence import evidence_field, put_evidence
from comity.web.entries.in_list import parties, unchosen
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, put, put_number
from comity.web.forms import Field, Form, Sent, select
from comity.web.sheet import number_words

BASE = "base"
"""The address of what does not hang on an option; that of an effect is its issue and option."""
Numbers = Sequence[tuple[str, str, str]]

_OF_WAR: Numbers = (
    ("held", "Holds today", "In 100 of what is fought over."),
    ("victory", "Would win it all", "In 100, if fought to an end from today’s line."),
    ("land", "With all the land", "What an even chance becomes, in 100; 50: it does not help."),
    ("arms", "With twice the arms", "What an even chance becomes, in 100."),
    ("first_strike.challenger", "Striking first, challenger", "What an even chance becomes, in 100; 50: nothing."),
    ("first_strike.defender", "Striking first, defender", "As beside it."),
    ("cost.challenger", "Cost of war, challenger", "In years of holding all of it."),
    ("cost.defender", "Cost of war, defender", "In years of holding all of it."),
    ("discount", "Next year counts", "In 100 of this year."),
    ("noise", "What moves a side besides", "In years of holding all of it: its spread."),
    ("accident", "Ends by accident", "In 100 a year."),
    ("rebuilding.years", "Arms grow in peace for", "Years."),
    ("rebuilding.challenger", "By, challenger", "In 100 of today’s arms a year."),
    ("rebuilding.defender", "By, defender", "In 100 of today’s arms a year."),
)
_FATIGUE: Numbers = (
    ("fatigue.challenger", "Challenger", "In 100 of its arms a year; below 0 they grow."),
    ("fatigue.defender", "Defender", "In 100 of its arms a year."),
)
_GUARANTOR: Numbers = (
    ("guarantor.rescue", "Challenger wins even so", "In 100, although the guarantor fights."),
    ("guarantor.punishment", "Costs the challenger", "In years of holding all of it, beyond the war."),
    ("guarantor.wavers", "Begins to waver", "In 100 a year."),
    ("guarantor.recovers", "Stands firm again", "In 100 a year."),
    ("guarantor.incentive.defeat", "Loses by a defeat", "In points of its own; all four or none."),
    ("guarantor.incentive.reputation", "Loses by a broken word", "In points of its own."),
    ("guarantor.incentive.fighting", "Loses by fighting", "In points of its own."),
    ("guarantor.incentive.noise", "What moves it besides", "In points of its own: its spread."),
)
_CHEATING: Numbers = (
    ("cheating.arms", "Arms while it cheats", "In 100 of what they would be."),
    ("cheating.begins", "Begins", "In 100 a year."),
    ("cheating.found", "Is found out by itself", "In 100 a year."),
)
_SHARE = ("share", "Challenger then holds", "In 100 of what is fought over.")
_EFFECT: Numbers = (
    ("odds", "An even chance becomes", "In 100, for the challenger; 50: nothing changes."),
    ("guarantee.chance", "A promise, kept today", "In 100, if the challenger attacks; all three or none."),
    ("guarantee.decay", "Lost of that a year", "In 100 of it."),
    ("guarantee.wavering", "Left while it wavers", "In 100 of it."),
    ("rebuilding.challenger", "Arms grow more, challenger", "Points of 100 a year; below 0: less."),
    ("rebuilding.defender", "Arms grow more, defender", "Points of 100 a year."),
    ("limit.challenger", "Arms at most, challenger", "In 100 of today’s."),
    ("limit.defender", "Arms at most, defender", "In 100 of today’s."),
    ("flow.challenger", "Has from peace, challenger", "In 100 of a year of holding all; lost on attack."),
    ("flow.defender", "Has from peace, defender", "In 100 of a year of holding all."),
    ("first_strike", "Left of striking first", "In 100."),
    ("accident", "Left of accidents", "In 100."),
    ("found", "Cheating found out", "In 100 a year."),
)
_GROUPS = (
    ("", "", _OF_WAR),
    ("How fighting on wears them down.", "Needed to say who gains by waiting; else empty.", _FATIGUE),
    ("Who would come to the defender’s aid.", "Empty where nobody would.", _GUARANTOR),
    ("Whether limits on arms could be broken unseen.", "Empty where none are in question.", _CHEATING),
)
_PARTS = ("fatigue", "guarantor", "cheating")


def _listed(case: Case) -> tuple[Line, ...]:
    return tuple(_lines(case, case.contest)) if case.contest else ()


def _lines(case: Case, held: Contest) -> Iterator[Line]:
    challenger, defender = (capital(named(case, side)) for side in held.sides)
    says = (
        f"{challenger} might attack {named(case, held.defender)} over “{held.stake}”. It holds "
        f"{number_words(held.held)} in 100 of that today, and would win it all in {number_words(held.victory)} of 100."
    )
    yield Line(BASE, says, (), held.because or "", held.draft)
    for issue, stated in case.issues.items():
        effects = held.effects.get(issue, {})
        if stated.amount is not None:
            if effects:
                yield Line(issue, f"{stated.name}: what its steps change", counts=False, formed=False)
            continue
        if _shares(held, issue):
            yield Line(issue, f"{stated.name}: how much {challenger} then holds, by option", counts=False)
        for option in stated.options:
            effect = effects.get(option)
            told = ", ".join(_told(effect, challenger, defender)) if effect else ""
            why = (effect.because or "", effect.draft) if effect else ("", False)
            line = f"{capital(beside(case, issue, option))}: {told or 'changes nothing in it'}"
            yield Line(f"{issue}/{option}", line, (), *why, within=True, counts=effect is not None)


def _shares(held: Contest, issue: str) -> bool:
    """Whether an issue says, or may say, which part of the stake the challenger has; one issue does."""
    sharing = [other for other, effects in held.effects.items() if any(effect.share for effect in effects.values())]
    return not sharing or issue in sharing


def _told(effect: Effect, challenger: str, defender: str) -> Iterator[str]:
    """What an option changes in the contest, in words."""
    for name, label, _ in (_SHARE, *_EFFECT):
        number = _at(effect, name)
        if number is not None:
            said = (
                label.replace("Challenger", challenger).replace("challenger", challenger).replace("defender", defender)
            )
            first = said[0] if label.startswith("Challenger") else said[0].lower()
            yield f"{first}{said[1:]} {number_words(number)}"


def _at(held: Any, name: str) -> Any:
    """What stands at a name such as "cost.defender" within a part of the case; None where nothing does."""
    for step in name.split("."):
        held = getattr(held, step) if held is not None else None
    return held


def _numbers(held: Any, numbers: Numbers) -> Iterator[Field]:
    for name, label, hint in numbers:
        number = _at(held, name)
        yield Field(name, label, number.words() if number else "", hint=hint, path=tuple(name.split(".")))


def _form(live: Live, case: Case, at: str) -> Form | None:
    held = case.contest
    if at == "" or (at == BASE and held is not None):
        return _base(live, case, held)
    issue, _, option = at.partition("/")
    stated = case.issues.get(issue)
    if held is None or stated is None or stated.amount is not None or (option and option not in stated.options):
        return None
    effects = held.effects.get(issue, {})
    if not option:
        fields = tuple(_by_option(case, held, issue)) if _shares(held, issue) else ()
        title = f"{stated.name}: how much {named(case, held.challenger)} then holds"
        return Form("contest", at, title, fields, edits.stands(live, _path(at))) if fields else None
    effect = effects.get(option)
    title = f"{capital(beside(case, issue, option))}: what it changes for who would fight on"
    removes = "It then changes nothing. History keeps what was judged." if effect and effect.share is None else ""
    fields = (*_numbers(effect, _EFFECT), *_end(case, effect))
    return Form("contest", at, title, fields, edits.stands(live, _path(at)), removes)


def _by_option(case: Case, held: Contest, issue: str) -> Iterator[Field]:
    yield Field("", "In 100 of what is fought over.", kind="words", hint="Of every option, or of none.")
    for option in case.issues[issue].options:
        effect = held.effects.get(issue, {}).get(option)
        said = effect.share.words() if effect and effect.share else ""
        yield Field(f"share.{option}", capital(beside(case, issue, option)), said, path=(option, "share"))


def _base(live: Live, case: Case, held: Contest | None) -> Form:
    fields = [
        select(side, label, getattr(held, side) if held else "", (*unchosen(held), *parties(case)), (side,))
        for side, label in (("challenger", "Challenger: might attack"), ("defender", "Defender"))
    ]
    stake = held.stake if held else ""
    fields.append(Field("stake", "What they would fight over", stake, hint="In a few words.", path=("stake",)))
    if held is None:
        issues = [(issue, stated.name) for issue, stated in case.issues.items() if stated.amount is None]
        hint = "How much each of its options leaves to whom is asked next."
        fields.append(select("line", "The issue that settles it", "", (("", "choose one"), *issues), (), hint))
    for title, hint, numbers in _GROUPS:
        if title:
            fields.append(Field("", title, kind="words", hint=hint))
        if numbers is _GUARANTOR:
            who = (held.guarantor.party or "") if held and held.guarantor else ""
            path: Path = ("guarantor", "party")
            fields.append(select("guarantor.party", "Who", who, (("", "not one party"), *parties(case)), path))
        fields += _numbers(held, numbers)
    fields += _end(case, held)
    removes = "All that is judged of the contest is taken out. History keeps it." if held else ""
    at = BASE if held else ""
    return Form("contest", at, "Who would fight on", tuple(fields), edits.stands(live, ("contest",)), removes)


def _end(case: Case, held: Contest | Effect | None) -> tuple[Field, ...]:
    return (
        because_field(held.because if held else ""),
        evidence_field(case, held),
        select("confidence", "Confidence", (held.confidence or "") if held else "", CONFIDENCES, ("confidence",)),
    )


def _path(at: str) -> Path:
    issue, _, option = at.partition("/")
    if at in ("", BASE):
        return ("contest",)
    return ("contest", "effects", issue, *([option] if option else []))


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    where, effect = _path(at), "/" in at
    if not effect and at not in ("", BASE):
        return edits.content(f"{case.issues[at].name}: who then holds how much", where, _divided(case, at, sent))
    numbers = _EFFECT if effect else [number for _, _, group in _GROUPS for number in group]
    if not effect:
        sides = {"challenger": "choose who might attack", "defender": "choose whom", "stake": "write over what"}
        needed = {**sides, **{name: "write a number, or a range" for name, _, _ in _OF_WAR}}
        needed |= {} if case.contest else {"line": "choose one"}
        if wanting := {name: what for name, what in needed.items() if not sent.line(name)}:
            raise Missing(live.file, wanting)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        entry = inside(content, where)
        for name in () if effect else ("challenger", "defender", "stake"):
            put(entry, name, sent.line(name))
        for name, _, _ in numbers:
            _put(entry, name.split("."), sent.line(name))
        if not effect:
            _put(entry, ["guarantor", "party"], sent.one("guarantor.party"))
        put(entry, "confidence", sent.one("confidence"))
        put(entry, "because", sent.line("because"))
        put_evidence(entry, sent, case)
        if sent.one("line") and case.contest is None:
            entry["effects"] = {sent.one("line"): {next(iter(case.issues[sent.one("line")].options)): {}}}
        if effect and not entry:
            inside(content, where[:-1]).pop(where[-1])
        return content

    issue, _, option = at.partition("/")
    what = f"{beside(case, issue, option)}: what it changes for who would fight on" if effect else "Who would fight on"
    return edits.content(capital(what), where, changed)


def _divided(case: Case, issue: str, sent: Sent) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def changed(content: dict[str, Any]) -> dict[str, Any]:
        effects = inside(content, _path(issue))
        for option in case.issues[issue].options:
            _put(effects, [option, "share"], sent.line(f"share.{option}"))
        if not effects:
            inside(content, ("contest", "effects")).pop(issue)
        return content

    return changed


def _put(entry: dict[str, Any], steps: list[str], said: str) -> None:
    """State what stands some steps below an entry; parts that then hold nothing go."""
    step, *further = steps
    if not further:
        put_number(entry, step, said)
        return
    part = entry.get(step)
    if not isinstance(part, Mapping):
        if not said:
            return
        part = entry[step] = {}
    _put(part, further, said)  # type: ignore[arg-type]  # a mapping of a plain content is a dict
    if not part:
        del entry[step]


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    held = case.contest
    issue, _, option = at.partition("/")
    if held is None or (at != BASE and option not in held.effects.get(issue, {})):
        return None
    if at == BASE:
        return edits.removed("Taken out: who would fight on", ("contest",))
    what = f"Taken out: what {beside(case, issue, option)} changes for who would fight on"
    alone = len(held.effects[issue]) == 1
    return edits.removed(what, ("contest", "effects", issue) if alone else _path(at), _path(at))


CONTEST = Kind(
    "contest",
    "Who would fight on",
    "At what odds and costs, and what each option changes in that.",
    "Say who would fight on",
    _listed,
    _form,
    lambda live, case, at, sent: _path(at),
    _edit,
    _taken_out,
    "None yet. Where one side might attack to change what is agreed: its odds and costs tell which agreements would "
    "last, and what breaks them first.",
    "durability",
    once=True,
)
