"""Agreements and What if in a browser: two are compared and one is pinned by keyboard; a change is tried and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from looks import barriers, past_the_edge

CASE = "/case/washington-2025"
WRITTEN = (
    "territory%3Ddonbas,status%3Ddeferred,ceasefire%3Dopen,guarantees%3Darticle5,forces%3Dair-sea,"
    "support%3Dintelligence,army%3Dcapped,sanctions%3Dkept,participation%3Dtrilateral,monitoring%3Dremote"
)


def test_two_agreements_are_compared_and_one_is_pinned(window: Any, folder: Path) -> None:
    opened = window(f"{CASE}/agreements/list?of.sanctions=phased")
    tab = opened.tab
    for box in (0, 1):
        tab.locator("input[name=with]").nth(box).focus()
        tab.keyboard.press("Space")
    tab.focus("text=Compare those ticked")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".deal")
    tab.wait_for_load_state()
    assert tab.locator(".deal").count() == 2
    assert tab.locator("#differ th[scope=row]").count() > 0
    assert "sanctions eased by steps" in tab.inner_text("#differ")
    tab.locator("#points button[name=why]").first.click()
    tab.wait_for_selector("#why")
    tab.wait_for_selector("#lasting figure")
    tab.wait_for_selector("#peace-A >> text=/of 100$/")
    tab.locator(".deal a.btn").first.click()
    tab.fill("#name", "Draft of 17 August")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#strip")
    tab.wait_for_selector(".deal >> text=Draft of 17 August")
    assert "name: Draft of 17 August" in (folder / "washington-2025" / "case.yaml").read_text("utf-8")
    assert opened.said == []


def test_a_change_is_tried_and_kept_by_keyboard(window: Any, folder: Path) -> None:
    file = folder / "washington-2025" / "case.yaml"
    before, opened = file.read_text("utf-8"), window(f"{CASE}/what-if")
    tab = opened.tab
    tab.focus("text=a party has more or less without a deal")
    tab.keyboard.press("Enter")
    tab.select_option("#no-deal-party", "russia")
    tab.fill("#no-deal-value", "44..50")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".answer")
    assert "none is lost" in tab.inner_text(".answer")
    assert file.read_text("utf-8") == before
    tab.click("text=Keep it in the case")
    tab.wait_for_selector("#strip")
    assert "44..50" in file.read_text("utf-8")
    assert opened.said == []


@pytest.mark.parametrize(("width", "colours"), [(1366, "light"), (390, "dark")])
def test_everybody_can_read_and_use_it(window: Any, width: int, colours: str) -> None:
    pages = ("agreements", "agreements/list", f"agreements/write?with={WRITTEN}")
    several = "what-if?suppose=usa: never sanctions%3Dlifted&suppose=russia: no_deal%3D44..50"
    opened = window(f"{CASE}/table", width=width, colours=colours)
    for page in (*pages, several, several.replace("?", "/list?which=gained&")):
        opened.go(f"{CASE}/{page}")
        opened.done()
        opened.tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert barriers(opened.tab) == [], page
        assert past_the_edge(opened.tab) == [], page
    assert opened.said == []
