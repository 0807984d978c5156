"""What is said of who would move away."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.model import Case
from comity.case.wording import listed, standing_caveats
from comity.questions.stability.departures import LEAVES
from comity.questions.stability.result import Breaches, Change, Core, Departure, Move, Stability

METHOD = (
    "The graph model for conflict resolution (Fang, Hipel and Kilgour 1993): a party may change what it decides alone, "
    "or leave, and gains by it. It stays where others would then move to their own advantage until it has gained "
    "nothing (sequential stability, SEQ; Fraser and Hipel 1979)."
)


def answer(case: Case, result: Stability) -> str:
    """How many efficient agreements would not be undone, and what would be done to the others."""
    if not result.signers:
        return "Nobody signs, so there is no agreement to move away from."
    if result.efficient is None:
        return "It is left open who would move away: a signer has no judgements, or there are too many states."
    of = result.efficient.agreements
    if not of:
        return "No agreement is possible, so there is none to move away from."
    return " ".join([_stage(result, of), *_changes(case, result)])


def _stage(result: Stability, of: int) -> str:
    assert result.efficient is not None
    left = result.efficient.stable["SEQ"]
    every = "The only efficient agreement" if of == 1 else f"All {of:,} efficient agreements"
    if not result.decided and result.binding:
        them = "it" if of == 1 else "them"
        bound = f"is bound by {them} ({listed(result.binding)})"
        stable = "is stable" if of == 1 else "are stable"
        return f"{every} {stable}: what one party decides alone {bound}, and no signer prefers no deal."
    if not result.decided:
        stable = "is stable" if of == 1 else "are stable"
        return f"{every} {stable}: no issue is decided by one party alone, and no signer prefers no deal."
    if left == of:
        return f"{every} would hold: nobody gains by changing what it decides alone, or others would leave over it."
    if not left:
        return f"{every} would be undone."
    return f"{left:,} of the {of:,} efficient agreements would not be undone."


def _changes(case: Case, result: Stability) -> Iterator[str]:
    for change in result.changes[:2]:
        yield f"{where(result, change)} {changed(case, change)}, and nothing that others would do answers it."
    assert result.efficient is not None
    nash, left = result.efficient.stable["Nash"], result.efficient.stable["SEQ"]
    if result.decided and nash < left:
        yield without_answers(nash, left)
    if result.core is not None:
        yield replaced(result.core, result.efficient.agreements)
    if result.breaches is not None:
        yield _breach(case, result, result.breaches)


def replaced(core: Core, of: int) -> str:
    """How many agreements those whose yes suffices would replace together."""
    together = "together by one that each of them likes better"
    if of == 1:
        return f"Those whose yes suffices would {'not ' if core.agreements else ''}replace it {together} (the core)."
    if not core.agreements:
        return f"Those whose yes suffices would replace each of the {of:,} {together} (the core is empty)."
    if core.agreements == of:
        return f"Those whose yes suffices would replace none of the {of:,} {together} (the core)."
    if core.agreements == 1:
        also = f"and it would {'not ' if core.holding else ''}be undone by one party alone"
    elif core.holding == core.agreements:
        also = "and none of these would be undone by one party alone"
    else:
        also = f"and {core.holding:,} of these would not be undone by one party alone either"
    all_but = f"all but {core.agreements:,} of the {of:,}"
    return f"Those whose yes suffices would replace {all_but} {together} (the core), {also}."


def _breach(case: Case, result: Stability, found: Breaches) -> str:
    """What a breach would be, and of how many agreements."""
    assert result.efficient is not None
    of = result.efficient.agreements
    if not found.changes:
        return f"Nobody would gain by a breach, a change of {listed(result.binding, 'or')}, that others do not answer."
    first = found.changes[0]
    number = f"{first.agreements:,} of the {of:,}" if found.undone == found.looked_at else f"{first.agreements:,}"
    where = "It would be" if of == 1 else f"In {number} it would be"
    return f"{where} a breach that pays if {changed(case, first, 'changed')}: nothing that others would do answers it."


def without_answers(nash: int, left: int) -> str:
    """How many of those that hold would if nobody answered."""
    if left == 1:
        return "It does not hold if nobody answered (Nash)."
    if not nash:
        return f"None of the {left:,} holds if nobody answered (Nash)."
    return f"{nash:,} of the {left:,} {'holds' if nash == 1 else 'hold'} even if nobody answered (Nash)."


def where(result: Stability, change: Change) -> str:
    """In which of the agreements that would be undone."""
    assert result.efficient is not None
    some, number = bool(result.efficient.stable["SEQ"]), f"{change.agreements:,}"
    if result.looked_at < result.undone:
        return f"In {number} of the first {result.looked_at:,} of {'the others' if some else 'them'},"
    if change.agreements < result.undone:
        return f"In {number} of the other {result.undone:,}," if some else f"In {number} of them,"
    if result.undone == 1:
        return "In the other one," if some else "In it,"
    return f"In the other {result.undone:,}," if some else "In each of them,"


def changed(case: Case, change: Change, verb: str = "would change") -> str:
    """What a party would change: "the USA would change sanctions from lifted to phased"."""
    name = case.everyone()[change.party].name
    if change.issue == LEAVES:
        return f"{name} would leave"
    return f"{name} {verb} {change.issue} from {change.now} to {change.then}"


def moved(case: Case, move: Move) -> str:
    """One move: "the USA leaves", "the USA: sanctions=phased"."""
    name = case.everyone()[move.party].name
    return f"{name} leaves" if move.leaves else f"{name}: {terms(move)}"


def terms(move: Move) -> str:
    """What a party changes to, or that it leaves."""
    return "leaves" if move.leaves else listed(f"{issue}={option}" for issue, option in move.changes.items())


def answered(case: Case, departure: Departure) -> str:
    """What answers a move."""
    if departure.answers is None:
        return "nothing answers it"
    return ", then ".join(moved(case, answer) for answer in departure.answers)


def caveats(case: Case, result: Stability) -> tuple[str, ...]:
    """What a reader must know."""
    said = list(standing_caveats(case))
    if result.efficient is None or not result.efficient.agreements:
        return tuple(said)
    if result.decided:
        said.append(
            f"Where an agreement binds, changing {listed(result.decided, 'or')} later is a breach of it. The model "
            "asks what a party would like to do where nothing but what others would do in return holds it."
        )
        said.append("Judged at the middle of every range.")
    if result.looked_at < result.undone:
        said.append(f"What would be changed first is told of the first {result.looked_at:,} that would be undone.")
    if case.by_rule:
        said.append("Only those end an agreement by leaving without whose yes nothing passes by the rule.")
        if result.core is None:
            said.append("What those would agree instead whose yes suffices, the question consent says (the core).")
    unknown = [name for name in dict.fromkeys(result.decided.values()) if not _no_deal(case, name)]
    if unknown:
        names = listed(case.everyone()[name].name for name in unknown)
        said.append(f"What no deal is worth to {names} is not judged, so that nobody's leaving counts as a loss to it.")
    looked_at = sum(each.share is not None for each in result.holding)
    if 0 < looked_at < result.efficient.stable["SEQ"]:
        said.append(f"In how many readings agreements hold is told of the first {looked_at:,} of them.")
    if not result.exact:
        said.append("The efficient agreements are approximated, so there may be others.")
    return tuple(said)


def _no_deal(case: Case, party: str) -> bool:
    return case.interest_of(party).no_deal is not None
