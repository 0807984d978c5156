"""The overview in a browser: what takes longer comes by itself, and each cell opens its reason by keyboard."""

from collections.abc import Callable
from typing import Any

from looks import barriers, past_the_edge

PAGE = "/case/washington-2025/overview"


def test_what_lasts_comes_by_itself_and_a_cell_opens_its_reason(window: Callable[..., Any]) -> None:
    opened = window(PAGE)
    tab = opened.tab
    tab.get_by_text("Peace after ten years: 73 in 100.").wait_for()
    tab.locator(".job").first.wait_for(state="detached")
    assert tab.locator("#left .funnel > li").count() == 6
    assert barriers(tab) == []
    tab.locator("td.stance a").nth(5).focus()
    tab.keyboard.press("Enter")
    tab.get_by_text("Russia: why far?").wait_for()
    tab.wait_for_selector('td.stance a[aria-expanded="true"]')
    assert tab.locator('td.stance a[aria-expanded="true"]').count() == 1
    tab.set_viewport_size({"width": 390, "height": 900})
    assert past_the_edge(tab) == []
    tab.emulate_media(color_scheme="dark")
    assert barriers(tab) == []
    assert opened.said == []
