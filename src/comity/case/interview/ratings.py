"""How good every option is for a party: the best is 100, the worst 0, the others between."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.amount import Grid
from comity.case.interview.prompt import Choice, Prompt
from comity.case.interview.so_far import SoFar, middle
from comity.case.interview.writing import put
from comity.case.steps import Steps
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("best", "worst", "between", "point")
BEST, WORST, INDIFFERENT = "100", "0", "50"
SAME = Choice("=", "all are the same to it")


def prompts(so_far: SoFar, party: str) -> Iterator[Prompt]:
    """What is still to be asked of a party's ratings, issue by issue."""
    for issue in so_far.issues() if so_far.by_weights(party) else ():
        options, settled = so_far.options(issue), so_far.settled(party, issue)
        if _bends(so_far, party, issue):
            yield _point(so_far, party, issue)
        if len(settled) == len(options) or len(options) < 2:
            continue
        if not settled:
            yield _best(so_far, party, issue)
        elif len(settled) == 1 and WORST not in settled.values():
            yield _worst(so_far, party, issue)
        else:
            for option in options:
                if option not in settled:
                    yield _between(so_far, party, issue, option)


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems where nothing would matter to it."""
    topic, party, issue, *about = prompt.about
    (given,) = reply
    options, document = so_far.options(issue), so_far.document
    if topic == "best" and given == SAME.name:
        if all(so_far.indifferent(party, other) for other in so_far.issues() if other != issue):
            what = f"then nothing at all would matter to {so_far.parties()[party]}, whose consent is needed"
            fix = "choose its best option, or press Enter to leave the issue open"
            raise Problems([Problem(Place("your answer"), what, fix)])
        reason = "Its options were said to be all the same to it."
        document = put(document, ("interests", party, issue, "weight"), {"value": "0", "because": reason})
        for option in options:
            document = put(document, ("interests", party, issue, option), INDIFFERENT)
        return document, "all are the same; the issue has weight 0."
    if topic == "point":
        (step,) = about
        said = Steps(_grid(so_far, issue))[step].name
        return put(document, ("interests", party, issue, step), given), f"{said} is {given}."
    rating = {"best": BEST, "worst": WORST}.get(topic, given)
    option = about[0] if topic == "between" else given
    document = put(document, ("interests", party, issue, option), rating)
    noted = f"{options[option]} is {rating}"
    if topic == "best" and len(options) == 2:
        (other,) = (each for each in options if each != option)
        return put(document, ("interests", party, issue, other), WORST), f"{noted}, {options[other]} {WORST}."
    return document, f"{noted}."


def _best(so_far: SoFar, party: str, issue: str) -> Prompt:
    choices = tuple(Choice(*option) for option in so_far.options(issue).items())
    return Prompt(
        ("best", party, issue),
        _heading(so_far, party),
        f"{so_far.issues()[issue]}: which is best for {so_far.parties()[party]}?",
        "The option that it would choose if nothing else hung on it, whoever proposes it. That one is 100.",
        "choice",
        (*choices, SAME),
        passing="the issue stays a draft for it and does not count yet",
    )


def _worst(so_far: SoFar, party: str, issue: str) -> Prompt:
    settled = so_far.settled(party, issue)
    left = {option: words for option, words in so_far.options(issue).items() if option not in settled}
    return Prompt(
        ("worst", party, issue),
        _heading(so_far, party),
        f"{so_far.issues()[issue]}: which is worst for {so_far.parties()[party]}?",
        "The option that it would choose last. That one is 0: no judgement that it is unbearable, only the lower end "
        "of the scale. What it would never sign is asked for later.",
        "choice",
        tuple(Choice(*option) for option in left.items()),
        passing="the issue stays a draft for it and does not count yet",
    )


def _between(so_far: SoFar, party: str, issue: str, option: str) -> Prompt:
    options, settled = so_far.options(issue), so_far.settled(party, issue)
    ends = {rating: options[name] for name, rating in settled.items() if rating in (BEST, WORST)}
    told = ", ".join(f"{ends[rating]} is {rating}" for rating in (WORST, BEST) if rating in ends)
    return Prompt(
        ("between", party, issue, option),
        _heading(so_far, party),
        f"How good is it for {so_far.parties()[party]}: {options[option]}? ({told})",
        "A number from 0 to 100, or, where in doubt, a range: 55..70. Is the step up to this one as large as the step "
        "from here to the best? Then 50. Is it nearly as good as the best? Then 90. Judge its own view, not yours.",
        "number",
        passing="the issue stays a draft for it and does not count yet",
    )


def _grid(so_far: SoFar, issue: str) -> Grid:
    grid = so_far.amount(issue)
    assert grid is not None, "asked of amounts alone"
    return grid


def _bends(so_far: SoFar, party: str, issue: str) -> bool:
    """Whether it is still to be asked how good the middle of an amount is: nothing between its ends is judged, and what
    is made of these neither."""
    grid = so_far.amount(issue)
    if grid is None or grid.size < 3 or not so_far.rated(party, issue) or so_far.indifferent(party, issue):
        return False
    inner = [name for name in so_far.entries("interests", party, issue) if name in Steps(grid)]
    return len(inner) == len(so_far.options(issue)) and so_far.is_open("interests", party, issue, "weight")


def _point(so_far: SoFar, party: str, issue: str) -> Prompt:
    steps = Steps(_grid(so_far, issue))
    step = steps.names[(len(steps) - 1) // 2]
    settled = so_far.settled(party, issue)
    low, high = (middle(settled[end]) for end in steps.ends)
    on_line = low + (high - low) * steps.place(step) / (len(steps) - 1)
    return Prompt(
        ("point", party, issue, step),
        _heading(so_far, party),
        f"{so_far.issues()[issue]}: how good is {steps[step].name} for {so_far.parties()[party]}? "
        f"(on a straight line between the ends: {on_line:.0f})",
        "A number from 0 to 100, or a range: 55..70. More than the straight line says that the first steps from its "
        "worst end count for most, less that the last ones do. Further points may be written into the file, at any "
        "step.",
        "number",
        passing="it lies on the straight line between the ends",
    )


def _heading(so_far: SoFar, party: str) -> str:
    return f"How good the options are for {so_far.parties()[party]}"
