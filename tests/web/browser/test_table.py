"""The table in a browser: a number is changed by keyboard, refused, taken back, kept in conflict; a red line added."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from looks import barriers, past_the_edge

PAGE = "/case/washington-2025/table"
NO_DEAL = "#at-interests-russia-no_deal"


def file(folder: Path) -> Path:
    return folder / "washington-2025" / "case.yaml"


def focused(tab: Any) -> str:
    found: str = tab.evaluate("document.activeElement.id")
    return found


def test_a_number_is_changed_by_keyboard_and_what_follows_is_told(window: Any, serve: Any, folder: Path) -> None:
    before, served = file(folder).read_text("utf-8"), serve()
    opened = window(PAGE, served)
    tab = opened.tab
    tab.focus("#at-interests-ukraine-no_deal")
    tab.keyboard.press("ArrowRight")
    assert focused(tab) == NO_DEAL[1:]
    tab.keyboard.press("4")
    tab.wait_for_selector("#value:focus")
    tab.keyboard.type("0..50")
    assert tab.input_value("#value") == "40..50"
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#strip")
    assert "326 → 910" in " ".join(tab.inner_text("#strip .big").replace("before, now", "").split())
    assert "The fair pick (Nash) changes" in tab.inner_text("#strip")
    tab.wait_for_selector("#saved >> text=/1 edit$/")
    tab.wait_for_selector("#later >> text=Peace after ten years by the fair pick")
    assert "All could ask for" in tab.inner_text("#later")
    tab.wait_for_selector(f"{NO_DEAL}:focus")
    assert "40..50" in file(folder).read_text("utf-8")
    tab.close()
    served.stop()

    again = window(PAGE, serve())
    again.tab.focus(NO_DEAL)
    again.tab.keyboard.press("Control+z")
    again.tab.wait_for_selector("#strip")
    assert file(folder).read_text("utf-8") == before
    assert opened.said == again.said == []


def test_what_is_no_number_is_refused_and_can_be_left(window: Any, folder: Path) -> None:
    before, opened = file(folder).read_text("utf-8"), window(PAGE)
    tab = opened.tab
    tab.focus(NO_DEAL)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#value:focus")
    tab.keyboard.type("56..44")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#value-problem")
    assert "runs backwards" in tab.inner_text("#value-problem")
    tab.wait_for_selector("#value:focus")
    assert tab.input_value("#value") == "56..44"
    assert barriers(tab) == []
    tab.keyboard.press("Escape")
    tab.wait_for_selector("#value", state="detached")
    tab.wait_for_selector(f"{NO_DEAL}:focus")
    assert file(folder).read_text("utf-8") == before


def test_two_tabs_conflict_and_a_change_outside_is_told(window: Any, serve: Any, folder: Path) -> None:
    served = serve()
    first, second = (window(f"{PAGE}?edit=interests/russia/no_deal", served) for _ in range(2))
    for opened, typed in ((first, "40..50"), (second, "30..35")):
        opened.tab.fill("#value", typed)
        opened.tab.keyboard.press("Enter")
        opened.tab.wait_for_selector("#strip" if opened is first else ".note.check")
    assert "40..50" in second.tab.inner_text(".note.check")
    assert second.tab.input_value("#value") == "30..35"
    file(folder).write_text(file(folder).read_text("utf-8").replace("40..50", "41..51"), encoding="utf-8")
    first.tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    first.tab.wait_for_selector("text=The file was changed outside")


@pytest.mark.parametrize(("width", "colours"), [(1366, "light"), (390, "dark")])
def test_it_fits_and_can_be_read(window: Any, width: int, colours: str) -> None:
    opened = window(f"{PAGE}?edit=interests/europe/guarantees/arms", width=width, colours=colours)
    assert barriers(opened.tab) == []
    assert past_the_edge(opened.tab) == []
    opened.go(f"{PAGE}?open=red_lines")
    assert barriers(opened.tab) == []
    assert past_the_edge(opened.tab) == []
    assert opened.said == []


def test_a_red_line_is_added_by_keyboard(window: Any, folder: Path) -> None:
    opened = window(PAGE)
    tab = opened.tab
    tab.click("nav.below >> text=Ties")  # a link to a part unfolds it
    assert tab.evaluate("[...document.querySelectorAll('#entries > .card > details[open]')].map(each => each.id)") == [
        "ties"
    ]
    tab.click("#red_lines summary")
    tab.click("text=Add a red line")
    tab.wait_for_selector("#entry")
    tab.wait_for_selector("#f-party:focus")
    tab.select_option("#f-party", "russia")
    tab.click("button:text-is('Save')")
    tab.wait_for_selector("text=Tick what it will not sign")
    tab.click("fieldset >> nth=0 >> text=Who controls the occupied regions")
    tab.check("input[name='never.territory'][value=partial]")
    tab.select_option("#f-firmness", "declared")
    tab.click("button:text-is('Save')")
    tab.wait_for_selector("text=Russia will not accept a partial withdrawal.")
    assert re.search(r"party: russia\n    never: \{territory: partial\}", file(folder).read_text("utf-8"))
    assert "lost" in tab.inner_text("#strip")
    assert opened.said == []


def test_a_workbench_that_has_ended_is_told_and_what_was_typed_stays(window: Any, serve: Any) -> None:
    served = serve()
    tab = window("/case/washington-2025/table?edit=interests%2Frussia%2Fno_deal", served).tab
    tab.fill("#value", "41..47")
    assert not tab.locator("#silent").is_visible()
    served.stop()
    tab.evaluate(
        "document.dispatchEvent(new Event('visibilitychange'))"
    )  # on which it asks whether the file has changed
    tab.locator("#silent").wait_for(state="visible")
    assert "The workbench does not answer." in tab.inner_text("#silent")
    assert tab.input_value("#value") == "41..47"
