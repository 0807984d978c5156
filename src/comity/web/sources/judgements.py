"""The judgements of a case that words of a source may carry: each in words, and where its evidence stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.case.judgement import Evidence, Judgement
from comity.case.messages import message_names
from comity.case.model import Case
from comity.case.paths import judgement_paths
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import short, shorts
from comity.web import edits
from comity.web.edits import Edit
from comity.web.number import in_file


@dataclass(frozen=True)
class Carried:
    """One judgement.

    at: its address; says: what it is, in words; party: whose it is, empty where it is nobody's; issues: those that it
    speaks of; where: its path in the file; evidence: what carries it now; draft: whether it still is one.
    """

    at: str
    says: str
    party: str
    issues: tuple[str, ...]
    where: Path
    evidence: tuple[Evidence, ...]
    draft: bool


def carried(case: Case, live: Live) -> tuple[Carried, ...]:
    """Every judgement of a case that stands in its file with a place for evidence, in the file's order of sections."""
    found = []
    for path, judgement in judgement_paths(case):
        where = in_file(live, path) if path[0] == "interests" else path
        if "before" in path or len(path) == 1 or live.document.node(where) is None:
            continue
        party, issues, says = _words(case, path, judgement)
        found.append(
            Carried(_address(case, path, says), says, party, issues, where, judgement.evidence, judgement.draft)
        )
    return tuple(found)


def tied(judgement: Carried, piece: Evidence, source: str) -> Edit:
    """The edit that ties a piece of evidence to a judgement; a number alone becomes one with its evidence beside it.

    source: what the report is called, for the history.
    """

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        def more(held: list[Any]) -> list[Any]:
            return held if any(_is(each, piece) for each in held) else [*held, str(piece)]

        return _with(content, judgement.where, more)

    where = (*judgement.where, "evidence")
    return edits.content(f"{judgement.says}: evidence from {source}", where, changed, str(piece))


def untied(judgement: Carried, piece: Evidence, source: str) -> Edit:
    """The edit that takes a piece of evidence away from a judgement, which stays what it is."""

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        return _with(content, judgement.where, lambda held: [each for each in held if not _is(each, piece)])

    where = (*judgement.where, "evidence")
    return edits.content(f"{judgement.says}: evidence from {source} is taken away", where, changed)


def _with(content: dict[str, Any], where: Path, change: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    """The content with another list of evidence at a judgement."""
    parent: Any = content
    for step in where[:-1]:
        parent = parent[step]
    held = parent[where[-1]]
    entry = held if isinstance(held, dict) else {"option" if where[-1] == "today" else "value": held}
    stated = entry.get("evidence")
    pieces = change([] if stated is None else list(stated) if isinstance(stated, list) else [stated])
    if pieces:
        entry["evidence"] = pieces
    else:
        entry.pop("evidence", None)
    parent[where[-1]] = entry
    return content


def _is(written: Any, piece: Evidence) -> bool:
    """Whether what a file writes as evidence is a certain piece, whatever its digest."""
    from pydantic import ValidationError

    try:
        read = Evidence.model_validate(written)
    except ValidationError:
        return False
    return (read.source, read.start, read.end) == (piece.source, piece.start, piece.end) and (
        read.start is not None or read.words == piece.words
    )


def _address(case: Case, path: Path, says: str) -> str:
    """A path as an address: red lines and conditions by their names, which stay when others come and go.

    One that is known by its number alone bears a mark of what it says: another one in its place is not taken for it.
    """
    steps = list(path)
    if path[0] == "red_lines":
        steps[1] = case.red_lines[int(path[1])].id or path[1]
    elif path[0] == "conditions":
        steps[1] = case.conditions[int(path[1])].id or path[1]
    address = "/".join(map(str, steps))
    return f"{address}~{edits.digest(says)[:6]}" if any(isinstance(step, int) for step in steps) else address


def _words(case: Case, path: Path, judgement: Judgement) -> tuple[str, tuple[str, ...], str]:
    """Whose a judgement is, which issues it speaks of, and what it is in words."""
    section, inner = path[0], path[2:]
    if section == "interests":
        return _of_interest(case, *map(str, path[1:]))
    if section == "red_lines":
        line = case.red_lines[int(path[1])]
        never, unless = (line.never, line.unless) if not inner else (judgement.never, judgement.unless)  # type: ignore[attr-defined]
        lifted = f", unless {shorts(case, unless)}" if unless else ""
        says = f"Red line: {_name(case, line.party)} will not sign {shorts(case, never)}{lifted}"
        return line.party, tuple(never), says if not inner else f"{says} (another reading)"
    if section == "linkages":
        linkage = case.linkages[int(path[1])]
        points = ", its points" if inner else ""
        says = f"{_name(case, linkage.party)}: {shorts(case, linkage.when)}{points}"
        return linkage.party, tuple(linkage.when), says
    if section == "conditions":
        rule = case.conditions[int(path[1])]
        return "", (*rule.if_, *rule.then), f"Condition: {shorts(case, rule.if_)}; it needs {shorts(case, rule.then)}"
    if section == "messages":
        message = case.messages[int(path[1])]
        said = message.says or message_names(case.messages)[int(path[1])]
        return message.to, (), f"Message to {_name(case, message.to)}: {said}"
    if section == "ties":
        tie = case.ties[int(path[1])]
        number = f", its {inner[0]}" if inner else ""
        return tie.to, (), f"Tie from {case.speakers().get(tie.from_, tie.from_)} to {_name(case, tie.to)}{number}"
    if section == "issues":
        issue = str(path[1])
        return "", (issue,), f"What holds today on “{case.issues[issue].name}”"
    if section == "preconditions":
        stated = case.preconditions[int(path[1])]
        first, then = (case.issues[issue].name for issue in (stated.first, stated.then))
        says = f"Precondition of {_name(case, stated.party)}: “{first}” before “{then}”"
        return stated.party, (stated.first, stated.then), says
    if section == "measures":
        part = f", its {inner[0]}" if inner[:1] == ("cost",) else ""
        if inner[:1] == ("ties",):
            speaker, heard, *numbers = map(str, inner[1:])
            part = f", the tie from {case.speakers().get(speaker, speaker)} to {_name(case, heard)}"
            part += f", its {numbers[0]}" if numbers else ""
        moved = f", no deal for {_name(case, str(inner[1]))}" if inner[:1] == ("moves",) else ""
        return case.measures[str(path[1])].by or "", (), f"Measure: {case.measures[str(path[1])].name}{part}{moved}"
    if section == "talks":
        issues = [str(step) for step in path if step in case.issues]
        steps = [case.issues[step].name if step in case.issues else str(step).replace("_", " ") for step in path[1:]]
        return "", tuple(issues[:1]), f"Rounds of talks: {', '.join(step for step in steps if step != 'issues')}"
    if section == "parties":
        group = str(path[-2])
        return group, (), f"{_name(case, group)}: how far its members listen to each other"
    steps = [_name(case, str(step)) for step in path[1:] if not str(step).isdigit()]
    party = next((str(step) for step in path[1:] if step in case.everyone()), "")
    return party, (), f"Keeping an agreement: {', '.join(step.replace('_', ' ') for step in steps)}"


def _of_interest(case: Case, party: str, *within: str) -> tuple[str, tuple[str, ...], str]:
    whose = _name(case, party)
    if not within:
        return party, (), f"{whose}: its interests as a whole"
    if within[0] == "no_deal":
        return party, (), f"{whose}: what it has without a deal{', a month' if len(within) > 1 else ''}"
    issue = within[0]
    name = case.issues[issue].name if issue in case.issues else issue
    if len(within) == 1:
        return party, (issue,), f"{whose} on “{name}”"
    if within[1] == "weight":
        return party, (issue,), f"{whose}: weight of “{name}”"
    known = issue in case.issues and within[1] in case.issues[issue].options
    return party, (issue,), f"{whose}: {short(case, issue, within[1]) if known else within[1]}"


def _name(case: Case, party: str) -> str:
    everyone = case.everyone()
    return everyone[party].name if party in everyone else party


def choices(judgements: tuple[Carried, ...], party: str, issue: str) -> Iterator[tuple[str, list[Carried]]]:
    """The judgements to choose from for what a party says on an issue, in groups: the nearest first.

    Single ratings and weights are among the nearest only: there are hundreds.
    """
    own = [each for each in judgements if party and each.party == party]
    near = [each for each in own if issue in each.issues]
    met = {each.at for each in near}
    own = [each for each in own if each.at not in met and _is_whole(each)]
    met |= {each.at for each in own}
    rest = [each for each in judgements if each.at not in met and _is_whole(each)]
    for name, group in (("On this issue", near), ("Of the same party", own), ("All others", rest)):
        if group:
            yield name, group


def _is_whole(judgement: Carried) -> bool:
    steps = judgement.at.split("/")
    return steps[0] != "interests" or len(steps) < 4
