"""What holds while nothing is agreed, issue by issue, and whether a step away from it lapses when talks stop."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.interview.prompt import Choice, Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import put
from comity.case.steps import NoStep, Steps
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("today", "reversible")
HEADING = "What holds today"


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of today, once what anybody wants is judged."""
    if not so_far.judged():
        return
    for issue in so_far.issues():
        if so_far.options(issue) and so_far.at("issues", issue, "today") is None:
            yield _today(so_far, issue)
    for issue in so_far.issues():
        if so_far.at("issues", issue, "today") is not None and so_far.at("issues", issue, "reversible") is None:
            yield _reversible(so_far, issue)


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for what is no step of an amount."""
    topic, issue = prompt.about
    (given,) = reply
    if topic == "today" and (grid := so_far.amount(issue)):
        try:
            given = Steps(grid).step(given)
        except NoStep as wrong:
            raise Problems([Problem(Place("your answer"), wrong.what, wrong.fix)]) from None
        noted = f"“{Steps(grid)[given].name}” holds today."
    elif topic == "today":
        noted = f"“{so_far.options(issue)[given]}” holds today."
    else:
        noted = "a step on it lapses when talks stop." if given == "yes" else "a step on it stays once it is in force."
    return put(so_far.document, ("issues", issue, topic), given), noted


def _today(so_far: SoFar, issue: str) -> Prompt:
    grid, name = so_far.amount(issue), so_far.issues()[issue]
    span = f" ({grid.said_from(grid.first, grid.last)})" if grid else ""
    asks = f"which {'day' if grid else 'option'} comes closest to what holds"
    asks = "how much is it" if grid and not grid.dates else asks
    return Prompt(
        ("today", issue),
        HEADING,
        f"{name}: {asks} today, while nothing is agreed?{span}",
        "From today to an agreement there are steps, and the question what to settle first tells in which order these "
        "are safe for everybody. It has to know of every issue where the way begins; Enter alone leaves all of them "
        "out.",
        "words" if grid else "choice",
        () if grid else tuple(Choice(*option) for option in so_far.options(issue).items()),
        passing="nothing is said of what holds today, here and for the issues that follow",
    )


def _reversible(so_far: SoFar, issue: str) -> Prompt:
    return Prompt(
        ("reversible", issue),
        HEADING,
        f"{so_far.issues()[issue]}: once a step on it is in force and talks stop, does it lapse?",
        "yes: it falls back to what holds today, as a truce or a trial period does. no: what is done stays done, as "
        "what is built, paid or handed over does.",
        "yes or no",
        passing="a step stays once it is in force, here and for the issues that follow",
    )
