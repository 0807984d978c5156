"""A whole case made in a browser without YAML, by keyboard only, up to a Word brief."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from looks import barriers, past_the_edge

ANSWERS = ["Aldby", "yes", "Berg", "yes", None, "Who draws water", "Half each", "Aldby most", None, None]
MOST = 40
PASSED = ("anything else", "anybody who will not discuss", "an issue that takes rounds", "an argument that could move")
"""The questions, by some words of theirs, that ask for one more until they are passed."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    return tmp_path


def reach(tab: Any, wanted: str) -> None:
    """Press Tab until what has that name, or holds these words, has the focus."""
    for _ in range(80):
        at = tab.evaluate(
            "(e => (e.labels?.[0]?.textContent || e.getAttribute('aria-label') || e.textContent || '').trim())"
            "(document.activeElement)"
        )
        if at == wanted:
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(tab: Any, wanted: str) -> None:
    reach(tab, wanted)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_a_case_is_made_by_keyboard_and_ends_in_a_word_brief(window: Callable[..., Any], folder: Path) -> None:
    opened = window("/")
    tab = opened.tab
    assert barriers(tab) == []
    reach(tab, "What is it about?")
    tab.keyboard.type("The well")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    press(tab, "Pass")  # the day
    for given in ANSWERS:
        if given is None:
            press(tab, "Pass")
        elif given == "yes":
            press(tab, "Yes")
        else:
            tab.wait_for_selector("#value:focus")
            tab.keyboard.type(given)
            with tab.expect_navigation():
                tab.keyboard.press("Enter")
    assert barriers(tab) == []
    assert past_the_edge(tab) == []
    for _ in range(MOST):
        if tab.locator("form").count() == 0:
            break
        asked = tab.locator("h1").inner_text()
        if tab.locator("fieldset input").count() and not any(words in asked for words in PASSED):
            tab.wait_for_selector("fieldset input:focus")
            tab.keyboard.press("Space")
            with tab.expect_navigation():
                tab.keyboard.press("Enter")
        elif tab.locator("input.short").count():
            tab.wait_for_selector("input.short:focus")
            tab.keyboard.type("30..50")
            with tab.expect_navigation():
                tab.keyboard.press("Enter")
        else:
            press(tab, "Pass")
    assert tab.locator("h1").inner_text() == "Everything is answered."
    press(tab, "See where it stands")
    assert "agreement is possible" in tab.locator("h1").inner_text()
    press(tab, "Documents")
    answer = tab.request.get(f"{opened.served.base}/case/well/documents/brief.docx", timeout=120_000)
    assert answer.ok
    assert "The well" in zipfile.ZipFile(io.BytesIO(answer.body())).read("word/document.xml").decode("utf-8")
    assert (folder / "well" / "case.yaml").exists()
    assert opened.said == []
