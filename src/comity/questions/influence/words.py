"""What is said of who can move whom: sentences made from the numbers, read as sign and order, never as sizes."""

from __future__ import annotations

from collections.abc import Iterator

from comity.agreements.persuasion import TO, Carried
from comity.case.article import named
from comity.case.messages import NO_DEAL, WEIGHT, Message, message_names
from comity.case.model import Case
from comity.case.wording import counted, listed, message_said, standing_caveats
from comity.questions.influence.carriers import Sent
from comity.questions.influence.levers import Lever
from comity.questions.influence.listening import APART, Listened
from comity.questions.influence.result import Influence
from comity.questions.sureness import of_100

METHOD = (
    "Levers: every judged number is moved alone, the others in the middle of their ranges, and the agreements that "
    "pass are counted exactly. Messages: a tie closes rapport times g(u) of the gap to the limit, where g(u) = u - "
    "(b/2) max(0, u - k)^2, with k and b from the best pressure and the one where it turns; each messenger speaks at "
    "the pressure whose least movement over these ranges is largest."
)

LISTENING = (
    "In a group, views end at (I - L W)^-1 (I - L) times those that were judged, L being 1 less what each member keeps "
    "(Friedkin and Johnsen 1999)."
)

READ = "Ties are judged: read what messages add as sign and order, never as sizes."


def answer(case: Case, result: Influence) -> str:
    """Whose voice opens most and how hard, which judgement is the best lever, and what is not known."""
    if not case.signers():
        return "Nobody signs in this case, so there is nobody whose yes could be won."
    if result.silent:
        names = listed(named(case, name) for name in result.silent)
        return f"Nothing is counted: of {names} it is not known what an agreement, or none, would be worth."
    if result.now is None:
        return "The agreements are too many to be listed, so what a judgement would open is not counted."
    said = [*messages(case, result), *_levers(case, result), *_unknown(case, result)]
    said += [sentence for group in result.groups for sentence in _group(case, group)]
    return " ".join(said)


def messages(case: Case, result: Influence) -> Iterator[str]:
    """The message that adds most at worst, carried as it is best carried, else most at best; which may leave fewer."""
    carried = [message for message in result.messages if message.carried]
    if not carried:
        return
    first, by = carried[0], carried[0].carried[0]
    worst = by.worst.agreements - first.now
    if worst <= 0:  # then what could add most at best is told of
        first, by = max(
            ((message, each) for message in carried for each in message.carried),
            key=lambda pair: pair[1].best.agreements - pair[0].now,
        )
        worst = by.worst.agreements - first.now
    best = by.best.agreements - first.now
    whom = f"{said_of(case, first)} to {named(case, first.to)}"
    voice = named(case, by.messenger)
    if worst > 0:
        yield f"Carried by {voice} at measured pressure, {whom} adds {_agreements(worst)} at worst; {_hard(first, by)}."
    elif best > 0:
        yield (
            f"No message surely adds an agreement; at best {whom}, carried by {voice} at measured pressure, adds "
            f"{_agreements(best)}, and at worst it {_costs(worst)}."
        )
    else:
        yield "No message adds an agreement, whoever carries it at measured pressure."
    if first.readings is not None and worst > 0:
        yield _readings(first)
    alone = first.carried[0].worst.agreements
    if first.together is not None and first.together.worst.agreements > alone:
        voices = listed(named(case, name) for name in first.together.pressures)
        more = first.together.worst.agreements - alone
        yield f"Together {voices}, sharing the pressure, would add {more:,} more at worst."
    yield from _closing(case, carried)


def _hard(message: Sent, by: Carried) -> str:
    there = by.hard.agreements - message.now
    if there < 0:
        return f"pressed twice as hard, the same words may cost {-there:,}"
    return f"pressed twice as hard, the same words still add {_agreements(there)} at worst"


def _costs(worst: int) -> str:
    return f"costs {-worst:,}" if worst < 0 else "changes nothing"


def _readings(message: Sent) -> str:
    """In how many readings none is left, before and after."""
    assert message.readings is not None, "asked where they were looked at"
    before, after = (of_100(share) for share in (message.readings.before, message.readings.worst))
    if message.readings.worst == message.readings.before == 0:
        return "As before, an agreement is left in every reading of the ranges that was drawn."
    if message.readings.worst == message.readings.before:
        return f"In as many readings of the ranges as before, {before}, none is left."
    more = "fewer" if message.readings.worst < message.readings.before else "more"
    return f"In {more} readings of the ranges than before none is left: {after} at worst, where it was {before}."


def _closing(case: Case, carried: list[Sent]) -> Iterator[str]:
    """The messages that may leave fewer agreements even at measured pressure, or none where they are pressed hard."""
    fewer = [message for message in carried if min(each.worst.agreements for each in message.carried) < message.now]
    if fewer:
        told = listed(said_of(case, message) for message in fewer)
        yield f"Even at measured pressure {told} may leave fewer agreements."
    shut = [
        (message, each)
        for message in carried
        for each in message.carried
        if message.now and not each.hard.agreements and each.worst.agreements >= message.now
    ]
    closing = [message for message in carried[1:] if message.readings is not None and message.readings.closes]
    if closing:
        told = listed(said_of(case, message) for message in closing)
        yield f"In some readings of the ranges that now leave an agreement, {told} would leave none."
    for message, each in shut[:1]:
        yield f"Pressed twice as hard by {named(case, each.messenger)}, {said_of(case, message)} may leave none."


def _levers(case: Case, result: Influence) -> Iterator[str]:
    now = result.now or 0
    if result.shut:
        yield (
            "No agreement is possible, and no judgement moved alone opens one, however far: the question "
            "deadlock names the demands that must be given up together."
        )
        return
    if result.opening:
        top = result.opening[0]
        alone = "is possible" if top.agreements == 1 else "are possible"
        yield (
            f"Of all judgements {'that could be counted, ' if result.uncounted else ''}moved alone, by "
            f"{points(result.step)} where they are numbers, the most is opened by "
            f"{moved(case, top)}: {_agreements(top.agreements)} {alone}, {now:,} as judged."
        )
        return
    nearest = [lever for lever in result.levers if lever.opens_at is not None and lever.start is not None]
    if now == 0 and nearest:
        top = min(nearest, key=lambda lever: (abs((lever.opens_at or 0.0) - (lever.start or 0.0)), lever.judgement))
        yield (
            f"No agreement is possible; moved alone, the nearest opening is {subject(case, top)}, at "
            f"{number(top.opens_at)} in place of {number(top.start)}."
        )
        return
    which = "No judgement that could be counted," if result.uncounted else "No judgement"
    yield f"{which} moved alone by {points(result.step)} opens a further agreement."


def _unknown(case: Case, result: Influence) -> Iterator[str]:
    """Of whom it is not known who could move them."""
    if not case.ties:
        yield "No tie is judged in this case, so who could move whom is not known."
        return
    unnamed = [
        party for party in dict.fromkeys(lever.party for lever in result.opening) if party not in result.speakers
    ]
    if unnamed:
        yield f"Nobody is named who could move {listed((named(case, party) for party in unnamed), 'or')}."
    if not case.messages:
        yield "No message is written in this case, so what a tie could carry is not known."


def _group(case: Case, group: Listened) -> Iterator[str]:
    name = named(case, group.group)
    if not group.settled:
        yield f"Where the members of {name} end is not determined: some take all of their views from each other."
        return
    if not group.lines:
        yield f"The members of {name} rate every option alike."
        return
    before, after = group.apart
    pulls = max(group.pull.items(), key=lambda each: each[1])
    who = f"the strongest pull is that of {named(case, pulls[0])}, with {of_100(pulls[1])}"
    if group.converges:
        yield (
            f"Listening to each other as judged, the members of {name} come to one line, within {points(APART)}; {who}."
        )
    else:
        yield (
            f"Listening to each other as judged, the members of {name} stay up to {after:.1f} points apart, where they "
            f"began {before:.1f} apart; {who}."
        )


def called(case: Case, name: str) -> str:
    """What a party, member or messenger is called."""
    return case.speakers().get(name, name)


def stated(case: Case, name: str) -> Message:
    """The message of a name."""
    return dict(zip(message_names(case.messages), case.messages, strict=True))[name]


def said_of(case: Case, message: Sent) -> str:
    """A message in a sentence: “no better offer will come”, or the message lower-hope."""
    return message_said(case, message.message)


def subject(case: Case, lever: Lever) -> str:
    """What a lever moves, in words."""
    return of_judgement(case, lever.judgement, lever.party)


def of_judgement(case: Case, judgement: str, party: str) -> str:
    """A judgement in words, by its path; of two, the weight that gives and the one that takes."""
    whose = named(case, party)
    if TO in judgement:
        one, other = (case.issues[_entry(case, path, party)[0]].name for path in judgement.split(TO))
        return f"weight that {whose} moves from “{one}” to “{other}”"
    kind, _, rest = judgement.partition(".")
    if kind == "red_lines":
        return f"the red line {rest} of {whose}"
    if kind == "linkages":
        return f"what {whose} adds for linkage {int(rest.partition('.')[0]) + 1}"
    issue, entry = _entry(case, judgement, party)
    if entry == NO_DEAL:
        return f"what {whose} has without a deal"
    if entry == WEIGHT:
        return f"the weight that {whose} gives “{case.issues[issue].name}”"
    return f"how {whose} rates “{case.label(issue, entry)}”"


def _entry(case: Case, path: str, party: str) -> tuple[str, str]:
    """The issue and the entry that a path in the interests of a party names, no issue for no deal; names may hold dots.

    Where a path can be read in several ways, that of the party itself comes first.
    """
    rest = path.partition(".")[2]
    for holder in (party, *case.everyone()):
        if not rest.startswith(f"{holder}."):
            continue
        within = rest[len(holder) + 1 :]
        if within == NO_DEAL:
            return "", NO_DEAL
        for issue, stated in case.issues.items():
            entry = within.removeprefix(f"{issue}.")
            if entry != within and (entry == WEIGHT or entry in stated.options):
                return issue, entry
    raise LookupError(path)


def moved(case: Case, lever: Lever) -> str:
    """A lever moved, in words: "what Russia has without a deal, 45 in place of 50"."""
    if lever.kind == "red_line":
        return f"{subject(case, lever)}, if it allowed {allowed(case, lever)}"
    if lever.kind == "shift":
        return f"{subject(case, lever)} ({number(lever.to)})"
    return f"{subject(case, lever)}, {number(lever.to)} in place of {number(lever.start)}"


def allowed(case: Case, lever: Lever) -> str:
    """What a red line would no longer refuse: "gas=low and gas=none"; steps of an amount in one: "price=310..500"."""
    by_issue: dict[str, list[str]] = {}
    for issue, _, option in (each.partition("=") for each in lever.allows):
        by_issue.setdefault(issue, []).append(option)
    return listed(f"{issue}={said}" for issue, of in by_issue.items() for said in case.issues[issue].shorts(of))


def _agreements(number: int) -> str:
    return counted(number, "agreement", "agreements")


def number(number: float | None) -> str:
    """A number as short as it can be: 32.5, 45."""
    return f"{round(number or 0.0, 2):.12g}"


def points(number_of: float) -> str:
    """A number of points: "1 point", "5 points"."""
    return f"{number(number_of)} point{'' if number_of == 1 else 's'}"


def caveats(case: Case, result: Influence) -> tuple[str, ...]:
    """What a reader must know of levers, messages and ties."""
    said = []
    if any(message.carried for message in result.messages):
        said.append(READ)
        said.append("A message names its limit; a range says what is uncertain, not what can be persuaded.")
    if any(len(message.carried) > 8 for message in result.messages):
        said.append("Of more than 8 messengers for one message, the 8 that do best alone are looked at together.")
    if result.uncounted:
        lines = listed(f"the red line {name}" for name in result.uncounted)
        said.append(
            f"Without {lines} the agreements are too many to be listed, so what that would open is not counted."
        )
    if result.groups:
        said.append("Members listen to each other inside their group alone; between adversaries that would be wrong.")
    return (*standing_caveats(case), *said)
