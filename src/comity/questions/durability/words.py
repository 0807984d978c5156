"""Durability in sentences. They compute nothing: every number in them stands in the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.case.model import Case
from comity.case.wording import among_passing, counted, standing_caveats
from comity.finding import Band, Quantity
from comity.questions.durability.band import Tendency
from comity.questions.durability.lasting import Cause, Failure, Fare, Kind, Lasting
from comity.questions.durability.literature import HONESTY
from comity.questions.durability.plain import (
    LandOrGuarantee,
    LeastGuarantee,
    Plain,
    Rebuilding,
    StrongOrSteady,
)
from comity.questions.durability.terms import YEARS
from comity.questions.durability.waiting import Waiting
from comity.questions.sureness import of_100

KINDS: Mapping[Kind, str] = {
    "efficient": "efficient agreements",
    "close to efficient": "agreements close to efficient",
    "named": "agreements named",
}

CAUSES: Mapping[Cause, str] = {
    "rebuilding": "rebuilding moves the odds",
    "land": "the land held moves the odds",
    "decay": "the guarantee fades over the years",
    "wavering": "the guarantor wavers",
    "first_strike": "striking first pays",
    "today": "the odds and costs are what they are, whatever changes later",
}

UNIT = "value and no_deal: part of the stake that, held for ever in peace, is worth as much"

NO_CONTEST = (
    "Whether an agreement would last cannot be said: the case does not say who would fight on, at what odds "
    "and costs (a section `contest`)."
)

MOST_LASTING = "The most lasting agreement (1)."

NEEDED = (
    "Least guarantee: the chance with which the promise must at first be kept for neither side ever to gain by "
    "breaking the peace, if it fades and wavers as judged."
)

FAILING = (
    "At the middle of every estimate, were both sides sure of all this: in which year after signing, to whom, and what "
    f"takes most off the worth of peace. The long run is year {YEARS} and all that comes after it."
)


# Small parts of sentences.


def years(number: int) -> str:
    """So many years: "one year", "ten years", "11 years"."""
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{words[number] if 0 < number < len(words) else number} {'year' if number == 1 else 'years'}"


def peace(year: int) -> str:
    """What is looked for: "peace after ten years"."""
    return f"peace after {years(year)}"


def lasts(year: int, target: float) -> str:
    """What counts as lasting in practice."""
    return f"{peace(year)} with a chance of at least {Quantity(target, 'in_100')}"


def in_100(band: Band) -> str:
    """A chance or part with its band: "45 in 100 (20 to 71)"."""
    return str(Quantity(band, "in_100"))


def changed(band: Band) -> str:
    """A change with its band, in points: "-3 (-6 to +1)"."""
    return str(Quantity(band, "change"))


def written(terms: Mapping[str, str]) -> str:
    """Terms: "territory=frozen, guarantees=none"."""
    return ", ".join(f"{issue}={option}" for issue, option in terms.items())


def sides(case: Case) -> tuple[str, str]:
    """What the challenger and the defender are called."""
    assert case.contest is not None
    challenger, defender = (case.everyone()[party].name for party in case.contest.sides)
    return challenger, defender


def guarantor(case: Case) -> str:
    """What the guarantor is called, where the case names one."""
    stated = case.contest.guarantor if case.contest else None
    return case.everyone()[stated.party].name if stated and stated.party else "The guarantor"


def _leaning(tendency: Tendency, rises: str, falls: str, neither: str) -> str:
    """Which of two directions the draws take, and how clearly."""
    if tendency.way == "neither":
        return neither
    word = rises if tendency.way == "rises" else falls
    suffix = {"clear": "", "more often than not": ", more often than not", "not clear": ", but not clearly"}
    return word + suffix[tendency.sure]


# The answer.


def answer(lasting: Lasting, best: Fare, year: int) -> str:
    """How many would last, or whether the one that was looked at would."""
    chance = f"{peace(year)} is {in_100(best.survival.after(year))}"
    if lasting.considered == 1:
        verdict = "would last" if lasting.lasting else "would not last"
        gain = "neither side would ever" if best.self_enforcing else "one side would come to"
        judged = f"At the middle of every estimate the agreement {verdict}"
        return f"{judged}: {gain} gain by breaking it, and its chance of {chance}."
    ranged = "over the ranges not counted, which would take fewer draws or fewer agreements"
    if lasting.in_draws:
        ranged = f"{lasting.in_draws[0]:,} to {lasting.in_draws[1]:,} over the ranges"
    return (
        f"Of {lasting.considered:,} {KINDS[lasting.kind]}, {lasting.lasting:,} would last at the middle of every "
        f"estimate ({ranged}); under {lasting.self_enforcing:,} neither side would ever gain by breaking the peace, "
        f"and the best chance of {chance}."
    )


OWN_DRAWS = (
    "Where two numbers follow a third, they hold 90 of 100 draws of the estimates of the contest; these are draws of "
    "their own, not the readings that say how sure an agreement is."
)
"""What the bands are of."""


def put_first(lasting: Lasting) -> str:
    """What lasts best of what was looked at, as the subject of a sentence."""
    return "the agreement" if lasting.considered == 1 else "the most lasting agreement"


def nothing_to_look_at(kind: Kind) -> str:
    """The answer where there is no agreement to look at."""
    return f"There are no {KINDS[kind]} to look at, so none would last; name one to see how it would fare."


# In plain words.


def plain(plain: Plain, defender: str, year: int, target: float) -> tuple[tuple[str, str], ...]:
    """The questions of plain words with their answers; defender: what it is called."""
    asked = (
        plain.land_or_guarantee and land_or_guarantee(plain.land_or_guarantee, year),
        plain.least_guarantee and least_guarantee(plain.least_guarantee, year, target),
        plain.rebuilding and rebuilding(plain.rebuilding, defender, year),
        plain.strong_or_steady and strong_or_steady(plain.strong_or_steady, year),
    )
    return tuple(each for each in asked if each)


def land_or_guarantee(land: LandOrGuarantee, year: int) -> tuple[str, str]:
    """Would ceding land lower or raise the guarantee that is needed?"""
    tendency = land.tendency
    way = _leaning(tendency, rises="raise it", falls="lower it", neither="neither lower nor raise it")
    why = "Land that is given leaves less to fight for and helps the next attack"
    why += "" if tendency.sure == "clear" else ": which weighs more is what the ranges leave open"
    return (
        "Would ceding land lower or raise the guarantee that is needed?",
        f"It would {way}: from {land.issue}={land.less} to {land.issue}={land.more} the least guarantee under which "
        f"neither side would ever gain by breaking the peace goes from {in_100(land.guarantee_before)} to "
        f"{in_100(land.guarantee_after)}. It falls in {of_100(tendency.falls)} draws and rises in "
        f"{of_100(tendency.rises)}. {why}. The chance of {peace(year)} goes from {in_100(land.peace_before)} to "
        f"{in_100(land.peace_after)}.",
    )


def least_guarantee(least: LeastGuarantee, year: int, target: float) -> tuple[str, str]:
    """What is the least guarantee that lasts?"""
    return (
        f"What is the least guarantee that lasts {years(year)}?",
        f"For {lasts(year, target)} the promise must at first be kept with a chance of at least "
        f"{in_100(least.enough)}, given how it fades and wavers; in {of_100(least.never)} draws not even certainty is "
        f"enough. The promises as judged come to {in_100(least.promised)}. For neither side ever to gain by "
        f"breaking the peace it takes {in_100(least.self_enforcing)}. As strong as they are judged, the promises must "
        f"stay firm from one year to the next with a chance of at least {in_100(least.stays)}; "
        f"{in_100(least.stays_judged)} is judged.",
    )


def rebuilding(rebuilding: Rebuilding, defender: str, year: int) -> tuple[str, str]:
    """Does rebuilding by the defender help the peace to last?"""
    issue, tendency = rebuilding.issue, rebuilding.tendency
    way = _leaning(tendency, rises="Yes", falls="No, it shortens it", neither="It makes no clear difference")
    return (
        f"Does rebuilding by {defender} help the peace to last?",
        f"{way}: with {issue}={rebuilding.strongest} instead of {issue}={rebuilding.weakest} the chance of "
        f"{peace(year)} goes from {in_100(rebuilding.peace_weakest)} to {in_100(rebuilding.peace_strongest)}; it is "
        f"higher in {of_100(tendency.rises)} draws and lower in {of_100(tendency.falls)}. The least guarantee under "
        f"which neither side would ever gain by breaking the peace goes from {in_100(rebuilding.guarantee_weakest)} "
        f"to {in_100(rebuilding.guarantee_strongest)}.",
    )


def strong_or_steady(both: StrongOrSteady, year: int) -> tuple[str, str]:
    """Is a guarantee that is strong in name but wavers worth more than a weaker, steady one?"""
    tendency = both.tendency
    way = _leaning(tendency, rises="Yes", falls="No", neither="Not clearly")
    return (
        "Is a guarantee that is strong in name but wavers after elections worth more than a weaker, steady one?",
        f"{way}: the chance of {peace(year)} is {in_100(both.peace_strong)} with {both.issue}={both.strong} and "
        f"{in_100(both.peace_steady)} with {both.issue}={both.steady}; it is higher with the strong one in "
        f"{of_100(tendency.rises)} draws and lower in {of_100(tendency.falls)}. With {both.issue}={both.strong} all "
        f"promises together come to {in_100(both.promised)} at first; a promise that neither fades nor wavers keeps "
        f"the peace as long if it comes to {in_100(both.as_good)}.",
    )


def plain_note(terms: Mapping[str, str]) -> str:
    """Of which agreement plain words speak, and how to read the answers."""
    return (
        f"Asked of the most lasting of the agreements looked at ({written(terms)}): each answer changes the terms "
        "that it names, whether or not the parties would sign that, and leaves all others. In brackets the band "
        "that holds nine in ten of the draws."
    )


# Notes of tables, and parts of their rows.


def lasting_note(lasting: Lasting, fares: Sequence[Fare]) -> str:
    """How many over the ranges, how surely one by one, and what self-enforcing means."""
    surest, least_sure = (pick(fare.self_enforcing_in for fare in fares) for pick in (max, min))
    many = lasting.in_draws
    ranged = "How many would last over the ranges was not counted: take fewer draws, or name fewer agreements. "
    if many:
        ranged = f"Over the ranges {many[0]:,} to {many[1]:,} agreements would last. "
    return (
        f"At the middle of every estimate. {ranged}One by one they are self-enforcing in {of_100(least_sure)} to "
        f"{of_100(surest)} draws. Self-enforcing: neither side, were it sure of all this, would gain by attacking. "
        "Sides that may err need more than that, since each must reckon with the other's error."
    )


def agreements_note(common: Mapping[str, str]) -> str:
    """What the agreements shown have in common, and what stands in one row."""
    note = f"All of these also have {written(common)}. " if common else ""
    return f"{note}Agreements that differ only in issues without an effect on the contest stand in one row. {NEEDED}"


def failure(case: Case, failure: Failure | None) -> tuple[str, str]:
    """Who would first gain by attacking, and why."""
    if failure is None:
        return "neither side", ""
    when = ", in the long run" if failure.in_the_long_run else ""
    return f"{case.everyone()[failure.party].name}{when}", CAUSES[failure.cause]


def waiting_note(case: Case, waiting: Waiting) -> str:
    """When an agreement is best struck, and what both lose by waiting."""
    when = " ".join(
        f"For {case.everyone()[party].name} an agreement is best struck "
        f"{'now' if side.best == 0 else f'in {years(side.best)}'}; now in {of_100(side.best_now_in)} draws."
        for party, side in waiting.sides.items()
    )
    return (
        f"{when} Ten years of waiting change what both have together by {changed(waiting.together)} points. Gain: what "
        "a side has from fighting on until then and signing an even split of what peace saves, less what it has from "
        "signing now, in points of the stake. Arms wear down year by year as judged; the costs of war are spread "
        "evenly over its years."
    )


def guarantor_note(peace_by_interest: Band, year: int) -> str:
    """How long peace would last by the guarantor's own interest."""
    return (
        f"{MOST_LASTING} If the promise were kept exactly as the guarantor's own interest has it, {peace(year)} would "
        f"have a chance of {in_100(peace_by_interest)}."
    )


# What a reader must know.


def parameters(case: Case) -> dict[str, str]:
    """What was taken for granted, as parameters of the finding."""
    contest = case.contest
    assert contest is not None
    said = {
        "years looked at": f"{YEARS}, the last year's terms for ever after",
        "estimates": "drawn evenly over their ranges, independently; shares of the stake together",
    }
    if not any(effect.share for effects in contest.effects.values() for effect in effects.values()):
        said["share"] = "no issue sets one, so today's line stays"
    if contest.guarantor:
        said["guarantor"] = "firm when the agreement is signed"
    else:
        said["guarantor"] = "none; least guarantees are of a steady one that always prevails"
    return said


def caveats(case: Case, lasting: Lasting, fares: Sequence[Fare], around: int) -> tuple[str, ...]:
    """What such models can do, and what was left out or is approximate.

    fares: those that have bands; around: in how many games around the first no stationary play was found.
    """
    said = [*standing_caveats(case), *among_passing(case), *HONESTY]
    if not lasting.complete:
        said.append(
            f"Of {lasting.of_that_kind:,} {KINDS[lasting.kind]} {lasting.considered:,} were looked at; the others are "
            "not counted here."
        )
    if len(fares) < lasting.kinds:
        said.append(
            f"Of {lasting.kinds:,} kinds of agreements the {len(fares):,} most lasting have bands and are listed."
        )
    where = _unsettled(lasting, fares, around)
    if where:
        said.append(
            "No stationary play was found for the years after the last, so that the values there are approximate: "
            f"{'; '.join(where)}."
        )
    return tuple(said)


def _unsettled(lasting: Lasting, fares: Sequence[Fare], around: int) -> list[str]:
    """In which games no stationary play was found."""
    where = []
    if lasting.unsettled:
        where.append(f"at the middle of every estimate under {lasting.unsettled:,} of {lasting.kinds:,} kinds")
    where += [f"in {of_100(fare.unsettled)} draws of {written(fare.terms)}" for fare in fares if fare.unsettled]
    if around:
        games = counted(around, "game", "games")
        where.append(f"in {games} with changed terms of {written(fares[0].terms)}")
    return where
