"""The table: what each party wants, will not sign and has without a deal, to be changed in place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.tree import Mapping, Path
from comity.live import Live
from comity.papers.option_words import capital
from comity.problem import Problems
from comity.web import edits
from comity.web.entries.confirmed import confirmed
from comity.web.entries.gone import Gone, gone_entry, gone_number
from comity.web.entries.issues import ISSUES, moved_up
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, place_now
from comity.web.entries.kinds import KINDS, LISTED
from comity.web.entries.without_form import without_form
from comity.web.following.later import Later, follow, stop_past
from comity.web.following.words import strip
from comity.web.forms import Form, Sent, beside_fields, filled, told
from comity.web.forms import words as problem_words
from comity.web.jobs import Job
from comity.web.number import address, in_file, judged, known, number_at, title
from comity.web.open_case import Conflict, Refused, Saved, digest
from comity.web.rendering import note, page, part
from comity.web.sheet import columns, counts_points, group_of, rows, views
from comity.web.visit import Visit, route, see

_WRITE = re.compile(r"\bwrite (-?[\d.]+(?:\.\.-?[\d.]+)?)\b")
TEMPLATE = "table.html.j2"
STOP_ASKING = 286
"""The number by which htmx is told not to ask again."""


@dataclass(frozen=True)
class Quoted:
    """A piece of evidence: the words that it points at, empty where they stand nowhere; which source; its address."""

    words: str
    source: str
    href: str


@dataclass(frozen=True)
class Editing:
    """The number that is being changed: where it stands, whose and what it is in words, and what is typed so far.

    seen: what stood in the file when it was opened; problems: why it was not taken, in words; repair: what `check`
    would write; conflict: what somebody else has made of it meanwhile.
    """

    at: str
    title: str
    value: str
    because: str
    confidence: str
    evidence: tuple[Quoted, ...]
    seen: str
    problems: tuple[str, ...] = ()
    repair: str = ""
    conflict: Conflict | None = None


@dataclass(frozen=True)
class Listing:
    """The entries of one kind, as they stand below the sheet."""

    kind: Kind
    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(line.counts for line in self.lines)

    @property
    def asks(self) -> str:
        """What the question asks that rests on them; empty where more than one does."""
        from comity.questions import registered

        return registered(self.kind.question).asks if self.kind.question else ""


def show(visit: Visit) -> Response:
    """The page, with the number or the entry opened that the address names."""
    live = visit.case.live
    case = live.checked.case
    path = known(case, visit.asked.get("edit", "")) if case else None
    editing = _editing(visit, live, case, path) if case and path else None
    form = _form(live, case, visit.asked.get("open", "")) if case else None
    if not visit.swaps:
        return page(visit, TEMPLATE, **_told(visit, editing, form))
    room = "entries" if "entries" in visit.asked else _room(form.kind) if form else "sheet"
    return part(visit, TEMPLATE, room, **_told(visit, editing, form))


def change(visit: Visit) -> Response:
    """Take a number, its reason and how confident it is; refuse it beside its field where it is none."""
    form, live = visit.form, visit.case.live
    case = live.checked.case
    path = known(case, form.get("at", "")) if case else None
    if case is None or path is None:
        return _gone(visit, gone_number(case, visit.fields), "sheet")
    editing = _typed(visit, live, case, path)
    done = visit.case.change(_edit(case, live, path, editing), editing.seen, visit.by)
    if isinstance(done, Refused):
        repair = next((found[1] for each in done.problems if (found := _WRITE.search(each.said))), "")
        wrong = tuple(map(problem_words, done.problems))
        return _refused(visit, replace(editing, problems=wrong, repair=repair), None, 422)
    if isinstance(done, Conflict):
        return _refused(visit, replace(editing, conflict=done), None, 409)
    return _saved(visit, done, f"at-{_id(form['at'])}", "changed")


def write(visit: Visit) -> Response:
    """Take an entry: a red line, say; refuse what is wrong with it beside its fields, what is typed kept."""
    live, sent = visit.case.live, Sent(visit.fields)
    case, kind = live.checked.case, KINDS.get(visit.form.get("kind", ""))
    at = _at(visit, live)
    form = kind.form(live, case, at) if case and kind else None
    if kind is None:
        return see(visit.href("table"))
    if case is None or form is None:
        return _gone(visit, gone_entry(case, visit.fields, _opened(visit, kind)), _room(kind.name))
    form = replace(filled(form, sent), seen=visit.form.get("seen", ""))
    try:
        edit = kind.edit(live, case, at, sent)
    except Missing as missing:
        wanting = {name: _sentence(what) for name, what in missing.fields.items()}
        return _refused(visit, None, beside_fields(form, wanting), 422)
    new = not edit.stands(live)
    done = visit.case.change(edit, None if new else form.seen, visit.by)
    if isinstance(done, Refused):
        return _refused(visit, None, told(form, done.problems, done.after, kind.where(live, case, at, sent)), 422)
    if isinstance(done, Conflict):
        return _refused(visit, None, replace(form, seen=done.stands, conflict=True), 409)
    return _saved(visit, done, kind.name, "written")


def take_out(visit: Visit) -> Response:
    """Take an entry out of the case."""
    live = visit.case.live
    case, kind = live.checked.case, KINDS.get(visit.form.get("kind", ""))
    at = _at(visit, live)
    form = kind.form(live, case, at) if case and kind else None
    edit = kind.taken_out(live, case, at) if case and kind else None
    if kind is None:
        return see(visit.href("table"))
    if form is None or edit is None:
        return _gone(visit, gone_entry(case, (), None), _room(kind.name))
    done = visit.case.change(edit, visit.form.get("seen", form.seen), visit.by)
    if isinstance(done, Refused):
        return _refused(visit, None, replace(form, problems=done.problems), 422)
    if isinstance(done, Conflict):
        return _refused(visit, None, replace(form, seen=done.stands, conflict=True), 409)
    return _saved(visit, done, kind.name, "written")


def move_up(visit: Visit) -> Response:
    """Put an issue or an option one place up."""
    live, at = visit.case.live, visit.form.get("at", "")
    case = live.checked.case
    form = ISSUES.form(live, case, at) if case else None
    if case is None or form is None:
        return _gone(visit, gone_entry(case, (), None), "entries")
    edit = moved_up(live, case, at)
    done = visit.case.change(edit, None, visit.by) if edit else None
    if isinstance(done, Refused):
        return _refused(visit, None, replace(form, problems=done.problems), 422)
    return _saved(visit, done, ISSUES.name, "written") if isinstance(done, Saved) else see(visit.href("table"))


def follows(visit: Visit) -> Response:
    """What takes longer to follow from an edit, all of it or one thing: begun where it is not yet."""
    asked, name = visit.asked.get("from", ""), visit.asked.get("of", "")
    if not visit.swaps:
        return see(f"{visit.href('table')}?{urlencode({'from': asked, 'later': 'yes'})}#follows")
    later = _later(visit, visit.case.earlier(asked), visit.case.live)
    told: dict[str, Any] = {"later": tuple(each for each in later if not name or each[0].name == name), "before": asked}
    return part(visit, TEMPLATE, "one" if name else "later", **told)


def outside(visit: Visit) -> Response:
    """Whether another program has changed the file since a page was made; nothing where it has not."""
    try:
        visit.case.live  # noqa: B018  # looking at the file is what notices
    except Problems as unread:  # an editor that is not done writing, say; it is asked again
        told = unread.problems[0].sentence
        return note(
            "check", "The file cannot be read just now.", f"{capital(told)} What you have typed stands here still."
        )
    if visit.asked.get("since", "") == str(visit.case.outside):
        return Response("", media_type="text/html")  # which takes away what was said a moment ago
    answer = part(visit, "outside.html.j2", "changed")
    answer.status_code = STOP_ASKING
    return answer


def _saved(visit: Visit, done: Saved, focus: str, block: str) -> Response:
    stop_past(visit.workbench.jobs, visit.case, done.after)
    if not visit.swaps:
        asked = {"from": digest(done.before.text), **_asked(visit)}
        return see(f"{visit.href('table')}?{urlencode(asked)}#{focus}")
    return part(visit, TEMPLATE, block, oob=True, **_told(visit, None, None, done, focus))


def _refused(visit: Visit, editing: Editing | None, form: Form | None, status: int) -> Response:
    """The table or the entries once more, with what was typed and why it was not taken."""
    return _not_taken(visit, status, _room(form.kind) if form else "sheet", _told(visit, editing, form))


def _gone(visit: Visit, gone: Gone, room: str) -> Response:
    """The table once more, with what was typed about something that is not in the case any more."""
    if "version" not in visit.form:  # no page has sent this
        return see(visit.href("table"))
    return _not_taken(visit, 409, room, {**_told(visit, None, None, focus="gone"), "gone": gone, "gone_from": room})


def _not_taken(visit: Visit, status: int, room: str, told: dict[str, Any]) -> Response:
    """A part of the page, or the page, that says why something is not saved."""
    return part(visit, TEMPLATE, room, **told) if visit.swaps else page(visit, TEMPLATE, status, **told)


def _at(visit: Visit, live: Live) -> str:
    """Which entry a form is of, as it is named now."""
    form = visit.form
    return place_now(live, form.get("kind", ""), form.get("at", ""), form.get("seen", ""))


def _opened(visit: Visit, kind: Kind) -> Form | None:
    """The form of an entry in the state that the visitor's page was made from; None where that is forgotten."""
    live = visit.case.earlier(visit.form.get("version", ""))
    case = live.checked.case if live else None
    return kind.form(live, case, visit.form.get("at", "")) if live and case else None


def _room(kind: str) -> str:
    """The part of the page in which an entry of a kind has its form."""
    return "sheet" if kind == "views" else "entries"


def _edit(case: Case, live: Live, path: Path, typed: Editing) -> edits.Edit:
    """The edit that what was typed asks for: the number alone, or with its reason and confidence."""
    where, number = in_file(live, path), number_at(live, path)
    old = edits.stands(live, number)
    what = f"{title(case, path)}: {f'{old} becomes {typed.value}' if old else typed.value}"
    now = judged(case, path)
    because, confidence = _said(now)
    if not typed.value and now is not None:
        return edits.removed(f"{title(case, path)}: {old} is taken out", where, number)
    node = live.document.node(where)
    drafted = isinstance(node, Mapping) and "draft" in node.values
    if (typed.because, typed.confidence) == (because, confidence) and now is not None and not drafted:
        return edits.value(what, number, typed.value)

    def written(content: dict[str, Any]) -> dict[str, Any]:
        at = edits.inside(content, where[:-1])
        held = at.get(where[-1])
        entry = dict(held) if isinstance(held, dict) else {}
        entry["value"] = typed.value
        for name, said in (("because", typed.because), ("confidence", typed.confidence)):
            if said:
                entry[name] = said
            else:
                entry.pop(name, None)
        entry = confirmed(held, entry)
        at[where[-1]] = entry if len(entry) > 1 else entry["value"]
        return content

    reason = "" if typed.value != old else ": its reason" if typed.because != because else ": its confidence"
    return edits.content(f"{title(case, path)}{reason}" if reason else what, number, written, typed.value)


def _said(number: Estimate | None) -> tuple[str, str]:
    return (number.because or "", number.confidence or "") if number else ("", "")


def _editing(visit: Visit, live: Live, case: Case, path: Path) -> Editing:
    number = judged(case, path)
    seen = edits.stands(live, number_at(live, path))
    evidence = tuple(
        Quoted(
            case.quote(piece) or piece.words,
            case.sources[piece.source].title or piece.source if piece.source in case.sources else piece.source,
            visit.href("sources", source=piece.source),
        )
        for piece in (number.evidence if number else ())
    )
    return Editing(address(path), title(case, path), seen, *_said(number), evidence, seen)


def _typed(visit: Visit, live: Live, case: Case, path: Path) -> Editing:
    """What the form says; a reason or confidence that it does not have stays what it is."""
    form, opened = visit.form, _editing(visit, live, case, path)
    return replace(
        opened,
        value=(form.get("repair") or form.get("value", "")).strip(),
        because=" ".join(form.get("because", opened.because).split()),
        confidence=form.get("confidence", opened.confidence),
        seen=form.get("seen", opened.seen),
    )


def _form(live: Live, case: Case, opened: str) -> Form | None:
    """The form of the entry that an address names: "red_lines/3", or "red_lines" for a new one."""
    name, _, at = opened.partition("/")
    return KINDS[name].form(live, case, at) if name in KINDS else None


def _told(
    visit: Visit, editing: Editing | None, form: Form | None, done: Saved | None = None, focus: str = ""
) -> dict[str, Any]:
    """What the template is filled with."""
    live = visit.case.live
    case = live.checked.case
    before = done.before if done else visit.case.earlier(visit.asked.get("from", ""))
    followed: dict[str, Any] = {
        "strip": strip(before, live),
        "before": digest(before.text) if before is not None else "",
        "later": _later(visit, before, live) if "later" in visit.asked else None,
        "history": visit.case.history,
    }
    asked = _asked(visit)
    focus = focus or visit.asked.get("left", "")
    opened = {"editing": editing, "form": form, "focus": focus, "known": case, "confidences": CONFIDENCES}
    opened |= {"gone": None, "gone_from": ""}
    if case is None:
        return {**opened, **followed, "points": False, "query": ""}
    group = asked.get("view", "")
    path = known(case, editing.at) if editing else None
    if path:
        group = group_of(case, str(path[1])) if str(path[1]) != group else group
    if form and form.kind == "views":
        whose = form.at.partition("/")[0]
        group = group_of(case, whose) if whose != group else group
    group = group if group in case.everyone() and case.everyone()[group].members else ""
    heads = columns(case, group)
    parties = [head.party for head in heads]
    shown = next((name for name in (asked.get("party"), parties[0] if parties else "") if name in parties), "")
    shown = str(path[1]) if path else shown
    told: dict[str, Any] = {
        "group": group,
        "views": views(case),
        "columns": heads,
        "shown": shown,
        "query": _query(group, shown),
    }
    told["points"] = counts_points(case)
    told["rows"] = tuple(rows(case, heads, path))
    told["sections"] = without_form(live)
    told["listings"] = tuple(Listing(kind, kind.listed(case)) for kind in LISTED)
    return {**opened, **followed, **told}


def _later(visit: Visit, before: Live | None, live: Live) -> tuple[tuple[Later, Job, str], ...]:
    """What follows later, the work on it, and what came of it in words; nothing where a state is forgotten."""
    if before is None or live.checked.case is None or before.checked.case is None:
        return ()
    where = f"{visit.href('follows')}?from={digest(before.text)}&of="
    works = ((later, job.seen()) for later, job in follow(visit.workbench.jobs, visit.case, before, live, where))
    return tuple((later, job, later.words(job.result) if job.state == "done" else "") for later, job in works)


def _asked(visit: Visit) -> dict[str, str]:
    """Which part of the table is shown: a group, and on a phone a party."""
    told = {name: visit.asked.get(name) or visit.form.get(f"shown-{name}", "") for name in ("view", "party")}
    return {name: value for name, value in told.items() if value}


def _query(group: str, shown: str) -> str:
    """The same as the beginning of what stands behind a question mark."""
    return urlencode({**({"view": group} if group else {}), "party": shown})


def _sentence(what: str) -> str:
    return f"{capital(what)}{'' if what.endswith('?') else '.'}" if what else ""


def _id(at: str) -> str:
    return at.replace("/", "-")


ROUTES = [
    route("/case/{case}/table", show),
    route("/case/{case}/table/value", change, "POST"),
    route("/case/{case}/table/entry", write, "POST"),
    route("/case/{case}/table/out", take_out, "POST"),
    route("/case/{case}/table/up", move_up, "POST"),
    route("/case/{case}/follows", follows),
    route("/case/{case}/outside", outside),
]
