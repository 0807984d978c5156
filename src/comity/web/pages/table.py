"""The table: what each party wants, will not sign and has without a deal, to be changed in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.tree import Mapping, Path
from comity.live import Live
from comity.papers.option_words import short
from comity.problem import Problem
from comity.web import edits
from comity.web.following_words import strip
from comity.web.open_case import Conflict, Refused, Saved, digest
from comity.web.rendering import page, part
from comity.web.visit import Visit, route, see

CONFIDENCES = ("", "low", "medium", "high")
_WRITE = re.compile(r"\bwrite (-?[\d.]+(?:\.\.-?[\d.]+)?)\b")


@dataclass(frozen=True)
class Cell:
    """One judged number of the table.

    at: its path in the case as one part of an address; party: whose it is; says: the number in words, empty where
    nothing is judged; written: as it stands in the file; refused: whether the party will not sign this option whatever
    else is agreed; draft: whether it is still a draft; grounds: whether a reason or evidence stands with it.
    """

    at: str
    party: str
    says: str
    written: str
    refused: bool = False
    draft: bool = False
    grounds: bool = False


@dataclass(frozen=True)
class Row:
    """One row: what it is of, how it is indented, and a cell for each party."""

    kind: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """One party: its name, and whether its yes is needed."""

    party: str
    name: str
    signs: bool


@dataclass(frozen=True)
class Editing:
    """The number that is being changed: where it stands, whose and what it is in words, and what is typed so far.

    seen: what stood in the file when it was opened; problems: why it was not taken; repair: what `check` would write;
    conflict: what somebody else has made of it meanwhile.
    """

    at: str
    title: str
    value: str
    because: str
    confidence: str
    evidence: tuple[str, ...]
    seen: str
    problems: tuple[Problem, ...] = ()
    repair: str = ""
    conflict: Conflict | None = None


def columns(case: Case) -> tuple[Column, ...]:
    """The parties that are judged, signers first, as they stand in the file."""
    everyone = case.everyone()
    names = [name for name in everyone if name in case.parties or name in case.interests]
    signers = set(case.signers())
    ordered = [name for name in names if name in signers] + [name for name in names if name not in signers]
    return tuple(Column(name, everyone[name].name, name in signers) for name in ordered)


def rows(case: Case, live: Live) -> Iterator[Row]:
    """Every row of the table: no deal first, then each issue with its options."""
    parties = [column.party for column in columns(case)]
    refused = {
        (line.party, issue, option)
        for line in case.red_lines
        if len(line.never) == 1 and not line.unless
        for issue, options in line.never.items()
        for option in options
    }
    yield Row("no-deal", "What each has without a deal", tuple(_no_deal(case, live, party) for party in parties))
    for issue, stated in case.issues.items():
        yield Row("issue", stated.name, tuple(_weight(case, live, party, issue) for party in parties))
        for option in stated.options:
            cells = (_rating(case, live, party, issue, option, (party, issue, option) in refused) for party in parties)
            yield Row("option", case.label(issue, option), tuple(cells))


def _no_deal(case: Case, live: Live, party: str) -> Cell:
    held = case.interests.get(party)
    return _cell(live, party, ("interests", party, "no_deal"), held.no_deal if held else None)


def _weight(case: Case, live: Live, party: str, issue: str) -> Cell:
    held = case.interests.get(party)
    stated = held.issues.get(issue) if held else None
    return _cell(live, party, ("interests", party, issue, "weight"), stated.weight if stated else None)


def _rating(case: Case, live: Live, party: str, issue: str, option: str, refused: bool) -> Cell:
    held = case.interests.get(party)
    stated = held.issues.get(issue) if held else None
    return _cell(
        live, party, ("interests", party, issue, option), stated.ratings.get(option) if stated else None, refused
    )


def _cell(live: Live, party: str, path: Path, judged: Estimate | None, refused: bool = False) -> Cell:
    at = "/".join(map(str, path))
    if judged is None:
        return Cell(at, party, "", "", refused)
    says = judged.words().replace("..", " to ")
    grounds = bool(judged.because or judged.evidence)
    return Cell(at, party, says, edits.stands(live, number_at(live, path)), refused, judged.draft, grounds)


def in_file(live: Live, path: Path) -> Path:
    """The path that a judged number has in the file, which may spell `issues` and `ratings` out."""
    spelled: list[str | int] = list(path[:2])
    for step, level in zip(path[2:], ("issues", "ratings"), strict=False):
        node = live.document.node(tuple(spelled))
        if isinstance(node, Mapping) and step not in node.values and level in node.values:
            spelled.append(level)
        spelled.append(step)
    return tuple(spelled)


def number_at(live: Live, path: Path) -> Path:
    """Where the number itself stands in the file: behind `value`, where it has a reason or the like beside it."""
    spelled = in_file(live, path)
    return (*spelled, "value") if isinstance(live.document.node(spelled), Mapping) else spelled


def known(case: Case, at: str) -> Path | None:
    """The path that an address names; None where the case has no such number and could have none."""
    path: Path = tuple(at.split("/"))
    if len(path) < 3 or path[0] != "interests" or path[1] not in case.everyone():
        return None
    if path[2:] == ("no_deal",):
        return path
    if len(path) != 4 or path[2] not in case.issues:
        return None
    return path if path[3] == "weight" or path[3] in case.issues[str(path[2])].options else None


def judged(case: Case, path: Path) -> Estimate | None:
    """What is judged at a path; None where nothing is."""
    held = case.interests.get(str(path[1]))
    if held is None:
        return None
    if path[2] == "no_deal":
        return held.no_deal
    stated = held.issues.get(str(path[2]))
    if stated is None:
        return None
    return stated.weight if path[3] == "weight" else stated.ratings.get(str(path[3]))


def title(case: Case, path: Path) -> str:
    """Whose judgement it is and of what: "Russia, sanctions lifted step by step"."""
    whose = case.everyone()[str(path[1])].name
    if path[2] == "no_deal":
        return f"{whose}, without a deal"
    if path[3] == "weight":
        return f"{whose}, weight of “{case.issues[str(path[2])].name}”"
    return f"{whose}, {short(case, str(path[2]), str(path[3]))}"


def show(visit: Visit) -> Response:
    """The page, with one number opened where the address names it."""
    case = visit.case.live.checked.case
    at = visit.asked.get("edit", "")
    path = known(case, at) if case and at else None
    if visit.swaps:
        return part(visit, "table.html.j2", "sheet", **_told(visit, _editing(visit, path) if path else None))
    return page(visit, "table.html.j2", **_told(visit, _editing(visit, path) if path else None))


def change(visit: Visit) -> Response:
    """Take a number, its reason and how confident it is; refuse it beside its field where it is none."""
    form, live = visit.form, visit.case.live
    case = live.checked.case
    path = known(case, form.get("at", "")) if case else None
    if case is None or path is None:
        return see(visit.href("table"))
    editing = _typed(visit, case, path)
    edit = _edit(case, live, path, editing)
    done = visit.case.change(edit, editing.seen, visit.by)
    if isinstance(done, Refused):
        repair = next((found[1] for each in done.problems if (found := _WRITE.search(f"{each.what}; {each.fix}"))), "")
        editing = _with(editing, problems=done.problems, repair=repair)
        return _answer(visit, _told(visit, editing), 422)
    if isinstance(done, Conflict):
        return _answer(visit, _told(visit, _with(editing, conflict=done)), 409)
    if not visit.swaps:
        return see(f"{visit.href('table')}?from={digest(done.before.text)}#at-{_id(form['at'])}")
    return _answer(visit, {**_told(visit, None, done), "focus": _id(form["at"])}, 200)


def _answer(visit: Visit, told: dict[str, Any], status: int) -> Response:
    if visit.swaps:  # htmx puts nothing in the page where the answer is a refusal by its number
        return part(visit, "table.html.j2", "changed", oob=True, **told)
    return page(visit, "table.html.j2", status, **told)


def _edit(case: Case, live: Live, path: Path, typed: Editing) -> edits.Edit:
    """The edit that what was typed asks for: the number alone, or with its reason and confidence."""
    where, number = in_file(live, path), number_at(live, path)
    old = edits.stands(live, number)
    what = f"{title(case, path)}: {f'{old} becomes {typed.value}' if old else typed.value}"
    now = judged(case, path)
    because, confidence = (now.because or "", now.confidence or "") if now else ("", "")
    if not typed.value.strip() and now is not None:
        return edits.removed(f"{title(case, path)}: {old} is taken out", where, number)
    if (typed.because, typed.confidence) == (because, confidence) and now is not None:
        return edits.value(what, number, typed.value.strip())

    def written(content: dict[str, Any]) -> dict[str, Any]:
        at: Any = content
        for step in where[:-1]:
            if at.get(step) is None:
                at[step] = {}
            at = at[step]
        held = at.get(where[-1])
        entry = dict(held) if isinstance(held, dict) else {}
        entry["value"] = typed.value.strip()
        for name, said in (("because", typed.because), ("confidence", typed.confidence)):
            if said:
                entry[name] = said
            else:
                entry.pop(name, None)
        at[where[-1]] = entry if len(entry) > 1 else entry["value"]
        return content

    reason = "" if typed.value.strip() != old else ": its reason" if typed.because != because else ": its confidence"
    return edits.content(f"{title(case, path)}{reason}" if reason else what, number, written, typed.value.strip())


def _editing(visit: Visit, path: Path) -> Editing:
    live = visit.case.live
    case = live.checked.case
    assert case is not None
    now = judged(case, path)
    seen = edits.stands(live, number_at(live, path))
    evidence = tuple(map(str, now.evidence)) if now else ()
    because, confidence = (now.because or "", now.confidence or "") if now else ("", "")
    return Editing("/".join(map(str, path)), title(case, path), seen, because, confidence, evidence, seen)


def _typed(visit: Visit, case: Case, path: Path) -> Editing:
    """What the form says; a reason or confidence that it does not have stays what it is."""
    form, opened = visit.form, _editing(visit, path)
    value = form.get("repair") or form.get("value", "")
    return _with(
        opened,
        value=value.strip(),
        because=form.get("because", opened.because).strip(),
        confidence=form.get("confidence", opened.confidence),
        seen=form.get("seen", opened.seen),
    )


def _with(editing: Editing, **changed: Any) -> Editing:
    from dataclasses import replace

    return replace(editing, **changed)


def _told(visit: Visit, editing: Editing | None, done: Saved | None = None) -> dict[str, Any]:
    """What the template is filled with."""
    live = visit.case.live
    case = live.checked.case
    told: dict[str, Any] = {"editing": editing, "confidences": CONFIDENCES, "focus": "", "strip": None, "known": case}
    if case is None:
        return {**told, "columns": (), "rows": (), "shown": ""}
    heads = columns(case)
    asked = visit.asked.get("party") or visit.form.get("party", "")
    shown = asked if any(head.party == asked for head in heads) else heads[0].party if heads else ""
    if editing is not None:
        shown = editing.at.split("/")[1]
    earlier = visit.case.earlier(visit.asked.get("from", ""))
    before = done.before if done else earlier
    if before is not None and before.text != live.text:
        told["strip"] = strip(before, live)
    return {**told, "columns": heads, "rows": tuple(rows(case, live)), "shown": shown}


def _id(at: str) -> str:
    return at.replace("/", "-")


def undo(visit: Visit) -> Response:
    """Take the last edit back."""
    done = visit.case.undo(visit.by)
    return see(f"{visit.href('table')}?from={digest(done.before.text)}" if done else visit.href("table"))


def redo(visit: Visit) -> Response:
    """Make the edit again that was taken back last."""
    done = visit.case.redo(visit.by)
    return see(f"{visit.href('table')}?from={digest(done.before.text)}" if done else visit.href("table"))


ROUTES = [
    route("/case/{case}/table", show),
    route("/case/{case}/table/value", change, "POST"),
    route("/case/{case}/undo", undo, "POST"),
    route("/case/{case}/redo", redo, "POST"),
]
