"""Which agreements are possible, and what removes the others?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.questions.question import Option, Question

if TYPE_CHECKING:
    from comity.finding import Finding


def _ask(
    case: Any, *, why: str | None, improve: str | None, show: int, count: int | None, **asked: Any
) -> Finding[Any]:
    if why is not None:
        from comity.questions.agreement.objections import objections

        return objections(case, why, **asked)
    if improve is not None:
        from comity.questions.agreement.improve import improvements

        return improvements(case, improve, show=show, **asked)
    from comity.questions.agreement.answer import agreement

    return agreement(case, show=show, count=count, **asked)


def _ask_drafted(drafted: Any, *, why: str | None, improve: str | None, show: int, **asked: Any) -> Finding[Any]:
    flag = "--why" if why is not None else "--improve"
    if why is not None or improve is not None:
        from comity.problem import Place, Problem, Problems

        fix = "ask for one of them; confirm the drafts first to ask what speaks against an agreement"
        what = f"{flag} needs what is confirmed, and --with-drafts counts drafts"
        raise Problems([Problem(Place(flag), what, fix)])
    from comity.questions.agreement.answer import with_drafts

    return with_drafts(drafted, show=show, **asked)


QUESTION = Question(
    "agreement",
    "Which agreements are possible, and what removes the others?",
    _ask,
    (
        Option("show", "How many agreements to show.", int, default=10, least=1, label="Agreements shown"),
        Option(
            "count",
            "Look at every agreement where there are at most so many; usual is 100,000,000, which takes some seconds.",
            int,
            least=1,
            label="Count up to",
        ),
        Option(
            "why",
            "What speaks against one agreement and what it is worth: its number in the list, the letter under which "
            'papers put it forward, the name of a proposal, or "issue=option, issue=option, ...".',
            metavar="AGREEMENT",
            alone=("show", "count", "improve"),
            label="What speaks against",
        ),
        Option(
            "improve",
            "What would be better than an agreement for some signer and worse for none, fewest changes first; the "
            "agreement is named as for --why.",
            metavar="AGREEMENT",
            alone=("count",),
            label="Better than",
        ),
    ),
    _ask_drafted,
)
