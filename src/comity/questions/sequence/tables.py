"""The tables of a sequence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from comity.case import anchors, talks_wording
from comity.case.grounds import quotes, reason
from comity.case.model import Case
from comity.case.wording import rule
from comity.finding import Cell, Lines, Link, Quantity, Table
from comity.questions.sequence import in_stretches, measure_tables, words
from comity.questions.sequence.result import Sequence
from comity.questions.sequence.steps import Course, Safest

GAIN: Final = "gain"

RISKS: Final = {"exposed": "has lost", "tempted": "gains by stopping"}


def all_of(case: Case, result: Sequence, show: int) -> dict[str, Table]:
    """Every table that has something to say. show: how many rows the longer ones have."""
    made: dict[str, Table | None] = {
        "stakes": stakes(case, result),
        "openings": openings(case, result),
        "islands": islands(case, result),
        "first_steps": first_steps(case, result),
        "safest_orders": safest_orders(case, result, show),
        "places": places(case, result),
        "parties": parties(case, result),
        "today": today(case, result),
        "chosen_order": chosen_order(case, result),
        "roadmap": roadmap(case, result),
        "if_a_step_fails": if_a_step_fails(case, result),
        "verification": verification(case, result),
        "preconditions": preconditions(case, result),
        "deadlocks": deadlocks(case, result),
        "orders_of_talks": orders_of_talks(case, result, show),
        "rounds": rounds(case, result),
        "first_rounds": first_rounds(case, result, show),
        **measure_tables.all_of(case, result.measures),
        "judged": judged(case, result),
    }
    return {name: table for name, table in made.items() if table is not None}


def stakes(case: Case, result: Sequence) -> Table | None:
    """How much settling each issue may take from each signer; None where no agreement is listed."""
    found = result.openings
    if found is None or not found.agreements:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (case.issues[issue].name, *found.stakes[issue].values(), points, ", ".join(_names(case, whose)))
        for issue, (points, whose) in found.cuts.items()
    )
    note = (
        "A signer’s stake: between which of its best remaining gains the options that leave an agreement decide, in "
        "points; for one signer that is also the most that settling the issue can cut from it."
    )
    return Table(
        "What is at stake in each issue", ("issue", *_names(case, found.ideal), "largest", "whose"), rows, note
    )


def openings(case: Case, result: Sequence) -> Table | None:
    """What each option, settled first, leaves; None where no agreement is listed."""
    found = result.openings
    if found is None or not found.agreements:
        return None
    told = in_stretches.rows_of(case, found.all)
    rows = tuple(
        (
            case.issues[row.opening.issue].name,
            row.says,
            row.opening.agreements,
            *(row.opening.best.get(party) for party in found.ideal),
            row.opening.worst_off,
            row.opening.loss,
            "none left" if row.opening.dead else "safe" if row.opening.safe else "",
        )
        for row in told
    )
    columns = ("issue", "settled as", "agreements left", *_names(case, found.ideal), "worst off", "takes at most", "")
    note = (
        "By signer: its best gain over no deal that is left, in points; worst off: the best that is left to whoever "
        "gains least. Safe: no signer loses more than a point of its best gain."
    )
    if sum(not row.opening.dead for row in told) < sum(not each.dead for each in found.all):
        note += (
            " Of an amount of many steps the rows are its ends, what leaves most, is best for whoever gains least, and "
            "takes least; `data` has all."
        )
    return Table("What settling one issue first leaves", columns, rows, note)


def islands(case: Case, result: Sequence) -> Table | None:
    """The options that every signer prefers or tolerates; None where there is none."""
    rows = tuple(
        (
            case.issues[island.issue].name,
            says,
            ", ".join(_names(case, island.prefers)),
            ", ".join(_names(case, island.tolerates)),
        )
        for says, island in in_stretches.shared(case, result.islands)
    )
    note = "Preferred: rated no lower than any other option. Tolerated: rated at least half of the scale."
    return Table("Islands of agreement", ("issue", "option", "prefer it", "tolerate it"), rows, note) if rows else None


def first_steps(case: Case, result: Sequence) -> Table | None:
    """What an order risks at least that begins with each issue; None without steps."""
    if _still(result) or result.steps is None or not result.steps.firsts:
        return None
    ranked = sorted(result.steps.firsts.items(), key=lambda item: (item[1], item[0]))
    rows = tuple((_step(case, issues), points) for issues, points in ranked)
    note = (
        "The most that anybody, in the safest order that begins so, is worse off than with no talks, or better off "
        "stopping than finishing, in points."
    )
    return Table("What to put into force first", ("first in force", "risk at least"), rows, note)


def safest_orders(case: Case, result: Sequence, show: int) -> Table | None:
    """The first of the safest orders; None without steps."""
    if _still(result) or result.steps is None:
        return None
    kinds: list[tuple[str, Safest | None]] = [("safest", result.steps.safest)]
    if result.steps.coherent != result.steps.safest:
        kinds.append(("every stage meets the conditions", result.steps.coherent))
    rows = [
        (kind, safest.epsilon, safest.count, "; then ".join(_step(case, step) for step in safest.gentlest))
        for kind, safest in kinds
        if safest is not None
    ]
    note = "Of all orders with the smallest risk the one is shown whose risks add up to least."
    return (
        Table("The safest orders of steps", ("which", "risk", "orders", "one of them"), tuple(rows), note)
        if rows
        else None
    )


def places(case: Case, result: Sequence) -> Table | None:
    """At which place each issue may come in the safest orders; None where that is not told, or there is but one."""
    if _still(result) or result.steps is None or result.steps.safest is None or not result.steps.safest.places:
        return None
    safest, coherent = result.steps.safest, result.steps.coherent
    if safest.count == 1 and coherent in (None, safest):
        return None  # the order itself says it
    further = coherent is not None and coherent != safest
    rows = tuple(
        (
            case.issues[issue].name,
            *span,
            *(coherent.places[issue] if coherent is not None and further else ()),
        )
        for issue, span in safest.places.items()
    )
    columns: tuple[str, ...] = ("issue", "earliest", "latest")
    columns += ("earliest, conditions met", "latest, conditions met") if further else ()
    return Table("Where each issue may come in the safest orders", columns, rows)


def parties(case: Case, result: Sequence) -> Table | None:
    """What steps and closing bring each party; None without steps."""
    if result.steps is None:
        return None
    interim = result.steps.interim
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _party(case, each.party),
            Quantity(interim.points(each.gain), GAIN),
            Quantity(interim.points(each.today), GAIN),
            Quantity(interim.points(each.closing), GAIN),
            Quantity(interim.points(each.linked), GAIN),
        )
        for each in interim.accounts
    )
    columns: tuple[str, ...] = ("party", "agreement over no deal", "today over no deal", "arrives on closing")
    if any(each.linked for each in interim.accounts):
        columns += ("of it by linkages",)
    rows = tuple(row[: len(columns)] for row in rows)
    note = (
        "In points. Interim worth takes today for no deal: where the third column is far from 0 the steps are weighed "
        "against something else than no talks."
    )
    return Table("How far today is from no deal", columns, rows, note)


def today(case: Case, result: Sequence) -> Table | None:
    """What holds today, from which steps are counted, with its reason; None without steps."""
    if result.steps is None:
        return None
    rows: list[tuple[Cell, ...]] = []
    for name, issue in case.issues.items():
        if issue.today is not None:
            why = (reason(issue.today), quotes(case, issue.today.evidence))
            lapses = "lapses when talks stop" if issue.reversible else ""
            rows.append((issue.name, case.label(name, issue.today.option), lapses, *why))
    columns = ("issue", "today", "a step on it", "because", "evidence")
    return Table("What holds today, as judged", *_speaking(columns, tuple(rows)))


def chosen_order(case: Case, result: Sequence) -> Table | None:
    """An order that was asked for, stage by stage; None where none was."""
    if result.steps is None or result.steps.chosen is None:
        return None
    course = result.steps.chosen
    title = f"The order asked for: {'; then '.join(_step(case, step) for step in course.order[: course.given])}"
    broken = f" It breaks the preconditions {', '.join(course.against)}." if course.against else ""
    return _stages(case, course, title, broken)


def if_a_step_fails(case: Case, result: Sequence) -> Table | None:
    """Where the roadmap leaves everybody if talks stop after each phase; None without one."""
    if _still(result) or result.steps is None or result.steps.course is None or not result.steps.course.stages:
        return None
    return _stages(case, result.steps.course, "If talks stop after a phase", "")


def _stages(case: Case, course: Course, title: str, broken: str) -> Table:
    parties = course.stages[0].has if course.stages else {}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _step(case, step),
            *(Quantity(points, GAIN) for points in stage.has.values()),
            stage.risk,
            "; ".join(f"{_party(case, name)} {RISKS[kind]}" for name, kind in stage.whose),
            ", ".join(course.unmet.get(number, ())),
        )
        for number, (step, stage) in enumerate(zip(course.order, course.stages, strict=False), 1)
    )
    columns = ("after", *_names(case, parties), "risk", "whose", "conditions unmet")
    columns, rows = _speaking(columns, rows)
    note = f"By party: what it has over no deal if talks stop there, in points.{broken}"
    return Table(title, columns, rows, note)


def roadmap(case: Case, result: Sequence) -> Table | None:
    """The phases, with what each side gets or gives; None without steps."""
    if _still(result) or not result.phases:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            phase.number,
            "; ".join(
                f"{case.issues[issue].name}: {case.label(issue, option)}" for issue, option in phase.terms.items()
            ),
            *(Quantity(points, GAIN) for points in phase.brings.values()),
            "" if phase.changes else "as today",
        )
        for phase in result.phases
    )
    columns = ("phase", "comes into force", *_names(case, result.phases[0].brings), "")
    note = (
        f"{_followed(result)} What each party gets by a phase (above 0) or gives (below), in points of its own scale; "
        "never compare parties."
    )
    return Table("A roadmap", *_speaking(columns, rows), note)


def _followed(result: Sequence) -> str:
    """Which of the safest orders a roadmap follows, and what it risks."""
    steps = result.steps
    assert steps is not None, "phases follow from steps"
    if steps.coherent is None:
        return "The safest order; in none every stage meets the conditions of the case."
    risk = f"it risks {steps.coherent.epsilon:.1f} points"
    if steps.coherent == steps.safest:
        return f"The safest order; {risk}."
    return f"The safest of the orders in which every stage meets the conditions of the case; {risk}."


def verification(case: Case, result: Sequence) -> Table | None:
    """What has to be verified, by whom, and what follows a breach; None without a roadmap."""
    rows: list[tuple[Cell, ...]] = []
    rules = case.named_conditions()
    for phase in result.phases:
        for each in phase.obligations:
            says = case.issues[each.issue].options[each.option]
            rows.append(
                (
                    phase.number,
                    says.says or f"{case.issues[each.issue].name}: {says.name}",
                    ", ".join(_names(case, each.takes_part)) or words.NOT_SAID,
                    ", ".join(_names(case, each.verified_by)) or words.NOT_SAID,
                    each.breach or words.NOT_SAID,
                    "lapses" if each.lapses else "stays in force",
                    Lines(tuple(Link(rule(rules[name]), anchors.condition(name)) for name in each.asks))
                    if each.asks
                    else "",
                )
            )
    quiet = words.unsaid(result)
    if not rows or (len(quiet) == len(words.UNSAID) and not any(row[-1] for row in rows)):
        return None
    columns = ("phase", "obligation", "takes part", "verifies", "after a breach", "if talks stop", "conditions")
    kept = [
        at
        for at, name in enumerate(columns)
        if name not in quiet and (name != "conditions" or any(r[at] for r in rows))
    ]
    stays = {str(row[5]) for row in rows}
    note = [words.said_of_no_term(quiet)] if quiet else []
    if len(stays) == 1:
        kept.remove(5)
        note.append(f"If talks stop, each {stays.pop()}.")
    picked = tuple(tuple(row[at] for at in kept) for row in rows)
    return Table("What has to be verified", tuple(columns[at] for at in kept), picked, " ".join(note))


def preconditions(case: Case, result: Sequence) -> Table | None:
    """Who will not discuss what before what, on what grounds; None where nobody says so."""
    edges = result.preconditions.edges
    stated = (*case.preconditions, *(None for edge in edges if edge.supposed))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Link(_party(case, edge.party), anchors.precondition(edge.name)) if each else "supposed",
            case.issues[edge.first].name,
            case.issues[edge.then].name,
            edge.firmness if each else "",
            reason(each) if each else "",
            quotes(case, each.evidence) if each else "",
        )
        for edge, each in zip(edges, stated, strict=True)
    )
    if not rows:
        return None
    columns = ("party", "first", "then", "firmness", "because", "evidence")
    kept = len(columns) if any(row[-1] for row in rows) else -1
    return Table("Preconditions on talks", columns[:kept], tuple(row[:kept] for row in rows))


def deadlocks(case: Case, result: Sequence) -> Table | None:
    """The procedural deadlocks; None where there is none."""
    rows = tuple(
        (
            ", ".join(case.issues[issue].name for issue in cycle.issues),
            ", ".join(_names(case, cycle.parties)),
            "; or ".join(
                " and ".join(
                    f"{case.issues[edge.first].name} before {case.issues[edge.then].name}"
                    + (f" ({_party(case, edge.party)}, {edge.firmness})" if edge.party else " (supposed)")
                    for edge in several
                )
                for several in cycle.cheapest
            ),
        )
        for cycle in result.preconditions.cycles
    )
    columns = ("wait for each other", "by preconditions of", "cheapest to give up")
    return Table("Procedural deadlocks", columns, rows) if rows else None


def orders_of_talks(case: Case, result: Sequence, show: int) -> Table | None:
    """In which orders the issues of preconditions may be discussed; None where nothing follows."""
    found = result.preconditions
    if not found.orders:
        return None
    rows = tuple(("; then ".join(_step(case, step) for step in order),) for order in found.orders[:show])
    note = f"{found.count:,} in all." if found.count is not None else ""
    return Table("In which orders these may be discussed", ("order",), rows, note)


def rounds(case: Case, result: Sequence) -> Table | None:
    """The best plan of rounds; None where none is judged."""
    if result.rounds is None:
        return None
    rows = tuple(
        (
            case.issues[each.issue].name,
            words.format_(case, each.issue, each.format),
            each.value,
            Quantity(each.success, "in_100"),
            Quantity(each.settled, "in_100"),
        )
        for each in result.rounds.plan
    )
    columns = ("round on", "held as", "talks are worth", "a round succeeds", "settled in the end")
    note = (
        "Each round once all before it have succeeded; a round that fails without ending the talks is held again. "
        "Worth in points of who convenes, all numbers in the middle of their ranges."
    )
    return Table("The best plan of rounds", columns, rows, note)


def first_rounds(case: Case, result: Sequence, show: int) -> Table | None:
    """In what share of the readings each first round is best; None where nothing is a range."""
    if result.rounds is None or not result.rounds.draws:
        return None
    rows = tuple(
        (case.issues[issue].name, words.format_(case, issue, short), Quantity(share, "in_100"))
        for (issue, short), share in list(result.rounds.firsts.items())[:show]
    )
    note = f"Over {result.rounds.draws:,} readings of the ranges, drawn evenly and independently."
    return Table("Which round to begin with", ("round on", "held as", "best in"), rows, note)


def judged(case: Case, result: Sequence) -> Table | None:
    """The numbers of rounds and measures, with their reasons; None where there is none."""
    called = {".".join(map(str, path)): says for path, says in talks_wording.numbers(case).items()}
    days = {each.id: f"{each.date.day} {each.date:%B %Y}" for each in case.developments}
    rows = []
    above = ""
    for each in result.judged:
        path, _, development = (each.path, "", "") if each.path in called else each.path.rpartition(".before.")
        when = f", before {days.get(development, development)}" if development else ""
        why = "as above" if each.why and each.why == above else each.why
        rows.append((f"{called[path]}{when}", Quantity(each.value, "range"), why))
        above = each.why
    return (
        Table("What is judged of rounds and measures", ("judgement", "value", "because"), tuple(rows)) if rows else None
    )


def _speaking(
    columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Columns and rows without the columns that are empty in every row."""
    kept = [at for at in range(len(columns)) if any(row[at] not in ("", None) for row in rows)]
    return tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows)


def _still(result: Sequence) -> bool:
    """Whether the agreement aimed at is what holds today, so that no step changes anything."""
    return result.steps is not None and not result.steps.interim.changing


def _names(case: Case, parties: Iterable[str] | Mapping[str, object]) -> tuple[str, ...]:
    return tuple(_party(case, name) for name in parties)


def _party(case: Case, name: str) -> str:
    return case.everyone()[name].name if name else ""


def _step(case: Case, issues: Iterable[str]) -> str:
    return " together with ".join(case.issues[issue].name for issue in issues)
