"""An agreement that is written down, whole or in part: who would object, what would be better, and how it is pinned."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from comity.case.model import NO_OUTCOME, Case
from comity.problem import Problem, Problems
from comity.web import amount_field, edits
from comity.web.deals.deal import OF, asking, misnamed, proposal_of, terms_of, written
from comity.web.deals.objected import improved, objected
from comity.web.entries.kind import name_for
from comity.web.open_case import Conflict, Saved, digest
from comity.web.rendering import page
from comity.web.visit import Visit, route, see

SHOWN, ALL = 3, 1000
"""How many improvements are told, and how many where all are asked for."""


@dataclass(frozen=True)
class Settled:
    """One issue of the form: its field, its name, what it is settled as, and the options; of an amount what it may be,
    and what is wrong with what is typed."""

    name: str
    label: str
    value: str
    options: tuple[dict[str, str], ...]
    hint: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Partly:
    """How many possible agreements hold some terms; without: by issue, how many there are if that were left open."""

    number: int
    possible: int
    without: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pin:
    """The form that pins terms as a proposal: what is typed so far, and what is wrong with it, by field."""

    name: str = ""
    by: str = ""
    date: str = ""
    about: str = ""
    problems: Mapping[str, str] | None = None


def settled(case: Case, terms: Mapping[str, str], typed: Mapping[str, str]) -> tuple[Settled, ...]:
    """A field an issue, in the order of the file; typed: what was sent, which an amount keeps where it is no step."""
    wrong = misnamed(case, typed)
    found = []
    for name, issue in case.issues.items():
        value = terms.get(name, "")
        if hint := amount_field.hint(case, name):
            value = typed.get(f"{OF}{name}", value) if name in wrong else value
            found.append(Settled(f"{OF}{name}", issue.name, value, (), f"{hint}; empty: open", wrong.get(name, "")))
            continue
        options = ({"value": option, "says": case.label(name, option)} for option in issue.options)
        found.append(Settled(f"{OF}{name}", issue.name, value, ({"value": "", "says": "open"}, *options)))
    return tuple(found)


def asked_for(case: Case, asked: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The terms that an address or form names, and what is wrong with it."""
    from comity.questions.agreement.meant import meant

    if any(f"{OF}{issue}" in asked for issue in case.issues):
        return terms_of(case, asked), ()
    if not asked.get("with", "").strip():
        return {}, ()
    try:
        return dict(meant(case, asked["with"]).terms), ()
    except Problems as wrong:
        return {}, wrong.problems


def partly(case: Case, terms: Mapping[str, str]) -> Partly | None:
    """How many possible agreements hold the terms; None where they cannot be listed."""
    from comity.questions.agreement.listing import listing

    found = listing(case, terms, number=0) if case.signers() else None
    if found is None:
        return None
    without = tuple((case.issues[issue].name, sum(found.having[issue].values())) for issue in terms)
    return Partly(found.number, found.possible, without)


def show(visit: Visit) -> Response:
    """The page."""
    return _answer(visit, visit.asked, Pin(), 200)


def _answer(visit: Visit, asked: Mapping[str, str], typed: Pin, status: int) -> Response:
    told: dict[str, Any] = {
        "problems": (), "settled": (), "terms": {}, "objected": None, "improved": None, "partly": None, "pin": typed,
        "all": "all" in asked, "with_": "", "proposal": "", "parties": (), "filter": "", "drafted": "",
        "compared": visit.request.query_params.getlist("with"),
    }  # fmt: skip
    try:
        case = visit.case.live.case
    except Problems as wanting:
        return page(visit, "written_agreement.html.j2", status, **told | {"problems": wanting.problems})
    from comity.agreements.space import Agreement

    terms, problems = asked_for(case, asked)
    told |= {
        "problems": problems, "settled": settled(case, terms, asked), "terms": terms, "with_": written(terms),
        "parties": [{"value": "", "says": "not said"}]
        + [{"value": name, "says": party.name} for name, party in case.everyone().items()],
        "filter": asking([], **{f"{OF}{issue}": option for issue, option in terms.items()}),
    }  # fmt: skip
    if terms and len(terms) == len(case.issues):
        agreement = Agreement({issue: terms[issue] for issue in case.issues})
        known = proposal_of(case, agreement)
        told |= {
            "objected": objected(case, agreement),
            "improved": improved(case, agreement, ALL if "all" in asked else SHOWN) if case.signers() else None,
            "proposal": (case.proposals[known].name or known) if known else "",
        }
    elif terms:
        told["partly"] = partly(case, terms)
    return page(visit, "written_agreement.html.j2", status, **told)


def pin(visit: Visit) -> Response:
    """Keep terms in the case as a proposal; what is wrong stands beside its field, and all that was typed is kept."""
    form = visit.form
    name, by, date, about = (form.get(field, "").strip() for field in ("name", "by", "date", "about"))
    typed = Pin(name, by, date, about)
    try:
        case = visit.case.live.case
    except Problems:
        return _answer(visit, form, typed, 422)
    terms, problems = asked_for(case, form)
    wrong = dict(_wrong(case, typed, terms))
    if misnamed(case, form):
        wrong.setdefault("name", "one of the terms is not understood: see above")
    if problems or wrong:
        return _answer(visit, form, Pin(typed.name, typed.by, typed.date, typed.about, wrong), 422)
    short = name_for(typed.name, {*case.proposals, NO_OUTCOME}, "proposal")
    said = {"name": typed.name, "by": typed.by, "date": typed.date, "terms": terms, "about": typed.about}
    new = {field: value for field, value in said.items() if value}
    done = visit.case.change(
        edits.entry(f"The proposal “{typed.name}” is pinned", ("proposals", short), new), "", visit.by
    )
    if not isinstance(done, Saved):
        what = "somebody else has just pinned one of that name" if isinstance(done, Conflict) else done.problems[0].what
        return _answer(visit, form, Pin(typed.name, typed.by, typed.date, typed.about, {"name": what}), 422)
    if len(terms) < len(case.issues):
        return see(f"{visit.href('agreements/write')}?{asking([short])}")
    shown = [each for each in visit.several("shown") if each != written(terms)]
    return see(f"{visit.href('agreements')}?{asking([*shown, short][-4:], **{'from': digest(done.before.text)})}")


def _wrong(case: Case, typed: Pin, terms: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with the form, by field."""
    found = []
    if not terms:
        found.append(("name", "nothing is settled yet: choose an option of one issue at least"))
    if not typed.name:
        found.append(("name", "a proposal needs a name; write what people call it"))
    elif typed.name in {each.name for each in case.proposals.values()}:
        found.append(("name", "a proposal of this name stands in the case already; give this one another"))
    if typed.by and typed.by not in case.everyone():
        found.append(("by", "this is no party of the case; choose one of the list"))
    if typed.date and _day(typed.date) is None:
        found.append(("date", "this is no day; write it as 2025-08-18"))
    return found


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else None
    except ValueError:
        return None


ROUTES = [
    route("/case/{case}/agreements/write", show),
    route("/case/{case}/agreements/pin", pin, "POST"),
]
