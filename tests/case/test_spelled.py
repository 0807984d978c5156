"""A step of an amount is found however the file writes it, and a new point stands at its place."""

from __future__ import annotations

import pytest

from comity.case.insert import inserted
from comity.case.text import Document

FILE = """\
comity: 1
issues:
  rent: {name: The rent, amount: {from: 0.10, to: 1.10, step: 0.05, unit: million euro}}
  out: {name: When it ends, amount: {from: 2026-01-01, to: 2027-01-01, step: 3 months}}
  runs: {name: Runs a day, options: {"1": one, "1.0": another}}
interests:
  host:
    rent: {weight: 3, 0.10: 0, 0.30: {value: 40, because: It said so.}, 1.10: 100}  # per year
    out:
      weight: 3
      1 January 2026: 100
      2027-01-01: 0  # the last day
    runs: {"1": 5}
"""


def lines(document: Document) -> list[str]:
    return [line.strip() for line in document.text.splitlines()]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            ("rent", "0.1"),
            "rent: {weight: 3, 0.10: 45, 0.30: {value: 40, because: It said so.}, 1.10: 100}  # per year",
        ),
        (
            ("rent", "0.3", "value"),
            "rent: {weight: 3, 0.10: 0, 0.30: {value: 45, because: It said so.}, 1.10: 100}  # per year",
        ),
        (
            ("rent", "0.5"),
            "rent: {weight: 3, 0.10: 0, 0.30: {value: 40, because: It said so.}, 0.5: 45, 1.10: 100}  # per year",
        ),
        (("out", "2026-01-01"), "1 January 2026: 45"),
        (("out", "2026-07-01"), "2026-07-01: 45"),
        (("runs", "1.0"), 'runs: {1.0: 45, "1": 5}'),
    ],
)
def test_one_value_is_set_where_it_stands(path: tuple[str, ...], line: str) -> None:
    whole = ("interests", "host", *path)
    done = Document(FILE, "case.yaml").patched(whole, "45")
    assert line in lines(done)
    again = done.patched(whole, "46")
    assert again.text == done.text.replace("45", "46")
    assert again.plain() == Document(again.text, "case.yaml").plain()
    assert done.place(whole).line == again.place(whole).line == 1 + lines(done).index(line)


def test_a_new_day_stands_between_its_neighbours() -> None:
    done = lines(Document(FILE, "case.yaml").patched(("interests", "host", "out", "2026-07-01"), "45"))
    at = done.index("2026-07-01: 45")
    assert done[at - 1 : at + 2] == ["1 January 2026: 100", "2026-07-01: 45", "2027-01-01: 0  # the last day"]


def test_what_is_there_is_not_added_twice() -> None:
    document = Document(FILE, "case.yaml")
    done = inserted(
        document, [(("interests", "host", "rent", "0.3"), "50"), (("interests", "host", "rent", "0.7"), "60")]
    )
    assert "0.30: {value: 40, because: It said so.}, 1.10: 100, 0.7: 60}" in done.text
