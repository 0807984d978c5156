"""What a statement says of an amount: which steps are refused by it, tied to a red line that compares, or nothing."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.case.amount import Amount
from comity.case.check import check
from comity.case.steps import Steps
from comity.reading.drafting.table import COLUMNS, csv_text
from comity.web.sources.limits import refused

PRICE = Steps(Amount.model_validate({"from": 0, "to": 2000, "step": 50, "unit": "euro"}).grid)
SHARE = Steps(Amount.model_validate({"from": 0, "to": 8, "step": 0.5, "unit": "%"}).grid)
MONTHS = Steps(Amount.model_validate({"from": 12, "to": 36, "step": 3, "unit": "months"}).grid)
OUT = Steps(Amount.model_validate({"from": "2026-01-01", "to": "2028-01-01", "step": "3 months"}).grid)


@pytest.mark.parametrize(
    ("steps", "kind", "agreement", "words", "meant"),
    [
        (SHARE, "refuse", "no", "it will not accept a raise of less than 4 percent", "<4"),
        (SHARE, "refuse", "no", "rejected any raise above 5 %", ">5"),
        (SHARE, "demand", "yes", "demands a raise of at least 3.5 percent", "<3.5"),
        (PRICE, "demand", "", "insists that nothing above 1,000 euro is paid once", ">1000"),
        (PRICE, "demand", "", "insists on not more than 300 euro", ">300"),
        (MONTHS, "refuse", "no", "will not sign a contract of more than 24 months", ">24"),
        (OUT, "refuse", "no", "will not leave before 1 July 2027", "<2027-07-01"),
        (OUT, "demand", "yes", "demands that they leave not after 2027-07-01", ">2027-07-01"),
        # What is not said plainly:
        (SHARE, "demand", "yes", "demands a raise of 6 percent", None),
        (SHARE, "demand", "yes", "demands a raise of more than 6 percent", None),
        (SHARE, "support", "yes", "would accept at least 3 percent", None),
        (SHARE, "refuse", "no", "will not accept at least 3 percent", None),
        (SHARE, "refuse", "yes", "refuses to drop its demand for more than 6 percent", None),
        (SHARE, "refuse", "no", "will not accept less than 4 percent or more than 6 percent", None),
        (SHARE, "refuse", "no", "will not accept less than 40 euro", None),
        (SHARE, "refuse", "no", "will not accept less than 4.25 percent", None),
        (PRICE, "refuse", "no", "will not pay more than 3 million euro", None),
        (PRICE, "refuse", "no", "will not pay any more", None),
    ],
)
def test_what_is_refused(steps: Steps, kind: str, agreement: str, words: str, meant: str | None) -> None:
    assert refused({"kind": kind, "agreement": agreement}, words, steps) == meant


REPORT = "Lowlands will not pay more than 300 euro. Uplands demands a price of 400 euro.\n"
CASE = """\
comity: 1
title: Talks on a price
sources: {round: {file: round.md, title: The round}}
parties: {uplands: {name: Uplands, signs: yes}, lowlands: {name: Lowlands, signs: yes}}
issues:
  price: {name: The price, amount: {from: 0, to: 500, step: 50, unit: euro}}
interests:
  uplands: {no_deal: 30, price: {weight: 1, 0: 0, 500: 100}}
  lowlands: {no_deal: 30, price: {weight: 1, 0: 100, 500: 0}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    held = tmp_path / "price"
    held.mkdir()
    (held / "case.yaml").write_text(CASE, "utf-8")
    (held / "round.md").write_text(REPORT, "utf-8")
    said = [("Lowlands will not pay more than 300 euro", "Lowlands", "refuse", "no"),
            ("Uplands demands a price of 400 euro", "Uplands", "demand", "yes")]  # fmt: skip
    rows = []
    for number, (words, who, kind, agreement) in enumerate(said, 1):
        start = REPORT.index(words)
        at = {"start": str(start), "end": str(start + len(words))}
        row = dict.fromkeys(COLUMNS, "") | {"id": f"round-{number:03d}", "source": "round", "text": words, **at}
        row |= {"organisation": who, "kind": kind, "concept": "price", "agreement": agreement, "firmness": "must"}
        rows.append(row | {f"content_{end}": place for end, place in at.items()})
    (held / "statements.csv").write_text(csv_text(rows), "utf-8")
    return tmp_path


def sent(visitor: TestClient, number: int, **fields: str):
    page = visitor.get("/case/price/sources", params={"source": "round"}).text
    keys = {at: key for key, at in re.findall(r'<sup><a href="[^"]*statement=([^"&]*)[^"]*">(\d+)</a>', page)}
    key = html.unescape(keys[str(number)]).replace("%3A", ":")
    page = visitor.get("/case/price/sources", params={"source": "round", "statement": key}).text
    form = page[page.index('action="/case/price/sources/statement"') :].split("</form>")[0]
    held = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    for name, options in re.findall(r'<select id="\w+" name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        held[name] = re.search(r'<option value="([^"]*)" selected>', options)[1]  # type: ignore[index]
    held = {name: html.unescape(value) for name, value in held.items()}
    return held, visitor.post("/case/price/sources/statement", data={**held, **fields, "made": "accept"})


def test_words_become_a_red_line_that_compares_or_are_refused(visitor: TestClient, folder: Path) -> None:
    _, done = sent(visitor, 1, carries="new")
    assert done.status_code == 303
    (line,) = check(folder / "price" / "case.yaml").case.red_lines  # type: ignore[union-attr]
    assert (line.id, line.never["price"].written, line.draft) == ("lowlands-price", (">300",), True)
    _, wrong = sent(visitor, 2, carries="new")
    assert wrong.status_code == 422
    assert "do not plainly say which amounts it refuses: write the red line on the table" in wrong.text


def test_a_refusal_is_offered_the_red_line_on_its_amount(visitor: TestClient, folder: Path) -> None:
    file = folder / "price" / "case.yaml"
    line = '{id: dear, party: lowlands, never: {price: ">300"}, because: Its budget., firmness: declared}'
    file.write_text(f"{CASE}red_lines:\n  - {line}\n", "utf-8")
    fields, done = sent(visitor, 1)
    assert fields["carries"] == "red_lines/dear"
    assert done.status_code == 303
    assert str(check(file).case.red_lines[0].evidence[0]).startswith("round:0-40")  # type: ignore[union-attr]
