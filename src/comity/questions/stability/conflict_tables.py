"""The tables of the equilibria of a conflict in option form."""

from __future__ import annotations

from comity.case.wording import counted, listed
from comity.finding import Cell, Quantity, Table
from comity.questions.stability.conflict_words import answered, condition, led_to, letters
from comity.questions.stability.equilibria import Equilibria


def equilibria(result: Equilibria) -> Table | None:
    """The equilibria by any concept, the most robust first; None where there is none."""
    if not result.ranked:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (each.state, *(concept in each.concepts for concept in result.counts)) for each in result.ranked[: result.shown]
    )
    note = letters(result)
    if result.not_shown:
        note += f" {counted(result.not_shown, 'more is', 'more are')} counted."
    return Table("Equilibria, those by most concepts first", ("state", *result.counts), rows, note)


def robust(result: Equilibria) -> Table | None:
    """How robust each equilibrium is, and how it is reached; None where there is none."""
    if not result.ranked:
        return None
    shown = result.ranked[: result.shown]
    columns: dict[str, list[Cell]] = {
        "state": [each.state for each in shown],
        "concepts": [len(each.concepts) for each in shown],
    }
    said = ["Concepts: by how many of them it is an equilibrium."]
    if any(each.share is not None for each in shown):
        columns["rankings"] = [None if each.share is None else Quantity(each.share, "in_100") for each in shown]
        said.append(
            "Rankings: in how many perturbed ones it is one by SEQ; in each of these every class of states that tie is "
            "moved by about a place."
        )
    if result.one_way and any(each.taken_back is not None for each in shown):
        columns["taken back"] = [each.taken_back for each in shown]
        options = "the one-way option" if result.one_way == 1 else f"each of the {result.one_way} one-way options"
        said.append(f"Taken back: {options} by itself could be; in so many of these cases it still is one by SEQ.")
    if any(each.reached is not None for each in shown):
        columns["from the status quo"] = [led_to(each) for each in shown]
        columns["blocked by"] = [listed(each.blocked_by) for each in shown]
        said.append("Blocked by: who would not gain by a move on the way.")
    rows = tuple(zip(*columns.values(), strict=True))
    return Table("How robust the equilibria are", tuple(columns), rows, " ".join(said))


def wanted(result: Equilibria) -> Table | None:
    """Which rankings make the wanted state an equilibrium; None where none was asked for."""
    if result.wanted is None or not result.wanted[1]:
        return None
    state, found = result.wanted
    rows = tuple(
        (
            each.party,
            each.concept,
            each.rankings,
            each.of,
            None if each.share is None else Quantity(each.share, "in_100"),
            condition(each),
        )
        for each in found
    )
    note = "All other rankings are as given, and rankings are counted without ties."
    columns = ("whose ranking", "concept", "rankings", "of", "share", "what it has to rank")
    return Table(f"Which rankings make {state} an equilibrium", columns, rows, note)


def witness(result: Equilibria) -> Table | None:
    """Every improvement from the state asked for, with what answers it; None where none was asked for."""
    if result.witness is None:
        return None
    state, verdicts = result.witness
    told: dict[tuple[Cell, ...], list[str]] = {}
    for verdict in verdicts:
        replies = [(reply.to, answered(verdict, reply)) for reply in verdict.replies] or [("", "it cannot improve")]
        for to, answer in replies:
            told.setdefault((verdict.party, verdict.stable, to, answer), []).append(verdict.concept)
    rows: list[tuple[Cell, ...]] = [
        (party, ", ".join(concepts), stable, to, answer) for (party, stable, to, answer), concepts in told.items()
    ]
    columns = ("party", "concept", "stable", "improves to", "what answers it")
    note = "Without gain: who makes this move does not gain by it, and GMR and SMR count it all the same."
    said = note if any("without gain" in str(row[-1]) for row in rows) else ""
    return Table(f"Why {state} is stable or not", columns, tuple(rows), said)
