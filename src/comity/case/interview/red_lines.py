"""What a party will not sign, however good the rest is: its red lines, how firm they are, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, get_args

from comity.case.amount import numeral
from comity.case.comparison import in_words
from comity.case.interview.prompt import Choice, Prompt
from comity.case.interview.so_far import YES, SoFar
from comity.case.interview.writing import begun, put, short_name
from comity.case.model import Firmness
from comity.case.steps import NoStep, Steps
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

TOPICS = ("limit", "line", "firmness", "line_reason")
FIRM = {
    "constitutional": "law or statutes forbid it to sign that",
    "declared": "it has said so, in public or at the table",
    "preferred": "so far it is only a strong wish",
}
assert set(FIRM) == set(get_args(Firmness))


def prompts(so_far: SoFar, party: str) -> Iterator[Prompt]:
    """What is still to be asked of a party's red lines."""
    for at, line in _lines(so_far, party):
        if _is_draft(line):
            yield _firmness(so_far, party, at, line)
        elif "because" not in line and "evidence" not in line:
            yield _reason(so_far, party, at, line)
    for issue in so_far.issues():
        if so_far.amount(issue) and not _limited(so_far, party, issue):
            yield _limit(so_far, party, issue)
    left = _left(so_far, party)
    if left:
        yield _line(so_far, party, left, len(list(_lines(so_far, party))))


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems where nothing would be left that the
    party signs."""
    topic, party, which = prompt.about
    (given,) = reply
    document = so_far.document
    if topic == "limit":
        words, said = _meant(so_far, party, which, given)
        return begun(document, "red_lines", [(("red_lines", "+"), _drafted(so_far, party, which, words))]), said
    if topic == "line":
        issue, option = given.split("=")
        left = [choice for choice in prompt.choices if choice.name.startswith(f"{issue}=")]
        if len(left) == 1:
            what = f"then {so_far.parties()[party]} would sign no option of this issue"
            fix = "leave at least one that it would sign; a low rating says that it dislikes one"
            raise Problems([Problem(Place("your answer"), what, fix)])
        line = _drafted(so_far, party, issue, option)
        return begun(document, "red_lines", [(("red_lines", "+"), line)]), f"not “{so_far.options(issue)[option]}”."
    line = dict(_all(so_far)[int(which)])
    if topic == "firmness":
        line = {name: value for name, value in line.items() if name != "draft"} | {"firmness": given}
        return put(document, ("red_lines", int(which)), line), f"{given}, {FIRM[given]}."
    return put(document, ("red_lines", int(which)), line | {"because": given}), given


def _drafted(so_far: SoFar, party: str, issue: str, option: str) -> dict[str, Any]:
    """A red line of which it is not known yet how firm it is."""
    known = [str(line.get("id")) for line in _all(so_far) if isinstance(line, Mapping)]
    named = issue if so_far.amount(issue) else option
    return {
        "id": short_name(f"{party} {named}", known),
        "party": party,
        "never": {issue: option},
        "firmness": "preferred",
        "draft": "yes",
    }


def _meant(so_far: SoFar, party: str, issue: str, given: str) -> tuple[str, str]:
    """A limit of an amount as a case has it, and in words; raises Problems where it is none, or leaves nothing."""
    grid = so_far.amount(issue)
    assert grid is not None, "asked of amounts alone"
    steps, words, said = Steps(grid), given, in_words(given)
    if said is not None and "=" in said[0]:  # what it asks for, or what it refuses
        beyond = said[0].replace("=", "")
        other = "<" if beyond == ">" else ">"
        fix = f"write {other}{said[1]} if that is what it asks for, {said[0]}{said[1]} if that is what it will not sign"
        raise Problems([Problem(Place("your answer"), f"“{given}” may be what it asks for or what it refuses", fix)])
    if said is not None:
        words = "".join(said)
    try:
        refused = steps.among((steps.stated(words),))
    except NoStep as wrong:
        raise Problems([Problem(Place("your answer"), wrong.what, wrong.fix)]) from None
    if len(refused) == len(steps):
        what = f"then {so_far.parties()[party]} would sign no step of this amount"
        raise Problems([Problem(Place("your answer"), what, "leave at least one that it would sign")])
    return words, f"not {' or '.join(steps.said(refused))}."


def _limited(so_far: SoFar, party: str, issue: str) -> bool:
    """Whether a red line of a party speaks of an amount alone."""
    lines = (line.get("never") for _, line in _lines(so_far, party))
    return any(isinstance(never, Mapping) and list(never) == [issue] for never in lines)


def _all(so_far: SoFar) -> list[Any]:
    stated = so_far.at("red_lines")
    return stated if isinstance(stated, list) else []


def _lines(so_far: SoFar, party: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The red lines of a party, each with its place in the list."""
    for at, line in enumerate(_all(so_far)):
        if isinstance(line, Mapping) and line.get("party") == party:
            yield at, line


def _is_draft(line: Mapping[str, Any]) -> bool:
    return str(line.get("draft")).lower() in YES


def _left(so_far: SoFar, party: str) -> tuple[Choice, ...]:
    """The options that a party may still refuse, each as issue=option."""
    refused = {
        (issue, option)
        for _, line in _lines(so_far, party)
        if isinstance(line.get("never"), Mapping) and len(line["never"]) == 1
        for issue, options in line["never"].items()
        for option in (options if isinstance(options, list) else [options])
    }
    return tuple(
        Choice(f"{issue}={option}", f"{name}: {words}")
        for issue, name in so_far.issues().items()
        for option, words in so_far.options(issue).items()
        if (issue, option) not in refused and so_far.amount(issue) is None
    )


def _refuses(so_far: SoFar, line: Mapping[str, Any]) -> str:
    """What a red line refuses, in words."""
    never = line.get("never")
    parts = []
    for issue, options in never.items() if isinstance(never, Mapping) else ():
        named = options if isinstance(options, list) else [options]
        said = [so_far.options(issue).get(str(option), str(option)) for option in named]
        if grid := so_far.amount(issue):
            with suppress(NoStep):
                said = Steps(grid).said(Steps(grid).among([str(option) for option in named]))
        parts.append(" or ".join(said))
    return "; ".join(parts)


def _limit(so_far: SoFar, party: str, issue: str) -> Prompt:
    name, grid = so_far.parties()[party], so_far.amount(issue)
    assert grid is not None, "asked of amounts alone"
    middle = numeral(grid.value(grid.size // 2))
    return Prompt(
        ("limit", party, issue),
        _heading(name),
        f"{so_far.issues()[issue]}: is there a limit beyond which {name} will not sign, however good the rest is? "
        f"({grid.said_from(grid.first, grid.last)})",
        f"What it will not sign: >{middle} for all above, <{middle} for all below, >={middle} or <={middle} with the "
        "limit itself, two of them with .. for all between. Take only what it truly will not sign, and has given "
        "reasons for.",
        passing="it would sign each of these if the rest is good enough",
    )


def _line(so_far: SoFar, party: str, left: tuple[Choice, ...], there: int) -> Prompt:
    name = so_far.parties()[party]
    return Prompt(
        ("line", party, str(there)),
        _heading(name),
        f"Is there anything that {name} will not sign, however good the rest is?"
        if not there
        else f"Is there anything else that {name} will not sign?",
        "A red line rules agreements out altogether, so take only what it truly will not sign, and what it has given "
        "reasons for. What it merely dislikes has a low rating. Red lines with a way out (“unless ...”), and "
        "combinations of several issues, can be written into the file later; so can those of amounts.",
        "choice",
        left,
        passing="there is nothing more",
    )


def _firmness(so_far: SoFar, party: str, at: int, line: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("firmness", party, str(at)),
        _heading(so_far.parties()[party]),
        f"How firm is that: not “{_refuses(so_far, line)}”?",
        "It says what it would take to give the line up. Comity looks for openings among the softest lines first.",
        "choice",
        tuple(Choice(*each) for each in FIRM.items()),
    )


def _reason(so_far: SoFar, party: str, at: int, line: Mapping[str, Any]) -> Prompt:
    return Prompt(
        ("line_reason", party, str(at)),
        _heading(so_far.parties()[party]),
        f"Why, and who says so: not “{_refuses(so_far, line)}”?",
        "A sentence, as it is to stand in the brief: “Its statutes forbid the company to pay for what it does not "
        "own.”",
        passing="it has no reason, and the check will ask for one",
    )


def _heading(name: str) -> str:
    return f"Red lines: {name}"
