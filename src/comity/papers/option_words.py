"""Options, agreements and parties in words, as a paper for readers writes them: never by their short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from comity.case.amount import HERE
from comity.case.article import named as named
from comity.case.article import with_article as with_article
from comity.case.model import Case, RedLine
from comity.case.wording import listed

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Small whole numbers in words."""


def short(case: Case, issue: str, option: str) -> str:
    """An option as a phrase within a sentence: its `short`, else what its issue and it are called, in quotation marks.

    Both are named, since an option alone is often unclear: “Ceasefire and its timing: on signing”.
    """
    stated = case.issues[issue].options[option].short
    return stated or f"“{case.issues[issue].name}: {case.label(issue, option)}”"


def beside(case: Case, issue: str, option: str) -> str:
    """An option where its issue is named beside it: its `short`, else what it is called."""
    return case.issues[issue].options[option].short or case.label(issue, option)


def titled(case: Case, issue: str, option: str) -> str:
    """An option in a title: its `short` without an article, else what it is called, which is told at length below."""
    stated = case.issues[issue].options[option].short
    return bare(stated) if stated else case.label(issue, option)


def traded(case: Case, issue: str, option: str) -> str:
    """What somebody gets or gives: the option's `short` without an article, else what its issue is called, quoted."""
    stated = case.issues[issue].options[option].short
    return bare(stated) if stated else f"“{case.issues[issue].name}”"


def says(case: Case, issue: str, option: str) -> str:
    """An option as a sentence: its `says`, else what its issue and it are called."""
    said = case.issues[issue].options[option].says or f"{case.issues[issue].name}: {case.label(issue, option)}"
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def bare(phrase: str) -> str:
    """A phrase as a title has it: without the article it begins with, and without quotation marks."""
    return re.sub(r"^(?:an?|the) ", "", phrase.strip("“”"))


def shorts(case: Case, combination: Mapping[str, Iterable[str]], last: str = "or") -> str:
    """A combination of options as a phrase: "a frozen line or a handover, together with an American pledge"."""
    return ", together with ".join(_either(case, issue, options, last) for issue, options in combination.items())


def _either(case: Case, issue: str, options: Iterable[str], last: str) -> str:
    """Options of one issue; steps of an amount in one: “The price: more than 300 million euro”."""
    stated = case.issues[issue]
    if stated.steps is None:
        return listed([short(case, issue, option) for option in options], last)
    said = listed(stated.listed(options), last)
    return f"“{stated.name}: {said}”" if stated.steps.phrase is None else stated.steps.phrase.replace(HERE, said)


def refuses(case: Case, line: RedLine) -> str:
    """What a red line means, after the name of a party: "will not accept ...", "will accept only ...".

    Where it refuses most options of one issue, what alone it accepts.
    """
    (issue, refused), *more = line.never.items()
    amount = case.issues[issue].steps is not None  # which says best itself what it refuses
    accepted = [option for option in case.issues[issue].options if option not in refused] if not amount else []
    lifted = f", unless with {shorts(case, line.unless)}" if line.unless else ""
    if more or not accepted or len(accepted) >= len(refused):
        return f"will not accept {shorts(case, line.never)}{lifted}"
    return f"will accept only {shorts(case, {issue: accepted})}{lifted}"


def number(count: int) -> str:
    """A small whole number in words, a larger one in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def capital(words: str) -> str:
    """Words with a capital at the beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def sentences(text: str) -> list[str]:
    """The sentences of a reason, by the full stops that a capital follows."""
    flat = " ".join(text.split())
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"'])", flat) if part]
