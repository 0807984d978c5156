"""What if: changes that are tried beside the saved case, what comes of each and of all, kept in the case or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from starlette.responses import Response

from comity.case.model import Case
from comity.live import Live
from comity.papers.option_words import capital, titled
from comity.problem import Place, Problem, Problems
from comity.web import amount_field
from comity.web.amount_field import HOWS
from comity.web.asking import Choice
from comity.web.deals.deal import points, written
from comity.web.following.words import strip
from comity.web.jobs import Job
from comity.web.open_case import Conflict, OpenCase, Refused, Saved, digest
from comity.web.options_shown import options_shown
from comity.web.ordinal import ordinal
from comity.web.rendering import anew, page
from comity.web.visit import Visit, route, see
from comity.web.what_if.suppositions import Supposition, Written, address, asked, kept_together, supposition, together
from comity.web.what_if.trying import Tried, tried
from comity.web.what_if.words import changes, headline, lead, widths

AT_ONCE = 1.0
"""So many seconds a page waits for what comes of it."""
AT_A_TIME = 50
SIDES = {"lost": "went", "gained": "came"}

_LAST: WeakKeyDictionary[OpenCase, tuple[Written, ...]] = WeakKeyDictionary()
"""What was supposed last about each case, so that whoever comes back finds it."""


@dataclass(frozen=True)
class Shown:
    """A supposition as the page lists it: its words, what the case says instead, how many agreements it leaves alone,
    why it cannot be tried where it cannot, and the address without it."""

    says: str
    beside: str
    alone: int | None
    problem: str
    without: str


@dataclass(frozen=True)
class Adding:
    """What a form that adds a supposition was sent with, and why it was not taken."""

    kind: str = ""
    problem: str = ""
    party: str = ""
    option: str = ""
    what: str = ""
    value: str = ""
    words: str = ""
    how: str = ""


def show(visit: Visit) -> Response:
    """The page; without anything supposed in its address, that which was supposed last."""
    if visit.swaps:  # what comes of it is there
        return anew(visit)
    several = asked(visit.request.query_params.multi_items())
    if not several and "none" not in visit.asked and _LAST.get(visit.case):
        return see(f"{visit.href('what-if')}?{address(_LAST[visit.case])}")
    if several or "none" in visit.asked:
        _LAST[visit.case] = several
    return _answer(visit, several, Adding(), 200)


def _answer(visit: Visit, several: Sequence[Written], adding: Adding, status: int, problem: str = "") -> Response:
    live = visit.case.live
    told: dict[str, Any] = {
        "wanting": (), "supposed": (), "known": 0, "found": None, "job": None, "lines": (), "widths": {}, "marks": (),
        "problems": (), "fields": several, "asked": address(several), "adding": adding, "problem": problem,
        "headline": "", "lead": "",
        "strip": strip(visit.case.earlier(visit.asked.get("from", "")), live),
    }  # fmt: skip
    try:
        case = live.case
    except Problems as wanting:
        return page(visit, "what_if.html.j2", status, **told | {"wanting": wanting.problems})
    told |= _choices(case)
    read = [_read(live, each) for each in several]
    known = [each for each in read if isinstance(each, Supposition)]
    job = _tried(visit, live, known) if known else None
    found: Tried | None = job.result if job is not None and job.state == "done" else None
    alone = iter(found.alone if found else [None] * len(known))
    told["supposed"] = tuple(
        _shown(each, words, several, next(alone) if isinstance(each, Supposition) else None)
        for each, words in zip(read, several, strict=True)
    )
    if found is not None:
        told |= {
            "found": found, "headline": headline(found), "lead": lead(found), "lines": changes(case, found),
            "widths": widths(found), "problems": found.problems,
            "marks": [(_option(case, mark.issue, mark.option), mark) for mark in found.marks],
        }  # fmt: skip
    return page(visit, "what_if.html.j2", status, **told | {"job": None if found else job, "known": len(known)})


def _read(live: Live, words: Written) -> Supposition | Problem:
    try:
        return supposition(live, words)
    except Problems as wrong:
        return wrong.problems[0]


def _shown(each: Supposition | Problem, words: Written, several: Sequence[Written], alone: int | None) -> Shown:
    without = address([other for other in several if other != words]) or "none=yes"
    if isinstance(each, Supposition):
        return Shown(each.says, each.beside, alone, "", without)
    return Shown(f"“{words[1]}”", "", None, each.sentence, without)


def _tried(visit: Visit, live: Live, several: Sequence[Supposition]) -> Job:
    """What comes of it: at once where that takes no time."""
    words = address(each.written for each in several)
    key = visit.case.key(live, f"what if {words}")
    where = f"{visit.href('what-if')}?{words}"
    job = visit.workbench.jobs.begin(key, "Working out what comes of it", where, lambda progress: tried(live, several))
    return job.seen(AT_ONCE)


def _choices(case: Case) -> dict[str, Any]:
    """What the forms have to choose from."""
    from comity.papers.option_words import refuses, shorts

    everyone, signers = case.everyone(), case.signers()
    judging = [*signers, *(party for party in everyone if party not in signers and party in case.interests)]
    lines = case.named_red_lines()
    weights = {issue: Choice(f"{issue}/weight", f"weight of “{stated.name}”") for issue, stated in case.issues.items()}
    options = {issue: _options(case, issue) for issue in case.issues}
    amounts = [issue for issue, stated in case.issues.items() if stated.amount is not None]
    refusable = {
        issue: [Choice(f"{issue}/", f"{case.issues[issue].name}: an amount, given below")]
        if issue in amounts
        else several
        for issue, several in options.items()
    }
    return {
        "parties": [Choice(party, everyone[party].name) for party in judging],
        "options": [choice for several in refusable.values() for choice in several],
        "hows": [Choice(*how) for how in HOWS] if amounts else [],
        "amounts": "; ".join(f"{case.issues[issue].name}: {amount_field.hint(case, issue)}" for issue in amounts),
        "whats": [choice for issue, several in options.items() for choice in (weights[issue], *several)],
        "red_lines": [
            Choice(name, f"{everyone[line.party].name} {refuses(case, line)}") for name, line in lines.items()
        ],
        "conditions": [
            Choice(name, f"{shorts(case, rule.if_)}: only with {shorts(case, rule.then)}")
            for name, rule in case.named_conditions().items()
        ],
    }


def _options(case: Case, issue: str) -> list[Choice]:
    name = case.issues[issue].name
    return [
        Choice(f"{issue}/{option}", f"{name}: {case.label(issue, option)}") for option in options_shown(case, issue)
    ]


def _option(case: Case, issue: str, option: str) -> str:
    return capital(titled(case, issue, option))


def add(visit: Visit) -> Response:
    """Suppose one thing more: from a form of this page, or a number from the table by its path."""
    form, live = visit.form, visit.case.live
    here = asked(visit.fields) if "here" in form else _LAST.get(visit.case, ())
    typed = {name: form.get(name, "").strip() for name in ("kind", "party", "option", "what", "value", "words", "how")}
    new = _new(form.get("at", ""), **typed)
    try:
        if new is None:
            raise Problems([_nothing_chosen()])
        together(live, [supposition(live, new)])  # in the words of the check where the case would not be one with it
    except Problems as wrong:
        return _answer(visit, here, Adding(problem=wrong.problems[0].sentence, **typed), 422)
    # Of the same number the last counts.
    at = new[1].partition("=")[0] if new[1].startswith("interests/") else None
    others = [each for each in here if each != new and (at is None or each[1].partition("=")[0] != at)]
    _LAST[visit.case] = (*others, new)
    return see(f"{visit.href('what-if')}?{address(_LAST[visit.case])}")


def _nothing_chosen() -> Problem:
    return Problem(Place("the form"), "nothing is chosen to be supposed", "choose what, and give its value")


def _new(at: str, kind: str, party: str, option: str, what: str, value: str, words: str, how: str) -> Written | None:
    """What is to be supposed, as an address writes it; None where the form says nothing."""
    issue, _, chosen = option.partition("/")
    if at:
        return ("suppose", f"{at}={value}")
    if kind == "never" and party and issue and not chosen and words:
        return ("suppose", f"{party}: never {issue}={'|'.join(amount_field.stated(how, words))}")
    if kind == "never" and party and chosen:
        return ("suppose", f"{party}: never {issue}={chosen}")
    if kind == "no_deal" and party:
        return ("suppose", f"{party}: no_deal={value}")
    if kind == "number" and party and what:
        return ("suppose", f"interests/{party}/{what}={value}")
    if kind in ("red_line", "condition") and words:
        return ("without", words)
    return ("suppose", words) if kind == "words" and words else None


def keep(visit: Visit) -> Response:
    """Make what is supposed the case: as one change, or each as a change of its own."""
    several, live = asked(visit.fields), visit.case.live
    if visit.form.get("version") != digest(live.text):
        return _answer(visit, several, Adding(), 409, "changed")
    try:
        known = [supposition(live, each) for each in several]
        makes = [each.edit for each in known]
        if visit.form.get("how") != "each":
            one = kept_together(live, known)
            makes = [lambda state: one]
    except Problems as wrong:
        return _answer(visit, several, Adding(), 422, wrong.problems[0].sentence)
    done: list[Saved] = []
    for make in makes:
        try:
            saved = visit.case.change(make(visit.case.live), None, visit.by)
        except Problems as wrong:
            saved = Refused(wrong.problems)
        if not isinstance(saved, Saved):
            left = several[len(done) :]
            why = "changed" if isinstance(saved, Conflict) else saved.problems[0].sentence
            return _answer(visit, left, Adding(), 409 if isinstance(saved, Conflict) else 422, why)
        done.append(saved)
    _LAST[visit.case] = ()
    mark = f"&from={digest(done[0].before.text)}" if done else ""
    return see(f"{visit.href('what-if')}?none=yes{mark}")


@dataclass(frozen=True)
class Exchanged:
    """One agreement that is lost or gained, as a line: its terms in words, gains by signer, its address."""

    terms: str
    gains: tuple[str, ...]
    written: str


def listing(visit: Visit) -> Response:
    """The agreements that are lost, or gained, best first."""
    from comity.papers.titles import titles
    from comity.questions.what_if import what_if

    several = asked(visit.request.query_params.multi_items())
    which = "gained" if visit.asked.get("which") == "gained" else "lost"
    start = ordinal(visit.asked.get("first", "")) or 0
    try:
        live = visit.case.live
        case, so = live.case, together(live, [supposition(live, each) for each in several]).case
    except Problems:
        return see(f"{visit.href('what-if')}?{address(several)}")
    found = what_if(case, so, shown=start + AT_A_TIME)
    if found is None:
        return see(f"{visit.href('what-if')}?{address(several)}")
    shown = getattr(found, SIDES[which])[start:]
    number = found.after - found.stay if which == "gained" else found.before - found.stay
    rows = [
        Exchanged(
            "; ".join(f"{_option(case, issue, option)}" for issue, option in each.agreement.options.items()),
            tuple(points(gain, signed=True) for gain in each.gains.values()),
            written(each.agreement.options),
        )
        for each in shown
    ]
    names = titles(case, [each.agreement for each in shown]) if shown else []

    def to(place: int) -> str:
        return f"?{urlencode([*several, ('which', which), ('first', str(place))])}"

    return page(
        visit,
        "what_if_list.html.j2",
        which=which,
        rows=list(zip(names, rows, strict=True)),
        signers=[case.everyone()[party].name for party in (shown[0].gains if shown else ())],
        number=number,
        first=start,
        asked=address(several),
        before=to(max(0, start - AT_A_TIME)) if start else None,
        after=to(start + AT_A_TIME) if start + AT_A_TIME < number else None,
    )


ROUTES = [
    route("/case/{case}/what-if", show),
    route("/case/{case}/what-if/list", listing),
    route("/case/{case}/what-if/add", add, "POST"),
    route("/case/{case}/what-if/keep", keep, "POST"),
]
