"""What is said of measures: which adds most agreements, and which would leave fewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.case.article import named
from comity.case.model import Case
from comity.case.wording import counted, listed, message_said
from comity.questions.sequence.measures import NoneLeft, Opened
from comity.questions.sureness import of_100

Measured = Sequence[Opened] | None
"""What each measure would open; None where agreements cannot be counted."""


def told(case: Case, found: Measured) -> Iterator[str]:
    """Which measure adds most, with what is carried over the ties that it moves, and which would leave fewer."""
    if not case.measures:
        return
    if found is None:
        yield "What measures would open cannot be said, since the possible agreements cannot be counted."
        return
    top = found[0]
    if top.adds > 0:
        yield _adds(case, top, len(found))
        if top.none_left is not None:
            yield _readings(top.none_left)
    elif (best := max(found, key=lambda each: each.adds_at_best)).adds_at_best > 0:
        more = counted(best.adds_at_best, "agreement", "agreements")
        yield f"No measure surely adds an agreement; at best {measure(case, best)} adds {more}."
    else:
        yield "No measure adds an agreement."
    fewer = [each for each in found if each.adds < 0]
    if fewer:
        would = "would leave fewer agreements than there are without it."
        would = would if len(fewer) == 1 else "would leave fewer agreements than there are without them."
        yield f"{listed(measure(case, each) for each in fewer)} {would}"


def _adds(case: Case, top: Opened, measures: int) -> str:
    """What the measure adds that adds most."""
    more = counted(top.adds, "agreement", "agreements")
    said = f"Of the measures {measure(case, top)} adds most: {more}"
    if measures == 1:
        said = f"{measure(case, top)} adds {more}"
    if top.over_ties is None:
        return f"{said}."
    after = top.over_ties[1]
    if after.message is None:
        return f"{said}, whatever is carried over ties."
    words, to, by = message_said(case, after.message), named(case, after.to or ""), named(case, after.messenger or "")
    return f"{said} at worst, with {words}, carried to {to} by {by}."


def _readings(left: NoneLeft) -> str:
    """In how many readings none is left, before and after."""
    before, after = of_100(left.before), of_100(left.worst)
    if left.worst == left.before == 0:
        return "As before, an agreement is left in every reading of the ranges that was drawn."
    if left.worst == left.before:
        return f"In as many readings of the ranges as before, {before}, none is left."
    more = "fewer" if left.worst < left.before else "more"
    return f"In {more} readings of the ranges than before none is left: {after} at worst, where it was {before}."


def measure(case: Case, opened: Opened) -> str:
    """A measure as a sentence has it: “A hotline”."""
    return f"“{case.measures[opened.measure].name}”"


def called(case: Case, name: str) -> str:
    """What a party, member or messenger is called."""
    return case.speakers().get(name, name)


def caveats(case: Case, found: Measured) -> Iterator[str]:
    """What a reader must know of measures."""
    if not case.measures:
        return
    yield "What a measure moves is judged; read the order of measures, not the sizes."
    if any(each.ties and each.over_ties is None for each in found or ()):
        yield "What moved ties would open is not counted, since agreements are too many to be listed."
