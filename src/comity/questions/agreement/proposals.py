"""Where the proposals of a case stand in the funnel, and what each party makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from comity.agreements.breakdown import breakdown
from comity.agreements.completions import completing
from comity.agreements.space import Space
from comity.agreements.worth import Payoff
from comity.case.model import Case
from comity.questions.agreement.bounds import Interval, bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE, Funnel
from comity.questions.agreement.stands import Gain, Left, Removed, Stands
from comity.questions.unanimity import asking_everybody


def proposals_of(case: Case) -> tuple[Stands, ...]:
    """Where every proposal of a case stands, in the order of the file.

    Each is counted by the funnel of the agreements that hold its terms, so a proposal that leaves issues open has as
    many as there are ways to settle them.
    """
    return tuple(stands(case, name) for name in case.proposals)


def stands(case: Case, proposal: str) -> Stands:
    """Where one proposal stands, by its short name."""
    stated = case.proposals[proposal].terms
    terms = {issue: stated[issue] for issue in case.issues if issue in stated}
    left, removals = _left(completing(case, terms))
    empty = next((each.stage for each in left if each.high == 0), None)
    return Stands(
        proposal,
        terms,
        tuple(issue for issue in case.issues if issue not in terms),
        left,
        empty,
        tuple(each for each in removals.get(empty or "", ()) if each.removes),
        _gains(case, terms),
        case.outcome == proposal,
    )


def _left(case: Case) -> tuple[tuple[Left, ...], Mapping[str, tuple[Removed, ...]]]:
    """How many agreements each stage leaves, and what each removes."""
    if not case.signers():
        count = Space.of(case).count
        return (Left("all", count, count),), {}
    if Space.of(case).count > COUNTABLE:
        stages = bounds_of(asking_everybody(case), show=0, countable=COUNTABLE).stages
        if case.by_rule:  # the bounds are those of the yes of all who sign
            at_most = Interval(0, stages["coherent"].high)
            stages |= {"red_lines": at_most, "zopa": at_most}
        return tuple(Left(name, stage.low, stage.high) for name, stage in stages.items()), {}
    funnel = funnel_of(case, show=0, keep=0)
    left = tuple(Left(stage.name, stage.count, stage.count) for stage in funnel.stages)
    return left, {each.stage: removed_at(funnel, each.stage) for each in left}


def removed_at(funnel: Funnel, stage: str) -> tuple[Removed, ...]:
    """What removes agreements at a stage, what removes most first."""
    by_kind = {
        "coherent": {"condition": funnel.conditions},
        "red_lines": {"red_line": funnel.lines},
        "ratified": {"body": funnel.bodies, "ratification": funnel.ratifications},
        "spoilers": {"spoiler": funnel.outsiders},
    }
    found = [
        Removed(kind, each.name, each.party, each.removes, each.removes_alone, each.would_open)
        for kind, removals in by_kind.get(stage, {}).items()
        for each in removals
    ]
    if stage == "zopa":
        found = [
            Removed("no_deal", each.party, each.party, each.removes, each.removes_alone, each.would_open)
            for each in funnel.signers
        ]
    return tuple(sorted(found, key=lambda each: (-each.removes, each.name)))


def _gains(case: Case, terms: Mapping[str, str]) -> tuple[Gain, ...]:
    gains = []
    for party in Payoff.of(case).worths:
        found = breakdown(case, party, terms)
        if found.gain is not None:
            gains.append(Gain(party, case.everyone()[party].signs, found.gain, found.gain_ranged))
    return tuple(gains)
