"""The tables of durability: one function each, named as in the finding; None where a case does not say enough."""

from __future__ import annotations

from collections.abc import Mapping

from comity.case.contest import Contest
from comity.case.model import Case
from comity.finding import Band, Cell, Quantity, Table
from comity.questions.durability import words
from comity.questions.durability.literature import BASE_RATES, PROMISES, YEARS_SEEN
from comity.questions.durability.result import Durability

WAITED = (0, 1, 2, 3, 5, 10)
"""How many years of waiting are shown."""


def plain(case: Case, result: Durability) -> Table | None:
    """The four questions of plain words."""
    if result.around is None:
        return None
    return Table("In plain words", ("question", "answer"), result.plain, words.plain_note(result.around.terms))


def lasting(case: Case, result: Durability) -> Table | None:
    """How many agreements would last."""
    if not result.fares:
        return None
    counted = result.lasting
    rows: tuple[tuple[Cell, ...], ...] = (
        (words.KINDS[counted.kind], counted.considered, "those looked at"),
        ("self-enforcing", counted.self_enforcing, "neither side would gain by attacking in any year"),
        ("lasting in practice", counted.above_target, words.lasts(result.year, result.target)),
        ("would last", counted.lasting, "one or the other"),
    )
    note = words.lasting_note(counted, result.fares)
    return Table("How many would last", ("stage", "agreements", "meaning"), rows, note)


def agreements(case: Case, result: Durability, show: int = 5) -> Table | None:
    """The most lasting agreements, and how each fares."""
    shown = result.fares[:show]
    if not shown:
        return None
    several = len(shown) > 1
    common = shared_terms(result, show) if several else {}
    differing = [issue for issue in shown[0].terms if issue not in common]
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            *(fare.terms[issue] for issue in differing),
            len(fare.agreements),
            _in_100(fare.survival.after(result.year)),
            fare.self_enforcing,
            Quantity(fare.self_enforcing_in, "in_100"),
            _in_100(fare.least_guarantee),
        )
        for number, fare in enumerate(shown, 1)
    ]
    columns = (
        "",
        *differing,
        "agreements",
        words.peace(result.year),
        "self-enforcing",
        "of the draws",
        "least guarantee",
    )
    title = f"The most lasting agreements ({len(shown)} of {result.lasting.kinds:,} kinds)"
    return Table(title, columns, tuple(rows), words.agreements_note(common), alike=common)


def failures(case: Case, result: Durability, show: int = 5) -> Table | None:
    """What fails first in the most lasting agreements."""
    shown = result.fares[:show]
    if not shown:
        return None
    rows: list[tuple[Cell, ...]] = []
    for number, fare in enumerate(shown, 1):
        who, why = words.failure(case, fare.failure)
        rows.append((number, fare.failure.year if fare.failure else None, who, why))
    columns = ("agreement", "from year", "who would gain by attacking", "because")
    return Table("What fails first in them", columns, tuple(rows), words.FAILING)


def terms(case: Case, result: Durability) -> Table | None:
    """What each single term does: the agreement without it."""
    around = result.around
    if around is None:
        return None
    rows: list[tuple[Cell, ...]] = [
        ("with all its terms", _in_100(around.whole.peace), None, _in_100(around.whole.guarantee))
    ]
    for without in around.without:
        said = f"without {without.issue}={without.option}"
        rows.append((said, _in_100(without.peace), _change(without.change), _in_100(without.guarantee)))
    columns = ("the agreement", words.peace(result.year), "change (points)", "least guarantee")
    note = (
        f"{words.MOST_LASTING} Without a term, things stay as they are today in what it settles (today's line, no "
        "promise, no limits). Changes are of the same draws, so their bands are narrower than those of the "
        "chances."
    )
    return Table("What each single term does", columns, tuple(rows), note)


def land(case: Case, result: Durability) -> Table | None:
    """Land against guarantee, by the options that set the share."""
    if result.around is None or not result.around.lines:
        return None
    rows = tuple(
        (
            f"{line.issue}={line.option}",
            Quantity(line.share, "range"),
            _in_100(line.guarantee),
            _in_100(line.peace),
        )
        for line in result.around.lines
    )
    challenger, _ = words.sides(case)
    columns = ("the line", f"share of {challenger} (in 100)", "least guarantee", words.peace(result.year))
    note = (
        f"All other terms as in the most lasting agreement. {words.NEEDED} No guarantee keeps the defender from "
        "attacking, which may be what fails where it has little left."
    )
    return Table("Land against guarantee", columns, rows, note)


def worth(case: Case, result: Durability, show: int = 5) -> Table | None:
    """What the most lasting agreements and fighting on are worth to both sides."""
    if not result.fares or result.fighting_on is None:
        return None
    fought: tuple[Cell, ...] = ("fighting on", *map(_in_100, result.fighting_on.values()), None)
    rows: list[tuple[Cell, ...]] = [
        (number, *map(_in_100, fare.worth.values()), _in_100(fare.promised))
        for number, fare in enumerate(result.fares[:show], 1)
    ]
    challenger, defender = words.sides(case)
    note = (
        "Worth: the part of the stake that, held for ever in peace, is worth as much to the side. Fighting on: from "
        "today's line, with today's arms, nobody else coming in; below 0 the war costs more than it can win. "
        "Promised: the chance, as judged, that somebody comes to the defender's aid in the first year."
    )
    columns = ("agreement", f"worth to {challenger}", f"worth to {defender}", "promised")
    return Table("What the agreements and fighting on are worth", columns, (fought, *rows), note)


def fighting_on(case: Case, result: Durability) -> Table | None:
    """What fighting on is worth, where there is no agreement to look at."""
    if result.fares or result.fighting_on is None:
        return None
    rows = tuple(
        (name, _in_100(worth)) for name, worth in zip(words.sides(case), result.fighting_on.values(), strict=True)
    )
    return Table("What fighting on is worth", ("party", "part of the stake"), rows)


def waiting(case: Case, result: Durability) -> Table | None:
    """Who gains by waiting, and when is an agreement best struck?"""
    found = result.waiting
    if found is None:
        return None
    both = found.sides.values()
    rows: list[tuple[Cell, ...]] = [
        (
            year,
            *(_in_100(side.fighting_on[year]) for side in both),
            *(_change(side.gain[year]) if year else None for side in both),
        )
        for year in WAITED
    ]
    names = words.sides(case)
    columns = ("years of waiting", *(f"fighting on: {name}" for name in names), *(f"gain of {name}" for name in names))
    return Table("Who gains by waiting", columns, tuple(rows), words.waiting_note(case, found))


def guarantor(case: Case, result: Durability) -> Table | None:
    """Would it be in the guarantor's own interest to keep its promise?"""
    interest = result.around and result.around.guarantor
    if not interest:
        return None
    rows = tuple(
        (
            each.year,
            Quantity(each.pays, "in_100"),
            _in_100(each.by_interest),
            _in_100(each.firm),
            _in_100(each.wavering),
        )
        for each in interest.years
    )
    columns = (
        "year",
        "draws in which fighting would pay",
        "chance by its interest",
        "judged, while firm",
        "judged, while wavering",
    )
    title = f"{words.guarantor(case)}: would keeping the promise be in its own interest?"
    return Table(title, columns, rows, words.guarantor_note(interest.peace, result.year))


def cheating(case: Case, result: Durability) -> Table | None:
    """Cheating on limits as a state of the game."""
    found = result.around and result.around.cheating
    if not found:
        return None
    challenger, _ = words.sides(case)
    rows: tuple[tuple[Cell, ...], ...] = (
        (f"{words.peace(result.year)} if arms stay as agreed", _in_100(found.kept), None),
        ("if they may grow unseen", _in_100(found.open), _change(found.change)),
        ("chance a year that it is found out", _in_100(found.found), None),
        (f"draws in which {challenger} would gain by it", Quantity(found.pays, "in_100"), None),
    )
    note = (
        f"{words.MOST_LASTING} Both sides are taken to know of it; a side that is found out is back at what was agreed "
        "and loses for good what it has from peace."
    )
    return Table("Breaking the limits on arms", ("", "chance", "change (points)"), rows, note)


def division(case: Case, result: Durability) -> Table | None:
    """Could any division of the stake hold, even one that changes with the years?"""
    if result.around is None:
        return None
    rows = tuple(
        (
            Quantity(each.share, "in_100"),
            each.guaranteed,
            Quantity(each.guaranteed_in, "in_100"),
            each.bare,
            Quantity(each.bare_in, "in_100"),
        )
        for each in result.around.divisions
    )
    columns = (
        "land that decides the odds",
        "with the guarantee",
        "of the draws with it",
        "without any guarantee",
        "of the draws without any",
    )
    challenger, _ = words.sides(case)
    note = (
        "Whether some path of divisions would leave each side, in every year, at least what it could secure by "
        "war then or later (Powell 2006; Krainin 2017). Arms and promises as in the most lasting agreement; the "
        f"odds of war are those of {challenger} holding the part of the stake named in the row."
    )
    return Table("Could any division of the stake hold?", columns, rows, note)


def base_rates(case: Case, result: Durability) -> Table | None:
    """The most lasting agreement beside what has been seen elsewhere."""
    if not result.fares:
        return None
    best = result.fares[0].survival
    rows: list[tuple[Cell, ...]] = [
        ("The most lasting agreement here, by the model", *(_in_100(best.after(years)) for years in YEARS_SEEN))
    ]
    for rate in BASE_RATES:
        seen = (rate.held.get(years) for years in YEARS_SEEN)
        rows.append((rate.seen, *(None if part is None else Quantity(part, "in_100") for part in seen)))
    columns = ("", "after 1 year", "5 years", "10 years", "20 years")
    return Table("Beside what has been seen elsewhere", columns, tuple(rows), f"Chance that peace has held. {PROMISES}")


def estimates(case: Case, result: Durability) -> Table | None:
    """The judgements of the contest, and their reasons."""
    if case.contest is None:
        return None
    rows: list[tuple[Cell, ...]] = [("stake", case.contest.stake, case.contest.because)]
    for judged in result.estimates:
        what = " ".join(step.replace("_", " ") for step in judged.path if step != "effects")
        rows.append((what, Quantity(judged.value, "range"), judged.because))
    note = "Shares, chances and rates in 100; costs and noise in years of the whole stake; incentives in points."
    return Table("The judgements of the contest", ("judgement", "value", "because"), tuple(rows), note)


def missing(case: Case, result: Durability) -> Table | None:
    """What the section `contest` needs, where a case has none."""
    if not result.missing:
        return None
    fields = Contest.model_fields
    rows = tuple((name, fields[name].description or "") for name in result.missing)
    return Table("What a contest needs", ("field", "meaning"), rows)


def shared_terms(result: Durability, show: int) -> Mapping[str, str]:
    """The terms that all agreements shown have."""
    first, *others = (fare.terms for fare in result.fares[:show])
    return {
        issue: option for issue, option in first.items() if all(terms[issue] == option for terms in others)
    }  # fmt: skip


def _in_100(band: Band) -> Quantity:
    return Quantity(band, "in_100")


def _change(band: Band) -> Quantity:
    return Quantity(band, "change")
