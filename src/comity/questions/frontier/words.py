"""What is said of the efficient agreements: sentences made from the frontier."""

from __future__ import annotations

import math
from collections.abc import Iterable

from comity.case.model import Case
from comity.case.wording import among_passing, at_most, counted, listed, standing_caveats
from comity.questions.frontier.points import Frontier

METHOD = (
    "Issues are settled one after the other; of the partial agreements that the open rules and linkages cannot tell "
    "apart, those that another betters for one signer without worsening another are dropped (Pareto 1906; elimination "
    "with several objectives, Rollon and Larrosa 2006; Dubus, Gonzales and Perny 2009). Ties are kept and counted."
)

AMONG = {
    "zopa": "that is coherent, crosses no red line and is worth at least no deal to every signer",
    "passing": "that passes by the rule of the case",
    "coherent": "that is coherent (red lines and no deal left aside)",
}
"""Which agreements are compared, in words."""


BEST = "what is best for the worst-off signer"
"""What the first of the outcomes is called."""


def answer(case: Case, frontier: Frontier) -> str:
    """How many agreements are efficient, among which; or that there is none, or that these are only close."""
    space = f"of {counted(frontier.all, 'possible agreement', 'possible agreements')}"
    among = _among(case, frontier)
    if not frontier.count and frontier.exact:
        return f"No agreement is efficient, because there is none to choose from: {space}, there is none {among}."
    if not frontier.count:
        return f"No agreement was found {among}, {space}; that there is none has not been shown."
    if not frontier.exact:
        return f"{space.capitalize()}, {_close(case, frontier)}"
    efficient = counted(frontier.agreements_count, "agreement is efficient", "agreements are efficient")
    if not frontier.varying and frontier.agreements_count > 1:
        return f"{efficient}, {space}; the signers have nothing to choose between them."
    tied = frontier.agreements_count > frontier.count
    outcomes = f", with {frontier.count:,} different outcomes for the signers" if tied else ""
    return f"{efficient}{outcomes}, {space}: no other {among} is better for one signer and no worse for the rest."


def _among(case: Case, frontier: Frontier) -> str:
    return AMONG["passing" if frontier.over == "zopa" and case.by_rule else frontier.over]


def _close(case: Case, frontier: Frontier) -> str:
    among, within = _among(case, frontier), _within(case, frontier)
    if frontier.count == 1:
        return f"1 was found that comes close to every one {among}: none exceeds it by more than {within}."
    return (
        f"{frontier.count:,} were found that together come close to every one {among}: "
        f"none exceeds all of them by more than {within}."
    )


def _within(case: Case, frontier: Frontier) -> str:
    within = frontier.within or {}
    if math.inf in within.values():
        return "an unknown amount"
    return listed(f"{at_most(points)} points for {case.everyone()[party].name}" for party, points in within.items())


def caveats(case: Case, frontier: Frontier) -> tuple[str, ...]:
    """What a reader must know: who has no say, who plays no part, and what is not exact or not listed."""
    return (
        *standing_caveats(case),
        *(among_passing(case) if frontier.over == "zopa" else ()),
        *_who_plays_no_part(case, frontier),
        *_rounded(case, frontier),
        *_not_all(case, frontier),
    )


def _who_plays_no_part(case: Case, frontier: Frontier) -> Iterable[str]:
    if frontier.others:
        has = "has" if len(frontier.others) == 1 else "have"
        yield f"Efficient means for those who sign; {_names(case, frontier.others)} {has} no say in it."
    if frontier.indifferent:
        one = len(frontier.indifferent) == 1
        are = "is indifferent between all agreements and plays" if one else "are indifferent and play"
        yield f"{_names(case, frontier.indifferent)} {are} no part in what is efficient."


def _rounded(case: Case, frontier: Frontier) -> Iterable[str]:
    if frontier.rounded:
        yield (
            f"The judgements of {_names(case, frontier.rounded)} have too many digits to be added without rounding; "
            "worths within 1e-9 of the scale count as equal."
        )


def _not_all(case: Case, frontier: Frontier) -> Iterable[str]:
    if not frontier.exact:
        yield (
            "The exact set would take more work or memory than was allowed, so close agreements were represented by "
            f"one of them. No agreement exceeds all points by more than {_within(case, frontier)}; counts are of those "
            "found."
        )
    if frontier.parts > 1:
        yield f"The search was split into {frontier.parts:,} parts to stay within memory; the result is the same."
    if frontier.count > len(frontier.points):
        yield (
            f"The data lists the {len(frontier.points):,} points that are best for the worst-off signer, "
            f"of {frontier.count:,}."
        )


def _names(case: Case, parties: Iterable[str]) -> str:
    return listed(case.everyone()[party].name for party in parties)
