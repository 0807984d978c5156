"""The points of a rating over an amount in a browser: moved by keys and by the mouse, typed, and saved in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from looks import barriers, past_the_edge

PAGE = "/case/wages/table?open=views/union/wage"
WAGES = """\
comity: 1
title: A wage round
parties: {union: {name: Metal union, signs: yes}, employers: {name: Employers, signs: yes}}
issues:
  wage: {name: How much wages rise, amount: {from: 0, to: 8, step: 0.1, unit: "%"}}
  start: {name: From when it holds, amount: {from: 2026-04-30, to: 2027-03-31, step: 1 month}}
interests:
  union:
    no_deal: 40
    wage: {weight: 60, 0: 0, 3.5: 40..50, 8: 100}
    start: {weight: 40, 2026-04-30: 100, 2026-05-31: 50, 2027-03-31: 0}
  employers: {no_deal: 40, wage: {weight: 70, 0: 100, 8: 0}, start: {weight: 30, 2026-04-30: 0, 2027-03-31: 100}}
red_lines: [{party: union, never: {wage: "<2"}, because: It says so., firmness: declared}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wages").mkdir()
    (tmp_path / "wages" / "case.yaml").write_text(WAGES, "utf-8")
    return tmp_path


def point(tab: Any, number: int) -> tuple[str, str]:
    return tuple(tab.input_value(f'[name="points-{what}.{number}"]') for what in ("at", "rated"))  # type: ignore[return-value]


def test_a_point_is_moved_by_keys_and_by_the_mouse_and_saved(window: Any, folder: Path) -> None:
    opened = window(PAGE)
    tab = opened.tab
    middle = tab.locator("[data-curve] [data-at='1']")
    middle.focus()
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "Shift+ArrowUp"):
        tab.keyboard.press(key)
    assert point(tab, 1) == ("3.7", "51..61")
    assert middle.get_attribute("aria-valuetext") == "3.7: 51 to 61"
    tab.locator("[data-curve] [data-at='2']").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown"):
        tab.keyboard.press(key)
    assert point(tab, 2) == ("8", "99")  # an end stays at its end
    box = tab.locator("[data-curve]").bounding_box()
    at = middle.bounding_box()
    tab.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * (30 + 278 * 0.25) / 320, box["y"] + box["height"] * (96 - 84 * 0.3) / 120)
    tab.mouse.up()
    assert point(tab, 1) == ("2", "25..35")
    tab.fill('[name="points-at.3"]', "6")
    tab.fill('[name="points-rated.3"]', "90")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#strip")
    assert "wage: {weight: 60, 0: 0, 2: 25..35, 6: 90, 8: 99}" in (folder / "wages" / "case.yaml").read_text("utf-8")
    assert opened.said == []


def test_a_day_moves_by_months_and_stays_at_their_ends(window: Any) -> None:
    tab = window(PAGE.replace("wage", "start").replace("starts", "wages")).tab
    tab.locator("[data-curve] [data-at='1']").focus()
    tab.keyboard.press("ArrowRight")
    assert point(tab, 1) == ("2026-06-30", "50")
    tab.keyboard.press("ArrowRight")
    assert point(tab, 1) == ("2026-07-31", "50")  # though the amount begins on a 30th
    tab.keyboard.press("Shift+ArrowLeft")
    assert point(tab, 1) == ("2026-05-31", "50")  # beside the end, not on it


@pytest.mark.parametrize(("width", "colours"), [(1366, "dark"), (390, "light")])
def test_it_fits_and_can_be_read(window: Any, width: int, colours: str) -> None:
    tab = window(PAGE, width=width, colours=colours).tab
    assert barriers(tab) == []
    assert past_the_edge(tab) == []
