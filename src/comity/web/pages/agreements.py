"""Agreements side by side: how sure each is, where they differ, how the points come about, and what is pinned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from comity.case.model import NO_OUTCOME, Case
from comity.case.wording import listed
from comity.problem import Place, Problem, Problems
from comity.web import edits
from comity.web.deals.deal import MOST, Deal, Line, asking, deals, lines, named, of_100, tag, written
from comity.web.deals.points import points_of, why
from comity.web.following.words import strip
from comity.web.jobs import Job
from comity.web.open_case import Conflict, Refused, Saved, digest
from comity.web.rendering import anew, page, part
from comity.web.visit import Visit, route, see

if TYPE_CHECKING:
    from comity.papers.one_page.keeping import Keeping

AT_ONCE = 0.5
"""So many seconds a page waits for what it can show at once."""


@dataclass(frozen=True)
class Card:
    """One agreement as a card: what it says of itself; without: the address of the page without it; pinned: whether it
    is a proposal of the case; agreed: whether that is the outcome; seen, outcome: what stands in the file of both."""

    deal: Deal
    tag: str
    lines: tuple[Line, ...]
    without: str
    pinned: bool
    agreed: bool
    seen: str
    outcome: str


@dataclass(frozen=True)
class Difference:
    """An issue that the agreements settle differently: its name, and by agreement the option and whether it is not
    that of the first."""

    issue: str
    options: tuple[tuple[str, bool], ...]


def differences(case: Case, several: Sequence[Deal]) -> tuple[Difference, ...]:
    """The issues that they settle differently, those that divide most first."""
    from comity.papers.candidates import divides

    found = []
    for issue, _ in divides(case):
        chosen = [each.agreement.options[issue] for each in several]
        if len(set(chosen)) > 1:
            told = tuple((case.label(issue, option), option != chosen[0]) for option in chosen)
            found.append(Difference(case.issues[issue].name, told))
    return tuple(found)


def alike(case: Case, several: Sequence[Deal]) -> str:
    """What all of them settle in the same way, in one sentence; empty where that is nothing."""
    from comity.papers.candidates import divides
    from comity.papers.option_words import short

    first = several[0].agreement.options
    same = [issue for issue, _ in divides(case) if len({each.agreement.options[issue] for each in several}) == 1]
    return listed(short(case, issue, first[issue]) for issue in same)


def show(visit: Visit) -> Response:
    """The page."""
    if visit.swaps:  # the agreements are there
        return anew(visit)
    return _shown(visit, visit.request.query_params.getlist("with"))


def _shown(visit: Visit, asked: Sequence[str], status: int = 200, undone: Sequence[Problem] = ()) -> Response:
    """The page with some agreements, each named as an address names it; undone: why what was asked was not done."""
    told: dict[str, Any]
    try:
        case = visit.case.live.case
    except Problems as wanting:
        told = {**_nothing(visit), "wanting": wanting.problems}
    else:
        told = _compared(visit, case, asked)
    return page(visit, "agreements.html.j2", status, **{**told, "undone": undone})


def _compared(visit: Visit, case: Case, asked: Sequence[str]) -> dict[str, Any]:
    problems: tuple[Problem, ...] = ()
    if not asked:
        job = _candidates(visit, case)
        if job.state != "done":
            return {**_nothing(visit, case), "job": job}
        several = job.result.chosen
    else:
        from comity.papers.candidates import candidate

        chosen, problems = named(case, asked)
        several = tuple(candidate(case, "", agreement, proposal) for proposal, agreement in chosen)
    if not several:
        return {**_nothing(visit, case), "problems": problems}
    return _told(visit, case, deals(case, several), problems)


def _nothing(visit: Visit, case: Case | None = None) -> dict[str, Any]:
    """What the template is filled with where no agreement is shown."""
    before = visit.case.earlier(visit.asked.get("from", ""))
    return {
        "undone": (),
        "problems": (), "job": None, "cards": (), "possible": _possible(case), "names": (), "differences": (),
        "alike": "", "points": (), "why": (), "why_of": "", "lasting": None, "lasts": None, "asked": "", "room": False,
        "others": (), "wanting": (), "strip": strip(before, visit.live),
    }  # fmt: skip


def _told(visit: Visit, case: Case, several: Sequence[Deal], problems: Any) -> dict[str, Any]:
    shown = [each.written for each in several]
    job = _lasting(visit, case, several)
    lasts: Keeping | None = job.result if job is not None and job.state == "done" else None
    cards = tuple(
        Card(
            deal,
            tag(case, deal),
            lines(case, deal, lasts),
            asking([each for each in shown if each != deal.written]),
            bool(deal.proposal),
            bool(deal.proposal) and case.outcome == deal.proposal,
            edits.stands(visit.live, ("proposals", deal.proposal)) if deal.proposal else "",
            edits.stands(visit.live, ("outcome",)),
        )
        for deal in several
    )
    at = visit.asked.get("why", "")
    others = [name for name in case.proposals if name not in shown and _is_whole(case, name)]
    return {
        **_nothing(visit, case),
        "problems": problems,
        "cards": cards,
        "names": [deal.letter for deal in several],
        "differences": differences(case, several) if len(several) > 1 else (),
        "alike": alike(case, several),
        "points": points_of(case, several),
        "why": why(case, at),
        "why_of": at.split("/")[1] if at.count("/") > 1 else "",
        "lasting": job if lasts is None else None,
        "lasts": _bands(several, lasts),
        "asked": asking(shown),
        "room": len(several) < MOST,
        "others": [(asking([*shown, name]), case.proposals[name].name or name) for name in others],
    }


def _is_whole(case: Case, proposal: str) -> bool:
    return set(case.proposals[proposal].terms) == set(case.issues)


def _possible(case: Case | None) -> str:
    """How many agreements are possible, in a sentence; empty where nobody can say."""
    from comity.questions.possible import possible

    counted_ = possible(case) if case is not None and case.signers() else None
    if counted_ is None:
        return ""
    if not counted_.complete:
        return f"At least {counted_.number:,} are possible."
    if counted_.number == 1:
        return "One is possible."
    return f"{counted_.number:,} are possible." if counted_.number else "None is possible."


def _candidates(visit: Visit, case: Case) -> Job:
    """The agreements that papers put forward: at once where that takes no time."""
    from comity.papers.candidates import candidates
    from comity.papers.one_page.answer import pinned

    key = visit.key("candidates")
    says = "Looking for clearly different agreements"
    job = visit.workbench.jobs.begin(
        key, says, visit.href("agreements"), lambda progress: candidates(case, pinned(case))
    )
    return job.seen(AT_ONCE)


def _lasting(visit: Visit, case: Case, several: Sequence[Deal]) -> Job | None:
    """How they would last, by a job that is begun here; None where nothing is judged about it."""
    from comity.papers.one_page.keeping import keeping

    if case.contest is None:
        return None
    agreements = [each.agreement for each in several]
    asked = asking([each.written for each in several])
    key = visit.key(f"lasting {'; '.join(map(str, agreements))}")
    where = f"{visit.href('agreements/lasting')}?{asked}"
    job = visit.workbench.jobs.begin(
        key, "Working out which would last", where, lambda progress: keeping(case, agreements)
    )
    return job.seen()


@dataclass(frozen=True)
class Band:
    """How one agreement would last: low, middle and high of the chance of peace, in hundredths, and in words."""

    label: str
    note: str
    at: dict[str, int]
    says: str
    spoken: str
    id: str
    in_card: str


def _bands(several: Sequence[Deal], lasts: Keeping | None) -> tuple[Band, ...]:
    if lasts is None:
        return ()
    found = []
    for deal in several:
        each = lasts.of(deal.agreement)
        if each is None:
            continue
        low, mid, high = (round(end * 100) for end in (each.peace.low, each.peace.mid, each.peace.high))
        spoken = f"{deal.letter}: {mid} in 100, from {low} to {high}"
        at = {"low": low, "mid": mid, "high": high}
        card = of_100(each.peace.mid)
        found.append(Band(f"{deal.letter}. {deal.title}", "", at, str(mid), spoken, f"peace-{deal.letter}", card))
    return tuple(found)


def lasting(visit: Visit) -> Response:
    """How long the agreements would last: the part that stands where the job stood."""
    asked = visit.request.query_params.getlist("with")
    if not visit.swaps:
        return see(f"{visit.href('agreements')}?{asking(asked)}#lasting")
    try:
        case = visit.live.case
    except Problems:
        return see(visit.href("agreements"))
    from comity.papers.candidates import candidate

    several = deals(case, [candidate(case, "", agreement, name) for name, agreement in named(case, asked)[0]])
    told = _told(visit, case, several, ()) if several else _nothing(visit, case)
    return part(visit, "agreements.html.j2", "lasting", **told, late=True)


def unpin(visit: Visit) -> Response:
    """Take a proposal out of the case; what was agreed stays."""
    case, name = visit.case.live.checked.case, visit.form.get("proposal", "")
    if case is None or name not in case.proposals or case.outcome == name:
        return _back(visit)
    terms = written(case.proposals[name].terms)
    edit = edits.removed(f"The proposal “{case.proposals[name].name or name}” is no longer pinned", ("proposals", name))
    return _back(visit, visit.case.change(edit, visit.form.get("seen"), visit.by), {name: terms})


def outcome(visit: Visit) -> Response:
    """A proposal is what was agreed; or, where the page showed it as that, nothing is agreed after all."""
    case, name = visit.case.live.checked.case, visit.form.get("proposal", "")
    if case is None or name not in case.proposals:
        return _back(visit)
    called = f"The proposal “{case.proposals[name].name or name}”"
    if visit.form.get("agreed") == "no":
        edit = edits.value(f"{called} is not what was agreed: nothing is", ("outcome",), NO_OUTCOME)
    else:
        edit = edits.value(f"{called} is what was agreed", ("outcome",), name)
    return _back(visit, visit.case.change(edit, visit.form.get("outcome"), visit.by))


def _back(
    visit: Visit, done: Saved | Refused | Conflict | None = None, instead: Mapping[str, str] | None = None
) -> Response:
    """To the agreements that were shown, with what followed; instead: what names some of them now."""
    if isinstance(done, Refused):
        return _shown(visit, visit.several("with"), 422, done.problems)
    if isinstance(done, Conflict):
        what = Problem(Place("agreements"), "it has changed since this page was shown", "here it is as it stands now")
        return _shown(visit, visit.several("with"), 409, (what,))
    shown = [(instead or {}).get(each, each) for each in visit.several("with")]
    more = {"from": digest(done.before.text)} if isinstance(done, Saved) else {}
    return see(f"{visit.href('agreements')}?{asking(shown, **more)}")


ROUTES = [
    route("/case/{case}/agreements", show),
    route("/case/{case}/agreements/lasting", lasting),
    route("/case/{case}/agreements/unpin", unpin, "POST"),
    route("/case/{case}/agreements/outcome", outcome, "POST"),
]
