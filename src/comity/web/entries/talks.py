"""Rounds of talks: in which formats an issue may be discussed, what a round costs and brings, what makes it easier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.case.estimate import Estimate
from comity.case.model import Case
from comity.case.talks import Format
from comity.case.tree import Path
from comity.live import Live
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.evidence import evidence_field, put_evidence
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, name_for, put, put_number
from comity.web.forms import Field, Form, Sent, select
from comity.web.sheet import number_words

ALL = "*"
"""The address of what holds for all rounds; no issue is called so."""
ROUND = ("cost", "success", "ends_talks")
NEEDED = {
    "name": "write what the format is called",
    "cost": "write what a round costs; 0 if nothing",
    "success": "write the chance that a round settles the issue",
}


def _listed(case: Case) -> tuple[Line, ...]:
    return tuple(_lines(case)) if case.talks else ()


def _lines(case: Case) -> Iterator[Line]:
    talks = case.talks
    assert talks is not None, "asked for talks alone"
    for issue, stated in talks.issues.items():
        eased = [
            f"{number_words(points)} in 100 likelier once “{_called(case, other)}” is settled"
            for other, points in stated.easier_after.items()
        ]
        says = f"{_called(case, issue)}: {', '.join(eased) if eased else 'no other issue makes a round on it easier'}"
        yield Line(issue, says, (), stated.because or "", stated.draft, counts=False)
        for short, held in stated.formats.items():
            yield Line(f"{issue}/{short}", _of_round(short, held), (), held.because or "", held.drafted, within=True)
    told = [
        f"{what} {number_words(number)}{unit}"
        for what, number, unit in (
            ("a round later counts", talks.patience, " in 100"),
            ("every round costs besides", talks.waiting, " points"),
            ("that all is settled is worth", talks.worth, " points"),
        )
        if number
    ]
    says = f"All rounds: {', '.join(told) if told else 'what comes later counts as much as what comes now'}"
    yield Line(ALL, says, (), talks.because or "", talks.draft, counts=False)


def _called(case: Case, issue: str) -> str:
    return case.issues[issue].name if issue in case.issues else issue


def _of_round(short: str, held: Format) -> str:
    """What is expected of a round in a format, in words."""
    ends = f"; if it fails, all talks end in {number_words(held.ends_talks)} of 100" if held.ends_talks else ""
    points = "point" if held.cost.low == held.cost.high == 1 else "points"
    cost = f"costs {number_words(held.cost)} {points}"
    return f"{held.name or short}: a round {cost} and settles it in {number_words(held.success)} of 100{ends}"


def _form(live: Live, case: Case, at: str) -> Form | None:
    issue, _, short = at.partition("/")
    stated = case.talks.issues.get(issue) if case.talks else None
    if at == "":
        return Form("talks", "", "A new format of talks", _of_format(case, None, ""))
    if at == ALL and case.talks is not None:
        seen = edits.stands(live, ("talks",))
        removes = "All that is judged of rounds of talks is taken out of the case. History keeps it."
        return Form("talks", at, "What holds for all rounds", _for_all(case), seen, removes)
    if stated is None or (short and short not in stated.formats):
        return None
    path: Path = ("talks", "issues", issue)
    if short:
        held, path = stated.formats[short], (*path, "formats", short)
        last = " With it goes what else is judged of rounds on this issue." if len(stated.formats) == 1 else ""
        removes = f"This format is taken out of the case.{last} History keeps it."
        title = f"{held.name or short}: a round on “{_called(case, issue)}”"
        return Form("talks", at, title, _of_format(case, held, short), edits.stands(live, path), removes)
    removes = "This issue then needs no round of talks. History keeps what was judged."
    title = f"Rounds on “{_called(case, issue)}”"
    return Form("talks", at, title, tuple(_of_issue(case, issue)), edits.stands(live, path), removes)


def _of_format(case: Case, held: Format | None, short: str) -> tuple[Field, ...]:
    fields = [
        Field(
            "name", "Format", (held.name or short) if held else "", hint="A summit, letters, a shuttle", path=("name",)
        ),
        Field(
            "cost",
            "What a round costs",
            _said(held.cost if held else None),
            hint="In points, to who convenes it.",
            path=("cost",),
        ),
        Field(
            "success",
            "Settles it",
            _said(held.success if held else None),
            hint="In how many of 100 rounds, or a range: 20..40.",
            path=("success",),
        ),
        Field(
            "ends_talks",
            "Ends all talks if it fails",
            _said(held.ends_talks if held else None),
            hint="In how many of 100. Empty: in none.",
            path=("ends_talks",),
        ),
        select("confidence", "Confidence", (held.confidence or "") if held else "", CONFIDENCES, ("confidence",)),
        because_field(held.because if held else ""),
        evidence_field(case, held),
    ]
    if held is None:
        issues = (("", "choose one"), *((name, issue.name) for name, issue in case.issues.items()))
        fields.insert(0, select("issue", "On which issue", "", issues, ()))
    return tuple(fields)


def _of_issue(case: Case, issue: str) -> Iterator[Field]:
    assert case.talks is not None, "asked for talks alone"
    stated = case.talks.issues[issue]
    others = [*(other for other in case.talks.issues if other != issue)]
    others += [other for other in stated.easier_after if other not in others]
    if others:
        hint = "By so many in 100, or a range. Empty where it makes no difference."
        yield Field("", "A round succeeds more often once another issue is settled.", kind="words", hint=hint)
    for other in others:
        held = _said(stated.easier_after.get(other))
        yield Field(f"after.{other}", _called(case, other), held, path=("easier_after", other))
    yield because_field(stated.because)
    yield evidence_field(case, stated)


def _for_all(case: Case) -> tuple[Field, ...]:
    talks = case.talks
    assert talks is not None, "asked for talks alone"
    later = "In 100 of what the same is worth now. Empty: just as much."
    worth = "In points. Empty: what the signer gains that gains least by the agreement aimed at."
    return (
        Field("patience", "What comes a round later is worth", _said(talks.patience), hint=later, path=("patience",)),
        Field("waiting", "What every round costs besides", _said(talks.waiting), hint="In points.", path=("waiting",)),
        Field("worth", "What it is worth that all is settled", _said(talks.worth), hint=worth, path=("worth",)),
        because_field(talks.because),
        evidence_field(case, talks),
    )


def _said(number: Estimate | None) -> str:
    return number.words() if number else ""


def _where(live: Live, case: Case, at: str, sent: Sent) -> Path:
    if at == ALL:
        return ("talks",)
    issue, _, short = at.partition("/")
    if at and not short:
        return ("talks", "issues", issue)
    issue = issue or sent.one("issue")
    stated = case.talks.issues.get(issue) if case.talks else None
    short = short or name_for(sent.line("name"), stated.formats if stated else (), "format")
    return ("talks", "issues", issue, "formats", short)


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    where = _where(live, case, at, sent)
    if len(where) < 5:
        return edits.content(*_changed(case, where, sent))
    issue = str(where[2])
    wanting = {name: what for name, what in NEEDED.items() if not sent.line(name)}
    if issue not in case.issues:
        wanting["issue"] = "choose the issue"
    if wanting:
        raise Missing(live.file, wanting)
    short = str(where[-1])

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        entry = inside(content, where)
        if entry.get("name", short) != sent.line("name"):
            entry["name"] = sent.line("name")
        for name in ROUND:
            put_number(entry, name, sent.line(name))
        put(entry, "confidence", sent.one("confidence"))
        put(entry, "because", sent.line("because"))
        put_evidence(entry, sent, case)
        return content

    of = f"{sent.line('name')}, a round on “{_called(case, issue)}”"
    return edits.content(f"{of}, changed" if at else f"A new format of talks: {of}", where, changed)


def _changed(case: Case, where: Path, sent: Sent) -> tuple[str, Path, Any]:
    """What is said of all rounds, or of those on one issue, as the parts of an edit."""

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        entry = inside(content, where)
        if len(where) > 2:
            eased = inside(entry, ("easier_after",)) if isinstance(entry.get("easier_after"), dict) else {}
            for name in dict.fromkeys(name for name, _ in sent.fields if name.startswith("after.")):
                put_number(eased, name.removeprefix("after."), sent.line(name))
            put(entry, "easier_after", eased)
        else:
            for name in ("patience", "waiting", "worth"):
                put_number(entry, name, sent.line(name))
        put(entry, "because", sent.line("because"))
        put_evidence(entry, sent, case)
        return content

    what = (
        f"Rounds on “{_called(case, str(where[2]))}”: what makes them easier"
        if len(where) > 2
        else "What holds for all rounds"
    )
    return what, where, changed


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    issue, _, short = at.partition("/")
    if case.talks is None or (at != ALL and issue not in case.talks.issues):
        return None
    if at == ALL:
        return edits.removed("Taken out: what is judged of rounds of talks", ("talks",))
    formats = case.talks.issues[issue].formats
    if short and short not in formats:
        return None
    of = f"rounds on “{_called(case, issue)}”"
    if short and len(formats) > 1:
        what = f"Taken out: {formats[short].name or short}, a format of {of}"
        return edits.removed(what, ("talks", "issues", issue, "formats", short))
    seen_at = _where(live, case, at, Sent(()))
    if len(case.talks.issues) == 1:
        return edits.removed(f"Taken out: {of}, the only ones judged", ("talks",), seen_at)
    return edits.removed(f"Taken out: {of}", ("talks", "issues", issue), seen_at)


TALKS = Kind(
    "talks",
    "Rounds of talks",
    "What a round costs who convenes it, and what it may bring, by its format.",
    "Add a format",
    _listed,
    _form,
    _where,
    _edit,
    _taken_out,
    "None yet. Say of an issue what a meeting on it costs, or an exchange of letters, and how often that settles it: "
    "then it is known which round is best to begin with.",
    "sequence",
)
