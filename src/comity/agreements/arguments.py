"""What programs may hand to a question: arguments that make no sense are told all at once, each with its mend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from numbers import Integral, Real
from os import PathLike
from pathlib import Path
from typing import Any, TypeGuard

from comity.agreements.space import Agreement
from comity.case.called import called
from comity.case.model import Case
from comity.problem import Place, Problem, Problems, nearest

_LONGEST = 60  # letters of a value that is shown


def refuse_nonsense(
    case: object,
    *further: Iterable[Problem],
    without: object = (),
    suppose: object = (),
    progress: object = None,
) -> None:
    """Refuse what every question is given where it makes no sense, together with what is wrong with its own arguments.

    further: problems of the question's own arguments. Raises Problems.
    """
    problems = [
        *_no_case(case),
        *several_words("without", without, "the name of a red line or condition"),
        *several_words("suppose", suppose, 'words such as "party: no_deal=30..45"'),
        *(problem for problems in further for problem in problems),
    ]
    if progress is not None and not callable(progress):
        problems.append(_problem("progress", f"progress is {shown(progress)}, no function", "give a function"))
    if problems:
        raise Problems(problems)


def whole_number(
    name: str, given: object, least: int, most: int | None = None, *, what: str = "", fix: str = ""
) -> tuple[Problem, ...]:
    """What is wrong with a whole number.

    least, most: the smallest and the largest that it may be; what: is said of one that lies beyond; fix: the mend.
    """
    fix = fix or f"write a whole number, {least} {'or more' if most is None else f'to {most}'}"
    if isinstance(given, bool) or not isinstance(given, Integral):
        return (_problem(name, f"{name} is {shown(given)}, no whole number", fix),)
    number = int(given)
    fits = number >= least and (most is None or number <= most)
    return () if fits else (_problem(name, what or f"{name} is {shown(given)}", fix),)


def is_number(given: object) -> TypeGuard[float]:
    """Whether something is a number that a program can reckon with; infinity and NaN are, truth values are not."""
    if isinstance(given, bool) or not isinstance(given, Real):
        return False
    try:
        float(given)
    except OverflowError:
        return False
    return True


def plain(given: float) -> Any:
    """A number of any library as one of Python's own, which a finding can write down: an int if of a whole kind."""
    return int(given) if isinstance(given, Integral) else float(given)


def number(name: str, given: object, fits: bool, *, what: str, fix: str) -> tuple[Problem, ...]:
    """What is wrong with a number.

    fits: whether it lies where it must, if it is one; what: is said of one that does not; fix: the mend.
    """
    if not is_number(given):
        return (_problem(name, f"{name} is {shown(given)}, no number", fix),)
    return () if fits else (_problem(name, what, fix),)


def seconds_to_take(given: object) -> tuple[Problem, ...]:
    """What is wrong with a limit of time; None is no limit."""
    if given is None:
        return ()
    fits = is_number(given) and 0 <= given < math.inf
    what = f"{shown(given)} seconds are no limit"
    return number("seconds", given, fits, what=what, fix="write a number, 0 or more")


def one_of(name: str, given: object, kind: type) -> tuple[Problem, ...]:
    """What is wrong with something that is None or of one kind."""
    if given is None or isinstance(given, kind):
        return ()
    return (_problem(name, f"{name} is {shown(given)}, no {kind.__name__}", f"write {name}={kind.__name__}(...)"),)


def some_words(name: str, given: object) -> tuple[Problem, ...]:
    """What is wrong with a text."""
    if isinstance(given, str):
        return ()
    return (_problem(name, f"{name} is {shown(given)}, no text", f'write {name}="..."'),)


def one_agreement(name: str, given: object) -> tuple[Problem, ...]:
    """What is wrong with the terms of one agreement: words, its number in the list, or an Agreement."""
    if isinstance(given, str | Agreement) or (isinstance(given, int) and not isinstance(given, bool)):
        return ()
    return (_problem(name, f"{name} is {shown(given)}, no terms", 'write "issue=option, ..."'),)


def several_agreements(name: str, given: object) -> tuple[Problem, ...]:
    """What is wrong with a list of agreements; None is none."""
    if given is None:
        return ()
    if isinstance(given, Agreement):
        return (_problem(name, f"{name} is one agreement, no list", f"put it in a list: {name}=[...]"),)
    return several_words(name, given, 'an agreement as "issue=option, ..."', (str, Agreement))


def two_names(name: str, given: object) -> tuple[Problem, ...]:
    """What is wrong with two names; None is none."""
    if given is None:
        return ()
    mend = f'name two signers: {name}=("...", "...")'
    if isinstance(given, AbstractSet):
        return (_problem(name, f"{name} is {shown(given)}, without an order", mend),)
    found = several_words(name, given, "the name of a signer", mend=mend)
    if not found and isinstance(given, Sequence) and (len(given) != 2 or len(set(given)) != 2):
        return (_problem(name, "a scatter has two axes", "name two signers"),)
    return found


def weights_above_zero(given: object) -> tuple[Problem, ...]:
    """What is wrong with weights by party; None is none."""
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        what = f"weights is {shown(given)}, no mapping"
        return (_problem("weights", what, 'write weights={"party": number, ...}'),)
    problems = []
    for party, weight in given.items():
        if not isinstance(party, str):
            problems.append(_problem("weights", f"{shown(party)} is no name of a party", "write the name of a signer"))
        elif not is_number(weight):
            what = f"the weight of {party} is {shown(weight)}, no number"
            problems.append(_problem("weights", what, "write a number above 0"))
        elif not 0 < weight < math.inf:
            what = f"the weight {float(weight):g} of {party} is not a number above 0"
            problems.append(_problem("weights", what, "write a number above 0"))
    return tuple(problems)


def signers_meant(name: str, given: Iterable[object], case: object) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The signers that are meant by names as people write them, and what is wrong with those that mean none.

    name: of the argument. A name may be short or at length, in whatever capitals; no two may mean one signer.
    """
    meant: dict[str, str] = {}
    problems = []
    if not isinstance(case, Case):
        return {}, ()
    everyone = case.everyone()
    signers = {party: everyone[party].name for party in case.signers()}
    for written in given:
        if not isinstance(written, str):
            continue
        signer = called(written, signers)
        if signer is None:
            problems.append(_problem(name, f"'{written}' does not sign", nearest(written, signers)))
        elif signer in meant.values():
            problems.append(_problem(name, f"{signer} is named twice", "name it once"))
        else:
            meant[written] = signer
    return meant, tuple(problems)


def _no_case(given: object) -> tuple[Problem, ...]:
    if isinstance(given, Case):
        return ()
    if isinstance(given, str | PathLike):
        path = str(given) if isinstance(given, str | Path) else "..."
        fix = f"read it first: comity.read_case({shown(path)})"
        return (_problem("case", f"case is {'text' if isinstance(given, str) else 'a path'}, no Case", fix),)
    return (_problem("case", f"case is {shown(given)}, no Case", "give what comity.read_case(...) returns"),)


def several_words(
    name: str, given: object, meant: str, kinds: tuple[type, ...] = (str,), mend: str = ""
) -> tuple[Problem, ...]:
    """What is wrong with a list of words.

    meant: what each says; kinds: of what kinds they may be; mend: what to do where it is no list.
    """
    mend = mend or f"put it in a list: {name}=[...]"
    if isinstance(given, str):
        return (_problem(name, f"{name} is one text, {shown(given)}, no list", mend),)
    if isinstance(given, bytes | bytearray) or not isinstance(given, Sequence | AbstractSet):
        return (_problem(name, f"{name} is {shown(given)}, no list", mend),)
    return tuple(
        _problem(name, f"{name} holds {shown(each)}, no text", f"give {meant}")
        for each in given
        if not isinstance(each, kinds)
    )


def _problem(name: str, what: str, fix: str) -> Problem:
    return Problem(Place(name), what, fix)


def shown(given: Any) -> str:
    """A value in a few letters: itself where it is a short text, number or None, else its kind."""
    if isinstance(given, str):
        return repr(given if len(given) <= _LONGEST else f"{given[: _LONGEST - 3]}...")
    if given is None or isinstance(given, bool | float) or (isinstance(given, Real) and is_number(given)):
        return str(given)
    kind = type(given).__name__
    return f"{'an' if kind[:1].lower() in tuple('aeiou') else 'a'} {kind}"
