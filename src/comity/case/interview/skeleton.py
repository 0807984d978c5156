"""What the negotiation is, who takes part, what is to be settled, and how: the skeleton of a case."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.called import called
from comity.case.interview.amount_in import amount_in
from comity.case.interview.prompt import Prompt
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import begun, completed, put, short_name
from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

LEAST = 2
"""How many parties, and options of an issue, there must be for anything to be negotiated."""

NO_MORE = (
    "no more",
    "nothing else",
    "nobody else",
    "no one else",
    "none else",
    "that is all",
    "that's all",
    "that’s all",
)
"""How somebody says that there is nothing more to name, where Enter alone is meant."""
NOBODY = (
    *NO_MORE,
    "yes",
    "no",
    "none",
    "nobody",
    "no one",
    "nothing",
    "n/a",
    "-",
    "done",
    "end",
    "stop",
    "exit",
    "quit",
)
"""What is no name of a party or issue; an option may well be called none, or no."""

TOPICS = ("title", "as_of", "party", "signs", "issue", "option")


def prompts(so_far: SoFar) -> Iterator[Prompt]:
    """What is still to be asked for the skeleton; what is already judged is past it."""
    if so_far.at("title") is None:
        yield _title()
    if so_far.judged():
        return
    if so_far.at("as_of") is None:
        yield _day()
    for party, name in so_far.parties().items():
        if so_far.at("parties", party, "signs") is None:
            yield _signs(party, name)
    yield _party(list(so_far.parties().values()))
    issues = so_far.issues()
    for issue, name in issues.items():
        if so_far.at("issues", issue, "amount") is None:
            yield _option(issue, name, list(so_far.options(issue).values()))
    yield _issue(list(issues.values()))


def taken(so_far: SoFar, prompt: Prompt, reply: tuple[str, ...]) -> tuple[Document, str]:
    """The document with an answer in it, and what was understood; raises Problems for a name that is there already."""
    topic, *about = prompt.about
    (given,) = reply
    document = so_far.document
    if topic in ("title", "as_of"):
        return put(document, (topic,), given), f"{given}."
    if topic == "signs":
        name = so_far.parties()[about[0]]
        if so_far.entries("parties", about[0]):
            document = put(document, ("parties", about[0], "signs"), given)
        else:
            document = put(document, ("parties", about[0]), {"name": name, "signs": given})
        return completed(document), f"{name} {'must consent' if given == 'yes' else 'need not consent'}."
    _meant_as_name(given, NO_MORE if topic == "option" else NOBODY, prompt)
    if topic == "party":
        party = _named(given, so_far.parties(), "a party")
        return begun(document, "parties", [(("parties", party, "name"), given)]), f"{given}, in short {party}."
    if topic == "issue":
        issue = _named(given, so_far.issues(), "an issue", NOT_ISSUES)
        entries = [(("issues", issue, "name"), given), (("issues", issue, "options"), {})]
        return begun(document, "issues", entries), f"{given}, in short {issue}."
    if not so_far.options(about[0]) and (amount := amount_in(given)):
        issue = about[0]
        stated = {name: said for name, said in so_far.entries("issues", issue).items() if name != "options"}
        document = put(document, ("issues", issue), {**stated, "amount": amount})
        grid = SoFar(document).amount(issue)
        assert grid is not None, "read as one a moment ago"
        return completed(document), f"{grid.said_from(grid.first, grid.last)}, in {grid.size:,} steps."
    option = _named(given, so_far.options(about[0]), "an option", NOT_OPTIONS)
    path = ("issues", about[0], "options")
    if not so_far.options(about[0]):
        document = put(document, path, {option: given})
    else:
        document = put(document, (*path, option), given)
    return completed(document), f"{given}, in short {option}."


def _meant_as_name(words: str, not_names: tuple[str, ...], prompt: Prompt) -> None:
    """Raises Problems where what was typed says that there are no more, or answers another question."""
    if words.lower().rstrip(".") in not_names:
        fix = "press Enter alone if there are no more" if prompt.may_be_passed else "name one; ? says what is meant"
        raise Problems([Problem(Place("your answer"), f"“{words}” would become a name", fix)])


def _named(words: str, known: dict[str, str], what: str, reserved: tuple[str, ...] = ()) -> str:
    """A short name for something new; raises Problems where something is called so already."""
    there = called(words, known)
    if there is not None:
        fix = "call it otherwise, or press Enter if there are no more"
        raise Problems([Problem(Place("your answer"), f"{known[there]} is {what} already", fix)])
    return short_name(words, {*known, *reserved})


def _title() -> Prompt:
    return Prompt(
        ("title",),
        "The negotiation",
        "What is the negotiation called?",
        "A title, as it stands on every paper: “The well between Aldby and Brook”.",
    )


def _day() -> Prompt:
    return Prompt(
        ("as_of",),
        "The negotiation",
        "Which day does the case describe?",
        "A date such as 2025-08-18. A case says how things stand on one day; what happens later changes it.",
        "date",
        passing="it has no date",
    )


def _party(there: list[str]) -> Prompt:
    return Prompt(
        ("party", str(len(there) + 1)),
        "Who takes part",
        f"Who else takes part? {_so_far(there)}" if there else "Who takes part? Name one party.",
        "A state, a group, a company, a person: whoever wants something of its own. Name one at a time. Those who "
        "only watch may be left out; so may those whose views another party speaks for.",
        passing="nobody else takes part" if len(there) >= LEAST else "",
    )


def _signs(party: str, name: str) -> Prompt:
    return Prompt(
        ("signs", party),
        "Who takes part",
        f"Is there no agreement without the consent of {name}: does it sign?",
        "yes: nothing is agreed against it. no: it has views, but no veto. If it is enough that some of several agree, "
        "answer yes for each of them, and say later in the file, under `consent`, how many suffice.",
        "yes or no",
    )


def _issue(there: list[str]) -> Prompt:
    return Prompt(
        ("issue", str(len(there) + 1)),
        "What is to be settled",
        f"What else is to be settled? {_so_far(there)}" if there else "What is to be settled? Name one issue.",
        "One question to which an agreement gives an answer: “How the water is shared”. Two things that could be "
        "settled one way and the other are two issues. Three to ten are usual.",
        passing="nothing else is to be settled" if there else "",
    )


def _option(issue: str, name: str, there: list[str]) -> Prompt:
    return Prompt(
        ("option", issue, str(len(there) + 1)),
        "What is to be settled",
        f"{name}: in which other way? {_so_far(there)}" if there else f"{name}: in which way? Name one.",
        "An option that somebody proposes or that is left if nobody moves: “half to each village”. Include what each "
        "party asks for, what lies between, and what holds today. Any two must exclude each other."
        + (" Of a sum, a share or a day: “from 0 to 8 % in steps of 0.1”." if not there else ""),
        passing="there is no other way" if len(there) >= LEAST else "",
    )


def _so_far(names: list[str]) -> str:
    return f"(so far: {'; '.join(names)})"
