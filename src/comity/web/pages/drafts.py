"""The judgements that are drafts still: accepted, edited and accepted, or refused; and the questions left to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from comity.case.wording import counted
from comity.web.following.words import strip
from comity.web.open_case import Conflict, Refused, Saved, digest
from comity.web.rendering import page, part
from comity.web.sources.drafts import FIRMNESS, Draft, Edited, accepted, drafts, find, refused
from comity.web.sources.quotations import Quotation, quotations
from comity.web.sources.statements import reject
from comity.web.sources.to_decide import questions, settle
from comity.web.visit import Visit, route, see

BY = ("issue", "party")


@dataclass(frozen=True)
class Shown:
    """A draft with the words that it rests on; opened: whether it is being edited; typed, problem: what was typed and
    why it was not taken."""

    draft: Draft
    quotations: tuple[Quotation, ...]
    opened: bool = False
    typed: Mapping[str, str] | None = None
    problem: str = ""


@dataclass(frozen=True)
class Group:
    """The drafts on one issue, or of one party."""

    name: str
    drafts: tuple[Shown, ...]


def groups(found: tuple[Shown, ...], by: str) -> tuple[Group, ...]:
    """Drafts by their issue or by their party, those of none last."""
    names = [each.draft.party if by == "party" else each.draft.issue for each in found]
    ordered = [name for name in dict.fromkeys(names) if name] + ([""] if "" in names else [])
    other = "Of no single party" if by == "party" else "On no single issue"
    return tuple(
        Group(name or other, tuple(each for each, at in zip(found, names, strict=True) if at == name))
        for name in ordered
    )


def show(visit: Visit) -> Response:
    """The page, with one draft open where the address names it."""
    return _answer(visit)


def _answer(
    visit: Visit, status: int = 200, done: Saved | None = None, wrong: tuple[str, str] = ("", ""), said: str = ""
) -> Response:
    live = visit.case.live
    by = visit.asked.get("by") or visit.form.get("by", "")
    by = by if by in BY else BY[0]
    opened = visit.asked.get("edit") or wrong[0]
    typed = visit.form if wrong[0] else None
    read = quotations(live)
    found = tuple(
        Shown(
            draft,
            tuple(map(read, draft.evidence)),
            draft.at == opened,
            typed if draft.at == wrong[0] else None,
            wrong[1] if draft.at == wrong[0] else "",
        )
        for draft in drafts(live.document)
    )
    before = done.before if done else visit.case.earlier(visit.asked.get("from", ""))
    told: dict[str, Any] = {
        "groups": groups(found, by),
        "by": by,
        "number": len(found),
        "firmness": FIRMNESS,
        "questions": questions(visit.case.path.parent),
        "said": said or ("" if wrong[0] else wrong[1]),
        "before": digest(before.text) if before is not None else "",
        "strip": strip(before, live),
    }
    if visit.swaps:
        return part(visit, "drafts.html.j2", "changed", oob=True, **told)
    return page(visit, "drafts.html.j2", status, **told)


def decide(visit: Visit) -> Response:
    """Accept a draft as it is or as it was edited, or refuse it."""
    form, live = visit.form, visit.case.live
    draft = find(live, form.get("at", ""), form.get("seen", ""))
    if draft is None:
        return _answer(visit, 409, said="This draft has changed meanwhile, or is gone: look at it as it is now.")
    if form.get("made") == "refuse":
        edit = refused(draft)
        done = visit.case.change(edit, edit.stands(live), visit.by)
        if isinstance(done, Saved):
            places = [(p.source, p.start, p.end) for p in draft.evidence if p.start is not None and p.end is not None]
            reject(visit.case.path.parent, places)
    else:
        edited = _edited(draft, form) if form.get("made") == "edited" else None
        how = "accepted as edited" if edited is not None else "accepted"
        edit = accepted([draft], f"{draft.says}: the draft is {how}", edited)
        done = visit.case.change(edit, edit.stands(live), visit.by)
    if isinstance(done, Refused):
        return _answer(visit, 422, wrong=(draft.at, done.problems[0].sentence))
    return _made(visit, done)


def _edited(draft: Draft, form: Mapping[str, str]) -> Edited:
    numbers = {each.at: form[each.name] for each in draft.numbers if form.get(each.name, each.written) != each.written}
    options = tuple(name for name, _, _ in draft.options if form.get(f"option/{name}"))
    return Edited(
        numbers,
        form.get("because", "").strip() if "because" in form else None,
        form.get("firmness"),
        options if draft.options else None,
    )


def decide_all(visit: Visit) -> Response:
    """Accept all drafts of a group that stand as they were shown."""
    live, seen = visit.case.live, set(visit.several("seen"))
    chosen = [draft for draft in drafts(live.document) if draft.mark in seen]
    if not chosen:
        return _answer(visit, 409, said="These drafts have changed meanwhile: look at them as they are now.")
    what = f"{counted(len(chosen), 'draft', 'drafts')} accepted: {visit.form.get('group', '')}".rstrip(": ")
    edit = accepted(chosen, what)
    done = visit.case.change(edit, edit.stands(live), visit.by)
    if isinstance(done, Refused):
        return _answer(visit, 422, said=f"None was accepted. {done.problems[0].sentence}")
    return _made(visit, done)


def _made(visit: Visit, done: Saved | Conflict) -> Response:
    if isinstance(done, Conflict):
        return _answer(visit, 409, said="This draft has changed meanwhile: look at it as it is now.")
    if visit.swaps:
        return _answer(visit, done=done)
    return see(visit.href("drafts", by=visit.form.get("by", BY[0]), **{"from": digest(done.before.text)}))


def answer_question(visit: Visit) -> Response:
    """A question of the list of what is to be decided is settled, or open again."""
    settle(visit.case.path.parent, visit.form.get("text", ""), visit.form.get("settled") != "no")
    return see(f"{visit.href('drafts', by=visit.form.get('by', BY[0]))}#questions")


ROUTES = [
    route("/case/{case}/drafts", show),
    route("/case/{case}/drafts/decide", decide, "POST"),
    route("/case/{case}/drafts/all", decide_all, "POST"),
    route("/case/{case}/drafts/question", answer_question, "POST"),
]
