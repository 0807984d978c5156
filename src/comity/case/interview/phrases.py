"""How papers are to call an option: a noun phrase for tables and titles, a sentence for the text of an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.interview.prompt import Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import put
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("short", "says")
MOST_WORDS = {"short": 4, "says": 14}
HEADING = "How papers are to say it"


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked of the words for options, once what anybody wants is judged."""
    if not so_far.judged():
        return
    for issue in so_far.issues():
        if so_far.amount(issue) is not None:  # which says itself what it is
            continue
        for option in so_far.options(issue):
            stated = so_far.entries("issues", issue, "options", option)
            if "short" not in stated:
                yield _short(so_far, issue, option)
            if "says" not in stated:
                yield _says(so_far, issue, option)


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for one that is too long."""
    topic, issue, option = prompt.about
    (given,) = reply
    words, most = len(given.split()), MOST_WORDS[topic]
    if words > most:
        what = f"that has {words} words"
        raise Problems([Problem(Place("your answer"), what, f"say it in {most}, or press Enter")])
    if topic == "says":
        given = given[0].upper() + given[1:] + ("" if given.endswith(".") else ".")
    stated = so_far.entries("issues", issue, "options", option) or {"name": so_far.options(issue)[option]}
    return put(so_far.document, ("issues", issue, "options", option), stated | {topic: given}), given


def _short(so_far: SoFar, issue: str, option: str) -> Prompt:
    party, name = next(iter(so_far.parties().values())), so_far.issues()[issue]
    return Prompt(
        ("short", issue, option),
        HEADING,
        f"{name}: {so_far.options(issue)[option]}. In four words at most, as “{party} gets ...” would go on?",
        "A noun phrase that is clear without its issue, for tables and titles: “deliveries all day”, “a loan of two "
        "billion”. Without one, papers write the issue and the option as they stand. Enter alone leaves this and all "
        "others out.",
        passing="papers write the issue and the option as they stand, here and for the options that follow",
    )


def _says(so_far: SoFar, issue: str, option: str) -> Prompt:
    return Prompt(
        ("says", issue, option),
        HEADING,
        f"{so_far.issues()[issue]}: {so_far.options(issue)[option]}. And as one sentence of an agreement?",
        "At most fourteen words: “Goods are delivered at any time of the day.”",
        passing="papers write the issue and the option as they stand",
    )
