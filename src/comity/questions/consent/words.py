"""What is said of who must say yes."""

from __future__ import annotations

from collections.abc import Iterator

from comity.agreements.core import VOTERS
from comity.agreements.picks import SOLUTIONS
from comity.case.article import named
from comity.case.model import Case
from comity.case.wording import consent_rule, counted, listed, standing_caveats
from comity.questions.consent.coalitions import FOLLOWED, MOST
from comity.questions.consent.groups import Held
from comity.questions.consent.home import Hands
from comity.questions.consent.payments import MOST as PAID
from comity.questions.consent.payments import Opened
from comity.questions.consent.result import PER, Consented, Pick

METHOD = (
    "Agreements are told apart by who says yes and who is needed for their options, and counted; what any set of "
    "parties could make follows from that (monotone simple games, von Neumann and Morgenstern 1944). The core is taken "
    "on the agreements themselves, without payments (Scarf 1967); power is of the rule alone (Shapley and Shubik 1954, "
    "Banzhaf 1965); who is asked at home is a second level (Putnam 1988)."
)

TOO_MANY = "There are too many agreements to ask who says yes to each; only the rule itself is looked at."

EFFECTS = {
    "helps": "helps it at the table",
    "hurts": "hurts it at the table",
    "changes nothing": "changes nothing for it",
    "costs the deal": "costs the deal",
    "depends on ties": "helps or hurts it, as ties are broken",
}
"""What a ratification does to the signer that needs it."""


def answer(case: Case, result: Consented) -> str:
    """How many pass, who could do without whom, whether groups hold, and what is stopped at home."""
    if not result.signers:
        return "Nobody's yes is needed: no party signs."
    if result.coalitions is None:
        return between(case, result) if result.bounds else TOO_MANY
    made = result.coalitions
    pass_ = "passes" if made.passing == 1 else "pass"
    number = f"{made.passing:,}" if made.passing else "None"
    coherent = counted(made.coherent, "coherent agreement", "coherent agreements")
    said = [f"{number} of {coherent} {pass_} by the rule, the yes of {consent_rule(case)}."]
    said += _suffices(case, result)
    said += [holds(case, group, made.passing) for group in result.groups.values() if made.passing]
    said += _stopped(case, result)
    said += [tied(case, hands) for hands in result.hands]
    said += [paid(case, payments) for payments in result.payments[:1]]
    return " ".join(said)


def between(case: Case, result: Consented) -> str:
    """Between which numbers the agreements lie that pass, where they are not looked at one by one."""
    assert result.bounds is not None
    low, high = result.bounds.passing.low, result.bounds.passing.high
    rule = f"by the rule, the yes of {consent_rule(case)}"
    if not high:
        return f"No agreement passes {rule}: too few accept any. There are too many to ask who says yes to each."
    number = f"{low:,}" if low == high else f"Between {low:,} and {high:,}"
    return (
        f"{number} agreements pass {rule}, however those that each accepts fall together. There are too many to ask "
        "who says yes to each."
    )


def _suffices(case: Case, result: Consented) -> Iterator[str]:
    """Who could make an agreement without others, and who would then be asked."""
    assert result.coalitions is not None
    if len(result.signers) < 2:
        return
    then = ", the other alone" if len(result.signers) == 2 else " and all the others had to say yes, they"
    able = [out for out, reach in result.without.items() if reach.agreements]
    if not able:
        one = "either" if len(result.signers) == 2 else "any one"
        yield f"If {one} signer were left out{then} could make no agreement."
    else:
        told = (f"without {named(case, out)} {result.without[out].agreements:,}" for out in able)
        yield f"If one signer were left out{then} could make some: {listed(told)}."
    smallest = [reach for reach in result.coalitions.sufficient or () if len(reach.parties) < len(result.signers) - 1]
    if smallest:
        first = smallest[0]
        names = listed(named(case, name) for name in first.parties)
        more = "; other small sets of parties could make some as well" if len(smallest) > 1 else ""
        asked = f"If only {names} had to say yes, and no other signer were asked"
        yield f"{asked}, they could make {first.agreements:,}{more}."


def holds(case: Case, group: Held, passing: int) -> str:
    """On how many of the agreements that pass a group holds, and who leaves."""
    name = _capital(named(case, group.group))
    of = "the one that passes" if passing == 1 else f"the {passing:,} that pass"
    if group.holds == passing:
        return f"{name} holds on {of}: no member refuses any." if passing > 1 else f"{name} holds on {of}."
    said = f"{name} holds on {group.holds:,} of {of}" if group.holds else f"{name} holds on none of {of}"
    alone = sorted(group.refuses_alone.items(), key=lambda each: -each[1].agreements)
    told = [
        f"{named(case, member)} alone refuses {refuser.agreements:,}"
        + (f", by at most {refuser.most:.2f} points" if refuser.most else "")
        for member, refuser in alone[:2]
    ]
    return f"{said}; {listed(told)}." if told else f"{said}."


def _stopped(case: Case, result: Consented) -> Iterator[str]:
    """Which picked agreements would be stopped at home."""
    for pick in result.picks:
        if pick.home is None or pick.home.ratified is None:
            continue
        share = 1 - pick.home.ratified
        if share >= 0.005:
            where = f"in {of_100(share)} readings of the ranges in which it is signed"
            yield f"{picked(pick)} would be stopped at home {where}."


def of_100(share: float) -> str:
    """A share in words: "47 of 100"."""
    return f"{share * PER:.0f} of {PER}"


def picked(pick: Pick) -> str:
    """A picked agreement by the measures that pick it: "The Nash and the Utilitarian agreement"."""
    return f"The {listed(SOLUTIONS[name] for name in pick.solutions)} agreement"


def tied(case: Case, hands: Hands) -> str:
    """What a ratification does to its signer."""
    return f"That the yes of {named(case, hands.signer)} must be ratified {EFFECTS[hands.effect]}."


def paid(case: Case, payments: Opened) -> str:
    """What the payments that the case allows would open, and hold."""
    names = (listed(named(case, name) for name in who) for who in (payments.payers, payments.payees))
    said = "Payments from {} to {}".format(*names)
    if payments.least is None:
        told = f"{said} would open no agreement"
    else:
        number = counted(payments.opens, "agreement", "agreements")
        told = f"{said} would open {number}, the first at {float(payments.least):.2f} points"
    held = [
        f"hold {named(case, group)} together on {number:,} more that {'passes' if number == 1 else 'pass'} anyway"
        for group, number in payments.holds.items()
        if number
    ]
    if held:
        told += f"{', but' if payments.least is None else ', and'} {listed(held)}"
    return f"{told}."


def caveats(case: Case, result: Consented) -> tuple[str, ...]:
    """What a reader must know."""
    said = list(standing_caveats(case))
    if not any(issue.needs for issue in case.issues.values()):
        said.append(
            "No option says who is needed for it, so what others could do without a party counts what only that party "
            "could give as well: see `needs` in the case file."
        )
    if result.coalitions is not None:
        said.append("Who could do what is judged at the middle of every range, and says nothing of who would want to.")
        if result.coalitions.sufficient is None:
            said.append(f"With more than {MOST} signers not every set of them is looked at.")
        elif len(result.coalitions.sufficient) > FOLLOWED:
            said.append(f"The best agreement is told of the first {FOLLOWED} sets that suffice.")
        if result.core is None:
            said.append(
                "The core was not worked out: too many sets suffice or agreements pass, or a signer has no judgements."
            )
    if case.payments is not None and len(case.payments.to) > PAID:
        said.append(f"With more than {PAID} who could be paid, payments are not looked at.")
    elif result.payments:
        said.append(
            "That a point paid is worth a point to who pays and to who is paid is a judgement; so is how much can be."
        )
    if result.power is None and result.signers:
        said.append(f"With more than {VOTERS} voters the power of the rule is not worked out.")
    if result.chance is not None:
        said.append("Bodies that nobody can rate count as saying yes; their chance is told apart.")
    return tuple(said)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
