"""Figures as a page draws them: nothing but shapes and words, in the words of the case, in its colours."""

from __future__ import annotations

from comity.figure import Bar, Figure, bars
from comity.web.drawing import Length, drawn, svg

SPEC = {
    "data": {"values": [{"who": "a=b <script>", "n": 1}, {"who": "c", "n": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "who", "type": "nominal"}},
}


def test_a_figure_is_drawn_in_words_and_nothing_of_it_is_markup() -> None:
    figure = drawn(Figure("Left; dashed: no deal", "2 bars: a=b", SPEC), lambda said: said.replace("a=b", "frozen"))
    assert (figure.title, figure.note, figure.alt) == ("Left", "Dashed: no deal", "2 bars: frozen")
    drawing = str(figure.drawing)
    assert drawing.startswith("<svg ")
    assert 'role="img" aria-label="2 bars: frozen"' in drawing
    assert "frozen &lt;script&gt;</text>" in drawing
    assert "<script" not in drawing
    assert " style=" not in drawing


def test_only_what_a_drawing_needs_is_kept() -> None:
    hostile = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x()" style="color: red">'
        '<style>*{}</style><script>x()</script><image href="http://elsewhere/"/><a href="x"><text>in it</text></a>'
        '<foreignObject><p>x</p></foreignObject><text class="y" font-size="9" onclick="x()">A &amp; B</text></svg>'
    )
    assert svg(hostile, '"alt" & <b>') == (
        '<svg viewBox="0 0 1 1" role="img" aria-label="&quot;alt&quot; &amp; &lt;b&gt;">'
        '<text font-size="9">A &amp; B</text></svg>'
    )


def test_a_drawing_that_fits_a_phone_is_shown_whole() -> None:
    assert drawn(Figure("A", "", {**SPEC, "width": 200})).slim
    assert not drawn(Figure("A", "", {**SPEC, "width": 600})).slim


def test_bars_are_text_and_lengths() -> None:
    figure = drawn(bars("How many", "4 and 1", [Bar("all", 4, "10,000"), Bar("left", 1, "10"), Bar("none", 0, "0")]))
    assert figure.drawing is None
    assert figure.bars == (Length("all", 100, "10,000"), Length("left", 25, "10"), Length("none", 0, "0"))
    assert drawn(bars("None", "", [Bar("none", 0, "0")])).bars == (Length("none", 0, "0"),)
