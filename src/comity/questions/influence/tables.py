"""The tables of who can move whom."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case import anchors
from comity.case.grounds import quotes, reason
from comity.case.model import Case
from comity.case.ties import Tie
from comity.case.wording import listed
from comity.finding import Band, Cell, Link, Quantity, Table
from comity.questions.influence import words
from comity.questions.influence.levers import Lever
from comity.questions.influence.result import Influence, Role

NOBODY = "nobody named"

ROLES: dict[Role, str] = {
    "signs": "signs",
    "asked": "its yes is asked for at home",
    "spoiler": "does not sign; an option cannot be had without it",
    "member": "member, does not sign",
    "messenger": "may carry messages, no party",
    "other": "does not sign",
}


def all_of(case: Case, result: Influence) -> dict[str, Table]:
    """Every table that has something to show."""
    made = {
        "levers": levers(case, result),
        "shifts": shifts(case, result),
        "by_party": by_party(case, result),
        "messages": messages(case, result),
        "carriers": carriers(case, result),
        "sets": sets(case, result),
        "none_left": none_left(case, result),
        "ties": ties(case, result),
        "actors": actors(case, result),
        "pulls": pulls(case, result),
        "group_ratings": group_ratings(case, result),
        "listening": listening(case, result),
        "judged": judged(case, result),
    }
    return {name: table for name, table in made.items() if table is not None}


def levers(case: Case, result: Influence) -> Table | None:
    """The judgements that open most when moved alone; where none is possible, those nearest to opening."""
    if result.now is None:
        return None
    if not result.numbers:
        return None
    rows = tuple(_lever(case, result, lever) for lever in result.numbers)
    note = (
        f"Each moved alone by {words.number(result.step)}, in the direction that opens more; {result.now:,} are "
        f"possible as judged. {len(result.opening):,} open something, shifts of weight among them."
    )
    columns = ("judgement", "from", "to", "agreements", "", "who has a tie")
    return Table("What each judgement would open", columns, rows, note)


def shifts(case: Case, result: Influence) -> Table | None:
    """What weight moved from one issue to another would open: the same interests seen otherwise."""
    rows = tuple(
        (words.subject(case, lever), Quantity(lever.to or 0.0, "plain"), lever.agreements, _named(case, result, lever))
        for lever in result.shifts
    )
    if not rows:
        return None
    columns = ("weight", "moved", "agreements", "who has a tie")
    return Table("What weight moved to another issue would open", columns, rows)


def _named(case: Case, result: Influence, lever: Lever) -> str:
    return listed(words.called(case, name) for name in result.carriers(lever)) or NOBODY


def _lever(case: Case, result: Influence, lever: Lever) -> tuple[Cell, ...]:
    start, to = (None if value is None else Quantity(value, "plain") for value in (lever.start, lever.to))
    what = words.subject(case, lever)
    if lever.kind == "red_line":
        what = f"{what}: {words.allowed(case, lever)} allowed"
    return what, start, to, lever.agreements, _reach(lever), _named(case, result, lever)


def _reach(lever: Lever) -> str:
    """Where the space opens, or between which values it stays open."""
    if lever.opens_at is not None:
        return f"opens at {words.number(lever.opens_at)}"
    ends = [
        f"{word} {words.number(value)}"
        for word, value in (("from", lever.stays_from), ("to", lever.stays_to))
        if value is not None
    ]
    return f"open {' '.join(ends)}" if ends else ""


def by_party(case: Case, result: Influence) -> Table | None:
    """The best lever of each party."""
    best: dict[str, Lever] = {}
    for lever in result.opening:
        best.setdefault(lever.party, lever)
    if len(best) < 2:
        return None
    rows = tuple(
        (
            words.called(case, party),
            words.moved(case, lever),
            lever.agreements,
            _named(case, result, lever),
        )
        for party, lever in best.items()
    )
    return Table("The best lever of each party", ("party", "moved alone", "agreements", "who has a tie"), rows)


def messages(case: Case, result: Influence) -> Table | None:
    """What each message is aimed at, how far it could carry at most, and on what grounds."""
    rows: list[tuple[Cell, ...]] = []
    for message in result.messages:
        stated = words.stated(case, message.message)
        start = None if message.start is None else Quantity(message.start, "plain")
        rows.append(
            (
                words.said_of(case, message),
                words.of_judgement(case, message.judgement, message.to),
                start,
                Quantity(message.limit.value, "plain"),
                message.limit.agreements,
                reason(stated),
                quotes(case, stated.evidence),
            )
        )
    if not rows:
        return None
    columns = ("message", "is about", "now", "at most", "agreements there", "because", "evidence")
    note = f"{result.now or 0:,} are possible as judged. Of weight that moves, so much of it."
    if any(message.start is None for message in result.messages):
        note += " A judgement without a number now is behind nobody's yes, so moving it opens nothing."
    kept = len(columns) if any(row[-1] for row in rows) else -1  # without evidence, where there is none
    return Table("Messages, as judged", columns[:kept], tuple(row[:kept] for row in rows), note)


def carriers(case: Case, result: Influence) -> Table | None:
    """Each message with each who may carry it, at the pressure that moves most at worst."""
    rows: list[tuple[Cell, ...]] = []
    for message in result.messages:
        said = Link(words.said_of(case, message), anchors.message(message.message))
        whom = said, words.called(case, message.to)
        if not message.carried:
            rows.append((*whom, NOBODY, *(None,) * 5))
        for each in message.carried:
            values = Quantity(_band(each.worst.value, each.best.value), "span")
            counts = each.worst.agreements, each.best.agreements
            who, press = words.called(case, each.messenger), Quantity(each.pressure, "of_100")
            rows.append((*whom, who, press, values, *counts, each.hard.agreements))
    if not rows:
        return None
    columns = ("message", "to", "carried by", "pressure", "moves to", "at worst", "at best", "twice as hard")
    note = (
        f"At worst, at best: agreements, {result.now or 0:,} as judged; twice as hard: those at worst where one "
        "presses so. 100 is a message put once and plainly; the pressure is the one that moves most at worst."
    )
    return Table("Who should carry which message, and how hard", columns, tuple(rows), note)


def _band(one: float, other: float) -> Band:
    return Band(min(one, other), (one + other) / 2, max(one, other))


def sets(case: Case, result: Influence) -> Table | None:
    """For each message the set of two or more messengers that does best at worst, and the best alone."""
    rows = tuple(
        (
            words.said_of(case, message),
            listed(
                f"{words.called(case, name)} at {words.number(100 * pressure)}"
                for name, pressure in message.together.pressures.items()
            ),
            message.together.worst.agreements,
            message.together.best.agreements,
            message.carried[0].worst.agreements,
        )
        for message in result.messages
        if message.together is not None
    )
    if not rows:
        return None
    note = (
        "Whoever is spoken to feels the pressures of all together; each voice closes its part of the gap that is left. "
        "Each speaks at a quarter, half, three quarters or all of its own measured pressure."
    )
    return Table("Several voices", ("message", "together", "at worst", "at best", "best alone, at worst"), rows, note)


def none_left(case: Case, result: Influence) -> Table | None:
    """In how many readings no agreement is left, before and after each message."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            words.said_of(case, message),
            words.called(case, message.carried[0].messenger),
            *(
                Quantity(share, "of_100")
                for share in (message.readings.before, message.readings.worst, message.readings.best)
            ),
        )
        for message in result.messages
        if message.readings is not None
    )
    if not rows:
        return None
    columns = ("message", "carried by", "as judged", "moved by the least", "moved by the most")
    note = "In so many of 100 readings of the ranges no agreement is left: a better measure where the space is wide."
    return Table("Readings without an agreement", columns, rows, note)


def ties(case: Case, result: Influence) -> Table | None:
    """Every tie as judged, with its reason and what the sources say."""
    if not result.ties:
        return None
    by_pair = {(tie.from_, tie.to): tie for tie in case.ties}
    numbers = {(tie.from_, tie.to): number for number, tie in enumerate(case.ties, 1)}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Link(words.called(case, tie.speaker), anchors.tie(numbers[tie.speaker, tie.to])),
            words.called(case, tie.to),
            *(Quantity(_band(*ends), "span") for ends in (tie.rapport, tie.best, tie.turns)),
            "" if tie.used else "no message",
            *_grounds(case, by_pair[tie.speaker, tie.to]),
        )
        for tie in result.ties
    )
    columns = ("from", "to", "rapport", "best pressure", "turns at", "", "because", "evidence")
    note = (
        "In percent. The pressure that moves most at worst is the low end of the best one. Ties are between parties "
        "and offices, never persons."
    )
    return Table("Ties, as judged", columns, rows, note)


def _grounds(case: Case, tie: Tie) -> tuple[str, str]:
    """Why a tie is judged so, and what the sources say: of the tie, and of each of its numbers that says it itself."""
    numbers = {"Rapport": tie.rapport, "Best pressure": tie.best, "Turning": tie.turns}
    why = [reason(tie), *(f"{name}: {said}" for name, number in numbers.items() if (said := reason(number)))]
    evidence = [quotes(case, each.evidence) for each in (tie, *numbers.values())]
    return " ".join(filter(None, why)), " ".join(filter(None, evidence))


def actors(case: Case, result: Influence) -> Table | None:
    """Everybody in the talks, what each is, and who speaks to whom: the actor map as a table."""
    heard: dict[str, list[str]] = {}
    for tie in result.ties:
        heard.setdefault(tie.speaker, []).append(words.called(case, tie.to))
    rows = tuple(
        (
            words.called(case, actor.name),
            ROLES[actor.role],
            words.called(case, actor.group) if actor.group else "",
            listed(words.called(case, name) for name in actor.asked_by),
            listed(heard.get(actor.name, ())),
        )
        for actor in result.actors
    )
    return Table("Who is in the talks", ("actor", "role", "member of", "asked by", "has a tie to"), rows)


def pulls(case: Case, result: Influence) -> Table | None:
    """How much of where the members of a group end comes from each."""
    rows = tuple(
        (words.called(case, group.group), words.called(case, member), Quantity(part, "of_100"))
        for group in result.groups
        for member, part in group.pull.items()
    )
    note = "So many of 100 of where all members end, on average, come from the view that one had."
    return Table("Who pulls in a group", ("group", "member", "pull"), rows, note) if rows else None


def group_ratings(case: Case, result: Influence) -> Table | None:
    """The options on which members of a group stay furthest apart."""
    rows = tuple(_apart(case, result))
    if not rows:
        return None
    columns = ("group", "option", "apart as judged", "apart in the end")
    return Table("Where members stay apart", columns, rows, "In points between the highest and the lowest rating.")


def _apart(case: Case, result: Influence) -> Iterator[tuple[Cell, ...]]:
    for group in result.groups:
        for line in group.lines[: result.shown]:
            yield words.called(case, group.group), case.label(line.issue, line.option), *line.apart


def listening(case: Case, result: Influence) -> Table | None:
    """How much of its view each member of a group takes from which others, as judged, with the reason."""
    rows: list[tuple[Cell, ...]] = []
    for group in result.groups:
        listens = case.everyone()[group.group].listens
        assert listens is not None, "groups are those of which it is judged"
        why = " ".join(filter(None, (reason(listens), quotes(case, listens.evidence))))
        rows += [
            (words.called(case, member), words.called(case, other), Quantity(part / 100, "of_100"), why)
            for member, others in group.takes.items()
            for other, part in others.items()
        ]
    columns = ("member", "takes of its view from", "so much of 100", "because")
    return Table("Who listens to whom in a group, as judged", columns, tuple(rows)) if rows else None


def judged(case: Case, result: Influence) -> Table | None:
    """What the judgements behind messages and levers rest on in the case; None where none is moved."""
    rows: list[tuple[Cell, ...]] = []
    above = ""
    for each in result.judged:
        value = None if each.value is None else Quantity(each.value, "range")
        what = words.of_judgement(case, each.judgement, each.party)
        rows.append((what, value, "as above" if each.why and each.why == above else each.why))
        above = each.why
    note = "Of the judgements in the tables above. Where nothing stands here, the case gives no reason."
    columns = ("judgement", "value", "because")
    return Table("What these judgements rest on", columns, tuple(rows), note) if rows else None
