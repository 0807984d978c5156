"""What a careful colleague would say of the agreements that are possible."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.model import Case
from comity.case.remarks import possible_not_agreed
from comity.case.wording import listed
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel


def remarks(case: Case, result: Funnel | Bounds) -> tuple[str, ...]:
    """Groups that sign what most of their members would refuse, and events that speak against an agreement."""
    if isinstance(result, Bounds):
        return possible_not_agreed(case, _gains_least(case, result)) if result.zopa.low else ()
    if not result.possible:
        return ()
    return (*_refused_by_members(case, result), *possible_not_agreed(case, _gains_least(case, result)))


def _refused_by_members(case: Case, funnel: Funnel) -> Iterator[str]:
    """For each group that signs, that most of its members would refuse most of the agreements left."""
    accepts = {each.party: each.accepts for each in funnel.onlookers if each.accepts is not None}
    for party in case.everyone().values():
        if not party.signs or party.decides or party.ratified_by:
            continue
        refusing = [name for name in party.members if name in accepts and 2 * accepts[name] < funnel.possible]
        if 2 * len(refusing) <= len(party.members):
            continue
        names = listed(case.everyone()[name].name for name in refusing)
        most = "all" if not any(accepts[name] for name in refusing) else "most"
        what = (
            "the agreement that is possible"
            if funnel.possible == 1
            else f"{most} of the {funnel.possible:,} that are possible"
        )
        yield (
            f"{party.name} signs as a group, and {names}, most of its members, would refuse {what}, by their own "
            f"no-deal values and red lines. Only the judgements of {party.name} itself are counted: check who decides "
            "for it."
        )


def _gains_least(case: Case, funnel: Funnel | Bounds) -> str:
    """The signer that gains least by the best agreement; empty where none is held."""
    gains = funnel.left[0].gains if funnel.left else {}
    return case.everyone()[min(gains, key=lambda party: gains[party])].name if gains else ""
