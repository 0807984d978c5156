"""The history in a browser: what it shows fits and can be read, and a version is put back by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from comity.web import edits
from comity.web.open_case import OpenCase
from looks import barriers, past_the_edge

PAGE = "/case/washington-2025/history"


@pytest.fixture
def before(folder: Path) -> str:
    """A case with a few versions: what it said at first."""
    file = folder / "washington-2025" / "case.yaml"
    first = file.read_text("utf-8")
    case = OpenCase("washington-2025", file)
    where = ("interests", "russia", "no_deal", "value")
    case.change(edits.value("Russia: no deal: 44..56 becomes 40..50", where, "40..50"), by="an analyst")
    case.change(edits.removed("A red line is taken out", ("red_lines", 0)), by="another one")
    case.undo("an analyst")
    return first


@pytest.mark.parametrize(("width", "colours"), [(1366, "light"), (390, "dark")])
def test_it_fits_and_can_be_read(window: Any, before: str, width: int, colours: str) -> None:
    opened = window(PAGE, width=width, colours=colours)
    tab = opened.tab
    for path in (PAGE, f"{PAGE}/compare?from=1"):
        opened.go(path)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert past_the_edge(tab) == []
        assert barriers(tab) == []
    tab.get_by_text("judgement differs").wait_for()
    assert barriers(tab) == []
    assert opened.said == []


def test_a_version_is_put_back_by_keyboard_and_that_taken_back(window: Any, before: str, folder: Path) -> None:
    file = folder / "washington-2025" / "case.yaml"
    last = file.read_text("utf-8")
    assert last != before
    opened = window(PAGE)
    tab = opened.tab
    tab.focus("#version-1 a")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#lines")
    tab.focus("[popovertarget=back]")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#strip")
    assert file.read_text("utf-8") == before
    assert "Version 1 put back" in tab.inner_text("#version-5")
    tab.wait_for_load_state()
    tab.keyboard.press("Control+z")
    tab.wait_for_selector("#version-6")
    assert file.read_text("utf-8") == last
    assert opened.said == []
