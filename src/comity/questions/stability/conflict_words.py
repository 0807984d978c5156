"""What is said of the equilibria of a conflict in option form."""

from __future__ import annotations

from comity.case.wording import counted, listed
from comity.conflict import Conflict
from comity.questions.stability.equilibria import Equilibria, Reply, Verdict

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
    return f"{said} by sequential stability (SEQ), {f'{nash:,}' if nash else 'none'} by Nash."


def answered(verdict: Verdict, reply: Reply) -> str:
    """What answers an improvement."""
    if reply.moves is None:
        return "nothing"
    moves = [f"{party} to {to}" for party, to in reply.moves]
    if verdict.concept != "SIM":
        return ", then ".join(moves)
    return f"at the same time {listed(moves)}"


def caveats(conflict: Conflict, result: Equilibria) -> tuple[str, ...]:
    """What a reader must know."""
    said = []
    if "SIM" not in result.counts:
        said.append("Simultaneous moves (SIM) were not looked at: there are too many.")
    if conflict.groups and not result.grouped:
        said.append("The groups of the file were not looked at: there are too many states.")
    if any(number > len(result.equilibria[concept]) for concept, number in result.counts.items()):
        said.append("Not every equilibrium is listed; all are counted.")
    return tuple(said)
