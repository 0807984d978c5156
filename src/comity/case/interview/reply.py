"""What somebody means who answers a question: understood, or refused with the nearest fix, never guessed."""

from __future__ import annotations

import datetime as dt
import re

from comity.case.called import called
from comity.case.interview.prompt import Choice, Prompt
from comity.problem import Place, Problem, Problems, nearest

EQUAL = ("equal", "all equal", "the same", "=")
"""How somebody says that no order is meant."""

_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:(?:\.\.+|…|-|–|to)\s*({_NUMBER}))?")
_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}
_ANSWER = "your answer"
_LONGEST = 2_000


def understood(prompt: Prompt, given: str) -> tuple[str, ...]:
    """An answer in the form in which a case keeps it: words, a date, yes or no, short names, a number or a range.

    One text, but for an order, which has one for each choice, or none where all are said to be equal. Raises Problems
    for an answer that is not understood.
    """
    text = " ".join(given.split())
    if not text:
        raise _refused("this one is needed", "? says what is meant")
    if not text.isprintable():
        raise _refused("this holds characters that cannot be shown", "type it again without them")
    if len(text) > _LONGEST:
        raise _refused(f"this has {len(text):,} letters", f"say it in {_LONGEST:,} or fewer")
    if prompt.kind == "words":
        return (text,)
    if prompt.kind == "date":
        return (_date(text),)
    if prompt.kind == "yes or no":
        return (_yes_no(text),)
    if prompt.kind == "choice":
        return (_choice(text, prompt.choices),)
    if prompt.kind == "order":
        return _order(text, prompt.choices)
    return (_number(text, prompt.most),)


def _refused(what: str, fix: str) -> Problems:
    return Problems([Problem(Place(_ANSWER), what, fix)])


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise _refused(f"“{text}” is no date", "write it as 2025-08-18") from None


def _yes_no(text: str) -> str:
    if text.lower().rstrip(".") not in _YES_NO:
        raise _refused(f"“{text}” is neither yes nor no", "type yes or no")
    return _YES_NO[text.lower().rstrip(".")]


def _choice(text: str, choices: tuple[Choice, ...]) -> str:
    """The short name of what is chosen by its number in the list, its short name or its words."""
    numbered = re.fullmatch(r"(#?)(\d+)\.?", text)
    by_name = called(text, {each.name: each.words for each in choices})
    by_number = int(numbered[2]) if numbered else 0
    if numbered and 1 <= by_number <= len(choices):
        chosen = choices[by_number - 1]
        if by_name not in (None, chosen.name) and not numbered[1]:
            what = f"“{text}” may be number {by_number} of the list, {chosen.words}, or what is called so"
            at = [each.name for each in choices].index(str(by_name)) + 1
            raise _refused(what, f"type #{by_number} for the first or #{at} for the second")
        return chosen.name
    if by_name is not None:
        return by_name
    if numbered:
        raise _refused(f"there is no number {by_number}", f"type a number from 1 to {len(choices)}")
    known = [words for each in choices for words in (each.words, each.name)]
    fix = nearest(text, known)
    raise _refused(
        f"“{text}” is none of these", fix if fix.startswith("did you") else f"type a number from 1 to {len(choices)}"
    )


def _order(text: str, choices: tuple[Choice, ...]) -> tuple[str, ...]:
    if text.lower() in EQUAL:
        return ()
    parted = [part.strip() for part in re.split(r"[,;>]| then ", text) if part.strip()]
    if len(parted) == 1 and re.fullmatch(r"[#\d. ]+", text):
        parted = text.split()
    names: list[str] = []
    problems: list[Problem] = []
    for part in parted:
        try:
            names.append(_choice(part, choices))
        except Problems as found:
            problems += found.problems
    words = {each.name: each.words for each in choices}
    twice = [words[name] for name in dict.fromkeys(names) if names.count(name) > 1]
    missing = [words[each.name] for each in choices if each.name not in names]
    if twice:
        problems.append(Problem(Place(_ANSWER), f"named twice: {'; '.join(twice)}", "name each once"))
    if missing and not problems:
        fix = "name each once, the most important first, with commas between"
        problems.append(Problem(Place(_ANSWER), f"missing: {'; '.join(missing)}", fix))
    if problems:
        raise Problems(problems)
    return tuple(names)


def _number(text: str, most: float) -> str:
    found = _RANGE.fullmatch(text)
    if not found:
        fix = f"type a number from 0 to {max(most, 100):g}, such as 60, or a range, such as 50..70"
        if re.fullmatch(rf"{_NUMBER} ?%", text):
            fix = f"type {text.rstrip('% ')}"
        elif re.fullmatch(r"\d+,\d+", text):
            fix = f"type {text.replace(',', '.')}" if len(text.split(",")[1]) < 2 else "type a range as 50..70"
        raise _refused(f"“{text}” is no number", fix)
    low, high = found[1], found[2]
    if high is not None and float(low) > float(high):
        raise _refused(f"the range {low}..{high} runs backwards", f"type {high}..{low}")
    if float(high or low) > most:
        limit = f"{most:g}"
        what = f"{high or low} is more than {limit}"
        raise _refused(what, f"type at most {limit}, or < to go back and change what came before")
    return low if high is None or float(high) == float(low) else f"{low}..{high}"
