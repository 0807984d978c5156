"""What is said of a change: the two days, what did it, for whom, and what waiting would do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from comity.agreements.picks import SOLUTIONS
from comity.case.article import named
from comity.case.model import Case
from comity.case.wording import counted, listed, standing_caveats
from comity.finding import Band
from comity.questions.change.crediting import MOST
from comity.questions.change.result import Cause, Change, Closer, Waiting

METHOD = (
    "The case is taken as it is judged once the developments up to each day have happened. Every set of those between "
    "is counted; what a development is credited with is what it adds when it comes next, on average over all orders "
    "(Shapley 1953), so that the shares add up. Waiting: every agreement is possible in one stretch of months, from "
    "which all counts follow."
)

TOLD = 3
"""How many judgements on which no count rests are named in a sentence, at most; a table has all."""

SAME = 1e-9
"""Points that differ by no more are the same."""

NOT_PROGRESS = (
    "More possible agreements are not progress for everybody: a party that accepts worse ones adds to their number."
)


def answer(case: Case, result: Change) -> str:
    """How many agreements were and are possible, which development did it, for whom, and what waiting would do."""
    said = [_between(result), *_credited(result), *_closer(result), *_for_whom(case, result)]
    said += _uncounted(result)
    if result.waiting is not None:
        said += waited(case, result.waiting)
    return " ".join(said)


def _between(result: Change) -> str:
    then, now = result.then.agreements, result.now.agreements
    if result.then.day is None or result.now.day is None:
        return f"Nothing in the case is dated, so nothing has changed: {_possible(now)}."
    days = f"{result.then.day} to {result.now.day}"
    if not result.causes:
        return f"By what the case says, no judgement changed from {days}: {_possible(now)}."
    if then == now:
        same = "no agreement was possible, and none is" if not now else f"as many agreements stayed possible, {now:,}"
        return f"From {days} {same}{_exchanged(result)}."
    rose = "rose" if now > then else "fell"
    found = ""
    if not then:
        found = ": an agreement has become possible"
    elif not now:
        found = ": none is possible any more"
    return f"From {days} the possible agreements {rose} from {then:,} to {now:,}{found}{_exchanged(result)}."


def _uncounted(result: Change) -> Iterator[str]:
    """What is judged otherwise of who can move whom and of the course of talks."""
    said = []
    for each in result.uncounted[:TOLD]:
        both = f"{each.old}, then {each.new}"
        was = both if each.old and each.new else f"{each.old}, and no longer" if each.old else f"now {each.new}"
        said.append(f"{each.what} ({was})")
    if said:
        yield without_a_count("is judged otherwise", said, len(result.uncounted))


def without_a_count(does: str, said: list[str], number: int) -> str:
    """A sentence that tells what differs although no count rests on it. said: the first of it; number: of all of it."""
    more = [f"{number - len(said):,} more"] if number > len(said) else []
    return f"What {does} although no count rests on it: {'; '.join([*said, *more])}."


def _possible(number: int) -> str:
    return f"{counted(number, 'agreement', 'agreements')} {'are' if number > 1 else 'is'} possible"


def _exchanged(result: Change) -> str:
    """How many came and went, where both or neither did what the difference says."""
    if result.came is None or result.went is None or not (result.came and result.went):
        return ""
    return f" ({result.came:,} came and {result.went:,} went)"


def _credited(result: Change) -> Iterator[str]:
    """Which development did most of it."""
    if not result.causes:
        return
    if not any(_acts(cause) for cause in result.causes):
        one = counted(len(result.causes), "development", "developments")
        yield (
            f"The {one} between changed nothing in that."
            if len(result.causes) > 1
            else (f"“{_bare(result.causes[0])}” changed nothing in that.")
        )
        return
    along = [cause for cause in result.causes if _credit(cause) * result.difference > 0] or list(result.causes)
    most = max(along, key=lambda cause: abs(_credit(cause)))
    if not result.difference:
        yield f"“{_bare(most)}” counts for {signed(_credit(most))} of them."
    elif len(result.causes) == 1:
        yield f"“{_bare(most)}” did it."
    else:
        yield f"“{_bare(most)}” did most of it ({signed(_credit(most))} of {result.difference:+,})."
    against = [cause for cause in result.causes if _credit(cause) * _credit(most) < 0]
    if against:
        other = max(against, key=lambda cause: abs(_credit(cause)))
        yield f"“{_bare(other)}” worked against that ({signed(_credit(other))})."


def _closer(result: Change) -> Iterator[str]:
    """Whether the best agreement has come nearer, where none is possible on either day, and by what."""
    then, now = result.then.margin, result.now.margin
    if not result.closer or then is None or now is None:
        return
    moved = now - then
    if abs(moved) <= SAME:
        short = f"{_points(-now)} short"
        yield f"The agreement that is best for whoever gains least stayed as far from being possible, {short}."
        return
    way = "nearer to" if moved > 0 else "further from"
    yield (
        f"The agreement that is best for whoever gains least is {_points(abs(moved))} {way} being possible: it lacks "
        f"{_points(-now)}, and lacked {_points(-then)}."
    )
    most = max(result.closer, key=lambda each: moved * _did(each))
    if moved * _did(most) > 0 and len(result.closer) > 1:
        yield f"“{most.what.rstrip('. ')}” did most of that ({signed(_did(most))})."


def _did(closer: Closer) -> float:
    return closer.last if closer.share is None else closer.share


def _points(number: float) -> str:
    short = f"{round(number, 2):.12g}"
    return f"{short} point" if short == "1" else f"{short} points"


def _acts(cause: Cause) -> bool:
    return bool(cause.credit.alone or cause.credit.last or cause.credit.ordered or cause.credit.share)


def _credit(cause: Cause) -> float:
    """What a development is credited with; in the order of the days where shares were not worked out."""
    return float(cause.credit.ordered if cause.credit.share is None else cause.credit.share)


def _bare(cause: Cause) -> str:
    """What happened, as a part of a sentence."""
    return cause.what.rstrip(". ")


def signed(number: float) -> str:
    """A number with its sign: +256.5, -6, 0; with two decimals at most."""
    if math.isclose(number, 0.0, abs_tol=5e-7):
        return "0"
    return f"{round(number, 2):+,.12g}"


def _for_whom(case: Case, result: Change) -> Iterator[str]:
    """For whom the pick of the first solution that is defined on both days is worth more now, and for whom less."""
    both = next((name for name in SOLUTIONS if name in result.then.picks and name in result.now.picks), None)
    if both is None or not result.causes:
        return
    then, now = result.then.picks[both].worth, result.now.picks[both].worth
    better, worse = _moved(then, now)
    subject = f"The pick of {SOLUTIONS[both]}"
    if not better and not worse:
        yield f"{subject} is for no signer clearly worth more or less than it was."
        return
    parts = [f"{word} to {_names(case, parties)}" for word, parties in (("more", better), ("less", worse)) if parties]
    yield f"{subject} is now worth {' and '.join(parts)}."


def _moved(then: Mapping[str, Band], now: Mapping[str, Band]) -> tuple[list[str], list[str]]:
    """For whom something is worth more now, and for whom less, whichever of those that tie is taken."""
    both = [party for party in now if party in then]
    better = [party for party in both if now[party].low > then[party].high + SAME]
    return better, [party for party in both if now[party].high < then[party].low - SAME]


def _names(case: Case, parties: list[str]) -> str:
    return listed(named(case, party) for party in parties)


def waited(case: Case, waiting: Waiting) -> Iterator[str]:
    """What waiting would do: how many agreements are possible when, until when, and for whom it is good."""
    if waiting.closes_at is None or waiting.opens_at is None:
        yield "With the drifts of no deal as judged, no agreement becomes possible however long all wait."
        return
    if waiting.opens_at > 0:
        opens = month(waiting.opens_at)
        yield f"With the drifts of no deal as judged, the first agreement becomes possible after {opens}."
    counts = [int(each.agreements.mid) for each in waiting.months]
    if len(counts) > 1:
        yield _in_time(waiting, counts)
    for after, until in waiting.closed_between:
        yield f"Between month {round(after, 1):g} and month {round(until, 1):g} none is possible."
    if math.isinf(waiting.closes_at.mid):
        yield "Some agreement stays possible however long all wait."
    else:
        yield f"None is possible after {month(waiting.closes_at.mid)}."
    yield from _waiting_for_whom(case, waiting)


def _in_time(waiting: Waiting, counts: list[int]) -> str:
    first, last, top = waiting.months[0], waiting.months[-1], max(counts)
    at = counts.index(top)
    begins = f"{counts[0]:,} in month {first.month:g}"
    if len(set(counts)) == 1:
        return f"As long as was looked, to month {last.month:g}, as many agreements are possible, {counts[0]:,}."
    ends = f"{counts[-1]:,} in month {last.month:g}"
    if 0 < at < len(counts) - 1:
        peak = f"{top:,} in month {waiting.months[at].month:g}"
        return f"With no deal drifting as judged, possible agreements rise from {begins} to {peak}, then go to {ends}."
    rise = "rise" if counts[-1] > counts[0] else "fall" if counts[-1] < counts[0] else "go"
    return f"With no deal drifting as judged, possible agreements {rise} from {begins} to {ends}."


def _waiting_for_whom(case: Case, waiting: Waiting) -> Iterator[str]:
    """Whose worth of the Nash pick rises with waiting, and whose falls."""
    if waiting.compared is None:
        return
    first, last = waiting.compared
    before, after = first.worth or {}, last.worth or {}
    better, worse = _moved(before, after)
    months = f"from month {first.month:g} to month {last.month:g}"
    if not better and not worse:
        yield f"By what the pick of Nash is worth {months}, waiting clearly favours nobody and costs nobody."
        return
    parts = [f"favours {_names(case, better)}"] if better else []
    parts += [f"costs {_names(case, worse)}"] if worse else []
    yield f"Waiting {' and '.join(parts)}, by what the pick of Nash is worth {months}."


def month(months: float) -> str:
    """A number of months: "99.8 months"."""
    short = f"{months:,.1f}".removesuffix(".0")
    return f"{short} month" if short == "1" else f"{short} months"


def caveats(case: Case, result: Change) -> tuple[str, ...]:
    """What a reader must know of a change."""
    said = []
    if result.grouped:
        said.append(f"More than {MOST} developments lie between: those of one {result.span} count as one.")
    if result.silent:
        names = listed(result.silent)
        said.append(
            f"More than {MOST} developments lie between: {names}, which touch nothing that is counted, are left out."
        )
    if result.causes and result.values is None:
        said.append("There is too much to count for shares: what each did alone, last and in order is told instead.")
    if result.idle:
        of = counted(result.idle, "development", "developments")
        verb = "is" if result.idle == 1 else "are"
        said.append(f"{of[0].upper()}{of[1:]} between {verb} named by no judgement, and so changed nothing here.")
    if any(cause.credit.share is not None and cause.credit.alone != cause.credit.last for cause in result.causes):
        said.append("Some developments act on each other: alone and last differ, and the share is their average.")
    if result.difference > 0 or result.waiting is not None:
        said.append(NOT_PROGRESS)
    if result.waiting is not None and case.by_rule:
        said.append("Waiting is told for the yes of all who sign, whatever the rule of the case.")
    return (*standing_caveats(case), *said)
