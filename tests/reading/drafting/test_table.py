"""statements.csv: safe in a spreadsheet, and read back as it was."""

import csv
import io

import pytest

from comity.reading.drafting.table import COLUMNS, csv_text, rows_of


@pytest.mark.parametrize("cell", ["=SUM(A1)", "+1", "-text", "@x", "plain", "'quoted'", 'say "no"', "a\nb", ""])
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    row = dict.fromkeys(COLUMNS, "") | {"text": cell, "id": "x"}
    text = csv_text([row])
    (raw,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert not raw["text"].startswith(("=", "+", "-", "@"))
    assert rows_of(text) == [row]
