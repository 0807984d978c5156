"""How much each issue matters to a party: the order of its steps from worst to best, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.interview.prompt import Choice, Prompt
from comity.case.interview.rank_order import centroid
from comity.case.interview.so_far import SoFar, middle
from comity.case.interview.writing import OPEN, put
from comity.case.text import Document

TOPICS = ("rank", "swing")
FIRST = "100"
"""The weight of the most important issue; only the proportions count."""
BY_RANK = "By its place in the order of importance alone"
BEGINS = "The most important step from worst to best"
ALONE = "The only issue on which it is rated so far."


def prompts(so_far: SoFar, party: str) -> Iterator[Prompt]:
    """What is still to be asked of a party's weights, once it is known which options are its best and worst."""
    if not so_far.by_weights(party):
        return
    rated = [issue for issue in so_far.issues() if so_far.rated(party, issue) and so_far.options(issue)]
    counted = [issue for issue in rated if not so_far.indifferent(party, issue)]
    if any(so_far.is_open(*_path(party, issue)) for issue in counted):
        if len(counted) > 1:
            yield _rank(so_far, party, counted)
        return
    for issue in _by_weight(so_far, party, counted):
        if _by_rank(so_far, party, issue):
            yield _swing(so_far, party, issue, _by_weight(so_far, party, counted))


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood."""
    topic, party, *about = prompt.about
    document, issues = so_far.document, so_far.issues()
    if topic == "swing":
        first = issues[_by_weight(so_far, party, [issue for issue in issues if so_far.number(*_path(party, issue))])[0]]
        reason = f"The step from its worst to its best option, where that of “{first}” counts {FIRST} (swing weight)."
        document = put(document, _path(party, about[0]), {"value": reply[0], "because": reason})
        return document, f"{issues[about[0]]} counts {reply[0]}, {first} {FIRST}."
    if not reply:
        for choice in prompt.choices:
            stated = {"value": FIRST, "because": "All issues were said to matter equally."}
            document = put(document, _path(party, choice.name), stated)
        return document, "all count the same."
    shares = centroid(len(reply))
    for at, issue in enumerate(reply):
        value = f"{float(100 * shares[at] / shares[0]):.1f}".removesuffix(".0")
        reason = f"{BY_RANK}, {at + 1} of {len(reply)} (rank order centroid)."
        stated = {"value": value, "confidence": "low", "because": reason}
        if at == 0:
            stated = {"value": FIRST, "because": f"{BEGINS}; the others are measured by it."}
        document = put(document, _path(party, issue), stated)
    return document, f"{'; then '.join(issues[issue] for issue in reply)}."


def alone(so_far: SoFar, party: str) -> Document:
    """The document in which the only issue that a party is rated on has its whole weight, and loses it again when there
    are others to be weighed against it."""
    document = so_far.document
    rated = [issue for issue in so_far.issues() if so_far.rated(party, issue) and not so_far.indifferent(party, issue)]
    for issue in rated if so_far.by_weights(party) else ():
        whole = _reason(so_far, party, issue) == ALONE
        if len(rated) == 1 and so_far.is_open(*_path(party, issue)):
            document = put(document, _path(party, issue), {"value": FIRST, "because": ALONE})
        elif len(rated) > 1 and whole:
            document = put(document, _path(party, issue), {**OPEN, "because": "To be weighed against the others."})
    return document


def _path(party: str, issue: str) -> tuple[str, ...]:
    return ("interests", party, issue, "weight")


def _by_rank(so_far: SoFar, party: str, issue: str) -> bool:
    """Whether a weight follows from the order of importance alone."""
    return _reason(so_far, party, issue).startswith(BY_RANK)


def _reason(so_far: SoFar, party: str, issue: str) -> str:
    """Why a weight is what it is; empty where nothing is said."""
    return str(so_far.entries(*_path(party, issue)).get("because") or "")


def _by_weight(so_far: SoFar, party: str, issues: list[str]) -> list[str]:
    """Issues by what they weigh, the heaviest first."""
    return sorted(issues, key=lambda issue: -middle(so_far.number(*_path(party, issue)) or "0"))


def _ends(so_far: SoFar, party: str, issue: str) -> str:
    """From which option to which the step goes."""
    settled, options = so_far.settled(party, issue), so_far.options(issue)
    worst, best = (end(settled, key=lambda option: middle(settled[option])) for end in (min, max))
    return f"from “{options[worst]}” to “{options[best]}”"


def _rank(so_far: SoFar, party: str, issues: list[str]) -> Prompt:
    name = so_far.parties()[party]
    return Prompt(
        ("rank", party),
        _heading(name),
        f"Suppose everything were settled as is worst for {name}, and it might make one step, from the worst to the "
        "best on one issue. Which would it make first, which next, and so on to the last?",
        "Type the numbers in that order, with commas: 2, 1, 3. Compare the steps, not how much is said about an issue: "
        "one on which worst and best are nearly alike comes late, however loud the talk. = says that all are equal.",
        "order",
        tuple(Choice(issue, f"{so_far.issues()[issue]}, {_ends(so_far, party, issue)}") for issue in issues),
        passing="the weights stay drafts, and what it wants does not count yet",
    )


def _swing(so_far: SoFar, party: str, issue: str, by_weight: list[str]) -> Prompt:
    first, name = by_weight[0], so_far.parties()[party]
    issues = so_far.issues()
    before = [each for each in by_weight[: by_weight.index(issue)] if not _by_rank(so_far, party, each)]
    most = min((middle(so_far.number(*_path(party, each)) or FIRST) for each in before), default=100.0)
    now = so_far.number(*_path(party, issue))
    return Prompt(
        ("swing", party, issue),
        _heading(name),
        f"If the step on “{issues[first]}” counts {FIRST} for {name}, how much does this one count: {issues[issue]}, "
        f"{_ends(so_far, party, issue)}? (at most {most:g})",
        "A number, or a range where in doubt. Half as much: 50. It helps to ask how many such steps it would give for "
        f"the first one. Press Enter to leave {now}, which follows from the order alone (rank order centroid).",
        "number",
        most=most,
        passing=f"it counts {now}, by its place in the order alone",
    )


def _heading(name: str) -> str:
    return f"How much the issues matter to {name}"
