"""Which states of a conflict in option form nobody would move away from."""

from __future__ import annotations

from comity.agreements.progress import Progress
from comity.conflict import Conflict
from comity.finding import Finding
from comity.questions.stability import conflict_tables, conflict_words
from comity.questions.stability.equilibria import Equilibria
from comity.questions.stability.solved import solved


def stability_of_conflict(
    conflict: Conflict,
    *,
    show: int = 20,
    draws: int = 1024,
    witness: str | None = None,
    progress: Progress | None = None,
) -> Finding[Equilibria]:
    """Which states of a conflict nobody would move away from.

    show: how many rows the table of equilibria has; witness: a state, as Y and N in the order of the options, of which
    to tell every verdict; progress: told when done. Raises Problems for a witness that is no state. Method: the graph
    model for conflict resolution (Fang, Hipel and Kilgour 1993).
    """
    result = solved(conflict, witness)
    if progress is not None:
        progress(1.0)
    made = {"equilibria": conflict_tables.equilibria(result, show), "witness": conflict_tables.witness(result)}
    return Finding(
        question="stability",
        answer=conflict_words.answer(result),
        exact=True,
        method=conflict_words.METHOD,
        result=result,
        parameters={"show": show, **({} if witness is None else {"witness": witness})},
        caveats=conflict_words.caveats(conflict, result),
        tables={name: table for name, table in made.items() if table is not None},
    )
