"""What no deal is like, and other readings of red lines, as they stand in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.case.check import check, read_case
from comity.case.contest import WarValue
from comity.case.model import Case
from comity.case.no_deal import LikeValue, NoDealValue
from talks import TALKS, talks

FILE = """\
comity: 1
title: Talks
widening: 5
parties:
  a: {name: Alpha, signs: yes}
  b: {name: Beta, signs: yes}
issues:
  x: {name: The X, options: {p: P it is, q: Q it is}}
  y: {name: The Y, options: {p: P, q: Q}}
interests:
  a:
    no_deal: NO_DEAL
    x: {weight: 3, p: 100, q: 0}
    y: {weight: 1, p: 60..80, q: 0}
  b:
    no_deal: 20
    x: {weight: 1, p: 0, q: 100}
    y: {weight: 1, p: 0, q: 50}
red_lines:
  - id: keep
    party: a
    never: {x: q}
    firmness: declared
    or_reads: READINGS
"""


def written(tmp_path: Path, no_deal: str = "40", readings: str = "[]") -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(FILE.replace("NO_DEAL", no_deal).replace("READINGS", readings), "utf-8")
    return path


def problems(path: Path) -> list[str]:
    return [f"{problem.place.line}: {problem.what}; {problem.fix}" for problem in check(path).problems]


def test_beside_a_value(tmp_path: Path) -> None:
    no_deal = (
        read_case(written(tmp_path, "{value: 30..45, like: {x: q}, because: so it stands}")).interests["a"].no_deal
    )
    assert isinstance(no_deal, NoDealValue)
    assert (no_deal.low, no_deal.high, no_deal.like, no_deal.because) == (30, 45, {"x": "q"}, "so it stands")
    assert no_deal.model_dump() == {"value": "30..45", "like": {"x": "q"}, "because": "so it stands"}


def test_instead_of_a_value(tmp_path: Path) -> None:
    """x=q and y=p: a quarter of the 60..80 that Alpha gives y=p."""
    case = read_case(written(tmp_path, "{like: {x: q, y: p}}"))
    no_deal = case.interests["a"].no_deal
    assert isinstance(no_deal, LikeValue)
    assert (no_deal.low, no_deal.high) == (15, 20)
    assert no_deal.model_dump() == {"like": {"x": "q", "y": "p"}}
    again = Case.model_validate(case.model_dump(mode="json", by_alias=True))
    assert again.interests["a"].no_deal == no_deal


def test_with_linkages_and_points() -> None:
    interests = {
        "a": {"scale": "points", "no_deal": {"like": {"x": "p"}}, "x": {"p": "7", "q": "0"}},
        "b": TALKS["interests"]["b"],
    }
    linkages = [{"party": "a", "when": {"x": ["p"]}, "adds": "-2..3"}, {"party": "a", "when": {"x": ["q"]}, "adds": 9}]
    no_deal = talks(interests=interests, linkages=linkages).interests["a"].no_deal
    assert no_deal is not None
    assert (no_deal.low, no_deal.high) == (5, 10)


@pytest.mark.parametrize(
    ("no_deal", "readings", "found"),
    [
        ("{like: {x: q}}", "[]", ["12: what no deal is worth to a cannot follow from `like`: it leaves y open; "
                                  "name an option of each, or say the `value` as well"]),
        ("{value: 3, like: {x: zzz}}", "[]", ["12: unknown option 'zzz' of issue x; known: p, q"]),
        ("{value: 3, like: {zzzz: p}}", "[]", ["12: unknown issue 'zzzz'; known: x, y"]),
        ("40", "[{never: {x: zzz}}]", ["24: unknown option 'zzz' of issue x; known: p, q"]),
        ("40", "[{never: {x: q}, unless: {zzzz: p}}]", ["24: unknown issue 'zzzz'; known: x, y"]),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(tmp_path: Path, no_deal: str, readings: str, found: list[str]) -> None:
    assert problems(written(tmp_path, no_deal, readings)) == found


def test_other_readings(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, "40", "[{never: {x: q, y: q}, unless: {y: p}, because: it may be meant so}]"))
    (reading,) = case.red_lines[0].or_reads
    assert (reading.never, reading.unless) == ({"x": ("q",), "y": ("q",)}, {"y": ("p",)})
    assert reading.because == "it may be meant so"
    assert case.widening == 5
    assert talks().widening == 10


def test_a_value_from_the_contest_may_say_what_it_is_like() -> None:
    anchors = {"from": "contest", "nothing": "0", "everything": "100", "like": {"x": "p"}}
    interests = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "no_deal": anchors}}
    no_deal = talks(interests=interests).interests["a"].no_deal
    assert isinstance(no_deal, WarValue)
    assert no_deal.like == {"x": "p"}
    assert no_deal.model_dump()["like"] == {"x": "p"}
