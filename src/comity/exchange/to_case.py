"""A negotiation of another program as a case file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from comity.case import text
from comity.case.amount import numeral
from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.case.steps import runs
from comity.exchange.naming import identifiers, quoted, shown, some
from comity.exchange.numeral import decimal
from comity.exchange.scenario import Matter, Profile, Scenario, Table
from comity.exchange.straight_lines import bends

_WIDTH = 110


def case_text(scenario: Scenario) -> str:
    """The case file of a scenario."""
    # "issues" and "ratings" are what the case itself calls the entries that stand beside its fixed fields.
    issues = identifiers((matter.name for matter in scenario.issues), "issue", (*NOT_ISSUES, "issues"))
    options = [
        matter.values if matter.grid else identifiers(matter.values, "option", (*NOT_OPTIONS, "ratings"))
        for matter in scenario.issues
    ]
    parties = identifiers((profile.name for profile in scenario.profiles), "party")
    lines = ["comity: 1", f"title: {_scalar(scenario.title, False)}"]
    grids = (f"{matter.note.what[0].upper()}{matter.note.what[1:]}." for matter in scenario.issues if matter.note)
    lines += _folded("about", _printable(" ".join(filter(None, [scenario.summary, *grids, *_bent(scenario)]))), 0)
    lines += ["origin:", f"  format: {scenario.format}"]
    lines += _entry("definitions", _scalars(scenario.definitions), 2)
    lines.append("  parties:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        lines += _entry(party, _party_origin(profile), 4)
    kinds = {
        issue: matter.kind
        for issue, matter in zip(issues, scenario.issues, strict=True)
        if matter.kind in ("integer", "real")
    }
    if kinds:
        lines += _entry("issues", dict(kinds), 2)
    lines.append("parties:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        lines += _entry(party, _scalars({"name": profile.name, "signs": "yes"}) | _votes(profile), 2)
    if scenario.agree is not None:
        number, including = scenario.agree
        vetoes = ", ".join(_scalar(parties[at], True) for at in including)
        lines += _entry("consent", {"at_least": str(number)} | ({"including": f"[{vetoes}]"} if vetoes else {}), 0)
    lines.append("issues:")
    for issue, matter, named in zip(issues, scenario.issues, options, strict=True):
        lines += [f"  {_scalar(issue, False)}:", f"    name: {_scalar(matter.name, False)}"]
        lines += ["    ordered: yes"] * matter.ordered
        lines += _folded("about", _printable(matter.about), 4) if matter.about else []
        if matter.grid:
            lines += _entry("amount", _amount(matter), 4)
        else:
            lines += _entry("options", _scalars(dict(zip(named, matter.values, strict=True))), 4)
    lines.append("interests:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        scale = profile.scale()
        lines += [f"  {_scalar(party, False)}:", *["    scale: points"] * (profile.weighed is None)]
        lines.append(f"    no_deal: {decimal(profile.effective_reservation() * scale)}")
        if profile.weighed is not None:
            lines += _weighed(profile, scenario.issues, issues, options)
            continue
        for issue, matter, named, table in zip(issues, scenario.issues, options, profile.tables, strict=True):
            lines += _entry(issue, {named[at]: decimal(table[at] * scale) for at in _judged(matter, table)}, 4)
    if any(profile.boxes for profile in scenario.profiles):
        lines.append("linkages:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        scale = profile.scale()
        for box in profile.boxes:
            held = {issues[at]: _held(scenario.issues[at], options[at], kept) for at, kept in box.values.items()}
            lines += _linkage(party, held, decimal(box.adds * scale))
    return "\n".join(lines) + "\n"


def _votes(profile: Profile) -> dict[str, str]:
    held = ", ".join(f"{_scalar(kind, True)}: {decimal(votes)}" for kind, votes in profile.votes.items())
    return {"votes": f"{{{held}}}"} if held else {}


def _bent(scenario: Scenario) -> Iterator[str]:
    """The amounts on which utilities lie on no one line, and how they are stated, in sentences."""
    for at, matter in enumerate(scenario.issues):
        found = {profile.name: len(bends(profile.tables[at])) for profile in scenario.profiles} if matter.grid else {}
        bent = [party for party, many in found.items() if many > 2]
        if bent:
            many = f"{max(found.values()):,} of its {len(matter.values):,} steps"
            what = f"The utilities of {some(bent)} on '{shown(matter.name)}' lie on no one line"
            up_to = "up to " if len(bent) > 1 else ""
            yield f"{what}: they are stated at {up_to}{many}, and lie on straight lines between these."


def _amount(matter: Matter) -> dict[str, str]:
    numbers = matter.numbers or ()
    return {"from": matter.values[0], "to": matter.values[-1], "step": numeral(numbers[1] - numbers[0])}


def _judged(matter: Matter, table: Table) -> Sequence[int]:
    """The values of which a case states the rating: all, of an amount those at which the ratings bend."""
    return bends(table) if matter.grid else range(len(table))


def _held(matter: Matter, named: Sequence[str], kept: Sequence[int]) -> list[str]:
    """Some values of an issue by their short names; of an amount, neighbours in one: 10..20."""
    if not matter.grid:
        return [named[at] for at in kept]
    return [named[a] if a == b else f"{named[a]}..{named[b]}" for a, b in runs(sorted(kept))]


def _weighed(
    profile: Profile, matters: Sequence[Matter], issues: Sequence[str], options: Sequence[Sequence[str]]
) -> list[str]:
    """The issues that a party rates, each with its weight and its ratings from 0 to 100."""
    lines = []
    for issue, matter, named, rated in zip(issues, matters, options, profile.weighed or (), strict=True):
        if rated is not None:
            weight, ratings = rated
            points = {named[at]: decimal(100 * ratings[at]) for at in _judged(matter, ratings)}
            lines += _entry(issue, {"weight": decimal(weight), **points}, 4)
    return lines


def _printable(words: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in words)


def _folded(name: str, words: str, indent: int) -> list[str]:
    """A text in lines of moderate length."""
    blank = " " * indent
    within = f"{blank}  "
    lines = textwrap.wrap(words, _WIDTH, initial_indent=within, subsequent_indent=within, break_on_hyphens=False)
    return [f"{blank}{name}: >", *lines]


def _scalar(value: str, flow: bool) -> str:
    return text.scalar(value, flow) if value.isprintable() else quoted(value)


def _party_origin(profile: Profile) -> dict[str, str]:
    entry = _scalars({"file": profile.file, "scale": decimal(profile.scale())})
    if profile.discount is not None:
        entry["discount"] = repr(profile.discount)
    if profile.reservation is None:
        entry["stand_in"] = decimal(profile.effective_reservation() * profile.scale())
    return entry


def _scalars(entries: Mapping[str, str]) -> dict[str, str]:
    return {key: _scalar(value, True) for key, value in entries.items()}


def _entry(name: str, values: Mapping[str, str], indent: int) -> list[str]:
    """A mapping on one line where it fits, else with a line for each of its entries."""
    start = " " * indent + _scalar(name, False) + ":"
    entries = [f"{_scalar(key, True)}: {value}" for key, value in values.items()]
    line = f"{start} {{{', '.join(entries)}}}"
    if len(line) <= _WIDTH:
        return [line]
    return [start, *(" " * (indent + 2) + entry for entry in entries)]


def _linkage(party: str, held: Mapping[str, Sequence[str]], adds: str) -> list[str]:
    when = {issue: f"[{', '.join(_scalar(option, True) for option in named)}]" for issue, named in held.items()}
    entries = ", ".join(f"{_scalar(issue, True)}: {named}" for issue, named in when.items())
    line = f"  - {{party: {_scalar(party, True)}, when: {{{entries}}}, adds: {adds}}}"
    if len(line) <= _WIDTH:
        return [line]
    return [f"  - party: {_scalar(party, False)}", *_entry("when", when, 4), f"    adds: {adds}"]
