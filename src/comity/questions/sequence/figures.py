"""The figures of a sequence: what is at stake in each issue, and the roadmap as a ladder of phases by party."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from comity.case.model import Case
from comity.figure import INK, PALE, Bar, Figure, Sketch, bars, element, sketched
from comity.questions.sequence.result import Sequence

GIVES = "#f3dcc6"
"""The tint of what a party gives."""
BREAK = "|"
"""Where a label is broken."""
UP = f"-6.5 * (length(split(datum.label, '{BREAK}')) - 1)"
OVER = f"3 + 13 * (length(split(datum.label, '{BREAK}')) - 1)"
"""How far a label of several lines is moved, so that it stands in the middle of its row, and above its column."""
WIDE, LETTERS, STEP_LETTERS = 60, 9, 20
"""How wide the column of a party is, and how many letters a line of its label and of a step's has at most: so that a
phone shows the ladder whole."""


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
        step = BREAK.join(wrap(f"{phase.number}. {terms}", STEP_LETTERS))
        steps.append(step)
        for party, points in phase.brings.items():
            shown = round(points, 1)
            color = PALE if shown > 0 else GIVES if shown < 0 else "white"
            said = f"{shown:+.1f}".replace("-", "−") if shown else "0"
            name = BREAK.join(wrap(case.everyone()[party].name, LETTERS, break_long_words=False))
            cells.append({"phase": step, "party": name, "said": said, "color": color})
    broken = {"labelExpr": f"split(datum.label, '{BREAK}')", "labelFontSize": 11, "ticks": False}
    axis = {"labelLimit": 150, "labelOffset": {"expr": UP}, **broken}
    y = {"field": "phase", "type": "nominal", "sort": steps, "title": None, "axis": axis}
    parties = list(dict.fromkeys(cell["party"] for cell in cells))
    x = {
        "field": "party",
        "type": "nominal",
        "sort": parties,
        "title": None,
        "axis": {"orient": "top", "labelAngle": 0, "labelLimit": WIDE, "labelPadding": {"expr": OVER}, **broken},
    }
    tint = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    layers = [
        {"mark": {"type": "rect", "stroke": "white"}, "encoding": {"x": x, "y": y, "color": tint}},
        {
            "mark": {"type": "text", "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "said", "type": "nominal"}},
        },
    ]
    lines = max(step.count(BREAK) for step in steps)
    spec = {"data": {"values": cells}, "width": {"step": WIDE}, "height": {"step": 26 + 14 * lines}, "layer": layers}
    told = "; ".join(
        f"{step}: " + ", ".join(f"{cell['party']} {cell['said']}" for cell in cells if cell["phase"] == step)
        for step in steps
    ).replace(BREAK, " ")
    title = "A roadmap: what each phase brings each party, in points"
    return Sketch(title, f"{told}.", spec, _sketch(steps, parties, cells, 26 + 14 * lines))


def _sketch(steps: list[str], parties: list[str], cells: list[dict[str, Any]], high: int) -> str:
    """The ladder as SVG: a row a phase, a column a party; high: how high a row is."""
    drawn = []
    for at, party in enumerate(parties):
        for up, part in enumerate(reversed(party.split(BREAK))):
            drawn.append(element("text", part, x=WIDE * (at + 0.5), y=-8 - 13 * up, text_anchor="middle", font_size=11))
    for at, step in enumerate(steps):
        parts = step.split(BREAK)
        middle = high * (at + 0.5) + 4 - 6.5 * (len(parts) - 1)
        for down, part in enumerate(parts):
            drawn.append(element("text", part, x=-8, y=middle + 13 * down, text_anchor="end", font_size=11))
    for cell in cells:
        left, top = WIDE * parties.index(cell["party"]), high * steps.index(cell["phase"])
        drawn.append(element("rect", x=left, y=top, width=WIDE, height=high, fill=cell["color"], stroke="white"))
        place = {"x": left + WIDE / 2, "y": top + high / 2 + 4}
        drawn.append(element("text", cell["said"], **place, fill=INK, text_anchor="middle"))
    names = max(len(part) for step in steps for part in step.split(BREAK)) * 6 + 12
    above = 13 * max(len(party.split(BREAK)) for party in parties) + 12
    return sketched((-names, -above, names + WIDE * len(parties) + 2, above + 2 + high * len(steps)), drawn)
