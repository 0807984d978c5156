"""What is said of the equilibria of a conflict in option form."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.wording import counted, listed
from comity.conflict.model import Conflict
from comity.questions.stability.equilibria import Equilibria, Equilibrium, Move, Reply, Verdict, Wanted

METHOD = (
    "The graph model for conflict resolution (Fang, Hipel and Kilgour 1993): Nash, sequential stability (SEQ; Fraser "
    "and Hipel 1979), general and symmetric metarationality (GMR, SMR; Howard 1971), and stability against "
    "simultaneous moves (SIM), of all states."
)


def answer(result: Equilibria) -> str:
    """How many states are equilibria by SEQ and by Nash."""
    states, number = counted(result.states, "state", "states"), result.counts["SEQ"]
    verb = "is an equilibrium" if number == 1 else "are equilibria"
    said = f"{number:,} of {states} {verb}" if number else f"None of {states} is an equilibrium"
    nash = result.counts["Nash"]
    nash_too = f"{nash:,}" if nash else "none"
    return " ".join([f"{said} by sequential stability (SEQ), {nash_too} by Nash.", *_reached(result), *_seen(result)])


def _reached(result: Equilibria) -> Iterator[str]:
    """How the most robust equilibrium is reached from the status quo."""
    first = result.ranked[0] if result.ranked else None
    if first is None or first.reached is None:
        return
    most = f"the most robust, {spelled_out(result, first.state)}"
    if not first.reached:
        yield f"No moves lead from the status quo {result.status_quo} to {most}."
    elif not first.path:
        yield f"The status quo {spelled_out(result, first.state)} is the most robust."
    elif first.blocked_by:
        yield f"T{most[1:]}, is reached only by moves that do not all gain whoever makes them: {led_to(first)}."
    else:
        yield f"T{most[1:]}, is reached by moves that gain whoever makes them: {led_to(first)}."


TAKEN = 4
"""How many options a state takes, at most, to be told in words beside its letters."""


def spelled_out(result: Equilibria, state: str) -> str:
    """A state by its letters, and in words where these are few: "NY1 (Upstream escalates; water: half)"."""
    taken = [
        f"{option}: {result.levels[option][int(letter)]}" if option in result.levels else option
        for option, letter in zip(result.options, state, strict=True)
        if letter != "N"
    ]
    if len(taken) > TAKEN:
        return state
    return f"{state} ({'; '.join(taken) if taken else 'nothing is taken'})"


def letters(result: Equilibria) -> str:
    """What the letters of a state stand for, by whose they are."""
    by_owner: dict[str, list[str]] = {}
    for option, owner in zip(result.options, result.owners, strict=True):
        levels = [f"{at} {level}" for at, level in enumerate(result.levels.get(option, ()))]
        by_owner.setdefault(owner, []).append(f"{option} ({', '.join(levels)})" if levels else option)
    said = "; ".join(f"{owner}: {', '.join(options)}" for owner, options in by_owner.items())
    return f"A state has a letter an option, in this order. {said}. Y: taken; N: not taken."


def _seen(result: Equilibria) -> Iterator[str]:
    """What is stable where each decision maker sees a game of its own."""
    if result.perceived:
        seen, true = set(result.perceived["SEQ"]), set(result.equilibria["SEQ"])
        yield (
            f"As each sees the game, {counted(len(seen), 'state is', 'states are')} stable for all by SEQ, "
            f"{len(seen & true):,} of them in truth."
        )


def led_to(known: Equilibrium) -> str:
    """The moves that lead to an equilibrium."""
    if known.reached is None:
        return ""
    if not known.reached:
        return "no moves lead there"
    if not known.path:
        return "it is the status quo"
    return ", then ".join(map(_moved, known.path))


def _moved(move: Move) -> str:
    return f"{move.party} to {move.to}{'' if move.gains else ' without gain'}"


TOLD = 4
"""How many conditions of a ranking are told, at most; all are in the data."""


def condition(asked: Wanted) -> str:
    """What a ranking has to be."""
    if asked.never:
        verb = "moves" if len(asked.never) == 1 else "move"
        return f"nothing would do: {listed(asked.never)} {verb} away"
    said = [_clause(clause) for clause in asked.clauses]
    for party, moves in asked.turns:
        each = "several moves" if moves is None else listed([f"{then} above {now}" for now, then in moves], "or")
        said.append(f"{each} (or {party} moves away)")
    more = f"; and {len(said) - TOLD} more" if len(said) > TOLD else ""
    return f"{'; '.join(said[:TOLD])}{more}" if said else "anything"


def _clause(clause: tuple[tuple[str, ...], ...]) -> str:
    return f"below it: {listed([listed(alternative) for alternative in clause], 'or')}"


def answered(verdict: Verdict, reply: Reply) -> str:
    """What answers an improvement; whether who answers gains by it is why it is credible, or not."""
    if reply.moves is None:
        return "nothing"
    moves = [_moved(move) for move in reply.moves]
    if verdict.concept != "SIM":
        return ", then ".join(moves)
    return f"at the same time {listed(moves)}"


def caveats(conflict: Conflict, result: Equilibria) -> tuple[str, ...]:
    """What a reader must know."""
    said = []
    if result.answers != "legal":
        others = "each of the others once at most" if result.answers == "once" else "one of the others alone"
        said.append(
            f"A move is answered by {others}, as older programs had it, and not by any legal sequence of moves."
        )
    if result.wanted is not None and not result.wanted[1]:
        said.append("Which rankings make the wanted state an equilibrium was not looked at: there are too many states.")
    if result.wanted is not None and any(each.rankings is None for each in result.wanted[1]):
        said.append("Where too many states matter, rankings are not counted; what they have to be is told.")
    if result.ranked and result.ranked[0].share is None and not result.draws:
        said.append("Perturbed rankings were not looked at.")
    if result.status_quo is not None and result.ranked and result.ranked[0].reached is None:
        said.append("Paths from the status quo were not looked for: there are too many states.")
    if "SIM" not in result.counts:
        said.append("Simultaneous moves (SIM) were not looked at: there are too many.")
    if conflict.groups and not result.grouped:
        said.append("The groups of the file were not looked at: there are too many states.")
    if any(number > len(result.equilibria[concept]) for concept, number in result.counts.items()):
        said.append("Not every equilibrium is listed; all are counted.")
    return tuple(said)
