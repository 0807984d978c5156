"""Findings and papers as HTML: all is there, nothing runs, and links lead somewhere."""

from __future__ import annotations

import re
import sys

import pytest

from comity.figure import Bar, Figure, Shown, bars
from comity.finding import Finding, Table
from comity.papers.document import Brief, Section
from comity.show.html import fragment, page
from shown import FINDING, TABLE, TRICKY, Numbers, Outline

TARGET = 'red-line-"1"'
HELD = Table("Judgements", ("what",), (("a red line",),), anchors=(TARGET,))
BRIEF = Brief(
    "Talks <1>", "As of today.", ("Be & aware.",), ("There is hope.",), (Section("All <this>", (TABLE, HELD)),)
)


def test_html_shows_everything_and_runs_nothing() -> None:
    outline = Outline(fragment(FINDING))
    for said in (
        FINDING.answer, *FINDING.caveats, TABLE.title, TABLE.note, TRICKY, "1,234,567", "12.3", "45 in 100 (20 to 71)",
        FINDING.basis(),
    ):  # fmt: skip
        assert said in outline.text
    assert "script" not in {tag for tag, _ in outline.seen}
    assert [attrs["id"] for tag, attrs in outline.seen if tag == "tr" and "id" in attrs] == ["first", 'sec"ond']
    assert ("figure", {"role": "img", "aria-label": 'In "words"'}) in outline.seen


def test_a_link_leads_only_where_its_target_is() -> None:
    alone = Outline(fragment(TABLE))
    assert "see <b>" in alone.text
    assert [attrs for tag, attrs in alone.seen if tag == "a"] == []
    among = Outline(fragment(TABLE, {TARGET}))
    assert ("a", {"href": f"#{TARGET}"}) in among.seen
    assert ("a", {"href": f"#{TARGET}"}) in Outline(fragment(BRIEF)).seen
    assert f'href="#{TARGET.replace(chr(34), "&quot;")}"' in page(BRIEF)


def test_columns_of_numbers_stand_flush_right() -> None:
    heads = [attrs for tag, attrs in Outline(fragment(TABLE)).seen if tag == "th"]
    assert [attrs.get("class") for attrs in heads] == [None, "n", "n", None, None, "n"]


def test_a_finding_without_tables_is_its_sentence_and_basis() -> None:
    estimated = Finding("test", "Perhaps.", exact=False, method="By lot.", result=Numbers({}))
    assert Outline(fragment(estimated)).text == "Perhaps.Not exact. By lot."
    assert "Nothing" in Outline(fragment(Table("Nothing", ("a", "b"), ()))).text


def test_a_figure_can_be_read_out() -> None:
    spec = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    content = fragment(Figure("Title <&>", 'In words, "quoted"', spec))
    assert content.startswith('<figure role="img" aria-label="In words, &quot;quoted&quot;"><svg ')
    assert content.endswith("<figcaption>Title &lt;&amp;&gt;</figcaption></figure>")


def test_bars_are_drawn_as_text_and_boxes_without_the_chart_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)  # whoever imports it fails
    drawn = [Bar("all <1>", 4.0, "1,000 & more"), Bar("some", 1.0, "10"), Bar("none", 0.0, "0")]
    content = fragment(bars("Title <&>", 'In words, "quoted"', drawn))
    outline = Outline(content)
    assert outline.text == "all <1>1,000 & moresome10none0Title <&>"
    assert outline.seen[0] == ("figure", {"role": "img", "aria-label": 'In words, "quoted"'})
    widths = [re.search(r"\* ([\d.]+) ", attrs["style"] or "") for tag, attrs in outline.seen if tag == "i"]
    assert [float(width[1]) for width in widths if width] == [1.0, 0.25, 0.0]
    assert Outline(fragment(bars("None at all", "Nothing.", [Bar("none", 0.0, "0")]))).text == "none0None at all"


@pytest.mark.parametrize(
    "shown", [FINDING, TABLE, FINDING.figures["bars"], BRIEF], ids=lambda shown: type(shown).__name__
)
def test_a_notebook_shows_the_same(shown: Shown) -> None:
    content = shown._repr_html_()
    assert content == fragment(shown)
    assert "http" not in content.replace("http://www.w3.org", "")


def test_what_is_known_to_no_medium_is_refused() -> None:
    with pytest.raises(TypeError, match="a float as HTML"):
        fragment(1.5)


def test_a_column_without_a_name_has_no_empty_heading() -> None:
    for first in ("row", 3):
        assert "<thead><tr><td></td><th>A</th>" in fragment(Table("T", ("", "A"), ((first, "x"),)))
