"""Would anybody move away?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


OF_CONFLICTS = {"status_quo": None, "wanted": None, "seed": 0, "answers": "legal"}
"""What may be asked of a conflict in option form alone, with what stands for not asked."""


def _ask(case: Any, **asked: Any) -> Finding[Any]:
    from comity.problem import Place, Problem, Problems
    from comity.questions.stability.answer import stability

    beyond = [name for name, unasked in OF_CONFLICTS.items() if asked.pop(name, unasked) != unasked]
    if beyond:
        what = "this is asked of a conflict in option form, and of no case"
        raise Problems(Problem(Place(name), what, "leave it out") for name in beyond)
    return stability(case, **asked)


def _ask_conflict(conflict: Any, **asked: Any) -> Finding[Any]:
    from comity.questions.stability.conflict_answer import stability_of_conflict

    return stability_of_conflict(conflict, **asked)


QUESTION = Question(
    "stability",
    "Would anybody move away?",
    _ask,
    (
        Option("show", "How many rows the tables show.", int, default=20, least=1, label="Rows shown"),
        Option(
            "draws",
            "In how many readings of the ranges, or perturbed rankings of a conflict, to look at what holds.",
            int,
            default=1024,
            least=0,
            label="Readings of the ranges",
        ),
        Option(
            "witness",
            "An agreement of which to tell every move, as issue=option, ...; of a conflict a state, as YNNY.",
            metavar="AGREEMENT",
            label="Every move from",
        ),
        Option(
            "status_quo",
            "Where a conflict stands, as YNNY; paths begin there.",
            flag="--status-quo",
            metavar="STATE",
            label="Where it stands",
        ),
        Option(
            "wanted",
            "A state of a conflict: which rankings make it an equilibrium.",
            metavar="STATE",
            label="Wanted state",
        ),
        Option("seed", "Seed of the perturbed rankings of a conflict.", int, default=0, least=0, label="Seed"),
        Option(
            "answers",
            "How others may answer in a conflict: any legal sequence; as older tables have it each once, or one alone.",
            default="legal",
            choices=("legal", "once", "single"),
        ),
    ),
    ask_conflict=_ask_conflict,
)
