"""The tables of the equilibria of a conflict in option form."""

from __future__ import annotations

from comity.finding import Cell, Table
from comity.questions.stability.conflict_words import answered
from comity.questions.stability.equilibria import Equilibria


def equilibria(result: Equilibria, show: int) -> Table | None:
    """The equilibria by any concept, those first that are equilibria by most; None where there is none."""
    if not result.ranked:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (state, *(concept in concepts for concept in result.counts)) for state, concepts in result.ranked[:show]
    )
    note = f"The letters of a state are Y or N for: {', '.join(result.options)}."
    return Table("Equilibria, those by most concepts first", ("state", *result.counts), rows, note)


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
