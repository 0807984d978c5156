"""Figures: complete specifications, drawn as SVG without a browser or a network, readable without seeing them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

from comity.case.check import read_case
from comity.catalog import case_file
from comity.figure import CONFIG, INK, Bar, Figure, bars, element
from comity.questions.agreement.answer import agreement
from comity.questions.influence.answer import influence
from comity.questions.sequence.answer import sequence

ROOT = Path(__file__).parents[1]
ROWS = [Bar("none <&>", 0.0, "0"), Bar("all", 3.0, "1,000")]
FIGURE = bars("Title <&>", 'In words, "quoted"', ROWS)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text")]


def test_bars_are_drawn_in_the_order_given_with_their_values() -> None:
    svg = FIGURE.svg()
    assert [text for text in texts(svg) if text] == ["none <&>", "all", "0", "1,000"]
    filled = [path for path in re.findall(r"<path[^>]*>", svg) if f'fill="{INK}"' in path]
    assert len(filled) == len(ROWS)


def test_the_specification_is_complete_and_in_the_style_of_the_house() -> None:
    spec = FIGURE.vega_lite()
    assert spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert spec["config"] == CONFIG
    assert spec["data"] == {"values": [asdict(bar) for bar in ROWS]}
    assert Figure("t", "a", {"background": "black"}).vega_lite()["background"] == "black"


def test_a_notebook_gets_the_specification_to_draw_it_itself() -> None:
    bundle = FIGURE._repr_mimebundle_()
    assert bundle["application/vnd.vegalite.v5+json"] == FIGURE.vega_lite()
    assert bundle["text/plain"] == repr(FIGURE) == "Figure: Title <&>"


def test_an_svg_fetches_nothing() -> None:
    assert not re.findall(r"""(?:href|src)=["'](?!#)|url\((?!['"]?#)|<script|@import""", FIGURE.svg())


def test_the_funnel_shows_the_counts_of_its_stages() -> None:
    found = agreement(read_case(case_file("abdelnabi-2024")))
    figure = found.figures["funnel"]
    assert figure.alt == (
        "Funnel of agreements: all 720, coherent 720, cross no red line 720, worth at least no deal 12."
    )
    assert {"720", "12", "worth at least no deal"} <= set(texts(figure.svg()))
    sizes = [row["length"] for row in figure.spec["data"]["values"]]
    assert sizes == sorted(sizes, reverse=True)
    assert "logarithmic" in figure.title


def test_an_element_of_a_sketch_is_escaped() -> None:
    assert element("text", "<&", fill='"', stroke_width=1.004) == (
        '<text fill="&quot;" stroke-width="1">&lt;&amp;</text>'
    )


def test_a_sketch_shows_what_its_specification_shows() -> None:
    case = read_case(ROOT / "examples" / "washington-2025" / "case.yaml")
    ladder = sequence(case).figures["ladder"]
    cells = ladder.spec["data"]["values"]
    labels = [*dict.fromkeys(cell["phase"] for cell in cells), *dict.fromkeys(cell["party"] for cell in cells)]
    told = [part for label in labels for part in label.split("|")] + [cell["said"] for cell in cells]
    assert Counter(texts(ladder.svg())) == Counter(told)
    actors = influence(case, draws=20).figures["map"]
    said = " ".join(texts(actors.svg()))
    assert all(part in said for name in case.speakers().values() for part in name.split())
    assert actors.svg().count("<line") == 5 + len(case.ties)
