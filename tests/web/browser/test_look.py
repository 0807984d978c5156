"""The look of the workbench in a browser: it fits, it can be read, and it asks for nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from looks import STATIC, components

CHROMIUM = shutil.which("chromium")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE = "http://127.0.0.1:9/"
BEYOND = """[...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && !e.closest('.unseen')
            && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


class Seen:
    """The demonstration in a window, served without a server, with what it asked for and complained of."""

    def __init__(self, browser: Any, *, width: int = 1366, colours: str = "light", page: str = "") -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=colours, reduced_motion="reduce"
        )
        self.asked: list[str] = []
        self.said: list[str] = []
        self._page = page or components()
        context.route("**/*", self._serve)
        self.tab = context.new_page()
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.goto(PAGE)

    def _serve(self, route: Any) -> None:
        self.asked.append(route.request.url)
        if route.request.url == f"{PAGE}static/workbench.css":
            route.fulfill(body=(STATIC / "workbench.css").read_text("utf-8"), content_type="text/css")
        else:
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
            route.fulfill(body=self._page, headers=headers)

    def found(self) -> list[tuple[str, str]]:
        """What axe finds wrong, and how bad."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright")
        return [(rule["id"], rule["impact"]) for rule in axe.Axe().run(self.tab).response["violations"]]

    def close(self) -> None:
        self.tab.context.close()


@pytest.mark.parametrize(("width", "colours"), [(1366, "light"), (390, "dark")])
def test_components_fit_can_be_read_and_ask_for_nothing(browser: Any, width: int, colours: str) -> None:
    """Contrast hangs on the colours, structure on the width: two pairs stand for four."""
    seen = Seen(browser, width=width, colours=colours)
    assert seen.asked == [PAGE, f"{PAGE}static/workbench.css"]
    assert seen.tab.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.tab.evaluate(BEYOND) == []
    seen.tab.click("[popovertarget=wipe]")
    assert seen.found() == []
    assert seen.said == []
    seen.close()


def test_axe_sees_what_cannot_be_read(browser: Any) -> None:
    """The oracle itself: pale words and a field without a name are found."""
    seen = Seen(browser, page='<!doctype html><title>A</title><p id="pale">pale</p><input name="rating">')
    seen.tab.evaluate("document.querySelector('#pale').style.color = '#ccc'")
    assert {("label", "critical"), ("color-contrast", "serious")} <= set(seen.found())
    seen.close()


def test_a_term_is_told_and_a_question_asked_without_a_script(browser: Any) -> None:
    seen = Seen(browser)
    told = seen.tab.locator("#term-efficient")
    assert not told.is_visible()
    seen.tab.focus("[popovertarget=term-efficient]")
    seen.tab.keyboard.press("Enter")
    assert told.is_visible()
    assert "Pareto frontier" in told.inner_text()
    box = told.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 1366
    seen.tab.keyboard.press("Escape")
    assert not told.is_visible()
    seen.tab.click("[popovertarget=wipe]")
    assert seen.tab.evaluate("document.activeElement.innerText") == "Leave it"
    seen.tab.keyboard.press("Enter")
    assert not seen.tab.locator("#wipe").is_visible()
    seen.close()


def test_on_a_phone_targets_are_large_and_the_pages_stand_in_the_foot(browser: Any) -> None:
    seen = Seen(browser, width=390)
    targets = ".btn, .seg a, .foot nav a, .to-pages, summary, input:not([type=checkbox]), select, textarea"
    small = """targets => [...document.querySelectorAll(targets)].map(e => [e, e.getBoundingClientRect()])
               .filter(([e, box]) => e.checkVisibility() && box.height < 44).map(([e]) => e.outerHTML.slice(0, 80))"""
    assert seen.tab.evaluate(small, targets) == []
    assert not seen.tab.locator(".tabs").is_visible()
    seen.tab.click(".to-pages")
    assert seen.tab.locator(".foot nav a").first.is_visible()
    seen.close()


def test_focus_is_shown_three_pixels_wide(browser: Any) -> None:
    seen = Seen(browser)
    for skipped in range(3):
        seen.tab.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert seen.tab.evaluate(f"{style}.outlineStyle + ' ' + {style}.outlineWidth") == "solid 3px", skipped
    seen.close()


def test_printed_it_is_light_and_unfolded(browser: Any) -> None:
    seen = Seen(browser, colours="dark")
    seen.tab.emulate_media(media="print", color_scheme="dark")
    assert seen.tab.evaluate("getComputedStyle(document.body).color") == "rgb(27, 32, 38)"
    assert not seen.tab.locator(".strip").is_visible()
    assert seen.tab.get_by_text("2027").first.is_visible()
    seen.close()
