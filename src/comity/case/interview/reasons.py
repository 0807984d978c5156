"""What a party wants above all, in a sentence, and how that is known: the reason behind its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.interview.prompt import Prompt
from comity.case.interview.so_far import SoFar
from comity.case.text import Document

TOPICS = ("reason",)


def prompts(so_far: SoFar, party: str) -> Iterator[Prompt]:
    """Whether the reason of a party's weights and ratings is still to be asked."""
    judged = any(so_far.settled(party, issue) for issue in so_far.issues())
    if judged and so_far.at("interests", party, "because") is None:
        name = so_far.parties()[party]
        yield Prompt(
            ("reason", party),
            f"How much the issues matter to {name}",
            f"Why these numbers? Say in a sentence or two what matters most to {name}, and who says so.",
            "It stands beside the numbers in every brief. The sentence of a report can be added later as evidence.",
            passing="no reason is given for its numbers",
        )


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood."""
    _, party = prompt.about
    (given,) = reply
    return so_far.document.patched(("interests", party, "because"), given), given
