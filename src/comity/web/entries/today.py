"""What holds today on each issue, and whether a step on it could be taken back."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case
from comity.case.steps import NoStep
from comity.case.tree import Path
from comity.live import Live
from comity.papers.option_words import beside
from comity.web import amount_field, edits
from comity.web.edits import Edit, inside
from comity.web.entries.evidence import EVIDENCE, evidence_field, put_evidence
from comity.web.entries.kind import CONFIDENCES, Kind, Line, Missing, because_field, put, put_yes_no
from comity.web.forms import Field, Form, Sent, select

LAPSES = (("no", "no: it stays once it is in force"), ("yes", "yes: it lapses when talks stop"))


def _listed(case: Case) -> tuple[Line, ...]:
    lines = []
    for issue, stated in case.issues.items():
        held = stated.today
        says = beside(case, issue, held.option) if held else "nothing is said"
        notes = ("a step lapses when talks stop",) if stated.reversible else ()
        why = (held.because or "", held.draft) if held else ("", False)
        lines.append(Line(issue, f"{stated.name}: {says}", notes, *why, counts=held is not None))
    return tuple(lines)


def _form(live: Live, case: Case, at: str) -> Form | None:
    stated = case.issues.get(at)
    if stated is None:
        return None
    held = stated.today
    option, path = held.option if held else "", ("today",)
    if hint := amount_field.hint(case, at):
        chosen = Field("option", "Today", option, hint=f"{hint}. Empty where it is not said.", path=path)
    else:
        options = (("", "not said"), *((name, beside(case, at, name)) for name in stated.options))
        chosen = select("option", "Today", option, options, path, "What comes closest to what holds now.")
    lapses = select(
        "reversible", "Could a step be taken back?", "yes" if stated.reversible else "no", LAPSES, ("reversible",)
    )
    sure = select(
        "confidence", "Confidence", (held.confidence or "") if held else "", CONFIDENCES, ("today", "confidence")
    )
    because = because_field(held.because if held else "", ("today", "because"))
    title = f"{stated.name}, today"
    borne = evidence_field(case, held, ("today", EVIDENCE))
    return Form("today", at, title, (chosen, lapses, sure, because, borne), edits.stands(live, ("issues", at, "today")))


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    option, held = sent.line("option"), case.issues[at].today
    if option:
        try:
            option = amount_field.step(case, at, option)
        except NoStep as none:
            raise Missing(live.file, {"option": str(none)}) from None

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        issue = inside(content, ("issues", at))
        put_yes_no(issue, "reversible", sent.one("reversible"))
        old = issue.get("today")
        if not option:
            issue.pop("today", None)
            return content
        entry = dict(old) if isinstance(old, dict) else {"option": old}
        if held is None or held.option != option:
            put(entry, "option", option)
        put(entry, "confidence", sent.one("confidence"))
        put(entry, "because", sent.line("because"))
        put_evidence(entry, sent, case)
        issue["today"] = entry if isinstance(old, dict) or len(entry) > 1 else entry["option"]
        return content

    return edits.content(f"{case.issues[at].name}: what holds today", ("issues", at, "today"), changed)


def _where(live: Live, case: Case, at: str, sent: Sent) -> Path:
    return "issues", at


TODAY = Kind(
    "today",
    "Today",
    "What holds on each issue while nothing is agreed, from which steps are taken.",
    "",
    _listed,
    _form,
    _where,
    _edit,
    lambda live, case, at: None,
    question="sequence",
)
