"""The questions and documents in a browser: long work with its progress, stopped and asked again; a paper looked at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.questions import registered
from looks import barriers, past_the_edge

QUESTIONS = "/case/washington-2025/questions"
DOCUMENTS = "/case/washington-2025/documents"


@pytest.fixture
def slow() -> Iterator[None]:
    """Durability goes on at its first time until it is stopped, so that it is seen at work."""
    question = registered("durability")
    ask = question.ask
    times: list[int] = []

    def slowly(case: Any, *, progress: Any, **asked: Any) -> Any:
        times.append(1)
        for _ in range(10_000 if len(times) == 1 else 0):
            progress(0.3)
            time.sleep(0.03)
        return ask(case, progress=progress, **asked)

    object.__setattr__(question, "ask", slowly)
    yield
    object.__setattr__(question, "ask", ask)


def test_durability_is_asked_stopped_asked_again_and_asked_otherwise(window: Any, slow: None) -> None:
    opened = window(f"{QUESTIONS}/durability?draws=20")
    tab = opened.tab
    tab.wait_for_selector("progress[value]")
    assert barriers(tab) == []
    tab.click("text=Stop")
    tab.wait_for_selector("text=It was stopped.")
    tab.click("text=Ask again")
    tab.wait_for_selector("#headline")
    assert tab.query_selector("progress") is None
    assert "would last" in tab.inner_text("#headline")
    assert tab.locator("figure.drawn svg[role=img]").count() == 3
    assert barriers(tab) == []
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert past_the_edge(tab) == []

    tab.fill("#year", "0")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#not-taken")
    assert tab.input_value("#year") == "0"
    tab.fill("#year", "12")
    tab.check("text=A: ")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**year=12**")
    tab.wait_for_selector("#headline")
    assert "agreements=A" in tab.url
    assert tab.input_value("#year") == "12"
    assert opened.said == []


def test_an_answer_fits_a_phone_in_the_dark(window: Any) -> None:
    opened = window(f"{QUESTIONS}/agreement", width=390, colours="dark")
    tab = opened.tab
    tab.wait_for_selector("#headline")
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert barriers(tab) == []
    assert past_the_edge(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.go(f"{QUESTIONS}/sequence")
    tab.wait_for_selector("#headline")
    assert barriers(tab) == []
    assert past_the_edge(tab) == []
    ladder = tab.locator("figure.drawn.slim svg").bounding_box()
    assert 0 <= ladder["x"] < ladder["x"] + ladder["width"] <= 390
    opened.go(QUESTIONS)
    assert barriers(tab) == []
    assert opened.said == []


def test_the_one_page_is_looked_at_and_taken_along_as_word(window: Any, tmp_path: Path) -> None:
    opened = window(f"{DOCUMENTS}/one-page")
    tab = opened.tab
    tab.wait_for_selector("iframe.paper")
    paper = tab.frame_locator("iframe.paper")
    assert paper.locator("h1").inner_text().startswith("An agreement is possible")
    assert barriers(tab) == []
    tab.set_viewport_size({"width": 390, "height": 800})
    assert past_the_edge(tab) == []
    with tab.expect_download() as downloaded:
        tab.get_by_role("link", name="Word", exact=True).click()
    assert downloaded.value.suggested_filename.endswith("one page.docx")
    downloaded.value.save_as(tmp_path / "page.docx")
    assert (tmp_path / "page.docx").read_bytes().startswith(b"PK")
    tab.fill("#marking", "For the team only")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("iframe.paper[src*=marking]")
    tab.frame_locator("iframe.paper").get_by_text("For the team only").first.wait_for()
    opened.go(DOCUMENTS)
    assert past_the_edge(tab) == []
    assert barriers(tab) == []
    assert opened.said == []
