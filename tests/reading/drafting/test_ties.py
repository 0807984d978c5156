"""Changes of position are tied to the judgement that they ended or altered, or asked about; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comity.case.check import check
from comity.case.text import Document
from comity.reading import Source, read_sources, read_texts
from comity.reading.drafting.developments import ended_by
from comity.reading.drafting.write import Written, write
from comity.reading.library import library
from comity.reading.registry import registry
from comity.reading.statement import Statement

DEMAND = "Egypt insists on an immediate ceasefire. Egypt ruled out any territorial concession."
DROPPED = "Egypt dropped its demand for an immediate ceasefire. Egypt shifted its position on the territory."
DROP = "egypt-ceasefire-withdrawn-demand-2024-03-04"
SHIFT = "egypt-territory-shift-2024-03-04"


def read(root: Path, *names: str) -> Written:
    for name, day, text in (("a", "4 February 2024", DEMAND), ("b", "4 March 2024", DROPPED)):
        (root / f"{name}.txt").write_text(f"Talks, {day}\n\n{text}\n", "utf-8")
    case = root / "case"
    reading = read_sources([root / f"{name}.txt" for name in names], into=case if case.exists() else None)
    return write(reading, case)


def drafted(root: Path) -> dict[str, Any]:
    return Document.read(root / "case" / "case.yaml").plain()


def ties(written: Written) -> list[str]:
    return [text for text in written.decisions if text.startswith("What did")]


def test_a_demand_given_up_is_tied_to_the_rating_of_what_was_demanded(tmp_path: Path) -> None:
    read(tmp_path, "a", "b")
    plain = drafted(tmp_path)
    assert [item["id"] for item in plain["developments"]] == [DROP, SHIFT]
    assert plain["interests"]["egypt"]["ceasefire"]["first"] == {"value": "35..75", "before": {DROP: "70..100"}}
    checked = check(tmp_path / "case" / "case.yaml")
    assert checked.errors == ()
    assert not any(DROP in problem.what for problem in checked.problems)


def test_what_was_demanded_before_the_reports_is_a_demand_without_more(tmp_path: Path) -> None:
    read(tmp_path, "b")
    first = drafted(tmp_path)["interests"]["egypt"]["ceasefire"]["first"]
    assert first == {"value": "35..75", "before": {DROP: "60..100"}}


def test_a_change_that_is_read_later_renews_a_draft_and_leaves_what_was_confirmed(tmp_path: Path) -> None:
    read(tmp_path, "a")
    assert drafted(tmp_path)["interests"]["egypt"]["ceasefire"]["first"] == "70..100"
    file = tmp_path / "case" / "case.yaml"
    confirmed = file.read_text("utf-8")
    written = read(tmp_path, "a", "b")
    assert drafted(tmp_path)["interests"]["egypt"]["ceasefire"]["first"]["before"] == {DROP: "70..100"}
    assert [DROP in text for text in ties(written)] == [False]
    for name in (tmp_path / "case").iterdir():
        if name.is_file():
            name.unlink()
    file.write_text(confirmed.replace("      draft: yes\n", ""), "utf-8")
    written = read(tmp_path, "a", "b")
    assert drafted(tmp_path)["interests"]["egypt"]["ceasefire"]["first"] == "70..100"
    (asked,) = [text for text in ties(written) if DROP in text]
    assert "It may be: interests of `egypt` in `ceasefire`." in asked


def test_what_a_change_ended_is_asked_where_it_is_not_clear_until_somebody_says(tmp_path: Path) -> None:
    written = read(tmp_path, "a", "b")
    assert ties(written) == [
        f"What did `{SHIFT}` change? Name it by `until` or `since` at a red line, condition, linkage or option, or by "
        "`before` at a number. It may be: red line `egypt-territory-partly_ceded`; interests of `egypt` in "
        "`territory`. [b-002]"
    ]
    again = read(tmp_path, "a", "b")
    assert (again.before, again.added, again.renewed, again.new) == (again.after, (), (), 0)
    file = tmp_path / "case" / "case.yaml"
    line = "    never: {territory: [partly_ceded]}\n"
    file.write_text(file.read_text("utf-8").replace(line, f"{line}    until: {SHIFT}\n"), "utf-8")
    assert ties(read(tmp_path, "a", "b")) == []
    assert check(file).errors == ()


def test_a_development_that_was_taken_out_stays_out_and_is_named_nowhere(tmp_path: Path) -> None:
    read(tmp_path, "b")
    file = tmp_path / "case" / "case.yaml"
    text = file.read_text("utf-8")
    kept = text[: text.index("developments:")].replace(f"\n        before: {{{DROP}: 60..100}}", "")
    file.write_text(kept, "utf-8")
    assert check(file).errors == ()
    written = read(tmp_path, "a", "b")
    assert check(file).errors == ()
    assert DROP not in file.read_text("utf-8")
    assert ties(written) == []


def one(text: str, day: str) -> Statement:
    found = read_texts([Source("t", "t", day, None, text)], registry(), library()).statements
    return found[0]


@pytest.mark.parametrize(
    ("refused", "dropped", "options", "ends"),
    [
        ("2024-02-04", "2024-03-04", ("first", "with_deal"), True),
        ("2024-03-04", "2024-03-04", ("first", "with_deal"), False),  # which came first is not known
        ("2024-04-04", "2024-03-04", ("first", "with_deal"), False),
        ("2024-02-04", "2024-03-04", ("first", "with_deal", "after_deal"), False),  # it may refuse that still
        ("2024-02-04", "2024-03-04", ("with_deal", "after_deal"), False),  # another thing was demanded
    ],
)
def test_a_red_line_ends_where_the_only_other_option_is_no_longer_demanded(
    refused: str, dropped: str, options: tuple[str, ...], ends: bool
) -> None:
    change = one("Egypt dropped its demand for an immediate ceasefire.", dropped)
    refusal = replace(change, kind="refuse", stance="refuse", option="with_deal", agreement=False, date=refused)
    found = ended_by([refusal, change], [refusal], ("egypt", "ceasefire", "with_deal"), {"ceasefire": options})
    assert found == (change if ends else None)
