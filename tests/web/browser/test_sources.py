"""Sources and drafts in a browser: a statement is accepted as evidence, a report dropped in, a draft accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dam import written
from looks import barriers, past_the_edge

NEWS = "The ministers meet again\n\nLowlands refuses a high dam in any form. Uplands demands a high dam.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


def file(folder: Path) -> str:
    return (folder / "dam" / "case.yaml").read_text("utf-8")


def test_a_statement_is_accepted_as_evidence_by_keyboard(window: Any, folder: Path) -> None:
    opened = window("/case/dam/sources")
    tab = opened.tab
    tab.focus("#carries")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.value") == "accept"
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Statement 1 is accepted.")
    tab.wait_for_selector("#who:focus")
    assert "it asks for the water first" in tab.inner_text("#statement blockquote")
    assert tab.locator(".source mark.used").first.inner_text().startswith("Lowlands refuses a high dam")
    start = file(folder).index("It would leave the fields dry.")
    assert "evidence: [" in file(folder)[start : start + 120]
    assert opened.said == []


def test_words_selected_in_the_text_are_those_to_tie(window: Any, folder: Path) -> None:
    expect = pytest.importorskip("playwright.sync_api").expect
    opened = window("/case/dam/sources?source=round&statement=none")
    tab = opened.tab
    tab.evaluate(
        """() => { const [a, b] = document.querySelectorAll('.source mark');
        getSelection().setBaseAndExtent(a.querySelector('a').firstChild, 0, b.querySelector('a').firstChild, 16); }"""
    )
    expect(tab.locator("#words")).to_have_value("Lowlands refuses a high dam, and it asks for the", timeout=120_000)
    tab.select_option("#by-hand-carries", "red_lines/lowlands-high")
    tab.click("#by-hand button.btn")
    tab.wait_for_selector("text=Tied: it carries")
    assert opened.said == []


def test_a_report_is_dropped_in_and_its_draft_accepted(window: Any, folder: Path) -> None:
    opened = window("/case/dam/sources")
    tab = opened.tab
    tab.evaluate(
        """(words) => { const data = new DataTransfer();
        data.items.add(new File([words], 'news.txt', {type: 'text/plain'}));
        document.querySelector('[data-drop]').dispatchEvent(
          new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }""",
        NEWS,
    )
    tab.wait_for_selector("text=Reading news.txt")
    assert not (folder / "dam" / "sources" / "news.txt").exists()
    tab.wait_for_selector("#reading")
    assert barriers(tab) == []
    tab.fill("[name='date/news']", "2031-03-19")
    tab.click("text=Add all of it")
    tab.wait_for_selector("h1:text('Drafts')")
    tab.wait_for_load_state()
    assert (folder / "dam" / "sources" / "news.txt").read_text("utf-8") == NEWS
    assert "date: 2031-03-19" in file(folder)
    drafts, shown = file(folder).count("draft: yes"), tab.locator("#drafts button[value=accept]").count()
    tab.click("#drafts button[value=accept] >> nth=0")
    tab.locator("#drafts button[value=accept]").nth(shown - 1).wait_for(state="detached")
    assert file(folder).count("draft: yes") == drafts - 1
    assert opened.said == []


@pytest.mark.parametrize(("width", "colours"), [(1366, "light"), (390, "dark")])
def test_everybody_can_use_them(window: Any, width: int, colours: str) -> None:
    opened = window("/case/dam/sources", width=width, colours=colours)
    found = {}
    pages = ("sources", "sources?for=interests/uplands/dam/high&q=dam", "drafts", "drafts?by=party&edit=red_lines/1")
    pages = (*pages, opened.tab.locator(".source mark a").first.get_attribute("href").rpartition("/")[2])
    for page in pages:
        opened.go(f"/case/dam/{page}")
        found[page] = [*barriers(opened.tab), *past_the_edge(opened.tab)]
    assert found == {page: [] for page in pages}
    assert opened.said == []
