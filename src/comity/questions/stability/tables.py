"""The tables of who would move away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.agreements.picks import SOLUTIONS
from comity.agreements.space import common_terms
from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.finding import Cell, Quantity, Table
from comity.questions.stability.result import Stability, Stays, Tally
from comity.questions.stability.slices import CONCEPTS
from comity.questions.stability.words import answered, terms


def stages(result: Stability) -> Table | None:
    """How many agreements are stable by each concept; None where there is none."""
    if result.efficient is None or not result.efficient.agreements:
        return None
    rows: list[tuple[Cell, ...]] = [("efficient", *_numbers(result.efficient))]
    if result.zopa is not None:
        rows.append(("all that are possible", *_numbers(result.zopa)))
    note = (
        "Nash: nobody gains by moving. SEQ: whoever does would be answered by moves that others gain by. GMR and SMR "
        "count any answer, whether it helps whoever gives it or not, so that almost every agreement is stable."
    )
    return Table("How many agreements are stable", ("agreements", "number", *CONCEPTS), tuple(rows), note)


def _numbers(tally: Tally | None) -> tuple[Cell, ...]:
    if tally is None:
        return (None,) * (1 + len(CONCEPTS))
    return (tally.agreements, *(tally.stable[concept] for concept in CONCEPTS))


def by_option(result: Stability) -> Table | None:
    """How many agreements with each option of what one party decides alone are stable; None where no issue is."""
    if not result.by_option or result.efficient is None or not result.efficient.agreements:
        return None
    rows = tuple(
        (
            f"{issue}={option}",
            efficient.agreements,
            efficient.stable["Nash"],
            efficient.stable["SEQ"],
            *((None, None, None) if zopa is None else (zopa.agreements, zopa.stable["Nash"], zopa.stable["SEQ"])),
        )
        for (issue, option), (efficient, zopa) in result.by_option.items()
    )
    columns = ("option", "efficient", "Nash", "SEQ", "possible", "Nash of these", "SEQ of these")
    return Table("Stable agreements by what one party decides alone", columns, rows)


def holding(result: Stability) -> Table | None:
    """The efficient agreements that hold, the most robust first; terms that all have are said once. None for none."""
    shown = result.holding[: result.shown]
    if not shown:
        return None
    common = common_terms([each.agreement for each in shown])
    differing = [issue for issue in shown[0].agreement.options if issue not in common]
    rows = tuple(
        (
            number,
            None if each.share is None else Quantity(each.share, "in_100"),
            each.unanswered,
            *(each.agreement.options[issue] for issue in differing),
        )
        for number, each in enumerate(shown, 1)
    )
    said = [_all_have(common, len(shown))] if common else []
    if any(each.share is not None for each in shown):
        said.append("Holds, readings: of a hundred readings of the ranges, in how many nobody would move away.")
    if rest := result.not_shown:
        said.append(f"{counted(rest, 'more holds and is', 'more hold and are')} counted.")
    columns = ("no.", "holds, readings", "if nobody answered (Nash)", *differing)
    title = "Agreements that hold, the most robust first"
    return Table(title, columns, rows, " ".join(said), alike=common)


def _all_have(common: Mapping[str, str], number: int) -> str:
    terms = listed(f"{issue}={option}" for issue, option in common.items())
    return f"All of these have {terms}." if number > 1 else f"Its terms: {terms}."


def margins(case: Case, result: Stability) -> Table | None:
    """How far one rating may move before each agreement that is shown would be undone; None where none would do."""
    shown = result.holding[: result.shown]
    rows = tuple(
        (
            number,
            case.everyone()[margin.party].name,
            f"{margin.issue}={margin.option}",
            margin.rating,
            margin.until,
            margin.moved,
            listed(case.everyone()[party].name for party in margin.undone_by),
        )
        for number, each in enumerate(shown, 1)
        for margin in each.margins
    )
    if not rows:
        return None
    note = (
        "Of all ratings the one that has to move least, all else as judged. The agreement holds up to “until”; beyond "
        "it, and in some cases with it, somebody would change what it decides alone, or leave."
    )
    if not all(each.margins for each in shown):
        note += " Of those that are not here no rating within its scale undoes them alone."
    columns = ("no.", "whose rating", "of", "is", "until", "points", "who would then move")
    return Table("How far a rating may move before an agreement that holds is undone", columns, rows, note)


def changes(case: Case, result: Stability, show: int) -> Table | None:
    """What would be changed first in efficient agreements that are not stable; None where all are."""
    if not result.changes:
        return None
    rows = tuple(
        (
            case.everyone()[each.party].name,
            each.issue or "leaves",
            each.now,
            each.then,
            each.agreements,
            each.rating,
            *(each.stays_from or (None, None)),
        )
        for each in result.changes[:show]
    )
    columns = ("party", "issue", "from", "to", "agreements", "rates “from”", "stays from", "stays in all from")
    note = (
        "All else as judged, the party would stay with the first of these agreements if it rated the option in “from” "
        "at “stays from” or more, and with all of them at “stays in all from”; empty where no rating would do."
    )
    return Table("What would be changed first", columns, rows, note)


def picks(case: Case, result: Stability) -> Table | None:
    """Whether what bargaining solutions pick would be undone; None where they pick nothing."""
    if not result.picks:
        return None
    common = common_terms([pick.agreement for pick in result.picks])
    differing = [issue for issue in result.picks[0].agreement.options if issue not in common]
    rows = tuple(
        (
            listed(SOLUTIONS[name] for name in pick.solutions),
            _who(case, pick, "Nash"),
            _who(case, pick, "SEQ"),
            "" if pick.stable_instead is None else _difference(pick),
            *(pick.agreement.options[issue] for issue in differing),
        )
        for pick in result.picks
    )
    columns = ("picked by", "gain by moving (Nash)", "would move (SEQ)", "stable instead, with", *differing)
    said = [_all_have(common, len(result.picks))] if common else []
    if any(pick.tied > 1 for pick in result.picks):
        said.append("Where several agreements are worth the same to every signer, the first is shown.")
    return Table("Whether picked agreements would be undone", columns, rows, " ".join(said), alike=common)


def _who(case: Case, pick: Stays, concept: str) -> str:
    named = {str(name): parties for name, parties in pick.unstable.items()}[concept]
    return listed(case.everyone()[party].name for party in named) or "nobody"


def _difference(pick: Stays) -> str:
    assert pick.stable_instead is not None
    now, then = pick.agreement.options, pick.stable_instead.options
    return ", ".join(f"{issue}={option}" for issue, option in then.items() if now[issue] != option)


def departures(case: Case, result: Stability) -> Table | None:
    """Who would gain by which move from the picked agreements and the one asked for; None where nobody would."""
    rows = tuple(_departures(case, result))
    if not rows:
        return None
    note = "Points are of the party's own scale. What others would do in return is to their own advantage."
    return Table("Who would gain by moving", ("from", "party", "moves to", "points", "what answers it"), rows, note)


def _departures(case: Case, result: Stability) -> Iterator[tuple[Cell, ...]]:
    asked = [] if result.witness is None else [("the one asked for", result.witness)]
    told = [(listed(SOLUTIONS[name] for name in pick.solutions), pick) for pick in result.picks]
    if asked and not asked[0][1].departures:
        yield asked[0][0], "nobody", "", None, ""
    for name, pick in [*asked, *told]:
        for departure in pick.departures:
            gain = None if departure.gain is None else Quantity(departure.gain, "gain")
            party = case.everyone()[departure.move.party].name
            yield name, party, terms(departure.move), gain, answered(case, departure)
