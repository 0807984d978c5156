"""Positions in time: for each party and issue its statements in order, with the changes marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity.reading.actors import Registry
from comity.reading.library import Library
from comity.reading.statement import Statement


@dataclass(frozen=True)
class Step:
    """One statement on a track; `change` says what is new against the one before, None where nothing is."""

    statement: Statement
    change: str | None


@dataclass(frozen=True)
class Track:
    """What one party said on one issue, in time."""

    party: str
    issue: str
    steps: tuple[Step, ...]


def timeline(statements: Iterable[Statement]) -> tuple[Track, ...]:
    """How did each party's position on each issue move?

    Repeats and what nobody in particular holds are left out. Undated statements come first, in the order of their
    sources. A step is a change when a report says so, when support turns against or back, or when the option or the
    firmness is another than before.
    """
    tracks: dict[tuple[str, str], list[Statement]] = {}
    for s in statements:
        if s.party is not None and s.issue is not None and s.repeats is None and not s.nobody:
            tracks.setdefault((s.member or s.party, s.issue), []).append(s)
    return tuple(
        Track(party, issue, _steps(sorted(found, key=lambda s: s.date or "")))
        for (party, issue), found in sorted(tracks.items())
    )


def _steps(statements: list[Statement]) -> tuple[Step, ...]:
    steps: list[Step] = []
    position: Statement | None = None
    for s in statements:
        steps.append(Step(s, _change(position, s)))
        if s.agreement is not None or s.kind == "change":
            position = s
    return tuple(steps)


def _change(before: Statement | None, now: Statement) -> str | None:
    if now.kind == "change":
        return "gives up a demand" if now.stance == "withdrawn-demand" else "moves"
    if before is None or now.agreement is None:
        return None
    if before.option == now.option and before.agreement != now.agreement and before.agreement is not None:
        return "turns towards it" if now.agreement else "turns against it"
    if before.agreement == now.agreement and now.option and before.option and before.option != now.option:
        return f"speaks of {now.option} instead of {before.option}"
    if (
        before.option == now.option
        and before.agreement == now.agreement
        and before.firmness != now.firmness
        and now.firmness
        and before.firmness
    ):
        return f"{now.firmness} instead of {before.firmness}"
    return None


def timeline_text(tracks: Iterable[Track], actors: Registry, issues: Library) -> str:
    """The tracks as Markdown; changes are marked with an arrow."""
    lines = ["# Positions in time", "", "An arrow marks a change against the party's statement before it.", ""]
    for track in tracks:
        party = actors.find(track.party)
        issue = issues.by_id.get(track.issue)
        lines += [f"## {party.name if party else track.party}: {issue.name if issue else track.issue}", ""]
        for step in track.steps:
            s = step.statement
            words = " ".join(" ".join(s.text[c.start - s.span.start : c.end - s.span.start] for c in s.content).split())
            firm = f", {s.firmness}" if s.firmness else ""
            change = f"→ **{step.change}**: " if step.change else ""
            lines.append(
                f"- {s.date or 'undated'} {change}{s.person or s.mention} ({s.stance}{firm}): {words} [{s.id}]"
            )
        lines.append("")
    return "\n".join(lines)
