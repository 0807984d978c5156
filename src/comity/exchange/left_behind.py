"""What the formats of other programs do not carry of a case, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from comity.case.estimate import Estimate
from comity.case.judgement import Part
from comity.case.model import Case
from comity.exchange.naming import shown

_CASE = {"comity", "title", "origin", "parties", "issues", "interests", "widening", "about"}
_CASE |= {"conditions", "red_lines", "linkages", "consent"}
"""What is written, or told one by one."""
_ISSUE = {"name", "options", "amount", "decided_by", "ordered", "about"}
_PARTY = {"name", "signs", "members"}


def left_behind(case: Case, carried: Collection[str]) -> Iterator[tuple[str, str]]:
    """What a format does not carry of a case, each with what it means for the reader of the files.

    carried: what this one carries beside utilities: "ladders", "votes".
    """
    everyone = case.everyone()
    signers = set(case.signers())
    for name, line in case.named_red_lines().items():
        yield (
            f"the red line {name} of {shown(everyone[line.party].name)} is not written",
            "the files allow what it rules out",
        )
    for name in case.named_conditions():
        yield f"the condition {name} is not written", "the files allow agreements that break it"
    for name, party in everyone.items():
        if name not in signers:
            yield f"{shown(party.name)} does not sign and is not written", "in the files everyone written must consent"
        elif any(name in group.members for group in everyone.values()):
            yield f"{shown(party.name)} is written as a party of its own, not as a member", "groups are not kept"
    for issue in case.issues.values():
        if issue.decided_by:
            decides = shown(everyone[issue.decided_by].name)
            what = f"issue '{shown(issue.name)}' is decided by {decides} alone; this is not written"
            yield what, "in the files it is settled jointly"
        if issue.amount is not None and issue.amount.unit:
            what = f"that issue '{shown(issue.name)}' counts {shown(issue.amount.unit)} is not written"
            yield what, "in the files there are numbers alone"
        if issue.ordered and "ladders" not in carried:
            yield f"that the options of issue '{shown(issue.name)}' are a ladder is not written", ""
        if parts := _stated(issue, _ISSUE):
            yield _not_written(parts, f"issue '{shown(issue.name)}'"), ""
    if case.origin is None and (case.about or any(issue.about for issue in case.issues.values())):
        yield "what the case tells about itself and its issues (`about`) is not written", ""
    if case.consent is not None:
        yield "the rule of consent is not written", "in the files everyone written must consent"
    for name, party in everyone.items():
        carried_here = _PARTY | ({"votes"} if "votes" in carried else set())
        if name in signers and (parts := _stated(party, carried_here)):
            yield _not_written(parts, shown(party.name)), ""
    for name in case.signers():
        for of, estimate in _estimates(case, name):
            if estimate.is_range:
                what = f"{shown(everyone[name].name)}: {of} {estimate.words()} is written as its midpoint"
                yield what, "the range stays in the case"
    for name in case.signers():
        if case.interest_of(name).no_deal is None:
            yield f"{shown(everyone[name].name)} has no no-deal value, so no reservation value is written", ""
    if rest := _stated(case, _CASE):
        yield _not_written(rest, "the case, with all reasons and evidence,"), ""


def _not_written(parts: Sequence[str], of: str) -> str:
    return f"the {' and the '.join(parts)} of {of} {'are' if len(parts) > 1 else 'is'} not written"


def _stated(part: Part, known: Collection[str]) -> list[str]:
    """The fields of a part of a case that state something, but for those that are known, in words."""
    fields = type(part).model_fields
    return [
        name.replace("_", " ")
        for name, field in fields.items()
        if name not in known and getattr(part, name) not in (field.get_default(call_default_factory=True), None, (), "")
    ]


def _estimates(case: Case, party: str) -> Iterator[tuple[str, Estimate]]:
    interest = case.interest_of(party)
    if interest.no_deal:
        yield "no_deal", interest.no_deal
    for issue, stated in interest.issues.items():
        if stated.weight:
            yield f"the weight of {issue}", stated.weight
        for option, rating in stated.ratings.items():
            yield f"the rating of {issue}={option}", rating
    for linkage in case.linkages_of(party):
        yield f"the linkage on {' and '.join(linkage.when)}", linkage.adds
