"""The look of the workbench as text: what templates and style sheet may hold, and what the macros say."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from looks import SHEET, STATIC, TEMPLATES, components, environment, opened, part

CSS = (STATIC / "workbench.css").read_text("utf-8")


class Parsed(HTMLParser):
    """What a page holds: its elements with their attributes, in order."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_the_style_sheet_is_small_and_fetches_nothing() -> None:
    assert len(CSS.encode()) <= 34_000
    assert not re.search(r"@import|@font-face|url\(|https?:", CSS)
    assert all(f".w-{n}{{width:{n}%}}" in CSS for n in range(101))


def test_pages_hold_no_style_and_no_script_within() -> None:
    """What the content security policy would refuse."""
    elements = Parsed(components()).elements
    assert len(elements) > 300
    for tag, attributes in elements:
        assert tag not in {"style", "iframe", "object", "base"}
        assert tag != "script" or str(attributes.get("src")).startswith("/static/")
        assert not {name for name in attributes if name == "style" or name.startswith("on")}


def test_every_id_stands_once_and_every_reference_finds_its_place() -> None:
    elements = [attributes for _, attributes in Parsed(components()).elements]
    ids = [attributes["id"] for attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "popovertarget", "aria-labelledby", "aria-describedby"):
        named = [name for each in elements for name in (each.get(attribute) or "").split()]
        assert named
        assert set(named) <= set(ids), attribute


CLASS = r"\.(-?[a-z][\w-]*)"


def test_every_look_is_of_a_class_that_is_written() -> None:
    """By a template or the demonstration; htmx writes two of its own."""
    words = {
        word for file in (*TEMPLATES.glob("*.j2"), SHEET) for word in re.findall(r"[\w-]+", file.read_text("utf-8"))
    }
    looks = {name for name in re.findall(CLASS, CSS) if not re.fullmatch(r"w-\d+|c\d+", name)}
    assert looks - words == {"htmx-request"}


def test_every_class_that_is_written_has_a_look() -> None:
    written = {
        name for _, attributes in Parsed(components()).elements for name in (attributes.get("class") or "").split()
    }
    looks = set(re.findall(CLASS, CSS))
    assert written - looks <= {"before", "weight", "meter"}


PARTS_OF_OTHERS = {"band", "band_axis"}


def macros() -> set[str]:
    """The macros that pages may call."""
    return set(re.findall(r"{% macro ([a-z]\w*)\(", (TEMPLATES / "parts.html.j2").read_text("utf-8")))


def test_every_macro_stands_on_the_demonstration() -> None:
    shown = SHEET.read_text("utf-8")
    assert {name for name in macros() - PARTS_OF_OTHERS if f"{name}(" not in shown} == set()


HOW_TO = (Path(__file__).parents[2] / "docs" / "how-to" / "add-a-page.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```html\+jinja\n(.*?)^```$", HOW_TO, re.MULTILINE | re.DOTALL)


def test_the_how_to_names_every_macro_and_its_examples_can_be_rendered() -> None:
    for macro in macros() - PARTS_OF_OTHERS:
        assert f"`{macro}`" in HOW_TO or f"ui.{macro}(" in HOW_TO, macro
    assert len(EXAMPLES) > 5
    for example in EXAMPLES:
        assert len(Parsed(part(example)).elements) > 3


def test_a_hostile_name_is_shown_and_not_obeyed() -> None:
    name = "<img src=x onerror=alert(1)>\"'&"
    content = components(opened(title=name, marking=name))
    assert "img" not in {tag for tag, _ in Parsed(content).elements}
    assert content.count("&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;") >= 3


def test_without_a_case_there_are_no_pages_of_one() -> None:
    start = environment().get_template("base.html.j2").render(case=None, page="start", saved=None)
    assert "<nav" not in start
    assert "<title>Comity</title>" in start
    assert "Nothing here predicts what the parties will do." in start


def test_the_current_page_is_said_in_both_lists_of_pages() -> None:
    current = [
        attributes for _, attributes in Parsed(components()).elements if attributes.get("aria-current") == "page"
    ]
    assert [link["href"] for link in current] == ["/case/overview", "/case/overview"]


@pytest.mark.parametrize(("edits", "words"), [(1, "1 edit<"), (0, "0 edits<"), (2, "2 edits<")])
def test_edits_are_counted(edits: int, words: str) -> None:
    saved = {"version": 1, "edits": edits, "at": "9:00", "note": ""}
    page = environment().get_template("base.html.j2").render(case=opened(), page="table", saved=saved)
    assert words in page
    assert ">Saved 9:00" in page


# The macros


def test_a_field_that_was_refused_keeps_what_was_typed_and_says_why() -> None:
    shown = part(
        "{{ ui.field('Rating', 'rating', typed, 'a number', 'It runs backwards.',"
        " {'value': '5..25', 'says': 'Use 5..25'}, old='5 to 25') }}",
        typed='25..5"',
    )
    elements = Parsed(shown).elements
    (typed,) = [attributes for tag, attributes in elements if tag == "input"]
    assert typed["value"] == '25..5"'
    assert typed["aria-invalid"] == "true"
    assert typed["aria-describedby"] == "rating-hint rating-problem"
    (repair,) = [attributes for tag, attributes in elements if tag == "button"]
    assert (repair["name"], repair["value"]) == ("repair", "5..25")
    assert "5 to 25 still counts" in shown


def test_a_field_in_order_says_nothing_of_problems() -> None:
    shown = part("{{ ui.field('Why', 'why', '<b>', kind='area') }}")
    assert "invalid" not in shown
    assert "problem" not in shown
    assert "&lt;b&gt;</textarea>" in shown


@pytest.mark.parametrize(("count", "words"), [(1, "1 value was not taken"), (2, "2 values were not taken")])
def test_the_summary_of_problems_counts_them(count: int, words: str) -> None:
    shown = part("{{ ui.error_summary(problems) }}", problems=[{"says": "backwards", "href": "#a"}] * count)
    assert words in shown
    assert shown.count('<a href="#a">backwards</a>') == count


def test_a_funnel_writes_counts_and_intervals() -> None:
    row = {
        "label": "Fit together",
        "width": 40,
        "kind": "before",
        "cut": None,
        "why": "",
        "href": None,
        "changed": None,
    }
    shown = part("{{ ui.funnel(rows) }}", rows=[row | {"left": 1234567}, row | {"left": "12 to 40"}])
    assert ">1,234,567<" in shown
    assert ">12 to 40<" in shown
    assert "cut" not in shown


@pytest.mark.parametrize(("width", "where"), [(36, ">Fit together</span></span>"), (35, "></span><span>Fit together<")])
def test_a_short_bar_has_its_label_beside_it(width: int, where: str) -> None:
    row = {"left": 1, "label": "Fit together", "kind": "goal", "cut": None, "why": "", "href": None, "changed": None}
    assert where in part("{{ ui.funnel([row]) }}", row=row | {"width": width})


@pytest.mark.parametrize(("at", "word"), [("near", "Near"), ("between", "Between"), ("far", "Far")])
def test_where_a_party_stands_is_a_colour_a_mark_and_a_word(at: str, word: str) -> None:
    cell = {
        "party": "Russia",
        "weight": 15,
        "wants": "Nothing",
        "falls_back": "",
        "refuses": "",
        "href": None,
        "open": False,
    }
    shown = part("{{ ui.stance(at, cell) }}", at=at, cell=cell)
    assert f'class="stance {at}"' in shown
    assert "<svg" in shown
    assert f">{word}</span>" in shown.replace("</svg>", "</svg>>")
    assert "falls back" not in shown.lower()


def test_a_band_without_a_range_is_a_dot() -> None:
    ticks = [{"at": 0, "says": "0", "strong": False}]
    row = "{{ ui.band('A', at, '73', ticks, 'A: 73') }}"
    with_range = part(row, ticks=ticks, at={"low": 45, "mid": 73, "high": 90})
    assert '<rect class="band" x="45%" width="45%"' in with_range
    assert "<rect" not in part(row, ticks=ticks, at={"low": None, "mid": 73, "high": None})


def test_cells_of_a_narrow_table_say_what_they_are() -> None:
    shown = part(
        "{{ ui.table_cards('Chance', columns, [['2026', {'text': 91, 'href': '#91', 'differs': true}]]) }}",
        columns=[{"name": "Year", "number": False}, {"name": "A", "number": True}],
    )
    assert '<th scope="row">2026</th>' in shown
    assert '<td class="num differs" data-h="A"><a href="#91">91</a></td>' in shown


def test_work_of_unknown_length_has_no_share() -> None:
    job = {"number": 7, "says": "Reading", "state": "waits", "ended": False, "share": 0.0, "where": "/", "problems": []}
    shown = part("{{ ui.work(job) }}", job=job)
    assert '<progress aria-label="Reading" max="100"></progress>' in shown
    assert 'data-news="/jobs/7/news"' in shown
    assert 'max="100" value="33"' in part("{{ ui.work(job) }}", job=job | {"state": "works", "share": 0.333})


def test_work_that_has_ended_is_not_listened_to() -> None:
    job = {
        "number": 7,
        "says": "Reading",
        "state": "failed",
        "ended": True,
        "share": 0.5,
        "where": "/x",
        "back": "Ask again",
        "problems": [],
    }
    for state, said in (("stopped", "It was stopped."), ("failed", "It failed"), ("done", "done")):
        shown = part("{{ ui.work(job) }}", job=job | {"state": state})
        assert said in shown
        assert 'href="/x"' in shown
        assert "data-news" not in shown


def test_nothing_lost_takes_no_room() -> None:
    shown = part(
        "{{ ui.flow('before', 'after', counts, widths) }}",
        counts={"lost": 0, "stay": 3, "gained": 1200},
        widths={"lost": 0, "stay": 10, "gained": 90},
    )
    assert "lost" not in shown
    assert "<b>1,200</b> gained" in shown


def test_the_strip_says_what_could_not_be_counted_and_leaves_no_room_for_nothing() -> None:
    shown = part("{% call ui.strip('–', 1368, 'Opened.') %} {% endcall %}")
    assert "–" in shown
    assert "1,368" in shown
    assert "later" not in shown
    assert "<form" not in shown
    undone = part(
        "{% call ui.strip(2, 1, 'Fewer.', {'action': '/undo', 'fields': {'version': 'v'}}) %}<i>more</i>{% endcall %}"
    )
    assert '<form method="post" action="/undo">' in undone
    assert "<i>more</i>" in undone
