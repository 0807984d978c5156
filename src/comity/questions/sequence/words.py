"""What is said of a sequence: what to settle first, how safe orders are, which talks wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from comity.case.article import named
from comity.case.model import Case
from comity.case.wording import counted, listed, standing_caveats
from comity.finding import Quantity
from comity.questions.sequence import measure_words
from comity.questions.sequence.openings import Openings
from comity.questions.sequence.orders import MOST_STEPS
from comity.questions.sequence.preconditions import Cycle, Edge
from comity.questions.sequence.result import Sequence
from comity.questions.sequence.rounds import MOST_ISSUES, Rounds
from comity.questions.sequence.steps import Course, Steps

METHOD = (
    "Settled first: of the possible agreements those are kept that have an option, and the best gain that is left to "
    "each signer is read off. Steps: what the steps in force bring a party is added up, issue by issue, from today to "
    "the agreement aimed at; the safest orders are bottleneck paths over the sets of settled issues, all ties kept. "
    "Preconditions that go in a circle are strongly connected components. Rounds: dynamic programming over the same "
    "sets, of which least-cost testing (Mitten 1960) is the case in which every failure ends the talks. Measures: "
    "agreements are counted again with what no deal would be worth; ties that they move are held against the ties as "
    "they are, each time with the message that leaves most agreements at worst, at the pressure that moves most at "
    "worst, or none."
)

UNSAID = {
    "takes part": "who takes part in it",
    "verifies": "who verifies that it is kept",
    "after a breach": "what follows a breach",
}
"""What a case may say of a term beside its words."""

NOT_SAID = "not said in the case"

SMALL = 0.05
"""Points below which nothing is told, since they would be written 0.0."""


def answer(case: Case, result: Sequence) -> str:
    """What an early settlement leaves, how safe orders of steps are, where talks are stuck, and which round is best."""
    said = [*openings(case, result), *steps(case, result), *deadlocks(case, result.preconditions.cycles)]
    quiet = unsaid(result)
    if len(quiet) == len(UNSAID):
        said.append(said_of_no_term(quiet))
    said += [*rounds(case, result), *measure_words.told(case, result.measures)]
    return " ".join(said)


def issue(case: Case, name: str) -> str:
    """An issue as a sentence has it: “Ceasefire and its timing”."""
    return f"“{case.issues[name].name}”"


def step(case: Case, issues: Iterable[str]) -> str:
    """Issues that are settled at once, as a sentence has them."""
    return listed(issue(case, name) for name in issues)


def openings(case: Case, result: Sequence) -> Iterator[str]:
    """What settling one issue leaves."""
    found = result.openings
    if not result.signers:
        yield "Nobody signs in this case, so there is nobody for whom an early settlement could leave more or less."
        return
    if found is None:
        yield "What an early settlement would leave cannot be said, since the possible agreements cannot be listed."
        return
    settled = listed(f"{case.issues[name].name}: {case.label(name, option)}" for name, option in found.settled.items())
    if not found.agreements:
        yield (
            f"With {settled} settled, no agreement is left."
            if settled
            else ("No agreement is possible, so no issue can be settled first without a loss.")
        )
        return
    if settled:
        left = counted(found.agreements, "agreement is", "agreements are")
        yield f"With {settled} settled, {left} left."
    yield from _cuts(case, found)


def _cuts(case: Case, found: Openings) -> Iterator[str]:
    cuts = list(found.cuts.items())
    if not cuts:
        return
    (least, (small, _)), (largest, (large, parties)) = cuts[0], cuts[-1]
    if large < SMALL:
        yield "Whatever is settled first, every signer’s best gain stays whole."
        return
    whose = listed(named(case, name) for name in parties)
    takes = f"settling {issue(case, largest)} may take {large:.1f} points of its best gain from {whose}"
    if len(cuts) == 1:
        yield f"Of what is open, {takes}."
    elif small < SMALL:
        yield f"Settling {issue(case, least)} first takes nothing from any signer’s best gain; {takes}."
    else:
        safest = f"Settling {issue(case, least)} first takes at most {small:.1f} points from any signer’s best gain"
        yield f"{safest}; {takes}."


def steps(case: Case, result: Sequence) -> Iterator[str]:
    """How safe orders of steps that take effect at once are."""
    found = result.steps
    if found is None:
        yield no_steps(case, result)
        return
    if found.chosen is not None:
        yield chosen(case, found.chosen)
    if not found.interim.changing:
        yield "The agreement aimed at is what holds today, so no step changes anything."
        return
    if found.all_lapse:
        yield "Every step lapses when talks stop, so no order of steps exposes anybody."
        return
    if found.safest is None:
        yield f"There are more than {MOST_STEPS} steps, too many to look for the safest order."
        return
    epsilon = found.safest.epsilon
    bound = f"more than {epsilon:.1f} points worse off" if epsilon >= SMALL else "worse off"
    by = " by more than that" if epsilon >= SMALL else ""
    yield (
        f"In the safest order of steps nobody is ever {bound} than with no talks, or better off stopping than "
        f"finishing{by}{_pinned(case, found)}."
    )
    yield from _coherent(found)


def unsaid(result: Sequence) -> tuple[str, ...]:
    """What the case says of no term of the roadmap, of `UNSAID`; nothing without a roadmap."""
    terms = [each for phase in result.phases for each in phase.obligations]
    said = {
        "takes part": any(each.takes_part for each in terms),
        "verifies": any(each.verified_by for each in terms),
        "after a breach": any(each.breach for each in terms),
    }
    return tuple(name for name in UNSAID if terms and not said[name])


def said_of_no_term(quiet: Iterable[str]) -> str:
    """That a case says something of no term: "The case says of no term who verifies that it is kept."."""
    return f"The case says of no term {listed([UNSAID[name] for name in quiet], 'or')}."


def no_steps(case: Case, result: Sequence) -> str:
    """Why no order of steps is weighed."""
    if result.untold:
        if len(result.untold) == len(case.issues):
            return "What steps in force at once would risk is not known: the case does not say what holds today."
        silent = listed(issue(case, name) for name in result.untold)
        return (
            f"What steps in force at once would risk is not known: the case does not say what holds today on {silent}."
        )
    return "No order of steps is weighed, since there is no agreement to aim at; one can be asked for."


def _pinned(case: Case, found: Steps) -> str:
    """Which issues come first, and which last, in all of the safest orders."""
    assert found.safest is not None, "it was asked for"
    places, last = found.safest.places, len(found.interim.issues)
    told = []
    for name, (earliest, latest) in places.items():
        if earliest == latest and earliest in (1, last) and last > 1:
            where = "first" if earliest == 1 else "last"
            told.append(f"{issue(case, name)} comes {where} in every such order")
    return f"; {listed(told)}" if told and found.safest.epsilon >= SMALL else ""


def _coherent(found: Steps) -> Iterator[str]:
    assert found.safest is not None, "it was asked for"
    if found.coherent is None:
        yield "No order meets the conditions of the case at every stage."
    elif found.coherent.epsilon > found.safest.epsilon:
        yield f"Where every stage has to meet the conditions of the case, it is {found.coherent.epsilon:.1f} points."


def chosen(case: Case, course: Course) -> str:
    """What an order that was asked for risks."""
    begun = " and then ".join(step(case, each) for each in course.order[: course.given])
    worst = course.worst
    if worst is None or worst.risk < SMALL:
        if course.epsilon < SMALL:
            return f"Begun with {begun}, nobody is ever worse off than with no talks, or better off stopping."
        return f"Begun with {begun}, some party is better off without the agreement by {course.epsilon:.1f} points."
    points = f"{worst.risk:.1f} points"
    what = listed(
        f"{named(case, name)} would " + (f"have lost {points}" if kind == "exposed" else f"gain {points} by stopping")
        for name, kind in worst.whose
    )
    after = len(worst.settled)
    stage = f"with {step(case, worst.settled)} in force" if after <= 2 else f"with {after} issues in force"
    goes_on = "" if course.given == len(course.order) else " and going on as safely as can be"
    return f"Begun with {begun}{goes_on}, {what} if talks stopped {stage}."


def deadlocks(case: Case, cycles: Iterable[Cycle]) -> Iterator[str]:
    """Where preconditions go in a circle, whose they are, and which is the cheapest to give up."""
    for cycle in cycles:
        whose = listed(named(case, name) for name in cycle.parties)
        by = f"by the preconditions of {whose}" if whose else "by what is supposed"
        said = f"{step(case, cycle.issues)} wait for each other {by}: a procedural deadlock"
        if not cycle.cheapest:
            yield f"{said}."
            continue
        given_up = listed(_wanted(case, edge) for edge in cycle.cheapest[0])
        ties = len(cycle.cheapest) - 1
        others = f" or {counted(ties, 'other way', 'other ways')} as cheap" if ties else ""
        yield f"{said}. Cheapest to give up is {given_up}{others}; otherwise they can only be settled together."


def _wanted(case: Case, edge: Edge) -> str:
    """A precondition: “Ceasefire” before “Territory” (Russia, declared)."""
    whose = f"{named(case, edge.party)}, {edge.firmness}" if edge.party else "supposed"
    return f"{issue(case, edge.first)} before {issue(case, edge.then)} ({whose})"


def rounds(case: Case, result: Sequence) -> Iterator[str]:
    """Which round of talks is best to begin with."""
    found = result.rounds
    if found is None:
        if case.talks is not None and len(case.talks.issues) > MOST_ISSUES:
            yield f"More than {MOST_ISSUES} issues need rounds, too many to plan them."
        elif case.talks is not None:
            yield "No round of talks is planned, since nothing says what it is worth that all is settled."
        return
    yield _first(case, found)
    yield _worthwhile(case, found)


def _first(case: Case, found: Rounds) -> str:
    """Which round is best to begin with, in the middle of the ranges, and whether another is in more readings."""
    first = (found.plan[0].issue, found.plan[0].format)
    if not found.draws:
        return f"The first round is best held on {_held(case, first)}."
    share = found.firsts.get(first, 0.0)
    often = max(found.firsts, key=lambda move: found.firsts[move], default=first)
    if found.firsts.get(often, 0.0) <= share:
        sure = f"best in {Quantity(share, 'in_100')} readings of the ranges"
        return f"The first round is best held on {_held(case, first)}, {sure}."
    more, fewer = (Quantity(each, "in_100") for each in (found.firsts[often], share))
    return (
        f"With every range at its middle the first round is best held on {_held(case, first)}; over the readings of "
        f"the ranges {_held(case, often)} is more often best: {more}, against {fewer}."
    )


def _held(case: Case, move: tuple[str, str]) -> str:
    return f"{issue(case, move[0])} ({format_(case, *move)})"


def _worthwhile(case: Case, found: Rounds) -> str:
    what = "all is" if len(found.plan) == len(case.issues) else "every issue on which rounds are judged is"
    all_settled = f"{what} settled with a chance of {Quantity(found.chance, 'in_100')}"
    if found.value <= 0:
        return f"By these judgements the talks cost more than they bring, by {-found.value:.1f} points; {all_settled}."
    return f"By these judgements the talks are worth {found.value:.1f} points; {all_settled}."


def format_(case: Case, name: str, short: str) -> str:
    """What a format is called."""
    assert case.talks is not None, "it is one of its formats"
    return case.talks.issues[name].formats[short].name or short


def caveats(case: Case, result: Sequence) -> tuple[str, ...]:
    """What a reader must know of the steps and rounds, before what every finding says."""
    said = list(_of_steps(case, result)) if result.steps is not None else []
    if result.rounds is not None:
        said += _of_rounds(case, result, result.rounds)
    if result.openings is not None and result.openings.agreements:
        said.append("What an early settlement leaves is a count, no prediction of the path that talks will take.")
    said += measure_words.caveats(case, result.measures)
    return standing_caveats(case, *said)


def today_is_not_no_deal(case: Case, result: Sequence) -> str:
    """How far what holds today is from no deal, for which steps take it; empty without steps, or where it is near."""
    if result.steps is None or result.target is None:
        return ""
    interim = result.steps.interim
    gaps = {each.party: interim.points(each.today) for each in interim.accounts}
    told = listed(
        f"{abs(points):.1f} points {'more' if points > 0 else 'less'} to {named(case, name)}"
        for name, points in gaps.items()
        if abs(points) >= SMALL
    )
    if not told:
        return ""
    least = min(result.target.gains.values(), default=0.0)
    weight = (
        "as large as what the agreement gains, so read the orders as an example of the method, not as an answer"
        if any(abs(points) >= least for points in gaps.values())
        else "less than what any signer gains by the agreement"
    )
    return f"Today is not no deal: it is worth {told} than no deal is. That is {weight}."


def _of_steps(case: Case, result: Sequence) -> Iterator[str]:
    found, target = result.steps, result.target
    assert found is not None, "it was asked for"
    assert target is not None, "there are no steps without it"
    interim = found.interim
    if gap := today_is_not_no_deal(case, result):
        yield gap
    linked = {each.party: interim.points(each.linked) for each in interim.accounts if each.linked}
    if linked:
        carried = listed(f"{points:+.1f} points for {named(case, name)}" for name, points in linked.items())
        yield f"Interim worth adds up issues; what linkages carry arrives on closing: {carried}."
    if rounded(result):
        within = f"{interim.points(interim.near):.9f}".rstrip("0")
        yield f"What steps bring had to be rounded; risks that differ by less than {within} points count as equal."
    if not found.all_lapse:
        yield "Where nothing is agreed until everything is, no order of steps exposes anybody."
    if target.tied > 1:
        nearest = "that which changes least of today is aimed at"
        among = f"of the first {target.compared:,} of them, {nearest}" if target.compared else nearest
        yield f"The egalitarian pick leaves {target.tied:,} agreements; {among}."


def rounded(result: Sequence) -> bool:
    """Whether what steps bring had to be rounded."""
    return result.steps is not None and not result.steps.interim.exact


def _of_rounds(case: Case, result: Sequence, found: Rounds) -> Iterator[str]:
    if not found.stated:
        yield (
            "The case does not say what it is worth that all is settled; what the signer gains that gains least "
            f"stands for it, {found.worth:.1f} points."
        )
    if found.left_aside:
        circling = [edge for edge in result.preconditions.edges if edge.name in found.left_aside]
        told = listed(_wanted(case, edge) for edge in circling)
        yield f"No plan of rounds can meet preconditions that go in a circle: {told}."
