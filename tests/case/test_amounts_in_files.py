"""What is said of amounts in a case file: a slip is one problem, with its place and its mend, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.case.check import check

BASE = """\
comity: 1
title: A base is left
parties: {host: {name: Host state, signs: yes}, guest: {name: Guest state, signs: yes}}
issues:
  rent: {name: The rent, amount: {from: 100, to: 500, step: 10, unit: million euro}}
  out: {name: When it is left, amount: {from: 2026-01-01, to: 2027-01-01, step: 3 months}}
  who: {name: Who cleans up, options: {host: The host, guest: The guest}}
interests:
  host:
    no_deal: 30
    rent: {weight: 3, 100: 0, 250: 60..70, 500: 100}
    out: {weight: 3, 2026-01-01: 100, 2027-01-01: 0}
    who: {weight: 1, host: 0, guest: 100}
  guest: {no_deal: 30, rent: {weight: 3, 100: 100, 500: 0}, out: {weight: 3, 2026-01-01: 0, 2027-01-01: 100}}
red_lines:
  - {party: guest, never: {rent: ">300"}, firmness: declared, because: Its budget.}
proposals:
  first: {by: host, terms: {rent: 300, out: 2026-04-01, who: host}}
"""


def told(folder: Path, old: str, new: str) -> list[str]:
    file = folder / "case.yaml"
    assert old in BASE
    file.write_text(BASE.replace(old, new, 1), "utf-8")
    return [str(error).removeprefix(f"{file}:") for error in check(file).errors]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "250: 60..70",
            "250: 60, 250.0: 70",
            "11:40: error: '250.0' is 250, which stands here, too; keep one of the two",
        ),
        (
            "2026-01-01: 100, 2027",
            "2026-01-01: 100, 1 January 2026: 90, 2027",
            "12:39: error: '1 January 2026' is 2026-01-01, which stands here, too; keep one of the two",
        ),
        ("250: 60..70", "250: 60, high: 7", "11:40: error: unknown field 'high'; did you mean weight?"),
        (
            "250: 60..70",
            '">250": 60',
            "11:31: error: issue rent: '>250' compares, where one step is asked for; write one, such as 300",
        ),
        (
            "250: 60..70",
            "2.5e2: 60",
            "11:31: error: issue rent: '2.5e2' is no number, as the steps of this amount are; write 250",
        ),
        (
            '">300"',
            '"not above 300"',
            "16:28: error: issue rent: 'not above 300' is neither a step of this amount nor a comparison; "
            'write "<=300", at most 300 million euro',
        ),
        (
            '">300"',
            '">=100"',
            "16:28: error: guest's red lines rule out every option of issue rent; leave at least one",
        ),
        ('">300"', ">300", '16:34: error: a text cannot begin with >; put it in quotes: ">300"'),
        (
            "million euro}}",
            "million euro}, options: {a: A}}",
            "5:3: error: 'rent': an issue has options or an amount, not both; leave one out",
        ),
        (
            "from: 100",
            "from: 1e2",
            "5:26: error: 'amount': from must be a number or a date such as 2026-04-01, not '1e2'; write 100",
        ),
        (
            "rent: 300, out",
            "rent: 305, out",
            "18:29: error: issue rent: '305' lies between two steps of this amount; write 300 or 310",
        ),
    ],
)
def test_a_slip_is_one_problem(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = told(tmp_path, old, new)
    assert len(found) == 1, found
    assert problem in found[0]


def test_the_base_is_fit_for_use(tmp_path: Path) -> None:
    assert told(tmp_path, "comity: 1", "comity: 1") == []
