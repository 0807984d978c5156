"""What is said of two files: what differs, what that does, and for what it does not matter."""

from __future__ import annotations

from collections.abc import Iterator

from comity.agreements.picks import SOLUTIONS
from comity.case.model import Case
from comity.case.wording import counted, listed, standing_caveats
from comity.questions.change.compared import Compared
from comity.questions.change.crediting import MOST
from comity.questions.change.differences import COURSE
from comity.questions.change.words import TOLD, signed, without_a_count

METHOD = (
    "Judgements are matched by their names. The agreements that are possible are counted with every set of differences "
    "made; what a difference is credited with is what it adds when it comes next, on average over all orders (Shapley "
    "1953), so that the shares add up."
)


def answer(case: Case, result: Compared) -> str:
    """What differs, what that does to the possible agreements, and for what it does not matter."""
    if not result.differences:
        return " ".join([*_nothing(result), *_uncounted(result)])
    return " ".join([_counts(result), *_most(result), *_matters(result), *_uncounted(result)])


def _nothing(result: Compared) -> Iterator[str]:
    number = counted(result.new.agreements, "agreement is", "agreements are")
    if not result.grounds and not result.elsewhere and not result.uncounted:
        yield f"Nothing differs; {number} possible by both."
        return
    counting = " on which a count rests" if result.uncounted else ""
    yield f"No number, red line, condition or rule{counting} differs, so {number} possible by both."
    if result.grounds:
        grounds = counted(len(result.grounds), "judgement differs", "judgements differ")
        yield f"{grounds[0].upper()}{grounds[1:]} in the reason, evidence, confidence or firmness, or on other days."


def _uncounted(result: Compared) -> Iterator[str]:
    """What differs of who can move whom and of the course of talks."""
    said = []
    for each in result.uncounted[:TOLD]:
        alone = f"only in {result.names[0 if each.old else 1]}: {each.old or each.new}"
        said.append(f"{each.what} ({f'{each.old} or {each.new}' if each.old and each.new else alone})")
    if said:
        yield without_a_count("differs", said, len(result.uncounted))


def _counts(result: Compared) -> str:
    number = len(result.differences)
    said = f"{counted(number, 'judgement differs', 'judgements differ')}."
    old, new = result.old.agreements, result.new.agreements
    if old == new:
        return f"{said} By both {counted(old, 'agreement is', 'agreements are')} possible."
    words = counted(old, "agreement is", "agreements are")
    return f"{said} By {result.names[0]} {words} possible, by {result.names[1]} {new:,}."


def _most(result: Compared) -> Iterator[str]:
    """Which difference does most."""
    acting = [
        (each, float(credit.alone if credit.share is None else credit.share))
        for each, credit in zip(result.differences, result.credits, strict=True)
    ]
    acting = [each for each in acting if each[1]]
    if acting and len(result.differences) > 1:
        most, does = max(acting, key=lambda each: abs(each[1]))
        yield f"Most is done by {most.what} ({_change(most.old, most.new)}): {signed(does)}."
    if result.idle:
        idle = result.idle
        if len(result.differences) == 1:
            yield "It changes no count."
        elif idle == len(result.differences):
            yield "None of them changes a count."
        else:
            yield f"{idle} of them {'changes' if idle == 1 else 'change'} no count."


def _change(old: str, new: str) -> str:
    if not old or not new:
        return "only in one"
    return f"{old} or {new}"


def _matters(result: Compared) -> Iterator[str]:
    """For what the differences matter, and for what they do not."""
    names = [SOLUTIONS[name] for name in SOLUTIONS if name in result.old.picks and name in result.new.picks]
    same = [SOLUTIONS[name] for name in SOLUTIONS if name in result.same_picks]
    other = [name for name in names if name not in same]
    idle = ["whether an agreement is possible"] if result.same_verdict else []
    moved = [] if result.same_verdict else ["whether an agreement is possible"]
    if result.came is not None:
        (idle if result.same_options else moved).append("which options are possible")
    idle += [f"the pick of {listed(same)}"] if same else []
    moved += [f"the pick of {listed(other)}"] if other else []
    they = "The difference" if len(result.differences) == 1 else "The differences"
    does, do_not = ("matters", "does not matter") if len(result.differences) == 1 else ("matter", "do not matter")
    if moved:
        yield f"{they} {does} for {listed(moved)}."
    if idle:
        yield f"{they} {do_not} for {listed(idle, 'or')}."


def caveats(old: Case, new: Case, result: Compared) -> tuple[str, ...]:
    """What a reader must know of a comparison."""
    said = []
    if old.as_of != new.as_of:
        said.append(f"The files describe different days: {old.as_of or 'none'} and {new.as_of or 'none'}.")
    if len(result.differences) > MOST:
        said.append(
            f"More than {MOST} judgements differ: each is told alone and last, and shares by whose judgements they are."
        )
    elif any(credit.share is None for credit in result.credits):
        said.append("There is too much to count for shares: each difference is told alone and last.")
    named = {COURSE if each.path[0] == "issues" else each.path[0] for each in result.uncounted}
    others = [name for name in result.elsewhere if name not in named]
    if others:
        said.append(f"Beside the judgements the files differ in {listed(others)}.")
    return (*standing_caveats(new), *said)
