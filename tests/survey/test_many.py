"""A survey of a folder: a row a case, whatever takes them on, and what cannot be read."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from comity.exchange.folders import case_paths, import_all
from comity.problem import Problems
from comity.show import csv as shown
from comity.survey.many import survey
from foreign_files import CASES, FILES


@pytest.fixture
def cases(programs: Path, tmp_path: Path) -> Path:
    """What `comity import --all` makes of that folder, and a file that is no case."""
    taken = import_all(programs)
    for number, path in case_paths(taken, tmp_path / "out").items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(taken[number].text or "", "utf-8")
    (tmp_path / "out" / "broken.yaml").write_text("comity: 1\ntitle: Talks\nparties: 5\n", "utf-8")
    return tmp_path / "out"


def test_a_row_a_case_in_the_order_of_their_files(cases: Path) -> None:
    finding = survey(cases)
    rows = finding.result.rows
    assert [row.case for row in rows] == sorted(["broken.yaml", *(f"{name}.yaml" for name in CASES)])
    assert {row.format for row in rows} - {""} == set(FILES)
    assert all(row.agreements and row.possible is not None for row in rows if row.signers)
    broken = rows[[row.case for row in rows].index("broken.yaml")]
    assert broken.signers is None
    assert broken.remarks[0].startswith("not read: broken.yaml:")
    read = len(rows) - 1
    some = sum(1 for row in rows if row.possible)
    assert finding.answer == (
        f"{read} cases: in {some} of {read} where that was counted, an agreement is possible; "
        "1 more file is no case that can be read."
    )


def test_whoever_takes_the_cases_on_the_table_is_the_same(cases: Path) -> None:
    seen: list[float] = []
    with ThreadPoolExecutor(3) as executor:
        beside = survey(cases, executor=executor, progress=seen.append)
    assert beside.json() == survey(cases).json()
    assert seen[-1] == 1.0
    assert len(seen) == len(beside.result.rows)


def test_the_table_as_csv_keeps_every_number_in_full(cases: Path) -> None:
    finding = survey(cases)
    rows = list(csv.DictReader(io.StringIO(shown.text(finding.tables["cases"]))))
    for told, row in zip(rows, finding.result.rows, strict=True):
        assert told["case"] == row.case
        assert told["agreements"] == ("" if row.agreements is None else str(row.agreements))
        for name, value in (("nash", row.nash), ("opposition negmas", row.opposition.negmas)):
            assert (float(told[name]) if told[name] else None) == value


def test_a_folder_without_cases_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no case file lies here or below; comity import FOLDER --all -o OUT"):
        survey(tmp_path)
    with pytest.raises(Problems, match="this is no folder"):
        survey(tmp_path / "nothing")
