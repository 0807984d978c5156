"""What if: a case with some red lines and conditions left out, changed or added, without touching its file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.agreements.space import Space
from comity.case.called import called
from comity.case.model import Case, Interest, RedLine
from comity.case.no_deal import NoDealValue
from comity.problem import Place, Problem, Problems, nearest

BECAUSE = "Supposed for this question."
"""The reason given for a red line that does not stand in the file."""

HOW = 'write "party: never issue=option|option, ... unless issue=option", or "party: no_deal=30..45"'


_NO_DEAL = re.compile(r"no[ _-]?deal", re.IGNORECASE)
_NEVER = re.compile(r"never\s+(?!=)", re.IGNORECASE)


def supposed(case: Case, without: Sequence[str] = (), suppose: Sequence[str] = ()) -> Case:
    """A case with some red lines and conditions left out, and other judgements supposed.

    without: names of red lines and conditions; suppose: each either "party: never issue=option|option, ... unless
    issue=option, ...", a further red line, counted as declared and named supposed-1 by its place in the list; or
    "red-line: issue=option|option, ... unless issue=option, ...", with the name of a red line of the case, which then
    refuses that instead (`never` may stand there, too); or "party: no_deal=30..45", which changes what no deal is worth
    to a party. Raises Problems for what is not in the case, and for options of a party without `never`, since it is
    not clear whether it is to refuse them or to insist on them.
    """
    if not without and not suppose:
        return case
    if case.whole is not case:  # what is supposed holds at any date
        return supposed(case.whole, without, suppose).at(case.as_of)
    conditions, known = case.named_conditions(), [*case.named_red_lines(), *case.named_conditions()]
    named = {name: called(name, dict(zip(known, known, strict=True))) for name in without}
    problems = [
        Problem(Place(f"'{name}'"), "there is no such red line or condition", nearest(name, known))
        for name, meant in named.items()
        if meant is None
    ]
    without = tuple(meant or name for name, meant in named.items())
    # Names are written down, so that those given by number stay the same when others are left out.
    kept = {name: rule.model_copy(update={"id": name}) for name, rule in conditions.items() if name not in without}
    lines = {
        name: line.model_copy(update={"id": name})
        for name, line in case.named_red_lines().items()
        if name not in without
    }
    interests = dict(case.interests)
    for number, words in enumerate(suppose, 1):
        try:
            subject, terms = _parts(case, lines, words)
            if _NO_DEAL.fullmatch(terms.partition("=")[0].strip()):
                interests[subject] = _with_no_deal(case, subject, words)
            else:
                line = _red_line(case, lines.get(subject), subject, f"supposed-{number}", words)
                lines[str(line.id)] = line
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return case.altered(
        without, suppose, red_lines=tuple(lines.values()), conditions=tuple(kept.values()), interests=interests
    )


def supposing(case: Case) -> dict[str, str]:
    """In what a case is not as its file has it, as parameters of a finding: what is supposed, and as of when."""
    told = {"without": ", ".join(case.left_out), "supposing": "; ".join(case.supposed)}
    if case.as_of != case.whole.as_of:
        told["as_of"] = str(case.as_of)
    return {name: words for name, words in told.items() if words}


def _parts(case: Case, lines: dict[str, RedLine], words: str) -> tuple[str, str]:
    """Whom or what a supposition is about, and what it says."""
    subject, colon, terms = (part.strip() for part in words.partition(":"))
    known = {**{name: party.name for name, party in case.everyone().items()}, **{name: name for name in lines}}
    if not colon:
        raise Problems([Problem(Place(f"'{words}'"), "this says nothing that can be supposed", HOW)])
    meant = called(subject, known)
    if meant is None:
        raise Problems(
            [Problem(Place(f"'{words}'"), f"unknown party or red line '{subject}'", nearest(subject, known))]
        )
    return meant, terms


def _with_no_deal(case: Case, party: str, words: str) -> Interest:
    from pydantic import ValidationError

    value = words.partition("=")[2].strip()
    if party not in case.everyone() or not case.interest_of(party).issues:
        problem = Problem(Place(f"'{words}'"), f"'{party}' has no interests", "name a party with interests")
        raise Problems([problem])
    try:
        no_deal = NoDealValue.model_validate(value)
    except ValidationError as found:
        what, _, fix = found.errors()[0]["msg"].partition("; ")
        if what.startswith("must be"):
            what = f"'{value}' is no number or range"
        raise Problems([Problem(Place(f"'{words}'"), what, fix or "write a number or 30..45")]) from None
    own = case.interests.get(party) or Interest(scale=case.interest_of(party).scale)
    return own.model_copy(update={"no_deal": no_deal})


def _red_line(case: Case, changed: RedLine | None, subject: str, name: str, words: str) -> RedLine:
    """A further red line of a party, or another reading of one that the case has."""
    terms = words.partition(":")[2].strip()
    said_never, stated = _NEVER.match(terms), _NEVER.sub("", terms, count=1)
    refused, unless, lifted = stated.partition(" unless ")
    never, exception = _combination(case, refused), _combination(case, lifted)
    if not never or (unless and not exception):
        raise Problems([Problem(Place(f"'{words}'"), "this refuses nothing", HOW)])
    if changed is None and not said_never:
        what = f"this does not say whether {subject} is to refuse {refused.strip()}, or to have it"
        fix = f'write "{subject}: never {terms}" for what it refuses; to have it is to refuse every other option'
        raise Problems([Problem(Place(f"'{words}'"), what, fix)])
    if changed is not None:
        return changed.model_copy(update={"never": never, "unless": exception})
    content = {"id": name, "party": subject, "never": never, "unless": exception}
    return RedLine.model_validate({**content, "firmness": "declared", "because": BECAUSE})


def _combination(case: Case, words: str) -> dict[str, tuple[str, ...]]:
    """Options of several issues, of which all must hold: "territory=frozen|donbas, price=>300"."""
    space = Space.of(case)
    stated: dict[str, tuple[str, ...]] = {}
    for term in filter(None, (part.strip() for part in words.split(","))):
        if not any(sign in term for sign in "=<>≥≤"):
            space.parse_terms(term)  # which says what is wrong
        for name, parsed in space.parse_options(term).items():
            stated[name] = (*stated[name], *parsed) if name in stated else parsed
    return stated
