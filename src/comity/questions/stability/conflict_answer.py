"""Which states of a conflict in option form nobody would move away from."""

from __future__ import annotations

from comity.agreements.progress import Progress
from comity.conflict.model import Conflict
from comity.finding import Finding
from comity.questions.stability import conflict_figures, conflict_tables, conflict_words
from comity.questions.stability.concepts import Answers
from comity.questions.stability.equilibria import Equilibria
from comity.questions.stability.solved import Asking, solved


def stability_of_conflict(
    conflict: Conflict,
    *,
    show: int = 20,
    draws: int = 1024,
    seed: int = 0,
    witness: str | None = None,
    status_quo: str | None = None,
    wanted: str | None = None,
    answers: Answers = "legal",
    progress: Progress | None = None,
) -> Finding[Equilibria]:
    """Which states of a conflict nobody would move away from, how robust that is, and how they are reached.

    show: how many rows the tables of equilibria have; draws, seed: how many perturbed rankings to look at, 0 for
    none; witness, status_quo, wanted: states, by their letters in the order of the options: of which to tell every
    verdict, where paths begin (as the conflict says where not given), and of which to tell which rankings make it
    an equilibrium; answers: how others may answer (`comity.questions.stability.concepts.Answers`); progress: told
    when done. Raises Problems for what is no state, and where reasons or rankings are asked for by other answers
    than legal ones. Method: the graph model for conflict resolution (Fang, Hipel and Kilgour 1993).
    """
    result = solved(conflict, Asking(witness, status_quo, wanted, draws, seed, show, answers))
    if progress is not None:
        progress(1.0)
    made = {
        "equilibria": conflict_tables.equilibria(result),
        "robust": conflict_tables.robust(result),
        "wanted": conflict_tables.wanted(result),
        "witness": conflict_tables.witness(result),
    }
    drawn = conflict_figures.graph(result)
    given = {"witness": witness, "status_quo": result.status_quo, "wanted": wanted}
    return Finding(
        question="stability",
        answer=conflict_words.answer(result),
        exact=True,
        method=conflict_words.METHOD,
        result=result,
        parameters={
            "show": show,
            "draws": draws,
            "seed": seed,
            "answers": answers,
            **{name: value for name, value in given.items() if value is not None},
        },
        caveats=conflict_words.caveats(conflict, result),
        figures={} if drawn is None else {"graph": drawn},
        tables={name: table for name, table in made.items() if table is not None},
    )
