"""What is missing in a case or weak, each with the page that mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from comity.case.check import Checked
from comity.case.holder import issue_holder, no_deal_holder
from comity.case.judgement import Judgement
from comity.case.model import NO_OUTCOME, Case
from comity.case.wording import counted, listed

if TYPE_CHECKING:
    from comity.web.overview.standing import Standing

Kind = Literal["unreported", "low", "no-deal", "members"]
KINDS: dict[Kind, str] = {
    "unreported": "Judgements that rest on no report",
    "low": "Judgements of low confidence",
    "no-deal": "No-deal values of low confidence",
    "members": "Members without a view of their own",
}
"""What is listed one by one on a page of its own, and what that page is called."""

NAMED = 3
"""How many members are named one by one, at most."""


@dataclass(frozen=True)
class Wanting:
    """One thing: what, in bold; the rest of the sentence; the words and the page of the link that mends it."""

    what: str
    more: str
    does: str
    page: str


@dataclass(frozen=True)
class Weak:
    """One judgement that is weak: whose, of what, and the number in the table that says it."""

    party: str
    what: str
    edit: str


def missing(checked: Checked, case: Case, found: Standing | None) -> tuple[Wanting, ...]:
    """Everything that is missing or weak, the most urgent first.

    checked: the whole file, with its drafts; case: what of it counts; found: where it stands, None where that is not
    known (yet).
    """
    return tuple(_missing(checked, case, found))


def _missing(checked: Checked, case: Case, found: Standing | None) -> Iterator[Wanting]:
    if case.drafts_left_out:
        drafts = counted(case.drafts_left_out, "draft waits", "drafts wait")
        yield Wanting(drafts, "for you; what is a draft counts nowhere.", "Decide them", "drafts")
    if found is not None and any(each.agreed and each.stops_at is not None for each in found.possible.result.proposals):
        ruled_out = "is ruled out here: some judgement is too strict."
        yield Wanting("The agreement that was reached", ruled_out, "See where", "agreements")
    yield from _judgements(case)
    unsure = weak(case, "no-deal")
    if unsure:
        of_all = 1 < len(unsure) == len(case.signers())
        every = (
            f"All {len(unsure)} no-deal values" if of_all else counted(len(unsure), "no-deal value", "no-deal values")
        )
        hangs = found is not None and any(each.path[2:] == ("no_deal",) for each in found.numbers.hangs_on.swings)
        are = "is" if len(unsure) == 1 else "are"
        more = f"{are} of low confidence{', and the answer hangs on that' if hangs else ''}."
        yield Wanting(every, more, "See why", "overview/weak/no-deal")
    silent = [each.party for each in weak(case, "members")]
    if silent:
        said = listed(silent) if len(silent) <= NAMED else f"{len(silent)} members"
        more = "has no view of its own." if len(silent) == 1 else "have no view of their own."
        yield Wanting(said, more, "Show them", "overview/weak/members")
    if case.outcome == NO_OUTCOME and found is not None and found.numbers.verdict.possible:
        by = f"by {case.as_of.day} {case.as_of:%B}, " if case.as_of else ""
        more = f"{by}though one is possible as judged."
        yield Wanting("No agreement is recorded", more, "Check first", "documents/one-page")
    if checked.warnings:
        first = checked.warnings[0]
        remarks = counted(len(checked.warnings), "remark of the check:", "remarks of the check; the first:")
        yield Wanting(remarks, first.sentence, "See them", "file")


def _judgements(case: Case) -> Iterator[Wanting]:
    """How many of the judgements about the signers rest on no report, and how many are of low confidence."""
    from comity.papers.one_page.evidence import evidence

    grounds = evidence(case)
    if grounds.unreported:
        several = weak(case, "unreported")
        counts = Counter(each.party for each in several)
        party, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        whose = f", {most} of them {_of(party)}" if 1 < most < len(several) else ""
        rest = counted(grounds.unreported, "judgement rests", "judgements rest")
        more = f"of {grounds.rows} about the signers{whose}."
        yield Wanting(f"{rest} on no report", more, "Show them", "overview/weak/unreported")
    if grounds.low:
        low = counted(grounds.low, "judgement is", "judgements are")
        more = f"of {grounds.rows} about the signers."
        yield Wanting(f"{low} of low confidence", more, "Show them", "overview/weak/low")


def _of(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def weak(case: Case, kind: Kind) -> tuple[Weak, ...]:
    """What of a kind is weak, one by one, in the order of the case."""
    return tuple(_weak(case, kind))


def _weak(case: Case, kind: Kind) -> Iterator[Weak]:
    from comity.papers.one_page import evidence

    everyone = case.everyone()
    if kind == "members":
        judged = {*case.interests, *(line.party for line in case.red_lines)}
        for party in case.signers():
            for member in everyone[party].members:
                if member not in judged:
                    yield Weak(
                        everyone[member].name, f"member of {everyone[party].name}", f"interests/{member}/no_deal"
                    )
        return
    for party in case.signers():
        interest = case.interest_of(party)
        stated: list[tuple[str, str, Judgement]] = []
        if interest.no_deal:
            whose = no_deal_holder(case, party)
            stated.append((f"{whose}/no_deal", "what it has without a deal", interest.no_deal))
        if kind != "no-deal":
            weighs = interest.scale == "weights"
            for issue, each in interest.issues.items():
                number = "weight" if weighs else next(iter(each.ratings))
                stated.append((f"{issue_holder(case, party, issue)}/{issue}/{number}", case.issues[issue].name, each))
        for at, what, judgement in stated:
            wanting = not evidence.reported(judgement) if kind == "unreported" else evidence.weak(judgement)
            if wanting:
                yield Weak(everyone[party].name, what, f"interests/{at}")
