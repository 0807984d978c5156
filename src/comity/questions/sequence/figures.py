"""The figures of a sequence: what is at stake in each issue, and the roadmap as a ladder of phases by party."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence as Sequenced
from typing import Any

from comity.case.model import Case
from comity.figure import INK, PALE, Bar, Figure, Sketch, bars, element, sketched, within
from comity.questions.sequence.result import Sequence

GIVES = "#f3dcc6"
"""The tint of what a party gives."""

LABEL, WIDE, HIGH = 260, 106, 26
"""How wide the names of phases are, and how wide and high a cell of the ladder is."""


def all_of(case: Case, result: Sequence) -> dict[str, Figure]:
    """Every figure that has something to show."""
    made = {"stakes": stakes(case, result), "ladder": ladder(case, result)}
    return {name: figure for name, figure in made.items() if figure is not None}


def stakes(case: Case, result: Sequence) -> Figure | None:
    """The most that settling each issue may take from any signer; None where nothing is at stake."""
    found = result.openings
    if found is None or not any(points for points, _ in found.cuts.values()):
        return None
    drawn = [
        Bar(
            case.issues[issue].name,
            points,
            ", ".join([f"{points:.1f}", *(case.everyone()[name].name for name in whose)]),
        )
        for issue, (points, whose) in found.cuts.items()
    ]
    told = "; ".join(f"{bar.label}: {bar.said}" for bar in drawn)
    return bars("The most that settling an issue takes from any signer, in points", f"{told}.", drawn)


def ladder(case: Case, result: Sequence) -> Figure | None:
    """The phases of the roadmap, one below the other, with what each party gets or gives; None without one."""
    if not any(phase.changes for phase in result.phases):
        return None
    cells: list[dict[str, Any]] = []
    steps = []
    for phase in result.phases:
        terms = ", ".join(
            case.issues[issue].options[option].short or case.issues[issue].name for issue, option in phase.terms.items()
        )
        step = f"{phase.number}. {terms}"
        steps.append(step)
        for party, points in phase.brings.items():
            shown = round(points, 1)
            color = PALE if shown > 0 else GIVES if shown < 0 else "white"
            said = f"{shown:+.1f}".replace("-", "−") if shown else "0"
            cells.append({"phase": step, "party": case.everyone()[party].name, "said": said, "color": color})
    y = {
        "field": "phase",
        "type": "nominal",
        "sort": steps,
        "title": None,
        "axis": {"labelLimit": LABEL, "ticks": False},
    }
    parties = list(dict.fromkeys(cell["party"] for cell in cells))
    x = {
        "field": "party",
        "type": "nominal",
        "sort": parties,
        "title": None,
        "axis": {"orient": "top", "labelAngle": 0, "labelLimit": 104, "ticks": False},
    }
    tint = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    layers = [
        {"mark": {"type": "rect", "stroke": "white"}, "encoding": {"x": x, "y": y, "color": tint}},
        {
            "mark": {"type": "text", "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "said", "type": "nominal"}},
        },
    ]
    spec = {"data": {"values": cells}, "width": {"step": WIDE}, "height": {"step": HIGH}, "layer": layers}
    told = "; ".join(
        f"{step}: " + ", ".join(f"{cell['party']} {cell['said']}" for cell in cells if cell["phase"] == step)
        for step in steps
    )
    title = "A roadmap: what each phase brings each party, in points"
    return Sketch(title, f"{told}.", spec, _sketch(steps, parties, cells))


def _sketch(steps: Sequenced[str], parties: Sequenced[str], cells: Sequenced[Mapping[str, str]]) -> str:
    """The ladder as SVG: a row a phase, a column a party."""
    drawn = [
        element("text", within(party, WIDE - 4), x=WIDE * (at + 0.5), y=-8, text_anchor="middle")
        for at, party in enumerate(parties)
    ]
    drawn += [
        element("text", within(step, LABEL), x=-8, y=HIGH * (at + 0.5) + 4, text_anchor="end")
        for at, step in enumerate(steps)
    ]
    for cell in cells:
        left, top = WIDE * parties.index(cell["party"]), HIGH * steps.index(cell["phase"])
        drawn.append(
            element("rect", x=left, y=top, width=WIDE, height=HIGH, fill=cell["color"], stroke="white")
            + element("text", cell["said"], x=left + WIDE / 2, y=top + HIGH / 2 + 4, fill=INK, text_anchor="middle")
        )
    names = max(len(within(step, LABEL)) for step in steps) * 6.6 + 10
    return sketched((-names, -26, names + WIDE * len(parties) + 2, 28 + HIGH * len(steps)), drawn)
