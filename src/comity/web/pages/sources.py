"""The sources of a case: who says what in them, to be accepted, corrected or rejected, and what carries a judgement."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from starlette.responses import Response

from comity.case.evidence import noted
from comity.case.judgement import Evidence
from comity.case.model import Case
from comity.web import edits
from comity.web.open_case import Refused
from comity.web.ordinal import ordinal
from comity.web.rendering import page, part
from comity.web.sources.annotated import Annotated, Annotation, Sources, sources
from comity.web.sources.broken_off import broken_off
from comity.web.sources.find_words import MOST, Tying, hit
from comity.web.sources.find_words import hits as hits_of
from comity.web.sources.find_words import spans as spans_of
from comity.web.sources.judgements import Carried, tied, untied
from comity.web.sources.limits import refused
from comity.web.sources.passages import marked, parts
from comity.web.sources.reviewing import NEW, Reviewing, choices_of, columns
from comity.web.sources.reviewing import reviewing as reviewing_of
from comity.web.sources.statements import review, statements
from comity.web.visit import Visit, route, see


def show(visit: Visit) -> Response:
    """The page, with a source open, a statement beside it, and a quotation looked for where the address says so."""
    return _answer(visit, *_opened(visit))


def _opened(visit: Visit) -> tuple[Sources, Annotated | None, Annotation | None]:
    live = visit.case.live
    found = sources(live, statements(visit.case.path.parent))
    asked = visit.asked.get("source") or visit.form.get("source", "")
    waiting = next((each for each in found.all if each.waiting), found.all[0] if found.all else None)
    source = next((each for each in found.all if each.name == asked), waiting)
    if source is None:
        return found, None, None
    key = visit.asked.get("statement", "")
    chosen = source.find(key) or (source.waiting[0] if source.waiting and not key else None)
    return found, source, None if visit.asked.get("for") and not key else chosen


def _answer(
    visit: Visit,
    found: Sources,
    source: Annotated | None,
    opened: Annotation | None,
    status: int = 200,
    reviewing: Reviewing | None = None,
    tying: Tying | None = None,
    done: str = "",
) -> Response:
    from comity.reading.measured import UNTUNED

    case = visit.case.live.checked.case
    if reviewing is None and opened is not None and opened.statement is not None:
        reviewing = reviewing_of(case, found, opened.statement, opened)
    told: dict[str, Any] = {
        "sources": found,
        "source": source,
        "opened": opened,
        "reviewing": reviewing,
        "tying": tying or _tying(visit, found),
        "done": done or _done(visit, found),
        "broken": broken_off(visit.case.path.parent),
        "unread": [each for each in found.all if not each.since],
        "link": partial(visit.href, "sources"),
        "measured": UNTUNED,
        "case_ok": case is not None,
        "everything": [choices_of(found, "", "")] if case is not None else [],
        **_part(visit, source, opened),
    }
    if visit.swaps:
        return part(visit, "sources.html.j2", "changed", oob=True, **told)
    return page(visit, "sources.html.j2", status, **told)


def _part(visit: Visit, source: Annotated | None, opened: Annotation | None) -> dict[str, Any]:
    """The part of the text that is shown: the one asked for, else that of the open statement."""
    if source is None:
        return {"paragraphs": (), "part": 0, "parts": 0}
    cuts = parts(source.text)
    number = (ordinal(visit.asked.get("part", "")) or 0) - 1
    if not 0 <= number < len(cuts):
        at = opened.span[0] if opened else 0
        number = next((n for n, (start, end) in enumerate(cuts) if start <= at < end), 0)
    return {
        "paragraphs": marked(source.text, source.marked(opened), cuts[number]),
        "part": number + 1,
        "parts": len(cuts),
    }


# One statement


def decide(visit: Visit) -> Response:
    """Take what somebody makes of a statement: accepted as it stands in the fields, or rejected."""
    form, folder = visit.form, visit.case.path.parent
    found, source, _ = _opened(visit)
    opened = source.find(form.get("statement", "")) if source else None
    if source is None or opened is None or opened.statement is None:
        return see(visit.href("sources"))
    case, statement = visit.case.live.checked.case, opened.statement
    if form.get("made") == "reject":
        held = review(folder, statement.key, form.get("seen", ""), "rejected")
        return _went_on(visit, source, opened, "rejected") if held is None else _meanwhile(visit, found, source, opened)
    if statement.seen != form.get("seen"):
        return _meanwhile(visit, found, source, opened)
    problem = _carry(visit, case, found, source, opened) if form.get("carries") and case is not None else ""
    if problem:
        reviewing = replace(reviewing_of(case, found, statement, opened, form), problem=problem)
        return _answer(visit, found, source, opened, 422, reviewing)
    if review(folder, statement.key, form.get("seen", ""), "accepted", columns(form)) is not None:
        return _meanwhile(visit, found, source, opened)
    return _went_on(visit, source, opened, "accepted")


def _carry(visit: Visit, case: Case, found: Sources, source: Annotated, opened: Annotation) -> str:
    """Tie the words of a statement to a judgement; why that cannot be, empty where it was done."""
    piece, chosen = noted(source.name, source.text, opened.span), visit.form["carries"]
    if chosen == NEW:
        return _new_red_line(visit, case, piece, opened)
    judgement = next((each for each in found.judgements if each.at == chosen), None)
    return "This judgement is not in the case any more." if judgement is None else _tie(visit, judgement, piece, source)


def _tie(visit: Visit, judgement: Carried, piece: Evidence, source: Annotated) -> str:
    if any(
        (each.source, each.start, each.end) == (piece.source, piece.start, piece.end) for each in judgement.evidence
    ):
        return ""
    done = visit.case.change(tied(judgement, piece, source.title), by=visit.by)
    return done.problems[0].sentence if isinstance(done, Refused) else ""


def _new_red_line(visit: Visit, case: Case, piece: Evidence, opened: Annotation) -> str:
    told = columns(visit.form)
    party = next((name for name, each in case.everyone().items() if each.name == told.get("organisation")), "")
    issue, option = told.get("concept", ""), told.get("option", "")
    assert opened.statement is not None
    steps = case.issues[issue].steps if issue in case.issues else None
    if steps is not None and party:
        option = refused(told, opened.statement.text, steps) or ""
        if not option:
            return (
                "The words do not plainly say which amounts it refuses: write the red line on the table, then tie them."
            )
    if not party or issue not in case.issues or (steps is None and option not in case.issues[issue].options):
        return "A red line needs a party of the case as its speaker, and the option that it will not sign."
    base = f"{party}-{issue}" if steps is not None else f"{party}-{issue}-{option}"
    name, number = base, 2
    while name in case.red_line_names():
        name, number = f"{base}-{number}", number + 1
    because = f"{case.everyone()[party].name}: {' '.join(opened.statement.text.split())}"
    entry = {"id": name, "party": party, "never": {issue: [option]}, "because": because}
    entry |= {"firmness": "declared", "evidence": [str(piece)], "draft": "yes"}
    what = f"A red line of {case.everyone()[party].name} is drafted"
    done = visit.case.change(edits.entry(what, ("red_lines", "+"), entry), by=visit.by)
    return done.problems[0].sentence if isinstance(done, Refused) else ""


def _meanwhile(visit: Visit, found: Sources, source: Annotated, opened: Annotation) -> Response:
    """Somebody else has made something of a statement meanwhile: both are shown, and nothing is overwritten."""
    assert opened.statement is not None
    case = visit.case.live.checked.case
    reviewing = reviewing_of(case, found, opened.statement, opened, visit.form)
    return _answer(visit, found, source, opened, 409, replace(reviewing, meanwhile=opened.statement))


def _went_on(visit: Visit, source: Annotated, opened: Annotation, what: str) -> Response:
    """The next statement that waits in the same report, after one was settled."""
    after = [each for each in source.waiting if each.number > opened.number]
    rest = [each for each in source.waiting if each.number < opened.number]
    following = next(iter([*after, *rest]), None)
    to = {"source": source.name, **({"statement": following.key} if following else {})}
    to |= {"done": what, "number": str(opened.number), "carries": visit.form.get("carries", "")}
    return see(visit.href("sources", **to))


def _done(visit: Visit, found: Sources) -> str:
    """What was done last, as the address says it."""
    what, number = visit.asked.get("done", ""), ordinal(visit.asked.get("number", ""))
    judgement = next((each for each in found.judgements if each.at == visit.asked.get("carries")), None)
    said = "The statement" if number is None else f"Statement {number}"
    if what == "rejected":
        return f"{said} is rejected: nothing will be drafted from it again."
    if what == "tied":
        return f"Tied: it carries “{judgement.says}” now. No number changes." if judgement else "Tied."
    if what == "untied":
        return "Taken away from the judgement, which stays what it is."
    if what == "accepted" and visit.asked.get("carries") == NEW:
        return f"{said} is accepted. The red line stands under Drafts, and counts when you accept it there."
    if what == "accepted":
        carried = f" It carries “{judgement.says}”." if judgement else ""
        return f"{said} is accepted.{carried} No number changes."
    return ""


# A quotation by hand


def _tying(visit: Visit, found: Sources) -> Tying | None:
    at = visit.asked.get("for", "")
    if not at:
        return None
    judgement = next((each for each in found.judgements if each.at == at), None)
    if judgement is None:
        return Tying(at, "", problem="Nothing is judged there yet: give it a number first, then find what carries it.")
    sought = " ".join(visit.asked.get("q", "").split())
    hits, more = hits_of(found, sought) if sought else ((), False)
    problem = "These words stand in no report of the case." if sought and not hits else ""
    return Tying(at, judgement.says, sought, hits=hits, more=more, problem=problem)


def tie(visit: Visit) -> Response:
    """Tie words of a source to a judgement: at a place, or from some words to others."""
    form = visit.form
    found, source, opened = _opened(visit)
    judgement = next((each for each in found.judgements if each.at == form.get("carries")), None)
    if source is None:
        return see(visit.href("sources"))
    tying = Tying(
        form.get("for", ""),
        judgement.says if judgement else "",
        words=form.get("words", ""),
        until=form.get("until", ""),
        carries=form.get("carries", ""),
    )
    spans = spans_of(source, form)
    if judgement is None:
        problem = "Choose the judgement that they carry."
    elif not spans:
        problem = "These words do not stand in this report: copy them out of it."
    elif len(spans) > 1:
        hits = tuple(hit(source, *span) for span in spans[:MOST])
        tying = replace(tying, at=judgement.at, hits=hits, more=len(spans) > MOST)
        problem = "They stand at several places: choose one."
    else:
        problem = _tie(visit, judgement, noted(source.name, source.text, spans[0]), source)
    if problem or judgement is None:
        return _answer(visit, found, source, opened, 422, tying=replace(tying, problem=problem))
    to = {"source": source.name, "done": "tied", "carries": judgement.at}
    to |= {"for": form["for"]} if form.get("for") else {"statement": f"words:{spans[0][0]}-{spans[0][1]}"}
    return see(visit.href("sources", **to))


def untie(visit: Visit) -> Response:
    """Take words away from a judgement."""
    form = visit.form
    found, source, opened = _opened(visit)
    opened = source.find(form.get("statement", "")) if source else opened
    use = next((u for u in (opened.uses if opened else ()) if str(u.piece) == form.get("piece")), None)
    if source is not None and use is not None and use.judgement is not None and use.judgement.at == form.get("carries"):
        done = visit.case.change(untied(use.judgement, use.piece, source.title), by=visit.by)
        if isinstance(done, Refused):
            return _answer(visit, found, source, opened, 422, done=f"Not taken away: {done.problems[0].sentence}")
    to = {"source": form.get("source", ""), "statement": form.get("statement", ""), "done": "untied"}
    return see(visit.href("sources", **to))


def bring_back(visit: Visit) -> Response:
    """Have a statement wait again that was rejected."""
    review(visit.case.path.parent, visit.form.get("statement", ""), visit.form.get("seen", ""), "")
    to = {"source": visit.form.get("source", ""), "statement": visit.form.get("statement", "")}
    return see(visit.href("sources", **to))


ROUTES = [
    route("/case/{case}/sources", show),
    route("/case/{case}/sources/statement", decide, "POST"),
    route("/case/{case}/sources/tie", tie, "POST"),
    route("/case/{case}/sources/untie", untie, "POST"),
    route("/case/{case}/sources/back", bring_back, "POST"),
]
