"""The one page as HTML: it runs and fetches nothing, sentences name findings, it prints on one sheet of A4."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest

from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file, entries
from comity.papers.brief import brief
from comity.papers.one_page.answer import one_page as asked
from comity.papers.one_page.sheet import Sheet, Swings, sentence
from comity.papers.running import running
from comity.show.html import fragment, page
from comity.show.one_page import bars, one_page, said, within
from material import ROOT, WASHINGTON
from shown import TRICKY, Outline
from talks import TALKS, talks

CHROMIUM = shutil.which("chromium")
EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"
STRICT = "russia-keeps-control: territory=restored|partial|frozen"


@cache
def washington() -> Sheet:
    return asked(read_case(EXAMPLE)).sheet


def test_it_runs_and_fetches_nothing_and_says_everything() -> None:
    content = one_page(washington())
    outline = Outline(content)
    tags = {tag for tag, _ in outline.seen}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a"}
    assert "http" not in content
    assert "url(" not in content
    flat = " ".join(unescape(re.sub(r"<[^>]*>", " ", content)).split())
    runs = [run for each in washington().sentences() for run in each.runs]
    assert all(" ".join(run.words.split()) in flat for run in runs)
    assert len(content) < 40_000


def test_every_sentence_names_the_findings_that_it_is_made_from() -> None:
    named = [attrs["data-from"] for _, attrs in Outline(one_page(washington())).seen if "data-from" in attrs]
    for each in washington().sentences():
        assert " ".join(each.of) in named


def test_what_a_case_says_is_never_taken_for_markup() -> None:
    names = {**TALKS["parties"], "a": {"name": TRICKY, "signs": "yes"}}
    content = one_page(asked(talks(parties=names, title=TRICKY, author=TRICKY, marking=TRICKY)).sheet)
    assert "<script" not in content
    assert "&lt;script&gt;" in content
    assert said(sentence("<b>", of='a"b')) == '<span data-from="a&quot;b">&lt;b&gt;</span>'


def test_marking_stands_on_top_and_at_the_foot() -> None:
    content = one_page(asked(talks(), marking="For training").sheet)
    assert content.count("For training") == 2
    assert one_page(asked(talks()).sheet).count('class="mark"') == 1


def test_the_foot_tells_what_it_was_made_with_once() -> None:
    page = asked(talks())
    made = running(talks()).foot
    assert f'page 1 of 1<span class="made"> · {made}</span>' in one_page(page.sheet)
    assert made not in within(page.sheet)  # the brief that it is a page of says it


def test_bars_lie_on_a_logarithmic_axis_around_now() -> None:
    drawn = bars(Swings(9, ((sentence("A", of="a"), 0, 99), (sentence("B", of="a"), 9, 9))))
    assert [(bar.start, bar.middle, bar.end) for bar in drawn] == [(4.0, 50.0, 96.0), (50.0, 50.0, 50.0)]
    alone = bars(Swings(9, ((sentence("A", of="a"), 9, 9),)))
    assert (alone[0].start, alone[0].end) == (4.0, 4.0)


def test_a_notebook_shows_it_with_a_style_of_its_own() -> None:
    page = asked(talks())
    assert page._repr_html_() == within(page.sheet) == fragment(page.sheet)


# On paper and on a phone


def ten_parties() -> Case:
    """Ten signers with long names, options without words of their own, no evidence, no contest."""
    issues = {
        f"i{at}": {
            "name": f"What is to be settled as the matter of importance number {at}",
            "options": {f"o{n}": f"the way to settle it that stands at place {n} of them" for n in range(3)},
        }
        for at in range(6)
    }
    interests = {}
    for at in range(10):
        rated = {
            issue: {"weight": 1 + (at + place) % 3, **{f"o{n}": (37 * (at + place + n)) % 101 for n in range(3)}}
            for place, issue in enumerate(issues)
        }
        interests[f"p{at}"] = {"no_deal": "20..40", **rated}
    parties = {f"p{at}": {"name": f"The republic at place {at} of the list", "signs": "yes"} for at in range(10)}
    return Case.model_validate({"title": "Ten parties", "parties": parties, "issues": issues, "interests": interests})


@cache
def pages() -> dict[str, Sheet]:
    case = read_case(EXAMPLE)
    made = {
        "washington": washington(),
        "washington, closed": asked(case, suppose=[STRICT]).sheet,
        "washington without words": asked(read_case(WASHINGTON)).sheet,
        "ten parties": asked(ten_parties()).sheet,
        "without a contest": asked(case.model_copy(update={"contest": None})).sheet,
        "small": asked(talks()).sheet,
    }
    return made | {entry.name: asked(read_case(case_file(entry.name))).sheet for entry in entries()}


def fonts() -> list[tuple[str, str]]:
    """Up to three pairs of families that are installed, without serifs and with."""
    listing = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    pairs = [
        ("Noto Sans", "Noto Serif"),
        ("Liberation Sans", "Liberation Serif"),
        ("DejaVu Sans", "DejaVu Serif"),
        ("DejaVu Sans Condensed", "DejaVu Serif Condensed"),
        ("DejaVu Sans", "DejaVu Sans"),
    ]
    return [pair for pair in pairs if all(family in listing for family in pair)][:3]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def set_in(sheet: Sheet, sans: str, serif: str) -> str:
    """The page in other families of type."""
    return one_page(sheet).replace("--sans:", f'--sans: "{sans}",').replace("--serif:", f'--serif: "{serif}",')


def printed(page: Any) -> int:
    """On how many sheets a page prints."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


def test_every_page_prints_on_one_sheet_in_three_fonts_and_reads_on_a_phone(browser: Any) -> None:
    families = fonts()
    assert len(families) == 3
    page = browser.new_page()
    sheets = {}
    for name, sheet in pages().items():
        for sans, serif in families:
            page.set_content(set_in(sheet, sans, serif))
            sheets[name, sans, serif] = printed(page)
        for width in (390, 1366):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert sheets == dict.fromkeys(sheets, 1)
    page.close()


def test_what_is_estimated_of_the_print_is_close_to_it(browser: Any) -> None:
    """The estimate may say a little more than there is, and hardly less: in a wide font, which is what it knows."""
    from comity.papers.one_page.fit import height

    page = browser.new_page(viewport={"width": 688, "height": 1000})
    page.emulate_media(media="print")
    for name, sheet in pages().items():
        page.set_content(set_in(sheet, "DejaVu Sans", "DejaVu Serif"))
        points = page.evaluate("document.querySelector('main').getBoundingClientRect().height") * 0.75
        assert -0.012 < height(sheet) / points - 1 < 0.06, name
    page.close()


def test_nothing_on_a_page_turns_the_direction_of_writing_or_hides() -> None:
    name = "Al\u202epha\u200b\u2066"
    case = talks(title=name, parties={**TALKS["parties"], "a": {"name": name, "signs": "yes"}})
    for content in (one_page(asked(case).sheet), page(brief(case, marking=name, author=name))):
        assert not set("\u202e\u200b\u2066") & set(content)
        assert "Al\\u202epha\\u200b\\u2066" in content
        assert "\\202e " not in content  # how a style sheet would have it
