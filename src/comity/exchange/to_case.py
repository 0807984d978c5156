"""A negotiation of another program as a case file."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from comity.case import text
from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.exchange.naming import identifiers, quoted
from comity.exchange.numeral import decimal
from comity.exchange.scenario import Profile, Scenario

_WIDTH = 110


def case_text(scenario: Scenario) -> str:
    """The case file of a scenario."""
    # "issues" and "ratings" are what the case itself calls the entries that stand beside its fixed fields.
    issues = identifiers((matter.name for matter in scenario.issues), "issue", (*NOT_ISSUES, "issues"))
    options = [identifiers(matter.values, "option", (*NOT_OPTIONS, "ratings")) for matter in scenario.issues]
    parties = identifiers((profile.name for profile in scenario.profiles), "party")
    lines = ["comity: 1", f"title: {_scalar(scenario.title, False)}"]
    grids = (f"{matter.note.what[0].upper()}{matter.note.what[1:]}." for matter in scenario.issues if matter.note)
    lines += _folded("about", _printable(" ".join([scenario.summary, *grids])), 0)
    lines += ["origin:", f"  format: {scenario.format}"]
    lines += _entry("definitions", _scalars(scenario.definitions), 2)
    lines.append("  parties:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        lines += _entry(party, _party_origin(profile), 4)
    kinds = {issue: matter.kind for issue, matter in zip(issues, scenario.issues, strict=True) if matter.kind}
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
        lines += _entry("options", _scalars(dict(zip(named, matter.values, strict=True))), 4)
    lines.append("interests:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        scale = profile.scale()
        lines += [f"  {_scalar(party, False)}:", *["    scale: points"] * (profile.weighed is None)]
        lines.append(f"    no_deal: {decimal(profile.effective_reservation() * scale)}")
        if profile.weighed is not None:
            lines += _weighed(profile, issues, options)
            continue
        for issue, named, table in zip(issues, options, profile.tables, strict=True):
            points = (decimal(value * scale) for value in table)
            lines += _entry(issue, dict(zip(named, points, strict=True)), 4)
    if any(profile.boxes for profile in scenario.profiles):
        lines.append("linkages:")
    for party, profile in zip(parties, scenario.profiles, strict=True):
        scale = profile.scale()
        for box in profile.boxes:
            held = {issues[at]: [options[at][value] for value in kept] for at, kept in box.values.items()}
            lines += _linkage(party, held, decimal(box.adds * scale))
    return "\n".join(lines) + "\n"


def _votes(profile: Profile) -> dict[str, str]:
    held = ", ".join(f"{_scalar(kind, True)}: {decimal(votes)}" for kind, votes in profile.votes.items())
    return {"votes": f"{{{held}}}"} if held else {}


def _weighed(profile: Profile, issues: Sequence[str], options: Sequence[Sequence[str]]) -> list[str]:
    """The issues that a party rates, each with its weight and its ratings from 0 to 100."""
    lines = []
    for issue, named, rated in zip(issues, options, profile.weighed or (), strict=True):
        if rated is not None:
            weight, ratings = rated
            points = (decimal(100 * rating) for rating in ratings)
            lines += _entry(issue, {"weight": decimal(weight), **dict(zip(named, points, strict=True))}, 4)
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
