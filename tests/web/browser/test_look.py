"""The look of the workbench in a browser: it fits, it can be read, and it asks for nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from comity.web.drawing import Drawn, Length
from comity.web.rendering import environment
from looks import STATIC, barriers, components, past_the_edge

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE = "http://127.0.0.1:9/"
SCRIPTS = (f"{PAGE}static/htmx/htmx.min.js", f"{PAGE}static/workbench.js")


class Window:
    """A page in a window, served without a server: what it asked for, and what the browser complained of."""

    def __init__(self, browser: Any, content: str, width: int, colours: str) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self._content = content
        self._context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=colours, reduced_motion="reduce"
        )
        self._context.route("**/*", self._serve)
        self.tab = self._context.new_page()
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.goto(PAGE)

    def _serve(self, route: Any) -> None:
        self.asked.append(route.request.url)
        if route.request.url == f"{PAGE}static/workbench.css":
            route.fulfill(body=(STATIC / "workbench.css").read_text("utf-8"), content_type="text/css")
        elif route.request.url in SCRIPTS:
            route.fulfill(body="", content_type="text/javascript")
        else:
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
            route.fulfill(body=self._content, headers=headers)

    def close(self) -> None:
        self._context.close()


@pytest.fixture(scope="module")
def wide(browser: Any) -> Iterator[Window]:
    window = Window(browser, components(), 1366, "light")
    yield window
    window.close()


@pytest.fixture(scope="module")
def narrow(browser: Any) -> Iterator[Window]:
    window = Window(browser, components(), 390, "dark")
    yield window
    window.close()


# Contrast hangs on the colours, structure on the width: two windows stand for four.


@pytest.mark.parametrize("which", ["wide", "narrow"])
def test_components_fit_can_be_read_and_ask_for_nothing(which: str, request: pytest.FixtureRequest) -> None:
    window: Window = request.getfixturevalue(which)
    assert sorted(window.asked) == sorted([PAGE, f"{PAGE}static/workbench.css", *SCRIPTS])
    assert window.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert past_the_edge(window.tab) == []
    window.tab.click("[popovertarget=wipe]")
    assert barriers(window.tab) == []
    window.tab.keyboard.press("Escape")
    assert window.said == []


def test_what_cannot_be_read_or_does_not_fit_is_found(browser: Any) -> None:
    """The oracles themselves, on a page with three mistakes."""
    window = Window(browser, '<!doctype html><title>A</title><p>pale</p><input name="rating">', 390, "light")
    window.tab.evaluate("document.querySelector('p').style = 'color: #ccc; width: 500px'")
    assert {("label", "critical"), ("color-contrast", "serious")} <= set(barriers(window.tab))
    assert [found[:2] for found in past_the_edge(window.tab)] == ["<p"]
    window.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_bars_are_as_long_as_their_numbers_whatever_is_printed_beside(browser: Any, width: int) -> None:
    lengths = (Length("a short name", 100, "20.6, United States and the European group"), Length("B", 50, "10.3"))
    template = (
        '{% import "parts.html.j2" as ui %}{% import "drawn.html.j2" as drawn with context %}{{ drawn.figure(it) }}'
    )
    card = environment().from_string(template).render(it=Drawn("Bars", "", "", lengths))
    head = '<!doctype html><title>Bars</title><link rel="stylesheet" href="/static/workbench.css">'
    window = Window(browser, f"{head}<main>{card}</main>", width, "light")
    first, second = window.tab.evaluate("[...document.querySelectorAll('.bar')].map(bar => bar.offsetWidth)")
    assert first > 50
    assert abs(first - 2 * second) <= 2
    window.close()


def test_a_term_is_told_and_a_question_asked_without_a_script(wide: Window) -> None:
    tab, told = wide.tab, wide.tab.locator("#term-efficient")
    assert not told.is_visible()
    tab.focus("[popovertarget=term-efficient]")
    tab.keyboard.press("Enter")
    assert "Pareto frontier" in told.inner_text()
    box = told.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 1366
    tab.keyboard.press("Escape")
    assert not told.is_visible()
    tab.click("[popovertarget=wipe]")
    assert tab.evaluate("document.activeElement.innerText") == "Leave it"
    tab.keyboard.press("Enter")
    assert not tab.locator("#wipe").is_visible()


def test_focus_is_shown_three_pixels_wide(wide: Window) -> None:
    wide.tab.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert wide.tab.evaluate(f"{style}.outlineStyle + ' ' + {style}.outlineWidth") == "solid 3px"


def test_on_a_phone_targets_are_large_and_the_pages_stand_in_the_foot(narrow: Window) -> None:
    targets = ".btn, .seg a, .foot nav a, .to-pages, summary, input:not([type=checkbox]), select, textarea"
    small = """targets => [...document.querySelectorAll(targets)].map(e => [e, e.getBoundingClientRect()])
               .filter(([e, box]) => e.checkVisibility() && box.height < 44).map(([e]) => e.outerHTML.slice(0, 80))"""
    assert narrow.tab.evaluate(small, targets) == []
    assert not narrow.tab.locator(".tabs").is_visible()
    narrow.tab.click(".to-pages")
    assert narrow.tab.locator(".foot nav a").first.is_visible()


def test_printed_it_is_light_and_unfolded(narrow: Window) -> None:
    assert not narrow.tab.get_by_text("2027").first.is_visible()
    narrow.tab.emulate_media(media="print")
    assert narrow.tab.evaluate("getComputedStyle(document.body).color") == "rgb(27, 32, 38)"
    assert not narrow.tab.locator(".strip").is_visible()
    assert narrow.tab.get_by_text("2027").first.is_visible()
    whole = "() => [...document.querySelectorAll('thead th')].map(head => getComputedStyle(head).overflowWrap)"
    assert set(narrow.tab.evaluate(whole)) == {"break-word"}  # so that a column is as wide as the words above it
    narrow.tab.emulate_media(media="screen")
