"""A party's view of an issue: its weight and the rating of every option or of points, since a part is no view."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import beside, capital
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.confirmed import confirmed, with_number
from comity.web.entries.kind import Kind, Missing, because_field, put
from comity.web.entries.points import points_field, sent_points, write_points
from comity.web.forms import Field, Form, Sent
from comity.web.number import in_file

NUMBER = "0 (worst) to 100 (best), or a range: 65..80"


def _of(case: Case, at: str) -> tuple[str, str] | None:
    party, _, issue = at.partition("/")
    return (party, issue) if party in case.everyone() and issue in case.issues else None


def _form(live: Live, case: Case, at: str) -> Form | None:
    of = _of(case, at)
    if of is None:
        return None
    party, issue = of
    stated = case.interests[party].issues.get(issue) if party in case.interests else None
    weight, points = stated.weight.words() if stated and stated.weight else "", case.scale_of(party) == "points"
    fields = [Field("weight", "Weight", weight, hint="How much it matters beside its other issues.", path=("weight",))]
    if points and not weight:
        fields = []  # on a score sheet the points say it
    ratings, hint = stated.ratings if stated else {}, "Points, or a range: 5..15" if points else NUMBER
    if case.issues[issue].amount is not None:
        fields.append(points_field(case, party, issue, hint))
    else:
        rated = [
            Field(f"rating.{option}", capital(beside(case, issue, option)), _said(ratings.get(option)), path=(option,))
            for option in case.issues[issue].options
        ]
        fields += [replace(rated[0], hint=hint), *rated[1:]]
    fields.append(because_field(stated.because if stated else ""))
    title = f"{case.everyone()[party].name} on “{case.issues[issue].name}”"
    removes = f"{case.everyone()[party].name} then has no view of this issue." if stated else ""
    return Form("views", at, title, tuple(fields), edits.stands(live, _path(live, party, issue)), removes)


def _path(live: Live, party: str, issue: str) -> Path:
    return in_file(live, ("interests", party, issue))


def _where(live: Live, case: Case, at: str, sent: Sent) -> Path:
    party, issue = _of(case, at) or ("", "")
    return _path(live, party, issue)


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    party, issue = _of(case, at) or ("", "")
    options = case.issues[issue].options if case.issues[issue].amount is None else {}
    wanting = {
        f"rating.{option}": f"rate “{beside(case, issue, option)}”"
        for option in options
        if not sent.line(f"rating.{option}")
    }
    if wanting:
        raise Missing(live.file, wanting)
    points = sent_points(live, case, issue, sent)
    where = _path(live, party, issue)

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        entry = inside(content, where)
        before = deepcopy(entry)
        numbers = {"weight": sent.line("weight"), **{option: sent.line(f"rating.{option}") for option in options}}
        for name, number in numbers.items():
            ratings = entry["ratings"] if isinstance(entry.get("ratings"), dict) and name != "weight" else entry
            old = ratings.get(name)
            if isinstance(old, dict) and number:
                ratings[name] = with_number(old, number)
            else:
                put(ratings, name, number)
        if steps := case.issues[issue].steps:
            write_points(entry["ratings"] if isinstance(entry.get("ratings"), dict) else entry, steps, points)
        put(entry, "because", sent.line("because"))
        inside(content, where[:-1])[where[-1]] = confirmed(before, entry)
        return content

    return edits.content(f"{case.everyone()[party].name} on “{case.issues[issue].name}”", where, changed)


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    of = _of(case, at)
    if of is None or of[0] not in case.interests or of[1] not in case.interests[of[0]].issues:
        return None
    what = f"{case.everyone()[of[0]].name} has no view of “{case.issues[of[1]].name}”"
    return edits.removed(what, _path(live, *of))


def _said(number: Estimate | None) -> str:
    return number.words() if number else ""


VIEWS = Kind("views", "", "", "", lambda case: (), _form, _where, _edit, _taken_out)
