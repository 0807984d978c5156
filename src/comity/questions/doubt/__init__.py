"""How sure is it that there is an agreement, and which judgements decide it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


SHAPES = ("uniform", "triangular", "correlated")


def _ask(case: Any, *, swap: tuple[str, str] | None, show: int, **asked: Any) -> Finding[Any]:
    if swap:
        from comity.questions.doubt.swap import swapped

        kept = {name: asked[name] for name in ("draws", "seed", "shape", "progress")}
        return swapped(case, *swap, **kept)
    from comity.questions.doubt.answer import doubt

    return doubt(case, show=show, **asked)


QUESTION = Question(
    "doubt",
    "How sure is it that there is an agreement, and which judgements decide it?",
    _ask,
    (
        Option(
            "agreement",
            'Look at one agreement as well: "issue=option, ...".',
            metavar="TERMS",
            label="One agreement as well",
        ),
        Option("against", "Compare it with another one by orders alone.", metavar="TERMS", label="Compared with"),
        Option(
            "curve",
            'The response curve of a judged number: "interests.PARTY.ISSUE.OPTION", ".weight" or ".no_deal"; two '
            'weights with ">" between them: weight moved from the one to the other.',
            metavar="PATH",
            label="Curve of one number",
        ),
        Option(
            "swap",
            "Exchange two parties' names and show that every number is the mirror image.",
            metavar="PARTY PARTY",
            values=2,
            alone=("agreement", "against", "curve", "rows", "show"),
            label="Parties to exchange",
        ),
        Option(
            "draws", "How many readings of the ranges.", int, default=4096, least=20, label="Readings of the ranges"
        ),
        Option("seed", "Of the readings.", int, default=0, least=0, label="Seed of the readings"),
        Option(
            "shape",
            "How numbers lie in their ranges.",
            default="uniform",
            choices=("uniform", "triangular", "correlated"),
            said=("evenly, each by itself", "likelier in the middle", "no-deal values together"),
            label="How numbers lie in their ranges",
        ),
        Option(
            "rows",
            "Points for total (Sobol') indices; 0 for none.",
            int,
            default=0,
            least=0,
            label="Points for total indices",
        ),
        Option("show", "How many rows the tables show.", int, default=10, least=1, label="Rows shown"),
    ),
)
