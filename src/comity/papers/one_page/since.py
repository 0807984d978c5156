"""What has changed since the last version of the case: the numbers, and the box that tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.model import Case
from comity.papers.one_page.sheet import Box, Sentence, sentence, strong
from comity.papers.option_words import capital, named, number, short, with_article
from comity.questions.change.compare import compare
from comity.questions.change.difference import Difference

HEADING = "Since the last version"

TOLD = 2
"""How many options that came, that went, and judgements on which no count rests are named at most."""


@dataclass(frozen=True)
class Effect:
    """The judgement that adds most agreements, or takes most away.

    difference: what is judged otherwise; number: by how many agreements, on average over all orders of the differences,
    or alone where these were not worked out.
    """

    difference: Difference
    number: float


@dataclass(frozen=True)
class Since:
    """What has changed since the last version.

    then, now: how many agreements were and are possible; judgements: how many that count are judged otherwise; adds,
    takes: the one that adds most agreements and the one that takes most away, None where none does; gained, lost: by
    issue, the options that some possible agreement has only now, and only then; uncounted: what is judged otherwise of
    who can move whom and of the course of talks, on which no count rests.
    """

    then: int
    now: int
    judgements: int
    adds: Effect | None
    takes: Effect | None
    gained: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]
    uncounted: tuple[Difference, ...] = ()

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        return {
            "then": self.then,
            "now": self.now,
            "judgements": self.judgements,
            "adds": self.adds and {"what": self.adds.difference.what, "number": self.adds.number},
            "takes": self.takes and {"what": self.takes.difference.what, "number": self.takes.number},
            "options_gained": {issue: list(names) for issue, names in self.gained.items()},
            "options_lost": {issue: list(names) for issue, names in self.lost.items()},
        }


def since(case: Case, earlier: Case) -> Since:
    """What has changed since an earlier version of a case; raises Problems where its issues or options are others."""
    result = compare(earlier, case, names=("the last version", "this one")).result
    effects = [
        Effect(each, float(credit.alone if credit.share is None else credit.share))
        for each, credit in zip(result.differences, result.credits, strict=True)
    ]
    return Since(
        then=result.old.agreements,
        now=result.new.agreements,
        judgements=len(result.differences),
        adds=max((each for each in effects if each.number > 0), key=lambda each: each.number, default=None),
        takes=min((each for each in effects if each.number < 0), key=lambda each: each.number, default=None),
        gained=result.gained,
        lost=result.lost,
        uncounted=result.uncounted,
    )


def box(case: Case, earlier: Case, found: Since) -> Box:
    """The box that tells it."""
    return Box(HEADING, points=tuple(_points(case, earlier, found)))


def _points(case: Case, earlier: Case, found: Since) -> Iterator[Sentence]:
    if not found.judgements:
        counting = " on which a count rests" if found.uncounted else ""
        said = f"No number, red line, condition or rule{counting} has changed."
        yield sentence(strong(said), of="compare.differences")
        yield from _uncounted(found)
        return
    then = _possible(found.then)
    if found.then == found.now:
        yield sentence(strong(f"Then as now {then} possible."), of="compare.agreements")
    else:
        yield sentence(strong(f"Then {then} possible, now {_only(found.now)}."), of="compare.agreements")
    for effect, does in ((found.adds, "adds most"), (found.takes, "takes most away")):
        if effect is not None:
            what = _what(case, earlier, effect.difference)
            yield sentence(f"What {does}: {what} is judged otherwise.", of="compare.differences")
    for options, does in ((found.gained, "Possible only now"), (found.lost, "No longer possible")):
        names = [short(case, issue, option) for issue, several in options.items() for option in several]
        if names:
            more = [f"{number(len(names) - TOLD)} more"] if len(names) > TOLD else []
            yield sentence(f"{does}: {'; '.join([*names[:TOLD], *more])}.", of="compare.options")
    yield from _uncounted(found)


def _uncounted(found: Since) -> Iterator[Sentence]:
    """What is judged otherwise though no count rests on it, with before and after."""
    for each in found.uncounted[:TOLD]:
        then, now = f"{each.old} then" if each.old else "", f"{each.new} now" if each.new else "no longer"
        was = ", ".join(filter(None, (then, now)))
        yield sentence(f"Judged otherwise: {each.what} ({was}).", of="compare.uncounted")
    more = len(found.uncounted) - TOLD
    if more > 0:
        said = "One more of these differs." if more == 1 else f"{capital(number(more))} more of these differ."
        yield sentence(said, of="compare.uncounted")


def _possible(count: int) -> str:
    if not count:
        return "no agreement was"
    return f"{number(count)} {'agreement was' if count == 1 else 'agreements were'}"


def _only(count: int) -> str:
    return number(count) if count else "none is"


def _what(case: Case, earlier: Case, difference: Difference) -> str:
    """What is judged otherwise, without the short names of the file."""
    party = ""
    if difference.whose:
        holder = case if difference.whose in case.everyone() else earlier
        party = (
            with_article(earlier.everyone()[difference.whose].name)
            if holder is earlier
            else named(case, difference.whose)
        )
    section, *rest = difference.path
    if section == "interests" and rest[1:] == ["no_deal"]:
        return f"what no deal is worth to {party}"
    if section == "interests" and len(rest) > 1:
        return f"what {party} wants on “{case.issues[rest[1]].name}”"
    return {
        "interests": f"what {party} wants",
        "red_lines": f"a red line of {party}",
        "linkages": f"what some terms are worth together to {party}",
        "parties": f"who {party} is, and whether it signs",
        "conditions": "which terms may stand together",
        "contest": "how the fighting would go on",
        "consent": "whose yes makes an agreement",
        "issues": "who must take part in some terms",
    }[section]
