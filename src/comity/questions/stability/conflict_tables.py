"""The tables of the equilibria of a conflict in option form."""

from __future__ import annotations

from comity.case.wording import listed
from comity.finding import Cell, Quantity, Table
from comity.questions.stability.conflict_words import answered, condition, led_to
from comity.questions.stability.equilibria import Equilibria


def equilibria(result: Equilibria) -> Table | None:
    """The equilibria by any concept, the most robust first; None where there is none."""
    if not result.ranked:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (each.state, *(concept in each.concepts for concept in result.counts)) for each in result.ranked[: result.shown]
    )
    note = f"The letters of a state stand for: {', '.join(result.options)}."
    if result.not_shown:
        note += f" {result.not_shown:,} more are counted."
    return Table("Equilibria, those by most concepts first", ("state", *result.counts), rows, note)


def robust(result: Equilibria) -> Table | None:
    """How robust each equilibrium is, and how it is reached; None where there is none."""
    if not result.ranked:
        return None
    rows = tuple(
        (
            each.state,
            len(each.concepts),
            None if each.share is None else Quantity(each.share, "in_100"),
            each.taken_back if result.one_way else None,
            led_to(each),
            listed(each.blocked_by),
        )
        for each in result.ranked[: result.shown]
    )
    said = [
        "Rankings: in how many perturbed ones it is an equilibrium by SEQ, each class of states moved by about a place."
    ]
    if result.one_way:
        said.append(f"Taken back: of how many of the {result.one_way} one-way options it is one if they were not.")
    columns = ("state", "concepts", "rankings", "taken back", "from the status quo", "blocked by")
    return Table("How robust the equilibria are", columns, rows, " ".join(said))


def wanted(result: Equilibria) -> Table | None:
    """Which rankings make the wanted state an equilibrium; None where none was asked for."""
    if result.wanted is None or not result.wanted[1]:
        return None
    state, found = result.wanted
    rows = tuple(
        (
            each.party,
            each.concept,
            each.rankings,
            each.of,
            None if each.share is None else Quantity(each.share, "in_100"),
            condition(each),
        )
        for each in found
    )
    note = "All other rankings are as given, and rankings are counted without ties."
    columns = ("whose ranking", "concept", "rankings", "of", "share", "what it has to rank")
    return Table(f"Which rankings make {state} an equilibrium", columns, rows, note)


def witness(result: Equilibria) -> Table | None:
    """Every improvement from the state asked for, with what answers it; None where none was asked for."""
    if result.witness is None:
        return None
    state, verdicts = result.witness
    rows: list[tuple[Cell, ...]] = []
    for verdict in verdicts:
        if not verdict.replies:
            rows.append((verdict.concept, verdict.party, verdict.stable, "", "it cannot improve"))
        for reply in verdict.replies:
            rows.append((verdict.concept, verdict.party, verdict.stable, reply.to, answered(verdict, reply)))
    columns = ("concept", "party", "stable", "improves to", "what answers it")
    return Table(f"Why {state} is stable or not", columns, tuple(rows))
