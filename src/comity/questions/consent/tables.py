"""The tables of who must say yes."""

from __future__ import annotations

from comity.agreements.picks import SOLUTIONS
from comity.agreements.space import common_terms
from comity.case.model import Case
from comity.case.wording import consent_rule, counted, listed, role
from comity.finding import Band, Cell, Quantity, Table
from comity.questions.consent.groups import Refused
from comity.questions.consent.result import Consented
from comity.questions.consent.words import EFFECTS


def bounds(case: Case, result: Consented) -> Table | None:
    """Between which numbers what each accepts lies; None where each agreement is looked at."""
    if result.bounds is None:
        return None
    everyone = [(_name(case, name), each.low, each.high) for name, each in result.bounds.accepts.items()]
    passing = result.bounds.passing
    rows = (*everyone, ("pass by the rule", passing.low, passing.high))
    return Table("How many agreements each accepts", ("", "at least", "at most"), rows)


def say(case: Case, result: Consented) -> Table | None:
    """How much the yes of each matters; None where that was not counted."""
    if not result.say:
        return None
    rows = tuple(
        (_name(case, name), _asked_as(case, name), counts.pivotal, counts.blocks_alone)
        for name, counts in result.say.items()
    )
    note = (
        "Needed in: agreements that pass with its yes and not without. Stops alone: agreements that fail and would "
        "pass with its yes."
    )
    return Table("Whose yes decides", ("party", "role", "needed in", "stops alone"), rows, note)


def _asked_as(case: Case, name: str) -> str:
    party = case.everyone()[name]
    if party.signs:
        return role(case, name)
    return "could spoil an option" if name in case.spoilers() else "asked at home"


def sufficient(case: Case, result: Consented, show: int) -> Table | None:
    """The smallest sets of parties that could make an agreement by themselves; None where there is none."""
    made = result.coalitions
    if made is None or not made.sufficient:
        return None
    rows = tuple(
        (
            listed(_name(case, name) for name in reach.parties),
            reach.agreements,
            reach.least,
            "" if reach.best is None else str(reach.best),
        )
        for reach in made.sufficient[:show]
    )
    columns = ("parties", "agreements", "worst-off gains at best", "the best for the worst-off")
    note = (
        "None of these sets could spare anybody. Options that need others are left out; the rule is not asked. Where "
        "several agreements are as good, one of them is shown."
    )
    return Table("Who could make an agreement by themselves", columns, rows, note)


def without(case: Case, result: Consented) -> Table | None:
    """What leaving out each signer would mean; None where only one signs."""
    if len(result.signers) < 2 or not result.without:
        return None
    rows: list[tuple[Cell, ...]] = []
    for out, reach in result.without.items():
        low, high = reach.others.get(out, (None, None))
        at_best = reach.others_at_best.get(out)
        there = None if at_best is None else Band.over(at_best).cell
        rows.append((_name(case, out), reach.agreements, reach.with_all, reach.least, there, low, high))
    best = ("worst-off of them gains at best with it", "and without")
    columns = ("left out", "agreements of the others", *best, "the one left out then gains", "at least", "at most")
    note = (
        "Gains are over no deal, in points; below 0 the one left out would be worse off than without a deal: by what "
        "is best for the worst-off of the others, ties included, and by everything that they could make."
    )
    return Table("What leaving one out would mean", columns, tuple(rows), note)


def groups(case: Case, result: Consented) -> Table | None:
    """Who in a group accepts what of the agreements that pass; None where there is no group, or none passes."""
    if not result.groups or result.coalitions is None or not result.coalitions.passing:
        return None
    rows: list[tuple[Cell, ...]] = []
    for group in result.groups.values():
        for member, accepts in group.accepts.items():
            alone = group.refuses_alone.get(member)
            rows.append(
                (
                    _name(case, group.group),
                    _name(case, member),
                    accepts,
                    alone.agreements if alone else 0,
                    alone.least if alone else None,
                    alone.most if alone else None,
                )
            )
    columns = ("group", "member", "accepts", "refuses alone", "there short by at least", "by at most")
    return Table(f"Who holds on the {result.coalitions.passing:,} that pass", columns, tuple(rows))


def refused_terms(case: Case, result: Consented, show: int) -> Table | None:
    """On which terms a member alone leaves its group, the most telling first; None where none does."""
    rows: list[tuple[Cell, ...]] = [
        (_name(case, member), f"{case.issues[issue].name}: {case.label(issue, option)}", refused, passing)
        for group in result.groups.values()
        for member, refuser in group.refuses_alone.items()
        for issue, option, refused, passing in refuser.telling[:show]
    ]
    if not rows:
        return None
    note = "Terms that the agreements which a member alone refuses have more often than all that pass."
    return Table(
        "On which terms members leave", ("member", "term", "refused with it", "passing with it"), tuple(rows), note
    )


def picks(case: Case, result: Consented) -> Table | None:
    """Whether what measures of fairness pick is held by groups and safe at home; None where nothing is picked."""
    if not result.picks or not (result.groups or any(pick.home for pick in result.picks)):
        return None
    rows: list[tuple[Cell, ...]] = []
    common = common_terms([pick.agreement for pick in result.picks]) if len(result.picks) > 1 else {}
    for pick in result.picks:
        refused = [each for members in pick.refusals.values() for each in members]
        instead = [f"{_name(case, each.member)}: {each.issue}={each.instead.options[each.issue]}"
                   for each in refused if each.instead is not None]  # fmt: skip
        judged = [f"{_name(case, each.member)}: {_otherwise(each)}" for each in refused if each.no_deal is not None]
        ratified = None if pick.home is None or pick.home.ratified is None else Quantity(pick.home.ratified, "share")
        rows.append(
            (
                listed(SOLUTIONS[name] for name in pick.solutions),
                ", ".join(
                    f"{issue}={option}" for issue, option in pick.agreement.options.items() if issue not in common
                ),
                listed(_name(case, each.member) for each in refused),
                max((each.short for each in refused), default=None),
                "; ".join(instead),
                "; ".join(judged),
                ratified,
            )
        )
    columns = (
        "picked by",
        "agreement",
        "members that refuse",
        "short at most",
        "would be won by",
        "or if judged",
        "ratified if signed",
    )
    note = (
        "Would be won by: the one other term after which the member accepts that costs the worst-off signer least. If "
        "judged: the least change of one judgement of the member after which it accepts, its no-deal value or a rating."
    )
    if common:
        note += f" All of these also have {', '.join(f'{issue}={option}' for issue, option in common.items())}."
    return Table("Do groups and homes hold on what is picked", columns, tuple(rows), note)


def _otherwise(refused: Refused) -> str:
    """The no-deal value or the ratings at which a member would accept."""
    rated = [f"{each.issue}={each.option} at {each.to:g}" for each in refused.ratings]
    no_deal = "" if refused.no_deal is None else f"no deal at {refused.no_deal:g}"
    return " or ".join([no_deal, *rated])


def hands(case: Case, result: Consented) -> Table | None:
    """What ratification does to each signer that needs it; None where none does."""
    if not result.hands:
        return None
    rows = tuple(
        (
            _name(case, each.signer),
            consent_rule(case, each.signer),
            None if each.without is None else Quantity(each.without, "span"),
            None if each.with_ is None else Quantity(each.with_, "span"),
            EFFECTS[each.effect],
        )
        for each in result.hands
    )
    columns = ("signer", "ratified by", "gains without", "gains with", "so it")
    return Table("Tied hands: what the signer gains by the Nash agreement", columns, rows)


def safest(case: Case, result: Consented) -> Table | None:
    """The agreements safest at home; None where nobody is asked there."""
    if not result.safest:
        return None
    rows = tuple((str(each.agreement), _name(case, each.body), each.least) for each in result.safest)
    note = "By them the body that gains least gains most."
    return Table("The agreements safest at home", ("agreement", "body that gains least", "gains"), rows, note)


def payments(case: Case, result: Consented) -> Table | None:
    """What the payments that the case allows would do; None where it allows none."""
    if not result.payments or case.payments is None:
        return None
    rows: list[tuple[Cell, ...]] = []
    for each in result.payments:
        who = [listed(_name(case, name) for name in names) for names in (each.payers, each.payees)]
        paid = "; ".join(f"{_name(case, name)}: {float(points):.2f}" for name, points in each.paid.items())
        least = None if each.least is None else Quantity(float(each.least), "price")
        agreement = "" if each.agreement is None else str(each.agreement)
        holds = "; ".join(f"{_name(case, group)}: {number:,} more" for group, number in each.holds.items() if number)
        rows.append((*who, each.opens, least, paid, agreement, holds))
    columns = (
        "from",
        "to",
        "opens",
        "the least that opens any",
        "paid then",
        "an agreement so opened",
        "holds together",
    )
    note = (
        f"At most {case.payments.at_most:g} points in all. A point counts the same to who pays and who is paid: a "
        "judgement. Who pays must still gain by the agreement, and no payment lifts a red line."
    )
    return Table("What payments would do", columns, tuple(rows), note)


def power(case: Case, result: Consented) -> Table | None:
    """The power of the rule itself; None where it was not worked out."""
    if result.power is None:
        return None
    shares = result.power.banzhaf
    rows = tuple(
        (
            _name(case, name),
            Quantity(result.power.shapley_shubik[name], "share"),
            result.power.swings[name],
            Quantity(shares[name], "share"),
        )
        for name in result.signers
    )
    note = (
        f"{counted(result.power.winning, 'set of parties suffices', 'sets of parties suffice')} by the rule. These "
        "indices know the rule and not what anybody wants: whose yes decides here stands in the first table."
    )
    columns = ("party", "Shapley-Shubik", "swings (Banzhaf)", "share of swings")
    return Table("The power that the rule gives by itself", columns, rows, note)


def blocking(case: Case, result: Consented, show: int) -> Table | None:
    """The smallest sets of parties that could block everything by the rule; None where that was not worked out."""
    if result.power is None or not result.power.blocking:
        return None
    sets = result.power.blocking
    rows = tuple((listed(_name(case, name) for name in names),) for names in sets[:show])
    hidden = len(sets) > show
    title = "Who could block everything by the rule"
    return Table(f"{title}, the smallest sets" if hidden else title, ("parties",), rows)


def _name(case: Case, party: str) -> str:
    return case.everyone()[party].name
