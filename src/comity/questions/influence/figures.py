"""The figures of who can move whom: the actor map, what messages add, and the best levers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from comity.case.model import Case
from comity.figure import INK, LETTER, PALE, Bar, Figure, Sketch, bars, element, sketched
from comity.questions.influence import words
from comity.questions.influence.result import Actor, Influence
from comity.questions.influence.tables import ROLES

SHAPES = {"signs": "circle", "messenger": "triangle-up", "spoiler": "diamond"}
COST = "#b5651d"
BREAK = "|"
"""Where a label is broken."""
UP = f"-6.5 * (length(split(datum.label, '{BREAK}')) - 1)"
"""How far a label of several lines is moved, so that it stands in the middle of its row."""
LETTERS, BAR_LETTERS = 17, 24
"""How many letters a line of a label has at most, on the map and beside a bar: so that a phone shows them whole."""

WIDTH, HEIGHT, REACH, LINE, SMALL = 360, 380, 1.25, 13, 11

TIP = "M0,-4.2L4.2,4.2L-4.2,4.2Z"
MARKS = {
    "circle": "M-6.4,0A6.4,6.4,0,1,1,6.4,0A6.4,6.4,0,1,1,-6.4,0Z",
    "square": "M-5.7,-5.7H5.7V5.7H-5.7Z",
    "triangle-up": "M0,-5.7L6,5.7L-6,5.7Z",
    "diamond": "M0,-7L7,0L0,7L-7,0Z",
}
"""How the tip of an arrow and the marks of actors are drawn, around their middle."""

INNER, OUTER = 0.45, 1.0
TURNS, ENOUGH = 24, 0.2
"""In how many ways the inner circle is turned, and how far from others a line is far enough."""

Point = tuple[float, float]


def all_of(case: Case, result: Influence) -> dict[str, Figure]:
    """Every figure that has something to show."""
    made = {"map": actor_map(case, result), "messages": messages(case, result), "levers": levers(case, result)}
    return {name: figure for name, figure in made.items() if figure is not None}


def placed(actors: Sequence[Actor], lines: Sequence[tuple[str, str]] = ()) -> dict[str, Point]:
    """Where each actor stands: who signs on an inner circle, all others on an outer one, members near their group.

    lines: between whom lines are drawn; the inner circle is turned so that they stay clear of everybody else.
    """
    turned = [_placed(actors, 2 * math.pi * turn / TURNS) for turn in range(TURNS)]
    return max(turned, key=lambda places: round(_clear(places, lines), 3))


def _placed(actors: Sequence[Actor], turn: float) -> dict[str, Point]:
    """The places where the inner circle is turned by an angle."""
    signers = [actor for actor in actors if actor.role == "signs"]
    at = {actor.name: 2 * math.pi * place / max(1, len(signers)) for place, actor in enumerate(signers)}
    others = [actor for actor in actors if actor.role != "signs"]
    near = {actor.name: at.get(actor.group, at.get(next(iter(actor.asked_by), ""), math.inf)) for actor in others}
    others.sort(key=lambda actor: (near[actor.name], actor.role, actor.name))
    first = next((near[actor.name] for actor in others if math.isfinite(near[actor.name])), 0.0)
    members = sum(math.isfinite(each) and each == first for each in near.values())
    step = 2 * math.pi / max(1, len(others))
    begin = first - step * (members - 1) / 2
    inner = INNER if len(signers) > 1 else 0.0
    places = {name: _on_circle(inner, angle + turn) for name, angle in at.items()}
    return places | {actor.name: _on_circle(OUTER, begin + step * place) for place, actor in enumerate(others)}


def _on_circle(radius: float, angle: float) -> Point:
    return round(radius * math.sin(angle), 6), round(radius * math.cos(angle), 6)


def _clear(places: Mapping[str, Point], lines: Sequence[tuple[str, str]]) -> float:
    """How far the lines stay from everybody whom they do not join, at least; up to what is far enough."""
    clear = ENOUGH
    for one, other in lines:
        (x, y), (far_x, far_y) = places[one], places[other]
        across, up = far_x - x, far_y - y
        length = across**2 + up**2 or 1.0
        for name, (at_x, at_y) in places.items():
            if name not in (one, other):
                part = min(1.0, max(0.0, ((at_x - x) * across + (at_y - y) * up) / length))
                clear = min(clear, math.hypot(x + part * across - at_x, y + part * up - at_y))
    return clear


def actor_map(case: Case, result: Influence) -> Figure | None:
    """Who is in the talks and who speaks to whom; None where nobody has a tie and no group or office is named."""
    if not result.ties and not any(actor.group or actor.role == "messenger" for actor in result.actors):
        return None
    places = placed(result.actors, [(tie.speaker, tie.to) for tie in result.ties])
    nodes: list[dict[str, Any]] = [
        {
            "name": wrap(words.called(case, actor.name), LETTERS),
            "what": ROLES[actor.role],
            "shape": SHAPES.get(actor.role, "square"),
            "fill": INK if actor.role == "signs" else "white",
            "x": places[actor.name][0],
            "y": places[actor.name][1],
        }
        for actor in result.actors
    ]
    belongs = [
        _line(places[actor.name], places[other])
        for actor in result.actors
        for other in dict.fromkeys((actor.group, *actor.asked_by))
        if other
    ]
    speaks = [
        {
            **_line(places[tie.speaker], places[tie.to]),
            "width": 1 + sum(tie.rapport) / 40,
            "said": _rapport(tie.rapport),
        }
        for tie in result.ties
    ]
    reach = {"domain": [-REACH, REACH], "nice": False}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": reach}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": reach}
    ends = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    layers: list[dict[str, Any]] = []
    mark: dict[str, Any]
    if belongs:
        mark = {"type": "rule", "color": "#999", "strokeDash": [3, 3]}
        layers.append({"data": {"values": belongs}, "mark": mark, "encoding": ends})
    if speaks:
        width = {"field": "width", "type": "quantitative", "scale": None}
        mark = {"type": "rule", "color": COST, "opacity": 0.8}
        layers.append({"data": {"values": speaks}, "mark": mark, "encoding": {**ends, "strokeWidth": width}})
        arrow = {"field": "angle", "type": "quantitative", "scale": None}
        tips = [{**each, "x": each["tip_x"], "y": each["tip_y"]} for each in speaks]
        mark = {"type": "point", "shape": "triangle-up", "filled": True, "color": COST, "size": 70}
        layers.append({"data": {"values": tips}, "mark": mark, "encoding": {"x": x, "y": y, "angle": arrow}})
    shape = {"field": "shape", "type": "nominal", "scale": None}
    fill = {"field": "fill", "type": "nominal", "scale": None}
    layers.append(
        {
            "data": {"values": nodes},
            "mark": {"type": "point", "size": 130, "stroke": INK, "opacity": 1},
            "encoding": {"x": x, "y": y, "shape": shape, "fill": fill},
        }
    )
    text = {"field": "name", "type": "nominal"}
    for under in ({"stroke": "white", "strokeWidth": 3}, {}):  # so that a name stays readable on a line
        for lines in sorted({len(node["name"]) for node in nodes}):
            label = {"type": "text", "dy": -14 - LINE * (lines - 1), "lineHeight": LINE, "fontSize": SMALL, **under}
            named = [node for node in nodes if len(node["name"]) == lines]
            layers.append({"data": {"values": named}, "mark": label, "encoding": {"x": x, "y": y, "text": text}})
    spec = {"width": WIDTH, "height": HEIGHT, "layer": layers}
    told = [f"{' '.join(node['name'])} {node['what']}" for node in nodes]
    told += [
        f"{words.called(case, tie.speaker)} has a tie to {words.called(case, tie.to)}, rapport {_rapport(tie.rapport)}"
        for tie in result.ties
    ]
    title = f"Who is in the talks: {_marks(result)}; {_lines(result)}"
    return Sketch(title, f"{'; '.join(told)}.", spec, _sketch(nodes, belongs, speaks))


def _marks(result: Influence) -> str:
    """What the marks of a map are, those that it has beside the squares."""
    roles = {actor.role for actor in result.actors}
    said = {"signs": "full marks sign", "messenger": "triangles are offices", "spoiler": "diamonds can spoil"}
    return ", ".join(words for role, words in said.items() if role in roles) or "nobody signs"


def _lines(result: Influence) -> str:
    """What the lines of a map are, those that it has."""
    told = "arrows are ties, the thicker the closer" if result.ties else "no tie is judged"
    dashed = ["from members to their group"] if any(actor.group for actor in result.actors) else []
    if any(actor.asked_by for actor in result.actors):
        dashed.append("from whose yes is asked for to who asks")
    return f"{told}; dashed lines lead {' and '.join(dashed)}" if dashed else told


def _sketch(
    nodes: Sequence[Mapping[str, Any]],
    belongs: Sequence[Mapping[str, float]],
    speaks: Sequence[Mapping[str, Any]],
) -> str:
    """The map as SVG."""

    def across(x: float) -> float:
        return (x / REACH + 1) / 2 * WIDTH

    def down(y: float) -> float:
        return (1 - y / REACH) / 2 * HEIGHT

    def rule(line: Mapping[str, float], **look: str | float) -> str:
        x1, x2, y1, y2 = across(line["x"]), across(line["x2"]), down(line["y"]), down(line["y2"])
        return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **look)

    drawn = [rule(line, stroke="#999", stroke_dasharray="3 3") for line in belongs]
    drawn += [rule(line, stroke=COST, opacity=0.8, stroke_width=line["width"]) for line in speaks]
    for line in speaks:
        turned = f"translate({across(line['tip_x']):.2f} {down(line['tip_y']):.2f}) rotate({line['angle']:.1f})"
        drawn.append(element("path", d=TIP, fill=COST, transform=turned))
    marks = [(node, node["name"], across(node["x"]), down(node["y"])) for node in nodes]
    drawn += [
        element("path", d=MARKS[node["shape"]], fill=node["fill"], stroke=INK, transform=f"translate({x:.2f} {y:.2f})")
        for node, _, x, y in marks
    ]
    halo: dict[str, str | float] = {"stroke": "white", "stroke_width": 3, "stroke_linejoin": "round"}
    for under in (halo, {}):  # so that a name stays readable on a line
        for _, name, x, y in marks:
            for up, part in enumerate(reversed(name)):
                look = {"x": x, "y": y - 12 - LINE * up, "text_anchor": "middle", "font_size": SMALL, **under}
                drawn.append(element("text", part, **look))
    room = [max(map(len, name)) * LETTER * SMALL / 2 + 12 for _, name, _, _ in marks]
    left = min(x - half for (_, _, x, _), half in zip(marks, room, strict=True))
    right = max(x + half for (_, _, x, _), half in zip(marks, room, strict=True))
    top = min(y - LINE * len(name) for _, name, _, y in marks) - 16
    bottom = max(y for *_, y in marks) + 14
    return sketched((left, top, right - left, bottom - top), drawn)


def _line(start: tuple[float, float], end: tuple[float, float]) -> dict[str, float]:
    across, up = end[0] - start[0], end[1] - start[1]
    part = max(0.0, 1 - 0.09 / (math.hypot(across, up) or 1))
    return {
        "x": start[0],
        "y": start[1],
        "x2": end[0],
        "y2": end[1],
        "tip_x": start[0] + part * across,
        "tip_y": start[1] + part * up,
        "angle": math.degrees(math.atan2(across, up)),
    }


def _rapport(ends: tuple[float, float]) -> str:
    low, high = (words.number(end) for end in ends)
    return low if low == high else f"{low} to {high}"


def messages(case: Case, result: Influence) -> Figure | None:
    """From worst to best, how many agreements each messenger leaves possible with each message."""
    rows = [
        {
            "label": BREAK.join(
                [
                    *wrap(f"{words.called(case, each.messenger)} to {words.called(case, message.to)}:", BAR_LETTERS),
                    *wrap(words.said_of(case, message), BAR_LETTERS),
                ]
            ),
            "low": each.worst.agreements,
            "high": each.best.agreements,
            "hard": each.hard.agreements,
        }
        for message in result.messages
        for each in message.carried
    ][: result.shown]
    if not rows:
        return None
    y: dict[str, Any] = {"field": "label", "type": "nominal", "sort": None, "title": None}
    y["axis"] = {
        "labelLimit": 180,
        "labelOffset": {"expr": UP},
        "labelExpr": f"split(datum.label, '{BREAK}')",
        "labelFontSize": 11,
    }
    x = {"type": "quantitative", "title": "agreements possible", "scale": {"zero": False}}
    now = [{"now": result.now}]
    layers = [
        {"data": {"values": now}, "mark": {"type": "rule", "color": "#999"}, "encoding": {"x": {**x, "field": "now"}}},
        {
            "mark": {"type": "bar", "height": 10, "color": PALE},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {"mark": {"type": "tick", "color": INK, "thickness": 3}, "encoding": {"y": y, "x": {**x, "field": "low"}}},
        {
            "mark": {"type": "point", "shape": "cross", "color": COST, "filled": True, "size": 50},
            "encoding": {"y": y, "x": {**x, "field": "hard"}},
        },
    ]
    lines = 1 + max(str(row["label"]).count(BREAK) for row in rows)
    spec = {"data": {"values": rows}, "width": 190, "height": {"step": 10 + LINE * lines}, "layer": layers}
    told = "; ".join(
        f"{str(row['label']).replace(BREAK, ' ')}: {row['low']:,} at worst, {row['high']:,} at best, {row['hard']:,} "
        "pressed twice as hard"
        for row in rows
    )
    title = "What each message leaves: from worst to best; the cross is the worst where it is pressed twice as hard"
    return Figure(title, f"{told}; {result.now:,} as judged.", spec)


def levers(case: Case, result: Influence) -> Figure | None:
    """The judgements that open most when moved alone."""
    now = result.now or 0
    top = result.opening[: result.shown]
    if not top:
        return None
    drawn = [Bar(words.moved(case, lever), float(lever.agreements), f"{lever.agreements:,}") for lever in top]
    told = "; ".join(f"{bar.label}: {bar.said}" for bar in drawn)
    return bars("What opens most, each judgement moved alone", f"{told}; {now:,} as judged.", drawn)
